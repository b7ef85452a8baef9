"""Verify tokens that hold a credential or a presentation: VC 1.1, Open Badges 3.0 and VC-JOSE-COSE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...sources.jws import document_of, stated_by
from ..credential.shape import CREDENTIAL, PRESENTATION, is_presentation, types_of
from ..encoding import UnusableError
from ..keys import ASSERTION
from ..question import Question
from ..recognising import Place
from ..results import Proof
from .claims import check_audience, check_claims, check_dates
from .media import MEDIA, Media, media_of
from .signed import Signed, check_signature, opened

_INSIDE: Final = {"vc": CREDENTIAL, "vp": PRESENTATION}
"""Claims that hold a document in the form of VC 1.1 (6.3.1), and its type."""


def verify_jwt(place: Place, question: Question) -> list[Proof]:
    """Verify a credential or presentation in a compact JWS.

    Args:
        place: the token.
        question: what is asked.

    Returns:
        One proof, with the credential in it.
    """
    proof = Proof("JWT credential", place.pointer)
    signed = opened(proof, place.value, question)
    if signed is None:
        return [proof]
    media = check_media(signed, disclosing=False)
    member = next((name for name in _INSIDE if isinstance(signed.claims.get(name), Mapping)), "")
    if media is not None:
        proof.kind = _kind(media, member, signed.claims)
    document = signed.claims[member] if member else signed.claims
    presented = is_presentation(document)
    if check_form(signed, media, member):
        check_claims(proof, signed.claims, document, media is not None and media.as_is)
    check_dates(proof, signed.claims, question.at)
    check_audience(proof, signed.claims)
    check_signature(signed, signer_of(signed.claims, document), *ROLES[presented])
    if "@context" in document or "type" in document:
        proof.credential = document_of(signed.claims, as_is=media is not None and media.as_is)
        proof.credential_pointer = f"{place.pointer}/{member}" if member else place.pointer
    return [proof, *inside(proof, question)]


def inside(proof: Proof, question: Question) -> list[Proof]:
    """The proofs that the credential in a token has of its own.

    Args:
        proof: the proof of the token, with the credential.
        question: what is asked.
    """
    credential = proof.credential
    if credential is None or not credential.get("proof"):
        return []
    from ..integrity import verify_embedded

    return verify_embedded(Place(proof.credential_pointer, credential), question)


ROLES: Final = {False: (ASSERTION, "issuer"), True: ("authentication", "holder")}
"""What the key must be for, and who signs: for a credential, and for a presentation."""


def check_media(signed: Signed, *, disclosing: bool) -> Media | None:
    """Check the kind of a token; the step ``media-type``.

    Args:
        signed: the token.
        disclosing: whether it has the form of an SD-JWT.

    Returns:
        The kind; ``None`` when it is not known.
    """
    typ = signed.header.get("typ")
    if disclosing and isinstance(typ, str) and typ.endswith("+sd-jwt") and typ not in MEDIA:
        signed.proof.not_checked("media-type", f'typ is "{typ[:60]}": an SD-JWT of another kind than credentials')
        return Media("jwt", disclosing=True)
    try:
        media = media_of(signed.header)
        if media is not None and media.disclosing != disclosing:
            form = "an SD-JWT" if disclosing else "no SD-JWT"
            raise UnusableError(f'typ is "{media.name}", and it is {form}')
    except UnusableError as error:
        signed.proof.failed("media-type", str(error))
        return None
    if media is None:
        signed.proof.not_checked("media-type", "the header has no typ, so nothing keeps it from use for another end")
        return Media("jwt", disclosing=disclosing)
    signed.proof.checked("media-type", f'typ is "{media.name}"')
    return media


def check_form(signed: Signed, media: Media | None, member: str) -> bool:
    """Whether a token says one credential in the way that its kind has it; else the step ``claims`` fails.

    Args:
        signed: the token.
        media: its kind; ``None`` when that is not known.
        member: the claim that the credential stands in; empty when the claims are the credential.
    """
    proof, claims = signed.proof, signed.claims
    within = _INSIDE.keys() & claims.keys()
    wrong = ""
    if media is not None and media.as_is and within:
        wrong = f"a token of the kind {media.name} has no claims vc and vp, so that there is one credential in it"
    elif len(within) > 1:
        wrong = "the token has a credential and a presentation in it"
    elif within and not member:
        wrong = f"the claim {', '.join(within)} is no object"
    elif member and {"credentialSubject", "verifiableCredential"} & claims.keys():
        wrong = f"the token has a credential in the claim {member}, and another one as its claims"
    elif media is not None and media.holds and media.holds not in types_of(claims):
        wrong = f"a token of the kind {media.name} holds a {media.holds}, and the type of this one is another"
    if wrong:
        proof.failed("claims", wrong)
    return not wrong


def signer_of(claims: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """Who is said to have signed: the issuer or holder in the document, else the claim ``iss``."""
    stated = stated_by(document, "iss")
    signer = claims.get("iss") if stated is None else stated[1]
    return signer if isinstance(signer, str) else ""


def _kind(media: Media, member: str, claims: Mapping[str, Any]) -> str:
    if media.as_is:
        return f"VC-JOSE-COSE {media.name}"
    if member:
        return "VC-JWT credential" if member == "vc" else "VC-JWT presentation"
    return "VC-JWT credential" if "credentialSubject" in claims else "JSON Web Token"
