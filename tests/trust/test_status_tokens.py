"""Token Status Lists: what they say of an SD-JWT VC, and lists that are not what they should be."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.sources.base64url import to_base64url
from eportfolio.trust import Outcome, Step, verify
from eportfolio.trust.encoding import UnusableError
from eportfolio.trust.status.bitstring import MOST_BYTES
from eportfolio.trust.status.tokens import value_from_the_right

from .tokens import did, key_of, raw

AT = datetime(2025, 6, 1, tzinfo=UTC)
ADDRESS = "https://school.example.org/tokens/1"
CHECKED, FAILED, NOT_CHECKED = Outcome.CHECKED, Outcome.FAILED, Outcome.NOT_CHECKED


def kid(which: int = 0) -> str:
    name = did(which=which)
    return f"{name}#{name.removeprefix('did:key:')}"


def credential(status: Any = ...) -> bytes:
    """An SD-JWT VC that names entry 3 of the list."""
    named = {"status_list": {"uri": ADDRESS, "idx": 3}} if status is ... else status
    claims = {"iss": did(), "vct": "urn:example:first-aid", "status": named}
    return f"{raw({'alg': 'EdDSA', 'typ': 'dc+sd-jwt', 'kid': kid()}, claims, key_of())}~".encode()


def listed(
    *values: int, size: int = 1, which: int = 0, typ: str = "statuslist+jwt", **changed: Any
) -> dict[str, bytes]:
    """The list at its address, with these values."""
    bits = sum(value << index * size for index, value in enumerate(values)).to_bytes(32, "little")
    claims = {
        "sub": ADDRESS, "iat": 1_740_000_000,
        "status_list": {"bits": size, "lst": to_base64url(zlib.compress(bits))}, **changed,
    }  # fmt: skip
    claims = {name: value for name, value in claims.items() if value is not ...}
    return {ADDRESS: raw({"alg": "EdDSA", "typ": typ, "kid": kid(which)}, claims, key_of(which=which)).encode()}


def status(document: bytes, known: dict[str, bytes] | None = None) -> Step:
    result = verify(document, at=AT, known=known or {})
    (step,) = (step for step in result.steps if step.name == "credential-status")
    assert result.ok is (step.outcome is not FAILED)
    return step


def test_bits_are_counted_from_the_right() -> None:
    bits = bytes([0xB9, 0xA3])
    assert [value_from_the_right(bits, 1, index) for index in range(16)] == [
        1,
        0,
        0,
        1,
        1,
        1,
        0,
        1,
        1,
        1,
        0,
        0,
        0,
        1,
        0,
        1,
    ]
    assert [value_from_the_right(bits, 4, index) for index in range(4)] == [9, 11, 3, 10]
    assert value_from_the_right(bits, 8, 1) == 0xA3
    with pytest.raises(UnusableError, match="none with the number 16"):
        value_from_the_right(bits, 1, 16)


@pytest.mark.parametrize(
    ("values", "size", "outcome", "words"),
    [
        ((1, 1, 1, 0, 1), 1, CHECKED, "valid: number 3"), ((0, 0, 0, 1), 1, FAILED, "it is revoked: number 3"),
        ((0, 0, 0, 2), 2, FAILED, "it is suspended"), ((0, 0, 0, 3), 2, NOT_CHECKED, "the value 3"),
        ((0, 0, 0, 200), 8, NOT_CHECKED, "the value 200"),
    ],
)  # fmt: skip
def test_values(values: tuple[int, ...], size: int, outcome: Outcome, words: str) -> None:
    step = status(credential(), listed(*values, size=size))
    assert step.outcome is outcome
    assert words in step.reason


def test_list_that_was_not_given() -> None:
    step = status(credential())
    assert (step.outcome, ADDRESS in step.reason) == (NOT_CHECKED, True)


@pytest.mark.parametrize("named", [{}, {"status_list": 7}, {"other": {}}, 7])
def test_unknown_kind_of_status(named: Any) -> None:
    assert status(credential(named)).outcome is NOT_CHECKED


@pytest.mark.parametrize("entry", [{"uri": ADDRESS}, {"uri": 7, "idx": 3}, {"uri": ADDRESS, "idx": -1},
                                   {"uri": ADDRESS, "idx": True}, {"uri": ADDRESS, "idx": 10**9}])  # fmt: skip
def test_entries_that_cannot_be_used(entry: dict[str, Any]) -> None:
    assert status(credential({"status_list": entry}), listed()).outcome is FAILED


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sub": "https://else.example.org"}, "another address"), ({"exp": 1_745_000_000}, "out of date"),
        ({"iat": ...}, "no date"), ({"iat": 1_900_000_000}, "not yet in force"),
        ({"typ": "jwt"}, "no token of the kind"),
        ({"status_list": {"bits": 3, "lst": "AA"}}, "1, 2, 4 or 8"), ({"status_list": 7}, "1, 2, 4 or 8"),
        ({"status_list": {"bits": 1, "lst": "AAAA"}}, "no zlib"), ({"status_list": {"bits": 1}}, "no text"),
        ({"status_list": {"bits": 1, "lst": to_base64url(zlib.compress(bytes(2 * MOST_BYTES)))}}, "inflates to more"),
        ({"which": 1}, "does not hold"),
    ],
)  # fmt: skip
def test_lists_that_do_not_hold(changed: dict[str, Any], words: str) -> None:
    step = status(credential(), listed(**changed))
    assert step.outcome is FAILED
    assert words in step.reason


@pytest.mark.parametrize("content", [b"", b"{}", b"a.b.c", b"\xff", json.dumps({"sub": ADDRESS}).encode()])
def test_list_that_is_no_token(content: bytes) -> None:
    assert status(credential(), {ADDRESS: content}).outcome is FAILED


def test_tampered_list() -> None:
    header, _, signature = listed(0, 0, 0, 1)[ADDRESS].decode().split(".")
    _, payload, _ = listed()[ADDRESS].decode().split(".")
    step = status(credential(), {ADDRESS: f"{header}.{payload}.{signature}".encode()})
    assert (step.outcome, "does not hold" in step.reason) == (FAILED, True)
