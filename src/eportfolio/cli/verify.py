"""Verify the seals of credentials offline, and say of each step whether it was checked.

A step is checked and holds, was checked and failed, or was not checked, each with its reason.  Who stands behind a seal
is checked only against certificates that you name with --trusted.  Nothing is fetched.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..report.codes import Severity
from ..report.errors import ExitCode, UnknownFormatError
from ..report.findings import Endpoint, Report
from ..report.render import OUTPUTS, Batch, render
from ..report.render.text import Paint, heading, printable, render_report
from .console import err, out, out_json, out_utf8, paint_for
from .files import Found, expand, open_found
from .parsing import FILE, MisuseError, add_output
from .running import failure, gravest
from .tables import table

if TYPE_CHECKING:
    from ..trust import Proof, Verification


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar=FILE, help="files, folders or patterns; - for standard input")
    parser.add_argument(
        "--trusted", action="append", default=[], metavar="FILE.pem",
        help="certificates that you trust, in PEM or DER form; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--at", metavar="DATE",
        help="the moment to verify for, as 2026-01-31 (its first second, UTC) or 2026-01-31T12:00:00Z (default: now)",
    )  # fmt: skip
    add_output(parser, *OUTPUTS)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    at = _moment(arguments.at)
    told: list[Verification | Report] = []
    skipped: list[tuple[str, str]] = []
    codes: list[ExitCode] = []
    for found in expand(arguments.files):
        result, code = _verify(found, arguments.trusted, at)
        if isinstance(result, str):
            skipped.append((found.path, result))
            continue
        told.append(result)
        codes.append(code)
    if not told:
        names = ", ".join(arguments.files)
        raise UnknownFormatError("unknown-format", f"No file of a known format was found in {names}.")
    _tell(told, skipped, arguments.output)
    return gravest(codes)


def _verify(found: Found, trusted: list[str], at: datetime | None) -> tuple[Verification | Report | str, ExitCode]:
    """Verify one file; a reason for passing over it, or a report of why it cannot be read, may take its place."""
    import eportfolio as ep

    try:
        source = open_found(found, None)
        if isinstance(source, str):
            return source, ExitCode.FINE
        verification = ep.verify(source, trusted=trusted, at=at)
    except Exception as error:
        item, code = failure(error)
        return Report([item], Endpoint(found.path)), code
    return verification, ExitCode.FINE if verification.ok else ExitCode.FINDINGS


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MisuseError("--at takes a date as 2026-01-31, or a moment as 2026-01-31T12:00:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _tell(told: list[Verification | Report], skipped: list[tuple[str, str]], output: str) -> None:
    if output == "text":
        paint = paint_for(sys.stdout)
        out("\n\n".join("\n".join(_lines(one, paint)) for one in told) + "\n")
        for name, reason in skipped:
            err(f"Skipped {printable(name)}: {printable(reason)}")
    elif output == "json":
        out_json({
            "files": [one.as_dict() for one in told],
            "skipped": [{"name": name, "reason": reason} for name, reason in skipped],
        })  # fmt: skip
    else:
        reports = [one if isinstance(one, Report) else one.report() for one in told]
        out_utf8(render(Batch(reports, skipped, Severity.ERROR, "trust"), output))
        for one in told:
            if not isinstance(one, Report):
                err(f"{printable(one.source.name)}: {one.summary()}")


def _lines(one: Verification | Report, paint: Paint) -> Iterator[str]:
    if isinstance(one, Report):
        yield render_report(one, paint)
        return
    report = one.report()
    yield heading(report, paint)
    for proof in one.proofs:
        yield from _proof_lines(proof, paint)
    for item in report.named("no-proof"):
        yield f"  {paint('error', item.message)}"
    yield paint("good" if one.ok else "error", one.summary())


def _proof_lines(proof: Proof, paint: Paint) -> Iterator[str]:
    place = f" at {printable(proof.pointer)}" if proof.pointer else ""
    yield f"  {paint('strong', ' '.join(filter(None, (proof.kind, proof.level))))}{place}"
    for label, value in _facts(proof):
        yield f"    {label}: {printable(value)}"
    rows = [(step.outcome.value.replace("_", " "), step.title, printable(step.reason)) for step in proof.steps]
    for line in table(("outcome", "step", "reason"), rows).splitlines():
        yield f"    {line}"


def _facts(proof: Proof) -> Iterator[tuple[str, str]]:
    facts: list[tuple[str, Any]] = [
        ("signing time, claimed", proof.signing_time),
        ("time, by time stamp", proof.proven_time),
    ]
    if proof.signer is not None:
        signer = proof.signer
        facts = [("signer", signer.subject), ("organisation", signer.organisation),
                 ("identifier", signer.organisation_identifier), *facts]  # fmt: skip
    for label, value in facts:
        if value:
            yield label, f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else value
