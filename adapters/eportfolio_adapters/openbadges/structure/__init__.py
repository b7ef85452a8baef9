"""Structural validation of badges, learner records and credentials: our own rules, with places and hints.

A document is told by its types (:mod:`.documents`), and each of its objects is held against the rules of its class
(:mod:`.checks`), which come from tables (:mod:`.table`).  Where there is an official JSON Schema, a finding is an error
exactly when the schema rejects the document; what the schema cannot see is a warning or a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding, finding

from .checks import Walk
from .documents import KINDS, Kind, kind_of
from .table import classes

__all__ = ["KINDS", "Kind", "check", "faults", "kind_of"]


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
