"""JSON-LD in any form, as the compact form that the contexts of a European Digital Credential give.

Expanded documents, flattened graphs, prefixed names and aliases say the same as the plain JSON that credentials are
issued as (JSON-LD 1.1 Processing Algorithms and API, section 5).  Here every key becomes the one that the context of
application profile 1.2.0 has for its property, and value objects become values and language maps.  The tree that comes
out has the leaves of the source: each knows where it stands there.  The syntax of JSON-LD itself holds nothing of the
credential and is left out: contexts that are written out, containers, the datatypes that the profile fixes.

Keys that stand for nothing, and what JSON-LD has beyond nodes and values, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from eportfolio.report.errors import UnreadableError
from eportfolio.sources.json import from_tree, to_tree
from eportfolio.sources.jsonld.active import EMPTY, Active, Contexts, Term
from eportfolio.sources.jsonld.contexts import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS
from eportfolio.sources.limits import Limits
from eportfolio.sources.tree import MEMBER, ROOT, Node, escape_pointer
from eportfolio.vocabulary.languages import conventional_case

from .keys import is_iri, key_of, profile, text_keys, without_prefix

GRAPH: Final = "@graph"
"""Name of the children that are nodes described beside each other."""

NEW_CLASSES: Final = "http://data.europa.eu/snb/model/ontology/"
"""What the IRIs of classes and properties start with in the European Learning Model 3.3."""

_CLASSES: Final = "http://data.europa.eu/snb/model/elm/"
_CONTEXT: Final = "@context"
_NODES: Final = frozenset({GRAPH, "@included"})
_MAPS: Final = frozenset({"@index", "@id", "@type"})
_TAG: Final = re.compile(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|@none)\Z")
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_INTEGER: Final = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,12})\.[0-9]{1,6}\Z")
_NUMBERS: Final = frozenset(
    _XSD + name
    for name in ("integer", "positiveInteger", "nonNegativeInteger", "int", "long", "short", "decimal", "double")
)


@dataclass(frozen=True, slots=True)
class Compacted:
    """A document in compact form.

    Attributes:
        root: its tree; the nodes of a graph are children named :data:`GRAPH`.
        newer: whether its classes are of the namespace of the European Learning Model 3.3.
    """

    root: Node
    newer: bool


@dataclass(frozen=True, slots=True)
class _Literal:
    """A value with its place, language and datatype."""

    value: str | int | float | bool
    pointer: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class _Object:
    """A node with its place and the context that holds around it; ``data`` is a text when it is named only."""

    data: dict[str, Any] | str
    pointer: str
    active: Active
    term: Term | None


def is_compact_form(root: Node) -> bool:
    """Whether a document is plain JSON with the keys of the profile, so that nothing is to be done.

    Args:
        root: its tree.
    """
    if any(child.children for child in root.all(_CONTEXT)):
        return False
    stack = [root]
    while stack:
        for node in stack.pop().children:
            name = node.name
            if name[:1] == "@" and name != _CONTEXT:
                return False
            if ":" in name or (name == "type" and isinstance(node.value, str) and ":" in node.value):
                return False
            if node.children:
                stack.append(node)
    return root.first(MEMBER) is None


def compact(root: Node, limits: Limits) -> Compacted:
    """A JSON-LD document in compact form.

    Args:
        root: its tree, which is not changed.
        limits: the safety limits.

    Raises:
        UnsafeError: its contexts cost too much.
        UnreadableError: a context is none.
    """
    compactor = _Compactor(limits)
    result = Node(ROOT)
    result.source_pointer = root.source_pointer
    data, pointer = from_tree(root), root.source_pointer
    if isinstance(data, list):
        compactor.nodes(result, data, compactor.start, pointer)
    elif isinstance(data, dict):
        compactor.object(result, data, compactor.start, None, pointer)
    return Compacted(result, compactor.newer)


def compact_nodes(nodes: dict[str, dict[str, Any]], limits: Limits) -> Compacted:
    """Nodes in expanded form as a compact graph; places in them are named by their keys in the compact form.

    Args:
        nodes: the nodes by the place that they are named by.
        limits: the safety limits.
    """
    compactor = _Compactor(limits, in_short=True)
    root = Node(ROOT)
    for place, node in nodes.items():
        compactor.object(root.add(GRAPH, array=True), node, compactor.start, None, place)
    return Compacted(root, compactor.newer)


class _OfflineContexts(Contexts):
    """Contexts as far as they are known: a document is read with those of the profile whatever others it names."""

    def apply(
        self, active: Active, local: Any, pointer: str, *, propagate: bool = True, override: bool = False
    ) -> Active:
        """As always, without contexts that stand elsewhere, or that give a protected term another meaning."""
        members = local if isinstance(local, list) else [local]
        known = [member for member in members if not _is_elsewhere(member)]
        for member in known:
            try:
                active = super().apply(active, member, pointer, propagate=propagate, override=override)
            except UnreadableError as error:
                if error.finding.name != "context-conflict":
                    raise
        return active


def _is_elsewhere(context: Any) -> bool:
    if isinstance(context, str):
        return context not in (CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS)
    return isinstance(context, dict) and "@import" in context


class _Compactor:
    """One document on its way to the compact form.

    Args:
        limits: the safety limits.
        in_short: whether places are named by the keys of the compact form, not by those of the document.

    Attributes:
        start: the context that holds from the start, since drafts name none.
        newer: whether an IRI of the newer namespace was met.
    """

    def __init__(self, limits: Limits, *, in_short: bool = False) -> None:
        self._limits = limits
        self._in_short = in_short
        self._contexts = _OfflineContexts(limits)
        self.start = self._contexts.apply(EMPTY, [CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS], "")
        self.newer = False

    # -- objects ---------------------------------------------------------------------------------------------

    def nodes(self, target: Node, members: Any, active: Active, pointer: str) -> None:
        """Nodes that are described beside each other."""
        several = isinstance(members, list)
        for index, member in enumerate(members if several else [members]):
            place = f"{pointer}/{index}" if several else pointer
            if isinstance(member, dict):
                self.object(target.add(GRAPH, array=True), member, active, None, place)
            else:
                self._as_it_is(target, GRAPH, member, place)

    def object(self, target: Node, data: dict[str, Any], active: Active, term: Term | None, pointer: str) -> None:
        """The keys of an object, below a node."""
        target.source_pointer = pointer
        inside = self._contexts.entered(data, active, term, pointer)
        for key, member in data.items():
            place = f"{pointer}/{escape_pointer(key)}"
            meaning = inside.meaning(key)
            if key == _CONTEXT:
                self._named_contexts(target, member, place)
            elif meaning == "@id" and isinstance(member, str):
                self._leaf(target, "id", without_prefix(member, inside), place)
            elif meaning == "@type":
                self._types(target, member, inside, place)
            elif meaning in _NODES:
                self.nodes(target, member, inside, place)
            elif meaning is None or meaning.startswith("@"):
                self._as_it_is(target, key, member, place)
            else:
                name = self._name(meaning)
                place = f"{pointer}/{escape_pointer(name)}" if self._in_short else place
                self._property(target, name, list(self._values(name, member, inside, inside.terms.get(key), place)))

    def _named_contexts(self, target: Node, given: Any, pointer: str) -> None:
        """Contexts that are named stay; those that are written out have done their work."""
        several = isinstance(given, list)
        for index, member in enumerate(given if several else [given]):
            if isinstance(member, str):
                self._leaf(target, _CONTEXT, member, f"{pointer}/{index}" if several else pointer, array=several)

    def _types(self, target: Node, given: Any, active: Active, pointer: str) -> None:
        members = given if isinstance(given, list) else [given]
        for index, name in enumerate(members):
            place = f"{pointer}/{index}" if members is given else pointer
            if not isinstance(name, str):
                self._as_it_is(target, "@type", name, place)
            else:
                self._leaf(target, "type", self._name(active.meaning(name) or name), place, array=len(members) > 1)

    def _name(self, iri: str) -> str:
        """The key or the name of a class for an IRI; the IRI itself when there is none."""
        if iri.startswith(NEW_CLASSES):
            self.newer = True
            iri = _CLASSES + iri.removeprefix(NEW_CLASSES)
        return key_of(iri)

    def _as_it_is(self, target: Node, key: str, member: Any, pointer: str) -> None:
        children = to_tree({key: member}, self._limits).children
        for index, child in enumerate(children):
            child.parent = target
            child.source_pointer = f"{pointer}/{index}" if child.array else pointer
            target.children.append(child)

    def _leaf(self, target: Node, name: str, value: Any, pointer: str, *, array: bool = False) -> None:
        target.add(name, None if value == "" else value, array=array).source_pointer = pointer

    # -- properties ------------------------------------------------------------------------------------------

    def _property(self, target: Node, key: str, values: list[_Literal | _Object]) -> None:
        texts = [value for value in values if isinstance(value, _Literal) and value.language]
        if texts and key in text_keys():
            self._language_map(target.add(key), [value for value in values if isinstance(value, _Literal)])
            values = [value for value in values if isinstance(value, _Object)]
        for value in values:
            several = len(values) > 1
            if isinstance(value, _Literal):
                self._literal(target, key, value, array=several)
            elif isinstance(value.data, str):
                self._reference(target, key, value, array=several)
            else:
                self.object(target.add(key, array=several), value.data, value.active, value.term, value.pointer)

    def _reference(self, target: Node, key: str, named: _Object, *, array: bool) -> None:
        """A node that is only named; what is no address stays a text, as it does in the compact form."""
        name = without_prefix(str(named.data), named.active)
        place = target.add(key, array=array) if is_iri(name) else target
        self._leaf(place, key if place is target else "id", name, named.pointer, array=array and place is target)

    def _language_map(self, target: Node, texts: list[_Literal]) -> None:
        languages = [conventional_case(text.language) if text.language else "@none" for text in texts]
        for language, text in zip(languages, texts, strict=True):
            self._leaf(target, language, text.value, text.pointer, array=languages.count(language) > 1)

    def _literal(self, target: Node, key: str, literal: _Literal, *, array: bool) -> None:
        """A value; beside it stays what the key does not tell of it."""
        known = key in profile().terms
        ordinary = literal.datatype.startswith((_XSD, _RDF)) if known else literal.datatype == f"{_XSD}string"
        if not literal.language and (not literal.datatype or ordinary):
            self._leaf(target, key, _native(literal), literal.pointer, array=array)
            return
        place = target.add(key, array=array)
        self._leaf(place, "@value", literal.value, literal.pointer)
        name, detail = ("@language", literal.language) if literal.language else ("@type", literal.datatype)
        self._leaf(place, name, detail, f"{literal.pointer.removesuffix('/@value')}/{name}")

    def _values(
        self, key: str, raw: Any, active: Active, term: Term | None, pointer: str
    ) -> Iterator[_Literal | _Object]:
        """The values behind a key, out of lists and sets."""
        if isinstance(raw, list):
            for index, member in enumerate(raw):
                yield from self._values(key, member, active, term, f"{pointer}/{index}")
        elif isinstance(raw, dict):
            yield from self._from_object(key, raw, active, term, pointer)
        elif raw is not None:
            if term is not None and term.type in ("@id", "@vocab") and isinstance(raw, str):
                yield _Object(raw, pointer, active, None)
            else:
                coercion = active.meaning(term.type) if term is not None and ":" in term.type else None
                yield _Literal(raw, pointer, datatype=coercion or "")

    def _from_object(
        self, key: str, raw: dict[str, Any], active: Active, term: Term | None, pointer: str
    ) -> Iterator[_Literal | _Object]:
        meanings = {active.meaning(name): name for name in raw}
        wrapped = next((meanings[name] for name in ("@list", "@set") if name in meanings), None)
        if "@value" in meanings and not isinstance(raw[meanings["@value"]], dict | list):
            parts = {meaning: raw[name] for meaning, name in meanings.items() if meaning is not None}
            yield from self._value_object(parts, f"{pointer}/{escape_pointer(meanings['@value'])}", active)
        elif wrapped is not None:
            yield from self._values(key, raw[wrapped], active, term, f"{pointer}/{escape_pointer(wrapped)}")
        elif self._is_language_map(key, raw, term):
            for language, text in raw.items():
                plain = language == "@none" or active.meaning(language) == "@none"
                yield from _texts(text, "" if plain else language, f"{pointer}/{language}")
        elif term is not None and term.container & _MAPS:
            for name, member in raw.items():
                yield from self._values(key, member, active, None, f"{pointer}/{escape_pointer(name)}")
        elif set(meanings) == {"@id"} and isinstance(raw[meanings["@id"]], str):
            yield _Object(raw[meanings["@id"]], f"{pointer}/{escape_pointer(meanings['@id'])}", active, None)
        else:
            yield _Object(raw, pointer, active, term)

    def _is_language_map(self, key: str, raw: dict[str, Any], term: Term | None) -> bool:
        if any(isinstance(text, dict) for text in raw.values()):
            return False
        if term is not None and "@language" in term.container:
            return True
        return key in text_keys() and bool(raw) and all(_TAG.match(name) for name in raw) and "id" not in raw

    def _value_object(self, parts: dict[str, Any], pointer: str, active: Active) -> Iterator[_Literal]:
        value, language, datatype = (parts.get(name) for name in ("@value", "@language", "@type"))
        if isinstance(value, str | int | float | bool):
            iri = active.meaning(datatype) or datatype if isinstance(datatype, str) else ""
            yield _Literal(value, pointer, language if isinstance(language, str) else "", iri)


def _texts(raw: Any, language: str, pointer: str) -> Iterator[_Literal]:
    members = raw if isinstance(raw, list) else [raw]
    for index, text in enumerate(members):
        if isinstance(text, str | int | float | bool):
            yield _Literal(text, f"{pointer}/{index}" if members is raw else pointer, language)


def _native(literal: _Literal) -> str | int | float | bool:
    """A value as plain JSON has it."""
    text = literal.value
    if not isinstance(text, str):
        return text
    if literal.datatype == f"{_XSD}boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text, text)
    if literal.datatype in _NUMBERS and _INTEGER.match(text):
        return int(text)
    if literal.datatype in _NUMBERS and _DECIMAL.match(text) and str(float(text)) == text:
        return float(text)
    return text
