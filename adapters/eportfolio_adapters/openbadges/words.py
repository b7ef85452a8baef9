"""Rules about texts, which badges write in four ways, of which only one survives.

A text is a plain string.  The JSON Schemas of 2026 also take a *language map* (``{"en": ...}``), for which the JSON-LD
contexts define no container, so its words are not part of the graph, nor of what is signed; JSON-LD and the data model
of W3C (Verifiable Credentials 2.0, section 11.1) have *language values* (``{"@value": ..., "@language": ...}``), which
the schemas of 1EdTech refuse.  All of these are read.

Written is the plain string, in the language of the document.  The name and the description of an achievement in other
languages go into its ``related`` editions (Open Badges 3.0, class Related), where schema and contexts keep them; other
texts in other languages are named as lost.
"""

from __future__ import annotations

import re
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Joint, take_aside
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.model.identity import derived_id
from eportfolio.sources.markup import to_plain
from eportfolio.sources.tree import Grade, Node

from .joints import TYPE

UNDETERMINED: Final = "und"
"""The language of texts that do not name one (BCP 47, section 4.1)."""

VALUE: Final = "@value"
LANGUAGE: Final = "@language"

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
"""What the schemas take as ``inLanguage``."""


def is_language_code(tag: str) -> bool:
    """Whether the schemas take a language tag as ``inLanguage``."""
    return _LANGUAGE_CODE.fullmatch(tag) is not None


def own_language(run: ReadRun | WriteRun) -> str:
    """The language of texts that name none."""
    language = run.root.get("language") if isinstance(run, ReadRun) else run.language
    return str(language or UNDETERMINED)


def texts_at(node: Node, path: tuple[str, ...]) -> list[tuple[str, Node]]:
    """The texts at a path that nobody took yet, each with its language; empty for one that does not name it."""
    found: list[tuple[str, Node]] = []
    for place in node.select(path):
        if place.value is not None:
            found.append(("", place))
        elif (value := place.first(VALUE)) is not None:
            tag = place.peek((LANGUAGE,))
            found.append((tag if _TAG.fullmatch(tag) else "", value))
        else:
            found += [(leaf.name, leaf) for leaf in place.children if _TAG.fullmatch(leaf.name)]
    return [
        (language, leaf) for language, leaf in found
        if leaf.value is not None and leaf.taken is None and as_text(leaf.value).strip()
    ]  # fmt: skip


def read_text(node: Node, path: tuple[str, ...], container: dict[str, Any], key: str, run: ReadRun) -> bool:
    """Read the text at a path, in whichever way it is written.

    Args:
        node: the node that the path starts at.
        path: where the text is.
        container: the object of the model that gets the text.
        key: its field.
        run: the reading.

    Returns:
        Whether there was any text.
    """
    texts: dict[str, Node] = {}
    for language, leaf in texts_at(node, path):
        texts.setdefault(language or own_language(run), leaf)
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
    text = as_text(leaf.value).strip()
    container[key] = text
    run.keep_as(leaf, text, container, key)
    tag = leaf.parent.first(LANGUAGE) if leaf.name == VALUE and leaf.parent is not None else None
    if tag is not None and tag.taken is None:
        run.keep(tag, container, key)
        run.kept -= 1


def write_text(source: Node, target: Node, path: tuple[str, ...], run: WriteRun, *, grade: Grade = Grade.DATA) -> bool:
    """Write a text of the model as a plain string: in the language of the document, else in the first that it has.

    Args:
        source: the text in the model.
        target: the node that the path starts at.
        path: where the text goes.
        run: the writing.
        grade: how well the place carries it.
    """
    leaf = run.main_text(source)
    if leaf is None or leaf.value is None or leaf.taken is not None:
        return False
    if grade is Grade.DATA and source.children:  # the document does not say in which language its texts are
        grade = Grade.APPROXIMATE
    return run.place(target, path, leaf.value, leaf, grade)


class Words(Joint):
    """One text.

    Args:
        path: where the text is.
        field: the text in the model.
        grade: how well the place carries it.
        tagged: whether texts in another language than that of the document are written as language values, which
            the data model of W3C has and the schemas of 1EdTech refuse.
    """

    def __init__(self, path: str, field: str, *, grade: Grade = Grade.DATA, tagged: bool = False) -> None:
        super().__init__(path, field)
        self.grade = grade
        self.tagged = tagged

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text, unless the field is filled."""
        if not self.filled(target) and texts_at(node, self.path):
            read_text(node, self.path, descend(target, self.field), self.field[-1], run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the text."""
        source = model.at(self.field)
        if source is None:
            return
        if self.tagged and source.children and target.at(self.path) is None:
            write_tagged(source, target, self.path, run, self.grade)
        else:
            write_text(source, target, self.path, run, grade=self.grade)


def write_tagged(source: Node, target: Node, path: tuple[str, ...], run: WriteRun, grade: Grade = Grade.DATA) -> None:
    """Write a text in several languages as language values (Verifiable Credentials 2.0, section 11.1).

    Args:
        source: the texts in the model, one for each language.
        target: the node that the path starts at.
        path: where the texts go.
        run: the writing.
        grade: how well the place carries them.
    """
    for leaf in source.children:
        if leaf.value is None or leaf.taken is not None:
            continue
        place = target.need(path[:-1]).add(path[-1], array=len(source.children) > 1)
        if leaf.name == UNDETERMINED:  # a credential does not say in which language its plain texts are
            run.place(place, (), leaf.value, leaf, grade)
        else:
            place.add(VALUE)
            run.place(place, (VALUE,), leaf.value, leaf, grade)
            place.add(LANGUAGE, leaf.name)


class EachWords(Joint):
    """A list of texts, such as the tags of an achievement.

    Args:
        path: where the texts are.
        field: the list of texts.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every element as a text of its own."""
        *above, name = self.path
        for parent in node.select(tuple(above)):
            for place in parent.all(name):
                alone = Node("")
                alone.children = [place]
                entry: dict[str, Any] = {}
                before = len(run.trace)
                if not read_text(alone, (name,), entry, "text", run):
                    continue
                texts = descend(target, self.field).setdefault(self.field[-1], [])
                texts.append(entry["text"])
                if isinstance(entry["text"], str):
                    run.trace[before:] = [(leaf, texts, len(texts) - 1) for leaf, _, _ in run.trace[before:]]

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each text in one language."""
        holder = model.at(self.field[:-1])
        for source in holder.all(self.field[-1]) if holder is not None else ():
            leaf = run.main_text(source)
            if leaf is None or leaf.value is None or leaf.taken is not None:
                continue
            place = target.need(self.path[:-1]).add(self.path[-1], array=True)
            run.place(place, (), leaf.value, leaf)


class Prose(Joint):
    """A text that the model keeps as rich text: prose in Markdown, whose marks stay as they are.

    Args:
        path: where the text is.
        field: the rich text; empty for the current object.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text as plain text."""
        if not texts_at(node, self.path):
            return
        if not self.field:
            if "text" not in target:
                read_text(node, self.path, target, "text", run)
        elif not self.filled(target):
            rich = descend(target, self.field)[self.field[-1]] = {}
            read_text(node, self.path, rich, "text", run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write plain text as it is, and of markup what a reader sees."""
        rich = model.at(self.field) if self.field else model
        if rich is None:
            return
        text, markup = rich.first("text"), rich.first("html")
        if text is not None:
            write_text(text, target, self.path, run)
        leaf = run.main_text(markup) if markup is not None else None
        if leaf is not None and leaf.value is not None and leaf.taken is None:
            plain = to_plain(str(leaf.value))
            if plain:
                run.place(target, self.path, plain, leaf, Grade.APPROXIMATE)


# -- editions ----------------------------------------------------------------------------------------------

_EDITED: Final = (("name", "title"), ("description", "description/text"))
"""What of an achievement is carried for other languages, and the field of the model."""


class Editions:
    """``related``: the same achievement in other languages, with its name and description there.

    A ``Related`` object needs an ``id`` of its own and may have more than the class defines; ``name`` and
    ``description`` mean the same everywhere in a badge, so they survive schema and contexts.

    The rule stands after those of the name and of the description, in the group of an achievement.
    """

    step = "related"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the words of each edition as those in its language, and the edition itself."""
        for place in node.all("related"):
            language = place.peek(("inLanguage",))
            for name, field in _EDITED:
                leaf = place.free((name,))
                if leaf is not None and isinstance(leaf.value, str) and leaf.value.strip() and _TAG.fullmatch(language):
                    self._add(target, steps(field), language, leaf, run)
            self._read_edition(place, target, run)

    def _add(self, target: dict[str, Any], field: tuple[str, ...], language: str, leaf: Node, run: ReadRun) -> None:
        """Put a text beside those in other languages, unless there is one in its language."""
        if language == own_language(run):
            return
        holder = descend(target, field)
        words = holder.get(field[-1])
        if isinstance(words, str):
            main = own_language(run)
            texts = {main: words}
            for number, (origin, container, key) in enumerate(run.trace):
                if container is holder and key == field[-1]:
                    run.trace[number] = (origin, texts, main)
            words = holder[field[-1]] = texts
        elif words is None:
            words = holder[field[-1]] = {}
        if language not in words:
            _keep(leaf, words, language, run)

    def _read_edition(self, place: Node, target: dict[str, Any], run: ReadRun) -> None:
        edition: dict[str, Any] = {}
        for name, field in (("id", "uri"), ("inLanguage", "language"), ("version", "version")):
            leaf = place.free((name,))
            if leaf is None or not isinstance(leaf.value, str) or not leaf.value.strip():
                continue
            if field == "language" and not _TAG.fullmatch(leaf.value.strip()):
                continue
            edition[field] = leaf.value.strip()
            run.keep_as(leaf, edition[field], edition, field)
        if edition:
            target.setdefault("related", []).append(edition)
            for leaf in place.all(TYPE):
                if leaf.value == "Related" and leaf.taken is None:
                    take_aside(leaf, edition, run)
            if place.first(TYPE) is None:
                run.lack(place, TYPE, "Related")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the editions that there are, and one for each further language of the name or the description."""
        places: dict[str, Node] = {}
        for edition in model.all("related"):
            uri = edition.first("uri")
            if uri is None:
                continue
            place = target.add("related", array=True)
            place.add(TYPE, "Related", array=True)
            language = edition.peek(("language",))
            for name, field in (("id", "uri"), ("inLanguage", "language"), ("version", "version")):
                leaf = edition.first(field)
                if leaf is not None and (field != "language" or is_language_code(language)):
                    run.place(place, (name,), leaf.value, leaf)
            places.setdefault(language, place)
        for name, field in _EDITED:
            texts = model.at(steps(field))
            for leaf in texts.children if texts is not None else ():
                if leaf.taken is None and leaf.value is not None and is_language_code(leaf.name):
                    place = places.get(leaf.name) or self._new(leaf.name, target, model, run)
                    places[leaf.name] = place
                    run.place(place, (name,), leaf.value, leaf)

    def _new(self, language: str, target: Node, model: Node, run: WriteRun) -> Node:
        """An edition that the portfolio does not name: its id follows from that of the achievement."""
        place = target.add("related", array=True)
        place.add("id", edition_id(target.peek(("id",)), language))
        place.add(TYPE, "Related", array=True)
        place.add("inLanguage", language)
        run.supplied.update(f"{model.pointer}/related/{name}" for name in ("uri", "language"))
        return place


def edition_id(achievement: str, language: str) -> str:
    """The id of an edition that has none: it follows from the id of the achievement and the language.

    Args:
        achievement: id of the achievement.
        language: language tag of the edition.
    """
    return derived_id(f"edition\x1f{achievement}\x1f{language}", 0)
