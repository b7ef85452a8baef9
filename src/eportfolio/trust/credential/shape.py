"""Whether a credential or presentation has the parts that the data model demands, where verifiers refuse it else.

These are the rules of Verifiable Credentials Data Model 2.0, section 4, in so far as they bear on what is verified;
what a badge or record must have beside them is told by ``eportfolio validate``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..results import Stepwise

V1: Final = "https://www.w3.org/2018/credentials/v1"
V2: Final = "https://www.w3.org/ns/credentials/v2"

CREDENTIAL: Final = "VerifiableCredential"
PRESENTATION: Final = "VerifiablePresentation"
ENVELOPED: Final = ("EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation")

_BADGES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential", "ClrCredential", "EndorsementCredential"})

_ADDRESS: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')
_OPEN_BADGES: Final = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context.*")
_RECORD: Final = re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context.*")
_TYPED: Final = ("credentialStatus", "credentialSchema", "evidence", "termsOfUse", "refreshService", "proof")
_DOTS: Final = 2
"""A compact token has so many."""

_LANGUAGE_OBJECT: Final = frozenset({"@value", "@language", "@direction"})

Problem = tuple[str, str]
"""A place below the credential, and what is wrong there."""


def listed(value: object) -> list[Any]:
    """One value or an array of them, as a list; nothing is an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def types_of(value: object) -> list[str]:
    """The types of an object."""
    return [one for one in listed(value.get("type")) if isinstance(one, str)] if isinstance(value, Mapping) else []


def is_presentation(document: Mapping[str, Any]) -> bool:
    """Whether an object is a presentation, for which its holder speaks; what says itself to be a credential is none.

    Args:
        document: the credential or presentation.
    """
    kinds = types_of(document)
    return PRESENTATION in kinds and CREDENTIAL not in kinds and "credentialSubject" not in document


def is_badge(document: Mapping[str, Any]) -> bool:
    """Whether an object is a credential of 1EdTech: an Open Badge, a learner record or an endorsement.

    Args:
        document: the credential.
    """
    return not _BADGES.isdisjoint(types_of(document))


def contexts_of(document: Mapping[str, Any]) -> list[Any]:
    """The contexts of a document, in their order."""
    return listed(document.get("@context"))


def is_address(value: object) -> bool:
    """Whether a value is an absolute address (URL, URN, DID)."""
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def identifier(value: object) -> str:
    """The identifier of somebody who is named by it alone or in an object; empty when there is none."""
    found = value.get("id") if isinstance(value, Mapping) else value
    return found if isinstance(found, str) else ""


def check_shape(steps: Stepwise, document: Mapping[str, Any]) -> None:
    """Add the steps on context, type, issuer, subject and the other members.

    Args:
        steps: where they go.
        document: the credential or presentation.
    """
    for name, check in _PRESENTATION if is_presentation(document) else _CREDENTIAL:
        told: list[str] = []
        problems = list(check(document, told))
        for place, reason in problems:
            steps.failed(name, reason, f"{steps.pointer}{place}")
        if not problems and told:
            steps.checked(name, "; ".join(told))


Check = Callable[[Mapping[str, Any], list[str]], Iterator[Problem]]
"""A check yields what is wrong, and appends what it has seen to the list."""


def _context(document: Mapping[str, Any], told: list[str]) -> Iterator[Problem]:
    contexts = contexts_of(document)
    if not contexts or contexts[0] not in (V1, V2):
        yield "/@context", f"the first context is not that of verifiable credentials ({V2})"
        return
    for index, one in enumerate(contexts):
        if not isinstance(one, Mapping) and not is_address(one):
            yield f"/@context/{index}", "it is neither an address nor an object"
    model = "2.0" if contexts[0] == V2 else "1.1"
    told.append(f"version {model} of the data model comes first")
    told.extend(_remarks(contexts))


def _remarks(contexts: list[Any]) -> Iterator[str]:
    """What strict verifiers say about the order."""
    places = {
        name: next((index for index, one in enumerate(contexts) if isinstance(one, str) and form.fullmatch(one)), None)
        for name, form in (("record", _RECORD), ("badge", _OPEN_BADGES))
    }
    record, badge = places["record"], places["badge"]
    if record is not None and badge is not None and badge < record:
        yield "the context of Open Badges stands before that of CLR: the official schema refuses that order"
    elif record is None and badge is not None and badge > 1:
        yield "the context of Open Badges is not the second: 1EdTech's validator refuses that"


def _type(document: Mapping[str, Any], told: list[str]) -> Iterator[Problem]:
    kinds = types_of(document)
    if not kinds:
        yield "/type", "it has no type"
    elif not {CREDENTIAL, PRESENTATION, *ENVELOPED} & set(kinds):
        yield "/type", f"it has {CREDENTIAL} not among its types"
    else:
        told.append(", ".join(kind[:60] for kind in kinds[:6]))


def _identifier(document: Mapping[str, Any], _told: list[str]) -> Iterator[Problem]:
    if "id" in document and not is_address(document["id"]):
        yield "/id", "the identifier is not one absolute address"


def _issuer(document: Mapping[str, Any], told: list[str]) -> Iterator[Problem]:
    issuer = document.get("issuer")
    name = identifier(issuer)
    if not name:
        yield "/issuer", "it names no issuer"
    elif not is_address(name):
        yield "/issuer", f"the issuer's identifier is no absolute address: {name[:80]}"
    else:
        told.append(name[:200])


def _subject(document: Mapping[str, Any], _told: list[str]) -> Iterator[Problem]:
    subjects = listed(document.get("credentialSubject"))
    if not subjects:
        yield "/credentialSubject", "it says nothing about anybody"
    for index, one in enumerate(subjects):
        place = (
            f"/credentialSubject/{index}" if isinstance(document["credentialSubject"], list) else "/credentialSubject"
        )
        if not isinstance(one, Mapping) or not one:
            yield place, "the subject is no object with members"
        elif "id" in one and not is_address(one["id"]):
            yield f"{place}/id", "the subject's identifier is no absolute address"


def _members(document: Mapping[str, Any], told: list[str]) -> Iterator[Problem]:
    yield from _identifier(document, told)
    for key in _TYPED:
        for index, entry in enumerate(listed(document.get(key))):
            place = f"/{key}/{index}" if isinstance(document[key], list) else f"/{key}"
            yield from _entry(key, entry, place)
    if contexts_of(document)[:1] == [V2]:
        for place, holder in (("", document), ("/issuer", document.get("issuer"))):
            for key in ("name", "description"):
                if isinstance(holder, Mapping) and key in holder and not _is_words(holder[key]):
                    yield f"{place}/{key}", f"{key} is neither a text nor a text with a language"


def _entry(key: str, entry: object, place: str) -> Iterator[Problem]:
    if not isinstance(entry, Mapping):
        yield place, f"an entry of {key} is no object"
        return
    if not types_of(entry):
        yield place, f"an entry of {key} has no type"
    addressed = key == "credentialSchema" or ("id" in entry and key != "evidence")
    if addressed and not is_address(entry.get("id")):
        yield place, f"an entry of {key} has no address as its id"


def _is_words(value: object) -> bool:
    """Whether a value is a text, a language value object, or an array of those (VCDM 2.0, 11.1)."""
    if isinstance(value, str):
        return True
    if isinstance(value, list):
        return all(_is_words(one) for one in value if not isinstance(one, list))
    return isinstance(value, Mapping) and isinstance(value.get("@value"), str) and value.keys() <= _LANGUAGE_OBJECT


def _holder(document: Mapping[str, Any], told: list[str]) -> Iterator[Problem]:
    if "holder" in document:
        name = identifier(document["holder"])
        if is_address(name):
            told.append(f"{name[:200]} says to be the holder")
        else:
            yield "/holder", "the holder is not named by an absolute address"


def _contents(document: Mapping[str, Any], _told: list[str]) -> Iterator[Problem]:
    members = document.get("verifiableCredential")
    for index, one in enumerate(listed(members)):
        place = "/verifiableCredential" + (f"/{index}" if isinstance(members, list) else "")
        if isinstance(one, str) and one.count(".") >= _DOTS:
            if contexts_of(document)[:1] == [V2]:
                yield place, f"a token by itself, as in version 1.1; version 2.0 wants an {ENVELOPED[0]} around it"
        elif not isinstance(one, Mapping):
            yield place, "it is neither a credential nor a token"


_CREDENTIAL: Final[tuple[tuple[str, Check], ...]] = (
    ("credential-context", _context), ("credential-type", _type), ("credential-issuer", _issuer),
    ("credential-subject", _subject), ("credential-structure", _members),
)  # fmt: skip
_PRESENTATION: Final[tuple[tuple[str, Check], ...]] = (
    ("credential-context", _context), ("credential-type", _type), ("credential-structure", _identifier),
    ("holder", _holder), ("credential-structure", _contents),
)  # fmt: skip
