"""Matching with ESCO as it is published: an occupation's own skills lead to it, also with noise; Jaccard beside it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from eportfolio.matching import Held, Occupations
from eportfolio.matching.covering import covers
from eportfolio.vocabulary.index.store import ConceptScheme
from tests.esco import installed_once
from tests.support import needs_shared

pytestmark = needs_shared

SAMPLE = 250
Rank = Callable[[Sequence[str]], list[str]]


@pytest.fixture(scope="module")
def scheme(base_of_run: Path) -> Iterator[ConceptScheme]:
    with ConceptScheme(installed_once(base_of_run, "esco-1.1.1-en-official").path) as opened:
        yield opened


@pytest.fixture(scope="module")
def occupations(scheme: ConceptScheme) -> Occupations:
    return Occupations(scheme)


@pytest.fixture(scope="module")
def rank(scheme: ConceptScheme, occupations: Occupations) -> Rank:
    def ranked(skills: Sequence[str]) -> list[str]:
        held = [Held(uri, "", "reported", None, ()) for uri in skills]
        fits = occupations.fits(covers(held, scheme, 2026), float(len(held)))
        return [uri for uri, _ in sorted(fits, key=lambda pair: (-pair[1].score, pair[0]))]

    return ranked


@pytest.fixture(scope="module")
def jaccard(occupations: Occupations) -> Rank:
    sets = {uri: frozenset(occupations.essential(uri)) for uri in occupations}

    def ranked(skills: Sequence[str]) -> list[str]:
        held = set(skills)
        return sorted(sets, key=lambda uri: (-len(sets[uri] & held) / len(sets[uri] | held), uri))

    return ranked


def noisy(occupations: Occupations, uri: str, chance: random.Random, all_skills: Sequence[str]) -> list[str]:
    """The skills of an occupation, 30 % of them removed, and half as many unrelated ones as are left added."""
    own = list(occupations.essential(uri))
    kept = chance.sample(own, len(own) - round(0.3 * len(own)))
    others = [skill for skill in chance.sample(all_skills, len(kept) + 200) if skill not in own]
    return kept + others[: len(kept) // 2]


def test_its_own_essential_skills_lead_to_an_occupation(
    occupations: Occupations, rank: Rank, jaccard: Rank, record_property: Callable[[str, object], None]
) -> None:
    sample = random.Random(1).sample(sorted(occupations), SAMPLE)
    twins = [uri for uri in sample if rank(occupations.essential(uri))[0] != uri]
    record_property("first", 1 - len(twins) / SAMPLE)
    record_property("jaccard", sum(jaccard(occupations.essential(uri))[0] == uri for uri in sample[:50]) / 50)
    assert len(twins) <= 0.05 * SAMPLE
    for uri in twins:  # each has a twin with exactly the same essential skills
        first = rank(occupations.essential(uri))[0]
        assert set(occupations.essential(first)) == set(occupations.essential(uri)), uri


def test_with_noise_an_occupation_is_among_the_first_five(occupations: Occupations, rank: Rank) -> None:
    chance = random.Random(2)
    sample = chance.sample(sorted(occupations), SAMPLE)
    all_skills = sorted({skill for uri in occupations for skill in occupations.essential(uri)})
    among = sum(uri in rank(noisy(occupations, uri, chance, all_skills))[:5] for uri in sample)
    assert among >= 0.9 * SAMPLE
