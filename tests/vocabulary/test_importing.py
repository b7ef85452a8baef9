"""Vocabularies from tables of rows as people have them: columns are named, said in a file, or guessed and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eportfolio.cli.main import main
from eportfolio.report.errors import EportfolioError, UnsafeError, UsageError
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.exporting import export
from eportfolio.vocabulary.importing import ImportOptions, install_other, rows
from eportfolio.vocabulary.importing.options import with_file
from eportfolio.vocabulary.index.builder import Built, IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from tests.vocabulary.contents import contents

URI = "https://example.org/crafts"
SAID: dict[str, Any] = {"version": "1", "uri": URI, "language": "nl"}
CRAFTS = """\
Code;Naam;Synoniemen;Boven;Uitleg
01;Metselen;stenen metselen|muren bouwen;;Bouwen met stenen
02;Voegen;;01;
03;Stukadoren;;Metselen;
"""
COLUMNS = {
    "notation": "Code", "preferred_label": "Naam", "alternative_label": "Synoniemen:|", "broader": "Boven",
    "definition": "Uitleg",
}  # fmt: skip


class Installed:
    """What became of a table."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.scheme = ConceptScheme(built.path)

    def labels(self, name: str) -> set[tuple[str, str, str]]:
        return {(one.kind, one.language, one.text) for one in self.scheme.labels(name)}

    def related(self, name: str) -> set[tuple[str, str]]:
        return {(one.predicate, one.object.removeprefix(f"{URI}/")) for one in self.scheme.relations(name)}

    def told(self, rule: str) -> list[str]:
        return [item.message for item in self.built.findings if item.name == rule]


def install(folder: Path, text: str | bytes, name: str = "crafts.csv", **options: Any) -> Installed:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Installed(install_other(Vocabularies(folder / "v"), "crafts", [file], ImportOptions(**(SAID | options))))


def test_columns_that_are_named(tmp_path: Path) -> None:
    found = install(tmp_path, CRAFTS, columns=COLUMNS, title="Ambachten", type="skill")
    assert found.scheme.description == SchemeDescription("crafts", "1", URI, "Ambachten")
    assert [(one.uri, one.notation, one.type) for one in found.scheme.concepts()] == [
        (f"{URI}/01", "01", "skill"), (f"{URI}/02", "02", "skill"), (f"{URI}/03", "03", "skill"),
    ]  # fmt: skip
    assert found.labels("01") == {
        ("preferred", "nl", "Metselen"), ("alternative", "nl", "stenen metselen"),
        ("alternative", "nl", "muren bouwen"),
    }  # fmt: skip
    assert found.related("02") == found.related("03") == {("broader", "01")}
    assert [(note.kind, note.language, note.text) for note in found.scheme.notes("01")] == [
        ("definition", "nl", "Bouwen met stenen")
    ]
    assert found.built.findings == []


def test_columns_whose_names_tell(tmp_path: Path) -> None:
    text = (
        "conceptUri,preferredLabel,altLabels,label_fr,Name (de),broaderUri,scope note,colour,code\n"
        'https://example.org/crafts/1,masonry,"bricklaying\nwalling",maçonnerie,Maurern,,About walls,red,1\n'
        "https://example.org/crafts/2,pointing,,,,https://example.org/crafts/1,,,\n"
    )
    found = install(tmp_path, text, language="en")
    assert found.labels("1") == {
        ("preferred", "en", "masonry"), ("preferred", "fr", "maçonnerie"), ("preferred", "de", "Maurern"),
        ("alternative", "en", "bricklaying"), ("alternative", "en", "walling"),
    }  # fmt: skip
    assert found.related(f"{URI}/2") == {("broader", "1")}
    assert found.told("column-guessed") == [
        "The column conceptUri was taken as uri.",
        "The column preferredLabel was taken as label@en.",
        "The column altLabels was taken as alternative@en, separated by '\\n'.",
        "The column label_fr was taken as label@fr.",
        "The column Name (de) was taken as label@de.",
        "The column broaderUri was taken as broader.",
        "The column scope note was taken as scope_note@en.",
        "The column code was taken as notation.",
    ]
    assert found.told("not-taken") == ["The column colour was not taken; cells in it: 1."]


def test_an_id_is_no_indonesian(tmp_path: Path) -> None:
    found = install(tmp_path, "code,label,label_id,name id\n1,one,77,78\n")
    assert found.labels("1") == {("preferred", "nl", "one")}
    assert len(found.told("not-taken")) == 2


def test_what_is_said_is_not_guessed_again(tmp_path: Path) -> None:
    text = "code,name,title\n1,first,second\n"
    found = install(tmp_path, text, columns={"preferred_label": "title", "notation": "code"})
    assert found.labels("1") == {("preferred", "nl", "second")}
    assert found.told("not-taken") == ["The column name was not taken; cells in it: 1."]
    assert found.told("column-guessed") == []


@pytest.mark.parametrize(
    ("cell", "named", "expected"),
    [
        ("a; b", "other:;", {"a", "b"}),
        ("a, b", "other:,", {"a", "b"}),
        ("a | b", "other", {"a", "b"}),
        ("a; b", "other", {"a", "b"}),
        ("a; b", "other:", {"a; b"}),
        ("a\nb", "other:\\n", {"a", "b"}),
        ("a::b", "other:::", {"a", "b"}),
    ],
)
def test_several_values_in_a_cell(tmp_path: Path, cell: str, named: str, expected: set[str]) -> None:
    text = f'code\tname\tother\n1\tone\t"{cell}"\n'
    found = install(tmp_path, text, "crafts.tsv", columns={"alternative_label": named})
    assert {label.text for label in found.scheme.labels("1") if label.kind == "alternative"} == expected


def test_names_of_columns_may_have_a_colon_in_them(tmp_path: Path) -> None:
    found = install(tmp_path, "code,name,Other: words\n1,one,a/b\n", columns={"hidden_label@EN-gb": "Other: words:/"})
    assert ("hidden", "en-GB", "a") in found.labels("1")


def test_several_columns_may_hold_the_same(tmp_path: Path) -> None:
    found = install(tmp_path, "code,name,x,y\n1,one,a,b\n", columns={"alternative_label": ("x", "y")})
    assert {label.text for label in found.scheme.labels("1")} == {"one", "a", "b"}


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"preferred_label": "Nam"}, "no column 'Nam'. Is 'Naam' meant?"),
        ({"preferred_label": "Zzz"}, "no column 'Zzz'"),
        ({"colour": "Naam"}, "A column cannot hold 'colour'"),
        ({"notation@nl": "Naam"}, "A column cannot hold 'notation@nl'"),
        ({"notation": "Code"}, "Nothing says which column of crafts.csv has the labels"),
    ],
)
def test_columns_that_make_no_sense_are_told(tmp_path: Path, columns: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        install(tmp_path, CRAFTS, columns=columns)
    assert told in str(caught.value)
    assert "Naam" in caught.value.finding.advice or "preferred_label" in caught.value.finding.advice
    assert not (tmp_path / "v").exists()


def test_relations_lead_to_a_uri_a_code_or_a_label(tmp_path: Path) -> None:
    text = (
        "code,label,related,exactMatch,property\n"
        "1,one,2|Three|THREE|four|9,http://example.net/1,x\n2,two,,,\n3,Three,http://example.net/3,,\n4,same,,,\n5,same,same,,\n"
    )
    found = install(tmp_path, text, columns={"property:colour": "property"})
    assert found.related("1") == {("related", "2"), ("related", "3"), ("exact_match", "http://example.net/1")}
    assert found.related("3") == {("related", "http://example.net/3")}
    assert found.related("5") == set()
    assert found.told("unresolved-relation") == [
        "In related, neither URI, code nor label of one concept: 'four', '9', 'same'."
    ]
    assert found.scheme.properties(f"{URI}/1") == {"colour": ("x",)}


def test_types_states_and_successors(tmp_path: Path) -> None:
    text = "code,label,type,status,replacedBy,modified\n"
    text += "1,one,vaardigheid,obsolete,2|3,2024-01-01\n2,two,kennis,,,\n3,three,x,,,\n"
    found = install(tmp_path, text, types={"vaardigheid": "skill", "kennis": "knowledge"})
    one = found.scheme.get("1")
    assert one is not None
    assert (one.type, one.status, one.replaced_by, one.modified) == ("skill", "obsolete", f"{URI}/2", "2024-01-01")
    assert found.related("1") == {("replaced_by", "3")}
    assert [concept.type for concept in found.scheme.concepts()] == ["skill", "knowledge", "x"]


# -- addresses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", f"{URI}/A%20%2F%201"),
        ("https://example.org/x#{notation}", "https://example.org/x#A%20%2F%201"),
        ("https://example.org/x/{preferred_label}", "https://example.org/x/one%20%26%20%C3%A9"),
        ("https://example.org/{type}/{notation}", "https://example.org/skill/A%20%2F%201"),
    ],
)
def test_addresses_follow_from_rows(tmp_path: Path, template: str, expected: str) -> None:
    found = install(tmp_path, "code,label,type\nA / 1,one & é,skill\n", uri_template=template)
    assert [concept.uri for concept in found.scheme.concepts()] == [expected]


def test_rows_without_what_makes_an_address_are_told(tmp_path: Path) -> None:
    found = install(tmp_path, "code,label\n1,one\n,two\n,three\n")
    assert len(found.scheme) == 1
    assert found.told("not-taken") == ["Left out for having neither a URI nor what makes one: lines 3, 4."]


@pytest.mark.parametrize("uri", ["no address", "1", "relative/1", "http://example.org/with space"])
def test_addresses_that_are_none_are_told_with_their_line(tmp_path: Path, uri: str) -> None:
    with pytest.raises(VocabularySourceError, match="line 3") as caught:
        install(tmp_path, f"uri,label\nhttp://example.org/1,one\n{uri},two\n")
    assert uri in str(caught.value)
    assert caught.value.finding.line == 3


def test_rows_of_the_same_concept_are_put_together(tmp_path: Path) -> None:
    text = "code,label,language\n1,one,en\n1,uno,es\n"
    found = install(tmp_path, text)
    assert found.labels("1") == {("preferred", "nl", "one"), ("alternative", "nl", "uno")}
    assert len(found.told("duplicate-concept")) == 1


@pytest.mark.parametrize("missing", ["version", "uri"])
def test_what_a_table_cannot_say_is_asked_for(tmp_path: Path, missing: str) -> None:
    with pytest.raises(VocabularySourceError, match=missing) as caught:
        install(tmp_path, CRAFTS, columns=COLUMNS, **{missing: ""})
    assert f"--{missing}" in caught.value.finding.advice


def test_a_scheme_has_the_uri_that_those_of_its_concepts_begin_with(tmp_path: Path) -> None:
    text = "uri,label\nhttps://example.org/x/abc1,one\nhttps://example.org/x/abc2,two\n"
    found = install(tmp_path, text, uri="")
    assert found.scheme.description.uri == "https://example.org/x/"
    assert any("https://example.org/x/." in message for message in found.told("column-guessed"))
    for other in ("https://example.net/1", "https://example.com/x/abc"):
        with pytest.raises(VocabularySourceError, match="the uri of the vocabulary"):
            install(tmp_path, f"{text}{other},three\n", uri="")


def test_labels_without_a_language_are_told(tmp_path: Path) -> None:
    found = install(tmp_path, "code,label\n1,one\n", language="")
    assert found.labels("1") == {("preferred", "", "one")}
    assert "Nothing says which language the labels are in." in found.told("column-guessed")


# -- bytes and rows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends_are_told_from_the_content(
    tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    text = end.join(
        delimiter.join(row) for row in (("code", "label"), ("1", '"é, ü; x\tand|more"'), ("", ""), ("2", "z"), ("",))
    )
    found = install(tmp_path, text.encode(encoding))
    assert {label.text for label in found.scheme.labels()} == {"é, ü; x\tand|more", "z"}


def test_a_delimiter_or_an_encoding_can_be_named(tmp_path: Path) -> None:
    data = "code%label\n1%é, ü\n".encode("cp1252")
    assert install(tmp_path, data, delimiter="%", encoding="cp1252").labels("1") == {("preferred", "nl", "é, ü")}
    assert install(tmp_path, "code\tlabel\n1\ta", delimiter="tab").labels("1") == {("preferred", "nl", "a")}
    with pytest.raises(UsageError, match="not one character"):
        install(tmp_path, data, delimiter="::", encoding="cp1252")
    with pytest.raises(UsageError, match="no encoding 'klingon'"):
        install(tmp_path, data, encoding="klingon")


def test_another_encoding_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EportfolioError) as caught:
        install(tmp_path, "code,label\n1,é\n".encode("cp1252"))
    assert caught.value.finding.name == "wrong-encoding"
    assert caught.value.finding.line == 2
    assert "--encoding" in caught.value.finding.advice
    with pytest.raises(EportfolioError, match="byte 13 is not ascii"):
        install(tmp_path, "code,label\n1,é\n", encoding="ascii")


def test_rows_that_were_cut_are_left_out_and_told(tmp_path: Path) -> None:
    text = "code,label,note\n1,one,\n2,two\n3,three,x,y\n4,four,,,\n" + "".join(f"{n}\n" for n in range(20))
    found = install(tmp_path, text)
    assert {concept.notation for concept in found.scheme.concepts()} == {"1", "4"}
    assert found.told("truncated-row") == [
        "Left out for not having 3 cells: lines 3, 4, 6, 7, 8, 9, 10, 11, 12, 13 and 12 more."
    ]
    assert found.built.findings[0].line == 3


def test_cells_in_a_column_without_a_name_are_told(tmp_path: Path) -> None:
    found = install(tmp_path, "code,label,,\n1,one,,\n2,two,x,\n")
    assert found.told("not-taken") == ["Not taken are cells in a column without a name: line 3."]
    assert len(found.scheme) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,label,code\n", "the column 'code' is there twice"),
        (",,\n1,2,3\n,,", "row of columns"),
        ('code,label\n1,"one\n2,two\n', "cannot be read"),
        ('code,label\n1,"one"x\n', "line 2"),
    ],
)
def test_a_table_that_cannot_be_understood_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises((VocabularySourceError, UsageError)) as caught:
        install(tmp_path, text)
    assert told in str(caught.value) or "labels" in str(caught.value)
    assert not (tmp_path / "v").exists()


def test_hostile_tables_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnsafeError, match="line 2: a cell is too long"):
        install(tmp_path, f"code,label\n1,{'x' * 200_000}\n")
    monkeypatch.setattr(rows, "MOST_BYTES", 100)
    with pytest.raises(UnsafeError, match="larger than 100 bytes"):
        install(tmp_path, "code,label\n" + "1,one\n" * 100)
    for content, rule in ((b"", "empty-file"), (b" \n ", "empty-file")):
        with pytest.raises(EportfolioError) as caught:
            install(tmp_path, content)
        assert caught.value.finding.name == rule
    with pytest.raises(EportfolioError, match="cannot be opened"):
        install_other(Vocabularies(tmp_path / "v"), "crafts", [tmp_path / "none.csv"], ImportOptions(**SAID))


def test_a_hierarchy_that_runs_in_a_circle_is_told(tmp_path: Path) -> None:
    text = "code,label,broader\n" + "".join(f"{number},c{number},{(number + 1) % 3000}\n" for number in range(3000))
    found = install(tmp_path, text)
    assert len(found.told("cyclic-hierarchy")) == 1


# -- said once, in a file ------------------------------------------------------------------------------------------

TOML = """
version = "2024"
title = "Ambachten"
uri = "https://example.org/crafts"
language = "nl"
type = "skill"
licence = "CC BY 4.0"
attribution = "© Example"
date = "2024-05-01"
sources = ["A book", "Another"]
delimiter = ";"

[columns]
notation = "Code"
preferred_label = "Naam"
alternative_label = { column = "Synoniemen", separator = "|" }
"definition@nl" = ["Uitleg"]
broader = "Boven"

[types]
vaardigheid = "skill"
"""


def test_everything_can_be_said_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "crafts.toml").write_text(TOML)
    (tmp_path / "crafts.csv").write_text(CRAFTS)
    options = ImportOptions(mapping=tmp_path / "crafts.toml", title="Said directly")
    found = Installed(install_other(Vocabularies(tmp_path / "v"), "crafts", [tmp_path / "crafts.csv"], options))
    assert found.scheme.description == SchemeDescription(
        "crafts", "2024", URI, "Said directly", sources=("A book", "Another"), date="2024-05-01", licence="CC BY 4.0",
        attribution="© Example",
    )  # fmt: skip
    assert ("alternative", "nl", "muren bouwen") in found.labels("01")
    assert found.built.findings == []


def test_what_is_said_directly_counts_more_column_by_column(tmp_path: Path) -> None:
    (tmp_path / "crafts.toml").write_text(TOML)
    said = with_file(ImportOptions(mapping=tmp_path / "crafts.toml", columns={"notation": "Nr"}, version="2025"))
    assert said.version == "2025"
    assert said.columns["notation"] == "Nr"
    assert said.columns["alternative_label"] == "Synoniemen:|"
    assert said.columns["definition@nl"] == ("Uitleg",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('titel = "x"', "says titel, which means nothing here. Is title meant?"),
        ('qqq = "x"', "There are: version"),
        ("title = 1", "says something of title"),
        ("columns = 1", "says something of columns"),
        ("[columns]\nnotation = 1", "the column notation"),
        ('[columns]\nnotation = { name = "x" }', "the column notation"),
        ("[types]\nx = 1", "says something of types"),
        ('sources = "x"', "says something of sources"),
        ("title = ", "is no TOML"),
        ("a = " + "[" * 100_000, "is no TOML"),
        ('mapping = "x"', "says mapping"),
    ],
)
def test_a_mapping_file_that_makes_no_sense_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "crafts.toml").write_text(text)
    with pytest.raises(UsageError) as caught:
        with_file(ImportOptions(mapping=tmp_path / "crafts.toml"))
    assert told in str(caught.value)
    assert "crafts.toml" in str(caught.value)


def test_a_mapping_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml cannot be opened"):
        with_file(ImportOptions(mapping=tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(UsageError, match="is no TOML"):
        with_file(ImportOptions(mapping=tmp_path / "latin.toml"))


# -- tables of our own, and the command ----------------------------------------------------------------------------


def test_a_concept_table_installs_as_it_is(tmp_path: Path) -> None:
    description = SchemeDescription("old-name", "1", URI, "Crafts", notes=("A note.",))
    with IndexBuilder(description, tmp_path / "x.sqlite") as builder:
        builder.concept(f"{URI}/1", "skill", notation="1")
        builder.label(f"{URI}/1", "preferred", "en", "masonry")
        builder.finish()
    with ConceptScheme(tmp_path / "x.sqlite") as scheme, (tmp_path / "crafts.tsv").open("wb") as out:
        export(scheme, out, "table")
        before = contents(scheme)
    vocabularies = Vocabularies(tmp_path / "v")
    built = install_other(vocabularies, "new-name", [tmp_path / "crafts.tsv"], ImportOptions(version="2", title="New"))
    after = contents(vocabularies.scheme("new-name", "2"))
    assert built.path == tmp_path / "v" / "new-name" / "2.sqlite"
    assert after.pop("description") == before.pop("description") | {"name": "new-name", "version": "2", "title": "New"}
    assert after == before
    for damaged in (b"\x1f\x8bnonsense", b""):
        (tmp_path / "bad.tsv.gz").write_bytes(damaged)
        with pytest.raises(EportfolioError):
            install_other(vocabularies, "mine", [tmp_path / "bad.tsv.gz"])


def test_two_tables_are_one_too_many(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(CRAFTS)
    with pytest.raises(UsageError, match="2 files are given"):
        install_other(Vocabularies(tmp_path / "v"), "mine", [tmp_path / "a.csv", tmp_path / "b.csv"])


def test_as_a_person_types_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "v"))
    (tmp_path / "crafts.csv").write_text(CRAFTS)
    command = ["vocab", "install", "crafts", str(tmp_path / "crafts.csv"), "--version", "1", "--uri", URI]
    command += ["--language", "nl", "--type", "skill", "--column", "preferred_label=Naam", "--column", "broader=Boven"]
    assert main([*command, "--column", "alternative_label=Synoniemen:|"]) == 0
    out = capsys.readouterr().out
    assert "Installed crafts 1: 3 skill" in out
    assert "The column Uitleg was not taken" in out
    twice = ["--column", "alternative_label=Synoniemen:|", "--column", "alternative_label=Uitleg"]
    assert main([*command, *twice, "--output", "json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["type:skill"], counts["label"]) == (3, 6)
    assert main(["vocab", "search", "metselen", "--scheme", "crafts", "--output", "json"]) == 0
    assert f"{URI}/01" in capsys.readouterr().out
    assert main(["vocab", "install", "crafts", str(tmp_path / "crafts.csv")]) == 2
    assert "--column preferred_label=NAME" in capsys.readouterr().err
    bare = ["vocab", "install", "crafts", str(tmp_path / "crafts.csv"), "--column", "preferred_label=Naam"]
    assert main(bare) == 4
    assert "--uri URI" in capsys.readouterr().err
