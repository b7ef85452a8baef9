"""The kinds of tokens, told by the header ``typ``, and what each demands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ..credential.shape import CREDENTIAL, PRESENTATION
from ..encoding import UnusableError


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of token.

    Attributes:
        name: the media type without ``application/``.
        holds: the type that the document inside must have; empty for a kind that says nothing of it.
        as_is: whether the claims are the document itself, and the claims ``vc`` and ``vp`` are forbidden.
        disclosing: whether it is an SD-JWT.
    """

    name: str
    holds: str = ""
    as_is: bool = False
    disclosing: bool = False


MEDIA: Final = {
    media.name: media
    for media in (
        Media("jwt"),
        Media("vc+jwt", CREDENTIAL, as_is=True),
        Media("vp+jwt", PRESENTATION, as_is=True),
        Media("vc+sd-jwt", CREDENTIAL, as_is=True, disclosing=True),
        Media("vp+sd-jwt", PRESENTATION, as_is=True, disclosing=True),
        Media("dc+sd-jwt", disclosing=True),
    )
}
"""The kinds by their names in lower case (VC-JOSE-COSE, 3; OB 3.0, 8.2.4; SD-JWT VC, 2.1)."""

COSE: Final = frozenset({"vc+cose", "vp+cose", "cose"})
"""Kinds of COSE, which are not verified here."""


def media_of(header: Any) -> Media | None:
    """The kind of a token.

    Args:
        header: the protected header.

    Returns:
        The kind; ``None`` where ``typ`` is absent.

    Raises:
        UnusableError: ``typ`` names another kind, or is no text.
    """
    typ = header.get("typ")
    if typ is None:
        return None
    if not isinstance(typ, str):
        raise UnusableError("typ is no text")
    media = MEDIA.get(typ.lower().removeprefix("application/"))
    if media is None:
        raise UnusableError(f'typ is "{typ[:60]}", and a credential has one of {", ".join(MEDIA)}')
    return media
