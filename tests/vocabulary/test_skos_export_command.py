"""``eportfolio vocab export``, as a person types it."""

from __future__ import annotations

import gzip
import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from eportfolio.cli.main import main
from eportfolio.vocabulary.importing import install_other
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.skos import writing
from tests.vocabulary.contents import contents

LEVEL_3 = URIRef("http://data.europa.eu/snb/eqf/3")


@pytest.mark.parametrize(
    ("name", "form"), [("eqf.ttl", "turtle"), ("eqf.rdf", "xml"), ("eqf.nt", "nt"), ("eqf.other", "turtle")]
)
def test_the_name_of_the_file_tells_the_form(tmp_path: Path, name: str, form: str) -> None:
    assert main(["vocab", "export", "eqf", "-o", str(tmp_path / name)]) == 0
    graph = Graph().parse(tmp_path / name, format=form)
    assert (LEVEL_3, RDF.type, SKOS.Concept) in graph
    assert (LEVEL_3, SKOS.topConceptOf, URIRef("http://data.europa.eu/snb/eqf/25831c2")) in graph


def test_the_form_can_be_named(tmp_path: Path) -> None:
    assert main(["vocab", "export", "eqf", "--to", "ntriples", "-o", str(tmp_path / "eqf.ttl")]) == 0
    assert b"@prefix" not in (tmp_path / "eqf.ttl").read_bytes()


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz"])
def test_tables_may_be_compressed_and_install_again(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"eqf.tsv{suffix}"
    assert main(["vocab", "export", "eqf", "-o", str(file)]) == 0
    data = {"": bytes, ".gz": gzip.decompress, ".xz": lzma.decompress}[suffix](file.read_bytes())
    assert data.startswith(b"# name: eqf\n")
    vocabularies = Vocabularies(tmp_path / "v")
    install_other(vocabularies, "eqf", [file])
    assert contents(vocabularies.scheme("eqf")) == contents(Vocabularies(tmp_path / "none").scheme("eqf"))
    again = tmp_path / f"again.tsv{suffix}"
    assert main(["vocab", "export", "eqf", "-o", str(again)]) == 0
    assert again.read_bytes() == file.read_bytes()


def test_standard_output_is_turtle(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["vocab", "export", "eqf"]) == 0
    out = capsysbinary.readouterr().out
    assert (LEVEL_3, RDF.type, SKOS.Concept) in Graph().parse(data=out, format="turtle")


def test_a_file_is_not_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "eqf.ttl"
    file.write_text("mine")
    assert main(["vocab", "export", "eqf", "-o", str(file)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert main(["vocab", "export", "eqf", "-o", str(file), "--force"]) == 0
    assert file.read_text() != "mine"


def test_a_version_can_be_named_and_must_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "export", "nace", "--version", "2", "--to", "table"]) == 0
    assert "# version: 2\n" in capsys.readouterr().out
    assert main(["vocab", "export", "nace", "--version", "99"]) == 6
    assert "vocab install nace" in capsys.readouterr().err
    assert main(["vocab", "export", "http://data.europa.eu/snb/eqf/25831c2", "--to", "table"]) == 0
    assert "# name: eqf\n" in capsys.readouterr().out


def test_when_something_cannot_be_written_nothing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "v"))

    def fill(builder: IndexBuilder) -> None:
        for number in range(50):
            builder.concept(f"https://example.org/{number}")
            builder.label(f"https://example.org/{number}", "preferred", "en", f"label {number}")
        builder.relation("https://example.org/49", "related", "no address")

    described = Vocabularies().scheme("eqf").description
    Vocabularies(tmp_path / "v").install(replace(described, name="odd"), fill)
    for form in ("turtle", "rdfxml", "jsonld", "ntriples"):
        file = tmp_path / f"odd.{form}"
        for streaming in (True, False):
            monkeypatch.setattr(writing, "has_pyoxigraph", lambda answer=streaming: answer)
            assert main(["vocab", "export", "odd", "--to", form, "-o", str(file)]) == 1
            assert main(["vocab", "export", "odd", "--to", form]) == 1
            captured = capsysbinary.readouterr()
            assert captured.out == b""
            assert b"'no address' is no address" in captured.err
    assert {path.name for path in tmp_path.iterdir()} == {"v"}
    assert main(["vocab", "export", "odd", "--to", "table"]) == 0
    assert b"no address" in capsysbinary.readouterr().out
