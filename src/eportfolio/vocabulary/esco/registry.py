"""Which concepts a package has: what each row says of them, what relations only speak of, and what contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...report.errors import UnsafeError
from ..errors import VocabularySourceError
from ..index.builder import IndexBuilder
from ..index.store import ConceptScheme
from .layout import SKILL, type_of_uri
from .telling import Findings

KNOWN_FROM: Final = "known_from"
"""Property of a concept that no table describes: where its URI was met."""

RELATIONS: Final = "relations"

_PLAIN: Final = ("notation", "status", "replaced_by")
_MIXED: Final = 0.2


@dataclass(slots=True)
class Described:
    """What is known of a concept.

    Attributes:
        type: its type.
        sure: whether the source tells the type; otherwise it follows from the kind of file.
        place: the file that described it first.
        values: notation, status, date of change and successor, where they are told.
    """

    type: str
    sure: bool
    place: str
    values: dict[str, str]


class Registry:
    """The concepts of a package, and of the index that it is added to.

    Args:
        findings: where contradictions are told.
        most: how many concepts there may be.
    """

    def __init__(self, findings: Findings, most: int) -> None:
        self._findings = findings
        self._most = most
        self._described: dict[str, Described] = {}
        self._spoken_of: dict[str, str] = {}
        self._labelled: dict[str, set[str]] = {}
        self._dates: Counter[tuple[str, str]] = Counter()
        self._other_dates: Counter[tuple[str, str]] = Counter()

    def __len__(self) -> int:
        return len(self._described) + len(self._spoken_of)

    def take_over(self, scheme: ConceptScheme, place: str) -> None:
        """Begin with the concepts of an index."""
        for concept in scheme.concepts():
            sure = KNOWN_FROM not in scheme.properties(concept.uri)
            values = {"notation": concept.notation, "status": concept.status, "modified": concept.modified,
                      "replaced_by": concept.replaced_by}  # fmt: skip
            if sure:
                self._described[concept.uri] = Described(concept.type, sure, place, values)
            else:
                self._spoken_of[concept.uri] = concept.type
            for language in concept.labels:
                self.labelled(language, concept.uri)

    def describe(
        self, uri: str, kind: str, values: Mapping[str, str], *, sure: bool = True, place: str = "", line: int = 0
    ) -> None:
        """Add what a row says of a concept; what contradicts an earlier row is told, and the earlier one counts.

        Args:
            uri: the concept.
            kind: its type.
            values: notation, status, date of change (``modified``) and successor.
            sure: whether the row itself tells the type.
            place: the file.
            line: where the row begins.
        """
        known = self._described.get(uri)
        if known is None:
            if len(self._described) >= self._most:
                raise UnsafeError("limit-exceeded", f"There are more than {self._most} concepts.")
            self._described[uri] = Described(kind, sure, place, {key: value for key, value in values.items() if value})
            return
        if sure and not known.sure:
            known.type, known.sure = kind, True
        elif sure and kind != known.type:
            self._contradiction((uri, "type", known.type, kind), place, line)
        for name in _PLAIN:
            value = values.get(name, "")
            if value and known.values.setdefault(name, value) != value:
                self._contradiction((uri, name, known.values[name], value), place, line)
        self._compare_dates(known, values.get("modified", ""), place)

    def speak_of(self, uri: str, kind: str = "") -> None:
        """Note that a relation speaks of a concept, which may be described elsewhere or not.

        Args:
            uri: the concept.
            kind: its type, where the relation tells it; ``skill`` may turn out to be something closer.
        """
        if uri not in self._described and self._spoken_of.get(uri, "") in ("", SKILL):
            if len(self._spoken_of) >= self._most:
                raise UnsafeError("limit-exceeded", f"Relations speak of more than {self._most} concepts.")
            self._spoken_of[uri] = kind or self._spoken_of.get(uri, "")

    def labelled(self, language: str, uri: str) -> None:
        """Note that a concept has a preferred label in a language."""
        self._labelled.setdefault(language, set()).add(uri)

    def has_label(self, language: str, uri: str) -> bool:
        """Whether a concept has a preferred label in a language."""
        return uri in self._labelled.get(language, ())

    def type_of(self, uri: str) -> str:
        """The type of a concept as far as it is known; empty when nothing tells it."""
        known = self._described.get(uri)
        if known:
            return known.type
        return (self._spoken_of[uri] or type_of_uri(uri)) if uri in self._spoken_of else ""

    def check_versions(self) -> None:
        """Tell files of different versions apart by the dates on which they say that concepts were changed.

        Raises:
            VocabularySourceError: two files disagree on more dates than errors explain.
        """
        for (one, other), number in self._other_dates.items():
            both = self._dates[one, other]
            if number > 1 and number > _MIXED * both:
                raise VocabularySourceError(
                    "mixed-versions",
                    f"{one} and {other} are of different versions: they tell different dates of change for {number:,}"
                    f" of the {both:,} concepts that both have.",
                )
            self._findings.add(
                "duplicate-concept",
                f"{one} and {other} tell different dates of change for {number:,} of {both:,} concepts;"
                " the first date was kept.",
            )

    def write(self, builder: IndexBuilder) -> Counter[str]:
        """Put all concepts into an index.

        Returns:
            How many concepts are known from relations only, by type.
        """
        for uri, known in self._described.items():
            builder.concept(uri, known.type, **known.values)
        only: Counter[str] = Counter()
        for uri, kind in self._spoken_of.items():
            if uri not in self._described:
                told = kind or type_of_uri(uri)
                builder.concept(uri, told)
                builder.property(uri, KNOWN_FROM, RELATIONS)
                only[told] += 1
        return only

    def coverage(self) -> dict[str, dict[str, int]]:
        """Number of concepts by type, and how many of them have a preferred label, by language."""
        counts: dict[str, Counter[str]] = {}
        languages = sorted(self._labelled)
        for uri in {**self._described, **self._spoken_of}:
            row = counts.setdefault(self.type_of(uri), Counter())
            row["concepts"] += 1
            for language in languages:
                row[language] += uri in self._labelled[language]
        return {kind: dict(row) for kind, row in sorted(counts.items())}

    def _compare_dates(self, known: Described, date: str, place: str) -> None:
        before = known.values.setdefault("modified", date) if date else ""
        if date and before and place != known.place:
            pair = (known.place, place)
            self._dates[pair] += 1
            if before != date:
                self._other_dates[pair] += 1

    def _contradiction(self, values: tuple[str, str, str, str], place: str, line: int) -> None:
        uri, name, first, second = values
        what = f"contradicts an earlier row: {name} of {uri} is {second!r} here and {first!r} there, which was kept"
        self._findings.row("duplicate-concept", place, line, what)
