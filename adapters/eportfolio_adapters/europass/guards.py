"""Guards of the Candidate crosswalk: which objects an element is for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from eportfolio.exchange.crosswalk import Leaf, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.report.codes import Severity
from eportfolio.report.findings import finding
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.languages import UNDETERMINED

from .codes import PROFILE_LANGUAGE
from .facts import text_of

_OF_A_CERTIFICATE = ("issued", "awarding_bodies", "description")
_OF_A_DEGREE = ("eqf_level", "levels", "fields_of_study", "learning_outcome_summary", "credits")


class _WriteGuard:
    """A guard on what is written; every node is admitted and nothing is moved."""

    def admits_node(self, node: Node) -> bool:
        """Every node."""
        return True

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing to write."""


class Unlike(_WriteGuard):
    """Objects whose field has none of some values; without values, objects that lack the field."""

    def __init__(self, field: str, values: Collection[str] = ()) -> None:
        self.field = steps(field)
        self.values = frozenset(values)

    def admits_model(self, model: Node) -> bool:
        """Objects that are of another kind."""
        place = model.at(self.field)
        return place is None or (bool(self.values) and place.value not in self.values)


class Certificate:
    """Certificates of courses, as opposed to the degrees that education leads to."""

    field = ("specification", "qualification_type", "notation")
    value = "certificate"

    def admits_node(self, node: Node) -> bool:
        """Every node: the section has decided."""
        return True

    def admits_model(self, model: Node) -> bool:
        """What says that it is one; of the rest, what has a date, an issuer or prose, and nothing of a degree."""
        kind = model.at(self.field)
        if kind is not None:
            return kind.value == self.value
        if model.first("gained_in") is not None or model.at(self.field[:-1]) is not None:
            return False
        specification = model.first("specification") or Node("specification")
        degree = any(specification.first(name) is not None for name in _OF_A_DEGREE)
        return not degree and any(model.first(name) is not None for name in _OF_A_CERTIFICATE)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Say what it is."""
        target.setdefault("specification", {})["qualification_type"] = {"notation": self.value}

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The section says it."""
        kind = model.at(self.field)
        if kind is None:
            run.supplied.add(f"{model.pointer}/specification/qualification_type/notation")
        else:
            kind.taken = Grade.DATA


class ProfileLanguageCode:
    """The language of a profile, which the format demands; ``und`` says that it is not known."""

    _leaf = Leaf("@languageCode", "language", PROFILE_LANGUAGE)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the language."""
        code = node.first("@languageCode")
        if code is not None and text_of(code) == UNDETERMINED:
            run.detail_nodes.add(id(code))
        else:
            self._leaf.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the language, or that it is not known."""
        self._leaf.write(model, target, run)
        language = model.first("language")
        if language is not None and language.taken is Grade.APPROXIMATE:
            run.supplied.add(language.pointer)
        code = target.need(("@languageCode",))
        if code.value is None:
            code.value = UNDETERMINED
            run.findings.append(
                finding(
                    "required-by-target",
                    "The editor wants to know the language of the profile; it is written as not known.",
                    pointer=model.pointer,
                    severity=Severity.WARNING,
                )
            )
