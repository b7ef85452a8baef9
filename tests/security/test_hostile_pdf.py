"""PDF files made to hurt their reader: they cost bounded time and memory, and a clear message comes out."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, String

from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.sources.limits import Limits
from eportfolio.sources.pdf import extract_xml_attachments

from .measuring import reading

MEGABYTE = 1024 * 1024
CANDIDATE = b'<Candidate xmlns="http://www.europass.eu/1.0"/>'


def blank() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def attach(pdf: pikepdf.Pdf, *contents: Any) -> pikepdf.Pdf:
    pairs: list[Any] = []
    for number, content in enumerate(contents):
        body = pdf.make_stream(content) if isinstance(content, bytes) else content
        pairs += [String(f"{number:06}"), Dictionary(F=String(f"{number}.xml"), EF=Dictionary(F=body))]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(pairs)))
    return pdf


def deflated(head: bytes, megabytes: int) -> bytes:
    """A Flate stream of a few kilobytes for each megabyte that it inflates to."""
    deflater = zlib.compressobj(1)
    zeros = b" " * MEGABYTE
    return b"".join([deflater.compress(head), *(deflater.compress(zeros) for _ in range(megabytes)), deflater.flush()])


def bomb(megabytes: int, head: bytes = CANDIDATE) -> bytes:
    pdf = blank()
    stream = pdf.make_stream(b"")
    stream.write(deflated(head, megabytes), filter=Name.FlateDecode)
    return saved(attach(pdf, stream))


def test_an_attachment_that_inflates_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnsafeError) as caught:
        extract_xml_attachments(bomb(33))
    assert caught.value.finding.name == "limit-exceeded"
    assert "inflated_bytes" in caught.value.finding.message


def test_the_limit_can_be_raised() -> None:
    (attachment,) = extract_xml_attachments(bomb(33), Limits(inflated_bytes=34 * MEGABYTE))
    assert len(attachment.data) == 33 * MEGABYTE + len(CANDIDATE)


def test_a_large_attachment_of_another_kind_is_not_inflated_and_hinders_nothing() -> None:
    pdf = blank()
    video = pdf.make_stream(b"")
    video.write(deflated(b"\x00video", 40), filter=Name.FlateDecode)
    assert [one.name for one in extract_xml_attachments(saved(attach(pdf, video, CANDIDATE)))] == ["1.xml"]


def object_stream_bomb(megabytes: int) -> bytes:
    """The object stream that holds the catalogue is followed by white space without end."""
    data = saved(attach(blank(), CANDIDATE), object_stream_mode=ObjectStreamMode.generate)
    return _swap_stream(data, b"/ObjStm", lambda plain: deflated(plain, megabytes))


def cross_reference_bomb(megabytes: int) -> bytes:
    """The cross-reference stream itself is the bomb."""
    data = saved(attach(blank(), CANDIDATE), object_stream_mode=ObjectStreamMode.generate)
    return _swap_stream(data, b"/XRef", lambda plain: deflated(plain, megabytes))


def _swap_stream(data: bytes, kind: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Put another content into the stream of a kind, at the end of the file where offsets do not matter."""
    match = re.search(rb"\d+ 0 obj\s*<<[^\0]*?/Type\s*" + re.escape(kind) + rb"[^\0]*?stream\r?\n", data)
    assert match is not None
    plain = zlib.decompressobj().decompress(data[match.end() :])
    swapped = change(plain)
    header = re.sub(rb"/Length \d+", b"/Length %d" % len(swapped), match[0])
    header = re.sub(rb"/DecodeParms\s*<<.*?>>", b"", header)
    tail = data.index(b"endstream", match.end())
    return data[: match.start()] + header + swapped + b"\n" + data[tail:]


@pytest.mark.parametrize("build", [object_stream_bomb, cross_reference_bomb])
def test_bombs_in_the_structure_of_the_file_are_refused_before_they_are_inflated(
    build: Callable[[int], bytes],
) -> None:
    data = build(300)
    assert len(data) < 2 * MEGABYTE
    with pytest.raises(UnsafeError, match="inflate to more than"):
        extract_xml_attachments(data)


def encrypted_bomb(megabytes: int) -> bytes:
    """Encryption hides the bomb from a look at the bytes; the library has to stop by itself."""
    pdf = blank()
    stream = pdf.make_stream(b"")
    stream.write(deflated(CANDIDATE, megabytes), filter=Name.FlateDecode)
    return saved(attach(pdf, stream), encryption=Encryption(user="", owner="o"))


@pytest.mark.parametrize("build", [bomb, object_stream_bomb, cross_reference_bomb, encrypted_bomb])
def test_memory_stays_bounded(build: Callable[[int], bytes], tmp_path: Path) -> None:
    name, megabytes = reading(build(500), tmp_path)
    assert name == "limit-exceeded"
    assert megabytes < 200


def test_what_the_first_look_misses_the_library_stops_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eportfolio.sources.pdf._check_streams", lambda *_: None)
    with pytest.raises(UnreadableError):
        extract_xml_attachments(object_stream_bomb(300))


def test_too_many_attachments() -> None:
    pdf = blank()
    attach(pdf, *(CANDIDATE + b" " * number for number in range(65)))
    with pytest.raises(UnsafeError, match="limit attachments"):
        extract_xml_attachments(saved(pdf))


def test_too_many_streams() -> None:
    with pytest.raises(UnsafeError, match="limit nodes"):
        extract_xml_attachments(b"%PDF-1.7\n" + b"stream\n" * 1001, Limits(nodes=1000))


def test_a_name_tree_that_is_its_own_child_ends() -> None:
    pdf = attach(blank(), CANDIDATE)
    tree = pdf.make_indirect(Dictionary(Names=pdf.Root.Names.EmbeddedFiles.Names))
    tree.Kids = Array([tree, tree])
    pdf.Root.Names.EmbeddedFiles = tree
    assert len(extract_xml_attachments(saved(pdf))) == 1


def test_a_page_tree_that_is_its_own_child_ends() -> None:
    data = saved(attach(blank(), CANDIDATE), object_stream_mode=ObjectStreamMode.disable)
    number = re.search(rb"/Pages (\d+) 0 R", data)
    assert number is not None
    looped = re.sub(rb"/Kids \[ \d+ 0 R \]", b"/Kids [ %s 0 R ]" % number[1], data)
    assert looped != data
    with pytest.raises(UnreadableError, match=r"is broken: \(object .*Loop"):
        extract_xml_attachments(looped)


def test_a_tree_of_very_many_nodes_is_refused() -> None:
    pdf = blank()
    leaf = Dictionary(Names=Array([]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Kids=Array([leaf] * 2000)))
    with pytest.raises(UnsafeError, match="limit nodes"):
        extract_xml_attachments(saved(pdf), Limits(nodes=1000))


def test_a_deep_tree_does_not_exhaust_the_stack() -> None:
    pdf = attach(blank(), CANDIDATE)
    tree = pdf.make_indirect(Dictionary(Names=pdf.Root.Names.EmbeddedFiles.Names))
    for _ in range(20_000):
        tree = pdf.make_indirect(Dictionary(Kids=Array([tree])))
    pdf.Root.Names.EmbeddedFiles = tree
    assert len(extract_xml_attachments(saved(pdf))) == 1


def test_deeply_nested_arrays() -> None:
    data = saved(blank(), object_stream_mode=ObjectStreamMode.disable)
    nested = data.replace(b"/Type /Catalog", b"/Type /Catalog /AF " + b"[" * 100_000 + b"]" * 100_000)
    assert nested != data
    with pytest.raises(UnreadableError):
        extract_xml_attachments(nested)


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_never_ends_in_anything_but_a_finding(seed: int) -> None:
    import random

    chance = random.Random(seed)
    data = bytearray(saved(attach(blank(), CANDIDATE), object_stream_mode=chance.choice(
        [ObjectStreamMode.disable, ObjectStreamMode.generate])))  # fmt: skip
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with suppress(UnreadableError):
        assert extract_xml_attachments(bytes(data))
