"""How strong the claim of a competence is, computed from what stands behind it and never typed in.

Without a proof that was checked in this run nothing is called attested or verified: that a file says so
does not make it so.
"""

from __future__ import annotations

from .competences import Competence
from .portfolio import Portfolio


def backed(portfolio: Portfolio) -> frozenset[str]:
    """The ids of all that a credential of the portfolio proves, or that something in it is evidence of."""
    proven = (key for credential in portfolio.credentials for key in credential.proves)
    linked = (relation.target for relation in portfolio.relations if relation.relation == "evidence_of")
    return frozenset((*proven, *linked))


def strength(portfolio: Portfolio, competence: Competence, backed_ids: frozenset[str] | None = None) -> str:
    """The strength of a claim in one word.

    Args:
        portfolio: the portfolio, whose credentials may name the competence.
        competence: the competence.
        backed_ids: what :func:`backed` says of the portfolio, for who asks about many competences.

    Returns:
        ``reported`` when somebody beside the owner is said to vouch for it, ``evidenced`` when something is
        shown for it, else ``claimed``.
    """
    if any(claim.asserted_by != "owner" for claim in competence.assertions):
        return "reported"
    shown = competence.evidence or competence.certificates or competence.gained_in
    shown = shown or [key for claim in competence.assertions for key in claim.evidence]
    known = backed(portfolio) if backed_ids is None else backed_ids
    return "evidenced" if shown or competence.id in known else "claimed"
