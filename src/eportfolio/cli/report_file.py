"""``--report FILE.json``: a report of the whole run, in a file of its own."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .parsing import MisuseError


def check_report(arguments: argparse.Namespace, taken: Iterable[str]) -> None:
    """Refuse a report file that would overwrite something or has no folder, before any work is done.

    Args:
        arguments: with ``report``, ``force`` and ``resume``.
        taken: the files and folders that the run reads or writes otherwise.

    Raises:
        MisuseError: the report cannot go there.
    """
    if not arguments.report:
        return
    if arguments.report == "-" or os.path.realpath(arguments.report) in {os.path.realpath(path) for path in taken}:
        raise MisuseError("--report needs a file of its own; for standard output use --output json")
    if not Path(arguments.report).parent.is_dir():
        raise MisuseError(f"{arguments.report} cannot be written: there is no folder {Path(arguments.report).parent}")
    if Path(arguments.report).exists() and not (arguments.force or arguments.resume):
        raise MisuseError(f"{arguments.report} exists already; --force overwrites it")


def write_report(document: dict[str, Any], arguments: argparse.Namespace) -> None:
    """Write the report."""
    from ..sources.json import dump_json
    from ..sources.output import write_atomically

    write_atomically(arguments.report, dump_json(document), force=True)
