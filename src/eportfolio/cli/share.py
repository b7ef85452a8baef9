"""Make the smallest portfolio that satisfies a receiver, and keep a record of it in your own file.

The receiver's profile says what is needed; nothing else goes.  Where several things would do, you are asked, or choose
with --choose; what is merely recommended goes with --include.  Ids are made for this receiver alone.  Beside the result
stands its delivery, a small file to send along; a withdrawal or deletion is a delivery and nothing else.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from .console import err, is_terminal, out_json, paint_for
from .parsing import FILE, FORMAT, MisuseError, add_file, add_output, add_source_format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Portfolio
    from ..profiles import Profile
    from ..sharing import Choice, Shared, ShareOptions

KINDS = ("first", "correction", "withdrawal", "deletion")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    option = parser.add_argument
    option("--for", dest="profile", metavar=FILE, required=True,
           help="the receiver's exchange profile, or the name of one that ships")  # fmt: skip
    option("-o", "--out", dest="target", metavar="FILE", required=True, help="where to write the result")
    option("--choose", action="append", default=[], metavar="NEED=NUMBERS",
           help="what goes where several things would do: numbers or ids, separated by commas, or all")  # fmt: skip
    option("--include", action="append", default=[], metavar="NEED", help="something recommended that goes, or all")
    option("--add", action="append", default=[], metavar="PATH|ID", help="something that goes unasked")
    option("--withhold", action="append", default=[], metavar="PATH|ID|VALUE", help="something that must not go")
    option("--whole", action="append", default=[], metavar="ID",
           help="an item whose signed original, or file, may go with everything in it, or all")  # fmt: skip
    option("--kind", choices=KINDS, default=KINDS[0], help=f"kind of delivery (default: {KINDS[0]})")
    option("--receiver", metavar="NAME", default="", help="who gets it, if the profile does not say")
    option("--granted-by", choices=("self", "guardian", "representative"), default="self",
           help="who allows it (default: self)")  # fmt: skip
    option("--grantor", metavar="NAME", default="", help="name of the guardian or representative")
    option("--until", metavar="DATE", default="", help="last day on which the receiver may keep it")
    option("--to", dest="target_format", metavar=FORMAT, default="",
           help="format of the result; told by the profile otherwise")  # fmt: skip
    option("--delivery", metavar="FILE", help="where to write the delivery (default: beside the result)")
    option("--record", metavar="FILE",
           help="where to write your portfolio with the record, if FILE is not in the canonical form")  # fmt: skip
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    add_source_format(parser)
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..profiles import read_profile
    from ..sharing import share

    if arguments.target == "-":
        raise MisuseError("the result and its delivery are files; name one with -o")
    reading = ep.read(arguments.file, format=arguments.source_format)
    record = _record(arguments, reading.report.source.format)
    profile = read_profile(arguments.profile)
    options = _options(arguments)
    if options.kind in KINDS[:2] and is_terminal(sys.stdin) and is_terminal(sys.stderr):
        options = _asked(reading.portfolio, profile, options)
    shared = share(reading.portfolio, profile, options, file_name=_name(arguments.target))
    _write(shared, arguments, record)
    if arguments.output == "json":
        out_json({
            "target": arguments.target, "delivery": shared.delivery.as_dict(), "left": list(shared.left),
            "findings": [one.as_dict() for one in shared.findings],
        })  # fmt: skip
    else:
        err("\n".join(_told(shared, arguments, record)))
    return 0


def _options(arguments: argparse.Namespace) -> ShareOptions:
    from ..sharing import Grant, ShareOptions

    choose: dict[str, tuple[str, ...]] = {}
    for word in arguments.choose:
        need, equals, numbers = word.partition("=")
        found = tuple(one.strip() for one in numbers.split(",") if one.strip())
        if not equals or not found:
            raise MisuseError(f"--choose takes NEED=NUMBERS, such as skills=1,3, and not {word}")
        choose[need.strip()] = (*choose.get(need.strip(), ()), *found)
    return ShareOptions(
        choose, frozenset(arguments.include), tuple(arguments.add), tuple(arguments.withhold),
        frozenset(arguments.whole), arguments.kind, Grant(arguments.granted_by, arguments.grantor, arguments.until),
        arguments.receiver, arguments.target_format,
    )  # fmt: skip


def _record(arguments: argparse.Namespace, source_format: str) -> str:
    """The owner's file that remembers the disclosure."""
    if arguments.record:
        return str(arguments.record)
    if arguments.file == "-" or source_format != "eportfolio":
        raise MisuseError("the record of what you give stays in your own file, in the canonical form; say where with "
                          "--record FILE.portfolio.json")  # fmt: skip
    return str(arguments.file)


def _asked(portfolio: Portfolio, profile: Profile, options: ShareOptions) -> ShareOptions:
    """What the owner chooses on the terminal, question by question."""
    from ..sharing import choices

    while found := choices(portfolio, profile, options):
        choice = found[0]
        err("\n".join(_question(choice)))
        answer = tuple(one for one in input("> ").replace(",", " ").split() if one)
        if not answer:
            raise MisuseError(f"nothing was chosen for {choice.need}")
        options = replace(options, choose={**options.choose, choice.need: answer})
    return options


def _question(choice: Choice) -> Iterable[str]:
    from ..report.render.text import printable

    yield f"{printable(choice.words)}: which? {choice.least} is enough; several numbers, or all, are possible."
    yield from (f"  {one.number:>3}  {printable(one.words)}" for one in choice.options)


def _write(shared: Shared, arguments: argparse.Namespace, record: str) -> None:
    """Write the result, its delivery, and the owner's file: all of them, or none."""
    from contextlib import ExitStack

    import eportfolio as ep

    from ..sources.json import dump_json
    from ..sources.output import writing_atomically

    notice = dump_json(shared.delivery.as_dict())
    owner = ep.dumps(shared.owner, "eportfolio").data
    files = {record: (owner, arguments.force or record == arguments.file)}
    if shared.portfolio is None:
        files[arguments.target] = (notice, arguments.force)
    else:
        files[_delivery(arguments)] = (notice, arguments.force)
        files[arguments.target] = (shared.data, arguments.force)
    if len(files) < (2 if shared.portfolio is None else 3) or arguments.file in (
        arguments.target,
        _delivery(arguments),
    ):
        raise MisuseError("the result, its delivery and your own file must be different files")
    with ExitStack() as stack:
        for name, (data, force) in files.items():
            stack.enter_context(writing_atomically(name, force=force)).write(data)


def _delivery(arguments: argparse.Namespace) -> str:
    return str(arguments.delivery or f"{arguments.target}.delivery.json")


def _name(target: str) -> str:
    from pathlib import Path

    return Path(target).name


def _told(shared: Shared, arguments: argparse.Namespace, record: str) -> Iterable[str]:
    from ..report.render.batch import count
    from ..report.render.text import printable, render_finding

    paint = paint_for(sys.stderr)
    yield from (render_finding(one, paint).rstrip() for one in shared.findings)
    receiver = printable(shared.delivery.receiver["name"])
    if shared.portfolio is None:
        yield f"{shared.delivery.kind.capitalize()} for {receiver}: {printable(arguments.target)}."
    else:
        fields = shared.owner.disclosures[-1].disclosed_fields
        items = sum(1 for _ in shared.portfolio.items())
        until = f", to be kept until {shared.delivery.until}" if shared.delivery.until else ""
        yield f"For {receiver}{until}: {count(items, 'item')}, {count(len(fields), 'field')}:"
        yield from (f"  {field}" for field in fields)
    if shared.left:
        yield f"Recommended and left out: {', '.join(shared.left)}. Add it with --include."
    yield f"Recorded in {printable(record)}."
