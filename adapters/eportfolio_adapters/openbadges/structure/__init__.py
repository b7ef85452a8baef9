"""Structural validation of badges, learner records and credentials: our own rules, with places and hints.

A document is told by its types (:mod:`.documents`), and each of its objects is held against the rules of its class
(:mod:`.checks`), which come from tables (:mod:`.table`).  Where there is an official JSON Schema, a finding is an error
exactly when the schema rejects the document; what the schema cannot see is a warning or a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from eportfolio.report.codes import Severity
from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.base64url import UnusableError
from eportfolio.sources.limits import DEFAULT_LIMITS, Limits

from .checks import Walk
from .documents import KINDS, Kind, kind_of
from .places import members
from .table import classes
from .tokens import is_token, opened, tokens_in
from .unseen import unseen
from .words import softened

_PRESENTATIONS: Final = frozenset({"VerifiablePresentation", "VerifiablePresentation-1"})
_MODEL: Final = frozenset({"classes-vc1", "classes-vc2"})
_HOLDING: Final = {
    **dict.fromkeys(_PRESENTATIONS, "verifiableCredential"),
    **dict.fromkeys(("GetOpenBadgeCredentialsResponse", "GetClrCredentialsResponse"), "compactJwsString"),
}
"""The property in which a document holds others."""

_SUBJECT: Final = "This is a record of version 1.0 inside a credential: only its own schema looks at it."

__all__ = ["KINDS", "Kind", "check", "faults", "kind_of"]


def check(
    data: Any, *, kind: str = "", pointer: str = "", signed: bool = False, context: bool = True,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Finding]:  # fmt: skip
    """Check the structure of a badge, a learner record, a credential, or of what holds several of them.

    The document is valid when no finding is an error.

    Args:
        data: the document as plain JSON, or a token with it; a list is a list of documents.
        kind: name of the kind of document, a key of :data:`KINDS`; told from the document when empty.
        pointer: where it stands in its file, as a JSON pointer; what a token says has the place of the token.
        signed: whether a signature is around it.
        context: whether to ask what JSON-LD makes of it, too: which terms are dropped and which types undefined.
        limits: the safety limits of what stands in tokens.

    Raises:
        UsageError: there is no such kind.
    """
    waiting: list[_Waiting] = [(data, pointer, signed)]
    while waiting:
        one, where, around = waiting.pop()
        if isinstance(one, list) and one and not kind:
            waiting += [(member, f"{where}/{index}", around) for index, member in reversed(list(enumerate(one)))]
            continue
        if is_token(one):
            try:
                one, around = opened(one, limits), True
            except UnusableError as error:
                yield finding("invalid-value", f"The token cannot be read: {error}.", pointer=where)
                continue
        known = _known(one, kind)
        if known is None or not isinstance(one, dict):
            yield _unknown(one, where)
            continue
        walk = Walk(classes(known.table), known.specification, refine=known.official, keep=True)
        yield from walk.run(one, known.name, where)
        yield from unseen(known, walk.visits, signed=around, context=context)
        waiting += _held(one, known, where)
        if known.table in _MODEL:
            yield from _wrapped(one, where)


_Waiting: TypeAlias = "tuple[Any, str, bool]"
"""A document, where it stands, and whether a signature is around it."""


def _held(data: dict[str, Any], known: Kind, pointer: str) -> list[_Waiting]:
    """The documents of their own that a document holds, the last one first."""
    key = _HOLDING.get(known.name, "")
    found: list[_Waiting] = [(token, place, True) for token, place in tokens_in(data, key, pointer)]
    if known.name in _PRESENTATIONS:
        place = f"{pointer}/{key}"
        for one, index in members(data.get(key)):
            if isinstance(one, dict):
                found.append((one, place if index is None else f"{place}/{index}", False))
    return found[::-1]


def _wrapped(data: dict[str, Any], pointer: str) -> Iterator[Finding]:
    """A record of version 1.0 that is the subject of a credential."""
    subject = data.get("credentialSubject")
    kind = kind_of(subject)
    if kind is not None and kind.name == "Clr":
        for found in Walk(classes(kind.table), kind.specification).run(
            subject, kind.name, f"{pointer}/credentialSubject"
        ):
            yield softened(found, _SUBJECT)


def faults(data: Any, kind: str = "") -> list[Finding]:
    """What the schema or the table of the specification rejects, and nothing else: the check for a writer.

    Args:
        data: the document as plain JSON.
        kind: name of the kind of document, a key of :data:`KINDS`; told from the document when empty.

    Returns:
        The errors; none when the document is valid.

    Raises:
        UsageError: there is no such kind.
    """
    known = _known(data, kind)
    if known is None:
        return [_unknown(data, "")]
    found = Walk(classes(known.table), known.specification).run(data, known.name, "")
    return [one for one in found if one.severity is Severity.ERROR]


def _known(data: Any, kind: str) -> Kind | None:
    if kind and kind not in KINDS:
        raise UsageError("usage", f"There is no kind of document {kind}.", hint=f"There are: {', '.join(KINDS)}.")
    return KINDS[kind] if kind else kind_of(data)


def _unknown(data: Any, pointer: str) -> Finding:
    if not isinstance(data, dict):
        return finding("wrong-type", "A badge, record or credential is an object.", pointer=pointer)
    message = "This is no badge, learner record or verifiable credential: neither its types nor its contexts say so."
    return finding("unknown-format", message, pointer=pointer, hint="Give it the types of what it is.")
