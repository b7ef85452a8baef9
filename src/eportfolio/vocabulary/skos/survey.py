"""A first look at the triples of a file: which schemes and concepts there are, and where their texts stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..errors import VocabularySourceError
from . import terms
from .parsing import Statement
from .terms import name_of

EVERY: Final = "all"
"""Stands for every scheme of a file."""

_RANK: Final = ("", "concept", "collection", "skill", "occupation", "knowledge")
"""A later type says more than an earlier one; a type of ours says most."""

_MEMBERSHIP: Final = (terms.IN_SCHEME, terms.TOP_CONCEPT_OF)
_TEXTS: Final = frozenset({*terms.LABEL_PROPERTIES, *terms.NOTE_PROPERTIES})
_NO_CONCEPTS: Final = frozenset({terms.SKOSXL + "Label", terms.ESCO + "NodeLiteral"})


@dataclass(slots=True)
class Survey:
    """What a file holds.

    Attributes:
        types: type of each concept and collection, in the order of the file; empty where a scheme claims something
            that has no type we know.
        declared: the concept schemes that the file declares.
        members: what belongs to each scheme.
        text_nodes: resources that stand where a text should.
        lists: first and rest of the cells of lists.
        labelled: concepts that have a preferred label.
        groups: concepts that only their URI shows to be grouping nodes of ESCO.
    """

    types: dict[str, str] = field(default_factory=dict)
    declared: dict[str, None] = field(default_factory=dict)
    members: dict[str, dict[str, None]] = field(default_factory=dict)
    text_nodes: set[str] = field(default_factory=set)
    lists: dict[str, list[str]] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)

    def schemes(self) -> list[str]:
        """The schemes there are: those that are declared, and those that concepts are said to be in."""
        return list({**self.declared, **dict.fromkeys(self.members)})

    def concepts(self, scheme: str) -> dict[str, str]:
        """The concepts of a scheme with their types, in the order of the file.

        Where the file holds one scheme only, concepts that are in none belong to it.

        Args:
            scheme: its URI, or :data:`EVERY`.
        """
        schemes = self.schemes()
        if scheme == EVERY:
            return {**self.types, **dict.fromkeys(schemes, "collection")}
        mine = self.members.get(scheme, {})
        if any(other != scheme for other in schemes):
            claimed = {uri for members in self.members.values() for uri in members}
            return {uri: kind for uri, kind in self.types.items() if uri in mine or self._collects(kind, uri, claimed)}
        return dict(self.types)

    def _collects(self, kind: str, uri: str, claimed: set[str]) -> bool:
        """SKOS puts no collection into a scheme, so one that no scheme claims may hold concepts of this one."""
        return kind == "collection" and uri not in claimed


def survey(triples: Iterable[Statement]) -> Survey:
    """Look through triples once."""
    seen = Survey()
    no_concepts: set[str] = set()
    for subject, predicate, value, language in triples:
        if language is not None:
            if predicate == terms.PREFERRED:
                seen.labelled.add(subject)
        elif predicate == terms.TYPE:
            if value in _NO_CONCEPTS:
                no_concepts.add(subject)
            _note_type(seen, subject, value)
        elif predicate in _MEMBERSHIP:
            _note_member(seen, subject, value)
        elif predicate == terms.HAS_TOP_CONCEPT:
            _note_member(seen, value, subject)
        elif predicate == terms.SKILL_TYPE:
            _raise_type(seen, subject, terms.SKILL_TYPES.get(value, "skill"))
        elif predicate in _TEXTS:
            seen.text_nodes.add(value)
            if predicate == terms.SKOSXL + "prefLabel":
                seen.labelled.add(subject)
        elif predicate in (terms.FIRST, terms.REST):
            seen.lists.setdefault(subject, ["", terms.NIL])[predicate == terms.REST] = value
    _settle_types(seen, no_concepts)
    return seen


def choose(seen: Survey, wanted: str, uri: str) -> str:
    """The URI of the scheme that is meant.

    Args:
        seen: what the file holds.
        wanted: the scheme that the user names, or :data:`EVERY`; empty when none is named.
        uri: the URI that the user gives the scheme.

    Raises:
        VocabularySourceError: there is none, or several and none is named.
    """
    schemes = seen.schemes()
    if wanted == EVERY or wanted in schemes:
        return wanted
    if wanted:
        raise _unclear(f"There is no scheme {wanted}.{_listed(seen, schemes)}", "Name one of them: --scheme URI.")
    for found in (schemes, list(seen.declared), [one for one in schemes if one == uri]):
        if len(found) == 1:
            return found[0]
    if schemes:
        raise _unclear(
            f"There are {len(schemes)} schemes.{_listed(seen, schemes)}",
            f"Name one of them: --scheme URI; or take all as one: --scheme {EVERY}.",
        )
    if not seen.types:
        raise _unclear("There is no concept (skos:Concept) in it.", "Check that the file is SKOS.")
    if not uri:
        raise _unclear("No scheme (skos:ConceptScheme) is declared.", "Give its address: --uri URI.")
    return uri


def list_members(head: str, lists: Mapping[str, list[str]]) -> Iterator[str]:
    """The members of an RDF list; one that runs in a circle ends where it began."""
    seen: set[str] = set()
    while head in lists and head not in seen:
        seen.add(head)
        first, head = lists[head]
        if first:
            yield first


def _note_type(seen: Survey, subject: str, value: str) -> None:
    if value == terms.SCHEME:
        seen.declared[subject] = None
        return
    kind = terms.CONCEPT_TYPES.get(value)
    own = name_of(terms.TYPES, value)
    if kind or own:
        _raise_type(seen, subject, own or kind or "")


def _note_member(seen: Survey, subject: str, scheme: str) -> None:
    seen.members.setdefault(scheme, {})[subject] = None
    seen.types.setdefault(subject, "")


def _raise_type(seen: Survey, subject: str, kind: str) -> None:
    known = seen.types.get(subject, "")
    if known in _RANK and (kind not in _RANK or _RANK.index(kind) > _RANK.index(known)):
        seen.types[subject] = kind
    else:
        seen.types.setdefault(subject, kind)


def _settle_types(seen: Survey, no_concepts: set[str]) -> None:
    """What has no address, or is a scheme or a label, is no concept; what is plain so far may be a group of ESCO."""
    for subject, kind in list(seen.types.items()):
        if subject.startswith("_:") or subject in seen.declared or (not kind and subject in no_concepts):
            del seen.types[subject]
        elif kind in ("", "concept"):
            group = next((name for prefix, name in terms.GROUP_PREFIXES.items() if subject.startswith(prefix)), "")
            seen.types[subject] = group or "concept"
            if group:
                seen.groups.add(subject)


def _listed(seen: Survey, schemes: list[str]) -> str:
    numbers = Counter({scheme: len(seen.members.get(scheme, ())) for scheme in schemes})
    shown = [f"{scheme} ({number} concepts)" for scheme, number in numbers.most_common(10)]
    more = f" and {len(schemes) - 10} more" if len(schemes) > 10 else ""
    return f" There are: {'; '.join(shown)}{more}." if shown else ""


def _unclear(message: str, hint: str) -> VocabularySourceError:
    return VocabularySourceError("vocabulary-source", message, hint=hint)
