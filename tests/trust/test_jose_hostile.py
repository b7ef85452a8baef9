"""Tokens and assertions that anybody could send: each ends in a report, nothing is fetched unasked or takes long."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from eportfolio.report.errors import EportfolioError
from eportfolio.trust import Outcome, verify
from eportfolio.trust.jose import Form, sign
from eportfolio.trust.sdjwt import issue

from .test_assertions import HERE, assertion, world
from .tokens import badge, did, key_of, raw

AT = datetime(2026, 1, 1, tzinfo=UTC)
KID = f"{did()}#{did().removeprefix('did:key:')}"

ODD = [
    None, True, 0, -1, 1e300, 2**70, "", "x", "é☂", "did:key:z", "did:web:..", "https://", "https://[", "#", "data:",
    [], {}, [[]], [None], {"id": None}, {"id": []}, "x" * 3000, ["x"] * 50, {"a": {"b": [1]}},
]  # fmt: skip
HEADERS = ["alg", "typ", "kid", "jwk", "crit", "b64", "cty", "x5c", "x5t#S256", "zip", "jku", "sigD", "sigT"]
CLAIMS = [
    "iss", "sub", "exp", "nbf", "iat", "vc", "vp", "aud", "_sd", "...", "cnf", "vct", "status", "_sd_alg", "proof",
    "holder", "badge", "recipient", "verification", "verify", "issuer", "credentialSubject", "expires", "issuedOn",
]  # fmt: skip


def odd(chance: Random) -> Any:
    return json.loads(json.dumps(chance.choice(ODD)))


def changed(value: Any, chance: Random) -> Any:
    """A document with something odd in up to three places."""
    value = json.loads(json.dumps(value))
    for _ in range(chance.randint(1, 3)):
        holder = value
        while isinstance(holder, dict | list) and holder:
            step: Any = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
            if not isinstance(holder[step], dict | list) or chance.random() < 0.45:
                holder[step] = odd(chance)
                break
            holder = holder[step]
        if chance.random() < 0.3:
            value[chance.choice(CLAIMS)] = odd(chance)
    return value


def ends_in_a_report(data: bytes, **asked: Any) -> None:
    try:
        verification = verify(data, at=AT, **asked)
    except EportfolioError:
        return  # told to a person, without a traceback
    json.dumps(verification.as_dict())
    assert verification.findings


@pytest.mark.parametrize("seed", range(40))
def test_any_token_ends_in_a_report(seed: int) -> None:
    chance = Random(seed)
    for _ in range(8):
        header = {
            "alg": "EdDSA",
            "typ": chance.choice(["JWT", "vc+jwt", "vp+jwt", "dc+sd-jwt", "vc+sd-jwt"]),
            "kid": KID,
        }
        header |= {chance.choice(HEADERS): odd(chance) for _ in range(chance.randint(0, 2))}
        claims = chance.choice([badge(), {"vc": badge(), "iss": did()}, {"vct": "urn:x", **badge()}, assertion()])
        token = raw(header, changed(claims, chance), key_of()) + chance.choice(["", "", "~", "~WyJzIiwiYSIsMV0~"])
        ends_in_a_report(token.encode(), known=world(), recipient=chance.choice([None, "noor@example.org"]))
        envelope = {"type": "EnvelopedVerifiableCredential", "id": chance.choice([f"data:application/vc+jwt,{token}",
                    f"data:application/vc+sd-jwt,{token}", odd(chance)])}  # fmt: skip
        ends_in_a_report(json.dumps(envelope).encode())
        broken = bytearray(token.encode())
        broken[chance.randrange(len(broken))] = chance.choice(b'~.=A-_"\\{\x00\xff')
        ends_in_a_report(bytes(broken))


@pytest.mark.parametrize("seed", range(20))
def test_any_assertion_with_any_documents_ends_in_a_report(seed: int) -> None:
    chance = Random(seed)
    for _ in range(8):
        documents = {**world(), HERE: json.dumps(assertion()).encode()}
        for name, data in documents.items():
            if chance.random() < 0.5:
                documents[name] = json.dumps(changed(json.loads(data), chance)).encode()
        ends_in_a_report(json.dumps(changed(assertion(), chance)).encode(), known=documents)


def test_addresses_in_headers_are_never_asked() -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return b"{}"

    header = {"alg": "EdDSA", "typ": "vc+jwt", "kid": KID, "jku": "https://evil.example.com/keys",
              "x5u": "https://evil.example.com/certificate"}  # fmt: skip
    verification = verify(raw(header, badge(), key_of()).encode(), at=AT, fetch=fetch)
    assert verification.ok
    assert [address for address in asked if "evil" in address] == []


def timed(data: bytes) -> float:
    start = time.perf_counter()
    verification = verify(data, at=AT)
    assert not verification.ok
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "token",
    [
        raw({"alg": "x" * 500_000, "typ": "vc+jwt", "kid": KID}, badge()),
        raw({"alg": "EdDSA", "typ": "y" * 500_000, "kid": KID}, badge(), key_of()),
        raw({"alg": "EdDSA", "typ": "vc+jwt", "crit": ["z" * 20] * 20_000}, badge(), key_of()),
        raw({"alg": "EdDSA", "typ": "JWT", "kid": KID}, {"vc": badge(), "iss": "i" * 2_000_000}, key_of()),
        raw({"alg": "EdDSA", "typ": "JWT", "kid": KID}, {**badge(), "type": ["x"] * 40_000}, key_of()),
        "a" * 2_000_000 + ".b.c",
        "e30.e30.e30" + "~" * 2_000_000,
        "." * 2_000_000,
    ],
    ids=["algorithm", "type", "critical", "issuer", "types", "header", "tildes", "dots"],
)
def test_long_parts_take_no_time_and_no_room_in_reasons(token: str) -> None:
    assert timed(token.encode()) < 2
    verification = verify(token.encode(), at=AT)
    assert max((len(step.reason) for step in verification.steps), default=0) < 5000
    assert any(step.outcome is Outcome.FAILED for step in verification.steps) or not verification.proofs


def test_without_the_extra_tokens_are_named_and_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "one.jwt").write_text(sign(badge(), key_of(), key_id=KID, form=Form.CLAIMS))
    (tmp_path / "two.jwt").write_text(issue(badge(), key_of(), key_id=KID, disclosable=["/credentialSubject/id"]))
    program = """
import sys
for name in ("cryptography", "joserfc", "asn1crypto", "pyhanko_certvalidator", "pyld", "pyoxigraph", "rfc8785"):
    sys.modules[name] = None
from eportfolio.report.errors import MissingExtraError
from eportfolio.sources.jws import document_of, open_token
from eportfolio.sources.sdjwt import process
from eportfolio.trust import verify
for path in sys.argv[1:]:
    try:
        verify(path)
    except MissingExtraError:
        print("needs the extra")
print(document_of(open_token(open(sys.argv[1]).read()).claims)["id"] == process(open(sys.argv[2]).read()).claims["id"])
"""
    paths = [str(tmp_path / "one.jwt"), str(tmp_path / "two.jwt")]
    done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:3] == ["needs the extra", "needs the extra", "True"], done.stderr
