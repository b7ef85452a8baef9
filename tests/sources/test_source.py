"""Opening inputs: kinds, sizes, and what cannot be opened."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source, open_source


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    ("text", "kind"), [(" \n<a/>", "xml"), ('{"a": 1}', "json"), ("[1]  ", "json"), ("Name", "text")]
)
def test_the_kind_is_told_from_the_first_characters(text: str, kind: str, encoding: str) -> None:
    assert Source(text.encode(encoding)).kind == kind


@pytest.mark.parametrize(("data", "kind"), [(b"%PDF-1.7", "pdf"), (b"junk\n%PDF-1.4", "pdf"), (b"PK\x03\x04", "zip")])
def test_containers(data: bytes, kind: str) -> None:
    assert Source(data).kind == kind


def test_every_kind_of_input_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cv.xml"
    path.write_bytes(b"<a/>")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"<a/>")))
    inputs: list[Any] = [path, str(path), b"<a/>", io.BytesIO(b"<a/>"), "-"]
    with path.open("rb") as stream:
        opened = [*map(open_source, inputs), open_source(stream)]
    assert {source.data for source in opened} == {b"<a/>"}
    assert [source.name for source in opened] == [str(path), str(path), "-", "-", "-", str(path)]
    assert open_source(opened[0]) is opened[0]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", " \n".encode("utf-16")])
def test_what_is_empty(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        open_source(data)
    assert caught.value.finding.name == "empty-file"


@pytest.mark.parametrize("make", [lambda path: path / "missing", lambda path: path])
def test_what_cannot_be_opened(tmp_path: Path, make: Any) -> None:
    with pytest.raises(UnreadableError) as caught:
        open_source(make(tmp_path))
    assert caught.value.finding.name == "file-not-readable"


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(UnreadableError) as caught:
        open_source("a\0b")
    assert caught.value.finding.name == "file-not-readable"


def test_no_more_is_read_than_the_limit_allows() -> None:
    stream = io.BytesIO(b"x" * 1000)
    with pytest.raises(UnsafeError, match="limit file_bytes"):
        open_source(stream, limits=Limits(file_bytes=10))
    assert stream.tell() == 11
    assert open_source(b"x" * 10, limits=Limits(file_bytes=10)).data == b"x" * 10
