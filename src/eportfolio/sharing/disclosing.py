"""The record of what was given to whom, on which ground and until when: it stays in the owner's file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from ..model import Disclosure, Portfolio
from ..profiles import Profile
from ..report.errors import RefusedError, UsageError

FIRST: Final = "first"
CORRECTION: Final = "correction"
WITHDRAWAL: Final = "withdrawal"
DELETION: Final = "deletion"
KINDS: Final = (FIRST, CORRECTION, WITHDRAWAL, DELETION)
"""Kinds of delivery: data for the first time, data in the place of earlier ones, an end of their use, their erasure."""

GRANTED_BY: Final = ("self", "guardian", "representative")
"""Who can grant a disclosure."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets something.

    Attributes:
        name: its name.
        uri: what names it everywhere; empty when nothing is known to.
    """

    name: str
    uri: str = ""

    @classmethod
    def of(cls, profile: Profile) -> Receiver:
        """The receiver that a profile is of: who decides about the data, else the organisation.

        Raises:
            RefusedError: the profile names nobody.
        """
        named = next((one for one in (profile.legal.controller, profile.organisation) if one.name), None)
        if named is None:
            raise RefusedError(
                "missing-element", "The profile does not say whose it is, and nothing goes to nobody in particular.",
                hint="Name the organisation in the profile, or with --receiver.",
            )  # fmt: skip
        return cls(named.name, named.id or profile.organisation.id)

    def is_of(self, record: Disclosure) -> bool:
        """Whether a record is about this receiver: by what names it everywhere, where both sides have that."""
        if self.uri and record.receiver_uri:
            return self.uri == record.receiver_uri
        return self.name.casefold() == (record.receiver or "").casefold()

    def as_dict(self) -> dict[str, str]:
        """The receiver as JSON-ready data."""
        return {"name": self.name, **({"id": self.uri} if self.uri else {})}


@dataclass(frozen=True, slots=True)
class Grant:
    """Who allows a disclosure, and until when.

    Attributes:
        granted_by: of :data:`GRANTED_BY`.
        grantor: name of the guardian or representative.
        until: the last day on which the receiver may keep it, ISO 8601; by the profile's retention when empty.
    """

    granted_by: str = "self"
    grantor: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if self.granted_by not in GRANTED_BY:
            raise UsageError("usage", f'"{self.granted_by}" grants nothing; one of {", ".join(GRANTED_BY)} does.')
        if self.granted_by != "self" and not self.grantor:
            raise UsageError("usage", f"A {self.granted_by} who grants a disclosure is named (--grantor NAME).")
        if self.until:
            from ..exchange.settings import day

            try:
                day(self.until)
            except ValueError as error:
                raise UsageError("usage", f"The day until which it may be kept is not usable: {error}.") from None

    def until_when(self, profile: Profile, today: str) -> str:
        """The last day on which the receiver may keep it; empty when nobody says.

        Args:
            profile: of the receiver.
            today: the day of the disclosure.

        Raises:
            UsageError: the day that is wanted is past.
        """
        from ..exchange.issuer import later

        if self.until and self.until < today:
            raise UsageError("usage", f"The day until which it may be kept, {self.until}, is past.")
        ends = [self.until] if self.until else []
        if profile.legal.retention:
            ends.append(later(today, profile.legal.retention))
        return min(ends, default="")


def records_of(portfolio: Portfolio, receiver: Receiver) -> list[Disclosure]:
    """What was disclosed to a receiver, the latest last."""
    return [one for one in portfolio.disclosures if receiver.is_of(one)]


def check_order(kind: str, records: list[Disclosure], receiver: Receiver) -> None:
    """Hold the kind of a delivery against what was delivered before.

    Raises:
        UsageError: there is no such kind.
        RefusedError: a first one is not the first, or another one is.
    """
    if kind not in KINDS:
        raise UsageError("usage", f'There is no delivery of the kind "{kind}"; one of {", ".join(KINDS)} is.')
    there = bool(records) and records[-1].kind in (FIRST, CORRECTION)
    # what is no longer used can be erased
    ended = bool(records) and records[-1].kind == WITHDRAWAL and kind == DELETION
    if kind == FIRST and there:
        when = _when(records[-1])
        raise RefusedError("delivery-out-of-order", f"{receiver.name} has a delivery from {when} already.",
                           hint="Make it a correction, or withdraw the earlier one first.")  # fmt: skip
    if kind != FIRST and not there and not ended:
        raise RefusedError("delivery-out-of-order", f"A {kind} follows on a delivery, and {receiver.name} has none.",
                           hint="Make the first delivery first.")  # fmt: skip


def fields_of(pointers: Iterable[str]) -> list[str]:
    """Fields of a portfolio without the places in its lists, such as ``competences[]/label``, each once."""
    return sorted({re.sub(r"/\d+(?=/|$)", "[]", pointer).lstrip("/") for pointer in pointers})


def with_record(portfolio: Portfolio, record: dict[str, Any]) -> Portfolio:
    """A portfolio with one more disclosure; the given one is not changed."""
    return portfolio.model_copy(update={"disclosures": [*portfolio.disclosures, Disclosure.model_validate(record)]})


def _when(record: Disclosure) -> str:
    return (record.disclosed or "an unknown day")[:10]
