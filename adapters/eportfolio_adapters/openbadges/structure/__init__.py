"""Structural validation of badges, learner records and credentials: our own rules, with places and hints.

A document is told by its types (:mod:`.documents`), and each of its objects is held against the rules of its class
(:mod:`.checks`), which come from tables (:mod:`.table`).  Where there is an official JSON Schema, a finding is an error
exactly when the schema rejects the document; what the schema cannot see is a warning or a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding, finding

from .checks import Walk
from .documents import KINDS, Kind, kind_of
from .table import classes
from .unseen import unseen
from .words import softened

_PRESENTATIONS: Final = frozenset({"VerifiablePresentation", "VerifiablePresentation-1"})
_MODEL: Final = frozenset({"classes-vc1", "classes-vc2"})
_SUBJECT: Final = "This is a record of version 1.0 inside a credential: only its own schema looks at it."

__all__ = ["KINDS", "Kind", "check", "faults", "kind_of"]


def check(
    data: Any, *, kind: str = "", pointer: str = "", signed: bool = False, context: bool = True
) -> Iterator[Finding]:
    """Check the structure of a badge, a learner record, a credential, or of what holds several of them.

    The document is valid when no finding is an error.

    Args:
        data: the document as plain JSON; a list is a list of documents.
        kind: name of the kind of document, a key of :data:`KINDS`; told from the document when empty.
        pointer: where it stands in its file, as a JSON pointer.
        signed: whether a signature is around it, such as that of a token.
        context: whether to ask what JSON-LD makes of it, too: which terms are dropped and which types undefined.

    Raises:
        UsageError: there is no such kind.
    """
    if isinstance(data, list) and data and not kind:
        for index, one in enumerate(data):
            yield from check(one, pointer=f"{pointer}/{index}", signed=signed, context=context)
        return
    known = _known(data, kind)
    if known is None or not isinstance(data, dict):
        yield _unknown(data, pointer)
        return
    walk = Walk(classes(known.table), known.specification, refine=known.official, keep=True)
    yield from walk.run(data, known.name, pointer)
    yield from unseen(known, data, walk.visits, signed=signed, context=context)
    yield from _inside(data, known, pointer)


def _inside(data: dict[str, Any], known: Kind, pointer: str) -> Iterator[Finding]:
    """The documents inside a document that only carries them."""
    if known.name in _PRESENTATIONS:
        held = data.get("verifiableCredential")
        for index, one in enumerate(held if isinstance(held, list) else [held]):
            if isinstance(one, dict):
                yield from check(
                    one, pointer=f"{pointer}/verifiableCredential" + (f"/{index}" if isinstance(held, list) else "")
                )
    subject = data.get("credentialSubject")
    if known.table in _MODEL and isinstance(subject, dict) and (inner := kind_of(subject)) and inner.name == "Clr":
        walk = Walk(classes(inner.table), inner.specification)
        for found in walk.run(subject, inner.name, f"{pointer}/credentialSubject"):
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
    return list(Walk(classes(known.table), known.specification).run(data, known.name, ""))


def _known(data: Any, kind: str) -> Kind | None:
    if kind and kind not in KINDS:
        raise UsageError("usage", f"There is no kind of document {kind}.", hint=f"There are: {', '.join(KINDS)}.")
    return KINDS[kind] if kind else kind_of(data)


def _unknown(data: Any, pointer: str) -> Finding:
    if not isinstance(data, dict):
        return finding("wrong-type", "A badge, record or credential is an object.", pointer=pointer)
    message = "This is no badge, learner record or verifiable credential: neither its types nor its contexts say so."
    return finding("not-a-credential", message, pointer=pointer, hint="Give it the types of what it is.")
