"""Rules of badges by themselves: an object read into the model, and the model written as an object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.groups import apply
from eportfolio.report.findings import Finding
from eportfolio.sources.json import from_tree, to_tree
from eportfolio.sources.limits import DEFAULT_LIMITS
from eportfolio.sources.tree import Node
from eportfolio_adapters.openbadges.finishing import finish

FAMILY = "openbadges"


def read(rules: Iterable[Any], document: dict[str, Any], language: str = "") -> tuple[dict[str, Any], ReadRun]:
    """The object of the model that the rules make of a document, with its residue, and the run."""
    run = ReadRun(FAMILY, FAMILY)
    if language:
        run.root["language"] = language
    root = to_tree(document, DEFAULT_LIMITS)
    apply(list(rules), root, run.root, run)
    data = run.finish(root)
    data.pop("id")
    return data, run


def write(rules: Iterable[Any], data: dict[str, Any], *, residue: bool = True) -> tuple[dict[str, Any], list[Finding]]:
    """The document that the rules make of an object of the model, and what is lost."""
    run = WriteRun(FAMILY, data, array=True, residue=residue)
    target = Node("$")
    for rule in rules:
        rule.write(run.model, target, run)
    run.finish(target)
    finish(target)
    document = from_tree(target)
    return document if isinstance(document, dict) else {}, run.losses()


def again(rules: Iterable[Any], document: dict[str, Any], language: str = "") -> dict[str, Any]:
    """A document, read and written."""
    rules = list(rules)
    data, _ = read(rules, document, language)
    written, losses = write(rules, data)
    assert [finding.pointer for finding in losses] == []
    return written


def modelled(data: dict[str, Any]) -> dict[str, Any]:
    """An object of the model without its residue."""
    return {name: value for name, value in data.items() if name != "residue"}


def lost(losses: Iterable[Finding]) -> set[str]:
    """The places of what is lost or changed."""
    return {finding.pointer for finding in losses}
