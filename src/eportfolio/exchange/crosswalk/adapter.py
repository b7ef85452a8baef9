"""What adapters with a crosswalk have in common: read a tree with its rules, write a tree with the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ...model import Portfolio
from ...model.canonical import to_data
from ...report.findings import Endpoint, Finding, Report
from ...sources.tree import Node
from ..adapter import Format, Reading
from .reading import ReadRun, Trace
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
    for rule in rules:
        rule.read(root, run.root, run)
    run.root["provenance"] = {"format": form.id, "pointer": root.pointer}
    data = run.finish(root)
    portfolio = Portfolio.model_validate(data)
    report = Report(run.findings, Endpoint(format=form.id, version=version), fidelity=run.fidelity(root))
    return Reading(portfolio, report, TracePairs(run.trace, data))


def write_tree(
    portfolio: Portfolio, target: Node, rules: Collection[Rule], run: WriteRun
) -> WriteRun:
    """Write a portfolio into a tree with a run that was made for it; the residue is put back too."""
    for rule in rules:
        rule.write(run.model, target, run)
    run.finish(target)
    return run


def data_of(portfolio: Portfolio) -> dict[str, Any]:
    """The portfolio in canonical form: what a writing run starts from."""
    return to_data(portfolio)


class TracePairs(list[tuple[str, str]]):
    """Pointers of source leaves and of their places in the portfolio, made only when somebody asks.

    Args:
        trace: the leaves and the containers that took them.
        data: the portfolio that the containers are part of.
    """

    def __init__(self, trace: list[Trace], data: dict[str, Any]) -> None:
        super().__init__()
        self._trace = trace
        self._data = data
        self._made = False

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of pointers."""
        if not self._made:
            places = _places(self._data)
            self.extend(
                (entry.node.pointer, f"{places.get(id(entry.container), '')}/{entry.key}") for entry in self._trace
            )
            self._made = True
        return self


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
