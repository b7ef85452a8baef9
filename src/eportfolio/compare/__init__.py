"""Comparing portfolios: differences by item identity, and the published notion of equality."""

from .comparing import diff, equivalent
from .difference import Change, Difference

__all__ = ["Change", "Difference", "diff", "equivalent"]
