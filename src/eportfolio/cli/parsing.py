"""The arguments that commands share, and the parsers that read them."""

from __future__ import annotations

import argparse
from importlib import import_module
from types import ModuleType
from typing import Final

from .main import COMMANDS, SUBCOMMANDS

PROGRAM: Final = "eportfolio"

FORMAT: Final = "ID"
"""Metavar of a format id; shell completion offers the known ids where it stands."""

FILE: Final = "FILE"
"""Metavar of a file; shell completion offers files where it, or a name that begins with it, stands."""


class MisuseError(Exception):
    """The command line makes no sense; the message says what to write instead."""


class Parser(argparse.ArgumentParser):
    """A parser that takes options and files in any order and knows no abbreviations."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False)


def command_module(name: str) -> ModuleType:
    """The module of a command, or of a command of a command such as ``vocab search``."""
    return import_module(f".{name.replace(' ', '.')}", __package__)


def parser_for(name: str) -> Parser:
    """The parser of one command."""
    module = command_module(name)
    parser = Parser(f"{PROGRAM} {name}", (module.__doc__ or "").replace("``", "").strip())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    module.configure(parser)
    return parser


def group_help(name: str) -> str:
    """The help of a command that has commands of its own."""
    return (
        f"usage: {PROGRAM} {name} COMMAND [options]\n\n{COMMANDS[name].capitalize()}.\n\n"
        f"commands:\n{_listed(SUBCOMMANDS[name])}\n\nHelp on a command: {PROGRAM} {name} COMMAND --help\n"
    )


def _listed(commands: dict[str, str]) -> str:
    width = max(map(len, commands)) + 2
    return "\n".join(f"  {name:{width}}{summary}" for name, summary in commands.items())


def main_help() -> str:
    """The help of the program: the commands and what they are for."""
    width = max(map(len, COMMANDS)) + 2
    commands = _listed(COMMANDS)
    return (
        f"usage: {PROGRAM} COMMAND [options]\n\n"
        "Exchange e-portfolios between organisations, with every loss named.\n\n"
        f"commands:\n{commands}\n\n"
        "options:\n"
        f"  {'-h, --help':{width}}show this help\n"
        f"  {'--version':{width}}show the version\n\n"
        f"Help on a command: {PROGRAM} COMMAND --help\n"
        "Exit codes: 0 fine, 1 findings, 2 wrong use, 3 loss (with --fail-on-loss), 4 unreadable input,\n"
        "            5 unknown format, 6 an extra or a vocabulary is missing, 70 a fault of ours,\n"
        "            130 interrupted.\n"
    )


def add_output(parser: argparse.ArgumentParser, *choices: str) -> None:
    """``--output``: the form of what is printed; the first choice is the default."""
    parser.add_argument(
        "--output",
        choices=choices,
        default=choices[0],
        help=f"form of what is printed (default: {choices[0]})",
    )


def add_source_format(parser: argparse.ArgumentParser, whose: str = "the source") -> None:
    """``--from``: the format of the source, told from its content otherwise."""
    parser.add_argument(
        "--from",
        dest="source_format",
        metavar=FORMAT,
        help=f"format of {whose}; told from the content otherwise",
    )


def add_file(parser: argparse.ArgumentParser) -> None:
    """One file to read."""
    parser.add_argument("file", metavar=FILE, help="file to read, - for standard input")
