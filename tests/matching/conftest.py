"""A small fictional vocabulary of skills and occupations, and portfolios that show some of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from eportfolio.matching import Occupations
from eportfolio.model import Portfolio
from eportfolio.vocabulary.index.store import ConceptScheme
from tests.vocabulary.workshop import Said, make, uri

SKILLS = ("joinery", "carpentry", "sawing", "gluing", "sanding", "welding", "brazing", "metalwork", "teaching", "sales")
OCCUPATIONS = {
    "joiner": ("joinery", "sawing", "gluing", "sanding"),
    "welder": ("welding", "brazing", "metalwork"),
    "teacher": ("teaching", "joinery"),
    "seller": ("sales", "teaching", "gluing"),
}


@pytest.fixture(scope="session")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConceptScheme]:
    """Skills, of which joinery and sawing are narrower than carpentry, and welding and brazing than metalwork."""
    labels = [Said(name, name) for name in SKILLS]
    labels += [Said(name, name, type="occupation") for name in OCCUPATIONS]
    relations = [("joinery", "broader", "carpentry"), ("sawing", "broader", "carpentry"),
                 ("welding", "broader", "metalwork"), ("brazing", "broader", "metalwork")]  # fmt: skip
    relations += [(job, "essential_skill", skill) for job, skills in OCCUPATIONS.items() for skill in skills]
    relations += [("joiner", "optional_skill", "sales")]
    with make(tmp_path_factory.mktemp("matching"), labels, relations=relations) as opened:
        yield opened


@pytest.fixture(scope="session")
def occupations(scheme: ConceptScheme) -> Occupations:
    return Occupations(scheme)


def person(*skills: str, **fields: Any) -> Portfolio:
    """A portfolio that claims some skills."""
    competences = [
        {"id": f"urn:x:{name}", "label": name, "concepts": [{"uri": uri(name)}]} for name in skills
    ]  # fmt: skip
    return Portfolio.model_validate({"competences": competences, **fields})
