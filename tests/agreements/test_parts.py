"""Conditions compared, chains of crosswalks, what a format carries, and the mirror."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.agreements import agree
from eportfolio.agreements.carrying import measured
from eportfolio.agreements.comparing import Meets, compare, days_of, surely_meets
from eportfolio.agreements.crosswalks import Crosswalks, quality_of
from eportfolio.exchange.fidelity import Carried
from eportfolio.profiles import Conditions, Profile, shipped
from eportfolio.profiles.paths import parse_path
from eportfolio.profiles.reading import read_profile
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.mappings import MatchKind, install_mappings

from .helpers import school, service

SET = """#curie_map:
#  {a}: https://{a}.example.org/
#  {b}: https://{b}.example.org/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#mapping_set_id: https://example.org/{a}-{b}
#mapping_set_version: "1"
subject_id\tpredicate_id\tobject_id\tmapping_justification
"""


def mapping_set(folder: FilePath, a: str, b: str, *kinds: str) -> FilePath:
    """A mapping set of one statement for each kind."""
    path = folder / f"{a}-{b}.sssom.tsv"
    rows = [f"{a}:{number}\tskos:{kind}Match\t{b}:{number}\tsemapv:ManualMappingCuration\n"
            for number, kind in enumerate(kinds)]  # fmt: skip
    path.write_text(SET.format(a=a, b=b) + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def crosswalks(tmp_path: FilePath) -> Crosswalks:
    install_mappings(
        tmp_path / "vocabularies",
        [
            mapping_set(tmp_path, "one", "two", "exact", "broad"),
            mapping_set(tmp_path, "three", "two", "close", "broad"),
            mapping_set(tmp_path, "three", "four", "related"),
        ],
    )
    return Crosswalks(Vocabularies(tmp_path / "vocabularies"))


def test_a_way_is_read_from_either_side(crosswalks: Crosswalks) -> None:
    forth, back = crosswalks.find("one", "two"), crosswalks.find("two", "one")
    assert forth is not None
    assert back is not None
    assert forth.sets[0].kinds == {"exact": 1, "broad": 1}
    assert back.sets[0].kinds == {"exact": 1, "narrow": 1}
    assert (forth.best, forth.quality) == ("exact", "broad")


def test_sets_are_used_one_after_the_other(crosswalks: Crosswalks) -> None:
    way = crosswalks.find("one", "three")
    assert way is not None
    assert [used.name for used in way.sets] == ["one-two", "three-two"]
    assert (way.best, way.quality) == ("close", "related")
    assert crosswalks.find("one", "four") is None, "close, then related, says nothing"


def test_two_versions_of_one_vocabulary_are_not_measured(crosswalks: Crosswalks) -> None:
    way = crosswalks.find("one@1", "one@2")
    assert way is not None
    assert (way.sets, way.quality) == ((), "")


@given(
    st.lists(st.sets(st.sampled_from([kind.word for kind in MatchKind]), min_size=1).map(tuple), min_size=1, max_size=3)
)
def test_a_way_is_never_stronger_than_its_weakest_part(steps: list[tuple[str, ...]]) -> None:
    said = [MatchKind(f"{word}_match").strength for word in quality_of(steps)]
    parts = [[MatchKind(f"{word}_match").strength for word in step] for step in steps]
    if said:
        assert said[-1] <= min(map(min, parts))
        assert said[0] <= min(map(max, parts))


def test_conditions_compared() -> None:
    offered = Conditions(languages=("nl", "fr"), precision="month", media_types=("image/png",), max_bytes=10)
    asked = Conditions(languages=("nl",), precision="year", media_types=("image/*",), max_bytes=5, strength="claimed")
    assert {one.condition: one.meets for one in compare(offered, asked)} == {
        "languages": Meets.PARTLY, "precision": Meets.YES, "media_types": Meets.YES, "max_bytes": Meets.NO,
        "strength": Meets.UNSAID,
    }  # fmt: skip
    assert surely_meets(Conditions(vocabularies=("esco@1.2.0",)), Conditions(vocabularies=("esco",)))
    assert not surely_meets(Conditions(vocabularies=("esco",)), Conditions(vocabularies=("esco@1.2.0",)))
    assert not surely_meets(Conditions(), Conditions(strength="claimed"))


def test_durations_in_days() -> None:
    assert days_of("P1Y") == days_of("P12M") == 365
    assert days_of("P1Y6M") > days_of("P500D") > days_of("P1Y")


def test_how_a_format_carries_fields() -> None:
    resume = measured("jsonresume")

    def carried(path: str) -> Carried | None:
        return resume.carriage(parse_path(path)[0]).grade

    assert carried("owner/names[]/full_name") is Carried.EXACT
    assert carried("owner/contact_points[channel=messaging]/value") is Carried.TEXT
    assert carried("owner/contact_points[channel=email]/value") is Carried.EXACT
    assert carried("evidence_items[]/description") is Carried.LOST
    whole = resume.carriage(parse_path("owner/names[]")[0])
    assert whole.lost
    assert not whole.is_whole
    assert measured("eportfolio").carriage(parse_path("owner/names[]")[0]).is_whole


_POOL: list[Profile] = [read_profile(name) for name in shipped()]
_RULES = [
    '[needs.a]\npath = "competences[]/concepts[]/uri"\nvocabulary = "esco"\n',
    '[needs.b]\npath = "qualifications[]/issued"\nprecision = "day"\n',
    '[needs.c]\nany_of = [{path = "owner/photo"}, {path = "competences[]/label"}]\n',
    '[offers.d]\npath = "competences[]/concepts[]/uri"\nvocabulary = ["digcomp-2.2", "cefr"]\n',
    '[offers.e]\npath = "qualifications[]"\ncoverage = 0.5\n',
    '[offers.f]\npath = "owner/identifiers[kind=bsn]/value"\n',
    '[refuses.g]\npath = "owner/photo"\n',
    '[accepts.h]\npath = "qualifications[]/issued"\nprecision = "month"\n',
    '[formats]\nsends = ["elm", "jsonresume"]\nreceives = ["jsonresume"]\n',
    '[subject_matching]\nidentifiers = ["orcid"]\nattributes = [["email"]]\n',
    '[legal]\nbasis = "consent"\nprohibited_identifiers = ["bsn"]\n',
]
_SOME = st.lists(st.sampled_from(_RULES), unique=True).map("".join)
PROFILES = st.one_of(st.sampled_from(_POOL), _SOME.map(school), _SOME.map(service))


@settings(deadline=None, max_examples=60)
@given(PROFILES, PROFILES, st.sampled_from(["", "elm", "jsonresume", "eportfolio"]))
def test_both_sides_read_the_same_agreement(a: Profile, b: Profile, via: str) -> None:
    if a.digest == b.digest:
        return
    assert agree(b, a, via=via).mirrored() == agree(a, b, via=via)


@settings(deadline=None, max_examples=40)
@given(
    _SOME,
    _SOME,
    st.sampled_from(["[needs.z]\npath = 'experiences[]'\n", "[needs.z]\npath = 'owner/photo'\nrecommended = true\n"]),
)
def test_asking_more_never_closes_a_gap(offers: str, asks: str, more: str) -> None:
    before, after = (agree(school(offers), service(text)).forth for text in (asks, asks + more))
    assert set(before.gaps) <= set(after.gaps)
    assert replace(before, rows=(), findings=(), receiver=after.receiver) == replace(after, rows=(), findings=())
