"""What is measured: a CV of about 30 KB, and one of 5 MB with attachments, grown from the shipped example."""

from __future__ import annotations

import base64
import random
from pathlib import Path

from lxml import etree

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMESPACE = "http://europass.cedefop.europa.eu/Europass"


def small() -> bytes:
    """The shipped example: about 9 KB."""
    return (EXAMPLES / "europass-xml" / "cv.xml").read_bytes()


def medium() -> bytes:
    """About 30 KB: the example with its jobs and studies repeated under other names."""
    root = etree.fromstring(small())
    for list_name in ("WorkExperienceList", "EducationList"):
        holder = root.find(f".//{{{NAMESPACE}}}{list_name}")
        assert holder is not None
        members = list(holder)
        for number in range(7):
            for member in members:
                copy = etree.fromstring(etree.tostring(member))
                for name in copy.iter(f"{{{NAMESPACE}}}Name", f"{{{NAMESPACE}}}Title"):
                    name.text = f"{name.text} {number}"
                holder.append(copy)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def large(megabytes: float = 5.0) -> bytes:
    """The example with attachments of the given size in all, in base64."""
    root = etree.fromstring(small())
    holder = root.find(f".//{{{NAMESPACE}}}AttachmentList")
    assert holder is not None
    noise = random.Random(7)
    for number in range(4):
        content = noise.randbytes(int(megabytes * 1_000_000 * 3 / 4 / 4))
        attachment = etree.SubElement(holder, f"{{{NAMESPACE}}}Attachment", id=f"BIG_{number}")
        for name, text in (
            ("Name", f"scan-{number}.pdf"),
            ("MimeType", "application/pdf"),
            ("Data", base64.b64encode(content).decode()),
        ):
            etree.SubElement(attachment, f"{{{NAMESPACE}}}{name}").text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
