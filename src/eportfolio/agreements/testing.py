"""The contract test: whether a portfolio keeps to an agreement, as both organisations' continuous integration asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from ..profiles import Profile, check
from ..report.errors import UsageError
from ..report.findings import Finding, finding
from .directions import fits
from .signed import SignedAgreement

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..vocabulary.library import Vocabularies

_TOWARDS: Final = (("b", "forth"), ("a", "back"))
"""The receiver of each direction."""


def receivers(agreement: SignedAgreement) -> dict[str, str]:
    """Who receives something under an agreement: names, and the direction that leads there."""
    names = {"a": _name(agreement.a), "b": _name(agreement.b)}
    return {names[side]: key for side, key in _TOWARDS if agreement.data[key].get("rows")}


def direction_to(agreement: SignedAgreement, receiver: str = "") -> str:
    """The direction that a portfolio goes in: ``forth`` or ``back``.

    Args:
        agreement: what was agreed on.
        receiver: name of the organisation that is to receive it; may be left out when only one receives something.

    Raises:
        UsageError: there is no such receiver, or it has to be named.
    """
    known = receivers(agreement)
    fitting = [key for name, key in known.items() if not receiver or name.casefold() == receiver.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    names = " and ".join(known) or "nobody"
    message = f"{receiver} receives nothing" if receiver else "It has to be said who receives the portfolio"
    raise UsageError("usage", f"{message}; under this agreement {names} do.", hint='Name one: --receiver "NAME".')


def check_agreement(
    portfolio: Portfolio,
    agreement: SignedAgreement,
    *,
    receiver: str = "",
    format: str = "",
    version: str = "",
    today: date | None = None,
    vocabularies: Vocabularies | None = None,
) -> list[Finding]:
    """Whether a portfolio keeps to an agreement.

    Args:
        portfolio: what is to be sent.
        agreement: from :func:`eportfolio.agreements.read_agreement`.
        receiver: name of the organisation that is to receive it; may be left out when only one receives something.
        format: the format of the file; it is not looked at when left out.
        version: the version of the format.
        today: the day that ages are counted from; the present one when left out.
        vocabularies: where concepts are looked up.

    Returns:
        What stands in the way: of :func:`eportfolio.profiles.check`, and ``not-the-agreed-format``.

    Raises:
        UsageError: there is no such receiver, or it has to be named.
    """
    key = direction_to(agreement, receiver)
    profile = agreement.b if key == "forth" else agreement.a
    found = check(portfolio, profile, today=today, vocabularies=vocabularies)
    return [*_of_format(agreement.format_of(key), format, version), *found]


def _of_format(agreed: str, format_id: str, version: str) -> Iterator[Finding]:
    if not agreed or not format_id:
        return
    told = f"{format_id}@{version}" if version else format_id
    if not fits(agreed, told):
        yield finding(
            "not-the-agreed-format", f"The file is {told}; {agreed} was agreed on.",
            hint=f"Convert it: eportfolio convert FILE --to {agreed.partition('@')[0]}.",
        )  # fmt: skip


def _name(profile: Profile) -> str:
    return profile.organisation.name or profile.named()
