"""The unsigned components of a seal: time stamps, certificates and revocation data in ``etsiU`` (JAdES, 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ...sources.limits import Limits
from ..certificates import CERTIFICATE_BYTES, CERTIFICATES, Certificate, load_certificate
from ..encoding import ELEMENTS, LIST_ELEMENTS, UnusableError, check_der, from_base64, from_base64url
from .jws import Jws, json_of

COMPONENTS: Final = 64
TOKENS: Final = 8
"""Number of time stamps in one component, and of components with time stamps."""

TOKEN_BYTES: Final = 128 * 1024
REVOCATION_BYTES: Final = 2 * 1024 * 1024
"""Size of all revocation data of one signature."""

COMPONENT_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StampHolder:
    """A member that holds time stamps.

    Attributes:
        step: the step of the verification that it belongs to.
        pointer: where it stands.
        tokens: the encoded time stamps (RFC 3161).
        covered: the bytes that they cover, in pieces; ``None`` when these cannot be told.
        why: why they cannot be told.
    """

    step: str
    pointer: str
    tokens: tuple[bytes, ...]
    covered: tuple[bytes, ...] | None
    why: str = ""


@dataclass(slots=True)
class Unsigned:
    """What stands beside the signature.

    Attributes:
        stamps: time stamps of the signature and of the archive, in their order.
        certificates: certificates of ``xVals`` and of ``tstVD``.
        ocsps: OCSP responses of ``rVals``.
        crls: revocation lists of ``rVals``.
        names: the kinds of components that are there.
        problems: what could not be read, in words with its pointer.
    """

    stamps: list[StampHolder] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    ocsps: list[bytes] = field(default_factory=list)
    crls: list[bytes] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The level that the components belong to (JAdES, clause 6)."""
        for level, wanted in (("B-LTA", {"arcTst"}), ("B-LT", {"xVals", "rVals", "tstVD"}), ("B-T", {"sigTst"})):
            if wanted & self.names:
                return level
        return "B-B"


def tokens_of(container: Any, what: str) -> tuple[bytes, ...]:
    """The time stamps of a container with ``tstTokens``.

    Raises:
        UnusableError: it has none, too many, or some that cannot be read.
    """
    listed = container.get("tstTokens") if isinstance(container, dict) else None
    if not isinstance(listed, list) or not listed:
        raise UnusableError(f"{what} has no time stamp")
    if len(listed) > TOKENS:
        raise UnusableError(f"{what} has {len(listed)} time stamps, and {TOKENS} are looked at")
    found = []
    for one in listed:
        members = one if isinstance(one, dict) else {}
        kind = members.get("type")
        if kind not in (None, "RFC3161", "http://uri.etsi.org/19182/RFC3161"):
            raise UnusableError(f"{what} has a time stamp of another kind than RFC 3161")
        token = from_base64(members.get("val"), "the time stamp", TOKEN_BYTES)
        check_der(token, "the time stamp")
        found.append(token)
    return tuple(found)


def read_unsigned(jws: Jws, limits: Limits) -> Unsigned:
    """Read the unsigned components.

    Args:
        jws: the signature.
        limits: the safety limits of the JSON in them.

    Returns:
        What could be read, and the problems with the rest.
    """
    unsigned = Unsigned()
    components = jws.unprotected.get("etsiU")
    if components is None:
        return unsigned
    before = (jws.covered, f".{jws.protected_text}.{jws.signature_text}.".encode())
    place = f"{jws.pointer}/header/etsiU"
    if not isinstance(components, list) or len(components) > COMPONENTS:
        unsigned.problems.append((place, f"etsiU is no list of at most {COMPONENTS} components"))
        return unsigned
    encoded = [one.encode() for one in components if isinstance(one, str)]
    clear = len(encoded) < len(components)
    for index, one in enumerate(components):
        covered = None if clear else (*before, *encoded[:index])
        reading = _Reading(unsigned, f"{place}/{index}", jws.signature_text, covered)
        try:
            reading.read(_component(one, limits))
        except UnusableError as error:
            unsigned.problems.append((reading.place, str(error)))
    return unsigned


def _component(one: Any, limits: Limits) -> dict[str, Any]:
    if isinstance(one, str):
        one = json_of(from_base64url(one, "the component", COMPONENT_BYTES), "the component", limits)
    if not isinstance(one, dict) or len(one) != 1:
        raise UnusableError("a component of etsiU is no object with one member")
    return one


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one component.

    Attributes:
        unsigned: where its content goes.
        place: where it stands.
        signature: the signature as it stands, which a time stamp of it covers.
        covered: what an archive time stamp covers, in pieces; ``None`` where the components are clear JSON.
    """

    unsigned: Unsigned
    place: str
    signature: str
    covered: tuple[bytes, ...] | None

    def read(self, component: Mapping[str, Any]) -> None:
        """Read the component.

        Raises:
            UnusableError: it is broken or goes beyond a limit.
        """
        name, value = next(iter(component.items()))
        self.unsigned.names.add(name)
        if name in ("sigTst", "arcTst") and len(self.unsigned.stamps) >= TOKENS:
            raise UnusableError(f"there are more than {TOKENS} components with time stamps")
        if name == "sigTst":
            tokens = tokens_of(value, name)
            self.unsigned.stamps.append(
                StampHolder("signature-time-stamp", self.place, tokens, (self.signature.encode(),))
            )
        elif name == "arcTst":
            self.unsigned.stamps.append(self._archive(value))
        elif name in ("xVals", "axVals"):
            _add_certificates(self.unsigned, value)
        elif name in ("rVals", "arVals"):
            _add_revocation(self.unsigned, value)
        elif name == "tstVD" and isinstance(value, dict):
            _add_certificates(self.unsigned, value.get("xVals") or [])
            _add_revocation(self.unsigned, value.get("rVals") or {})

    def _archive(self, value: Any) -> StampHolder:
        """An archive time stamp; what it covers is told for the encoded form of ``etsiU`` and all before it."""
        tokens = tokens_of(value, "arcTst")
        why = ""
        if self.covered is None:
            why = "etsiU holds clear JSON, whose canonical form is not made here"
        elif value.get("timeStamped", "all") != "all":
            why = "it covers an earlier time stamp alone, and what that comprises is not told here"
        return StampHolder("archive-time-stamp", self.place, tokens, None if why else self.covered, why)


def _add_certificates(unsigned: Unsigned, value: Any) -> None:
    if not isinstance(value, list) or len(unsigned.certificates) + len(value) > CERTIFICATES:
        raise UnusableError(f"it is no list of certificates, or has more than {CERTIFICATES}")
    for index, one in enumerate(value):
        holder = one.get("x509Cert") if isinstance(one, dict) else None
        if isinstance(holder, dict):
            what = f"embedded certificate {index}"
            der = from_base64(holder.get("val"), what, CERTIFICATE_BYTES)
            unsigned.certificates.append(load_certificate(der, what))


def _add_revocation(unsigned: Unsigned, value: Any) -> None:
    if not isinstance(value, dict):
        raise UnusableError("rVals is no object")
    left = REVOCATION_BYTES - sum(map(len, (*unsigned.ocsps, *unsigned.crls)))
    for key, target, what in (
        ("ocspVals", unsigned.ocsps, "OCSP response"),
        ("crlVals", unsigned.crls, "CRL"),
    ):
        elements = ELEMENTS if key == "ocspVals" else LIST_ELEMENTS
        listed = value.get(key) or []
        if not isinstance(listed, list) or len(listed) > COMPONENTS:
            raise UnusableError(f"{key} is no list of at most {COMPONENTS}")
        for index, one in enumerate(listed):
            data = from_base64(one.get("val") if isinstance(one, dict) else None, f"{what} {index}", max(left, 0))
            check_der(data, f"{what} {index}", elements)
            left -= len(data)
            target.append(data)
