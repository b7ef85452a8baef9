"""Whether two portfolios are about one person: told from what both of them say, and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Sameness(Enum):
    """What two records say of being one person's."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two owners are one person, and why.

    Attributes:
        sameness: what was found.
        reason: in words.
    """

    sameness: Sameness
    reason: str


def same_person(one: dict[str, Any], other: dict[str, Any]) -> Verdict:
    """Whether two owners are one person.

    One identifier of the same authority in common is enough, and so is one name with the same birth date or the same
    e-mail address.  Identifiers of different authorities, such as a school's pseudonym and a client number, say nothing
    about each other.

    Args:
        one: an owner, in canonical form.
        other: the other one.
    """
    if one == other:
        return Verdict(Sameness.SAME, "both say the same of the owner")
    ids, others = dict(_identifiers(one)), dict(_identifiers(other))
    for scheme in ids.keys() & others.keys():
        if ids[scheme] & others[scheme]:
            return Verdict(Sameness.SAME, f"they share an identifier of {scheme}")
    apart = sorted(scheme for scheme in ids.keys() & others.keys() if len(ids[scheme]) == len(others[scheme]) == 1)
    if apart:
        return Verdict(Sameness.DIFFERENT, f"their identifiers of {apart[0]} differ")
    births = [birth for birth in (_birth(one), _birth(other)) if birth]
    if len(births) == 2 and births[0] != births[1]:
        return Verdict(Sameness.DIFFERENT, "their dates of birth differ")
    names = set(_names(one)) & set(_names(other))
    if names and len(births) == 2:
        return Verdict(Sameness.SAME, "name and date of birth are the same")
    if names and set(_emails(one)) & set(_emails(other)):
        return Verdict(Sameness.SAME, "name and e-mail address are the same")
    if not names and list(_names(one)) and list(_names(other)):
        return Verdict(Sameness.DIFFERENT, "their names differ, and nothing else shows that they are one person")
    return Verdict(Sameness.UNKNOWN, "too little is said of them to tell")


def _identifiers(owner: dict[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """The identifiers by who gave them; those whose authority is not told say nothing."""
    found: dict[str, set[str]] = {}
    for identifier in owner.get("identifiers", ()):
        authority = identifier.get("scheme") or identifier.get("scheme_name") or identifier.get("issued_by")
        if authority and identifier.get("value"):
            found.setdefault(_text(authority), set()).add(identifier["value"].strip())
    yield from ((authority, frozenset(values)) for authority, values in found.items())


def _names(owner: dict[str, Any]) -> Iterator[str]:
    for name in owner.get("names", ()):
        parts = [_text(name[part]) for part in ("given_name", "family_name") if part in name]
        words = _text(name["full_name"]) if "full_name" in name else " ".join(parts)
        if words:
            yield " ".join(words.casefold().split())


def _birth(owner: dict[str, Any]) -> str:
    return str((owner.get("birth_date") or {}).get("edtf") or "")


def _emails(owner: dict[str, Any]) -> Iterable[str]:
    return (
        point["value"].casefold()
        for point in owner.get("contact_points", ())
        if point.get("channel") == "email" and point.get("value")
    )


def _text(value: Any) -> str:
    return str(next(iter(value.values()), "")) if isinstance(value, dict) else str(value)
