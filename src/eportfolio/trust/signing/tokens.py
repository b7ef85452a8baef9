"""Credentials as signed tokens: JWT, and SD-JWT whose holder may withhold a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import UsageError

if TYPE_CHECKING:
    from ..keys import SigningKey
    from ..question import Question
    from ..recognising import Place
    from ..results import Proof

_DISCLOSING: Final = {"sd-jwt-vc": "dc+sd-jwt", "vc+sd-jwt": "vc+sd-jwt"}
"""The forms with selective disclosure, and their media types."""

TOKENS: Final = ("vc-jwt", "vc+jwt", *_DISCLOSING)
"""The forms: as Open Badges and version 1.1 have it, as VC-JOSE-COSE has it, SD-JWT VC of the IETF, and SD-JWT of
VC-JOSE-COSE."""

_VERSION_1: Final = "https://www.w3.org/2018/credentials/v1"


_OF_TOKENS: Final = ("iss", "sub", "jti", "aud", "iat", "nbf", "exp", "nonce", "cnf", "vct", "vc", "vp")
"""Claims that a token has for itself (RFC 7519, 4.1; RFC 7800, 3.1; SD-JWT VC, 2.2.2; VC 1.1, 6.3.1)."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token holds beside the credential.

    Attributes:
        form: one of :data:`TOKENS`; another value when no token is asked for.
        disclose: what the holder may withhold, as JSON pointers.
        vct: the type of the credential, for ``sd-jwt-vc``.
    """

    form: str
    disclose: tuple[str, ...] = ()
    vct: str = ""

    def check(self) -> None:
        """Check that what is asked for goes together.

        Raises:
            UsageError: it does not.
        """
        if self.form in _DISCLOSING and not self.disclose:
            raise UsageError("usage", f"{self.form} is for credentials of which the holder may withhold a part.",
                             hint="Name the parts, such as --disclose /credentialSubject/identifier.")  # fmt: skip
        if self.disclose and self.form not in _DISCLOSING:
            raise UsageError("usage", f"With {self.form} the credential is shown as a whole or not at all.",
                             hint=f"What may be withheld needs {' or '.join(_DISCLOSING)}.")  # fmt: skip
        if (self.form == "sd-jwt-vc") != bool(self.vct):
            raise UsageError("usage", "A type of the credential (vct) is for sd-jwt-vc, which needs one.",
                             hint="Take a URI that your verifiers know: --vct URI.")  # fmt: skip

    def made_of(self, document: Mapping[str, Any], key: SigningKey, issuer: str, method: str, created: datetime) -> str:
        """The signed token.

        Args:
            document: the credential.
            key: the private key.
            issuer: the identifier of the issuer.
            method: the identifier of the public key.
            created: when it is signed.

        Raises:
            UsageError: the credential lacks what the form demands, or has members that are claims of tokens.
        """
        if taken := [name for name in _OF_TOKENS if name in document]:
            raise UsageError("usage", f"The draft has a member {taken[0]}, which a token has for itself.",
                             pointer=f"/{taken[0]}", hint="Remove it, or sign with an embedded proof.")  # fmt: skip
        if self.form not in _DISCLOSING:
            from ..jose import Form, sign

            first = document.get("@context")
            inside = self.form == "vc-jwt" and (first[:1] if isinstance(first, list) else [first]) == [_VERSION_1]
            form = Form.AS_IS if self.form == "vc+jwt" else Form.INSIDE if inside else Form.CLAIMS
            return sign(document, key.private, key_id=method, form=form)
        from ..sdjwt import issue

        claims = dict(document)
        if self.vct:
            claims |= {"iss": issuer, "vct": self.vct, "iat": int(created.timestamp()), **_validity(document)}
        return issue(claims, key.private, disclosable=self.disclose, key_id=method, media_type=_DISCLOSING[self.form])

    def verify(self, place: Place, question: Question) -> list[Proof]:
        """Verify a token of this form.

        Args:
            place: the token.
            question: what is asked.
        """
        if self.form in _DISCLOSING:
            from ..sdjwt import verify_sd_jwt

            return verify_sd_jwt(place, question)
        from ..jose import verify_jwt

        return verify_jwt(place, question)


def _validity(document: Mapping[str, Any]) -> dict[str, int]:
    """The dates of the credential as claims (RFC 7519, 4.1.4 and 4.1.5), where they are full ones."""
    claims = {}
    for name, members in (("nbf", ("validFrom", "issuanceDate")), ("exp", ("validUntil", "expirationDate"))):
        value = next((document[member] for member in members if member in document), None)
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            continue
        if moment.tzinfo is not None:
            claims[name] = int(moment.timestamp())
    return claims
