"""The crosswalk of the SkillsPassport 3.0 to 3.4.1: every element and the field of the model that it is.

Source: the published XML schemas of the Europass SkillsPassport and the documentation of their elements.
"""

from __future__ import annotations

from eportfolio.exchange.crosswalk import (
    BOOLEAN,
    TEXT,
    Base64,
    Codec,
    Const,
    Each,
    Graded,
    Group,
    Leaf,
    LocalId,
    Notation,
    Paired,
    References,
    Requires,
    Rich,
    Rule,
)
from eportfolio.sources.tree import Grade
from eportfolio.vocabulary.schemes import (
    DIGCOMP_AREAS,
    DIGITAL_SELF_ASSESSMENT,
    DRIVING_LICENCE,
    EQF,
    ISCED_97_FIELDS,
    ISO_639,
    ISO_3166_1,
    NACE_2,
)

from .codes import (
    ACHIEVEMENT,
    ATTACHMENT_TYPES,
    CEFR_ACTIVITIES,
    COUNTRY,
    DIGITAL_AREAS,
    GENDER,
    LOCALE,
    PICTURE_TYPES,
    STUDY_KINDS,
    WORK_KINDS,
)
from .rules import (
    AttributeDate,
    FullName,
    Lines,
    OccupationCode,
    PersonalStatement,
    PrintingPreferences,
    SkillsAsText,
    Unless,
)


def coded(path: str, field: str, scheme: str, codec: Codec = TEXT) -> Group:
    """``Code`` of a scheme and ``Label`` in the owner's words."""
    return Group(path, field, Notation("Code", "", scheme, codec), Leaf("Label", "label"))


def code_and_label(path: str, field: str, label: str, codec: Codec = TEXT) -> Group:
    """``Code`` of a short closed list and ``Label`` in the owner's words, in two fields of one object."""
    return Group(path, "", Leaf("Code", field, codec), Leaf("Label", label))


EVIDENCE = References("Documentation/ReferenceTo/@idref")

PERIOD: tuple[Rule, ...] = (
    AttributeDate("Period/From", "period/start"),
    AttributeDate("Period/To", "period/end"),
    Leaf("Period/Current", "period/ongoing", BOOLEAN),
    Leaf("Period/Duration", "period/duration"),
    Leaf("Period/DurationEquivalent", "period/duration_label"),
)

ADDRESS: tuple[Rule, ...] = (
    Lines("AddressLine", "AddressLine2"),
    Leaf("PostalCode", "postal_code"),
    Leaf("Municipality", "municipality"),
    coded("Country", "country", ISO_3166_1, COUNTRY),
)

CONTACT_ADDRESS = Group(
    "ContactInfo/Address", "addresses[]", Group("Contact", "", *ADDRESS), code_and_label("Use", "use", "use_label")
)

ORGANISATION: tuple[Rule, ...] = (
    Leaf("Name", "name"),
    CONTACT_ADDRESS,
    Group(
        "ContactInfo/Website", "contact_points[]",
        Const("channel", "website"), Leaf("Contact", "value"), code_and_label("Use", "use", "use_label"),
    ),
    coded("Sector", "sector", NACE_2),
)  # fmt: skip

OCCUPATION: tuple[Rule, ...] = (OccupationCode(), Leaf("Label", "label"))

NAME: tuple[Rule, ...] = (
    Group("Title", "honorific_prefix", Leaf("Code", "notation"), Leaf("Label", "label")),
    Leaf("FirstName", "given_name"),
    Leaf("Surname", "family_name"),
    FullName(),
)


def media(field: str, *guards: Rule) -> tuple[Rule, ...]:
    """``MimeType``, ``Data`` and ``MetadataList`` of a picture or attachment."""
    at = f"{field}/" if field else ""
    return (
        *guards,
        Leaf("MimeType", f"{at}media_type"),
        Base64("Data", f"{at}content"),
        Each("MetadataList/Metadata", f"{at}properties[]", Leaf("@key", "key"), Leaf("@value", "value")),
    )


PICTURE = media("", Requires("media_type", PICTURE_TYPES))


def contacts(path: str, channel: str, *, many: bool = True, accepts: tuple[str, ...] = ()) -> Group:
    """``Contact`` and ``Use`` of an e-mail address, number, website or account."""
    kind = Each if many else Group
    return kind(
        path, "contact_points[]",
        Const("channel", channel, accepts), Leaf("Contact", "value"), code_and_label("Use", "use", "use_label"),
    )  # fmt: skip


PERSON: tuple[Rule, ...] = (
    Group("PersonName", "names[]", *NAME),
    CONTACT_ADDRESS,
    contacts("ContactInfo/Email", "email", many=False),
    contacts("ContactInfo/TelephoneList/Telephone", "telephone"),
    contacts("ContactInfo/WebsiteList/Website", "website", accepts=("social",)),
    contacts("ContactInfo/InstantMessagingList/InstantMessaging", "messaging"),
    AttributeDate("Demographics/Birthdate", "birth_date"),
    Group("Demographics/Gender", "gender", Leaf("Code", "notation", GENDER), Leaf("Label", "label")),
    Each(
        "Demographics/NationalityList/Nationality", "nationalities[]",
        Notation("Code", "", ISO_3166_1, COUNTRY), Leaf("Label", "label"),
    ),
    Group("Photo", "photo", *PICTURE),
    Group("Signature", "signature", *PICTURE),
)  # fmt: skip

WORK = Each(
    "LearnerInfo/WorkExperienceList/WorkExperience", "experiences[]",
    Const("kind", "employment", WORK_KINDS, absent=True),
    Group("", "positions[]", Group("Position", "occupation", *OCCUPATION), *PERIOD, Rich("Activities", "description")),
    Graded("period", Grade.APPROXIMATE, *PERIOD),
    Graded("description", Grade.APPROXIMATE, Rich("Activities", "description")),
    Graded("title", Grade.APPROXIMATE, Leaf("Position/Label", "title")),
    Rich("Description", "description"),
    Group("Employer", "organisations[]", *ORGANISATION),
    EVIDENCE,
    item=True,
)  # fmt: skip

EDUCATION = Paired(
    "LearnerInfo/EducationList/Education",
    Group(
        "", "experiences[]",
        Const("kind", "education", STUDY_KINDS),
        *PERIOD,
        Rich("Description", "description"),
        Group("Organisation", "organisations[]", *ORGANISATION),
        EVIDENCE,
    ),
    Group(
        "", "qualifications[]",
        Leaf("Title", "specification/title"),
        Rich("Activities", "specification/learning_outcome_summary"),
        coded("Level", "specification/eqf_level", EQF),
        Group(
            "Field", "specification/fields_of_study[]",
            Notation("Code", "", ISCED_97_FIELDS), Leaf("Label", "label"),
        ),
        Graded("awarding_bodies", Grade.APPROXIMATE, Group("Organisation", "awarding_bodies[]", *ORGANISATION)),
    ),
    link="gained_in",
)  # fmt: skip

LANGUAGE: tuple[Rule, ...] = (
    Notation("Description/Code", "known_language", ISO_639),
    Leaf("Description/Label", "known_language/label"),
)

LANGUAGES: tuple[Rule, ...] = (
    Each(
        "LearnerInfo/Skills/Linguistic/MotherTongueList/MotherTongue", "languages[]",
        Const("mother_tongue", True), *LANGUAGE, EVIDENCE, item=True,
    ),
    Each(
        "LearnerInfo/Skills/Linguistic/ForeignLanguageList/ForeignLanguage", "languages[]",
        Const("mother_tongue", False, absent=True, sets=False),
        *LANGUAGE,
        *(Leaf(f"ProficiencyLevel/{name}", f"cefr_levels/{field}") for name, field in CEFR_ACTIVITIES.items()),
        Each(
            "AcquiredDuring/Experience", "acquired_in[]",
            *PERIOD, Rich("Description", "description"),
            Group("Area", "area", Leaf("Code", "notation"), Leaf("Label", "label")),
            EVIDENCE,
        ),
        Each(
            "VerifiedBy/Certificate", "language_certificates[]",
            Leaf("Title", "title"), Leaf("AwardingBody", "awarding_body"), AttributeDate("Date", "date"),
            Leaf("Level", "cefr_level"),
        ),
        EVIDENCE,
        item=True,
    ),
)  # fmt: skip


def prose(element: str, category: str, *more: Rule, accepts: tuple[str, ...] = ()) -> Group:
    """One of the prose fields below ``Skills``."""
    return Group(
        f"LearnerInfo/Skills/{element}", "competences[]",
        Const("category", category, accepts), Rich("Description", "description"), *more, EVIDENCE, item=True,
    )  # fmt: skip


DIGITAL: tuple[Rule, ...] = (
    *(
        Group(
            "ProficiencyLevel", "levels[]",
            Const("purpose", "achieved"),
            Const("area/scheme", DIGCOMP_AREAS), Const("area/notation", area),
            Notation(element, "level", DIGITAL_SELF_ASSESSMENT),
        )
        for element, area in DIGITAL_AREAS.items()
    ),
    Each(
        "VerifiedBy/Certificate", "assertions[]",
        Const("asserted_by", "issuer"), Const("method", "credential"), Rich("Title", "statement"),
    ),
)  # fmt: skip

DRIVING = Each(
    "LearnerInfo/Skills/Driving/Description/Licence", "entitlements[]",
    Const("kind", "driving_licence"), Notation("", "licence_category", DRIVING_LICENCE), item=True,
)  # fmt: skip

SKILLS: tuple[Rule, ...] = (
    *LANGUAGES,
    prose("Communication", "communication"),
    prose("Organisational", "organisational"),
    prose("JobRelated", "job_related"),
    prose("Computer", "digital", *DIGITAL),
    prose("Other", "other"),
    prose("Other", "other", accepts=("artistic",)),  # a heading of before 2013, where its place is free
    DRIVING,
)

ACHIEVEMENTS: tuple[Rule, ...] = (
    Each(
        "LearnerInfo/AchievementList/Achievement", "achievements[]",
        Group("Title", "", Leaf("Code", "kind", ACHIEVEMENT), Leaf("Label", "kind_label")),
        Graded("title", Grade.APPROXIMATE, Leaf("Title/Label", "title")),
        Rich("Description", "description"),
        EVIDENCE,
        item=True,
    ),
    *(
        Graded(
            "experiences", Grade.TEXT,
            Each(
                "LearnerInfo/AchievementList/Achievement", "experiences[]",
                Const("kind", kind), Leaf("Title/Label", "title"), Rich("Description", "description"),
            ),
        )
        for kind in ("project", "membership", "conference", "civic")
    ),
)  # fmt: skip

ATTACHMENTS = Each(
    "AttachmentList/Attachment", "evidence_items[]",
    Leaf("Name", "media/file_name"),
    *media("media", Requires("media/media_type", ATTACHMENT_TYPES)),
    Rich("Description", "description"),
    LocalId("@id"),
    item=True,
)  # fmt: skip

ADDRESSEE: tuple[Rule, ...] = (
    Group("PersonName", "names[]", *NAME),
    Group("Position", "position", *OCCUPATION),
    Group("Organisation", "organisation", *ORGANISATION),
)

LETTER = Group(
    "CoverLetter", "letters[]",
    Group("Addressee", "addressee", *ADDRESSEE),
    AttributeDate("Letter/Localisation/Date", "date"),
    Leaf("Letter/Localisation/Place/Municipality", "place/municipality"),
    coded("Letter/Localisation/Place/Country", "place/country", ISO_3166_1, COUNTRY),
    Leaf("Letter/SubjectLine", "subject"),
    Group(
        "Letter/OpeningSalutation/Salutation", "opening_salutation",
        Leaf("Code", "notation"), Leaf("Label", "label"),
    ),
    Group("Letter/OpeningSalutation/PersonName", "salutation_addressee/names[]", *NAME),
    Rich("Letter/Body/Opening", "opening"),
    Rich("Letter/Body/MainBody", "body"),
    Rich("Letter/Body/Closing", "closing"),
    Group("Letter/ClosingSalutation", "closing_salutation", Leaf("Code", "notation"), Leaf("Label", "label")),
    Group("Documentation/Heading", "enclosures_heading", Leaf("Code", "notation"), Leaf("Label", "label")),
    Each("Documentation/InterDocument/ReferencedDocument", "enclosed_documents[]", Leaf("@ref", "kind")),
    Each(
        "Documentation/ExtraDocument/ReferencedResource", "enclosed_documents[]",
        Leaf("@href", "uri"), Leaf("Description", "label"),
    ),
    References("Documentation/IntraDocument/ReferenceTo/@idref"),
    item=True,
)  # fmt: skip

HEADLINE: tuple[Rule, ...] = (
    code_and_label("Type", "kind", "kind_label"),
    Group("Description", "concept", *OCCUPATION),
)

SKILLS_PASSPORT: tuple[Rule, ...] = (
    Leaf("@locale", "language", LOCALE),
    Leaf("DocumentInfo/CreationDate", "created"),
    Leaf("DocumentInfo/LastUpdateDate", "modified"),
    PrintingPreferences(),
    Group("LearnerInfo/Identification", "owner", *PERSON),
    PersonalStatement(),
    Group("LearnerInfo/Headline", "headline", Unless("kind", "personal_statement"), *HEADLINE),
    Graded("headline", Grade.APPROXIMATE, Group("LearnerInfo/Headline", "headline", *HEADLINE)),
    WORK,
    EDUCATION,
    *SKILLS,
    SkillsAsText(
        {"communication": "Communication", "organisational": "Organisational", "digital": "Computer", "other": "Other"},
        ("JobRelated", "Other"),
    ),
    *ACHIEVEMENTS,
    References("LearnerInfo/Documentation/ReferenceTo/@idref"),
    LETTER,
    ATTACHMENTS,
)  # fmt: skip

DETAILS = ("DocumentInfo", "PrintingPreferences")
"""What describes the file and not the person: kept as residue without a warning."""
