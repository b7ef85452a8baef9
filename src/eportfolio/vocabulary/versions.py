"""Two versions of a concept scheme side by side: what was added, withdrawn, replaced and renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from .concepts import Relation, SchemeConcept
from .index.store import ConceptScheme

WITHDRAWN: Final = frozenset({"obsolete", "deprecated", "withdrawn", "retired", "superseded", "redirected", "rejected"})
"""Status of a concept that must not be used any more (ISO 25964-1; ``owl:deprecated``; the statuses of ESCO)."""


def is_withdrawn(concept: SchemeConcept) -> bool:
    """Whether the scheme has a concept only so that old data can be understood."""
    return concept.status.strip().casefold() in WITHDRAWN


@dataclass(frozen=True, slots=True)
class ConceptChange:
    """A concept that differs between two versions.

    Attributes:
        uri: the concept.
        type: its type.
        label: a label for people.
    """

    uri: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class Successor:
    """What may be used in the place of a concept that is gone or withdrawn.

    Attributes:
        uri: the concept that is gone.
        type: its type.
        label: a label for people.
        successor: the concept to use.
        reason: ``replaced_by`` when the scheme itself names it; ``same_label`` when it only has the same label, which
            is a proposal that a person must look at.
    """

    uri: str
    type: str
    label: str
    successor: str
    reason: str


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of a concept that differs between two versions.

    Attributes:
        uri: the concept.
        type: its type in the newer version.
        what: ``label``, ``notation``, ``type`` or ``status``.
        language: language of a label.
        before: the older value.
        after: the newer value.
    """

    uri: str
    type: str
    what: str
    language: str
    before: str
    after: str


@dataclass(slots=True)
class VersionDifference:
    """What differs between two versions of a scheme.

    Attributes:
        name: short name of the scheme.
        old: the older version.
        new: the newer version.
        added: concepts that only the newer version has.
        removed: concepts that only the older version has.
        obsoleted: concepts that the newer version has withdrawn.
        replaced: successors of what is gone or withdrawn.
        changed: preferred labels, notations, types and other statuses that differ, in languages that both have.
        alternatives: number of other labels that came and went, by ``+language`` and ``-language``.
        relations_added: relations that only the newer version has, by predicate.
        relations_removed: relations that only the older version has, by predicate.
        not_compared: what was left out, and why.
        labels: a label for people for each concept of either version.
    """

    name: str
    old: str
    new: str
    added: list[ConceptChange] = field(default_factory=list)
    removed: list[ConceptChange] = field(default_factory=list)
    obsoleted: list[ConceptChange] = field(default_factory=list)
    replaced: list[Successor] = field(default_factory=list)
    changed: list[ValueChange] = field(default_factory=list)
    alternatives: Counter[str] = field(default_factory=Counter)
    relations_added: dict[str, list[Relation]] = field(default_factory=dict)
    relations_removed: dict[str, list[Relation]] = field(default_factory=dict)
    not_compared: list[str] = field(default_factory=list)
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def equal(self) -> bool:
        """Whether nothing differs in what was compared."""
        lists = (self.added, self.removed, self.obsoleted, self.changed, self.alternatives)
        return not any((*lists, self.relations_added, self.relations_removed))

    def counts(self) -> dict[str, dict[str, int]]:
        """Numbers by kind of change, and within it by type, by what changed, or by predicate."""
        return {
            "added": _by_type(self.added),
            "removed": _by_type(self.removed),
            "obsoleted": _by_type(self.obsoleted),
            "replaced": dict(Counter(one.reason for one in self.replaced)),
            "changed": dict(Counter(f"{one.what} {one.language}".strip() for one in self.changed)),
            "alternatives": dict(sorted(self.alternatives.items())),
            "relations_added": {name: len(found) for name, found in sorted(self.relations_added.items())},
            "relations_removed": {name: len(found) for name, found in sorted(self.relations_removed.items())},
        }

    def as_dict(self, limit: int | None = None) -> dict[str, Any]:
        """The difference as JSON-ready data.

        Args:
            limit: how many of each kind are listed; all of them when it is left out.
        """
        lists = ("added", "removed", "obsoleted", "replaced", "changed")
        relations = ("relations_added", "relations_removed")
        return {
            "name": self.name,
            "old": self.old,
            "new": self.new,
            "equal": self.equal,
            "counts": self.counts(),
            "not_compared": self.not_compared,
            **{name: [asdict(one) for one in getattr(self, name)[:limit]] for name in lists},
            **{
                name: {predicate: [asdict(one) for one in found[:limit]]
                       for predicate, found in sorted(getattr(self, name).items())}
                for name in relations
            },
        }  # fmt: skip


def compare_versions(old: ConceptScheme, new: ConceptScheme) -> VersionDifference:
    """Compare two versions of a scheme: concepts by their URI, labels in the languages that both have.

    Relations of a kind that an incomplete installation lacks altogether are not compared, since their absence says
    nothing; the result tells so.

    Args:
        old: the older version.
        new: the newer version.
    """
    difference = VersionDifference(new.description.name, old.description.version, new.description.version)
    before = {concept.uri: concept for concept in old.concepts()}
    after = {concept.uri: concept for concept in new.concepts()}
    difference.labels = {uri: concept.label() for uri, concept in {**before, **after}.items()}
    difference.not_compared = list(_lacking(old, new))
    difference.added = [_change(concept) for uri, concept in after.items() if uri not in before]
    difference.removed = [_change(concept) for uri, concept in before.items() if uri not in after]
    for uri, concept in before.items():
        if uri in after:
            _compare_concepts(difference, concept, after[uri])
    _compare_labels(difference, old, new, before, after)
    _compare_relations(difference, old, new)
    difference.replaced = list(_successors(difference, old, after, new))
    return difference


def _lacking(*schemes: ConceptScheme) -> Iterator[str]:
    """What a version does not have here, although it may have it."""
    for scheme in schemes:
        version = scheme.description.version
        if not scheme.description.official:
            yield f"{version} is not the publisher's own data in full: what is missing from it may be missing here only"
        for name in scheme.facts().get("missing", ()):
            yield f"{name}.csv: the installed {version} lacks it"


def _compare_concepts(difference: VersionDifference, old: SchemeConcept, new: SchemeConcept) -> None:
    if is_withdrawn(new) and not is_withdrawn(old):
        difference.obsoleted.append(_change(new))
    elif new.status != old.status:
        difference.changed.append(ValueChange(new.uri, new.type, "status", "", old.status, new.status))
    for what in ("type", "notation"):
        values = getattr(old, what), getattr(new, what)
        if values[0] != values[1] and all(values):
            difference.changed.append(ValueChange(new.uri, new.type, what, "", *values))
    for language, label in new.labels.items():
        known = old.labels.get(language)
        if known is not None and known != label:
            difference.changed.append(ValueChange(new.uri, new.type, "label", language, known, label))


def _compare_labels(
    difference: VersionDifference,
    old: ConceptScheme,
    new: ConceptScheme,
    before: Mapping[str, SchemeConcept],
    after: Mapping[str, SchemeConcept],
) -> None:
    """Count alternative and hidden labels that came and went, of concepts that both versions describe."""
    both = set(old.languages) & set(new.languages)
    for language in sorted({*old.languages, *new.languages} - both):
        which = difference.old if language in old.languages else difference.new
        difference.not_compared.append(f"labels in {language or 'no language'}: only {which} has them")
    for language in sorted(both):
        described = {
            uri for uri in before.keys() & after.keys()
            if language in before[uri].labels and language in after[uri].labels
        }  # fmt: skip
        gone, come = (set(_others(scheme, language, described)) for scheme in (old, new))
        difference.alternatives[f"+{language}"] += len(come - gone)
        difference.alternatives[f"-{language}"] += len(gone - come)
    difference.alternatives += Counter()  # without zeros


def _others(scheme: ConceptScheme, language: str, uris: set[str]) -> Iterator[tuple[str, str, str]]:
    for label in scheme.labels(language=language):
        if label.kind != "preferred" and label.uri in uris:
            yield label.uri, label.kind, label.text


def _compare_relations(difference: VersionDifference, old: ConceptScheme, new: ConceptScheme) -> None:
    before, after = _relations(old), _relations(new)
    for predicate in sorted(before.keys() | after.keys()):
        lacking = next(
            (scheme for scheme, there in ((old, before), (new, after))
             if predicate not in there and scheme.facts().get("missing")), None,
        )  # fmt: skip
        if lacking is not None:
            version = lacking.description.version
            difference.not_compared.append(
                f"relations {predicate}: the installed {version} has none, and its files were not complete"
            )
            continue
        come = after.get(predicate, set()) - before.get(predicate, set())
        gone = before.get(predicate, set()) - after.get(predicate, set())
        if come:
            difference.relations_added[predicate] = _listed(predicate, come)
        if gone:
            difference.relations_removed[predicate] = _listed(predicate, gone)


def _relations(scheme: ConceptScheme) -> dict[str, set[tuple[str, str]]]:
    """The relations of a scheme by predicate; equal addresses are one object, which keeps the memory small."""
    known: dict[str, str] = {}
    found: dict[str, set[tuple[str, str]]] = {}
    for relation in scheme.all_relations():
        pair = (
            known.setdefault(relation.subject, relation.subject),
            known.setdefault(relation.object, relation.object),
        )
        found.setdefault(relation.predicate, set()).add(pair)
    return found


def _listed(predicate: str, pairs: set[tuple[str, str]]) -> list[Relation]:
    return [Relation(subject, predicate, target) for subject, target in sorted(pairs)]


def _successors(
    difference: VersionDifference, old: ConceptScheme, after: Mapping[str, SchemeConcept], new: ConceptScheme
) -> Iterator[Successor]:
    """What takes the place of concepts that are gone or withdrawn: as the scheme says, else of the same label."""
    for gone in (*difference.removed, *difference.obsoleted):
        concept = after.get(gone.uri) or old.get(gone.uri)
        assert concept is not None
        if concept.replaced_by:
            yield Successor(gone.uri, gone.type, gone.label, concept.replaced_by, "replaced_by")
            continue
        alike = {
            hit.uri
            for language, label in concept.labels.items()
            for hit in new.exact(label, language=language)
            if hit.uri != gone.uri and hit.kind != "hidden" and not is_withdrawn(after[hit.uri])
        }
        if len(alike) == 1:
            yield Successor(gone.uri, gone.type, gone.label, alike.pop(), "same_label")


def _change(concept: SchemeConcept) -> ConceptChange:
    return ConceptChange(concept.uri, concept.type, concept.label())


def _by_type(changes: list[ConceptChange]) -> dict[str, int]:
    return dict(sorted(Counter(change.type for change in changes).items()))
