"""Rules for what ELMO has everywhere: texts with ``xml:lang``, dates with time zones, HTML, lines of an address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.reading import Fields, descend
from eportfolio.exchange.crosswalk.richtext import Reading, read_rich
from eportfolio.exchange.crosswalk.rules import first_step, holder_of, steps
from eportfolio.model.values import LANGUAGE_TAG_PATTERN
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.dates import exists

UNDETERMINED: Final = "und"
"""The language of a text without ``xml:lang`` that stands beside others with one (BCP 47, section 4.1)."""

_TAG: Final = re.compile(LANGUAGE_TAG_PATTERN)
_MOMENT: Final = re.compile(r"(?P<date>\d{4}(?:-\d\d){0,2})(?:T\d\d:\d\d:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")


class ReadOnly:
    """Base of rules for a format that is not written."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing: the adapter refuses to write."""


# -- texts -------------------------------------------------------------------------------------------------


def language_leaf(place: Node) -> Node | None:
    """The attribute ``xml:lang`` of an element, if it holds a language tag."""
    leaf = place.first("@lang")
    return leaf if leaf is not None and _TAG.match(str(leaf.value or "").strip()) else None


def tag_of(place: Node) -> str:
    """The language that an element names; empty when it names none."""
    leaf = language_leaf(place)
    return str(leaf.value).strip() if leaf is not None else ""


def set_words(spoken: dict[str, tuple[str, Node]], container: dict[str, Any], key: str, run: ReadRun) -> None:
    """Place texts as one text of the model: plain where there is one that names no language, else by language.

    Args:
        spoken: language, empty when none is named, to the text and the element that it stands in.
        container: the object of the model.
        key: its field.
        run: the reading.
    """
    if list(spoken) == [""]:
        text, place = spoken[""]
        container[key] = text
        run.keep_as(place, text, container, key)
        return
    words = container[key] = {}
    for tag, (text, place) in spoken.items():
        name = tag or UNDETERMINED
        if name in words:  # what names no language, beside a text whose language is said to be unknown
            continue
        words[name] = text
        run.keep_as(place, text, words, name)
        leaf = language_leaf(place)
        if leaf is not None:
            run.keep_as(leaf, tag, words, name)


def free_texts(places: Iterable[Node], *, lines: bool) -> dict[str, tuple[str, Node]]:
    """The texts of elements that nobody took yet, the first of each language.

    Args:
        places: the elements.
        lines: whether line breaks mean something; otherwise any white space is one space (``xs:token``).
    """
    spoken: dict[str, tuple[str, Node]] = {}
    for place in places:
        text = as_text(place.value).strip() if place.taken is None else ""
        if text:
            spoken.setdefault(tag_of(place), (text if lines else " ".join(text.split()), place))
    return spoken


class Words(ReadOnly):
    """A text in one or several languages: an element for each, repeated.

    Args:
        path: the element.
        field: the text.
        lines: whether its line breaks mean something.
    """

    def __init__(self, path: str, field: str, *, lines: bool = False) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)
        self.lines = lines

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the first text of each language, unless the field is filled."""
        spoken = free_texts(node.select(self.path), lines=self.lines)
        if spoken and self.field[-1] not in holder_of(target, self.field):
            set_words(spoken, descend(target, self.field), self.field[-1], run)


class Prose(Words):
    """A text with line breaks and without markup, which the model keeps as rich text."""

    def __init__(self, path: str, field: str) -> None:
        super().__init__(path, f"{field}/text", lines=True)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the texts, unless there is a text already."""
        if self.field[-2] not in holder_of(target, self.field[:-1]):
            super().read(node, target, run)


class Markup(ReadOnly):
    """HTML in one or several languages, which is sanitised.

    Args:
        path: the element, repeated.
        field: the rich text.
    """

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the first text of each language, unless the same was said in plain words: those are residue then."""
        if self.field[-1] in holder_of(target, self.field):
            return
        spoken: dict[str, tuple[str, Node]] = {}
        for place in node.select(self.path):
            if place.free() is None or tag_of(place) in spoken:
                continue
            rich = sanitised(place, run)
            if rich.value:
                spoken[tag_of(place)] = (as_markup(rich), place)
        if spoken:
            set_words(spoken, descend(target, (*self.field, "html")), "html", run)


def sanitised(place: Node, run: ReadRun) -> Reading:
    """Read a text that may hold markup; what could run code is taken out of it, and reported.

    Args:
        place: the element.
        run: the reading.
    """
    rich = read_rich(as_text(place.value))
    if rich.unsafe:
        run.report("unsafe-markup", f"Markup in {place.name} that could run code was removed.", place)
        place.value = rich.harmless
        if not rich.value:
            place.taken = Grade.LOST
    return rich


def as_markup(rich: Reading) -> str:
    """What was read, as markup."""
    return rich.value if rich.kind == "html" else f"<p>{html.escape(rich.value, quote=False)}</p>"


# -- dates -------------------------------------------------------------------------------------------------


class Moment(ReadOnly):
    """A date, or a date and time, either with or without a time zone (``xs:date``, ``xs:dateTime``).

    Args:
        path: the element.
        field: the date.
    """

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date, never padded; where the field is filled, only one that says the same."""
        leaf = node.free(self.path)
        text = as_text(leaf.value).strip() if leaf is not None else ""
        if leaf is None or not text:
            return
        moment = moment_of(text)
        if holder_of(target, self.field).setdefault(self.field[-1], moment) != moment:
            return
        if "edtf" not in moment and _MOMENT.fullmatch(text):
            run.report("impossible-date", f"{text} is no day of the calendar; it is kept as it is written.", leaf)
        container = descend(target, self.field)
        container[self.field[-1]] = moment
        run.keep_as(leaf, text, container, self.field[-1])


def moment_of(text: str) -> dict[str, str]:
    """A date of the model: the day, month or year that is known, and the text where it says more or something else."""
    match = _MOMENT.fullmatch(text)
    if match is None or not exists(match["date"]):
        return {"verbatim": text}
    return {"edtf": match["date"]} | ({"verbatim": text} if text != match["date"] else {})


# -- addresses ---------------------------------------------------------------------------------------------


class Lines(ReadOnly):
    """The lines of an address, or the parts that stand in their place, each a line.

    Args:
        names: the elements.
    """

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take them in the order of the document."""
        for leaf in node.children:
            text = as_text(leaf.value).strip()
            if leaf.name in self.names and leaf.taken is None and text:
                lines = target.setdefault("lines", [])
                lines.append(text)
                run.keep_as(leaf, text, lines, len(lines) - 1)
