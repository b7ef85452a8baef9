"""What a receiver needs, held against what a sender offers, alternatives and parts included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..profiles import Need, Offer, Path
from ..profiles.profile import in_language
from ..profiles.words import percent, spoken, spoken_count
from .agreement import Asked, Row, Verdict
from .fields import Tally, Way, same_field, travel

_WHOLE = Path()


def needed_rows(way: Way, need: Need) -> Iterator[Row]:
    """A row for each field that a need asks for; of what is merely bounded, only where it is offered.

    Args:
        way: sender, receiver, format and crosswalks.
        need: of the receiver.
    """
    asked = Asked.RECOMMENDED if need.recommended else Asked.NEEDED
    why = in_language(need.why, "en")
    for row in _rows(way, need, asked, Path()):
        yield replace(row, need=need.name, why=row.why or why)


def asked_paths(need: Need, above: Path = _WHOLE) -> Iterator[Path]:
    """The fields that a need asks for, those of its alternatives and parts included.

    Args:
        need: of the receiver.
        above: what its paths are relative to.
    """
    above += need.for_each or Path()
    if need.path is not None:
        yield above + need.path
    for one in (*need.all_of, *need.any_of):
        yield from asked_paths(one, above)


def _rows(way: Way, need: Need, asked: Asked, above: Path) -> list[Row]:
    above += need.for_each or Path()
    if need.path is not None:
        return _simple(way, need, asked, above + need.path)
    parts = [row for one in need.all_of for row in _rows(way, one, asked, above)]
    choices = [_rows(way, one, asked, above) for one in need.any_of]
    chosen = next((number for number, one in enumerate(choices) if all(map(_is_fine, one))), None)
    for number, choice in enumerate(choices):
        parts += [
            replace(row, choices=len(choices), asked=row.asked if chosen in (None, number) else Asked.ALTERNATIVE)
            for row in choice
        ]
    if need.share is not None:
        parts = [replace(row, remarks=(f"in {percent(need.share)} of the cases", *row.remarks)) for row in parts]
    return parts


def _is_fine(row: Row) -> bool:
    """Whether a part of an alternative does not stand in its way."""
    return row.verdict.arrives or row.asked in (Asked.ALTERNATIVE, Asked.UNASKED)


def _simple(way: Way, need: Need, asked: Asked, path: Path) -> list[Row]:
    """The row of a need with a path, by the offer that serves it best."""
    offers = [one for one in way.sender.offers.values() if one.path.meets(path)]
    # What is said of the field itself counts before what is said of something that holds it.
    offers = [one for one in offers if same_field(one.path, path)] or offers
    tried = [(_tried(way, need, path, one), one) for one in offers]
    if need.minimum == 0:
        if not tried:
            return []
        asked = Asked.UNASKED
    if tried:
        tally, best = min(tried, key=lambda one: (one[0].verdict.rank, len(one[0].remarks), -len(one[1].path.steps)))
        name = best.name
    else:
        tally, name = travel(way, path, None, need.conditions), ""
        tally.remarks += _could_be_made(way, need, path)
    if (need.minimum, need.maximum) not in ((1, None), (0, None)):
        tally.remarks.append(f"wanted: {spoken_count(need.minimum, need.maximum)}")
    return [tally.row(path, asked, offer=name, why=in_language(need.why, "en"))]


def _tried(way: Way, need: Need, path: Path, offer: Offer) -> Tally:
    tally = travel(way, path, offer, need.conditions)
    if need.share is None:
        return tally
    if offer.filled is None:
        tally.remarks.append(f"asked: in {percent(need.share)} of the cases; the offer does not say")
    elif offer.filled < need.share:
        reason = f"asked: in {percent(need.share)} of the cases; offered: in {percent(offer.filled)}"
        tally.is_now(Verdict.OTHERWISE, reason)
    return tally


def _could_be_made(way: Way, need: Need, path: Path) -> Iterator[str]:
    """Offers of neighbouring fields whose concepts a crosswalk brings over to what is needed."""
    for offer in way.sender.offers.values():
        if offer.path.steps[:1] != path.steps[:1]:
            continue
        for mine in offer.conditions.vocabularies:
            for theirs in need.conditions.vocabularies:
                found = way.crosswalks.find(mine, theirs)
                if found is not None and found.sets:
                    yield f"could be made of {spoken(offer.path)}, {found.words}"
