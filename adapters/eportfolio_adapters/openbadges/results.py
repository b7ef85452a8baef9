"""Results, and what results an achievement can have (Open Badges 3.0, classes Result and ResultDescription).

A result is an assessment of the person; its description is what the assessment is, with its scale.  A description to
which no result belongs is told by what it holds: one that is aligned to skills is a learning outcome, as issuers that
also issue European credentials write them; any other is an assessment that the achievement has.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from eportfolio.exchange.crosswalk import Each, Group, Leaf, Leaves, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import TEXT, as_text
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.json import from_tree
from eportfolio.sources.tree import Grade, Node

from .alignments import alignments
from .codes import result_status, result_type
from .identities import web_id
from .joints import Typed
from .runs import BadgeReadRun, BadgeWriteRun, derived_id
from .words import Prose, Words

DESCRIPTION: Final = "resultDescription"
OUTCOME: Final = "ext:LearningOutcome"
"""The type of result that is written for a learning outcome: it has none, and the format demands one."""

_SCALE: Final = ("rubricCriterionLevel", "valueMin", "valueMax")
"""What only an assessment has."""


class LevelReference:
    """The address of a level of a rubric.

    Args:
        path: where it stands.
        field: the level's ``uri``.
    """

    def __init__(self, path: str, field: str) -> None:
        self.leaf = Leaf(path, field, TEXT)
        self.step = self.leaf.step

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the address."""
        self.leaf.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address."""
        self.leaf.write(model, target, run)


LEVEL: Final[tuple[Any, ...]] = (
    Leaf("id", "uri"), Typed("RubricCriterionLevel"), Words("name", "title"), Prose("description", "description"),
    Leaf("level", "performance_level"), Leaf("points", "points"), alignments("alignment", "skills[]"),
)  # fmt: skip
"""One level of a rubric."""


class Levels:
    """``rubricCriterionLevel``: the levels of a rubric, each of which must have an ``id`` and a name."""

    step = "rubricCriterionLevel"
    _each = Each("rubricCriterionLevel", "rubric_criterion_levels[]", *LEVEL)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every level."""
        self._each.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the levels that have a name; one without an ``id`` gets one that follows from its name."""
        for level in model.all("rubric_criterion_levels"):
            if level.first("title") is None or not self._each.write_entry(level, target, run):
                continue
            place = run.placed[id(level)]
            if place.first("id") is None:
                place.add("id", derived_id("level", target.peek(("id",)), place.peek(("name",))))
                run.supplied.add(f"{level.pointer}/uri")


DESCRIPTION_RULES: Final[tuple[Any, ...]] = (
    web_id(), Typed("ResultDescription"), Words("name", "title"), alignments("alignment", "skills[]"),
    result_type("grading_scheme/result_type"), Leaves("allowedValue", "grading_scheme/allowed_values"),
    Leaf("valueMin", "grading_scheme/minimum_value"), Leaf("valueMax", "grading_scheme/maximum_value"),
    Leaf("requiredValue", "grading_scheme/required_value"),
    LevelReference("requiredLevel", "grading_scheme/required_level"), Group("", "grading_scheme", Levels()),
)  # fmt: skip
"""What an assessment is, and its scale."""


class OutcomeType:
    """The type of result of a learning outcome."""

    step = "resultType"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type, which says nothing of the outcome."""
        leaf = node.free(("resultType",))
        if leaf is None:
            run.lack(node, "resultType", OUTCOME)
        else:
            take_aside(leaf, target, run, OUTCOME)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type."""
        target.need(("resultType",)).value = OUTCOME


OUTCOME_RULES: Final[tuple[Any, ...]] = (
    web_id(), Typed("ResultDescription"), Words("name", "title"), Prose("description", "description"),
    alignments("alignment", "skills[]"), OutcomeType(),
)  # fmt: skip
"""A learning outcome."""

RESULT_RULES: Final[tuple[Any, ...]] = (
    Typed("Result"), Words("value", "grade"), result_status("grade_status"),
    LevelReference("achievedLevel", "achieved_level"), alignments("alignment", "skills[]"),
)  # fmt: skip
"""What was reached."""


class Results:
    """``result`` of the subject, and ``resultDescription`` of its achievement."""

    step = "achievement"

    def __init__(self) -> None:
        self.result = Plan(RESULT_RULES)
        self.description = Plan(DESCRIPTION_RULES)
        self.outcome = Plan(OUTCOME_RULES)

    # -- reading ---------------------------------------------------------------------------------------------

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each result as an assessment, then what is described beyond them."""
        assert isinstance(run, BadgeReadRun)
        places = node.select(("achievement", DESCRIPTION))
        described = {name: place for place in reversed(places) if (name := place.peek(("id",)))}
        known: dict[int, dict[str, Any]] = {}
        for place in node.all("result"):
            item: dict[str, Any] = {}
            self.result.read(place, item, run)
            self._describe(place, item, described, known, run)
            if item:
                run.add("assessments", place, item)
                ids = target.setdefault("proven_by", [])
                ids.append(Ref(item=item))
                run.references.append((ids, place))
        for place in places:
            if id(place) not in known:
                self.read_description(place, target, run)

    def _describe(
        self,
        result: Node,
        item: dict[str, Any],
        described: dict[str, Node],
        known: dict[int, Any],
        run: BadgeReadRun,
    ) -> None:
        """Take the description that a result names; several results may have the same one."""
        leaf = result.free((DESCRIPTION,))
        place = described.get(as_text(leaf.value).strip()) if leaf is not None else None
        if leaf is None or place is None:
            return
        if id(place) in known and not run.may_copy(place):
            return
        if id(place) not in known:
            specification: dict[str, Any] = {}
            self.description.read(place, specification, run)
            known[id(place)] = item["assessment_specification"] = specification
        else:
            item["assessment_specification"] = deepcopy(known[id(place)])
        take_aside(leaf, item, run, place.peek(("id",)))

    def read_description(self, place: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a description that no result belongs to.

        Args:
            place: the description.
            target: the qualification.
            run: the reading.
        """
        aligned = place.first("alignment") is not None and not any(place.first(name) for name in _SCALE)
        is_outcome = aligned or place.peek(("resultType",)) == OUTCOME
        entry: dict[str, Any] = {}
        if (self.outcome if is_outcome else self.description).read(place, entry, run):
            specification = target.setdefault("specification", {})
            field = "learning_outcomes" if is_outcome else "assessment_specifications"
            specification.setdefault(field, []).append(entry)

    # -- writing ---------------------------------------------------------------------------------------------

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the results that the award is proven by, then what else is described."""
        assert isinstance(run, BadgeWriteRun)
        achievement = target.need(("achievement",))
        written: dict[str, str] = {}
        for leaf, item in run.linked(model, "proven_by", "assessments"):
            place = target.add("result", array=True)
            before = run.written
            name = self._write_described(item, achievement, written, run)
            run.attempt(RESULT_RULES, item, place)
            if run.written == before:
                discard(place, target)
                continue
            if name:
                place.need((DESCRIPTION,)).value = name
            run.put(item, place)
            leaf.taken = Grade.DATA
        specification = model.first("specification")
        if specification is not None:
            self.write_others(specification, achievement, run)

    def _write_described(self, item: Node, achievement: Node, written: dict[str, str], run: BadgeWriteRun) -> str:
        """Write the description of a result, unless it is there; its id, empty when there is none."""
        specification = item.first("assessment_specification")
        if specification is None:
            return self._write_titled(item, achievement, run)
        said = repr(from_tree(specification))
        if said in written:
            for leaf in specification.leaves():
                leaf.taken = leaf.taken or Grade.DATA
            return written[said]
        name = self._write_specification(specification, achievement, run)
        written[said] = name
        return name

    def _write_titled(self, item: Node, achievement: Node, run: BadgeWriteRun) -> str:
        """The description of a result of which only the title is known."""
        title = item.first("title")
        leaf = run.main_text(title) if title is not None else None
        if leaf is None or leaf.taken is not None:
            return ""
        place = achievement.add(DESCRIPTION, array=True)
        place.add("type", "ResultDescription", array=True)
        run.place(place, ("name",), leaf.value, leaf, Grade.APPROXIMATE)
        self._complete(item, place, run)
        return place.peek(("id",))

    def _write_specification(self, specification: Node, achievement: Node, run: BadgeWriteRun) -> str:
        title = specification.first("title")
        if title is None or run.main_text(title) is None:
            return ""
        place = achievement.add(DESCRIPTION, array=True)
        if not run.attempt(DESCRIPTION_RULES, specification, place):
            discard(place, achievement)
            return ""
        self._complete(specification, place, run)
        return place.peek(("id",))

    def write_others(self, specification: Node, achievement: Node, run: BadgeWriteRun) -> None:
        """Write the descriptions that no result belongs to.

        Args:
            specification: the specification of the qualification.
            achievement: the achievement.
            run: the writing.
        """
        for entry in specification.all("assessment_specifications"):
            self._write_specification(entry, achievement, run)
        for entry in specification.all("learning_outcomes"):
            if entry.first("title") is None:
                continue
            place = achievement.add(DESCRIPTION, array=True)
            if not run.attempt(OUTCOME_RULES, entry, place):
                discard(place, achievement)
                continue
            self._complete(entry, place, run)

    def _complete(self, entry: Node, place: Node, run: BadgeWriteRun) -> None:
        """Give a description the id and the type that it must have."""
        if place.first("id") is None:
            place.add("id", derived_id(DESCRIPTION, entry.pointer, place.peek(("name",))))
            run.supplied.update(_IDENTIFIERS)
        if place.first("resultType") is None:
            place.add("resultType", "Result")
            run.supplied.update(_TYPES)


_SPECIFICATIONS: Final = (
    "/assessments/assessment_specification",
    "/qualifications/specification/assessment_specifications",
)
_IDENTIFIERS: Final = frozenset(
    f"{place}/identifiers/{name}"
    for place in (*_SPECIFICATIONS, "/qualifications/specification/learning_outcomes") for name in ("kind", "value")
)  # fmt: skip
_TYPES: Final = frozenset(
    f"{place}/grading_scheme/result_type/{name}" for place in _SPECIFICATIONS for name in ("scheme", "notation")
)
