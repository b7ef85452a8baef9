"""Several profiles of one person in one file, usually in several languages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...sources.tree import Node
from .groups import apply
from .reading import ReadRun
from .rules import Rule, discard, steps
from .writing import WriteRun


class Variants:
    """A repeated profile: the first is the portfolio itself, each further one a variant with items of its own.

    Authors change content from language to language, so profiles are never joined.

    Args:
        path: the repeated element.
        rules: the crosswalk of a profile.
    """

    def __init__(self, path: str, rules: Collection[Rule]) -> None:
        self.path = steps(path)
        self.rules = rules

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the first profile into the portfolio and the others beside it."""
        for index, place in enumerate(node.select(self.path)):
            if index == 0:
                apply(self.rules, place, target, run)
                continue
            variant: dict[str, Any] = {}
            if apply(self.rules, place, variant, run):
                run.own(place, variant)
                target.setdefault("variants", []).append(variant)
                run.report("variant-kept-apart", f"{place.name} {index + 1} is kept beside the first.", place)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the portfolio's own profile, then the variants, each in its own language."""
        parent = target.need(self.path[:-1])
        self._write_profile(model, parent.add(self.path[-1], array=run.array), run)
        for variant in model.all("variants"):
            before, language = run.written, run.language
            place = parent.add(self.path[-1], array=run.array)
            run.language = variant.peek(("language",)) or None
            self._write_profile(variant, place, run)
            run.language = language
            if run.written == before:
                discard(place)
            else:
                run.placements.append((variant, place))

    def _write_profile(self, model: Node, place: Node, run: WriteRun) -> None:
        for rule in self.rules:
            rule.write(model, place, run)
