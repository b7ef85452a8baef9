"""The command as a person runs it: in this process, watched, or in one of its own with little time and memory."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eportfolio.cli.main import main
from tests.security.bad_input import TOKENS
from tests.support import ROOT

NOT_DONE = (2, 4, 5, 6)
"""Exit codes after which nothing was written."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str


def watched(*argv: str, stdin: bytes = b"") -> Outcome:
    """Run a command in this process and hold what every end has to be, whatever came in."""
    out, err = _stream(), _stream()
    former = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(stdin)), out, err
    try:
        code = main(list(argv))
    finally:
        sys.stdin, sys.stdout, sys.stderr = former
    outcome = Outcome(code, _text(out), _text(err))
    _hold(outcome, asked_for_report=argv[-1] == "-" or "-" in argv[2:])
    return outcome


def _hold(outcome: Outcome, *, asked_for_report: bool) -> None:
    assert outcome.code in (0, 1, 3, *NOT_DONE), outcome
    assert "Traceback" not in outcome.out + outcome.err
    if not asked_for_report or outcome.code in NOT_DONE:
        assert not [token for token in TOKENS if token in outcome.err]
    assert not list(Path().rglob("*.part")), "something is half written"


def alone(*argv: str, stdin: bytes | None = None, megabytes: int = 1200, seconds: int = 40, **limits: int) -> Outcome:
    """Run a command in a process of its own, all warnings being errors.

    Args:
        argv: the arguments.
        stdin: what stands on standard input.
        megabytes: how much memory it may use.
        seconds: how long it may take.
        limits: other limits of the process, such as ``FSIZE``.
    """
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-m", "eportfolio", *argv],
        input=stdin, capture_output=True, check=False, timeout=seconds, env=environment(),
        preexec_fn=_limiter({"AS": megabytes << 20} | limits),
    )  # fmt: skip
    outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
    _hold(outcome, asked_for_report=argv[-1] == "-")
    return outcome


def _limiter(limits: dict[str, int]) -> Callable[[], None]:
    def limit() -> None:
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))

    return limit


def environment() -> dict[str, str]:
    """The environment of a process that finds the library where this one found it."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "adapters"), *sys.path])}


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer: Any = stream.buffer
    return bytes(buffer.getvalue()).decode("utf-8")


def refused(name: str, data: bytes, rule: str, code: int = 4, options: Sequence[str] = ()) -> Outcome:
    """Validate, convert, show and read a file that is refused; what the conversion said.

    Args:
        name: the file's name.
        data: what is in it.
        rule: the code of the finding that says why.
        code: the exit code.
        options: of each command.
    """
    Path(name).write_bytes(data)
    found = watched("validate", name, *options)
    assert (found.code, rule in found.out) == (code, True), found
    shown = watched("show", name, *options)
    assert (shown.code, shown.out, rule in shown.err) == (code, "", True), shown
    converted = watched("convert", name, "target.portfolio.json", *options)
    assert (converted.code, converted.out, rule in converted.err) == (code, "", True), converted
    assert not Path("target.portfolio.json").exists()
    assert "→" in converted.err, "what to do"
    return converted
