"""Explain the code of a finding: what it means, why it matters, and what to do.

A code (``EP1203``) and the name of a rule (``too-many-elements``) are accepted alike; without one, all are
listed.
"""

from __future__ import annotations

import argparse
import textwrap
from typing import Any

from ..report.codes import CODE, RULES, Rule
from .console import out, out_json
from .parsing import MisuseError, add_output
from .running import near


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="code or name of a finding; all when left out")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if arguments.code is None:
        return _list(arguments.output)
    rule = find(arguments.code)
    if arguments.output == "json":
        out_json(_data(rule))
    else:
        out(_text(rule))
    return 0


def find(word: str) -> Rule:
    """The rule for a code or a name, however it is spelt.

    Raises:
        MisuseError: there is none; the message suggests some that come near.
    """
    key = word.strip().upper().replace("_", "-").replace(" ", "-")
    code = CODE.get(key.lower()) or (f"EP{key}" if key.isdigit() else key)
    if code not in RULES:
        hint = near(key.lower(), CODE) or near(code, RULES)
        raise MisuseError(f'no finding has the code or name "{word}".{hint}')
    return RULES[code]


def _list(output: str) -> int:
    if output == "json":
        out_json({"rules": [_data(rule) for rule in RULES.values()]})
    else:
        width = max(len(rule.name) for rule in RULES.values())
        out("".join(f"{rule.code}  {rule.severity:7}  {rule.name:{width}}  {rule.title}\n" for rule in RULES.values()))
    return 0


def _data(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code, "name": rule.name, "severity": rule.severity.value,
        "title": rule.title, "explanation": rule.explanation, "hint": rule.hint,
    }  # fmt: skip


def _text(rule: Rule) -> str:
    return (
        f"{rule.code} {rule.name} ({rule.severity.value})\n\n{rule.title}\n\n"
        f"{textwrap.fill(rule.explanation, 88)}\n\nWhat to do: {textwrap.fill(rule.hint, 88)}\n"
    )
