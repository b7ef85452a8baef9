"""The command ``vocab map``: what it shows, what it answers to the shell, and how it says that nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SET = """\
#curie_map:
#  fruit: https://example.org/fruit/
#  crop: https://example.org/crop/
#  seed: https://example.org/seed/
#mapping_set_id: https://example.org/set
#mapping_set_title: Fruit and crops
#license: https://example.org/licence
subject_id\tpredicate_id\tobject_id\tmapping_justification\tsubject_label\tobject_label\tconfidence
fruit:1\tskos:exactMatch\tcrop:c1\tsemapv:ManualMappingCuration\tapple\tApples\t
fruit:1\tskos:narrowMatch\tcrop:c2\tsemapv:LexicalMatching\tapple\tCider apples\t0.5
crop:c1\tskos:broadMatch\tseed:s1\tsemapv:ManualMappingCuration\tApples\tPomes\t
"""

Run = Callable[..., Any]


@pytest.fixture
def fruit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_vocabularies: Path) -> None:
    """An installed mapping set; what ships is compiled where all tests have it."""
    from eportfolio.vocabulary.mappings.install import install_mappings

    folder = tmp_path / "vocabularies"
    path = tmp_path / "fruit.sssom.tsv"
    path.write_text(SET, encoding="utf-8")
    install_mappings(folder, [path])
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(folder))


pytestmark = pytest.mark.usefixtures("fruit")


def test_matches_are_shown_with_their_source(run: Run) -> None:
    result = run("vocab", "map", "1", "--from", "fruit", "--to", "crop")
    assert result.code == 0
    assert result.out == (
        "exact    c1  Apples\n"
        "         <https://example.org/crop/c1>\n"
        "         Fruit and crops (manual mapping curation)\n"
        "narrow   c2  Cider apples\n"
        "         <https://example.org/crop/c2>\n"
        "         Fruit and crops (lexical matching, 0.5 sure)\n"
    )


def test_a_chain_is_shown_step_by_step(run: Run) -> None:
    result = run("vocab", "map", "https://example.org/seed/s1", "--to", "fruit", "--via", "crop")
    assert result.code == 0
    assert result.out == (
        "narrow   1  apple\n"
        "         <https://example.org/fruit/1>\n"
        "         1. narrow Apples: Fruit and crops (manual mapping curation, read the other way)\n"
        "         2. exact apple: Fruit and crops (manual mapping curation, read the other way)\n"
    )


def test_json(run: Run) -> None:
    result = run("vocab", "map", "fruit:1", "--to", "seed", "--output", "json")
    assert result.code == 0
    assert result.json["concept"] == "https://example.org/fruit/1"
    (match,) = result.json["matches"]
    assert (match["match"], match["uri"], match["sources"]) == (
        "broad_match", "https://example.org/seed/s1", ["Fruit and crops"],
    )  # fmt: skip
    assert match["justification"] == "https://w3id.org/semapv/vocab/MappingChaining"
    assert [(step["match"], step["object"][-2:]) for step in match["steps"]] == [
        ("exact_match", "c1"), ("broad_match", "s1"),
    ]  # fmt: skip


def test_the_way_can_be_shortened(run: Run) -> None:
    assert run("vocab", "map", "fruit:1", "--to", "seed", "--steps", "1").code == 1
    result = run("vocab", "map", "fruit:1", "--to", "seed", "--steps", "9")
    assert (result.code, result.out) == (2, "")
    assert "--steps must be from 1 to 5" in result.err


@pytest.mark.parametrize("output", ["text", "json"])
def test_when_nothing_corresponds_the_shell_knows_and_the_user_too(run: Run, output: str) -> None:
    result = run("vocab", "map", "crop:c2", "--to", "seed", "--output", output)
    assert result.code == 1
    assert "Nothing is known in seed that corresponds to crop:c2." in result.err
    assert "Fruit and crops" in result.err
    assert "eportfolio vocab install mappings FILE" in result.err
    if output == "json":
        assert result.json == {"concept": "https://example.org/crop/c2", "to": "seed", "matches": []}
    else:
        assert result.out == ""


def test_a_concept_that_is_of_that_vocabulary_already_is_told(run: Run) -> None:
    result = run("vocab", "map", "http://data.europa.eu/esco/isco/C2512", "--to", "isco-08")
    assert result.code == 1
    uri = "http://data.europa.eu/esco/isco/C2512"
    assert f"{uri} is a concept of isco-08 itself: <{uri}>" in result.err
    assert "itself" not in run("vocab", "map", "crop:c2", "--to", "seed").err


def test_that_esco_is_not_installed_is_told_with_the_command(run: Run) -> None:
    result = run("vocab", "map", "2512", "--from", "isco-08", "--to", "esco")
    assert result.code == 1
    assert "eportfolio vocab install esco SOURCE" in result.err


def test_a_vocabulary_that_nothing_knows(run: Run) -> None:
    result = run("vocab", "map", "fruit:1", "--to", "spices")
    assert result.code == 6
    assert "The vocabulary spices is not installed." in result.err
    assert "eportfolio vocab install spices SOURCE" in result.err


def test_a_code_of_several_vocabularies(run: Run) -> None:
    result = run("vocab", "map", "1", "--to", "eqf")
    assert result.code == 2
    assert "1 is a code of several vocabularies:" in result.err
    assert "--from" in result.err


def test_a_damaged_set_is_named(run: Run, tmp_path: Path) -> None:
    (path,) = (tmp_path / "vocabularies" / "mappings").iterdir()
    path.write_bytes(b"damaged")
    result = run("vocab", "map", "fruit:1", "--to", "crop")
    assert result.code == 4
    assert "fruit.mappings cannot be used" in result.err
