"""A European Digital Credential that is in order, about a person who does not exist."""

from __future__ import annotations

from typing import Any

CONTEXTS = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
SNB = "http://data.europa.eu/snb"
AUTHORITY = "http://publications.europa.eu/resource/authority"


def concept(iri: str, scheme: str) -> dict[str, Any]:
    """A concept of a vocabulary."""
    return {"id": iri, "type": "Concept", "inScheme": {"id": scheme, "type": "ConceptScheme"}}


def listed(name: str, code: str) -> dict[str, Any]:
    """A concept of a controlled list of the European Learning Model."""
    return concept(f"{SNB}/{name}/{code}", f"{SNB}/{name}/25831c2")


def authority(name: str, code: str) -> dict[str, Any]:
    """A concept of an authority table of the Publications Office."""
    return concept(f"{AUTHORITY}/{name}/{code}", f"{AUTHORITY}/{name}")


def image() -> dict[str, Any]:
    """A picture of one page."""
    return {
        "id": "urn:epass:mediaObject:1", "type": "MediaObject", "content": "aW1hZ2U=",
        "contentType": authority("file-type", "PNG"), "contentEncoding": listed("encoding", "6146cde7dd"),
    }  # fmt: skip


def organisation() -> dict[str, Any]:
    """The organisation that awards and issues."""
    return {
        "id": "urn:epass:org:1", "type": "Organisation", "legalName": {"en": "College of Exampleton"},
        "location": {
            "id": "urn:epass:location:1", "type": "Location",
            "address": {
                "id": "urn:epass:address:1", "type": "Address", "countryCode": authority("country", "NLD"),
            },
        },
        "eIDASIdentifier": {
            "id": "urn:epass:legalIdentifier:1", "type": "LegalIdentifier", "notation": "VATNL-000000000",
            "spatial": authority("country", "NLD"),
        },
    }  # fmt: skip


def achievement() -> dict[str, Any]:
    """What the person has achieved."""
    return {
        "id": "urn:epass:learningAchievement:1", "type": "LearningAchievement", "title": {"en": "Joinery"},
        "awardedBy": {
            "id": "urn:epass:awardingProcess:1", "type": "AwardingProcess", "awardingBody": organisation(),
            "awardingDate": "2024-06-28T00:00:00Z",
        },
        "specifiedBy": {
            "id": "urn:epass:qualification:1", "type": "Qualification", "title": {"en": "Joinery", "nl": "Timmeren"},
            "eqfLevel": listed("eqf", "4"), "volumeOfLearning": "PT280H",
            "learningOutcome": {
                "id": "urn:epass:learningOutcome:1", "type": "LearningOutcome", "title": {"en": "Join wood"},
                "dcType": listed("skill-type", "skill"),
                "relatedESCOSkill": concept(
                    "http://data.europa.eu/esco/skill/3a98b1be-6ab9-4df8-b4b4-0db5a1ed7ae5",
                    "http://data.europa.eu/esco/concept-scheme/skills",
                ),
            },
        },
    }  # fmt: skip


def credential() -> dict[str, Any]:
    """The whole credential; every call makes a new one."""
    return {
        "@context": list(CONTEXTS), "id": "urn:credential:6f0ca0e4-1c33-4a3c-9a26-3c5a8f9f6a10",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialSchema": {"id": f"{SNB}/model/ap/edc-generic-full", "type": "ShaclValidator2017"},
        "credentialProfiles": listed("credential", "e34929035b"),
        "issued": "2024-06-30T00:00:00Z", "issuanceDate": "2024-06-30T00:00:00Z", "validFrom": "2024-06-30T00:00:00Z",
        "issuer": organisation(),
        "displayParameter": {
            "id": "urn:epass:displayParameter:1", "type": "DisplayParameter", "title": {"en": "Joinery"},
            "primaryLanguage": authority("language", "ENG"), "language": authority("language", "ENG"),
            "individualDisplay": {
                "id": "urn:epass:individualDisplay:1", "type": "IndividualDisplay",
                "language": authority("language", "ENG"),
                "displayDetail": {
                    "id": "urn:epass:displayDetail:1", "type": "DisplayDetail", "page": 1, "image": image(),
                },
            },
        },
        "credentialSubject": {
            "id": "urn:epass:person:1", "type": "Person", "givenName": {"en": "Noor"},
            "familyName": {"en": "van Dijk-Okonkwo"}, "dateOfBirth": "1999-10-02T00:00:00Z",
            "hasClaim": achievement(),
        },
    }  # fmt: skip


def changed(*steps: str, to: Any) -> dict[str, Any]:
    """The credential with one value changed; ``...`` takes it out."""
    document = credential()
    target: Any = document
    for step in steps[:-1]:
        target = target[step]
    if to is ...:
        del target[steps[-1]]
    else:
        target[steps[-1]] = to
    return document
