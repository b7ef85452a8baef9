"""Run the shapes of a folder over a file, and tell what they do not allow in findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ...exchange.adapter import Adapter
from ...report.codes import Severity
from ...report.errors import UnreadableError
from ...report.findings import Finding, finding
from ...sources.source import Source
from .documents import Document, documents
from .engines import RESULTS, Violation, run
from .folder import Shapes, ShapesFolder

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.INFO}

_WORDS: Final = {
    "MinCount": "fewer values than are demanded",
    "MaxCount": "more values than are allowed",
    "Class": "a value that is not an object of the type that is demanded",
    "Datatype": "a value that is not of the datatype that is demanded",
    "NodeKind": "a value of the wrong kind (an address, a text or an object)",
    "UniqueLang": "several texts in one language",
    "HasValue": "the value that is demanded is not there",
    "In": "a value that is not one of those allowed",
    "Or": "a value that fits none of the alternatives",
    "And": "a value that does not fit all that is demanded",
    "Xone": "a value that does not fit exactly one of the alternatives",
    "Not": "a value that is excluded",
    "Node": "an object that does not keep the rules for its kind",
    "Pattern": "a text that is not of the form that is demanded",
    "LanguageIn": "a text in a language that is not allowed",
    "MinLength": "a text that is too short",
    "MaxLength": "a text that is too long",
    "MinInclusive": "a value that is too small",
    "MinExclusive": "a value that is too small",
    "MaxInclusive": "a value that is too large",
    "MaxExclusive": "a value that is too large",
    "Closed": "a property that is not allowed here",
}
"""What each kind of constraint of SHACL Core (section 4) says when it does not hold."""


def check_shapes(source: Source, adapter: Adapter, folder: str | Path, *, engine: str = "") -> Iterator[Finding]:
    """Run the SHACL shapes of a folder over a file (SHACL, W3C Recommendation of 20 July 2017).

    Files are selected by the schema that a document names, with what they import; all files are taken when none is
    meant.  Nothing is fetched, and shapes that hold queries or scripts are refused.

    Args:
        source: the file: JSON-LD, in an envelope that its adapter opens, or Turtle.
        adapter: the adapter of its format.
        folder: the folder with the shapes.
        engine: ``rust`` or ``pyshacl``; the first that is installed when empty.

    Yields:
        ``shape-violation`` for each result, ``not-a-credential`` when nothing was looked at, ``dangling-reference``
        when shapes are missing that others import, and what is wrong with the file when it is no RDF that can be read.

    Raises:
        MissingExtraError: an engine or PyLD is not installed.
        UsageError: the folder holds no shapes that can be run, or the file is of a format without RDF.
        UnreadableError: the shapes cannot be read, or go beyond a limit.
    """
    shapes_folder = ShapesFolder(folder)
    graphs = documents(source, adapter)
    while True:
        try:
            document = next(graphs, None)
        except UnreadableError as error:
            yield from error.findings
            return
        if document is None:
            return
        yield from _check(document, shapes_folder.select(document.schemas), engine)


def _check(document: Document, shapes: Shapes, engine: str) -> Iterator[Finding]:
    if shapes.missing:
        named = ", ".join(shapes.missing)
        yield finding(
            "dangling-reference", f"The shapes import what the folder does not hold: {named}.",
            severity=Severity.WARNING, specification=_named(shapes),
            hint="Download it into the folder, unless it is a vocabulary without shapes.",
        )  # fmt: skip
    looked_at = shapes.focus(document.graph)
    if not looked_at or (document.root is not None and document.root not in looked_at):
        yield _vacuous(document, shapes)
    if looked_at:
        violations = run(shapes, document.graph, engine)
        yield from (_told(violation, document, shapes) for violation in violations[:RESULTS])
        if len(violations) > RESULTS:
            yield finding(
                "limit-exceeded", f"There is more that the shapes do not allow; the first {RESULTS} are told.",
                hint="Repair these, and validate again.",
            )  # fmt: skip


def _vacuous(document: Document, shapes: Shapes) -> Finding:
    if not document.graph:
        why = "it says nothing as RDF: it has no context, or none of its keys is in it"
    elif document.root is None:
        why = "none of its nodes is of a kind that a shape looks at"
    else:
        why = "the node that it is about is of no kind that a shape looks at"
    return finding(
        "not-a-credential", f"No shape was asked about the document: {why}.",
        pointer=document.places.get(str(document.root), ""), specification=_named(shapes),
    )  # fmt: skip


def _told(violation: Violation, document: Document, shapes: Shapes) -> Finding:
    parameter = violation.component[:1].lower() + violation.component[1:]
    words = violation.message or _WORDS.get(violation.component, f"the constraint {parameter} does not hold")
    expected = shapes.expected(violation.shape, parameter) if violation.shape else ""
    detail = f" ({parameter} {expected})" if expected and not violation.message else ""
    if violation.component == "Node" and violation.shape and violation.value:
        lacking = shapes.lacking(violation.shape, violation.value, document.graph)
        detail += f"; it lacks {lacking}" if lacking else ""
    subject = f"{_last(violation.path)}: " if violation.path else ""
    node = f" Node: {violation.focus}." if violation.focus else ""
    return finding(
        "shape-violation",
        f"{subject}{words.rstrip('.')}{detail}.{node}",
        pointer=document.places.get(violation.focus, ""),
        value=violation.value,
        severity=_SEVERITIES.get(violation.severity, Severity.ERROR),
        specification=violation.shape or _named(shapes),
    )


def _named(shapes: Shapes) -> str:
    return ", ".join(shapes.files)


def _last(address: str) -> str:
    return re.split("[/#:]", address)[-1] or address
