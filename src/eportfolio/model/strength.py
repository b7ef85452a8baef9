"""How strong the claim of a competence is, computed from what stands behind it and never typed in.

Without a proof that was checked in this run nothing is called attested or verified: that a file says so
does not make it so.
"""

from __future__ import annotations

from .competences import Competence
from .portfolio import Portfolio


def strength(portfolio: Portfolio, competence: Competence) -> str:
    """The strength of a claim in one word.

    Args:
        portfolio: the portfolio, whose credentials may name the competence.
        competence: the competence.

    Returns:
        ``reported`` when somebody beside the owner is said to vouch for it, ``evidenced`` when something is
        shown for it, else ``claimed``.
    """
    if any(claim.asserted_by != "owner" for claim in competence.assertions):
        return "reported"
    shown = competence.evidence or competence.certificates or competence.gained_in
    shown = shown or [key for claim in competence.assertions for key in claim.evidence]
    proven = competence.id and any(competence.id in credential.proves for credential in portfolio.credentials)
    linked = competence.id and any(
        relation.target == competence.id and relation.relation == "evidence_of" for relation in portfolio.relations
    )
    return "evidenced" if shown or proven or linked else "claimed"
