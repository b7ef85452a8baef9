"""What a SkillsPassport document needs beside the person's data: version, dates, kind of document, references."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from eportfolio._version import __version__
from eportfolio.exchange.crosswalk import WriteRun
from eportfolio.report.errors import UsageError
from eportfolio.sources.tree import Grade, Node

from .codes import UNKNOWN_LOCALE

_DATE_TIME = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_LANGUAGE = re.compile("[a-z]{2}")
_KNOWN = {
    "3.0": "3.0", "3.0.3": "3.0", "3.1": "3.1.2", "3.1.2": "3.1.2", "3.2": "3.2.0", "3.2.0": "3.2.0",
    "3.3": "3.3.0", "3.3.0": "3.3.0", "3.4": "3.4.0", "3.4.0": "3.4.0", "3.4.1": "3.4.0",
}  # fmt: skip


def target_version(data: dict[str, Any], wanted: str, written: tuple[str, ...]) -> str:
    """The version to write: the one asked for, else the source's or the next one that is written, else the newest.

    Args:
        data: the portfolio in canonical form.
        wanted: the version asked for, empty for none.
        written: the versions that are written, newest last.

    Raises:
        UsageError: the version asked for is not written.
    """
    if wanted:
        version = _KNOWN.get(wanted.lstrip("Vv"), "")
        if version not in written:
            raise UsageError("usage", f"Version {wanted} is not written; choose one of {', '.join(written)}.")
        return version
    for entry in data.get("residue", ()):
        if entry["format"] == "europass-legacy" and entry["path"] == "DocumentInfo/XSDVersion":
            source = _KNOWN.get(entry["value"].strip().lstrip("Vv"), written[-1])
            return next(version for version in written if version >= source)
    return written[-1]


def complete(root: Node, run: WriteRun, version: str, now: str, *, typed: bool = True) -> None:
    """Fill what the schema demands of every document; all of it is about the file, nothing about the person.

    Args:
        root: the document.
        run: the writing.
        version: the version that is written.
        now: the time of writing.
        typed: whether the notation knows types of text: in JSON any text is a date or a reference.
    """
    is_date = _DATE_TIME.fullmatch if typed else bool
    info = root.need(("DocumentInfo",))
    info.need(("XSDVersion",)).value = "V" + version[:3]
    _supply(info, "DocumentType", _kind(root), run, valid=lambda value: version >= "3.1" or value != "ECL")
    _supply(info, "CreationDate", now, run, valid=is_date)
    _supply(info, "LastUpdateDate", now, run, valid=is_date)
    _supply(info, "Generator", f"eportfolio {__version__}", run)
    _fit_locale(root, run, version)
    run.supplied.update(("/created", "/modified"))
    root.need(("LearnerInfo",))
    for picture in (*root.select(("AttachmentList", "Attachment")), *_pictures(root)):
        picture.need(("Data",))
    if typed:
        _drop_dangling(root)


def _supply(info: Node, name: str, value: str, run: WriteRun, valid: Callable[[str], object] = lambda _: True) -> None:
    """Give a required element its value, unless it has one that the schema allows."""
    node = info.need((name,))
    if node.value is not None and not valid(str(node.value)):
        run.removed([node])
        node.value = None
    if node.value is None:
        node.value = value if valid(value) else "ECV"


def _fit_locale(root: Node, run: WriteRun, version: str) -> None:
    """Write the locale as the version knows it: a script from 3.4 on only, and never none at all."""
    locale = root.need(("@locale",))
    origin = run.origins.get(id(locale))
    kept_aside = origin is None or origin.name == "residue"
    if origin is not None and not kept_aside and version < "3.4" and "-" in str(locale.value):
        locale.value = str(locale.value).partition("-")[0]
        origin.taken = Grade.APPROXIMATE
    elif kept_aside and locale.value is not None and not _LANGUAGE.fullmatch(str(locale.value)):
        run.removed([locale])
        locale.value = None
    if locale.value is None:
        locale.value = UNKNOWN_LOCALE


def _pictures(root: Node) -> list[Node]:
    person = ("LearnerInfo", "Identification")
    return root.select((*person, "Photo")) + root.select((*person, "Signature"))


def _kind(root: Node) -> str:
    """The document type that the content makes it."""
    learner = root.need(("LearnerInfo",))
    content = {child.name for child in learner.children} - {"Identification"}
    if root.first("CoverLetter") is not None and not content:
        return "ECL"
    skills = learner.first("Skills")
    languages_only = skills is not None and {child.name for child in skills.children} == {"Linguistic"}
    if content == {"Skills"} and languages_only:
        return "ELP"
    return "ESP" if root.first("AttachmentList") is not None and not content - {"Documentation"} else "ECV"


def _drop_dangling(root: Node) -> None:
    """References kept as residue may name attachments that are gone."""
    known = {node.value for node in root.select(("AttachmentList", "Attachment", "@id"))}
    for node in [node for node in root.walk() if node.name == "@idref" and node.value not in known]:
        reference = node.parent
        if reference is not None and reference.parent is not None:
            reference.parent.children.remove(reference)
