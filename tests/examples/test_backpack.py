"""The example pictures carry their badges, and the backpack holds both."""

from __future__ import annotations

import json
import runpy
import zlib
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from tests.support import EXAMPLES

BACKPACK = EXAMPLES / "backpack"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """The program that made the examples."""
    return runpy.run_path(str(EXAMPLES / "scripts" / "bake_a_badge.py"))


def test_the_program_makes_the_examples(script, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script["main"](str(tmp_path))
    assert capsys.readouterr().out == "backpack.zip: Wheel building, First aid in the workshop\n"
    for name in ("wheel-building.png", "first-aid.svg"):
        made, kept = ep.extract(tmp_path / name), ep.extract(BACKPACK / name)
        assert made is not None
        assert made == kept
    assert (tmp_path / "first-aid.svg").read_bytes() == (BACKPACK / "first-aid.svg").read_bytes()


def test_pictures_carry_what_was_baked(script) -> None:
    for name, badge in (("wheel-building.png", "BADGE"), ("first-aid.svg", "ASSERTION")):
        baked = ep.extract(BACKPACK / name)
        assert baked is not None
        assert json.loads(baked.content) == script[badge]
        assert baked.findings == ()


def test_dots_of_the_picture_are_as_drawn(script) -> None:
    def dots(image: bytes) -> bytes:
        start = image.index(b"IDAT")
        return zlib.decompress(image[start + 4 : start + 4 + int.from_bytes(image[start - 4 : start], "big")])

    assert dots((BACKPACK / "wheel-building.png").read_bytes()) == dots(script["wheel"]())


@pytest.mark.parametrize("name", ["wheel-building.png", "first-aid.svg", "backpack.zip"])
def test_each_is_valid_and_read_without_loss(name: str) -> None:
    assert [item for item in ep.validate(BACKPACK / name) if item.severity is ep.Severity.ERROR] == []
    portfolio, report = ep.read(BACKPACK / name)
    assert report.source.format == "openbadges"
    assert report.fidelity is not None
    assert report.fidelity.lost == 0
    assert len(portfolio.qualifications) == (2 if name.endswith("zip") else 1)
    assert all(credential.displays for credential in portfolio.credentials)
