"""Badges in pictures: what goes in comes out byte for byte, and the picture stays as it was."""

from __future__ import annotations

import json
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eportfolio as ep
from eportfolio.report.codes import Severity
from eportfolio.sources.baking import FORMS, bake, extract, open_container
from eportfolio.sources.source import Source
from tests.sources.pictures import (
    ADDRESS,
    ASSERTION,
    BADGE,
    DOCTYPE,
    END,
    HEADER,
    PIXELS,
    RECORD,
    SIGNATURE,
    SVG,
    TOKEN,
    png,
    svg,
    text_chunk,
)
from tests.support import SHARED, needs_shared, shared

STANDARDS = ["openbadges-3", "clr-2", "openbadges-2"]
CONTENTS = {"badge": BADGE, "record": RECORD, "assertion": ASSERTION, "token": TOKEN, "address": ADDRESS}
PICTURES = {
    "PNG": png(),
    "SVG": SVG,
    "SVG with DOCTYPE": SVG.replace(b"<!--", DOCTYPE + b"<!--"),
    "SVG in UTF-16": SVG.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "SVG in Latin-1": SVG.replace(b"UTF-8", b"ISO-8859-1").replace(b"&#233;", b"\xe9"),
    "SVG with mark": b"\xef\xbb\xbf" + SVG,
    "SVG without content": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "SVG with prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg" />',
}


def taken(image: bytes) -> bytes:
    """The content of the credential in a picture."""
    baked = extract(image)
    assert baked is not None
    return baked.content


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("content", CONTENTS)
def test_what_is_baked_comes_out_byte_for_byte(picture: str, content: str) -> None:
    image = bake(PICTURES[picture], CONTENTS[content])
    baked = extract(image)
    assert baked is not None
    assert baked.content == CONTENTS[content]
    assert baked.findings == ()
    assert extract(PICTURES[picture]) is None


@pytest.mark.parametrize(
    ("content", "standard", "media_type"),
    [
        (BADGE, "openbadges-3", "application/json"),
        (RECORD, "clr-2", "application/json"),
        (ASSERTION, "openbadges-2", "application/json"),
        (TOKEN, "openbadges-3", "application/jwt"),
        (ADDRESS, "openbadges-2", "text/uri-list"),
    ],
)
def test_how_is_told_from_what(content: bytes, standard: str, media_type: str) -> None:
    for picture in (png(), SVG):
        baked = extract(bake(picture, content))
        assert baked is not None
        assert (baked.form.id, baked.media_type) == (standard, media_type)


def test_forms_are_those_of_the_specifications() -> None:
    assert [(form.id, form.keyword, form.namespace, form.element) for form in FORMS] == [
        ("openbadges-3", "openbadgecredential", "https://purl.imsglobal.org/ob/v3p0", "credential"),
        ("clr-2", "clrcredential", "https://purl.imsglobal.org/clr/v2p0", "credential"),
        ("openbadges-2", "openbadges", "http://openbadges.org", "assertion"),
    ]


def test_png_gets_one_uncompressed_chunk_after_its_header() -> None:
    assert bake(png(), BADGE) == SIGNATURE + HEADER + text_chunk(b"openbadgecredential", BADGE) + PIXELS + END


def test_svg_gets_one_element_after_its_first_tag_and_nothing_else_changes() -> None:
    image = bake(SVG, RECORD)
    element = b'<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/clr/v2p0"><![CDATA['
    assert image == svg(element + RECORD + b"]]></openbadges:credential>")
    assert b' verify="' + TOKEN + b'"></openbadges:credential>' in bake(SVG, TOKEN)
    assert b' verify="https://badges.example.org/a/1"><![CDATA[{' in bake(SVG, ASSERTION)


def test_standard_may_be_named() -> None:
    baked = extract(bake(png(), b'{"name": "anything"}', "clr-2"))
    assert baked is not None
    assert baked.form.id == "clr-2"
    with pytest.raises(ep.UsageError, match="no badge and no learner record"):
        bake(png(), b'{"name": "anything"}')
    with pytest.raises(ep.UsageError, match='no standard "ob9"'):
        bake(png(), BADGE, "ob9")


@pytest.mark.parametrize("picture", [png(), SVG], ids=["PNG", "SVG"])
def test_a_credential_is_replaced_on_request_only(picture: bytes) -> None:
    image = bake(picture, BADGE)
    with pytest.raises(ep.RefusedError, match=r"holds a credential already \(Open Badges 3.0\)"):
        bake(image, RECORD)
    assert bake(image, RECORD, replace=True) == bake(picture, RECORD)


def test_all_credentials_go_when_one_is_replaced() -> None:
    both = png(text_chunk(b"openbadges", ASSERTION), text_chunk(b"clrcredential", RECORD), text_chunk(b"Title", b"x"))
    assert bake(both, BADGE, replace=True) == bake(png(text_chunk(b"Title", b"x")), BADGE)


def test_white_space_around_a_token_is_not_baked() -> None:
    for picture in (png(), SVG):
        assert taken(bake(picture, b"  " + TOKEN + b"\r\n")) == TOKEN


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"a plain text", b"{broken", b'{"a": 1, "a": 2}', "{}".encode("utf-16"), b"a.b"]
)
def test_what_is_no_credential_is_not_baked(content: bytes) -> None:
    for picture in (png(), SVG):
        with pytest.raises(ep.EportfolioError):
            bake(picture, content, "openbadges-3")


JSON_VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab]>\N{SNOWMAN}\N{SMILE}", max_size=5), inner),
    max_leaves=8,
)


@given(
    value=st.dictionaries(st.text("xyz<&]", min_size=1, max_size=4), JSON_VALUES, max_size=4),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 1]),
    line=st.sampled_from(["\n", "\r\n", "\r"]),
    standard=st.sampled_from(STANDARDS),
    picture=st.sampled_from(sorted(PICTURES)),
)
def test_any_json_comes_out_byte_for_byte(value, ascii_only, indent, line, standard, picture) -> None:
    content = (line + json.dumps(value, ensure_ascii=ascii_only, indent=indent).replace("\n", line)).encode()
    if picture != "PNG" and re.search("[\ufffe\uffff]", content.decode()):
        with pytest.raises(ep.UnreadableError, match="which XML cannot carry"):
            bake(PICTURES[picture], content, standard)
        return
    image = bake(PICTURES[picture], content, standard)
    assert taken(image) == content
    assert bake(image, content, standard, replace=True) == image


def test_an_address_that_the_encoding_of_the_picture_lacks() -> None:
    address = "https://badges.example.org/\N{SNOWMAN}".encode()
    image = bake(PICTURES["SVG in Latin-1"], address)
    assert b"/&#9731;" in image
    assert taken(image) == address


def test_paths_and_streams_are_taken(tmp_path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "a.json").write_bytes(BADGE)
    (tmp_path / "b.png").write_bytes(ep.bake(tmp_path / "a.png", tmp_path / "a.json"))
    with (tmp_path / "b.png").open("rb") as stream:
        baked = ep.extract(stream)
    assert baked is not None
    assert baked.content == BADGE
    with pytest.raises(ep.UnreadableError):
        ep.extract(tmp_path / "absent.png")


# -- what is not as the specification says ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "content", "message"),
    [
        (png(text_chunk(b"openbadges", zlib.compress(ASSERTION), flags=b"\1\0")), ASSERTION, "is compressed"),
        (png(text_chunk(b"openbadges", ASSERTION), text_chunk(b"openbadges", b"{}")), ASSERTION, "another credential"),
        (svg(b'<c:credential xmlns:c="https://purl.imsglobal.org/ob/v3p0"> {"a": "&lt;"}\n</c:credential>'),
         b'{"a": "<"}', "not in a CDATA section"),
        (svg(b'<c:assertion xmlns:c="http://openbadges.org" verify="http://a.example"><![CDATA[{a}]]></c:assertion>'),
         b"http://a.example", "broken JSON"),
        (svg(2 * (b'<c:credential xmlns:c="https://purl.imsglobal.org/ob/v3p0"><![CDATA[{}]]></c:credential>')),
         b"{}", "another credential"),
        (svg(b'<c:credential xmlns:c="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/><script>1</script>'),
         b"a.b.c", "has the element script"),
        (svg(b'<c:credential xmlns:c="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/><a onclick="x()"/>'),
         b"a.b.c", "has an event handler"),
    ],
    ids=["compressed", "two chunks", "no CDATA", "broken JSON", "two elements", "script", "handler"],
)  # fmt: skip
def test_what_is_not_as_specified_is_read_and_told(image: bytes, content: bytes, message: str) -> None:
    baked = extract(image)
    assert baked is not None
    assert baked.content == content
    assert [item.severity for item in baked.findings] == [Severity.WARNING]
    assert message in baked.findings[0].message


def test_a_language_tag_means_nothing() -> None:
    baked = extract(png(text_chunk(b"openbadgecredential", BADGE, language=b"en")))
    assert baked is not None
    assert baked.content == BADGE
    assert not baked.findings


def test_case_of_the_keyword_matters() -> None:
    image = png(text_chunk(b"OpenBadgeCredential", BADGE))
    assert extract(image) is None
    with pytest.raises(ep.UnreadableError, match="no badge, only texts called OpenBadgeCredential"):
        open_container(Source(image))


@pytest.mark.parametrize("image", [png(text_chunk(b"openbadges", ADDRESS)), bake(SVG, ADDRESS)], ids=["PNG", "SVG"])
def test_a_badge_that_is_only_an_address_is_not_fetched(image: bytes) -> None:
    with pytest.raises(ep.UnreadableError, match=r"only its address: https://badges\.example\.org/a/1") as caught:
        ep.read(image)
    assert "Download what is at that address" in caught.value.finding.hint


def test_a_source_in_a_picture_knows_its_picture() -> None:
    image = bake(png(), BADGE)
    source = open_container(Source(image, "badge.png"))
    assert (source.data, source.name, source.container, source.outer) == (BADGE, "badge.png", "png", image)
    assert source.kind == "json"


# -- samples ------------------------------------------------------------------------------------------------

FAMILIES = ("baked-synthetic", "ob-legacy-bakery", "ob-legacy-badgr", "ob2-1edtech", "ob3-1edtech")


def verdicts() -> list[tuple[str, str]]:
    """The pictures among the samples, and what is expected of each."""
    if SHARED is None:
        return []
    listed = json.loads((SHARED / "samples/badges/manifest.json").read_text(encoding="utf-8"))
    return [
        (one["file"], one["expected"]) for one in listed
        if one["family"] in FAMILIES and one["file"].endswith((".png", ".svg"))
    ]  # fmt: skip


@needs_shared
@pytest.mark.parametrize(("file", "expected"), verdicts())
def test_verdicts_on_samples(file: str, expected: str) -> None:
    data = shared("samples/badges").joinpath(file).read_bytes()
    try:
        baked = extract(data)
    except ep.EportfolioError:
        baked = None
    if expected == "invalid" and file.startswith("ob3-1edtech/"):
        assert baked is not None  # what is invalid there is the credential
        return
    assert (baked is None) is (expected == "invalid")
    if baked is None:
        return
    assert bool(baked.findings) is (expected == "nonconformant" or file.endswith("bad-json.svg"))
    standard = {"valid-extract": "openbadges-3", "valid-extract-clr2": "clr-2", "valid-extract-ob1": "openbadges-2",
                "valid-extract-ob2": "openbadges-2"}.get(expected, baked.form.id)  # fmt: skip
    assert baked.form.id == standard
    again = bake(data, baked.content, standard, replace=True)
    assert taken(again) == (baked.content if baked.media_type == "application/json" else baked.content.strip())


@needs_shared
def test_there_are_samples() -> None:
    assert len(verdicts()) >= 20
