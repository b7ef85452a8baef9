"""Whom a document is about: identities, hashed or plain, and pictures that it carries in itself."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from eportfolio.report.errors import EportfolioError
from eportfolio.report.findings import Finding
from eportfolio.sources.images import PICTURE_BYTES, picture_type

from .look import Look

_HASH: Final = re.compile(r"(?:sha256\$[0-9a-fA-F]{64}|sha1\$[0-9a-fA-F]{40}|md5\$[0-9a-fA-F]{32})")
_HASH_LIKE: Final = re.compile(r"[A-Za-z0-9-]{2,12}\$[0-9a-fA-F]+")
_WEAK: Final = ("md5$", "sha1$")
_HASH_HINT: Final = "Write sha256$ and the 64 hexadecimal digits of the hash of identity and salt."
_PNG_END: Final = b"IEND\xaeB`\x82"
_KINDS: Final = ("image/png", "image/svg+xml")


def subject(look: Look) -> Iterator[Finding]:
    """A subject has an id or an identity (Open Badges 3.0, AchievementSubject; CLR 2.0, ClrSubject)."""
    if not look.data.get("id") and not look.data.get("identifier"):
        message = "The subject has neither an id nor an identifier: nobody can show that it is theirs."
        yield look.found("identity-unclear", message, hint="Give it an id, such as a DID, or an IdentityObject.")


def identity(look: Look) -> Iterator[Finding]:
    """A hash and what is called one agree (Open Badges 3.0, IdentityObject; 2.0, IdentityObject)."""
    key = "identityHash" if "identityHash" in look.data else "identity"
    text, hashed = look.data.get(key), look.data.get("hashed")
    if not isinstance(text, str) or not isinstance(hashed, bool):
        return
    if hashed and _HASH.fullmatch(text) is None:
        yield look.found(
            "identity-unclear", f"hashed is true, and {key} has not the form of a hash.", key, "", _HASH_HINT
        )
    elif hashed and not look.data.get("salt"):
        message = "The identity is hashed without a salt, so that it can be found by trying."
        yield look.found("identity-unclear", message, hint="Hash it with a salt, and give the salt.")
    elif hashed and text.lower().startswith(_WEAK):
        yield look.found("identity-unclear", "The identity is hashed in a way that is broken.", key, "", _HASH_HINT)
    elif not hashed and _HASH_LIKE.fullmatch(text):
        message = f"hashed is false, and {key} has the form of a hash."
        yield look.found("identity-unclear", message, key, "", "Say hashed true, or give the identity itself.")


def picture(look: Look) -> Iterator[Finding]:
    """The picture of an object whose id is its address."""
    yield from _picture(look, "id", look.data.get("id"))


def pictures(look: Look) -> Iterator[Finding]:
    """The picture of an object that names its address in ``image``."""
    yield from _picture(look, "image", look.data.get("image"))


def _picture(look: Look, key: str, address: Any) -> Iterator[Finding]:
    if isinstance(address, str) and address[:5].lower() == "data:" and (fault := fault_of(address)):
        yield look.found("unusable-image", fault, key)


def fault_of(address: str) -> str:
    """What is wrong with a picture in a data address (RFC 2397); empty when it can be shown.

    Args:
        address: the address, which begins with ``data:``.
    """
    head, comma, content = address[5:].partition(",")
    if not comma:
        return "The data address of the picture has no comma, so that nothing stands in it."
    if len(content) > 2 * PICTURE_BYTES:
        return f"The picture is larger than {PICTURE_BYTES} bytes."
    try:
        data = b64decode(content, validate=True) if head.lower().endswith(";base64") else unquote_to_bytes(content)
    except (binascii.Error, ValueError):
        return "The picture is not proper base64."
    try:
        kind = picture_type(data)
    except EportfolioError as error:
        return str(error.finding.message)
    if kind not in _KINDS:
        return "The picture is neither PNG nor SVG."
    if kind == "image/png" and not data.rstrip(b"\0").endswith(_PNG_END):
        return "The PNG is cut off: it has no end."
    stated = head.partition(";")[0].lower()
    return f"The picture says that it is {stated[:40]}, and it is {kind}." if stated not in ("", kind) else ""
