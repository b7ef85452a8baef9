"""The command as a whole: help, version, wrong use, and every way to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eportfolio._version import __version__
from eportfolio.cli.main import COMMANDS
from eportfolio.cli.running import failure, gravest
from eportfolio.report.errors import ExitCode, UnknownFormatError

ROOT = Path(__file__).parents[2]
HEAVY = ("pydantic", "lxml", "rdflib", "rich", "jsonschema", "nh3", "pikepdf", "eportfolio.model")


def python(*argv: str, **given: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'adapters'}"}
    return subprocess.run(
        [sys.executable, *argv], capture_output=True, text=True, env=env, check=False, timeout=60, **given
    )  # type: ignore[call-overload,no-any-return]


# -- help and version --------------------------------------------------------------------------------


def test_module_and_version() -> None:
    done = python("-m", "eportfolio", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"eportfolio {__version__}\n", "")


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["convert", "--help"], ["explain", "EP1203"]])
def test_nothing_heavy_is_imported_at_the_start(argv: list[str]) -> None:
    code = (
        "import sys; from eportfolio.cli.main import main; main(sys.argv[1:]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = python("-c", code, *argv)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_version_needs_not_even_argparse() -> None:
    code = "import sys; from eportfolio.cli.main import main; main(['--version'])"
    code += "; print('argparse' in sys.modules)"
    assert python("-c", code).stdout.endswith("False\n")


def test_help_lists_every_command(run) -> None:
    result = run("--help")
    assert result.code == 0
    assert all(name in result.out and summary in result.out for name, summary in COMMANDS.items())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert f"usage: eportfolio {command}" in result.out
    assert "``" not in result.out


def test_no_command_shows_the_help_as_an_error(run) -> None:
    result = run()
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "validate" in result.err


def test_unknown_command_is_answered_with_a_suggestion(run) -> None:
    result = run("covert", "a", "b")
    assert result.code == ExitCode.USAGE
    assert "Did you mean convert" in result.err


def test_unknown_option(run) -> None:
    result = run("validate", "--strict", "a.xml")
    assert result.code == ExitCode.USAGE
    assert "--strict" in result.err


def test_options_are_never_guessed_from_their_beginning(run) -> None:
    assert run("validate", "--lev", "syntax", "a.xml").code == ExitCode.USAGE


def test_options_may_stand_between_files(run, face, make) -> None:
    assert run("convert", make("a.tiny"), "--to", "mini", "b.mini").code == 0


# -- ends --------------------------------------------------------------------------------------------


def test_gravest_code_wins() -> None:
    codes = [ExitCode.FINE, ExitCode.LOSS, ExitCode.FINDINGS, ExitCode.UNREADABLE, ExitCode.UNKNOWN_FORMAT]
    assert gravest(codes) is ExitCode.UNREADABLE
    assert gravest([]) is ExitCode.FINE


def test_unforeseen_exception_tells_its_place_and_no_content(run, face, make) -> None:
    face.errors["a.tiny"] = KeyError("Jan Janssens, jan@example.org")
    result = run("show", make("a.tiny"))
    assert result.code == ExitCode.OUR_BUG
    assert "KeyError" in result.err
    assert "report it" in result.err
    assert "Janssens" not in result.err
    assert "Traceback" not in result.err


def test_place_of_an_unforeseen_exception_is_in_our_code(run, monkeypatch, make) -> None:
    from eportfolio.cli import explain

    monkeypatch.setattr(explain, "_text", lambda rule: 1 / 0)
    assert "cli/explain.py, line" in run("explain", "EP1203").err


def test_debug_shows_the_traceback(run, face, make, monkeypatch) -> None:
    monkeypatch.setenv("EPORTFOLIO_DEBUG", "1")
    face.errors["a.tiny"] = KeyError("x")
    assert "Traceback" in run("show", make("a.tiny")).err


def test_expected_error_is_explained(run, face, folder) -> None:
    result = run("show", "missing.xml")
    assert result.code == ExitCode.UNREADABLE
    assert "EP1002 file-not-readable" in result.err
    assert "missing.xml" in result.err
    assert "→ Check the name and the permissions." in result.err


def test_error_with_json_is_one_document(run, face, folder) -> None:
    result = run("diff", "missing.xml", "missing.xml", "--output", "json")
    assert result.code == ExitCode.UNREADABLE
    assert result.json["findings"][0]["code"] == "EP1002"
    assert run("diff", "no.xml", "no.xml", "--output=json").json["findings"]


def test_operating_system_error_is_no_bug_of_ours() -> None:
    item, code = failure(PermissionError(13, "Permission denied", "out/x.json"))
    assert code is ExitCode.UNREADABLE
    assert "out/x.json cannot be opened or written: Permission denied" in item.message


def test_library_error_keeps_its_exit_code() -> None:
    assert failure(UnknownFormatError("unknown-format", "What?"))[1] is ExitCode.UNKNOWN_FORMAT


def test_interruption(run, face, make) -> None:
    face.errors["a.tiny"] = KeyboardInterrupt()
    result = run("show", make("a.tiny"))
    assert result.code == 130
    assert "Interrupted" in result.err


def test_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "eportfolio", "explain"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 141
    assert err == b""


def test_terminal_that_knows_only_ascii_is_served() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "eportfolio", "validate", "é.xml", "--output", "json"],
        capture_output=True, env=env, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == ExitCode.UNREADABLE
    assert json.loads(done.stdout.decode("utf-8"))
