"""Attachments: files as ``data:`` URIs (RFC 2397) or web addresses, each an item of evidence."""

from __future__ import annotations

from base64 import b64encode
from copy import deepcopy
from typing import Any, Final
from urllib.parse import unquote, unquote_to_bytes

from eportfolio.exchange.crosswalk import ReadRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.sources.attachments import is_base64
from eportfolio.sources.tree import Node

from .repeats import Repeats
from .rules import Prose, Words, language_leaf

_WORDS: Final = Plan((Words("title", "title"), Prose("description", "description")))
_SCHEME: Final = "data:"
_WEB: Final = ("http://", "https://")
_ID_LENGTH: Final = 45
"""Characters that naming one more item takes."""


class Attachments:
    """The attachments of a document, and how its parts refer to them.

    Args:
        run: the reading.
        repeats: how much may be repeated.
    """

    def __init__(self, run: ReadRun, repeats: Repeats) -> None:
        self._run = run
        self._repeats = repeats
        self._known: dict[str, list[dict[str, Any]]] = {}

    def read(self, node: Node, holder: dict[str, Any] | None = None) -> None:
        """Read the attachments of an element.

        Args:
            node: the element that has them.
            holder: the item of which they are evidence; ``None`` when they are about the document as a whole.
        """
        for place in node.all("attachment"):
            items = self._read_one(place)
            if holder is not None:
                self._name(items, holder, place)

    def refer(self, loi: Node, holder: dict[str, Any]) -> None:
        """Turn the references of a learning opportunity instance into evidence of its item.

        Args:
            loi: the element with ``attachments/ref``.
            holder: the item; it must be among the items of the portfolio.
        """
        places: dict[str, int] = {}
        for leaf in loi.select(("attachments", "ref")):
            name = as_text(leaf.value).strip()
            items = self._known.get(name)
            if not items:
                if name:
                    self._run.report("dangling-reference", f'The reference "{name}" leads nowhere.', leaf)
                continue
            if name not in places:
                if not self._repeats.allow(_ID_LENGTH * (len(items) - 1), leaf):
                    continue
                places[name] = len(holder.get("evidence", ()))
                self._name(items, holder, leaf)
            self._run.keep(leaf, holder["evidence"], places[name])

    def _name(self, items: list[dict[str, Any]], holder: dict[str, Any], place: Node) -> None:
        """Name items as evidence."""
        if not items:
            return
        if "evidence" not in holder:
            holder["evidence"] = []
            self._run.references.append((holder["evidence"], place))
        holder["evidence"].extend(Ref(item=item) for item in items)

    def _read_one(self, place: Node) -> list[dict[str, Any]]:
        """One attachment: an item for its content, and one for each further content in another language."""
        run = self._run
        item: dict[str, Any] = {}
        made = _WORDS.read(place, item, run)
        items = [item]
        for content in place.all("content"):
            one = item if "media" not in item else {}
            if not _read_content(content, one, run):
                continue
            made = True
            if one is not item:
                one.update({"title": deepcopy(item["title"])} if "title" in item else {})
                items.append(one)
                run.own(content, one)
        made = _read_type(place, item, run) or made
        if not made:
            return []
        run.root.setdefault("evidence_items", []).extend(items)
        run.own(place, item)
        for leaf in place.all("identifier"):
            self._known.setdefault(as_text(leaf.value).strip(), items)
            run.detail_nodes.update(id(part) for part in leaf.leaves())  # internal to the document
        return items


def _read_type(place: Node, item: dict[str, Any], run: ReadRun) -> bool:
    """The type of an attachment, a fact about the file; whether there was one."""
    leaf = place.free(("type",))
    if leaf is None or not as_text(leaf.value).strip():
        return False
    _add_fact("type", leaf, item.setdefault("media", {}), run)
    return True


def _add_fact(key: str, leaf: Node, media: dict[str, Any], run: ReadRun) -> None:
    fact = {"key": key, "value": as_text(leaf.value).strip()}
    media.setdefault("properties", []).append(fact)
    run.keep_as(leaf, fact["value"], fact, "value")


def _read_content(place: Node, item: dict[str, Any], run: ReadRun) -> bool:
    """The file of an attachment; whether it is one: another text stays as residue."""
    leaf = place.free()
    text = as_text(leaf.value).strip() if leaf is not None else ""
    if leaf is None or not text:
        return False
    media: dict[str, Any] = {}
    if text[: len(_SCHEME)].lower() == _SCHEME and "," in text:
        key = _read_data(text, media, leaf, run)
    elif text.lower().startswith(_WEB):
        key = "uri"
        media[key] = text
        run.spell(leaf, text)
    elif is_base64(content := "".join(text.split())):
        key = "content"
        media[key] = content
    else:
        return False
    item["media"] = media
    run.keep(leaf, media, key)
    language = language_leaf(place)
    if language is not None:
        _add_fact("language", language, media, run)
    return True


def _read_data(text: str, media: dict[str, Any], leaf: Node, run: ReadRun) -> str:
    """The type and the bytes of a ``data:`` URI; the field that got the bytes."""
    head, _, body = text.partition(",")
    media_type = head[len(_SCHEME) :].strip()
    kind, _, encoding = media_type.rpartition(";")
    if encoding.strip().lower() == "base64":
        media_type = kind.strip()
        content = "".join((unquote(body) if "%" in body else body).split())
        if not is_base64(content):
            run.report("invalid-base64", f"{leaf.name} is not proper base64; its text is kept as it stands.", leaf)
    else:
        content = b64encode(unquote_to_bytes(body)).decode("ascii")
    if media_type:
        media["media_type"] = media_type
    media["content"] = content
    written = f"{_SCHEME}{media_type};base64,{content}"
    if "".join(text.split()) != "".join(written.split()):
        run.spell(leaf, written)
    return "content"
