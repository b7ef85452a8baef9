"""Answer a delivery, or take the answer to one.

A receiver answers with a receipt: whether the file is the one that was sent, and what it found when it held it against
its profile, as codes.  An owner puts the receipt beside the record of the disclosure with --into.
"""

from __future__ import annotations

import argparse

from ..report.errors import ExitCode
from .console import err, out, out_json
from .parsing import FILE, MisuseError, add_output


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notice", metavar=f"{FILE}", help="the delivery to answer; with --into, the receipt")
    parser.add_argument("--file", metavar=FILE, help="the file that was delivered")
    parser.add_argument("--for", dest="profile", metavar=FILE, help="the profile that it is held against: yours")
    parser.add_argument(
        "-o", "--out", dest="target", metavar="FILE", help="where to write the receipt (default: print)"
    )
    parser.add_argument("--into", metavar=FILE, help="your own portfolio, which takes the receipt")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if arguments.into:
        if arguments.file or arguments.profile or arguments.target:
            raise MisuseError("--into takes a receipt, and neither --file nor --for nor -o")
        return _take(arguments)
    return _answer(arguments)


def _answer(arguments: argparse.Namespace) -> int:
    from ..profiles import read_profile
    from ..sharing import read_delivery, receive
    from ..sources.json import dump_json
    from ..sources.output import write_atomically
    from ..sources.source import open_source

    delivery = read_delivery(arguments.notice)
    data = open_source(arguments.file).data if arguments.file else None
    if data is not None and not arguments.profile:
        raise MisuseError("the profile that the file is held against is needed: --for PROFILE")
    receipt = receive(delivery, data, read_profile(arguments.profile) if arguments.profile else None)
    if arguments.target and arguments.target != "-":
        write_atomically(arguments.target, dump_json(receipt.as_dict()), force=arguments.force)
        err(f"{receipt.kind.capitalize()}: {receipt.status}{_codes(receipt.codes)}.")
    else:
        out_json(receipt.as_dict())
    return ExitCode.FINDINGS if receipt.status == "rejected" else ExitCode.FINE


def _take(arguments: argparse.Namespace) -> int:
    import eportfolio as ep

    from ..sharing import read_receipt, with_answer
    from ..sources.output import write_atomically

    receipt = read_receipt(arguments.notice)
    reading = ep.read(arguments.into, format="eportfolio")
    owner = with_answer(reading.portfolio, receipt)
    write_atomically(arguments.into, ep.dumps(owner, "eportfolio").data, force=True)
    who = str(receipt.receiver.get("name", "The receiver"))
    if arguments.output == "json":
        out_json(receipt.as_dict())
    else:
        out(f"{who}: {receipt.kind} {receipt.status}{_codes(receipt.codes)}.\n{_explained(receipt.codes)}")
    return ExitCode.FINE


def _codes(codes: list[str]) -> str:
    return f" ({', '.join(codes)})" if codes else ""


def _explained(codes: list[str]) -> str:
    from ..report.codes import RULES

    return "".join(f"  {code}  {RULES[code].title}\n" for code in codes)
