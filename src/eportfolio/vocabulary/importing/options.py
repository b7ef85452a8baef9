"""What a user can say about a concept scheme that is to be installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the files themselves may not say; what is left out is taken from them.

    Attributes:
        version: version of the scheme.
        title: its title for people.
        uri: the scheme's URI; relative addresses of an RDF file are resolved against it.
        language: language of labels and notes that carry none.
        type: type of the concepts that have none, such as ``skill``.
        scheme: which scheme to take, when an RDF file holds several: its URI.
        columns: for a table of rows: what a column holds, as ``preferred_label@nl`` or ``broader``, to the name of
            the column, with ``:`` and the separator of several values behind it.
        mapping: a TOML file that says all this once and for all.
        uri_template: how a concept's URI follows from its row, such as ``https://example.org/skill/{notation}``.
        delimiter: what separates the cells of a row.
        encoding: encoding of a table of rows.
    """

    version: str = ""
    title: str = ""
    uri: str = ""
    language: str = ""
    type: str = ""
    scheme: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    mapping: Path | None = None
    uri_template: str = ""
    delimiter: str = ""
    encoding: str = ""
