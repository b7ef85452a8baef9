"""The steps that every signed token goes through: structure, headers, algorithm, key, signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...sources.jws import json_of
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..jades.algorithms import OF_TOKENS, Algorithm, algorithm_of, holds
from ..jades.header import check_critical
from ..jades.jws import Jws, Parts, decode, split
from ..keys import ASSERTION, FoundKey, may_sign, name_of
from ..question import Question
from ..results import Proof
from .keys import find_key

_UNDERSTOOD: Final = frozenset[str]()
"""Critical headers that are understood: none is defined for tokens, and ``b64`` is forbidden (RFC 7797, 7)."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A token while it is verified.

    Attributes:
        proof: where the steps go.
        jws: the signature and what it covers.
        claims: the payload.
        question: what is asked.
    """

    proof: Proof
    jws: Jws
    claims: dict[str, Any]
    question: Question

    @property
    def header(self) -> Mapping[str, Any]:
        """The protected header."""
        return self.jws.protected


def opened(proof: Proof, token: str, question: Question, what: str = "the payload") -> Signed | None:
    """Open a compact JWS with claims in it; the step ``structure``.

    Args:
        proof: where the steps go.
        token: the compact JWS.
        question: what is asked.
        what: what the payload is, in messages.

    Returns:
        The token; ``None`` when it is broken.
    """
    try:
        if token.count(".") != 2:
            raise UnusableError("it has not the three parts of a compact JWS")
        (parts,) = split(token, proof.pointer)
        return _opened(proof, parts, question, what)
    except UnusableError as error:
        proof.failed("structure", str(error))
        proof.not_checked("signature", "the structure is broken")
        return None


def _opened(proof: Proof, parts: Parts, question: Question, what: str) -> Signed:
    jws = decode(parts, question.limits)
    if jws.protected.get("b64") is False:
        raise UnusableError("b64 is false, which it may not be in a token (RFC 7797, 7)")
    claims = json_of(jws.payload, what, question.limits)
    if not isinstance(claims, dict):
        raise UnusableError(f"{what} is no JSON object")
    proof.checked("structure", f"a header, {what} of {len(jws.payload):,} bytes, a signature")
    return Signed(proof, jws, claims, question)


def check_signature(
    signed: Signed,
    issuer: str,
    purpose: str = ASSERTION,
    whose: str = "issuer",
    find: Callable[[], FoundKey] | None = None,
) -> FoundKey | None:
    """Check headers, algorithm, key and signature, and whether the key may speak for the issuer.

    Args:
        signed: the token.
        issuer: the identifier of who is said to have signed.
        purpose: the purpose that the key must have.
        whose: the role of who is said to have signed, in messages.
        find: finds the key, where something else than the header names it; raises as :func:`find_key` does.

    Returns:
        The key, when one was found.
    """
    understood = _check_critical(signed)
    algorithm = _check_algorithm(signed)
    found = _check_key(signed, issuer, find)
    check_fit(signed, algorithm if understood else None, found)
    if found is not None:
        _check_owner(signed.proof, found, issuer, purpose, whose)
    return found


def check_fit(signed: Signed, algorithm: Algorithm | None, found: FoundKey | None) -> None:
    """Check that the signature fits the algorithm and the key; the step ``signature``.

    Args:
        signed: the token.
        algorithm: the algorithm; ``None`` when the headers allow none.
        found: the key; ``None`` when there is none.
    """
    proof = signed.proof
    if algorithm is None:
        proof.failed("signature", "its headers do not allow it to be checked")
    elif found is None:
        proof.not_checked("signature", "without the key it cannot be checked")
    elif not algorithm.fits(found.key):
        proof.failed("signature", f"the key is {name_of(found.key)}, and not one for {algorithm.name}")
    elif holds(algorithm, found.key, signed.jws.signature, signed.jws.signing_input):
        proof.checked("signature", f"it fits the payload of {len(signed.jws.payload):,} bytes and the key")
    else:
        proof.failed("signature", "it does not fit the payload and the key: one of them is another one")


def _check_critical(signed: Signed) -> bool:
    try:
        signed.proof.checked("critical-headers", check_critical(signed.header, _UNDERSTOOD))
    except UnusableError as error:
        signed.proof.failed("critical-headers", str(error))
        return False
    return True


def _check_algorithm(signed: Signed) -> Algorithm | None:
    try:
        algorithm = algorithm_of(signed.header.get("alg"), OF_TOKENS)
    except UnusableError as error:
        signed.proof.failed("algorithm", str(error))
        return None
    signed.proof.checked("algorithm", algorithm.name)
    return algorithm


def _check_key(signed: Signed, issuer: str, find: Callable[[], FoundKey] | None) -> FoundKey | None:
    if "x5c" in signed.header and find is None and not {issuer, ""} & signed.question.keys.keys():
        from .certified import certified_key

        return certified_key(signed.proof, signed.jws, issuer, signed.question)
    try:
        found = find() if find is not None else find_key(signed.header, issuer, signed.question)
    except NotAvailableError as error:
        signed.proof.not_checked("key", str(error))
        return None
    except UnusableError as error:
        signed.proof.failed("key", str(error))
        return None
    signed.proof.checked("key", f"{name_of(found.key)} key {found.identifier[:160]}: {found.how}")
    return found


def _check_owner(proof: Proof, found: FoundKey, issuer: str, purpose: str, whose: str) -> None:
    if not issuer and (whose != "issuer" or proof.signer is not None):
        proof.not_checked("key-owner", f"the {whose} is not named")
        return
    try:
        refusal = may_sign(found, issuer, purpose)
    except NotAvailableError as error:
        proof.not_checked("key-owner", f"nobody but the token says that the key is the {whose}'s: {error}")
        return
    if refusal is None:
        proof.checked("key-owner", f"the key speaks for {issuer[:160]}")
    else:
        proof.failed("key-owner", refusal)
