"""From one concept to the next: what mapping sets state, and what vocabularies say themselves.

Vocabularies state matches of their own: mapping relations, and two that ESCO words otherwise.  The ISCO-08 group of an
occupation is broader than it, the occupations of a group are narrower than that, and the economic activities (NACE) in
which an occupation is found are related to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from ..concepts import BROADER, GROUP, MATCHES
from ..index.store import ConceptScheme
from .curies import NoPrefixError
from .index import MappingIndex
from .kinds import MatchKind, denied_by
from .sets import Mapping
from .slots import NO_TERM_FOUND

_ISCO_GROUP: Final = "isco_group"
_OCCUPATION: Final = "occupation"
_NACE: Final = "nace_code"


@dataclass(frozen=True, slots=True)
class Step:
    """One statement that two concepts correspond, read from the first to the second.

    Attributes:
        subject: address of the first concept.
        match: how the second corresponds to it.
        object: address of the second concept.
        source: title of the mapping set, or name and version of the vocabulary, that states it.
        justification: address of the reason that a mapping set gives; empty when it is a vocabulary's own statement.
        confidence: how sure its author is, from 0 to 1.
        inverted: whether the source states it from the second to the first.
        label: label of the second concept, where the source has one.
        curie: the second concept as the mapping set writes it, such as ``onet:15-1252.00``; empty for a vocabulary.
    """

    subject: str
    match: MatchKind
    object: str
    source: str
    justification: str = ""
    confidence: float = 1.0
    inverted: bool = False
    label: str = ""
    curie: str = ""

    @property
    def scheme(self) -> str:
        """The prefix that the mapping set gives to addresses such as the second one's; empty for a vocabulary."""
        return self.curie.partition(":")[0]

    def as_dict(self) -> dict[str, Any]:
        """The step as JSON-ready data."""
        return {
            "subject": self.subject, "match": self.match.value, "object": self.object, "label": self.label,
            "source": self.source, "justification": self.justification, "confidence": self.confidence,
            "inverted": self.inverted,
        }  # fmt: skip


def steps_of_set(index: MappingIndex, uri: str) -> Iterator[Step]:
    """The matches that a mapping set states of a concept, from whichever side."""
    for mapping in index.mappings_of(uri):
        match = mapping.match
        if match is None:
            continue
        inverted = mapping.object == uri
        other, side = (mapping.subject, "subject") if inverted else (mapping.object, "object")
        yield Step(
            uri, match.inverse if inverted else match, other, index.title, mapping.justification,
            mapping.confidence, inverted, mapping.text(f"{side}_label"), _curie(index, other),
        )  # fmt: skip


def _curie(index: MappingIndex, uri: str) -> str:
    try:
        return index.prefixes.contract(uri)
    except NoPrefixError:
        return ""


def denials_of(indexes: Iterable[MappingIndex], uri: str) -> set[tuple[str, MatchKind]]:
    """What mapping sets deny of a concept: the other concept, and how it does not correspond."""
    denied: set[tuple[str, MatchKind]] = set()
    for index in indexes:
        for mapping in index.mappings_of(uri):
            other = mapping.subject if mapping.object == uri else mapping.object
            for kind in _denied(mapping, inverted=mapping.object == uri):
                denied.add((other, kind))
    return denied


def _denied(mapping: Mapping, *, inverted: bool) -> Iterator[MatchKind]:
    if NO_TERM_FOUND not in (mapping.subject, mapping.object):
        for kind in denied_by(mapping.predicate, mapping.text("predicate_modifier")):
            yield kind.inverse if inverted else kind


def steps_of_scheme(scheme: ConceptScheme, uri: str) -> Iterator[Step]:
    """The matches that a vocabulary itself states of a concept, its own or one of another vocabulary."""
    description = scheme.description
    found = _within(scheme, uri) if uri in scheme else _from_outside(scheme, uri)
    source = f"{description.name} {description.version}"
    return (replace(step, source=source) for step in found)


def _within(scheme: ConceptScheme, uri: str) -> Iterator[Step]:
    concept = scheme.get(uri)
    if concept is None or concept.uri != uri:
        return
    for inverse in (False, True):
        for relation in scheme.relations(uri, inverse=inverse):
            if relation.predicate in MATCHES:
                match = MatchKind(relation.predicate)
                other = relation.subject if inverse else relation.object
                yield Step(uri, match.inverse if inverse else match, other, "", inverted=inverse)
    if concept.type == _OCCUPATION:
        for group in _groups_above(scheme, uri):
            yield Step(uri, MatchKind.BROAD, group, "")
        for address in scheme.properties(uri).get(_NACE, ()):
            yield Step(uri, MatchKind.RELATED, address, "")
    elif concept.type == _ISCO_GROUP:
        for occupation in _occupations_below(scheme, uri):
            yield Step(uri, MatchKind.NARROW, occupation, "", inverted=True)


def _from_outside(scheme: ConceptScheme, uri: str) -> Iterator[Step]:
    for relation in scheme.linked_from(uri):
        if relation.predicate in MATCHES:
            yield Step(uri, MatchKind(relation.predicate).inverse, relation.subject, "", inverted=True)
    for occupation in scheme.having(_NACE, uri):
        yield Step(uri, MatchKind.RELATED, occupation, "", inverted=True)


def _groups_above(scheme: ConceptScheme, occupation: str) -> tuple[str, ...]:
    """The ISCO groups of an occupation: its own, else those of the occupations above it."""
    level: tuple[str, ...] = (occupation,)
    seen = {occupation}
    while level:
        groups = tuple(dict.fromkeys(group for one in level for group in scheme.groups(one)))
        if groups:
            return groups
        level = tuple(above for one in level for above in scheme.broader(one) if above not in seen)
        seen.update(level)
    return ()


def _occupations_below(scheme: ConceptScheme, group: str) -> Iterator[str]:
    """The occupations of an ISCO group and of the groups below it."""
    waiting, seen = [group], {group}
    for one in waiting:
        for relation in scheme.relations(one, GROUP, inverse=True):
            if relation.subject not in seen:
                seen.add(relation.subject)
                yield relation.subject
        for relation in scheme.relations(one, BROADER, inverse=True):
            if relation.subject not in seen:
                seen.add(relation.subject)
                waiting.append(relation.subject)
