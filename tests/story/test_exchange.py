"""The story of two organisations in examples/exchange is true: its commands, run in order, print what it shows."""

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
            r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*?") + r" *\n"
            for line in self.shown.splitlines()
        ]
        return re.compile("".join(lines))


def steps(page: str) -> Iterator[Step]:
    """The commands of a page with what it shows of their output."""
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.replace("\\\n", "").partition("\n")
            code = _EXIT.search(output)
            yield Step(command, _EXIT.sub("", output).strip("\n"), int(code[1]) if code else 0)


STEPS = list(steps((STORY / "README.md").read_text("utf-8")))


class Terminal(io.TextIOWrapper):
    """What a person would see: both streams in the order in which they are written."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), "utf-8", write_through=True)

    @property
    def seen(self) -> str:
        """All of it."""
        assert isinstance(self.buffer, io.BytesIO)
        text = self.buffer.getvalue().decode()
        return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n" if text.strip() else ""


def typed(line: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command; its exit code and what a person sees."""
    words = shlex.split(line)
    assert words[0] == "eportfolio"
    with monkeypatch.context() as patch:
        terminal = Terminal()
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(sys, "stderr", terminal)
        code = main(words[1:])
        return code, terminal.seen


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the story, and no vocabularies but those that ship."""
    folder = tmp_path / "exchange"
    shutil.copytree(STORY, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "vocabularies"))
    monkeypatch.setenv("COLUMNS", "100")
    return folder


def test_every_command_prints_what_the_story_shows(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(STEPS) > 15
    for number, step in enumerate(STEPS, 1):
        code, seen = typed(step.line, monkeypatch)
        told = f"step {number}: {step.line}\nprints, with exit code {code}:\n{seen}"
        assert code == step.code, told
        assert step.pattern.fullmatch(seen), told
