"""What the columns of a table of rows hold: as the user says, or as their names tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from ...report.errors import UsageError
from ..concepts import NOTE_KINDS
from ..languages import conventional_case, shortest_tag
from ..tables import is_column
from .options import ImportOptions
from .rows import Sheet

_LONG_NAMES: Final = {"preferred_label": "label", "alternative_label": "alternative", "hidden_label": "hidden"}
"""What people call the columns of a concept table that have short names there."""

_OBVIOUS: Final[Mapping[str, tuple[str, ...]]] = {
    "uri": ("uri", "concepturi", "iri", "conceptiri", "uniformresourceidentifier"),
    "notation": ("notation", "code", "conceptcode", "skillcode", "occupationcode", "id", "identifier"),
    "label": ("preferredlabel", "preflabel", "label", "name", "title", "term", "preferredterm"),
    "alternative": ("altlabels", "altlabel", "alternativelabels", "alternativelabel", "synonyms", "synonym", "aliases"),
    "hidden": ("hiddenlabels", "hiddenlabel"),
    "definition": ("definition",),
    "description": ("description",),
    "scope_note": ("scopenote", "scopenotes"),
    "note": ("note", "notes"),
    "type": ("type", "concepttype"),
    "status": ("status",),
    "modified": ("modified", "modifieddate", "lastmodified"),
    "replaced_by": ("replacedby", "isreplacedby"),
    "broader": ("broader", "broaderuri", "broaderconcepturi", "broadercode", "parent", "parenturi", "parentid",
                "parentcode"),
    "related": ("related",),
    "exact_match": ("exactmatch",),
    "close_match": ("closematch",),
    "broad_match": ("broadmatch",),
    "narrow_match": ("narrowmatch",),
    "related_match": ("relatedmatch",),
}  # fmt: skip
"""Names of columns that leave no doubt, in small letters and without anything between the words."""

_BY_NAME: Final = {name: what for what, names in _OBVIOUS.items() for name in names}
_SPOKEN: Final = frozenset({"label", "alternative", "hidden", *NOTE_KINDS})
_SINGLE: Final = frozenset({"uri", "notation", "label", "type", "status", "modified", *NOTE_KINDS})
_SEPARATORS: Final = ("\n", " | ", "|", ";")
_SPELT: Final = {"\\n": "\n", "\\t": "\t", "tab": "\t"}
_IN_A_LANGUAGE: Final = re.compile(r"(.*?)[\s@_.(:-]+([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\)?")
_LETTERS: Final = re.compile(r"[^a-z]+")
_IDENTIFIER: Final = "id"
"""Behind a name it is an identifier sooner than Indonesian."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and what it holds.

    Attributes:
        name: its name in the file.
        what: the column of a concept table that it becomes, such as ``label@nl``.
        separator: what separates several values; empty when a cell is one value.
        guessed: what of this nobody said; empty when the user said it all.
    """

    name: str
    what: str
    separator: str = ""
    guessed: str = ""


def columns_of(sheet: Sheet, options: ImportOptions) -> list[Column]:
    """What each column of a table holds; those that nothing tells are not among them.

    Raises:
        UsageError: a column that the user names is not there, or what it should hold is nothing there is.
    """
    columns = [column for what, named in options.columns.items() for column in _named(what, named, sheet, options)]
    taken = {column.name for column in columns}
    said = {column.what for column in columns}
    for name in sheet.columns:
        what = "" if name in taken else _guessed(name, options)
        if what and what not in said:
            said.add(what)
            columns.append(Column(name, what, guessed=what))
    return [_separated(column, sheet) for column in columns]


def _named(what: str, named: str | Iterable[str], sheet: Sheet, options: ImportOptions) -> list[Column]:
    kind, at, language = what.partition("@")
    kind = _LONG_NAMES.get(kind, kind)
    if kind in _SPOKEN or (at and not kind.startswith("property:")):
        what = f"{kind}@{conventional_case(language) or options.language}"
    if not is_column(what):
        known = ", ".join(
            (*_LONG_NAMES, *(one for one in _OBVIOUS if one not in _LONG_NAMES.values()), "property:NAME")
        )
        raise UsageError("usage", f"A column cannot hold {what!r}.", hint=f"It can hold: {known}; see also @LANGUAGE.")
    return [_found(what, one, sheet) for one in ((named,) if isinstance(named, str) else named)]


def _found(what: str, named: str, sheet: Sheet) -> Column:
    """The column that is meant: by its whole name, or by what stands before a colon and a separator."""
    if named in sheet.columns:
        return Column(named, what, guessed="" if _is_single(what) else "separator")
    for end in reversed([at for at, letter in enumerate(named) if letter == ":"]):
        if named[:end] in sheet.columns:
            separator = named[end + 1 :]
            return Column(named[:end], what, _SPELT.get(separator, separator))
    near = get_close_matches(named, sheet.columns, n=1)
    raise UsageError(
        "usage",
        f"{sheet.name} has no column {named!r}.{f' Is {near[0]!r} meant?' if near else ''}",
        hint=f"It has: {', '.join(sheet.columns[:40])}.",
    )


def _guessed(name: str, options: ImportOptions) -> str:
    """What a column holds by its name; empty when the name does not tell."""
    language = options.language
    what = _BY_NAME.get(_bare(name), "")
    if not what:
        found = _IN_A_LANGUAGE.fullmatch(name.strip())
        what = _BY_NAME.get(_bare(found[1]), "") if found else ""
        if found is None or what not in _SPOKEN or found[2].lower() == _IDENTIFIER:
            return ""
        try:
            language = conventional_case(shortest_tag(found[2]))
        except ValueError:
            return ""
    return f"{what}@{language}" if what in _SPOKEN else what


def _bare(name: str) -> str:
    return _LETTERS.sub("", name.lower())


def _is_single(what: str) -> bool:
    return what.partition("@")[0] in _SINGLE


def _separated(column: Column, sheet: Sheet) -> Column:
    """A column with the separator that its cells show, where nobody named one."""
    if not column.guessed or _is_single(column.what):
        return column
    cells = [row.cells[column.name] for row in sheet.rows if column.name in row.cells]
    separator = next((one for one in _SEPARATORS if any(one in cell for cell in cells)), "")
    told = f"separated by {separator!r}" if separator else ""
    guessed = ", ".join(filter(None, (column.what if column.guessed == column.what else "", told)))
    return Column(column.name, column.what, separator, guessed)
