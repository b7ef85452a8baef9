"""Alignments: every spelling of a term of a framework that issuers use, and the one that is written."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from eportfolio.sources.jsonld import dropped_terms, to_nquads
from eportfolio_adapters.openbadges.alignments import ALIGNMENTS_OF_ACHIEVEMENT, CompetencyExtension, alignments
from eportfolio_adapters.openbadges.frameworks import recognise, table
from tests.adapters.openbadges_rules import again, lost, modelled, read, write
from tests.support import needs_shared, shared, shared_files

UUID = "6b2f3d5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f"
SKILL = f"http://data.europa.eu/esco/skill/{UUID}"
OCCUPATION = f"http://data.europa.eu/esco/occupation/{UUID}"
SKILLS = "http://data.europa.eu/esco/concept-scheme/skills"
OCCUPATIONS = "http://data.europa.eu/esco/concept-scheme/occupations"
ISCO = "http://data.europa.eu/esco/concept-scheme/isco"
EQF = "http://data.europa.eu/snb/eqf/25831c2"
CTID = "ce-0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
RULES = (ALIGNMENTS_OF_ACHIEVEMENT,)
PORTAL = "https://esco.ec.europa.eu/en/classification/skills?uri="
QUOTED = "http%3A%2F%2Fdata.europa.eu%2Fesco%2Fskill%2F" + UUID


def _alignment(**more: Any) -> dict[str, Any]:
    return {"type": ["Alignment"], "targetName": "plan a lesson", **more}


SPELLINGS: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "1EdTech": (
        {"targetType": "ext:ESCO", "targetFramework": "ESCO", "targetCode": UUID, "targetUrl": SKILL},
        "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "https": (
        {"targetFramework": "ESCO", "targetUrl": SKILL.replace("http:", "https:")},
        "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "group": (
        {"targetFramework": "ESCO", "targetCode": "S5.4.1", "targetUrl": "http://data.europa.eu/esco/skill/S5.4.1"},
        "skills", {"uri": "http://data.europa.eu/esco/skill/S5.4.1", "scheme": SKILLS},
    ),
    "group by name and code": (
        {"targetFramework": "ESCO", "targetCode": "S5.4.1", "targetUrl": "https://example.org/skills"},
        "skills", {"uri": "http://data.europa.eu/esco/skill/S5.4.1", "scheme": SKILLS},
    ),
    "LAiSER": (
        {"targetType": "ESCO:Skill", "targetCode": "ESCO.474", "targetUrl": SKILL},
        "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "ISCO group": (
        {"targetFramework": "ESCO", "targetCode": "7121", "targetUrl": "http://data.europa.eu/esco/isco/C7121"},
        "occupations", {"notation": "7121", "scheme": ISCO},
    ),
    "ISCO by name": (
        {"targetFramework": "ISCO-08", "targetCode": "C7121", "targetUrl": "https://example.org/work/7121"},
        "occupations", {"notation": "7121", "scheme": ISCO, "uri": "https://example.org/work/7121"},
    ),
    "portal": (
        {"targetType": "CFItem", "targetFramework": "ESCO", "targetCode": "x", "targetUrl": PORTAL + QUOTED},
        "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "old portal": (
        {"targetUrl": f"https://ec.europa.eu/esco/portal/skill?uri={QUOTED}&conceptLanguage=en"},
        "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "occupation": ({"targetUrl": OCCUPATION}, "occupations", {"uri": OCCUPATION, "scheme": OCCUPATIONS}),
    "by name and kind": (
        {"targetFramework": "ESCO", "targetType": "ext:ESCOSkill", "targetCode": UUID, "targetUrl": "https://x.example/"},
        "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "URI as code": (
        {"targetCode": SKILL, "targetUrl": "https://example.org/skills/1"}, "skills", {"uri": SKILL, "scheme": SKILLS},
    ),
    "edubadges": (
        {"targetType": "ext:EQF", "targetCode": "4", "targetUrl": "https://example.org/description-eqf-levels"},
        "eqf_level", {"notation": "4", "scheme": EQF, "uri": "https://example.org/description-eqf-levels"},
    ),
    "EQF by address": (
        {"targetUrl": "https://data.europa.eu/snb/eqf/6"}, "eqf_level", {"notation": "6", "scheme": EQF},
    ),
    "EQF by name": (
        {"targetFramework": "European Qualifications Framework", "targetCode": "Level 6", "targetUrl": "https://e.example/"},
        "eqf_level", {"notation": "6", "scheme": EQF, "uri": "https://e.example/"},
    ),
    "NQF": (
        {"targetUrl": "http://data.europa.eu/snb/qdr/c_abc", "targetType": "ext:NQF", "targetCode": "c_abc"},
        "levels", {"uri": "http://data.europa.eu/snb/qdr/c_abc", "scheme": "http://data.europa.eu/snb/qdr/25831c2"},
    ),
    "ISCED-F": (
        {"targetFramework": "ISCED-F 2013", "targetCode": "0613", "targetUrl": "https://example.org/isced"},
        "fields_of_study",
        {"notation": "0613", "scheme": "http://data.europa.eu/snb/isced-f/25831c2", "uri": "https://example.org/isced"},
    ),
    "DigComp": (
        {"targetFramework": "DigComp 2.2", "targetCode": "1.1", "targetUrl": "https://example.org/digcomp"},
        "skills",
        {"notation": "1.1", "scheme": "https://w3id.org/eportfolio/v1/digcomp-2.2", "uri": "https://example.org/digcomp"},
    ),
    "CTDL": (
        {"targetType": "ceasn:Competency", "targetFramework": "Course catalogue", "targetCode": CTID,
         "targetUrl": f"https://credentialfinder.org/competency/{CTID}"},
        "skills",
        {"uri": f"https://credentialfinder.org/competency/{CTID}", "scheme": "Course catalogue", "notation": CTID},
    ),
    "CASE": (
        {"targetType": "CFItem", "targetCode": "MATH.1", "targetUrl": f"https://case.example/ims/case/v1p0/uri/{UUID}"},
        "skills", {"uri": f"https://case.example/ims/case/v1p0/uri/{UUID}", "notation": "MATH.1"},
    ),
    "somebody's": (
        {"targetType": "CFItem", "targetFramework": "Ours", "targetUrl": "https://example.org/goals/7"},
        "skills", {"uri": "https://example.org/goals/7", "scheme": "Ours"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_is_recognised_and_given_back(name: str) -> None:
    leaves, field, concept = SPELLINGS[name]
    document = {"alignment": [_alignment(**leaves)]}
    data, run = read(RULES, document)
    found = modelled(data)[field]
    found = found[0] if isinstance(found, list) else found
    assert found == {**concept, "official_label": "plan a lesson"}
    assert list(modelled(data)) == [field]
    assert run.fidelity.lost == 0
    assert again(RULES, document) == document


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"skills": [{"uri": SKILL, "official_label": "plan a lesson"}]},
         {"targetType": "ext:ESCO", "targetFramework": "ESCO", "targetCode": UUID, "targetUrl": SKILL}),
        ({"skills": [{"uri": SKILL.replace("http:", "https:"), "official_label": "plan a lesson"}]},
         {"targetType": "ext:ESCO", "targetFramework": "ESCO", "targetCode": UUID, "targetUrl": SKILL}),
        ({"occupations": [{"notation": "7121", "scheme": ISCO, "official_label": "plan a lesson"}]},
         {"targetType": "ext:ESCO", "targetFramework": "ESCO", "targetCode": "7121",
          "targetUrl": "http://data.europa.eu/esco/isco/C7121"}),
        ({"eqf_level": {"notation": "6", "scheme": EQF, "official_label": "plan a lesson"}},
         {"targetType": "ext:EQF", "targetCode": "6", "targetUrl": "http://data.europa.eu/snb/eqf/6"}),
        ({"skills": [{"uri": f"https://credentialengineregistry.org/resources/{CTID}",
                      "official_label": "plan a lesson"}]},
         {"targetType": "CTDL", "targetCode": CTID,
          "targetUrl": f"https://credentialengineregistry.org/resources/{CTID}"}),
        ({"skills": [{"uri": "https://example.org/goals/7", "official_label": "plan a lesson"}]},
         {"targetUrl": "https://example.org/goals/7"}),
    ],
)  # fmt: skip
def test_terms_of_a_portfolio_are_written_as_the_rule_says(data: dict[str, Any], expected: dict[str, Any]) -> None:
    written, _ = write(RULES, data)
    assert written == {"alignment": [_alignment(**expected)]}
    _, losses = write(RULES, modelled(read(RULES, written)[0]))
    assert not losses


def test_the_type_alone_tells_nothing() -> None:
    document = {"alignment": [_alignment(targetType="ext:ESCO", targetUrl="https://example.org/goals/7")]}
    data, _ = read(RULES, document)
    assert data["skills"] == [{"uri": "https://example.org/goals/7", "official_label": "plan a lesson"}]
    assert recognise("https://example.org/", "", "", "ext:EQF") is None
    assert recognise("https://example.org/", "ESCO", UUID, "") is None, "a skill or an occupation: nobody knows"


def test_own_words_are_written_where_the_scheme_has_no_label_and_nothing_is_made_up() -> None:
    written, losses = write(RULES, {"skills": [{"uri": SKILL, "label": "making plans"}]})
    assert written["alignment"][0]["targetName"] == "making plans"
    assert lost(losses) == {"/skills/0/label"}
    bare, losses = write(RULES, {"skills": [{"uri": SKILL}]})
    assert bare["alignment"][0]["targetName"] == UUID
    assert not losses


def test_a_concept_without_an_address_is_named_as_lost() -> None:
    written, losses = write(RULES, {"skills": [{"label": "patience"}, {"scheme": "urn:x", "notation": "7"}]})
    assert written == {}
    assert lost(losses) == {"/skills/0/label", "/skills/1/scheme", "/skills/1/notation"}


def test_a_second_level_of_the_framework_stands_among_the_levels() -> None:
    document = {"alignment": [_alignment(targetUrl=f"http://data.europa.eu/snb/eqf/{code}") for code in "45"]}
    data, _ = read(RULES, document)
    assert data["eqf_level"]["notation"] == "4"
    assert [level["notation"] for level in data["levels"]] == ["5"]
    assert again(RULES, document) == document


def test_spellings_find_their_alignment_again_when_others_were_taken_away() -> None:
    other = f"http://data.europa.eu/esco/skill/{UUID[::-1].replace('-', '')[:32]}"
    first = {**_alignment(targetUrl=other), "targetName": "draw"}
    document = {"alignment": [first, _alignment(targetType="ESCO:Skill", targetUrl=SKILL)]}
    data, _ = read(RULES, document)
    del data["skills"][0]
    written, _ = write(RULES, data)
    assert written == {"alignment": [_alignment(targetType="ESCO:Skill", targetUrl=SKILL)]}


def test_a_single_alignment_needs_no_array_and_no_type() -> None:
    data, _ = read(RULES, {"alignment": {"targetName": "plan a lesson", "targetUrl": SKILL}})
    assert data["skills"] == [{"uri": SKILL, "scheme": SKILLS, "official_label": "plan a lesson"}]


def test_results_have_one_place_for_every_framework() -> None:
    rules = (alignments("alignment", "skills[]"),)
    document = {"alignment": [_alignment(targetUrl="http://data.europa.eu/snb/eqf/6"), _alignment(targetUrl=SKILL)]}
    data, _ = read(rules, document)
    assert [concept.get("notation") for concept in data["skills"]] == ["6", None]
    assert again(rules, document) == document


@pytest.mark.parametrize("text", ["x" * 5000, "http://data.europa.eu/esco/skill/" * 300, "https://[", "?uri=" * 900])
def test_hostile_targets_are_strangers(text: str) -> None:
    start = time.perf_counter()
    assert recognise(text, text, text, text) is None
    assert time.perf_counter() - start < 0.5


def test_competences_of_open_educational_badges_become_learning_outcomes() -> None:
    document = {
        "extensions:CompetencyExtension": [
            {"type": ["Extension", "extensions:CompetencyExtension"], "name": "Lesson plans", "description": "Plans.",
             "framework": "esco", "framework_identifier": SKILL, "category": "skill", "studyLoad": 30}
        ]
    }  # fmt: skip
    data, run = read((CompetencyExtension(),), document)
    assert data["learning_outcomes"] == [
        {"title": "Lesson plans", "description": {"text": "Plans."}, "skill_type": "skill",
         "skills": [{"uri": SKILL, "scheme": SKILLS}]}
    ]  # fmt: skip
    assert run.fidelity.lost == 0


def test_the_table_is_sound() -> None:
    for row in table():
        assert row.place in {"skill", "occupation", "eqf", "level", "field"}
        assert row.form in {"addressed", "coded", "open"}
        assert row.form == "open" or row.scheme
        assert row.address is None or "code" in row.address.groupindex
        if row.address is not None and row.uri:
            code = {"isco": "2512", "isced-f": "0613", "eqf": "4"}.get(row.key, "1.1" if "digcomp" in row.key else UUID)
            assert row.code_in(row.uri.format(code=code)) == code


@needs_shared
def test_every_alignment_of_the_samples_comes_back() -> None:
    found = 0
    for path in shared_files("samples/badges/*/*.json"):
        try:
            content = json.loads(path.read_bytes())
        except ValueError:
            continue
        for achievement in _with_alignment(content):
            document = {"alignment": achievement}
            data, run = read(RULES, document)
            assert run.fidelity.lost == 0
            written, _ = write(RULES, data)
            listed = achievement if isinstance(achievement, list) else [achievement]
            wanted = [{**one, "type": [one["type"]] if isinstance(one["type"], str) else one["type"]} for one in listed]
            assert _sorted(written.get("alignment", [])) == _sorted(wanted), path.name
            found += len(listed)
    assert found > 60


def _with_alignment(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [found for member in value for found in _with_alignment(member)]
    if not isinstance(value, dict):
        return []
    inner = [found for member in value.values() for found in _with_alignment(member)]
    own = value.get("alignment")
    members = own if isinstance(own, list) else [own]
    good = all(isinstance(one, dict) and "targetUrl" in one and "type" in one for one in members)
    return [*inner, own] if own and good else inner


def _sorted(alignment: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(one, sort_keys=True) for one in alignment)


@needs_shared
def test_what_is_written_is_valid_and_drops_no_term() -> None:
    import jsonschema

    path = shared("schemas/badges/ob3/ob_v3p0_achievementcredential_schema.json")
    schema = json.loads(path.read_bytes())
    schema = {"$ref": "#/$defs/Alignment", "$defs": schema["$defs"], "$schema": schema["$schema"]}
    validator = jsonschema.Draft201909Validator(schema)
    for _, field, concept in SPELLINGS.values():
        one = {**concept, "official_label": "plan a lesson"}
        written, _ = write(RULES, {field: one if field == "eqf_level" else [one]})
        validator.validate(written["alignment"][0])
        document = {
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": "urn:x:a", "type": ["Achievement"], **written,
        }  # fmt: skip
        assert list(dropped_terms(document)) == []
        assert "targetUrl" in to_nquads(document)
