"""The JSON notation of the SkillsPassport: types kept, odd shapes read, strict writing, pointers into the file."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.report.errors import UsageError
from eportfolio.sources.json import to_tree
from eportfolio_adapters.europass_legacy.jsonform import dump, from_json, prune, to_json
from eportfolio_adapters.europass_legacy.jsonrules import json_shape
from tests.support import needs_shared, shared_files

SAMPLES = shared_files("samples/europass/legacy/*.json")
UUID = "f2b15a0e-e65a-438a-affb-29b9d50b77d1"

PERSON = {
    "PersonName": {"Title": {"Code": "dr", "Label": "Dr"}, "FirstName": "Wilma", "Surname": "Proef"},
    "ContactInfo": {
        "Email": {"Contact": "wilma@example.org"},
        "Telephone": [{"Contact": "+31 20 000 00 00", "Use": {"Code": "mobile"}}, {"Contact": "+31 10 000 00 00"}],
        "Website": [{"Contact": "https://wilma.example.org", "Use": {"Code": "blog", "Label": "Diary"}}],
    },
    "Demographics": {"Birthdate": {"Year": 1980, "Month": 2, "Day": 9}, "Nationality": [{"Code": "EL"}]},
}
LEARNER = {
    "Identification": PERSON,
    "Headline": {"Type": {"Code": "position"}, "Description": {"Code": "24510", "Label": "Writer"}},
    "WorkExperience": [
        {
            "Period": {"From": {"Year": 2001, "Month": 11}, "Current": True},
            "Position": {"Code": "24510", "Label": "Writer"},
            "Employer": {"Name": "Uitgeverij", "ContactInfo": {"Website": {"Contact": "https://e.example.org"}}},
            "ReferenceTo": [{"idref": "ATT_1"}],
        }
    ],
    "Skills": {
        "Linguistic": {
            "ForeignLanguage": [
                {
                    "Description": {"Code": "fr", "Label": "French"},
                    "ProficiencyLevel": {"Listening": "B2"},
                    "Experience": [{"Period": {"From": {"Year": 1999}}, "Area": {"Code": "work_language"}}],
                    "Certificate": [{"Title": "DALF", "Date": {"Year": 2003, "Month": 4}, "Level": "C1"}],
                }
            ]
        },
        "Computer": {"ProficiencyLevel": {"Safety": "C"}, "VerifiedBy": [{"Certificate": {"Title": "ICDL"}}]},
        "Driving": {"Description": ["B", "C1"]},
    },
}
DOCUMENT = {
    "SkillsPassport": {
        "Locale": "nl",
        "DocumentInfo": {
            "DocumentType": "ECV_ESP",
            "Document": ["ECV", "ESP"],
            "CreationDate": "2014-01-01T00:00:00Z",
            "LastUpdateDate": "2014-01-02T00:00:00Z",
            "XSDVersion": "V3.3",
            "Generator": "EWA",
            "EuropassLogo": False,
        },
        "PrintingPreferences": {
            "ECV": [{"name": "LearnerInfo", "show": True}, {"name": "x", "position": "left-align"}]
        },
        "LearnerInfo": LEARNER,
        "Attachment": [
            {
                "Name": "diploma.pdf",
                "MimeType": "application/pdf",
                "Data": "JVBERi0=",
                "Metadata": [{"Key": "number-of-pages", "Value": "2"}],
                "Id": "ATT_1",
            }
        ],
        "CoverLetter": {
            "Letter": {"Localisation": {"Date": {"Year": 2014}}, "Body": {"MainBody": "Dear reader"}},
            "Documentation": {
                "InterDocument": [{"ref": "ECV"}],
                "IntraDocument": [{"idref": "ATT_1"}],
                "ExtraDocument": [{"Description": "Book", "href": "https://book.example.org"}],
            },
        },
    }
}
"""A document that holds every kind of wrapping."""


def document(learner: Any, *, version: str = "V3.3", **members: Any) -> bytes:
    info = {"XSDVersion": version, "DocumentType": "ECV"}
    return json.dumps({"SkillsPassport": {"DocumentInfo": info, "LearnerInfo": learner, **members}}).encode()


def typed(data: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every scalar with its place and type."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from typed(value, f"{place}/{key}")
    elif isinstance(data, list):
        for value in data:
            yield from typed(value, f"{place}[]")
    elif data not in (None, ""):
        yield place, type(data).__name__, data


def rewritten(data: bytes, **options: Any) -> Any:
    return json.loads(ep.convert(data, target_format="europass-json", source_format="europass-json", **options).data)


def through_tree(data: Any) -> Any:
    tree = to_json(from_json(to_tree(data)))
    prune(tree.root)
    return dump(tree.root)


# -- shape and types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [DOCUMENT, *(json.loads(path.read_bytes()) for path in SAMPLES)])
def test_the_tree_gives_back_every_leaf_at_its_place_with_its_type(data: Any) -> None:
    before, after = Counter(typed(data)), Counter(typed(through_tree(data)))
    licences = {place for place, _, _ in before if place.endswith("Driving/Description[]/Licence")}
    assert {leaf for leaf in before - after if leaf[0] not in licences} == set()
    assert sum(before.values()) == sum(after.values())


def test_a_document_is_written_with_the_same_leaves() -> None:
    assert Counter(typed(rewritten(json.dumps(DOCUMENT).encode()))) == Counter(typed(DOCUMENT))


def test_numbers_and_truth_values_stay_what_they_are() -> None:
    passport = rewritten(json.dumps(DOCUMENT).encode())["SkillsPassport"]
    assert passport["DocumentInfo"]["EuropassLogo"] is False
    assert passport["PrintingPreferences"]["ECV"][0]["show"] is True
    assert passport["LearnerInfo"]["WorkExperience"][0]["Period"] == {
        "From": {"Year": 2001, "Month": 11}, "Current": True,
    }  # fmt: skip


def test_unknown_members_of_open_objects_keep_their_types() -> None:
    strange = {"n": 5, "f": 2.5, "b": True, "list": [1], "deep": {"x": [[1, 2], "a"]}, "a/b~c[0]": "odd", "": "none"}
    written = rewritten(document({"WorkExperience": [{"Position": {"Label": "Writer"}, **strange}]}))
    assert written["SkillsPassport"]["LearnerInfo"]["WorkExperience"] == [{"Position": {"Label": "Writer"}, **strange}]


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ({"Year": 12345}, {"Year": 12345}),
        ({"Day": 5}, {"Day": 5}),
        ({"Year": 2002, "Day": 5}, {"Year": 2002, "Day": 5}),
        ({"Year": 2002.0, "Month": 8.0}, {"Year": 2002, "Month": 8}),
        ({"Year": "2002", "Month": "8"}, {"Year": 2002, "Month": 8}),
        ({"Year": -2002}, {"Year": -2002}),
        ({"Year": 2002.5}, {"Year": 2002.5}),
    ],
)
def test_odd_dates_are_kept(part: Any, kept: Any) -> None:
    written = rewritten(document({"Identification": {"Demographics": {"Birthdate": part}}}))
    assert written["SkillsPassport"]["LearnerInfo"]["Identification"]["Demographics"]["Birthdate"] == kept


def test_a_month_that_is_in_no_calendar_is_named_when_it_cannot_be_written() -> None:
    data = document({"Identification": {"Demographics": {"Birthdate": {"Year": 2002, "Month": 13}}}})
    report = ep.convert(data, target_format="europass-json", source_format="europass-json").report
    assert [item.value for item in report.named("value-not-expressible")] == ["2002-13"]


def test_only_whole_calendar_dates_become_dates() -> None:
    def born(part: Any) -> Any:
        data = document({"Identification": {"PersonName": {"Surname": "Proef"}, "Demographics": {"Birthdate": part}}})
        date = ep.read(data, format="europass-json").portfolio.owner.birth_date
        return None if date is None else date.edtf or date.verbatim

    assert born({"Year": 1980, "Month": 2, "Day": 9}) == "1980-02-09"
    assert born({"Year": 1980, "Day": 9}) == "1980"
    assert born({"Year": -1980}) is None
    assert born({"Month": 2}) is None


# -- lenient reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "learner",
    [
        {"WorkExperience": {"Position": {"Label": "Writer"}}},
        {"WorkExperience": [{"Position": [{"Label": "Writer"}]}]},
        {"WorkExperience": [{"Position": {"Label": ["Writer"]}}]},
        {"WorkExperienceList": {"WorkExperience": [{"Position": {"Label": "Writer"}}]}},
    ],
    ids=["object for array", "array for object", "array for text", "as in XML"],
)
def test_arrays_and_objects_are_read_in_each_others_place(learner: Any) -> None:
    portfolio, _ = ep.read(document(learner), format="europass-json")
    assert [item.positions[0].occupation.label for item in portfolio.experiences] == ["Writer"]
    written = rewritten(document(learner))["SkillsPassport"]["LearnerInfo"]
    assert written["WorkExperience"] == [{"Position": {"Label": "Writer"}}]


@pytest.mark.parametrize(
    "computer",
    [{"VerifiedBy": [{"Certificate": {"Title": "ICDL"}}]}, {"Certificate": [{"Title": "ICDL"}]}],
    ids=["editor", "schema"],
)
def test_certificates_of_computer_skills_are_read_in_both_spellings(computer: Any) -> None:
    portfolio, _ = ep.read(document({"Skills": {"Computer": computer}}), format="europass-json")
    assert portfolio.competences[0].assertions[0].statement.text == "ICDL"


@pytest.mark.parametrize("licences", [["B"], "B", [{"Licence": "B"}], {"Licence": ["B"]}], ids=str)
def test_driving_licences_are_read_in_every_spelling_met(licences: Any) -> None:
    data = document({"Skills": {"Driving": {"Description": licences}}})
    portfolio, _ = ep.read(data, format="europass-json")
    assert [item.licence_category.notation for item in portfolio.entitlements] == ["B"]
    assert rewritten(data)["SkillsPassport"]["LearnerInfo"]["Skills"]["Driving"] == {"Description": ["B"]}


def test_an_organisation_has_one_website_and_a_person_a_list() -> None:
    learner = rewritten(json.dumps(DOCUMENT).encode())["SkillsPassport"]["LearnerInfo"]
    assert isinstance(learner["Identification"]["ContactInfo"]["Website"], list)
    assert isinstance(learner["WorkExperience"][0]["Employer"]["ContactInfo"]["Website"], dict)


# -- strict writing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("learner", "pointer", "value"),
    [
        ({"Skills": {"Driving": {"Description": ["AM", "B"]}}}, "Skills/Driving/Description/0", "AM"),
        ({"Headline": {"Type": {"Code": "zz"}, "Description": {"Label": "W"}}}, "Headline/Type/Code", "zz"),
        (
            {"Identification": {"Demographics": {"Gender": {"Code": "X"}}}},
            "Identification/Demographics/Gender/Code",
            "X",
        ),
        ({"Skills": {"Unknown": 5}}, "Skills/Unknown", 5),
        ({"Identification": {"PersonName": {"FirstName": {"a": "b"}}}}, "Identification/PersonName/FirstName/a", "b"),
    ],
)
def test_what_the_schema_forbids_is_left_out_and_named(learner: Any, pointer: str, value: Any) -> None:
    conversion = ep.convert(document(learner), target_format="europass-json", source_format="europass-json")
    assert not [item for item in ep.validate(conversion.data, format="europass-json") if item.severity == "error"]
    named = [item for item in conversion.report if item.name in ("value-not-expressible", "residue-not-allowed")]
    assert any(item.pointer.endswith(pointer) and str(item.value) == str(value) for item in named)


def test_an_esco_occupation_is_a_code_of_work_but_not_of_a_headline() -> None:
    occupation = {"Code": UUID, "Label": "Chief of bytes"}
    learner = {
        "Headline": {"Type": {"Code": "position"}, "Description": occupation},
        "WorkExperience": [{"Position": occupation}],
    }
    conversion = ep.convert(
        document(learner, version="V3.4"), target_format="europass-json", source_format="europass-json"
    )
    written = json.loads(conversion.data)["SkillsPassport"]["LearnerInfo"]
    assert written["WorkExperience"][0]["Position"] == occupation
    assert written["Headline"]["Description"] == {"Label": "Chief of bytes"}
    assert [item.pointer for item in conversion.report.named("value-not-expressible")] == [
        "/SkillsPassport/LearnerInfo/Headline/Description/Code"
    ]


def test_wrong_types_of_texts_are_mended_without_loss() -> None:
    data = document({"Identification": {"PersonName": {"FirstName": 5, "Surname": True}}})
    conversion = ep.convert(data, target_format="europass-json", source_format="europass-json")
    name = json.loads(conversion.data)["SkillsPassport"]["LearnerInfo"]["Identification"]["PersonName"]
    assert name == {"FirstName": "5", "Surname": "true"}


def test_a_reference_that_leads_nowhere_finds_no_attachment_later() -> None:
    work = [{"Position": {"Label": "Writer"}, "ReferenceTo": [{"idref": "ATT_1"}]}]
    attachment = {"MimeType": "application/pdf", "Data": "JVBERi0="}
    written = rewritten(document({"WorkExperience": work}, Attachment=[attachment]))["SkillsPassport"]
    assert written["LearnerInfo"]["WorkExperience"] == work
    assert written["Attachment"][0]["Id"] != "ATT_1"


def test_keeping_residue_keeps_what_the_schema_forbids() -> None:
    data = document({"Skills": {"Unknown": {"x": 5}, "Other": {"Description": "Chess"}}})
    written = rewritten(data, residue="keep")["SkillsPassport"]["LearnerInfo"]["Skills"]
    assert written == {"Unknown": {"x": 5}, "Other": {"Description": "Chess"}}


def test_names_that_xml_does_not_know_never_break_the_other_notation() -> None:
    data = document({"WorkExperience": [{"Position": {"Label": "W"}, "a b": 1, "": 2, "@q": {"r": 3}, "#": 4}]})
    for residue in ("valid", "keep"):
        conversion = ep.convert(
            data, target_format="europass-xml", source_format="europass-json", residue=residue, verify=False
        )
        assert {item.value for item in conversion.report.named("residue-not-allowed")} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("source", "wanted", "written"),
    [("V3.0", "", "V3.3"), ("V3.2", "", "V3.3"), ("V3.3", "", "V3.3"), ("V3.4", "", "V3.4"), ("V3.0", "3.4", "V3.4"),
     ("V9.9", "", "V3.4")],
)  # fmt: skip
def test_older_sources_are_written_in_the_oldest_version_that_is_written(
    source: str, wanted: str, written: str
) -> None:
    data = rewritten(document({}, version=source), version=wanted)
    assert data["SkillsPassport"]["DocumentInfo"]["XSDVersion"] == written


def test_versions_that_are_only_read_are_refused_by_name() -> None:
    portfolio, _ = ep.read(json.dumps(DOCUMENT).encode(), format="europass-json")
    with pytest.raises(UsageError, match=r"3\.3\.0, 3\.4\.0"):
        ep.dumps(portfolio, "europass-json", version="3.1.2")


# -- checking ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("learner", "rule", "pointer"),
    [
        ({"WorkExperience": {}}, "wrong-type", "/WorkExperience"),
        ({"Headline": {"Type": {"Code": "zz"}}}, "invalid-value", "/Headline/Type/Code"),
        ({"Skills": {"a/b~c": 1}}, "unexpected-element", "/Skills/a~1b~0c"),
        ({"Education": [{}, {"Level": {"Code": "9"}}]}, "invalid-value", "/Education/1/Level/Code"),
        ({"Identification": {"Demographics": {"Birthdate": {"Year": "1980"}}}}, "wrong-type",
         "/Identification/Demographics/Birthdate/Year"),
    ],
)  # fmt: skip
def test_findings_point_into_the_file(learner: Any, rule: str, pointer: str) -> None:
    report = ep.validate(document(learner), format="europass-json")
    assert [(item.name, item.pointer) for item in report] == [(rule, f"/SkillsPassport/LearnerInfo{pointer}")]


def test_an_unknown_version_is_told_and_the_nearest_rules_hold() -> None:
    report = ep.validate(document({"Headline": 5}, version="V3.9"), format="europass-json")
    assert [item.name for item in report] == ["unknown-version", "wrong-type"]
    assert json_shape().edition("V3.9") == ("3.4.1", False)
    assert json_shape().edition("V2.0") == ("3.0", False)


def test_long_and_compound_values_are_not_shown() -> None:
    report = ep.validate(
        document({"Headline": "x" * 500, "Skills": {"Zz": {"secret": "text"}}}), format="europass-json"
    )
    assert [item.value for item in report] == ["(500 characters)", None]


def test_the_syntax_level_looks_no_further() -> None:
    assert not list(ep.validate(document({"Headline": 5}), format="europass-json", level="syntax"))


# -- hostile shapes ----------------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (
    None, True, 0, -5, 2.5, 10**30, "", " ", "x", [], {}, [1], [[1, [2]], 3], ["a", {"b": 1}], {"Year": 99999},
    {"": 1, "@q": {"r": 2}, "~": 3, "#text": "t", "a/b": 4, "*": 5}, [{"Licence": "A"}],
    {"ReferenceTo": [{"idref": "z"}]}, {"Certificate": {"Title": "t"}, "z": 1},
)  # fmt: skip


def replaced(data: Any, chance: random.Random) -> Any:
    """A copy in which one value, anywhere, is another or stands in a list."""
    result = json.loads(json.dumps(data))
    place, key = {"": result}, ""
    while isinstance(place[key], dict | list) and place[key] and chance.random() < 0.9:
        place = place[key]
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))  # type: ignore[arg-type]
    place[key] = chance.choice([[place[key]], [place[key], place[key]], *ODD])
    return result


@pytest.mark.parametrize("seed", range(60))
def test_any_value_may_be_of_any_type(seed: int) -> None:
    """No traceback, nothing lost in silence, and what is written is valid."""
    data = DOCUMENT["SkillsPassport"]
    chance = random.Random(seed)
    for _ in range(1 + seed % 3):
        data = replaced(data, chance)
    raw = json.dumps({"SkillsPassport": data}).encode()
    conversion = ep.convert(raw, target_format="europass-json", source_format="europass-json")
    assert not [item for item in ep.validate(conversion.data, format="europass-json") if item.severity == "error"]
    figures = conversion.report.fidelity
    assert figures is not None
    assert figures.leaves == len(list(typed({"SkillsPassport": data})))
    ep.convert(raw, target_format="europass-xml", source_format="europass-json", verify=False)


@pytest.mark.parametrize("locale", ["english", "eng", "x-y", 5, {"a": "b"}, ["nl", "fr"]], ids=str)
@pytest.mark.parametrize("target", ["europass-json", "europass-xml"])
def test_a_locale_that_is_none_is_named_and_not_written(locale: Any, target: str) -> None:
    conversion = ep.convert(document({}, Locale=locale), target_format=target, source_format="europass-json")
    assert ep.validate(conversion.data, format=target).ok
    assert conversion.report.named("residue-not-allowed")


@needs_shared
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_official_samples_convert_with_proof(path: Any) -> None:
    conversion = ep.convert(path, target_format="europass-json", source_format="europass-json")
    assert not conversion.report.named("lost") + conversion.report.named("value-not-expressible")


def test_values_that_could_not_be_read_where_they_stood_are_put_back_without_a_fault_of_ours() -> None:
    odd = {"WorkExperience": [{"Position": {"Label": "Cook"}, "Employer": {"Name": [["x"], 2]}}]}
    conversion = ep.convert(document(odd), target_format="europass-xml", source_format="europass-json")
    assert ep.read(conversion.data).portfolio.experiences[0].positions[0].occupation.label == "Cook"
    figures = conversion.report.fidelity
    assert figures is not None
    assert (figures.data, figures.residue, figures.lost) == (1, 3, 1)
    assert [item.value for item in conversion.report.named("not-mapped")] == [2]
    assert [item.value for item in conversion.report.named("residue-not-allowed")] == ["x"]
