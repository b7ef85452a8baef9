"""Check exchange profiles: whether they can be used, and what they ask for.

Every fault is told with its line: unknown fields, contradictions, inheritance in a circle, vocabularies that are not
installed.  A profile is a file, or the name of one that ships.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ...report.codes import Severity
from ...report.errors import ExitCode
from ...report.findings import Endpoint, Report
from ...report.render import OUTPUTS, Batch
from ..parsing import FILE, add_output
from ..running import failures, gravest

if TYPE_CHECKING:
    from ...profiles import Profile


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("profiles", nargs="+", metavar=FILE, help="profiles, or names of profiles that ship")
    add_output(parser, *OUTPUTS)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ..console import out
    from ..validate import tell

    reports: list[Report] = []
    codes: list[ExitCode] = []
    summaries: list[str] = []
    for name in arguments.profiles:
        report, code, summary = _check(name)
        reports.append(report)
        codes.append(code)
        summaries += [summary] if summary else []
    tell(Batch(reports, [], Severity.ERROR, "profile"), arguments.output)
    if arguments.output == "text" and summaries:
        out("\n" + "\n".join(summaries) + "\n")
    return gravest(codes)


def _check(name: str) -> tuple[Report, ExitCode, str]:
    from datetime import date

    from ...profiles import read_profile, usable

    try:
        profile = read_profile(name)
    except Exception as error:
        items, code = failures(error)
        return Report(items, Endpoint(name)), code, ""
    found = usable(profile, date.today())
    missing = any(item.name == "vocabulary-missing" for item in found)
    return (
        Report(found, Endpoint(name, "profile", profile.version)),
        (ExitCode.MISSING_EXTRA if missing else ExitCode.FINE),
        _summary(profile),
    )


def _summary(profile: Profile) -> str:
    """What a profile holds, in one line."""
    from ...report.render.batch import count
    from ...report.render.text import printable

    wishes = sum(need.recommended for need in profile.needs.values())
    parts = [
        f"offers {count(len(profile.offers), 'field')}",
        f"needs {len(profile.needs) - wishes}, would like {wishes} more",
        f"{count(len(profile.accepts), 'rule')} on how values must be",
        f"refuses {len(profile.refuses)}",
    ]
    names = f"; vocabularies: {', '.join(profile.vocabularies)}" if profile.vocabularies else ""
    return printable(f"{profile.named()} {profile.version}: {', '.join(parts)}{names}.")
