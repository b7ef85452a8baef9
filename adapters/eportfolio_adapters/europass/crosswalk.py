"""The crosswalk of the Candidate format: every element and the field of the model that it is.

Elements are found by their local names, since real files disagree about prefixes and namespaces.  Source: the
documented structure of the Commission's format, the EURES standard, and what the editor writes.
"""

from __future__ import annotations

from eportfolio.exchange.crosswalk import (
    Const,
    Each,
    Graded,
    Group,
    Leaf,
    Marker,
    Notation,
    Paired,
    Requires,
    Rich,
    Rule,
)
from eportfolio.exchange.crosswalk.choice import Choice
from eportfolio.exchange.crosswalk.variants import Variants
from eportfolio.sources.tree import Grade
from eportfolio.vocabulary.schemes import DRIVING_LICENCE, ISO_3166_1, NACE_2

from .codes import COUNTRY, GENDER, STUDY_KINDS
from .contacts import COMMUNICATION, OF_AN_ORGANISATION
from .education import DegreeTitle, EducationLevel, FieldsOfStudy, StudyLines
from .fallbacks import AppendedLines, AsSections, ComposedTitle
from .guards import Certificate, ProfileLanguageCode, Unlike
from .person import Photo, Supplier
from .rules import Date, Dimensions, JobCategory, LanguageCode, ListVersions, PositionTitle, SeveralNames
from .sections import CustomSections, ListedSkills, SkillUris, period


def country(path: str, field: str) -> Each:
    """A country that stands alone."""
    return Each(path, f"{field}[]", Notation("", "", ISO_3166_1, COUNTRY))


LINKS = Each("Link", "links[]", Leaf("", "uri"))

NAME: tuple[Rule, ...] = (
    Leaf("GivenName", "given_name"),
    SeveralNames(),
    Leaf("FormattedName", "full_name"),
)

PERSON: tuple[Rule, ...] = (
    Group("PersonName", "names[]", *NAME),
    Choice("Communication", *COMMUNICATION),
    country("NationalityCode", "nationalities"),
    country("ResidencyCountryCode", "residence_countries"),
    Date("BirthDate", "birth_date"),
    Leaf("GenderCode", "gender/notation", GENDER),
    country("Visa/IssuingCountryCode", "work_authorisations"),
)

MOTHER_TONGUES = Each(
    "CandidatePerson/PrimaryLanguageCode", "languages[]",
    Const("mother_tongue", True), LanguageCode("", "@name"), item=True,
)  # fmt: skip


ORGANISATION: tuple[Rule, ...] = (
    Leaf("OrganizationName", "name"),
    Choice("OrganizationContact/Communication", *COMMUNICATION),
    Notation("IndustryCode", "sector", NACE_2),
    Leaf("Department", "department"),
)

POSITION: tuple[Rule, ...] = (
    Group("PositionTitle", "occupation", PositionTitle()),
    JobCategory(),
    *period("EmploymentPeriod"),
    Rich("Description", "description"),
    Each(
        "PersonCompetency", "skills[]",
        Marker("TaxonomyID", "other", required=False), Leaf("CompetencyID", "uri"), Leaf("CompetencyName", "label"),
    ),
    Leaf("City", "place/municipality"),
    Notation("Country", "place/country", ISO_3166_1, COUNTRY),
    Leaf("City", "place/name", grade=Grade.APPROXIMATE),
)  # fmt: skip

WORK = Each(
    "EmploymentHistory/EmployerHistory", "experiences[]",
    Const("kind", "employment", ("*",), absent=True),
    Unlike("kind", STUDY_KINDS | {"education"}),
    Group("", "organisations[]", *ORGANISATION),
    Each("PositionHistory", "positions[]", *POSITION),
    Graded("title", Grade.APPROXIMATE, Leaf("PositionHistory/PositionTitle", "title")),
    Graded("description", Grade.APPROXIMATE, Rich("PositionHistory/Description", "description")),
    Graded(
        "place", Grade.APPROXIMATE,
        Leaf("PositionHistory/City", "place/municipality"), Leaf("PositionHistory/City", "place/name"),
        Notation("PositionHistory/Country", "place/country", ISO_3166_1, COUNTRY),
    ),
    AppendedLines("PositionHistory/Description", "positions/description", "highlights", "keywords", "courses"),
    Group(
        "", "",
        Unlike("positions"), Graded("period", Grade.APPROXIMATE, *period("PositionHistory/EmploymentPeriod")),
    ),
    *period("EmploymentPeriod"),
    LINKS,
    item=True,
)  # fmt: skip

AWARDING_BODY: tuple[Rule, ...] = (
    Leaf("OrganizationName", "name"),
    Choice("OrganizationContact/Communication", *OF_AN_ORGANISATION),
    Notation("IndustryCode", "sector", NACE_2),
)

EDUCATION = Paired(
    "EducationHistory/EducationOrganizationAttendance",
    Group(
        "", "experiences[]",
        Const("kind", "education", STUDY_KINDS),
        Group("", "organisations[]", *ORGANISATION[:-1]),
        *period("AttendancePeriod"),
        LINKS,
    ),
    Group(
        "", "qualifications[]",
        DegreeTitle(),
        EducationLevel(),
        Group("EducationDegree", "", FieldsOfStudy()),
        Leaf("EducationDegree/FinalGrade/ScoreText", "grade"),
        Leaf("EducationDegree/FinalGrade/ScoreNumeric", "grade"),
        Rich("EducationDegree/Thesis", "thesis"),
        Rich("EducationDegree/OccupationalSkillsCovered", "specification/learning_outcome_summary"),
        Rich("EducationDegree/OccupationalSkillsCovered", "description", grade=Grade.APPROXIMATE),
        AppendedLines(
            "EducationDegree/OccupationalSkillsCovered", "specification/learning_outcome_summary",
            "specification/learning_outcomes/title",
        ),
        Each("EducationDegree/NationalClassification", "specification/levels[]", Unlike("scheme"), Leaf("", "label")),
        Group(
            "EducationDegree", "credits[]",
            Leaf("CreditType", "scheme"), Leaf("NumberOfCredit", "points"),
        ),
        Date("EducationDegree/DegreeDate/FormattedDateTime", "issued"),
        Graded("awarding_bodies", Grade.APPROXIMATE, Group("", "awarding_bodies[]", *AWARDING_BODY)),
    ),
    link="gained_in",
)  # fmt: skip

LICENCES = Each(
    "Licenses/License", "entitlements[]",
    Const("kind", "driving_licence"), Requires("licence_category/notation"),
    Notation("LicenseTypeCode", "licence_category", DRIVING_LICENCE), Leaf("LicenseName", "licence_category/label"),
    Date("FirstIssuedDate/FormattedDateTime", "issued"),
    item=True,
)  # fmt: skip

PUBLICATIONS = Each(
    "PublicationHistory/Publication", "achievements[]",
    Const("kind", "publication"),
    Rich("FormattedPublicationDescription", "description"),
    Rich("FormattedPublicationDescription", "citation", grade=Grade.APPROXIMATE),
    Leaf("Title", "title"),
    Date("Year", "date", precise=False),
    Leaf("Reference", "reference"),
    Group("DOI", "identifiers[]", Const("scheme", "doi"), Leaf("Link", "value"), Leaf("Value", "value")),
    LINKS,
    Leaf("Authors", "authors"),
    Leaf("Journal", "published_in"),
    Leaf("Publisher", "organisation/name"),
    Leaf("Volume", "volume"),
    item=True,
)  # fmt: skip

LANGUAGES = Each(
    "PersonQualifications/PersonCompetency", "languages[]",
    Marker("TaxonomyID", "language"),
    Const("mother_tongue", False, absent=True, sets=False),
    LanguageCode("CompetencyID", "@schemeName"),
    Dimensions(),
    item=True,
)  # fmt: skip

ACTIVITY: tuple[Rule, ...] = (
    Leaf("Title", "title"),
    *period("Date"),
    Rich("Description", "description"),
    LINKS,
)


LOCATION: tuple[Rule, ...] = (
    Leaf("Location", "place/name"),
    Leaf("Location", "place/municipality", grade=Grade.APPROXIMATE),
)

FROM_ELSEWHERE: tuple[Rule, ...] = (
    Graded(
        "positions", Grade.APPROXIMATE, Group("", "positions[]", *period("Date"), Rich("Description", "description"))
    ),
    ComposedTitle(),
    AppendedLines("Description", "description", "roles", "highlights", "keywords", "courses"),
)
"""Where an activity has a single place for what other formats take apart."""


def activity(path: str, kind: str) -> Each:
    """A section of experiences of one kind."""
    return Each(path, "experiences[]", Const("kind", kind), *ACTIVITY, *FROM_ELSEWHERE, *LOCATION, item=True)


def wrapped(path: str, kind: str) -> Each:
    """A section of activities that have an element of their own around them; some writers leave it out."""
    return Each(
        path, "experiences[]",
        Const("kind", kind), Group("Activity", "", *ACTIVITY, *FROM_ELSEWHERE), *ACTIVITY,
        Date("HonourAwardDate/FormattedDateTime", "recognised", also=("HonourAwardDate",)), *LOCATION, item=True,
    )  # fmt: skip


ACTIVITIES: tuple[Rule, ...] = (
    activity("Projects/Project", "project"),
    activity("VoluntaryWorks/VoluntaryWork", "volunteering"),
    activity("ConferencesAndSeminars/ConferenceAndSeminar", "conference"),
    wrapped("NetworksAndMemberships/NetworkAndMembership", "membership"),
    wrapped("SocialAndPoliticalActivities/SocialAndPoliticalActivity", "civic"),
    Each("CreativeWorks/CreativeWork", "achievements[]", Const("kind", "creative_work"), *ACTIVITY, item=True),
    Each(
        "HobbiesAndInterests/HobbyOrInterest", "interests[]",
        *ACTIVITY, AppendedLines("Description", "description", "keywords"), item=True,
    ),
)  # fmt: skip

CERTIFICATE: tuple[Rule, ...] = (
    Date("FirstIssuedDate/FormattedDateTime", "issued"),
    Date("FreeFormEffectivePeriod/EndDate/FormattedDateTime", "valid_until"),
    Group("IssuingAuthority", "awarding_bodies[]", Leaf("Name", "name")),
    Rich("Description", "description"),
    LINKS,
)

CERTIFICATES: tuple[Rule, ...] = (
    Each(
        "CourseCertifications/CourseCertification", "qualifications[]",
        Certificate(), Leaf("Title", "specification/title"), *CERTIFICATE, item=True,
    ),
    Each(
        "Certifications/Certification", "qualifications[]",
        Certificate(), Leaf("CertificationName", "specification/title"), *CERTIFICATE, item=True,
    ),
)  # fmt: skip


def soft_skill(section: str, element: str, category: str) -> Each:
    """A section of skills in prose; only documented, today's editor passes over it."""
    return Each(
        f"{section}/{element}", "competences[]",
        Const("category", category), Leaf("Title", "label"), Rich("Description", "description"), LINKS, item=True,
    )  # fmt: skip


SKILLS: tuple[Rule, ...] = (
    SkillUris(),
    soft_skill("CommunicationAndInterpersonalSkills", "CommunicationAndInterpersonalSkill", "communication"),
    soft_skill("OrganisationalSkills", "OrganisationalSkill", "organisational"),
    soft_skill("ManagementAndLeadershipSkills", "ManagementAndLeadershipSkill", "management"),
    Group(
        "PersonQualifications", "competences[]",
        Const("category", "job_related"), Unlike("category"), Rich("QualificationsSummary", "description"), item=True,
    ),
    ListedSkills(),
)  # fmt: skip

REFEREES = Each(
    "EmploymentReferences/Referee", "references[]",
    Group("PersonName", "party/names[]", *NAME),
    Leaf("RefereeTypeCode", "role"),
    Leaf("Role", "role_label"),
    Leaf("Role", "party/position/label", grade=Grade.APPROXIMATE),
    Group("", "party", Choice("Communication", *COMMUNICATION)),
    Rich("Comment", "statement"),
    LINKS,
    item=True,
)  # fmt: skip

PREFERENCES = Group(
    "CandidatePositionPreferences", "preferences",
    Each("PositionTitle", "occupations[]", PositionTitle()),
    Each(
        "PreferredLocation", "places[]",
        Leaf("City", "municipality"), Notation("Country", "country", ISO_3166_1, COUNTRY), Leaf("", "name"),
    ),
    Each("PositionOfferingTypeCode", "contract_types[]", Leaf("", "notation")),
    Each("PositionScheduleTypeCode", "working_times[]", Leaf("", "notation")),
    Rich("Description", "description"),
)  # fmt: skip

PROFILE: tuple[Rule, ...] = (
    ProfileLanguageCode(),
    Rich("ExecutiveSummary", "summary"),
    *ACTIVITIES,
    *CERTIFICATES,
    EDUCATION,
    StudyLines(),
    WORK,
    LICENCES,
    PUBLICATIONS,
    LANGUAGES,
    *SKILLS,
    REFEREES,
    PREFERENCES,
    Graded("headline", Grade.TEXT, Leaf("CandidatePositionPreferences/Description", "headline/concept/label")),
    CustomSections(LINKS),
    AsSections("competences", ("category",), "label", Rich("Description", "description"), LINKS, partial=True),
    AsSections(
        "achievements", ("kind_label", "kind"), "title",
        Date("Date/StartDate/FormattedDateTime", "date"), *period("Date"), Rich("Description", "description"),
        AppendedLines("Description", "description", "organisation/name"), LINKS,
    ),
    AsSections("entitlements", ("kind",), "title", Date("Date/StartDate/FormattedDateTime", "issued"), LINKS),
    Photo(),
)  # fmt: skip

CANDIDATE: tuple[Rule, ...] = (
    ListVersions(),
    Group("CandidatePerson", "owner", *PERSON),
    MOTHER_TONGUES,
    Supplier(),
    Variants("CandidateProfile", PROFILE),
)

DETAILS = (
    "DocumentID", "CandidateSupplier", "RenderingInformation", "@majorVersionID", "@minorVersionID", "ID",
    "ClosingStatement",
)  # fmt: skip
"""What describes the file and not the person: kept as residue without a warning."""
