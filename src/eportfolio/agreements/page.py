"""An agreement as a page of HTML for the annex of a contract: one file, no scripts, nothing fetched.

Accessible after WCAG 2.2: a language, headings in order, tables with captions and heads, no meaning by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from ..report.codes import Severity
from .agreement import Agreement, Direction, Row
from .changes import Change
from .table import notes, sampled, summary, terms, way

_STYLE: Final = """
:root { color-scheme: light; }
body { color: #1a1a1a; background: #fff; font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #eef2f5; }
tr.gap > td:last-child { border-left: .4rem solid #9b1c1c; }
ul { margin: .25rem 0; padding-left: 1.2rem; }
code { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; } }
"""

_GRAVITY: Final = {Severity.ERROR: "Stands in the way", Severity.WARNING: "To be known", Severity.INFO: "Note"}


def as_page(agreement: Agreement, found: tuple[Change, ...] = ()) -> str:
    """The agreement as one page.

    Args:
        agreement: what was agreed on.
        found: what has changed since the one before.
    """
    title = f"Exchange agreement: {agreement.a.name} and {agreement.b.name}"
    body = [
        f"<h1>{escape(title)}</h1>",
        "<h2>Terms</h2>",
        _list(terms(agreement)),
        *(part for direction in agreement.directions for part in _direction(direction)),
        *(_changes(found) if found else ()),
    ]
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n<main>\n'
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _direction(direction: Direction) -> Iterator[str]:
    heading = f"From {direction.sender.name} to {direction.receiver.name}"
    yield f"<h2>{escape(heading)}</h2>"
    yield from (f"<p>{escape(words)}</p>" for words in (way(direction), summary(direction)) if words)
    if direction.rows:
        yield _rows(f"Fields {heading[0].lower()}{heading[1:]}", direction.rows)
    if direction.samples is not None:
        yield "<h3>Portfolios that were tried</h3>"
        yield _list(sampled(direction.samples))
    if direction.findings:
        yield "<h3>Findings</h3>"
        yield _list(f"{_GRAVITY[one.severity]}: {one.message} ({one.code})" for one in direction.findings)


def _rows(caption: str, rows: Iterable[Row]) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Field", "Asked", "What becomes of it"))
    body = "\n".join(map(_row, rows))
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n"
        "</table>"
    )


def _row(row: Row) -> str:
    said = [*notes(row)]
    gap = ' class="gap"' if row.is_gap else ""
    verdict = f"<strong>{escape(row.words)}</strong>" if row.is_gap else escape(row.words)
    return (
        f'<tr{gap}><th scope="row">{escape(row.spoken)}<br><code>{escape(row.field)}</code></th>'
        f"<td>{escape(row.asked.value)}</td><td>{verdict}{_list(said) if said else ''}</td></tr>"
    )


def _changes(found: tuple[Change, ...]) -> Iterator[str]:
    yield "<h2>Changes since the agreement before</h2>"
    yield _list(f"{'Breaks it' if one.breaking else 'Harmless'}: {one.message}" for one in found)


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
