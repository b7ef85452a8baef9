"""Rules about specifications: what a qualification, an activity, an assessment or an entitlement is for everybody."""

from __future__ import annotations

import re
from typing import Any, Final

from eportfolio.exchange.crosswalk import BOOLEAN, Each, Group, Leaf, Leaves, ReadRun, Requires, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Condition, take_aside
from eportfolio.sources.tree import Grade, Node
from eportfolio.sources.tree import Leaf as LeafValue
from eportfolio.vocabulary.schemes import ESCO_OCCUPATION_PREFIX, ESCO_SKILL_PREFIX, NQF

from .agents import accreditations
from .concepts import (
    EQF_LEVEL,
    ESCO_OCCUPATIONS,
    ESCO_SKILLS,
    FIELD_OF_STUDY,
    LANGUAGE,
    CodedText,
    Known,
    OfScheme,
    a_concept,
    concept,
    concepts,
    within,
)
from .nodes import AsText, Copied, NodeType, Where, repeat_words
from .values import IDENTIFIER, credit_points, homepages, identifiers, links, note
from .words import EachWords, Prose, Words

SKILL_TYPES: Final = "http://data.europa.eu/snb/skill-type/25831c2"
SKILL_TYPE: Final = {f"http://data.europa.eu/snb/skill-type/{word}": word for word in ("knowledge", "skill")}
REUSE_LEVELS: Final = "http://data.europa.eu/snb/skill-reuse-level/25831c2"
REUSE_LEVEL: Final = {
    f"http://data.europa.eu/snb/skill-reuse-level/{word.replace('_', '-')}": word
    for word in ("transversal", "cross_sector", "sector_specific", "occupation_specific")
}
LEARNING_SETTINGS: Final = "http://data.europa.eu/snb/learning-setting/25831c2"
ENTITLEMENT_STATUSES: Final = "http://data.europa.eu/snb/entitlement-status/25831c2"
JURISDICTIONS: Final = "http://publications.europa.eu/resource/authority/atu"

QUALIFICATION: Final = "Qualification"
ACHIEVEMENT_SPECIFICATION: Final = "LearningAchievementSpecification"
_ONLY_QUALIFICATION: Final = (
    "eqfLevel", "nqfLevel", "isPartialQualification", "accreditation", "qualificationCode",
)  # fmt: skip
"""What only a qualification has: on another specification it would not even be looked at."""


class Duration:
    """``xsd:duration`` (ISO 8601)."""

    _FORM: Final = re.compile(r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?")

    def read(self, raw: LeafValue) -> str:
        """The duration as it is written; whatever it is, it is the source's."""
        return as_text(raw).strip()

    def write(self, value: Any) -> LeafValue:
        """A duration that the format takes."""
        if not self._FORM.fullmatch(str(value)):
            raise ValueError("it is no duration of ISO 8601")
        return str(value)


class TruthValue:
    """``xsd:boolean``, in JSON ``true`` and ``false``."""

    def read(self, raw: LeafValue) -> bool:
        """The truth value."""
        return bool(BOOLEAN.read(raw))

    def write(self, value: Any) -> LeafValue:
        """The truth value."""
        return bool(value)


class SpecificationType:
    """``Qualification`` for what has a level or an accreditation, else ``LearningAchievementSpecification``."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type."""
        NodeType(self._expected(node), QUALIFICATION, ACHIEVEMENT_SPECIFICATION).read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type that what was written demands."""
        target.need(("type",)).value = self._expected(target)

    def _expected(self, node: Node) -> str:
        special = any(node.first(name) is not None for name in _ONLY_QUALIFICATION)
        return QUALIFICATION if special else ACHIEVEMENT_SPECIFICATION


class TitleAbove:
    """The title of what something stands in, where it has none of its own and must have one."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a title that only repeats the one above."""
        own, above = node.first("title"), self._above(node)
        if own is not None and above is not None and same_words(own, above):
            for leaf in own.leaves():
                if leaf.taken is None:
                    take_aside(leaf, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Repeat the title."""
        above = self._above(target)
        if target.first("title") is None and above is not None:
            repeat_words(above, target, f"{model.pointer}/title", run)

    def _above(self, node: Node) -> Node | None:
        return node.parent.first("title") if node.parent is not None else None


def same_words(one: Node, other: Node) -> bool:
    """Whether two language maps say the same."""
    return {(leaf.name, leaf.value) for leaf in one.leaves()} == {(leaf.name, leaf.value) for leaf in other.leaves()}


class Labelled(Condition):
    """Concepts with a label: of others the format could say nothing."""

    def admits_model(self, model: Node) -> bool:
        """Concepts with the owner's words or the scheme's."""
        return model.first("label") is not None or model.first("official_label") is not None


def skills(field: str) -> tuple[Any, ...]:
    """Skills of an outcome: those of ESCO in the property that takes no others, and the rest."""
    return (
        concepts("relatedESCOSkill", field, None, ESCO_SKILLS, OfScheme(ESCO_SKILL_PREFIX)),
        concepts("relatedSkill", field),
    )


OUTCOME_CODES: Final[tuple[Any, ...]] = (
    CodedText("dcType", "skill_type", SKILL_TYPE, SKILL_TYPES),
    CodedText("reusabilityLevel", "reuse_level", REUSE_LEVEL, REUSE_LEVELS),
)

LEARNING_OUTCOME: Final[tuple[Any, ...]] = (
    NodeType("LearningOutcome"), Requires("title"), Words("title", "title"), note("additionalNote", "description"),
    *OUTCOME_CODES, *skills("skills[]"), *identifiers(),
)  # fmt: skip

_SKILL_AS_OUTCOME: Final = AsText(
    Each(
        "learningOutcome", "skills[]", Labelled(), NodeType("LearningOutcome"),
        Group("relatedESCOSkill", "", OfScheme(ESCO_SKILL_PREFIX), *concept(None, ESCO_SKILLS)),
        Group("relatedSkill", "", OfScheme(ESCO_SKILL_PREFIX, others=True), *concept()),
        Copied("relatedESCOSkill/prefLabel", "title", "learning_outcomes/title"),
        Copied("relatedSkill/prefLabel", "title", "learning_outcomes/title"),
    ),
    "skills", grade=Grade.APPROXIMATE,
)  # fmt: skip
"""A skill of a specification as a whole becomes a learning outcome with the skill's label as its title."""

_COMMON: Final[tuple[Any, ...]] = (
    Words("title", "title"), EachWords("altLabel", "alternative_titles"), Prose("description", "description"),
    concepts("mode", "modes[]"),
    concepts("language", "instruction_languages[]", LANGUAGE, "", Known("", LANGUAGE)),
    *identifiers(), homepages(), links("supplementaryDocument"),
)  # fmt: skip
"""What all specifications have."""

ACHIEVEMENT_RULES: Final[tuple[Any, ...]] = (
    *_COMMON,
    a_concept("dcType", "qualification_type"), EachWords("category", "categories"),
    Group("eqfLevel", "eqf_level", Known("", EQF_LEVEL), *concept(EQF_LEVEL)),
    concepts("nqfLevel", "levels[]", None, NQF, within(NQF)), concepts("educationLevel", "levels[]"),
    concepts("thematicArea", "fields_of_study[]", FIELD_OF_STUDY, "", Known("", FIELD_OF_STUDY)),
    concepts("educationSubject", "fields_of_study[]"),
    Each("learningOutcome", "learning_outcomes[]", *LEARNING_OUTCOME), _SKILL_AS_OUTCOME,
    note("learningOutcomeSummary", "learning_outcome_summary"), note("entryRequirement", "entry_requirements"),
    credit_points("creditPoint", "credits"),
    Leaf("volumeOfLearning", "volume_of_learning", Duration()), Leaf("maximumDuration", "maximum_duration", Duration()),
    a_concept("learningSetting", "learning_setting", None, LEARNING_SETTINGS, within(LEARNING_SETTINGS)),
    concepts("targetGroup", "target_groups[]"), Leaf("isPartialQualification", "partial", TruthValue()),
    accreditations("accreditation", "accreditations"),
    AsText(Each("identifier", "code[]", *IDENTIFIER), "code", grade=Grade.APPROXIMATE),
    AsText(note("additionalNote", "criteria"), "criteria"),
    SpecificationType(),
)  # fmt: skip

ACTIVITY_SPECIFICATION: Final = Group(
    "specifiedBy", "activity_specification",
    NodeType("LearningActivitySpecification"), *_COMMON, concepts("dcType", "activity_types[]"),
    Leaf("volumeOfLearning", "volume_of_learning", Duration()), Leaves("contactHour", "contact_hours"), TitleAbove(),
)  # fmt: skip

ASSESSMENT_SPECIFICATION: Final = Group(
    "specifiedBy", "assessment_specification",
    NodeType("LearningAssessmentSpecification"), *_COMMON, Group("dcType", "assessment_types[]", *concept()),
    Group(
        "gradingScheme", "grading_scheme",
        NodeType("GradingScheme"), Requires("title"), Words("title", "title"), Prose("description", "description"),
        *identifiers(), links("supplementaryDocument"),
    ),
    TitleAbove(),
)  # fmt: skip

ENTITLEMENT_SPECIFICATION: Final = Group(
    "specifiedBy", "entitlement_specification",
    NodeType("LearningEntitlementSpecification"), Requires("entitlement_type"),
    Where("entitlement_status", within(ENTITLEMENT_STATUSES)),
    *_COMMON, a_concept("dcType", "entitlement_type"),
    a_concept("entitlementStatus", "entitlement_status", None, ENTITLEMENT_STATUSES),
    concepts("limitJurisdiction", "jurisdictions[]", None, JURISDICTIONS, within(JURISDICTIONS)),
    concepts("limitOccupation", "occupations[]", None, ESCO_OCCUPATIONS, OfScheme(ESCO_OCCUPATION_PREFIX)),
    concepts("limitNationalOccupation", "occupations[]"), TitleAbove(),
)  # fmt: skip
