"""Where the password of a key comes from: a terminal, a file, or a variable of the environment; never an argument."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ...report.errors import UsageError
from ..console import is_terminal
from ..parsing import FILE, MisuseError


def add_password(parser: argparse.ArgumentParser) -> None:
    """``--password-file`` and ``--password-env``; without them the terminal is asked."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--password-file", metavar=FILE, help="file whose first line is the password of the key")
    group.add_argument("--password-env", metavar="NAME", help="variable of the environment that holds the password")


def given(arguments: argparse.Namespace) -> bytes | None:
    """The password that a file or a variable holds; ``None`` when neither is named.

    Raises:
        UsageError: the file cannot be read, or the password is empty.
        MisuseError: there is no such variable.
    """
    if arguments.password_env is not None:
        if arguments.password_env not in os.environ:
            raise MisuseError(f"the environment has no variable {arguments.password_env}")
        return _filled(os.environ[arguments.password_env].encode())
    if arguments.password_file is None:
        return None
    try:
        with Path(arguments.password_file).open("rb") as stream:
            return _filled(stream.readline(4096).rstrip(b"\r\n"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is none"
        message = f"{arguments.password_file} cannot be opened: {reason}."
        raise UsageError("file-not-readable", message) from None


def asker(arguments: argparse.Namespace) -> Callable[[], bytes]:
    """What gives the password of a key that has one, when it is asked."""

    def ask() -> bytes:
        password = given(arguments)
        if password is not None:
            return password
        if not is_terminal(sys.stdin):
            raise UsageError("encrypted", "The key has a password, and there is no terminal to ask for it.",
                             hint="Name a file or a variable: --password-file, --password-env.")  # fmt: skip
        from getpass import getpass

        return _filled(getpass("Password of the key: ").encode())

    return ask


def chosen(arguments: argparse.Namespace) -> bytes | None:
    """The password for a new key: given, asked for twice when ``--encrypt`` says so, or none.

    Raises:
        UsageError: there is no terminal, the two differ, or it is empty.
    """
    password = given(arguments)
    if password is not None or not arguments.encrypt:
        return password
    if not is_terminal(sys.stdin):
        raise UsageError("usage", "There is no terminal to ask for a password.",
                         hint="Name a file or a variable: --password-file, --password-env.")  # fmt: skip
    from getpass import getpass

    first, second = getpass("Password for the key: "), getpass("The same again: ")
    if first != second:
        raise UsageError("usage", "The two passwords differ; no key was made.")
    return _filled(first.encode())


def _filled(password: bytes) -> bytes:
    if not password:
        raise UsageError("usage", "The password is empty.")
    return password
