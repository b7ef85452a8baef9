"""What a mapping set says of itself, out of its metadata block: prefixes, slots and extensions, checked."""

from __future__ import annotations

from ...report.codes import Severity
from ..errors import VocabularySourceError
from .checking import check_value
from .curies import PREFIX, Prefixes, UnknownPrefixError
from .gathering import Gathering
from .header import Block, Node
from .sets import Extension, Value
from .slots import (
    BUILT_IN_PREFIXES,
    CURIE_MAP,
    EXTENSIONS,
    FORMER_NAMES,
    MAPPING_SLOTS,
    MULTIVALUED,
    REFERENCES,
    SET_SLOTS,
)

_PARTS_OF_EXTENSION = ("slot_name", "property", "type_hint")
_WANTED = ("mapping_set_id", "license")


def prefixes_of(block: Block, source: str) -> Prefixes:
    """The prefixes that a metadata block declares.

    Raises:
        VocabularySourceError: the map is no map, a prefix is no name, or one that SSSOM declares means something else.
    """
    declared = block.values.get(CURIE_MAP)
    line = block.lines.get(CURIE_MAP)
    if declared is None:
        return Prefixes({})
    if not isinstance(declared, dict):
        raise _error(source, "its curie_map is no map of prefixes to addresses", line)
    for prefix, start in declared.items():
        if not PREFIX.fullmatch(prefix) or not isinstance(start, str):
            raise _error(source, f"its curie_map has {prefix!r}, which is no prefix with an address", line)
        if BUILT_IN_PREFIXES.get(prefix, start) != start:
            fixed = BUILT_IN_PREFIXES[prefix]
            raise _error(source, f"its curie_map redefines {prefix!r}, which SSSOM fixes as {fixed}", line)
    return Prefixes({prefix: start for prefix, start in declared.items() if isinstance(start, str)})


def slots_of(block: Block, prefixes: Prefixes, found: Gathering) -> dict[str, Value]:
    """The slots of the set; a key that SSSOM does not know is kept as an extension.

    Raises:
        VocabularySourceError: a CURIE has a prefix that is not declared.
    """
    slots: dict[str, Value] = {}
    for key, node in block.values.items():
        name = FORMER_NAMES.get(key, key)
        line = block.lines.get(key)
        if name in (CURIE_MAP, EXTENSIONS) or node in (None, [], {}):
            continue
        texts = _texts(node)
        if not texts or (len(texts) > 1 and name not in SET_SLOTS):
            found.add("not-taken", f"the value of {key} is no text.", line=line, value=key)
            continue
        if name in REFERENCES:
            if any(prefixes.is_address(text) for text in texts):
                found.add("invalid-value", f"{key} is an address, where SSSOM wants a CURIE.", line=line,
                          value=key, severity=Severity.WARNING)  # fmt: skip
            texts = tuple(_expanded(text, prefixes, found.source, line) for text in texts)
        slots[name] = texts if name in MULTIVALUED or len(texts) > 1 else next(iter(texts))
        check_value(name, slots[name], found, line)
    for name in _WANTED:
        if name not in slots:
            found.add("vocabulary-incomplete", f"the set has no {name}, which SSSOM requires.", value=name)
    return slots


def extensions_of(block: Block, prefixes: Prefixes, found: Gathering) -> tuple[Extension, ...]:
    """The definitions of extension slots; one that breaks the rules is passed over, as SSSOM demands, and told."""
    nodes = block.values.get(EXTENSIONS)
    line = block.lines.get(EXTENSIONS)
    extensions: dict[str, Extension] = {}
    for node in nodes if isinstance(nodes, list) else [] if nodes is None else [nodes]:
        extension = _extension(node, prefixes)
        if extension is None or extension.slot_name in extensions:
            found.add("not-taken", f"the definition of an extension breaks the rules of SSSOM: {node}.", line=line)
        else:
            extensions[extension.slot_name] = extension
    return tuple(extensions.values())


def _extension(node: Node, prefixes: Prefixes) -> Extension | None:
    if not isinstance(node, dict) or not set(node) <= set(_PARTS_OF_EXTENSION):
        return None
    name, meaning, hint = (node.get(part) or "" for part in _PARTS_OF_EXTENSION)
    if not isinstance(name, str) or not isinstance(meaning, str) or not isinstance(hint, str):
        return None
    if not PREFIX.fullmatch(name) or name in MAPPING_SLOTS or name in SET_SLOTS:
        return None
    try:
        return Extension(name, prefixes.expand(meaning) if meaning else "", prefixes.expand(hint) if hint else "")
    except UnknownPrefixError:
        return None


def _texts(node: Node) -> tuple[str, ...] | None:
    if isinstance(node, str):
        return (node,)
    if isinstance(node, list) and all(isinstance(item, str) for item in node):
        return tuple(item for item in node if isinstance(item, str))
    return None


def _expanded(reference: str, prefixes: Prefixes, source: str, line: int | None) -> str:
    try:
        return prefixes.expand(reference)
    except UnknownPrefixError as error:
        raise _error(source, f"{error}", line) from None


def _error(source: str, what: str, line: int | None) -> VocabularySourceError:
    return VocabularySourceError(
        "vocabulary-source",
        f"{source} is no mapping set that can be used: {what}.",
        line=line,
        hint="Declare every prefix at the head of the file: a line #curie_map: and below it lines #  prefix: address.",
    )
