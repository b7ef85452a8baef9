"""People against opportunities: what fits, what is missing, and why; it supports a decision and does not take one."""

from __future__ import annotations

from .holdings import Held, Holdings, holdings
from .matching import Matching, MatchOptions, Option, match
from .occupations import Occupations
from .opportunities import Opportunity

__all__ = ["Held", "Holdings", "MatchOptions", "Matching", "Occupations", "Opportunity", "Option", "holdings", "match"]
