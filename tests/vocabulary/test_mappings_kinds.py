"""Kinds of matches: what two of them say one after the other, held against sets of things."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, combinations, product

import pytest

from eportfolio.vocabulary.concepts import MATCHES
from eportfolio.vocabulary.mappings.kinds import PREDICATES, MatchKind, compose, denied_by, match_of
from eportfolio.vocabulary.mappings.slots import NO_MAPPING, NO_TERM_FOUND

EXACT, CLOSE, BROAD, NARROW, RELATED = MatchKind
SKOS = "http://www.w3.org/2004/02/skos/core#"
PAIRS = list(product(MatchKind, repeat=2))

Things = frozenset[int]

_MEANING: dict[MatchKind, Callable[[Things, Things], bool]] = {
    EXACT: lambda a, b: a == b,
    BROAD: lambda a, b: a < b,
    NARROW: lambda a, b: a > b,
    RELATED: lambda a, b: bool(a & b),
}
_CONCEPTS = [frozenset(c) for c in chain.from_iterable(combinations(range(4), size) for size in range(1, 5))]


def test_the_kinds_are_the_relations_of_a_vocabulary() -> None:
    assert tuple(kind.value for kind in MatchKind) == MATCHES


@pytest.mark.parametrize("kind", MatchKind)
def test_an_exact_match_changes_nothing(kind: MatchKind) -> None:
    assert compose(EXACT, kind) is kind
    assert compose(kind, EXACT) is kind


@pytest.mark.parametrize(("first", "then"), PAIRS)
def test_a_chain_read_backwards_says_the_inverse(first: MatchKind, then: MatchKind) -> None:
    said = compose(first, then)
    assert compose(then.inverse, first.inverse) is (said.inverse if said else None)


@pytest.mark.parametrize(("first", "then"), PAIRS)
def test_a_chain_never_says_more_than_its_weakest_part(first: MatchKind, then: MatchKind) -> None:
    said = compose(first, then)
    assert said is None or said.strength <= min(first.strength, then.strength)


@pytest.mark.parametrize(("first", "then"), list(product((EXACT, BROAD, NARROW), repeat=2)))
def test_what_a_chain_says_is_true_of_sets_of_things(first: MatchKind, then: MatchKind) -> None:
    said = compose(first, then)
    ends = [(a, c) for a, b, c in product(_CONCEPTS, repeat=3) if _MEANING[first](a, b) and _MEANING[then](b, c)]
    assert ends
    if said is None:
        assert not all(a & c for a, c in ends)
    else:
        assert all(_MEANING[said](a, c) for a, c in ends)


def test_nearness_does_not_add_up() -> None:
    assert compose(CLOSE, CLOSE) is RELATED
    assert compose(RELATED, CLOSE) is None
    assert compose(RELATED, RELATED) is None


def test_things_below_a_common_roof_have_nothing_to_do_with_each_other() -> None:
    assert compose(BROAD, NARROW) is None
    assert compose(NARROW, BROAD) is RELATED


def test_a_match_is_stated_between_two_addresses_by_a_predicate_that_says_how() -> None:
    assert match_of("s", SKOS + "broadMatch", "o") is BROAD
    assert match_of("s", SKOS + "broadMatch", "o", "Not") is None
    assert match_of("", SKOS + "broadMatch", "o") is None
    assert match_of("s", SKOS + "broadMatch", NO_TERM_FOUND) is None
    assert match_of(NO_TERM_FOUND, SKOS + "broadMatch", "o") is None
    assert match_of("s", NO_MAPPING, "o") is None
    assert match_of("s", SKOS + "mappingRelation", "o") is None


def test_without_a_close_match_there_is_no_exact_one() -> None:
    assert denied_by(SKOS + "closeMatch", "Not") == (CLOSE, EXACT)
    assert denied_by(SKOS + "exactMatch", "Not") == (EXACT,)
    assert denied_by(SKOS + "exactMatch", "") == ()
    assert denied_by("https://example.org/likes", "Not") == ()


@pytest.mark.parametrize("kind", MatchKind)
def test_every_kind_has_a_predicate_that_states_it(kind: MatchKind) -> None:
    assert PREDICATES[kind.predicate] is kind
