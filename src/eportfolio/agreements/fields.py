"""One field on its way: what the profiles, the law, the vocabularies and the format make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..profiles import Conditions, Offer, Path, Profile, Restriction
from ..profiles.profile import in_language
from ..profiles.words import either, spoken, spoken_conditions
from .agreement import Asked, Row, Verdict
from .carrying import MeasuredFormat
from .comparing import Compared, Meets, compare, same_vocabulary
from .crosswalks import Crosswalk, Crosswalks
from .lawful import law_on


@dataclass(frozen=True, slots=True)
class Way:
    """What lies between a sender and a receiver.

    Attributes:
        sender: the profile of the one who gives.
        receiver: the profile of the one who gets.
        format: the measured format on the way; ``None`` when none fits both.
        crosswalks: finds ways between vocabularies.
    """

    sender: Profile
    receiver: Profile
    format: MeasuredFormat | None
    crosswalks: Crosswalks


@dataclass(slots=True)
class Tally:
    """What is said of a field while it is looked at; the worst verdict stays."""

    verdict: Verdict = Verdict.UNCHANGED
    crosswalks: list[Crosswalk] = field(default_factory=list)
    places: tuple[str, ...] = ()
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def is_now(self, verdict: Verdict, reason: str = "") -> None:
        """Note that something befalls the field."""
        if verdict.rank > self.verdict.rank:
            self.verdict = verdict
        if reason:
            self.reasons.append(reason)

    def row(self, path: Path, asked: Asked, *, offer: str = "", need: str = "", why: str = "") -> Row:
        """What became of the field."""
        return Row(
            str(path), spoken(path), asked, self.verdict, offer, need, why,
            crosswalks=tuple(dict.fromkeys(self.crosswalks)), places=self.places,
            reasons=tuple(dict.fromkeys(self.reasons)), remarks=tuple(dict.fromkeys(self.remarks)),
        )  # fmt: skip


def travel(way: Way, path: Path, offer: Offer | None, asked: Conditions) -> Tally:
    """What becomes of a field that is offered, or asked for.

    Args:
        way: sender, receiver, format and crosswalks.
        path: the field.
        offer: what the sender says of it; ``None`` when it is not offered.
        asked: what the receiver's need asks of its values.
    """
    tally = Tally()
    offered = Conditions() if offer is None or not same_field(offer.path, path) else _aged(offer)
    law = law_on(path, offered, way.sender, way.receiver)
    for verdict, reason in law:
        tally.is_now(verdict, reason)
    _refusals(tally, way.receiver.refuses.values(), path, offered)
    if offer is None:
        if tally.verdict is Verdict.UNCHANGED:
            tally.is_now(Verdict.MISSING)
        return tally
    _hold(tally, way, offered, asked, Verdict.OTHERWISE)
    _quantity(tally, offer, path)
    for accepted in way.receiver.accepts.values():
        if same_field(accepted.path, path):
            _hold(tally, way, offered, accepted.conditions, Verdict.REFUSED)
            if accepted.maximum is not None:
                tally.remarks.append(f"at most {accepted.maximum} are accepted")
    _carry(tally, way.format, path)
    return tally


def same_field(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same values; the address of a concept stands for the concept."""
    mine, theirs = (
        Path(path.steps[:-1]) if len(path.steps) > 1 and path.steps[-1].name == "uri" else path for path in (one, other)
    )
    return len(mine.steps) == len(theirs.steps) and mine.meets(theirs)


def _aged(offer: Offer) -> Conditions:
    """The conditions of an offer; how fresh it is tells how old its dates are at most."""
    conditions = offer.conditions
    return conditions if conditions.max_age or not offer.freshness else replace(conditions, max_age=offer.freshness)


def _hold(tally: Tally, way: Way, offered: Conditions, asked: Conditions, failing: Verdict) -> None:
    """Hold the values that are offered against what is asked of them."""
    _vocabulary(tally, way, offered.vocabularies, asked.vocabularies, failing)
    for one in compare(offered, asked, without=("vocabularies",)):
        if one.meets is Meets.NO:
            tally.is_now(failing, f"asked: {one.asked}; offered: {one.offered}")
        elif one.meets is Meets.PARTLY:
            tally.remarks.append(f"only some of it counts: asked: {one.asked}; offered: {one.offered}")
        elif one.meets is Meets.UNSAID:
            tally.remarks.append(_left_open(one))


def _left_open(one: Compared) -> str:
    if one.offered:
        return f"asked: {one.asked}; offered: {one.offered}: to be compared by hand"
    return f"asked: {one.asked}; the offer does not say"


def _vocabulary(
    tally: Tally, way: Way, offered: tuple[str, ...], asked: tuple[str, ...], failing: Verdict
) -> None:  # fmt: skip
    """Bring each vocabulary that is offered over to one that is asked for."""
    if not asked:
        return
    if not offered:
        tally.remarks.append(f"asked: from {either(asked)}; the offer does not say from which vocabulary")
        return
    offered, asked = (tuple(map(way.crosswalks.named, names)) for names in (offered, asked))
    stuck: list[str] = []
    for mine in offered:
        meets = {same_vocabulary(mine, theirs) for theirs in asked}
        if Meets.YES in meets:
            continue
        if Meets.UNSAID in meets:
            tally.remarks.append(f"asked: from {either(asked)}; the version of {mine} that is offered is not said")
            continue
        ways = [found for theirs in asked if (found := way.crosswalks.find(mine, theirs)) is not None]
        if ways:
            tally.crosswalks.append(ways[0])
            tally.is_now(Verdict.MAPPED, ways[0].words)
        else:
            stuck.append(mine)
    if stuck and len(stuck) == len(offered):
        tally.is_now(
            failing, f"asked: from {either(asked)}; offered: from {either(offered)}, and no crosswalk leads there"
        )
    elif stuck:
        tally.remarks.append(
            f"what is from {either(tuple(stuck))} does not count: no crosswalk leads to {either(asked)}"
        )


def _refusals(tally: Tally, refuses: Iterable[Restriction], path: Path, offered: Conditions) -> None:
    for one in refuses:
        if not one.path.meets(path):
            continue
        because = in_language(one.why, "en")
        what = " ".join(filter(None, (spoken(one.path), spoken_conditions(one.conditions))))
        sentence = f"{what} is refused{f': {because}' if because else ''}"
        if one.path.covers(path) and all(found.meets is Meets.YES for found in compare(offered, one.conditions)):
            tally.is_now(Verdict.REFUSED, sentence)
        else:
            tally.remarks.append(sentence)


def _quantity(tally: Tally, offer: Offer, path: Path) -> None:
    if not Path(offer.path.steps[: len(path.steps)]).covers(path):
        tally.remarks.append(f"offered for {spoken(offer.path)} only")
    elif len(offer.path.steps) < len(path.steps) and not same_field(offer.path, path):
        tally.remarks.append(f"{spoken(offer.path)} is offered as a whole; whether it has this is not said")
    if offer.coverage is not None and offer.coverage < 1:
        tally.remarks.append(f"there in {offer.coverage:.0%} of the portfolios")


def _carry(tally: Tally, format_: MeasuredFormat | None, path: Path) -> None:
    """What the format makes of the field."""
    if format_ is None:
        return
    from ..exchange.fidelity import Carried

    found = format_.carriage(path)
    tally.places = found.places
    name = f"{format_.id} {format_.version}".strip()
    if found.grade is None:
        tally.remarks.append(f"how {name} carries it was not measured")
    elif found.grade is Carried.LOST:
        tally.is_now(Verdict.LOST, f"{name} has no place for it")
    elif found.grade is Carried.TEXT:
        tally.is_now(Verdict.TEXT, f"{name} carries it as words for people")
    elif found.grade is Carried.APPROXIMATE:
        tally.is_now(Verdict.PARTLY, f"{name} carries it in a coarser or different form")
    elif not found.is_whole:
        tally.is_now(Verdict.PARTLY, "; ".join(_parts(name, found.lost, found.lesser)))


def _parts(name: str, lost: tuple[str, ...], lesser: int) -> Iterator[str]:
    if lost:
        yield f"{name} loses of it: {', '.join(lost)}"
    if lesser:
        yield f"{name} carries {lesser} of its parts in a lesser form"
