"""How findings speak: what is expected of a value, what there is, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, finding

from . import kinds
from .places import Place, pointer
from .table import Rule

_LONGEST: Final = 200
_SHOWN: Final = 80

HINTS: Final[Mapping[str, str]] = MappingProxyType({
    "@context": "Name the contexts in the order that the message gives, and others after them.",
    "achievement": "Describe what was achieved: id, type, name, description and criteria.",
    "achievementType": "Take one of the codes, or a name of your own after ext:, such as ext:ShortCourse.",
    "address": 'Write {"type": ["Address"], "addressCountryCode": "NL"}.',
    "alignment": 'Write {"type": ["Alignment"], "targetName": "…", "targetUrl": "https://…"}.',
    "credentialSubject": "Describe who has the credential, and the achievement; several people need several documents.",
    "criteria": 'Write {"narrative": "what one has to do"} or {"id": "https://…"}.',
    "endorsementJwt": "Put the whole token there; endorsements with a proof of their own belong into endorsement.",
    "hashed": "Say true when identityHash holds a hash, and false when it holds the identity itself.",
    "identityHash": "Give the identity as it stands with hashed false, or its hash as sha256$ and hexadecimal digits.",
    "image": 'Write {"id": "https://…", "type": "Image"}.',
    "inLanguage": "Take the code in small letters, and that of the country in capitals: en, nl-BE.",
    "issuer": 'Name the issuer: {"id": "https://…", "type": ["Profile"], "name": "…"}.',
    "publisher": "Name the organisation that publishes the record, with its id.",
    "learner": "Describe whom the record is about, with an id.",
    "recipient": 'Write {"type": "email", "hashed": false, "identity": "…"}.',
    "resultType": "Take one of the codes, or a name of your own after ext:, such as ext:Portfolio.",
    "targetType": "Take one of the codes, or the name of the framework after ext:, such as ext:ESCO.",
    "type": "Write the types as a list, with the name of the class among them.",
    "validFrom": "Give the moment from which the credential is valid, such as 2024-06-30T12:00:00Z.",
    "verifiableCredential": "A record holds one credential at least.",
    "verification": 'Say how the document is verified, such as {"type": "HostedBadge"} or {"type": "SignedBadge"}.',
})  # fmt: skip
"""What to do, by the property that is missing or wrong."""

FORMER: Final[Mapping[str, str]] = MappingProxyType({"validFrom": "issuanceDate"})
"""What required properties were called in version 1.1 of the data model."""

_FOUND: Final = (
    (bool, "true or false"), (str, "a text"), (int, "a number"), (float, "a number"), (dict, "an object"),
)  # fmt: skip


def found(value: Any) -> str:
    """What a value is, in plain words that hold nothing of its content."""
    if value is None:
        return "null"
    if isinstance(value, list):
        return "an empty list" if not value else f"a list of {len(value)}" if len(value) > 1 else "a list of one"
    return next((words for kind, words in _FOUND if isinstance(value, kind)), "something else")


def scalar(value: Any) -> str | int | float | bool | None:
    """A value as a finding can show it; nothing of objects and lists."""
    if isinstance(value, str):
        return value[:_LONGEST]
    return value if isinstance(value, int | float) and len(str(value)[:_LONGEST]) < _LONGEST else None


def listed(names: Iterable[Any]) -> str:
    """Names from the document in quotes; what is not a text is left out, and what is long is cut."""
    return ", ".join(f'"{name[:_SHOWN]}"' for name in names if isinstance(name, str))[:_LONGEST]


def missing(owner: str, rule: Rule, given: dict[str, Any], place: Place, source: str) -> Finding:
    """A required property that is not there.

    Args:
        owner: the class whose property it is.
        rule: the rule that demands it.
        given: the object that lacks it.
        place: where the object stands.
        source: the specification of the class.
    """
    message = f"{_article(owner)} needs {rule.key}, which must be {expected(rule)}."
    hint = HINTS.get(rule.key, "")
    former = FORMER.get(rule.key)
    if former in given:
        hint = f"Version 1.1 of the data model called it {former}: in 2.0 it is {rule.key}."
    return finding(
        "missing-element", message, pointer=pointer(place), hint=hint, specification=f"{source}, {class_name(owner)}"
    )


def none_of(owner: str, keys: Iterable[str], place: Place, source: str) -> Finding:
    """Properties of which one must be there, and none is."""
    names = " or ".join(keys)
    return finding(
        "missing-element", f"{_article(owner)} needs {names}.", pointer=pointer(place),
        specification=f"{source}, {class_name(owner)}",
    )  # fmt: skip


def wrong(rule: Rule, value: Any, place: Place, source: str) -> Finding:
    """A value that does not fit.

    Args:
        rule: what it must be.
        value: the value.
        place: where it stands.
        source: the specification of the class.
    """
    hint = HINTS.get(rule.key, "")
    if rule.kind == "nothing":
        name = "unexpected-element"
        message = f"{_article(rule.owner)} has no property of this name, and its schema allows no others."
        hint = "Correct the spelling of the key, or take it out."
    elif value is None:
        name, message = "wrong-type", f"{rule.key} must be {expected(rule)}, and this is null."
        hint = hint if rule.required else "Take it out: where there is no value, the key is left out, too."
    elif isinstance(value, list) and not rule.several:
        name, message = "too-many-elements", f"{rule.key} may have one value only, and this is {found(value)}."
        hint = "Take the value out of the list." if len(value) == 1 else hint
    elif isinstance(value, list) and len(value) < rule.least and not rule.is_whole:
        name, message = "missing-element", f"{rule.key} must have a value, and this is an empty list."
    elif not isinstance(value, list) and not rule.single:
        name, message = "wrong-type", f"{rule.key} must be a list, and this is {found(value)}."
        hint = "Put the value into a list."
    else:
        name, message = _unfit(rule, value)
        hint = _advice(rule, value) or hint
    return finding(
        name,
        message,
        pointer=pointer(place),
        value=scalar(value),
        hint=hint,
        specification=f"{source}, {class_name(rule.owner)}",
    )


def _unfit(rule: Rule, value: Any) -> tuple[str, str]:
    """The name of the finding and the message, of a value that has the right number."""
    if rule.is_whole and isinstance(value, list):
        is_context = rule.key == "@context"
        given = listed(one if isinstance(one, str) else "{…}" if isinstance(one, dict) else "?" for one in value)
        what = "contexts" if is_context else "types"
        return "invalid-value", f"{rule.key} must be {expected(rule)}, and the {what} here are {given or 'none'}."
    is_text = isinstance(value, str) and rule.kind not in ("number", "boolean", "class")
    if is_text:
        return "invalid-value", f"{rule.key} must be {expected(rule)}, and this text is not."
    if isinstance(value, dict) and rule.kind in ("text", "jws", "language", "constant"):
        message = f"{rule.key} must be {expected(rule)}, or one text for each language, and this object is neither."
        return "wrong-type", message
    return "wrong-type", f"{rule.key} must be {expected(rule)}, and this is {found(value)}."


def expected(rule: Rule) -> str:
    """What a property must be, in plain words."""
    return kinds.words(rule.kind, rule.values)


def _advice(rule: Rule, value: Any) -> str:
    """What to do about a value that can be recognised; empty when nothing better than the usual is known."""
    if rule.kind.startswith("extensible") and isinstance(value, str):
        return _code_advice(rule.values, value)
    if rule.kind == "contexts" and isinstance(value, list):
        return _context_advice(rule.values, value)
    if rule.key == "image" and isinstance(value, str):
        return 'An image is an object here: {"id": "the address that stands here", "type": "Image"}.'
    if rule.kind == "class" and rule.values == ("Profile",) and isinstance(value, str):
        return 'A profile is an object here: {"id": "the address that stands here", "type": ["Profile"]}.'
    return ""


def _code_advice(codes: tuple[str, ...], value: str) -> str:
    """The code that was meant, or the same as an extension."""
    bare = re.sub(r"[^a-z0-9]", "", value[:_SHOWN].lower())
    for code in codes:
        if re.sub(r"[^a-z0-9]", "", code.lower()) == bare:
            return f"Write {code}."
    name = re.sub(r"[^A-Za-z0-9._]", "", value.removeprefix("ext:")[:_SHOWN])
    return f"Write ext:{name}, since the code is none of the list." if name else ""


def _context_advice(names: tuple[str, ...], value: list[Any]) -> str:
    """Why the order of the contexts is not the one that is demanded."""
    given = [one for one in value if isinstance(one, str)]
    if any(kinds.CONTEXTS["Credentials-1"].fullmatch(one) for one in given):
        return (
            "The document has the form of version 1.1 of the Verifiable Credentials data model. It is read, but the "
            "official schema is for version 2.0 only: issue it again in that form."
        )
    patterns = [kinds.CONTEXTS[name] for name in names]
    if all(any(pattern.fullmatch(one) for one in given) for pattern in patterns):
        return "All the contexts are there, but in another order: " + ", ".join(kinds.newest(name) for name in names)
    return ""


def softened(found: Finding, reason: str) -> Finding:
    """A finding as a warning, with the reason why it is no more."""
    from dataclasses import replace

    return replace(found, severity=Severity.WARNING, message=f"{found.message} {reason}")


def not_an_object(owner: str, value: Any, place: Place, source: str) -> Finding:
    """Something that must be an object and is none."""
    return finding(
        "wrong-type", f"{_article(owner)} must be an object, and this is {found(value)}.", pointer=pointer(place),
        value=scalar(value), specification=f"{source}, {class_name(owner)}",
    )  # fmt: skip


def _article(owner: str) -> str:
    name = class_name(owner)
    return f"{'An' if name[0] in 'AEIO' else 'A'} {name}"


def class_name(owner: str) -> str:
    """The name of a class without the version that our tables tell classes of one name apart by."""
    return owner.partition("-")[0]
