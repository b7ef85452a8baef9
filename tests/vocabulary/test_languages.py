"""Codes of languages: every spelling of a language comes to one code, and nothing else is taken for a language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from eportfolio.vocabulary.countries import iso_country
from eportfolio.vocabulary.languages import (
    AUTHORITY,
    OFFICIAL,
    authority_uri,
    bibliographic,
    shortest,
    shortest_tag,
    terminological,
)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("fr", "fr"), ("fra", "fr"), ("fre", "fr"), ("FRE", "fr"), (" fr ", "fr"),
        ("ice", "is"), ("isl", "is"), ("gle", "ga"), ("grc", "grc"), ("ase", "ase"),
        (AUTHORITY + "DEU", "de"), ("https" + AUTHORITY[4:] + "GLE", "ga"),
    ],
)  # fmt: skip
def test_each_spelling_comes_to_the_shortest_code(spelling: str, code: str) -> None:
    assert shortest(spelling) == code


@pytest.mark.parametrize(("near", "other"), [("tl", "fil"), ("cmn", "zh"), ("hr", "sr"), ("nb", "no"), ("arb", "ar")])
def test_languages_that_are_akin_are_not_joined(near: str, other: str) -> None:
    assert shortest(near) == near
    assert shortest(near) != shortest(other)


@pytest.mark.parametrize(
    "text", ["", "french", "zzz", "zq", "f1", "http://example.org/FRA", AUTHORITY, AUTHORITY + "french"]
)
def test_what_is_no_language_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="language"):
        shortest(text)


@pytest.mark.parametrize(
    ("code", "b", "t"),
    [("fr", "fre", "fra"), ("de", "ger", "deu"), ("en", "eng", "eng"), ("grc", "grc", "grc"), ("zho", "chi", "zho")],
)
def test_both_spellings_of_iso_639_2(code: str, b: str, t: str) -> None:
    assert (bibliographic(code), terminological(code)) == (b, t)
    assert shortest(b) == shortest(t) == shortest(code)


def test_the_uri_of_a_language() -> None:
    assert authority_uri("fre") == "http://publications.europa.eu/resource/authority/language/FRA"
    assert shortest(authority_uri("ga")) == "ga"


@pytest.mark.parametrize(("tag", "short"), [("fra-BE", "fr-BE"), ("sr_Latn", "sr-Latn"), ("no", "no"), ("eng", "en")])
def test_script_and_region_of_a_tag_stay(tag: str, short: str) -> None:
    assert shortest_tag(tag) == short


@pytest.mark.parametrize("tag", ["en-", "en-muchtoolongsubtag", "-BE"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="language"):
        shortest_tag(tag)


@pytest.mark.parametrize(("code", "iso"), [("el", "GR"), ("UK", "GB"), ("ie", "IE"), (" it ", "IT")])
def test_countries_of_the_european_union(code: str, iso: str) -> None:
    assert iso_country(code) == iso


@pytest.mark.parametrize("code", ["", "ITA", "i", "1t"])
def test_what_is_no_country_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="country"):
        iso_country(code)


def test_the_library_is_loaded_only_when_a_code_is_asked_for() -> None:
    probe = "import sys, eportfolio.vocabulary.languages; raise SystemExit('langcodes' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", probe], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode
        == 0
    )


def test_the_official_languages_are_as_the_register_has_them() -> None:
    from langcodes.data_dicts import LANGUAGE_ALPHA3

    assert len(OFFICIAL) == 24
    assert all(LANGUAGE_ALPHA3[short] == long for short, long in OFFICIAL.items())


def test_the_official_languages_need_no_register() -> None:
    code = (
        "import sys; from eportfolio.vocabulary.languages import shortest, AUTHORITY\n"
        "assert [shortest(code) for code in ('en', 'NLD', AUTHORITY + 'ELL')] == ['en', 'nl', 'el']\n"
        "assert 'langcodes' not in sys.modules; shortest('fre'); assert 'langcodes' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})
