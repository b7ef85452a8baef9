"""The Diploma Supplement: its sections become notes of the qualification, word for word, each with its heading."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.sources.tree import Grade, Node

from .attachments import Attachments
from .rules import as_markup, language_leaf, sanitised, tag_of

_AFTER: Final = ("content", "additionalInformation")
"""What follows the heading of a section."""


def read_supplements(loi: Node, qualification: dict[str, Any], attachments: Attachments, run: ReadRun) -> bool:
    """Read the Diploma Supplements of a learning opportunity instance.

    Args:
        loi: the element that has them.
        qualification: the item whose notes they become.
        attachments: reads the attachments of sections.
        run: the reading.

    Returns:
        Whether there were any words.
    """
    before = run.kept
    for place in loi.all("diplomaSupplement"):
        notes: list[dict[str, Any]] = []
        tag = tag_of(place)
        notes.extend(_read_note(place, (), ("introduction",), tag, run))
        sections = place.all("section")[::-1]
        while sections:
            section = sections.pop()
            notes.extend(_read_note(section, ("@number", "title"), _AFTER, tag, run))
            attachments.read(section, qualification)
            sections.extend(section.all("section")[::-1])
        leaf = language_leaf(place)
        if notes and leaf is not None:
            (words,) = notes[0].values()
            run.keep_as(leaf, tag, words, tag)
        if notes:
            qualification.setdefault("notes", []).extend(notes)
    return run.kept > before


def _read_note(
    place: Node, heading: tuple[str, ...], body: tuple[str, ...], tag: str, run: ReadRun
) -> Iterator[dict[str, Any]]:
    """One note, a heading and the texts below it; none where there are no words.

    Args:
        place: the element that has them.
        heading: elements and attributes that make the heading.
        body: elements that follow, each as often as it is there.
        tag: the language, empty when it is not known.
        run: the reading.
    """
    heads = [leaf for name in heading if (leaf := place.free((name,))) is not None and as_text(leaf.value).strip()]
    texts = []
    for leaf in (leaf for name in body for leaf in place.all(name) if leaf.free() is not None):
        rich = sanitised(leaf, run)
        if rich.value:
            texts.append((leaf, rich))
        kind = leaf.first("@type")
        if kind is not None:
            run.detail_nodes.add(id(kind))  # whether the text is markup is told from the text
    if not heads and not texts:
        return
    title = " ".join(" ".join(as_text(leaf.value).split()) for leaf in heads)
    note: dict[str, Any] = {}
    if any(rich.kind == "html" for _, rich in texts):
        head = f"<p><strong>{html.escape(title, quote=False)}</strong></p>" if title else ""
        key, text = "html", head + "".join(as_markup(rich) for _, rich in texts)
    else:
        key, text = "text", "\n".join(part for part in (title, *(rich.value for _, rich in texts)) if part)
    container: dict[str, Any] = note.setdefault(key, {}) if tag else note
    container[tag or key] = text
    for leaf in (*heads, *(leaf for leaf, _ in texts)):
        run.keep(leaf, container, tag or key, Grade.TEXT)
    yield note
