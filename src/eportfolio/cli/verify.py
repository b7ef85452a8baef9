"""Verify credentials and badges, and say of each step whether it was checked.

Badges and learner records (JSON, tokens, and pictures that they are baked into), credentials of the W3C, presentations,
and the seals of European Digital Credentials are verified.  A step is checked and holds, was checked and failed, or was
not checked, each with its reason.  Nothing is fetched unless you say --fetch: keys that a credential does not carry,
and lists of revoked credentials, are given with --key and --known.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ..report.codes import Severity
from ..report.errors import ExitCode, UnknownFormatError
from ..report.findings import Endpoint, Report
from ..report.render import OUTPUTS, Batch, render
from ..report.render.text import Paint, heading, printable, render_report
from ..sources.source import open_source
from .console import err, is_terminal, out, out_json, out_utf8, paint_for
from .files import Found, expand, open_found
from .parsing import FILE, MisuseError, add_output
from .running import failure, gravest

if TYPE_CHECKING:
    from ..trust import CredentialReport, Proof, Step, Verification


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
    parser.add_argument(
        "--key", action="append", default=[], metavar="FILE|ISSUER=FILE",
        help="a public key that you know, in PEM or JWK form, for one issuer or for all; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--known", action="append", default=[], metavar="FILE|ADDRESS=FILE",
        help="a document that you have (keys of an issuer, a status list, a schema), or a folder; its address is "
        "its id when you give none; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--fetch", action="store_true",
        help="let documents that are needed be fetched from their addresses: https only, bounded, no own network",
    )  # fmt: skip
    parser.add_argument(
        "--fetch-local", action="append", default=[], metavar="HOST",
        help="like --fetch, and let this host be asked even if it is in your own network; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--strict", action="store_true",
        help="answer with 1, too, when nothing says that the key is the issuer's: give a key, a document of keys or a "
        "trusted certificate, or let it be fetched",
    )  # fmt: skip
    parser.add_argument(
        "--recipient", metavar="IDENTITY",
        help="the e-mail address (or other identifier) of the person whom the badge should be about",
    )  # fmt: skip
    add_output(parser, *OUTPUTS)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    asked = _question(arguments)
    told: list[Verification | Report] = []
    skipped: list[tuple[str, str]] = []
    codes: list[ExitCode] = []
    for found in expand(arguments.files):
        result, code = _verify(found, asked, arguments.strict)
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


def _question(arguments: argparse.Namespace) -> dict[str, Any]:
    """What is asked of every file, as the library wants it."""
    from ..trust.given import given_documents, given_keys

    asked: dict[str, Any] = {
        "trusted": arguments.trusted, "at": _moment(arguments.at), "recipient": arguments.recipient,
        "known": given_documents(arguments.known), "keys": given_keys(arguments.key) if arguments.key else {},
    }  # fmt: skip
    if arguments.fetch or arguments.fetch_local:
        from ..trust.fetching import Fetcher

        asked["fetch"] = Fetcher(local=frozenset(arguments.fetch_local))
    return asked


def _verify(found: Found, asked: dict[str, Any], strict: bool) -> tuple[Verification | Report | str, ExitCode]:
    """Verify one file; a reason for passing over it, or a report of why it cannot be read, may take its place."""
    import eportfolio as ep

    try:
        source = open_found(found, None)
        unknown = source if isinstance(source, str) else ""
        verification = ep.verify(open_source(found.path) if isinstance(source, str) else source, **asked)
    except Exception as error:
        item, code = failure(error)
        return Report([item], Endpoint(found.path)), code
    if unknown and not verification.credentials:
        return unknown, ExitCode.FINE
    if strict:
        verification.demand_bound()
    good = verification.bound if strict else verification.ok
    return verification, ExitCode.FINE if good else ExitCode.FINDINGS


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
    for item in one.remarks:
        yield f"  {paint('strong', item.severity.value)}: {printable(item.message)}"
    for credential in one.credentials:
        yield from _credential_lines(credential, paint)
    for item in report.named("no-proof"):
        place = f" ({printable(item.pointer)})" if item.pointer else ""
        yield f"  {paint('error', item.message)}{place}"
    yield paint("good" if one.ok else "error", one.summary())


_VERDICTS = {
    "holds": ("good", "its signature holds, and nothing failed"),
    "unbound": ("strong", "its signature holds, but nothing says that the key is the issuer's"),
    "fails": ("error", "do not rely on it"),
    "covered": ("strong", "part of a credential whose signature holds"),
    "unproven": ("error", "nothing proves it"),
}


def _credential_lines(credential: CredentialReport, paint: Paint) -> Iterator[str]:
    indent = "  "
    if credential.kind:
        style, words = _VERDICTS[credential.verdict]
        failed = dict.fromkeys(step.title for step in credential.all_steps if step.outcome == "failed")
        words = f"{words}: {', '.join(failed)}" if failed else words
        hearsay = credential.verdict == "covered" and not credential.bound
        words = "it is not signed itself, and who signed around it is another issuer" if hearsay else words
        words = "it is not signed itself" if credential.bare and not credential.proofs and not failed else words
        title = f' "{printable(credential.title)}"' if credential.title else ""
        issuer = f", by {printable(credential.issuer)}" if credential.issuer else ""
        where = f" in {printable(credential.file)}" if credential.file else ""
        place = f"{where}{_place(credential.pointer)}"
        yield f"  {paint('strong', credential.kind + title)}{issuer}{place}: {paint(style, words)}"
        indent = "    "
    for proof in credential.proofs:
        yield f"{indent}{paint('strong', printable(f'{proof.kind} {proof.level}'.strip()))}{_place(proof.pointer)}"
        yield from (f"{indent}  {label}: {printable(value)}" for label, value in _facts(proof))
        yield from _step_lines(proof.steps, f"{indent}  ", paint)
    if credential.steps:
        yield f"{indent}{paint('strong', 'Beside the signature' if credential.proofs else 'Without a signature')}"
        yield from _step_lines(credential.steps, f"{indent}  ", paint)
    if credential.elsewhere:
        yield f"{indent}{paint('strong', 'Other verifiers')}"
    for words in credential.elsewhere:
        yield from (f"{indent}  {line}" for line in _wrapped(words, len(indent) + 2))


def _place(pointer: str) -> str:
    return f" at {printable(pointer)}" if pointer else ""


_STYLES = {"checked": "good", "failed": "error", "not checked": "dim"}


def _step_lines(steps: Sequence[Step], indent: str, paint: Paint) -> Iterator[str]:
    """One line for each step; on a terminal, long reasons go on below themselves."""
    titles = max((len(step.title) for step in steps), default=0)
    start = len(indent) + 13 + titles + 2
    for step in steps:
        outcome = step.outcome.value.replace("_", " ")
        first, *more = _wrapped(printable(step.reason), start)
        yield f"{indent}{paint(_STYLES[outcome], outcome.ljust(11))}  {step.title.ljust(titles)}  {first}"
        yield from (" " * start + line for line in more)


def _wrapped(text: str, start: int) -> list[str]:
    if not is_terminal(sys.stdout):
        return [text]
    return wrap(text, max(get_terminal_size().columns - start, 40), break_on_hyphens=False) or [""]


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
