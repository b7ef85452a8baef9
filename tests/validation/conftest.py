"""What the tests of meaning share: a small portfolio, and vocabularies of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eportfolio.model.canonical import from_data
from eportfolio.report.findings import Finding
from eportfolio.validation.semantics import findings
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.library import Vocabularies

TODAY = date(2026, 3, 15)

CRAFTS = "https://example.org/crafts"
"""A scheme that a user brings; it has codes, and its URIs begin as its own does."""

SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"

Found = Callable[..., list[tuple[str, str]]]


def _crafts(builder: IndexBuilder) -> None:
    builder.concept(f"{CRAFTS}/1", "skill", notation="1")
    builder.label(f"{CRAFTS}/1", "preferred", "en", "carving spoons")
    builder.label(f"{CRAFTS}/1", "alternative", "en", "spoon carving")
    builder.label(f"{CRAFTS}/1", "preferred", "nl", "lepels snijden")
    builder.concept(f"{CRAFTS}/2", "skill", notation="2", status="obsolete", replaced_by=f"{CRAFTS}/1")
    builder.label(f"{CRAFTS}/2", "preferred", "en", "whittling")
    builder.concept("https://example.org/elsewhere/3", "skill", notation="3", status="active")
    builder.label("https://example.org/elsewhere/3", "preferred", "en", "turning bowls")
    builder.relation(f"{CRAFTS}/1", "exact_match", "https://example.org/twin/1")
    builder.relation(f"{CRAFTS}/1", "close_match", "https://example.org/cousin/1")
    for number in (4, 5):
        builder.concept(f"{CRAFTS}/{number}", "skill", notation="twice")
        builder.label(f"{CRAFTS}/{number}", "preferred", "en", f"weaving {number}")


def _old_crafts(builder: IndexBuilder) -> None:
    builder.concept(f"{CRAFTS}/1", "skill", notation="1")
    builder.label(f"{CRAFTS}/1", "preferred", "en", "making of spoons")
    builder.concept(f"{CRAFTS}/9", "skill", notation="9")
    builder.label(f"{CRAFTS}/9", "preferred", "en", "thatching")


def _esco(builder: IndexBuilder) -> None:
    for uri, kind, label in (
        (f"{SKILL}s1", "skill", "bake bread"),
        (f"{SKILL}k1", "knowledge", "grain"),
        (f"{OCCUPATION}o1", "occupation", "baker"),
    ):
        builder.concept(uri, kind)
        builder.label(uri, "preferred", "en", label)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Vocabularies:
    """What ships with the package, and nothing else."""
    return Vocabularies(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Vocabularies:
    """What ships, a small ESCO, and two versions of a scheme of crafts."""
    there = Vocabularies(tmp_path_factory.mktemp("installed"))
    there.install(SchemeDescription("crafts", "2", CRAFTS, "Crafts"), _crafts)
    there.install(SchemeDescription("crafts", "1", CRAFTS, "Crafts"), _old_crafts)
    there.install(SchemeDescription("esco", "1.2.0", "http://data.europa.eu/esco", "ESCO"), _esco)
    return there


@pytest.fixture
def say(library: Vocabularies) -> Iterator[Callable[..., list[Finding]]]:
    """The findings on a portfolio that is given by its fields."""

    def call(vocabularies: Vocabularies = library, today: date = TODAY, **portfolio: Any) -> list[Finding]:
        return list(findings(from_data(portfolio), today=today, vocabularies=vocabularies))

    return call


@pytest.fixture
def found(say: Callable[..., list[Finding]]) -> Found:
    """Name and pointer of the findings on a portfolio that is given by its fields."""
    return lambda *given, **portfolio: [(item.name, item.pointer) for item in say(*given, **portfolio)]


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    """A folder for vocabularies without any."""
    return tmp_path / "none"
