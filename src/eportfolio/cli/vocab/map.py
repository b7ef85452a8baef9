"""Show what a concept corresponds to in another vocabulary.

Mapping sets that are installed, those that ship with the package, and what vocabularies say themselves are followed
step by step; each concept found is shown with the best chain that leads to it.  A broad match is broader than the
concept asked for, a narrow match narrower.  Exit code 1 when nothing corresponds.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..console import err, out, out_json
from ..parsing import MisuseError, add_output

if TYPE_CHECKING:
    from ...vocabulary.mappings.correspondence import Match
    from ...vocabulary.mappings.steps import Step

_STEPS = range(1, 6)
_CAPITAL = re.compile(r"[A-Z]")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("concept", metavar="URI|CODE", help="URI or code of a concept")
    parser.add_argument("--from", dest="source", metavar="SCHEME", help="the vocabulary of the code")
    parser.add_argument("--to", required=True, metavar="SCHEME", help="the vocabulary to find it in")
    parser.add_argument("--via", action="append", default=[], metavar="SCHEME",
                        help="a vocabulary that the way has to pass; repeatable, in order")  # fmt: skip
    parser.add_argument("--steps", type=int, default=3, metavar="N", help="longest way, 1 to 5 steps (default: 3)")
    parser.add_argument("--lang", default="en", metavar="TAG", help="language of the labels (default: en)")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.mappings.correspondence import Mappings

    if arguments.steps not in _STEPS:
        raise MisuseError(f"--steps must be from {_STEPS.start} to {_STEPS.stop - 1}")
    mappings = Mappings(Vocabularies())
    matches = mappings.map(
        arguments.concept, to=arguments.to, source=arguments.source, via=arguments.via, steps=arguments.steps,
        language=arguments.lang,
    )  # fmt: skip
    start = mappings.places.start(arguments.concept, arguments.source)
    if arguments.output == "json":
        out_json({"concept": start, "to": arguments.to, "matches": [match.as_dict() for match in matches]})
    else:
        out("".join(line for match in matches for line in _lines(match)))
    if mappings.places.belongs(arguments.to)(start, ""):
        err(f"{arguments.concept} is a concept of {arguments.to} itself: <{start}>")
    if matches:
        return 0
    err(f"Nothing is known in {arguments.to} that corresponds to {arguments.concept}.")
    for sentence in mappings.lacking(
        arguments.concept, arguments.to, *([arguments.source] if arguments.source else []), *arguments.via
    ):
        err(f"  {sentence}")
    return 1


def _lines(match: Match) -> Iterator[str]:
    what = "  ".join(part for part in (match.notation, match.label) if part)
    yield f"{match.kind.word:9}{what}\n{'':9}<{match.uri}>\n"
    if len(match.steps) == 1:
        yield f"{'':9}{_said(match.steps[0])}\n"
        return
    for number, step in enumerate(match.steps, 1):
        name = step.label or step.object
        yield f"{'':9}{number}. {step.match.word} {name}: {_said(step)}\n"


def _said(step: Step) -> str:
    """Who says so, why, and how surely."""
    reason = _CAPITAL.sub(r" \g<0>", step.justification.rpartition("/")[2]).strip().lower()
    sure = f"{step.confidence:g} sure" if step.confidence < 1 else ""
    turned = "read the other way" if step.inverted else ""
    details = ", ".join(part for part in (reason, sure, turned) if part)
    return f"{step.source} ({details})" if details else step.source
