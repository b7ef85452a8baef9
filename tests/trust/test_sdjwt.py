"""SD-JWTs: processing as RFC 9901 has it, what is issued verifies, and each attack ends in a step that says so."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.report.errors import UsageError
from eportfolio.sources.base64url import UnusableError, from_base64url, to_base64url
from eportfolio.sources.limits import Limits
from eportfolio.sources.sdjwt import DISCLOSURES, disclose, is_sd_jwt, process, split
from eportfolio.trust import Outcome, Verification, verify
from eportfolio.trust.keys import to_jwk
from eportfolio.trust.sdjwt import bind, issue

from .tokens import ISSUER, badge, did, document_of_issuer, key_of, raw

AT = datetime(2026, 1, 1, tzinfo=UTC)
KNOWN = {ISSUER: document_of_issuer(ISSUER, key_of("P-256"), kids=("k",))}

CLAIMS = {
    "iss": ISSUER,
    "vct": "urn:example:diploma",
    "degree": "Bachelor",
    "name": {"given": "Noor", "family": "van Dijk-Okonkwo"},
    "languages": ["nl", "en", {"code": "ig", "level": "B1"}],
    "a/b~c": 1,
}
PATHS = ["/degree", "/name", "/name/family", "/languages/1", "/languages/2", "/languages/2/level", "/a~1b~0c"]


def issued(claims: Any = None, paths: Any = PATHS, **asked: Any) -> str:
    return issue(CLAIMS if claims is None else claims, key_of("P-256"), disclosable=paths, key_id="k", **asked)


def checked(token: Any, **asked: Any) -> Verification:
    data = token.encode() if isinstance(token, str) else json.dumps(token).encode()
    return verify(data, **{"at": AT, "known": KNOWN, **asked})


def failures(verification: Verification) -> dict[str, str]:
    return {step.name: step.reason for step in verification.steps if step.outcome is Outcome.FAILED}


def outcomes(verification: Verification) -> dict[str, Outcome]:
    return {step.name: step.outcome for step in verification.steps}


def disclosure(*array: Any) -> str:
    return to_base64url(json.dumps(list(array)).encode())


def digest(text: str) -> str:
    return to_base64url(hashlib.sha256(text.encode()).digest())


def made(payload: dict[str, Any], *disclosures: str, header: dict[str, Any] | None = None) -> str:
    """An SD-JWT with any payload and disclosures, signed for real."""
    said = {"iss": ISSUER, "vct": "urn:example:diploma", **payload}
    signed = raw({"alg": "ES256", "typ": "dc+sd-jwt", "kid": "k", **(header or {})}, said, key_of("P-256"), "ES256")
    return "~".join((signed, *disclosures, ""))


# -- processing and issuing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("decoys", [0, 3])
@pytest.mark.parametrize("hash_name", ["sha-256", "sha-384", "sha-512", "sha3-256"])
def test_what_is_issued_is_processed_to_what_was_said(hash_name: str, decoys: int) -> None:
    token = issued(decoys=decoys, digest=hash_name)
    processed = process(token)
    assert processed.claims == CLAIMS
    assert sorted(one.pointer for one in processed.disclosures) == sorted(PATHS)
    assert processed.undisclosed == 4 * decoys
    assert checked(token).ok
    assert checked(token).proofs[0].kind == "SD-JWT VC"


def test_nothing_that_can_be_withheld_stands_in_the_signed_part() -> None:
    payload = from_base64url(split(issued()).issuer_signed.split(".")[1], "it", 10_000).decode()
    assert "Bachelor" not in payload
    assert "Okonkwo" not in payload
    assert json.loads(payload)["_sd"] == sorted(json.loads(payload)["_sd"])


def test_salts_are_never_the_same() -> None:
    salts = {json.loads(from_base64url(one, "it", 999))[0] for _ in range(5) for one in split(issued()).disclosures}
    assert len(salts) == 5 * len(PATHS)
    assert min(map(len, salts)) >= 22


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        ([], {"iss", "vct", "languages"}),
        (["/degree"], {"iss", "vct", "languages", "degree"}),
        (["/name/family"], {"iss", "vct", "languages", "name"}),
        (["/a~1b~0c", "/iss"], {"iss", "vct", "languages", "a/b~c"}),
        ([""], set(CLAIMS)),
    ],
)
def test_less_is_disclosed(paths: list[str], left: set[str]) -> None:
    shown = disclose(issued(), paths)
    assert process(shown).claims.keys() == left
    assert checked(shown).ok


def test_a_path_discloses_what_it_is_in_and_what_is_in_it() -> None:
    assert process(disclose(issued(), ["/name/given"])).claims["name"] == {"given": "Noor"}
    assert process(disclose(issued(), ["/name"])).claims["name"] == CLAIMS["name"]
    assert process(disclose(issued(), ["/name", "/name/given"])).claims["name"] == CLAIMS["name"]
    assert process(disclose(issued(), ["/name/given", "/name"])).claims["name"] == CLAIMS["name"]
    assert process(disclose(issued(), ["/languages/2/level"])).claims["languages"] == [
        "nl", {"code": "ig", "level": "B1"}
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/nothing", "degree", "/languages/9", "/degree/x", "/languages/-"])
def test_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(UnusableError, match="path"):
        disclose(issued(), [path])
    with pytest.raises(UsageError):
        issued(paths=[path])


@pytest.mark.parametrize(
    ("claims", "asked", "words"),
    [
        ({"vct": ...}, {}, "vct"), ({"vct": 1}, {}, "vct"), ({}, {"paths": ["/vct"]}, "stay open"),
        ({}, {"paths": ["/iss"]}, "stay open"), ({"validUntil": "x"}, {"paths": ["/validUntil"]}, "stay open"),
        ({"credentialStatus": {"type": "x"}}, {"paths": ["/credentialStatus/type"]}, "stay open"),
        ({}, {"paths": [""]}, "as a whole"),
        ({"_sd": []}, {}, "reserved"), ({"x": [{"...": 1}]}, {}, "reserved"), ({"_sd_alg": 1}, {}, "reserved"),
        ({}, {"digest": "md5"}, "md5"), ({}, {"algorithm": "EdDSA"}, "ES256"),
    ],
)  # fmt: skip
def test_what_cannot_be_issued_is_refused(claims: dict[str, Any], asked: dict[str, Any], words: str) -> None:
    said = {key: value for key, value in {**CLAIMS, **claims}.items() if value is not ...}
    with pytest.raises(UsageError, match=words):
        issued(said, asked.pop("paths", []), **asked)


def test_credential_of_the_w3c_with_parts_withheld() -> None:
    document = badge()
    token = issue(document, key_of(), disclosable=["/credentialSubject/id"], key_id=f"{did()}#{did()[8:]}")
    verification = checked(token)
    assert verification.ok
    assert verification.proofs[0].kind == "VC-JOSE-COSE vc+sd-jwt"
    assert verification.proofs[0].credential == document
    assert "id" not in process(disclose(token, [])).claims["credentialSubject"]
    with pytest.raises(UsageError, match="issuer"):
        issue(document, key_of(), disclosable=["/issuer"])


def test_credential_of_the_w3c_in_an_sd_jwt_vc() -> None:
    document = badge(issuer=ISSUER)
    claims = {**document, "iss": ISSUER, "vct": "urn:example:badge", "nbf": 1740787200}
    verification = checked(issued(claims, ["/credentialSubject/id"]))
    assert verification.ok
    assert verification.proofs[0].kind == "SD-JWT VC"
    assert outcomes(verification)["claims"] is Outcome.CHECKED
    assert "iss" in failures(checked(issued({**claims, "iss": "https://evil.example.org"}, [])))["claims"]


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=6)
NAMES = TEXTS.filter(lambda name: name not in ("_sd", "...", "_sd_alg"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def pointers(value: Any, place: str = "") -> list[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for name, one in pairs:
        step = f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}"
        found += [step, *pointers(one, step)]
    return found


@settings(max_examples=60, deadline=None)
@given(st.data(), st.dictionaries(NAMES, VALUES))
def test_any_claims_come_back_and_any_choice_verifies(data: st.DataObject, said: dict[str, Any]) -> None:
    claims = {"vct": "urn:example:any", **{f"x{key}": value for key, value in said.items()}}
    hidable = [path for path in pointers(claims) if path != "/vct"]
    chosen = data.draw(st.lists(st.sampled_from(hidable), unique=True)) if hidable else []
    token = issue(claims, key_of("P-256"), disclosable=chosen, decoys=data.draw(st.integers(0, 2)))
    processed = process(token)
    assert processed.claims == claims
    shown = data.draw(st.lists(st.sampled_from(chosen), unique=True)) if chosen else []
    again = process(disclose(token, shown))
    assert {one.text for one in again.disclosures} <= {one.text for one in processed.disclosures}


# -- JSON serialisation ------------------------------------------------------------------------------------------


def in_json(token: str, *, general: bool = False, **header: Any) -> dict[str, Any]:
    parts = split(token)
    protected, payload, signature = parts.issuer_signed.split(".")
    unprotected = {"disclosures": list(parts.disclosures), **header}
    if parts.key_binding:
        unprotected["kb_jwt"] = parts.key_binding
    one = {"protected": protected, "signature": signature, "header": unprotected}
    return {"payload": payload, "signatures": [one]} if general else {"payload": payload, **one}


@pytest.mark.parametrize("general", [True, False])
def test_json_serialisation_is_the_same_token(general: bool) -> None:
    token = bind(issued(holder_key=key_of().public_key()), key_of(), audience="a", nonce="n", at=AT)
    document = in_json(token, general=general)
    assert is_sd_jwt(document)
    assert split(document).text == token
    assert process(document).claims.keys() >= CLAIMS.keys()
    verification = checked(document)
    assert verification.ok
    assert outcomes(verification)["key-binding"] is Outcome.CHECKED


@pytest.mark.parametrize(
    "change",
    [
        {"disclosures": "x"}, {"disclosures": [1]}, {"disclosures": ["a~b"]}, {"kb_jwt": 1}, {"kb_jwt": "a~b"},
        {"disclosures": [""]},
    ],
)  # fmt: skip
def test_broken_json_serialisation_is_told_of(change: dict[str, Any]) -> None:
    assert "structure" in failures(checked(in_json(issued(), **change)))


def test_further_signatures_are_named_and_hold_no_disclosures() -> None:
    document = in_json(issued(), general=True)
    document["signatures"].append({"protected": "e30", "signature": "AAAA"})
    assert outcomes(checked(document))["uncovered"] is Outcome.NOT_CHECKED
    document["signatures"][1]["header"] = {"disclosures": []}
    assert "structure" in failures(checked(document))
    document["signatures"][1]["header"] = "odd"
    assert "structure" not in failures(checked(document))


# -- attacks on the disclosures ----------------------------------------------------------------------------------

ONE = disclosure("salt", "degree", "Bachelor")
MEMBER = disclosure("salt", "nl")
LOOSE = disclosure("salt", "degree", "Master")


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (made({"_sd": [digest(ONE)]}, ONE, ONE), "twice"),
        (made({"_sd": [digest(ONE)]}, ONE, LOOSE), "no digest refers"),
        (made({}, ONE), "no digest refers"),
        (made({"_sd": [digest(ONE), digest(ONE)]}, ONE), "stands twice"),
        (made({"_sd": ["x"], "y": {"_sd": ["x"]}}), "stands twice"),
        (made({"_sd": [digest(ONE)], "z": [{"...": digest(ONE)}]}, ONE), ""),
        (made({"_sd": [digest(ONE)], "degree": "PhD"}, ONE), "stands already"),
        (made({"_sd": [digest(ONE), digest(LOOSE)]}, ONE, LOOSE), "stands already"),
        (made({"_sd": [digest(MEMBER)]}, MEMBER), "disclosed as a claim"),
        (made({"x": [{"...": digest(ONE)}]}, ONE), "as a member"),
        (made({"_sd": "x"}), "no list"), (made({"_sd": [1]}), "no text"), (made({"x": [{"...": 1}]}), "no text"),
        (made({"...": "x"}), "reserved"), (made({"x": [{"...": "x", "y": 1}]}), "reserved"),
        (made({"_sd_alg": "md5"}), "hash function"), (made({"_sd_alg": "none"}), "hash function"),
        (made({"_sd_alg": 1}), "hash function"),
    ],
)  # fmt: skip
def test_what_rfc_9901_rejects_fails(token: str, words: str) -> None:
    verification = checked(token)
    assert words in failures(verification)["disclosures"]
    assert verification.proofs[0].holds
    assert not verification.ok


@pytest.mark.parametrize(
    "array",
    [["salt", "_sd", 1], ["salt", "...", 1], ["salt", 1, 1], [1, "x", 1], ["salt"], [], ["salt", "x", 1, 1], {"a": 1},
     "text", None],
)  # fmt: skip
def test_disclosure_that_is_none_fails(array: Any) -> None:
    text = to_base64url(json.dumps(array).encode())
    assert "disclosure" in failures(checked(made({"_sd": [digest(text)]}, text)))["disclosures"]


@pytest.mark.parametrize("text", ["@@", "e30=", "WyJh", to_base64url(b'["a","b",NaN]'), to_base64url(b"\xff")])
def test_disclosure_that_is_broken_fails(text: str) -> None:
    assert "disclosures" in failures(checked(made({"_sd": [digest(text)]}, text)))


def test_changed_disclosure_fails() -> None:
    parts = split(issued())
    forged = disclosure("salt", "degree", "Master")
    token = "~".join((parts.issuer_signed, forged, *parts.disclosures[1:], ""))
    assert "disclosures" in failures(checked(token))


def test_claims_that_must_stay_open_fail_when_they_are_disclosed() -> None:
    text = disclosure("salt", "exp", 4000000000)
    assert "exp" in failures(checked(made({"_sd": [digest(text)]}, text)))["claims"]
    inner = disclosure("salt", "exp", 1)
    assert checked(made({"inside": {"_sd": [digest(inner)]}}, inner)).ok


def test_dates_count_that_are_disclosed() -> None:
    text = disclosure("salt", "iat", 4000000000)
    assert "token-dates" in failures(checked(made({"_sd": [digest(text)]}, text)))


@pytest.mark.parametrize("payload", [{"vct": ""}, {"vct": 1}, {"vct": None}])
def test_sd_jwt_vc_without_a_type_fails(payload: dict[str, Any]) -> None:
    assert "vct" in failures(checked(made(payload)))["claims"]


@pytest.mark.parametrize("typ", ["JWT", "vc+jwt", "bad+typ", 1])
def test_kind_that_does_not_fit_the_form_fails(typ: Any) -> None:
    assert "media-type" in failures(checked(made({}, header={"typ": typ})))


def test_sd_jwt_of_another_application_is_named() -> None:
    assert outcomes(checked(made({}, header={"typ": "example+sd-jwt"})))["media-type"] is Outcome.NOT_CHECKED


@pytest.mark.parametrize("token", ["{t}~~", "{t}~x", "~{t}~", "{h}~", "{t}~x.y.z~", "{t}~x.y.z"])
def test_broken_forms_never_raise(token: str) -> None:
    signed = split(made({})).issuer_signed
    verification = checked(token.format(t=signed, h=signed.partition(".")[0]))
    assert not verification.ok


def test_issuer_whose_metadata_lists_the_key() -> None:
    address = "https://school.example.org/.well-known/jwt-vc-issuer/issuer"
    jwk = {**to_jwk(key_of("P-256").public_key()), "kid": "k"}
    metadata = {"issuer": ISSUER, "jwks": {"keys": [{"kty": "oct", "kid": "z"}, jwk]}}
    assert checked(issued(), known={address: json.dumps(metadata).encode()}).ok
    for wrong in (
        {**metadata, "issuer": "https://evil.example.org"},
        {"issuer": ISSUER, "jwks": []},
        {"issuer": ISSUER},
    ):
        assert "key" in failures(checked(issued(), known={address: json.dumps(wrong).encode()}))
    by_address = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
    known = {address: json.dumps(by_address).encode(), f"{ISSUER}/keys": json.dumps(metadata["jwks"]).encode()}
    assert checked(issued(), known=known).ok


def test_nobody_signed_is_told_in_both_serialisations() -> None:
    unsigned = raw({"alg": "none", "typ": "dc+sd-jwt"}, {"iss": ISSUER, "vct": "urn:x"})
    for token in (f"{unsigned}~", in_json(f"{unsigned}~")):
        verification = checked(token)
        assert "algorithm" in failures(verification)
        assert not verification.ok


# -- key binding -------------------------------------------------------------------------------------------------


def bound(**asked: Any) -> str:
    token = issued(holder_key=key_of().public_key())
    return bind(token, asked.pop("key", key_of()), **{"audience": "a", "nonce": "n", "at": AT, **asked})


def test_binding_is_checked_and_its_lack_is_told() -> None:
    assert outcomes(checked(bound()))["key-binding"] is Outcome.CHECKED
    unbound = checked(issued(holder_key=key_of().public_key()))
    assert outcomes(unbound)["key-binding"] is Outcome.NOT_CHECKED
    assert "key-binding" not in outcomes(checked(issued()))


def test_binding_by_another_key_or_of_another_presentation_fails() -> None:
    assert "does not fit the key" in failures(checked(bound(key=key_of("Ed25519", 1))))["key-binding"]
    assert "not one for ES256" in failures(checked(bound(key=key_of("P-256"))))["key-binding"]
    parts = split(bound())
    fewer = "~".join((parts.issuer_signed, *parts.disclosures[:-1], parts.key_binding))
    verification = checked(fewer)
    assert {"key-binding"} <= failures(verification).keys()
    loose = f"{issued()}{parts.key_binding}"
    assert "to no key" in failures(checked(loose))["key-binding"]
    assert "later" in failures(checked(bound(at=datetime(2027, 1, 1, tzinfo=UTC))))["key-binding"]


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": "JWT"}, {}), ({"alg": "none"}, {}), ({"crit": ["x"], "x": 1}, {}), ({}, {"nonce": None}),
        ({}, {"aud": 1}), ({}, {"iat": "now"}), ({}, {"sd_hash": "x"}), ({}, {"sd_hash": "é"}), ({}, {"iat": None}),
    ],
)  # fmt: skip
def test_binding_that_breaks_a_rule_fails(header: dict[str, Any], claims: dict[str, Any]) -> None:
    token = issued(holder_key=key_of().public_key())
    said = {"iat": int(AT.timestamp()), "aud": "a", "nonce": "n", "sd_hash": digest(token), **claims}
    binding = raw({"alg": "EdDSA", "typ": "kb+jwt", **header}, said, key_of())
    assert "key-binding" in failures(checked(token + binding))
    assert checked(token + raw({"alg": "EdDSA", "typ": "kb+jwt"}, {**said, "nonce": "n", "aud": "a", "iat": 1767225600,
                   "sd_hash": digest(token)}, key_of())).ok  # fmt: skip


# -- bounds ------------------------------------------------------------------------------------------------------


def timed(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def test_three_thousand_disclosures_are_verified_within_a_second() -> None:
    texts = [disclosure("salt", f"c{index}", index) for index in range(3000)]
    token = made({"_sd": [digest(text) for text in texts]}, *texts)
    assert timed(lambda: checked(token)) < 1
    assert checked(token).ok


def test_more_disclosures_than_the_limit_are_refused_unread() -> None:
    token = made({}, *(["e30"] * (DISCLOSURES + 1)))
    assert timed(lambda: checked(token)) < 1
    assert "more than" in failures(checked(token))["structure"]
    assert "more than" in failures(checked(in_json(made({}), disclosures=["e30"] * (DISCLOSURES + 1))))["structure"]


def test_disclosures_nested_in_each_other_are_refused_beyond_the_depth() -> None:
    text = disclosure("salt", "x", 1)
    texts = [text]
    for _ in range(250):
        text = disclosure("salt", "x", {"_sd": [digest(text)]})
        texts.append(text)
    token = made({"_sd": [digest(text)]}, *texts)
    assert "nested deeper" in failures(checked(token))["disclosures"]


def test_long_names_above_many_claims_cost_no_square() -> None:
    inner = {"_sd": [], **{f"m{index}": [] for index in range(20_000)}}
    texts = [disclosure("salt", f"d{index}", 1) for index in range(3000)]
    inner["_sd"] = [digest(text) for text in texts]
    token = made({"n" * 1_000_000: inner}, *texts)
    assert timed(lambda: process(token)) < 2


def test_more_values_than_the_limit_are_refused() -> None:
    texts = [disclosure("salt", f"c{index}", [0] * 90) for index in range(20)]
    token = made({"_sd": [digest(text) for text in texts]}, *texts)
    assert "limit nodes" in failures(checked(token, limits=Limits(nodes=1000)))["disclosures"]
