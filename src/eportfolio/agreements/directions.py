"""One direction of an exchange: every field that is needed or offered, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..profiles import Conditions, Profile
from ..profiles.words import spoken_bytes
from ..report.codes import Severity
from ..report.findings import Finding, finding
from .agreement import Asked, Direction, Row, Side, Verdict
from .carrying import MeasuredFormat, measured
from .crosswalks import Crosswalks
from .fields import Way, same_field, travel
from .lawful import unsaid
from .needing import asked_paths, needed_rows

_RULES: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.FORBIDDEN: ("forbidden-by-law", "{field} must not go from {sender} to {receiver}: {reasons}."),
    Verdict.REFUSED: ("offer-refused", "{receiver} does not take {field}: {reasons}."),
    Verdict.MISSING: ("need-not-offered", "{receiver} {asks} {field}, and {sender} does not offer it."),
    Verdict.OTHERWISE: ("offered-otherwise", "{receiver} {asks} {field}; {sender} has it, but not so: {reasons}."),
    Verdict.LOST: ("lost-on-the-way", "{field} does not arrive: {reasons}."),
    Verdict.TEXT: ("lost-on-the-way", "{field} arrives as text only: {reasons}."),
}
"""What is told of a field that does not arrive."""

_ASKS: Final = {Asked.NEEDED: "needs", Asked.RECOMMENDED: "would like to have"}


def side_of(profile: Profile) -> Side:
    """What a profile is called, and the hash of what it says."""
    return Side(profile.organisation.name, profile.named(), profile.version, profile.digest, profile.id)


def common_format(sender: Profile, receiver: Profile) -> str:
    """The format that the sender likes best of those that both can handle; empty when there is none.

    A version counts only where both name one.
    """
    for mine in sender.formats.sends:
        for theirs in receiver.formats.receives:
            if fits(mine, theirs):
                return max(mine, theirs, key=lambda one: "@" in one)
    return ""


def fits(one: str, other: str) -> bool:
    """Whether two names of formats, each perhaps with a version, can mean the same."""
    (name, _, version), (other_name, _, other_version) = one.partition("@"), other.partition("@")
    return name == other_name and (not version or not other_version or version == other_version)


def direction(sender: Profile, receiver: Profile, via: str, crosswalks: Crosswalks) -> Direction:
    """What goes from one organisation to the other.

    Args:
        sender: the profile of the one who gives.
        receiver: the profile of the one who gets.
        via: the format that was chosen; empty to take one that fits both.
        crosswalks: finds ways between vocabularies.

    Raises:
        UnknownFormatError: there is no such format.
        UsageError: it is not written.
        VocabularyMissingError: a vocabulary of the profiles is not known.
    """
    chosen = via or common_format(sender, receiver)
    table = measured(chosen) if chosen else None
    way = Way(sender, receiver, table, crosswalks)
    rows = tuple(sorted(_rows(way), key=_order))
    subject = sender.subject_matching.common(receiver.subject_matching)
    here, there = side_of(sender), side_of(receiver)
    goes = any(row.verdict.arrives for row in rows)
    found = [*_told(rows, here, there), *_of_format(sender, receiver, via, rows), *_of_receiver(receiver, there, goes)]
    if goes and not subject:
        found.append(_strangers(here, there))
    version = _version(table)
    return Direction(here, there, chosen, version, rows, subject, tuple(_limits(receiver)), tuple(found))


def _limits(receiver: Profile) -> Iterator[str]:
    formats = receiver.formats
    if formats.max_bytes:
        yield f"files of at most {spoken_bytes(formats.max_bytes)}"
    if formats.attachments is not None:
        yield f"at most {formats.attachments} attached files"
    if formats.attachment_bytes:
        yield f"at most {spoken_bytes(formats.attachment_bytes)} of attached files"


def _version(table: MeasuredFormat | None) -> str:
    return "" if table is None else table.version


def _order(row: Row) -> int:
    return list(Asked).index(row.asked)


def _rows(way: Way) -> Iterator[Row]:
    """What the receiver needs, then what the sender offers beside it."""
    needs = way.receiver.needs.values()
    for need in needs:
        yield from needed_rows(way, need)
    paths = [path for need in needs for path in asked_paths(need)]
    for offer in way.sender.offers.values():
        if any(offer.path.covers(path) or same_field(offer.path, path) for path in paths):
            continue
        asked = Asked.WITHIN if any(path.meets(offer.path) for path in paths) else Asked.UNASKED
        yield travel(way, offer.path, offer, Conditions()).row(offer.path, asked, offer=offer.name)


def _told(rows: tuple[Row, ...], sender: Side, receiver: Side) -> Iterator[Finding]:
    """What does not arrive: errors where it is needed, and warnings where it is only offered or recommended."""
    yield from _choices(rows, sender, receiver)
    for row in rows:
        if row.verdict not in _RULES or row.asked is Asked.ALTERNATIVE or row.choices:
            continue
        rule, words = _RULES[row.verdict]
        message = words.format(
            field=row.spoken, sender=sender.name, receiver=receiver.name, asks=_ASKS.get(row.asked, "could use"),
            reasons="; ".join(row.reasons),
        )  # fmt: skip
        severity = Severity.ERROR if row.is_gap else Severity.WARNING
        yield finding(rule, message[0].upper() + message[1:], pointer=row.field, severity=severity)


def _choices(rows: tuple[Row, ...], sender: Side, receiver: Side) -> Iterator[Finding]:
    """Needs that could be met in several ways, and are in none."""
    lacking = [row for row in rows if row.choices and row.asked in _ASKS and not row.verdict.arrives]
    for need in dict.fromkeys(row.need for row in lacking):
        mine = [row for row in lacking if row.need == need]
        told = "; ".join(": ".join((row.spoken, ", ".join((row.verdict.words, *row.reasons)))) for row in mine)
        message = (
            f"{receiver.name} {_ASKS[mine[0].asked]} one of several fields, and gets none from {sender.name}: {told}."
        )
        severity = Severity.ERROR if mine[0].is_gap else Severity.WARNING
        yield finding("need-not-offered", message, pointer=mine[0].field, severity=severity)


def _of_format(sender: Profile, receiver: Profile, via: str, rows: tuple[Row, ...]) -> Iterator[Finding]:
    """Whether both sides can handle the format on the way; what neither says stands in nobody's way."""
    sends, receives = sender.formats.sends, receiver.formats.receives
    if not rows:
        return
    if not via:
        if sends and receives and not common_format(sender, receiver):
            message = (
                f"{_name(sender)} sends {', '.join(sends)}, and {_name(receiver)} receives {', '.join(receives)}: "
                "they have no format in common."
            )
            yield finding("no-common-format", message)
        return
    checks: tuple[tuple[tuple[str, ...], Profile, str], ...] = (
        (sends, sender, "send"),
        (receives, receiver, "receive"),
    )
    for known, profile, verb in checks:
        if known and not any(fits(via, one) for one in known):
            yield finding("no-common-format", f"{_name(profile)} does not {verb} {via}, but {', '.join(known)}.")


def _of_receiver(receiver: Profile, side: Side, goes: bool) -> Iterator[Finding]:
    if goes and (lacking := unsaid(receiver)):
        message = f"The law part of {side.name} does not say: {', '.join(lacking)}."
        yield finding("law-part-incomplete", message, pointer="legal")


def _strangers(sender: Side, receiver: Side) -> Finding:
    return finding(
        "no-common-subject", f"{sender.name} and {receiver.name} have nothing in common that tells that two records "
        "are one person's.", pointer="subject_matching",
    )  # fmt: skip


def _name(profile: Profile) -> str:
    return profile.organisation.name or profile.named()
