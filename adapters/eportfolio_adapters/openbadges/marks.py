"""Whether a source can be about credentials at all, told from its bytes: most files are of other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eportfolio.report.errors import EportfolioError
from eportfolio.sources.encoding import in_ascii_bytes

if TYPE_CHECKING:
    from eportfolio.sources.source import Source

    from .envelope import Document

_MARKS: Final = (
    b"redential", b"adge", b"ssertion", b"ndorsement", b"Issuer", b"Profile", b"CryptographicKey", b"RevocationList",
    b'"criteria"', b'"recipient"', b'"learner"', b'"publisher"', b'"payload"', b"JwsString", b"Presentation",
    b"purl.imsglobal.org", b'"CFDocument"', b'"vct"', b'"document_data"',
)  # fmt: skip
"""What every document of the family says somewhere: parts of its keys, types and addresses."""


def may_hold_credentials(source: Source) -> bool:
    """Whether it is worth being opened as a credential: JSON that has one of the marks, or a token."""
    if source.kind == "text":
        return source.head[:2] == b"ey"
    if source.kind != "json":
        return False
    data = in_ascii_bytes(source.data)
    return any(mark in data for mark in _MARKS)


def opened(source: Source) -> Document | None:
    """A source as credentials, for telling its format; ``None`` when it can be none, or is broken."""
    if not may_hold_credentials(source):
        return None
    from .envelope import open_document

    try:
        return source.made(open_document)
    except EportfolioError:
        return None
