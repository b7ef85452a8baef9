"""Installing ESCO: what becomes of the rows of every kind of table."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eportfolio.report.codes import Severity
from eportfolio.report.errors import UsageError
from eportfolio.vocabulary.concepts import ESSENTIAL_SKILL, GROUP, MEMBER_OF, OPTIONAL_SKILL
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.esco.install import EscoInstalled, install_esco
from eportfolio.vocabulary.esco.layout import HAS_TOP_CONCEPT
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from tests.vocabulary.esco_packages import (
    GROUP as GROUPS,
)
from tests.vocabulary.esco_packages import (
    ISCO,
    OCCUPATION,
    SCHEME,
    SKILL,
    Tables,
    broader,
    collected,
    complete,
    occupation,
    skill,
    write_folder,
    write_zip,
)

Install = Callable[..., EscoInstalled]


@pytest.fixture
def vocabularies(tmp_path: Path) -> Vocabularies:
    return Vocabularies(tmp_path / "installed")


@pytest.fixture
def install(tmp_path: Path, vocabularies: Vocabularies) -> Install:
    """Install tables, as a folder."""

    def call(tables: Tables, **options: Any) -> EscoInstalled:
        folder = write_folder(tmp_path / f"package-{len(list(tmp_path.iterdir()))}", tables)
        return install_esco([folder], vocabularies=vocabularies, **{"version": "1.2.0", **options})

    return call


def scheme_of(installed: EscoInstalled) -> ConceptScheme:
    return ConceptScheme(installed.path)


def messages(installed: EscoInstalled, name: str) -> list[str]:
    return [item.message for item in installed.findings if item.name == name]


def test_a_complete_package_has_nothing_to_tell_but_what_it_speaks_of(install: Install) -> None:
    installed = install(complete())
    assert installed.missing == ()
    assert installed.languages == ("en",)
    assert [item.name for item in installed.findings if item.severity is not Severity.INFO] == []
    assert messages(installed, "unresolved-relation") == [
        "Top concepts of collections that are in no other file, kept as links: 1."
    ]


def test_skills_with_everything_said_of_them(install: Install) -> None:
    scheme = scheme_of(install(complete()))
    concept = scheme.get(SKILL + "bake")
    assert concept is not None
    assert (concept.type, concept.status, concept.modified) == ("skill", "released", "2024-01-01T00:00:00Z")
    assert [(label.kind, label.language, label.text) for label in scheme.labels(SKILL + "bake")] == [
        ("preferred", "en", "bake bread"),
        ("alternative", "en", "make loaves"),
        ("alternative", "en", "bake loaves"),
        ("hidden", "en", "bred baking"),
    ]
    assert {(note.kind, note.language, note.text) for note in scheme.notes(SKILL + "bake")} == {
        ("definition", "en", "Make bread in an oven."),
        ("scope_note", "en", "Excludes cakes."),
    }
    assert scheme.properties(SKILL + "bake") == {"reuse_level": ("sector-specific",)}
    assert scheme.get(SKILL + "yeast").type == "knowledge"  # type: ignore[union-attr]


def test_an_alternative_label_that_says_the_preferred_one_again_is_left_out(install: Install) -> None:
    labels = [label.text for label in scheme_of(install(complete())).labels(SKILL + "yeast")]
    assert labels == ["yeasts", "leaven"]


def test_occupations_and_their_groups(install: Install) -> None:
    scheme = scheme_of(install(complete()))
    concept = scheme.get(OCCUPATION + "pastry")
    assert concept is not None
    assert concept.notation == "7512.1.1"
    assert scheme.broader(OCCUPATION + "pastry") == (OCCUPATION + "baker",)
    assert scheme.groups(OCCUPATION + "pastry") == (ISCO + "7512",)
    assert scheme.broader(OCCUPATION + "baker") == ()
    assert scheme.broader(ISCO + "7512") == (ISCO + "751",)
    assert scheme.properties(OCCUPATION + "baker") == {
        "nace_code": ("http://example.org/nace/10", "http://example.org/nace/47"),
        "regulated_profession_note": ("http://data.europa.eu/esco/regulated-professions/unregulated",),
    }


def test_that_no_mark_means_not_regulated_is_denied_by_the_scheme_itself(install: Install) -> None:
    assert "may be regulated all the same" in scheme_of(install(complete())).description.notes[0]


def test_a_group_is_no_broader_skill(install: Install) -> None:
    scheme = scheme_of(install(complete()))
    assert scheme.broader(SKILL + "bake") == ()
    assert scheme.groups(SKILL + "bake") == (GROUPS + "food",)
    assert scheme.broader(SKILL + "knead") == (SKILL + "bake",)
    assert scheme.broader(GROUPS + "food") == (GROUPS + "work",)


def test_skills_of_occupations_and_of_skills(install: Install) -> None:
    scheme = scheme_of(install(complete()))
    found = {(one.predicate, one.object) for one in scheme.relations(OCCUPATION + "baker") if one.predicate != GROUP}
    assert found == {(ESSENTIAL_SKILL, SKILL + "bake"), (OPTIONAL_SKILL, SKILL + "yeast")}
    assert [one.object for one in scheme.relations(SKILL + "bake", OPTIONAL_SKILL)] == [SKILL + "yeast"]


def test_the_type_of_the_skill_that_a_relation_starts_from_is_not_believed(install: Install) -> None:
    tables = complete()
    del tables["skills_en.csv"]
    tables["broaderRelationsSkillPillar.csv"].append(
        broader("KnowledgeSkillCompetence", SKILL + "yeast", "SkillGroup", GROUPS + "food")
    )
    scheme = scheme_of(install(tables))
    assert scheme.get(SKILL + "yeast").type == "knowledge"  # type: ignore[union-attr]
    assert scheme.get(SKILL + "bake").type == "skill"  # type: ignore[union-attr]


def test_collections_with_labels_members_and_top_concepts(install: Install) -> None:
    scheme = scheme_of(install(complete()))
    collection = scheme.get(SCHEME + "green")
    assert collection is not None
    assert (collection.type, collection.label("en")) == ("collection", "Green")
    assert [label.text for label in scheme.labels(SCHEME + "green")] == ["Green", "Green skills"]
    assert scheme.members(SCHEME + "green") == (SKILL + "bake",)
    tops = [one.object for one in scheme.relations(SCHEME + "green", HAS_TOP_CONCEPT)]
    assert tops == [SKILL + "bake", SKILL + "gone"]


def test_collections_have_labels_without_their_file(install: Install) -> None:
    tables = complete()
    del tables["conceptSchemes_en.csv"]
    installed = install(tables)
    assert scheme_of(installed).get(SCHEME + "green").label() == "Green"  # type: ignore[union-attr]
    assert installed.missing == ("conceptSchemes",)


def test_a_file_of_a_collection_gives_membership_labels_and_links_upwards(install: Install) -> None:
    row = collected("oven", "operate ovens", altLabels="run ovens | operate ovens",
                    broaderConceptUri=f"{SKILL}bake | {GROUPS}food",
                    broaderConceptPT="bake bread | preparing food")  # fmt: skip
    scheme = scheme_of(install({**complete(), "digitalSkillsCollection_en.csv": [row]}))
    assert [label.text for label in scheme.labels(SKILL + "oven")] == ["operate ovens", "run ovens"]
    assert scheme.broader(SKILL + "oven") == (SKILL + "bake",)
    assert scheme.groups(SKILL + "oven") == (GROUPS + "food",)
    assert [one.object for one in scheme.relations(SKILL + "oven", MEMBER_OF)] == [
        SCHEME + "6c930acd-c104-4ece-acf7-f44fd7333036"
    ]


def test_labels_told_in_passing_count_where_no_table_has_one(install: Install) -> None:
    tables = {name: rows for name, rows in complete().items() if not name.startswith(("skills_", "occupations_"))}
    row = collected("oven", "operate ovens", broaderConceptUri=SKILL + "heat", broaderConceptPT="use heat")
    relation = {**tables.pop("occupationSkillRelations.csv")[0], "occupationLabel": "baker", "skillLabel": "bake bread"}
    tables |= {"greenSkillsCollection_en.csv": [row], "occupationSkillRelations_en.csv": [relation]}
    scheme = scheme_of(install(tables))
    assert [scheme.get(uri).labels for uri in (SKILL + "heat", SKILL + "bake", OCCUPATION + "baker")] == [  # type: ignore[union-attr]
        {"en": "use heat"}, {"en": "bake bread"}, {"en": "baker"},
    ]  # fmt: skip


def test_a_label_told_in_passing_gives_way_to_one_that_a_later_row_tells(install: Install) -> None:
    rows = [
        collected("oven", "operate ovens", broaderConceptUri=SKILL + "heat", broaderConceptPT="use heat"),
        collected("heat", "use of heat"),
    ]
    scheme = scheme_of(install({"skillGroups_en.csv": [], "greenSkillsCollection_en.csv": rows}))
    assert [(label.kind, label.text) for label in scheme.labels(SKILL + "heat")] == [("preferred", "use of heat")]


def test_links_upwards_stay_out_when_nothing_tells_groups_from_skills(install: Install) -> None:
    uri = "http://data.europa.eu/esco/skill/either"
    row = collected("oven", "operate ovens", broaderConceptUri=uri, broaderConceptPT="x")
    installed = install({"greenSkillsCollection_en.csv": [row]})
    assert "Links upwards that lead to what may be a skill or a group, left out: 1." in " ".join(
        messages(installed, "unresolved-relation")
    )
    assert scheme_of(installed).broader(SKILL + "oven") == ()


def test_a_collection_of_another_name_is_told(install: Install) -> None:
    installed = install({**complete(), "myCollection_en.csv": [collected("oven", "operate ovens")]})
    assert any("which collection it is" in message for message in messages(installed, "not-taken"))
    assert scheme_of(installed).get(SKILL + "oven") is not None


def test_the_hierarchy_gives_codes_and_groups_of_its_own(install: Install) -> None:
    tables = complete()
    del tables["skillGroups_en.csv"]
    tables["skillsHierarchy_nl.csv"] = [
        {**row, "Level 1 preferred term": "eten bereiden"} for row in tables["skillsHierarchy_en.csv"]
    ]
    installed = install(tables)
    scheme = scheme_of(installed)
    group = scheme.get("S1.1")
    assert group is not None
    assert (group.uri, group.type, group.labels["nl"]) == (GROUPS + "food", "skill_group", "eten bereiden")
    assert [(note.language, note.text) for note in scheme.notes(group.uri)] == [("en", "Working with food.")]


def test_rows_of_the_hierarchy_may_end_before_codes_that_they_do_not_reach(install: Install, tmp_path: Path) -> None:
    tables = complete()
    folder = write_folder(tmp_path / "esco-1.2.0", tables)
    path = folder / "skillsHierarchy_en.csv"
    head = path.read_text().splitlines()[0]
    path.write_text(f"{head}\n{GROUPS}work,working,,,,,S1\n")
    installed = install_esco([folder], vocabularies=Vocabularies(tmp_path / "v"))
    assert installed.rows["skillsHierarchy_en.csv"] == 1
    assert messages(installed, "truncated-row") == []


def test_green_shares(install: Install) -> None:
    shares = [
        {"conceptType": "Occupation", "conceptUri": OCCUPATION + "baker", "code": "7512.1", "preferredLabel": "baker",
         "greenShare": "0.25"},
        {"conceptType": "ISCO level 3", "conceptUri": ISCO + "751", "code": "751", "preferredLabel": "x",
         "greenShare": "0.5"},
    ]  # fmt: skip
    scheme = scheme_of(install({**complete(), "greenShareOcc_en.csv": shares}))
    assert scheme.properties(OCCUPATION + "baker")["green_share"] == ("0.25",)
    assert scheme.properties(ISCO + "751") == {"green_share": ("0.5",)}
    assert scheme.get(ISCO + "751").label() == "Food trades"  # type: ignore[union-attr]


def test_concepts_known_from_relations_only_are_kept_and_counted(install: Install) -> None:
    tables = complete()
    tables["occupationSkillRelations.csv"].append(
        {"occupationUri": OCCUPATION + "ghost", "relationType": "essential", "skillUri": SKILL + "haunt"}
    )
    installed = install(tables)
    scheme = scheme_of(installed)
    assert [one.object for one in scheme.relations(OCCUPATION + "ghost")] == [SKILL + "haunt"]
    assert scheme.get(OCCUPATION + "ghost").type == "occupation"  # type: ignore[union-attr]
    assert scheme.properties(OCCUPATION + "ghost") == {"known_from": ("relations",)}
    told = messages(installed, "vocabulary-incomplete")
    assert [message.rpartition(" ")[2] for message in told] == ["1.", "1."]
    assert all("known from relations only" in message for message in told)
    assert any("2 concepts have no label" in message for message in messages(installed, "concept-without-label"))


def test_what_is_missing_is_named_with_what_follows(install: Install) -> None:
    tables = complete()
    for name in ("skills_en.csv", "occupationSkillRelations.csv"):
        del tables[name]
    installed = install(tables)
    assert installed.missing == ("skills_en", "occupationSkillRelations")
    told = messages(installed, "vocabulary-incomplete")
    assert "skills_en.csv is missing: 0 of the 3 skills in other files have a label in 'en'." in told
    assert "occupationSkillRelations.csv is missing: occupations have no essential and optional skills." in told
    assert scheme_of(installed).facts()["missing"] == ["skills_en", "occupationSkillRelations"]
    assert "skills_en.csv" in scheme_of(installed).description.notes[1]


def test_a_second_language_is_expected_in_full(install: Install) -> None:
    installed = install({**complete(), "skills_nl.csv": [skill("bake", "brood bakken")]})
    assert installed.missing == ("skillGroups_nl", "occupations_nl", "ISCOGroups_nl")
    assert installed.coverage["skill"] == {"concepts": 2, "en": 2, "nl": 1}


def test_adding_keeps_what_was_installed_and_completes_it(install: Install) -> None:
    without = complete()
    skills = without.pop("skills_en.csv")
    first = install(without)
    assert scheme_of(first).properties(SKILL + "yeast") == {"known_from": ("relations",)}
    second = install({"skills_en.csv": skills, "skills_nl.csv": [skill("bake", "brood bakken")]}, add=True)
    scheme = scheme_of(second)
    assert scheme.get(SKILL + "yeast").type == "knowledge"  # type: ignore[union-attr]
    assert scheme.properties(SKILL + "yeast") == {}
    assert scheme.get(SKILL + "bake").labels == {"en": "bake bread", "nl": "brood bakken"}  # type: ignore[union-attr]
    assert scheme.groups(SKILL + "bake") == (GROUPS + "food",)
    assert scheme.get(OCCUPATION + "baker").notation == "7512.1"  # type: ignore[union-attr]
    assert second.missing == ("skillGroups_nl", "occupations_nl", "ISCOGroups_nl")
    assert second.rows["occupations_en.csv"] == 2
    assert len(scheme.description.sources) == 3, "the publisher and both packages"
    assert [item.name for item in second.findings if item.name == "duplicate-concept"] == []


def test_adding_gives_the_same_as_installing_at_once(install: Install) -> None:
    dutch = {"skills_nl.csv": [skill("bake", "brood bakken")]}
    once = scheme_of(install({**complete(), **dutch}))
    at_once = (once.counts(), sorted(once.labels(), key=str), sorted(once.all_relations(), key=str))
    once.close()
    install(complete())
    added = scheme_of(install(dutch, add=True))
    assert (added.counts(), sorted(added.labels(), key=str), sorted(added.all_relations(), key=str)) == at_once


def test_installing_without_add_replaces(install: Install) -> None:
    install(complete())
    installed = install({"skills_nl.csv": [skill("bake", "brood bakken")]})
    assert scheme_of(installed).languages == ("nl",)
    assert "The index that was replaced had labels in en; this one has none." in messages(
        installed, "vocabulary-incomplete"
    )


def test_replacing_by_as_much_is_not_told(install: Install) -> None:
    install(complete())
    assert messages(install(complete()), "vocabulary-incomplete") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_pipes_and_broken_links_in_a_folder_are_passed_over(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    os.mkfifo(folder / "pipe_en.csv")
    (folder / "link_en.csv").symlink_to("nowhere.csv")
    assert install_esco([folder], vocabularies=vocabularies).missing == ()


# -- folders, zips, files ----------------------------------------------------------------------------


def test_zips_folders_and_single_files_in_one_call(tmp_path: Path, vocabularies: Vocabularies) -> None:
    tables = complete()
    skills = {"skills_en.csv": tables.pop("skills_en.csv")}
    occupations = tables.pop("occupations_en.csv")
    write_zip(tmp_path / "esco-1.2.0" / "en.zip", skills, lambda name: f"ESCO v1.2.0/en/{name}")
    write_folder(tmp_path / "more" / "below", tables)
    single = tmp_path / "occupations_en.csv.gz"
    single.write_bytes(gzip.compress((write_folder(tmp_path / "x", {"occupations_en.csv": occupations})
                                      / "occupations_en.csv").read_bytes()))  # fmt: skip
    installed = install_esco([tmp_path / "esco-1.2.0", tmp_path / "more", single], vocabularies=vocabularies)
    assert installed.version == "1.2.0"
    assert installed.missing == ()
    assert sum(installed.rows.values()) == sum(map(len, complete().values()))


def test_a_file_given_twice_is_read_once(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    installed = install_esco([folder, folder / "skills_en.csv"], vocabularies=vocabularies)
    assert installed.rows["skills_en.csv"] == 3


def test_files_that_are_no_tables_are_passed_over_and_told(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    (folder / "readme.txt").write_text("Read me.")
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    (folder / "dictionary_en.csv").write_text("filename,data header,property,description\nskills,conceptUri,,x\n")
    installed = install_esco([folder], vocabularies=vocabularies)
    told = messages(installed, "not-taken")
    assert len(told) == 3
    assert all(any(name in message for message in told) for name in ("readme.txt", "notes.csv", "dictionary_en.csv"))


@pytest.mark.parametrize("names", [("skills.csv", "1.2.0", "esco"), ("Skills_EN (1).csv", "1.2.0", "x")])
def test_the_language_is_told_by_the_name(tmp_path: Path, vocabularies: Vocabularies, names: tuple[str, ...]) -> None:
    name, version, _ = names
    folder = tmp_path / f"esco-{version}-nl"
    folder.mkdir()
    rows = write_folder(tmp_path / "x", {"skills_en.csv": complete()["skills_en.csv"]})
    (folder / name).write_bytes((rows / "skills_en.csv").read_bytes())
    installed = install_esco([folder], vocabularies=vocabularies)
    assert installed.languages == (("en",) if "EN" in name else ("nl",))


def test_a_language_that_nothing_tells_is_asked_for(install: Install) -> None:
    tables = {"skills.csv": complete()["skills_en.csv"]}
    with pytest.raises(VocabularySourceError, match=r"Nothing tells the language of .*skills\.csv") as raised:
        install(tables)
    assert "--language" in raised.value.finding.advice
    assert install(tables, language="pol").languages == ("pl",)
    with pytest.raises(UsageError, match="'klingonish' names no language"):
        install(tables, language="klingonish")


def test_progress_is_told_and_reaches_its_end(install: Install) -> None:
    told: list[tuple[str, int, int]] = []
    install(complete(), progress=lambda *step: told.append(step))
    assert told[-1][1] == told[-1][2] > 0
    assert {name for name, _, _ in told} == set(complete())


# -- rows that contradict each other -----------------------------------------------------------------


def test_a_uri_used_twice_is_told_with_its_line(install: Install) -> None:
    tables = complete()
    tables["skills_en.csv"].append(skill("bake", "bake bread"))
    told = messages(install(tables), "duplicate-concept")
    assert len(told) == 1
    assert "skills_en.csv, line 7 has the URI of an earlier row" in told[0]


def test_rows_that_contradict_each_other_are_told_and_the_first_counts(install: Install) -> None:
    tables = complete()
    tables["skills_en.csv"].append(skill("bake", "baking", skillType="knowledge", status="obsolete"))
    installed = install(tables)
    told = " ".join(messages(installed, "duplicate-concept"))
    assert "type of http://example.org/skill/bake is 'knowledge' here and 'skill' there" in told
    assert "status of http://example.org/skill/bake is 'obsolete' here and 'released' there" in told
    concept = scheme_of(installed).get(SKILL + "bake")
    assert concept is not None
    assert (concept.type, concept.status, concept.label()) == ("skill", "released", "bake bread")
    assert "baking" in [label.text for label in scheme_of(installed).labels(SKILL + "bake")]


def test_a_hierarchy_that_runs_in_a_circle_is_told(install: Install) -> None:
    tables = complete()
    tables["broaderRelationsSkillPillar.csv"].append(
        broader("KnowledgeSkillCompetence", SKILL + "bake", "KnowledgeSkillCompetence", SKILL + "knead")
    )
    told = messages(install(tables), "cyclic-hierarchy")
    assert len(told) == 1
    assert "2 concepts stand above themselves" in told[0]


def test_rows_with_other_relations_or_without_uri_are_told_and_left_out(install: Install) -> None:
    tables = complete()
    tables["occupationSkillRelations.csv"] += [
        {"occupationUri": OCCUPATION + "baker", "relationType": "perhaps", "skillUri": SKILL + "knead"},
        {"occupationUri": "baker", "relationType": "optional", "skillUri": SKILL + "knead"},
    ]
    installed = install(tables)
    assert any("its relation is 'perhaps'" in message for message in messages(installed, "not-taken"))
    assert any("line 5 was left out: 'baker' is no URI" in message for message in messages(installed, "truncated-row"))
    assert len(scheme_of(installed).relations(OCCUPATION + "baker", OPTIONAL_SKILL)) == 1


def test_columns_that_are_not_taken_are_named(install: Install) -> None:
    tables = complete()
    tables["skills_en.csv"][0] |= {"mood": "good", "weather": "fine"}
    installed = install(tables)
    assert "skills_en.csv has columns of which nothing was taken: 'mood', 'weather'." in " ".join(
        messages(installed, "not-taken")
    )
    assert scheme_of(installed).description.official


def test_labels_of_a_table_that_is_not_the_publishers_are_unverified(install: Install) -> None:
    tables = complete()
    table = [{key: value for key, value in row.items() if key != "conceptType"} for row in tables["skills_en.csv"]]
    del tables["skills_en.csv"]
    installed = install({**tables, "mySkills_en.csv": table})
    assert any("not the publisher's own table" in message for message in messages(installed, "vocabulary-incomplete"))
    scheme = scheme_of(installed)
    assert not scheme.description.official
    assert {label.verified for label in scheme.labels(SKILL + "bake") if label.kind == "alternative"} == {False}
    assert {label.verified for label in scheme.labels(OCCUPATION + "baker")} == {True}


def test_a_package_of_the_publisher_is_official_with_the_line_it_asks_for(install: Install) -> None:
    description = scheme_of(install(complete())).description
    assert description.official
    assert description.attribution == "This service uses the ESCO classification of the European Commission."


def test_many_rows_with_one_fault_are_counted(install: Install) -> None:
    tables = complete()
    tables["skills_en.csv"] += [skill("bake", "bake bread") for _ in range(50)]
    told = messages(install(tables), "duplicate-concept")
    assert len(told) == 4
    assert "47 more rows" in told[-1]


# -- older and newer layouts -------------------------------------------------------------------------


def test_columns_of_the_first_versions_are_enough(install: Install) -> None:
    tables: Tables = {
        "skills_en.csv": [
            {"conceptType": "KnowledgeSkillCompetence", "conceptUri": SKILL + "bake", "skillType": "skill/competence",
             "reuseLevel": "cross-sector", "preferredLabel": "bake bread", "altLabels": "", "description": "x"},
        ],
        "ictSkillsCollection_en.csv": [collected("bake", "bake bread")],
        "occupations_en.csv": [
            {"conceptType": "Occupation", "conceptUri": OCCUPATION + "baker", "iscoGroup": "7512",
             "preferredLabel": "baker", "altLabels": "", "description": "y"},
        ],
    }  # fmt: skip
    scheme = scheme_of(install(tables, version="1.0.8"))
    assert scheme.get(SKILL + "bake").type == "skill"  # type: ignore[union-attr]
    assert scheme.members(SCHEME + "skill-ict-groups") == (SKILL + "bake",)
    assert scheme.groups(OCCUPATION + "baker") == (ISCO + "7512",)


def test_labels_of_relations_in_newer_versions_are_no_unknown_columns(install: Install) -> None:
    tables = complete()
    for name, columns in (
        ("broaderRelationsSkillPillar", ("conceptLabel", "broaderLabel")),
        ("occupationSkillRelations", ("occupationLabel", "skillLabel")),
    ):
        rows = tables.pop(f"{name}.csv")
        tables[f"{name}_en.csv"] = [{**row, **dict.fromkeys(columns, "x")} for row in rows]
    installed = install(tables, version="1.2.1")
    assert messages(installed, "not-taken") == []
    assert scheme_of(installed).get(SKILL + "bake").label() == "bake bread"  # type: ignore[union-attr]


@pytest.mark.parametrize("told", ["knowledge", "http://data.europa.eu/esco/skill-type/knowledge", "Knowledge"])
def test_types_of_skills_are_words_or_addresses(install: Install, told: str) -> None:
    scheme = scheme_of(install({"skills_en.csv": [skill("yeast", "yeasts", skillType=told)]}))
    assert scheme.get(SKILL + "yeast").type == "knowledge"  # type: ignore[union-attr]


def test_a_type_that_one_file_leaves_open_another_tells(install: Install) -> None:
    tables = {
        "skills_en.csv": [skill("yeast", "yeasts", skillType="")],
        "skills_nl.csv": [skill("yeast", "gisten", skillType="knowledge")],
    }
    installed = install(tables)
    assert scheme_of(installed).get(SKILL + "yeast").type == "knowledge"  # type: ignore[union-attr]
    assert messages(installed, "duplicate-concept") == []


def test_a_type_that_is_unknown_is_kept_as_it_is_written(install: Install) -> None:
    scheme = scheme_of(install({"skills_en.csv": [skill("calm", "stay calm", skillType="attitude")]}))
    assert scheme.get(SKILL + "calm").type == "skill"  # type: ignore[union-attr]
    assert scheme.properties(SKILL + "calm") == {"skill_type": ("attitude",)}


# -- versions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["esco-1.1.2", "ESCO dataset - v1.1.2 - classification - en - csv", "esco_v1.1.2_fr", "v1.1.2"]
)
def test_the_version_is_told_by_names(tmp_path: Path, vocabularies: Vocabularies, name: str) -> None:
    folder = write_folder(tmp_path / name, complete())
    assert install_esco([folder], vocabularies=vocabularies).version == "1.1.2"


def test_the_folder_of_a_single_file_tells_the_version_when_it_is_esco(tmp_path: Path, vocabularies: Any) -> None:
    folder = write_folder(tmp_path / "esco-1.1.2", complete())
    assert install_esco([folder / "skills_en.csv"], vocabularies=vocabularies).version == "1.1.2"


def test_versions_of_the_same_name_lie_side_by_side(install: Install, vocabularies: Vocabularies) -> None:
    install(complete(), version="1.1.0")
    install(complete(), version="1.2.0")
    assert [one.version for one in vocabularies.available("esco") if not one.ships] == ["1.2.0", "1.1.0"]


def test_occupations_speak_of_their_isco_group_even_when_it_is_not_there(install: Install) -> None:
    installed = install({"occupations_en.csv": [occupation("baker", "baker")]})
    assert scheme_of(installed).get(ISCO + "7512").type == "isco_group"  # type: ignore[union-attr]
