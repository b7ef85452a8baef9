"""The review file: proposals in a spreadsheet, decided by a person and read back.

One row for each proposal; a person writes ``yes`` in the column ``decision`` of the row that fits, ``no`` to refuse
one, or the URI of a better concept.  Rows without a decision change nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import UnreadableError
from ...report.findings import Report, finding
from .linking import Link, concept_of, language_of, put
from .mentions import Data, Mention, mentions

if TYPE_CHECKING:
    from ...model import Portfolio
    from ..library import Vocabularies
    from ..search import Proposal

COLUMNS: Final = (
    "decision", "words", "proposed label", "score", "reason", "rank", "uri", "type", "method", "language",
    "vocabulary", "pointer",
)  # fmt: skip
"""Columns of a review file, those that a person looks at first."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets."""

_GUARD: Final = "'"
_YES: Final = ("yes", "y", "ja", "j", "oui", "x", "1", "true")
_NO: Final = ("no", "n", "nee", "non", "nein", "0", "false")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a mention.

    Attributes:
        pointer: JSON pointer of the words.
        words: the words as they stood there.
        vocabulary: name and version of the vocabulary.
        uri: the concept that was chosen.
        line: line in the review file.
    """

    pointer: str
    words: str
    vocabulary: str
    uri: str
    line: int


def write_review(links: Iterable[Link]) -> bytes:
    """A review file of all proposals: CSV in UTF-8 with a mark at its start, as spreadsheets like it.

    What was accepted has ``yes`` in its row; words without a proposal have a row, too, for a URI found by hand.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for link in links:
        for rank, proposal in enumerate(link.proposals or (None,), 1):
            row = _row(link, rank, proposal)
            writer.writerow([_guarded(str(row.get(name, ""))) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def read_review(data: bytes) -> tuple[list[Decision], Report]:
    """The decisions in a review file that came back from a spreadsheet.

    Args:
        data: the file; comma, semicolon and tab are understood, and UTF-8 with or without a mark.

    Returns:
        The decisions to carry out, and what could not be understood.

    Raises:
        UnreadableError: it is no review file.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "wrong-encoding", f"The review file is no UTF-8 text at byte {error.start}.", hint="Save it as CSV UTF-8."
        ) from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = {"decision", "words", "uri", "vocabulary", "pointer"} - set(reader.fieldnames or ())
    if missing:
        raise UnreadableError(
            "review-not-understood", f"The review file has no column {', '.join(sorted(missing))}.", line=1
        )
    report = Report()
    try:
        decisions = [found for row in reader for found in _decision(row, reader.line_num, report)]
    except csv.Error as error:
        line = reader.line_num + 1
        raise UnreadableError(
            "review-not-understood", f"The review file is broken at line {line}: {error}.", line=line
        ) from None
    return _single(decisions, report), report


def apply_review(
    portfolio: Portfolio, decisions: Iterable[Decision], vocabularies: Vocabularies | None = None
) -> tuple[Portfolio, Report]:
    """Put the concepts that a person chose beside the owner's words.

    Args:
        portfolio: it is not changed.
        decisions: what :func:`read_review` returned.
        vocabularies: where the concepts are; those of this machine when left out.

    Returns:
        The portfolio, and a finding for each decision: carried out, or why not.

    Raises:
        VocabularyMissingError: a vocabulary that the file names is not installed.
    """
    from ...model.canonical import from_data, to_data
    from ..library import Vocabularies

    known = vocabularies or Vocabularies()
    data = to_data(portfolio)
    waiting: dict[tuple[str, str], Mention] = {(one.pointer, one.words): one for one in mentions(data)}
    report = Report()
    for decision in decisions:
        mention = waiting.get((decision.pointer, decision.words))
        name, _, version = decision.vocabulary.partition(" ")
        scheme = known.scheme(name, version or None)
        concept = scheme.get(decision.uri)
        if mention is None or concept is None:
            report.add(_not_applied(decision, there=mention is not None))
            continue
        put(data, mention, _concept(decision, data, mention, scheme))
        told = f'"{decision.words}" is now linked to "{concept.label(mention.language)}" ({concept.uri}).'
        report.add(finding("linked", told, pointer=decision.pointer, line=decision.line))
    return from_data(data), report


def _concept(decision: Decision, data: Data, mention: Mention, scheme: Any) -> Data:
    from ..search import Proposal

    chosen = Proposal(decision.uri, "", mention.language, "", 1.0, "exact", "chosen by a person")
    return concept_of(chosen, scheme, language_of(data, mention))


def _row(link: Link, rank: int, proposal: Proposal | None) -> dict[str, object]:
    mention = link.mention
    words = {
        "words": mention.words, "language": mention.language, "vocabulary": link.scheme, "pointer": mention.pointer,
    }  # fmt: skip
    if proposal is None:
        return dict(words)
    return {
        **words,
        "decision": "yes" if proposal == link.accepted else "",
        "proposed label": proposal.label,
        "score": f"{proposal.score:.2f}",
        "reason": proposal.reason,
        "rank": rank,
        "uri": proposal.uri,
        "type": proposal.type,
        "method": proposal.method,
    }


def _decision(row: Mapping[str | None, Any], line: int, report: Report) -> Iterator[Decision]:
    cells = {str(name): _bare(str(value or "")) for name, value in row.items() if name}
    said = cells.get("decision", "").strip()
    if said.casefold() in ("", *_NO):
        return
    uri = cells["uri"].strip() if said.casefold() in _YES else said
    if ":" not in uri or not cells["pointer"] or not cells["vocabulary"]:
        report.add(
            finding("review-not-understood", f'Line {line} of the review file says "{said}", which decides nothing.',
                    line=line, value=said)
        )  # fmt: skip
        return
    yield Decision(cells["pointer"], cells["words"], cells["vocabulary"], uri, line)


def _single(decisions: list[Decision], report: Report) -> list[Decision]:
    """One decision for each mention; where there are two, neither counts."""
    chosen: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        chosen.setdefault((decision.pointer, decision.words), []).append(decision)
    for same in chosen.values():
        if len({decision.uri for decision in same}) > 1:
            lines = ", ".join(str(decision.line) for decision in same)
            message = (
                f'Lines {lines} of the review file choose different concepts for "{same[0].words}": none was taken.'
            )
            report.add(finding("review-not-understood", message, line=same[0].line))
    return [same[0] for same in chosen.values() if len({decision.uri for decision in same}) == 1]


def _not_applied(decision: Decision, *, there: bool) -> Any:
    why = (
        f"{decision.vocabulary} has no concept {decision.uri}"
        if there
        else "the portfolio does not have these words there, or they are linked already"
    )
    return finding(
        "review-not-understood", f'Line {decision.line} ("{decision.words}") was not carried out: {why}.',
        line=decision.line, pointer=decision.pointer,
    )  # fmt: skip


def _guarded(cell: str) -> str:
    return _GUARD + cell if cell.startswith((*_FORMULA, _GUARD)) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith((*_FORMULA, _GUARD)) else cell
