"""Reading the canonical file: good parts are imported; what does not fit is named with its pointer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from eportfolio.exchange.adapter import LazyTrace, Level, Reading, TraceEntry
from eportfolio.model import ITEM_LISTS, SCHEMA_VERSION, Portfolio
from eportfolio.report.codes import Severity
from eportfolio.report.errors import UnreadableError
from eportfolio.report.findings import Endpoint, Fidelity, Finding, Report, finding
from eportfolio.sources.json import load_json
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source

from .disarming import disarm
from .migration import migrate
from .pruning import Pruner, count_leaves, escape, leaves, shown
from .writing import complete, context, without_context

CONTEXT_ADDRESS = "https://w3id.org/eportfolio/v1/context.jsonld"


def read(source: Source, limits: Limits, format_id: str) -> Reading:
    """Read a canonical file.

    Raises:
        UnreadableError: it is no JSON object, or broken.
        UnsafeError: it goes beyond a limit.
    """
    data, findings = load(source.data, limits)
    reading = from_canonical(data, findings)
    version = str(data.get("schema_version", SCHEMA_VERSION))
    reading.report.source = Endpoint(source.name, format_id, version)
    return reading


def check(source: Source, level: Level) -> Iterator[Finding]:
    """The findings of a canonical file at a level.

    Raises:
        UnreadableError: it is no JSON object, or broken.
        UnsafeError: it goes beyond a limit.
    """
    data, findings = load(source.data, source.limits)
    if level is not Level.SYNTAX:
        yield from findings
        yield from disarm(data)[0]
        pruner = Pruner(data)
        pruner.fit()
        for item in pruner.findings:  # what a reader can live with breaks the schema all the same
            yield replace(item, severity=Severity.ERROR) if item.name == "impossible-date" else item


def load(data: bytes, limits: Limits) -> tuple[dict[str, Any], list[Finding]]:
    """Parse a canonical file, take the contexts out, and migrate it to the present version.

    Raises:
        UnreadableError: it is no JSON object, or broken.
        UnsafeError: it goes beyond a limit.
    """
    ours = without_context(data)
    root = load_json(ours or data, limits)
    if not isinstance(root, dict):
        raise UnreadableError("wrong-type", "A portfolio is a JSON object; here stands something else.")
    findings = _check_context(root)
    if ours is None or b"@context" in ours:
        _drop_contexts(root)
    migrated, newer = migrate(root)
    return migrated, findings + newer


def from_canonical(data: dict[str, Any], findings: list[Finding]) -> Reading:
    """The portfolio for plain data in canonical form, with a trace of every leaf."""
    disarmed, lost = disarm(data)
    pruner = Pruner(data)
    portfolio = pruner.fit()
    result, missing = complete(portfolio)
    if missing:
        _adopt_ids(portfolio, result)
    report = Report(findings + disarmed + pruner.findings, fidelity=Fidelity(lost=pruner.lost + lost))
    reading = Reading(portfolio, report)
    _trace(data, result, pruner, reading)
    return reading


def _check_context(root: dict[str, Any]) -> list[Finding]:
    """Take the context out; a foreign one is named, since other programs read the file by it."""
    given = root.pop("@context", None)
    first = given[0] if isinstance(given, list) and given else given
    if first is None or first == CONTEXT_ADDRESS or first == context():
        return []
    return [
        finding("invalid-value",
                "The context is not the one of eportfolio: others may understand the file differently, "
                "and the next writing replaces it.", pointer="/@context", severity=Severity.WARNING)
    ]  # fmt: skip


def _drop_contexts(root: Any) -> None:
    """Take inner contexts out: the names of the fields tell all."""
    stack = [root]
    while stack:
        node = stack.pop()
        if type(node) is dict:
            node.pop("@context", None)
            stack += node.values()
        elif type(node) is list:
            stack += node


def _adopt_ids(portfolio: Portfolio, data: dict[str, Any]) -> None:
    portfolio.id = data["id"]
    for name in ITEM_LISTS:
        for item, plain in zip(getattr(portfolio, name), data.get(name, ()), strict=True):
            item.id = plain["id"]
    for variant, plain in zip(portfolio.variants, data.get("variants", ()), strict=True):
        _adopt_ids(variant, plain)


def _trace(data: dict[str, Any], result: dict[str, Any], pruner: Pruner, reading: Reading) -> None:
    """Follow every leaf of the file into the portfolio; what cannot be found there is named as lost."""
    report, figures = reading.report, reading.report.fidelity
    assert figures is not None
    if data == result and not pruner.findings:
        figures.data = count_leaves(data)
        reading.trace = LazyTrace(lambda: [TraceEntry(pointer, pointer) for _, _, pointer, _ in leaves(data)])
        return
    trace: list[TraceEntry] = []
    reading.trace = trace

    def leaf(value: Any, found: Any, source: str, target: str) -> None:
        if type(found) is dict:  # a plain text where the model has an object for it
            key = "text" if "text" in found else "edtf"
            found, target = found.get(key), f"{target}/{key}"
        if found is None:
            figures.lost += 1
            report.add(finding("lost", "The value has no place in the portfolio.", pointer=source, value=shown(value)))
            return
        figures.data += 1
        trace.append(TraceEntry(source, target))
        if found != value:
            report.add(finding("format-detail", "White space around the text was removed.", pointer=source))

    def walk(value: Any, found: Any, source: str, target: str) -> None:
        if type(value) is dict:
            known = found if type(found) is dict else {}
            for key, member in value.items():
                step = escape(key)
                walk(member, known.get(key), f"{source}/{step}", f"{target}/{step}")
        elif type(value) is list:
            members = found if type(found) is list else []
            for place, (index, member) in enumerate(zip(pruner.indices(value), value, strict=True)):
                kept = members[place] if place < len(members) else None
                walk(member, kept, f"{source}/{index}", f"{target}/{place}")
        elif value is not None and value != "":
            leaf(value, found, source, target)

    walk(data, result, "", "")
