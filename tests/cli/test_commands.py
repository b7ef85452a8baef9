"""The smaller commands: show, diff, formats, crosswalk, explain, schema, completion."""

from __future__ import annotations

import shutil
import subprocess
import sys
from types import ModuleType
from typing import NamedTuple

import pytest

import eportfolio.exchange
from eportfolio.cli.main import COMMANDS
from eportfolio.compare import Change
from eportfolio.report.codes import RULES
from eportfolio.report.errors import ExitCode

# -- explain -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["EP1203", "ep1203", "1203", "too-many-elements", "Too_Many_Elements"])
def test_explain_takes_codes_and_names(run, word: str) -> None:
    result = run("explain", word)
    rule = RULES["EP1203"]
    assert result.code == 0
    assert all(text in result.out for text in (rule.code, rule.name, rule.title, rule.hint))


@pytest.mark.parametrize(("word", "near"), [("EP12033", "EP1203"), ("not-maped", "not-mapped")])
def test_explain_suggests_what_comes_near(run, word: str, near: str) -> None:
    result = run("explain", word)
    assert result.code == ExitCode.USAGE
    assert near in result.err


def test_explain_everything(run) -> None:
    assert len(run("explain").out.splitlines()) == len(RULES)
    assert {rule["code"] for rule in run("explain", "--output", "json").json["rules"]} == set(RULES)


def test_explain_as_json(run) -> None:
    assert run("explain", "lost", "--output", "json").json["code"] == "EP3001"


# -- formats and crosswalk ---------------------------------------------------------------------------


def test_formats(run) -> None:
    lines = run("formats").out.splitlines()
    assert lines[0].split() == ["id", "format", "reads", "writes", "files"]
    assert lines[2].split() == ["tiny", "Tiny", "format", "1,", "2", "1,", "2", ".tiny.json,", ".tiny"]
    assert lines[4].split() == ["mute", "Mute", "format", "yes", "no", ".mute"]


def test_formats_as_json(run) -> None:
    formats = run("formats", "--output", "json").json["formats"]
    assert [form["id"] for form in formats] == ["tiny", "mini", "mute"]
    assert [form["writes"] for form in formats] == [True, True, False]


def test_crosswalk_needs_a_format_that_is_known(run) -> None:
    assert run("crosswalk").code == ExitCode.USAGE
    assert run("crosswalk", "--to", "word").code == ExitCode.UNKNOWN_FORMAT


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A measurement: mini carries less than tiny."""
    rows = {
        "tiny": [Row("owner.names", "data", ("/tiny/name",)), Row("headline", "text", ("/tiny/note",))],
        "mini": [Row("owner.names", "data", ("/name",)), Row("headline", "lost", ())],
    }
    module = ModuleType("eportfolio.exchange.fidelity")
    module.table = rows.__getitem__  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(eportfolio.exchange, "fidelity", module, raising=False)


class Row(NamedTuple):
    field: str
    grade: str
    places: tuple[str, ...]


def test_fields_of_every_format_that_writes(run, measured) -> None:
    lines = [line.split() for line in run("formats", "--fields").out.splitlines()]
    assert lines[0] == ["field", "tiny", "mini"]
    assert lines[2:] == [["owner.names", "data", "data"], ["headline", "text", "lost"]]
    fields = run("formats", "--fields", "--output", "json").json["fields"]
    assert fields["headline"] == {"tiny": "text", "mini": "lost"}


def test_crosswalk(run, measured) -> None:
    lines = [line.split() for line in run("crosswalk", "--to", "tiny").out.splitlines()]
    assert lines[2:] == [["owner.names", "data", "/tiny/name"], ["headline", "text", "/tiny/note"]]
    assert run("crosswalk", "--to", "mini", "--output", "json").json == {
        "format": "mini",
        "fields": [
            {"field": "owner.names", "grade": "data", "places": ["/name"]},
            {"field": "headline", "grade": "lost", "places": []},
        ],
    }


# -- diff --------------------------------------------------------------------------------------------


def test_diff_of_equals(run, face, make) -> None:
    result = run("diff", make("a.tiny"), make("b.tiny"))
    assert (result.code, result.out) == (0, "The two portfolios say the same.\n")


def test_diff_tells_each_change(run, face, make) -> None:
    long = "Een heel lange beschrijving van al het werk dat in die jaren in de werkplaats gedaan werd"
    face.changes = [
        Change("added", "/added", after={"title": long}),
        Change("removed", "/removed", "oud"),
        Change("changed", "/changed", 1, 2),
    ]
    result = run("diff", make("a.tiny"), make("b.tiny"))
    assert result.code == ExitCode.FINDINGS
    lines = result.out.splitlines()
    assert lines[0].startswith("+ The second file added this to the portfolio: ")
    assert long not in lines[0]
    assert lines[1:] == [
        '- The second file took this out of the portfolio: "oud".',
        '~ The second file changed this in the portfolio: first "1", now "2".',
        "3 differences.",
    ]


def test_diff_as_json_holds_whole_values(run, face, make) -> None:
    face.changes = [
        Change("added", "/added", after=[{"notation": "2512"}], pointer_b="/added"),
        Change("changed", "/changed", "a" * 100, 2),
    ]
    result = run("diff", make("a.tiny"), make("b.tiny"), "--output", "json")
    assert result.code == ExitCode.FINDINGS
    assert result.json == {
        "a": "a.tiny",
        "b": "b.tiny",
        "equivalent": False,
        "changes": [
            {
                "kind": "added", "pointer": "/added", "pointer_b": "/added",
                "before": None, "after": [{"notation": "2512"}],
            },
            {"kind": "changed", "pointer": "/changed", "before": "a" * 100, "after": 2},
        ],
    }  # fmt: skip


def test_diff_cannot_read_two_from_one_stream(run, face) -> None:
    assert run("diff", "-", "-").code == ExitCode.USAGE


# -- show --------------------------------------------------------------------------------------------


def test_show_is_plain_where_nobody_looks(run, face, make) -> None:
    result = run("show", make("a.tiny"), "--from", "tiny")
    assert (result.code, result.out) == (0, "(no name)\n")
    assert face.calls == [{"format": "tiny"}]


def test_show_on_a_terminal(run, face, make, monkeypatch) -> None:
    monkeypatch.setattr("eportfolio.cli.show.is_terminal", lambda stream: True)
    shown = []
    monkeypatch.setattr("eportfolio.render.terminal.print_outline", shown.append)
    run("show", make("a.tiny"))
    assert len(shown) == 1
    assert run("show", "a.tiny", "--text").out == "(no name)\n"
    assert run("show", "a.tiny", "--plain").out.startswith("(geen naam)\n")


# -- completion --------------------------------------------------------------------------------------


def complete(script: str, *words: str) -> set[str]:
    """What bash offers for the last word."""
    line = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _eportfolio"
    code = f"{script}\n{ask}; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is absent")
def test_bash_completes_commands_options_and_values(run, make) -> None:
    make("cv.xml")
    script = run("completion", "bash").out
    assert complete(script, "eportfolio", "") >= set(COMMANDS)
    assert complete(script, "eportfolio", "con") == {"convert"}
    assert complete(script, "eportfolio", "convert", "--re") == {"--report", "--residue", "--resume"}
    assert complete(script, "eportfolio", "convert", "--to", "") == {"tiny", "mini", "mute"}
    assert complete(script, "eportfolio", "validate", "--output", "s") == {"sarif"}
    assert complete(script, "eportfolio", "explain", "too-m") == {"too-many-elements"}
    assert complete(script, "eportfolio", "show", "c") == {"cv.xml"}
    assert complete(script, "eportfolio", "formats", "c") == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_option(run, shell: str) -> None:
    script = run("completion", shell).out
    dashes = "-l " if shell == "fish" else "--"
    for option in ("fail-on-loss", "residue", "level", "fail-on", "fields", "kind"):
        assert dashes + option in script
    for word in ("valid keep drop", "json-schema", "tiny mini mute", *COMMANDS):
        assert word in script


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_accepted_by_its_shell(run, shell: str, folder) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is absent")
    file = folder / "script"
    file.write_text(run("completion", shell).out, encoding="utf-8")
    done = subprocess.run([shell, "-n", str(file)], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")


def test_completion_of_an_unknown_shell(run) -> None:
    assert run("completion", "tcsh").code == ExitCode.USAGE


# -- schema ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("json-schema", '"$schema"'),
        ("context", '"@context"'),
        ("shacl", "NodeShape"),
        ("ontology", "owl:"),
    ],
)
def test_schema_prints_the_published_file(run, kind: str, sign: str) -> None:
    result = run("schema", "--kind", kind)
    assert result.code == 0
    assert sign in result.out
    assert result.err == ""


def test_schema_is_the_json_schema_unless_another_is_wanted(run) -> None:
    assert run("schema").out == run("schema", "--kind", "json-schema").out
