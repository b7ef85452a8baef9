"""Envelopes: objects whose id is a data: URL with a secured credential or presentation (VCDM 2.0, 4.12 and 4.13.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from ...sources.base64url import from_base64
from ...sources.sdjwt import is_sd_jwt
from ..credential.shape import PRESENTATION, listed
from ..encoding import UnusableError
from ..question import Question
from ..recognising import Place
from ..results import Proof
from .media import COSE, MEDIA, media_of

_DATA: Final = re.compile(r"data:([A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60})((?:;[A-Za-z0-9=_.-]{1,60}){0,4}),")
_APPLICATION: Final = "application/"
_HOLDS: Final = "Enveloped"


def verify_enveloped(place: Place, question: Question) -> list[Proof]:
    """Verify what an envelope holds.

    Args:
        place: the envelope, an object of the type EnvelopedVerifiableCredential or EnvelopedVerifiablePresentation.
        question: what is asked.

    Returns:
        The proofs of what is inside; the step ``envelope`` says what the envelope says of it.
    """
    proof = Proof("Enveloped credential", place.pointer)
    pointer = f"{place.pointer}/id"
    try:
        media, content = _content(place.value, question.limits.text_bytes)
        if media in COSE:
            proof.not_checked("envelope", f"it holds {_APPLICATION}{media}, and COSE is not verified here", pointer)
            return [proof]
        if media not in MEDIA or media == "jwt":
            raise UnusableError(f"it holds {media}, and no token of a credential")
        _check_inside(place.value, media, content)
    except UnusableError as error:
        proof.failed("envelope", str(error), pointer)
        proof.not_checked("signature", "there is nothing in the envelope that could be verified")
        return [proof]
    return _verified(Place(pointer, content), media, question)


def _verified(place: Place, media: str, question: Question) -> list[Proof]:
    from ..sdjwt import verify_sd_jwt
    from .verifying import verify_jwt

    proofs = (verify_sd_jwt if MEDIA[media].disclosing else verify_jwt)(place, question)
    for one in proofs:
        one.checked("envelope", f"a data: URL with {_APPLICATION}{media}, as the token itself says", place.pointer)
    return proofs


def _content(envelope: Mapping[str, Any], most: int) -> tuple[str, str]:
    """The media type without ``application/``, and the token."""
    url = envelope.get("id")
    if not isinstance(url, str) or not url.startswith("data:"):
        raise UnusableError("its id is no data: URL, so there is no credential in it")
    if len(url) > most:
        raise UnusableError(f"it is longer than {most} bytes (limit text_bytes)")
    found = _DATA.match(url)
    if found is None:
        raise UnusableError("its id is a data: URL without a media type")
    kind, parameters = found[1].lower(), found[2].split(";")[1:]
    if not kind.startswith(_APPLICATION):
        raise UnusableError(f"it holds {kind}, and no token of a credential")
    data = url[found.end() :]
    media = kind.removeprefix(_APPLICATION)
    if "base64" in parameters and media not in COSE:
        data = from_base64(unquote(data), "what the envelope holds", most).decode("ascii", "replace")
    return media, unquote(data)


def _check_inside(envelope: Mapping[str, Any], media: str, token: str) -> None:
    """Check that the token is of the kind that the envelope says, in type and form."""
    from ...sources.jws import header_of

    inside = media_of(header_of(token.partition(".")[0]))
    if inside is None or inside.name != media:
        raise UnusableError(
            f"it says {_APPLICATION}{media}, and the token in it {inside.name if inside else 'nothing'}"
        )
    if is_sd_jwt(token) != MEDIA[media].disclosing:
        raise UnusableError(f"it says {_APPLICATION}{media}, and the token has another form")
    wanted = _HOLDS + (MEDIA[media].holds or "VerifiableCredential")
    if wanted not in listed(envelope.get("type")):
        held = "presentation" if MEDIA[media].holds == PRESENTATION else "credential"
        raise UnusableError(f"it holds a {held}, and its type is another")
