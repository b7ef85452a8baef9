"""The errors that callers can meet, and the one table of exit codes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Self

from .findings import Finding, Scalar, finding


class ExitCode(IntEnum):
    """What the command answers to the shell; with several files the gravest counts (the order of ``gravity``)."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    LOSS = 3
    UNREADABLE = 4
    UNKNOWN_FORMAT = 5
    MISSING_EXTRA = 6
    OUR_BUG = 70

    @property
    def gravity(self) -> int:
        """A number that grows with gravity: loss < findings < unknown format < unreadable < extra < usage < bug."""
        order = (0, 3, 1, 5, 4, 6, 2, 70)
        return order.index(self.value)


class EportfolioError(Exception):
    """Base of all errors that the library raises on purpose; it carries the finding that explains it.

    Attributes:
        finding: what is wrong, where, and what to do.
        findings: everything that is wrong, where several things are; the first of them is ``finding``.
        exit_code: what the command answers when this error ends it.
    """

    exit_code = ExitCode.UNREADABLE

    def __init__(
        self,
        name: str,
        message: str,
        *,
        pointer: str = "",
        line: int | None = None,
        column: int | None = None,
        value: Scalar = None,
        hint: str = "",
    ) -> None:
        self.finding: Finding = finding(
            name, message, pointer=pointer, line=line, column=column, value=value, hint=hint
        )
        self.findings: tuple[Finding, ...] = (self.finding,)
        super().__init__(message)

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Self:
        """An error for several reasons.

        Args:
            findings: what is wrong, at least one.
        """
        first = findings[0]
        error = cls(first.name, first.message)
        error.finding, error.findings = first, tuple(findings)
        return error


class UnreadableError(EportfolioError):
    """The input cannot be read: broken, truncated, wrongly encoded, encrypted."""


class UnsafeError(UnreadableError):
    """The input would cost unbounded time or memory, or tries to reach outside."""


class UnknownFormatError(EportfolioError):
    """No adapter, or more than one, fits the input."""

    exit_code = ExitCode.UNKNOWN_FORMAT


class MissingExtraError(EportfolioError):
    """An optional dependency is needed; the message names the extra to install."""

    exit_code = ExitCode.MISSING_EXTRA

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            "missing-extra",
            f"{purpose} needs the extra [{extra}].",
            hint=f"Install it with: pip install 'eportfolio[{extra}]'",
        )


class RefusedError(EportfolioError):
    """The target was not written: what it demands is missing, or it would overwrite something."""

    exit_code = ExitCode.FINDINGS


class UsageError(EportfolioError):
    """The request itself makes no sense: an unknown option value, a target that exists already."""

    exit_code = ExitCode.USAGE


class UndeclaredLossError(EportfolioError):
    """Reading back what was written showed a loss that the writer had not declared: our fault."""

    exit_code = ExitCode.OUR_BUG
