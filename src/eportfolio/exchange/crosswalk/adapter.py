"""What adapters with a crosswalk have in common: read a tree with its rules, write a tree with the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ...report.findings import Endpoint, Finding, Report
from ...sources.tree import Grade, Node
from ..adapter import Format, LazyTrace, Reading, TraceEntry
from .awards import set_unearned_aside
from .groups import apply
from .reading import ReadRun, Trace
from .repair import fit
from .rules import Rule
from .writing import WriteRun


def read_tree(
    root: Node, rules: Collection[Rule], form: Format, *, details: Iterable[str] = (), version: str = "",
    findings: Iterable[Finding] = (), defaults: dict[str, Any] | None = None,
) -> Reading:  # fmt: skip
    """Read a tree into a portfolio.

    Args:
        root: the source's tree.
        rules: the crosswalk.
        form: the format.
        details: first steps of paths that describe the file and not the person.
        version: the version or dialect that was met.
        findings: what was found before.
        defaults: values of the portfolio that follow from the file as a whole.
    """
    run = ReadRun(form.residue_family, form.id, details)
    run.root.update(defaults or {})
    run.findings.extend(findings)
    apply(rules, root, run.root, run)
    run.root["provenance"] = {"format": form.id} | ({"pointer": root.pointer} if root.pointer else {})
    data = run.finish(root)
    portfolio = fit(data, run)
    report = Report(run.findings, Endpoint(format=form.id, version=version), fidelity=run.fidelity)
    return Reading(portfolio, report, LazyTrace(lambda: entries(run.trace, data)))


def write_tree(target: Node, rules: Collection[Rule], run: WriteRun) -> WriteRun:
    """Write the portfolio of a run into a tree; the residue is put back too.

    The format says of no qualification whether it was earned: those that were not are left out.
    """
    set_unearned_aside(run)
    for rule in rules:
        rule.write(run.model, target, run)
    run.finish(target)
    return run


def entries(trace: list[Trace], data: dict[str, Any]) -> list[TraceEntry]:
    """The pointers of the leaves, and of the places in the portfolio that took them."""
    places = _places(data)
    entries = []
    for node, container, key in trace:
        place = places.get(id(container), "")
        # A leaf that only tells what kind of object it is in goes wherever the object as a whole goes.
        place = f"{place}/" if key is None else f"{place}/{key}"
        entries.append(TraceEntry(node.pointer, place, node.line, node.taken is Grade.RESIDUE))
    return entries


def _places(data: Any) -> dict[int, str]:
    """The pointer of each container, by identity."""
    places: dict[int, str] = {}
    stack: list[tuple[Any, str]] = [(data, "")]
    while stack:
        value, pointer = stack.pop()
        if isinstance(value, dict):
            places[id(value)] = pointer
            stack.extend((member, f"{pointer}/{key}") for key, member in value.items())
        elif isinstance(value, list):
            places[id(value)] = pointer
            stack.extend((member, f"{pointer}/{index}") for index, member in enumerate(value))
    return places
