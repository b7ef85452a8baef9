"""JSON as a tracked tree, and what is wrong with broken files."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.report.errors import EportfolioError, ExitCode
from eportfolio.report.findings import Finding
from eportfolio.sources.json import dump_json, from_tree, load_json, parse_json, to_tree


def broken(text: str | bytes) -> Finding:
    with pytest.raises(EportfolioError) as caught:
        parse_json(text.encode() if isinstance(text, str) else text)
    assert caught.value.exit_code is ExitCode.UNREADABLE
    return caught.value.finding


def test_scalars_are_leaves_with_json_pointers() -> None:
    tree = parse_json(b'{"a/b": [{"c~d": 1}, {"c~d": "x"}], "e[0]": true, "f": null, "g": "", "h": {}, "i": [[2, 3]]}')
    assert {leaf.pointer: leaf.value for leaf in tree.leaves()} == {
        "/a~1b/0/c~0d": 1, "/a~1b/1/c~0d": "x", "/e[0]": True, "/i/0/0": 2, "/i/0/1": 3,
    }  # fmt: skip


def test_a_list_and_a_scalar_may_be_the_document() -> None:
    assert [leaf.pointer for leaf in parse_json(b'["x", {"y": 1}]').leaves()] == ["/0", "/1/y"]
    assert [(leaf.pointer, leaf.value) for leaf in parse_json(b"7").leaves()] == [("", 7)]


NAMES = st.text(st.characters(categories=("L", "N", "P"), exclude_characters="*"), min_size=1, max_size=5)
SCALARS = st.one_of(st.booleans(), st.integers(-9, 9), st.text(st.characters(categories=["L"]), min_size=1))
DATA = st.dictionaries(
    NAMES,
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3), st.dictionaries(NAMES, inner, min_size=1, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
)


def _at(data: Any, pointer: str) -> Any:
    """RFC 6901, section 4, written for this test."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key]
    return data


@given(DATA)
def test_every_pointer_leads_to_its_leaf_and_the_tree_gives_the_data_back(data: dict[str, Any]) -> None:
    tree = parse_json(json.dumps(data).encode())
    for leaf in tree.leaves():
        found = _at(data, leaf.pointer)
        assert (found, type(found)) == (leaf.value, type(leaf.value))
    assert from_tree(tree) == data
    assert from_tree(to_tree(data)) == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert load_json('{"naam": "Zoë 日本"}'.encode(encoding)) == {"naam": "Zoë 日本"}


@pytest.mark.parametrize(
    ("text", "name", "line", "column"),
    [
        ('{"a":\n', "not-well-formed", 2, 1),
        ('{"a": 1,\n "b" 2}', "not-well-formed", 2, 6),
        ('{"a": 1} x', "not-well-formed", 1, 10),
        ("{'a': 1}", "not-well-formed", 1, 2),
        ('{"a": "x\ny"}', "invalid-character", 1, 9),
        ('["\x07"]', "invalid-character", 1, 3),
    ],
)
def test_what_is_wrong_and_where(text: str, name: str, line: int, column: int) -> None:
    finding = broken(text)
    assert (finding.name, finding.line, finding.column) == (name, line, column)


def test_latin_1_is_named_with_its_offset() -> None:
    finding = broken('{\n"naam": "Zoë"}'.encode("latin-1"))
    assert (finding.name, finding.line, finding.column) == ("wrong-encoding", 2, 12)
    assert finding.message.startswith("Byte 13 is not UTF-8")


def test_a_truncated_utf_16_is_named_with_its_offset() -> None:
    data = '{"naam": 1}'.encode("utf-16-le")
    assert broken(b"\xff\xfe" + data[:-1]).message.startswith("Byte 22 is not UTF-16-LE")


def test_a_key_that_stands_twice() -> None:
    finding = broken('{"a": {"b": 1, "c": 2, "b": 3}}')
    assert finding.name == "duplicate-key"
    assert '"b"' in finding.message


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e999", "1" * 5000])
def test_numbers_that_are_none(number: str) -> None:
    assert broken(f'{{"a": {number}}}').name == "not-well-formed"


@pytest.mark.parametrize(
    ("text", "pointer", "code"),
    [
        (r'{"a/b": ["x", "\ud800"]}', "/a~1b/1", "U+D800"),
        (r'{"a": "\udfff\ud800"}', "/a", "U+DFFF"),
        (r'["\u0007"]', "/0", "U+0007"),
        (r'["\b"]', "/0", "U+0008"),
        (r'["\f"]', "/0", "U+000C"),
        (r'["\uFFFE"]', "/0", "U+FFFE"),
        ('["\uffff"]', "/0", "U+FFFF"),
        (r'{"k\u0000": 1}', "/k\N{REPLACEMENT CHARACTER}", "U+0000"),
    ],
)
def test_characters_that_no_format_can_exchange(text: str, pointer: str, code: str) -> None:
    finding = broken(text)
    assert (finding.name, finding.pointer) == ("invalid-character", pointer)
    assert code in finding.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\ud83d\ude00"', "😀"),
        (r'"\\u0007"', "\\u0007"),
        (r'"\n\t\r"', "\n\t\r"),
        (r'"\\b"', "\\b"),
        (r'"\u007f"', "\x7f"),
    ],
)
def test_characters_that_only_look_forbidden(text: str, value: str) -> None:
    assert load_json(text.encode()) == value


def test_what_is_dumped_is_utf_8_and_reads_back() -> None:
    data = {"naam": "Zoë", "n": [1, 2.5, True]}
    assert "Zoë".encode() in dump_json(data)
    assert load_json(dump_json(data)) == data
