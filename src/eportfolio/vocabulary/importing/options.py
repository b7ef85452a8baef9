"""What a user can say about a concept scheme that is to be installed, on the command line or in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from ...report.errors import UsageError
from ..concepts import SchemeDescription


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the files themselves may not say; what is left out is taken from them.

    Attributes:
        version: version of the scheme.
        title: its title for people.
        uri: the scheme's URI; relative addresses of an RDF file are resolved against it.
        language: language of labels and notes that carry none.
        type: type of the concepts that have none, such as ``skill``.
        scheme: which scheme to take, when an RDF file holds several: its URI, or ``all`` for all of them as one.
        columns: for a table of rows: what a column holds, as ``preferred_label@nl`` or ``broader``, to the name of
            the column, with ``:`` and the separator of several values behind it; or a list of such names.
        mapping: a TOML file that says all this once and for all.
        uri_template: how a concept's URI follows from its row, such as ``https://example.org/skill/{notation}``.
        delimiter: what separates the cells of a row.
        encoding: encoding of a table of rows.
        types: words in the column ``type`` to the types that they stand for.
        sources: where the data was taken from.
        date: date of the source, ISO 8601.
        licence: the licence of the data.
        attribution: a line that must be shown where the data is used.
    """

    version: str = ""
    title: str = ""
    uri: str = ""
    language: str = ""
    type: str = ""
    scheme: str = ""
    columns: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    mapping: Path | None = None
    uri_template: str = ""
    delimiter: str = ""
    encoding: str = ""
    types: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    date: str = ""
    licence: str = ""
    attribution: str = ""

    def described(self, said: SchemeDescription) -> SchemeDescription:
        """A description with what the user says in the place of what the files say."""
        names = ("version", "title", "uri", "sources", "date", "licence", "attribution")
        return replace(said, **{name: getattr(self, name) for name in names if getattr(self, name)})


_NAMES: Final = tuple(one.name for one in fields(ImportOptions) if one.name != "mapping")


def with_file(options: ImportOptions) -> ImportOptions:
    """Options with those of their mapping file; what was said directly counts more.

    Raises:
        UsageError: the file cannot be read, is no TOML, or says something that there is no option for.
    """
    if options.mapping is None:
        return options
    said = _read(options.mapping)
    values: dict[str, Any] = {}
    for name, value in said.items():
        if name not in _NAMES:
            near = get_close_matches(name, _NAMES, n=1)
            meant = f" Is {near[0]} meant?" if near else f" There are: {', '.join(_NAMES)}."
            raise _wrong(options.mapping, f"says {name}, which means nothing here.{meant}")
        values[name] = _value(options.mapping, name, value)
    for name in _NAMES:
        direct = getattr(options, name)
        if direct:
            values[name] = {**values.get(name, {}), **direct} if isinstance(direct, Mapping) else direct
    return replace(options, **values)


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise _wrong(path, f"cannot be opened: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(path, f"is no TOML: {error}.") from None


def _value(path: Path, name: str, value: Any) -> Any:
    if name == "columns" and isinstance(value, dict):
        return {what: _column(path, what, column) for what, column in value.items()}
    if name == "types" and isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return value
    if name == "sources" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, str) and name not in ("columns", "types", "sources"):
        return value
    raise _wrong(path, f"says something of {name} that cannot be understood: {value!r}.")


def _column(path: Path, what: str, column: Any) -> str | tuple[str, ...]:
    """``"Name"``, ``"Name:;"``, ``{ column = "Name", separator = ";" }``, or a list of those."""
    if isinstance(column, str):
        return column
    if isinstance(column, list) and all(isinstance(one, str) for one in column):
        return tuple(column)
    if isinstance(column, dict) and isinstance(column.get("column"), str) and set(column) <= {"column", "separator"}:
        separator = column.get("separator")
        return column["column"] if separator is None else f"{column['column']}:{separator}"
    raise _wrong(path, f"says something of the column {what} that cannot be understood: {column!r}.")


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError("usage", f"The mapping file {path} {what}")
