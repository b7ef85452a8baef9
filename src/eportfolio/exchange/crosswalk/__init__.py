"""Crosswalks: one table of rules that is read in both directions.

A rule joins a path in a format's tree with a field of the model.  The same rule reads and writes, so a reader and its
writer cannot drift apart, and what no rule took is known: on reading it becomes residue, on writing it is the loss.
"""

from .codecs import BOOLEAN, TEXT, Codec, Map
from .groups import Each, Group, Paired
from .kinds import Const, Graded, Marker, Requires
from .leaves import Base64, Leaf, Leaves, Notation, Rich
from .reading import ReadRun
from .references import LocalId, References
from .rules import Rule
from .writing import WriteRun

__all__ = [
    "BOOLEAN",
    "TEXT",
    "Base64",
    "Codec",
    "Const",
    "Each",
    "Graded",
    "Group",
    "Leaf",
    "Leaves",
    "LocalId",
    "Map",
    "Marker",
    "Notation",
    "Paired",
    "ReadRun",
    "References",
    "Requires",
    "Rich",
    "Rule",
    "WriteRun",
]
