"""Rules for the person: the photo, and the supplier who repeats the owner."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.sources.attachments import is_base64
from eportfolio.sources.tree import Node

from .facts import is_photo, text_of

_DATA_URI = re.compile(r"data:([\w.+-]+/[\w.+-]+);base64,(.*)", re.DOTALL)

OWNER = "Owner"
PRECEDENCE = "1"
"""What the editor writes of every supplier."""


class Photo:
    """The photo: base64 of the text ``data:image/png;base64,…`` as the editor writes it, or plain base64.

    The model holds the picture itself; writing wraps it again.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Unwrap the picture."""
        for place in node.all("Attachment"):
            kind, purpose = place.first("FileType"), place.first("Instructions")
            if not is_photo(place) or "photo" in target.get("owner", {}):
                continue
            photo: dict[str, Any] = {}
            for leaf, key in ((place.first("EmbeddedData"), "content"), (place.first("URI"), "uri")):
                if leaf is not None and text_of(leaf):
                    photo[key] = text_of(leaf)
                    run.keep(leaf, photo, key)
            if not photo:
                continue
            if "content" in photo:
                self._unwrap(photo, place.need(("EmbeddedData",)), run)
            target.setdefault("owner", {})["photo"] = photo
            for leaf, written in ((kind, "photo"), (purpose, "ProfilePicture")):
                if leaf is not None and text_of(leaf) == written:
                    run.keep(leaf, photo, next(iter(photo)))

    def _unwrap(self, photo: dict[str, Any], leaf: Node, run: ReadRun) -> None:
        content = "".join(photo["content"].split())
        photo["content"] = content
        declared = leaf.first("@mimeCode")
        if declared is not None and text_of(declared):
            photo["media_type"] = text_of(declared)
            run.keep(declared, photo, "media_type")
        if not is_base64(content):
            run.report("invalid-base64", "The photo is not proper base64; its text is kept as it stands.", leaf)
            return
        match = _DATA_URI.fullmatch(_decoded(content))
        if match is None:
            return
        run.report("encoded-twice", "The photo was encoded twice; the picture inside was taken out.", leaf)
        photo["media_type"], photo["content"] = match[1], "".join(match[2].split())
        written = _wrapped(photo["media_type"], photo["content"])
        if content != written:
            run.spellings.append((leaf, written))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the picture as the editor does; what kind of picture it is must be known for that."""
        photo = model.at(("owner", "photo"))
        content = photo.first("content") if photo is not None else None
        if photo is None or content is None:
            return
        text, media_type = str(content.value), photo.first("media_type")
        if media_type is not None and is_base64(text) and re.fullmatch(r"[\w.+-]+/[\w.+-]+", str(media_type.value)):
            text = _wrapped(str(media_type.value), text)
        place = target.add("Attachment")
        run.place(place, ("EmbeddedData",), text, content)
        if media_type is not None and text != content.value:
            media_type.taken = content.taken
        place.add("FileType", "photo")
        place.add("Instructions", "ProfilePicture")


def _decoded(content: str) -> str:
    try:
        return b64decode(content).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _wrapped(media_type: str, content: str) -> str:
    return b64encode(f"data:{media_type};base64,{content}".encode()).decode()


class Supplier:
    """Who supplies the file.  The editor repeats the owner here; a third party is no part of the portfolio.

    What repeats the owner is written again from the owner; everything else is a detail of the file.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the supplier's leaves when they are those that writing will give."""
        contact = node.at(("CandidateSupplier", "PersonContact"))
        person = node.first("CandidatePerson")
        owner = target.get("owner")
        if contact is None or person is None or owner is None:
            return
        expected = Node("PersonContact")
        repeat_owner(person, expected)
        leaves = list(contact.leaves())
        if _content(leaves, contact) == _content(expected.leaves(), expected):
            for leaf in leaves:
                run.keep(leaf, owner, next(iter(owner)))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The supplier is written when the person is complete."""


def repeat_owner(person: Node, contact: Node) -> None:
    """Fill a supplier's contact with the person's name and e-mail addresses, as the editor does."""
    name = contact.add("PersonName")
    for part in ("GivenName", "FamilyName"):
        name.add(part, (person.at(("PersonName", part)) or Node(part)).value)
    for communication in person.all("Communication"):
        if text_of(communication.first("ChannelCode")) == "Email":
            place = contact.add("Communication")
            for leaf in communication.children:
                if leaf.value is not None:
                    place.add(leaf.name, leaf.value)


def _content(leaves: Any, root: Node) -> list[tuple[str, str]]:
    return sorted((leaf.path_from(root), str(leaf.value)) for leaf in leaves if leaf.value is not None)
