"""The items of a portfolio: competences, qualifications, experiences, and what stands behind them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .person import DocumentReference, Party
from .values import (
    Concept,
    Flag,
    Identifier,
    Item,
    ItemId,
    Level,
    MediaObject,
    Model,
    Organisation,
    PartialDate,
    Period,
    Place,
    RichText,
    Str,
    Text,
    Uri,
)


class CompetenceLevel(Model):
    """A level of a competence: reached, wanted or demanded.

    Equivalents: Leap2A ``level``; LER-RS proficiency; Europass ``ProficiencyLevel``.

    Attributes:
        purpose: ``achieved``, ``target`` or ``required``, 1.
        level: the level, 0..1.
        area: the part of the competence it is about, such as a DigComp area, 0..1.
        date: when it was reached or is to be, 0..1.
    """

    purpose: Literal["achieved", "target", "required"]
    level: Level | None = None
    area: Concept | None = None
    date: PartialDate | None = None


class Assertion(Model):
    """Somebody says that the owner has the competence: the high-bandwidth part that a CV line does not carry.

    Attributes:
        asserted_by: ``owner``, ``assessor``, ``employer``, ``peer`` or ``issuer``, 1.
        agent: who exactly, 0..1.
        method: how: ``self_declared``, ``test``, ``observation``, ``recognition_of_prior_learning``,
            ``credential``, 0..1.
        date: when, 0..1.
        valid_until: 0..1.
        level: at which level, 0..1.
        statement: in the words of who says it, 0..1.
        evidence: ids of evidence, 0..*.
        credential: id of the credential that proves it, 0..1.
    """

    equivalents = ("elm:Claim",)

    asserted_by: Literal["owner", "assessor", "employer", "peer", "issuer"]
    agent: Party | None = None
    method: Str | None = None
    date: PartialDate | None = None
    valid_until: PartialDate | None = None
    level: Level | None = None
    statement: RichText | None = None
    evidence: list[ItemId] = Field(default_factory=list)
    credential: ItemId | None = None


class Competence(Item):
    """What a person knows, can do, or is like at work.

    Equivalents: ESCO skill; ``elm:LearningOutcome``; Leap2A ability; Europass ``Skills``; OB3 alignment.

    Attributes:
        label: the owner's own name for it, 0..1.
        category: the source's heading, such as ``communication``, ``organisational``, ``job_related``, ``digital``,
            0..1.
        group: the owner's own heading above it, 0..1.
        skill_type: ``knowledge``, ``skill`` or ``attitude``, 0..1.
        reuse_level: ``transversal``, ``cross_sector``, ``sector_specific`` or ``occupation_specific``, 0..1.
        concepts: terms of shared vocabularies it is linked to, 0..*.
        keywords: the owner's own finer words, 0..*.
        description: context, in the owner's words, 0..1.
        levels: 0..*.
        assertions: who vouches for it, 0..*.
        certificates: ids of qualifications that certify it, 0..*.
        gained_in: ids of the experiences it was gained in, 0..*.
        last_used: 0..1.
    """

    equivalents = ("elm:LearningOutcome", "esco:Skill", "ceterms:Competency")

    type: Literal["Competence"] = "Competence"
    label: Text | None = None
    category: Str | None = None
    group: Text | None = None
    skill_type: Literal["knowledge", "skill", "attitude"] | None = None
    reuse_level: Str | None = None
    concepts: list[Concept] = Field(default_factory=list)
    keywords: list[Text] = Field(default_factory=list)
    description: RichText | None = None
    levels: list[CompetenceLevel] = Field(default_factory=list)
    assertions: list[Assertion] = Field(default_factory=list)
    certificates: list[ItemId] = Field(default_factory=list)
    gained_in: list[ItemId] = Field(default_factory=list)
    last_used: PartialDate | None = None


class LanguageLevels(Model):
    """A person's CEFR level for each activity; a field holds ``Pre-A1``, ``A1`` … ``C2``, also with a plus sign.

    Equivalents: Europass ``ProficiencyLevel``; ``CEF-…`` dimensions.

    Attributes:
        listening: 0..1.
        reading: 0..1.
        spoken_interaction: 0..1.
        spoken_production: 0..1.
        writing: 0..1.
        written_interaction: 0..1.
        online_interaction: 0..1.
        mediation: 0..1.
    """

    listening: Str | None = None
    reading: Str | None = None
    spoken_interaction: Str | None = None
    spoken_production: Str | None = None
    writing: Str | None = None
    written_interaction: Str | None = None
    online_interaction: Str | None = None
    mediation: Str | None = None


class LanguageExperience(Model):
    """Where a language was used or learnt.

    Equivalents: Europass ``AcquiredDuring/Experience``.

    Attributes:
        area: work, study, travel, mediation, 0..1.
        description: 0..1.
        period: 0..1.
        evidence: ids of evidence, 0..*.
    """

    area: Concept | None = None
    description: RichText | None = None
    period: Period | None = None
    evidence: list[ItemId] = Field(default_factory=list)


class LanguageCertificate(Model):
    """A certificate of a language.

    Equivalents: Europass ``VerifiedBy/Certificate``.

    Attributes:
        title: 0..1.
        awarding_body: 0..1.
        date: 0..1.
        cefr_level: 0..1.
    """

    title: Text | None = None
    awarding_body: Text | None = None
    date: PartialDate | None = None
    cefr_level: Str | None = None


class LanguageProficiency(Item):
    """A language that the person knows.

    Equivalents: Europass ``MotherTongue``, ``ForeignLanguage``; IMS LIP ``competency``; JSON Resume ``languages``.

    Attributes:
        known_language: code (ISO 639) and the owner's label, 0..1.
        mother_tongue: 0..1.
        cefr_levels: CEFR for each activity, 0..1.
        overall: one level for the language as a whole, in any scheme or in words, 0..1.
        acquired_in: where it was used or learnt, 0..*.
        language_certificates: 0..*.
    """

    equivalents = ("schema:knowsLanguage",)

    type: Literal["LanguageProficiency"] = "LanguageProficiency"
    known_language: Concept | None = None
    mother_tongue: Flag | None = None
    cefr_levels: LanguageLevels | None = None
    overall: Level | None = None
    acquired_in: list[LanguageExperience] = Field(default_factory=list)
    language_certificates: list[LanguageCertificate] = Field(default_factory=list)


class Credit(Model):
    """Credit points of a scheme such as ECTS.

    Equivalents: ``elm:CreditPoint``; Europass ``CreditType``, ``NumberOfCredit``.

    Attributes:
        scheme: name or URI of the credit system, 0..1.
        points: the number, as it is written, 0..1.
    """

    equivalents = ("elm:CreditPoint",)

    scheme: Uri | None = None
    points: Str | None = None


class QualificationSpecification(Model):
    """What a qualification is, whoever earns it.

    Equivalents: ``elm:Qualification``; OB3 ``Achievement``.

    Attributes:
        title: 0..1.
        alternative_titles: the degree's other names, 0..*.
        code: number in a national register, 0..1.
        qualification_type: degree, diploma, certificate, micro-credential …, 0..1.
        eqf_level: scheme EQF, 0..1.
        levels: levels in other schemes: NQF, ISCED 2011, a country's own classification, 0..*.
        fields_of_study: ISCED-F 2013 or ISCED-97 as the concept's scheme says, 0..*.
        learning_outcomes: what the holder knows and can do, in words, 0..1.
        credits: credits that it offers, 0..*.
    """

    equivalents = ("elm:Qualification", "ceterms:Credential")

    title: Text | None = None
    alternative_titles: list[Text] = Field(default_factory=list)
    code: Identifier | None = None
    qualification_type: Concept | None = None
    eqf_level: Level | None = None
    levels: list[Level] = Field(default_factory=list)
    fields_of_study: list[Concept] = Field(default_factory=list)
    learning_outcomes: RichText | None = None
    credits: list[Credit] = Field(default_factory=list)


class Qualification(Item):
    """What was, or is to be, awarded to the person: a degree, diploma, certificate or licence to show.

    Equivalents: ``elm:LearningAchievement``; IMS LIP ``qcl``; Europass ``Education``, ``Certification``.

    Attributes:
        specification: what it is, 0..1.
        status: ``enrolled``, ``partial``, ``exempted``, ``awarded``, ``withdrawn``, ``revoked``, ``superseded``,
            0..1; unknown when absent.
        awarding_bodies: 0..*.
        gained_in: ids of the experiences (studies, courses) it was gained in, 0..*.
        issued: date of award, 0..1.
        valid_until: 0..1.
        grade: the final grade as it is written, 0..1.
        credits: credits received, 0..*.
        thesis: 0..1.
        identifiers: number of the certificate, 0..*.
        description: 0..1.
    """

    equivalents = ("elm:LearningAchievement", "schema:EducationalOccupationalCredential")

    type: Literal["Qualification"] = "Qualification"
    specification: QualificationSpecification | None = None
    status: Str | None = None
    awarding_bodies: list[Organisation] = Field(default_factory=list)
    gained_in: list[ItemId] = Field(default_factory=list)
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    grade: Text | None = None
    credits: list[Credit] = Field(default_factory=list)
    thesis: RichText | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    description: RichText | None = None


class Entitlement(Item):
    """What the person may do: a driving licence, access to a profession or to further study.

    Equivalents: ``elm:LearningEntitlement``; Europass ``Driving``, ``eures:License``.

    Attributes:
        kind: ``driving_licence``, ``profession``, ``access_to_study``, ``licence``, 0..1.
        licence_category: the category or class, such as ``B``, with the owner's label, 0..1.
        title: 0..1.
        issued: 0..1.
        valid_until: 0..1.
        issuer: 0..1.
    """

    equivalents = ("elm:LearningEntitlement",)

    type: Literal["Entitlement"] = "Entitlement"
    kind: Str | None = None
    licence_category: Concept | None = None
    title: Text | None = None
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    issuer: Organisation | None = None


class Position(Model):
    """A job held within an experience.

    Equivalents: Europass ``Position``, ``PositionHistory``.

    Attributes:
        occupation: ESCO or ISCO concept with the owner's title, 0..1.
        period: 0..1.
        place: 0..1.
        description: tasks, in the owner's words, 0..1.
        skills: skills used, 0..*.
    """

    equivalents = ("schema:OrganizationRole",)

    occupation: Concept | None = None
    period: Period | None = None
    place: Place | None = None
    description: RichText | None = None
    skills: list[Concept] = Field(default_factory=list)


class Experience(Item):
    """Something the person did over time, and where competences grew.

    Equivalents: ``elm:LearningActivity``; Europass ``WorkExperience``, ``Education``; Leap2A activity.

    Attributes:
        kind: ``employment``, ``self_employment``, ``internship``, ``volunteering``, ``education``, ``training``,
            ``project``, ``mobility``, ``military``, ``care``, ``membership``, ``civic``, ``conference`` …, 0..1.
        kind_label: the kind in the owner's words, 0..1.
        title: what it is called, where it is no job, 0..1.
        organisations: each with its role, 0..*.
        positions: jobs held, 0..*.
        period: 0..1.
        place: 0..1.
        working_time: such as "0.8 FTE", 0..1.
        description: 0..1.
        highlights: what was achieved, one line each, 0..*.
        keywords: 0..*.
        roles: parts played in a project, 0..*.
        courses: courses followed, 0..*.
        recognised: date of an honour that came with it, 0..1.
    """

    equivalents = ("elm:LearningActivity", "esco:Occupation")

    type: Literal["Experience"] = "Experience"
    kind: Str | None = None
    kind_label: Text | None = None
    title: Text | None = None
    organisations: list[Organisation] = Field(default_factory=list)
    positions: list[Position] = Field(default_factory=list)
    period: Period | None = None
    place: Place | None = None
    working_time: Text | None = None
    description: RichText | None = None
    highlights: list[Text] = Field(default_factory=list)
    keywords: list[Text] = Field(default_factory=list)
    roles: list[Text] = Field(default_factory=list)
    courses: list[Text] = Field(default_factory=list)
    recognised: PartialDate | None = None


class Achievement(Item):
    """An award, publication, presentation, creative work or other result to show.

    Equivalents: Europass ``Achievement``, ``Publication``, ``CreativeWork``; JSON Resume ``awards``.

    Attributes:
        kind: ``award``, ``publication``, ``patent``, ``presentation``, ``creative_work``, ``conference`` …, or the
            source's own code, 0..1.
        kind_label: the heading in the owner's words, 0..1.
        title: 0..1.
        description: 0..1.
        date: 0..1.
        period: 0..1.
        organisation: who awarded or published it, 0..1.
        authors: as they are written, 0..1.
        published_in: journal, series or book, 0..1.
        volume: 0..1.
        citation: the formatted reference, 0..1.
        reference: pages, issue and the like, 0..1.
        identifiers: DOI, ISBN, patent number, 0..*.
    """

    equivalents = ("schema:CreativeWork",)

    type: Literal["Achievement"] = "Achievement"
    kind: Str | None = None
    kind_label: Text | None = None
    title: Text | None = None
    description: RichText | None = None
    date: PartialDate | None = None
    period: Period | None = None
    organisation: Organisation | None = None
    authors: Text | None = None
    published_in: Text | None = None
    volume: Str | None = None
    citation: RichText | None = None
    reference: Text | None = None
    identifiers: list[Identifier] = Field(default_factory=list)


class Interest(Item):
    """What the person likes to do or cares about.

    Equivalents: Europass ``HobbyOrInterest``; IMS LIP ``interest``; JSON Resume ``interests``.

    Attributes:
        title: 0..1.
        period: 0..1.
        description: 0..1.
        keywords: 0..*.
    """

    type: Literal["Interest"] = "Interest"
    title: Text | None = None
    period: Period | None = None
    description: RichText | None = None
    keywords: list[Text] = Field(default_factory=list)


class Reference(Item):
    """Somebody who can tell about the person, or what they told.

    Equivalents: Europass ``Referee``; JSON Resume ``references``.

    Attributes:
        party: who, 0..1.
        role: ``RefereeTypeCode`` or relation to the owner, 0..1.
        role_label: the relation in the owner's words, 0..1.
        statement: what they say, 0..1.
    """

    type: Literal["Reference"] = "Reference"
    party: Party | None = None
    role: Str | None = None
    role_label: Text | None = None
    statement: RichText | None = None


class Letter(Item):
    """A cover letter.

    Equivalents: Europass ``CoverLetter``.

    Attributes:
        addressee: 0..1.
        date: 0..1.
        place: 0..1.
        subject: 0..1.
        opening_salutation: with its code, 0..1.
        salutation_addressee: the name within the salutation, 0..1.
        opening: 0..1.
        body: 0..1.
        closing: 0..1.
        closing_salutation: with its code, 0..1.
        enclosures_heading: 0..1.
        enclosed_documents: documents that are not attached, 0..*.
    """

    type: Literal["Letter"] = "Letter"
    addressee: Party | None = None
    date: PartialDate | None = None
    place: Place | None = None
    subject: Text | None = None
    opening_salutation: Concept | None = None
    salutation_addressee: Party | None = None
    opening: RichText | None = None
    body: RichText | None = None
    closing: RichText | None = None
    closing_salutation: Concept | None = None
    enclosures_heading: Concept | None = None
    enclosed_documents: list[DocumentReference] = Field(default_factory=list)


class Entry(Item):
    """Something the owner put under a heading of their own.

    Equivalents: Europass ``Others/Other``; Leap2A entry.

    Attributes:
        section: the owner's heading, 0..1.
        title: 0..1.
        period: 0..1.
        place: 0..1.
        description: 0..1.
    """

    type: Literal["Entry"] = "Entry"
    section: Text | None = None
    title: Text | None = None
    period: Period | None = None
    place: Place | None = None
    description: RichText | None = None


class Evidence(Item):
    """What shows that a claim is true: a document, picture, video, web page or work sample.

    Equivalents: ``elm:Evidence``; Europass ``Attachment``; Leap2A enclosure.

    Attributes:
        title: 0..1.
        description: 0..1.
        media: the file, 0..1.
    """

    equivalents = ("elm:Evidence", "schema:CreativeWork")

    type: Literal["Evidence"] = "Evidence"
    title: Text | None = None
    description: RichText | None = None
    media: MediaObject | None = None


class Credential(Item):
    """A signed original, kept byte for byte; a conversion never pretends to carry its signature.

    Equivalents: ``elm:EuropeanDigitalCredential``; OB3 ``AchievementCredential``; W3C Verifiable Credential.

    Attributes:
        original: the signed document, 0..1.
        proves: ids of the items it proves, 0..*.
        issuer: 0..1.
        issued: 0..1.
        valid_until: 0..1.
        status: what was last known about it; never a proof, 0..1.
    """

    equivalents = ("elm:EuropeanDigitalCredential", "cred:VerifiableCredential")

    type: Literal["Credential"] = "Credential"
    original: MediaObject | None = None
    proves: list[ItemId] = Field(default_factory=list)
    issuer: Organisation | None = None
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    status: Str | None = None


class Preferences(Model):
    """What the person is looking for.

    Equivalents: Europass ``CandidatePositionPreferences``.

    Attributes:
        occupations: 0..*.
        places: 0..*.
        contract_types: 0..*.
        working_times: 0..*.
        availability: 0..1.
        description: 0..1.
    """

    occupations: list[Concept] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    contract_types: list[Concept] = Field(default_factory=list)
    working_times: list[Concept] = Field(default_factory=list)
    availability: Text | None = None
    description: RichText | None = None


class Relation(Model):
    """A typed link between two items.

    Equivalents: Leap2A ``link rel``; IMS ePortfolio relationship; CLR association.

    Attributes:
        source: id of the item it starts from, 1.
        relation: ``evidence_of``, ``reflects_on``, ``supports``, ``part_of``, ``leads_to``, ``translation_of`` …, 1.
        target: id of an item, or the URI of something outside, 1.
    """

    equivalents = ("dcterms:relation",)

    source: ItemId
    relation: Str
    target: Uri
