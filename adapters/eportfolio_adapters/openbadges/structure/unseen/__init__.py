"""What no schema can see, by class of the object; one table, one pass over the objects of a document.

Where an official schema decides what is an error, these findings are warnings or notes; where there is none, what the
specification says in so many words is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from eportfolio.report.findings import Finding

from ..checks import Visit
from ..documents import Kind
from ..table import classes
from . import contexts, credentials, identities, legacy, references, values
from .described import Descriptions
from .look import Look

Check: TypeAlias = Callable[[Look], Iterator[Finding]]

_CREDENTIAL: Final = (credentials.period, credentials.issuer)
_CHECKS: Final[Mapping[str, tuple[Check, ...]]] = MappingProxyType({
    "AchievementCredential": _CREDENTIAL,
    "EndorsementCredential": _CREDENTIAL,
    "ClrCredential": _CREDENTIAL,
    "AchievementSubject": (identities.subject, references.results, credentials.activity),
    "ClrSubject": (identities.subject, references.associations),
    "IdentityObject": (identities.identity,),
    "Image": (identities.picture,),
    "ResultDescription": (references.description,),
    "Clr": (references.former_references,),
    "Achievement": (identities.pictures,),
    "Profile": (identities.pictures,),
    "Identity": (identities.identity,),
    "Assertion": (credentials.period, identities.pictures, legacy.hosted),
    "BadgeClass": (identities.pictures,),
    "Issuer": (identities.pictures,),
    "IssuerVerification": (legacy.scope,),
    "VerificationObject": (legacy.scope,),
    "IdentityObject-1": (identities.identity,),
    "Assertion-1": (credentials.period,),
    "BadgeClass-1": (identities.pictures,),
    "VerifiableCredential": (credentials.period, credentials.subjects, credentials.related),
    "VerifiableCredential-1": (credentials.period, credentials.subjects),
})  # fmt: skip
"""What looks at an object of a class, beside the forms of its values."""

_SECURED: Final = frozenset({
    "AchievementCredential", "EndorsementCredential", "ClrCredential", "VerifiableCredential",
    "VerifiableCredential-1",
})  # fmt: skip
_RESPONSES: Final = frozenset({"GetOpenBadgeCredentialsResponse", "GetClrCredentialsResponse"})
_UNDEFINED: Final = frozenset({"Assertion-0.5", "Assertion-1", "BadgeClass-1", "Issuer-1"})
"""Documents from before JSON-LD, or that may be."""


def unseen(kind: Kind, visits: Sequence[Visit], *, signed: bool, context: bool) -> Iterator[Finding]:
    """What no schema can see of one document.

    Args:
        kind: its kind.
        visits: its objects, the document first.
        signed: whether a signature is around it, so that it needs no proof in it.
        context: whether to ask what JSON-LD makes of it.
    """
    rules = classes(kind.table)
    described = Descriptions(value for name, value, _ in visits if name == "ResultDescription")
    looks = [Look(name, value, place, rules[name], kind, described) for name, value, place in visits]
    said: set[tuple[str, str]] = set()
    for found in _all(looks, signed=signed, context=context):
        key = (found.code, found.pointer)
        if key not in said:  # a credential inside a record is looked at as two classes, and JSON-LD says much again
            said.add(key)
            yield found


def _all(looks: list[Look], *, signed: bool, context: bool) -> Iterator[Finding]:
    roots = _roots(looks)
    for root in roots:
        if root.name in _SECURED and not signed:
            yield from credentials.unsigned(root)
    for look in looks:
        yield from values.check(look)
        for check in _CHECKS.get(look.name, ()):
            yield from check(look)
    yield from references.duplicates(looks)
    for root in roots:
        yield from contexts.drifting(root, looks)
        yield from _contexts(root, context=context)


def _roots(looks: list[Look]) -> list[Look]:
    """The documents that bring contexts of their own: the first object, or those that a response holds."""
    first = looks[:1]
    if not first or first[0].name not in _RESPONSES:
        return first
    held = {id(one) for one, _ in first[0].objects("credential")}
    return [look for look in looks if id(look.data) in held]


def _contexts(root: Look, *, context: bool) -> Iterator[Finding]:
    clashes = list(contexts.together(root))
    if root.kind.table == "classes-ob2":
        yield from legacy.context(root)
    if context and root.kind.name not in _UNDEFINED and "@context" in root.data:
        yield from contexts.left_out(root, told=bool(clashes))
    yield from clashes
