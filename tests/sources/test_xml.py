"""XML as a tracked tree: what is a leaf, where it stands, and what is wrong with broken files."""

from __future__ import annotations

from typing import Any

import pytest

from eportfolio.report.errors import EportfolioError, ExitCode
from eportfolio.report.findings import Finding
from eportfolio.sources.limits import DEFAULT_LIMITS, Limits
from eportfolio.sources.xml import XSI, parse_xml, root_name, serialise_xml


def leaves(text: str | bytes) -> dict[str, Any]:
    data = text.encode() if isinstance(text, str) else text
    return {leaf.pointer: leaf.value for leaf in parse_xml(data).leaves()}


def broken(text: str | bytes, limits: Limits = DEFAULT_LIMITS) -> Finding:
    with pytest.raises(EportfolioError) as caught:
        parse_xml(text.encode() if isinstance(text, str) else text, limits)
    assert caught.value.exit_code is ExitCode.UNREADABLE
    return caught.value.finding


# -- leaves -------------------------------------------------------------------------------------------------


def test_texts_and_attributes_are_leaves_and_have_paths() -> None:
    assert leaves('<CV><Job code="1"><Title>Cook</Title></Job><Job><Title> Chef </Title></Job></CV>') == {
        "/CV/Job[0]/@code": "1", "/CV/Job[0]/Title": "Cook", "/CV/Job[1]/Title": " Chef ",
    }  # fmt: skip


def test_namespaces_and_schema_locations_are_no_leaves_and_other_attributes_are() -> None:
    text = f'<a xmlns="urn:example:n" xmlns:xsi="{XSI}" xsi:schemaLocation="a b" xsi:type="t"/>'
    assert leaves(text) == {"/a/@type": "t"}
    assert leaves(f'<a xmlns:xsi="{XSI}" xsi:noNamespaceSchemaLocation="b"/>') == {}


def test_the_language_of_an_element_is_a_leaf_with_its_namespace() -> None:
    (leaf,) = parse_xml(b'<a xml:lang="nl"/>').leaves()
    assert (leaf.name, leaf.value) == ("@lang", "nl")
    assert leaf.namespace == "http://www.w3.org/XML/1998/namespace"


@pytest.mark.parametrize(
    "text",
    [
        "<a>one<!-- no content -->two</a>",
        "<a>one<?render fast?>two</a>",
        "<a>one<![CDATA[two]]></a>",
        "<!-- before --><?render fast?><a>on<!--x--><!--y-->e<?z?>two</a><!-- after -->",
        "<a>&#111;ne&#x74;wo</a>",
    ],
)
def test_text_around_what_is_no_content_is_one_text(text: str) -> None:
    assert leaves(text) == {"/a": "onetwo"}


def test_mixed_content_keeps_all_text() -> None:
    assert leaves("<a>one <b>x</b> two<c/> three</a>") == {"/a": "one  two three", "/a/b": "x"}
    assert leaves("<a>\n  <b>x</b>\n  tail\n</a>") == {"/a": "\n  tail\n", "/a/b": "x"}


def test_white_space_and_empty_attributes_hold_nothing() -> None:
    assert leaves('<a b=""> \n <c>\t</c></a>') == {}


def test_predefined_entities_and_markup_in_text() -> None:
    assert leaves("<a>&lt;p&gt;R&amp;D<![CDATA[<br/><!DOCTYPE html>]]></a>") == {"/a": "<p>R&D<br/><!DOCTYPE html>"}


def test_lines_are_those_of_the_source_even_far_down() -> None:
    root = parse_xml(b"<a>\n<b>x</b>" + b"\n" * 70_000 + b'<c d="y">z</c></a>')
    assert {leaf.name: leaf.line for leaf in root.leaves()} == {"b": 2, "c": 70_002, "@d": 70_002}


# -- encodings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("declared", [False, True])
def test_unicode_with_and_without_byte_order_mark(encoding: str, declared: bool) -> None:
    name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be").upper()
    prolog = f'<?xml version="1.0" encoding="{name}"?>' if declared else ""
    assert leaves(f"{prolog}<a>Zoë 日本</a>".encode(encoding)) == {"/a": "Zoë 日本"}


def test_a_declared_latin_1_is_read() -> None:
    assert leaves('<?xml version="1.0" encoding="ISO-8859-1"?><a>Zoë</a>'.encode("latin-1")) == {"/a": "Zoë"}


def test_an_undeclared_latin_1_is_named_with_its_offset() -> None:
    finding = broken("<a>\n<b>Zoë</b></a>".encode("latin-1"))
    assert finding.name == "wrong-encoding"
    assert "at byte 9" in finding.message
    assert finding.line == 2


@pytest.mark.parametrize("name", ["UTF-16", "utf-16le", "UCS-2", "UTF-32"])
def test_a_declaration_that_cannot_be_true(name: str) -> None:
    finding = broken(f'<?xml version="1.0" encoding="{name}"?><a>x</a>')
    assert finding.name == "wrong-encoding"
    assert name in finding.message


@pytest.mark.parametrize("encoding", ["klingon", "x-unknown"])
def test_an_unknown_encoding(encoding: str) -> None:
    assert broken(f'<?xml version="1.0" encoding="{encoding}"?><a/>').name == "wrong-encoding"


# -- broken files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "line", "column"),
    [
        ("<a>\n<b>text", "not-well-formed", 2, 8),
        ("<a>\n<b></a>", "not-well-formed", 2, 8),
        ("<a>\n&nbsp;</a>", "not-well-formed", 2, 7),
        ("<a/><b/>", "not-well-formed", 1, 5),
        ('<a b="1" b="2"/>', "not-well-formed", 1, None),
        ("<x:a/>", "not-well-formed", 1, None),
        ("text", "not-well-formed", 1, 1),
        ("<?xml", "not-well-formed", 1, None),
        ("<!-- never closed", "not-well-formed", 1, None),
        ("<a>\n&#8;</a>", "invalid-character", 2, 5),
        ("<a>\n\x08</a>", "invalid-character", 2, 1),
        ("<a>&#xD800;</a>", "invalid-character", 1, None),
        ("<a>\ufffe</a>", "invalid-character", 1, None),
        ("<a>\0</a>", "invalid-character", 1, None),
    ],
)
def test_what_is_wrong_and_where(text: str, name: str, line: int, column: int | None) -> None:
    finding = broken(text)
    assert (finding.name, finding.line) == (name, line)
    assert column is None or finding.column == column
    assert finding.message.endswith(".")
    assert "\n" not in finding.message


# -- a look without parsing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<a/>", "a"),
        ('<?xml version="1.0"?>\n<!-- <b> -->\n<?c <d>?> <x:Candidate y="">', "Candidate"),
        ("<!DOCTYPE Candidate [<!ENTITY x 'y'>]><Candidate/>", "Candidate"),
        ("<Zoë-1.2>", "Zoë-1.2"),
        ("<!-- never closed <a>", ""),
        ("<?never closed", ""),
        ("text <a>", ""),
        ("", ""),
    ],
)
def test_the_root_is_told_without_parsing(text: str, name: str) -> None:
    assert root_name(text.encode()) == name
    assert root_name(text.encode("utf-16")) == name


# -- writing ------------------------------------------------------------------------------------------------


def test_what_is_written_reads_back() -> None:
    text = '<n:a xmlns:n="urn:example:n" n:b="1"><n:c>R&amp;D &lt;p&gt;</n:c><n:c xml:lang="nl">é</n:c></n:a>'
    written = serialise_xml(parse_xml(text.encode()), {"n": "urn:example:n"})
    assert written.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert leaves(written) == leaves(text)
