"""Which kinds of proof there are, and how each is recognised: a new family is one more line of the table.

A document is looked at in the places where proofs stand: as a whole, inside the upload form, and in each member of a
list; what stands inside a credential or presentation is found by :mod:`eportfolio.trust.credential`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from ..report.errors import MissingExtraError
from ..sources.jws import header_of, is_typed
from ..sources.sdjwt import is_sd_jwt
from ..sources.source import Source
from .assertions.recognising import is_address, is_assertion, is_signed_assertion
from .credential.shape import ENVELOPED, types_of
from .encoding import UnusableError
from .question import Question
from .results import Proof

PLACES: Final = 1000
"""Number of places of one document that are looked at."""

_XML_SIGNATURE: Final = b"http://www.w3.org/2000/09/xmldsig#"
_SPEAKING: Final = ("issuer", "holder", "credentialSubject", "verifiableCredential", "badge", "proof")
"""Members of a credential; an object that is put around a signed one and has them says to be another one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a proof may stand.

    Attributes:
        pointer: the place.
        value: a JSON object, a text, or the bytes of a document that is no JSON.
    """

    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of proof.

    Attributes:
        name: its name for people.
        sees: whether a place has a proof of this kind.
        verify: verifies it.
    """

    name: str
    sees: Callable[[Any], bool]
    verify: Callable[[Place, Question], list[Proof]]


def places(source: Source) -> Iterator[Place]:
    """The places of a document where proofs may stand.

    Raises:
        UnreadableError: the JSON is broken.
        UnsafeError: it goes beyond a limit.
    """
    if source.kind == "json":
        from ..sources.json import load_json

        yield from _inside(load_json(source.data, source.limits), "")
    elif source.kind == "text":
        yield Place("", source.data.decode("utf-8", "replace").strip().strip('"'))
    else:
        yield Place("", source.data)


def _inside(document: object, pointer: str) -> Iterator[Place]:
    if isinstance(document, list):
        yield from (Place(f"{pointer}/{index}", one) for index, one in enumerate(document))
    if not isinstance(document, Mapping):
        return
    yield Place(pointer, document)
    inner = document.get("credential")
    if isinstance(inner, list):
        yield from (Place(f"{pointer}/credential/{index}", one) for index, one in enumerate(inner))
    elif inner is not None:
        yield Place(f"{pointer}/credential", inner)


def verify_place(place: Place, question: Question) -> list[Proof]:
    """Verify the proofs of a place, by the first family that sees one there.

    Args:
        place: the place.
        question: what is asked.

    Returns:
        The proofs; none where no family sees one.
    """
    family = next((family for family in FAMILIES if family.sees(place.value)), None)
    proofs = [] if family is None else family.verify(place, question)
    beside = [name for name in _SPEAKING if name in place.value] if isinstance(place.value, Mapping) else []
    if beside and any(proof.credential is not None for proof in proofs):
        told = f"{', '.join(beside)}: the object around the signed credential says to be another one"
        proofs[0].failed("uncovered", told, place.pointer)
    return proofs


def _compact_header(value: object) -> Mapping[str, Any] | None:
    """The header of a compact JWS; ``None`` when it is none."""
    if not isinstance(value, str) or value.count(".") != 2:
        return None
    try:
        return header_of(value.partition(".")[0])
    except UnusableError:
        return None


def _is_seal(value: object) -> bool:
    if isinstance(value, Mapping):
        return "payload" in value and ("signatures" in value or "signature" in value)
    header = _compact_header(value)
    return header is not None and bool({"x5c", "x5t#S256", "x5t#o", "sigX5ts", "x5u"} & header.keys())


def _verify_seal(place: Place, question: Question) -> list[Proof]:
    try:
        import asn1crypto  # noqa: F401
        import cryptography  # noqa: F401
        import pyhanko_certvalidator  # noqa: F401
    except ImportError:
        raise MissingExtraError("verify", "Verifying a seal") from None
    from .jades import verify_jws

    return verify_jws(place.value, place.pointer, question)


def _unverified(name: str, describe: Callable[[Any], str]) -> Callable[[Place, Question], list[Proof]]:
    """The verification of a family that is recognised, and no more."""

    def verify(place: Place, _question: Question) -> list[Proof]:
        proof = Proof(name, place.pointer)
        told = describe(place.value)
        proof.not_checked("recognition", f"{name}{told and f' ({told})'}: this kind of proof is not verified here")
        return [proof]

    return verify


def _is_unsigned(value: object) -> bool:
    """Whether a compact JWS says of itself that nobody signed it (RFC 7518, section 3.6)."""
    header = _compact_header(value.partition("~")[0]) if isinstance(value, str) else None
    return header is not None and str(header.get("alg", "")).lower() == "none"


def _refuse_unsigned(place: Place, _question: Question) -> list[Proof]:
    proof = Proof("Unsigned JWS", place.pointer)
    proof.failed("algorithm", 'alg is "none": nobody signed it')
    return [proof]


def _by(module: str, name: str, what: str) -> Callable[[Place, Question], list[Proof]]:
    """The verification of a family that needs keys, imported when there is something to verify."""

    def verify(place: Place, question: Question) -> list[Proof]:
        if find_spec("cryptography") is None:
            raise MissingExtraError("verify", what)
        found: list[Proof] = getattr(import_module(f".{module}", __package__), name)(place, question)
        return found

    return verify


def _has_proof(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value.get("proof"))


def _is_enveloped(value: object) -> bool:
    return any(kind in ENVELOPED for kind in types_of(value))


def _nothing(_value: object) -> str:
    return ""


FAMILIES: Final = (
    Family("unsigned", _is_unsigned, _refuse_unsigned),
    Family("SD-JWT", is_sd_jwt, _by("sdjwt", "verify_sd_jwt", "Verifying an SD-JWT")),
    Family("signed assertion", is_signed_assertion,
           _by("assertions.verifying", "verify_signed_assertion", "Verifying a signed assertion")),
    Family("token", is_typed, _by("jose", "verify_jwt", "Verifying a token")),
    Family("JAdES", _is_seal, _verify_seal),
    Family("JWT", lambda value: _compact_header(value) is not None, _by("jose", "verify_jwt", "Verifying a token")),
    Family("enveloped", _is_enveloped, _by("jose", "verify_enveloped", "Verifying what is in an envelope")),
    Family("embedded", _has_proof, _by("integrity", "verify_embedded", "Verifying an embedded proof")),
    Family("assertion", is_assertion, _by("assertions.verifying", "verify_assertion", "Verifying an assertion")),
    Family("address", is_address, _by("assertions.verifying", "verify_address", "Verifying an assertion")),
    Family("XML", lambda value: isinstance(value, bytes) and _XML_SIGNATURE in value,
           _unverified("XAdES or XML signature", _nothing)),
    Family("PDF", lambda value: isinstance(value, bytes) and b"%PDF-" in value[:1024] and b"/ByteRange" in value,
           _unverified("PAdES or PDF signature", _nothing)),
)  # fmt: skip
"""The kinds of proof; the first that sees a place verifies it."""
