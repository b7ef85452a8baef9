"""All checks, each with the rule it holds, what it looks at, and the specification that it comes from."""

from __future__ import annotations

from typing import Final

from ...model import (
    Concept,
    GuidanceEvent,
    LanguageCertificate,
    LanguageLevels,
    Period,
    Portfolio,
    QualificationSpecification,
)
from . import concepts, dates, languages, levels, references
from .context import Check

_SKOS: Final = "SKOS Reference, section 4 (concepts and schemes)"
_LABELS: Final = "SKOS Reference, section 5 (lexical labels)"
_NOTATIONS: Final = "SKOS Reference, section 6 (notations)"
_EQF: Final = "Council Recommendation 2017/C 189/03, Annex III (referencing to the EQF)"
_CEFR: Final = "CEFR Companion Volume 2020, chapter 2"
_CODES: Final = "ISO 3166-1 and ISO 3166-3; ISO 639"
_BCP_47: Final = "BCP 47 (RFC 5646), section 2.2"
_EDTF: Final = "ISO 8601-2:2019, Annex A (EDTF level 1)"
_MODEL: Final = "https://w3id.org/eportfolio/v1"

CHECKS: Final = (
    Check("unknown-concept", (Concept,), _SKOS, concepts.unknown_concept),
    Check("obsolete-concept", (Concept,), _SKOS, concepts.obsolete_concept),
    Check("wrong-scheme", (Concept,), _SKOS, concepts.wrong_scheme),
    Check("label-not-of-concept", (Concept,), _LABELS, concepts.label_not_of_concept),
    Check("unknown-code", (Concept,), _NOTATIONS, concepts.unknown_code),
    Check("code-not-of-concept", (Concept,), _NOTATIONS, concepts.contradicting_code),
    Check("withdrawn-code", (Concept,), _CODES, concepts.withdrawn_code),
    Check("not-checked", (Concept,), _SKOS, concepts.not_checked),
    Check("unknown-code", (LanguageLevels, LanguageCertificate), _CEFR, levels.unknown_cefr_level),
    Check("levels-disagree", (QualificationSpecification,), _EQF, levels.levels_disagree),
    Check("unknown-code", (Portfolio, dict), _BCP_47, languages.unknown_language),
    Check("withdrawn-code", (Portfolio, dict), _BCP_47, languages.withdrawn_language),
    Check("period-reversed", (Period,), _EDTF, dates.period_reversed),
    Check("unlikely-date", (Period,), _EDTF, dates.ongoing_but_over),
    Check("unlikely-date", dates.CLASSES, _EDTF, dates.before_birth),
    Check("unlikely-date", dates.CLASSES, _EDTF, dates.void_before_it_began),
    Check("unlikely-date", dates.CLASSES, _EDTF, dates.in_the_future),
    Check("unlikely-date", (GuidanceEvent,), _EDTF, dates.due_before_the_meeting),
    Check("dangling-reference", tuple(references.REFERENCES), _MODEL, references.dangling_reference),
    Check("part-of-itself", references.COMPOSITES, _MODEL, references.part_of_itself),
)
"""In the order in which their findings on one value are told."""
