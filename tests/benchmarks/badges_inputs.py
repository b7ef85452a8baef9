"""What is measured of badges and records: fictional ones, of usual and of great size, signed when they are needed."""

from __future__ import annotations

import json
from typing import Any, Final

V2: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LEARNER_RECORDS: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
LEARNER: Final = "did:example:noor"
RECORD_SIZE: Final = 335_000
"""The size of the largest transcript that was met in the wild, in bytes."""


def badge(number: int = 0) -> dict[str, Any]:
    """A badge as issuers make them: criteria, an alignment, a result, evidence."""
    return {
        "@context": [V2, OPEN_BADGES],
        "id": f"https://school.example.org/badges/{number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Timber joints {number}",
        "issuer": {"id": "did:example:school", "type": ["Profile"], "name": "Werkplaats College"},
        "validFrom": "2026-07-01T09:00:00Z",
        "credentialSubject": {
            "id": LEARNER,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://school.example.org/achievements/{number}",
                "type": ["Achievement"],
                "achievementType": "Competency",
                "name": f"Timber joints {number}",
                "description": "Makes dovetail, mortise and tenon joints by hand, to a tenth of a millimetre.",
                "criteria": {"narrative": "Three joints, each assessed by two masters who did not teach the learner."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "create wood joints",
                        "targetUrl": f"http://data.europa.eu/esco/skill/00000000-0000-4000-8000-{number:012d}",
                        "targetFramework": "ESCO",
                        "targetType": "ext:ESCO",
                    }
                ],
                "resultDescription": [
                    {
                        "id": f"https://school.example.org/achievements/{number}/result",
                        "type": ["ResultDescription"],
                        "name": "Final mark",
                        "resultType": "RawScore",
                        "valueMin": "1",
                        "valueMax": "10",
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"https://school.example.org/achievements/{number}/result",
                    "value": str(6 + number % 4),
                }
            ],
        },
        "evidence": [
            {
                "id": f"https://school.example.org/evidence/{number}",
                "type": ["Evidence"],
                "name": "Photographs of the joints",
                "narrative": "Taken on the day of the assessment.",
            }
        ],
    }


def record(size: int = RECORD_SIZE) -> dict[str, Any]:
    """A learner record of a size in bytes, with as many badges as that takes."""
    each = len(json.dumps(_nested(0)))
    return {
        "@context": [V2, LEARNER_RECORDS, OPEN_BADGES],
        "id": "https://school.example.org/records/1",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record of Noor van Dijk-Okonkwo",
        "issuer": {"id": "did:example:school", "type": ["Profile"], "name": "Werkplaats College"},
        "validFrom": "2026-07-01T09:00:00Z",
        "credentialSubject": {
            "id": LEARNER,
            "type": ["ClrSubject"],
            "verifiableCredential": [_nested(number) for number in range(size // each + 1)],
        },
    }


def _nested(number: int) -> dict[str, Any]:
    return badge(number)


def signed(document: dict[str, Any]) -> bytes:
    """A document signed with a key of its own: eddsa-rdfc-2022, did:key."""
    import eportfolio as ep
    from eportfolio.trust.keys import new_key

    return ep.sign(json.dumps(document).encode(), new_key(), set_issuer=True).data
