"""The issuer file: what it says, what is wrong with it, and that nothing is made up."""

from __future__ import annotations

import time
from base64 import b64decode

import pytest

import eportfolio as ep
from eportfolio.exchange.adapter import WriteOptions
from eportfolio.exchange.issuer import PROFILES, Template, later
from eportfolio.model import Credential, Organisation
from eportfolio.vocabulary.schemes import EQF, ISO_3166_1
from tests.support import EXAMPLES

ISSUER = EXAMPLES / "issuer" / "issuer.toml"
SMALLEST = '[organisation]\nlegal_name = "Voorbeeldcollege"\ncountry = "NL"\n'
NL = {"scheme": ISO_3166_1, "notation": "NL"}


def read(text: str) -> ep.Issuer:
    return ep.read_issuer(text.encode())


def faults(text: str) -> list[tuple[str, str, int | None]]:
    with pytest.raises(ep.UsageError) as caught:
        read(text)
    return [(fault.name, fault.pointer, fault.line) for fault in caught.value.findings]


def message(text: str) -> str:
    with pytest.raises(ep.UsageError) as caught:
        read(text)
    return "\n".join(f"{fault.message} {fault.advice}" for fault in caught.value.findings)


# -- what it says ------------------------------------------------------------------------------------


def test_the_example_is_an_organisation_of_the_model() -> None:
    issuer = ep.read_issuer(ISSUER)
    organisation = Organisation.model_validate(issuer.organisation())
    assert organisation.model_dump(mode="json", exclude_defaults=True) == issuer.organisation()
    assert not organisation.model_extra
    assert issuer.legal_name == {
        "nl": "Stichting Voorbeeldcollege Waterstad", "en": "Waterstad Example College Foundation",
    }  # fmt: skip
    assert issuer.eidas_identifier == {"kind": "eidas", "value": "VATNL-000000000B00", "country": NL}
    assert [one["kind"] for one in issuer.organisation()["identifiers"]] == [
        "id", "eidas", "registration", "vat",
    ]  # fmt: skip
    address = issuer.organisation()["addresses"]
    assert address == [{"country": NL, "full_address": {"nl": "Voorbeeldgracht 1, 1000 XX Waterstad"}}]
    [accreditation] = issuer.organisation()["accreditations"]
    assert accreditation["levels"] == [{"scheme": EQF, "notation": level} for level in "456"]
    assert (accreditation["issued"], accreditation["valid_until"]) == ({"edtf": "2024-02-01"}, {"edtf": "2030-01-31"})
    assert issuer.languages == ("nl", "en")
    assert (issuer.validity, issuer.awarding_body, issuer.name) == ("P5Y", "owner", "issuer.toml")
    logo = issuer.organisation()["logo"]
    assert logo["media_type"] == "image/svg+xml"
    assert b64decode(logo["content"]) == (ISSUER.parent / "logo.svg").read_bytes()


def test_only_what_is_written_is_there() -> None:
    issuer = read(SMALLEST)
    assert issuer.organisation() == {"name": "Voorbeeldcollege", "addresses": [{"country": NL}]}
    assert issuer.eidas_identifier is None
    assert (issuer.languages, issuer.title, issuer.issued, issuer.expiry("2026-09-01")) == ((), None, "", "")
    assert issuer.awarding_body == ""
    assert issuer.evidence == ()
    assert issuer.display.render


def test_a_caller_cannot_change_it() -> None:
    issuer = read(SMALLEST)
    issuer.organisation()["addresses"].clear()
    assert issuer.organisation()["addresses"] == [{"country": NL}]


def test_plain_texts_are_in_the_language_of_the_file() -> None:
    assert read('language = "nld"\n' + SMALLEST).legal_name == {"nl": "Voorbeeldcollege"}


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ('value = "VATNL-1"', "NL"),
        ('value = "VATEL-1"', "GR"),
        ('value = "NL:XY-1", country = "NL"', "NL"),
        ('value = "LEIXG-1", country = "BE"', "BE"),
        ('value = "17", country = "EE"', "EE"),
    ],
)
def test_country_of_the_seal(written: str, country: str) -> None:
    found = read(f"{SMALLEST}eidas_identifier = {{ {written} }}").eidas_identifier
    assert found is not None
    assert found["country"] == {"scheme": ISO_3166_1, "notation": country}


@pytest.mark.parametrize("written", ['value = "17"', 'value = "LEIXG-1"', 'value = "VATNL-1", country = "BE"'])
def test_country_of_the_seal_that_nobody_can_tell(written: str) -> None:
    [(_, pointer, line)] = faults(f"{SMALLEST}eidas_identifier = {{ {written} }}")
    assert (pointer, line) == ("/organisation/eidas_identifier/country", 4)


def test_other_identifiers_are_of_the_country_of_the_organisation_unless_they_say_so() -> None:
    text = SMALLEST + 'registration = { value = "1" }\n[[organisation.tax_identifiers]]\nvalue = "2"\ncountry = "BE"'
    first, second = read(text).organisation()["identifiers"]
    assert first == {"kind": "registration", "value": "1", "country": NL}
    assert second == {"kind": "tax", "value": "2", "country": NL | {"notation": "BE"}}


def test_an_identifier_may_be_a_plain_text() -> None:
    text = SMALLEST + 'eidas_identifier = "VATNL-1"\nvat_identifiers = ["NL1", { value = "BE2", country = "BE" }]'
    identifiers = read(text).organisation()["identifiers"]
    assert [(one["kind"], one["value"], one["country"]["notation"]) for one in identifiers] == [
        ("eidas", "VATNL-1", "NL"), ("vat", "NL1", "NL"), ("vat", "BE2", "BE"),
    ]  # fmt: skip


def test_an_address_may_be_lines() -> None:
    [address] = read(SMALLEST + 'address = ["Gracht 1", "1000 XX Waterstad"]').organisation()["addresses"]
    assert address["full_address"] == "Gracht 1\n1000 XX Waterstad"
    assert faults(SMALLEST + 'address = ["Gracht 1", 2]') == [("invalid-value", "/organisation/address", 4)]


# -- the credential ----------------------------------------------------------------------------------


def test_profiles_are_concepts_of_the_shipped_list() -> None:
    scheme = ep.Vocabularies().scheme("eu-credential")
    for profile in PROFILES:
        concept = ep.Issuer({"name": "x"}, profile=profile).profile_concept()
        found = scheme.get(concept["uri"])
        assert found is not None
        assert found.labels["en"].replace(" ", "-").lower() == profile


ACCREDITATION = """
[organisation.accreditations.{name}]
type = "http://data.europa.eu/snb/accreditation/bb4618238e"
title = "Kwaliteitszorg"
body = {{ legal_name = "Keurmeester", country = "NL" }}
"""


def test_an_accredited_credential_has_its_accreditation_as_evidence() -> None:
    issuer = read(SMALLEST + ACCREDITATION.format(name="one") + '[credential]\nprofile = "accredited"')
    [evidence] = issuer.evidence
    assert evidence["accreditation"]["title"] == "Kwaliteitszorg"
    assert evidence["evidence_type"]["uri"] == "http://data.europa.eu/snb/evidence-type/c_991b06c6"
    assert not Credential.model_validate({"supporting_evidence": [evidence]}).supporting_evidence[0].model_extra


def test_of_several_accreditations_one_is_named() -> None:
    text = SMALLEST + ACCREDITATION.format(name="one") + ACCREDITATION.format(name="two")
    text += '[credential]\nprofile = "accredited"\n'
    assert faults(text) == [("missing-element", "/credential/accreditation", 14)]
    assert "one, two" in message(text + 'accreditation = "tow"')
    assert len(read(text + 'accreditation = "two"').evidence) == 1


def test_a_mandate_is_needed_where_the_profile_says_so() -> None:
    text = SMALLEST + '[credential]\nprofile = "issued-by-mandate"\n'
    assert faults(text) == [("missing-element", "/credential/mandate", 4)]
    [evidence] = read(text + 'mandate = "Besluit 12"').evidence
    assert evidence["statement"] == {"text": "Besluit 12"}


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2024-12-15", "P1M2W", "2025-01-29"),
        ("2026-09-01T12:30:00+02:00", "P1Y6M10D", "2028-03-11T12:30:00+02:00"),
    ],
)
def test_validity(start: str, duration: str, end: str) -> None:
    assert later(start, duration) == end
    assert ep.Issuer({"name": "x"}, validity=duration).expiry(start) == end


@pytest.mark.parametrize(("start", "duration"), [("2024", "P1Y"), ("2024-01-01", "P9999Y"), ("2024-01-01", "1 year")])
def test_validity_that_no_calendar_has(start: str, duration: str) -> None:
    with pytest.raises(ValueError):
        later(start, duration)


def test_dates_of_the_credential() -> None:
    text = SMALLEST + '[credential]\nissued = 2026-09-01\nvalid_from = "2026-09-01T00:00:00Z"\nvalid_until = 2027-09-01'
    issuer = read(text)
    assert (issuer.issued, issuer.valid_from) == ("2026-09-01", "2026-09-01T00:00:00+00:00")
    assert issuer.expiry("2020-01-01") == "2027-09-01"
    assert "ends before it begins" in message(text.replace("2027", "2025"))
    assert "exclude each other" in message(text + '\nvalidity = "P1Y"')


# -- templates ---------------------------------------------------------------------------------------


def test_a_template_is_filled_and_values_are_no_templates() -> None:
    template = Template({"nl": "{award} van {holder}", "en": "{award} of {holder}"})
    assert template.needs == {"award", "holder"}
    filled = template.fill({"holder": "{award} {0.__class__}", "award": {"fr": "Preuve", "nl": "Bewijs"}})
    assert filled == {"nl": "Bewijs van {award} {0.__class__}", "en": "Preuve of {award} {0.__class__}"}


def test_a_template_knows_no_other_placeholders() -> None:
    text = SMALLEST + '[credential]\ntitle = { nl = "Bewijs van {naam}" }'
    assert "there is no placeholder {naam}" in message(text)


# -- faults ------------------------------------------------------------------------------------------


def test_an_empty_organisation_is_told_what_to_add() -> None:
    assert faults("[organisation]") == [
        ("missing-element", "/organisation/legal_name", 1),
        ("missing-element", "/organisation/country", 1),
    ]
    assert 'country = "NL"' in message("[organisation]")
    assert faults('language = "nl"') == [("missing-element", "/organisation", None)]


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """titel = 1
[organisation]
legal_nam = "Voorbeeldcollege"
country = "ZZ"
homepage = "voorbeeldcollege"
email = "post"
[[organisation.vat_identifiers]]
value = "1"
[[organisation.vat_identifiers]]
vaule = "1"
[credential]
profile = "acredited"
languages = ["xq"]
validity = "5 years"
valid_from = 2026
issued = 08:00:00
[display]
ink = "blue"
render = "no"
[display.fonts]
[claims]
awarding_body = "nobody"
"""
    assert faults(text) == [
        ("unexpected-element", "/titel", 1),
        ("missing-element", "/organisation/legal_name", 2),
        ("unexpected-element", "/organisation/legal_nam", 3),
        ("invalid-value", "/organisation/country", 4),
        ("invalid-value", "/organisation/homepage", 5),
        ("invalid-value", "/organisation/email", 6),
        ("missing-element", "/organisation/vat_identifiers/1/value", 9),
        ("unexpected-element", "/organisation/vat_identifiers/1/vaule", 10),
        ("invalid-value", "/credential/profile", 12),
        ("invalid-value", "/credential/languages", 13),
        ("invalid-value", "/credential/validity", 14),
        ("invalid-value", "/credential/valid_from", 15),
        ("invalid-value", "/credential/issued", 16),
        ("invalid-value", "/display/ink", 18),
        ("invalid-value", "/display/render", 19),
        ("unexpected-element", "/display/fonts", 20),
        ("invalid-value", "/claims/awarding_body", 22),
    ]
    assert "Did you mean legal_name?" in message(text)


@pytest.mark.parametrize(
    "value",
    ["1", "true", '""', '"  "', "[]", '["a", "b"]', "{}", '{ xq = "a" }', '{ nl = "" }', '{ nl = "a", NLD = "b" }',
     '"a\\u0000b"', "2026-09-01", f'"{"a" * 20_001}"'],
)  # fmt: skip
def test_values_that_are_no_text(value: str) -> None:
    text = SMALLEST.replace('"Voorbeeldcollege"', value)
    assert faults(text) == [("invalid-value", "/organisation/legal_name", 2)]


def test_a_table_within_an_array_has_its_line() -> None:
    text = SMALLEST + "[[organisation.vat_identifiers]]\nvalue = '1'\n[organisation.vat_identifiers.more]\nx = 1"
    assert faults(text) == [("unexpected-element", "/organisation/vat_identifiers/0/more", 6)]


def test_a_line_that_looks_like_a_key_inside_a_text_is_none() -> None:
    text = '[organisation]\naddress = """\ncountry = 3\n"""\nlegal_name = "x"\ncountry = "ZZ"'
    assert faults(text) == [("invalid-value", "/organisation/country", 6)]


@pytest.mark.parametrize(
    ("data", "error", "rule", "line"),
    [
        (b'[organisation]\nlegal_name = "x\n', ep.UnreadableError, "not-well-formed", 2),
        (b"[organisation]\n[organisation]\n", ep.UnreadableError, "not-well-formed", 2),
        (b"a = " + b"[" * 20_000, ep.UnreadableError, "nested-too-deeply", None),
        (b'a = "\xff"', ep.UnreadableError, "wrong-encoding", None),
        (b"", ep.UnreadableError, "empty-file", None),
        (b"#" * 300_000, ep.UnsafeError, "limit-exceeded", None),
    ],
)
def test_what_is_no_toml(data: bytes, error: type[ep.EportfolioError], rule: str, line: int | None) -> None:
    with pytest.raises(error) as caught:
        ep.read_issuer(data)
    assert (caught.value.finding.name, caught.value.finding.line) == (rule, line)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ep.UnreadableError, match="cannot be opened"):
        ep.read_issuer("no/such/issuer.toml")


@pytest.mark.parametrize(
    "data",
    [
        b"x." * 100_000 + b"y = 1",
        b"".join(b"[a%d]\n" % n for n in range(20_000)),
        b"".join(b"[[a]]\nb=1\n" for n in range(20_000)),
        b'[organisation]\nlegal_name = "' + b"{" * 200_000 + b'"',
        b"[organisation.accreditations]\n" + b"".join(b"a%d = {}\n" % n for n in range(10_000)),
    ],
)
def test_a_hostile_file_costs_bounded_time(data: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(ep.EportfolioError):
        ep.read_issuer(data)
    assert time.perf_counter() - began < 20


# -- through the library -----------------------------------------------------------------------------


def test_a_format_without_issuer_is_refused() -> None:
    issuer = read(SMALLEST)
    portfolio = ep.Portfolio(language="nl")
    with pytest.raises(ep.UsageError, match="has no issuer"):
        ep.dumps(portfolio, "jsonresume", issuer=issuer)
    with pytest.raises(ep.UsageError, match="has no issuer"):
        ep.convert(EXAMPLES / "jsonresume" / "resume.json", target_format="jsonresume", issuer=issuer)
    assert WriteOptions(issuer=issuer).issuer is issuer
    assert WriteOptions().issuer is None
