"""What no schema can see, by class of the object; one table, one pass over the objects of a document.

Where an official schema decides what is an error, these findings are warnings or notes; where there is none, what the
specification says in so many words is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from eportfolio.report.findings import Finding

from ..checks import Visit
from ..documents import Kind
from ..places import pointer
from ..table import classes
from . import contexts, credentials, identities, legacy, references, values
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
_MODEL: Final = frozenset({"classes-vc1", "classes-vc2"})
_UNDEFINED: Final = frozenset({"Assertion-0.5", "Assertion-1", "BadgeClass-1", "Issuer-1"})
"""Documents from before JSON-LD, or that may be."""


def unseen(
    kind: Kind, data: dict[str, Any], visits: Sequence[Visit], *, signed: bool, context: bool
) -> Iterator[Finding]:
    """What no schema can see of one document.

    Args:
        kind: its kind.
        data: the document.
        visits: its objects, the document first.
        signed: whether a signature is around it, so that it needs no proof in it.
        context: whether to ask what JSON-LD makes of it.
    """
    rules = classes(kind.table)
    looks = [Look(name, value, place, rules[name], kind) for name, value, place in visits]
    if not looks:
        return
    root = looks[0]
    if kind.name in _SECURED and not signed:
        yield from credentials.unsigned(root)
    yield from contexts.together(root)
    yield from contexts.drifting(root, looks)
    if kind.table == "classes-ob2":
        yield from legacy.context(root)
    for look in looks:
        yield from values.check(look)
        for check in _CHECKS.get(look.name, ()):
            yield from check(look)
    yield from references.duplicates(looks)
    if context and kind.name not in _UNDEFINED and "@context" in data:
        if kind.table in _MODEL:
            yield from contexts.undefined_types(root)
        yield from contexts.dropped(data, pointer(root.place))
