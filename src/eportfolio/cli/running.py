"""Running a command: every way it can end, as a message for people and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .._version import __version__
from ..report.errors import EportfolioError, ExitCode, UnreadableError
from ..report.findings import Endpoint, Finding, Report, finding
from .console import err, out, out_json, paint_for
from .main import COMMANDS, SUBCOMMANDS
from .parsing import PROGRAM, MisuseError, command_module, group_help, main_help, parser_for
from .streams import finish, prepare

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""


def run(argv: Sequence[str]) -> int:
    """Run the command that the arguments name.

    Args:
        argv: the arguments after the program's name.

    Returns:
        The exit code.
    """
    prepare()
    try:
        return finish(_run(argv))
    except OSError as error:  # standard output is full, or nobody reads it
        return finish(ExitCode.USAGE, error)


def _run(argv: Sequence[str]) -> int:
    if not argv or argv[0] in ("-h", "--help"):
        (out if argv else err)(main_help())
        return ExitCode.FINE if argv else ExitCode.USAGE
    name = argv[0]
    if name not in COMMANDS:
        return _misused(PROGRAM, f'There is no command "{name}".{near(name, COMMANDS)}')
    rest = argv[1:]
    if name in SUBCOMMANDS:
        if not rest or rest[0] in ("-h", "--help"):
            (out if rest else err)(group_help(name))
            return ExitCode.FINE if rest else ExitCode.USAGE
        if rest[0] not in SUBCOMMANDS[name]:
            return _misused(f"{PROGRAM} {name}", f'There is no command "{rest[0]}".{near(rest[0], SUBCOMMANDS[name])}')
        name, rest = f"{name} {rest[0]}", rest[1:]
    as_json = "json" in _output_of(argv)
    try:
        code = int(command_module(name).run(parser_for(name).parse_intermixed_args(list(rest))))
    except SystemExit as stop:  # argparse: help or wrong use
        return stop.code if isinstance(stop.code, int) else ExitCode.USAGE
    except KeyboardInterrupt:
        err("Interrupted. What was written is complete; nothing is half written.")
        return INTERRUPTED
    except MisuseError as misuse:
        return _misused(f"{PROGRAM} {name}", str(misuse))
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            raise
        items, code = failures(error)
        if as_json:
            out_json(Report(items, Endpoint(items[0].source)).as_dict())
        err(error_text(*items))
    return code


def failures(error: Exception) -> tuple[list[Finding], ExitCode]:
    """Everything that an exception means to a person: several findings where several things stand in the way."""
    item, code = failure(error)
    return list(error.findings) if isinstance(error, EportfolioError) else [item], code


def failure(error: Exception) -> tuple[Finding, ExitCode]:
    """What an exception means to a person.

    An exception that was not raised on purpose is told by its type and place only: its message may hold
    personal data.  With ``EPORTFOLIO_DEBUG=1`` its traceback is printed.

    Args:
        error: what ended the work on a file.

    Returns:
        The finding that explains it, and the exit code.
    """
    if os.environ.get("EPORTFOLIO_DEBUG") == "1":
        import traceback

        err("".join(traceback.format_exception(error)))
    if isinstance(error, EportfolioError):
        return error.finding, error.exit_code
    if isinstance(error, OSError) and error.strerror:
        if error.filename is None:
            return finding("usage", f"The output cannot be written: {error.strerror}."), ExitCode.USAGE
        unreadable = UnreadableError(
            "file-not-readable", f"{error.filename} cannot be opened or written: {error.strerror}."
        )
        return unreadable.finding, unreadable.exit_code
    versions = f"eportfolio {__version__}, Python {sys.version.split()[0]}"
    message = f"Something unexpected happened: {type(error).__name__} in {_place(error)} ({versions})."
    return finding("internal-error", message), ExitCode.OUR_BUG


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """The exit code for several files: that of the gravest."""
    return max(codes, key=lambda code: code.gravity, default=ExitCode.FINE)


def near(word: str, words: Iterable[str]) -> str:
    """A sentence that suggests what may have been meant; empty when nothing comes near."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(words), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(found)}?" if found else ""


def error_text(*items: Finding) -> str:
    """Findings as an error message."""
    from ..report.render.text import render_findings

    return render_findings(items, paint_for(sys.stderr))


def _output_of(argv: Sequence[str]) -> set[str]:
    """The form of output asked for, told before the arguments are parsed."""
    return {value.removeprefix("--output=") for option, value in zip(["", *argv], argv, strict=False)
            if option == "--output" or value.startswith("--output=")}  # fmt: skip


def _misused(prog: str, message: str) -> int:
    err(f"{prog}: {message}\nHelp: {prog} --help")
    return ExitCode.USAGE


def _place(error: BaseException) -> str:
    """The innermost place in our code that an exception passed, without the path of this machine."""
    place = "unknown place"
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if any(part in ("eportfolio", "eportfolio_adapters") for part in file.parts):
            place = f"{file.parent.name}/{file.name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
