"""Rules made of rules: several as one, one that waits for its turn, and a node that is there whatever it holds."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.sources.tree import Node


class Sequence:
    """Several rules as one."""

    def __init__(self, *rules: Any) -> None:
        self.rules = rules

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read with each rule."""
        for rule in self.rules:
            rule.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write with each rule."""
        for rule in self.rules:
            rule.write(model, target, run)


class Unless:
    """A rule that writes only where nothing stands at a place yet.

    Args:
        path: the place.
        rule: the rule.
    """

    def __init__(self, path: str, rule: Any) -> None:
        self.path = path
        self.rule = rule

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: the place is read by another rule."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write, unless something is there."""
        if target.first(self.path) is None:
            self.rule.write(model, target, run)


class Always:
    """A node about the same object that is there even when it holds nothing but what is repeated.

    Args:
        path: the node.
        rules: what is inside.
    """

    def __init__(self, path: str, *rules: Any) -> None:
        self.step = path
        self.rules = rules

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the node, if it is there."""
        place = node.first(self.step)
        for rule in self.rules if place is not None else ():
            rule.read(place, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the node."""
        place = target.add(self.step)
        for rule in self.rules:
            rule.write(model, place, run)
