"""Hostile pictures and archives: refused with a clear verdict, in bounded time and memory."""

from __future__ import annotations

import time
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import eportfolio as ep
from eportfolio.sources.baking import bake, extract
from eportfolio.sources.baking.svg import _Picture, _place
from eportfolio.sources.containers import open_container
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from tests.sources.pictures import BADGE, END, HEADER, PIXELS, SIGNATURE, SVG, chunk, png, svg, text_chunk
from tests.sources.test_archives import packed

SMALL = Limits(inflated_bytes=100_000, nodes=1000)


def damaged() -> dict[str, bytes]:
    """Pictures that are cut off or changed on the way."""
    whole = png(text_chunk(b"openbadgecredential", BADGE))
    flipped = bytearray(whole)
    flipped[whole.index(b"Soudeur")] ^= 1
    dots = bytearray(whole)
    dots[-20] ^= 1
    return {
        "credential changed": bytes(flipped),
        "dots changed": bytes(dots),
        "cut off in a chunk": whole[:200],
        "cut off in a length": whole[:-10],
        "no end": whole[: -len(END)],
        "signature only": SIGNATURE,
        "length beyond the file": SIGNATURE + HEADER + b"\xff\xff\xff\xffiTXt" + END,
        "no header": SIGNATURE + PIXELS + END,
        "two headers": SIGNATURE + HEADER + HEADER + PIXELS + END,
        "no content": png(chunk(b"iTXt", b"openbadgecredential\0")),
        "no end of keyword": png(chunk(b"iTXt", b"openbadgecredential")),
        "unknown compression": png(text_chunk(b"openbadges", b"x", flags=b"\1\1")),
        "compressed and damaged": png(text_chunk(b"openbadges", b"x", flags=b"\1\0")),
        "compressed and cut off": png(text_chunk(b"openbadges", zlib.compress(BADGE)[:-8], flags=b"\1\0")),
        "SVG cut off": SVG[:120],
        "SVG of two encodings": SVG.replace(b"UTF-8", b"UTF-16"),
        "no picture": b"GIF89a",
    }


@pytest.mark.parametrize("name", damaged())
def test_damaged_pictures_are_refused(name: str) -> None:
    data = damaged()[name]
    with pytest.raises(ep.UnreadableError):
        extract(data)
    with pytest.raises(ep.UnreadableError):
        bake(data, BADGE, replace=True)


def test_xml_that_is_no_picture_is_of_no_known_format() -> None:
    with pytest.raises(ep.UnknownFormatError, match="no SVG"):
        extract(b"<html><body/></html>")
    with pytest.raises(ep.UnknownFormatError, match="no SVG"):
        bake(b"<html><body/></html>", BADGE)


ATTACKS = {
    "entities": SVG.replace(b"<!--", b'<!DOCTYPE svg [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><!--'),
    "external entity": SVG.replace(b"<!--", b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><!--'),
    "external DTD and entities": SVG.replace(b"<!--", b'<!DOCTYPE svg SYSTEM "d" [<!ENTITY a "b">]><!--'),
    "DOCTYPE in UTF-16": SVG.decode().replace("UTF-8", "UTF-16").replace("<!--", "<!DOCTYPE svg SYSTEM 'x'><!--")
    .encode("utf-16"),
    "depth": svg(b"<g>" * 300 + b"</g>" * 300),
    "too many elements": svg(b"<g/>" * 2000),
    "too many chunks": png(*[chunk(b"tEXt", b"a\0b")] * 2000),
    "bomb": png(text_chunk(b"openbadges", zlib.compress(b" " * 200_000), flags=b"\1\0")),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused(name: str) -> None:
    with pytest.raises(ep.UnsafeError):
        extract(ATTACKS[name], SMALL)


def test_an_entity_that_an_external_definition_would_have_is_refused() -> None:
    data = SVG.replace(b"<!--", b'<!DOCTYPE svg SYSTEM "http://a.example/d"><!--').replace(b"Badge", b"&logo;")
    with pytest.raises(ep.UnreadableError):
        extract(data)


def test_places_are_not_looked_for_in_a_document_with_definitions() -> None:
    """The hardened look refuses it before; this holds by itself, should the two ever see different documents."""
    data = b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    with pytest.raises(ep.UnsafeError):
        _place(data, _Picture(data, "utf-8", 0))


def test_a_bomb_costs_no_memory_beyond_its_bound() -> None:
    bomb = png(text_chunk(b"openbadgecredential", zlib.compress(b" " * 60_000_000, 9), flags=b"\1\0"))
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        begun = time.perf_counter()
        with pytest.raises(ep.UnsafeError, match="inflates to more than 1000000 bytes"):
            extract(bomb, Limits(inflated_bytes=1_000_000))
        assert time.perf_counter() - begun < 2
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_compressed_chunks_of_other_texts_are_not_inflated() -> None:
    bomb = zlib.compress(b" " * 60_000_000, 9)
    image = png(chunk(b"zTXt", b"Comment\0\0" + bomb), chunk(b"iCCP", b"profile\0\0" + bomb),
                text_chunk(b"openbadgecredential", BADGE))  # fmt: skip
    tracemalloc.start()
    try:
        baked = extract(image)
        assert baked is not None
        assert baked.content == BADGE
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_markup_in_a_credential_does_not_get_out_of_its_place() -> None:
    content = b'{"type": ["VerifiableCredential"], "name": "]]></openbadges:credential><script>1</script><![CDATA["}'
    baked = extract(bake(SVG, content))
    assert baked is not None
    assert (baked.content, baked.findings) == (content, ())


def test_keywords_with_control_characters_do_not_reach_the_terminal() -> None:
    with pytest.raises(ep.UnreadableError) as caught:
        ep.read(png(text_chunk(b"\x1b[31mred", b"x")))
    assert "\x1b" not in str(caught.value)


CARRIERS = {
    "PNG": bake(png(text_chunk(b"Title", b"x")), BADGE),
    "SVG": bake(SVG, BADGE),
    "ZIP": packed({"a.png": bake(png(), BADGE), "b.json": BADGE}),
}


@pytest.mark.parametrize("kind", CARRIERS)
@given(data=st.data())
@settings(max_examples=300)
def test_no_damage_breaks_a_reader(kind: str, data: st.DataObject) -> None:
    """Whatever happens to the bytes: a credential, none, or an error for people."""
    carrier = bytearray(CARRIERS[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(carrier) - 1))
        new = data.draw(
            st.sampled_from([b"", b"\0", b"\xff", b"<", b'"', b"]]>", b"PK\1\2", carrier[place : place + 9] * 2])
        )
        carrier[place : place + data.draw(st.integers(0, 8))] = new
    source = Source(bytes(carrier), limits=SMALL)
    try:
        found = open_container(source).kind
    except ep.EportfolioError as error:
        found = error.finding.message
    assert found
