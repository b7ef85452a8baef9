"""Codes of NACE, which people write with or without the letter of the section and dots."""

from __future__ import annotations

import re
from typing import Final

from ...vocabulary.concepts import SchemeConcept
from .belonging import Home
from .known import Known
from .resolved import State

_CODE: Final = re.compile(r"([A-Z])?\.?(\d\d)(?:\.?(\d)(?:\.?(\d))?)?")
"""Section, division, group, class (Regulation (EC) No 1893/2006, Article 2)."""


def look_up_nace(known: Known, home: Home, code: str) -> tuple[SchemeConcept | None, State]:
    """Look up a code such as ``J``, ``62``, ``62.01``, ``6201`` or ``J62.01``.

    Args:
        known: the vocabularies.
        home: the revision of NACE.
        code: the code.

    Returns:
        The concept, where it is there, and what became of the code.  Of groups and classes that an incomplete table
        lacks, the division and the section decide.
    """
    unknown = State.UNKNOWN if known.is_complete(home) else State.UNCHECKED
    match = _CODE.fullmatch(code)
    if match is None:
        sections = known.by_code(home, code)
        return (sections[0], State.FOUND) if sections else (None, unknown)
    section, digits = match[1], "".join(filter(None, match.groups()[1:]))
    divisions = known.by_code(home, digits[:2])
    if not divisions:
        return None, unknown
    if section and section not in _sections(known, home, divisions[0]):
        return None, State.UNKNOWN
    for spelling in (digits, f"{digits[:2]}.{digits[2:]}"):
        found = known.by_code(home, spelling)
        if found:
            return found[0], State.FOUND
    return None, State.FOUND if unknown is State.UNCHECKED else State.UNKNOWN


def _sections(known: Known, home: Home, division: SchemeConcept) -> frozenset[str]:
    scheme = known.scheme(home)
    return frozenset(uri.rpartition("/")[2] for uri in scheme.broader(division.uri)) if scheme else frozenset()
