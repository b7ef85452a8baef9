"""How badges stand in pictures: one line for each specification, and what the text in a picture is."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...report.codes import Severity
from ...report.errors import EportfolioError, UsageError
from ...report.findings import Finding, finding
from ..json import load_json
from ..limits import DEFAULT_LIMITS, Limits

JSON: Final = "application/json"
TOKEN: Final = "application/jwt"  # noqa: S105 - a media type
ADDRESS: Final = "text/uri-list"


@dataclass(frozen=True, slots=True)
class Form:
    """How a specification puts a credential into a picture.

    Attributes:
        id: its name in the interface.
        title: its name for people.
        keyword: keyword of the PNG chunk; case matters.
        namespace: namespace of the SVG element.
        element: local name of the SVG element.
        specification: where this is laid down.
    """

    id: str
    title: str
    keyword: str
    namespace: str
    element: str
    specification: str


FORMS: Final = (
    Form("openbadges-3", "Open Badges 3.0", "openbadgecredential", "https://purl.imsglobal.org/ob/v3p0",
         "credential", "Open Badges 3.0, section 5.3"),
    Form("clr-2", "Comprehensive Learner Record 2.0", "clrcredential", "https://purl.imsglobal.org/clr/v2p0",
         "credential", "Comprehensive Learner Record 2.0, baking"),
    Form("openbadges-2", "Open Badges 1 and 2", "openbadges", "http://openbadges.org",
         "assertion", "Open Badges 2.0 Baking Specification"),
)  # fmt: skip
"""The forms that are read and written."""

BY_KEYWORD: Final = {form.keyword: form for form in FORMS}
BY_ELEMENT: Final = {(form.namespace, form.element): form for form in FORMS}
BY_ID: Final = {form.id: form for form in FORMS}


@dataclass(frozen=True, slots=True)
class Baked:
    """A credential that was taken out of a picture.

    Attributes:
        content: its bytes, exactly as they were put in: JSON, a compact token, or an address.
        media_type: which of the three: ``application/json``, ``application/jwt`` or ``text/uri-list``.
        form: how it stood in the picture.
        findings: what is not as the specification says, and what else is in the picture and was not taken.
    """

    content: bytes
    media_type: str
    form: Form
    findings: tuple[Finding, ...] = ()


def not_as_specified(message: str, form: Form) -> Finding:
    """A warning: the credential was read, but it is not baked as its specification says."""
    return finding(
        "invalid-value", message, severity=Severity.WARNING, specification=form.specification,
        hint="It was read all the same. Ask the issuer for a picture that is baked as the specification says.",
    )  # fmt: skip


def one_too_many(form: Form) -> Finding:
    """A second credential in a picture: only the first counts."""
    return finding(
        "not-read", f"The picture holds another credential ({form.title}); only the first one counts.",
        specification=form.specification,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Survey:
    """What a picture holds.

    Attributes:
        baked: the credential; ``None`` when there is none.
        others: names of texts in it that are no credential, for people.
    """

    baked: Baked | None
    others: tuple[str, ...] = ()


_TOKEN: Final = re.compile(rb"[\w-]+\.[\w-]*\.[\w-]*(?:~[\w.~-]*)?", re.ASCII)
_ADDRESS: Final = re.compile(rb"(?i)https?://[^\s<>\"]+")


def media_type_of(content: bytes) -> str:
    """What the text in a picture is, told from its letters; empty when it is nothing that is known."""
    bare = content.removeprefix(BOM_UTF8).strip()
    if bare[:1] in (b"{", b"["):
        return JSON
    if _TOKEN.fullmatch(bare):
        return TOKEN
    return ADDRESS if _ADDRESS.fullmatch(bare) else ""


def prepared(content: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A credential as it goes into a picture: JSON as it stands, others without white space around them.

    Raises:
        UsageError: it is neither JSON nor a compact token nor an address.
        UnreadableError: it is JSON, and broken, or not in UTF-8.
        UnsafeError: it is JSON that goes beyond a limit.
    """
    kind = media_type_of(content)
    if not kind:
        raise UsageError(
            "usage", "What is to be baked is no credential: neither JSON in UTF-8 nor a compact token.",
            hint="Give the credential as it was issued.",
        )  # fmt: skip
    if kind != JSON:
        return content.strip()
    load_json(content, limits)
    return content


def form_for(content: bytes, standard: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Form:
    """The form that a credential is baked in.

    Args:
        content: the credential.
        standard: id of a form, when the caller knows it; otherwise it is told from the types in the credential.
        limits: the safety limits.

    Raises:
        UsageError: there is no such form, or the content is nothing that is baked.
        UnreadableError: it is JSON, and broken.
    """
    if standard is not None:
        if standard not in BY_ID:
            raise UsageError("usage", f'There is no standard "{standard}": choose one of {", ".join(BY_ID)}.')
        return BY_ID[standard]
    kind = media_type_of(content)
    if kind == ADDRESS:
        return BY_ID["openbadges-2"]  # no other form knows addresses
    found = form_of(load_json(content, limits) if kind == JSON else _claims(content))
    if found is None:
        raise UsageError(
            "usage", "The credential is no badge and no learner record that is known: how is it to be baked?",
            hint=f"Name the standard, one of {', '.join(BY_ID)}.",
        )  # fmt: skip
    return found


def _claims(content: bytes) -> Any:
    """What a token says, unverified: only its type is looked at."""
    payload = content.strip().split(b"~")[0].split(b".")[1:2]
    try:
        said = load_json(urlsafe_b64decode(payload[0] + b"=" * (-len(payload[0]) % 4))) if payload else None
    except (EportfolioError, ValueError):
        return None
    return said.get("vc", said) if isinstance(said, Mapping) else None


def form_of(document: Any) -> Form | None:
    """The form that JSON data is baked in, told from its types and members; ``None`` when it is no credential."""
    if not isinstance(document, Mapping):
        return None
    types = document.get("type")
    types = types if isinstance(types, list) else [types]
    if "ClrCredential" in types:
        return BY_ID["clr-2"]
    if "VerifiableCredential" in types:
        return BY_ID["openbadges-3"]
    if "Assertion" in types or ("badge" in document and "recipient" in document):
        return BY_ID["openbadges-2"]
    return None


def address_of(content: bytes) -> str:
    """Where an assertion of Open Badges 1 or 2 is hosted; empty when it does not say."""
    try:
        document = json.loads(content)
    except ValueError:
        return ""
    if not isinstance(document, Mapping):
        return ""
    verify = document.get("verify")
    for said in (verify.get("url") if isinstance(verify, Mapping) else None, document.get("id")):
        if isinstance(said, str) and _ADDRESS.fullmatch(said.encode("utf-8", "replace")):
            return said
    return ""
