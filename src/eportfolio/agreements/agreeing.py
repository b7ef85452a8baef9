"""Lay two exchange profiles side by side, in both directions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..profiles import Profile
from ..report.codes import Severity
from ..report.errors import EportfolioError, UnsafeError, UsageError
from ..report.findings import Finding, finding
from .agreement import Agreement, Direction
from .crosswalks import Crosswalks, sets_of
from .directions import direction, side_of

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..vocabulary.library import Vocabularies

_FIRST: Final = "1.0"

_MOST_COMPARED: Final = 250_000
"""How often rules may be compared: every need with every offer, and that with everything accepted or refused."""


def agree(
    a: Profile,
    b: Profile,
    *,
    via: str = "",
    samples: Iterable[Portfolio] = (),
    vocabularies: Vocabularies | None = None,
) -> Agreement:
    """What two organisations can exchange: from ``a`` to ``b``, and back.

    ``agree(b, a)`` is the same with the directions swapped.

    Args:
        a: the profile of one organisation, from :func:`eportfolio.profiles.read_profile`.
        b: the profile of the other one.
        via: id of the format on the way, perhaps with a version; when left out, each direction takes the first one of
            the sender's that the receiver can read.
        samples: portfolios to try in both directions.
        vocabularies: where vocabularies and crosswalks are; those of this machine when left out.

    Raises:
        UsageError: both profiles are the same, they are written for different versions of the model, or the format is
            not written.
        UnsafeError: the profiles have so many rules that comparing them would take too long.
        UnknownFormatError: there is no such format.
        VocabularyMissingError: vocabularies that the profiles name are not known; ``findings`` has all of them.
    """
    from ..vocabulary.library import Vocabularies

    _comparable(a, b)
    crosswalks = Crosswalks(vocabularies or Vocabularies())
    names = sorted({*a.vocabularies, *b.vocabularies})
    _known(names, crosswalks)
    chosen = _checked(via)
    forth, back = (direction(*pair, chosen, crosswalks) for pair in ((a, b), (b, a)))
    days = _days(a, b)
    extra = [*_pin_findings(names, crosswalks), *_in_force(*days)]
    forth, back = (_with(one, extra) for one in (forth, back))
    portfolios = list(samples)
    if portfolios:
        from .sampling import tried

        forth, back = (tried(one, receiver, portfolios) for one, receiver in ((forth, b), (back, a)))
    ways = (way for one in (forth, back) for row in one.rows for way in row.crosswalks)
    pins = tuple(sorted({_pinned(name, crosswalks) for name in names}))
    return Agreement(
        side_of(a), side_of(b), a.model, forth, back, _FIRST, chosen, pins, sets_of(ways), *days
    )  # fmt: skip


def _comparable(a: Profile, b: Profile) -> None:
    for sender, receiver in ((a, b), (b, a)):
        needs = 1 + sum(1 for need in receiver.needs.values() for _ in need.simple())
        if needs * len(sender.offers) * (1 + len(receiver.accepts) + len(receiver.refuses)) > _MOST_COMPARED:
            raise UnsafeError(
                "limit-exceeded", f"{sender.named()} and {receiver.named()} have too many rules to be compared.",
                hint="Put fields that are treated alike under one path.",
            )  # fmt: skip
    if a.digest == b.digest:
        raise UsageError(
            "usage", f"Both sides are one profile: {a.named()} {a.version}.",
            hint="Name the profiles of two organisations.",
        )  # fmt: skip
    if a.model != b.model:
        raise UsageError(
            "model-version", f"{a.named()} is written for version {a.model or 'unknown'} of the model, {b.named()} for "
            f"{b.model or 'unknown'}.", hint="Bring both to one version of the model.",
        )  # fmt: skip


def _checked(via: str) -> str:
    """The format, when it can be written in the version that is named.

    Raises:
        UnknownFormatError: there is no such format.
        UsageError: it is not written, or has no such version.
    """
    if not via:
        return ""
    from ..exchange.portfolios import writer_of

    name, _, version = via.partition("@")
    versions = writer_of(name).format.versions
    if version and version not in versions:
        there = ", ".join(versions) or "none"
        raise UsageError("usage", f"The format {name} has no version {version}; it has {there}.")
    return via


def _known(names: Iterable[str], crosswalks: Crosswalks) -> None:
    """Make sure that every vocabulary is known.

    Raises:
        VocabularyMissingError: some are not; with a finding for each of them.
    """
    from ..vocabulary.errors import VocabularyMissingError

    errors: list[VocabularyMissingError] = []
    for name in names:
        try:
            crosswalks.require(name)
        except VocabularyMissingError as error:
            errors.append(error)
    if errors:
        first: EportfolioError = errors[0]
        first.findings = tuple(error.finding for error in errors)
        raise first


def _pinned(name: str, crosswalks: Crosswalks) -> str:
    """A vocabulary with the version that is agreed on: the one that is named, else the one that is here."""
    if "@" in name and ":" not in name:
        return name
    version = crosswalks.version(name)
    return f"{name}@{version}" if version and ":" not in name else name


def _pin_findings(names: Iterable[str], crosswalks: Crosswalks) -> list[Finding]:
    """Versions that are agreed on and not here, so that nothing can be looked up in them."""
    return [
        finding("vocabulary-missing", f"The vocabulary {name} is not installed in this version.",
                severity=Severity.WARNING, value=name,
                hint=f"Install it with: eportfolio vocab install {name.partition('@')[0]} SOURCE")
        for name in names if "@" in name and ":" not in name and not crosswalks.version(name)
    ]  # fmt: skip


def _days(a: Profile, b: Profile) -> tuple[str, str]:
    """The days on which both profiles hold."""
    return max(a.valid_from, b.valid_from), min(filter(None, (a.valid_until, b.valid_until)), default="")


def _in_force(first: str, last: str) -> list[Finding]:
    if not (first and last and first > last):
        return []
    message = f"There is no day on which both hold: one begins on {first}, the other ends on {last}."
    return [finding("profile-not-in-force", message, severity=Severity.ERROR, pointer="valid_from")]


def _with(one: Direction, found: list[Finding]) -> Direction:
    from dataclasses import replace

    return replace(one, findings=(*one.findings, *found))
