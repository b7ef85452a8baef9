"""Files are written whole or not at all, and never over others unasked."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eportfolio.report.errors import ExitCode, UsageError
from eportfolio.sources.output import write_atomically


def test_a_new_file_is_written_with_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new.json", b"{}")
    finally:
        os.umask(before)
    assert (tmp_path / "new.json").read_bytes() == b"{}"
    assert (tmp_path / "new.json").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["new.json"]


def test_an_existing_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "cv.json"
    target.write_bytes(b"old")
    with pytest.raises(UsageError) as caught:
        write_atomically(str(target), b"new")
    assert caught.value.finding.name == "target-exists"
    assert caught.value.exit_code is ExitCode.USAGE
    assert target.read_bytes() == b"old"


def test_an_existing_file_is_replaced_by_force_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "cv.json"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_atomically(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["cv.json"]


@pytest.mark.parametrize("linkable", [True, False])
def test_a_file_that_appears_in_the_meantime_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linkable: bool
) -> None:
    target = tmp_path / "cv.json"
    link = os.link

    def late(source: Any, destination: Any) -> None:
        target.write_bytes(b"theirs")
        if not linkable:
            raise OSError(errno.EPERM, "no links here")
        link(source, destination)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(UsageError) as caught:
        write_atomically(target, b"ours")
    assert caught.value.finding.name == "target-exists"
    assert target.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["cv.json"]


def test_without_hard_links_a_new_file_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_atomically(tmp_path / "cv.json", b"ours")
    assert (tmp_path / "cv.json").read_bytes() == b"ours"


@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("force", [True, False])
def test_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException, force: bool
) -> None:
    target = tmp_path / "cv.json"
    if force:
        target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise trouble

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((UsageError, KeyboardInterrupt)):
        write_atomically(target, b"new", force=force)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == ([("cv.json", b"old")] if force else [])


@pytest.mark.parametrize("name", ["missing/cv.json", "x" * 300, "nul\0byte.json", "."])
def test_what_cannot_be_written_is_said_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_atomically(str(tmp_path / name), b"")
    assert caught.value.finding.name == "usage"
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_atomically(tmp_path / "link.json", b"new", force=True)
    assert (tmp_path / "real.json").read_bytes() == b"new"
    assert (tmp_path / "link.json").is_symlink()


def test_a_device_takes_bytes_without_force() -> None:
    write_atomically(os.devnull, b"gone")
    assert not Path(os.devnull).is_file()


def test_a_dash_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr("sys.stdout", SimpleNamespace(buffer=buffer))
    write_atomically("-", b"\xc3\xa9\n")
    assert buffer.getvalue() == b"\xc3\xa9\n"
