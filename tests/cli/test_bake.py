"""``bake`` and ``extract``: what they write, what they say, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from eportfolio.report.errors import ExitCode
from tests.sources.pictures import ADDRESS, BADGE, SVG, png, text_chunk


@pytest.fixture
def files(folder: Path) -> Path:
    """A picture of each kind, and a credential."""
    (folder / "badge.png").write_bytes(png())
    (folder / "badge.svg").write_bytes(SVG)
    (folder / "credential.json").write_bytes(BADGE)
    return folder


@pytest.mark.parametrize("picture", ["badge.png", "badge.svg"])
def test_baked_and_taken_out_again(run, files, picture) -> None:
    assert run("bake", "credential.json", picture, "-o", "baked") == run("bake", "--help").__class__(0, "", "")
    assert run("extract", "baked", "-o", "again.json").code == ExitCode.FINE
    assert (files / "again.json").read_bytes() == BADGE


def test_extract_writes_to_standard_output(run, files) -> None:
    run("bake", "credential.json", "badge.png", "-o", "baked.png")
    result = run("extract", "baked.png")
    assert (result.code, result.out.encode(), result.err) == (ExitCode.FINE, BADGE, "")


def test_nothing_is_overwritten_unasked(run, files) -> None:
    result = run("bake", "credential.json", "badge.png", "-o", "badge.svg")
    assert result.code == ExitCode.USAGE
    assert "badge.svg exists already" in result.err
    assert (files / "badge.svg").read_bytes() == SVG
    assert run("bake", "credential.json", "badge.png", "-o", "badge.svg", "--force").code == ExitCode.FINE


def test_a_credential_is_replaced_on_request(run, files) -> None:
    run("bake", "credential.json", "badge.png", "-o", "baked.png")
    result = run("bake", "credential.json", "baked.png", "-o", "twice.png")
    assert result.code == ExitCode.FINDINGS
    assert "holds a credential already" in result.err
    assert not (files / "twice.png").exists()
    assert run("bake", "credential.json", "baked.png", "-o", "twice.png", "--replace").code == ExitCode.FINE


def test_the_standard_can_be_named(run, files) -> None:
    (files / "other.json").write_bytes(b'{"name": "x"}')
    result = run("bake", "other.json", "badge.png", "-o", "baked.png")
    assert result.code == ExitCode.USAGE
    assert "openbadges-3, clr-2, openbadges-2" in result.err
    assert run("bake", "other.json", "badge.png", "-o", "baked.png", "--as", "clr-2").code == ExitCode.FINE


def test_a_picture_without_badge(run, files) -> None:
    result = run("extract", "badge.png", "-o", "none.json")
    assert result.code == ExitCode.UNREADABLE
    assert "badge.png holds no badge" in result.err
    assert not (files / "none.json").exists()


def test_what_is_wrong_is_told_beside_what_is_taken_out(run, files) -> None:
    (files / "two.png").write_bytes(png(text_chunk(b"openbadges", ADDRESS), text_chunk(b"openbadges", b"{}")))
    result = run("extract", "two.png")
    assert (result.code, result.out) == (ExitCode.FINE, ADDRESS.decode())
    assert "another credential" in result.err


def test_no_picture(run, files) -> None:
    assert run("extract", "credential.json").code == ExitCode.UNREADABLE
    assert run("bake", "credential.json", "absent.png", "-o", "x").code == ExitCode.UNREADABLE
