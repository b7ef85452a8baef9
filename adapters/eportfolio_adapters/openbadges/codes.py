"""The enumerations of Open Badges 3.0, and what of them means the same in the model and in the lists of the EU.

Three of them are open: a word of one's own is written after ``ext:`` (Open Badges 3.0, extended enumerations).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Joint
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.schemes import LEARNING_OPPORTUNITY

_VOCABULARY: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"

ACHIEVEMENT_TYPE: Final = f"{_VOCABULARY}AchievementType"
RESULT_TYPE: Final = f"{_VOCABULARY}ResultType"
RESULT_STATUS: Final = f"{_VOCABULARY}ResultStatusType"
"""The enumerations as schemes of concepts."""

ACHIEVEMENT_TYPES: Final = frozenset({
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge",
    "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification", "CommunityService", "Competency",
    "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment",
    "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
    "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential", "ResearchDoctorate",
    "SecondarySchoolDiploma",
})  # fmt: skip

RESULT_TYPES: Final = frozenset({
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result",
    "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
})  # fmt: skip

RESULT_STATUSES: Final = frozenset({
    "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew",
})  # fmt: skip
"""The only one of the three that takes no words of one's own."""

EU_ACHIEVEMENT_TYPES: Final[Mapping[str, str]] = {
    "Course": "http://data.europa.eu/snb/learning-opportunity/05053c1cbe",
    "LearningProgram": "http://data.europa.eu/snb/learning-opportunity/79343569f3",
}
"""Types of achievement, and the concept in the EU's list of learning opportunities that means the same.

The EU has no list of kinds of award: its degrees and diplomas are told apart by their level in the EQF, so no other
type has a counterpart.
"""

IDENTIFIER_KINDS: Final[Mapping[str, str]] = {
    "name": "name", "sourcedId": "sourced_id", "systemId": "system_id", "productId": "product_id",
    "userName": "user_name", "accountId": "account_id", "emailAddress": "email_address",
    "nationalIdentityNumber": "national_id", "isbn": "isbn", "issn": "issn", "lisSourcedId": "lis_sourced_id",
    "oneRosterSourcedId": "one_roster_sourced_id", "sisSourcedId": "sis_sourced_id", "ltiContextId": "lti_context_id",
    "ltiDeploymentId": "lti_deployment_id", "ltiToolId": "lti_tool_id", "ltiPlatformId": "lti_platform_id",
    "ltiUserId": "lti_user_id", "ext:eIDASIdentifier": "eidas", "ext:RegistrationId": "registration",
    "ext:VATIdentifier": "vat", "ext:TaxIdentifier": "tax", "email": "email_address",
}  # fmt: skip
"""Types of identifier, and kinds in the model; the first of two is written.  ``identifier`` says nothing."""

IDENTIFIER_TYPES: Final[Mapping[str, str]] = {kind: code for code, kind in reversed(list(IDENTIFIER_KINDS.items()))}

_EXTENSION: Final = re.compile(r"ext:[A-Za-z0-9._|-]+")


class Coded(Joint):
    """A code of an enumeration, in the model a concept.

    Args:
        path: where the code stands.
        field: the concept.
        scheme: the enumeration.
        codes: its values.
        extensible: whether it takes words of one's own.
        concepts: for codes that a better known list has too: their concept there.
        known_as: the scheme of those concepts.
    """

    def __init__(
        self, path: str, field: str, scheme: str, codes: Collection[str], *, extensible: bool = True,
        concepts: Mapping[str, str] | None = None, known_as: str = "",
    ) -> None:  # fmt: skip
        super().__init__(path, field)
        self.scheme = scheme
        self.codes = frozenset(codes)
        self.extensible = extensible
        self.concepts = concepts or {}
        self.known_as = known_as
        self._of_concept = {uri: code for code, uri in self.concepts.items()}

    def allows(self, code: str) -> bool:
        """Whether the enumeration has a code, or takes it as a word of one's own."""
        return code in self.codes or (self.extensible and _EXTENSION.fullmatch(code) is not None)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the code as the concept that it stands for."""
        leaf = node.free(self.path)
        text = as_text(leaf.value).strip() if leaf is not None else ""
        if leaf is None or not text or self.filled(target):
            return
        concept = descend(target, self.field)[self.field[-1]] = {}
        uri = self.concepts.get(text)
        if uri is not None:
            concept["uri"], concept["scheme"] = uri, self.known_as
            run.keep_as(leaf, text, concept, "uri")
        else:
            concept["scheme"], concept["notation"] = self.scheme, text
            run.keep_as(leaf, text, concept, "notation")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the code of the concept; what is of another list is no code here."""
        concept = model.at(self.field)
        if concept is None:
            return
        scheme, notation, uri = concept.first("scheme"), concept.first("notation"), concept.first("uri")
        if notation is not None and concept.peek(("scheme",)) == self.scheme and notation.taken is None:
            if not self.allows(str(notation.value)):
                run.not_expressible(notation, "the enumeration has no such value")
            elif run.place(target, self.path, notation.value, notation) and scheme is not None:
                run.imply(scheme, concept)
        elif uri is not None and uri.taken is None and (code := self._of_concept.get(str(uri.value))) is not None:
            if not run.place(target, self.path, code, uri):
                return
            if scheme is not None:
                scheme.taken = Grade.DATA if scheme.value == self.known_as else Grade.APPROXIMATE
            else:
                run.supplied.add(f"{concept.pointer}/scheme")


def achievement_type(field: str) -> Coded:
    """``achievementType``: what kind of achievement it is.

    Args:
        field: the concept.
    """
    return Coded(
        "achievementType", field, ACHIEVEMENT_TYPE, ACHIEVEMENT_TYPES, concepts=EU_ACHIEVEMENT_TYPES,
        known_as=LEARNING_OPPORTUNITY,
    )  # fmt: skip


def result_type(field: str) -> Coded:
    """``resultType``: what kind of result an achievement can have.

    Args:
        field: the concept.
    """
    return Coded("resultType", field, RESULT_TYPE, RESULT_TYPES)


def result_status(field: str) -> Coded:
    """``status`` of a result.

    Args:
        field: the concept.
    """
    return Coded("status", field, RESULT_STATUS, RESULT_STATUSES, extensible=False)
