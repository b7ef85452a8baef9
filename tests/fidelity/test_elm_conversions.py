"""CVs become European Digital Credentials and CVs again, and credentials become CVs: what is gone was named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.compare.difference import leaves
from eportfolio.exchange.adapter import Writing
from eportfolio.exchange.undeclared import GONE, LESSER, Places, undeclared
from eportfolio.model.canonical import to_data
from eportfolio.report.errors import RefusedError
from eportfolio.testing.leaves import leaves_of
from tests.support import EXAMPLES, ROOT, shared_files

NOW = "2026-07-10T09:00:00Z"
ISSUER = ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")

CVS = [
    EXAMPLES / "europass" / "cv.xml",
    EXAMPLES / "europass-xml" / "cv.xml",
    EXAMPLES / "jsonresume" / "resume.json",
    *sorted((ROOT / "tests" / "adapters" / "fixtures").glob("candidate-c[0-9].xml")),
    *shared_files("samples/europass/candidate/*.xml"),
    *shared_files("samples/jsonresume/*resume.json"),
]
REFUSED = {
    "candidate-c2.xml": {"/qualifications/2", "/competences/0"},
    "candidate-c3.xml": {"/competences/0"},
    "nav_eures_testXml.xml": {"/competences/0"},
}
"""CVs that are refused, and the places that lack a title: skills named by an address only, studies without a name."""

DIPLOMAS = [EXAMPLES / "elm" / "diploma.jsonld", EXAMPLES / "elm-upload" / "diploma.json"]
CREDENTIALS = [*DIPLOMAS, *shared_files("samples/elm/*/*.json*")]
ISSUED = ("elm", "elm-upload")
SEALED = shared_files("samples/elm/eu-edc*/*-signed.jsonld")
SEAL = "/credentials/0/original"

ASIDE = ("id", "type", "schema_version", "provenance", "residue")
"""What is about the file, not about the person: residue has an account of its own, the figures of a conversion."""


@dataclass(frozen=True, slots=True)
class Journey:
    """There and back.

    Attributes:
        portfolios: what was read at the start, on the way, and at the end.
        writings: the writing on the way there, and the one on the way back.
    """

    portfolios: tuple[ep.Portfolio, ...]
    writings: tuple[Writing, ...]


@cache
def journey(path: Path, via: str = "elm") -> Journey:
    """A file to another format and back to its own; what becomes a credential is issued by the example's issuer."""
    start, report = ep.read(path)
    portfolios, writings = [start], []
    for target in (via, report.source.format):
        issuer = ISSUER if target in ISSUED else None
        writings.append(ep.dumps(portfolios[-1], target, now=NOW, issuer=issuer))
        portfolios.append(ep.read(writings[-1].data, format=target).portfolio)
    return Journey(tuple(portfolios), tuple(writings))


DERIVED = "urn:uuid:"
"""Ids that follow from what an item says: they are others when it says less; what they link is compared as links."""


def unnamed(trip: Journey) -> Counter[str]:
    """The values that are gone at the end, without those of which one of the writings says so."""
    there, back = (named(trip.portfolios[way], writing) for way, writing in enumerate(trip.writings))
    return gone(trip) - (there + back)


def gone(trip: Journey) -> Counter[str]:
    """The values that are gone at the end."""
    start, _, end = (Counter(value for _, value in told(portfolio)) for portfolio in trip.portfolios)
    return start - end


def unexplained(trip: Journey) -> list[dict[str, Any]]:
    """What is otherwise after one of the writings although it did not say so: lost, changed or invented."""
    return [
        change.as_dict()
        for way, writing in enumerate(trip.writings)
        for change in undeclared(trip.portfolios[way], writing, trip.portfolios[way + 1])
    ]


def told(portfolio: ep.Portfolio) -> Iterator[tuple[str, str]]:
    """The places and values of a portfolio that tell of the person."""
    for pointer, value in leaves(to_data(portfolio), ""):
        if not any(step in ASIDE for step in pointer.split("/")) and not str(value).startswith(DERIVED):
            yield pointer, str(value)


def named(portfolio: ep.Portfolio, writing: Writing) -> Counter[str]:
    """The values of which a writing says that they are gone or changed."""
    places = Places(item.pointer for item in writing.report if item.code in GONE | LESSER)
    return Counter(value for pointer, value in told(portfolio) if places.covers(pointer))


def by_name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


TRAVELLED = pytest.mark.parametrize("path", [path for path in CVS if path.name not in REFUSED], ids=by_name)


@TRAVELLED
def test_what_a_cv_has_lost_on_the_way_there_and_back_was_named(path: Path) -> None:
    assert gone(journey(path)), "a credential holds less than a CV"
    assert not unnamed(journey(path))
    assert not unexplained(journey(path))


@TRAVELLED
def test_each_leaf_of_a_cv_is_told_of(path: Path) -> None:
    report = ep.convert(path, target_format="elm", issuer=ISSUER).report
    figures = report.as_dict()["fidelity"]
    counted = sum("@context" not in leaf.path for leaf in leaves_of(path.read_bytes()))
    assert figures["leaves"] == figures["data"] + figures["text"] + figures["residue"] + figures["lost"] == counted


@TRAVELLED
def test_nobody_else_claims_what_the_person_says(path: Path) -> None:
    start, _, _ = journey(path).portfolios
    awarded = {body.name for item in start.qualifications for body in item.awarding_bodies}
    credential = json.loads(journey(path).writings[0].data)
    subject = credential["credentialSubject"]
    assert subject["id"] != credential["issuer"]["id"]
    bodies = list(found(subject, "awardingBody"))
    assert bodies
    for body in bodies:
        if body != {"id": subject["id"]}:
            assert awarded.intersection((body.get("legalName") or body["prefLabel"]).values())


def found(data: Any, key: str) -> Iterator[dict[str, Any]]:
    """Every object below a key, lists opened."""
    if isinstance(data, list):
        for member in data:
            yield from found(member, key)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name == key:
                yield from value if isinstance(value, list) else [value]
            yield from found(value, key)


@pytest.mark.parametrize("path", [path for path in CVS if path.name in REFUSED], ids=by_name)
def test_a_cv_that_lacks_what_is_demanded_is_refused_with_every_place(path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        ep.convert(path, target_format="elm", issuer=ISSUER)
    assert {item.name for item in caught.value.findings} == {"required-by-target"}
    assert {item.pointer for item in caught.value.findings} == REFUSED[path.name]


def test_without_an_issuer_file_a_cv_is_refused_with_all_that_is_lacking() -> None:
    with pytest.raises(RefusedError) as caught:
        ep.convert(EXAMPLES / "europass" / "cv.xml", target_format="elm")
    assert {item.pointer for item in caught.value.findings} == {"/qualifications/0", "/credentials/0"}
    assert all(item.hint for item in caught.value.findings)


@pytest.mark.parametrize(
    ("part", "places"),
    [
        ("languages and their CEFR levels", {"/languages/0", "/languages/1", "/languages/2"}),
        ("photo", {"/owner/photo/content"}),
        ("entries of a CV", {"/entries/0/title", "/entries/1/title"}),
        ("category of a competence", {"/competences/0/category"}),
    ],
)
def test_what_a_credential_cannot_hold_is_lost_by_name(part: str, places: set[str]) -> None:
    trip = journey(EXAMPLES / "europass" / "cv.xml")
    lost = [item.pointer for item in trip.writings[0].report.named("lost")]
    for place in places:
        assert any(f"{pointer}/".startswith(f"{place}/") for pointer in lost), part


def test_what_a_credential_can_hold_comes_back() -> None:
    start, middle, end = (to_data(one) for one in journey(EXAMPLES / "europass" / "cv.xml").portfolios)
    for data in (start, middle, end):
        assert data["owner"]["names"] == start["owner"]["names"]
        assert data["owner"]["birth_date"] == start["owner"]["birth_date"]
        assert titles(data) == titles(start)
    assert periods(middle)
    assert all(period in periods(middle) for period in periods(end))


def titles(data: dict[str, Any]) -> list[Any]:
    return [item["specification"]["title"] for item in data["qualifications"]]


def periods(data: dict[str, Any]) -> list[Any]:
    return [item["period"] for item in data["experiences"] if "period" in item]


# -- from credentials to CVs -------------------------------------------------------------------------------


@pytest.mark.parametrize("via", ["europass", "jsonresume"])
@pytest.mark.parametrize("path", CREDENTIALS, ids=by_name)
def test_what_a_credential_has_lost_on_the_way_through_a_cv_was_named(path: Path, via: str) -> None:
    trip = journey(path, via)
    assert trip.writings[0].report.named("lost"), "a CV holds less than a credential"
    assert not unnamed(trip)
    assert not unexplained(trip)


@pytest.mark.parametrize("target", ["europass", "jsonresume"])
@pytest.mark.parametrize("path", DIPLOMAS, ids=by_name)
def test_a_cv_made_of_a_diploma_shows_the_diploma(path: Path, target: str) -> None:
    text = ep.convert(path, target_format=target).data.decode("utf-8")
    for words in ("Noor", "van Dijk-Okonkwo", "Bicycle technician", "Waterstad Example College Foundation"):
        assert words in text
    gone = [item.pointer for item in ep.dumps(ep.read(path).portfolio, target).report.named("lost")]
    assert any(pointer.startswith("/credentials/0/issuer/identifiers") for pointer in gone)


# -- seals -------------------------------------------------------------------------------------------------


def sealed(path: Path) -> bytes:
    """A credential in the sealed form; the signature is none, since adapters leave signatures alone."""
    text = path.read_text(encoding="utf-8")
    return json.dumps({"payload": text, "signatures": [{"protected": "e30", "signature": "AA"}]}).encode()


Bytes = Callable[[], bytes]
SEALS = [
    pytest.param(lambda: sealed(DIPLOMAS[0]), id="fictional"),
    *(pytest.param(path.read_bytes, id=by_name(path)) for path in SEALED),
]


@pytest.mark.parametrize("make", SEALS)
def test_a_sealed_credential_that_is_unchanged_comes_back_byte_for_byte(make: Bytes) -> None:
    assert ep.convert(make(), target_format="elm").data == make()


@pytest.mark.parametrize("make", SEALS)
@pytest.mark.parametrize("target", ["elm-upload", "europass", "jsonresume"])
def test_no_seal_is_pretended_in_another_form(make: Bytes, target: str) -> None:
    conversion = ep.convert(make(), target_format=target)
    assert [item.pointer for item in conversion.report.named("proof-not-carried")] == [SEAL]
    assert unsealed(conversion.data)
    assert not ep.read(conversion.data, format=target).portfolio.credentials or target == "elm-upload"


@pytest.mark.parametrize("make", SEALS)
def test_no_seal_is_pretended_for_a_changed_credential(make: Bytes) -> None:
    portfolio = ep.read(make()).portfolio
    assert portfolio.owner is not None
    portfolio.owner.names[0].full_name = "Noor van Dijk-Okonkwo"
    writing = ep.dumps(portfolio, "elm", now=NOW)
    assert [item.pointer for item in writing.report.named("proof-not-carried")] == [SEAL]
    assert unsealed(writing.data)
    assert ep.read(writing.data).portfolio.credentials[0].original is None


@pytest.mark.parametrize("make", SEALS)
def test_a_new_issuer_seals_nothing_and_says_so(make: Bytes) -> None:
    conversion = ep.convert(make(), target_format="elm", issuer=ISSUER)
    assert [item.pointer for item in conversion.report.named("proof-not-carried")] == [SEAL]
    assert unsealed(conversion.data)
    assert json.loads(conversion.data)["issuer"]["legalName"]["nl"].endswith("Voorbeeldcollege Waterstad")


def unsealed(data: bytes) -> bool:
    """Whether there is nothing in a document that a seal or a proof could be."""
    return not any(step in leaf.path for leaf in leaves_of(data) for step in ("payload", "signatures", "proof"))
