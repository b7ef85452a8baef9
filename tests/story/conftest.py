"""Following the story of examples/exchange: its commands, typed in order by somebody who reads it."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from eportfolio.cli.main import main
from tests.support import EXAMPLES

STORY = EXAMPLES / "exchange"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT = re.compile(r"\[exit code (\d+)\]")


@dataclass(frozen=True)
class Step:
    """A command of the story.

    Attributes:
        line: the command as a person types it.
        shown: what the story says that it prints; ``…`` stands for what the story leaves out.
        code: its exit code.
    """

    line: str
    shown: str
    code: int

    @property
    def pattern(self) -> re.Pattern[str]:
        """What it has to print."""
        lines = [
            r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*?") + r"\n"
            for line in self.shown.splitlines()
        ]
        return re.compile("".join(lines))


@dataclass(frozen=True)
class Typed:
    """What became of a command.

    Attributes:
        step: the command.
        seen: what a person saw.
        code: its exit code.
    """

    step: Step
    seen: str
    code: int


@dataclass(frozen=True)
class Followed:
    """The story after its last command.

    Attributes:
        desk: the folder in which it was typed.
        typed: the commands in order.
    """

    desk: Path
    typed: tuple[Typed, ...]


def steps(page: str) -> Iterator[Step]:
    """The commands of a page with what it shows of their output."""
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.replace("\\\n", "").partition("\n")
            code = _EXIT.search(output)
            yield Step(command, _EXIT.sub("", output).strip("\n"), int(code[1]) if code else 0)


class Terminal(io.TextIOWrapper):
    """Both streams in the order in which they are written."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), "utf-8", write_through=True)

    @property
    def seen(self) -> str:
        """All of it, without blank lines at its ends and white space at the ends of lines."""
        assert isinstance(self.buffer, io.BytesIO)
        lines = self.buffer.getvalue().decode().strip("\n").splitlines()
        return "".join(f"{line.rstrip()}\n" for line in lines)


def typed(line: str, patch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command; its exit code and what a person sees."""
    words = shlex.split(line)
    assert words[0] == "eportfolio"
    terminal = Terminal()
    with patch.context() as streams:
        streams.setattr(sys, "stdout", terminal)
        streams.setattr(sys, "stderr", terminal)
        return main(words[1:]), terminal.seen


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """The story, followed in a copy of its folder with no vocabularies but those that ship."""
    base = tmp_path_factory.mktemp("story")
    desk = base / "exchange"
    shutil.copytree(STORY, desk)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        patch.setenv("EPORTFOLIO_VOCABULARIES", str(base / "vocabularies"))
        patch.setenv("COLUMNS", "100")
        results = []
        for step in steps((STORY / "README.md").read_text("utf-8")):
            code, seen = typed(step.line, patch)
            results.append(Typed(step, seen, code))
        yield Followed(desk, tuple(results))
