"""Exchange profiles: an organisation's side of an exchange, written down so that files can be held against it."""

from __future__ import annotations

from .checking import check, usable
from .conditions import Conditions
from .inheritance import shipped
from .paths import Path, Place, Step
from .profile import Formats, Legal, Named, Need, Offer, Profile, Restriction, SubjectMatching
from .reading import read_profile

__all__ = [
    "Conditions",
    "Formats",
    "Legal",
    "Named",
    "Need",
    "Offer",
    "Path",
    "Place",
    "Profile",
    "Restriction",
    "Step",
    "SubjectMatching",
    "check",
    "read_profile",
    "shipped",
    "usable",
]
