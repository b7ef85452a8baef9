"""Members that a document says in JSON-LD, and not where readers of its JSON look for them.

A proof over statements holds however they are written: whoever has a signed credential may write ``validUntil`` as an
address, behind a name of their own, inside ``@nest``, or where else the document names the credential by its id, and
the signature still fits.  Who verifies the dates, the
status or the credentials inside goes by the names of the data model (Verifiable Credentials Data Model 2.0, sections
4 and 6.1), and would see none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ..limits import DEFAULT_LIMITS, Limits
from ..tree import escape_pointer
from .active import Contexts, Term
from .safety import Inside, Walker

_CREDENTIALS: Final = "https://www.w3.org/2018/credentials#"
_OF_CREDENTIALS: Final = (
    "issuer", "holder", "validFrom", "validUntil", "issuanceDate", "expirationDate", "credentialSubject",
    "credentialStatus", "credentialSchema", "verifiableCredential", "refreshService", "termsOfUse",
)  # fmt: skip

NAMES: Final[Mapping[str, str]] = {
    **{f"{_CREDENTIALS}{name}": name for name in _OF_CREDENTIALS},
    "https://w3id.org/security#proof": "proof",
    "https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential": "verifiableCredential",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement": "endorsement",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt": "endorsementJwt",
}
"""The addresses of the members that a verification looks for, and the names that it looks for them under."""

_ANYWHERE: Final = frozenset({"proof", "holder", "verifiableCredential", "endorsement", "endorsementJwt"})
"""Names that do not stand in credentials alone."""

_CREDENTIAL: Final = re.compile(r"(?:/(?:.*/)?(?:verifiableCredential|endorsement)(?:/\d+)*)?", re.DOTALL)
"""The places of credentials: the document itself, and those that are looked for inside it."""

_MOVING: Final = frozenset({"@nest", "@included", "@graph", "@reverse", "@set"})
"""Keywords that put members elsewhere than where they belong."""

_IDENTIFIERS: Final = ("id", "@id")


def respelt(document: Any, limits: Limits = DEFAULT_LIMITS, texts: Mapping[str, str] | None = None) -> list[str]:
    """The places where a document says something that is looked for under another name, or at another place.

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.
        texts: for an address whose context goes about in several texts, the one to take.

    Returns:
        JSON pointers in the order of the document.

    Raises:
        UnsafeError: it goes beyond a limit, or names a context that is not known.
        UnreadableError: a context is none, or does not go with another one.
    """
    finder = _Finder(Contexts(limits, texts))
    finder.document(document)
    return finder.respelt


class _Finder(Walker):
    """Goes through a document, and gathers what is written otherwise than it is looked for."""

    def __init__(self, contexts: Contexts) -> None:
        super().__init__(contexts)
        self.respelt: list[str] = []

    def _members(self, value: dict[str, Any], inside: Inside, term: Term | None, pointer: str) -> None:
        elsewhere = not _CREDENTIAL.fullmatch(pointer)
        for key in value:
            meaning = inside.active.meaning(key)
            if meaning is None:
                continue
            displaced = elsewhere and meaning in NAMES and key not in _ANYWHERE
            if displaced or _is_respelt(key, meaning, outermost=not pointer):
                self.respelt.append(f"{pointer}/{escape_pointer(key)}")
        super()._members(value, inside, term, pointer)


def _is_respelt(key: str, meaning: str, *, outermost: bool) -> bool:
    if meaning == "@id":
        return key not in (_IDENTIFIERS[:1] if outermost else _IDENTIFIERS)
    return meaning in _MOVING or NAMES.get(meaning, key) != key
