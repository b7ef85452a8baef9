"""The contexts that are known without a network: built from our own tables of terms.

A table has one row per term: the scope that it stands in (nothing: everywhere; else the type or term behind which it
holds, steps joined by ``/``), the term, its address or keyword, the type that values are coerced to, the container,
whether the term is a prefix and whether it is protected (JSON-LD 1.1, section 9.15); a column ``reverse`` holds the
address of a property that is read backwards.  A row for a keyword, such as ``@vocab``, is an entry of the context
itself; the row ``@context`` with ``@null`` takes all terms out behind a term.  Where a table *builds on* another, as a
line at its top says, its rows stand in place of those of the other one, and ``@absent`` takes a term out.

What the published context of application profile 1.2.0 gets wrong is wrong here too, because others compute with it:

==================================  ================================================================================
``dateModified``                    coerced to an address, where the shapes demand ``xsd:dateTime``; a date is no
                                    address and is dropped
``latitude``, ``longitude``         their prefix ``clv`` lacks the slash at its end and so is none: they do not become
                                    addresses of the Core Location Vocabulary
``descriptionHtml``                 coerced to an address, where the shapes demand ``rdf:HTML``; the text is dropped
``areaDialingCode``                 ``elm:areaDialingCode``, where the shapes look at ``elm:areaDialing``
``defaultLanguage``, ``geometry``,  there are no terms for ``elm:defaultLanguage``, ``locn:geometry`` and
``hasMember``                       ``org:hasMember``, which the shapes look at
==================================  ================================================================================
"""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any, Final

from ... import resources
from ...report.errors import EportfolioError, UnreadableError, UnsafeError
from .addresses import (
    CREDENTIALS,
    CREDENTIALS_2,
    EUROPEAN_DIGITAL_CREDENTIALS,
    FAULTY,
    KNOWN,
    OTHER_TEXTS,
    PORTFOLIO,
    TABLES,
)

__all__ = [
    "CREDENTIALS",
    "CREDENTIALS_2",
    "EUROPEAN_DIGITAL_CREDENTIALS",
    "KNOWN",
    "context",
    "shared_context",
    "unknown",
    "variants",
]

_BUILDS_ON: Final = "# builds on: "
_NULL: Final = "@null"
_ABSENT: Final = "@absent"

_Rows = dict[tuple[str, str], dict[str, str]]


def context(iri: str, text: str = "") -> dict[str, Any]:
    """A context that is known: what stands behind ``@context``, as the caller's own copy.

    Args:
        iri: its address.
        text: which of several texts under that address, as :func:`variants` names it; nothing: the published one.

    Raises:
        UnsafeError: it is not known; nothing is ever fetched.
        UnreadableError: it is known to be no context that a processor accepts.
    """
    return copy.deepcopy(shared_context(iri, text))


def variants(iri: str) -> tuple[str, ...]:
    """The names of other texts of a context that go about under the same address.

    Args:
        iri: its address.
    """
    return tuple(OTHER_TEXTS.get(iri, ()))


@cache
def shared_context(iri: str, text: str = "") -> dict[str, Any]:
    """The same context for everybody: not to be changed.

    Args:
        iri: its address.
        text: which of several texts under that address, as :func:`variants` names it; nothing: the published one.

    Raises:
        UnsafeError: it is not known; nothing is ever fetched.
        UnreadableError: it is known to be no context that a processor accepts.
    """
    if iri == PORTFOLIO:
        content = json.loads((resources.schemas() / "context.jsonld").read_bytes())
        return dict(content["@context"])
    table = OTHER_TEXTS.get(iri, {}).get(text) if text else TABLES.get(iri)
    if table is None:
        raise unknown(iri)
    return _nested(_rows(table))


def unknown(iri: str, pointer: str = "") -> EportfolioError:
    """The error for a context that cannot be had.

    Args:
        iri: its address.
        pointer: where it is named.

    Returns:
        ``UnsafeError`` when it is not known; ``UnreadableError`` when it is known that processors refuse it.
    """
    if iri in FAULTY:
        return UnreadableError(
            "invalid-value",
            f"Every JSON-LD 1.1 processor refuses the context {iri}: {FAULTY[iri]}.",
            pointer=pointer,
            hint="Name a context that is free of the fault.",
        )
    return UnsafeError(
        "unsafe-content",
        f"The document names the context {iri[:200]}, which is not known here; nothing is fetched.",
        pointer=pointer,
        hint=_hint(iri),
    )


def _hint(iri: str) -> str:
    """What to do about a context that is not known; only what is spelt much the same is proposed."""
    from difflib import get_close_matches

    alike = get_close_matches(iri[:200], KNOWN, n=2, cutoff=0.8)
    return f"Did you mean {' or '.join(alike)}?" if alike else "Put the terms inline, or use a published context."


def _rows(table: str) -> _Rows:
    """The rows of a table by scope and term, on top of those of the table that it builds on."""
    lines = (resources.schemas() / table).read_text(encoding="utf-8").splitlines()
    base = next((line.removeprefix(_BUILDS_ON) for line in lines if line.startswith(_BUILDS_ON)), None)
    rows: _Rows = {} if base is None else _rows(base)
    columns, *rest = [line.split("\t") for line in lines if not line.startswith("#")]
    for cells in rest:
        row = dict(zip(columns, cells, strict=True))
        place = row["scope"], row["term"]
        if row["iri"] == _ABSENT:
            del rows[place]
        else:
            rows[place] = row
    return rows


def _nested(rows: _Rows) -> dict[str, Any]:
    """The context of the rows: each scope inside the definition of its term."""
    scopes: dict[str, dict[str, Any]] = {"": {"@version": 1.1}}
    for (scope, term), row in rows.items():
        outer, _, behind = scope.rpartition("/")
        if term == "@context":
            scopes[outer][behind]["@context"] = None
            continue
        if scope not in scopes:
            scopes[scope] = scopes[outer][behind]["@context"] = {}
        scopes[scope][term] = _value(row["iri"]) if term.startswith("@") else _definition(row)
    return scopes[""]


def _definition(row: dict[str, str]) -> dict[str, Any]:
    """An expanded term definition (JSON-LD 1.1, section 9.15.1)."""
    given = {
        "@id": row["iri"],
        "@type": row["type"],
        "@container": row["container"],
        "@prefix": row["prefix"] == "yes",
        "@protected": row["protected"] == "yes",
        "@reverse": row.get("reverse"),
    }
    return {key: _value(value) for key, value in given.items() if value}


def _value(cell: Any) -> Any:
    return None if cell == _NULL else cell
