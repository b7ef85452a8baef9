"""The words of the law part of a profile: the General Data Protection Regulation (EU) 2016/679, Articles 6 and 9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BASES: Final[Mapping[str, str]] = {
    "consent": "consent, Article 6(1)(a)",
    "contract": "contract, Article 6(1)(b)",
    "legal_obligation": "legal obligation, Article 6(1)(c)",
    "vital_interests": "vital interests, Article 6(1)(d)",
    "public_task": "public task, Article 6(1)(e)",
    "legitimate_interests": "legitimate interests, Article 6(1)(f)",
}
"""Legal bases, each with its place in the Regulation."""

SPECIAL: Final[Mapping[str, str]] = {
    "ethnic_origin": "racial or ethnic origin",
    "political_opinions": "political opinions",
    "beliefs": "religious or philosophical beliefs",
    "union_membership": "trade union membership",
    "genetic": "genetic data",
    "biometric": "biometric data",
    "health": "health, disability included",
    "sex_life": "sex life or sexual orientation",
}
"""Special categories of personal data, Article 9(1)."""

SPECIAL_GROUNDS: Final[Mapping[str, str]] = {
    "explicit_consent": "explicit consent, Article 9(2)(a)",
    "employment_law": "employment and social security law, Article 9(2)(b)",
    "vital_interests": "vital interests, Article 9(2)(c)",
    "member_body": "a body of its members, Article 9(2)(d)",
    "made_public": "made public by the person, Article 9(2)(e)",
    "legal_claims": "legal claims, Article 9(2)(f)",
    "public_interest": "substantial public interest, Article 9(2)(g)",
    "health_care": "health or social care, Article 9(2)(h)",
    "public_health": "public health, Article 9(2)(i)",
    "research": "archiving, research and statistics, Article 9(2)(j)",
}
"""Grounds on which special categories may be taken, Article 9(2)."""

ATTRIBUTES: Final = ("given_name", "family_name", "full_name", "birth_date", "birth_place", "email", "telephone")
"""Attributes that two records can be told to be one person's by."""
