"""The frameworks that badges align to: ESCO, ISCO, EQF, NQF, ISCED-F, DigComp, CTDL and CASE.

Issuers spell one and the same term in many ways.  What it is is told from its address, also where that is a page of
the ESCO portal; then from the name of the framework together with a code; then from the code.  The type of the target
never tells it alone.  The table stands in ``frameworks.tsv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

_PORTAL_HOSTS: Final = frozenset({"esco.ec.europa.eu", "ec.europa.eu", "data.europa.eu"})
_LONGEST: Final = 2000
"""What is longer is no address, name or code of a term."""


@dataclass(frozen=True, slots=True)
class Framework:
    """One row of the table.

    Attributes:
        key: what the row is called.
        place: where the model has such terms: ``skill``, ``occupation``, ``eqf``, ``level``, ``field``.
        form: ``addressed``: a term is its address; ``coded``: a code and a scheme; ``open``: an address and any code.
        scheme: the scheme in the model.
        address: addresses of terms.
        uri: the address that is written, with ``{code}`` in it.
        names: names of the framework.
        codes: codes that count where only the name tells the framework.
        types: types of targets that count together with a code.
        type: the type that is written.
        framework: the name that is written; none when empty.
    """

    key: str
    place: str
    form: str
    scheme: str
    address: re.Pattern[str] | None
    uri: str
    names: re.Pattern[str] | None
    codes: re.Pattern[str] | None
    types: re.Pattern[str] | None
    type: str
    framework: str

    def code_in(self, address: str) -> str:
        """The code in the address of a term; empty when it is of another framework."""
        match = self.address.fullmatch(address) if self.address is not None else None
        return match["code"] if match is not None else ""

    def code_of(self, text: str) -> str:
        """The code that a text is; empty when the framework has no such codes."""
        match = self.codes.fullmatch(text.strip()) if self.codes is not None else None
        return (match.groupdict().get("code") or match[0]) if match is not None else ""


class Term(NamedTuple):
    """A term of a framework.

    Attributes:
        framework: the framework.
        code: its code.
        by_address: whether the address told it, so that the address says nothing more.
    """

    framework: Framework
    code: str
    by_address: bool


class Target(NamedTuple):
    """How a term is written; ``None`` for what is not written."""

    url: str | None = None
    framework: str | None = None
    code: str | None = None
    type: str | None = None


@cache
def table() -> tuple[Framework, ...]:
    """The frameworks, in the order in which they are tried."""
    with Path(__file__).with_name("frameworks.tsv").open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Framework(
            row["key"], row["place"], row["form"], row["scheme"], _pattern(row["address"]), row["uri"],
            _pattern(row["names"], re.IGNORECASE), _pattern(row["codes"], re.IGNORECASE), _pattern(row["types"]),
            row["type"], row["framework"],
        )
        for row in rows
    )  # fmt: skip


def _pattern(text: str, flags: int = 0) -> re.Pattern[str] | None:
    return re.compile(text, flags) if text else None


@cache
def _by_scheme() -> Mapping[str, Framework]:
    return {row.scheme: row for row in reversed(table()) if row.scheme and row.form == "coded"}


def concept_address(address: str) -> str:
    """The address of the term that a page of the ESCO portal shows; other addresses as they are.

    Args:
        address: the address.
    """
    text = address.strip()
    if len(text) > _LONGEST or "uri=" not in text:
        return text
    try:
        parts = urlsplit(text)
        if parts.hostname not in _PORTAL_HOSTS:
            return text
        # The portal of before 2021 has its question after the "#".
        found = parse_qs(parts.query) or parse_qs(parts.fragment.partition("?")[2])
    except ValueError:
        return text
    return found.get("uri", [text])[0]


def recognise(url: str, framework: str, code: str, type_name: str) -> Term | None:
    """Which term of which framework a target is; ``None`` for a framework that the table has not.

    Args:
        url: ``targetUrl``.
        framework: ``targetFramework``.
        code: ``targetCode``.
        type_name: ``targetType``.
    """
    if max(len(url), len(framework), len(code), len(type_name)) > _LONGEST:
        return None
    address = concept_address(url)
    for row in table():
        if found := row.code_in(address):
            return Term(row, found, by_address=True)
    for row in table():
        if row.names is not None and (found := row.code_of(code)):
            named = row.names.search(framework) or (framework and row.names.search(f"{framework} {type_name}"))
            if named or (row.types is not None and row.types.fullmatch(type_name)):
                return Term(row, found, by_address=False)
    for row in table():
        if found := row.code_in(concept_address(code)):
            return Term(row, found, by_address=False)
        if row.form == "open" and row.key == "ctdl" and row.code_of(code):
            return Term(row, row.code_of(code), by_address=False)
    return None


def concept_of(term: Term | None, url: str, framework: str, code: str) -> dict[str, str]:
    """A target as a concept of the model.

    Args:
        term: what it was recognised as.
        url: ``targetUrl``.
        framework: ``targetFramework``.
        code: ``targetCode``.
    """
    if term is None:
        return _filled(uri=url, scheme=framework, notation=code)
    row = term.framework
    match row.form:
        case "addressed":
            return _filled(uri=row.uri.format(code=term.code), scheme=row.scheme)
        case "coded":
            return _filled(uri="" if term.by_address or not url else url, scheme=row.scheme, notation=term.code)
        case _:
            return _filled(uri=url, scheme=framework, notation=code)


def _filled(**fields: str) -> dict[str, str]:
    return {name: text.strip() for name, text in fields.items() if text.strip()}


def _framework(uri: str, scheme: str, notation: str) -> Framework | None:
    row = _by_scheme().get(scheme)
    if row is not None and notation and row.code_of(notation) == notation:
        return row
    return next((row for row in table() if row.code_in(uri)), None)


def written(uri: str, scheme: str, notation: str) -> Target:
    """How a concept of the model is written.

    Args:
        uri: its URI, empty when it has none; so are the others.
        scheme: its scheme.
        notation: its code.
    """
    row = _framework(uri, scheme, notation)
    if row is None:
        return Target(uri or None, scheme or None, notation or None)
    match row.form:
        case "coded":
            code = notation if scheme == row.scheme and notation else row.code_in(uri)
            return Target(uri or row.uri.format(code=code), row.framework or None, code, row.type)
        case "addressed":
            code = row.code_in(uri)
            return Target(row.uri.format(code=code), row.framework or None, code, row.type)
        case _:
            return Target(uri, scheme or row.framework or None, notation or row.code_in(uri), row.type)
