"""References inside a document: results to their descriptions, associations to achievements, one id for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from eportfolio.report.findings import Finding

from ..places import Place
from .described import Described
from .look import Look
from .values_of import ids, objects

_MERGED: Final = frozenset(
    {"Achievement", "Profile", "Evidence", "ResultDescription", "RubricCriterionLevel", "Issuer"}
)  # fmt: skip
"""The classes of which two objects with one id are one thing."""

_KEYWORDS: Final = frozenset({"@context", "id", "type"})


def results(look: Look) -> Iterator[Finding]:
    """The results of a subject and their descriptions (Open Badges 3.0, Result).

    A description stands in the achievement of the subject, or in an achievement of the record around the badge.
    """
    for result, place in look.objects("result"):
        name = result.get("resultDescription")
        known = look.described.by_id.get(name) if isinstance(name, str) else None
        if known is not None:
            yield from _result(look, result, place, known)
        elif isinstance(name, str):
            message = "resultDescription leads to no description of a result in an achievement."
            yield look.at((place, "resultDescription"), "dangling-reference", message, name)


def _result(look: Look, result: dict[str, Any], place: Place, known: Described) -> Iterator[Finding]:
    level = result.get("achievedLevel")
    if isinstance(level, str) and level not in known.levels:
        message = (
            "achievedLevel is a level of another description than the one that resultDescription names."
            if level in look.described.levels else "achievedLevel leads to no level of the rubric of this result."
        )  # fmt: skip
        yield look.at((place, "achievedLevel"), "dangling-reference", message, level)
    if problem := known.problem(result.get("value")):
        yield look.at((place, "value"), "out-of-bounds", f"value {problem}.", result.get("value"))


def description(look: Look) -> Iterator[Finding]:
    """The levels and values that the description of a result refers to (Open Badges 3.0, ResultDescription)."""
    own = Described(look.data)
    level = look.data.get("requiredLevel")
    if isinstance(level, str) and level not in own.levels:
        message = "requiredLevel leads to no level of the rubric of this description."
        yield look.found("dangling-reference", message, "requiredLevel", level)
    required = look.data.get("requiredValue")
    if problem := own.problem(required):
        yield look.found("out-of-bounds", f"requiredValue {problem}.", "requiredValue", required)
    if own.least is not None and own.most is not None and own.least > own.most:
        yield look.found("out-of-bounds", "valueMin is larger than valueMax.", "valueMin")


def associations(look: Look) -> Iterator[Finding]:
    """The achievements that associations of a record relate (CLR 2.0, Association)."""
    known = set(ids(look.data.get("achievement")))
    for credential, _ in look.objects("verifiableCredential"):
        known.update(ids(credential))
        for subject, _ in objects(credential.get("credentialSubject"), ""):
            known.update(ids(subject.get("achievement")))
    for association, place in look.objects("association"):
        for key in ("sourceId", "targetId"):
            name = association.get(key)
            if isinstance(name, str) and name not in known:
                message = f"{key} leads to no achievement of the record."
                yield look.at((place, key), "dangling-reference", message, name)


def former_references(look: Look) -> Iterator[Finding]:
    """Associations and results of a record of version 1.0 (CLR 1.0, Association and Result)."""
    achievements = [one for one, _ in look.objects("achievements")]
    achievements += [
        one for assertion, _ in look.objects("assertions") for one, _ in objects(assertion.get("achievement"), "")
    ]
    known = set(ids(achievements))
    described = {name for one in achievements for name in ids(one.get("resultDescriptions"))}
    for achievement, place in look.objects("achievements"):
        for one, where in objects(achievement.get("associations"), (place, "associations")):
            if isinstance(name := one.get("targetId"), str) and name not in known:
                message = "targetId leads to no achievement of the record."
                yield look.at((where, "targetId"), "dangling-reference", message, name)
    for assertion, place in look.objects("assertions"):
        for one, where in objects(assertion.get("results"), (place, "results")):
            if isinstance(name := one.get("resultDescription"), str) and name not in described:
                message = "resultDescription leads to no description of a result in the record."
                yield look.at((where, "resultDescription"), "dangling-reference", message, name)


def duplicates(looks: Iterable[Look]) -> Iterator[Finding]:
    """Objects with one id that say different things: in RDF they are one, with both.

    Args:
        looks: the objects of a document, in its order.
    """
    first: dict[tuple[str, str], dict[str, Any]] = {}
    clashed: set[tuple[str, str]] = set()
    for look in looks:
        name = look.data.get("id")
        if look.name not in _MERGED or not isinstance(name, str):
            continue
        key = (look.name, name)
        known = first.setdefault(key, look.data)
        if known is look.data or key in clashed:
            continue
        for member, value in look.data.items():
            if member not in _KEYWORDS and _differ(value, known.get(member)):
                clashed.add(key)
                message = f"{member} differs from what another object with the same id has."
                yield look.found("merged-node", message, member)
                break


def _differ(one: Any, other: Any) -> bool:
    """Whether two values are both single, and not the same."""
    scalars = (str, int, float, bool)
    return isinstance(one, scalars) and isinstance(other, scalars) and one != other
