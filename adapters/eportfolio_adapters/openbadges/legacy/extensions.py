"""Extensions of Open Badges 2 for which the new form, or a published extension of it, has a place.

Of the others nothing is moved: they stay where they are, under their names.  So does the extension for competences,
which issuers of the new form use as well.
"""

from __future__ import annotations

import re
from typing import Final

from eportfolio.sources.tree import Leaf, Node

from .moving import Handler, Moving, Place, To, copy, members_of

PREFIX: Final = "extensions:"
EQF: Final = "http://data.europa.eu/snb/eqf/"
_LEVELS: Final = {str(level) for level in range(1, 9)}
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_]([A-Z]{2}))?")


def _unpacked(rules: dict[str, To | Handler]) -> Handler:
    """Move the members of an extension that have a place; the others stay in the extension."""

    def handle(moving: Moving, place: Place, child: Node, pointer: str) -> None:
        rest: Node | None = None
        for member, where in members_of(child, pointer):
            rule = rules.get(member.name)
            if isinstance(rule, To):
                moving.put(rule, place, member, where)
            elif rule is not None:
                rule(moving, place, member, where)
            else:
                if rest is None:
                    rest = place.new.add(child.name, array=child.array)
                    rest.source_pointer = pointer
                copy(member, where, rest)

    return handle


def _eqf(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """A level of the European Qualifications Framework becomes an alignment to it."""
    level = str(child.value).removesuffix(".0")
    if level not in _LEVELS:
        copy(child, pointer, place.new)
        return
    alignment = place.new.add("alignment", array=True)
    alignment.source_pointer = pointer
    copy(child, pointer, alignment, "targetCode", lambda _: level)
    for name, value in (("type", "Alignment"), ("targetType", "ext:EQF"), ("targetName", f"EQF level {level}"),
                        ("targetUrl", f"{EQF}{level}")):  # fmt: skip
        moving.supply(alignment, name, value, pointer)


def _language(_moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """The language of a course, when it is given by its code."""
    code = _LANGUAGE.fullmatch(str(child.value))
    if code is None or place.old.first("@language") is not None:
        copy(child, pointer, place.new)
        return
    copy(child, pointer, place.new, "inLanguage", lambda _: "-".join(filter(None, code.groups())))


def _recipient_name(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    """The name of the recipient becomes an identity of the kind name."""
    identity = moving.need(place.new, "credentialSubject", place.pointer).add("identifier", array=True)
    identity.source_pointer = pointer
    copy(child, pointer, identity, "identityHash")
    values: tuple[tuple[str, Leaf], ...] = (("type", "IdentityObject"), ("identityType", "name"), ("hashed", False))
    for name, value in values:
        moving.supply(identity, name, value, pointer)


def _institution(moving: Moving, place: Place, child: Node, pointer: str) -> None:
    entry = place.new.add("otherIdentifier", array=True)
    entry.source_pointer = pointer
    copy(child, pointer, entry, "identifier", str)
    moving.supply(entry, "type", "IdentifierEntry", pointer)
    moving.supply(entry, "identifierType", "identifier", pointer)


def _named(rules: dict[str, Handler]) -> dict[str, To | Handler]:
    """The rules by the names of extensions, with and without their prefix."""
    return {f"{prefix}{name}": rule for name, rule in rules.items() for prefix in (PREFIX, "")}


EXTENSIONS: Final[dict[str, dict[str, To | Handler]]] = {
    "assertion": _named({"recipientProfile": _unpacked({"name": _recipient_name})}),
    "badge": _named({
        "ECTSExtension": _unpacked({"ECTS": To("ECTS")}),
        "EQFExtension": _unpacked({"EQF": _eqf}),
        "LanguageExtension": _unpacked({"Language": _language}),
        "LearningOutcomeExtension": _unpacked({"LearningOutcome": To(f"{PREFIX}CompetencyExtension/name")}),
        "OriginalCreator": _unpacked({"url": To("creator", "Issuer")}),
        "originalCreator": _unpacked({"url": To("creator", "Issuer")}),
    }),
    "issuer": _named({"InstitutionIdentifierExtension": _unpacked({"InstitutionIdentifier": _institution})}),
}  # fmt: skip
"""The extensions by what they extend."""
