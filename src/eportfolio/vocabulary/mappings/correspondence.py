"""What a concept corresponds to in another vocabulary: chains of statements, the best one for each concept found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Any, Final

from ..concepts import MATCHES
from ..index.store import ConceptScheme
from ..library import Vocabularies
from .index import MappingIndex
from .install import available_mappings
from .kinds import MatchKind, compose
from .places import Belongs, Places, family_of
from .slots import BUILT_IN_PREFIXES
from .steps import Step, denials_of, steps_of_scheme, steps_of_set

MAX_STEPS: Final = 3
"""How many statements a chain may have: each one adds to the errors (SKOS Reference, section 10.6.1)."""

_CHAINED: Final = BUILT_IN_PREFIXES["semapv"] + "MappingChaining"
_MAX_VISITED: Final = 20_000
_JOINED_BY_ESCO: Final = frozenset({"esco", "isco-08", "nace"})
_ESCO_START: Final = "http://data.europa.eu/esco/"


@dataclass(frozen=True, slots=True)
class Match:
    """A concept of another vocabulary that corresponds to the one asked for.

    Attributes:
        uri: its address.
        kind: how it corresponds: ``BROAD`` says that it is broader than the one asked for.
        steps: the statements that lead to it; more than one make the match an inference.
        label: its label, in the language asked for where it has one.
        notation: its code, where it is known.
        vocabulary: name and version of the vocabulary that has it; empty when that is not installed.
    """

    uri: str
    kind: MatchKind
    steps: tuple[Step, ...]
    label: str = ""
    notation: str = ""
    vocabulary: str = ""

    @property
    def confidence(self) -> float:
        """How sure the authors of its steps are together, from 0 to 1."""
        return prod(step.confidence for step in self.steps)

    @property
    def justification(self) -> str:
        """Address of the reason: that of the statement, or ``semapv:MappingChaining`` for several of them."""
        return self.steps[0].justification if len(self.steps) == 1 else _CHAINED

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its statements come from, in the order of the steps."""
        return tuple(dict.fromkeys(step.source for step in self.steps))

    @property
    def rank(self) -> tuple[bool, int, int, float]:
        """What makes one chain to a concept better than another, the smaller the better.

        A statement comes before what was inferred; then the stronger match, the shorter chain, the surer one.
        """
        return len(self.steps) > 1, -self.kind.strength, len(self.steps), -self.confidence

    def as_dict(self) -> dict[str, Any]:
        """The match as JSON-ready data."""
        return {
            "uri": self.uri, "notation": self.notation, "label": self.label, "vocabulary": self.vocabulary,
            "match": self.kind.value, "confidence": self.confidence, "justification": self.justification,
            "sources": list(self.sources), "steps": [step.as_dict() for step in self.steps],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Chain:
    """A chain on its way: where it has come to, what it says of that, and where it has been."""

    uri: str
    kind: MatchKind
    steps: tuple[Step, ...]
    families: frozenset[str]
    passed: int = 0


class Mappings:
    """All crosswalks that are there: installed and bundled mapping sets, and what vocabularies say themselves.

    Args:
        vocabularies: the vocabularies; mapping sets are below their folder.
    """

    def __init__(self, vocabularies: Vocabularies) -> None:
        self.vocabularies = vocabularies

    @cached_property
    def indexes(self) -> tuple[MappingIndex, ...]:
        """The mapping sets.

        Raises:
            VocabularyDamagedError: one of them is damaged.
        """
        return tuple(one.open() for one in available_mappings(self.vocabularies.folder))

    @cached_property
    def places(self) -> Places:
        """Where concepts are found."""
        return Places(self.vocabularies, self.indexes)

    def map(
        self,
        reference: str,
        *,
        to: str,
        source: str | None = None,
        via: Sequence[str] = (),
        steps: int = MAX_STEPS,
        language: str = "en",
    ) -> tuple[Match, ...]:
        """What a concept corresponds to in another vocabulary.

        Args:
            reference: address or code of the concept.
            to: the other vocabulary: its short name, its URI, or the prefix that a mapping set gives to it.
            source: the vocabulary of the code; needed when several have it.
            via: vocabularies that the chain has to pass, in this order.
            steps: how many statements a chain may have.
            language: language of the labels.

        Returns:
            For each concept found the best chain that leads to it, the strongest matches first.

        Raises:
            UsageError: there is no such concept, or several vocabularies have the code.
            VocabularyMissingError: nothing knows one of the vocabularies; the message names the command to install it.
            VocabularyDamagedError: an index is damaged.
        """
        start = self.places.start(reference, source)
        wanted = self.places.belongs(to)
        through = tuple(self.places.belongs(name) for name in via)
        best: dict[str, Match] = {}
        denied = denials_of(self.indexes, start)
        for found in self._found(start, wanted, through, steps):
            inferred = len(found.steps) > 1
            known = best.get(found.uri)
            if not (inferred and (found.uri, found.kind) in denied) and (known is None or found.rank < known.rank):
                best[found.uri] = found
        matches = [self._labelled(match, language) for match in best.values()]
        return tuple(sorted(matches, key=lambda one: (-one.kind.strength, one.kind, one.rank, one.label, one.uri)))

    def lacking(self, *names: str) -> tuple[str, ...]:
        """What could be installed when nothing was found, as sentences for people.

        Args:
            names: the vocabularies and the concept that were asked for.
        """
        sentences = []
        if any(name.partition("@")[0] in _JOINED_BY_ESCO or name.startswith(_ESCO_START) for name in names):
            installed = self.vocabularies.available("esco")
            if not any("type:occupation" in self.vocabularies.open(one).counts() for one in installed):
                sentences.append(
                    "ESCO itself joins its occupations with ISCO-08 and NACE, but they are not installed:"
                    " eportfolio vocab install esco SOURCE"
                )
        there = ", ".join(index.title for index in self.indexes) or "none"
        sentences.append(
            f"Mapping sets that are here: {there}. Install another one: eportfolio vocab install mappings FILE"
        )
        return tuple(sentences)

    def _found(self, start: str, wanted: Belongs, through: tuple[Belongs, ...], steps: int) -> Iterator[Match]:
        """Every chain that ends in the vocabulary, the shorter ones first.

        A chain says something at each step, and comes to a family of addresses only once, so that it never turns
        back.  Of chains that say the same of the same concept, the first one goes on.
        """
        ahead = [_Chain(start, MatchKind.EXACT, (), frozenset({family_of(start)}))]
        visited = {(start, MatchKind.EXACT, 0)}
        for _ in range(steps):
            reached: list[_Chain] = []
            for chain, step, kind in self._continued(ahead):
                arrived = wanted(step.object, step.scheme)
                if arrived and chain.passed == len(through):
                    yield Match(step.object, kind, (*chain.steps, step), step.label)
                    continue
                if family_of(step.object) in chain.families:
                    continue
                passed = chain.passed
                if passed < len(through) and through[passed](step.object, step.scheme):
                    passed += 1
                state = (step.object, kind, passed)
                if state not in visited and len(visited) < _MAX_VISITED:
                    visited.add(state)
                    families = chain.families | {family_of(step.object)}
                    reached.append(_Chain(step.object, kind, (*chain.steps, step), families, passed))
            ahead = reached

    def _continued(self, chains: Sequence[_Chain]) -> Iterator[tuple[_Chain, Step, MatchKind]]:
        """The next step of each chain, and what the chain says with it."""
        for chain in chains:
            been = {chain.uri, *(step.subject for step in chain.steps)}
            for step in self._steps(chain.uri):
                kind = compose(chain.kind, step.match)
                if kind is not None and step.object not in been:
                    yield chain, step, kind

    def _steps(self, uri: str) -> Iterator[Step]:
        for index in self.indexes:
            yield from steps_of_set(index, uri)
        for scheme in self._bridges:
            yield from steps_of_scheme(scheme, uri)

    @cached_property
    def _bridges(self) -> tuple[ConceptScheme, ...]:
        """The vocabularies, each in the version to be preferred, that state matches themselves."""
        preferred = {one.name: one for one in reversed(self.vocabularies.available())}
        schemes = (self.vocabularies.open(one) for one in preferred.values())
        return tuple(scheme for scheme in schemes if _states_matches(scheme.counts()))

    def _labelled(self, match: Match, language: str) -> Match:
        """The match with the labels and codes that vocabularies have for its concepts."""
        steps = tuple(self._step_labelled(step, language) for step in match.steps)
        found = self.places.concept(match.uri)
        if found is None:
            return replace(match, steps=steps, notation=steps[-1].curie.partition(":")[2])
        scheme, concept = found
        description = scheme.description
        return replace(
            match, steps=steps, label=concept.label(language), notation=concept.notation,
            vocabulary=f"{description.name} {description.version}",
        )  # fmt: skip

    def _step_labelled(self, step: Step, language: str) -> Step:
        found = None if step.label else self.places.concept(step.object)
        return replace(step, label=found[1].label(language)) if found else step


def _states_matches(counts: dict[str, int]) -> bool:
    return bool(
        counts.get("link")
        or any(f"relation:{name}" in counts for name in MATCHES)
        or {"type:isco_group", "type:occupation"} <= counts.keys()
    )
