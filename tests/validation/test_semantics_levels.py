"""Levels that contradict each other, language tags that name no language, references that lead nowhere."""

from __future__ import annotations

import pytest

from eportfolio.vocabulary import schemes
from eportfolio.vocabulary.frameworks import eqf_levels_of


def qualification(eqf, *levels):
    own = {"scheme": schemes.EQF, "notation": eqf}
    return {"qualifications": [{"specification": {"eqf_level": own, "levels": list(levels)}}]}


LEVEL = "/qualifications/0/specification/levels/0"


@pytest.fixture(scope="module")
def national(library):
    """URIs of national levels by the number of EQF levels that they are referenced to."""
    by_number = {}
    for concept in library.scheme("nqf").concepts("level"):
        by_number.setdefault(len(eqf_levels_of(concept.uri)), concept.uri)
    return by_number


def _other(uri):
    return next(code for code in "12345678" if code not in eqf_levels_of(uri))


# -- EQF and national levels -------------------------------------------------------------------------------


def test_national_level_agrees_with_the_eqf(found, national) -> None:
    uri = national[1]
    assert found(**qualification(eqf_levels_of(uri)[0], {"uri": uri})) == []


def test_national_level_disagrees_with_the_eqf(say, national) -> None:
    uri = national[1]
    (item,) = say(**qualification(_other(uri), {"uri": uri}))
    assert (item.name, item.pointer) == ("levels-disagree", f"{LEVEL}/uri")
    assert f"EQF level {eqf_levels_of(uri)[0]}" in item.message


def test_eqf_level_may_be_given_by_its_uri(found, national) -> None:
    uri = national[1]
    eqf = {"uri": f"http://data.europa.eu/snb/eqf/{_other(uri)}"}
    assert found(qualifications=[{"specification": {"eqf_level": eqf, "levels": [{"uri": uri}]}}]) == [
        ("levels-disagree", f"{LEVEL}/uri")
    ]


def test_national_level_that_covers_several(found, national, monkeypatch) -> None:
    monkeypatch.setattr("eportfolio.validation.semantics.levels.eqf_levels_of", lambda uri: ("4", "5"))
    assert found(**qualification("4", {"uri": national[1]})) == []
    assert found(**qualification("5", {"uri": national[1]})) == []
    assert found(**qualification("6", {"uri": national[1]})) == [("levels-disagree", f"{LEVEL}/uri")]


def test_national_level_without_referencing_is_not_compared(say, national) -> None:
    (item,) = say(**qualification("6", {"uri": national[0]}, {"uri": national[0]}))
    assert item.name == "not-checked"
    assert item.message.startswith("Not compared with the EQF: 2 concepts of national frameworks")


def test_national_level_alone_is_not_compared(found, national) -> None:
    assert found(qualifications=[{"specification": {"levels": [{"uri": national[1]}, {"uri": national[0]}]}}]) == []


def test_framework_as_a_whole_says_nothing_of_the_level(found, library) -> None:
    framework = next(library.scheme("nqf").concepts("framework"))
    assert found(**qualification("6", {"uri": framework.uri})) == []


def test_two_levels_of_the_eqf(found) -> None:
    assert found(**qualification("6", {"scheme": schemes.EQF, "notation": "7"})) == [
        ("levels-disagree", f"{LEVEL}/notation")
    ]
    assert found(**qualification("6", {"scheme": schemes.EQF, "notation": "6"})) == []


def test_isced_and_eqf_are_two_scales(found) -> None:
    assert found(**qualification("5", {"scheme": schemes.ISCED_2011, "notation": "6"})) == []


# -- CEFR --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["Pre-A1", "A1", "A2+", "B1+", "C2"])
def test_cefr_level(found, level) -> None:
    language = {"cefr_levels": {"listening": level}, "language_certificates": [{"cefr_level": level}]}
    assert found(languages=[language]) == []


@pytest.mark.parametrize("level", ["D1", "fluent", "6"])
def test_level_that_the_cefr_does_not_have(found, level) -> None:
    language = {"cefr_levels": {"reading": level}, "language_certificates": [{"cefr_level": level}]}
    assert found(languages=[language]) == [
        ("unknown-code", "/languages/0/cefr_levels/reading"),
        ("unknown-code", "/languages/0/language_certificates/0/cefr_level"),
    ]


# -- language tags -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en", "nl-BE", "sr-Latn", "zh-Hant", "grc", "de-t-en", "x-klingon", "und", "qaa"])
def test_language_tag(found, tag) -> None:
    assert found(language=tag, summary={"text": {tag: "me"}}) == []


@pytest.mark.parametrize("tag", ["xx", "en-Xxxx", "english"])
def test_tag_that_names_no_language_is_told_once(found, tag) -> None:
    assert found(language=tag, summary={"text": {tag: "me"}}) == [("unknown-code", "/language")]
    assert found(interests=[{"title": {tag: "one"}}, {"title": {tag: "two"}}]) == [
        ("unknown-code", f"/interests/0/title/{tag}")
    ]


def test_withdrawn_tag_names_the_present_one(say) -> None:
    (item,) = say(language="iw")
    assert (item.name, item.pointer, item.hint) == ("withdrawn-code", "/language", "Write he.")


# -- references --------------------------------------------------------------------------------------------

HERE, GONE = "urn:uuid:00000000-0000-4000-8000-000000000001", "urn:uuid:00000000-0000-4000-8000-000000000002"


def referring(target):
    return {
        "experiences": [{"id": HERE, "title": "work", "evidence": [target]}],
        "qualifications": [
            {"gained_in": [target], "proven_by": [target], "part_of": [target], "entitles_to": [target]}
        ],
        "assessments": [{"part_of": [target]}],
        "competences": [{
            "label": "mine", "certificates": [target], "gained_in": [target],
            "assertions": [{"asserted_by": "peer", "evidence": [target], "credential": target}],
        }],
        "languages": [{"acquired_in": [{"evidence": [target]}]}],
        "entitlements": [{"part_of": [target]}],
        "credentials": [{"proves": [target]}],
        "relations": [{"source": target, "relation": "supports", "target": target}],
    }  # fmt: skip


def test_references_that_lead_somewhere(found) -> None:
    assert found(**referring(HERE)) == []


def test_references_that_lead_nowhere(found) -> None:
    assert found(**referring(GONE)) == [
        ("dangling-reference", pointer)
        for pointer in (
            "/experiences/0/evidence/0",
            "/qualifications/0/gained_in/0",
            "/qualifications/0/proven_by/0",
            "/qualifications/0/part_of/0",
            "/qualifications/0/entitles_to/0",
            "/assessments/0/part_of/0",
            "/competences/0/certificates/0",
            "/competences/0/gained_in/0",
            "/competences/0/assertions/0/evidence/0",
            "/competences/0/assertions/0/credential",
            "/languages/0/acquired_in/0/evidence/0",
            "/entitlements/0/part_of/0",
            "/credentials/0/proves/0",
            "/relations/0/source",
            "/relations/0/target",
        )
    ]


def test_reference_by_an_address_must_be_that_of_an_item(found) -> None:
    assert found(qualifications=[{"gained_in": ["https://example.org/work"]}]) == [
        ("dangling-reference", "/qualifications/0/gained_in/0")
    ]


def test_reference_within_a_variant(found) -> None:
    inner = {"language": "nl", "experiences": [{"id": HERE}], "competences": [{"label": "mijn", "gained_in": [HERE]}]}
    assert found(variants=[inner]) == []


def test_relation_to_something_elsewhere(found) -> None:
    relation = {"source": HERE, "relation": "evidence_of", "target": "https://example.org/thesis"}
    assert found(experiences=[{"id": HERE, "title": "work"}], relations=[relation]) == []


def test_reference_from_a_variant_to_the_portfolio(found) -> None:
    inner = {"language": "nl", "competences": [{"label": "mijn", "gained_in": [HERE]}]}
    assert found(experiences=[{"id": HERE, "title": "work"}], variants=[inner]) == []


def test_relation_from_the_portfolio_itself(found) -> None:
    relation = {"source": HERE, "relation": "part_of", "target": "https://example.org/dossier"}
    assert found(id=HERE, relations=[relation]) == []


# -- parts -------------------------------------------------------------------------------------------------


def composed(wholes, kind="qualifications"):
    """Items of one kind, by name, each with the names of its wholes."""
    return {
        kind: [
            {"id": f"urn:example:{name}", "part_of": [f"urn:example:{whole}" for whole in given]}
            for name, given in wholes.items()
        ]
    }


@pytest.mark.parametrize("kind", ["experiences", "qualifications", "assessments", "entitlements"])
def test_part_of_itself(found, kind) -> None:
    assert found(**composed({"a": "a"}, kind)) == [("part-of-itself", f"/{kind}/0/part_of/0")]


@pytest.mark.parametrize(
    ("wholes", "closing"),
    [
        ({"a": "b", "b": "a"}, ["1/part_of/0"]),
        ({"a": "b", "b": "c", "c": "b"}, ["2/part_of/0"]),
        ({"a": "bc", "b": "d", "c": "d", "d": "", "e": "fa", "f": "e"}, ["5/part_of/0"]),
        ({"a": "b", "b": "ca", "c": "a"}, ["1/part_of/1", "2/part_of/0"]),
    ],
)
def test_circle_of_parts_is_told_where_it_closes(found, wholes, closing) -> None:
    assert found(**composed(wholes)) == [("part-of-itself", f"/qualifications/{at}") for at in closing]


def test_part_of_several_wholes_is_no_circle(found) -> None:
    assert found(**composed({"a": "bc", "b": "d", "c": "d", "d": ""})) == []


def test_circle_between_a_portfolio_and_its_variant(found) -> None:
    inner = composed({"b": "a"}) | {"language": "nl"}
    assert found(**composed({"a": "b"}), variants=[inner]) == [
        ("part-of-itself", "/variants/0/qualifications/0/part_of/0")
    ]


def test_long_chain_of_parts_is_followed_to_its_end(found) -> None:
    chain = {f"c{number}": [f"c{number + 1}"] for number in range(20_000)} | {"c20000": ["c0"]}
    assert [at for _, at in found(**composed(chain))] == ["/qualifications/20000/part_of/0"]
