"""Comprehensive Learner Record 1.0: where each member goes in version 2.0.

An assertion becomes a credential within the record, and so does one that is signed by itself, which stands in a token.
The learner becomes the subject.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from eportfolio.report.errors import EportfolioError
from eportfolio.sources.json import parse_json
from eportfolio.sources.tree import Leaf, Node

from .badges import CLASSES as BADGES
from .badges import moment
from .moving import Class, Handler, Moving, Place, To, Value, copy, members_of

_ACHIEVEMENT_TYPES: Final = {
    **{name: name for name in (
        "Achievement", "Assessment", "Assignment", "Award", "Badge", "Certificate", "Certification", "Course",
        "CommunityService", "Competency", "Degree", "Diploma", "Fieldwork", "License", "Membership",
    )},
    "Co-Curricular": "CoCurricular",
}  # fmt: skip
"""The types of achievements of the old form, and what they are called in the new one."""

_IDENTIFIER_TYPES: Final = {"LisSourcedId": "lisSourcedId", "OneRosterSourcedId": "oneRosterSourcedId"}
_NO_WORD: Final = re.compile(r"[^A-Za-z0-9._-]+")


def _extended(names: dict[str, str]) -> Value:
    """How a word of an extensible list is spelt: one that the list does not have goes after ``ext:``."""

    def value(old: Leaf) -> Leaf:
        name = str(old)
        return names.get(name) or (name if name.startswith("ext:") else f"ext:{_NO_WORD.sub('', name)}")

    return value


def _entry(identifier_type: str, kind: str) -> Handler:
    """An identifier of its own name becomes an entry in a list of identifiers."""
    holder, value = ("identifier", "identityHash") if kind == "IdentityObject" else ("otherIdentifier", "identifier")

    def handle(moving: Moving, place: Place, child: Node, pointer: str) -> None:
        entry = place.new.add(holder, array=True)
        entry.source_pointer = pointer
        copy(child, pointer, entry, value)
        moving.supply(entry, "type", kind, pointer)
        moving.supply(entry, "identityType" if holder == "identifier" else "identifierType", identifier_type, pointer)
        if holder == "identifier":
            moving.supply(entry, "hashed", False, pointer)

    return handle


def _learner(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """The learner becomes the subject, which may be there already for what it has achieved."""
    subject = moving.need(place.new, "credentialSubject", pointer)
    subject.source_pointer = pointer
    if child.children:
        moving.move(Place(child, pointer, subject, place.credential, place.top, place.depth + 1), "Learner")
    elif child.value is not None:
        copy(child, pointer, subject, "id")


def _recipient(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """Who is named by an id that is not hashed is the subject with that id; anyone else is an identity."""
    if child.peek(("type",)).lower() != "id" or child.peek(("hashed",)) != "False" or not child.peek(("identity",)):
        moving.put(To("credentialSubject/identifier", "IdentityObject"), place, child, pointer)
        return
    for member, where in members_of(child, pointer):
        if member.name == "identity":
            moving.put(To("credentialSubject/id"), place, member, where)
        else:
            left = moving.leave("IdentityObject", place, member, where)
            if member.name in {"type", "hashed"}:  # the place of the id says the same
                left.take_all()


def _wrapped(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    moving.move(Place(child, pointer, place.new, place.credential, place.top, place.depth + 1), "Clr")


def _issuer(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """Who issues an achievement issues the assertion of it; of one that nobody asserts it is the creator."""
    path = "creator" if place.credential is place.top else "/issuer"
    moving.put(To(path, "Profile"), place, child, pointer)


def _signed(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """An assertion in a token: its payload is moved, and the token kept as its original."""
    payload = _payload(str(child.value)) if child.value is not None else None
    if payload is None:
        copy(child, pointer, place.new)
        return
    payload.name, payload.array, payload.source_pointer = "signedAssertions", True, pointer
    new = moving.put(To("credentialSubject/verifiableCredential", "Assertion"), place, payload, pointer)
    moving.originals[id(new)] = str(child.value)


def _payload(token: str) -> Node | None:
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        root = parse_json(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (EportfolioError, binascii.Error, ValueError):
        return None
    return root if root.children else None


def _artifacts(_moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """The address of the only artefact is that of the evidence; everything else of artefacts stays."""
    first = place.old.first("artifacts") is child
    only = first and place.old.first("id") is None and len(place.old.all("artifacts")) == 1
    rest: Node | None = None
    for member, where in members_of(child, pointer):
        if only and member.name == "url":
            copy(member, where, place.new, "id")
            continue
        if rest is None:
            rest = place.new.add(child.name, array=True)
            rest.source_pointer = pointer
        copy(member, where, rest)


def _association(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """A relation between achievements stands beside them in the new form, and names both."""
    subject = moving.need(place.top, "credentialSubject", place.pointer)
    association = copy(child, pointer, subject, "association")
    association.array = True
    moving.supply(association, "type", "Association", pointer)
    source = place.old.first("id")
    if source is not None and source.value is not None:
        moving.supply(association, "sourceId", source.value, pointer)


def _finish_record(moving: Moving, place: Place) -> None:
    subject = place.new.need(("credentialSubject",))
    for name in ("ClrSubject",) if not any(leaf.value == "ClrSubject" for leaf in subject.all("type")) else ():
        moving.supply(subject, "type", name, place.pointer, array=True)


_COMMON: Final = {"image": To("image", "Image"), "endorsements": To("endorsement", "Endorsement")}
_PERSON: Final = {
    **_COMMON, "telephone": To("phone"), "birthDate": To("dateOfBirth"), "address": To("address", "Address"),
    "parentOrg": To("parentOrg", "Profile"), "identifiers": To("otherIdentifier", "SystemIdentifier"),
}  # fmt: skip
_ALIGNED: Final = {"alignments": To("alignment", "Alignment")}

CLASSES: Final = {
    "VerifiableCredential": Class(
        "VerifiableCredential", members={"credentialSubject": _wrapped}, closed=True,
    ),
    "Clr": Class(
        "Clr", ("VerifiableCredential", "ClrCredential"), {
            "issuedOn": To("validFrom", value=moment, also="awardedDate"),
            "publisher": To("issuer", "Profile"),
            "learner": _learner,
            "assertions": To("credentialSubject/verifiableCredential", "Assertion"),
            "signedAssertions": _signed,
            "achievements": To("credentialSubject/achievement", "Achievement"),
            "endorsements": To("endorsement", "Endorsement"),
        }, frozenset({"CLR"}), finish=_finish_record,
    ),
    "Assertion": Class(
        "Assertion", ("VerifiableCredential", "OpenBadgeCredential"), {
            **{name: To(f"credentialSubject/{name}") for name in (
                "activityStartDate", "activityEndDate", "creditsEarned", "licenseNumber", "narrative", "role", "term",
            )},
            "achievement": To("credentialSubject/achievement", "Achievement"),
            "recipient": _recipient,
            "results": To("credentialSubject/result", "Result"),
            "source": To("credentialSubject/source", "Profile"),
            "image": To("credentialSubject/image", "Image"),
            "evidence": To("evidence", "Evidence"),
            "endorsements": To("endorsement", "Endorsement"),
            "issuedOn": To("validFrom", value=moment, also="awardedDate"),
            "expires": To("validUntil", value=moment),
        }, finish=BADGES["Assertion"].finish,
    ),
    "Achievement": Class(
        "Achievement", ("Achievement",), {
            **_COMMON, **_ALIGNED,
            "achievementType": To("achievementType", value=_extended(_ACHIEVEMENT_TYPES)),
            "associations": _association,
            "identifiers": To("otherIdentifier", "SystemIdentifier"),
            "issuer": _issuer,
            "requirement": To("criteria", "Criteria"),
            "resultDescriptions": To("resultDescription", "ResultDescription"),
            "tags": To("tag"),
        },
    ),
    "Profile": Class("Profile", ("Profile",), {
        **_PERSON,
        "sourcedId": _entry("sourcedId", "IdentifierEntry"),
        "studentId": _entry("ext:studentId", "IdentifierEntry"),
    }),
    "Learner": Class("Profile", ("Profile", "ClrSubject"), {
        **_PERSON,
        "sourcedId": _entry("sourcedId", "IdentityObject"),
        "studentId": _entry("ext:studentId", "IdentityObject"),
    }),
    "Result": Class("Result", ("Result",), _ALIGNED),
    "ResultDescription": Class("ResultDescription", ("ResultDescription",), {
        **_ALIGNED, "allowedValues": To("allowedValue"),
        "rubricCriterionLevels": To("rubricCriterionLevel", "RubricCriterionLevel"),
    }),
    "RubricCriterionLevel": Class("RubricCriterionLevel", ("RubricCriterionLevel",), _ALIGNED),
    "SystemIdentifier": Class(
        "SystemIdentifier", ("IdentifierEntry",), {
            "identifier": To("identifier"),
            "identifierType": To("identifierType", value=_extended(_IDENTIFIER_TYPES)),
        }, closed=True,
    ),
    "Evidence": Class("Evidence", ("Evidence",), {"artifacts": _artifacts}),
    "Alignment": Class("Alignment", ("Alignment",)),
    "Address": Class("Address", ("Address",)),
    "Criteria": Class("Criteria"),
    **{name: BADGES[name] for name in ("Image", "IdentityObject", "Endorsement", "Claim")},
    "Issuer": Class("Profile", ("Profile",), _PERSON),
}  # fmt: skip
"""The classes of Comprehensive Learner Record 1.0, and where their members go."""
