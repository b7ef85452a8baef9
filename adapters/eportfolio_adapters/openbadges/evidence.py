"""Evidence: what the person did, or made, to earn an achievement (Open Badges 3.0, class Evidence)."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Grade, Node

from .identities import is_web_id
from .images import inside
from .joints import Typed
from .runs import BadgeReadRun, BadgeWriteRun
from .words import Prose, Words


class Work:
    """``id``: the address of the work, or the work itself in it (``data:``)."""

    step = "id"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the address."""
        leaf = node.free(("id",))
        if leaf is None or not isinstance(leaf.value, str) or not leaf.value.strip():
            return
        address = leaf.value.strip()
        media = target["media"] = {}
        content = inside(address)
        if content is None:
            media["uri"] = address
            run.keep_as(leaf, address, media, "uri")
        else:
            media["media_type"], media["content"] = content
            run.keep_as(leaf, "data:{};base64,{}".format(*content), media, "content")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address, else the work in one; the format has a place for one of them."""
        media = model.first("media")
        if media is None:
            return
        uri, content, kind = media.first("uri"), media.first("content"), media.first("media_type")
        if uri is not None and uri.taken is None and is_web_id(str(uri.value)):
            run.place(target, ("id",), uri.value, uri)
        elif content is not None and content.taken is None and kind is not None and "/" in str(kind.value):
            address = f"data:{kind.value};base64,{content.value}"
            if inside(address) is not None and run.place(target, ("id",), address, content):
                kind.taken = Grade.DATA


EVIDENCE: Final[tuple[Any, ...]] = (
    Work(), Typed("Evidence"), Words("name", "title"), Prose("description", "description"),
    Prose("narrative", "narrative"), Words("genre", "genre"), Words("audience", "audience"),
)  # fmt: skip
"""One piece of evidence."""


class Evidences:
    """``evidence`` of a credential: items of their own, which another item names.

    The place is that of the credential; the item that names them is the one that it awards.
    """

    step = "evidence"

    def __init__(self) -> None:
        self.plan = Plan(EVIDENCE)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each piece of evidence; a bare address is one too."""
        assert isinstance(run, BadgeReadRun)
        for place in node.all(self.step):
            item: dict[str, Any] = {}
            if place.value is not None or not self.plan.read(place, item, run):
                continue
            run.add("evidence_items", place, item)
            ids = target.setdefault("evidence", [])
            ids.append(Ref(item=item))
            run.references.append((ids, place))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the evidence that an item names."""
        assert isinstance(run, BadgeWriteRun)
        for leaf, item in run.linked(model, "evidence", "evidence_items"):
            place = target.add(self.step, array=True)
            if run.attempt(EVIDENCE, item, place):
                run.put(item, place)
                leaf.taken = Grade.DATA
            else:
                discard(place, target)
