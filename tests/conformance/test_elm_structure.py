"""Our rules for European Digital Credentials against the official shapes 3.2: equal verdicts, fault by fault.

The Rust engine, which agrees with pySHACL, judges all mutations, and pySHACL the samples and some of the mutations.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding
from eportfolio_adapters.elm.structure import check
from eportfolio_adapters.elm.structure.table import FULL, PROFILES
from scripts.elm_classes import table
from tests.conformance import elm_official as official
from tests.conformance.elm_credential import credential, image, listed
from tests.conformance.elm_mutations import Mutation, mutations, specimens
from tests.support import ROOT, needs_shared, shared, shared_files

pytestmark = [pytest.mark.shared, needs_shared]

STEP = 1 if os.environ.get("EPORTFOLIO_THOROUGH") else 16
"""Of the rarer kinds of mutation one in so many is judged; all of them with EPORTFOLIO_THOROUGH=1."""

ALWAYS = {"drop", "duplicate", "twin", "untyped", "concept without scheme", "concept of another scheme"}
"""The kinds of mutation that are always judged."""

STRICTER: dict[str, tuple[str, set[str]]] = {
    "dropped-term": (
        "JSON-LD drops what the context does not define, so that shapes never see it",
        {
            "misspell", "unknown key", "issuer key", "to colon", "to language map", "unknown type", "untyped",
            "type of 3.3",
        },
    ),
    "not-a-credential": (
        "shapes find nothing wrong where nothing is of a class that they look at",
        {"untyped", "unknown type", "type of 3.3", "reference only", "emptied", "no context"},
    ),
    "invalid-value": (
        "a relative IRI means something else wherever the file stands, one with a blank is dropped with all that is "
        "said of it, and keywords of JSON-LD that credentials do not use are not read",
        {"relative id", "id with blank", "to text", "to list in list", "keyword", "to list object"},
    ),
    "unknown-concept": (
        "shapes look at the name of a vocabulary, never whether the concept is in it",
        {"bogus member", "placeholder", "twin", "relative id", "id of another"},
    ),
    "wrong-scheme": (
        "shapes look at the name of a vocabulary, never whether the concept is of its namespace",
        {"bogus member", "member of another list", "id of another"},
    ),
    "merged-node": (
        "shapes see one node with the values of both objects, and not that one id stands for two things",
        {
            "id of another", "relative id", "id with blank", "type of 3.3", "concept of another scheme",
            "concept of two schemes", "concept without type", "scheme of another type", "scheme without id",
            "bogus member", "member of another list", "placeholder", "language in capitals", "same language twice",
            "same text twice", "two languages", "to language map",
        },
    ),
    "dangling-reference": ("what an id with a blank stands for is dropped", {"id with blank"}),
}  # fmt: skip
"""What we find where the official shapes do not, why we are right, and by which kinds of fault it occurs."""


def errors(document: dict[str, Any], profile: str = "", **how: Any) -> list[Finding]:
    return [one for one in check(document, profile=profile, **how) if one.severity is Severity.ERROR]


def plain(path: Path) -> dict[str, Any]:
    """The credential of a sample, whatever is around it."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "payload" in data:
        data = json.loads(data["payload"])
    inner: dict[str, Any] = data.get("credential", data)
    return inner


SAMPLES = shared_files("samples/elm/**/*.json*")
MUTATED = (
    "elm-rdf/credential-sample-3.2.jsonld",
    "eu-edc/Sample-CertOfPart-signed.jsonld",
    "eu-edc-2023/Sample-MC-Annex1-signed.jsonld",
)


def test_the_table_says_what_the_shapes_say() -> None:
    contexts = [
        shared(f"schemas/elm/context/{official.CONTEXTS[name]}") for name in (official.PROFILE, official.CREDENTIALS)
    ]
    made = table(shared("schemas/elm/shapes/3.2"), *contexts)
    assert made == (ROOT / "schemas" / "elm" / "classes.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_have_the_official_verdict(path: Path) -> None:
    data = plain(path)
    document = official.with_contexts(data)
    profile = official.profiles_of(document)[0]
    ours = errors(data, embedded_context="@context" in data)
    assert bool(ours) is not official.pyshacl(document, profile), [one.message for one in ours]


def test_the_samples_have_both_verdicts() -> None:
    verdicts = [bool(errors(plain(path), embedded_context=False)) for path in SAMPLES]
    assert verdicts.count(False) >= 6
    assert verdicts.count(True) >= 10


def chosen(given: Iterable[Mutation]) -> Iterator[Mutation]:
    """The usual kinds of mutation, and some of the others."""
    return (one for one in given if one.kind in ALWAYS or crc32(one.name.encode()) % STEP == 0)


def compare(given: Iterable[Mutation], profile: str = FULL, *, part: bool = False) -> tuple[int, set[str]]:
    """Judge mutations on both sides.

    Args:
        given: the mutations.
        profile: the profile that is asked for.
        part: whether the documents are parts, which are no credentials in themselves.

    Returns:
        How many there were, and what only we have found.
    """
    count, codes, wrong = 0, set(), []
    for mutation in given:
        count += 1
        violated = official.fast(mutation.document, profile)
        found = errors(mutation.document, profile)
        if part:
            found = [one for one in found if one.name != "not-a-credential" or one.pointer]
        if violated is None or violated:
            if not found:
                wrong.append(f"laxer: {mutation.name}: {violated}")
        elif found:
            names = {one.name for one in found}
            codes |= names
            if not all(mutation.kind in STRICTER.get(name, ("", set()))[1] for name in names):
                wrong.append(f"stricter: {mutation.name}: {names} {found[0].message}")
    assert not wrong, "\n".join(wrong[:40])
    return count, codes


def test_mutations_of_samples_have_the_official_verdict() -> None:
    done: set[str] = set()
    given = (one for name in MUTATED for one in mutations(plain(shared(f"samples/elm/{name}")), done))
    count, codes = compare(chosen(given))
    assert count > 700
    assert codes >= {"dropped-term", "invalid-value", "unknown-concept", "wrong-scheme", "merged-node"}


@pytest.mark.parametrize("part", range(4))
def test_mutations_of_every_class_of_the_table_have_the_official_verdict(part: int) -> None:
    parts = [specimen for index, (_, specimen) in enumerate(specimens()) if index % 4 == part]
    documents = [{"@context": [official.CREDENTIALS, official.PROFILE], "@graph": [one]} for one in parts]
    done: set[str] = set()
    count, _ = compare(chosen(one for document in documents for one in mutations(document, done)), part=True)
    assert count > 500


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_the_profiles_have_the_official_verdict(profile: str) -> None:
    document = enriched()
    assert official.fast(document, profile) == set()
    assert errors(document, profile) == []
    given = [one for one in mutations(document, set()) if one.where.partition(".")[0] in EXTENDED]
    count, _ = compare((one for one in given if one.kind in ("drop", "twin", "to another class", "to text")), profile)
    assert count > 120


EXTENDED = ("EuropeanDigitalCredential", "Evidence", "Person", "LearningAchievement", "Qualification")
"""The classes of which some profile demands more than the generic one."""


def enriched() -> dict[str, Any]:
    """A credential that has what any of the profiles demands."""
    document = credential()
    claim = document["credentialSubject"]["hasClaim"]
    award = claim["awardedBy"]
    accreditation = {
        "id": "urn:epass:accreditation:1", "type": "Accreditation", "title": {"en": "Licence"},
        "dcType": listed("accreditation", "003293d2ce"), "accreditingAgent": award["awardingBody"],
    }  # fmt: skip
    document["evidence"] = {
        "id": "urn:epass:evidence:1", "type": "Evidence", "dcType": listed("evidence-type", "c_991b06c6"),
        "accreditation": accreditation, "embeddedEvidence": image(), "evidenceStatement": "By mandate",
    }  # fmt: skip
    document["credentialSubject"]["fullName"] = {"en": "Noor van Dijk-Okonkwo"}
    claim["creditReceived"] = {
        "id": "urn:epass:creditPoint:1", "type": "CreditPoint", "point": "10",
        "framework": listed("education-credit", "6fcec5c5af"),
    }  # fmt: skip
    claim["provenBy"] = {
        "id": "urn:epass:learningAssessment:1", "type": "LearningAssessment", "title": {"en": "Test piece"},
        "grade": {"id": "urn:epass:note:1", "type": "Note", "noteLiteral": {"en": "passed"}}, "awardedBy": award,
    }  # fmt: skip
    qualification = claim["specifiedBy"]
    qualification |= {
        "language": document["displayParameter"]["language"], "mode": listed("learning-assessment", "9191af2ed9"),
        "thematicArea": listed("isced-f", "0722"), "maximumDuration": "P12M", "nqfLevel": listed("qdr", "c_bd9f8e42"),
        "awardingOpportunity": {
            "id": "urn:epass:awardingOpportunity:1", "type": "AwardingOpportunity",
            "awardingBody": award["awardingBody"],
        },
        "hasPart": {"id": qualification["id"]},
    }  # fmt: skip
    return document


def test_some_mutations_have_the_verdict_of_pyshacl() -> None:
    given = [one for one in mutations(credential(), set()) if crc32(one.name.encode()) % 89 == 0]
    assert len(given) > 10
    seen = set()
    for mutation in given:
        conforms = official.pyshacl(mutation.document)
        found = errors(mutation.document)
        seen.add(conforms)
        assert found or conforms, f"laxer: {mutation.name}"
        allowed = set().union(*(STRICTER.get(one.name, ("", set()))[1] for one in found))
        strict = mutation.kind in allowed or mutation.kind.startswith("form ")
        assert not found or not conforms or strict, f"stricter: {mutation.name}"
    assert seen == {True, False}


def test_a_date_alone_is_no_date_and_time_though_pyshacl_lets_it_pass() -> None:
    document = credential() | {"issued": "2024-06-30"}
    assert official.pyshacl(document)
    assert official.fast(document) == {"https://www.w3.org/2018/credentials#issued"}
    assert [(one.name, one.pointer) for one in errors(document)] == [("invalid-value", "/issued")]


def test_what_only_we_find_is_what_the_table_of_differences_says() -> None:
    kinds = {"untyped", "emptied", "id with blank", "bogus member", "member of another list", "id of another"}
    _, codes = compare(one for one in mutations(enriched(), set()) if one.kind in kinds)
    assert codes == set(STRICTER)


def test_a_presentation_never_conforms_and_its_credentials_are_checked_by_themselves() -> None:
    types = ["VerifiablePresentation", "EuropeanDigitalPresentation"]
    presentation = {"@context": credential()["@context"], "id": "urn:presentation:1", "type": types}
    assert errors(presentation) == []
    assert official.fast(presentation) == set()
    broken = credential()
    del broken["issued"]
    presentation["verifiableCredential"] = [credential(), broken]
    assert official.fast(presentation)
    found = {(one.name, one.pointer) for one in errors(presentation)}
    assert found == {
        ("wrong-type", "/verifiableCredential/0"),
        ("wrong-type", "/verifiableCredential/1"),
        ("missing-element", "/verifiableCredential/1"),
    }
