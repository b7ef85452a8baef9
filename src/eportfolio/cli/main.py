"""The entry of the command: which commands there are, and which one is meant.

Nothing but the table is needed for ``--version``; a command's module is imported when it is asked for.
"""

from __future__ import annotations

import sys

COMMANDS: dict[str, str] = {
    "convert": "convert files to another format, with every loss named",
    "validate": "check files against the rules of their format",
    "show": "show a portfolio as a person likes to read it",
    "diff": "compare two portfolios, in whatever formats they are",
    "formats": "list the formats that can be read and written",
    "crosswalk": "show where each field of the model lands in a format",
    "explain": "explain the code of a finding",
    "schema": "print the published schema of the model",
    "completion": "print a completion script for a shell",
}
"""Command to summary; each has a module of its name with ``configure(parser)`` and ``run(arguments)``."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments after the program's name; those of the process when ``None``.

    Returns:
        The exit code (:class:`eportfolio.report.errors.ExitCode`); 130 after an interruption.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if sys.stdout is None:
        from .streams import prepare

        prepare()
    if arguments in (["--version"], ["-V"]):
        from .._version import __version__

        try:
            sys.stdout.write(f"eportfolio {__version__}\n")
            sys.stdout.flush()
        except OSError as error:
            from .streams import finish

            return finish(0, error)
        return 0
    from .running import run

    return run(arguments)
