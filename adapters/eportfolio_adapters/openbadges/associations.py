"""Associations: how the achievements of a learner record hang together (CLR 2.0, class Association).

An achievement that is a part of another makes the award a part of the other award; everything else is a relation of
the portfolio.  A child is a part too, and a parent has parts: that is noted beside the relation, which is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.sources.tree import Grade, Node

from .joints import Typed, take_aside
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
_HIERARCHY: Final = frozenset({"child_of", "parent_of"})
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
        for place in subject.all(ASSOCIATION):
            kind, source, target = (place.free((name,)) for name in ("associationType", "sourceId", "targetId"))
            if kind is None or source is None or target is None or str(kind.value) not in RELATIONS:
                continue
            items = [self._awards.get(str(leaf.value).strip()) for leaf in (source, target)]
            for leaf, item in zip((source, target), items, strict=True):
                if item is None:
                    message = f"{leaf.name} of an association names no achievement of the record."
                    self._run.report("dangling-reference", message, leaf)
            one, other = items
            if one is not None and other is not None:
                self._read_one(place, RELATIONS[str(kind.value)], (kind, source, target), (one, other))

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
    said: set[tuple[str, str]] = set()
    for relation in run.model.all("relations"):
        one, word, other = (relation.first(name) for name in ("source", "relation", "target"))
        if one is None or word is None or other is None or str(word.value) not in _OF_RELATIONS:
            continue
        ends = str(one.value), str(other.value)
        if not all(end in achievements for end in ends):
            continue
        place = _add(subject)
        run.place(place, ("associationType",), _TYPES[str(word.value)], word)
        for name, leaf in (("sourceId", one), ("targetId", other)):
            run.place(place, (name,), achievements[str(leaf.value)], leaf)
        if word.value in _HIERARCHY:
            part, whole = ends if word.value == "child_of" else ends[::-1]
            said.add((part, whole))
            run.supplied.add(f"{run.items[part].pointer}/{PART_OF}")
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


def _add(subject: Node) -> Node:
    place = subject.add(ASSOCIATION, array=True)
    place.add("type", "Association")
    return place
