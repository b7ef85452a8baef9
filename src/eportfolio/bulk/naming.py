"""Names of files: a pattern filled in from a row, made safe for every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from string import Formatter
from typing import Final

from ..report.errors import UsageError

DEFAULT_PATTERN: Final = "{row}-{family_name}"

_MOST_BYTES: Final = 120
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_DASHES: Final = re.compile(r"-{2,}")
_WIDTH: Final = re.compile(r"0[1-9]")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows a dot."""


class NamePattern:
    """A pattern such as ``{row:05}-{family_name}``."""

    def __init__(self, pattern: str, fields: Mapping[str, object]) -> None:
        """Check a pattern.

        Args:
            pattern: text with names of fields in braces; ``row`` is the number of the row, and may have a width.
            fields: the names that there are besides ``row``.

        Raises:
            UsageError: it is no pattern, or names something that there is not.
        """
        try:
            parts = list(Formatter().parse(pattern))
        except ValueError as error:
            raise UsageError("usage", f'"{pattern}" is no pattern for names: {error}.') from None
        self._parts: list[tuple[str, str, int]] = []
        for text, name, width, conversion in parts:
            if name is not None:
                _check(pattern, name, width or "", conversion, fields)
            self._parts.append((text, name or "", int(width or 0)))

    @property
    def fields(self) -> list[str]:
        """The fields that it names."""
        return [name for _, name, _ in self._parts if name and name != "row"]

    def fill(self, row: int, values: Mapping[str, str]) -> str:
        """The name for a row, without the suffix of its format.

        Args:
            row: its number.
            values: the texts of its fields.
        """
        filled = ""
        for text, name, width in self._parts:
            filled += text + (str(row).zfill(width) if name == "row" else values.get(name, ""))
        return safe(filled) or f"row-{row}"


def _check(pattern: str, name: str, width: str, conversion: str | None, fields: Mapping[str, object]) -> None:
    if name != "row" and name not in fields:
        near = get_close_matches(name, ["row", *fields], n=1)
        raise UsageError(
            "usage", f'The pattern "{pattern}" names {{{name}}}, which there is not.',
            hint=f"Is {{{near[0]}}} meant?" if near else f"There are row, {', '.join(fields)}.",
        )  # fmt: skip
    if conversion or (width and not (name == "row" and _WIDTH.fullmatch(width))):
        raise UsageError("usage", f'In the pattern "{pattern}" only a row may have a width, as in {{row:05}}.')


def safe(text: str) -> str:
    """A text as part of a file name: letters and digits of any script, dots, dashes and underscores.

    It neither begins nor ends with a dot or a dash, leaves no folder, is no longer than every file system takes, and
    is no name of a device.  It may be empty.
    """
    name = _DASHES.sub("-", _UNSAFE.sub("-", unicodedata.normalize("NFC", text)))
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").strip(".-")
    return f"_{name}" if _RESERVED.fullmatch(name) else name
