"""What an assertion links to: the badge class, the profile of the issuer, and the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...sources.jws import json_of
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..question import Question


@dataclass(slots=True)
class Linked:
    """What an assertion links to, as far as it is there.

    Attributes:
        issuer: the address of the issuer, as the assertion or its badge class names it; empty when nobody says.
        profile: the profile of the issuer, from its own address; ``None`` when that is not there.
        origin: where the profile is from: given or fetched.
        told: what was seen.
        lacking: what is not there, and why.
        wrong: what cannot be used, and why.
    """

    issuer: str = ""
    profile: Mapping[str, Any] | None = None
    origin: str = ""
    told: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def follow(assertion: Mapping[str, Any], question: Question) -> Linked:
    """Follow the links of an assertion: to its badge class, and from that to the profile of the issuer.

    Args:
        assertion: the assertion, or an endorsement, which names its issuer itself.
        question: what is asked, with the documents that are there.
    """
    linked = Linked()
    holder: Mapping[str, Any] | None = assertion
    if "badge" in assertion:
        holder = _object(assertion["badge"], "the badge class", linked, question)
    if holder is None:
        return linked
    issuer = holder.get("issuer")
    named = issuer.get("id", issuer.get("origin")) if isinstance(issuer, Mapping) else issuer
    if not isinstance(named, str) or not named:
        linked.lacking.append("nobody says who the issuer is")
        return linked
    linked.issuer = named
    linked.profile = _profile(named, linked, question)
    return linked


def _object(value: object, what: str, linked: Linked, question: Question) -> Mapping[str, Any] | None:
    """A linked object: the one that stands there, or the document at its address."""
    if isinstance(value, Mapping):
        linked.told.append(f"{what} stands in the assertion")
        return value
    if not isinstance(value, str):
        linked.wrong.append(f"{what} is neither an object nor an address")
        return None
    return _document(value, what, linked, question)


def _profile(address: str, linked: Linked, question: Question) -> Mapping[str, Any] | None:
    """The profile of the issuer from its own address: one that stands in the assertion proves nothing."""
    if not address.startswith(("https://", "http://")):
        linked.lacking.append(f"the issuer is {address[:120]}, where no profile can be")
        return None
    return _document(address, "the profile of the issuer", linked, question)


def _document(address: str, what: str, linked: Linked, question: Question) -> Mapping[str, Any] | None:
    try:
        document = question.documents.get(address, what)
        value = json_of(document.content, what, question.limits)
        if not isinstance(value, Mapping):
            raise UnusableError(f"{what} is no JSON object")
    except NotAvailableError as error:
        linked.lacking.append(str(error))
        return None
    except UnusableError as error:
        linked.wrong.append(str(error))
        return None
    linked.told.append(f"{what} is {document.origin}")
    linked.origin = document.origin
    name = value.get("id", address)
    if name != address:
        linked.lacking.append(f"{what} at {address[:160]} says that its address is another: {str(name)[:160]}")
    return value
