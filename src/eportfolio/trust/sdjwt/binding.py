"""Key binding: that whoever shows an SD-JWT holds the key that the issuer bound it to (RFC 9901, 4.3 and 7.3)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from ...sources.jws import json_of, moment_of
from ...sources.sdjwt import Parts, Processed, digest_of
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..jades.algorithms import OF_TOKENS, algorithm_of, holds
from ..jades.header import check_critical
from ..jades.jws import decode, split
from ..keys import from_jwk, name_of
from ..question import Question
from ..results import Proof

TYPE: Final = "kb+jwt"
_SKEW: Final = timedelta(minutes=5)


def check_binding(
    proof: Proof, parts: Parts, claims: Mapping[str, Any], processed: Processed | None, question: Question
) -> None:
    """Check the key binding JWT; the step ``key-binding``, where there is one or could be.

    Args:
        proof: where the step goes.
        parts: the SD-JWT.
        claims: the claims that are signed openly, among them ``cnf``.
        processed: the SD-JWT with its disclosures in their places; ``None`` when they do not fit.
        question: what is asked.
    """
    bound = "cnf" in claims
    if not parts.key_binding:
        if bound:
            told = "it is bound to a key of the holder, and nothing shows that whoever sent it has that key"
            proof.not_checked("key-binding", told)
        return
    try:
        if not bound:
            raise UnusableError("there is a key binding JWT, and the issuer bound the token to no key")
        if processed is None:
            raise UnusableError("what it covers cannot be told without the disclosures")
        told = _check(parts, claims["cnf"], processed, question)
    except NotAvailableError as error:
        proof.not_checked("key-binding", str(error))
    except UnusableError as error:
        proof.failed("key-binding", str(error))
    else:
        proof.checked("key-binding", told)


def _check(parts: Parts, confirmation: object, processed: Processed, question: Question) -> str:
    key = _holder_key(confirmation)
    if parts.key_binding.count(".") != 2:
        raise UnusableError("the key binding JWT has not three parts")
    (found,) = split(parts.key_binding, "")
    jws = decode(found, question.limits)
    if jws.protected.get("typ") != TYPE:
        raise UnusableError(f'typ of the key binding JWT is not "{TYPE}"')
    if jws.protected.get("b64") is False:
        raise UnusableError("b64 is false in the key binding JWT")
    check_critical(jws.protected, frozenset())
    algorithm = algorithm_of(jws.protected.get("alg"), OF_TOKENS)
    if not algorithm.fits(key):
        raise UnusableError(f"the key of the holder is {name_of(key)}, and not one for {algorithm.name}")
    if not holds(algorithm, key, jws.signature, jws.signing_input):
        raise UnusableError("the signature of the key binding JWT does not fit the key of the holder")
    claims = json_of(jws.payload, "the key binding JWT", question.limits)
    return _told(claims if isinstance(claims, dict) else {}, parts, processed, question)


def _told(claims: Mapping[str, Any], parts: Parts, processed: Processed, question: Question) -> str:
    """What the claims of the key binding JWT come to, in words."""
    texts = {name: claims.get(name) for name in ("nonce", "aud", "sd_hash")}
    if lacking := [name for name, value in texts.items() if not isinstance(value, str) or not value]:
        raise UnusableError(f"the key binding JWT has no {', no '.join(lacking)}")
    moment = moment_of(claims.get("iat"))
    if moment is None:
        raise UnusableError("iat of the key binding JWT is no number of seconds")
    if moment > question.at + _SKEW:
        raise UnusableError(f"the key binding JWT was made later, on {moment:%Y-%m-%d %H:%M:%S} UTC")
    if not hmac.compare_digest(str(texts["sd_hash"]).encode(), digest_of(parts.presented, processed.hash).encode()):
        raise UnusableError("sd_hash does not fit: the token was shown with other disclosures")
    return (
        f'the holder signed it on {moment:%Y-%m-%d %H:%M:%S} UTC for "{str(texts["aud"])[:100]}"; whether audience and '
        "nonce are those that were asked for is not looked at"
    )


def _holder_key(confirmation: object) -> Any:
    members = confirmation if isinstance(confirmation, Mapping) else {}
    if "jwk" not in members:
        raise NotAvailableError("cnf names the key of the holder in another way than by the key itself (jwk)")
    return from_jwk(members["jwk"], "the key of the holder")
