"""Issue SD-JWTs, and bind a presentation to the key of the holder (RFC 9901, 4 and 6)."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import UsageError
from ...sources.base64url import UnusableError, to_base64url
from ...sources.sdjwt import Parts, digest_of, process, split
from ...sources.sdjwt.disclosing import steps_of
from ...sources.sdjwt.processing import HASHES, HIDDEN, SD, SD_ALG
from ..jose.signing import sign_compact
from ..keys import to_jwk
from .binding import TYPE
from .verifying import OPEN

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

    from ..keys.material import PublicKey

_SALT_BYTES: Final = 16
"""The randomness of a salt (RFC 9901, 9.3)."""

_MUST_STAY: Final = {
    "dc+sd-jwt": OPEN,
    "vc+sd-jwt": ("@context", "type", "issuer", "credentialSchema", "credentialStatus", "relatedResource"),
}
"""Claims without which a token cannot be verified (SD-JWT VC, 2.2.2.2; VC-JOSE-COSE, 3.2.1)."""

_NO_PART: Final = ("validUntil", "expirationDate", "credentialStatus", "status")
"""Claims of which no part may be withheld: else a holder could hide that the credential has expired, or was revoked."""

_RANDOM: Final = random.SystemRandom()


def issue(
    claims: Mapping[str, Any],
    key: PrivateKeyTypes,
    *,
    disclosable: Iterable[str] = (),
    key_id: str = "",
    media_type: str = "",
    holder_key: PublicKey | None = None,
    decoys: int = 0,
    digest: str = "sha-256",
    algorithm: str = "",
) -> str:
    """Issue an SD-JWT.

    Args:
        claims: what is said.
        key: the private key of the issuer (of ``cryptography``).
        disclosable: what the holder may keep to themselves, as JSON pointers; one inside another is disclosed apart.
        key_id: the name of the public key, for the header ``kid``; none when empty.
        media_type: the header ``typ``; when left out ``dc+sd-jwt`` for claims with ``vct`` (SD-JWT VC), ``vc+sd-jwt``
            for a credential of the W3C (VC-JOSE-COSE).
        holder_key: the public key that the token is bound to.
        decoys: how many digests without a disclosure to add wherever something can be withheld.
        digest: the hash function, a name of ``_sd_alg``.
        algorithm: the algorithm of the signature; that of the key when left out.

    Returns:
        The compact serialisation with every disclosure.

    Raises:
        UsageError: a path leads nowhere or to what must stay open, a name is reserved, ``vct`` is missing, or the
            algorithm does not go with the key.
    """
    if digest not in HASHES:
        raise UsageError("usage", f"{digest} is none of {', '.join(HASHES)}.")
    media_type = media_type or ("vc+sd-jwt" if "@context" in claims and "vct" not in claims else "dc+sd-jwt")
    if media_type == "dc+sd-jwt" and not isinstance(claims.get("vct"), str):
        raise UsageError("usage", "An SD-JWT VC needs a claim vct, which names its type.")
    hiding = _Hiding(_wanted(disclosable, media_type), digest, decoys)
    payload = hiding.of(dict(claims), ())
    if hiding.wanted:
        lost = "/".join(("", *next(iter(hiding.wanted))))
        raise UsageError("usage", f"Nothing stands at {lost[:200]}, which was to be disclosable.")
    if holder_key is not None:
        payload["cnf"] = {"jwk": to_jwk(holder_key)}
    header = {"typ": media_type, **({"kid": key_id} if key_id else {})}
    issuer_signed = sign_compact(header, {**payload, SD_ALG: digest}, key, algorithm)
    return Parts(issuer_signed, tuple(hiding.disclosures)).text


def bind(
    token: object,
    holder_key: PrivateKeyTypes,
    *,
    audience: str,
    nonce: str,
    at: datetime | None = None,
    algorithm: str = "",
) -> str:
    """Add a key binding JWT to an SD-JWT, as its holder.

    Args:
        token: the SD-JWT with the disclosures that are shown.
        holder_key: the private key that the token is bound to.
        audience: for whom it is meant.
        nonce: what the verifier gave, so that it is not shown twice.
        at: the moment; now when left out.
        algorithm: the algorithm of the signature; that of the key when left out.

    Raises:
        UnusableError: the token breaks a rule of RFC 9901.
        UsageError: the algorithm does not go with the key.
    """
    parts, digest = split(token), process(token).hash
    shown = Parts(parts.issuer_signed, parts.disclosures)
    claims = {
        "iat": int((at or datetime.now(UTC)).timestamp()), "aud": audience, "nonce": nonce,
        "sd_hash": digest_of(shown.presented, digest),
    }  # fmt: skip
    return Parts(
        parts.issuer_signed, parts.disclosures, sign_compact({"typ": TYPE}, claims, holder_key, algorithm)
    ).text


def _wanted(disclosable: Iterable[str], media_type: str) -> set[tuple[str, ...]]:
    try:
        wanted = {tuple(steps_of(path)) for path in disclosable}
    except UnusableError as error:
        raise UsageError("usage", f"Not a JSON pointer: {error}.") from None
    if () in wanted:
        raise UsageError("usage", "The claims as a whole cannot be withheld.")
    for first, *others in wanted:
        if first in _NO_PART or (first in _MUST_STAY.get(media_type, ()) and not others):
            raise UsageError("usage", f"{first} must stay open in a token of the kind {media_type}.")
    return wanted


class _Hiding:
    """Takes claims out and leaves digests.

    Args:
        wanted: what to take out, as steps; what was taken out leaves the set.
        digest: the hash function.
        decoys: how many digests without a disclosure to add.
    """

    def __init__(self, wanted: set[tuple[str, ...]], digest: str, decoys: int) -> None:
        self.wanted = wanted
        self.disclosures: list[str] = []
        self._digest = digest
        self._decoys = decoys

    def of(self, value: Any, path: tuple[str, ...]) -> Any:
        """A value without what is taken out of it."""
        if isinstance(value, Mapping):
            return self._members(value, path)
        return self._list(value, path) if isinstance(value, list) else value

    def _members(self, value: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        if reserved := [name for name in (SD, HIDDEN, SD_ALG) if name in value]:
            raise UsageError("usage", f"The name {reserved[0]} is reserved.", pointer="/".join(("", *path)))
        left: dict[str, Any] = {}
        digests: list[str] = []
        for name, one in value.items():
            member = self.of(one, (*path, name))
            if self._taken((*path, name)):
                digests.append(self._disclosed([name, member]))
            else:
                left[name] = member
        if digests:
            digests += [self._decoy() for _ in range(self._decoys)]
            left[SD] = sorted(digests)  # an order that tells nothing of the claims
        return left

    def _list(self, value: list[Any], path: tuple[str, ...]) -> list[Any]:
        left: list[Any] = []
        taken = False
        for index, one in enumerate(value):
            member = self.of(one, (*path, str(index)))
            if self._taken((*path, str(index))):
                taken = True
                member = {HIDDEN: self._disclosed([member])}
            left.append(member)
        for _ in range(self._decoys if taken else 0):
            left.insert(_RANDOM.randint(0, len(left)), {HIDDEN: self._decoy()})
        return left

    def _taken(self, path: tuple[str, ...]) -> bool:
        found = path in self.wanted
        self.wanted.discard(path)
        return found

    def _disclosed(self, rest: list[Any]) -> str:
        salted = json.dumps([secrets.token_urlsafe(_SALT_BYTES), *rest], ensure_ascii=False, separators=(",", ":"))
        text = to_base64url(salted.encode())
        self.disclosures.append(text)
        return digest_of(text, self._digest)

    def _decoy(self) -> str:
        return digest_of(to_base64url(secrets.token_bytes(32)), self._digest)
