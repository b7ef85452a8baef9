"""SSSOM files: what is read, what is kept, what is refused and how that is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.report.errors import UnreadableError, UnsafeError, UsageError
from eportfolio.sources.limits import Limits
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.mappings.kinds import MatchKind
from eportfolio.vocabulary.mappings.sets import Extension, Mapping, MappingSet
from eportfolio.vocabulary.mappings.slots import (
    ALLOWED,
    CORE,
    DATES,
    MAPPING_SLOTS,
    MULTIVALUED,
    PROBABILITIES,
    PROPAGATED,
    REFERENCES,
    SET_SLOTS,
    VERSION,
)
from eportfolio.vocabulary.mappings.sssom import read_sssom, write_sssom

A, B, SKOS, SEMAPV = (
    "https://example.org/a/", "https://example.org/b#", "http://www.w3.org/2004/02/skos/core#",
    "https://w3id.org/semapv/vocab/",
)  # fmt: skip

HEAD = """\
#curie_map:
#  A: https://example.org/a/
#  B: https://example.org/b#
#mapping_set_id: https://example.org/set
#license: https://example.org/licence
"""
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
ROW = "A:1\tskos:exactMatch\tB:1\tsemapv:ManualMappingCuration"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a mapping set and tell where it is."""

    def make(*lines: str, head: str = HEAD, name: str = "own.sssom.tsv") -> Path:
        path = tmp_path / name
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="")
        return path

    return make


def told(mappings: MappingSet) -> list[tuple[str, int | None]]:
    return [(one.name, one.line) for one in mappings.findings]


# -- what is read ------------------------------------------------------------------------------------------------


def test_a_set_is_read_with_full_addresses(write: Write) -> None:
    found = read_sssom(write(COLUMNS + "\tsubject_label", ROW + "\tone"))
    assert found.slots == {"mapping_set_id": "https://example.org/set", "license": "https://example.org/licence"}
    assert found.mappings == (
        Mapping(A + "1", SKOS + "exactMatch", B + "1", SEMAPV + "ManualMappingCuration", {"subject_label": "one"}),
    )
    assert found.mappings[0].line == 7
    assert not found.findings


def test_scalars_of_the_metadata_stay_as_they_are_written(write: Write) -> None:
    head = HEAD + "#mapping_set_version: 1.10\n#comment: yes\n#other: 010\n#publication_date: 2024-05-31\n"
    slots = read_sssom(write(COLUMNS, ROW, head=head)).slots
    assert [slots[name] for name in ("mapping_set_version", "comment", "other", "publication_date")] == [
        "1.10", "yes", "010", "2024-05-31",
    ]  # fmt: skip


def test_a_space_behind_the_sign_and_a_single_value_for_a_list_are_understood(write: Write) -> None:
    head = HEAD.replace("#", "# ") + "# creator_label: Ada Example\n# creator_id: [A:ada, A:bob]\n# comment:\n"
    slots = read_sssom(write(COLUMNS, ROW, head=head)).slots
    assert slots["creator_label"] == ("Ada Example",)
    assert slots["creator_id"] == (A + "ada", A + "bob")
    assert "comment" not in slots


def test_quotes_lists_and_escapes_in_cells(write: Write) -> None:
    row = ROW + '\t"a ""b""\tc\nd"\tx|y\\|z\\\\|\\w'
    mapping = read_sssom(write(COLUMNS + "\tcomment\tmatch_string", row)).mappings[0]
    assert mapping.slots == {"comment": 'a "b"\tc\nd', "match_string": ("x", "y|z\\", "\\w")}


def test_lines_are_counted_through_line_breaks_in_cells(write: Write) -> None:
    found = read_sssom(write(COLUMNS + "\tcomment", ROW + '\t"a\nb"', "A:2\tshort", ROW.replace("A:1", "A:3") + "\t"))
    assert told(found) == [("truncated-row", 9)]
    assert [mapping.line for mapping in found.mappings] == [7, 10]


@pytest.mark.parametrize("name", ["own.sssom.tsv", "own.tsv"])
def test_metadata_beside_the_table(write: Write, tmp_path: Path, name: str) -> None:
    (tmp_path / "own.sssom.yml").write_text(HEAD.replace("#", "").replace("b\n", "b#\n"), encoding="utf-8")
    found = read_sssom(write(COLUMNS, ROW, head="", name=name))
    assert found.mappings[0].object == B + "1"
    assert found.mappings[0].line == 2


def test_metadata_in_a_file_of_another_name(write: Write, tmp_path: Path) -> None:
    (tmp_path / "about.yaml").write_text("curie_map: {A: https://example.org/x/, B: https://example.org/y/}\n")
    found = read_sssom(write(COLUMNS, ROW, head=""), metadata=tmp_path / "about.yaml")
    assert found.mappings[0].subject == "https://example.org/x/1"


def test_what_holds_for_all_is_written_to_each(write: Write) -> None:
    head = HEAD + "#mapping_tool: Hand\n#subject_source: A:scheme\n#object_source_version: 3\n"
    found = read_sssom(write(COLUMNS + "\tmapping_tool", ROW + "\t", ROW.replace("A:1", "A:2") + "\tEye", head=head))
    assert [mapping.slots.get("mapping_tool") for mapping in found.mappings] == [None, "Eye"]
    assert found.slots["mapping_tool"] == "Hand"
    assert all(mapping.slots["subject_source"] == A + "scheme" for mapping in found.mappings)
    assert "subject_source" not in found.slots


def test_slots_of_versions_before_1_0(write: Write) -> None:
    columns = "subject_id\tpredicate_id\tobject_id\tmatch_type\tmatch_term_type\tsemantic_similarity_score"
    rows = ("A:1\tskos:closeMatch\tB:1\tHumanCurated\tConceptMatch\t0.5", "A:2\tskos:closeMatch\tB:1\tGuessed\t\t",
            "A:3\tskos:closeMatch\tB:1\tLexical\tThing\t")  # fmt: skip
    found = read_sssom(write(columns, *rows))
    assert found.mappings[0].justification == SEMAPV + "ManualMappingCuration"
    assert found.mappings[0].slots == {
        "subject_type": "skos concept", "object_type": "skos concept", "similarity_score": "0.5",
    }  # fmt: skip
    assert told(found) == [("invalid-mapping", 8), ("invalid-mapping", 9)]


def test_unknown_slots_and_their_definitions_survive(write: Write) -> None:
    head = HEAD + (
        "#ext_team: blue\n#extension_definitions:\n#  - slot_name: ext_mood\n#    property: A:mood\n"
        "#    type_hint: xsd:string\n"
    )
    path = write(COLUMNS + "\text_mood\tcolour", ROW + "\tglad\tred", head=head)
    found = read_sssom(path)
    assert found.slots["ext_team"] == "blue"
    assert found.mappings[0].slots == {"ext_mood": "glad", "colour": "red"}
    assert found.extensions == (Extension("ext_mood", A + "mood", "http://www.w3.org/2001/XMLSchema#string"),)
    path.write_text(write_sssom(found), encoding="utf-8")
    assert read_sssom(path) == found


@pytest.mark.parametrize(
    "definition",
    ["slot_name: comment", "slot_name: a b", "property: A:x", "{slot_name: x, colour: red}",
     "{slot_name: x, property: Q:x}", "x"],
)  # fmt: skip
def test_a_definition_that_breaks_the_rules_is_passed_over_and_told(write: Write, definition: str) -> None:
    found = read_sssom(write(COLUMNS, ROW, head=HEAD + f"#extension_definitions:\n#  - {definition}\n"))
    assert found.extensions == ()
    assert told(found) == [("not-taken", 6)]


# -- matches and denials -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("predicate", "modifier", "match"),
    [
        ("skos:exactMatch", "", MatchKind.EXACT), ("skos:closeMatch", "", MatchKind.CLOSE),
        ("skos:broadMatch", "", MatchKind.BROAD), ("skos:narrowMatch", "", MatchKind.NARROW),
        ("skos:relatedMatch", "", MatchKind.RELATED), ("owl:equivalentClass", "", MatchKind.EXACT),
        ("rdfs:subClassOf", "", MatchKind.BROAD), ("skos:exactMatch", "Not", None), ("sssom:NoMapping", "", None),
        ("rdfs:seeAlso", "", None), ("A:likes", "", None),
    ],
)  # fmt: skip
def test_what_a_row_states(write: Write, predicate: str, modifier: str, match: MatchKind | None) -> None:
    row = ROW.replace("skos:exactMatch", predicate) + f"\t{modifier}"
    found = read_sssom(write(COLUMNS + "\tpredicate_modifier", row))
    assert [mapping.match for mapping in found.mappings] == [match]


@pytest.mark.parametrize("side", ["subject_id", "object_id"])
def test_that_no_term_was_found_is_kept_and_is_no_match(write: Write, side: str) -> None:
    row = ROW.replace("A:1" if side == "subject_id" else "B:1", "sssom:NoTermFound")
    found = read_sssom(write(COLUMNS, row))
    assert [mapping.match for mapping in found.mappings] == [None]
    assert write_sssom(found).endswith(row + "\n")


def test_a_literal_needs_no_address_but_a_label(write: Write) -> None:
    columns = "subject_label\tsubject_type\tpredicate_id\tobject_id\tmapping_justification"
    rest = "skos:closeMatch\tB:1\tsemapv:LexicalMatching"
    found = read_sssom(write(columns, f"apples\trdfs literal\t{rest}", f"\trdfs literal\t{rest}", f"pears\t\t{rest}"))
    assert [(mapping.subject, mapping.match) for mapping in found.mappings] == [("", None)]
    assert told(found) == [("invalid-mapping", 8), ("invalid-mapping", 9)]


# -- there and back ----------------------------------------------------------------------------------------------

_TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
_ADDRESS = st.builds(lambda start, rest: start + rest, st.sampled_from((A, B, SKOS)), _TEXT)


def _value(name: str) -> st.SearchStrategy[str | tuple[str, ...]]:
    one: st.SearchStrategy[str] = _ADDRESS if name in REFERENCES else _TEXT
    if name in ALLOWED:
        one = st.sampled_from(sorted(ALLOWED[name] - {"rdfs literal"}))
    elif name in PROBABILITIES:
        one = st.floats(0, 1).map(repr)
    elif name in DATES:
        one = st.dates().map(str)
    return st.lists(one, min_size=1, max_size=3).map(tuple) if name in MULTIVALUED else one


def _slots(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, str | tuple[str, ...]]]:
    own = st.dictionaries(st.sampled_from(("ext_own", "ext_other", "Größe")), _TEXT, max_size=2)
    known = st.fixed_dictionaries({}, optional={name: _value(name) for name in names})
    return st.builds(lambda a, b: {**a, **b}, known, own)


_MAPPINGS = st.builds(
    Mapping, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _slots(tuple(name for name in MAPPING_SLOTS if name not in CORE))
)
_SETS = st.builds(
    MappingSet,
    st.just({"a": A, "b": B}),
    _slots(tuple(name for name in SET_SLOTS if name != VERSION)).map(lambda slots: {**slots, VERSION: "1.1"}),
    st.lists(_MAPPINGS, max_size=4, unique_by=repr).map(tuple),
    st.lists(st.sampled_from([Extension("ext_own", A + "own"), Extension("ext_x", "", SKOS + "y")]), unique=True).map(
        tuple
    ),
)


def plain(mappings: MappingSet) -> MappingSet:
    """The set without what may differ: which prefixes are declared, and what was found."""
    return replace(mappings, prefixes={}, findings=())


@given(_SETS, st.booleans())
def test_any_set_comes_back_from_its_file(mappings: MappingSet, condense: bool) -> None:
    from eportfolio.vocabulary.mappings.sssom import _parted, parse_sssom

    head, table, before = _parted(write_sssom(mappings, condense=condense))
    found = parse_sssom(head, table, "own.sssom.tsv", before=before)
    assert plain(found) == plain(mappings.propagated())


@given(_SETS)
def test_condensing_and_propagating_are_inverse(mappings: MappingSet) -> None:
    assert mappings.propagated().condensed().propagated() == mappings.propagated()


def test_shared_values_are_written_once_unless_that_is_not_wanted(write: Write) -> None:
    rows = [ROW + "\tHand", ROW.replace("A:1", "A:2") + "\tHand"]
    found = read_sssom(write(COLUMNS + "\tmapping_tool", *rows))
    assert "#mapping_tool: Hand" in write_sssom(found)
    assert "Hand" not in write_sssom(found).partition("subject_id")[2]
    assert write_sssom(found, condense=False).count("\tHand\n") == 2


def test_the_file_is_written_in_canonical_order(write: Write) -> None:
    head = "#license: https://example.org/l\n#zebra: z\n#comment: c\n#curie_map: {B: 'https://example.org/b#', A: 'https://example.org/a/', C: 'https://example.org/c'}\n#mapping_set_id: https://example.org/set\n"  # noqa: E501
    columns = "own\tcomment\tmapping_justification\tobject_id\tpredicate_id\tsubject_id"
    found = read_sssom(write(columns, "x\ty\tsemapv:LexicalMatching\tB:1\tskos:exactMatch\tA:1", head=head))
    assert write_sssom(found).splitlines() == [
        "#curie_map:", "#  A: https://example.org/a/", "#  B: https://example.org/b#",
        "#mapping_set_id: https://example.org/set", "#license: https://example.org/l", "#comment: c", "#zebra: z",
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\town",
        "A:1\tskos:exactMatch\tB:1\tsemapv:LexicalMatching\ty\tx",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["record_id", "review_date", "mapping_tool_id", "predicate_type"])
def test_the_version_is_named_where_slots_of_1_1_are_used(name: str) -> None:
    value = {"review_date": "2024-05-31", "predicate_type": "rdf property"}.get(name, A + "x")
    mapping = Mapping(A + "1", SKOS + "exactMatch", B + "1", SEMAPV + "LexicalMatching", {name: value})
    assert '#sssom_version: "1.1"' in write_sssom(MappingSet({"A": A, "B": B}, {}, (mapping,)))
    assert "sssom_version" not in write_sssom(MappingSet({"A": A, "B": B}, {}, (replace(mapping, slots={}),)))


def test_the_longest_prefix_that_fits_is_used() -> None:
    mapping = Mapping(A + "x/1", SKOS + "exactMatch", A + "2", SEMAPV + "LexicalMatching")
    text = write_sssom(MappingSet({"a": A, "ax": A + "x/", "all": "https://example.org/"}, {}, (mapping,)))
    assert text.endswith("ax:1\tskos:exactMatch\ta:2\tsemapv:LexicalMatching\n")
    assert "all" not in text


def test_an_address_without_prefix_is_not_written() -> None:
    mapping = Mapping(A + "1", SKOS + "exactMatch", B + "1", SEMAPV + "LexicalMatching")
    with pytest.raises(UsageError, match=r"no prefix of the curie_map fits https://example.org/b#1"):
        write_sssom(MappingSet({"A": A}, {}, (mapping,)))


def test_another_reader_understands_what_is_written(tmp_path: Path) -> None:
    other = pytest.importorskip("sssom_pydantic")
    slots = {"subject_label": 'an "apple"\tor two', "match_string": ("x|y", "z"), "predicate_modifier": "Not",
             "confidence": "0.5", "mapping_tool": "Hand", "ext_own": "kept"}  # fmt: skip
    mapping = Mapping(A + "1", SKOS + "exactMatch", B + "1", SEMAPV + "LexicalMatching", slots)
    about = {
        "mapping_set_id": "https://example.org/set",
        "license": "https://example.org/l",
        "mapping_set_version": "1.10",
    }
    whole = MappingSet({"A": A, "B": B}, about, (mapping,), (Extension("ext_own", A + "own"),))
    path = tmp_path / "own.sssom.tsv"
    path.write_text(write_sssom(whole), encoding="utf-8")
    mappings, _, about_other = other.read(path)
    (read,) = mappings
    assert (read.subject.curie, read.predicate.curie, read.object.curie) == ("A:1", "skos:exactMatch", "B:1")
    assert (read.subject.name, read.confidence, read.predicate_modifier) == ('an "apple"\tor two', 0.5, "Not")
    assert read.mapping_tool.name == "Hand"
    assert about_other.version == "1.10"


# -- bad input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ([COLUMNS.replace("\t", ","), ROW.replace("\t", ",")], 6, "separated by ','"),
        ([COLUMNS.replace("\t", ";"), ROW.replace("\t", ";")], 6, "separated by ';'"),
        ([COLUMNS.replace("\tobject_id", ""), "A:1\tskos:exactMatch\tsemapv:X"], 6, "no column object_id"),
        (["subject_id\tlabel", "A:1\tx"], 6, "no column predicate_id and no column object_id and no column mapping_j"),
        ([COLUMNS + "\tcomment\tcomment", ROW + "\tx\ty"], 6, "the column comment is there twice"),
        ([COLUMNS, ROW, ROW.replace("A:1", "Q:1")], 8, "the prefix 'Q' of 'Q:1' is not in the curie_map"),
        ([COLUMNS, ROW.replace("A:1", "apple")], 7, "'apple' is neither a CURIE nor an address"),
        ([COLUMNS, ROW + '\t"never closed', ROW], 7, "cannot be read"),
        ([COLUMNS, ROW.replace("A:1", '"A:1"x')], 7, "cannot be read"),
        ([], 6, "no row of columns"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_mapping_set_is_refused(write: Write, lines: list[str], line: int, words: str) -> None:
    with pytest.raises(VocabularySourceError) as caught:
        read_sssom(write(*lines) if lines else write(head=HEAD.rstrip("\n")))
    assert words in str(caught.value)
    assert "own.sssom.tsv" in str(caught.value)
    assert caught.value.finding.line == line


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("#a: &x 1\n#b: *x\n", 1, "anchor or an alias"),
        ("#a: [&x [1,1], *x, *x, *x]\n", 1, "anchor or an alias"),
        ("#license: !!python/object/apply:os.system ['x']\n", 1, "tag"),
        ("#%YAML 1.1\n#---\n#a: 1\n", 1, "directive"),
        ("#a: 1\n#---\n#b: 2\n", 2, "second document"),
        ("#a: [[[[[[[[[1]]]]]]]]]\n", 1, "nested too deeply"),
        ("#a: 1\n#b: 2\n#a: 3\n", 3, "the key 'a' twice"),
        ("#license: x\n#no key here\n#b: 2\n", 3, "no YAML"),
        ("# - one\n", 1, "no keys"),
        ("#[a]: 1\n", 1, "a key that is no text"),
        ("#curie_map: A\n", 1, "no map of prefixes"),
        ("#license: x\n#curie_map:\n#  A b: https://example.org/\n", 2, "no prefix with an address"),
        ("#curie_map:\n#  A: [x]\n", 1, "no prefix with an address"),
        ("#curie_map:\n#  skos: https://example.org/\n", 1, "redefines 'skos'"),
        ("#license: x\n#creator_id: Q:1\n", 2, "the prefix 'Q'"),
        ("#license: \x07\n", None, "no YAML"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("compiled", [True, False])
def test_broken_or_hostile_metadata_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch, head: str, line: int | None, words: str, compiled: bool
) -> None:
    if not compiled:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    with pytest.raises(VocabularySourceError) as caught:
        read_sssom(write(COLUMNS, ROW, head=head))
    assert words in str(caught.value)
    assert "own.sssom.tsv" in str(caught.value)
    assert caught.value.finding.line == line


def test_metadata_without_end_is_refused_unread(write: Write) -> None:
    with pytest.raises(VocabularySourceError, match="longer than 250,000 characters"):
        read_sssom(write(COLUMNS, ROW, head=HEAD + "#comment: " + "x" * 250_000 + "\n"))


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("A:1\tskos:exactMatch\tB:1", "truncated-row"),
        (ROW + "\tmore", "truncated-row"),
        (ROW.replace("A:1", ""), "invalid-mapping"),
        (ROW.replace("B:1", ""), "invalid-mapping"),
        (ROW.replace("skos:exactMatch", ""), "invalid-mapping"),
        (ROW.replace("semapv:ManualMappingCuration", ""), "invalid-mapping"),
        (ROW, "duplicate-mapping"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_told(write: Write, row: str, name: str) -> None:
    found = read_sssom(write(COLUMNS, ROW, row, ROW.replace("A:1", "A:3")))
    assert [mapping.subject for mapping in found.mappings] == [A + "1", A + "3"]
    assert told(found) == [(name, 8)]
    assert "own.sssom.tsv, line 8" in found.findings[0].message


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("confidence", "1.5"), ("confidence", "-0.5"),
        ("confidence", "high"), ("confidence", "nan"), ("mapping_date", "31-05-2024"),
        ("mapping_date", "2024-02-31"), ("predicate_modifier", "not"), ("subject_type", "concept"),
        ("mapping_cardinality", "2:1"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_allowed_is_kept_and_told(write: Write, column: str, value: str) -> None:
    found = read_sssom(write(f"{COLUMNS}\t{column}", f"{ROW}\t{value}"))
    assert found.mappings[0].slots == {column: value}
    assert told(found) == [("invalid-value", 7)]


def test_addresses_in_the_place_of_curies_are_understood_and_told_once(write: Write) -> None:
    rows = [ROW.replace("A:1", f"https://example.org/other/{number}") for number in range(3)]
    found = read_sssom(write(COLUMNS, *rows))
    assert [mapping.subject[-1] for mapping in found.mappings] == ["0", "1", "2"]
    assert told(found) == [("invalid-value", 7)]


def test_an_address_in_the_metadata_is_understood_and_told(write: Write) -> None:
    found = read_sssom(write(COLUMNS, ROW, head=HEAD + "#subject_source: https://example.org/scheme\n"))
    assert found.mappings[0].slots == {"subject_source": "https://example.org/scheme"}
    assert told(found) == [("invalid-value", 6)]


def test_what_sssom_requires_of_a_set_is_told_when_it_is_missing(write: Write) -> None:
    found = read_sssom(write(COLUMNS, ROW, head="\n".join(HEAD.splitlines()[:3]) + "\n"))
    assert [one.value for one in found.findings] == ["mapping_set_id", "license"]
    assert {one.name for one in found.findings} == {"vocabulary-incomplete"}


def test_values_without_a_place_are_told(write: Write) -> None:
    head = HEAD + "#other: {a: 1}\n#ext_list: [a, b]\n"
    found = read_sssom(write(COLUMNS + "\t", ROW + "\tx", head=head))
    assert [(one.name, one.line) for one in found.findings] == [("not-taken", 6), ("not-taken", 7), ("not-taken", 8)]


def test_many_faults_make_few_findings(write: Write) -> None:
    found = read_sssom(write(COLUMNS, ROW, *["A:1\tshort"] * 5_000))
    assert len(found.findings) == 51
    assert "4,950 more" in found.findings[-1].message


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.sssom.tsv"
    path.write_bytes((HEAD + COLUMNS + "\tcomment\n" + ROW + "\tcafé\n").encode("latin-1"))
    with pytest.raises(UnreadableError) as caught:
        read_sssom(path)
    assert (caught.value.finding.name, caught.value.finding.line) == ("wrong-encoding", 7)
    assert "own.sssom.tsv" in str(caught.value)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.sssom.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + COLUMNS + "\n" + ROW + "\n").encode())
    assert len(read_sssom(path).mappings) == 1


def test_files_and_tables_without_end_are_refused(write: Write) -> None:
    path = write(COLUMNS, *[ROW.replace("A:1", f"A:{number}") for number in range(20)])
    with pytest.raises(UnsafeError, match="more than 10 rows"):
        read_sssom(path, limits=Limits(nodes=10))
    with pytest.raises(UnsafeError, match="larger than 100 bytes"):
        read_sssom(path, limits=Limits(file_bytes=100))


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, headed: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.sssom.tsv"
    path.write_bytes((HEAD + COLUMNS + "\n").encode() + data if headed else data)
    with suppress(UnreadableError):
        read_sssom(path)


def test_the_propagatable_slots_are_known_on_both_sides() -> None:
    assert set(PROPAGATED) <= set(SET_SLOTS)
    assert set(PROPAGATED) <= set(MAPPING_SLOTS)
