"""What can go wrong with vocabularies, as errors for people."""

from __future__ import annotations

from pathlib import Path

from ..report.errors import EportfolioError, ExitCode, UnreadableError


class VocabularyMissingError(EportfolioError):
    """A scheme, or a version of it, is not installed; the message names the command that installs it.

    Args:
        name: name of the scheme.
        version: the version that was asked for, if one was.
        installed: what is there of that scheme, or else in all.
        hint: what to do, where the usual command would not help.
    """

    exit_code = ExitCode.MISSING_EXTRA

    def __init__(
        self, name: str, version: str | None = None, installed: tuple[str, ...] = (), *, hint: str = ""
    ) -> None:
        what = f"{name} {version}" if version else name
        there = f" There is: {', '.join(installed)}." if installed else ""
        super().__init__(
            "vocabulary-missing",
            f"The vocabulary {what} is not installed.{there}",
            value=what,
            hint=hint or f"Install it with: eportfolio vocab install {name} SOURCE",
        )


class VocabularyDamagedError(UnreadableError):
    """An index file is damaged or not complete.

    Args:
        path: the file.
        why: what was found.
    """

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            "vocabulary-damaged",
            f"The vocabulary file {path} cannot be used: {why}.",
            hint="eportfolio vocab check names the command that repairs it; what ships is made again when it is used.",
        )


class VocabularyNewerError(UnreadableError):
    """An index file was written by a newer release."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "vocabulary-newer",
            f"The vocabulary file {path} was written by a newer release of eportfolio.",
            hint="Update eportfolio, or install the vocabulary again into another folder (EPORTFOLIO_VOCABULARIES).",
        )


class VocabularySourceError(UnreadableError):
    """What should be installed cannot be understood: a missing column, another encoding, mixed versions."""
