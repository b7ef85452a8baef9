"""Markup that runs code, in every text that may hold markup: it is removed, it is named, and it is in no output."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import etree

import eportfolio as ep
from eportfolio.exchange.crosswalk.harmless import harmless
from tests.security.bad_input import STORY, WRITABLE, XML, good, told

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.filterwarnings("error")]

HOSTILE = (
    "<script>alert(1)</script>",
    "<script>alert(1)",
    "<scr<script>ipt>alert(1)</script>",
    "<ScRiPt src=//example.org/x.js></ScRiPt>",
    "<b>bold <script>alert(1)</script></b>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=x OnErRoR=alert(1)//",
    "<img src=http://example.org/pixel.gif>",
    "<p onclick='alert(1)'>x</p>",
    "<p/onclick=alert(1)>x</p>",
    '<p title="a"onclick="alert(1)">x</p>',
    "<div data-x='1' onmouseover=alert(1)>x</div>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jAvA&#10;ScRiPt:alert(1)">x</a>',
    '<a href="&#106;avascript&colon;alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    "<iframe src='http://example.org/'></iframe>",
    "<object data=x></object><embed src=x>",
    "<svg onload=alert(1)><script>alert(2)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action='http://example.org'><input autofocus onfocus=alert(1)></form>",
    "<style>@import 'http://example.org/x.css'</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='background:u\\72l(http://example.org/pixel.gif)'>x</p>",
    "<p style='width: expression(alert(1))'>x</p>",
    "<table background='javascript:alert(1)'><tr><td>x",
    "<meta http-equiv=refresh content='0;url=http://example.org'>",
    "<base href='http://example.org'><link rel=stylesheet href=http://example.org/x.css>",
    "<!--<script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<video><source onerror=alert(1)></video>",
)
HARMLESS = (
    "<p>I write <b>HTML</b> &amp; CSS</p>",
    '<ul class="a"><li data-list="bullet" style="color: red">x</li></ul>',
    '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener">x</a>',
    "<!--StartFragment--><p align=left>x<br/></p><o:p></o:p>",
    "3 < 4 and i <3 u, and a <b then",
    "&lt;script&gt; is a tag, and so is &lt;img onerror=x&gt;",
)

ALIVE = re.compile(
    r"(?i)<\s*/?(?:script|iframe|object|embed|style|svg|form|input|meta|base|link|video|math|noscript)\b"
    r"|<[^<>]*\s(?:on\w+|src|background|action)\s*=|<[^<>]*=\s*[\"']?[^\"'<>]*(?:javascript|vbscript|data:)"
    r"|<[^<>]*style\s*=\s*[\"'][^\"']*(?:url|expression|\\)"
)
"""What a reader of markup would run or fetch; it is no part of the library."""


def values(data: bytes, target: str) -> list[str]:
    """All texts in a file, as a reader gets them; RDF as the canonical file that it is."""
    if target == "turtle":
        data = ep.convert(data, target_format="eportfolio").data
    if data.startswith(b"<"):
        root = etree.fromstring(data)
        return [text for node in root.iter() for text in (node.text, node.tail, *node.attrib.values()) if text]
    stack = [json.loads(data)]
    found = []
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [member for key, member in value.items() if key != "@context"]
        elif isinstance(value, list):
            stack += value
        else:
            found.append(str(value))
    return found


def alive(data: bytes, target: str) -> list[str]:
    """The values in a file that do something when they are shown as HTML."""
    return [value for value in values(data, target) if ALIVE.search(value)]


def targets(data: bytes) -> list[tuple[str, bytes, Any]]:
    """What becomes of a file in each format, with all residue."""
    found = []
    for target in WRITABLE:
        for residue in ("valid", "keep"):
            conversion = ep.convert(data, target_format=target, residue=residue)
            found.append((target, conversion.data, conversion.report))
    return found


@pytest.mark.parametrize("markup", HOSTILE)
@pytest.mark.parametrize("name", [*XML, "europass-json"])
def test_it_is_in_no_output(name: str, markup: str) -> None:
    for target, data, report in targets(told(name, f"<p>Kept words</p> {markup}")):
        assert alive(data, target) == [], target
        assert any("Kept words" in value for value in values(data, target))
        (finding,) = report.named("unsafe-markup")
        assert finding.pointer
        assert finding.advice


@pytest.mark.parametrize("markup", HOSTILE)
def test_nor_when_the_canonical_file_was_made_by_hand(markup: str) -> None:
    document = json.loads(good("eportfolio"))
    job = document["experiences"][0]
    job["positions"][0]["description"] = {"html": {"en": f"<p>Kept words</p> {markup}", "nl": "<p>x</p>"}}
    job["residue"] = [
        {"format": "europass-legacy", "path": "Odd", "value": f"v {markup}"},
        {"format": "europass-legacy", "path": "Activities", "value": markup, "replaces": "Kept words"},
        {"format": "europass", "path": "Odd/@onload", "value": "alert(1)"},
        {
            "format": "europass-legacy",
            "path": "script",
            "value": "alert(1)",
            "namespace": "http://www.w3.org/1999/xhtml",
        },
    ]
    for target, data, report in targets(json.dumps(document).encode()):
        assert alive(data, target) == [], target
        assert b"alert(1)</" not in data, target
        assert report.named("unsafe-markup")


@pytest.mark.parametrize("name", XML)
def test_nor_in_elements_that_nobody_knows(name: str) -> None:
    odd = (
        '<odd a="&lt;script>alert(1)&lt;/script>">&lt;script>alert(1)&lt;/script></odd>'
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'
        '<p xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)">para</p>'
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    )
    for target, data, report in targets(good(name).replace(STORY.encode(), STORY.encode() + odd.encode())):
        assert b"alert(1)" not in data, target
        assert len(report.named("unsafe-markup")) == 5


@pytest.mark.parametrize("markup", HARMLESS)
@pytest.mark.parametrize("name", ["europass-xml", "europass", "europass-json"])
def test_what_does_nothing_stays_as_it_is_spelt(name: str, markup: str) -> None:
    conversion = ep.convert(told(name, markup), target_format=name)
    assert not conversion.report.named("unsafe-markup")
    assert markup in values(conversion.data, name)


def test_words_that_look_like_markup_are_escaped_where_markup_is_read() -> None:
    words = "I <script>alert(1)</script> for a living"
    data = told("jsonresume", words)
    assert words in values(ep.convert(data, target_format="jsonresume").data, "jsonresume")
    for target in ("europass-xml", "europass-json", "europass"):
        written = ep.convert(data, target_format=target).data
        assert alive(written, target) == []
        assert ep.read(written).portfolio.experiences[0].positions[0].description.text == words


@pytest.mark.parametrize("piece", ["<!--", "<", "<a ", '<a b="', "</", "<!", "<a b", "</a", "<a b='c'"])
def test_it_takes_time_in_proportion_to_the_text(piece: str) -> None:
    assert len(harmless(piece * 200_000)[0]) <= 8 * len(piece) * 200_000
