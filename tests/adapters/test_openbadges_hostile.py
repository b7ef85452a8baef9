"""Open Badges: documents that are broken, too large or built to harm are refused with a reason, or kept as they are."""

from __future__ import annotations

import base64
import contextlib
import json
from typing import Any

import pytest

from eportfolio.exchange.adapter import ReadOptions
from eportfolio.report.errors import EportfolioError, RefusedError
from eportfolio.sources.source import Source
from eportfolio_adapters.openbadges.adapter import OPENBADGES
from tests.adapters.test_openbadges import BADGE, again, badge, read, token, write
from tests.adapters.test_openbadges_contract import conforms


@pytest.mark.parametrize(
    "data",
    [
        b'{"credentialSubject": ' * 5000,
        b'{"type": "OpenBadgeCredential", "credentialSubject": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        BADGE.read_bytes()[:-200],
        BADGE.read_bytes().decode().encode("utf-16-le")[1:],
        b'{"type": ["OpenBadgeCredential"], "credentialSubject": {"achievement": "' + b"\xff" * 100 + b'"}}',
        token({"vc": "nothing"}).encode(),
        b"eyJhbGciOiJub25lIn0.e30.",
        b"ey" * 1000,
        b"{}",
        b"[]",
        b'{"credential": [], "compactJwsString": ["ey.ey.ey"]}',
        b'{"verifiableCredential": ["", null, 7, [[]]]}',
    ],
    ids=range(12),
)
def test_hostile_documents_are_refused_with_a_reason(data: bytes) -> None:
    assert OPENBADGES.sniff(Source(data)).score == 0
    with pytest.raises(EportfolioError):
        read(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"credentialSubject": "nobody"}, {"credentialSubject": [[], {}]}, {"issuer": 7}, {"issuer": [{"id": "x:y"}]},
        {"validFrom": {"@value": "x"}}, {"evidence": "https://example.org"}, {"evidence": [[{"id": 1}]]},
        {"endorsement": "x"}, {"endorsementJwt": ["no token", 7]}, {"name": {"en": {"en": "x"}}}, {"image": True},
        {"@context": {"@vocab": "x:"}}, {"type": {"a": "OpenBadgeCredential"}}, {"id": ["a:b", "c:d"]},
    ],
    ids=range(14),
)  # fmt: skip
def test_values_of_the_wrong_kind_are_kept_and_never_an_error_of_ours(changes: dict[str, Any]) -> None:
    reading = OPENBADGES.read(Source(json.dumps(badge(**changes)).encode()), ReadOptions())
    with contextlib.suppress(RefusedError):
        conforms(write(reading.portfolio).data)


def test_a_large_picture_in_an_address_is_carried_whole() -> None:
    content = base64.b64encode(b"\x89PNG" * 150_000).decode()
    document = badge(image={"id": f"data:image/png;base64,{content}", "type": "Image"})
    assert again(document)["image"]["id"] == f"data:image/png;base64,{content}"
