"""The values of the model in words: texts, dates, periods, concepts, names, places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import (
    Address,
    Concept,
    Credit,
    Identifier,
    MediaObject,
    Organisation,
    PartialDate,
    Party,
    Period,
    PersonName,
    Place,
    RichText,
)
from ..sources.markup import to_plain
from .labels import Labels

# Terminals obey C1 controls, too; line breaks and tabs are content.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

TO = "\u2013"
"""Stands between the ends of a period."""

DURATION = re.compile(
    r"P(?:([\d.,]+)Y)?(?:([\d.,]+)M)?(?:([\d.,]+)W)?(?:([\d.,]+)D)?(?:T(?:([\d.,]+)H)?(?:([\d.,]+)M)?(?:([\d.,]+)S)?)?"
)
"""A length of time (ISO 8601-1:2019, section 5.5.2); its groups are the amounts of the units."""

UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
"""The units of a length of time."""

OPEN = "…"
"""Stands for an end of a period that is unknown; a period that goes on ends with an arrow."""


class Words:
    """Values in words, in one language where there are several.

    Attributes:
        language: the language wanted, as a BCP 47 tag; empty for any.
    """

    def __init__(self, language: str = "") -> None:
        self.language = language
        self._labels = Labels()

    def text(self, value: str | dict[str, str] | None) -> str:
        """A text: in the language wanted, a relative of it, English, or the first there is."""
        if value is None:
            return ""
        if isinstance(value, dict):
            value = value.get(self.language) or self._nearest(value)
        return _CONTROL.sub("", value).strip()

    def _nearest(self, texts: dict[str, str]) -> str:
        for wanted in (self.language.split("-")[0], "en"):
            for tag, text in texts.items():
                if wanted and tag.split("-")[0].lower() == wanted.lower():
                    return text
        return next(iter(texts.values()), "")

    def texts(self, values: Iterable[str | dict[str, str]]) -> str:
        """Several texts on one line."""
        return ", ".join(filter(None, map(self.text, values)))

    def rich(self, value: RichText | None) -> str:
        """A text with markup, as plain lines."""
        if value is None:
            return ""
        return _CONTROL.sub("", to_plain(self.text(value.html))) if value.html else self.text(value.text)

    def code(self, value: str | None) -> str:
        """A code of the model, such as ``self_employment``, as words."""
        return "" if value is None else self.text(value).replace("_", " ")

    def concept(self, value: Concept | None) -> str:
        """A concept: the owner's words, else the official label, else the code, else the URI."""
        if value is None:
            return ""
        own = self.text(value.label) or self.text(value.official_label)
        return own or self.text(value.notation) or self.text(value.uri)

    def official_label(self, value: Concept) -> str:
        """What its vocabulary calls a concept, empty when that is not known here."""
        return self.text(self._labels.of(value, self.language or "en"))

    def level(self, name: str, value: Concept | None) -> str:
        """A level with the name of its scheme: ``EQF 6``, also when the owner wrote the name out."""
        text = self.text(value.notation) or self.concept(value) if value else ""
        return text if not text or text.upper().startswith(name) else f"{name} {text}"

    def concepts(self, values: Iterable[Concept]) -> str:
        """Several concepts on one line."""
        return ", ".join(filter(None, map(self.concept, values)))

    def date(self, value: PartialDate | None) -> str:
        """A date, as precise as it is known; the words of the source where it has no other form."""
        return "" if value is None else self.text(value.edtf or value.verbatim)

    def period(self, value: Period | None) -> str:
        """A period: from start to end; ``→`` when it goes on, ``…`` where an end is unknown."""
        if value is None:
            return ""
        start, end = self.date(value.start), self.date(value.end)
        if value.ongoing and not end:
            span = f"{start or OPEN} →"
        elif start and end:
            span = start if start == end else f"{start} {TO} {end}"
        elif start or end:
            span = f"{start or OPEN} {TO} {end or OPEN}"
        else:
            span = ""
        length = self.text(value.duration_label) or self.duration(value.duration)
        more = ", ".join(filter(None, (self.text(value.label), length)))
        return f"{span} ({more})" if span and more else span or more

    def duration(self, value: str | None) -> str:
        """A length of time (ISO 8601-1:2019, section 5.5.2) in words; as it is written when it is none."""
        match = DURATION.fullmatch(value or "")
        if match is None or match.lastindex is None:
            return self.text(value)
        amounts = zip(match.groups(), UNITS, strict=True)
        parts = (f"{amount} {unit if amount == '1' else unit + 's'}" for amount, unit in amounts if amount)
        return " ".join(parts)

    def percentage(self, value: str | None) -> str:
        """A share in per cent, with its sign."""
        text = self.text(value)
        return f"{text} %" if text[-1:].isdigit() else text

    def name(self, value: PersonName) -> str:
        """A person's name."""
        parts = (
            self.concept(value.honorific_prefix),
            self.text(value.given_name),
            self.text(value.family_name),
        )
        return self.text(value.full_name) or " ".join(filter(None, parts))

    def party(self, value: Party | None) -> str:
        """A person or organisation that is named beside the owner."""
        if value is None:
            return ""
        name = next((text for item in value.names if (text := self.name(item))), "")
        return ", ".join(filter(None, (name, self.concept(value.position), self.organisation(value.organisation))))

    def organisation(self, value: Organisation | None) -> str:
        """An organisation and its department."""
        return "" if value is None else ", ".join(filter(None, (self.text(value.name), self.text(value.department))))

    def place(self, value: Place | None) -> str:
        """A place."""
        if value is None:
            return ""
        parts = (
            self.text(value.name),
            self.text(value.full_address),
            self.text(value.municipality),
            self.concept(value.country),
        )
        return _without_echo(parts)

    def address(self, value: Address) -> str:
        """A postal address on one line."""
        town = " ".join(filter(None, (self.text(value.postal_code), self.text(value.municipality))))
        own = (*map(self.text, value.lines), town, self.text(value.region), self.concept(value.country))
        whole = self.text(value.full_address).replace("\n", ", ")
        return _without_echo((whole, *own)) if whole else ", ".join(filter(None, own))

    def credits(self, values: Iterable[Credit]) -> str:
        """Credit points: ``60 ECTS``."""
        pairs = (" ".join(filter(None, (self.text(item.points), self.text(item.scheme)))) for item in values)
        return ", ".join(filter(None, pairs))

    def identifiers(self, values: Iterable[Identifier]) -> str:
        """Identifiers with their schemes."""
        pairs = (" ".join(filter(None, (self._kind_of(item), self.text(item.value)))) for item in values)
        return ", ".join(filter(None, pairs))

    def _kind_of(self, value: Identifier) -> str:
        return self.text(value.scheme_name) or self.text(value.scheme) or self.code(value.kind)

    def media(self, value: MediaObject | None) -> str:
        """A file: its name, kind and size, never its content."""
        if value is None:
            return ""
        linked = "" if (value.uri or "").startswith("data:") else self.text(value.uri)
        return ", ".join(filter(None, (self.text(value.file_name), linked, self.size(value))))

    def size(self, value: MediaObject | None) -> str:
        """The kind and size of a file."""
        if value is None:
            return ""
        size = f"{len(value.content) * 3 // 4000 + 1:,} kB" if value.content else ""
        return ", ".join(filter(None, (self.text(value.media_type), size)))


def _without_echo(parts: Iterable[str]) -> str:
    """Parts of a place on one line; what an earlier part says already is not said again."""
    told = ""
    for part in parts:
        if part and part.casefold() not in told.casefold():
            told = f"{told}, {part}" if told else part
    return told
