"""What published crosswalks say about the European Learning Model, beside what we say: tables, and a full credential.

Two are compared: the mapping of micro-credential vocabularies by Credential Engine (DESM, 2024) with its pairs of ELM,
Open Badges 2 and 3 and CTDL, and the mapping of ELMO (EMREX) to ELM by the European Commission.
"""

from __future__ import annotations

from typing import Any, Final

from tests.conformance.elm_credential import (
    AUTHORITY,
    SNB,
    achievement,
    authority,
    concept,
    credential,
    image,
    listed,
    organisation,
)

# -- a credential that holds what the tables speak of ------------------------------------------------------


def node(kind: str, **values: Any) -> dict[str, Any]:
    """A node of a class; ids do not matter here."""
    return {"type": kind, **values}


def note(text: str) -> dict[str, Any]:
    """A note in English."""
    return node("Note", noteLiteral={"en": text})


def page(name: str) -> dict[str, Any]:
    """A page of the web."""
    return node("WebResource", contentURL=f"https://{name}.example.org/", title={"en": name})


def identifier(value: str, kind: str = "Identifier", **values: Any) -> dict[str, Any]:
    """An identifier with all that identifiers have."""
    return node(
        kind, notation=value, schemeName="register", schemeId="https://register.example.org/", schemeVersion="2",
        schemeAgency={"en": "Registry"}, dateIssued="2020-01-02T00:00:00Z", creator="https://creator.example.org/",
        dcType=concept("urn:example:kind", "urn:example:kinds"), **values,
    )  # fmt: skip


def legal(value: str) -> dict[str, Any]:
    """An identifier under the law of a country."""
    return identifier(value, "LegalIdentifier", spatial=authority("country", "NLD"))


def place(text: str) -> dict[str, Any]:
    """A location with a country and an address."""
    address = node("Address", countryCode=authority("country", "NLD"), fullAddress=note(text))
    return node("Location", address=address, geographicName={"en": f"near {text}"})


def _organisation() -> dict[str, Any]:
    plain = organisation()
    plain.pop("id")
    accreditor = {**plain, "legalName": {"en": "Accreditor"}}
    return {
        **plain, "altLabel": {"en": "The College"}, "additionalNote": note("Since 1901."), "homepage": page("college"),
        "location": place("Quay 1"), "identifier": identifier("C-1"), "eIDASIdentifier": legal("VATNL-000000000"),
        "registration": legal("R-1"), "vatIdentifier": legal("V-1"), "taxIdentifier": legal("T-1"), "logo": image(),
        "dateModified": "2024-01-02T00:00:00Z", "hasSubOrganization": {**plain, "legalName": {"en": "School"}},
        "subOrganizationOf": {**plain, "legalName": {"en": "University"}}, "hasMember": node("Person", id="urn:noor"),
        "accreditation": node(
            "Accreditation", title={"en": "Quality"}, dcType=listed("accreditation", "bb4618238e"),
            accreditingAgent=accreditor, limitJurisdiction=authority("atu", "NLD"),
        ),
    }  # fmt: skip


def _assessment() -> dict[str, Any]:
    return node(
        "LearningAssessment", title={"en": "Examination"}, grade=note("8"), awardedBy=_awarding(),
        gradeStatus=concept("urn:example:passed", "urn:example:statuses"),
        shortenedGrading=node("ShortenedGrading", percentageLower=20, percentageEqual=10, percentageHigher=70),
        resultDistribution=node(
            "ResultDistribution", description={"en": "Of one year."},
            resultCategory=node("ResultCategory", label="8", count=12),
        ),
        specifiedBy=node(
            "LearningAssessmentSpecification", title={"en": "Examinations"},
            gradingScheme=node(
                "GradingScheme", title={"en": "1 to 10"}, description={"en": "Ten is best."}, identifier=identifier("G")
            ),
        ),
    )  # fmt: skip


def _activity() -> dict[str, Any]:
    agent = node(
        "Agent", prefLabel={"en": "Workshop"}, altLabel={"en": "Shop"}, identifier=identifier("W-1"),
        additionalNote=note("By the quay."), location=place("Quay 2"), dateModified="2024-01-02T00:00:00Z",
    )  # fmt: skip
    return node(
        "LearningActivity", title={"en": "Practice"}, awardedBy=_awarding(), directedBy=agent,
        specifiedBy=node(
            "LearningActivitySpecification", title={"en": "Practice"}, language=authority("language", "NLD"),
            contactHour="40",
        ),
        temporal=node(
            "PeriodOfTime", prefLabel={"en": "Spring"}, startDate="2024-02-01T00:00:00Z", endDate="2024-05-31T00:00:00Z"
        ),
    )  # fmt: skip


def _awarding() -> dict[str, Any]:
    plain = organisation()
    plain.pop("id")
    return node("AwardingProcess", awardingBody=plain, awardingDate="2024-06-28T00:00:00Z")


def _achievement() -> dict[str, Any]:
    claim = achievement()
    specification = claim["specifiedBy"]
    specification |= {
        "title": {"en": "Joinery"}, "description": {"en": "Of wood."}, "identifier": identifier("Q-1"),
        "homepage": page("joinery"),
        "dcType": concept("urn:example:diploma", "urn:example:types"), "thematicArea": listed("isced-f", "0722"),
        "educationSubject": concept("urn:example:wood", "urn:example:subjects"),
        "educationLevel": {**concept("urn:example:level", "urn:example:levels"), "prefLabel": {"en": "Third"},
                           "notation": "3"},
        "creditPoint": node("CreditPoint", framework=listed("education-credit", "60b314e826"), point="60"),
    }  # fmt: skip
    part = {**achievement(), "id": "urn:part", "title": {"en": "Joints"}, "identifier": identifier("P-1")}
    part.pop("specifiedBy")
    return {
        **claim, "identifier": identifier("A-1"), "awardedBy": _awarding(), "provenBy": _assessment(),
        "influencedBy": _activity(), "hasPart": part, "supplementaryDocument": page("transcript"),
        "creditReceived": node("CreditPoint", framework=listed("education-credit", "6fcec5c5af"), point="30"),
        "learningOpportunity": node(
            "LearningOpportunity", title={"en": "Course"}, descriptionHtml="<p>Wood</p>",
            temporal=node("PeriodOfTime", startDate="2023-09-01T00:00:00Z", endDate="2024-06-30T00:00:00Z"),
        ),
    }  # fmt: skip


def full() -> dict[str, Any]:
    """The credential."""
    data = credential()
    data["displayParameter"]["description"] = {"en": "For joiners."}
    data["credentialSubject"] |= {
        "birthName": {"en": "Okonkwo"}, "citizenshipCountry": authority("country", "NLD"),
        "placeOfBirth": place("Ward 1"), "location": place("Street 1"), "identifier": identifier("L-1"),
        "gender": concept(f"{AUTHORITY}/human-sex/FEMALE", f"{AUTHORITY}/human-sex"), "hasClaim": _achievement(),
        "groupMemberOf": node("Group", prefLabel={"en": "Joiners"}),
    }  # fmt: skip
    return {
        **data, "issuer": _organisation(), "identifier": identifier("E-1"), "validUntil": "2034-06-30T00:00:00Z",
        "expirationDate": "2034-06-30T00:00:00Z", "termsOfUse": node("TermsOfUse", id="https://terms.example.org/"),
        "credentialStatus": node("CredentialStatus", id="https://status.example.org/1"),
        "proof": node("Proof", id="urn:proof"), "refreshService": {"id": "https://new.example.org/", "type": "Manual"},
        "attachment": {
            **image(), "id": "urn:file", "title": {"en": "Scan"}, "description": {"en": "Of the paper."},
            "attachmentType": concept("urn:example:scan", "urn:example:kinds"),
        },
        "evidence": node("Evidence", dcType=listed("evidence-type", "c_991b06c6"), evidenceStatement="Accredited."),
        "id": f"{SNB}/example/1",
    }  # fmt: skip


# -- the mapping of micro-credential vocabularies ----------------------------------------------------------

CLASSES: Final = {
    "elm:EuropeanDigitalCredential": ("", "credentials."),
    "cred:VerifiableCredential": ("", "credentials."),
    "elm:Organisation": ("issuer", "credentials.issuer."),
    "elm:Agent": ("credentialSubject/hasClaim/influencedBy/directedBy", "experiences.organisations."),
    "adms:Identifier": ("identifier", "credentials."),
    "elm:LegalIdentifier": ("issuer/eIDASIdentifier", "credentials.issuer."),
}
"""Classes of the mapping: where the credential has one, and what the fields of the model stand in."""

KEYS: Final = {
    "Type": "dcType", "schema agency": "schemeAgency", "credential profile": "credentialProfiles",
    "alternative label": "altLabel", "preferred label": "prefLabel", "additional note": "additionalNote",
    "eIDAS identifier": "eIDASIdentifier", "Tax/Fiscal identifier": "taxIdentifier", "VAT number": "vatIdentifier",
    "Sub Organization Of": "subOrganizationOf", "Spatial Coverage": "spatial", "Date Issued": "dateIssued",
    "last modification date": "dateModified",
}  # fmt: skip
"""Labels of ELM whose key in JSON is not the label in one word."""

NOT_CARRIED: Final = {
    "dcType": "what kind of identifier it is follows from the property it stands in; other kinds are residue",
    "creator": "of an identifier; residue",
    "credentialSchema": "follows from the type of the credential, and is written anew",
    "credentialStatus": "a list to ask online; residue, and not shown as if it had been asked",
    "proof": "a proof does not survive a change of form; a sealed original is kept whole instead",
    "refreshService": "residue",
    "relatedResource": "of the data model 2.0 of the W3C, which ELM cannot be combined with",
    "renderMethod": "of the data model 2.0 of the W3C, which ELM cannot be combined with",
    "termsOfUse": "residue",
    "dateModified": "the official context drops it; residue",
    "hasMember": "the official context does not define it, so that nothing of it is left in RDF; residue",
    "hasSubOrganization": "the model has no tree of organisations; residue",
    "subOrganizationOf": "the model has no tree of organisations; residue",
}
"""Terms of ELM that go into no field of the model, with the reason."""

AGENTS_LACK: Final = {"location"}
"""What an agent, beside an organisation, is not read with: it stands for those of whom little is known."""

MEANINGS: Final = {
    "OB3": {
        "credentialSubject": "owner", "issuanceDate": "issued", "issuer": "issuer", "expirationDate": "valid_until",
        "awardedDate": "qualifications.issued", "evidence": "evidence_items", "address": "addresses", "name": "name",
        "image": "logo", "additionalName": "", "otherIdentifier": "identifiers", "description": "about",
        "url": "contact_points",
    },
    "OB2": {
        "recipient": "owner", "issuedOn": "issued", "expires": "valid_until", "evidence": "evidence_items",
        "image": "logo", "description": "about", "name": "name", "url": "contact_points",
    },
    "CTDL": {
        "Accredited By": "accreditations", "Accredited In": "", "Regulated By": "accreditations", "Regulated In": "",
        "Address": "addresses", "Alternate Name": "alternative_names", "Description": "about", "Image": "logo",
        "Name": "name", "Identifier": "identifiers", "Subject Webpage": "contact_points", "NAICS": "sector",
        "Coded Notation": "identifiers.value", "CTID": "identifiers.value", "DUNS": "identifiers.value",
        "FEIN": "identifiers.value", "IPEDS ID": "identifiers.value", "NCES ID": "identifiers.value",
        "OPE ID": "identifiers.value", "Legal Entity Identifier Code": "identifiers.value",
        "Identifier Value Code": "identifiers.value",
    },
}  # fmt: skip
"""Terms of the vocabularies on the other side, and the field of the model that means the same; none when empty."""

DIFFERENT_TERMS: Final = {
    ("OB3", "evidence", "evidence"): "evidence of ELM says why the credential can be relied on; that of a badge is the "
    "holder's work, which in ELM is an attachment",
    ("OB2", "evidence", "evidence"): "as for Open Badges 3",
    ("OB3", "validFrom", "awardedDate"): "the day of the award is the day of the award, and not the first on which the "
    "credential holds",
    ("OB2", "validFrom", "issuedOn"): "a badge's issuedOn is the date of issue, for which ELM has a term of its own",
    ("OB2", "dateIssued", "issuedOn"): "the mapping gives the label of two properties: of an identifier it is not the "
    "date of the badge",
    ("OB3", "altLabel", "additionalName"): "a further name of a person, which no organisation has",
    ("CTDL", "altLabel", "Name"): "the name is the legal name; another one stays another one",
    ("CTDL", "notation", "NAICS"): "a class of industry is no identifier; the model has a sector, and ELM has none",
    ("CTDL", "accreditation", "Accredited In"): "the jurisdiction of an accreditation has no field; residue",
    ("CTDL", "accreditation", "Regulated In"): "as for Accredited In",
}
"""Published pairs that we do not follow: vocabulary, key of ELM, term on the other side, and why."""

# -- the mapping of ELMO -----------------------------------------------------------------------------------

_CLAIM = "credentialSubject/hasClaim"

ELMO: Final = {
    ("Elmo", "learner"): ("credentialSubject", "owner"),
    ("Elmo", "report"): ("", "credentials"),
    ("Elmo", "attachment"): ("attachment", "evidence_items"),
    ("Learner", "identifier"): ("credentialSubject/identifier", "owner.identifiers"),
    ("Learner", "citizenship"): ("credentialSubject/citizenshipCountry", "owner.nationalities"),
    ("Learner", "givenNames"): ("credentialSubject/givenName", "owner.names.given_name"),
    ("Learner", "familyName"): ("credentialSubject/familyName", "owner.names.family_name"),
    ("Learner", "bday"): ("credentialSubject/dateOfBirth", "owner.birth_date"),
    ("Learner", "placeOfBirth"): ("credentialSubject/placeOfBirth/address", "owner.birth_place"),
    ("Learner", "birthName"): ("credentialSubject/birthName", "owner.names.family_name"),
    ("Learner", "currentAddress"): ("credentialSubject/location/address", "owner.addresses"),
    ("Learner", "gender"): ("credentialSubject/gender", "owner.gender"),
    ("Issuer", "identifier"): ("issuer/identifier", "credentials.issuer.identifiers"),
    ("Issuer", "country"): ("issuer/location/address/countryCode", "credentials.issuer.addresses.country"),
    ("Issuer", "title"): ("issuer/legalName", "credentials.issuer.name"),
    ("Issuer", "url"): ("issuer/homepage", "credentials.issuer.contact_points"),
    ("Report", "issuer"): (f"{_CLAIM}/awardedBy/awardingBody", "qualifications.awarding_bodies"),
    ("Report", "learningOpportunitySpecification"): (f"{_CLAIM}/specifiedBy", "qualifications.specification"),
    ("Report", "issueDate"): ("issued", "credentials.issued"),
    ("Report", "gradingScheme"): (
        f"{_CLAIM}/provenBy/specifiedBy/gradingScheme", "assessments.assessment_specification.grading_scheme",
    ),
    ("Report", "description"): ("displayParameter/description", "credentials.description"),
    ("Report", "attachment"): ("attachment", "evidence_items"),
    ("LearningOpportunitySpecification", "identifier"): (
        f"{_CLAIM}/specifiedBy/identifier", "qualifications.specification.identifiers",
    ),
    ("LearningOpportunitySpecification", "title"): (
        f"{_CLAIM}/specifiedBy/title", "qualifications.specification.title",
    ),
    ("LearningOpportunitySpecification", "type"): (
        f"{_CLAIM}/specifiedBy/dcType", "qualifications.specification.qualification_type",
    ),
    ("LearningOpportunitySpecification", "subjectArea"): (
        f"{_CLAIM}/specifiedBy/educationSubject", "qualifications.specification.fields_of_study",
    ),
    ("LearningOpportunitySpecification", "iscedCode"): (
        f"{_CLAIM}/specifiedBy/thematicArea", "qualifications.specification.fields_of_study",
    ),
    ("LearningOpportunitySpecification", "url"): (
        f"{_CLAIM}/specifiedBy/homepage", "qualifications.specification.links",
    ),
    ("LearningOpportunitySpecification", "description"): (
        f"{_CLAIM}/specifiedBy/description", "qualifications.specification.description",
    ),
    ("LearningOpportunitySpecification", "descriptionHtml"): (f"{_CLAIM}/learningOpportunity/descriptionHtml", ""),
    ("LearningOpportunitySpecification", "specifies"): (_CLAIM, "qualifications"),
    ("LearningOpportunitySpecification", "hasPart"): (f"{_CLAIM}/hasPart", "qualifications"),
    ("LearningOpportunityInstance", "identifier"): (f"{_CLAIM}/identifier", "qualifications.identifiers"),
    ("LearningOpportunityInstance", "start"): (f"{_CLAIM}/influencedBy/temporal/startDate", "experiences.period.start"),
    ("LearningOpportunityInstance", "date"): (f"{_CLAIM}/influencedBy/temporal/endDate", "experiences.period.end"),
    ("LearningOpportunityInstance", "academicTerm"): (f"{_CLAIM}/influencedBy/temporal", "experiences.period"),
    ("LearningOpportunityInstance", "status"): (f"{_CLAIM}/provenBy/gradeStatus", "assessments.grade_status"),
    ("LearningOpportunityInstance", "gradingSchemeLocalId"): (
        f"{_CLAIM}/provenBy/specifiedBy/gradingScheme/identifier",
        "assessments.assessment_specification.grading_scheme.identifiers",
    ),
    ("LearningOpportunityInstance", "resultLabel"): (f"{_CLAIM}/provenBy/grade", "assessments.grade"),
    ("LearningOpportunityInstance", "shortenedGrading"): (
        f"{_CLAIM}/provenBy/shortenedGrading", "assessments.shortened_grading",
    ),
    ("LearningOpportunityInstance", "resultDistribution"): (
        f"{_CLAIM}/provenBy/resultDistribution", "assessments.result_distribution",
    ),
    ("LearningOpportunityInstance", "credit"): (f"{_CLAIM}/creditReceived", "qualifications.credits"),
    ("LearningOpportunityInstance", "level"): (
        f"{_CLAIM}/specifiedBy/educationLevel", "qualifications.specification.levels",
    ),
    ("LearningOpportunityInstance", "languageOfInstruction"): (
        f"{_CLAIM}/influencedBy/specifiedBy/language", "experiences.activity_specification.instruction_languages",
    ),
    ("LearningOpportunityInstance", "engagementHours"): (
        f"{_CLAIM}/influencedBy/specifiedBy/contactHour", "experiences.activity_specification.contact_hours",
    ),
    ("LearningOpportunityInstance", "attachments (mit Ref.)"): (
        f"{_CLAIM}/supplementaryDocument", "qualifications.links",
    ),
    ("AcademicTerm", "title"): (f"{_CLAIM}/influencedBy/temporal/prefLabel", "experiences.period.label"),
    ("AcademicTerm", "start"): (f"{_CLAIM}/influencedBy/temporal/startDate", "experiences.period.start"),
    ("AcademicTerm", "end"): (f"{_CLAIM}/influencedBy/temporal/endDate", "experiences.period.end"),
    ("EducationLevel", "description"): (
        f"{_CLAIM}/specifiedBy/educationLevel/prefLabel", "qualifications.specification.levels.official_label",
    ),
    ("EducationLevel", "value"): (
        f"{_CLAIM}/specifiedBy/educationLevel/notation", "qualifications.specification.levels.notation",
    ),
    ("Credits", "scheme"): (f"{_CLAIM}/creditReceived/framework", "qualifications.credits.scheme"),
    ("Credits", "value"): (f"{_CLAIM}/creditReceived/point", "qualifications.credits.points"),
    ("ShortenedGrading", "percentageLower"): (
        f"{_CLAIM}/provenBy/shortenedGrading/percentageLower", "assessments.shortened_grading.percentage_lower",
    ),
    ("ShortenedGrading", "percentageEqual"): (
        f"{_CLAIM}/provenBy/shortenedGrading/percentageEqual", "assessments.shortened_grading.percentage_equal",
    ),
    ("ShortenedGrading", "percentageHigher"): (
        f"{_CLAIM}/provenBy/shortenedGrading/percentageHigher", "assessments.shortened_grading.percentage_higher",
    ),
    ("ResultDistribution", "category"): (
        f"{_CLAIM}/provenBy/resultDistribution/resultCategory", "assessments.result_distribution.result_categories",
    ),
    ("ResultDistribution", "description"): (
        f"{_CLAIM}/provenBy/resultDistribution/description", "assessments.result_distribution.description",
    ),
    ("ResultCategory", "label"): (
        f"{_CLAIM}/provenBy/resultDistribution/resultCategory/label",
        "assessments.result_distribution.result_categories.label",
    ),
    ("ResultCategory", "count"): (
        f"{_CLAIM}/provenBy/resultDistribution/resultCategory/count",
        "assessments.result_distribution.result_categories.count",
    ),
    ("GradingScheme", "localId"): (
        f"{_CLAIM}/provenBy/specifiedBy/gradingScheme/identifier",
        "assessments.assessment_specification.grading_scheme.identifiers",
    ),
    ("GradingScheme", "description"): (
        f"{_CLAIM}/provenBy/specifiedBy/gradingScheme/description",
        "assessments.assessment_specification.grading_scheme.description",
    ),
    ("Elmo", "groups"): ("credentialSubject/groupMemberOf", ""),
    ("Attachment", "title"): ("attachment/title", "evidence_items.title"),
    ("Attachment", "type"): ("attachment/attachmentType", ""),
    ("Attachment", "description"): ("attachment/description", "evidence_items.description"),
    ("Attachment", "content"): ("attachment/content", "evidence_items.media.content"),
}  # fmt: skip
"""Fields of ELMO that the Commission maps: the place that we say it is in ELM, and the field of the model."""

DIFFERENT_PLACES: Final = {
    ("Learner", "citizenship"): "the address of the country tells which it is; notation holds the name of the list",
    ("LearningOpportunitySpecification", "specifies"): "the mapping names a property that ELM does not have",
    (
        "LearningOpportunityInstance",
        "start",
    ): "studies are what a person did, from when to when: an activity; the "
    "dates of an opportunity say when a course was offered, and are residue",
    ("LearningOpportunityInstance", "date"): "as for the start",
    ("LearningOpportunityInstance", "academicTerm"): "as for the start",
    ("LearningOpportunityInstance", "gradingSchemeLocalId"): "the scheme by which somebody was graded is that of the "
    "assessment; the mapping takes the one of the qualification as a whole",
    ("LearningOpportunityInstance", "engagementHours"): "contact hours are a property of the specification of an "
    "activity, not of the activity",
}
"""Where the Commission's mapping names another place, or one that ELM does not have."""
