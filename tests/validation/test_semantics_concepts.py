"""Concepts: whether they exist, are in force, and are of the vocabulary and with the label that stand beside them."""

from __future__ import annotations

import pytest

from eportfolio.report.codes import Severity
from eportfolio.vocabulary import schemes
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.library import Vocabularies

from .conftest import CRAFTS, OCCUPATION, SKILL


def competence(**concept):
    return {"competences": [{"label": "mine", "concepts": [concept]}]}


def job(**concept):
    return {"experiences": [{"positions": [{"occupation": concept}]}]}


def study(**concept):
    return {"qualifications": [{"specification": {"fields_of_study": [concept]}}]}


def person(field, *notations):
    countries = [{"scheme": schemes.ISO_3166_1, "notation": code} for code in notations]
    return {"owner": {field: countries}}


AT = "/competences/0/concepts/0"
JOB = "/experiences/0/positions/0/occupation"
FIELD = "/qualifications/0/specification/fields_of_study/0"


# -- existence ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "concept",
    [
        {"uri": f"{CRAFTS}/1"},
        {"scheme": CRAFTS, "notation": "1"},
        {"scheme": CRAFTS + "/", "notation": "1"},
        {"uri": f"{CRAFTS}/1", "scheme": CRAFTS, "notation": "1", "official_label": "Spoon  CARVING"},
        {"uri": "https://example.org/elsewhere/3"},
        {"uri": "https://example.org/elsewhere/3", "scheme": CRAFTS},
        {"uri": "https://example.org/twin/1", "scheme": CRAFTS},
        {"scheme": CRAFTS, "notation": "twice"},
        {"uri": f"{CRAFTS}/5", "scheme": CRAFTS, "notation": "twice"},
        {"uri": f"{SKILL}s1"},
        {"uri": f"{SKILL}k1", "scheme": "http://data.europa.eu/esco/concept-scheme/skills"},
        {"label": "words only"},
        {"notation": "a code without a scheme says nothing"},
    ],
)
def test_what_exists_is_fine(found, concept) -> None:
    assert found(**competence(**concept)) == []


@pytest.mark.parametrize(
    "concept",
    [
        {"uri": f"{CRAFTS}/7"},
        {"uri": "https://example.org/nowhere/3", "scheme": CRAFTS},
        {"uri": "https://example.org/cousin/1", "scheme": CRAFTS},
        {"uri": "1", "scheme": CRAFTS},
        {"uri": f"{SKILL}s7"},
        {"uri": f"{SKILL}s7", "label": "bake bread"},
    ],
)
def test_unknown_concept(found, concept) -> None:
    assert found(**competence(**concept)) == [("unknown-concept", f"{AT}/uri")]


def test_unknown_concept_that_another_edition_has_is_told_so(say) -> None:
    (item,) = say(**competence(uri=f"{CRAFTS}/9"))
    assert item.name == "unknown-concept"
    assert item.message == "crafts 2 has no concept with this URI; 1 has it."


def test_identifier_with_https_is_another_identifier(say) -> None:
    (item,) = say(**competence(uri=f"{SKILL}s1".replace("http:", "https:")))
    assert (item.name, item.hint) == ("unknown-concept", f"Write it as {SKILL}s1.")


def test_unknown_code(found) -> None:
    assert found(**competence(scheme=CRAFTS, notation="7")) == [("unknown-code", f"{AT}/notation")]


def test_level_that_its_framework_does_not_have(found) -> None:
    assert found(qualifications=[{"specification": {"eqf_level": {"scheme": schemes.EQF, "notation": "9"}}}]) == [
        ("unknown-code", "/qualifications/0/specification/eqf_level/notation")
    ]


@pytest.mark.parametrize(
    ("scheme", "notation"),
    [
        (schemes.DIGITAL_SELF_ASSESSMENT, "C"),
        (schemes.CEFR, "B1+"),
        (schemes.CEFR, "Pre-A1"),
        (schemes.EQF, "8"),
        (schemes.ISCED_2011, "0"),
    ],
)
def test_levels_of_bundled_schemes(found, scheme, notation) -> None:
    level = {"level": {"scheme": scheme, "notation": notation}, "purpose": "achieved"}
    assert found(competences=[{"label": "mine", "levels": [level]}]) == []


@pytest.mark.parametrize("uri", [schemes.EQF.rpartition("/")[0] + "/6", "http://data.europa.eu/esco/eqf/6"])
def test_level_by_its_present_and_by_its_older_uri(found, uri) -> None:
    assert found(qualifications=[{"specification": {"eqf_level": {"uri": uri}}}]) == []


def test_national_levels_have_no_codes_so_that_none_is_wrong(found) -> None:
    level = {"scheme": schemes.NQF, "notation": "4+"}
    assert found(qualifications=[{"specification": {"levels": [level]}}]) == [("not-checked", "")]


@pytest.mark.parametrize("notation", ["J", "62", "62.01", "6201", "J62", "J62.01", "J.62.0"])
def test_sector_with_and_without_letter_and_dots(found, notation) -> None:
    sector = {"scheme": schemes.NACE_2, "notation": notation}
    assert found(experiences=[{"organisations": [{"sector": sector}]}]) == []


def test_sector_whose_letter_is_another_than_that_of_its_division(found) -> None:
    sector = {"scheme": schemes.NACE_2, "notation": "M62.01"}
    assert found(experiences=[{"organisations": [{"sector": sector}]}]) == [
        ("unknown-code", "/experiences/0/organisations/0/sector/notation")
    ]


@pytest.mark.parametrize("notation", ["XX", "00", "62a"])
def test_sector_that_an_incomplete_table_lacks_is_not_judged(found, notation) -> None:
    sector = {"scheme": schemes.NACE_2, "notation": notation}
    assert found(experiences=[{"organisations": [{"sector": sector}]}]) == [("not-checked", "")]


@pytest.mark.parametrize("uri", ["http://data.europa.eu/esco/isco/C2512", "http://data.europa.eu/esco/isco/C2"])
def test_isco_groups_of_esco(found, uri) -> None:
    assert found(**job(uri=uri)) == []


def test_isco_group_that_does_not_exist(found) -> None:
    assert found(**job(uri="http://data.europa.eu/esco/isco/C9999")) == [("unknown-concept", f"{JOB}/uri")]


def test_complete_nace_knows_its_classes(found, empty_folder) -> None:
    def fill(builder) -> None:
        for code, above in (("J", ""), ("62", "J"), ("62.0", "62"), ("62.01", "62.0")):
            uri = f"http://data.europa.eu/ux2/nace2/{code.replace('.', '')}"
            builder.concept(uri, "sector", notation=code)
            builder.label(uri, "preferred", "en", f"activity {code}")
            if above:
                builder.relation(uri, "broader", f"http://data.europa.eu/ux2/nace2/{above.replace('.', '')}")

    whole = Vocabularies(empty_folder)
    whole.install(SchemeDescription("nace", "2-full", schemes.NACE_2, "NACE"), fill)
    codes = ("62.01", "6201", "J62.01", "J", "62.02", "M62.01", "63")
    sectors = [{"sector": {"scheme": schemes.NACE_2, "notation": code}} for code in codes]
    assert found(whole, experiences=[{"organisations": sectors}]) == [
        ("unknown-code", f"/experiences/0/organisations/{index}/sector/notation") for index in (4, 5, 6)
    ]


def test_longer_namespace_decides(found, empty_folder) -> None:
    def fill(word):
        def feed(builder) -> None:
            builder.concept(f"{word}/1", "skill")
            builder.label(f"{word}/1", "preferred", "en", "carving")

        return feed

    broad = CRAFTS.rpartition("/")[0]
    both = Vocabularies(empty_folder)
    both.install(SchemeDescription("a-broad", "1", f"{broad}/", "Everything"), fill(broad))
    both.install(SchemeDescription("crafts", "1", CRAFTS, "Crafts"), fill(CRAFTS))
    for uri in (f"{CRAFTS}/1", f"{broad}/1"):
        assert found(both, **competence(uri=uri)) == []
    assert found(both, **competence(uri=f"{broad}/1", scheme=broad)) == []
    assert found(both, **competence(uri=f"{CRAFTS}/1", scheme=broad)) == [("wrong-scheme", f"{AT}/uri")]


# -- obsolete ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("concept", "at"), [({"uri": f"{CRAFTS}/2"}, "uri"), ({"scheme": CRAFTS, "notation": "2"}, "notation")]
)
def test_obsolete_concept_names_its_successor(say, concept, at) -> None:
    (item,) = say(**competence(**concept))
    assert (item.name, item.pointer) == ("obsolete-concept", f"{AT}/{at}")
    assert item.message == (f'"whittling" is obsolete in crafts 2. Its successor is "carving spoons", {CRAFTS}/1.')


# -- the right scheme --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("portfolio", "at"),
    [
        (job(uri=f"{SKILL}s1"), f"{JOB}/uri"),
        (job(uri=f"{CRAFTS}/1"), f"{JOB}/uri"),
        (job(scheme=schemes.ISO_639, notation="nl"), f"{JOB}/notation"),
        (competence(uri=f"{OCCUPATION}o1"), f"{AT}/uri"),
        (study(scheme=schemes.ISCED_F, notation="21"), f"{FIELD}/notation"),
        (study(scheme=schemes.ISCED_97_FIELDS, notation="0613"), f"{FIELD}/notation"),
        (study(scheme=schemes.EQF, notation="6"), f"{FIELD}/notation"),
        (job(scheme=schemes.ISCO_08, notation="23310"), f"{JOB}/notation"),
        (job(scheme=schemes.NACE_2, notation="62.01"), f"{JOB}/notation"),
        (job(uri=f"{OCCUPATION}o1", scheme=schemes.ISCO_08), f"{JOB}/uri"),
        (competence(uri=f"{SKILL}s1", scheme=schemes.ISCO_08, notation="2512"), f"{AT}/uri"),
        (competence(uri=f"{CRAFTS}/1", scheme="http://data.europa.eu/esco/concept-scheme/digital"), f"{AT}/uri"),
        (competence(uri=f"{SKILL}s1", scheme=CRAFTS), f"{AT}/uri"),
        (competence(uri=f"{SKILL}s1", scheme=CRAFTS, notation="1"), f"{AT}/uri"),
        (
            competence(uri=f"{SKILL}s1", scheme="http://data.europa.eu/esco/concept-scheme/occupations"),
            f"{AT}/uri",
        ),
        (
            {"qualifications": [{"specification": {"eqf_level": {"scheme": schemes.ISCED_2011, "notation": "6"}}}]},
            "/qualifications/0/specification/eqf_level/notation",
        ),
    ],
)
def test_wrong_scheme(found, portfolio, at) -> None:
    assert found(**portfolio) == [("wrong-scheme", at)]


@pytest.mark.parametrize(
    "portfolio",
    [
        job(uri=f"{OCCUPATION}o1"),
        job(uri=f"{OCCUPATION}o1", scheme=schemes.ISCO_08, notation="7512"),
        job(scheme=schemes.ISCO_88, notation="7412"),
        job(uri=f"{OCCUPATION}o1", scheme=schemes.ISCO_88, notation="7412"),
        study(scheme=schemes.ISCED_F, notation="0613"),
        study(scheme=schemes.ISCED_97_FIELDS, notation="48"),
        competence(uri=f"{SKILL}s1", scheme="http://data.europa.eu/esco"),
        {"headline": {"concept": {"uri": f"{SKILL}s1"}}},
        {"owner": {"gender": {"notation": "female"}}},
        {"languages": [{"known_language": {
            "scheme": schemes.ISO_639, "notation": "nl",
            "uri": "http://publications.europa.eu/resource/authority/language/NLD",
        }}]},
    ],
)  # fmt: skip
def test_right_scheme(found, portfolio) -> None:
    assert found(**portfolio) == []


def test_revisions_of_nace_are_two_schemes(found) -> None:
    sector = {"uri": "http://data.europa.eu/ux2/nace2.1/J", "scheme": schemes.NACE_2, "notation": "J"}
    assert found(experiences=[{"organisations": [{"sector": sector}]}]) == [
        ("wrong-scheme", "/experiences/0/organisations/0/sector/uri")
    ]


# -- code and URI ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("portfolio", "at"),
    [
        (study(uri="http://data.europa.eu/snb/isced-f/0613", scheme=schemes.ISCED_F, notation="0611"), FIELD),
        (
            {"owner": {"nationalities": [{
                "uri": "http://publications.europa.eu/resource/authority/country/BEL",
                "scheme": schemes.ISO_3166_1, "notation": "NL",
            }]}},
            "/owner/nationalities/0",
        ),
    ],
)  # fmt: skip
def test_code_and_uri_of_two_concepts(found, portfolio, at) -> None:
    assert found(**portfolio) == [("code-not-of-concept", f"{at}/notation")]


# -- official labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "carving spoons",
        " Carving\u00a0 SPOONS",
        "spoon carving",
        "making of spoons",  # the label of an older edition
        {"en": "carving spoons", "nl": "lepels snijden"},
        {"en": "lepels snijden"},  # under another language: still one of its labels
        {"fr": "tailler des cuillères"},  # no French labels are there
    ],
)
def test_official_label_of_the_concept(found, label) -> None:
    assert found(language="en", **competence(uri=f"{CRAFTS}/1", official_label=label)) == []


@pytest.mark.parametrize(
    ("language", "label", "at"),
    [
        ("en", "carving forks", "/official_label"),
        ("en-GB", "carving forks", "/official_label"),
        ("en", {"en": "carving spoons", "nl": "vorken snijden"}, "/official_label/nl"),
        ("fr", "whittling", "/official_label"),  # that of another concept, in whatever language
    ],
)
def test_label_not_of_concept(found, language, label, at) -> None:
    assert found(language=language, **competence(uri=f"{CRAFTS}/1", official_label=label)) == [
        ("label-not-of-concept", AT + at)
    ]


def test_official_label_beside_a_code(found) -> None:
    assert found(language="en", **study(scheme=schemes.ISCED_F, notation="0613", official_label="Cookery")) == [
        ("label-not-of-concept", f"{FIELD}/official_label")
    ]


def test_label_in_a_language_that_is_not_named_is_not_judged(found) -> None:
    assert found(**competence(uri=f"{CRAFTS}/1", official_label="tailler des cuillères")) == []


def test_the_owners_label_is_never_judged(found) -> None:
    assert found(language="en", **competence(uri=f"{CRAFTS}/1", label="my way with wood")) == []


def test_incomplete_starter_does_not_judge_labels_that_it_may_lack(found, bare) -> None:
    starter = bare.scheme("esco")
    uri = next(concept.uri for concept in starter.concepts("knowledge"))
    assert found(bare, language="en", **competence(uri=uri, official_label="a synonym that it lacks")) == []


# -- countries and languages -------------------------------------------------------------------------------


def test_countries_of_iso_of_the_eu_and_kosovo(found) -> None:
    assert found(**person("nationalities", "NL", "UK", "EL", "GB", "XK")) == []


def test_country_that_never_was(found) -> None:
    assert found(**person("nationalities", "NL", "QQ")) == [("unknown-code", "/owner/nationalities/1/notation")]


@pytest.mark.parametrize("code", ["SU", "YU", "AN", "CS"])
def test_country_that_is_no_more(say, code) -> None:
    (item,) = say(**person("nationalities", code))
    assert (item.name, item.severity) == ("withdrawn-code", Severity.WARNING)


def test_place_may_well_be_in_a_country_that_is_no_more(say) -> None:
    (item,) = say(experiences=[{"place": {"country": {"scheme": schemes.ISO_3166_1, "notation": "SU"}}}])
    assert (item.name, item.severity) == ("withdrawn-code", Severity.INFO)


@pytest.mark.parametrize(("code", "names"), [("nl", []), ("grc", []), ("xx", ["unknown-code"]),
                                             ("iw", ["withdrawn-code"])])  # fmt: skip
def test_known_language(found, code, names) -> None:
    language = {"known_language": {"scheme": schemes.ISO_639, "notation": code}}
    assert [name for name, _ in found(languages=[language])] == names


# -- what cannot be checked --------------------------------------------------------------------------------


def test_starter_knows_no_occupations_and_not_all_skills(say, bare) -> None:
    portfolio = competence(uri=f"{SKILL}none") | job(uri=f"{OCCUPATION}none")
    (item,) = say(bare, **portfolio)
    assert (item.name, item.severity, item.pointer) == ("not-checked", Severity.INFO, "")
    assert "2 concepts of esco 1.2.0-starter" in item.message
    assert "eportfolio vocab install esco SOURCE" in item.message


def test_what_the_starter_has_is_known(found, bare) -> None:
    uri = next(concept.uri for concept in bare.scheme("esco").concepts("skill"))
    assert found(bare, **competence(uri=uri)) == []
    assert found(bare, **job(uri=uri)) == [("wrong-scheme", f"{JOB}/uri")]


def test_each_vocabulary_that_is_not_there_is_told_once(say) -> None:
    concepts = [
        {"uri": "https://example.org/other/1"}, {"uri": "https://example.org/other/2"},
        {"scheme": "https://example.org/third", "notation": "a"}, {"uri": "https://example.org/other#x"},
    ]  # fmt: skip
    messages = [item.message for item in say(competences=[{"label": "mine", "concepts": concepts}])]
    assert messages == [
        "Not checked: 2 concepts of https://example.org/other/, a vocabulary that is not installed.",
        "Not checked: 1 concept of https://example.org/third, a vocabulary that is not installed.",
        "Not checked: 1 concept of https://example.org/other#, a vocabulary that is not installed.",
    ]


def test_esco_without_its_skills_judges_occupations_only(found, empty_folder) -> None:
    def fill(builder) -> None:
        builder.concept(f"{OCCUPATION}o1", "occupation")
        builder.label(f"{OCCUPATION}o1", "preferred", "en", "baker")
        builder.describe("parts", ["occupations_en"])

    part = Vocabularies(empty_folder)
    part.install(SchemeDescription("esco", "1.2.0", "http://data.europa.eu/esco", "ESCO"), fill)
    portfolio = competence(uri=f"{SKILL}s7") | job(uri=f"{OCCUPATION}o7")
    assert found(part, **portfolio) == [("unknown-concept", f"{JOB}/uri"), ("not-checked", "")]


def test_damaged_vocabulary_is_named_and_the_rest_is_checked(found, empty_folder) -> None:
    (empty_folder / "crafts").mkdir(parents=True)
    (empty_folder / "crafts" / "2.sqlite").write_bytes(b"no index")
    portfolio = competence(uri=f"{CRAFTS}/1") | person("nationalities", "QQ")
    assert found(Vocabularies(empty_folder), **portfolio) == [
        ("unknown-code", "/owner/nationalities/0/notation"), ("not-checked", ""), ("vocabulary-damaged", ""),
    ]  # fmt: skip
