"""Status lists: what their bits say, and lists that do not hold, are out of date, or are attacks."""

from __future__ import annotations

import gzip
import zlib
from base64 import urlsafe_b64encode
from time import monotonic
from typing import Any

import pytest

from eportfolio.trust import Outcome, Step, verify
from eportfolio.trust.encoding import UnusableError
from eportfolio.trust.status.bitstring import LEAST_BITS, MOST_BYTES, decode, value_at
from tests.support import needs_shared, shared

from .proven import LIST, NOW, V1, as_bytes, badge, did, encoded, entry, signed, status_list

CHECKED, FAILED, NOT_CHECKED = Outcome.CHECKED, Outcome.FAILED, Outcome.NOT_CHECKED


def status(credential: dict[str, Any], known: dict[str, bytes] | None = None, **asked: Any) -> Step:
    """The one step on the status of a signed badge."""
    result = verify(as_bytes(signed(credential)), at=NOW, known=known or {}, **asked)
    (step,) = (step for step in result.steps if step.name == "credential-status")
    assert result.ok is (step.outcome is not FAILED)
    return step


def listed(document: dict[str, Any], name: str = "school") -> dict[str, bytes]:
    """A signed list at its address."""
    return {LIST: as_bytes(signed(document, name))}


# -- bits ------------------------------------------------------------------------------------------------------


def test_bits_are_counted_from_the_left() -> None:
    bits = decode(encoded(0, 7, 8, 131_071))
    assert [index for index in range(131_072) if value_at(bits, index)] == [0, 7, 8, 131_071]


@pytest.mark.parametrize(("index", "size", "value"), [(0, 2, 0b10), (1, 2, 0b11), (2, 3, 0b011), (0, 9, 0b101100011)])
def test_values_of_several_bits(index: int, size: int, value: int) -> None:
    assert value_at(bytes([0b10110001, 0b11000000]), index, size) == value


@pytest.mark.parametrize(("index", "size"), [(16, 1), (8, 2), (5, 3)])
def test_no_value_beyond_the_end(index: int, size: int) -> None:
    with pytest.raises(UnusableError, match="none with the number"):
        value_at(b"\xff\xff", index, size)


@pytest.mark.parametrize("form", [str, lambda text: text[1:], lambda text: text + "==", lambda text: text[1:] + "="])
def test_list_with_and_without_multibase_and_padding(form) -> None:
    assert value_at(decode(form(encoded(7))), 7) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "no text"), (["u"], "no text"), ("u", "cut off"), ("uAAAA", "no GZIP"), ("u!!!!", "base64url"),
        (encoded(7)[:-8], "cut off|no GZIP"), ("u" + urlsafe_b64encode(zlib.compress(bytes(9))).decode(), "no GZIP"),
        ("u" + urlsafe_b64encode(gzip.compress(b"ab") * 2).decode(), "do not belong"),
    ],
    ids=["nothing", "a list", "empty", "short", "foreign letters", "cut off", "no GZIP", "more behind it"],
)  # fmt: skip
def test_broken_lists(text: object, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        decode(text)


def test_bomb_is_refused_in_bounded_time() -> None:
    bomb = "u" + urlsafe_b64encode(gzip.compress(bytes(40 * MOST_BYTES), 9)).decode()
    start = monotonic()
    with pytest.raises(UnusableError, match="inflates to more than"):
        decode(bomb)
    assert monotonic() - start < 1


@needs_shared
def test_lists_of_others() -> None:
    folder = shared("samples/vc-vectors/openvc-fixtures/interop/status")
    half = decode((folder / "digitalbazaar-100k-50k-revoked-encodedList.txt").read_text().strip())
    assert [index for index in range(len(half) * 8) if value_at(half, index)] == [
        50_007
    ]  # made by an early library, which counted bits from the right: its 50,000
    example = decode((folder / "w3c-rec-example3-encodedList.txt").read_text().strip())
    assert len(example) * 8 == LEAST_BITS
    assert not any(example)


# -- the entry -------------------------------------------------------------------------------------------------


def test_not_revoked() -> None:
    step = status(badge(credentialStatus=entry()), listed(status_list(encoded(6, 8))))
    assert step.outcome is CHECKED
    assert "not revoked: number 7 of the list of 2025-05-01 (given)" in step.reason
    assert step.pointer == "/credentialStatus"


@pytest.mark.parametrize("index", [7, "7"])
def test_revoked(index: object) -> None:
    step = status(badge(credentialStatus=entry(index)), listed(status_list(encoded(7))))
    assert step.outcome is FAILED
    assert step.reason.startswith("it is revoked: number 7 of ")


def test_suspended() -> None:
    one = entry(statusPurpose="suspension")
    found = status(badge(credentialStatus=one), listed(status_list(encoded(7), purpose=["revocation", "suspension"])))
    assert (found.outcome, found.reason[:16]) == (FAILED, "it is suspended:")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"statusListIndex": -1}, "no number"), ({"statusListIndex": "x"}, "no number"),
        ({"statusListIndex": True}, "no number"), ({"statusListIndex": None}, "no number"),
        ({"statusListIndex": 131_072}, "none with the number"), ({"statusListIndex": "9" * 400}, "no number"),
        ({"statusPurpose": "suspension"}, "is one of revocation, not of suspension"),
        ({"statusPurpose": None}, "no statusPurpose"), ({"statusSize": 0}, "no number of bits"),
        ({"statusSize": 2}, "needs 4 entries"), ({"statusSize": 10**9}, "no number of bits"),
    ],
)  # fmt: skip
def test_entries_that_cannot_be_used(changed: dict[str, Any], words: str) -> None:
    step = status(badge(credentialStatus=entry(**changed)), listed(status_list(encoded())))
    assert step.outcome is FAILED
    assert words in step.reason


def test_messages() -> None:
    told = [{"status": hex(value), "message": text} for value, text in enumerate(("well", "late", "lost", "found"))]
    one = entry(statusPurpose="message", statusSize=2, statusMessage=told)
    step = status(badge(credentialStatus=one), listed(status_list(encoded(15), purpose="message")))
    assert (step.outcome, step.reason.partition(":")[0]) == (CHECKED, 'the issuer says "late"')


@pytest.mark.parametrize(
    ("purpose", "outcome", "words"), [("refresh", CHECKED, "a newer one"), ("x", NOT_CHECKED, "1")]
)
def test_other_purposes(purpose: str, outcome: Outcome, words: str) -> None:
    step = status(
        badge(credentialStatus=entry(statusPurpose=purpose)), listed(status_list(encoded(7), purpose=purpose))
    )
    assert step.outcome is outcome
    assert words in step.reason


def test_list_that_was_not_given_is_not_checked() -> None:
    step = status(badge(credentialStatus=entry()))
    assert step.outcome is NOT_CHECKED
    assert LIST in step.reason
    assert "nothing is fetched unasked" in step.reason
    assert "--known" in step.finding.advice


def test_several_entries_and_too_many() -> None:
    document = badge(credentialStatus=[entry(index) for index in range(10)])
    result = verify(as_bytes(signed(document)), at=NOW, known=listed(status_list(encoded(3))))
    steps = [step for step in result.steps if step.name == "credential-status"]
    assert [step.outcome for step in steps] == [CHECKED] * 3 + [FAILED] + [CHECKED] * 4 + [NOT_CHECKED]
    assert steps[3].pointer == "/credentialStatus/3"


def test_unknown_kind_is_named() -> None:
    step = status(badge(credentialStatus={"id": "https://x.example.org/1", "type": "MoonPhaseStatus"}))
    assert step.outcome is NOT_CHECKED
    assert "MoonPhaseStatus" in step.reason


# -- the list itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"validUntil": "2025-05-31T00:00:00Z"}, "out of date: it has expired"),
        ({"validFrom": "2025-06-02T00:00:00Z"}, "not yet"),
        ({"type": ["VerifiableCredential"]}, "is no BitstringStatusListCredential"),
        ({"credentialSubject": {"type": "Odd", "encodedList": encoded()}}, "no subject of the type"),
        ({"credentialSubject": None}, "no subject of the type"),
    ],
)  # fmt: skip
def test_lists_that_do_not_hold(changed: dict[str, Any], words: str) -> None:
    step = status(badge(credentialStatus=entry()), listed(status_list(encoded(), **changed)))
    assert step.outcome is FAILED
    assert words in step.reason


def test_tampered_list() -> None:
    document = signed(status_list(encoded(7)))
    document["credentialSubject"]["encodedList"] = encoded()
    step = status(badge(credentialStatus=entry()), {LIST: as_bytes(document)})
    assert step.outcome is FAILED
    assert "the list itself does not hold" in step.reason


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b"<html/>", b"\xff\xfe", b'{"a": 1, "a": 2}', b"a.b.c"])
def test_list_that_is_none(content: bytes) -> None:
    assert status(badge(credentialStatus=entry()), {LIST: content}).outcome is FAILED


@pytest.mark.parametrize("form", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.decode().encode("utf-16")])
def test_list_in_another_encoding(form) -> None:
    content = form(listed(status_list(encoded()))[LIST])
    assert status(badge(credentialStatus=entry()), {LIST: content}).outcome is CHECKED


def test_list_as_a_token() -> None:
    from .tokens import did as token_did
    from .tokens import key_of, raw

    name = f"{token_did()}#{token_did().removeprefix('did:key:')}"
    for ones, outcome in (((), CHECKED), ((7,), FAILED)):
        claims = status_list(encoded(*ones), issuer=token_did())
        token = raw({"alg": "EdDSA", "typ": "vc+jwt", "kid": name}, claims, key_of())
        for content in (token, f'"{token}"\n'):
            assert status(badge(credentialStatus=entry()), {LIST: content.encode()}).outcome is outcome
        broken = raw({"alg": "EdDSA", "typ": "vc+jwt", "kid": name}, claims, key_of(which=1))
        assert status(badge(credentialStatus=entry()), {LIST: broken.encode()}).outcome is FAILED


def test_list_without_a_proof_proves_nothing_but_its_revocations_count() -> None:
    unsigned = {LIST: as_bytes(status_list(encoded()))}
    step = status(badge(credentialStatus=entry()), unsigned)
    assert (step.outcome, "it has no proof" in step.reason) == (NOT_CHECKED, True)
    assert status(badge(credentialStatus=entry()), {LIST: as_bytes(status_list(encoded(7)))}).outcome is FAILED


def test_list_of_another_issuer_is_said_so() -> None:
    other = listed(status_list(encoded(), issuer=did("registry")), "registry")
    step = status(badge(credentialStatus=entry()), other)
    assert step.outcome is CHECKED
    assert "not by the issuer of the credential" in step.reason


def test_short_list_is_used_and_strict_verifiers_are_named() -> None:
    step = status(badge(credentialStatus=entry()), listed(status_list(encoded(bits=100_000))))
    assert step.outcome is CHECKED
    assert "STATUS_LIST_LENGTH_ERROR" in step.reason


def test_list_that_calls_itself_otherwise_is_said_so() -> None:
    step = status(badge(credentialStatus=entry()), listed(status_list(encoded(), id="https://else.example.org/2")))
    assert "it calls itself https://else.example.org/2" in step.reason


def test_list_whose_status_is_in_itself_ends() -> None:
    step = status(badge(credentialStatus=entry()), listed(status_list(encoded(), credentialStatus=entry(8))))
    assert step.outcome is CHECKED


def test_badge_that_is_its_own_list_fails() -> None:
    document = signed(badge(id=LIST, credentialStatus=entry()))
    result = verify(as_bytes(document), at=NOW, known={LIST: as_bytes(document)})
    (step,) = (step for step in result.steps if step.name == "credential-status")
    assert step.outcome is FAILED


def test_bomb_is_looked_at_once_for_many_credentials() -> None:
    bomb = "u" + urlsafe_b64encode(gzip.compress(bytes(2 * MOST_BYTES), 9)).rstrip(b"=").decode()
    document = badge(credentialStatus=[entry(index) for index in range(8)])
    nested = badge(credentialSubject={"type": ["ClrSubject"], "verifiableCredential": [signed(document)] * 20})
    start = monotonic()
    result = verify(as_bytes(signed(nested)), at=NOW, known=listed(status_list(bomb)))
    assert monotonic() - start < 5
    assert sum("inflates to more" in step.reason for step in result.steps) == 160


def test_each_list_is_fetched_once() -> None:
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return listed(status_list(encoded(3)))[LIST]

    document = badge(credentialStatus=[entry(index) for index in range(5)])
    verify(as_bytes(signed(document)), at=NOW, fetch=fetch)
    assert asked == [LIST]


def test_status_list_2021() -> None:
    old = status_list(
        encoded(7)[1:], type=["VerifiableCredential", "StatusList2021Credential"], validFrom=None, **{
            "@context": [V1, "https://w3id.org/vc/status-list/2021/v1"], "issuanceDate": "2025-05-01T00:00:00Z",
        },
    )  # fmt: skip
    old["credentialSubject"]["type"] = "StatusList2021"
    for index, outcome in ((6, CHECKED), (7, FAILED)):
        one = badge(credentialStatus=entry(index, type="StatusList2021Entry"))
        assert status(one, listed(old)).outcome is outcome
    assert status(badge(credentialStatus=entry(6)), listed(old)).outcome is FAILED


# -- lists of names --------------------------------------------------------------------------------------------

NAMED = "https://school.example.org/revoked"


def named(*entries: Any, **changed: Any) -> dict[str, bytes]:
    return {NAMED: as_bytes({"id": NAMED, "issuer": did(), "revokedCredentials": list(entries), **changed})}


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ((), CHECKED), (("urn:uuid:1",), CHECKED), ((badge()["id"],), FAILED),
        (({"id": badge()["id"], "revoked": True, "revocationReason": "Issued twice."},), FAILED),
        (({"id": badge()["id"], "revoked": False},), CHECKED), ((7, None, {"id": 7}), CHECKED),
    ],
)  # fmt: skip
def test_revocation_list_of_1edtech(entries: tuple[Any, ...], outcome: Outcome) -> None:
    credential = badge(credentialStatus={"id": NAMED, "type": "1EdTechRevocationList"})
    step = status(credential, named(*entries))
    assert step.outcome is outcome
    assert ("Issued twice." in step.reason) is ("revocationReason" in str(entries))


def test_revocation_list_of_1edtech_that_cannot_be_used() -> None:
    credential = badge(credentialStatus={"id": NAMED, "type": "1EdTechRevocationList"})
    assert status(credential).outcome is NOT_CHECKED
    assert status(credential, named(issuer="https://other.example.org")).outcome is NOT_CHECKED
    assert status({**credential, "id": "urn:x"}, {NAMED: b"{}"}).outcome is FAILED
    nameless = {key: value for key, value in credential.items() if key != "id"}
    assert status(nameless, named()).outcome is NOT_CHECKED
