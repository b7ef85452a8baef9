"""Which instruments serve a client now, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..report.errors import UsageError
from .instruments import SERVES, Instrument, Instruments

if TYPE_CHECKING:
    from ..vocabulary.library import Vocabularies
    from .naming import Namer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an instrument should serve; what is left empty does not matter.

    Attributes:
        step: of the career decision, by code, URI or label, as the four below.
        activity: of the practitioner; one that groups others stands for all of them.
        information: the kind of information.
        channel: how it reaches the client.
        group: the client group.
        language: tag of the language that the client reads.
        country: ISO 3166-1.
        age: of the client; 0 when it does not matter.
        plain_language: whether a version in plain words is needed.
    """

    step: str = ""
    activity: str = ""
    information: str = ""
    channel: str = ""
    group: str = ""
    language: str = ""
    country: str = ""
    age: int = 0
    plain_language: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An instrument, with what speaks for it and what does not.

    Attributes:
        instrument: the instrument.
        fits: what was wanted and is there, in words.
        lacks: what was wanted and is not there, or is not said, in words.
    """

    instrument: Instrument
    fits: tuple[str, ...]
    lacks: tuple[str, ...]


def suggest(
    instruments: Instruments, wanted: Wanted, *, limit: int = 5, vocabularies: Vocabularies | None = None
) -> list[Suggestion]:
    """The instruments that serve, best first; those that lack something come after, and say what.

    Args:
        instruments: the practitioner's portfolio.
        wanted: what they should serve; reasons are told with labels in its language.
        limit: how many at most.
        vocabularies: where the guidance schemes are; those that ship when left out.

    Returns:
        Only instruments that meet at least half of the wishes.

    Raises:
        UsageError: a step, activity, channel, group or kind of information does not exist; the message lists those that
            do.
    """
    from ..vocabulary.library import Vocabularies
    from .naming import Namer

    namer = Namer(vocabularies or Vocabularies())
    try:
        found = [_weigh(instrument, wanted, namer) for instrument in instruments.instruments]
    except ValueError as error:
        raise UsageError("usage", f"What is wanted is not known: {error}.") from None
    ranked = sorted(
        (one for one in found if len(one.fits) >= len(one.lacks)),
        key=lambda one: (len(one.lacks), -one.instrument.quality.rating, one.instrument.name),
    )
    return ranked[:limit]


def _weigh(instrument: Instrument, wanted: Wanted, namer: Namer) -> Suggestion:
    fits: list[str] = []
    lacks: list[str] = []
    for met, words in _wishes(instrument, wanted, namer):
        (fits if met else lacks).append(words)
    return Suggestion(instrument, tuple(fits), tuple(lacks))


def _wishes(instrument: Instrument, wanted: Wanted, namer: Namer) -> Iterator[tuple[bool, str]]:
    """Each wish: whether it is met, and what it is in words."""
    for key, what in SERVES.items():
        words = getattr(wanted, what)
        if words:
            codes = namer.codes(what, words)
            label = namer.label(what, namer.concept(what, words).notation, wanted.language or "en")
            yield not codes.isdisjoint(instrument.serves.get(key, ())), f"{what}: {label}"
    if wanted.language:
        yield _speaks(instrument.languages, wanted.language), f"language: {wanted.language}"
    if wanted.plain_language:
        plain = instrument.plain_language
        met = _speaks(plain, wanted.language) if wanted.language else bool(plain)
        yield met, "version in plain words"
    if wanted.country:
        yield not instrument.countries or wanted.country in instrument.countries, f"country: {wanted.country}"
    if wanted.age:
        ages = instrument.ages
        yield ages is None or ages[0] <= wanted.age <= ages[1], f"age: {wanted.age}"


def _speaks(languages: tuple[str, ...], wanted: str) -> bool:
    """Whether one of the languages is the wanted one, regions aside."""
    return wanted.partition("-")[0].lower() in {tag.partition("-")[0].lower() for tag in languages}
