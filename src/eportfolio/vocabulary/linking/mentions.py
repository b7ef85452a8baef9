"""Where a portfolio has words that a concept can stand beside: one table of places, and what is found there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...sources.markup import to_plain
from .fragments import fragments

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the model where the owner's words may name a concept.

    Attributes:
        holder: path to the object concerned; ``*`` stands for each member of a list.
        words: the field of the object that has the words; ``*`` after it for each member of a list.
        concepts: the list of the object that takes the concept; empty when the object itself is the concept.
        vocabulary: name of the vocabulary that is meant.
        types: types of its concepts that fit.
        prose: whether the words are prose, to be looked at piece by piece.
    """

    holder: str
    words: str
    concepts: str
    vocabulary: str
    types: tuple[str, ...] = ()
    prose: bool = False


SKILLS: Final = ("skill", "knowledge")
OCCUPATIONS: Final = ("occupation",)

PLACES: Final = (
    Place("experiences/*/positions/*/occupation", "label", "", "esco", OCCUPATIONS),
    Place("preferences/occupations/*", "label", "", "esco", OCCUPATIONS),
    Place("career_plans/*/options/*/occupation", "label", "", "esco", OCCUPATIONS),
    Place("headline/concept", "label", "", "esco", OCCUPATIONS),
    Place("competences/*", "label", "concepts", "esco", SKILLS),
    Place("competences/*", "keywords/*", "concepts", "esco", SKILLS),
    Place("competences/*", "description", "concepts", "esco", SKILLS, prose=True),
    Place("experiences/*/positions/*/skills/*", "label", "", "esco", SKILLS),
    Place("qualifications/*/specification", "learning_outcome_summary", "skills", "esco", SKILLS, prose=True),
    Place("qualifications/*/specification/learning_outcomes/*", "title", "skills", "esco", SKILLS),
    Place("qualifications/*/specification/learning_outcomes/*/skills/*", "label", "", "esco", SKILLS),
    Place("entitlements/*/entitlement_specification/occupations/*", "label", "", "esco", OCCUPATIONS),
    Place("qualifications/*/specification/fields_of_study/*", "label", "", "isced-f"),
    Place("experiences/*/organisations/*/sector", "label", "", "nace"),
)
"""Occupations come first: those that are known make related skills likelier."""

_STUDIES: Final = ("studies_applied_for", "personal_statement")
"""Kinds of headline that name no occupation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the owner at one place.

    Attributes:
        pointer: JSON pointer of the words in the canonical form.
        holder: JSON pointer of the object concerned.
        place: which place of the model it is.
        words: the words, as they stand there.
        language: their language, empty when it is not known.
    """

    pointer: str
    holder: str
    place: Place
    words: str
    language: str


def mentions(data: Data) -> Iterator[Mention]:
    """The words of a portfolio that a concept could stand beside and that have none yet.

    Args:
        data: the portfolio in canonical form; its variants are looked at, too.
    """
    for place in PLACES:
        for prefix, portfolio in _portfolios(data):
            for pointer, holder in _each(portfolio, place.holder.split("/"), prefix):
                if not _is_linked(holder, place) and not _is_about_studies(portfolio, place):
                    yield from _words(holder, pointer, place, str(portfolio.get("language", "")))


def resolve(data: Any, pointer: str) -> Any:
    """What a JSON pointer leads to.

    Raises:
        KeyError: it leads nowhere.
    """
    try:
        for step in pointer.split("/")[1:]:
            data = data[int(step)] if isinstance(data, list) else data[step.replace("~1", "/").replace("~0", "~")]
    except (IndexError, ValueError, TypeError) as error:
        raise KeyError(pointer) from error
    return data


def _portfolios(data: Data) -> Iterator[tuple[str, Data]]:
    yield "", data
    for number, variant in enumerate(data.get("variants", ())):
        yield f"/variants/{number}", variant


def _each(data: Any, steps: list[str], pointer: str) -> Iterator[tuple[str, Data]]:
    if not steps:
        if isinstance(data, dict):
            yield pointer, data
    elif steps[0] == "*":
        for number, member in enumerate(data if isinstance(data, list) else ()):
            yield from _each(member, steps[1:], f"{pointer}/{number}")
    elif isinstance(data, dict) and steps[0] in data:
        yield from _each(data[steps[0]], steps[1:], f"{pointer}/{steps[0]}")


def _is_linked(holder: Data, place: Place) -> bool:
    return not place.concepts and ("uri" in holder or "notation" in holder)


def _is_about_studies(portfolio: Data, place: Place) -> bool:
    return place.holder == "headline/concept" and portfolio["headline"].get("kind") in _STUDIES


def _words(holder: Data, pointer: str, place: Place, language: str) -> Iterator[Mention]:
    name, _, each = place.words.partition("/")
    value = holder.get(name)
    if value is None:
        return
    linked = {_plain_text(concept.get("label")) for concept in holder.get(place.concepts, ()) if "uri" in concept}
    values = enumerate(value) if each and isinstance(value, list) else [("", value)]
    for number, one in values:
        at = f"{pointer}/{name}" + (f"/{number}" if each else "")
        for tag, text in _texts(one, language):
            for words in fragments(text) if place.prose else [text]:
                if words.strip() and words not in linked:
                    yield Mention(at, pointer, place, words, tag)


def _texts(value: Any, language: str) -> Iterator[tuple[str, str]]:
    """The texts of a value, each with its language."""
    if isinstance(value, str):
        yield language, value
    elif isinstance(value, dict) and ("html" in value or "text" in value):
        for tag, text in _texts(value.get("html"), language):
            yield tag, to_plain(text)
        yield from _texts(value.get("text"), language)
    elif isinstance(value, dict):
        yield from ((tag, text) for tag, text in value.items() if isinstance(text, str))


def _plain_text(value: Any) -> str:
    return next(iter(value.values()), "") if isinstance(value, dict) else str(value or "")
