"""Comparing portfolios: differences by item identity, the published notion of equality, and two views made one."""

from .comparing import diff, equivalent
from .difference import Change, Difference
from .merging import Conflict, Merged, merge

__all__ = ["Change", "Conflict", "Difference", "Merged", "diff", "equivalent", "merge"]
