"""Suggest instruments for a step of a career decision, a client group, a language ...

Steps, groups, activities, channels and kinds of information are named by code, URI or a label in English, Dutch, French
or German.  What fits comes first; what lacks something says what.  The choice is the practitioner's.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..console import err, out, out_json
from ..parsing import MisuseError, add_output
from ._common import add_instruments, as_data, instruments_of

if TYPE_CHECKING:
    from ...guidance import Suggestion


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_instruments(parser)
    parser.add_argument("--step", metavar="STEP", default="", help="step of the career decision, such as synthesis")
    parser.add_argument("--activity", metavar="ACTIVITY", default="", help="guidance activity, such as advising")
    parser.add_argument("--information", metavar="KIND", default="", help="kind of information, such as occupations")
    parser.add_argument("--channel", metavar="CHANNEL", default="", help="channel or tool, such as chat")
    parser.add_argument("--group", metavar="GROUP", default="", help='client group, such as "adults returning to work"')
    parser.add_argument("--lang", metavar="TAG", default="", help="language that the client reads")
    parser.add_argument("--country", metavar="CODE", default="", help="country that the information is about")
    parser.add_argument("--age", metavar="YEARS", type=int, default=0, help="age of the client")
    parser.add_argument("--plain", action="store_true", help="a version in plain words is needed")
    parser.add_argument("--limit", metavar="N", type=int, default=5, help="how many to show (default: 5)")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...exchange import settings
    from ...guidance import Wanted, suggest

    if arguments.limit < 1:
        raise MisuseError("--limit takes a number from 1.")
    try:
        language = settings.language(arguments.lang) if arguments.lang else ""
        country = settings.country(arguments.country) if arguments.country else ""
    except ValueError as error:
        raise MisuseError(str(error)) from None
    wanted = Wanted(
        arguments.step, arguments.activity, arguments.information, arguments.channel, arguments.group, language,
        country, arguments.age, arguments.plain,
    )  # fmt: skip
    found = suggest(instruments_of(arguments), wanted, limit=arguments.limit)
    if arguments.output == "json":
        out_json([{**as_data(one.instrument), "fits": one.fits, "lacks": one.lacks} for one in found])
    elif found:
        out("\n\n".join("\n".join(_lines(one, language or "en")) for one in found) + "\n")
    if not any(one.fits and not one.lacks for one in found):
        err("No instrument meets every wish." if found else "No instrument meets any of the wishes.")
    return 0 if found else 1


def _lines(one: Suggestion, language: str) -> Iterator[str]:
    from ...guidance.instruments import in_language
    from ...report.render.text import printable

    instrument = one.instrument
    yield printable(instrument.named(language))
    yield f"  {instrument.kind} ({instrument.origin}){_where(instrument.address or instrument.file)}"
    if instrument.description:
        yield f"  {printable(in_language(instrument.description, language))}"
    if one.fits:
        yield f"  fits: {'; '.join(one.fits)}"
    if one.lacks:
        yield f"  not, or not said: {'; '.join(one.lacks)}"


def _where(place: str) -> str:
    from ...report.render.text import printable

    return f", {printable(place)}" if place else ""
