"""The codes of the Candidate format, and what they mean in the model."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Map
from eportfolio.sources.tree import Leaf
from eportfolio.vocabulary import languages
from eportfolio.vocabulary.countries import iso_country

EP: Final = "http://www.europass.eu/1.0"
HR: Final = "http://www.hr-xml.org/3"
OA: Final = "http://www.openapplications.org/oagis/9"
EURES: Final = "http://www.europass_eures.eu/1.0"

PREFIXES: dict[str | None, str] = {None: EP, "hr": HR, "oa": OA, "eures": EURES}

NAMESPACES: dict[str, str] = {
    **dict.fromkeys(
        (
            "DocumentID", "PartyID", "PartyName", "PrecedenceCode", "FamilyName", "BirthDate", "IssuingCountryCode",
            "ID",
            "ExecutiveSummary", "OrganizationName", "IndustryCode", "FormattedDateTime", "CurrentIndicator",
            "DegreeName", "ProgramName", "ScoreText", "TaxonomyID", "CompetencyName", "CompetencyDimensionTypeCode",
            "LicenseTypeCode", "Instructions", "FormattedPublicationDescription", "JobCategoryCode",
        ),
        HR,
    ),
    **dict.fromkeys(
        (
            "GivenName", "URI", "DialNumber", "AreaDialing", "AddressLine", "CityName", "PostalCode", "EmbeddedData",
            "FileType",
        ),
        OA,
    ),
    **dict.fromkeys(
        ("EmploymentPeriod", "Licenses", "License", "CompetencyDimension", "Score", "Attachment"), EURES
    ),
}  # fmt: skip
"""Namespaces of elements; those that are not listed are in the Europass one."""

NAMESPACES_WITHIN: dict[tuple[str, str], str] = {
    ("EmploymentPeriod", "StartDate"): EURES,
    ("EmploymentPeriod", "EndDate"): EURES,
    ("CourseCertification", "FirstIssuedDate"): EURES,
    ("CourseCertification", "Description"): OA,
    ("PositionHistory", "Description"): OA,
}
"""Namespaces of elements whose name stands for two things: by the element around them."""


class Country:
    """A country: small letters today, capitals with ``UK`` and ``EL`` in older files; ISO 3166-1 in the model."""

    def read(self, raw: Leaf) -> str:
        """The ISO code in capitals."""
        return iso_country(str(raw))

    def write(self, value: Any) -> Leaf:
        """The ISO code in small letters."""
        if iso_country(str(value)) != str(value).strip().upper():
            raise ValueError("it is no code of ISO 3166-1")
        return str(value).strip().lower()


class ProfileLanguage:
    """The language of a profile: two letters in today's files; the model takes any tag (BCP 47)."""

    def read(self, raw: Leaf) -> str:
        """The tag with the shortest code."""
        return languages.shortest_tag(str(raw))

    def write(self, value: Any) -> Leaf:
        """The language alone: the editor knows no scripts and regions."""
        return languages.shortest(str(value).partition("-")[0])


COUNTRY: Final = Country()
PROFILE_LANGUAGE: Final = ProfileLanguage()

GENDER: Final = Map(
    {
        "male": "male",
        "female": "female",
        "other": "other",
        "do_not_indicate": "not_specified",
        "notspecified": "not_specified",
        "NotKnown": "not_known",
    },
    fold=True,
)
"""Today's codes first, then those of the Commission's list."""

CEFR_DIMENSIONS: dict[str, str] = {
    "CEF-Understanding-Listening": "listening",
    "CEF-Understanding-Reading": "reading",
    "CEF-Speaking-Interaction": "spoken_interaction",
    "CEF-Speaking-Production": "spoken_production",
    "CEF-Writing-Production": "writing",
    "CEF-Writing-Interaction": "written_interaction",
}
"""Dimensions of a language; the editor writes the first five."""

EQF_LIST: Final = "EURES_EQF"
ISCED_LIST: Final = "EURES_ISCEDEducationLevel"
"""Values of ``listName`` that tell which scale a level is on; a bare digit is EQF."""

ESCO_LIST: Final = "ESCO_Occupations"
ISCO_LIST: Final = "ISCO2008"
"""Values of ``listName`` of a job category."""


SECTIONS: dict[str, str] = {
    "EmploymentHistory": "work-experience",
    "EducationHistory": "education-training",
    "PersonQualifications": "language",
    "Skills": "profile-skills",
    "Licenses": "driving-licence",
    "PublicationHistory": "publication",
    "NetworksAndMemberships": "membership",
    "SocialAndPoliticalActivities": "social-or-political-activity",
    "ConferencesAndSeminars": "conference-seminar",
    "EmploymentReferences": "recommendation",
    "Projects": "projects",
    "HobbiesAndInterests": "hobbies-interests",
    "CreativeWorks": "creative-works",
    "VoluntaryWorks": "volunteering",
    "CourseCertifications": "certifications",
}
"""Elements of a profile, and the editor's names of the sections that show them, in the editor's order."""

STUDY_KINDS: Final = frozenset({"training", "course"})

HEADINGS: dict[str, str] = {
    "communication": "Communication and interpersonal skills",
    "organisational": "Organisational skills",
    "management": "Management and leadership skills",
    "job_related": "Job-related skills",
    "digital": "Digital skills",
    "award": "Honours and awards",
    "presentation": "Presentations",
    "patent": "Patents",
    "licence": "Licences",
    "profession": "Licences",
    "competences": "Skills",
    "achievements": "Achievements",
    "entitlements": "Licences",
    "entries": "Other",
}
"""Headings of custom sections for what has no element of its own."""
