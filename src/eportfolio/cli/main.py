"""The entry of the command: which commands there are, and which one is meant.

Nothing but the table is needed for ``--version``; a command's module is imported when it is asked for.
"""

from __future__ import annotations

import sys

COMMANDS: dict[str, str] = {
    "convert": "convert files to another format, with every loss named",
    "validate": "check files against the rules of their format",
    "verify": "verify badges, credentials and seals, step by step",
    "bake": "put a credential into a picture",
    "extract": "take the credential out of a picture",
    "sign": "sign the draft of a credential",
    "key": "make a key to sign with, and show or export its public part",
    "draft": "write a draft for each recipient in a table",
    "vocab": "work with vocabularies: install, search, map and compare them",
    "link": "propose shared concepts for the owner's words",
    "profile": "check, learn and document exchange profiles",
    "agree": "tell what two organisations can exchange, in both directions",
    "match": "match a portfolio with occupations, vacancies or learning",
    "instruments": "keep a practitioner's sources of labour market information, and choose among them",
    "show": "show a portfolio as a person likes to read it",
    "diff": "compare two portfolios, in whatever formats they are",
    "merge": "make one portfolio of two views of one person",
    "share": "give a receiver no more of a portfolio than it needs, and remember it",
    "receipt": "answer a delivery, or take the answer to one",
    "forget": "erase a value or an item everywhere in a portfolio",
    "redact": "make a copy without personal data, for bug reports",
    "formats": "list the formats that can be read and written",
    "crosswalk": "show where each field of the model lands in a format",
    "explain": "explain the code of a finding",
    "schema": "print the published schema of the model",
    "completion": "print a completion script for a shell",
}
"""Command to summary; each has a module of its name with ``configure(parser)`` and ``run(arguments)``."""

SUBCOMMANDS: dict[str, dict[str, str]] = {
    "vocab": {
        "list": "list the vocabularies that are there",
        "install": "install a vocabulary from its publisher's files",
        "remove": "remove an installed vocabulary",
        "check": "read installed vocabularies in full and tell whether they are sound",
        "search": "search concepts by their labels",
        "show": "show all that is known of a concept",
        "tree": "show a vocabulary, or what is below a concept, as a tree",
        "map": "show what a concept corresponds to in another vocabulary",
        "diff": "compare two versions of a vocabulary",
        "migrate": "find concepts of a portfolio that a version no longer has, and move them along a mapping",
        "export": "write a vocabulary as SKOS or as a table",
        "pack": "bundle installed vocabularies into one file",
        "unpack": "install the vocabularies of a bundle",
    },
    "key": {
        "new": "make a key to sign with",
        "show": "show what is public of a key",
        "export": "write the public part of a key",
    },
    "profile": {
        "check": "check exchange profiles, with every fault at its line",
        "new": "write a new profile from what real portfolios have",
        "docs": "write a profile as a document for the people who sign it",
    },
    "instruments": {
        "list": "list the instruments of a file",
        "suggest": "suggest instruments for a step, a client group, a language ...",
    },
}
"""The commands that have commands of their own; each of those is a module in the package of its command."""


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
