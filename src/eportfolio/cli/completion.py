"""Print a completion script for a shell, made from the commands and options that there are.

bash: ``source <(eportfolio completion bash)``; zsh: ``source <(eportfolio completion zsh)``; fish:
``eportfolio completion fish | source``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from .console import out
from .main import COMMANDS, SUBCOMMANDS
from .parsing import FILE, FORMAT, PROGRAM, parser_for


@dataclass(frozen=True, slots=True)
class Completion:
    """What can stand at one place of a command line.

    Attributes:
        option: the option that it follows; empty for a positional argument.
        help: what the option is for.
        words: the words that can stand there.
        files: whether a file can.
        value: whether the option takes a value at all.
    """

    option: str
    help: str = ""
    words: tuple[str, ...] = ()
    files: bool = False
    value: bool = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=tuple(_SHELLS), help="the shell")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    out(_SHELLS[arguments.shell]({name: list(completions(name)) for name in COMMANDS}))
    return 0


def completions(command: str) -> Iterator[Completion]:
    """What can stand after a command; of several positional arguments the first tells for all."""
    if command in SUBCOMMANDS:
        yield Completion("", words=tuple(SUBCOMMANDS[command]), files=True)
        options = (item for name in SUBCOMMANDS[command] for item in completions(f"{command} {name}") if item.option)
        yield from {item.option: item for item in options}.values()
        return
    positional = False
    for action in parser_for(command)._actions:
        words = tuple(str(word) for word in action.choices) if action.choices else _words(action)
        metavar = action.metavar if isinstance(action.metavar, str) else ""
        takes_value = action.nargs != 0
        option = next((name for name in action.option_strings if name.startswith("--")), "")
        if not option and positional:
            continue
        positional = positional or not option
        yield Completion(option, action.help or "", words, metavar.startswith(FILE), takes_value)


def _words(action: argparse.Action) -> tuple[str, ...]:
    if action.metavar == FORMAT:
        from ..exchange import registry

        return tuple(registry.ids())
    if action.metavar == "CODE":
        from ..report.codes import CODE

        return tuple(CODE)
    return ()


Commands = dict[str, list[Completion]]


def _bash(commands: Commands) -> str:
    cases = []
    for name, items in commands.items():
        options = " ".join(item.option for item in items if item.option)
        values = "".join(
            f"        {item.option}) {_bash_reply(item)}; return ;;\n" for item in items if item.option and item.value
        )
        positional = next((item for item in items if not item.option), Completion("", value=False))
        cases.append(
            f'    {name})\n      case "$previous" in\n{values}      esac\n'
            f'      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W "{options}" -- "$current"))\n'
            f"      else {_bash_reply(positional)}; fi ;;\n"
        )
    return (
        f"_{PROGRAM}() {{\n"
        "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
        "  COMPREPLY=()\n"
        "  if [[ $COMP_CWORD == 1 ]]; then\n"
        f'    COMPREPLY=($(compgen -W "{" ".join(commands)} --help --version" -- "$current")); return\n  fi\n'
        f'  case "${{COMP_WORDS[1]}}" in\n{"".join(cases)}  esac\n}}\n'
        f"complete -o filenames -F _{PROGRAM} {PROGRAM}\n"
    )


def _bash_reply(item: Completion) -> str:
    if item.words:
        return f'COMPREPLY=($(compgen -W "{" ".join(item.words)}" -- "$current"))'
    if item.files:
        return 'COMPREPLY=($(compgen -f -- "$current"))'
    return ":"


def _zsh(commands: Commands) -> str:
    names = " ".join(f"{_quote(f'{name}:{COMMANDS[name]}')}" for name in commands)
    cases = "".join(
        f"    {name}) _arguments {' '.join(_zsh_spec(item) for item in items)} ;;\n" for name, items in commands.items()
    )
    return (
        f"#compdef {PROGRAM}\n"
        f"_{PROGRAM}() {{\n"
        "  if (( CURRENT == 2 )); then\n"
        f"    local -a commands=({names})\n"
        "    _describe command commands; return\n  fi\n"
        "  local command=$words[2]\n"
        "  shift words; (( CURRENT-- ))\n"
        f"  case $command in\n{cases}  esac\n}}\n"
        f"compdef _{PROGRAM} {PROGRAM}\n"
    )


def _zsh_spec(item: Completion) -> str:
    action = f"({' '.join(item.words)})" if item.words else "_files" if item.files else " "
    if not item.option:
        return _quote(f"*:argument:{action}")
    text = item.help.replace("[", "(").replace("]", ")").replace(":", ",")
    return _quote(f"{item.option}[{text}]" + (f":value:{action}" if item.value else ""))


def _fish(commands: Commands) -> str:
    lines = [f"complete -c {PROGRAM} -f"]
    for name, items in commands.items():
        lines.append(f"complete -c {PROGRAM} -n __fish_use_subcommand -a {name} -d {_quote(COMMANDS[name])}")
        lines += [_fish_line(name, item) for item in items]
    return "\n".join(lines) + "\n"


def _fish_line(name: str, item: Completion) -> str:
    parts = [f"complete -c {PROGRAM} -n '__fish_seen_subcommand_from {name}'"]
    if item.option:
        parts.append(f"-l {item.option.removeprefix('--')} -d {_quote(item.help)}")
    if item.value:
        if item.option:
            parts.append("-r")
        if item.words:
            parts.append(f"-a {_quote(' '.join(item.words))}")
        if item.files:
            parts.append("-F")
    return " ".join(parts)


def _quote(text: str) -> str:
    """A word in single quotes, as all three shells read it."""
    return "'" + text.replace("'", " ") + "'"


_SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
