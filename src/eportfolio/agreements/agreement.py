"""What two organisations can exchange: the result of laying their profiles side by side, in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from ..report.codes import Severity
from ..report.findings import Finding
from .crosswalks import Crosswalk


class Verdict(StrEnum):
    """What becomes of a field on its way, best first."""

    UNCHANGED = "unchanged"
    MAPPED = "mapped"
    PARTLY = "partly"
    TEXT = "text"
    LOST = "lost"
    OTHERWISE = "otherwise"
    MISSING = "missing"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"

    @property
    def rank(self) -> int:
        """Smaller is better."""
        return list(Verdict).index(self)

    @property
    def words(self) -> str:
        """What it says, in words for people."""
        return _WORDS[self]

    @property
    def arrives(self) -> bool:
        """Whether the receiver gets the field in a form that counts as the field."""
        return self.rank <= Verdict.PARTLY.rank


_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.UNCHANGED: "goes unchanged",
    Verdict.MAPPED: "goes after mapping",
    Verdict.PARTLY: "goes in part",
    Verdict.TEXT: "goes as text only",
    Verdict.LOST: "lost by the format",
    Verdict.OTHERWISE: "offered, but not as needed",
    Verdict.MISSING: "not offered",
    Verdict.REFUSED: "refused by the receiver",
    Verdict.FORBIDDEN: "forbidden by law",
}


class Asked(StrEnum):
    """How much the receiver wants a field, most first."""

    NEEDED = "needed"
    """Nothing works without it."""
    ALTERNATIVE = "alternative"
    """One of several that are enough, and another one arrives."""
    RECOMMENDED = "recommended"
    """The receiver would like to have it."""
    WITHIN = "part of what is asked for"
    """Something that the receiver needs or recommends has it as a part."""
    UNASKED = "not asked for"
    """The sender could give it, and nobody has asked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field in one direction.

    Attributes:
        field: its path.
        spoken: the path as people say it.
        asked: how much the receiver wants it.
        verdict: what becomes of it; never better than the worst of what befalls it.
        offer: name of the sender's offer; empty when there is none.
        need: name of the receiver's need; empty when there is none.
        why: what the receiver needs it for.
        crosswalks: how its concepts are brought over to a vocabulary of the receiver.
        places: where it lands in the chosen format.
        choices: of how many alternatives it is one, one of which is enough; 0 when it is none.
        reasons: why it does not go unchanged.
        remarks: what the profiles leave open, and what should be known.
    """

    field: str
    spoken: str
    asked: Asked
    verdict: Verdict
    offer: str = ""
    need: str = ""
    why: str = ""
    crosswalks: tuple[Crosswalk, ...] = ()
    places: tuple[str, ...] = ()
    choices: int = 0
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The verdict in words for people."""
        needed = self.asked is Asked.NEEDED and self.verdict is Verdict.MISSING
        return "needed and not offered" if needed else self.verdict.words

    @property
    def is_gap(self) -> bool:
        """Whether the receiver needs it and does not get it."""
        return self.asked is Asked.NEEDED and not self.verdict.arrives


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two profiles.

    Attributes:
        organisation: name of the organisation.
        title: of the profile.
        version: of the profile.
        digest: hash of what it says, whatever its comments and the order of its keys.
        id: address of the profile.
    """

    organisation: str
    title: str
    version: str
    digest: str
    id: str = ""

    @property
    def name(self) -> str:
        """What people call it: the organisation, else the profile."""
        return self.organisation or self.title


@dataclass(frozen=True, slots=True)
class Reason:
    """Why portfolios do not pass.

    Attributes:
        code: of the finding.
        place: the rule of the profile.
        message: what was found in the first of them.
        count: how many portfolios have it.
    """

    code: str
    place: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class Samples:
    """What became of the portfolios that were tried.

    Attributes:
        count: how many.
        passing: how many the receiver can use as they are.
        carried: how many it can use after they went through the chosen format; ``None`` when that was not tried.
        untried: why it was not tried; empty when it was.
        reasons: why the others do not pass, what hits most of them first; after the format when that was tried.
    """

    count: int
    passing: int
    carried: int | None = None
    untried: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Direction:
    """What goes from one organisation to the other.

    Attributes:
        sender: who gives.
        receiver: who gets.
        format: the format on the way; empty when no one fits both.
        measured: the version of the format that its losses were measured in.
        rows: every field that the receiver needs or the sender offers, what is needed first.
        subject: what tells both that two records are one person's.
        limits: how large files may be for the receiver, and how many may be attached, in words.
        findings: what stands in the way, and what should be known.
        samples: what became of portfolios that were tried; ``None`` when none were.
    """

    sender: Side
    receiver: Side
    format: str = ""
    measured: str = ""
    rows: tuple[Row, ...] = ()
    subject: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    samples: Samples | None = None

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many fields fare how, those of no field left out."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of the needs that are not met."""
        return tuple(dict.fromkeys(row.need for row in self.rows if row.is_gap))

    @property
    def works(self) -> bool:
        """Whether nothing stands in the way."""
        return all(one.severity is not Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two organisations can exchange, in both directions.

    Attributes:
        a: one side.
        b: the other side.
        version: of the agreement.
        model: version of the model that both profiles are written for.
        via: the format that was chosen for both directions; empty when each direction has its own.
        vocabularies: those that the profiles speak of, each with the version that is agreed on: ``eqf@2017``.
        mappings: the mapping sets that are used, each with its version.
        valid_from: first day on which both profiles hold; empty when neither says it.
        valid_until: the last one.
        forth: from ``a`` to ``b``.
        back: from ``b`` to ``a``.
    """

    a: Side
    b: Side
    model: str
    forth: Direction
    back: Direction
    version: str = "1.0"
    via: str = ""
    vocabularies: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""

    @property
    def directions(self) -> tuple[Direction, Direction]:
        """Both directions."""
        return self.forth, self.back

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in both directions."""
        return (*self.forth.findings, *self.back.findings)

    @property
    def works(self) -> bool:
        """Whether nothing stands in the way of either direction."""
        return self.forth.works and self.back.works

    def mirrored(self) -> Agreement:
        """The same agreement, told from the other side."""
        return replace(self, a=self.b, b=self.a, forth=self.back, back=self.forth)

    def as_dict(self) -> dict[str, Any]:
        """The agreement as JSON-ready data, empty parts left out."""
        found = as_data(self)
        assert isinstance(found, dict)
        for key, direction in (("forth", self.forth), ("back", self.back)):
            found[key]["works"] = direction.works
            found[key]["counts"] = {verdict.value: count for verdict, count in direction.counts.items()}
        return {**found, "works": self.works}


def as_data(value: Any) -> Any:
    """A value of this module as JSON-ready data, empty parts left out; counts of nought stay."""
    if isinstance(value, Finding | Crosswalk):
        return value.as_dict()
    if isinstance(value, Mapping):
        return {key: as_data(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_data(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        found = {one.name: as_data(getattr(value, one.name)) for one in fields(value)}
        return {key: one for key, one in found.items() if one is not None and one not in ("", [], {})}
    return value.value if isinstance(value, StrEnum) else value
