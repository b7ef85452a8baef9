"""The example files are what they are said to be: read, valid, and whole after a round trip."""

from __future__ import annotations

from pathlib import Path

import pytest

import eportfolio as ep
from tests.support import EXAMPLES, leaf_values

FILES = sorted(
    path
    for path in EXAMPLES.glob("*/*")
    if path.parent.name not in ("scripts", "issuer", "exchange") and path.suffix in (".xml", ".json", ".jsonld", ".ttl")
)
FORMATS = {form.id: form for form in ep.formats()}


def test_there_is_an_example_of_every_format() -> None:
    assert {path.parent.name for path in FILES} == set(FORMATS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_an_example_is_recognised_and_valid(path: Path) -> None:
    report = ep.validate(path)
    assert report.source.format == path.parent.name
    assert [finding for finding in report if finding.severity is ep.Severity.ERROR] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_an_example_loses_nothing_in_its_own_format(path: Path) -> None:
    form = FORMATS[path.parent.name]
    if not form.writable:
        pytest.skip(f"{form.id} is read only")
    conversion = ep.convert(path, target_format=form.id)
    assert conversion.report.fidelity.lost == 0
    if path.suffix != ".ttl":
        assert leaf_values(conversion.data) == leaf_values(path.read_bytes())


@pytest.mark.parametrize("name", ["europass-json/cv.json", "eportfolio/cv.portfolio.json", "turtle/cv.ttl"])
def test_the_exact_formats_say_the_same_as_their_source(name: str) -> None:
    source = ep.read(EXAMPLES / "europass-xml" / "cv.xml").portfolio
    assert list(ep.diff(source, ep.read(EXAMPLES / name).portfolio)) == []
