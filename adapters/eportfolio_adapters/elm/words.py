"""Rules about texts: language maps, notes, and texts that stand for something else.

In JSON-LD a text is a map from language to value, and a value may be one or several.  In the model a text in the
portfolio's language is a plain string, and one in several languages, or in another one, is a map.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.joints import Joint
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.sources.markup import to_plain
from eportfolio.sources.tree import Grade, Node

UNDETERMINED: Final = "und"
"""The language of texts that do not name one (BCP 47, section 4.1)."""

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def own_language(run: ReadRun | WriteRun) -> str:
    """The language of texts that name none, without its script and region: credentials name the language only."""
    language = run.root.get("language") if isinstance(run, ReadRun) else run.language
    return str(language or UNDETERMINED).partition("-")[0]


def free_texts(place: Node) -> dict[str, Node]:
    """The texts of a language map that nobody took yet, the first of each language."""
    texts: dict[str, Node] = {}
    for leaf in place.children:
        if isinstance(leaf.value, str) and leaf.taken is None and leaf.value.strip() and _TAG.fullmatch(leaf.name):
            texts.setdefault(leaf.name, leaf)
    return texts


def read_words(place: Node, container: dict[str, Any], key: str, run: ReadRun) -> bool:
    """Read a language map, or a text without a language, into a text of the model.

    Args:
        place: the language map.
        container: the object of the model that gets the text.
        key: its field.
        run: the reading.

    Returns:
        Whether there was any text.
    """
    if isinstance(place.value, str) and place.taken is None and place.value.strip():
        _keep(place, container, key, run)
        return True
    texts = free_texts(place)
    if not texts:
        return False
    if list(texts) == [own_language(run)]:
        _keep(texts[own_language(run)], container, key, run)
        return True
    words = container[key] = {}
    for language, leaf in texts.items():
        _keep(leaf, words, language, run)
    return True


def _keep(leaf: Node, container: dict[str, Any], key: str, run: ReadRun) -> None:
    text = str(leaf.value).strip()
    container[key] = text
    run.keep_as(leaf, text, container, key)


Spell = Callable[[str], str]


def write_words(
    source: Node, target: Node, run: WriteRun, *, grade: Grade = Grade.DATA, spell: Spell = str, single: bool = False
) -> None:
    """Write a text of the model as a language map.

    Args:
        source: the text in the model.
        target: the node that becomes the language map.
        run: the writing.
        grade: how well the place carries the text.
        spell: how the text is spelt there.
        single: whether the place holds one language only: the portfolio's, else the first.
    """
    leaves = [source] if source.value is not None else source.children
    if single and leaves:
        leaves = [next((leaf for leaf in leaves if leaf.name == run.language), leaves[0])]
    for leaf in leaves:
        language = own_language(run) if leaf is source else leaf.name
        if leaf.value is None or leaf.taken is not None or target.first(language) is not None:
            continue
        text = spell(str(leaf.value))
        if text:
            run.place(target, (language,), text, leaf, grade)


class Words(Joint):
    """One text in one or several languages.

    Args:
        path: the language map.
        field: the text.
        grade: how well the place carries the text.
        single: whether the place holds one language only.
    """

    def __init__(self, path: str, field: str, *, grade: Grade = Grade.DATA, single: bool = False) -> None:
        super().__init__(path, field)
        self.grade = grade
        self.single = single

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the texts, unless the field is filled."""
        place = node.at(self.path)
        if place is None or self.filled(target):
            return
        if place.value is not None or free_texts(place):
            read_words(place, descend(target, self.field), self.field[-1], run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the texts; what stands there already stays."""
        source = model.at(self.field)
        if source is not None:
            write_map(source, target, self.path, run, grade=self.grade, single=self.single)


def write_map(
    source: Node, target: Node, path: tuple[str, ...], run: WriteRun, *, grade: Grade = Grade.DATA,
    spell: Spell = str, single: bool = False,
) -> None:  # fmt: skip
    """Write a text as the language map at a path; nothing is made when there is nothing to write."""
    above = target.at(path)
    scratch = Node("") if above is None else above
    if above is not None and single and above.children:
        return
    write_words(source, scratch, run, grade=grade, spell=spell, single=single)
    if above is None and scratch.children:
        place = target.need(path)
        place.children.extend(scratch.children)
        for child in scratch.children:
            child.parent = place


class EachWords(Joint):
    """A list of texts in one language map: several values for each language.

    Args:
        path: the language map.
        field: the list of texts.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every value as a text of its own."""
        for place in node.select(self.path):
            leaves = [place] if place.value is not None else place.children
            for leaf in leaves:
                if not isinstance(leaf.value, str) or leaf.taken is not None or not leaf.value.strip():
                    continue
                texts: list[Any] = descend(target, self.field).setdefault(self.field[-1], [])
                if leaf is place or leaf.name == own_language(run):
                    texts.append(leaf.value.strip())
                    run.keep_as(leaf, leaf.value.strip(), texts, len(texts) - 1)
                elif _TAG.fullmatch(leaf.name):
                    words: dict[str, Any] = {}
                    texts.append(words)
                    _keep(leaf, words, leaf.name, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each text in each of its languages."""
        holder = model.at(self.field[:-1])
        for source in holder.all(self.field[-1]) if holder is not None else ():
            for leaf in [source] if source.value is not None else source.children:
                if leaf.value is None or leaf.taken is not None:
                    continue
                language = own_language(run) if leaf is source else leaf.name
                child = target.need(self.path).add(language, array=True)
                run.place(child, (), leaf.value, leaf)


class Prose(Joint):
    """A text that the model keeps as rich text; the format has plain text only.

    Args:
        path: the language map.
        field: the rich text; empty for the current object.
    """

    def __init__(self, path: str, field: str = "") -> None:
        super().__init__(path, field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text as plain text."""
        place = node.at(self.path)
        if place is None or (self.filled(target) if self.field else "text" in target):
            return
        if not self.field:
            read_words(place, target, "text", run)
            return
        rich: dict[str, Any] = {}
        if read_words(place, rich, "text", run):
            descend(target, self.field)[self.field[-1]] = rich

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write plain text as it is, and what a reader sees of markup."""
        rich = model.at(self.field)
        if rich is not None:
            write_prose(rich, target, self.path, run)


def write_prose(rich: Node, target: Node, path: tuple[str, ...], run: WriteRun) -> None:
    """Write a rich text as a language map of plain texts."""
    text, markup = rich.first("text"), rich.first("html")
    if text is not None:
        write_map(text, target, path, run)
    if markup is not None:
        write_map(markup, target, path, run, grade=Grade.APPROXIMATE, spell=to_plain)


def in_language(text: Any, language: str) -> str:
    """A text of the canonical form in a language, else in the first that it has."""
    if isinstance(text, dict):
        return str(text.get(language) or next(iter(text.values()), ""))
    return str(text or "")


def name_in_words(person: dict[str, Any], language: str) -> str:
    """The first name of a person in canonical form, as one text."""
    name: dict[str, Any] = next(iter(person.get("names", ())), {})
    parts = (in_language(name.get(part), language) for part in ("given_name", "family_name"))
    return in_language(name.get("full_name"), language) or " ".join(filter(None, parts))
