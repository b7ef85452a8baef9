"""A practitioner's portfolio of instruments: read with every fault, and asked for what serves a client now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import eportfolio as ep
from eportfolio.cli.main import main
from eportfolio.guidance import Instruments, Wanted, read_instruments, suggest

EXAMPLE = Path(__file__).parents[2] / "examples" / "guidance" / "instruments.toml"


@pytest.fixture(scope="module")
def instruments() -> Instruments:
    return read_instruments(EXAMPLE)


def names(instruments: Instruments, **wanted: str | int | bool) -> list[str]:
    return [one.instrument.name for one in suggest(instruments, Wanted(**wanted))]  # type: ignore[arg-type]


def test_the_example_names_the_five_initiatives_of_the_toolkit(instruments: Instruments) -> None:
    external = {one.name for one in instruments.instruments if one.origin == "external"}
    assert external == {"eguidance", "latvian-career-portal", "beroepenhuis", "tet-tori", "biz"}


def test_what_meets_every_wish_comes_first_and_what_lacks_one_says_which(instruments: Instruments) -> None:
    wanted = Wanted(step="synthesis", group="adults returning to work", language="nl")
    first, second = suggest(instruments, wanted)
    assert (first.instrument.name, first.lacks) == ("step-quiz", ())
    assert (second.instrument.name, second.lacks) == ("biz", ("language: nl",))
    assert first.fits == ("step: Synthese", "group: Herintreders", "language: nl")


@pytest.mark.parametrize(
    "group",
    [
        "adults-returning-to-work",
        "Adults returning to work",
        "Herintreders",
        "herintreder",
        "Wiedereinsteigende",
        "https://w3id.org/eportfolio/v1/guidance-client-groups/adults-returning-to-work",
    ],
)
def test_a_group_is_named_by_code_label_in_any_language_or_uri(instruments: Instruments, group: str) -> None:
    assert names(instruments, group=group) == ["step-quiz", "biz"]


def test_a_group_of_activities_stands_for_all_of_them(instruments: Instruments) -> None:
    assert set(names(instruments, activity="information")) == {
        "eguidance", "latvian-career-portal", "beroepenhuis", "biz",
    }  # fmt: skip


def test_age_country_and_plain_words_are_conditions(instruments: Instruments) -> None:
    assert "beroepenhuis" in names(instruments, age=12, country="BE")
    adult = next(
        one for one in suggest(instruments, Wanted(age=40, country="BE")) if one.instrument.name == "beroepenhuis"
    )
    assert adult.lacks == ("age: 40",)
    assert names(instruments, plain_language=True, language="lv")[0] == "latvian-career-portal"


def test_the_limit_holds(instruments: Instruments) -> None:
    assert len(suggest(instruments, Wanted(), limit=2)) == 2


def test_what_does_not_exist_is_told_with_what_does(instruments: Instruments) -> None:
    with pytest.raises(ep.UsageError, match=r'no step "deciding"; known are: communication, analysis'):
        suggest(instruments, Wanted(step="deciding"))


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ('[instrument.a]\ntitle = "A"\nkind = "leaflet"\n', "invalid-value", 3),
        ('[instrument.a]\nkind = "book"\n', "missing-element", 1),
        ('[instrument.a]\ntitle = "A"\nkind = "book"\nsteps = ["thinking"]\n', "invalid-value", 4),
        ('[instrument.a]\ntitle = "A"\nkind = "book"\ncolour = "red"\n', "unexpected-element", 4),
        ('[instrument.a]\ntitle = "A"\nkind = "book"\nages = [14, 11]\n', "invalid-value", 4),
        ('[instrument.a]\ntitle = "A"\nkind = "book"\n[instrument.a.quality]\nrating = 6\n', "invalid-value", 5),
        ('title = "Mine"\n', "missing-element", None),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, rule: str, line: int | None) -> None:
    with pytest.raises(ep.UsageError) as caught:
        read_instruments(text.encode())
    assert [(fault.name, fault.line) for fault in caught.value.findings] == [(rule, line)]


def test_the_command_answers_from_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["instruments", "suggest", "--from", str(EXAMPLE), "--step", "synthesis", "--lang", "nl",
                 "--group", "adults returning to work", "--output", "json"])  # fmt: skip
    captured = capsys.readouterr()
    assert code == 0
    assert [one["name"] for one in json.loads(captured.out)] == ["step-quiz", "biz"]


def test_the_command_tells_when_nothing_fits(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["instruments", "suggest", "--from", str(EXAMPLE), "--lang", "el", "--group", "older-adults",
                 "--step", "execution"])  # fmt: skip
    captured = capsys.readouterr()
    assert code == 1
    assert "No instrument meets" in captured.err


def test_the_command_lists_the_instruments(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["instruments", "list", "--from", str(EXAMPLE), "--lang", "nl"]) == 0
    assert "Drie banen op een dag" in capsys.readouterr().out
