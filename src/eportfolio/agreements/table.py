"""An agreement as text for people: a table for each direction, what it leaves open, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..report.render.text import Paint, plain, printable, render_findings
from .agreement import Agreement, Asked, Direction, Row, Samples, Verdict
from .changes import Change

_HEAD: Final = ("Field", "Asked", "What becomes of it")

_STYLES: Final = {Verdict.UNCHANGED: "good", Verdict.MAPPED: "good", Verdict.PARTLY: "warning", Verdict.TEXT: "warning"}


def as_text(agreement: Agreement, found: tuple[Change, ...] = (), paint: Paint = plain) -> str:
    """The agreement for a terminal.

    Args:
        agreement: what was agreed on.
        found: what has changed since the one before.
        paint: puts styles on words.
    """
    lines: list[str] = []
    for direction in agreement.directions:
        lines += [*_direction(direction, paint), ""]
    lines += [paint("strong", "Agreed on"), *(f"  {printable(line)}" for line in terms(agreement))]
    if found:
        lines += ["", paint("strong", "Changes since"), *(_change(one, paint) for one in found)]
    return "\n".join(lines) + "\n"


def terms(agreement: Agreement) -> Iterator[str]:
    """What both directions have in common, as lines for people."""
    yield f"Version {agreement.version}, model {agreement.model}"
    for side in (agreement.a, agreement.b):
        yield f"{side.name}: {side.title} {side.version}, {side.digest}"
    if agreement.vocabularies:
        yield f"Vocabularies: {', '.join(agreement.vocabularies)}"
    if agreement.mappings:
        yield f"Crosswalks: {', '.join(agreement.mappings)}"
    if agreement.valid_from or agreement.valid_until:
        yield f"Holds {period(agreement)}"


def period(agreement: Agreement) -> str:
    """The days on which it holds, in words."""
    parts = (("from", agreement.valid_from), ("until", agreement.valid_until))
    return " ".join(f"{word} {day}" for word, day in parts if day)


def summary(direction: Direction) -> str:
    """How the fields fare, in one sentence."""
    if not direction.rows:
        return "Nothing is asked for and nothing is offered."
    counts = "; ".join(f"{verdict.words}: {count}" for verdict, count in direction.counts.items())
    gaps = ", ".join(direction.gaps)
    end = f"Needed, and does not arrive: {gaps}." if gaps else "Everything that is needed arrives."
    return f"{counts[0].upper()}{counts[1:]}. {end}"


def notes(row: Row) -> Iterator[str]:
    """What is said of a field beside the verdict."""
    if row.asked is not Asked.UNASKED and row.why:
        yield f"for: {row.why}"
    if row.choices:
        yield f"one of {row.choices} that are enough"
    yield from row.reasons
    yield from row.remarks


def sampled(samples: Samples) -> Iterator[str]:
    """What became of portfolios that were tried, as sentences."""
    yield f"{samples.passing} of {samples.count} portfolios pass as they are."
    if samples.carried is not None:
        yield f"{samples.carried} of {samples.count} pass after the format on the way."
    elif samples.untried:
        yield f"They were not tried in the format on the way: {samples.untried}"
    yield from (f"{one.count} do not: {one.message} ({one.code})" for one in samples.reasons)


def way(direction: Direction) -> str:
    """The format on the way, and what tells both sides that two records are one person's; empty when nothing goes."""
    if not direction.rows:
        return ""
    form = direction.format or "no format that both can handle"
    if direction.measured and not direction.format.endswith(f"@{direction.measured}"):
        form = f"{form} (measured: {direction.measured})"
    person = " or ".join(direction.subject) or "nothing that both have"
    limits = f" Limits: {', '.join(direction.limits)}." if direction.limits else ""
    return f"Format: {form}. One person is told by: {person}.{limits}"


def _direction(direction: Direction, paint: Paint) -> Iterator[str]:
    yield paint("strong", printable(f"{direction.sender.name} → {direction.receiver.name}"))
    if direction.rows:
        yield f"  {printable(way(direction))}"
        yield ""
        yield from _table(direction, paint)
        yield ""
    yield f"  {summary(direction)}"
    if direction.samples is not None:
        yield from (f"  {printable(line)}" for line in sampled(direction.samples))
    if direction.findings:
        yield ""
        yield "\n".join(f"  {line}" for line in render_findings(direction.findings, paint).splitlines())


def _table(direction: Direction, paint: Paint) -> Iterator[str]:
    cells = [(printable(row.spoken), row.asked.value, row.words) for row in direction.rows]
    widths = [max(map(len, column)) for column in zip(_HEAD, *cells, strict=True)]
    yield "  " + "  ".join(word.ljust(width) for word, width in zip(_HEAD, widths, strict=True)).rstrip()
    yield "  " + "  ".join("-" * width for width in widths)
    for row, (field, asked, words) in zip(direction.rows, cells, strict=True):
        style = _STYLES.get(row.verdict, "error" if row.is_gap else "warning")
        yield f"  {field.ljust(widths[0])}  {asked.ljust(widths[1])}  {paint(style, words)}"
        yield from (f"      {paint('dim', printable(note))}" for note in notes(row))


def _change(change: Change, paint: Paint) -> str:
    word = paint("error", "breaks") if change.breaking else paint("good", "harmless")
    return f"  {word}  {printable(change.message)}"
