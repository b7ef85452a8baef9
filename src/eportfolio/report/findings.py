"""One finding, and the report that collects them: the same type serves validation and conversion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from .codes import CODE, RULES, Severity

Scalar = str | int | float | bool | None
"""A leaf value as a finding can show it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was seen at one place of a file.

    Attributes:
        code: a code of the closed set in :mod:`eportfolio.report.codes`.
        severity: how grave it is here.
        message: what is wrong and what was expected, in plain words.
        pointer: where, as a path in the source (XML path or JSON pointer) or in the portfolio.
        line: line in the source, counted from 1; ``None`` when the source has no lines.
        column: column in the source, counted from 1.
        value: the value concerned, never shown in logs because it may be personal.
        specification: where the rule comes from: a link or the name and section of a specification.
        hint: what to do about it; the general hint of the rule when empty.
        source: name of the file, when a report covers several.
    """

    code: str
    severity: Severity
    message: str
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    value: Scalar = None
    specification: str = ""
    hint: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """The rule's short name, such as ``not-mapped``."""
        return RULES[self.code].name

    @property
    def advice(self) -> str:
        """The hint of this finding, or the general one of its rule."""
        return self.hint or RULES[self.code].hint

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON-ready data, with ``None`` and empty fields left out except the documented ones."""
        data = asdict(self)
        data["severity"] = self.severity.value
        kept = {"code", "severity", "message", "pointer", "line", "value"}
        return {key: value for key, value in data.items() if key in kept or value not in (None, "")}


def finding(
    name: str,
    message: str,
    *,
    pointer: str = "",
    line: int | None = None,
    column: int | None = None,
    value: Scalar = None,
    severity: Severity | None = None,
    specification: str = "",
    hint: str = "",
) -> Finding:
    """Make a finding by the rule's name.

    Raises:
        KeyError: when the name is not in the closed set: a fault in our code.
    """
    code = CODE[name]
    return Finding(code, severity or RULES[code].severity, message, pointer, line, column, value, specification, hint)


@dataclass(slots=True)
class Fidelity:
    """How many leaves of a source went where; ``leaves == data + text + residue + lost`` always holds.

    Attributes:
        data: leaves carried as data.
        text: leaves that only people can read in the target.
        residue: leaves kept beside the data, for the same format to put back.
        lost: leaves that are gone, each of them named by a finding.
    """

    data: int = 0
    text: int = 0
    residue: int = 0
    lost: int = 0

    @property
    def leaves(self) -> int:
        """All leaves of the source."""
        return self.data + self.text + self.residue + self.lost

    def as_dict(self) -> dict[str, int]:
        """The figures as JSON-ready data."""
        return {
            "leaves": self.leaves, "data": self.data, "text": self.text, "residue": self.residue, "lost": self.lost,
        }  # fmt: skip


@dataclass(slots=True)
class Endpoint:
    """One end of a conversion: which file, which format, which version, and how that was found out."""

    name: str = ""
    format: str = ""
    version: str = ""
    detected: str = ""

    def as_dict(self) -> dict[str, str]:
        """The endpoint as JSON-ready data, empty fields left out."""
        return {key: value for key, value in asdict(self).items() if value}


@dataclass(slots=True)
class Report:
    """Everything that was found in one reading, writing, validation or conversion."""

    findings: list[Finding] = field(default_factory=list)
    source: Endpoint = field(default_factory=Endpoint)
    target: Endpoint | None = None
    fidelity: Fidelity | None = None

    def __iter__(self) -> Iterator[Finding]:
        """Iterate over the findings."""
        return iter(self.findings)

    def add(self, item: Finding) -> None:
        """Append one finding."""
        self.findings.append(item)

    def extend(self, items: Iterable[Finding]) -> None:
        """Append several findings."""
        self.findings.extend(items)

    def named(self, name: str) -> list[Finding]:
        """The findings of one rule, by its short name."""
        code = CODE[name]
        return [item for item in self.findings if item.code == code]

    @property
    def worst(self) -> Severity | None:
        """The gravest severity in the report, ``None`` when nothing was found."""
        return max((item.severity for item in self.findings), key=lambda s: s.rank, default=None)

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings and notes do not count."""
        return self.worst is not Severity.ERROR

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data: the form that ``--report`` writes."""
        data: dict[str, Any] = {"source": self.source.as_dict()}
        if self.target is not None:
            data["target"] = self.target.as_dict()
        data["findings"] = [item.as_dict() for item in self.findings]
        if self.fidelity is not None:
            data["fidelity"] = self.fidelity.as_dict()
        return data
