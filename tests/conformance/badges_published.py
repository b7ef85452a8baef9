"""What published crosswalks of Open Badges say beside ours: tables of places, fields and reasons."""

from __future__ import annotations

from typing import Any, Final

SUBJECT: Final = "credentialSubject"

ACHIEVEMENT: Final = f"{SUBJECT}/achievement"

OUTCOME: Final = f"{ACHIEVEMENT}/resultDescription"

CLAIM: Final = f"{SUBJECT}/hasClaim"

SPECIFIED: Final = f"{CLAIM}/specifiedBy"

ADDRESS: Final = f"{SUBJECT}/location/address"

TO_ELM: Final = {
    "id": "id", "name": "displayParameter/title", "validFrom": "validFrom", "issuer/id": "issuer/identifier/notation",
    "issuer/name": "issuer/prefLabel", "issuer/otherIdentifier/identifier": "issuer/identifier/notation",
    f"{SUBJECT}/id": f"{SUBJECT}/identifier/notation", f"{SUBJECT}/name": f"{SUBJECT}/fullName",
    f"{SUBJECT}/givenName": f"{SUBJECT}/givenName", f"{SUBJECT}/familyName": f"{SUBJECT}/familyName",
    f"{SUBJECT}/dateOfBirth": f"{SUBJECT}/dateOfBirth", f"{SUBJECT}/email": f"{SUBJECT}/contactPoint/emailAddress/id",
    f"{SUBJECT}/address/addressCountryCode": f"{ADDRESS}/countryCode/id",
    f"{SUBJECT}/address/addressRegion": f"{ADDRESS}/fullAddress/noteLiteral",
    f"{SUBJECT}/address/addressLocality": f"{ADDRESS}/fullAddress/noteLiteral",
    f"{SUBJECT}/address/streetAddress": f"{ADDRESS}/fullAddress/noteLiteral",
    f"{SUBJECT}/identifier/identityHash": f"{SUBJECT}/identifier/notation",
    f"{SUBJECT}/result/value": f"{CLAIM}/provenBy/grade/noteLiteral",
    f"{ACHIEVEMENT}/id": f"{SPECIFIED}/identifier/notation", f"{ACHIEVEMENT}/name": f"{SPECIFIED}/title",
    f"{ACHIEVEMENT}/description": f"{SPECIFIED}/description",
    f"{ACHIEVEMENT}/criteria/narrative": f"{SPECIFIED}/additionalNote/noteLiteral",
    f"{ACHIEVEMENT}/achievementType": f"{SPECIFIED}/dcType/id",
    f"{ACHIEVEMENT}/fieldOfStudy": f"{SPECIFIED}/educationSubject/prefLabel",
    f"{ACHIEVEMENT}/inLanguage": f"{SPECIFIED}/language/id", f"{OUTCOME}/name": f"{SPECIFIED}/learningOutcome/title",
    f"{OUTCOME}/alignment/targetUrl": f"{SPECIFIED}/learningOutcome/relatedESCOSkill/id",
    f"{OUTCOME}/alignment/targetCode": f"{SPECIFIED}/learningOutcome/relatedESCOSkill/id",
    f"{OUTCOME}/alignment/targetName": f"{SPECIFIED}/learningOutcome/relatedESCOSkill/prefLabel",
}  # fmt: skip
"""Where each field of the badge stands in the European credential that we make of it."""

SPELT: Final = {
    "IT": "http://publications.europa.eu/resource/authority/country/ITA",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
    "Course": "http://data.europa.eu/snb/learning-opportunity/05053c1cbe",
    "2024-01-01T00:00:00+01:00": "2024-01-01",
}
"""Codes of the badge, as the lists of the EU have them; the moment of validity is known to the day."""

LOST_IN_ELM: Final = {
    "issuer/address/addressCountry": "the name of a country, without its code: none is guessed",
    f"{SUBJECT}/address/addressCountry": "the list of countries has names of its own",
    "issuer/otherIdentifier/identifierType": "an agent of whom no country is known is no organisation, and only "
    "organisations have an eIDAS identifier of that kind; it stays as an identifier",
    f"{SUBJECT}/identifier/identityType": "a national identifier of ELM names its country, which the badge does not "
    "tell; it stays as an identifier",
    f"{ACHIEVEMENT}/creditsAvailable": "a number without the name of its system",
    f"{SUBJECT}/creditsEarned": "a number without the name of its system",
    f"{ACHIEVEMENT}/creator": "whoever described it is not said to have awarded it",
    f"{SUBJECT}/source": "whoever assessed for the issuer; it is not said to have awarded it",
    f"{OUTCOME}/allowedValue": "a learning outcome has no scale; kept in the portfolio",
    f"{OUTCOME}/requiredValue": "a learning outcome has no scale; kept in the portfolio",
    f"{OUTCOME}/resultType": "a learning outcome has no type of result; kept in the portfolio",
    "image": "what the badge shows; pages of the credential are pictures of its content",
    "credentialSchema": "of the format", "credentialStatus": "a list that was not asked",
    "refreshService": "of the format", "@context": "of the format",
}  # fmt: skip
"""Fields of the badge of which nothing is in the European credential, and why."""

OF_THE_FORMAT: Final = {
    "targetFramework": "the address of a skill tells its framework",
    "targetType": "as the framework",
    "hashed": "plain text",
    "type": "the class of an object follows from its place",
}

AWARDED: Final = f"{CLAIM}/awardedBy/awardingBody"

CREATOR: Final = f"{ACHIEVEMENT}/creator"

PLACE: Final = f"{AWARDED}/location/address"

ALIGNED: Final = f"{ACHIEVEMENT}/alignment/targetUrl"

TO_BADGE: Final = {
    "id": "id", "validFrom": "validFrom", "displayParameter/title": "name",
    "displayParameter/description": "description",
    "displayParameter/individualDisplay/displayDetail/image/content": "image/id",
    f"{SUBJECT}/givenName": f"{SUBJECT}/givenName", f"{SUBJECT}/familyName": f"{SUBJECT}/familyName",
    f"{SUBJECT}/fullName": f"{SUBJECT}/name", f"{SUBJECT}/dateOfBirth": f"{SUBJECT}/dateOfBirth",
    f"{SUBJECT}/contactPoint/emailAddress/id": f"{SUBJECT}/email",
    f"{SUBJECT}/identifier/notation": f"{SUBJECT}/identifier/identityHash",
    f"{SUBJECT}/nationalID/notation": f"{SUBJECT}/identifier/identityHash",
    f"{CLAIM}/provenBy/grade/noteLiteral": f"{SUBJECT}/result/value",
    f"{CLAIM}/provenBy/specifiedBy/title": f"{OUTCOME}/name",
    f"{CLAIM}/title": f"{ACHIEVEMENT}/name",
    f"{SPECIFIED}/language/id": f"{ACHIEVEMENT}/inLanguage",
    f"{SPECIFIED}/creditPoint/point": f"{ACHIEVEMENT}/creditsAvailable",
    f"{SPECIFIED}/eqfLevel/id": ALIGNED, f"{SPECIFIED}/nqfLevel/id": ALIGNED, f"{SPECIFIED}/thematicArea/id": ALIGNED,
    f"{SPECIFIED}/learningOutcome/title": f"{OUTCOME}/name",
    f"{SPECIFIED}/learningOutcome/relatedESCOSkill/id": f"{OUTCOME}/alignment/targetUrl",
    f"{SPECIFIED}/learningOutcome/relatedSkill/id": f"{OUTCOME}/alignment/targetUrl",
    f"{SPECIFIED}/learningOutcome/relatedESCOSkill/prefLabel": f"{OUTCOME}/alignment/targetName",
    f"{SPECIFIED}/learningOutcome/relatedSkill/prefLabel": f"{OUTCOME}/alignment/targetName",
    f"{AWARDED}/legalName": f"{CREATOR}/name", f"{AWARDED}/homepage/contentURL": f"{CREATOR}/url",
    f"{AWARDED}/contactPoint/emailAddress/id": f"{CREATOR}/email",
    f"{AWARDED}/logo/content": f"{CREATOR}/image/id",
    f"{AWARDED}/registration/notation": f"{CREATOR}/otherIdentifier/identifier",
    f"{AWARDED}/identifier/notation": f"{CREATOR}/otherIdentifier/identifier",
    f"{PLACE}/fullAddress/noteLiteral": f"{CREATOR}/address/streetAddress",
    f"{PLACE}/countryCode/id": f"{CREATOR}/address/addressCountryCode",
}  # fmt: skip
"""Where each field of the European credential stands in the badge that we make of it."""

CODED: Final = {
    "http://publications.europa.eu/resource/authority/language/ENG": "en",
    "http://publications.europa.eu/resource/authority/country/IRL": "IE",
    "2024-01-01T00:00:00+01:00": "2024-01-01",
}  # fmt: skip

LOST_IN_BADGE: Final = {
    "owner/gender": "no term", "owner/nationalities": "no term", "owner/birth_place": "no term",
    "owner/identifiers/scheme_name": "an identity of a badge has a type, and no name of a scheme",
    "owner/identifiers/country": "as the name of a scheme",
    "experiences": "a badge tells of the award, and not of the activity",
    "assessments/assessment_specification": "a result has a description, without kinds and languages of assessment",
    "assessments/awarding_bodies": "the issuer stands for who assessed",
    "assessments/identity_verification": "no term",
    "qualifications/gained_in": "a badge tells of the award, and not of the activity",
    "qualifications/awarding_bodies/alternative_names": "a profile has one name",
    "qualifications/specification/credits/scheme": "a number of credits has no system",
    "qualifications/specification/volume_of_learning": "no term", "qualifications/specification/modes": "no term",
    "qualifications/specification/maximum_duration": "no term",
    "qualifications/specification/learning_setting": "no term",
    "qualifications/specification/entry_requirements": "criteria say how it is earned, not who may try",
    "qualifications/specification/learning_outcomes/reuse_level": "no term",
    "qualifications/specification/qualification_type": "a kind of study of which a badge has none that is the same",
    "credentials/issued": "a credential of W3C has the dates of its validity only",
    "credentials/display_languages": "of the format", "credentials/credential_profiles": "of the format",
    "credentials/displays/display_language": "of a page", "credentials/displays/page": "of a page",
    "credentials/proves": "the activity and the assessment are in no credential", "language": "no term",
    "assessments/title": "a result has a description, whose name is the title of what was assessed",
    "qualifications/awarding_bodies/identifiers/country": "an identifier of a profile has no country",
    "qualifications/awarding_bodies/identifiers/scheme_name": "an identifier of a profile has a type, and no scheme",
    "qualifications/specification/instruction_languages/official_label": "a code only",
}  # fmt: skip
"""What is read from the European credential and lost in a badge, and why."""

_REISSUED: Final = "ELM took the issuer for an agent without an id, so that another one issues the badge"

CHANGED: Final = {
    "id": _REISSUED, "name": _REISSUED, "validFrom": _REISSUED, "issuer/id": _REISSUED, "issuer/name": _REISSUED,
    "issuer/otherIdentifier/identifier": _REISSUED,
    f"{SUBJECT}/id": "an identifier of ELM does not tell that it is an id of the web",
    f"{ACHIEVEMENT}/id": "as the id of the person",
    f"{SUBJECT}/dateOfBirth": "a day",
    f"{SUBJECT}/address/streetAddress": "an address of ELM is one text",
    f"{SUBJECT}/address/addressLocality": "an address of ELM is one text",
    f"{SUBJECT}/address/addressRegion": "an address of ELM is one text",
    f"{ACHIEVEMENT}/criteria/narrative": "a note of ELM does not tell what it is about",
}  # fmt: skip
"""What is not as it was when the published badge has become a European credential and a badge again, and why."""

DIFFERENT: Final = {
    "/id": "follows from the whole",
    "/language": "the language maps of ELM tell it; a badge has none",
    "/owner/addresses": "ELM gives one as a contact address, which the model has no place for",
    "/owner/birth_place": "of ELM only",
    "/owner/gender": "of ELM only",

    "/owner/nationalities": "of ELM only",
    "/owner/identifiers": "the badge has the id of the person too, ELM the country of the national identifier",
    "/experiences": "the course that ELM tells of: an activity has no counterpart",
    "/qualifications/specification/description": "ELM describes the activity, the badge the achievement",
    "/qualifications/specification/identifiers": "the id of an achievement; in ELM an id of the graph",
    "/qualifications/specification/qualification_type": "course in the one, short programme in the other",
    "/qualifications/specification/eqf_level": "of ELM only: the published badge has no alignment to it",
    "/qualifications/specification/levels": "of ELM only, as the level of the EQF",
    "/qualifications/specification/fields_of_study": "concepts in the one, the label of one of them in the other",
    "/qualifications/specification/criteria": "in ELM the description of the grading",
    "/qualifications/specification/learning_outcomes": "ELM has a second outcome; the first is the same",
    "/qualifications/specification/credits": "the name of the system is of ELM only",
    "/qualifications/specification/volume_of_learning": "of ELM only",
    "/qualifications/specification/maximum_duration": "of ELM only",
    "/qualifications/specification/modes": "of ELM only",
    "/qualifications/specification/learning_setting": "of ELM only",
    "/qualifications/specification/instruction_languages": "the label of the language is of ELM only",
    "/qualifications/specification/entry_requirements": "of ELM only",
    "/qualifications/specification/creator": "of the badge only",
    "/qualifications/title": "a claim of ELM has a title beside that of what it claims",
    "/qualifications/status": "a badge says that it was awarded; ELM need not",
    "/qualifications/awarding_bodies": "the provider in the one; of a badge, the issuer",
    "/qualifications/assessed_by": "of the badge only: the provider",
    "/qualifications/gained_in": "of ELM only: the activity",
    "/qualifications/credits": "of the badge only",
    "/assessments": "ELM tells of the assessment, the badge of its result; the grade is the same",
    "/credentials/description": "of ELM only",
    "/credentials/credential_profiles": "of ELM only",
    "/credentials/proves": "ELM claims the activity and the assessment as well",
    "/credentials/issuer": "of the badge only: who uploads to the builder of the EU becomes the issuer",
    "/credentials/issued": "of ELM only",
    "/credentials/display_languages": "of ELM only",
    "/credentials/displays": "of different kinds: a page, and a picture",
    "/qualifications/id": "follows from the rest", "/qualifications/proven_by": "ids that follow from the rest",
}  # fmt: skip
"""Where what is read from the two files of the pair is not the same, and why."""

SAME: Final = {
    "/owner/names", "/owner/contact_points", "/owner/birth_date", "/qualifications/specification/title",
    "/credentials/id", "/credentials/title", "/credentials/valid_from",
}  # fmt: skip

MEANING: Final = {
    ("Assertion", "credentialSubject"): (SUBJECT, "owner"),
    ("Assertion", "endorsement"): ("endorsement", "credentials.statement"),
    ("Assertion", "endorsementJwt"): ("endorsementJwt", "credentials.statement"),
    ("Assertion", "evidence"): ("evidence", "evidence_items"),
    ("Assertion", "image"): ("image", "credentials.displays.image"),
    ("Assertion", "issuanceDate"): ("issuanceDate", "credentials.valid_from"),
    ("Assertion", "issuer"): ("issuer", "credentials.issuer"),
    ("Assertion", "awardedDate"): ("awardedDate", "qualifications.issued"),
    ("Assertion", "expirationDate"): ("expirationDate", "credentials.valid_until"),
    ("Assertion", "description"): ("description", "credentials.description"),
    ("Assertion", "name"): ("name", "credentials.title"),
    ("Issuer", "phone"): ("issuer/phone", "credentials.issuer.contact_points"),
    ("Issuer", "email"): ("issuer/email", "credentials.issuer.contact_points"),
    ("Issuer", "address"): ("issuer/address", "credentials.issuer.addresses"),
    ("Issuer", "description"): ("issuer/description", "credentials.issuer.about"),
    ("Issuer", "image"): ("issuer/image", "credentials.issuer.logo"),
    ("Issuer", "name"): ("issuer/name", "credentials.issuer.name"),
    ("Issuer", "parentOrg"): ("issuer/parentOrg", "credentials.issuer.parent_organisation"),
    ("Issuer", "endorsement"): ("issuer/endorsement", "credentials.statement"),
    ("Issuer", "endorsementJwt"): ("issuer/endorsementJwt", "credentials.statement"),
    ("Issuer", "honorificPrefix"): (f"{SUBJECT}/honorificPrefix", "owner.names.honorific_prefix"),
    ("Issuer", "honorificSuffix"): (f"{SUBJECT}/honorificSuffix", "owner.names.honorific_suffix"),
    ("Issuer", "givenName"): (f"{SUBJECT}/givenName", "owner.names.given_name"),
    ("Issuer", "familyName"): (f"{SUBJECT}/familyName", "owner.names.family_name"),
    ("Issuer", "familyNamePrefix"): (f"{SUBJECT}/familyNamePrefix", "owner.names.family_name_prefix"),
    ("Issuer", "patronymicName"): (f"{SUBJECT}/patronymicName", "owner.names.patronymic_name"),
    ("Issuer", "dateOfBirth"): (f"{SUBJECT}/dateOfBirth", "owner.birth_date"),
}
"""Where a badge has each term, and the field of the model that means the same."""

NOT_A_FIELD: Final = {
    "credentialSchema": "of the format; residue", "credentialStatus": "a list to ask, and no statement; residue",
    "refreshService": "of the format; residue", "termsOfUse": "residue",
    "proof": "kept with the signed original, and nowhere else",
}  # fmt: skip
"""Terms that the tables call the same and that are in no field of the model, and why."""

OLDER: Final[dict[str, tuple[Any, str]]] = {
    "issuedOn": ("2020-06-30T12:00:00Z", "2020-06-30"), "expires": ("2025-06-30T12:00:00Z", "2025-06-30"),
    "evidence": ("https://noor.example.org/work", "https://noor.example.org/work"),
    "recipient": ({"type": "email", "hashed": False, "identity": "noor@example.org"}, "noor@example.org"),
    "narrative": ("Worked hard.", "Worked hard."),
    "image": ("https://college.example.org/7.png", "college.example.org/7.png"),
    "description": ("A college.", "A college."), "email": ("info@college.example.org", "info@college.example.org"),
    "name": ("An award", "Statistics"), "url": ("https://www.college.example.org", "www.college.example.org"),
    "telephone": ("+31 20 555 0100", "+31 20 555 0100"), "badge": ({}, "Statistics"),
}  # fmt: skip
"""Terms of Open Badges 2.0, a value of each, and what the portfolio then says."""

NOT_MOVED: Final = {
    "endorsement": "an endorsement in the old form stays as it is",
    "revoked": "asked of the list, and not of the badge",
    "revocationReason": "asked of the list, and not of the badge",
    "version": "residue",
    "type": "of the format",
    "related": "residue",
    "verification": "of the old form",
    "publicKey": "a key",
    "revocationList": "a list",
}
"""Terms that have no field of the model, and why."""
