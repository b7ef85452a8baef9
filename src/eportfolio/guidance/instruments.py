"""A practitioner's own portfolio of instruments: the sources of labour market information that serve best.

Many practitioners would like one access point to labour market information, and few have one; so each keeps the sources
that serve: external ones (books, databases, websites) and internal ones (presentations, games, lessons).  The file is
TOML; every key below is optional unless it says *required*, and an unknown key is a fault.

``title``, ``language``
    What the portfolio is called; the language tag of its plain texts.
``[instrument.NAME]``
    ``title`` (text, *required*: a string, or a table of languages), ``kind`` (*required*, a key of :data:`KINDS`),
    ``description`` (text), ``address`` (of the web), ``file`` (name of an internal one), ``countries`` (ISO 3166-1),
    ``languages`` (tags), ``plain_language`` (tags of the languages that have a version in plain words), ``ages``
    (``[from, to]``).
    What it serves, by code, URI or label of the guidance schemes: ``steps``, ``information``, ``activities``,
    ``channels``, ``groups`` (client groups).
``[instrument.NAME.quality]``
    ``rating`` (1 to 5), ``reviewed_by``, ``reviewed`` (date), ``note``: the practitioner's own judgement.

Source: Cedefop, Resources for guidance, toolkit on labour market information.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from ..exchange import settings

if TYPE_CHECKING:
    from ..sources.source import Input
    from ..sources.toml import TomlTable
    from ..vocabulary.library import Vocabularies
    from .naming import Namer

Texts = str | Mapping[str, str]
"""A text in the language of the file, or one text for each language."""

KINDS: Final[Mapping[str, Literal["external", "internal"]]] = {
    "book": "external", "database": "external", "website": "external", "service": "external", "centre": "external",
    "presentation": "internal", "game": "internal", "lesson": "internal", "questionnaire": "internal",
    "quiz": "internal",
}  # fmt: skip
"""Kinds of instruments, and whether somebody else offers them or the practitioner made them."""

SERVES: Final[Mapping[str, str]] = {
    "steps": "step", "information": "information", "activities": "activity", "channels": "channel", "groups": "group",
}  # fmt: skip
"""What an instrument can serve: the key of the file, and the scheme that is named there."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the practitioner thinks of an instrument.

    Attributes:
        rating: 1 to 5; 0 when there is none.
        reviewed_by: who looked at it.
        reviewed: when, a date.
        note: why.
    """

    rating: int = 0
    reviewed_by: str = ""
    reviewed: str = ""
    note: Texts = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One source of labour market information.

    Attributes:
        name: its key in the file.
        title: what it is called.
        kind: a key of :data:`KINDS`.
        description: what it offers.
        address: where it is on the web.
        file: where an internal one is.
        countries: ISO 3166-1, those that it is about; all of them when empty.
        languages: language tags.
        plain_language: languages that have a version in plain words.
        ages: from and to, both included; ``None`` when it does not matter.
        serves: codes of the guidance schemes, by the keys of :data:`SERVES`.
        quality: the practitioner's own judgement.
    """

    name: str
    title: Texts
    kind: str
    description: Texts = ""
    address: str = ""
    file: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    plain_language: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quality: Quality = Quality()

    @property
    def origin(self) -> Literal["external", "internal"]:
        """Whether somebody else offers it, or the practitioner made it."""
        return KINDS[self.kind]

    def named(self, language: str) -> str:
        """Its title in a language, else in any."""
        return in_language(self.title, language)


@dataclass(frozen=True, slots=True)
class Instruments:
    """A practitioner's portfolio of instruments.

    Attributes:
        instruments: in the order of the file.
        title: what the portfolio is called.
        language: of the plain texts.
    """

    instruments: tuple[Instrument, ...]
    title: Texts = ""
    language: str = ""


def in_language(texts: Texts, language: str) -> str:
    """A text in a language, else in English, else the first that there is."""
    if isinstance(texts, str):
        return texts
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def read_instruments(source: Input, vocabularies: Vocabularies | None = None) -> Instruments:
    """Read a portfolio of instruments.

    Args:
        source: path, ``-`` for standard input, bytes of the file itself, or a binary stream.
        vocabularies: where the guidance schemes are; those that ship when left out.

    Raises:
        UnreadableError: it cannot be opened, or is no TOML.
        UsageError: something in it is at fault; its ``findings`` tell everything that is, with lines.
    """
    from ..sources.toml import open_toml
    from ..vocabulary.library import Vocabularies
    from .naming import Namer

    namer = Namer(vocabularies or Vocabularies())
    return open_toml(source, "The file of instruments", lambda root: _instruments(root, namer))


def _instruments(root: TomlTable, namer: Namer) -> Instruments:
    found = tuple(_instrument(name, table, namer) for name, table in root.named("instrument").items())
    if not found:
        root.missing("instrument", "Add a table [instrument.NAME] with title and kind for each source.")
    return Instruments(found, root.take("title", settings.texts) or "", root.take("language", settings.language) or "")


def _instrument(name: str, table: TomlTable, namer: Namer) -> Instrument:
    several = settings.several
    serves = {
        key: tuple(table.take(key, partial(several, partial(_code, namer, what))) or ()) for key, what in SERVES.items()
    }
    return Instrument(
        name=name,
        title=table.take("title", settings.texts, need="Say what it is called.") or "",
        kind=table.take("kind", partial(settings.choice, KINDS), need=f"One of {', '.join(KINDS)}.") or "website",
        description=table.take("description", settings.texts) or "",
        address=table.take("address", settings.web_address) or "",
        file=table.take("file", settings.line) or "",
        countries=tuple(table.take("countries", partial(several, settings.country)) or ()),
        languages=tuple(table.take("languages", partial(several, settings.language)) or ()),
        plain_language=tuple(table.take("plain_language", partial(several, settings.language)) or ()),
        ages=table.take("ages", _ages),
        serves={key: codes for key, codes in serves.items() if codes},
        quality=_quality(table.section("quality")),
    )


def _quality(table: TomlTable) -> Quality:
    return Quality(
        rating=table.take("rating", _rating) or 0,
        reviewed_by=table.take("reviewed_by", settings.line) or "",
        reviewed=table.take("reviewed", settings.day) or "",
        note=table.take("note", settings.texts) or "",
    )


def _code(namer: Namer, what: str, value: Any) -> str:
    return namer.concept(what, settings.line(value)).notation


def _ages(value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(type(age) is int for age in value):
        raise ValueError("two whole numbers, from and to, are expected")
    first, last = value
    if not 0 <= first <= last <= 120:
        raise ValueError("ages from 0 to 120, the lower one first, are expected")
    return first, last


def _rating(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 5:
        raise ValueError("a whole number from 1 to 5 is expected")
    return value
