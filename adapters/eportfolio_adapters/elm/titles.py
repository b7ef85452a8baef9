"""Rules about titles and grades: what every claim must have, and where words for it stand when it has none."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.markup import to_plain
from eportfolio.sources.tree import Grade, Node

from .awarding import AWARDED_BY, BODY
from .nodes import copy_below, repeat_words
from .runs import ElmWriteRun
from .specifications import ACHIEVEMENT_SPECIFICATION
from .words import Words, own_language, write_map, write_words


class Title:
    """The title, which every claim must have.

    Args:
        fallbacks: where else words for it stand, best first; with their use they are carried as text only.
    """

    def __init__(self, *fallbacks: str) -> None:
        self.fallbacks = [steps(field) for field in fallbacks]

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: the title is read as such."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Take the first words that there are; ask for some when there are none."""
        assert isinstance(run, ElmWriteRun)
        for field in self.fallbacks:
            place = model.at(field)
            if target.first("title") is not None or place is None:
                continue
            spell = to_plain if field[-1] == "html" else str
            write_map(place, target, ("title",), run, grade=Grade.TEXT, spell=spell)
            words = run.main_text(place)
            if target.first("title") is None and words is not None and words.value is not None:
                target.need(("title", own_language(run))).value = spell(str(words.value))  # it stands elsewhere too
                run.supplied.update(f"{model.pointer}/{name}" for name in ("title", "label"))
        above = target.parent.first("title") if target.parent is not None else None
        if target.first("title") is None and above is not None:  # of the claim that it stands in
            repeat_words(above, target, f"{model.pointer}/title", run)
        if target.first("title") is None:
            run.demand(
                model, "it has no title",
                "Give it a title; for a skill with a concept, `eportfolio link` can fill in its label.",
            )  # fmt: skip


class AchievementTitle:
    """The title of an achievement: its own, or the one of what was achieved."""

    _otherwise = Title(
        "specification/qualification_type/label", "specification/qualification_type/official_label",
        "specification/alternative_titles", "specification/fields_of_study/label",
    )  # fmt: skip

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the title; without a specification it is the title of what was achieved."""
        Words("title", "title" if node.first("specifiedBy") is not None else "specification/title").read(
            node, target, run
        )

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the title; where one of the two has none, it is repeated, or all there is to say."""
        Words("title", "title").write(model, target, run)
        own, specification = target.first("title"), target.first("specifiedBy")
        if own is not None:
            self._complete(own, specification or target.add("specifiedBy"), model, run)
        elif specification is not None and (title := specification.first("title")) is not None:
            if {child.name for child in specification.children} <= {"title", "type"}:
                target.children[target.children.index(specification)] = title
                title.parent = target
            else:
                repeat_words(title, target, f"{model.pointer}/title", run)
        self._otherwise.write(model, target, run)
        if specification is not None and specification.parent is target and specification in target.children:
            above = target.first("title")
            if above is not None:
                self._complete(above, specification, model, run)

    def _complete(self, title: Node, specification: Node, model: Node, run: WriteRun) -> None:
        """Give a specification the type and the title that it must have."""
        if specification.first("type") is None:
            specification.add("type", ACHIEVEMENT_SPECIFICATION)
        if specification.first("title") is None:
            repeat_words(title, specification, f"{model.pointer}/specification/title", run)


class GradeAsAssessment:
    """A grade that stands on a qualification itself: the format has it on an assessment only."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: an assessment is read as such."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write an assessment with the title and the awarding process of the qualification."""
        grade = model.first("grade")
        title, awarded = target.first("title"), target.first(AWARDED_BY)
        if grade is None or title is None or awarded is None:
            return
        place = target.add("provenBy", array=True)
        place.add("type", "LearningAssessment")
        note = place.add("grade")
        note.add("type", "Note")
        write_words(grade, note.add("noteLiteral"), run, grade=Grade.APPROXIMATE)
        assert isinstance(run, ElmWriteRun)
        below = "/".join(model.pointer.split("/")[:-2])
        repeat_words(title, place, f"{below}/assessments/title", run)
        process = place.add(AWARDED_BY)
        process.add("type", "AwardingProcess")
        for body in awarded.all(BODY):
            copy_below(body, process)
        run.supplied.update(f"{below}/assessments/{leaf.path_from(model)}" for leaf in grade.leaves())
        bodies = [leaf for body in model.all("awarding_bodies") for leaf in body.leaves()]
        for leaf in bodies:
            pointer = f"{below}/assessments{leaf.pointer.removeprefix(model.pointer)}"
            run.supplied.update((pointer, pointer.rpartition("/")[0]))  # a text may be read back without its language
            if leaf.name == "notation":
                run.supply_label(pointer.rpartition("/")[0])
        run.supplied.update((f"{model.pointer}/proven_by", f"{below}/assessments/awarding_bodies/role"))
