"""Portfolios tried on one direction: how many the receiver can use, as they are and after the format on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..profiles import Profile, check
from ..report.codes import Severity
from ..report.errors import EportfolioError, RefusedError
from ..report.findings import Finding
from .agreement import Direction, Reason, Samples

if TYPE_CHECKING:
    from ..model import Portfolio


def tried(direction: Direction, receiver: Profile, portfolios: Sequence[Portfolio]) -> Direction:
    """A direction with what became of portfolios in it.

    Args:
        direction: from the sender to the receiver.
        receiver: the profile of the receiver.
        portfolios: what is tried.
    """
    if not direction.rows:
        return direction
    before = [_faults(one, receiver) for one in portfolios]
    after, untried = _carried(direction.format, receiver, portfolios)
    return replace(
        direction,
        samples=Samples(
            len(portfolios),
            sum(not found for found in before),
            None if after is None else sum(not found for found in after),
            untried,
            _reasons(before if after is None else after),
        ),
    )


def _faults(portfolio: Portfolio, receiver: Profile) -> list[Finding]:
    return [one for one in check(portfolio, receiver) if one.severity is Severity.ERROR]


def _carried(
    format_id: str, receiver: Profile, portfolios: Sequence[Portfolio]
) -> tuple[list[list[Finding]] | None, str]:  # fmt: skip
    """What the receiver finds in each portfolio after the format; ``None``, and why, when that cannot be tried."""
    if not format_id:
        return None, ""
    from ..exchange.portfolios import dumps, read

    name, _, version = format_id.partition("@")
    found: list[list[Finding]] = []
    refused = ""
    for portfolio in portfolios:
        try:
            written = dumps(portfolio, name, version=version, residue="drop")
            found.append(_faults(read(written.data, format=name).portfolio, receiver))
        except RefusedError as error:
            found.append(list(error.findings))
            refused = refused or error.finding.message
        except EportfolioError as error:
            return None, error.finding.message
    from ..exchange import registry

    if refused and registry.get(name).format.uses_issuer:
        return None, f"{name} needs the organisation that issues it ({refused})"
    return found, ""


def _reasons(found: Sequence[Sequence[Finding]]) -> tuple[Reason, ...]:
    """What stands in the way, each reason counted once for a portfolio."""
    counts: dict[tuple[str, str], Reason] = {}
    for findings in found:
        for key, one in {(item.code, item.specification or item.message): item for item in findings}.items():
            known = counts.get(key)
            counts[key] = Reason(one.code, one.specification, one.message, 1) if known is None else replace(
                known, count=known.count + 1
            )  # fmt: skip
    return tuple(sorted(counts.values(), key=lambda one: (-one.count, one.code, one.place)))
