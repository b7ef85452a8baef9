"""The codes of the SkillsPassport, and what they mean in the model."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from eportfolio.exchange.crosswalk import Map
from eportfolio.sources.tree import Leaf
from eportfolio.vocabulary.countries import EU_SPELLINGS

COUNTRY = Map(EU_SPELLINGS)
"""Europass writes UK and EL; everything else is ISO 3166-1."""

GENDER = Map({"M": "male", "F": "female"}, strict=True)

ACHIEVEMENT = Map(
    {
        "honors_awards": "award",
        "presentations": "presentation",
        "publications": "publication",
        "projects": "project",
        "citations": "citation",
        "memberships": "membership",
        "conferences": "conference",
        "seminars": "seminar",
        "workshops": "workshop",
        "references": "reference",
        "signature_equivalent": "signature_equivalent",
        "courses": "course",
        "certifications": "certification",
    }
)
"""Kinds of achievement; codes outside the list pass unchanged and are refused by the schema when written."""

PICTURE_TYPES = frozenset({"image/jpeg", "image/pjpeg", "image/png", "image/x-png"})
ATTACHMENT_TYPES = PICTURE_TYPES | {"application/pdf"}

WORK_KINDS = frozenset(
    {"self_employment", "internship", "volunteering", "military", "care", "mobility", "apprenticeship"}
)
"""Kinds of experience that a work experience can show, though it cannot tell them apart."""

STUDY_KINDS = frozenset({"training", "course"})

DIGITAL_AREAS = {
    "Information": "1",
    "Communication": "2",
    "ContentCreation": "3",
    "Safety": "4",
    "ProblemSolving": "5",
}
"""The elements of the digital self-assessment and the DigComp areas that they are about."""

CEFR_ACTIVITIES = {
    "Listening": "listening",
    "Reading": "reading",
    "SpokenInteraction": "spoken_interaction",
    "SpokenProduction": "spoken_production",
    "Writing": "writing",
}

UNKNOWN_LOCALE = "xx"
"""Written when the language of the texts is unknown: the schema demands a locale, and nothing may be invented."""


class Locale:
    """``@locale``: two letters, and for Serbian the script."""

    _SCRIPTS: ClassVar = {"lat": "Latn", "cyr": "Cyrl"}

    def read(self, raw: Leaf) -> str:
        """The language tag (BCP 47)."""
        language, _, script = str(raw).strip().replace("_", "-").partition("-")
        if not re.fullmatch(r"[A-Za-z]{2,3}", language):
            raise ValueError("it is no language tag")
        if language.lower() == UNKNOWN_LOCALE:
            raise ValueError("it stands for an unknown language")
        if not script:
            return language.lower()
        return f"{language.lower()}-{self._SCRIPTS.get(script.lower(), script.upper())}"

    def write(self, value: Any) -> Leaf:
        """The locale; regions and other subtags have no place in it."""
        language, _, rest = str(value).partition("-")
        if not re.fullmatch(r"[A-Za-z]{2}", language):
            raise ValueError("a locale is a code of two letters")
        scripts = {script: code for code, script in self._SCRIPTS.items()}
        return f"{language}-{scripts[rest]}" if rest in scripts else language


LOCALE = Locale()
