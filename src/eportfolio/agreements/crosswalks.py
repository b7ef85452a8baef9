"""How concepts of one vocabulary are brought over to another: which mapping sets lead there, and how good they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..vocabulary.index.store import ConceptScheme
    from ..vocabulary.library import Vocabularies
    from ..vocabulary.mappings import MatchKind
    from ..vocabulary.mappings.index import MappingIndex

_LOOKED_AT: Final = 100
"""How many statements of a mapping set are looked at to tell which vocabularies it joins."""

_MOST_SETS: Final = 3
"""How many mapping sets may be used one after the other: each one adds to the errors."""

_KEPT: Final = 10
"""How many addresses of a side are kept: a version of a vocabulary may lack some of them."""

Belongs = Callable[["_End"], bool]


@dataclass(frozen=True, slots=True)
class SetUsed:
    """A mapping set on the way from one vocabulary to another.

    Attributes:
        name: its short name.
        title: its title.
        version: its version; empty when it has none.
        kinds: how many of its statements say what, such as ``exact``: 285, seen in the direction it is used in.
    """

    name: str
    title: str
    version: str
    kinds: Mapping[str, int] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """The set as JSON-ready data."""
        return {"name": self.name, "title": self.title, "version": self.version, "kinds": dict(self.kinds)}


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The way from one vocabulary to another.

    Attributes:
        source: the vocabulary that is offered.
        target: the one that is asked for.
        sets: the mapping sets, one after the other; none when both are versions of one vocabulary.
        best: the best that it can say of a concept, a word such as ``exact``; empty when it was not measured.
        quality: the weakest that it says of one: never stronger than the weakest part of the way.
    """

    source: str
    target: str
    sets: tuple[SetUsed, ...] = ()
    best: str = ""
    quality: str = ""

    @property
    def words(self) -> str:
        """The way in words, with its figures."""
        if not self.sets:
            return f"from {self.source} to {self.target}, two versions of one vocabulary: eportfolio vocab migrate"
        steps = ", then ".join(
            f"{one.name} ({', '.join(f'{count} {kind}' for kind, count in one.kinds.items())})" for one in self.sets
        )
        range_ = self.best if self.best == self.quality else f"{self.best} at best, {self.quality} at worst"
        return f"from {self.source} to {self.target} by {steps}: {range_}"

    def as_dict(self) -> dict[str, Any]:
        """The crosswalk as JSON-ready data."""
        found = {
            "source": self.source, "target": self.target, "sets": [one.as_dict() for one in self.sets],
            "best": self.best, "quality": self.quality,
        }  # fmt: skip
        return {key: value for key, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class _End:
    """One side of a mapping set: some addresses of it, and the prefix that the set gives to such addresses."""

    uris: tuple[str, ...]
    prefix: str

    @property
    def family(self) -> str:
        from ..vocabulary.mappings.places import family_of

        return family_of(self.uris[0])


@dataclass(frozen=True, slots=True)
class _Edge:
    """A mapping set, read from one side to the other."""

    near: _End
    far: _End
    used: SetUsed


class Crosswalks:
    """Finds ways between vocabularies.

    Args:
        vocabularies: the vocabularies; mapping sets are below their folder.
    """

    def __init__(self, vocabularies: Vocabularies) -> None:
        from ..vocabulary.mappings import Mappings

        self._vocabularies = vocabularies
        self._mappings = Mappings(vocabularies)
        self._found: dict[tuple[str, str], Crosswalk | None] = {}

    def require(self, name: str) -> None:
        """Make sure that a vocabulary is known: installed, shipped, or joined by a mapping set.

        Raises:
            VocabularyMissingError: nothing knows it; the message names the command that installs it.
        """
        from ..vocabulary.errors import VocabularyMissingError

        bare, at, _ = name.partition("@")
        try:
            self._mappings.places.belongs(name)
        except VocabularyMissingError:
            if not at or ":" in name:
                raise
            self._mappings.places.belongs(bare)

    def version(self, reference: str) -> str:
        """The version of a vocabulary that is here; empty when it, or the version asked for, is not installed.

        Args:
            reference: its short name, perhaps with a version, or its URI.
        """
        scheme = self._scheme(reference)
        return "" if scheme is None else scheme.description.version

    def named(self, reference: str) -> str:
        """The short name of a vocabulary that is named by its URI; what has no other name stays as it is.

        Args:
            reference: its short name, perhaps with a version, or its URI.
        """
        scheme = self._scheme(reference) if ":" in reference else None
        return reference if scheme is None else scheme.description.name

    def find(self, source: str, target: str) -> Crosswalk | None:
        """The best way from one vocabulary to another; ``None`` when no mapping sets lead there.

        Args:
            source: short name, perhaps with a version, or URI.
            target: likewise.

        Raises:
            VocabularyMissingError: nothing knows one of them.
        """
        key = source, target
        if key not in self._found:
            same = source.partition("@")[0] == target.partition("@")[0]
            self._found[key] = Crosswalk(source, target) if same else self._search(source, target)
        return self._found[key]

    def _search(self, source: str, target: str) -> Crosswalk | None:
        starts, arrives = self._belongs(source), self._belongs(target)
        ways = (_crosswalk(source, target, way) for way in self._ways(starts, arrives))
        usable = [one for one in ways if one is not None]
        return min(usable, key=_worth, default=None)

    def _ways(self, starts: Belongs, arrives: Belongs) -> Iterator[tuple[_Edge, ...]]:
        """Every way, the shorter ones first; none comes to a family of addresses twice."""
        ahead: list[tuple[_Edge, ...]] = [(edge,) for edge in self._edges if starts(edge.near)]
        for _ in range(_MOST_SETS):
            open_: list[tuple[_Edge, ...]] = []
            for way in ahead:
                end = way[-1].far
                if arrives(end):
                    yield way
                    continue
                been = {way[0].near.family, *(edge.far.family for edge in way)}
                open_ += [
                    (*way, edge) for edge in self._edges
                    if edge.near.family == end.family and edge.far.family not in been
                ]  # fmt: skip
            ahead = open_

    @cached_property
    def _edges(self) -> tuple[_Edge, ...]:
        return tuple(edge for index in self._mappings.indexes for edge in _edges_of(index))

    def _belongs(self, name: str) -> Belongs:
        """A test of whether a side of a mapping set is a vocabulary: the set calls it so, or it has its concepts."""
        self.require(name)
        bare = name if ":" in name else name.partition("@")[0]
        scheme = self._scheme(name) or self._scheme(bare)
        starts = {start for index in self._mappings.indexes for start in index.schemes.values() if start == name}

        def test(end: _End) -> bool:
            if end.prefix.casefold() == bare.casefold() or any(end.uris[0].startswith(one) for one in starts):
                return True
            return scheme is not None and any(uri in scheme for uri in end.uris)

        return test

    def _scheme(self, name: str) -> ConceptScheme | None:
        from ..vocabulary.errors import VocabularyMissingError

        try:
            return self._vocabularies.scheme(name)
        except VocabularyMissingError:
            return None


def _edges_of(index: MappingIndex) -> Iterator[_Edge]:
    """A mapping set in both directions, once for each pair of schemes that it joins."""
    from ..vocabulary.mappings.curies import NoPrefixError
    from ..vocabulary.mappings.places import family_of

    def prefix(uri: str) -> str:
        try:
            return index.prefixes.contract(uri).partition(":")[0]
        except NoPrefixError:
            return ""

    version = index.about.slots.get("mapping_set_version", "")
    counts = _kinds(index)
    joined: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in islice(index.mappings(), _LOOKED_AT):
        if one.match is not None:
            joined.setdefault((family_of(one.subject), family_of(one.object)), []).append((one.subject, one.object))
    for pairs in joined.values():
        subjects, objects = (
            _End(tuple(dict.fromkeys(side))[:_KEPT], prefix(side[0])) for side in zip(*pairs, strict=True)
        )  # fmt: skip
        for near, far, inverse in ((subjects, objects, False), (objects, subjects, True)):
            kinds = Counter({(kind.inverse if inverse else kind).word: count for kind, count in counts})
            ordered = {word: kinds[word] for word in _WORDS if kinds[word]}
            yield _Edge(near, far, SetUsed(index.name, index.title, str(version), ordered))


_WORDS: Final = ("exact", "close", "broad", "narrow", "related")
"""What a statement can say, strongest first."""


def _kinds(index: MappingIndex) -> tuple[tuple[MatchKind, int], ...]:
    from ..vocabulary.mappings import MatchKind

    counts = index.counts()
    return tuple((kind, counts[kind.value]) for kind in MatchKind if counts.get(kind.value))


def _crosswalk(source: str, target: str, way: tuple[_Edge, ...]) -> Crosswalk | None:
    """A way with its quality; ``None`` when what its sets say, one after the other, says nothing."""
    chains = quality_of([tuple(edge.used.kinds) for edge in way])
    if not chains:
        return None
    return Crosswalk(source, target, tuple(edge.used for edge in way), chains[0], chains[-1])


def quality_of(steps: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What chains of statements can say, strongest first, ending with the weakest part of the way.

    Args:
        steps: for each set, the words of what its statements say.

    Returns:
        The best and what is weaker; empty when no chain says anything.
    """
    from ..vocabulary.mappings import MatchKind, compose

    said: set[MatchKind] = set()
    for chain in product(*steps):
        whole: MatchKind | None = MatchKind.EXACT
        for word in chain:
            whole = None if whole is None else compose(whole, MatchKind(f"{word}_match"))
        if whole is not None:
            said.add(whole)
    if not said:
        return ()
    best = min(said, key=_strongest)
    parts = {MatchKind(f"{word}_match") for words in steps for word in words}
    weakest = max(said | parts, key=_strongest)
    return tuple(dict.fromkeys((best.word, weakest.word)))


def _strongest(kind: MatchKind) -> tuple[int, int]:
    """A key that puts stronger kinds first, and those that say as much in one order."""
    return -kind.strength, _WORDS.index(kind.word)


def _worth(way: Crosswalk) -> tuple[int, int, int]:
    """What makes one way better than another, the smaller the better."""
    return len(way.sets), _WORDS.index(way.best), _WORDS.index(way.quality)


def sets_of(ways: Iterator[Crosswalk]) -> tuple[str, ...]:
    """The mapping sets of several ways, each with its version, in the order of their names."""
    return tuple(sorted({f"{one.name}@{one.version}" if one.version else one.name for way in ways for one in way.sets}))
