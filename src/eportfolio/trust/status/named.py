"""Lists that name the credentials which were withdrawn: 1EdTechRevocationList, and RevocationList of Open Badges 2.

Such a list has no proof of its own: it is worth what its address is worth, which the signed credential, or the profile
of its issuer, names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...report.errors import EportfolioError
from ...sources.json import load_json
from ..credential.shape import identifier, listed
from ..documents import Document, NotAvailableError
from ..encoding import UnusableError
from ..results import Outcome
from .entry import Entry

_KEYS: Final = ("revokedCredentials", "revokedCredential", "revokedAssertions")
_NAMES: Final = ("id", "uid")


def check_named(entry: Entry) -> None:
    """Look whether the list names the credential.

    Args:
        entry: what is asked; the ``id`` of the entry is the address of the list.
    """
    if not entry.identifier:
        entry.tell(Outcome.NOT_CHECKED, "the credential has no identifier that a list could name")
        return
    try:
        document = entry.question.documents.get(entry.text("id"), "the list of revoked credentials")
        listing = _parsed(document, entry)
        reason = revoked_in(listing, entry.identifier)
    except NotAvailableError as error:
        entry.tell(Outcome.NOT_CHECKED, str(error))
    except UnusableError as error:
        entry.tell(Outcome.FAILED, f"the list cannot be used: {error}")
    else:
        entry.tell(*_answer(entry, document, listing, reason))


def _answer(
    entry: Entry, document: Document, listing: Mapping[str, Any], reason: str | None
) -> tuple[Outcome, str]:  # fmt: skip
    told = f"the list ({document.origin}) at {document.address[:200]}"
    theirs = identifier(listing.get("issuer"))
    if reason is not None:
        return Outcome.FAILED, f"it is revoked in {told}{reason and f': {reason[:200]}'}"
    if theirs and theirs != entry.issuer:
        return Outcome.NOT_CHECKED, f"{told} is one of {theirs[:200]}, not of the issuer of the credential"
    return Outcome.CHECKED, f"not revoked: {told} does not name it; that list has no proof of its own"


def _parsed(document: Document, entry: Entry) -> Mapping[str, Any]:
    try:
        listing = load_json(document.content, entry.question.limits)
    except EportfolioError as error:
        raise UnusableError(str(error)) from None
    if not isinstance(listing, Mapping) or not any(key in listing for key in _KEYS):
        raise UnusableError(f"it has none of {', '.join(_KEYS)}")
    return listing


def revoked_in(listing: Mapping[str, Any], name: str) -> str | None:
    """Why a list says that a credential is revoked.

    Args:
        listing: the list.
        name: the identifier of the credential.

    Returns:
        The reason, which may be empty; ``None`` when the list does not name it.
    """
    return next((reason for one, reason in _revoked(listing) if one == name), None)


def _revoked(listing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in _KEYS:
        for one in listed(listing.get(key)):
            if isinstance(one, str):
                yield one, ""
            elif isinstance(one, Mapping) and one.get("revoked", True) is not False:
                reason = one.get("revocationReason")
                for name in _NAMES:
                    if isinstance(one.get(name), str):
                        yield one[name], reason if isinstance(reason, str) else ""
