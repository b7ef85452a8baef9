"""XML and JSON made to hurt their reader."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from eportfolio.report.errors import UnsafeError
from eportfolio.report.findings import Finding
from eportfolio.sources.json import parse_json
from eportfolio.sources.limits import DEFAULT_LIMITS, Limits
from eportfolio.sources.tree import Node
from eportfolio.sources.xml import parse_xml

from .measuring import reading

LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>" + "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)
) + "]><a>&l9;</a>"  # fmt: skip

DOCTYPES = {
    "billion laughs": LAUGHS,
    "quadratic": f"<!DOCTYPE a [<!ENTITY x '{'y' * 50_000}'>]><a>{'&x;' * 50_000}</a>",
    "local file": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "network": "<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>",
    "parameter": "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.org/a.dtd'> %x;]><a/>",
    "attribute": "<!DOCTYPE a [<!ENTITY x 'y'><!ATTLIST a b CDATA '&x;'>]><a/>",
    "after comments": "<?xml version='1.0'?>\n<!-- <a> --> <?p?>\n<!DOCTYPE a><a/>",
    "bare": "<!DOCTYPE a><a/>",
}


def refused(parse: Callable[..., Node], data: str | bytes, limits: Limits = DEFAULT_LIMITS) -> Finding:
    with pytest.raises(UnsafeError) as caught:
        parse(data.encode() if isinstance(data, str) else data, limits)
    return caught.value.finding


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("attack", DOCTYPES)
def test_no_doctype_in_any_encoding(attack: str, encoding: str) -> None:
    finding = refused(parse_xml, DOCTYPES[attack].encode(encoding))
    assert finding.name == "unsafe-content"
    assert finding.line == (3 if attack == "after comments" else 1)


def test_no_doctype_behind_an_encoding_that_hides_it() -> None:
    hidden = b"+ADwAIQ-DOCTYPE a +AFsAPAAh-ENTITY x +ACI-y+ACIAPgBdAD4-"
    finding = refused(parse_xml, b'<?xml version="1.0" encoding="UTF-7"?>' + hidden + b"<a>&x;</a>")
    assert finding.name == "unsafe-content"


def test_a_doctype_in_a_comment_or_in_text_harms_nobody() -> None:
    root = parse_xml(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE html>]]></a>")
    assert root.value == "<!DOCTYPE html>"


@pytest.mark.parametrize("depth", [201, 250, 1000, 200_000])
def test_depth_of_xml(depth: int) -> None:
    assert refused(parse_xml, "<a>" * depth + "</a>" * depth).name == "nested-too-deeply"
    assert refused(parse_xml, "<a>" * depth + "</a>" * depth, Limits(text_bytes=20_000_000)).name == "nested-too-deeply"


@pytest.mark.parametrize("depth", [201, 1000, 200_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"[":', "}]")])
def test_depth_of_json(depth: int, opening: str, closing: str) -> None:
    assert refused(parse_json, opening * depth + "1" + closing * depth).name == "nested-too-deeply"
    assert refused(parse_json, opening * depth).name == "nested-too-deeply"


def test_depth_that_is_allowed() -> None:
    assert parse_xml(b"<a>" * 200 + b"x" + b"</a>" * 200).name == "a"
    assert len(list(parse_json(b"[" * 199 + b"1" + b"]" * 199).leaves())) == 1


def test_brackets_within_texts_nest_nothing() -> None:
    text = "[{" * 1000 + '\\"' * 1000
    (leaf,) = parse_json(f'["{text}", [], {{}}]'.encode()).leaves()
    assert leaf.value == text.replace("\\", "")


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" + b"<b/>" * 500_001 + b"</a>",
        b"<a>" + b'<b c="1"/>' * 300_000 + b"</a>",
        b"<a>" + (b"<b " + b" ".join(b"a%d='x'" % number for number in range(1000)) + b"/>") * 501 + b"</a>",
        b"<a>" + (b"<b " + b" ".join(b"a%d=''" % number for number in range(1000)) + b"/>") * 2001 + b"</a>",
    ],
    ids=["elements", "elements and attributes", "attributes", "empty attributes"],
)
def test_number_of_nodes_of_xml(data: bytes) -> None:
    finding = refused(parse_xml, data)
    assert finding.name == "limit-exceeded"
    assert "limit nodes" in finding.message


@pytest.mark.parametrize("quote", [b"'", b'"'])
@pytest.mark.parametrize("count", [1001, 500_000])
def test_number_of_attributes_of_one_element(count: int, quote: bytes) -> None:
    """The parser is quick with them; asking it for all of them costs the square of their number."""
    element = b"<a " + b" ".join(b"a%d=%s>%s" % (n, quote, quote) for n in range(count)) + b"/>"
    assert "more than 1000 attributes" in refused(parse_xml, element).message


def test_a_thousand_attributes_and_text_that_looks_like_many_are_read() -> None:
    element = b"<a " + b" ".join(b"a%d='x'" % number for number in range(1000)) + b"/>"
    assert len(list(parse_xml(element).leaves())) == 1000
    assert parse_xml(b"<a>" + b'x="y" ' * 2000 + b"</a>").value


@pytest.mark.parametrize("member", [b"{}", b"[]", b"1", b'{"a":1}'])
def test_number_of_nodes_of_json(member: bytes) -> None:
    finding = refused(parse_json, b"[" + member + (b"," + member) * 500_000 + b"]")
    assert finding.name == "limit-exceeded"
    assert "limit nodes" in finding.message


TWELVE = b"x" * 12_000_000


@pytest.mark.parametrize(
    "data",
    [b"<a>" + TWELVE + b"</a>", b"<a><![CDATA[" + TWELVE + b"]]></a>", b'<a b="' + TWELVE + b'"/>'],
    ids=["text", "cdata", "attribute"],
)
def test_a_text_beyond_the_limit(data: bytes) -> None:
    finding = refused(parse_xml, data)
    assert finding.name == "limit-exceeded"
    assert "limit text_bytes" in finding.message
    (leaf,) = parse_xml(data, Limits(text_bytes=13_000_000)).leaves()
    assert len(str(leaf.value)) == len(TWELVE)


def test_a_lower_limit_for_texts_holds_too() -> None:
    limits = Limits(text_bytes=1000)
    for data in (b"<a>" + b"x" * 1001 + b"</a>", b"<a>" + b"x" * 600 + b"<b/>" + b"x" * 600 + b"</a>",
                 b'<a b="' + b"x" * 1001 + b'"/>'):  # fmt: skip
        assert "limit text_bytes" in refused(parse_xml, data, limits).message
    assert "limit text_bytes" in refused(parse_json, b'{"a":"' + b"x" * 1001 + b'"}', limits).message


def test_a_text_of_json_beyond_the_limit() -> None:
    finding = refused(parse_json, b'{"photo":"' + TWELVE + b'"}')
    assert (finding.name, finding.pointer) == ("limit-exceeded", "/photo")


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" + b"<b/>" * 5_000_000,
        b"<a>" + b"&lt;" * 5_000_000,
        b"<!--" + b"-" * 20_000_000,
        b"[" + b"{}," * 7_000_000,
        b"[" * 20_000_000,
        b'["' + b'\\"' * 10_000_000,
        b"[" + b'"",' * 1_300_000,
        b"[" * 200 + b'"x","[\\\\",' * 900_000,
    ],
    ids=["elements", "references", "comment", "objects", "brackets", "quotes", "texts", "more texts"],
)
def test_memory_stays_a_small_multiple_of_the_file(data: bytes, tmp_path: Path) -> None:
    name, megabytes = reading(data, tmp_path)
    assert name in ("limit-exceeded", "nested-too-deeply", "not-well-formed")
    assert megabytes < 12 * len(data) / 1e6 + 20
