"""Verify SD-JWTs (RFC 9901): SD-JWT VC, and credentials and presentations secured by SD-JWT (VC-JOSE-COSE, 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...sources.jws import document_of
from ...sources.sdjwt import Processed, process, split
from ..credential.shape import is_presentation
from ..encoding import UnusableError
from ..jose.claims import check_audience, check_claims, check_dates
from ..jose.media import Media
from ..jose.signed import Signed, check_signature, opened
from ..jose.verifying import ROLES, check_form, check_media, inside, signer_of
from ..question import Question
from ..recognising import Place
from ..results import Proof
from ..status.tokens import check_token_status
from .binding import check_binding

OPEN: Final = ("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status")
"""Claims of an SD-JWT VC that may not be disclosed selectively (SD-JWT VC, 2.2.2.2)."""


def verify_sd_jwt(place: Place, question: Question) -> list[Proof]:
    """Verify an SD-JWT.

    Args:
        place: the compact text, or the object of a JSON serialisation.
        question: what is asked.

    Returns:
        One proof, with the claims or the credential in it.
    """
    proof = Proof("SD-JWT", place.pointer)
    try:
        parts = split(place.value)
    except UnusableError as error:
        proof.failed("structure", str(error))
        proof.not_checked("signature", "the structure is broken")
        return [proof]
    signed = opened(proof, parts.issuer_signed, question)
    if signed is None:
        return [proof]
    _name_others(proof, place)
    media = check_media(signed, disclosing=True)
    processed = _check_disclosures(proof, place, question)
    claims = signed.claims if processed is None else processed.claims
    proof.kind = _kind(media, claims)
    as_is = media is not None and media.as_is and "vct" not in claims
    document = as_is or "@context" in claims
    _check_claims(signed, processed, media if as_is else None, document)
    check_dates(proof, claims, question.at)
    check_audience(proof, claims)
    signer = signer_of(claims, claims) if document else str(claims.get("iss") or "")
    check_signature(signed, signer, *ROLES[is_presentation(claims)])
    check_binding(proof, parts, signed.claims, processed, question)
    if not document or "status" in claims:
        check_token_status(proof, claims, signer, question)
    proof.credential = document_of(claims, as_is=as_is) if document else claims
    proof.credential_pointer = place.pointer
    return [proof, *inside(proof, question)]


def _name_others(proof: Proof, place: Place) -> None:
    """Name what a JSON serialisation has beside the signature that is looked at."""
    signatures = place.value.get("signatures", ()) if isinstance(place.value, Mapping) else ()
    if len(signatures) > 1:
        told = f"there are {len(signatures)} signatures, and the first, which has the disclosures, is looked at"
        proof.not_checked("uncovered", told, f"{place.pointer}/signatures")


def _check_disclosures(proof: Proof, place: Place, question: Question) -> Processed | None:
    try:
        processed = process(place.value, question.limits)
    except UnusableError as error:
        proof.failed("disclosures", str(error))
        return None
    told = f"all that are there ({len(processed.disclosures)}) fit the digests that are signed ({processed.hash})"
    if processed.undisclosed:
        told = f"{told}; of other digests there are {processed.undisclosed}: withheld, or decoys"
    proof.checked("disclosures", told)
    return processed


def _check_claims(signed: Signed, processed: Processed | None, media: Media | None, document: bool) -> None:
    """Check what the kind of token demands of its claims; the step ``claims``."""
    proof = signed.proof
    if processed is None:
        proof.not_checked("claims", "what it says cannot be told without its disclosures")
        return
    claims = processed.claims
    if media is None and (wrong := _wrong_in_vc(signed, processed)):
        proof.failed("claims", wrong)
    elif document:
        if check_form(Signed(proof, signed.jws, claims, signed.question), media, ""):
            check_claims(proof, claims, claims, media is not None)
    elif "vct" in claims:
        proof.checked("claims", f"vct is {str(claims['vct'])[:160]}; what that type demands is not looked at")


def _wrong_in_vc(signed: Signed, processed: Processed) -> str:
    """What is against the rules of an SD-JWT VC (SD-JWT VC, 2.2.2); empty when nothing is."""
    vct = processed.claims.get("vct")
    told = str(signed.header.get("typ", "")).lower().endswith("dc+sd-jwt")
    if (told or vct is not None) and not (isinstance(vct, str) and vct):
        return "an SD-JWT VC has a claim vct, a text that names its type"
    hidden = [str(one.name) for one in processed.disclosures if one.name in OPEN and one.spot.outermost]
    return f"{', '.join(hidden)} may not be disclosed selectively" if hidden and vct is not None else ""


def _kind(media: Media | None, claims: Mapping[str, Any]) -> str:
    if "vct" in claims or (media is not None and media.name == "dc+sd-jwt"):
        return "SD-JWT VC"
    return f"VC-JOSE-COSE {media.name}" if media is not None and media.as_is else "SD-JWT"
