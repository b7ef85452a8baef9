"""Put the disclosures of an SD-JWT back in their places (RFC 9901, 7.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..base64url import UnusableError, from_base64url, to_base64url
from ..jws import json_of, open_token
from ..limits import DEFAULT_LIMITS, Limits
from ..tree import escape_pointer
from .parts import Parts, split

HASHES: Final = {"sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512",
                 "sha3-256": "sha3_256", "sha3-384": "sha3_384", "sha3-512": "sha3_512"}  # fmt: skip
"""Names of hash functions in ``_sd_alg`` (IANA Named Information Hash Algorithms) to those of :mod:`hashlib`."""

SD: Final = "_sd"
HIDDEN: Final = "..."
SD_ALG: Final = "_sd_alg"
RESERVED: Final = frozenset({SD, HIDDEN})


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place in the claims, as a step from another: what it costs does not grow with the names above it.

    Attributes:
        above: the place that it is in; ``None`` at the top.
        step: the name of the member, or its number.
    """

    above: Spot | None = None
    step: str | int = ""

    def __str__(self) -> str:
        """The JSON pointer (RFC 6901)."""
        steps: list[str] = []
        spot = self
        while spot.above is not None:
            steps.append(f"/{escape_pointer(str(spot.step))}")
            spot = spot.above
        return "".join(reversed(steps))

    @property
    def outermost(self) -> bool:
        """Whether it is a claim of the token itself."""
        return self.above is not None and self.above.above is None

    @property
    def shown(self) -> str:
        """The place in a message."""
        return str(self)[:200] or "the top"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A claim or a member of a list that was disclosed.

    Attributes:
        text: the disclosure as it stands.
        name: the name of the claim; ``None`` for a member of a list.
        spot: its place in the processed claims.
    """

    text: str
    name: str | None
    spot: Spot

    @property
    def pointer(self) -> str:
        """Its place in the processed claims, as a JSON pointer."""
        return str(self.spot)


@dataclass(frozen=True, slots=True)
class Processed:
    """An SD-JWT whose disclosures are in their places.

    Attributes:
        parts: the token taken apart.
        header: the protected header of the issuer-signed part.
        claims: the processed claims: without digests, and with what was disclosed.
        disclosures: what was disclosed, in the order of the claims.
        undisclosed: the number of digests without a disclosure: claims that are withheld, or decoys.
        hash: the name of the hash function, as ``_sd_alg`` has it.
    """

    parts: Parts
    header: Mapping[str, Any]
    claims: dict[str, Any]
    disclosures: tuple[Disclosure, ...]
    undisclosed: int
    hash: str


def process(value: object, limits: Limits = DEFAULT_LIMITS) -> Processed:
    """Put the disclosures of an SD-JWT back in their places (RFC 9901, 7.1), without verifying a signature.

    Args:
        value: the compact text, or the object of a JSON serialisation.
        limits: the safety limits.

    Raises:
        UnusableError: it breaks a rule of RFC 9901: an unknown hash function, a disclosure that is none, that is there
            twice, that no digest refers to, or that would take a name already used; a digest that stands twice; a
            reserved name; or it goes beyond a limit.
    """
    parts = split(value)
    token = open_token(parts.issuer_signed, limits)
    name = token.claims.get(SD_ALG, "sha-256")
    if not isinstance(name, str) or name not in HASHES:
        raise UnusableError(f"_sd_alg names a hash function that is not allowed: {str(name)[:40]}")
    walk = _Walk(_opened(parts, name, limits), limits)
    claims = walk.members({key: one for key, one in token.claims.items() if key != SD_ALG}, Spot(), 1)
    if walk.closed:
        raise UnusableError(f"{len(walk.closed)} of {len(parts.disclosures)} disclosures: no digest refers to them")
    return Processed(parts, token.header, claims, tuple(walk.placed), walk.undisclosed, name)


def digest_of(text: str, name: str) -> str:
    """The digest of a disclosure, or of a presentation (RFC 9901, 4.2.3 and 4.3.1).

    Args:
        text: the disclosure as it stands.
        name: a name of :data:`HASHES`.
    """
    return to_base64url(hashlib.new(HASHES[name], text.encode("ascii", "replace")).digest())


def _opened(parts: Parts, name: str, limits: Limits) -> dict[str, tuple[str, list[Any]]]:
    """The disclosures by their digests, as they stand and as arrays."""
    opened: dict[str, tuple[str, list[Any]]] = {}
    for text in parts.disclosures:
        array = json_of(from_base64url(text, "a disclosure", limits.text_bytes), "a disclosure", limits)
        if not isinstance(array, list) or len(array) not in (2, 3) or not isinstance(array[0], str):
            raise UnusableError("a disclosure is no array of a salt, perhaps a name, and a value")
        if len(array) == 3 and not isinstance(array[1], str):
            raise UnusableError("a disclosure has a name that is no text")
        if len(array) == 3 and array[1] in RESERVED:
            raise UnusableError(f'a disclosure has the reserved name "{array[1]}"')
        digest = digest_of(text, name)
        if digest in opened:
            raise UnusableError("a disclosure is there twice")
        opened[digest] = (text, array)
    return opened


class _Walk:
    """The way through the claims: each disclosure is used once, so the cost is that of reading them all once.

    Args:
        closed: the disclosures that have not been placed yet, by their digests.
        limits: the safety limits.
    """

    def __init__(self, closed: dict[str, tuple[str, list[Any]]], limits: Limits) -> None:
        self.closed = closed
        self.placed: list[Disclosure] = []
        self.undisclosed = 0
        self._limits = limits
        self._seen: set[str] = set()
        self._nodes = limits.nodes

    def members(self, value: dict[str, Any], spot: Spot, depth: int) -> dict[str, Any]:
        """An object with the claims that are disclosed in it (RFC 9901, 7.1, 3.c)."""
        if HIDDEN in value:
            raise UnusableError(f'the reserved name "{HIDDEN}" stands at {spot.shown}')
        result = {name: self._value(one, Spot(spot, name), depth + 1) for name, one in value.items() if name != SD}
        digests = value.get(SD, [])
        if not isinstance(digests, list):
            raise UnusableError(f"_sd is no list at {spot.shown}")
        for digest in digests:
            found = self._take(digest)
            if found is None:
                continue
            text, array = found
            if len(array) != 3:
                raise UnusableError(f"a member of a list is disclosed as a claim at {spot.shown}")
            name = array[1]
            if name in result:
                raise UnusableError(f'"{name[:40]}" is disclosed, and stands already at {spot.shown}')
            place = self._place(text, name, Spot(spot, name))
            result[name] = self._value(array[2], place, depth + 1)
        return result

    def _members_of_list(self, value: list[Any], spot: Spot, depth: int) -> list[Any]:
        """A list with the members that are disclosed in it (RFC 9901, 7.1, 3.d)."""
        result: list[Any] = []
        for one in value:
            place = Spot(spot, len(result))
            if not (isinstance(one, dict) and one.keys() == {HIDDEN}):
                result.append(self._value(one, place, depth + 1))
                continue
            found = self._take(one[HIDDEN])
            if found is None:
                continue
            text, array = found
            if len(array) != 2:
                raise UnusableError(f"a claim is disclosed as a member of the list at {spot.shown}")
            result.append(self._value(array[1], self._place(text, None, place), depth + 1))
        return result

    def _value(self, value: Any, spot: Spot, depth: int) -> Any:
        """A value with what is disclosed in it."""
        self._nodes -= 1
        if self._nodes < 0:
            raise UnusableError(f"there are more than {self._limits.nodes} values (limit nodes)")
        if depth > self._limits.depth:
            raise UnusableError(f"the claims are nested deeper than {self._limits.depth} (limit depth)")
        if isinstance(value, dict):
            return self.members(value, spot, depth)
        return self._members_of_list(value, spot, depth) if isinstance(value, list) else value

    def _take(self, digest: object) -> tuple[str, list[Any]] | None:
        if not isinstance(digest, str):
            raise UnusableError("a digest is no text")
        if digest in self._seen:
            raise UnusableError("a digest stands twice")
        self._seen.add(digest)
        found = self.closed.pop(digest, None)
        self.undisclosed += found is None
        return found

    def _place(self, text: str, name: str | None, spot: Spot) -> Spot:
        self.placed.append(Disclosure(text, name, spot))
        return spot
