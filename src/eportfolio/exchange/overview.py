"""The table of formats in the project's README, made from the code and the measured fidelity tables.

``python -m eportfolio.exchange.overview README.md`` writes it between its marks.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from . import registry
from .tables import committed

BEGIN, END = "<!-- formats:begin -->", "<!-- formats:end -->"

_BLOCK = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)


def overview() -> str:
    """The formats as a Markdown table: what each reads, writes and carries.

    *Carried* counts the fields of the model that come back exactly, and those that come back in a lesser form.
    """
    lines = ["| format | what it is | reads | writes | carried |", "|---|---|---|---|---|"]
    for form in registry.formats():
        writes = (", ".join(form.versions) or "yes") if form.writable else "no"
        reads = ", ".join(form.reads) or "yes"
        lines.append(f"| `{form.id}` | {form.title} | {reads} | {writes} | {_carried(form.id)} |")
    return "\n".join(lines)


def with_overview(text: str) -> str:
    """A README with the table between its marks; unchanged when it has none."""
    return _BLOCK.sub(lambda _: f"{BEGIN}\n{overview()}\n{END}", text)


def _carried(format_id: str) -> str:
    measured = committed(format_id)
    if measured is None:
        return ""
    grades = Counter(row.grade.value for row in measured)
    lesser = grades["approximate"] + grades["text"]
    return f"{grades['exact']} fields, {lesser} more in a lesser form"


def main(arguments: list[str]) -> int:
    """Write the table into the files that are named."""
    for name in arguments:
        path = Path(name)
        path.write_text(with_overview(path.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
