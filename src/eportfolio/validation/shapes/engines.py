"""The engines that run shapes: pySHACL, and the engine in Rust (``shacl``) when it is installed, which is faster.

Both give the same results.  The time that a pattern of a shape takes is bounded in Rust only: Python tries every way in
which a pattern can be understood.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from rdflib import Graph, URIRef
from rdflib.namespace import SH

from ...report.errors import MissingExtraError, UnsafeError, UsageError
from .folder import Shapes
from .nesting import DEPTH
from .terms import silence

RESULTS: Final = 10_000
"""How many results are told of one document."""

STATEMENTS: Final = 20_000
"""How many statements pySHACL is given: half a minute's work; a transcript of a whole degree has some 1200."""

_STEPS: Final = 3
"""Steps that pySHACL counts for each shape that stands in another one."""

ENGINES: Final = ("rust", "pyshacl")
"""The engines, the preferred one first."""


class Violation(NamedTuple):
    """One result of a validation (SHACL, section 3.6).

    Attributes:
        focus: the node; empty when it has no address.
        path: the property; empty when there is none, or more than one step.
        component: the kind of constraint, such as ``MinCount``.
        severity: ``Violation``, ``Warning`` or ``Info``.
        shape: the shape; empty when it has no address.
        message: what the shape itself says.
        value: the value concerned; ``None`` when there is none.
    """

    focus: str
    path: str
    component: str
    severity: str
    shape: str = ""
    message: str = ""
    value: str | None = None


def run(shapes: Shapes, data: Graph, engine: str = "") -> list[Violation]:
    """Run shapes over a graph.

    Args:
        shapes: the shapes.
        data: the graph.
        engine: one of ``ENGINES``; the first that is installed when empty.

    Returns:
        What the shapes do not allow, in the same order whichever engine ran.

    Raises:
        MissingExtraError: no engine is installed.
        UsageError: the shapes cannot be used.
        UnsafeError: shapes are nested too deeply, or the graph is too large for the engine.
    """
    for name in (engine,) if engine else ENGINES:
        runner = _RUNNERS[name]()
        if runner is not None:
            with silence():
                return sorted(runner(shapes, data), key=lambda item: item[:5])
    raise MissingExtraError("shacl", "Validation by shapes")


def _by_pyshacl() -> Callable[[Shapes, Graph], list[Violation]] | None:
    try:
        import pyshacl
    except ImportError:
        return None

    def validate(shapes: Shapes, data: Graph) -> list[Violation]:
        if len(data) > STATEMENTS:
            raise UnsafeError(
                "limit-exceeded", f"The document has more than {STATEMENTS} statements, which is too many for pySHACL.",
                hint="Install the faster engine: pip install shacl",
            )  # fmt: skip
        try:
            with warnings.catch_warnings(action="ignore"):  # they quote the document
                _, report, _ = pyshacl.validate(
                    data, shacl_graph=shapes.graph, inplace=True, advanced=False, js=False, do_owl_imports=False,
                    max_validation_depth=_STEPS * DEPTH,
                )  # fmt: skip
        except RecursionError:
            raise UnsafeError("nested-too-deeply", "The shapes are nested too deeply to be run.") from None
        except Exception as error:  # pySHACL raises its own classes for shapes that it cannot load
            raise _unusable(error) from None
        if not isinstance(report, Graph):
            raise _unusable(report)
        return [_from_report(shapes, report, result) for result in report.objects(None, SH.result)]

    return validate


def _from_report(shapes: Shapes, report: Graph, result: Any) -> Violation:
    def said(predicate: URIRef) -> Any:
        return report.value(result, predicate)

    shape = said(SH.sourceShape)
    value = said(SH.value)
    messages = sorted(str(message) for message in shapes.graph.objects(shape, SH.message))
    return Violation(
        focus=_address(said(SH.focusNode)),
        path=_address(said(SH.resultPath)),
        component=_component(str(said(SH.sourceConstraintComponent))),
        severity=str(said(SH.resultSeverity)).removeprefix(str(SH)),
        shape=_address(shape),
        message=messages[0] if messages else "",
        value=None if value is None else str(value),
    )


def _by_rust() -> Callable[[Shapes, Graph], list[Violation]] | None:
    try:
        import shacl  # noqa: F401 - only whether it is there
    except ImportError:
        return None

    def validate(shapes: Shapes, data: Graph) -> list[Violation]:
        try:
            text = data.serialize(format="nt", encoding="utf-8").decode("utf-8")
            report = _compiled(shapes.n_triples).validate_text(text, "ntriples", max_results=RESULTS + 1)
        except ValueError as error:
            raise _unusable(error) from None
        return [
            Violation(
                focus=_plain(item.focus_node), path=_plain(item.path or ""), component=_component(item.component),
                severity=item.severity, shape=_plain(item.source_shape or ""),
                message=min(item.messages, default=""), value=item.value_plain,
            )
            for item in report.results
        ]  # fmt: skip

    return validate


@lru_cache(maxsize=8)
def _compiled(n_triples: str) -> Any:
    import shacl

    return shacl.Shapes.from_text(n_triples, "ntriples")


_RUNNERS: Final = {"rust": _by_rust, "pyshacl": _by_pyshacl}


def _unusable(error: object) -> UsageError:
    reason = str(error).partition("\n")[0].rstrip(".:")[:200] or type(error).__name__
    return UsageError("usage", f"The shapes cannot be run: {reason}.")


def _component(name: str) -> str:
    return name.rpartition("#")[2].removesuffix("ConstraintComponent")


def _address(node: Any) -> str:
    return str(node) if isinstance(node, URIRef) else ""


def _plain(term: str) -> str:
    """The address in a term of N-Triples; empty for anything else."""
    return term[1:-1] if term.startswith("<") and term.endswith(">") and term.count("<") == 1 else ""
