"""Holding a portfolio against the profile of the organisation that is to receive it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..report.findings import Finding, finding
from .judging import Judge, size_of
from .paths import Path, Place, Step
from .profile import Need, Profile, Restriction, in_language
from .words import either, percent, spoken, spoken_bytes, spoken_conditions, spoken_count

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..vocabulary.library import Vocabularies

_SHOWN: Final = 3
"""How many reasons a message names."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Where a need is not met.

    Attributes:
        pointer: the nearest place that there is.
        message: what is missing, in words.
    """

    pointer: str
    message: str


def check(
    portfolio: Portfolio,
    profile: Profile,
    *,
    today: date | None = None,
    vocabularies: Vocabularies | None = None,
) -> list[Finding]:
    """Hold a portfolio against a profile.

    A portfolio passes when no finding is an error.  Every need is a condition of its own, so one more need never makes
    more portfolios pass.

    Args:
        portfolio: the portfolio that is to be given.
        profile: of the organisation that is to receive it.
        today: the day that ages are counted from; the present one when left out.
        vocabularies: where concepts are looked up; the vocabularies of this machine when left out.

    Returns:
        What stands in the way, and what is recommended, with pointers into the canonical form: ``need-not-met``,
        ``recommended-missing``, ``not-accepted``, ``refused``, ``prohibited-identifier``, ``vocabulary-missing``,
        ``profile-not-in-force``, ``language-fallback``.
    """
    from .membership import Membership

    day = today or date.today()
    membership = Membership(vocabularies)
    checking = _Checking(portfolio, profile, Judge(portfolio, day, membership))
    found = [*_in_force(profile, day), *checking.findings()]
    return [*dict.fromkeys(membership.missing.values()), *found]


def usable(profile: Profile, today: date, vocabularies: Vocabularies | None = None) -> list[Finding]:
    """What keeps a profile from being used on a day on this machine, whatever the portfolio.

    Args:
        profile: the profile.
        today: the day.
        vocabularies: where concepts are looked up; the vocabularies of this machine when left out.

    Returns:
        ``vocabulary-missing`` for each vocabulary or concept that is not there, ``profile-not-in-force``.
    """
    from .membership import Membership

    membership = Membership(vocabularies)
    membership.ask_for(profile.vocabularies, profile.concepts)
    return [*dict.fromkeys(membership.missing.values()), *_in_force(profile, today)]


def _in_force(profile: Profile, day: date) -> Iterator[Finding]:
    if profile.valid_from and day.isoformat() < profile.valid_from:
        yield finding("profile-not-in-force", f"{profile.named()} holds from {profile.valid_from} on.")
    if profile.valid_until and day.isoformat() > profile.valid_until:
        yield finding("profile-not-in-force", f"{profile.named()} held until {profile.valid_until}.")


class _Checking:
    def __init__(self, portfolio: Portfolio, profile: Profile, judge: Judge) -> None:
        from ..model.canonical import to_data

        self._data = to_data(portfolio)
        self._profile = profile
        self._judge = judge

    def findings(self) -> Iterator[Finding]:
        for need in self._profile.needs.values():
            rule, asked = ("recommended-missing", "Recommended") if need.recommended else ("need-not-met", "Needed")
            why = self._said(need.why)
            for lack in self._lacks(need, self._data, ""):
                yield finding(rule, f"{asked}: {lack.message}{f' ({why})' if why else ''}.", pointer=lack.pointer,
                              specification=self._place("needs", need.name))  # fmt: skip
        for accepted in self._profile.accepts.values():
            yield from self._accepts(accepted)
        for refused in self._profile.refuses.values():
            yield from self._refuses(refused)
        yield from self._identifiers()
        yield from self._attachments()

    def _lacks(self, need: Need, start: Any, pointer: str) -> Iterator[Lack]:
        """Where a need is not met, below an object."""
        if need.for_each is None:
            yield from self._here(need, start, pointer)
            return
        objects = list(_present(need.for_each, start, pointer))
        lacks = [list(self._here(need, one.value, one.pointer)) for one in objects]
        good = sum(not found for found in lacks)
        if need.share is None:
            yield from (lack for found in lacks for lack in found)
        elif objects and good / len(objects) < need.share:
            yield Lack(
                _nearest(need.for_each, start, pointer),
                f"{wanted(need)}, in {percent(need.share)} of the {spoken(need.for_each)}; "
                f"{good} of {len(objects)} have it",
            )

    def _here(self, need: Need, start: Any, pointer: str) -> Iterator[Lack]:
        if need.any_of:
            found = [list(self._lacks(one, start, pointer)) for one in need.any_of]
            if all(found):
                choices = either(tuple(wanted(one) for one in need.any_of))
                yield Lack(pointer, f"one of {choices}; there is none")
        for part in need.all_of:
            yield from self._lacks(part, start, pointer)
        if need.path is not None:
            yield from self._at(need, need.path, start, pointer)

    def _at(self, need: Need, path: Path, start: Any, pointer: str) -> Iterator[Lack]:
        values = list(_present(path, start, pointer))
        reasons = [(one, reason) for one in values if (reason := self._judge.fault(one, need.conditions))]
        good = len(values) - len(reasons)
        where = reasons[0][0].pointer if reasons else _nearest(path, start, pointer)
        if good < need.minimum:
            yield Lack(where, f"{wanted(need)}; there {_are(good)}{_because(reasons)}")
        elif need.share is not None and need.for_each is None and values and good / len(values) < need.share:
            yield Lack(
                where,
                f"{wanted(need)}, in {percent(need.share)} of them; "
                f"{good} of {len(values)} are{_because(reasons)}",
            )  # fmt: skip
        if need.maximum is not None and len(values) > need.maximum:
            yield Lack(_nearest(path, start, pointer), f"{wanted(need)}; there are {len(values)}")

    def _accepts(self, rule: Restriction) -> Iterator[Finding]:
        values = list(_present(rule.path, self._data, ""))
        why, place = self._said(rule.why), self._place("accepts", rule.name)
        because = f" ({why})" if why else ""
        for one in values:
            if reason := self._judge.fault(one, rule.conditions):
                message = (
                    f"Accepted here: {spoken(rule.path)}, {spoken_conditions(rule.conditions)}; it {reason}{because}."
                )
                yield finding(
                    "not-accepted", message, pointer=one.pointer, value=_scalar(one.value), specification=place
                )
            elif self._judge.falls_back(one, rule.conditions):
                message = f"{spoken(rule.path)} is not there in {rule.conditions.languages[0]}, which is preferred."
                yield finding("language-fallback", message, pointer=one.pointer, specification=place)
        if rule.maximum is not None and len(values) > rule.maximum:
            message = f"Accepted here: {spoken(rule.path)}, at most {rule.maximum}; there are {len(values)}{because}."
            yield finding("not-accepted", message, pointer=values[rule.maximum].pointer, specification=place)

    def _refuses(self, rule: Restriction) -> Iterator[Finding]:
        why = self._said(rule.why)
        for one in _present(rule.path, self._data, ""):
            if not self._judge.fault(one, rule.conditions):
                what = " ".join(filter(None, (spoken(rule.path), spoken_conditions(rule.conditions))))
                message = f"Not wanted: {what}{f' ({why})' if why else ''}."
                yield finding("refused", message, pointer=one.pointer, specification=self._place("refuses", rule.name))

    def _identifiers(self) -> Iterator[Finding]:
        prohibited = {name.casefold() for name in self._profile.legal.prohibited_identifiers}
        if not prohibited:
            return
        for place in _objects(self._data, ""):
            names = {str(place.value.get(key, "")).casefold() for key in ("kind", "scheme", "scheme_name")}
            if "value" in place.value and (found := sorted(names & prohibited)) and "channel" not in place.value:
                yield finding(
                    "prohibited-identifier", f"An identifier of the kind {found[0]} must not be given to "
                    f"{self._profile.organisation.name or 'the receiver'}.", pointer=place.pointer,
                    specification=self._place("legal", "prohibited_identifiers"),
                )  # fmt: skip

    def _attachments(self) -> Iterator[Finding]:
        formats = self._profile.formats
        files = [one for one in _objects(self._data, "") if isinstance(one.value.get("content"), str)]
        total = sum(size_of(one.value) for one in files)
        place = self._place("formats", "attachments")
        if formats.attachments is not None and len(files) > formats.attachments:
            message = f"At most {formats.attachments} attached files are accepted; there are {len(files)}."
            yield finding("not-accepted", message, pointer=files[formats.attachments].pointer, specification=place)
        if formats.attachment_bytes and total > formats.attachment_bytes:
            message = (
                f"Attached files of at most {spoken_bytes(formats.attachment_bytes)} together are accepted; they have "
                f"{spoken_bytes(total)}."
            )
            yield finding("not-accepted", message, pointer=files[-1].pointer, specification=place)

    def _said(self, texts: Any) -> str:
        return in_language(texts, self._profile.language or "en").rstrip(".")

    def _place(self, section: str, name: str) -> str:
        """Where the rule is from, for people who look it up."""
        return f"{self._profile.named(self._profile.language)} {self._profile.version}, {section}.{name}"


def wanted(need: Need) -> str:
    """What a need asks for, in words."""
    if need.any_of:
        return f"one of: {either(tuple(wanted(one) for one in need.any_of))}"
    if need.all_of:
        return " and ".join(wanted(one) for one in need.all_of)
    assert need.path is not None
    conditions = spoken_conditions(need.conditions)
    count = "" if (need.minimum, need.maximum) == (1, None) else f" ({spoken_count(need.minimum, need.maximum)})"
    return f"{spoken(need.path)}{f', {conditions}' if conditions else ''}{count}"


def _present(path: Path, start: Any, pointer: str) -> Iterator[Place]:
    """What a path leads to; objects and lists without anything in them are not there."""
    return (one for one in path.places(start, pointer) if one.value not in ({}, []))


def _nearest(path: Path, start: Any, pointer: str) -> str:
    """The place of a path, or the nearest one on the way to it."""
    steps: tuple[Step, ...] = path.steps
    for length in range(len(steps), 0, -1):
        found = next(Path(steps[:length]).places(start, pointer), None)
        if found is not None:
            return found.pointer
    return pointer


def _objects(value: Any, pointer: str) -> Iterator[Place]:
    """Every object of a portfolio, but for what was kept beside its data and its other languages."""
    if isinstance(value, dict):
        yield Place(pointer, value)
        for key, inner in value.items():
            if key not in ("residue", "variants"):
                yield from _objects(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _objects(inner, f"{pointer}/{number}")


def _because(reasons: list[tuple[Place, str]]) -> str:
    """Why values do not count, the commonest reasons first."""
    from collections import Counter

    told = [f"{number} {reason}" for reason, number in Counter(reason for _, reason in reasons).most_common(_SHOWN)]
    return f" ({'; '.join(told)})" if told else ""


def _are(number: int) -> str:
    return "is none" if number == 0 else "is 1" if number == 1 else f"are {number}"


def _scalar(value: Any) -> str | int | float | bool | None:
    return value if isinstance(value, str | int | float | bool) else None
