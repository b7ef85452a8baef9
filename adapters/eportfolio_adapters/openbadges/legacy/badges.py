"""Open Badges 0.5 to 2.1: where each member of an assertion and of what it holds goes in Open Badges 3.0.

After the migration guide of Open Badges 3.0.  An assertion becomes a credential, its badge class the achievement, and
the issuer of the badge class the issuer of the credential.  The badge class keeps its id as that of a related
achievement, for the achievement of the new form is another thing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin

from eportfolio.sources.tree import Leaf, Node

from .extensions import EXTENSIONS
from .moving import Class, Moving, Place, To, copy

BADGE_CLASS: Final = "https://w3id.org/openbadges#BadgeClass"
"""Type of the relation between an achievement and the badge class that it was."""

_HASH: Final = re.compile(r"[A-Za-z0-9]+\$[0-9a-fA-F]+")
_SECONDS: Final = re.compile(r"\d{9,11}")
_IDENTITY_TYPES: Final = {"email": "emailAddress", "name": "name", "id": "identifier", "did": "identifier"}
_ADDRESS: Final = re.compile(r"(?i)https?://\S+")


def moment(value: Leaf) -> Leaf:
    """A date as it stands; seconds since 1970, which the oldest form allowed, as the same moment in words."""
    if not isinstance(value, bool) and _SECONDS.fullmatch(str(value)):
        return datetime.fromtimestamp(int(value), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def text(value: Leaf) -> Leaf:
    """A number as text."""
    return value if isinstance(value, str | bool) else str(value)


def identity_type(value: Leaf) -> Leaf:
    """The name of a kind of identity; an address of a term by its last step."""
    name = re.split(r"[:#/]", str(value))[-1]
    return _IDENTITY_TYPES.get(name.lower(), f"ext:{name}")


def _recipient(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """The recipient: an object, or the identity by itself, which is an e-mail address or the hash of one."""
    if child.children:
        moving.put(To("credentialSubject/identifier", "IdentityObject"), place, child, pointer)
        return
    identity = moving.put(To("credentialSubject/identifier/identityHash"), place, child, pointer).parent
    assert identity is not None
    moving.supply(identity, "type", "IdentityObject", pointer)
    moving.supply(identity, "identityType", "emailAddress", pointer)
    moving.supply(identity, "hashed", _HASH.fullmatch(str(child.value)) is not None, pointer)


def _finish_identity(moving: Moving, place: Place) -> None:
    if place.new.first("hashed") is None and (identity := place.new.first("identityHash")) is not None:
        moving.supply(place.new, "hashed", _HASH.fullmatch(str(identity.value)) is not None, place.pointer)


def _endorsement(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """An endorsement; the address of one has no place among endorsements that are there."""
    if child.children:
        moving.put(To("endorsement", "Endorsement"), place, child, pointer)
        return
    moving.linked.append(("endorsement", moving.leave("Endorsement", place, child, pointer)))


def _verification(_moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """How the assertion is verified; where it is hosted is what Open Badges 1.0 knew it by."""
    hosted = child.peek(("type",)).lower() == "hosted"
    kept = copy(child, pointer, place.new)
    address = kept.first("url")
    if hosted and address is not None and place.old.first("id") is None and _ADDRESS.match(str(address.value)):
        kept.children.remove(address)
        address.name, address.parent = "id", place.new
        place.new.children.append(address)


def _spec_version(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """In Open Badges 0.5 the version of the specification, later that of the badge class."""
    if re.fullmatch(r"0\.5(\.\d+)?", str(child.value)) and place.member("id") is None:
        moving.leave("BadgeClass", place, child, pointer)
    else:
        moving.put(To("version", value=text), place, child, pointer)


def _finish_assertion(moving: Moving, place: Place) -> None:
    subject = place.new.first("credentialSubject")
    if subject is not None:
        moving.supply(subject, "type", "AchievementSubject", place.pointer, array=True)


def _finish_badge(moving: Moving, place: Place) -> None:
    """Make the id of the badge class that of a related achievement; resolve what Open Badges 0.5 left relative."""
    old = place.new.first("id")
    if old is not None:
        place.new.children.remove(old)
        related = place.new.add("related", array=True)
        related.source_pointer = place.pointer
        for name in ("Related", BADGE_CLASS):
            moving.supply(related, "type", name, place.pointer, array=True)
        old.parent = related
        related.children.append(old)
        if not place.old.children:
            moving.linked.append(("badge class", old))
    origin = place.old.peek(("issuer", "origin"))
    for path in (("criteria", "id"), ("image", "id")) if origin else ():
        leaf = place.new.at(path)
        if leaf is not None and isinstance(leaf.value, str) and leaf.value.startswith("/"):
            leaf.value = urljoin(origin, leaf.value)


def _finish_issuer(moving: Moving, place: Place) -> None:
    """Name an issuer that is a link only; one of Open Badges 0.5 is known by its origin."""
    origin = place.new.first("url")
    if not place.old.children:
        moving.linked.append(("issuer", place.new.children[0]))
    elif place.new.first("id") is None and place.old.first("origin") is not None and origin is not None:
        moving.supply(place.new, "id", origin.value, origin.source_pointer)


_PROFILE: Final = {
    "telephone": To("phone"), "image": To("image", "Image"), "logo": To("image", "Image"),
    "endorsement": _endorsement, "origin": To("url"), "contact": To("email"), **EXTENSIONS["issuer"],
}  # fmt: skip

CLASSES: Final = {
    "Assertion": Class(
        "Assertion", ("VerifiableCredential", "OpenBadgeCredential"), {
            "recipient": _recipient,
            "salt": To("credentialSubject/identifier/salt"),
            "badge": To("credentialSubject/achievement", "BadgeClass"),
            "image": To("credentialSubject/image", "Image"),
            "narrative": To("credentialSubject/narrative"),
            "evidence": To("evidence", "Evidence"),
            "issuedOn": To("validFrom", value=moment, also="awardedDate"),
            "issued_on": To("validFrom", value=moment, also="awardedDate"),
            "expires": To("validUntil", value=moment),
            "endorsement": _endorsement,
            "verify": _verification,
            "verification": _verification,
            **EXTENSIONS["assertion"],
        }, finish=_finish_assertion,
    ),
    "BadgeClass": Class(
        "BadgeClass", ("Achievement",), {
            "image": To("image", "Image"),
            "criteria": To("criteria", "Criteria"),
            "issuer": To("/issuer", "Issuer"),
            "tags": To("tag"),
            "alignment": To("alignment", "AlignmentObject"),
            "alignments": To("alignment", "AlignmentObject"),
            "related": To("related", "Related"),
            "@language": To("inLanguage"),
            "version": _spec_version,
            "endorsement": _endorsement,
            **EXTENSIONS["badge"],
        }, finish=_finish_badge,
    ),
    "Issuer": Class("Issuer", ("Profile",), _PROFILE, frozenset({"Profile", "IssuerOrg", "Organization"}),
                    finish=_finish_issuer),
    "IdentityObject": Class(
        "IdentityObject", ("IdentityObject",), {
            "identity": To("identityHash"), "type": To("identityType", value=identity_type),
            "hashed": To("hashed"), "salt": To("salt"),
        }, closed=True, finish=_finish_identity,
    ),
    "Image": Class("Image", ("Image",), {"id": To("id"), "caption": To("caption")},
                   frozenset({"ImageObject", "schema:ImageObject"}), closed=True),
    "Evidence": Class("Evidence", ("Evidence",), {"@language": To("inLanguage")}),
    "Criteria": Class("Criteria"),
    "AlignmentObject": Class(
        "AlignmentObject", ("Alignment",),
        {"name": To("targetName"), "url": To("targetUrl"), "description": To("targetDescription"),
         "framework": To("targetFramework"), "code": To("targetCode")}, frozenset({"Alignment"}),
    ),
    "Related": Class("Related", ("Related",), {"@language": To("inLanguage"), "version": To("version", value=text)}),
    "Endorsement": Class(
        "Endorsement", ("VerifiableCredential", "EndorsementCredential"), {
            "claim": To("credentialSubject", "Claim"),
            "issuer": To("issuer", "Issuer"),
            "issuedOn": To("validFrom", value=moment),
            "expires": To("validUntil", value=moment),
        },
    ),
    "Claim": Class("Claim", ("EndorsementSubject",)),
    "Response": Class("Response", members={"assertions": To("credential", "Assertion")}),
}  # fmt: skip
"""The classes of Open Badges 0.5 to 2.1, and where their members go."""
