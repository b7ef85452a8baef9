"""Every sample into every format: figures add up, and no loss or invention goes undeclared."""

from __future__ import annotations

from pathlib import Path

import pytest

import eportfolio as ep
from eportfolio.exchange import registry
from eportfolio.report.errors import RefusedError
from eportfolio.testing.leaves import leaves_of
from tests.support import EXAMPLES, shared_files

SAMPLES = [
    path
    for path in (
        *sorted(EXAMPLES.glob("*/*.*")),
        *shared_files("samples/europass/candidate/*.xml"),
        *shared_files("samples/europass/legacy*/*.*"),
        *shared_files("samples/jsonresume/*.json"),
    )
    if path.suffix in (".xml", ".json", ".jsonld") and ".job." not in path.name
]
READ_ONLY = (b"learnerinfo", b"elmo-schemas")
WRITTEN = [path for path in SAMPLES if not any(mark in path.read_bytes()[:1000] for mark in READ_ONLY)]
"""The samples whose own format is written."""
TARGETS = [form.id for form in registry.formats() if form.writable]
CONTEXT = "@context"
INTERPRETED = ("elm", "elm-upload", "eportfolio", "turtle")
"""Formats that a context within has done its work for, once its names are those of the format."""


def leaf_count(path: Path, form: str) -> int:
    """The leaves of a file, counted without the library; those of a context within unless its format needs none."""
    leaves = leaves_of(path.read_bytes())
    return sum(form not in INTERPRETED or CONTEXT not in leaf.path[:-1] for leaf in leaves)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_leaf_is_told_of_and_no_loss_is_undeclared(path: Path, target: str) -> None:
    try:
        conversion = ep.convert(path, target_format=target)
    except RefusedError as refusal:
        if refusal.finding.name != "required-by-target":
            raise
        return
    figures = conversion.report.as_dict()["fidelity"]
    form = conversion.report.source.format
    assert figures["leaves"] == figures["data"] + figures["text"] + figures["residue"] + figures["lost"]
    assert figures["leaves"] == leaf_count(path, form)
    assert min(figures.values()) >= 0


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_its_own_format_loses_nothing(path: Path) -> None:
    report = ep.convert(path, target_format=ep.read(path).report.source.format).report
    assert report.fidelity is not None
    if ep.validate(path).ok:
        assert report.fidelity.lost == 0, report.findings
    else:  # what the schema forbids is not written, and said so
        named = [item for item in report if item.name in ("residue-not-allowed", "value-not-expressible")]
        assert report.fidelity.lost <= len(named)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_canonical_form_loses_nothing(path: Path) -> None:
    report = ep.convert(path, target_format="eportfolio").report
    assert report.fidelity is not None
    assert report.fidelity.lost == 0
    assert not report.named("lost")


def test_what_is_lost_is_counted_and_named() -> None:
    path = EXAMPLES / "europass-xml" / "cv.xml"
    report = ep.convert(path, target_format="jsonresume").report
    assert report.fidelity is not None
    assert report.fidelity.lost > 0
    assert report.fidelity.data > 0
    named = [item for item in report if item.name in ("lost", "residue-lost", "value-not-expressible")]
    in_source = [item for item in named if item.pointer.startswith("/SkillsPassport")]
    assert len(in_source) > len(named) / 2  # the others follow from the kind of an element, and stand in no leaf
    assert all(item.line for item in in_source)
