"""Convert files to another format, with every loss named.

The target's format is told from ``--to``, else from the name of the target.  Several sources need a folder as
target, and ``--to``.  Nothing is overwritten without ``--force``, and a file is written whole or not at all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..report.errors import ExitCode
from ..report.findings import Endpoint, Fidelity, Report
from .console import err, is_terminal, out, out_bytes, out_json, paint_for
from .conversions import Job, plan
from .parsing import FILE, FORMAT, MisuseError, add_output, add_source_format
from .report_file import check_report, write_report
from .running import INTERRUPTED, failures, gravest

if TYPE_CHECKING:
    from ..exchange.issuer import Issuer
    from ..report.render.text import Paint


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", metavar=FILE, help="sources, then the target; - for standard streams")
    add_source_format(parser)
    parser.add_argument("--to", dest="target_format", metavar=FORMAT, help="format of the target")
    parser.add_argument("--to-version", default="", metavar="V", help="version of the target's format")
    parser.add_argument(
        "--issuer", metavar="FILE.toml", help="what the organisation that issues the target keeps about itself"
    )
    parser.add_argument("--report", metavar="FILE.json", help="write the full report there, as JSON")
    parser.add_argument("--fail-on-loss", action="store_true", help="exit with 3 when a value is lost")
    parser.add_argument(
        "--residue", choices=("valid", "keep", "drop"), default="valid",
        help="of what the source held beyond the model, put back what the target's schema allows "
        "(default), all, or nothing",
    )  # fmt: skip
    parser.add_argument("--no-verify", action="store_true", help="do not read the result back to check the report")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    parser.add_argument("--resume", action="store_true", help="pass over sources whose target exists already")
    add_output(parser, "text", "json")


@dataclass(slots=True)
class Outcome:
    """What became of one job.

    Attributes:
        job: the job.
        report: its report; when the work failed, it holds the reason.
        code: its exit code.
        written: whether the target is there now.
        skipped: why nothing was done; empty when something was.
    """

    job: Job
    report: Report
    code: ExitCode = ExitCode.FINE
    written: bool = True
    skipped: str = ""


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if len(arguments.paths) < 2:
        raise MisuseError("name the target too: eportfolio convert SOURCE TARGET")
    *sources, target = arguments.paths
    if target == "-" and arguments.output == "json":
        raise MisuseError("standard output cannot hold both the target and --output json; use --report FILE.json")
    jobs = plan(sources, target, arguments)
    issuer = _issuer(arguments, jobs[0].format)
    into_folder = jobs[0].in_folder
    check_report(arguments, (path for job in jobs for path in (job.found.path, job.target) if path != "-"))
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        for job in _progress(jobs):
            outcomes.append(_convert(job, arguments, issuer))  # noqa: PERF401 - one by one: an interruption forgets none
    except KeyboardInterrupt:
        interrupted = True
    document = _document(outcomes, into_folder, interrupted)
    if arguments.report:
        write_report(document, arguments)
    _tell(outcomes, document, arguments, into_folder)
    if interrupted:
        err(f"Interrupted after {len(outcomes)} of {len(jobs)}; nothing is half written. --resume goes on from here.")
        return INTERRUPTED
    if all(outcome.skipped and not outcome.written for outcome in outcomes):
        err("No file of a known format was found.")
        return ExitCode.UNKNOWN_FORMAT
    return gravest(outcome.code for outcome in outcomes)


def _progress(jobs: Sequence[Job]) -> Iterator[Job]:
    """The jobs, with a progress bar when a person looks at several."""
    if len(jobs) < 2 or not is_terminal(sys.stderr):
        yield from jobs
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(jobs, description="Converting", console=Console(stderr=True), transient=True)


def _issuer(arguments: argparse.Namespace, format_id: str) -> Issuer | None:
    """The issuer, read once and before any work is done.

    Raises:
        EportfolioError: the file is at fault, or the format has no issuer.
    """
    if arguments.issuer is None:
        return None
    import eportfolio as ep

    from ..exchange.portfolios import writer_of

    writer_of(format_id, issued=True)
    return ep.read_issuer(arguments.issuer)


def _convert(job: Job, arguments: argparse.Namespace, issuer: Issuer | None) -> Outcome:
    """Do one job; whatever goes wrong with it becomes part of its outcome."""
    report = Report(source=Endpoint(job.found.path), target=Endpoint(job.target, job.format), fidelity=Fidelity())
    if arguments.resume and job.target != "-" and Path(job.target).exists():
        return Outcome(job, report, skipped="the target exists already")
    try:
        return _converted(job, arguments, issuer, report)
    except Exception as error:
        items, code = failures(error)
        report.extend(items)
        return Outcome(job, report, code, written=False)


def _converted(job: Job, arguments: argparse.Namespace, issuer: Issuer | None, report: Report) -> Outcome:
    import eportfolio as ep

    from .files import open_found

    source = open_found(job.found, arguments.source_format)
    if isinstance(source, str):
        return Outcome(job, report, written=False, skipped=source)
    to_stream = job.target == "-"
    if job.in_folder:
        Path(job.target).parent.mkdir(parents=True, exist_ok=True)
    conversion = ep.convert(
        source,
        None if to_stream else job.target,
        source_format=arguments.source_format,
        target_format=job.format,
        version=arguments.to_version,
        residue=arguments.residue,
        verify=not arguments.no_verify,
        force=arguments.force,
        issuer=issuer,
    )
    if to_stream:
        out_bytes(conversion.data)
    done = conversion.report
    done.source.name = done.source.name or job.found.path
    done.target = done.target or Endpoint(format=job.format)
    done.target.name = done.target.name or job.target
    done.target.format = done.target.format or job.format
    done.fidelity = done.fidelity or Fidelity()
    lossy = arguments.fail_on_loss and done.fidelity.lost > 0
    code = ExitCode.FINDINGS if not done.ok else ExitCode.LOSS if lossy else ExitCode.FINE
    return Outcome(job, done, code)


# -- telling ---------------------------------------------------------------------------------------


def _tell(
    outcomes: Sequence[Outcome], document: dict[str, Any], arguments: argparse.Namespace, into_folder: bool
) -> None:
    """Say what became of it: failures on standard error, the rest where it was asked for."""
    failed = [outcome for outcome in outcomes if not outcome.written and not outcome.skipped]
    if failed:
        err("\n".join(_lines(failed, paint_for(sys.stderr))))
    if arguments.output == "json":
        out_json(document)
        return
    to_stream = arguments.paths[-1] == "-"
    paint = paint_for(sys.stderr if to_stream else sys.stdout)
    lines = _lines([outcome for outcome in outcomes if outcome not in failed], paint)
    if into_folder and outcomes:
        lines.append(paint("strong", _summary(outcomes)))
    if lines:
        text = "\n".join(lines)
        (err if to_stream else out)(text if to_stream else text + "\n")


def _document(outcomes: Sequence[Outcome], into_folder: bool, interrupted: bool) -> dict[str, Any]:
    """The outcome as JSON-ready data: the report itself for one source, a list of reports for a folder."""
    if not into_folder and outcomes:
        return outcomes[0].report.as_dict()
    done = [outcome for outcome in outcomes if not outcome.skipped]
    return {
        "files": [outcome.report.as_dict() for outcome in done],
        "skipped": [
            {"name": outcome.job.found.path, "reason": outcome.skipped} for outcome in outcomes if outcome.skipped
        ],
        "fidelity": _total(outcomes).as_dict(),
        "interrupted": interrupted,
    }


def _total(outcomes: Sequence[Outcome]) -> Fidelity:
    total = Fidelity()
    for figures in (outcome.report.fidelity for outcome in outcomes):
        if figures is not None:
            total.data += figures.data
            total.text += figures.text
            total.residue += figures.residue
            total.lost += figures.lost
    return total


def _lines(outcomes: Sequence[Outcome], paint: Paint) -> list[str]:
    from ..report.render.text import heading, printable, render_report

    lines = []
    for outcome in outcomes:
        if outcome.skipped:
            lines.append(f"{paint('dim', 'skipped')} {printable(outcome.job.found.path)}: {printable(outcome.skipped)}")
            continue
        lines.append(render_report(outcome.report, paint) or heading(outcome.report, paint))
        lines.append("  " + _line(outcome, paint("error", "not written")))
    return lines


def _line(outcome: Outcome, not_written: str) -> str:
    from ..report.render.text import printable

    target = outcome.report.target
    name = "standard output" if outcome.job.target == "-" else printable(outcome.job.target)
    if not outcome.written or target is None:
        return f"→ {not_written}: {name}"
    kind = " ".join(filter(None, (target.format, target.version)))
    return f"→ {name} ({kind}): {_figures(outcome.report.fidelity or Fidelity())}"


def _figures(fidelity: Fidelity) -> str:
    return (
        f"{fidelity.leaves} leaves: {fidelity.data} data, {fidelity.text} text, "
        f"{fidelity.residue} residue, {fidelity.lost} lost"
    )


def _summary(outcomes: Sequence[Outcome]) -> str:
    from ..report.render.batch import count

    done = [outcome for outcome in outcomes if not outcome.skipped]
    written = sum(outcome.written for outcome in done)
    parts = [f"{written} converted"]
    if written < len(done):
        parts.append(f"{len(done) - written} failed")
    if len(done) < len(outcomes):
        parts.append(f"{len(outcomes) - len(done)} skipped")
    return f"{count(len(outcomes), 'file')}: {', '.join(parts)}. {_figures(_total(outcomes))}."
