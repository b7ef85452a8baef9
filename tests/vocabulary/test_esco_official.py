"""Installing the downloads of ESCO themselves: every row arrives, and what is missing is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eportfolio.vocabulary.concepts import BROADER, ESSENTIAL_SKILL, GROUP, MEMBER_OF
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.esco.install import EscoInstalled, install_esco
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.versions import compare_versions
from tests.esco import installed_once
from tests.support import needs_shared, shared

pytestmark = needs_shared

SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"
SCHEME = "http://data.europa.eu/esco/concept-scheme/"
COLLECTIONS = {
    "6c930acd-c104-4ece-acf7-f44fd7333036": (1201, 1284), "green": (570, 591), "skill-language-groups": (346, 359),
    "digcomp": (26, 25), "research": (40, 40), "8ae4b9f3-507e-4057-a145-2f96f0132613": (122, 122),
}  # fmt: skip
"""Members of collections in 1.1.1 and 1.2.0; those of the transversal ones include groups, so they are told apart."""


def _install(folder: Path, *names: str, **options: bool) -> EscoInstalled:
    sources = [shared(f"vocabularies/{name}") for name in names]
    return install_esco(sources, vocabularies=Vocabularies(folder), add=options.get("add", False))


@pytest.fixture(scope="module")
def english(base_of_run: Path) -> EscoInstalled:
    return installed_once(base_of_run, "esco-1.1.1-en-official")


@pytest.fixture(scope="module")
def dutch(base_of_run: Path) -> EscoInstalled:
    return installed_once(base_of_run, "esco-1.1.1-nl-partial")


@pytest.fixture(scope="module")
def newer(base_of_run: Path) -> EscoInstalled:
    return installed_once(base_of_run, "esco-1.2.0-en", "esco-1.2.0-fr")


@pytest.fixture(scope="module")
def derived(base_of_run: Path) -> EscoInstalled:
    return installed_once(base_of_run, "esco-1.2.0-derived")


@pytest.fixture(scope="module")
def scheme(english: EscoInstalled) -> Iterator[ConceptScheme]:
    """ESCO 1.1.1 in English."""
    with ConceptScheme(english.path) as opened:
        yield opened


@pytest.fixture(scope="module")
def newer_scheme(newer: EscoInstalled) -> Iterator[ConceptScheme]:
    """ESCO 1.2.0 in English and French."""
    with ConceptScheme(newer.path) as opened:
        yield opened


def names(installed: EscoInstalled) -> set[str]:
    return {item.name for item in installed.findings}


# -- 1.1.1 in English, complete ----------------------------------------------------------------------


def test_every_row_of_the_english_download_is_read(english: EscoInstalled) -> None:
    assert english.version == "1.1.1"
    assert english.rows == {
        "skills_en.csv": 13896, "occupations_en.csv": 3007, "ISCOGroups_en.csv": 619, "skillGroups_en.csv": 640,
        "skillsHierarchy_en.csv": 647, "conceptSchemes_en.csv": 19, "occupationSkillRelations.csv": 123855,
        "skillSkillRelations.csv": 5899, "broaderRelationsSkillPillar.csv": 20656,
        "broaderRelationsOccPillar.csv": 3617, "digitalSkillsCollection_en.csv": 1201,
        "greenSkillsCollection_en.csv": 570, "languageSkillsCollection_en.csv": 346,
        "transversalSkillsCollection_en.csv": 96, "researchSkillsCollection_en.csv": 40,
        "researchOccupationsCollection_en.csv": 122, "digCompSkillsCollection_en.csv": 26,
    }  # fmt: skip


def test_nothing_of_the_english_download_is_missing_or_passed_over(english: EscoInstalled) -> None:
    assert english.missing == ()
    assert names(english) == {
        "not-taken", "unresolved-relation", "vocabulary-incomplete", "concept-without-label"
    }  # fmt: skip
    told = [item.message for item in english.findings if item.name == "not-taken"]
    assert [message.partition(" was passed over")[0].rpartition("/")[2] for message in told] == ["TABIYA-LICENSE.txt"]


def test_concepts_of_the_english_download(scheme: ConceptScheme) -> None:
    counts = scheme.counts()
    assert counts["type:skill"] + counts["type:knowledge"] == 13896
    assert counts["type:knowledge"] == 3059
    assert counts["type:isco_group"] == 619
    assert counts["type:collection"] == 19
    assert counts["type:skill_group"] == 640 + 7, "seven groups stand in the hierarchy only"
    assert counts["type:occupation"] == 3007 + 1, "relations speak of one more, which no row describes"


def test_relations_of_the_english_download(scheme: ConceptScheme) -> None:
    counts = scheme.counts()
    assert counts["relation:essential_skill"] + counts["relation:optional_skill"] == 123855 + 5899
    assert counts["relation:broader"] == 6565 + 643 + 1248 + 609
    assert counts["relation:group"] == 13448 + 3007


def test_most_links_upwards_of_skills_reach_groups_and_none_of_them_counts_as_broader(scheme: ConceptScheme) -> None:
    types = {concept.uri: concept.type for concept in scheme.concepts()}
    skills = {"skill", "knowledge"}
    up = [one for one in scheme.all_relations() if one.predicate in (BROADER, GROUP) and types[one.subject] in skills]
    assert {(one.predicate, types[one.object] in skills) for one in up} == {(BROADER, True), (GROUP, False)}
    assert sum(one.predicate == GROUP for one in up) == 13448
    assert sum(one.predicate == BROADER for one in up) == 6565


def test_every_occupation_has_its_isco_group(scheme: ConceptScheme) -> None:
    groups = {one.uri: scheme.groups(one.uri) for one in scheme.concepts("occupation") if one.labels}
    assert {len(found) for found in groups.values()} == {1}
    for uri, (group,) in list(groups.items())[:200]:
        occupation, above = scheme.get(uri), scheme.get(group)
        assert occupation is not None
        assert above is not None
        assert above.type == "isco_group"
        assert occupation.notation.startswith(f"{above.notation}.")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_collections(scheme: ConceptScheme, newer_scheme: ConceptScheme, collection: str) -> None:
    for version, number in zip((scheme, newer_scheme), COLLECTIONS[collection], strict=True):
        assert len(version.members(SCHEME + collection)) == number
        concept = version.get(SCHEME + collection)
        assert concept is not None
        assert concept.label()


def test_transversal_skills_and_groups(scheme: ConceptScheme, newer_scheme: ConceptScheme) -> None:
    for version, number in ((scheme, 96), (newer_scheme, 95)):
        members = [version.get(uri) for uri in version.members(SCHEME + "skill-transversal-groups")]
        assert sum(one is not None and one.type == "skill" for one in members) == number


def test_one_skill_in_full(scheme: ConceptScheme) -> None:
    concept = scheme.get(SKILL + "0005c151-5b5a-4a66-8aac-60e734beb1ab")
    assert concept is not None
    assert (concept.type, concept.label(), concept.status) == ("skill", "manage musical staff", "released")
    assert concept.modified == "2016-12-20T17:43:43Z"
    labels = {label.text for label in scheme.labels(concept.uri) if label.kind == "alternative"}
    assert "coordinate duties of musical staff" in labels
    assert len(labels) == 4
    assert scheme.properties(concept.uri) == {"reuse_level": ("sector-specific",)}
    assert [note.kind for note in scheme.notes(concept.uri)] == ["description"]
    assert {one.object for one in scheme.relations(concept.uri, MEMBER_OF)} == {
        SCHEME + "skills", SCHEME + "member-skills"
    }  # fmt: skip


def test_one_occupation_in_full(scheme: ConceptScheme) -> None:
    concept = scheme.get("2654.1.7")
    assert concept is not None
    assert concept.uri == OCCUPATION + "00030d09-2b3a-4efd-87cc-c4ea39d27c34"
    assert concept.label() == "technical director"
    assert scheme.properties(concept.uri) == {
        "regulated_profession_note": ("http://data.europa.eu/esco/regulated-professions/unregulated",)
    }
    assert scheme.relations(concept.uri, ESSENTIAL_SKILL)
    assert SKILL + "fed5b267-73fa-461d-9f69-827c78beb39d" in {one.object for one in scheme.relations(concept.uri)}


def test_codes_of_skill_groups(scheme: ConceptScheme) -> None:
    for code in ("S", "K", "T", "L", "S3.4.2", "T3.1", "S6.8.0"):
        concept = scheme.get(code)
        assert concept is not None
        assert concept.type == "skill_group"


def test_the_occupation_that_no_row_describes_is_kept_with_its_relations(scheme: ConceptScheme) -> None:
    uri = OCCUPATION + "a9e54177-a185-404d-b6e6-15663d31137e"
    concept = scheme.get(uri)
    assert concept is not None
    assert (concept.type, concept.labels) == ("occupation", {})
    assert scheme.relations(uri, ESSENTIAL_SKILL)
    assert scheme.properties(uri) == {"known_from": ("relations",)}


def test_the_index_is_sound_and_shows_the_line_that_is_asked_for(scheme: ConceptScheme) -> None:
    scheme.check()
    assert scheme.description.attribution == "This service uses the ESCO classification of the European Commission."
    assert scheme.description.official
    assert scheme.exact("perform project management") or scheme.exact("project management")


# -- 1.1.1 in Dutch, in part -------------------------------------------------------------------------


def test_the_dutch_part_is_installed_with_a_report(dutch: EscoInstalled) -> None:
    rows = dutch.rows
    assert (rows["occupations_nl.csv"], rows["ISCOGroups_nl.csv"], rows["skillGroups_nl.csv"]) == (3007, 619, 640)
    assert rows["skillsHierarchy_nl.csv"] == 647
    assert dutch.missing == (
        "skills_nl", "conceptSchemes", "occupationSkillRelations", "skillSkillRelations",
        "broaderRelationsSkillPillar", "broaderRelationsOccPillar",
    )  # fmt: skip
    told = [item.message for item in dutch.findings if item.name == "vocabulary-incomplete"]
    assert len(told) == len(dutch.missing) + 1


def test_skills_of_the_dutch_collections(dutch: EscoInstalled) -> None:
    with ConceptScheme(dutch.path) as scheme:
        skills = [concept for kind in ("skill", "knowledge") for concept in scheme.concepts(kind)]
        described = [one for one in skills if not scheme.properties(one.uri).get("known_from")]
        assert len(described) == 2218
        assert all("nl" in concept.labels for concept in skills)
        groups = {concept.uri for concept in scheme.concepts("skill_group")}
        assert not [one for one in scheme.all_relations() if one.predicate == BROADER
                    and one.object in groups and one.subject not in groups]  # fmt: skip
        english_notes = {note.language for uri, note in scheme.all_notes() if uri in groups}
        assert english_notes == {"en", "nl"}


def test_a_language_is_added_to_what_is_installed(english: EscoInstalled, tmp_path: Path) -> None:
    folder = tmp_path / "esco"
    folder.mkdir()
    (folder / "1.1.1.sqlite").write_bytes(english.path.read_bytes())
    both = _install(tmp_path, "esco-1.1.1-nl-partial", add=True)
    assert both.missing == ("skills_nl",)
    assert [item for item in both.findings if item.name == "duplicate-concept"] == []
    assert both.coverage["occupation"] == {"concepts": 3008, "en": 3007, "nl": 3007}
    assert both.coverage["skill"]["concepts"] == english.coverage["skill"]["concepts"]
    for name, number in english.built.counts.items():
        if name.startswith(("relation:", "type:")):
            assert both.built.counts[name] == number


# -- 1.2.0 -------------------------------------------------------------------------------------------


def test_every_row_of_the_newer_downloads_is_read(newer: EscoInstalled) -> None:
    assert newer.version == "1.2.0"
    rows = newer.rows
    for language in ("en", "fr"):
        expected = {
            "occupations": 3039, "ISCOGroups": 619, "skillGroups": 640, "skillsHierarchy": 640,
            "broaderRelationsSkillPillar": 20822, "broaderRelationsOccPillar": 3652, "skillSkillRelations": 5818,
            "digitalSkillsCollection": 1284, "greenSkillsCollection": 591, "transversalSkillsCollection": 95,
            "languageSkillsCollection": 359, "digCompSkillsCollection": 25, "researchSkillsCollection": 40,
            "researchOccupationsCollection": 122,
        }  # fmt: skip
        assert {name: rows[f"{name}_{language}.csv"] for name in expected} == expected


def test_what_the_newer_downloads_lack_is_named(newer: EscoInstalled, newer_scheme: ConceptScheme) -> None:
    assert newer.missing == ("skills_en", "skills_fr", "occupationSkillRelations")
    counts = newer_scheme.counts()
    assert counts["type:skill"] + counts["type:knowledge"] == 13939, "all are known, most from relations only"
    assert counts["type:occupation"] == 3039
    assert counts["type:skill_group"] == 640
    assert counts["relation:essential_skill"] + counts["relation:optional_skill"] == 5818
    told = " ".join(item.message for item in newer.findings)
    assert "skills_en.csv is missing: 2,514 of the 13,939 skills in other files have a label in 'en'" in told


def test_both_languages_of_one_occupation(newer_scheme: ConceptScheme) -> None:
    concept = newer_scheme.get("2654.1.7")
    assert concept is not None
    assert concept.labels == {"en": "technical director", "fr": "directeur technique/directrice technique"}


def test_a_table_of_other_make_is_taken_as_far_as_it_is_escos(derived: EscoInstalled) -> None:
    assert derived.rows["skills_en_v1.2.0_reconstructed.csv.gz"] == 13939
    assert derived.rows["occupationSkillRelations_v1.2.0_reconstructed.csv.gz"] == 129004
    assert "skills_en" not in derived.missing
    told = [item.message for item in derived.findings if item.name == "not-taken"]
    assert len(told) == 1
    assert "'reuseLevel_v111', 'split', 'altLabels_unsplit'" in told[0]
    with ConceptScheme(derived.path) as scheme:
        assert not scheme.description.official
        counts = scheme.counts()
        assert counts["relation:essential_skill"] + counts["relation:optional_skill"] == 129004
        assert counts["type:skill"] + counts["type:knowledge"] == 13939
        assert {label.verified for label in scheme.labels(SKILL + "0005c151-5b5a-4a66-8aac-60e734beb1ab")} == {
            True, False
        }  # fmt: skip


# -- both versions -----------------------------------------------------------------------------------


def test_two_versions_are_not_mixed(tmp_path: Path) -> None:
    with pytest.raises(VocabularySourceError, match=r"1\.1\.1 and 1\.2\.0"):
        _install(tmp_path, "esco-1.1.1-nl-partial", "esco-1.2.0-fr")
    assert list(tmp_path.iterdir()) == []


def test_two_versions_are_told_apart_by_their_dates_when_names_do_not_tell(tmp_path: Path) -> None:
    for name in ("esco-1.1.1-nl-partial/occupations_nl.csv", "esco-1.2.0-fr/occupations_fr.csv"):
        (tmp_path / Path(name).name).write_bytes(shared(f"vocabularies/{name}").read_bytes())
    with pytest.raises(VocabularySourceError, match="are of different versions: they tell different dates"):
        install_esco([tmp_path], vocabularies=Vocabularies(tmp_path / "v"), version="1.2.0")


@pytest.mark.parametrize("name", ["crosswalks", "nace", "isced-f/data", "crosswalks/crosswalk_esco_onet.csv"])
def test_other_vocabularies_are_no_esco(tmp_path: Path, name: str) -> None:
    with pytest.raises(VocabularySourceError, match="no table of ESCO"):
        _install(tmp_path, name)


def test_what_differs_between_the_versions(scheme: ConceptScheme, newer_scheme: ConceptScheme) -> None:
    difference = compare_versions(scheme, newer_scheme)
    counts = difference.counts()
    assert counts["added"]["occupation"] == 3039 - 3007 - 1 + counts["removed"]["occupation"]
    assert counts["removed"]["skill_group"] == 7
    there = {"skill", "knowledge"}
    assert sum(counts["added"][one] - counts["removed"][one] for one in there) == 13939 - 13896
    assert {one.reason for one in difference.replaced} == {"same_label"}
    label = {one.uri: (one.before, one.after) for one in difference.changed if one.what == "label"}
    assert label[SKILL + "b16bcbcb-1d3f-42b3-a6a5-b91348a72b70"] == ("Jboss", "WildFly")
    assert "skills_en.csv: the installed 1.2.0 lacks it" in difference.not_compared
    assert "labels in fr: only 1.2.0 has them" in difference.not_compared
