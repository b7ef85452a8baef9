"""Published crosswalks of Open Badges beside ours: what becomes of each field, with a reason where it is lost."""

from __future__ import annotations

import csv
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

import eportfolio as ep
from eportfolio.exchange.adapter import Writing
from eportfolio.exchange.issuer import Template
from eportfolio.model.canonical import to_data
from tests.conformance.badges_published import (
    CHANGED,
    CODED,
    DIFFERENT,
    LOST_IN_BADGE,
    LOST_IN_ELM,
    MEANING,
    NOT_A_FIELD,
    NOT_MOVED,
    OF_THE_FORMAT,
    OLDER,
    OUTCOME,
    SAME,
    SPELT,
    TO_BADGE,
    TO_ELM,
)
from tests.support import EXAMPLES, needs_shared, shared, shared_files

PAIR: Final = "samples/vc-vectors/crosswalks/elm-ob3-pair"
DESM: Final = "samples/vc-vectors/crosswalks/desm"
NOW: Final = "2026-07-10T09:00:00Z"
DESCRIBING = replace(
    ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml"), achievement_description=Template("Awarded by {organisation}.")
)
"""An issuer, with words on awards that nobody describes."""

# -- one credential in two formats, by 1EdTech -------------------------------------------------------------


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The places and values of a document, without positions, and with the languages of texts left out."""
    if isinstance(data, dict):
        for name, value in data.items():
            step = "" if name in ("und", "en", "nl") and path else f"/{name}"
            yield from leaves(value, f"{path}{step}")
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, path)
    else:
        yield path[1:], str(data)


@cache
def badge() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(shared(f"{PAIR}/ob3.json").read_bytes())
    return document


@cache
def in_elm() -> ep.Conversion:
    return ep.convert(shared(f"{PAIR}/ob3.json"), target_format="elm-upload")


def is_below(path: str, table: dict[str, str]) -> bool:
    return any(f"{path}/".startswith(f"{place}/") for place in table)


def test_each_field_of_the_published_badge_arrives_in_elm_or_has_a_reason() -> None:
    made = list(leaves(json.loads(in_elm().data)["credential"]))
    told = [
        (path, value) for path, value in leaves(badge())
        if path.rpartition("/")[2] not in OF_THE_FORMAT and not is_below(path, LOST_IN_ELM)
    ]  # fmt: skip
    assert {path for path, _ in told} == set(TO_ELM)
    for path, value in told:
        found = [other for place, other in made if place == TO_ELM[path]]
        assert any(SPELT.get(value, value) in other for other in found), (path, value[:80], found)


def test_each_reason_is_for_a_field_that_is_there_and_is_named() -> None:
    places = [path for path, _ in leaves(badge())]
    named = {
        "/".join(step for step in item.pointer.split("/")[1:] if not step.isdigit())
        for item in in_elm().report if item.name in ("lost", "residue-lost", "value-not-expressible", "approximate")
    }  # fmt: skip
    for place in LOST_IN_ELM:
        assert any(is_below(path, {place: ""}) for path in places), place
        if place != f"{OUTCOME}/resultType":  # written by rule for every outcome: nothing is gone with it
            assert any(is_below(path, {place: ""}) for path in named), place


@cache
def as_badge() -> Writing:
    return ep.dumps(ep.read(shared(f"{PAIR}/elm.json")).portfolio, "openbadges", now=NOW, issuer=DESCRIBING)


def test_each_field_of_the_published_diploma_that_a_badge_has_a_place_for_arrives() -> None:
    made = list(leaves(json.loads(as_badge().data)))
    told = list(leaves(json.loads(shared(f"{PAIR}/elm.json").read_bytes())["credential"]))
    for place, target in TO_BADGE.items():
        values = [value for path, value in told if path == place]
        assert values, place
        for value in values:
            wanted = CODED.get(value, value.removeprefix("mailto:"))
            wanted = wanted.partition("T")[0] if place.endswith("dateOfBirth") else wanted
            found = [other for path, other in made if path == target]
            assert any(wanted in other for other in found), (place, value[:80], found)


def test_what_the_badge_of_the_published_diploma_has_lost_is_named() -> None:
    lost = {
        "/".join(step for step in item.pointer.split("/")[1:] if not step.isdigit())
        for item in as_badge().report.named("lost") if item.pointer
    }  # fmt: skip
    assert not [place for place in LOST_IN_BADGE if not any(is_below(path, {place: ""}) for path in lost)]
    assert not [path for path in lost if not is_below(path, LOST_IN_BADGE)]


def test_the_published_badge_comes_back_from_elm() -> None:
    back = ep.read(in_elm().data).portfolio
    made = set(leaves(json.loads(ep.dumps(back, "openbadges", now=NOW, issuer=DESCRIBING).data)))
    wanted = {(path, value) for path, value in leaves(badge()) if path in TO_ELM}
    assert {path for path, _ in wanted - made} == set(CHANGED)


# -- what is read from both --------------------------------------------------------------------------------


def parts(name: str) -> dict[str, Any]:
    """What is read from a file of the pair: the fields of the parts that both have, and the others as a whole."""
    data = to_data(ep.read(shared(f"{PAIR}/{name}")).portfolio)
    found = {f"/{key}": value for key, value in data.items() if key not in ("owner", "qualifications", "credentials")}
    specification = data["qualifications"][0].pop("specification")
    for place, part in (
        ("/owner", data["owner"]), ("/qualifications", data["qualifications"][0]),
        ("/qualifications/specification", specification), ("/credentials", data["credentials"][0]),
    ):  # fmt: skip
        found |= {f"{place}/{key}": value for key, value in part.items()}
    return {place: part for place, part in found.items() if not place.endswith(("/provenance", "/residue"))}


def test_what_is_read_from_both_files_is_the_same_or_has_a_reason() -> None:
    one, other = parts("ob3.json"), parts("elm.json")
    different = {place for place in one.keys() | other.keys() if one.get(place) != other.get(place)}
    assert different == set(DIFFERENT)
    assert (one.keys() | other.keys()) - different >= SAME


def test_what_both_files_say_of_the_first_outcome_the_result_and_the_credits_is_the_same() -> None:
    one, other = parts("ob3.json"), parts("elm.json")
    outcomes = "/qualifications/specification/learning_outcomes"
    assert one[outcomes][0]["title"] == other[outcomes][0]["title"]
    assert one[outcomes][0]["skills"] == other[outcomes][0]["skills"]
    assert one["/assessments"][0]["grade"] == other["/assessments"][0]["grade"]
    points = "/qualifications/specification/credits"
    assert float(one[points][0]["points"]) == float(other[points][0]["points"])
    (national,) = (entry["value"] for entry in one["/owner/identifiers"] if entry.get("kind") == "national_id")
    assert national in {entry["value"] for entry in other["/owner/identifiers"]}


# -- pairs of micro-credential vocabularies ----------------------------------------------------------------

CALLED_THE_SAME: Final = ("Identical", "Reworded")


def terms(version: str) -> set[tuple[str, str]]:
    """The terms of Open Badges that the tables of Credential Engine call the same as one of another vocabulary."""
    found = set()
    for kind in ("Assertion", "Issuer"):
        (file,) = shared_files(f"{DESM}/Microcredential+Mapping_{kind}_Open+Badges+{version}_*.csv")
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["Mapping predicate label"] in CALLED_THE_SAME:
                    found.add((kind, row["Mapped term name"]))
    return found


def full() -> bytes:
    """The badge of the examples, with all the terms, in the version of the data model that the tables are about."""
    document: dict[str, Any] = json.loads((EXAMPLES / "openbadges" / "badge.json").read_bytes())
    (endorsement,) = document["endorsement"]
    part = urlsafe_b64encode(json.dumps(endorsement | {"id": "urn:example:signed"}).encode()).decode().rstrip("=")
    document["endorsementJwt"] = [f"eyJhbGciOiJSUzI1NiJ9.{part}.AA"]
    document["issuanceDate"], document["expirationDate"] = document.pop("validFrom"), document.pop("validUntil")
    document["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    document["issuer"] |= {
        "description": "A college.", "image": {"id": "https://college.example.org/logo.png", "type": "Image"},
        "parentOrg": {"id": "https://city.example.org", "type": ["Profile"], "name": "Waterstad"},
        "endorsement": [endorsement | {"id": "urn:example:of-issuer"}],
        "endorsementJwt": [f"eyJhbGciOiJSUzI1NiJ9.{part.replace('c2lnbmVk', 'c2lnbmVl')}.AA"],
    }  # fmt: skip
    document["credentialSubject"] |= {
        "honorificPrefix": "Ir.", "honorificSuffix": "MSc", "familyNamePrefix": "van", "patronymicName": "Jansdr.",
        "dateOfBirth": "2004-02-01",
    }  # fmt: skip
    return json.dumps(document).encode()


@needs_shared
def test_each_term_that_is_called_the_same_leads_to_the_field_that_means_it_or_has_a_reason() -> None:
    found = terms("3.0")
    assert {term for term in found if term[1] not in NOT_A_FIELD} == set(MEANING)
    assert {term for _, term in found} >= set(NOT_A_FIELD)
    taken = [
        (plain(entry.source), ".".join(plain(entry.place).split("/")))
        for entry in ep.read(full()).trace if not entry.residue
    ]  # fmt: skip
    for term, (place, field) in MEANING.items():
        led = {to for source, to in taken if is_below(source, {place: ""})}
        assert any(f"{to}.".startswith(f"{field}.") for to in led), (term, led)


def plain(pointer: str) -> str:
    return "/".join(step for step in pointer.split("/")[1:] if not step.isdigit())


@needs_shared
def test_the_terms_of_older_badges_are_those_of_the_present_ones() -> None:
    assert {term for _, term in terms("2.0")} == {*OLDER, *NOT_MOVED}
    old = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://college.example.org/7"}
    document = old | {name: value for name, (value, _) in OLDER.items() if name not in ("email", "telephone", "url")}
    issuer = {"type": "Profile", "id": "https://college.example.org", "name": "College"}
    issuer |= {name: OLDER[name][0] for name in ("email", "telephone", "url", "description")}
    document["badge"] = {
        "type": "BadgeClass",
        "name": "Statistics",
        "criteria": {"narrative": "Pass."},
        "issuer": issuer,
    }
    text = json.dumps(to_data(ep.read(json.dumps(document).encode()).portfolio))
    for name, (_, told) in OLDER.items():
        assert told in text, name
