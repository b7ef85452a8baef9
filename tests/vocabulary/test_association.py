"""Words that stand for each other, learned from the labels of a vocabulary."""

from __future__ import annotations

from eportfolio.vocabulary.ranking.association import associations

PRISON, JAIL, COOK, WASH, GUARD = range(5)
OTHERS = range(100_000, 101_000)


def labels(*sets: set[int]) -> list[frozenset[int]]:
    return [frozenset(one) for one in sets]


def vocabulary(*concepts: list[frozenset[int]]) -> list[list[frozenset[int]]]:
    """Some concepts among many that say something else."""
    return [*concepts, *(labels({number, number + 10_000}, {number, number + 20_000}) for number in OTHERS)]


def prison() -> list[list[frozenset[int]]]:
    """Three concepts that say PRISON in one label and JAIL in the other."""
    return vocabulary(*(labels({PRISON, other}, {JAIL, other}) for other in (COOK, WASH, GUARD)))


def test_words_that_replace_each_other_are_associated_both_ways() -> None:
    found = associations(prison())
    assert [term for term, _ in found[PRISON]] == [JAIL]
    assert [term for term, _ in found[JAIL]] == [PRISON]


def test_words_that_labels_share_are_not_associated() -> None:
    found = associations(prison())
    assert COOK not in found
    assert all(term not in (COOK, WASH, GUARD) for others in found.values() for term, _ in others)


def test_strengths_are_between_0_and_1() -> None:
    many = vocabulary(*(labels({PRISON, number}, {JAIL, number}) for number in range(1000, 1030)))
    strengths = [strength for others in associations(many).values() for _, strength in others]
    assert max(strengths) > 0.7
    assert all(0 < strength < 1 for strength in strengths)


def test_more_evidence_makes_it_stronger() -> None:
    once = dict(associations(vocabulary(labels({PRISON, COOK}, {JAIL, COOK})))[PRISON])[JAIL]
    assert dict(associations(prison())[PRISON])[JAIL] > once


def test_a_word_that_replaces_everything_is_by_chance() -> None:
    once = labels({PRISON, COOK}, {JAIL, COOK})
    common = [
        labels({number + 200, number + 300}, {term, number + 300}) for number in range(40) for term in (PRISON, JAIL)
    ]
    assert JAIL in dict(associations(vocabulary(once))[PRISON])
    assert JAIL not in dict(associations([once, *common]).get(PRISON, []))


def test_only_the_strongest_are_kept() -> None:
    many = [labels({PRISON, 500}, {number, 500}) for number in range(600, 612)]
    strong = labels({PRISON, 500}, {JAIL, 500})
    kept = [term for term, _ in associations(vocabulary(*many * 3, *[strong] * 9))[PRISON]]
    assert (len(kept), kept[0]) == (8, JAIL)


def test_labels_without_a_word_in_common_say_less() -> None:
    apart = [labels({PRISON, WASH}, {JAIL, GUARD})] * 6
    sharing = [labels({PRISON, WASH, COOK}, {JAIL, GUARD, COOK})] * 6
    assert PRISON not in associations(vocabulary(*apart))
    assert PRISON in associations(vocabulary(*sharing))


def test_labels_that_differ_in_many_words_say_nothing() -> None:
    assert 0 not in associations(vocabulary(*[labels(set(range(10)), set(range(10, 20)))] * 300))
    assert 0 in associations(vocabulary(*[labels(set(range(3)), set(range(3, 6)))] * 30))


def test_one_label_and_the_same_label_twice_say_nothing() -> None:
    assert associations([labels({PRISON})] * 9) == {}
    assert associations([labels({PRISON, COOK}, {PRISON, COOK})] * 9) == {}
    assert associations([[]]) == {}
    assert associations([]) == {}


def test_a_concept_of_very_many_labels_costs_bounded_time() -> None:
    every = [frozenset({number, -1}) for number in range(1, 20_000)]
    found = associations(vocabulary(every))
    assert len([term for term in found if term < 20_000]) == 12


def test_the_order_of_concepts_does_not_matter() -> None:
    forwards, backwards = associations(prison()), associations(reversed(prison()))
    assert {term: dict(others) for term, others in forwards.items()} == {
        term: dict(others) for term, others in backwards.items()
    }
