"""Countries and languages: their codes, and the concept schemes that are made from the registries of others."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest
from lxml import etree

from eportfolio.vocabulary import countries, languages, schemes
from eportfolio.vocabulary.bundled import bundled
from eportfolio.vocabulary.codestatus import CodeStatus
from eportfolio.vocabulary.registries import NAMED_IN, REGISTRIES
from eportfolio.vocabulary.tables import Cells, Table
from tests.support import needs_shared, shared

XSD = "{http://www.w3.org/2001/XMLSchema}"
NO_COUNTRY = {"EUR": "European Union", "OP_DATPRO": "Provisional data"}
"""What the EU's list has besides countries."""

NAMED_OTHERWISE = {
    "FRO": "Faroes", "TUR": "Turkey", "VAT": "Vatican City State", "CPT": "Clipperton",
    "COD": "Democratic Republic of the Congo", "GMB": "The Gambia", "MAC": "Macau", "PSE": "Palestine",
    "MAF": "Saint Martin", "STP": "São Tomé and Príncipe", "VIR": "US Virgin Islands",
    "FQ0": "French Southern and Antarctic Lands", "MMR": "Myanmar/Burma",
}  # fmt: skip
"""Countries whose English name in the EU's list is neither that of ISO 3166-1 nor that of Unicode."""


@cache
def table(name: str) -> Table:
    return next(one for one in REGISTRIES if one.name == name).table()


@cache
def by_code(name: str) -> dict[str, Cells]:
    return {row["notation"][0]: row for row in table(name).rows}


# -- codes of countries ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["NL", "nl", " GB ", "UK", "EL", "GR", "XK", "AX", "RS", "SK", "GE", "BQ"])
def test_a_country_code_in_force(code: str) -> None:
    assert countries.status(code) is CodeStatus.CURRENT
    assert countries.exists(code)


@pytest.mark.parametrize("code", ["SU", "YU", "AN", "CS", "DD", "yu", "TP", "ZR"])
def test_a_country_code_that_was_withdrawn(code: str) -> None:
    assert countries.status(code) is CodeStatus.WITHDRAWN
    assert not countries.exists(code)


@pytest.mark.parametrize("code", ["", "ZZ", "QQ", "NLD", "N", "n1", "Netherlands"])
def test_a_country_code_that_never_was(code: str) -> None:
    assert countries.status(code) is CodeStatus.UNKNOWN
    assert not countries.exists(code)


@pytest.mark.parametrize(
    ("code", "long"),
    [("NL", "NLD"), ("UK", "GBR"), ("GB", "GBR"), ("EL", "GRC"), ("XK", "1A0"), ("TF", "FQ0"), ("ro", "ROU")],
)
def test_the_uri_of_a_country_and_back(code: str, long: str) -> None:
    uri = f"http://publications.europa.eu/resource/authority/country/{long}"
    assert countries.authority_uri(code) == uri
    assert countries.of_authority_uri(uri) == countries.of_authority_uri(uri.replace("http:", "https:"))
    assert countries.of_authority_uri(uri) == countries.iso_country(code)


@pytest.mark.parametrize("code", ["SU", "ZZ", "NLD", ""])
def test_what_is_no_country_has_no_uri(code: str) -> None:
    with pytest.raises(ValueError, match="country"):
        countries.authority_uri(code)


@pytest.mark.parametrize(
    "uri",
    ["NLD", countries.AUTHORITY, countries.AUTHORITY + "EUR", countries.AUTHORITY + "NLD/x", "http://example.org"],
)
def test_a_uri_that_names_no_country(uri: str) -> None:
    with pytest.raises(ValueError, match="country"):
        countries.of_authority_uri(uri)


# -- codes of languages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("former", "now"),
    [("iw", "he"), ("in", "id"), ("ji", "yi"), ("jw", "jv"), ("mo", "ro"), ("mol", "ro"), ("scr", "hr"), ("scc", "sr"),
     ("IW", "he")],
)  # fmt: skip
def test_a_language_code_that_was_withdrawn_comes_to_the_one_in_force(former: str, now: str) -> None:
    assert languages.shortest(former) == now
    assert languages.status(former) is CodeStatus.WITHDRAWN
    assert languages.exists(now)
    assert not languages.exists(former)


@pytest.mark.parametrize(
    ("long", "short"), [("heb", "he"), ("ind", "id"), ("jav", "jv"), ("yid", "yi"), ("hbs", "sh"), ("prs", "prs")]
)
def test_a_long_code_never_comes_to_a_withdrawn_or_a_compound_one(long: str, short: str) -> None:
    assert languages.shortest(long) == short
    assert languages.terminological(short) == long


def test_every_code_of_two_letters_goes_with_the_three_of_iso_639_3() -> None:
    from pycountry import languages as register

    pairs = {one.alpha_2: one.alpha_3 for one in register if hasattr(one, "alpha_2")}
    assert len(pairs) > 180
    assert {short: languages.terminological(short) for short in pairs} == pairs
    assert {long: languages.shortest(long) for long in pairs.values()} == {long: s for s, long in pairs.items()}


@pytest.mark.parametrize(
    "code", ["nl", "NLD", "dut", "grc", "sgn", "sla", "und", "zxx", "qab", languages.AUTHORITY + "HEB"]
)
def test_a_language_code_in_force(code: str) -> None:
    assert languages.status(code) is CodeStatus.CURRENT
    assert languages.exists(code)


@pytest.mark.parametrize("code", ["lsg", languages.AUTHORITY + "LSG", languages.AUTHORITY + "SCR"])
def test_a_language_code_of_three_letters_that_was_withdrawn(code: str) -> None:
    assert languages.status(code) is CodeStatus.WITHDRAWN


@pytest.mark.parametrize("code", ["", "zq", "zzz", "french", "n1"])
def test_a_language_code_that_never_was(code: str) -> None:
    assert languages.status(code) is CodeStatus.UNKNOWN


def test_the_registries_are_loaded_only_when_a_code_is_asked_for() -> None:
    heavy = ("pycountry", "langcodes", "babel")
    probe = (
        "import sys; from eportfolio.vocabulary import countries, languages, registries;"
        "[one.description() for one in registries.REGISTRIES];"
        f"raise SystemExit(any(name in sys.modules for name in {heavy}))"
    )
    run = subprocess.run([sys.executable, "-c", probe], check=False, env={"PYTHONPATH": ":".join(sys.path)})
    assert run.returncode == 0


# -- the concept schemes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "uri"), [("countries", schemes.ISO_3166_1), ("languages", schemes.ISO_639)])
def test_a_registry_names_scheme_version_source_and_date(name: str, uri: str) -> None:
    description = table(name).description
    assert (description.name, description.uri) == (name, uri)
    assert description.version == version("pycountry")
    assert any(version("babel") in source for source in description.sources)
    assert len(description.date) == 10


@pytest.mark.parametrize("name", ["countries", "languages"])
def test_codes_and_uris_are_unique_and_every_concept_has_an_english_label(name: str) -> None:
    rows = table(name).rows
    assert len(by_code(name)) == len({row["uri"] for row in rows}) == len(rows)
    assert [row["notation"] for row in rows if "label@en" not in row] == []


def test_countries_are_named_in_every_language() -> None:
    for code, row in by_code("countries").items():
        missing = [tag for tag in NAMED_IN if f"label@{tag}" not in row]
        assert not missing or code == "CP", (code, missing)
    assert by_code("countries")["NL"]["label@el"] == ("Κάτω Χώρες",)
    assert by_code("countries")["GR"]["hidden@mul"] == ("GRC", "EL")
    assert by_code("countries")["GB"]["hidden@mul"] == ("GBR", "UK")
    assert by_code("countries")["XK"]["label@nl"] == ("Kosovo",)


def test_languages_have_their_names_and_their_other_codes() -> None:
    codes = by_code("languages")
    assert codes["nl"]["label@fr"] == ("néerlandais",)
    assert codes["nl"]["hidden@mul"] == ("nld", "dut")
    assert codes["he"]["hidden@mul"] == ("heb", "iw")
    assert codes["sla"]["label@en"] == ("Slavic languages",)
    assert codes["grc"]["label@nl"] == ("Oudgrieks",)
    assert len(codes) > 7900


def test_they_ship_with_the_package_and_are_looked_up_like_any_scheme(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path))
    (one,) = (one for one in bundled() if one.description.name == "countries")
    with one.open() as scheme:
        assert len(scheme) == len(by_code("countries"))
        for text in ("Nederland", "pays-bas", "NLD"):
            assert [label.uri for label in scheme.exact(text)][:1] == [countries.authority_uri("NL")]
        concept = scheme.get("NL")
        assert concept is not None
        assert (concept.type, concept.label("de")) == ("country", "Niederlande")


def enumeration(name: str) -> dict[str, str]:
    tree = etree.parse(shared(f"vocabularies/eu-controlled-vocabularies/xsd-cv/{name}.xsd"))
    found = ((item.get("value"), item.findtext(f".//{XSD}documentation")) for item in tree.iter(f"{XSD}enumeration"))
    return {str(value): " ".join((text or "").split()) for value, text in found}


def english(row: Cells) -> set[str]:
    return {text.lower() for column in ("label@en", "alternative@en") for text in row.get(column, ())}


@needs_shared
def test_countries_are_those_of_the_european_union() -> None:
    official = enumeration("country")
    assert len(official) == 253
    ours = {row["uri"][0]: row for row in table("countries").rows}
    besides = {key.rpartition("/")[2]: name for key, name in official.items() if key not in ours}
    assert besides == NO_COUNTRY
    assert set(ours) <= set(official)
    other = {key.rpartition("/")[2] for key, row in ours.items() if official[key].lower() not in english(row)}
    assert other == set(NAMED_OTHERWISE)
    assert all(official[countries.AUTHORITY + key] == name for key, name in NAMED_OTHERWISE.items())


@needs_shared
def test_every_language_that_the_european_union_names_resolves() -> None:
    official = {key: name for key, name in enumeration("language").items() if name}
    assert len(official) == 837
    ours = {row["uri"][0]: row for row in table("languages").rows}
    withdrawn = {"LSG", "RSI"}
    missing = {key.rpartition("/")[2] for key in official if key not in ours}
    assert missing == withdrawn | {"OP_DATPRO"}
    assert all(languages.status(code) is CodeStatus.WITHDRAWN for code in withdrawn)
    assert all(languages.exists(key) for key in official if key in ours)
    same = sum(official[key].lower() in english(ours[key]) for key in official if key in ours)
    assert same >= 764


@needs_shared
def test_every_code_of_the_eus_list_of_languages_is_known() -> None:
    official = {key for key in enumeration("language") if not key.endswith("OP_DATPRO")}
    assert len(official) == 8174
    assert {key for key in official if languages.status(key) is CodeStatus.UNKNOWN} == set()
