"""The URIs by which the model names concept schemes.  A code without its scheme means nothing."""

from __future__ import annotations

from typing import Final

ISO_3166_1: Final = "urn:iso:std:iso:3166:-1"
"""Countries, two upper-case letters; Europass writes UK and EL for GB and GR."""

ISO_639: Final = "urn:iso:std:iso:639"
"""Languages, two letters where there are two, else three (ISO 639-2/T or 639-3)."""

EQF: Final = "http://data.europa.eu/snb/eqf/25831c2"
"""European Qualifications Framework, levels 1 to 8."""

NQF: Final = "http://data.europa.eu/snb/qdr/25831c2"
"""National qualifications frameworks of Europe and their levels."""

CEFR: Final = "https://w3id.org/eportfolio/v1/cefr"
"""Common European Framework of Reference for Languages, levels; neither its publisher nor the EU gives it a URI."""

CEFR_ACTIVITIES: Final = "https://w3id.org/eportfolio/v1/cefr-activities"
"""Modes of communication and language activities of the CEFR: listening, reading, spoken interaction ..."""

ISCED_2011: Final = "http://uis.unesco.org/isced-2011"
"""International Standard Classification of Education, levels 0 to 8."""

ISCED_97_FIELDS: Final = "http://uis.unesco.org/isced-1997/fields"
"""Fields of education of ISCED 1997: never the same thing as ISCED-F 2013, though digits coincide."""

ISCED_97_LEVELS: Final = "http://uis.unesco.org/isced-1997/levels"
"""Levels of ISCED 1997, 0 to 6 with A, B and C: never the same thing as ISCED 2011, though digits coincide."""

ISCED_F: Final = "http://data.europa.eu/snb/isced-f/25831c2"
"""ISCED fields of education and training 2013."""

NACE_2: Final = "http://data.europa.eu/ux2/nace2/nace2"
"""Statistical classification of economic activities, revision 2."""

NACE_2_1: Final = "http://data.europa.eu/ux2/nace2.1/nace2.1"
"""Statistical classification of economic activities, revision 2.1: from J on its letters mean other sections."""

ISCO_88: Final = "http://www.ilo.org/isco/isco-88"
"""Occupations, ISCO-88 (COM): never the same thing as ISCO-08, though digits coincide."""

ISCO_08: Final = "http://data.europa.eu/esco/concept-scheme/isco"
"""Occupations, ISCO-08."""

ESCO_OCCUPATION_PREFIX: Final = "http://data.europa.eu/esco/occupation/"
"""What the URI of an ESCO occupation starts with; a UUID follows."""

ESCO_SKILL_PREFIX: Final = "http://data.europa.eu/esco/skill/"
"""What the URI of an ESCO skill or knowledge concept starts with; a UUID follows."""

DIGCOMP_AREAS: Final = "https://w3id.org/eportfolio/v1/digcomp-areas"
"""The five competence areas of DigComp, numbered 1 to 5."""

DIGCOMP_2_2: Final = "https://w3id.org/eportfolio/v1/digcomp-2.2"
"""Areas and competences of DigComp 2.2."""

DIGCOMP_2_2_LEVELS: Final = "https://w3id.org/eportfolio/v1/digcomp-levels-2.2"
"""The eight proficiency levels of DigComp 2.2 (and 2.1)."""

DIGCOMP_3_0: Final = "https://w3id.org/eportfolio/v1/digcomp-3.0"
"""Areas and competences of DigComp 3.0: never the same thing as those of 2.2, though numbers coincide."""

DIGCOMP_3_0_LEVELS: Final = "https://w3id.org/eportfolio/v1/digcomp-levels-3.0"
"""The proficiency levels of DigComp 3.0: never the same thing as those of 2.2, though numbers coincide."""

DIGITAL_SELF_ASSESSMENT: Final = "https://w3id.org/eportfolio/v1/digital-self-assessment"
"""The self-assessment grid of the Europass CV: A basic, B independent, C proficient user."""

DRIVING_LICENCE: Final = "https://w3id.org/eportfolio/v1/driving-licence"
"""Categories of the European driving licence (Directive 2006/126/EC)."""

GUIDANCE_STEPS: Final = "https://w3id.org/eportfolio/v1/guidance-steps"
"""Steps of a career decision, the CASVE cycle: communication, analysis, synthesis, evaluation, execution ..."""

GUIDANCE_INFORMATION: Final = "https://w3id.org/eportfolio/v1/guidance-information"
"""Kinds of labour market information; each says which steps of a career decision it serves."""

GUIDANCE_ACTIVITIES: Final = "https://w3id.org/eportfolio/v1/guidance-activities"
"""What guidance practitioners do: signposting, informing, advising, counselling ..."""

GUIDANCE_CHANNELS: Final = "https://w3id.org/eportfolio/v1/guidance-channels"
"""Channels and tools of career guidance: databases, video CV, e-portfolio, chat ..."""

GUIDANCE_CLIENT_GROUPS: Final = "https://w3id.org/eportfolio/v1/guidance-client-groups"
"""For whom career guidance is: pupils, job seekers, adults returning to work ..."""

ACCREDITATION: Final = "http://data.europa.eu/snb/accreditation/25831c2"
"""Types of accreditation (European Learning Model), as the lists below that begin alike."""

ACCREDITATION_DECISION: Final = "http://data.europa.eu/snb/accreditation-decision/25831c2"
"""Outcomes of an accreditation."""

ASSESSMENT: Final = "http://data.europa.eu/snb/assessment/25831c2"
"""Types of assessment."""

CREDENTIAL: Final = "http://data.europa.eu/snb/credential/25831c2"
"""Types of European Digital Credentials."""

DIGITAL_COMPETENCE_FRAMEWORK: Final = "http://data.europa.eu/snb/dcf/25831c2"
"""DigComp 2.x as credentials name it."""

EDUCATION_CREDIT: Final = "http://data.europa.eu/snb/education-credit/25831c2"
"""Credit systems: ECTS, ECVET."""

ENCODING: Final = "http://data.europa.eu/snb/encoding/25831c2"
"""Encodings of embedded content."""

ENTITLEMENT: Final = "http://data.europa.eu/snb/entitlement/25831c2"
"""Types of entitlement."""

ENTITLEMENT_STATUS: Final = "http://data.europa.eu/snb/entitlement-status/25831c2"
"""Whether an entitlement is actual or prospective."""

EVIDENCE_TYPE: Final = "http://data.europa.eu/snb/evidence-type/25831c2"
"""Types of evidence of a European Digital Credential."""

LEARNING_ACTIVITY: Final = "http://data.europa.eu/snb/learning-activity/25831c2"
"""Types of learning activity."""

LEARNING_ASSESSMENT: Final = "http://data.europa.eu/snb/learning-assessment/25831c2"
"""Modes of learning and assessment, in spite of its name: online, presential, blended ..."""

LEARNING_OPPORTUNITY: Final = "http://data.europa.eu/snb/learning-opportunity/25831c2"
"""Types of learning opportunity."""

LEARNING_SCHEDULE: Final = "http://data.europa.eu/snb/learning-schedule/25831c2"
"""Full time and part time."""

LEARNING_SETTING: Final = "http://data.europa.eu/snb/learning-setting/25831c2"
"""Formal and non-formal learning."""

SKILL_REUSE_LEVEL: Final = "http://data.europa.eu/snb/skill-reuse-level/25831c2"
"""How widely a skill can be used: transversal, cross-sector, sector-specific, occupation-specific."""

SKILL_TYPE: Final = "http://data.europa.eu/snb/skill-type/25831c2"
"""Skill and knowledge."""

SUPERVISION_VERIFICATION: Final = "http://data.europa.eu/snb/supervision-verification/25831c2"
"""How an assessment was supervised and the identity checked."""

TARGET_GROUP: Final = "http://data.europa.eu/snb/target-group/25831c2"
"""Groups that a learning opportunity is meant for."""

VERIFICATION: Final = "http://data.europa.eu/snb/verification/25831c2"
"""Checks of a European Digital Credential."""

VERIFICATION_STATUS: Final = "http://data.europa.eu/snb/verification-status/25831c2"
"""Outcomes of these checks."""

CURRENCY: Final = "http://publications.europa.eu/resource/authority/currency"
"""Currencies, authority table of the Publications Office; its codes are those of ISO 4217."""

FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type"
"""File types, authority table of the Publications Office."""

HUMAN_SEX: Final = "http://publications.europa.eu/resource/authority/human-sex"
"""Sex of a person, authority table of the Publications Office."""
