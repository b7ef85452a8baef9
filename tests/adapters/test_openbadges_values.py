"""Values of badges by themselves: texts, dates, pictures, addresses, identities, profiles and codes."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from eportfolio.sources.jsonld import dropped_terms
from eportfolio_adapters.openbadges.addresses import address
from eportfolio_adapters.openbadges.codes import achievement_type, result_status, result_type
from eportfolio_adapters.openbadges.dates import Day, Instant, has_zone
from eportfolio_adapters.openbadges.identities import Identities, identifier_entries, web_id
from eportfolio_adapters.openbadges.images import PNG_OR_SVG, Picture
from eportfolio_adapters.openbadges.profiles import (
    PROFILE_OF_ORGANISATION,
    PROFILE_OF_PERSON,
    AsProfile,
    Issuer,
    Parties,
)
from eportfolio_adapters.openbadges.words import EachWords, Editions, Prose, Words, edition_id
from tests.adapters.openbadges_rules import again, lost, modelled, read, write
from tests.support import needs_shared, shared

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ISO_3166_1 = "urn:iso:std:iso:3166:-1"
PIXEL = b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode()

# -- texts -------------------------------------------------------------------------------------------------

NAME = (Words("name", "title"),)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"name": " Lesson plans "}, "Lesson plans"),
        ({"name": {"en": "Lesson plans"}}, "Lesson plans"),
        ({"name": {"en": "Lesson plans", "nl": "Lesplannen"}}, {"en": "Lesson plans", "nl": "Lesplannen"}),
        ({"name": {"nl": "Lesplannen"}}, {"nl": "Lesplannen"}),
        ({"name": {"@value": "Lesson plans", "@language": "en"}}, "Lesson plans"),
        ({"name": {"@value": "Lesplannen", "@language": "nl-BE"}}, {"nl-BE": "Lesplannen"}),
        ({"name": ["Lesson plans", {"@value": "Lesplannen", "@language": "nl"}]},
         {"en": "Lesson plans", "nl": "Lesplannen"}),
        ({"name": 7}, "7"),
    ],
)  # fmt: skip
def test_texts_are_read_in_every_form(document: dict[str, Any], expected: Any) -> None:
    data, run = read(NAME, document, "en")
    assert data["title"] == expected
    assert run.fidelity.residue == 0


def test_the_direction_of_a_text_is_kept_beside_it() -> None:
    data, _ = read(NAME, {"name": {"@value": "דרך", "@language": "he", "@direction": "rtl"}}, "en")
    assert data["title"] == {"he": "דרך"}
    assert [(entry["path"], entry["value"]) for entry in data["residue"]] == [("name/@direction", "rtl")]


def test_without_a_known_language_a_text_beside_others_is_in_no_known_one() -> None:
    data, _ = read(NAME, {"name": ["Lesson plans", {"@value": "Lesplannen", "@language": "nl"}]})
    assert data["title"] == {"und": "Lesson plans", "nl": "Lesplannen"}


def test_a_text_is_written_in_the_language_of_the_document_and_what_is_lost_is_named() -> None:
    data = {"language": "nl", "title": {"en": "Lesson plans", "nl": "Lesplannen"}}
    written, losses = write(NAME, data)
    assert written == {"name": "Lesplannen"}
    assert lost(losses) >= {"/title/en"}


def test_language_values_are_written_where_a_format_has_them() -> None:
    rules = (Words("name", "title", tagged=True),)
    data = {"language": "nl", "title": {"en": "Lesson plans", "nl": "Lesplannen"}}
    written, losses = write(rules, data)
    tagged = [{"@value": "Lesson plans", "@language": "en"}, {"@value": "Lesplannen", "@language": "nl"}]
    assert written == {"name": tagged}
    assert lost(losses) == {"/language"}
    assert read(rules, written, "nl")[0]["title"] == data["title"]


def test_an_empty_text_is_no_text() -> None:
    data, run = read(NAME, {"name": " "})
    assert "title" not in data
    assert run.fidelity.residue == 1


def test_tags_are_a_list_of_texts() -> None:
    rules = (EachWords("tag", "keywords"),)
    data, run = read(rules, {"tag": ["plans", {"nl": "plannen"}, 3]}, "en")
    assert data["keywords"] == ["plans", {"nl": "plannen"}, "3"]
    assert [(node.pointer, key) for node, _, key in run.trace] == [("/tag/0", 0), ("/tag/1/nl", "nl"), ("/tag/2", 2)]
    assert write(rules, {"keywords": ["a", "b"]})[0] == {"tag": ["a", "b"]}
    assert again(rules, {"tag": ["one"]}) == {"tag": ["one"]}


def test_prose_keeps_its_marks_and_markup_becomes_what_a_reader_sees() -> None:
    rules = (Prose("narrative", "criteria"),)
    assert read(rules, {"narrative": "**Plan** it."})[0]["criteria"] == {"text": "**Plan** it."}
    assert again(rules, {"narrative": "**Plan** it."}) == {"narrative": "**Plan** it."}
    written, losses = write(rules, {"criteria": {"html": "<p>Plan <b>it</b>.</p>"}})
    assert written == {"narrative": "Plan it."}
    assert lost(losses) == {"/criteria/html"}


ACHIEVEMENT = (Words("name", "title"), Prose("description", "description"), Editions())


def test_editions_carry_the_name_and_the_description_in_other_languages() -> None:
    data = {"title": {"en": "Lesson plans", "nl": "Lesplannen"}, "description": {"text": {"en": "A", "fr": "B"}}}
    written, losses = write(ACHIEVEMENT, {"language": "en", **data})
    carried = {"/title/en", "/description/text/en"}
    assert lost(losses) == {"/language"} | carried, "of plain texts nothing says in which language they are"
    assert written["name"] == "Lesson plans"
    assert written["related"] == [
        {"id": edition_id("", "nl"), "type": ["Related"], "inLanguage": "nl", "name": "Lesplannen"},
        {"id": edition_id("", "fr"), "type": ["Related"], "inLanguage": "fr", "description": "B"},
    ]
    back, run = read(ACHIEVEMENT, written, "en")
    assert {name: back[name] for name in data} == data
    assert run.fidelity.lost == 0


def test_editions_that_the_issuer_names_stay_and_take_the_words() -> None:
    edition = {"id": "https://example.org/plans/nl", "type": ["Related"], "inLanguage": "nl", "version": "2"}
    document = {"name": "Lesson plans", "related": [edition]}
    data, _ = read(ACHIEVEMENT, document, "en")
    assert data["related"] == [{"uri": "https://example.org/plans/nl", "language": "nl", "version": "2"}]
    written, _ = write(ACHIEVEMENT, {**data, "title": {"en": "Lesson plans", "nl": "Lesplannen"}})
    assert written["related"] == [{**edition, "name": "Lesplannen"}]


@needs_shared
def test_editions_survive_the_schema_and_the_contexts() -> None:
    written, _ = write(ACHIEVEMENT, {"language": "en", "title": {"en": "Lesson plans", "nl": "Lesplannen"}})
    _valid("Related", written["related"][0])
    document = {"@context": CONTEXTS, "id": "urn:x:a", "type": ["Achievement"], **written}
    assert list(dropped_terms(document)) == []


# -- dates -------------------------------------------------------------------------------------------------

SINCE = (Instant("validFrom", "valid_from"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-03T00:00:00Z", {"edtf": "2026-07-03"}),
        ("2026-07-03T00:00:00.000+02:00", {"edtf": "2026-07-03"}),
        ("2026-07-03T12:34:56Z", {"edtf": "2026-07-03", "verbatim": "2026-07-03T12:34:56Z"}),
        ("2026-07-03T12:34:56.7890123+14:00", {"edtf": "2026-07-03", "verbatim": "2026-07-03T12:34:56.7890123+14:00"}),
    ],
)
def test_instants_come_back_in_their_own_spelling(text: str, expected: dict[str, str]) -> None:
    assert modelled(read(SINCE, {"validFrom": text})[0]) == {"valid_from": expected}
    assert again(SINCE, {"validFrom": text}) == {"validFrom": text}


@pytest.mark.parametrize(
    "text", ["Sat 13 Feb 2026 01:00:00 PM CST", "2026-02-30T00:00:00Z", "2026", "2026-07-03T25:00:00Z", "9" * 9999]
)
def test_what_is_no_date_stays_and_is_told_of(text: str) -> None:
    data, run = read(SINCE, {"validFrom": text})
    assert "valid_from" not in data
    assert "validFrom is no date" in run.findings[0].message
    assert data["residue"][0]["value"] == text


def test_a_time_without_a_zone_is_not_written_as_an_instant() -> None:
    data, _ = read(SINCE, {"validFrom": "2026-07-03T12:34:56.789"})
    written, losses = write(SINCE, modelled(data))
    assert written == {"validFrom": "2026-07-03T00:00:00Z"}
    assert lost(losses) == {"/valid_from/verbatim"}
    assert not has_zone("2026-07-03T12:34:56.789")


@pytest.mark.parametrize("edtf", ["2026", "2026-07", "2026-07-03?", "2026-21"])
def test_dates_are_never_padded(edtf: str) -> None:
    written, losses = write(SINCE, {"valid_from": {"edtf": edtf}})
    assert written == {}
    assert lost(losses) == {"/valid_from/edtf"}


def test_a_date_of_birth_is_a_day_also_where_an_issuer_writes_a_time() -> None:
    rules = (Day("dateOfBirth", "birth_date"),)
    assert again(rules, {"dateOfBirth": "1999-10-02T00:00:00Z"}) == {"dateOfBirth": "1999-10-02T00:00:00Z"}
    data, _ = read(rules, {"dateOfBirth": "1999-10-02T00:00:00Z"})
    assert write(rules, modelled(data))[0] == {"dateOfBirth": "1999-10-02"}
    assert write(rules, {"birth_date": {"edtf": "1999"}})[0] == {}


# -- pictures ----------------------------------------------------------------------------------------------

IMAGE = (Picture("image", "logo", PNG_OR_SVG),)


def test_a_picture_inside_is_taken_out_and_put_back() -> None:
    document = {"image": {"id": f"data:image/png;base64,{PIXEL}", "type": "Image", "caption": "A badge"}}
    data, _ = read(IMAGE, document)
    assert data == {"logo": {"media_type": "image/png", "content": PIXEL, "caption": "A badge"}}
    assert again(IMAGE, document) == document


@pytest.mark.parametrize(
    "address",
    ["https://example.org/badge.png", "data:image/svg+xml,%3Csvg/%3E", "data:image/png;base64,a*b",
     "data:;base64,AAAA", "data:image/png;base64,"],
)  # fmt: skip
def test_other_addresses_of_pictures_stay_addresses(address: str) -> None:
    document = {"image": {"id": address, "type": "Image"}}
    assert read(IMAGE, document)[0] == {"logo": {"uri": address}}
    assert again(IMAGE, document) == document


def test_a_bare_address_is_a_picture() -> None:
    data, _ = read(IMAGE, {"image": "https://example.org/badge.png"})
    assert data == {"logo": {"uri": "https://example.org/badge.png"}}
    assert write(IMAGE, data)[0] == {"image": {"id": "https://example.org/badge.png", "type": "Image"}}


def test_a_picture_of_another_kind_is_not_written_where_the_format_wants_png_or_svg() -> None:
    data = {"logo": {"media_type": "image/jpeg", "content": "AAAA"}}
    written, losses = write(IMAGE, data)
    assert written == {}
    assert lost(losses) == {"/logo/content", "/logo/media_type"}
    assert write((Picture("image", "logo"),), data)[0]["image"]["id"] == "data:image/jpeg;base64,AAAA"


def test_a_large_picture_costs_little() -> None:
    content = b64encode(b"\0" * 900_000).decode()
    document = {"image": {"id": f"data:image/png;base64,{content}", "type": "Image"}}
    data, _ = read(IMAGE, document)
    assert len(json.dumps(data)) < len(content) + 200
    assert again(IMAGE, document) == document


# -- addresses ---------------------------------------------------------------------------------------------

ADDRESS = (address(),)
NL = {"notation": "NL", "scheme": ISO_3166_1}


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ({"addressCountry": "The Netherlands", "addressCountryCode": "NL"}, {**NL, "label": "The Netherlands"}),
        ({"addressCountry": "The Netherlands"}, {"label": "The Netherlands"}),
        ({"addressCountry": "NL"}, {**NL, "label": "NL"}),
        ({"addressCountryCode": "nl"}, NL),
        ({"addressCountry": "Naboo", "addressCountryCode": "XX"},
         {"label": "Naboo", "notation": "XX", "scheme": ISO_3166_1}),
    ],
)  # fmt: skip
def test_countries_by_name_and_by_code(country: dict[str, str], expected: dict[str, str]) -> None:
    document = {"address": {"type": ["Address"], **country}}
    assert modelled(read(ADDRESS, document)[0])["addresses"] == [{"country": expected}]
    assert again(ADDRESS, document) == document


def test_an_address_that_is_one_line_is_one_text() -> None:
    document = {"address": {"type": ["Address"], "streetAddress": "Main Street 1, Utrecht", "addressCountryCode": "NL"}}
    data, _ = read(ADDRESS, document)
    assert data["addresses"][0]["full_address"] == "Main Street 1, Utrecht"
    assert again(ADDRESS, document) == document
    _, losses = write(ADDRESS, {"addresses": [{"lines": ["Main Street 1"]}]})
    assert lost(losses) == {"/addresses/0/lines/0"}, "it is read back as the whole address"


def test_an_address_in_full() -> None:
    document = {
        "address": {
            "type": ["Address"], "streetAddress": "Main Street 1\nFloor 2", "postalCode": "1012 AB",
            "addressLocality": "Amsterdam", "addressRegion": "Noord-Holland", "addressCountryCode": "NL",
            "postOfficeBoxNumber": "77", "geo": {"type": "GeoCoordinates", "latitude": 52.3, "longitude": 4.9},
        }
    }  # fmt: skip
    data, _ = read(ADDRESS, document)
    assert data["addresses"][0]["lines"] == ["Main Street 1", "Floor 2"]
    assert again(ADDRESS, document) == document


def test_no_code_is_made_of_a_name_and_what_is_no_code_is_not_written() -> None:
    assert write(ADDRESS, {"addresses": [{"country": {"label": "Japan"}}]})[0]["address"]["addressCountry"] == "Japan"
    document, losses = write(ADDRESS, {"addresses": [{"country": {"notation": "Utopia", "scheme": ISO_3166_1}}]})
    assert document == {}
    assert losses
    authority = "http://publications.europa.eu/resource/authority/country/NLD"
    document, _ = write(ADDRESS, {"addresses": [{"country": {"uri": authority}}]})
    assert document == {"address": {"type": ["Address"], "addressCountryCode": "NL"}}


# -- identities --------------------------------------------------------------------------------------------

IDENTITIES = (Identities(),)


def _identity(**more: Any) -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, **more}


def test_hashed_identities_are_kept_with_their_salt_and_say_nothing() -> None:
    hashed = {**_identity(identityHash="sha256$0a1b", identityType="emailAddress", salt="sea"), "hashed": True}
    data, _ = read(IDENTITIES, {"identifier": [hashed]})
    assert data == {
        "identifiers": [{"value": "sha256$0a1b", "kind": "email_address", "salt": "sea", "hashed": True}]
    }  # fmt: skip
    assert again(IDENTITIES, {"identifier": [hashed]}) == {"identifier": [hashed]}


def test_plain_names_and_addresses_are_the_owners_and_are_said_once() -> None:
    document = {
        "identifier": [
            _identity(identityHash="Noor van Dijk-Okonkwo", identityType="name"),
            _identity(identityHash="noor@example.org", identityType="emailAddress"),
        ]
    }
    data, run = read(PROFILE_OF_PERSON, document)
    assert data["names"] == [{"full_name": "Noor van Dijk-Okonkwo"}]
    assert data["contact_points"] == [{"channel": "email", "value": "noor@example.org"}]
    assert run.fidelity.leaves == 8
    assert again((*PROFILE_OF_PERSON, AsProfile()), document) == document


def test_types_of_identifiers() -> None:
    rules = (identifier_entries(),)
    entries = [
        {"type": "IdentifierEntry", "identifier": str(number), "identifierType": code}
        for number, code in enumerate(
            (
                "ext:BRIN",
                "identifier",
                "sourcedId",
                "nationalIdentityNumber",
                "ext:eIDASIdentifier",
                "ext:RegistrationId",
            )
        )
    ]  # fmt: skip
    data, _ = read(rules, {"otherIdentifier": entries})
    assert data["identifiers"] == [
        {"value": "0", "scheme_name": "BRIN"}, {"value": "1"}, {"value": "2", "kind": "sourced_id"},
        {"value": "3", "kind": "national_id"}, {"value": "4", "kind": "eidas"}, {"value": "5", "kind": "registration"},
    ]  # fmt: skip
    assert again(rules, {"otherIdentifier": entries}) == {"otherIdentifier": entries}


def test_a_type_that_the_list_has_not_is_given_back_in_its_own_spelling() -> None:
    document = {"identifier": [_identity(identityHash="a@example.org", identityType="email", salt="s")]}
    assert again(IDENTITIES, document) == document
    written, losses = write(IDENTITIES, {"identifiers": [{"value": "7", "scheme": "urn:x", "scheme_name": "A b"}]})
    assert written["identifier"][0]["identityType"] == "identifier"
    assert lost(losses) == {"/identifiers/0/scheme", "/identifiers/0/scheme_name"}


def test_only_absolute_ids_name_something() -> None:
    rules = (web_id(),)
    assert read(rules, {"id": "did:example:1"})[0]["identifiers"] == [{"kind": "id", "value": "did:example:1"}]
    for text in ("_:b0", "#me", "noor", "https://x y"):
        assert "identifiers" not in read(rules, {"id": text})[0]


# -- profiles ----------------------------------------------------------------------------------------------

COLLEGE = {
    "id": "https://example.org/college", "type": ["Profile"], "name": "College", "url": "https://example.org",
    "phone": "+31 20 555 0100", "email": "info@example.org", "description": "A college.", "official": "A. Dean",
    "image": {"id": "https://example.org/logo.png", "type": "Image"},
    "address": {"type": ["Address"], "addressCountry": "The Netherlands", "addressCountryCode": "NL"},
    "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "123", "identifierType": "ext:RegistrationId"}],
    "parentOrg": {"id": "did:web:example.org", "type": ["Profile"], "name": "Group",
                  "parentOrg": {"id": "urn:x:holding", "type": ["Profile"], "name": "Holding"}},
}  # fmt: skip


def test_an_organisation_in_full() -> None:
    data, run = read(PROFILE_OF_ORGANISATION, COLLEGE)
    assert data["parent_organisation"]["parent_organisation"]["name"] == "Holding"
    assert data["official"] == "A. Dean"
    assert run.fidelity.residue == 0
    assert again(PROFILE_OF_ORGANISATION, COLLEGE) == COLLEGE


def test_an_issuer_is_a_profile_or_an_address() -> None:
    rules = (Issuer("issuer", "issuer"),)
    assert again(rules, {"issuer": COLLEGE}) == {"issuer": COLLEGE}
    assert again(rules, {"issuer": "did:example:1"}) == {"issuer": "did:example:1"}
    assert write(rules, {"issuer": {"name": "College"}})[0] == {}


PERSON = {
    "id": "did:example:noor", "type": ["AchievementSubject", "Profile"], "name": "Noor van Dijk-Okonkwo",
    "givenName": "Noor", "additionalName": "A.", "familyNamePrefix": "van", "familyName": "Dijk-Okonkwo",
    "patronymicName": "Okonkwo", "honorificPrefix": "dr.", "honorificSuffix": "MSc", "dateOfBirth": "1990-02-03",
    "email": "noor@example.org", "identifier": [_identity(identityHash="7", identityType="ext:studentCardId")],
}  # fmt: skip


def test_a_person_in_full() -> None:
    rules = (*PROFILE_OF_PERSON, AsProfile())
    data, _ = read(rules, PERSON)
    assert data["names"][0]["family_name_prefix"] == "van"
    written = again(rules, PERSON)
    assert sorted(written.pop("type")) == ["AchievementSubject", "Profile"]
    assert written == {name: value for name, value in PERSON.items() if name != "type"}


def test_a_subject_of_whom_nothing_is_told_is_no_profile() -> None:
    rules = (*PROFILE_OF_PERSON, AsProfile())
    assert write(rules, {"identifiers": [{"kind": "id", "value": "did:example:noor"}]})[0] == {"id": "did:example:noor"}


def test_what_is_told_of_a_person_has_its_terms() -> None:
    document = {"@context": CONTEXTS, **PERSON}
    assert list(dropped_terms(document)) == []
    assert list(dropped_terms({**document, "type": ["AchievementSubject"]})) != []


def test_people_and_organisations_beside_the_owner() -> None:
    rules = (Parties("source", "assessed_by[]"),)
    person = {"id": "https://example.org/staff/1", "type": ["Profile"], "givenName": "Ada", "familyName": "Teacher"}
    assert read(rules, {"source": person})[0]["assessed_by"] == [
        {"names": [{"given_name": "Ada", "family_name": "Teacher"}]}
    ]
    assert again(rules, {"source": person}) == {"source": person}
    assert again(rules, {"source": COLLEGE}) == {"source": COLLEGE}
    written, _ = write(rules, {"assessed_by": [{"names": [{"full_name": "Ada Teacher"}]}]})
    assert written["source"]["id"].startswith("urn:uuid:")


def test_a_profile_within_itself_ends() -> None:
    document: dict[str, Any] = {"id": "urn:x:0", "type": ["Profile"], "name": "0"}
    for number in range(1, 40):
        document = {"id": f"urn:x:{number}", "type": ["Profile"], "name": str(number), "parentOrg": document}
    assert again(PROFILE_OF_ORGANISATION, document) == document


# -- codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["Course", "LearningProgram", "BachelorDegree", "ext:SchoolExit"])
def test_types_of_achievement_come_back(code: str) -> None:
    rules = (achievement_type("qualification_type"),)
    assert again(rules, {"achievementType": code}) == {"achievementType": code}


def test_a_course_is_the_one_of_the_eu_and_a_degree_is_not() -> None:
    rules = (achievement_type("qualification_type"),)
    course = read(rules, {"achievementType": "Course"})[0]["qualification_type"]
    assert course["uri"] == "http://data.europa.eu/snb/learning-opportunity/05053c1cbe"
    assert "uri" not in read(rules, {"achievementType": "Degree"})[0]["qualification_type"]


def test_codes_outside_the_enumeration_are_not_written() -> None:
    rules = (achievement_type("qualification_type"),)
    data, _ = read(rules, {"achievementType": "Program"})
    written, losses = write(rules, data)
    assert written == {}
    assert "/qualification_type/notation" in lost(losses)
    assert write(rules, {"qualification_type": {"label": "Diploma"}})[0] == {}


def test_the_status_of_a_result_takes_no_word_of_ones_own() -> None:
    assert again((result_status("grade_status"),), {"status": "OnHold"}) == {"status": "OnHold"}
    data, _ = read((result_status("grade_status"),), {"status": "ext:Late"})
    assert write((result_status("grade_status"),), data)[0] == {}
    assert again((result_type("result_type"),), {"resultType": "ext:Stars"}) == {"resultType": "ext:Stars"}


@needs_shared
def test_the_enumerations_are_the_official_ones() -> None:
    from eportfolio_adapters.openbadges import codes

    schema = json.loads(shared("schemas/badges/ob3/ob_v3p0_achievementcredential_schema.json").read_bytes())

    def enumerated(value: Any) -> list[Any]:
        if isinstance(value, dict):
            own = [value["enum"]] if "enum" in value else []
            return own + [found for member in value.values() for found in enumerated(member)]
        return [found for member in value for found in enumerated(member)] if isinstance(value, list) else []

    sets = [frozenset(values) for values in enumerated(schema)]
    assert codes.ACHIEVEMENT_TYPES in sets
    assert codes.RESULT_TYPES in sets
    assert codes.RESULT_STATUSES in sets
    identifiers = {code for code in codes.IDENTIFIER_KINDS if not code.startswith("ext:")} - {"email"} | {"identifier"}
    assert identifiers in sets


@needs_shared
def test_what_is_written_is_valid() -> None:
    _valid("Profile", write(PROFILE_OF_ORGANISATION, modelled(read(PROFILE_OF_ORGANISATION, COLLEGE)[0]))[0])
    data = {"identifiers": [{"value": "7", "kind": "vat"}, {"value": "8", "hashed": True}]}
    for entry in write(IDENTITIES, data)[0]["identifier"]:
        _valid("IdentityObject", entry)


def _valid(name: str, document: Any) -> None:
    import jsonschema

    schema = json.loads(shared("schemas/badges/ob3/ob_v3p0_achievementcredential_schema.json").read_bytes())
    part = {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"], "$schema": schema["$schema"]}
    jsonschema.Draft201909Validator(part).validate(document)
