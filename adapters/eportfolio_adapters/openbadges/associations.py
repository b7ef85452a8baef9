"""Associations: how the achievements of a learner record hang together (CLR 2.0, class Association).

An achievement that is a part of another makes the award a part of the other award; everything else is a relation of
the portfolio.  A child is a part too, and a parent has parts: that is noted beside the relation, which is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.sources.tree import Grade, Node

from .joints import Typed
from .runs import BadgeReadRun, BadgeWriteRun

ASSOCIATION: Final = "association"
PART_OF: Final = "part_of"

RELATIONS: Final[Mapping[str, str]] = {
    "isPartOf": PART_OF, "isChildOf": "child_of", "isParentOf": "parent_of", "exactMatchOf": "exact_match_of",
    "isPeerOf": "peer_of", "isRelatedTo": "related_to", "precedes": "precedes", "replacedBy": "replaced_by",
}  # fmt: skip
"""Types of association, and the words of the model."""

_TYPES: Final[Mapping[str, str]] = {word: kind for kind, word in RELATIONS.items()}
_OF_RELATIONS: Final = frozenset(_TYPES) - {PART_OF}
_TYPE: Final = Typed("Association", single=True)


class Associations:
    """The associations of one record while it is read.

    Args:
        awards: what was awarded or described, by the ``id`` of the achievement.
        run: the reading.
    """

    def __init__(self, awards: Mapping[str, dict[str, Any]], run: BadgeReadRun) -> None:
        self._awards = awards
        self._run = run
        self._waiting: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = []

    def read(self, subject: Node) -> None:
        """Take every association between achievements of the record; others stay, and are told of.

        Args:
            subject: the subject of the record.
        """
        places = subject.all(ASSOCIATION)
        for place, pointer in [(place, place.pointer) for place in places]:
            place.source_pointer = pointer
        strangers = [place for place in places if not self._read_known(place)]
        # What stays as residue finds its place again when it stands behind what is written.
        subject.children = [child for child in subject.children if child not in strangers] + strangers

    def _read_known(self, place: Node) -> bool:
        """Read an association; whether it is one between achievements of the record."""
        kind, source, target = (place.free((name,)) for name in ("associationType", "sourceId", "targetId"))
        if kind is None or source is None or target is None or str(kind.value) not in RELATIONS:
            return False
        one, other = (self._awards.get(str(leaf.value).strip()) for leaf in (source, target))
        for leaf, item in ((source, one), (target, other)):
            if item is None:
                message = f"{leaf.name} of an association names no achievement of the record."
                self._run.report("dangling-reference", message, leaf)
        if one is None or other is None:
            return False
        self._read_one(place, RELATIONS[str(kind.value)], (kind, source, target), (one, other))
        return True

    def _read_one(
        self, place: Node, word: str, leaves: tuple[Node, Node, Node], items: tuple[dict[str, Any], dict[str, Any]]
    ) -> None:
        kind, source, target = leaves
        one, other = items
        run = self._run
        if word == PART_OF:
            ids = self._part(one, other, target)
            run.keep(target, ids, len(ids) - 1)
            take_aside(kind, one, run)
            take_aside(source, one, run)
            _TYPE.read(place, one, run)
            return
        relation: dict[str, Any] = {"relation": word}
        run.root.setdefault("relations", []).append(relation)
        self._waiting.append((relation, one, other))
        for leaf, field in ((kind, "relation"), (source, "source"), (target, "target")):
            run.keep(leaf, relation, field)
        _TYPE.read(place, relation, run)
        if word == "child_of":
            self._part(one, other, target)
        elif word == "parent_of":
            self._part(other, one, source)

    def _part(self, part: dict[str, Any], whole: dict[str, Any], leaf: Node) -> list[Any]:
        ids: list[Any] = part.setdefault(PART_OF, [])
        ids.append(Ref(item=whole))
        self._run.references.append((ids, leaf))
        return ids

    def resolve(self) -> None:
        """Put the ids of the items into the relations, when the items have theirs."""
        for relation, one, other in self._waiting:
            relation["source"], relation["target"] = one["id"], other["id"]


def write_associations(achievements: Mapping[str, str], subject: Node, run: BadgeWriteRun) -> None:
    """Write what is known of how the achievements hang together.

    Args:
        achievements: the ``id`` of the achievement of each item that was written, by the id of the item.
        subject: the subject of the record.
        run: the writing.
    """
    relations = [relation for relation in run.model.all("relations") if _is_known(relation, achievements)]
    said = {pair for relation in relations for pair in _part_in(relation)}
    for item in run.model.all("qualifications"):
        part = item.peek(("id",))
        for leaf in item.all(PART_OF):
            whole = str(leaf.value)
            if (part, whole) in said:
                leaf.taken = Grade.DATA
            elif part in achievements and whole in achievements:
                place = _add(subject)
                place.add("associationType", _TYPES[PART_OF])
                place.add("sourceId", achievements[part])
                run.place(place, ("targetId",), achievements[whole], leaf)
    for relation in relations:
        place = _add(subject)
        word = relation.need(("relation",))
        run.place(place, ("associationType",), _TYPES[str(word.value)], word)
        for name, field in (("sourceId", "source"), ("targetId", "target")):
            leaf = relation.need((field,))
            run.place(place, (name,), achievements[str(leaf.value)], leaf)
    for part, _ in said:
        run.supplied.add(f"{run.items[part].pointer}/{PART_OF}")


def _is_known(relation: Node, achievements: Mapping[str, str]) -> bool:
    """Whether a relation is one between achievements, and of a type that the format has."""
    ends = (relation.peek((name,)) for name in ("source", "target"))
    return relation.peek(("relation",)) in _OF_RELATIONS and all(end in achievements for end in ends)


def _part_in(relation: Node) -> list[tuple[str, str]]:
    """The part and the whole that a relation tells of, if it does."""
    one, other = relation.peek(("source",)), relation.peek(("target",))
    match relation.peek(("relation",)):
        case "child_of":
            return [(one, other)]
        case "parent_of":
            return [(other, one)]
    return []


def _add(subject: Node) -> Node:
    place = subject.add(ASSOCIATION, array=True)
    place.add("type", "Association")
    return place
