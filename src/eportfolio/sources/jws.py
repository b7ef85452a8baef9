"""Credentials in JSON Web Tokens as they are read: header, claims, and the credential that they say, unverified.

Three forms are met.  VC 1.1 has the credential in the claim ``vc`` (or a presentation in ``vp``) and leaves members to
registered claims.  Open Badges 3.0 and CLR 2.0 have the members of the credential as claims, and registered claims
beside them that repeat some.  VC-JOSE-COSE has the credential as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from ..report.errors import EportfolioError
from .base64url import UnusableError, from_base64url
from .json import load_json
from .limits import DEFAULT_LIMITS, Limits

HEADER_BYTES: Final = 1024 * 1024

_LATEST: Final = 253402300800
"""The first second of the year 10000."""

_OF_TOKEN: Final = frozenset({"iat", "aud", "nonce", "cnf"})
"""Claims about the token, which say nothing about the credential."""

_TYPED: Final = frozenset({"vc+jwt", "vp+jwt"})
_TIMES: Final = frozenset({"nbf", "exp"})
_VERSION_2: Final = "https://www.w3.org/ns/credentials/v2"


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JWS whose payload is a set of claims.

    Attributes:
        header: the protected header.
        claims: the payload.
        signing_input: the bytes that are signed.
    """

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signing_input: bytes


def is_compact(value: object) -> bool:
    """Whether a value is a compact JWS: three parts, of which the first is a header with an algorithm.

    Args:
        value: any value.
    """
    if not isinstance(value, str) or value.count(".") != 2:
        return False
    try:
        return "alg" in header_of(value.partition(".")[0])
    except UnusableError:
        return False


def is_typed(value: object) -> bool:
    """Whether a value is a compact JWS that says of itself that it holds a credential or presentation (VC-JOSE-COSE).

    Args:
        value: any value.
    """
    if not is_compact(value):
        return False
    typ = header_of(str(value).partition(".")[0]).get("typ")
    return isinstance(typ, str) and typ.lower().removeprefix("application/") in _TYPED


def open_token(text: str, limits: Limits = DEFAULT_LIMITS) -> Token:
    """Read a compact JWS, without verifying it.

    Args:
        text: the token.
        limits: the safety limits of its JSON.

    Raises:
        UnusableError: it has not three parts, or a part is broken or goes beyond a limit.
    """
    parts = text.split(".", 3)
    if len(parts) != 3:
        raise UnusableError("the token has not three parts")
    header = header_of(parts[0], limits)
    payload = from_base64url(parts[1], "the payload", limits.file_bytes)
    claims = json_of(payload, "the payload", limits)
    if not isinstance(claims, dict):
        raise UnusableError("the payload is no JSON object")
    return Token(header, claims, f"{parts[0]}.{parts[1]}".encode("ascii"))


def header_of(text: object, limits: Limits = DEFAULT_LIMITS) -> dict[str, Any]:
    """Decode a protected header.

    Raises:
        UnusableError: it is not base64url, not JSON, or no object.
    """
    data = from_base64url(text, "the protected header", HEADER_BYTES)
    header = json_of(data, "the protected header", limits)
    if not isinstance(header, dict):
        raise UnusableError("the protected header is no JSON object")
    return header


def json_of(data: bytes, what: str, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Parse JSON that stands inside a signature.

    Raises:
        UnusableError: it is broken or goes beyond a limit.
    """
    try:
        return load_json(data, limits)
    except EportfolioError as error:
        raise UnusableError(f"{what} cannot be read: {error.finding.message.rstrip('.')}") from None


def document_of(claims: Mapping[str, Any], *, as_is: bool = False) -> dict[str, Any]:
    """The credential or presentation that the claims of a token say (VC 1.1, 6.3.1; OB 3.0, 8.2.4; VC-JOSE-COSE, 3).

    A registered claim that says the same as the member it stands for is left out, and one that contradicts it stays,
    so that it is not lost.  Where the document stands in a claim of its own (VC 1.1), a registered claim also supplies
    the member that it stands for.

    Args:
        claims: the claims, those of an SD-JWT with its disclosures in their places.
        as_is: whether the claims are the document itself, as VC-JOSE-COSE has it: then dates of the token say nothing
            about the document.
    """
    inside = next((claims[name] for name in ("vc", "vp") if isinstance(claims.get(name), Mapping) and not as_is), None)
    document = {key: value for key, value in (claims if inside is None else inside).items() if key not in _OF_TOKEN}
    for name in REGISTERED:
        if name not in claims:
            continue
        stated = stated_by(document, name)
        if as_is and name in _TIMES:
            document.pop(name, None)
        elif stated is None:
            if inside is not None:
                _supply(document, name, claims[name])
        elif agrees(name, claims[name], stated[1]):
            document.pop(name, None)
        elif inside is not None:
            document.setdefault(name, claims[name])
    return document


def stated_by(document: Mapping[str, Any], claim: str) -> tuple[str, object] | None:
    """What a document says itself about that which a registered claim is for.

    Args:
        document: the credential or presentation.
        claim: a name of :data:`REGISTERED`.

    Returns:
        The place, as a JSON pointer, and the value; ``None`` when it says nothing.
    """
    members = REGISTERED[claim]
    if claim in _TIMES and not _is_version_2(document):
        members = members[::-1]
    for member in members:
        value = document.get(member)
        if isinstance(value, Mapping) and member in ("issuer", "holder", "credentialSubject"):
            if "id" in value:
                return f"/{member}/id", value["id"]
        elif value is not None and member != "credentialSubject":
            return f"/{member}", value
    return None


def agrees(claim: str, value: object, stated: object) -> bool:
    """Whether a registered claim says the same as the member of the credential.

    Args:
        claim: a name of :data:`REGISTERED`.
        value: the value of the claim.
        stated: the value of the member; a time counts to the full second, as claims do.
    """
    if claim not in _TIMES:
        return value == stated
    moment, said = moment_of(value), date_time(stated)
    return moment is not None and said is not None and moment == said.replace(microsecond=0)


def moment_of(value: object) -> datetime | None:
    """A NumericDate (RFC 7519, 2) to the full second; ``None`` where it is none.

    Args:
        value: the value of a claim.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        return None
    return datetime.fromtimestamp(int(value), UTC)


REGISTERED: Final[dict[str, tuple[str, ...]]] = {
    "iss": ("issuer", "holder"),
    "jti": ("id",),
    "sub": ("credentialSubject",),
    "nbf": ("validFrom", "issuanceDate"),
    "exp": ("validUntil", "expirationDate"),
}
"""Registered claims (RFC 7519, 4.1) and the members of a credential that they stand for."""


def date_time(value: object) -> datetime | None:
    """A date and time of a credential; one without a time zone is taken as UTC, and ``None`` where it is none.

    Args:
        value: its text.
    """
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _supply(document: dict[str, Any], name: str, value: object) -> None:
    """Put what a claim says into the member that it stands for."""
    document.pop(name, None)
    first, *others = REGISTERED[name]
    if name == "sub":
        subject = document.get("credentialSubject")
        if isinstance(subject, Mapping):
            document["credentialSubject"] = {"id": value, **subject}
    elif name in _TIMES:
        moment = moment_of(value)
        if moment is not None and "credentialSubject" in document:
            document[first if _is_version_2(document) else others[0]] = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    elif name == "iss" and "credentialSubject" not in document:
        document["holder"] = value
    elif name == "iss":
        issuer = document.get("issuer")
        document["issuer"] = {"id": value, **issuer} if isinstance(issuer, Mapping) else value
    else:
        document[first] = value


def _is_version_2(document: Mapping[str, Any]) -> bool:
    contexts = document.get("@context")
    return contexts == _VERSION_2 or (isinstance(contexts, list) and _VERSION_2 in contexts)
