"""Concept tables: what they can hold comes back as it was, and what is wrong is told with its line."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.report.errors import EportfolioError
from eportfolio.vocabulary import tables
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.tables import Table, feed, read_description, read_table, write_table

URI = "https://example.org/"
HEAD = """\
# name: crafts
# version: 1
# uri: https://example.org/
# title: Crafts: a list
# source: A book
# source: https://example.org/another
# date: 2024-05-01
# licence: CC BY 4.0
# attribution: © Example
# official: no
# note: First.
# note: Second: with a colon.
# type: skill
# uri_template: https://example.org/{notation}
# facts: {"missing": ["a file"]}
"""
DESCRIPTION = SchemeDescription(
    "crafts", "1", URI, "Crafts: a list", official=False, sources=("A book", "https://example.org/another"),
    date="2024-05-01", licence="CC BY 4.0", attribution="© Example", notes=("First.", "Second: with a colon."),
)  # fmt: skip


def table(folder: Path, text: str | bytes, name: str = "crafts.tsv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def build(folder: Path, read: Table) -> ConceptScheme:
    with IndexBuilder(read.description, folder / "x.sqlite") as builder:
        feed(read, builder)
        built = builder.finish()
    return ConceptScheme(built.path)


# -- reading -------------------------------------------------------------------------------------------------------


def test_the_head_describes_the_scheme(tmp_path: Path) -> None:
    path = table(tmp_path, HEAD + "notation\tlabel@en\n1\tone\n")
    read = read_table(path)
    assert read_description(path) == read.description == DESCRIPTION
    assert (read.type, read.uri_template, read.facts) == (
        "skill",
        "https://example.org/{notation}",
        {"missing": ["a file"]},
    )


ALL = (
    "notation\turi\ttype\tstatus\tmodified\treplaced_by\tlabel@en\tlabel@nl\tlabel@\talternative@en\thidden@en"
    "\tunverified@en\tunverified_label@fr\tunverified_hidden@en\tdefinition@en\tscope_note@nl\tnote:of my own@en"
    "\tbroader\tgroup\tmember_of\trelated\texact_match\tessential_skill\trelation:a b\tproperty:a@b\n"
    "1\t\t\tobsolete\t2024\t2 | 3\tone\teen\tuno\ta | b\\|c\thid\tmaybe\tpeut-être\thidden?\tline\\none\tnoot\tmine"
    "\t2\tg\tc\thttp://example.net/1\thttp://example.net/2\t2\t3\tx | y\n"
    "2\thttps://example.org/two\toccupation\t\t\t\ttwo\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n"
    "3\t\t\t\t\t\tthree\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n"
    "g\t\tskill_group\t\t\t\tg\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n"
    "c\t\tcollection\t\t\t\tc\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n"
)


def test_every_column_finds_its_place(tmp_path: Path) -> None:
    scheme = build(tmp_path, read_table(table(tmp_path, HEAD + ALL)))
    one = scheme.get("1")
    assert one is not None
    assert (one.uri, one.type, one.status, one.modified, one.replaced_by) == (
        URI + "1", "skill", "obsolete", "2024", URI + "two",
    )  # fmt: skip
    assert {(label.kind, label.language, label.text, label.verified) for label in scheme.labels("1")} == {
        ("preferred", "en", "one", True), ("preferred", "nl", "een", True), ("preferred", "", "uno", True),
        ("alternative", "en", "a", True), ("alternative", "en", "b|c", True), ("hidden", "en", "hid", True),
        ("alternative", "en", "maybe", False), ("preferred", "fr", "peut-être", False),
        ("hidden", "en", "hidden?", False),
    }  # fmt: skip
    assert {(note.kind, note.language, note.text) for note in scheme.notes("1")} == {
        ("definition", "en", "line\none"), ("scope_note", "nl", "noot"), ("of my own", "en", "mine"),
    }  # fmt: skip
    assert {(relation.predicate, relation.object) for relation in scheme.relations("1")} == {
        ("broader", URI + "two"), ("group", URI + "g"), ("member_of", URI + "c"), ("related", "http://example.net/1"),
        ("exact_match", "http://example.net/2"), ("essential_skill", URI + "two"), ("a b", URI + "3"),
        ("replaced_by", URI + "3"),
    }  # fmt: skip
    assert scheme.properties("1") == {"a@b": ("x", "y")}
    assert scheme.facts() == {"missing": ["a file"]}
    assert [concept.notation for concept in scheme.concepts()] == ["1", "2", "3", "g", "c"]


@pytest.mark.parametrize(
    ("name", "packed"), [("t.tsv", bytes), ("t.tsv.gz", gzip.compress), ("t.tsv.xz", lzma.compress)]
)
def test_a_table_may_be_compressed(tmp_path: Path, name: str, packed: type[bytes]) -> None:
    read = read_table(table(tmp_path, packed((HEAD + ALL).encode()), name))
    assert len(read.rows) == 5


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("notation\tlabel@en\n1\tone\n2\n", "line 18 has 1 cells, not 2", 18),
        ("notation\tlabel@en\n1\tone\tx\n", "line 17 has 3 cells, not 2", 17),
        ("notation\tcolour\n", "no column 'colour'", 16),
        ("notation\tlabel\n", "no column 'label'", 16),
        ("notation\tdefinitely@en\n", "no column 'definitely@en'", 16),
        ("", "no row of columns", 15),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str, line: int) -> None:
    with pytest.raises(VocabularySourceError) as caught:
        read_table(table(tmp_path, HEAD + text))
    assert told in str(caught.value)
    assert "crafts.tsv" in str(caught.value)
    assert caught.value.finding.line == line


@pytest.mark.parametrize("key", ["name", "version", "uri", "title"])
def test_the_head_must_say_what_it_is(tmp_path: Path, key: str) -> None:
    head = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(f"# {key}:"))
    for read in (read_table, read_description):
        with pytest.raises(VocabularySourceError, match=f"does not say {key}"):
            read(table(tmp_path, head + "notation\tlabel@en\n"))


@pytest.mark.parametrize(
    ("template", "rows", "told"),
    [
        (True, "\t\tone\n", "neither a URI nor a notation"),
        (False, "1\t\tone\n", "no template"),
        (True, "1\t9\tone\n", "relates to the notation '9', which no row has"),
        (True, "1\t\tone\n2\t3\ttwo\n3\t\ta\n3\t\tb\n", ""),
    ],
)
def test_what_cannot_become_a_concept_is_told(tmp_path: Path, template: bool, rows: str, told: str) -> None:
    head = HEAD if template else HEAD.replace("{notation}", "")
    read = read_table(table(tmp_path, head + "notation\tbroader\tlabel@en\n" + rows))
    if not told:
        assert len(build(tmp_path, read)) == 3  # rows of one notation are rows of one concept
        return
    with pytest.raises(VocabularySourceError) as caught:
        build(tmp_path, read)
    assert told in str(caught.value)
    assert "crafts" in str(caught.value)
    assert not (tmp_path / "x.sqlite").exists()


def test_a_code_that_several_concepts_share_leads_nowhere(tmp_path: Path) -> None:
    rows = "uri\tnotation\tbroader\tlabel@en\nu:1\tA\t\tone\nu:2\tA\t\ttwo\nu:3\tB\t{}\tthree\n"
    read = read_table(table(tmp_path, HEAD + rows.replace("{}", "A")))
    with pytest.raises(VocabularySourceError, match="'A', which several rows have"):
        build(tmp_path, read)
    scheme = build(tmp_path, read_table(table(tmp_path, HEAD + rows.replace("{}", "u:1"))))
    assert scheme.broader("u:3") == ("u:1",)
    assert scheme.get("A") is None


# -- bytes that mean harm ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("t.tsv", (HEAD + "notation\tlabel@en\n1\té\n").encode("latin-1"), "wrong-encoding"),
        ("t.tsv", HEAD.encode("utf-16"), "wrong-encoding"),
        ("t.tsv.gz", b"no gzip", "file-not-readable"),
        ("t.tsv.xz", b"no xz", "file-not-readable"),
        ("t.tsv.gz", gzip.compress((HEAD + ALL).encode())[:-20], "file-not-readable"),
        ("t.tsv.xz", lzma.compress((HEAD + ALL).encode())[:-20], "file-not-readable"),
        ("t.tsv.gz", gzip.compress(HEAD.encode())[:30] + b"\xff" * 99, "file-not-readable"),
        ("t.tsv", HEAD.encode().replace(b'{"missing": ["a file"]}', b"{") + b"notation\n", "not-well-formed"),
        ("t.tsv", HEAD.encode().replace(b'{"missing": ["a file"]}', b"[" * 9999) + b"notation\n", "nested-too-deeply"),
    ],
)
def test_bytes_that_are_no_table_are_told(tmp_path: Path, name: str, data: bytes, rule: str) -> None:
    with pytest.raises(EportfolioError) as caught:
        read_table(table(tmp_path, data, name))
    assert caught.value.finding.name == rule


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EportfolioError, match=r"none\.tsv cannot be read"):
        read_table(tmp_path / "none.tsv")


@pytest.mark.parametrize(("name", "packed"), [("t.tsv.gz", gzip.compress), ("t.tsv.xz", lzma.compress)])
def test_what_grows_without_end_is_refused(
    tmp_path: Path, name: str, packed: type[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = packed(HEAD.encode() + b"notation\tlabel@en\n1\t" + b"x" * (tables._LINE + 1))
    assert len(bomb) < 20_000
    with pytest.raises(EportfolioError, match="line 17 is too long"):
        read_table(table(tmp_path, bomb, name))
    monkeypatch.setattr(tables, "_INFLATED", 100_000)
    many = packed((HEAD + "notation\tlabel@en\n" + "1\tx\n" * 100_000).encode())
    with pytest.raises(EportfolioError, match="too long") as caught:
        read_table(table(tmp_path, many, name))
    assert caught.value.finding.name == "limit-exceeded"


# -- writing -------------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12)
VALUES = st.lists(TEXT, min_size=1, max_size=3).map(tuple)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["label@en", "alternative@nl", "property:x y", "property:a\t|\n\\b"]), VALUES)
    )
)
@settings(max_examples=300)
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, tuple[str, ...]]]
) -> None:
    rows = [{"uri": (f"u:{number}",), **row} for number, row in enumerate(rows)]
    columns = ["uri", "label@en", "alternative@nl", "property:x y", "property:a\t|\n\\b"]
    head = [("name", "x"), ("version", "1"), ("uri", "u:"), ("title", "X")]
    lines = write_table(Table(DESCRIPTION, tuple(rows)), head, columns)
    path = tmp_path_factory.getbasetemp() / "any.tsv"
    path.write_bytes("".join(lines).encode())
    assert list(read_table(path).rows) == rows


def test_a_head_stays_on_its_lines() -> None:
    lines = list(write_table(Table(DESCRIPTION, ()), [("note", " two\n  lines\tand  blanks\n")], ["uri"]))
    assert lines == ["# note: two lines and  blanks\n", "uri\n"]
