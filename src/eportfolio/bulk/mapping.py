"""The mapping file: what a table does not say itself, in TOML.

.. code-block:: toml

    dates = "day-month-year"            # how the table writes dates with slashes, dots or dashes
    required = ["birth_date", "email"]  # cells that must not be empty

    [columns]                           # heading in the table = what it means
    "Cijfer" = "grade: Written exam"
    "Opmerking" = ""                    # not used, and nobody needs to be told

    [defaults]                          # for empty cells, and where there is no such column
    citizenship = "NL"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ..report.errors import UsageError
from .headings import folded
from .values import ORDERS

_MOST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a user says about a table.

    Attributes:
        columns: heading to what it means; the empty text when the column is not to be used.
        defaults: for a field, the text that an empty cell stands for.
        required: fields that no row may lack.
        dates: one of :data:`eportfolio.bulk.values.ORDERS`; empty when only ISO 8601 is understood.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    dates: str = ""

    def meant(self, heading: str) -> str | None:
        """What a heading means by this mapping, whatever its case and punctuation; ``None`` when it is silent."""
        by_fold = {folded(name): meant for name, meant in self.columns.items()}
        return self.columns.get(heading, by_fold.get(folded(heading)))


def read_mapping(path: str | Path) -> ColumnMapping:
    """Read a mapping file.

    Raises:
        UsageError: it cannot be read, is no TOML, or says something that cannot be understood.
    """
    import tomllib

    try:
        with Path(path).open("rb") as stream:
            said = tomllib.loads(stream.read(_MOST_BYTES).decode())
    except OSError as error:
        raise _wrong(path, f"cannot be opened: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:  # TOML and UTF-8 errors are among the first
        raise _wrong(path, f"is no TOML: {error}.") from None
    for name, value in said.items():
        if name not in _KNOWN:
            raise _wrong(path, f"says {name}, which means nothing here; there are {', '.join(_KNOWN)}.")
        if not _KNOWN[name](value):
            raise _wrong(path, f"says something of {name} that cannot be understood.")
    return ColumnMapping(
        said.get("columns", {}), said.get("defaults", {}), tuple(said.get("required", ())), said.get("dates", "")
    )


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


_KNOWN: Final[dict[str, Callable[[Any], bool]]] = {
    "columns": _is_table,
    "defaults": _is_table,
    "required": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    "dates": lambda value: value in ORDERS,
}


def _wrong(path: str | Path, what: str) -> UsageError:
    return UsageError(
        "usage", f"The mapping file {path} {what}",
        hint=f"It may say dates ({' or '.join(ORDERS)}), required (a list), and tables [columns] and [defaults].",
    )  # fmt: skip
