"""Crosswalks between concept schemes: SSSOM mapping sets, and what a concept corresponds to elsewhere."""

from .correspondence import Mappings, Match
from .crosswalks import read_crosswalk
from .install import InstalledMappings, available_mappings, install_mappings, read_mappings, remove_mappings
from .kinds import MatchKind, compose
from .sets import Extension, Mapping, MappingSet
from .sssom import read_sssom, write_sssom
from .steps import Step

__all__ = [
    "Extension",
    "InstalledMappings",
    "Mapping",
    "MappingSet",
    "Mappings",
    "Match",
    "MatchKind",
    "Step",
    "available_mappings",
    "compose",
    "install_mappings",
    "read_crosswalk",
    "read_mappings",
    "read_sssom",
    "remove_mappings",
    "write_sssom",
]
