"""What the tests of profiles share: profiles from a few lines, and a fictional portfolio."""

from __future__ import annotations

from datetime import date
from typing import Any

from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data
from eportfolio.profiles import Profile, check, read_profile

TODAY = date(2026, 3, 1)

HEAD = 'title = "Test"\nversion = "1.0"\nmodel = "1.0"\n'

JAVA = "http://data.europa.eu/esco/skill/19a8293b-8e95-4de3-983f-77484079c389"
"""Java (computer programming), a skill of ESCO."""

NOOR: dict[str, Any] = {
    "language": "nl",
    "owner": {
        "names": [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}],
        "contact_points": [
            {"channel": "email", "value": "noor@example.org"},
            {"channel": "telephone", "value": "+31 20 000 0000"},
        ],
        "birth_date": "2004-02-29",
        "photo": {"media_type": "image/png", "content": "AAAA" * 500},
        "identifiers": [{"kind": "national_id", "value": "000000000"}],
    },
    "experiences": [
        {
            "id": "urn:x:e1", "kind": "employment", "period": {"start": "2024-05"},
            "organisations": [{"name": "Bakkerij"}],
        },
        {"id": "urn:x:e2", "kind": "internship", "period": {"start": "2021"}},
    ],
    "competences": [
        {"id": "urn:x:c1", "label": "Java", "concepts": [{"uri": JAVA}], "assertions": [{"asserted_by": "employer"}]},
        {"id": "urn:x:c2", "label": {"en": "Baking"}, "evidence": ["urn:x:v1"]},
        {"id": "urn:x:c3", "label": "Luisteren"},
    ],
    "qualifications": [
        {
            "id": "urn:x:q1", "status": "awarded", "issued": "2023-07-05",
            "awarding_bodies": [{"name": "ROC Voorbeeld", "identifiers": [{"value": "NL-ROC-1"}]}],
            "specification": {
                "title": "Software developer",
                "eqf_level": {"scheme": "http://data.europa.eu/snb/eqf/25831c2", "notation": "4"},
                "fields_of_study": [{"uri": "http://data.europa.eu/snb/isced-f/0613"}],
            },
        },
    ],
    "assessments": [
        {"id": "urn:x:a1", "title": "Exam", "assessment_specification": {"grading_scheme": {
            "title": "Ten-point scale", "identifiers": [{"value": "nl-10"}],
        }}},
    ],
    "credentials": [{"id": "urn:x:k1", "issuer": {"name": "ROC Voorbeeld"}}],
    "evidence_items": [
        {"id": "urn:x:v1", "media": {"media_type": "application/pdf", "content": "QUJD" * 100, "file_name": "cake.pdf"}}
    ],
}  # fmt: skip
"""A portfolio of a fictional person."""


def noor(**changes: Any) -> Portfolio:
    """The portfolio of the fictional person, with fields that are said anew."""
    return from_data(NOOR | changes)


def profile(text: str) -> Profile:
    """A profile from what stands below its head."""
    return read_profile((HEAD + text).encode())


def found(text: str, portfolio: Portfolio | None = None) -> list[tuple[str, str]]:
    """What holding a portfolio against a profile finds: rule and pointer."""
    findings = check(portfolio or noor(), profile(text), today=TODAY)
    return [(item.name, item.pointer) for item in findings]
