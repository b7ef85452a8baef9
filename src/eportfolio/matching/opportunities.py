"""The other side of a match: what an occupation, a vacancy or a course asks for and gives, in the same terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["occupation", "vacancy", "learning"]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What one can become, apply for or learn.

    Equivalents: ESCO occupation; ``schema:JobPosting``; HR Open ``JobDescription``; ``schema:Course``.

    Attributes:
        id: its URI or identifier.
        title: what it is called.
        kind: occupation, vacancy or learning.
        essential: URIs of the skills that it cannot do without.
        optional: URIs of the skills that may matter.
        gives: URIs of the skills that it teaches.
        occupation: URI of the occupation that a vacancy is for; of an occupation its own.
        isco: code of the occupation group, ISCO-08, four digits or fewer.
        places: where it is, in words and as country codes.
        working_times: such as ``FULL_TIME``.
        sectors: economic activities, in words or codes.
        labels: words for skills that it names itself.
    """

    id: str
    title: str
    kind: Kind
    essential: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    occupation: str = ""
    isco: str = ""
    places: tuple[str, ...] = ()
    working_times: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
