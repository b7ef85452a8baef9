"""Mapping sets as SSSOM/TSV files: a block of metadata behind ``#``, then a table.

The rules are those of SSSOM 1.1 (https://mapping-commons.github.io/sssom/spec/formats-tsv/), which a set of version
1.0 follows too; the renamed slots of earlier versions are understood.  Slots that SSSOM does not know survive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ...report.errors import UnreadableError, UnsafeError, UsageError
from ...sources.encoding import decode_text
from ...sources.limits import DEFAULT_LIMITS, Limits
from ...sources.source import open_source
from .curies import NoPrefixError, Prefixes
from .gathering import Gathering
from .header import Block, parse_block, write_block
from .metadata import extensions_of, prefixes_of, slots_of
from .rows import RowReader
from .sets import Extension, Mapping, MappingSet, Slots, Value
from .slots import (
    CORE,
    MAPPING_SLOTS,
    MULTIVALUED,
    NEW_IN_1_1,
    NEW_ON_SETS_IN_1_1,
    REFERENCES,
    SET_SLOTS,
    VERSION,
)

METADATA_SUFFIXES: Final = (".sssom.yml", ".sssom.yaml")
"""How the name of a file of metadata ends that stands beside its table (SSSOM/TSV, external metadata mode)."""

_NEEDS_QUOTES: Final = re.compile(r'["\t\n\r]')
_TO_ESCAPE: Final = re.compile(r"[\\|]")


def read_sssom(path: Path, *, metadata: Path | None = None, limits: Limits = DEFAULT_LIMITS) -> MappingSet:
    """Read a mapping set.

    Args:
        path: the table, its metadata at its head or in a file beside it that ends in ``.sssom.yml``.
        metadata: the file of metadata, when it has another name.
        limits: the safety limits; ``nodes`` bounds the number of rows.

    Returns:
        The set, the values that hold for all of its mappings written to each.  Rows that cannot be used are left
        out, and told in its findings.

    Raises:
        UnreadableError: a file cannot be read, or is not UTF-8.
        UnsafeError: it is larger than the limits.
        VocabularySourceError: it is no mapping set: the delimiter is another, columns are missing, the metadata is
            broken, or a prefix is not declared; with the line.
    """
    text = read_text(path, limits)
    head, table, before = _parted(text)
    beside = metadata or (None if head.strip() else _beside(path))
    if beside is not None:
        head = read_text(beside, limits)
    return parse_sssom(head, table, path.name, before=before, limits=limits)


def parse_sssom(head: str, table: str, source: str, *, before: int = 0, limits: Limits = DEFAULT_LIMITS) -> MappingSet:
    """Read a mapping set out of its two blocks.

    Args:
        head: the metadata, without ``#``.
        table: the mappings.
        source: name of the file, for messages.
        before: lines of the file before the table.
        limits: the safety limits.

    Raises:
        VocabularySourceError: it is no mapping set.
    """
    found = Gathering(source)
    block = parse_block(head, source) if head.strip() else Block()
    prefixes = prefixes_of(block, source)
    slots = slots_of(block, prefixes, found)
    extensions = extensions_of(block, prefixes, found)
    reader = RowReader(prefixes, found, limits, literals=_literals(slots))
    mappings = tuple(reader.mappings(table, before))
    whole = MappingSet(prefixes.declared, slots, mappings, extensions)
    return replace(whole.propagated(), findings=found.result())


def write_sssom(mappings: MappingSet, *, condense: bool = True) -> str:
    """The SSSOM/TSV file of a mapping set, in canonical order of keys and columns.

    Args:
        mappings: the set; its order of rows is kept.
        condense: whether values that all mappings share are written once, at the head.

    Raises:
        UsageError: an address fits none of the prefixes, so that it cannot be written as the CURIE that SSSOM wants.
    """
    whole = mappings.condensed() if condense else mappings
    prefixes = Prefixes(whole.prefixes)
    rows = [_cells(mapping, prefixes) for mapping in whole.mappings]
    used = {name for row in rows for name in row} or set(CORE)
    columns = [*(name for name in MAPPING_SLOTS if name in used), *sorted(used - set(MAPPING_SLOTS))]
    slots: dict[str, Value] = {
        name: _contracted(value, prefixes) if name in REFERENCES else value
        for name, value in whole.slots.items()
        if value
    }
    if _needs_1_1(slots, columns):
        slots = {**slots, VERSION: "1.1"}
    slots = {name: slots[name] for name in _order(slots)}
    definitions = [_definition(extension, prefixes) for extension in whole.extensions]
    head = write_block(prefixes.only(_prefixes_used(rows, slots, definitions)), slots, definitions)
    lines = [*(f"#{line}" for line in head.split("\n")[:-1]), "\t".join(map(_quoted, columns))]
    lines += ["\t".join(_quoted(row.get(name, "")) for name in columns) for row in rows]
    return "\n".join(lines) + "\n"


def read_text(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """The text of a file.

    Raises:
        UnreadableError: it cannot be read, is empty, or is not UTF-8; with the line.
        UnsafeError: it is larger than the limits.
    """
    try:
        return decode_text(open_source(path, limits=limits).data)
    except UnsafeError:
        raise
    except UnreadableError as error:
        told = error.finding
        if told.name != "wrong-encoding":
            raise
        raise UnreadableError(
            "wrong-encoding", f"{path.name}: {told.message}", line=told.line, column=told.column,
            hint="Mapping sets and crosswalks are UTF-8. Save the file as UTF-8.",
        ) from None  # fmt: skip


def _parted(text: str) -> tuple[str, str, int]:
    """The metadata without its signs, the table, and how many lines stand before the table."""
    head: list[str] = []
    at = 0
    while text.startswith("#", at):
        end = text.find("\n", at) + 1 or len(text)
        head.append(text[at + 1 : end])
        at = end
    return "".join(head), text[at:], len(head)


def _beside(path: Path) -> Path | None:
    stem = path.name.removesuffix(".tsv").removesuffix(".sssom")
    places = [path.with_name(stem + suffix) for suffix in METADATA_SUFFIXES]
    return next((place for place in places if place.is_file()), None)


def _literals(slots: Slots) -> frozenset[str]:
    """The sides that the set declares to be mere texts for all of its mappings."""
    return frozenset(side for side in ("subject", "object") if slots.get(f"{side}_type") == "rdfs literal")


def _cells(mapping: Mapping, prefixes: Prefixes) -> dict[str, str]:
    core = {
        "subject_id": mapping.subject, "predicate_id": mapping.predicate, "object_id": mapping.object,
        "mapping_justification": mapping.justification,
    }  # fmt: skip
    filled = {name: value for name, value in {**core, **mapping.slots}.items() if value}
    return {
        name: _joined(name, _contracted(value, prefixes) if name in REFERENCES else value)
        for name, value in filled.items()
    }


def _joined(name: str, value: Value) -> str:
    if isinstance(value, str):
        value = (value,) if name in MULTIVALUED else value
    return value if isinstance(value, str) else "|".join(_TO_ESCAPE.sub(r"\\\g<0>", item) for item in value)


def _contracted(value: Value, prefixes: Prefixes) -> Value:
    try:
        if isinstance(value, str):
            return prefixes.contract(value)
        return tuple(prefixes.contract(item) for item in value)
    except NoPrefixError as error:
        raise UsageError(
            "usage", f"The mapping set cannot be written: {error}.", hint="Add a prefix to the prefixes of the set."
        ) from None


def _definition(extension: Extension, prefixes: Prefixes) -> dict[str, str]:
    parts = {"property": extension.property, "type_hint": extension.type_hint}
    contracted = {name: str(_contracted(value, prefixes)) for name, value in parts.items() if value}
    return {"slot_name": extension.slot_name, **contracted}


def _prefixes_used(
    rows: Iterable[dict[str, str]], slots: Slots, definitions: Iterable[dict[str, str]]
) -> Iterator[str]:
    for cells in (*rows, *definitions):
        for name, cell in cells.items():
            if name in REFERENCES or name in ("property", "type_hint"):
                yield from (part.partition(":")[0] for part in cell.split("|"))
    for name, value in slots.items():
        if name in REFERENCES:
            yield from (part.partition(":")[0] for part in ((value,) if isinstance(value, str) else value))


def _order(slots: Slots) -> list[str]:
    return [*(name for name in SET_SLOTS if name in slots), *sorted(set(slots) - set(SET_SLOTS))]


def _needs_1_1(slots: Slots, columns: Iterable[str]) -> bool:
    return not (NEW_IN_1_1.isdisjoint({*slots, *columns}) and NEW_ON_SETS_IN_1_1.isdisjoint(slots))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
