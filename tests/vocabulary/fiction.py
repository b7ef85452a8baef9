"""A small fictional vocabulary of skills and occupations, and a folder to install it in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.index.builder import Built, IndexBuilder
from eportfolio.vocabulary.library import Vocabularies

BASE: Final = "http://data.example.org/skills/"
JUGGLE, KNOTS, LANTERN, TEACHER, SAILOR = (BASE + name for name in ("juggle", "knots", "lantern", "teacher", "sailor"))

CONCEPTS: Final = {
    JUGGLE: ("skill", {"en": "juggle lanterns", "nl": "lantaarns jongleren"}, {"en": ["throw lanterns"]}),
    KNOTS: ("knowledge", {"en": "knots of sailors", "nl": "zeemansknopen"}, {"en": ["splicing"]}),
    LANTERN: ("skill", {"en": "repair lanterns", "nl": "lantaarns herstellen"}, {"en": ["splicing"]}),
    TEACHER: ("occupation", {"en": "circus teacher", "nl": "circusdocent"}, {"en": ["juggling teacher"]}),
    SAILOR: ("occupation", {"en": "sailor", "nl": "zeeman"}, {}),
}
"""Type, preferred labels and alternative labels by URI; "splicing" names two concepts."""


def fill(builder: IndexBuilder) -> None:
    """Put the concepts into an index."""
    for uri, (kind, preferred, alternative) in CONCEPTS.items():
        builder.concept(uri, kind)
        for language, text in preferred.items():
            builder.label(uri, "preferred", language, text)
        for language, texts in alternative.items():
            for text in texts:
                builder.label(uri, "alternative", language, text)
    builder.relation(TEACHER, "essential_skill", JUGGLE)
    builder.relation(SAILOR, "essential_skill", KNOTS)


def install(folder: Path, name: str = "esco", version: str = "0.1") -> tuple[Vocabularies, Built]:
    """Install the vocabulary below a folder."""
    vocabularies = Vocabularies(folder)
    return vocabularies, vocabularies.install(SchemeDescription(name, version, BASE, "Circus and sea"), fill)
