"""What has no place of its own in a badge and goes where something like it stands: it is carried in a lesser form.

These rules only write, after those that have their places; reading finds what they wrote where it then stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from eportfolio.exchange.crosswalk import Group
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Grade, Node

from .profiles import PROFILE_OF_ORGANISATION, has_web_id
from .runs import BadgeWriteRun, derived_id
from .words import Prose

CREATOR: Final = "creator"


def write_stand_ins(award: Node, subject: Node, said: Iterable[Node], run: BadgeWriteRun) -> None:
    """Write what else an award tells.

    Args:
        award: the qualification.
        subject: the subject of the badge, with all that has a place of its own.
        said: the awarding bodies that the issuer stands for.
        run: the writing.
    """
    achievement = subject.need(("achievement",))
    specification = award.first("specification")
    if specification is not None:
        _write_summary(specification, achievement, run)
        _write_organisations(specification.all(CREATOR), achievement, run)
    known = {id(body) for body in said}
    bodies = [body for body in award.all("awarding_bodies") if id(body) not in known]
    _write_organisations(bodies, achievement, run, Grade.APPROXIMATE)
    _write_grade(award, subject, run)


def _write_summary(specification: Node, achievement: Node, run: BadgeWriteRun) -> None:
    """What the holder can do describes the achievement, where nothing else does."""
    summary = specification.first("learning_outcome_summary")
    if achievement.first("description") is not None or summary is None:
        return
    Prose("description", "learning_outcome_summary").write(specification, achievement, run)
    _lessen([summary])


def _write_organisations(
    organisations: Iterable[Node], achievement: Node, run: BadgeWriteRun, grade: Grade = Grade.DATA
) -> None:
    """The creator, or an awarding body beside the issuer: one of them, with an id that a profile must have."""
    for organisation in organisations:
        if achievement.first(CREATOR) is not None or organisation.first("name") is None:
            return
        place = achievement.add(CREATOR)
        if not run.attempt((Group("", "", *PROFILE_OF_ORGANISATION),), organisation, place):
            discard(place, achievement)
            continue
        if not has_web_id(organisation):
            place.need(("id",)).value = derived_id("organisation", place.peek(("name",)))
        owner = organisation.pointer.partition("/specification")[0].partition("/awarding_bodies")[0]
        run.supplied.update(f"{owner}/specification/{CREATOR}/identifiers/{name}" for name in ("kind", "value"))
        if grade is not Grade.DATA:
            _lessen([organisation])


def _write_grade(award: Node, subject: Node, run: BadgeWriteRun) -> None:
    """The final grade is a result, of which nothing else is known."""
    grade = award.first("grade")
    leaf = run.main_text(grade) if grade is not None else None
    if leaf is None or leaf.value is None or leaf.taken is not None:
        return
    place = subject.add("result", array=True)
    place.add("type", "Result", array=True)
    run.place(place, ("value",), leaf.value, leaf, Grade.APPROXIMATE)
    run.supplied.update((f"{award.pointer}/proven_by", "/assessments/grade"))


def _lessen(places: Iterable[Any]) -> None:
    for place in places:
        for leaf in place.leaves():
            if leaf.taken is Grade.DATA:
                leaf.taken = Grade.APPROXIMATE
