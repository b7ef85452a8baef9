"""Rules about pictures: ``Image`` objects, bare addresses, and pictures inside the document (``data:``, RFC 2397)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.joints import Joint, take_aside
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.sources.attachments import is_base64
from eportfolio.sources.tree import Grade, Node

from .identities import is_web_id
from .joints import TYPE
from .words import Words

PNG_OR_SVG: Final = frozenset({"image/png", "image/svg+xml"})
"""What pictures of profiles and of awards must be (Open Badges 3.0, classes Profile and AchievementSubject)."""

_DATA: Final = re.compile(r"data:(?P<media_type>[^,;\s]+/[^,;\s]+(?:;[^,;\s]+=[^,;\s]*)*);base64,", re.IGNORECASE)


def inside(address: str) -> tuple[str, str] | None:
    """Media type and base64 of a picture that stands in its own address.

    Args:
        address: the address; one of another kind, or one that is not proper base64, is an address and nothing else.
    """
    match = _DATA.match(address)
    if match is None:
        return None
    content = address[match.end() :]
    return (match["media_type"], content) if is_base64(content) else None


class Picture(Joint):
    """A picture: an ``Image`` object, or its address alone.

    Args:
        path: the picture.
        field: the media object.
        kinds: media types that the place allows; any when empty.
    """

    def __init__(self, path: str, field: str, kinds: Collection[str] = ()) -> None:
        super().__init__(path, field)
        self.kinds = frozenset(kinds)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the picture, and its caption."""
        place = node.at(self.path)
        if place is None or self.filled(target):
            return
        bare = place.value is not None
        leaf = place if bare else place.free(("id",))
        if leaf is None or leaf.taken is not None or not isinstance(leaf.value, str) or not leaf.value.strip():
            return
        picture: dict[str, Any] = {}
        descend(target, self.field)[self.field[-1]] = picture
        address = leaf.value.strip()
        content = inside(address)
        if content is None:
            picture["uri"] = address
            run.keep_as(leaf, address, picture, "uri")
        else:
            picture["media_type"], picture["content"] = content
            run.keep_as(leaf, "data:{};base64,{}".format(*content), picture, "content")
        if bare:
            return
        Words("caption", "caption").read(place, picture, run)
        for kind in place.all(TYPE):
            if kind.value == "Image" and kind.taken is None:
                take_aside(kind, picture, run)
        if place.first(TYPE) is None:
            run.lack(place, TYPE, "Image")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the picture where it is, else what it consists of."""
        picture = model.at(self.field)
        if picture is None or target.at(self.path) is not None:
            return
        content, uri, kind = picture.first("content"), picture.first("uri"), picture.first("media_type")
        leaf = content if content is not None and content.taken is None else uri
        if leaf is None or leaf.taken is not None or leaf.value is None:
            return
        address = str(leaf.value)
        if leaf is content:
            media_type = picture.peek(("media_type",))
            if not media_type or (self.kinds and media_type.partition(";")[0].lower() not in self.kinds):
                wanted = " or ".join(sorted(self.kinds)) or "a picture whose kind is known"
                run.not_expressible(content, f"the format wants {wanted}")
                return
            address = f"data:{media_type};base64,{address}"
            if inside(address) is None:
                run.not_expressible(content, "its media type is none, or it is not proper base64")
                return
        elif not is_web_id(address):
            run.not_expressible(leaf, "it is no full address")
            return
        place = target.need(self.path)
        if not run.place(place, ("id",), address, leaf):
            return
        if leaf is content and kind is not None:
            kind.taken = Grade.DATA
        place.add(TYPE, "Image")
        Words("caption", "caption").write(picture, place, run)
