"""Whether a code is in force in the list it is from."""

from __future__ import annotations

from enum import StrEnum


class CodeStatus(StrEnum):
    """What a list of codes says of one code."""

    CURRENT = "current"
    """The code is in force."""

    WITHDRAWN = "withdrawn"
    """The code was in force once: old files have it rightly."""

    UNKNOWN = "unknown"
    """The code never was in the list."""
