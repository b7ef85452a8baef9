"""Portfolios in which every field of the model has a value of its own, made from the model: what is measured with.

A *specimen* is a portfolio with one item, or one part, in which every field is filled.  Formats treat kinds of items
differently, so there is one for each kind that they tell apart.  What items refer to stands beside it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from ..contract.fields import Field, Kind, fields
from ..model import ITEM_LISTS, Address, Concept, Model, PartialDate, Portfolio, RichText
from ..model.canonical import from_data
from ..vocabulary import schemes

if TYPE_CHECKING:
    from .issuer import Issuer

KINDS: dict[str, tuple[dict[str, Any], ...]] = {
    "experiences": tuple(
        {"kind": kind} for kind in ("employment", "volunteering", "education", "project", "membership", "conference")
    ),
    "qualifications": ({"gained_in": ["urn:specimen:beside:study"]}, {"gained_in": []}),
    "competences": tuple(
        {"category": kind} for kind in ("job_related", "communication", "organisational", "digital", "other")
    ),
    "languages": ({"mother_tongue": False}, {"mother_tongue": True}),
    "entitlements": ({"kind": "driving_licence"}, {"kind": "profession"}),
    "achievements": ({"kind": "award"}, {"kind": "publication"}, {"kind": "project"}),
    "headline": ({"kind": "preferred_job"}, {"kind": "studies_applied_for"}),
}
"""Kinds that formats tell apart: fields of an item and their values."""

_CHANNELS = ("email", "telephone", "website", "messaging", "social", "fax")

_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"

_CODES: dict[str, tuple[str, str]] = {
    "country": (schemes.ISO_3166_1, "NL"),
    "nationalities": (schemes.ISO_3166_1, "BE"),
    "residence_countries": (schemes.ISO_3166_1, "FR"),
    "work_authorisations": (schemes.ISO_3166_1, "DE"),
    "known_language": (schemes.ISO_639, "nl"),
    "eqf_level": (schemes.EQF, "6"),
    "levels": (schemes.ISCED_2011, "6"),
    "CompetenceLevel.level": (schemes.DIGITAL_SELF_ASSESSMENT, "B"),
    "level": (schemes.EQF, "5"),
    "overall": (schemes.CEFR, "B2"),
    "area": (schemes.DIGCOMP_AREAS, "3"),
    "instruction_languages": (schemes.ISO_639, "en"),
    "display_languages": (schemes.ISO_639, "en"),
    "display_language": (schemes.ISO_639, "en"),
    "jurisdictions": (schemes.ISO_3166_1, "NL"),
    "fields_of_study": (schemes.ISCED_F, "0613"),
    "licence_category": (schemes.DRIVING_LICENCE, "B"),
    "sector": (schemes.NACE_2, "85.42"),
    "occupation": (schemes.ISCO_08, "2512"),
    "position": (schemes.ISCO_08, "2330"),
    "occupations": (schemes.ISCO_08, "2511"),
    "qualification_type": (_BADGES + "AchievementType", "Diploma"),
    "result_type": (_BADGES + "ResultType", "LetterGrade"),
    "step": (schemes.GUIDANCE_STEPS, "evaluation"),
    "guidance_activities": (schemes.GUIDANCE_ACTIVITIES, "counselling"),
    "guidance_channel": (schemes.GUIDANCE_CHANNELS, "face-to-face"),
    "information_types": (schemes.GUIDANCE_INFORMATION, "occupations"),
    "grade_status": (_BADGES + "ResultStatusType", "Completed"),
}
"""Scheme and code of concepts, by ``Class.field`` or by name."""

_URIS: dict[str, str] = {
    "occupation": schemes.ESCO_OCCUPATION_PREFIX,
    "position": schemes.ESCO_OCCUPATION_PREFIX,
    "occupations": schemes.ESCO_OCCUPATION_PREFIX,
    "concept": schemes.ESCO_OCCUPATION_PREFIX,
    "skills": schemes.ESCO_SKILL_PREFIX,
    "concepts": schemes.ESCO_SKILL_PREFIX,
}

_LISTS: dict[str, tuple[str, str]] = {
    "accreditation_type": (schemes.ACCREDITATION, "003293d2ce"),
    "decision": (schemes.ACCREDITATION_DECISION, "c_0ab66479"),
    "entitlement_type": (schemes.ENTITLEMENT, "64aad92881"),
    "entitlement_status": (schemes.ENTITLEMENT_STATUS, "b7015a8a8c"),
    "evidence_type": (schemes.EVIDENCE_TYPE, "c_18016257"),
    "activity_types": (schemes.LEARNING_ACTIVITY, "ff436ea7c9"),
    "assessment_types": (schemes.ASSESSMENT, "3484bd7e51"),
    "modes": (schemes.LEARNING_ASSESSMENT, "e92d221e4d"),
    "learning_setting": (schemes.LEARNING_SETTING, "6fd4685715"),
    "identity_verification": (schemes.SUPERVISION_VERIFICATION, "70be69aaf9"),
    "target_groups": (schemes.TARGET_GROUP, "022beab85a"),
}
"""Scheme and end of the URI of concepts that are in lists of the EU without codes."""

_IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_BESIDE = "urn:specimen:beside"

_VALUES: dict[str, str] = {
    "language": "en", "duration": "P2Y6M", "content": _IMAGE, "media_type": "image/png", "file_name": "file {n}.png",
    "created": "2019-02-03T04:05:06Z", "modified": "2019-03-04T05:06:07Z", "recorded": "2019-04-05T06:07:08Z",
    "listening": "C1", "reading": "C2", "spoken_interaction": "B2", "spoken_production": "B1", "writing": "A2",
    "written_interaction": "A1", "online_interaction": "B2", "mediation": "B1", "cefr_level": "B2",
    "ContactPoint.use": "home", "Address.use": "home", "Link.use": "documentation",
    "Organisation.role": "employer", "method": "credential",
    "Qualification.status": "awarded", "reuse_level": "transversal", "country_calling_code": "31", "area_code": "20",
    "PresentationHint.document": "ECV", "PresentationHint.field": "LearnerInfo.Identification",
    "DocumentReference.kind": "ECV", "Credit.scheme": "ECTS", "Credit.points": "{n}", "asserted_by": "issuer",
    "workload": "PT120H", "volume_of_learning": "P1Y", "maximum_duration": "P4Y", "completion": "100",
    "percentage_lower": "60", "percentage_equal": "30", "percentage_higher": "10", "count": "{n}", "page": "1",
    "Identifier.kind": "eidas", "Reference.role": "manager",
    "salt": "salt{n}", "relation": "supports", "purpose": "achieved", "Property.key": "key{n}",
}  # fmt: skip
"""Values that mean something to formats, by ``Class.field`` or by name; all others are words and a number."""

_CONTACTS = {
    "email": "ada{n}@example.org", "telephone": "+31 20 555 {n:04}", "website": "https://www.example.org/{n}",
    "messaging": "ada.{n}", "social": "https://social.example.org/ada{n}", "fax": "+31 20 556 {n:04}",
}  # fmt: skip

_REFERENCES = {
    "evidence": f"{_BESIDE}:evidence", "certificates": f"{_BESIDE}:diploma", "gained_in": f"{_BESIDE}:study",
    "proven_by": f"{_BESIDE}:examination", "entitles_to": f"{_BESIDE}:licence",
    "Experience.part_of": f"{_BESIDE}:study", "Qualification.part_of": f"{_BESIDE}:diploma",
    "Assessment.part_of": f"{_BESIDE}:examination", "Entitlement.part_of": f"{_BESIDE}:licence",
    "credential": f"{_BESIDE}:credential", "proves": f"{_BESIDE}:diploma", "source": f"{_BESIDE}:diploma",
    "target": f"{_BESIDE}:study", "endorsed_by": f"{_BESIDE}:credential",
    "measured_by": f"{_BESIDE}:test", "based_on": f"{_BESIDE}:test", "concerns": f"{_BESIDE}:test",
    "disclosed_items": f"{_BESIDE}:diploma",
}  # fmt: skip

_BELONGING = {"assessments": "proven_by", "evidence_items": "evidence"}
"""Items that mean little by themselves, and the field by which a qualification names them."""

_NOTATIONS = {"gender": "female", "opening_salutation": "dear", "honorific_prefix": "dr"}

_LEFT_OUT = frozenset({"id", "type", "schema_version", "residue", "variants", "never_export", "format", "pointer"})
"""What tells how a portfolio is kept and not what it says; a name that is never exported cannot be measured."""


@dataclass(frozen=True)
class Specimen:
    """A portfolio to measure with.

    Attributes:
        field: the field of the portfolio that is measured.
        kind: which kind it is of, empty when formats do not tell kinds apart.
        data: the portfolio in canonical form.
        fixed: names of fields that make the kind what it is.
    """

    field: str
    kind: str
    data: dict[str, Any]
    fixed: frozenset[str] = frozenset()

    @property
    def pointer(self) -> str:
        """Where the measured part stands in the portfolio."""
        return f"/{self.field}/0" if self.field in ITEM_LISTS else f"/{self.field}"


@cache
def specimens() -> tuple[Specimen, ...]:
    """All specimens: one for each field of the portfolio, and each kind of it."""
    return tuple(_specimens())


def _specimens() -> Iterator[Specimen]:
    maker = _Maker()
    for field in fields(Portfolio):
        if field.name in _LEFT_OUT:
            continue
        for kind in KINDS.get(field.name, ({},)):
            value = maker.field(Portfolio, field)
            first = value[0] if isinstance(value, list) else value
            if kind:
                first.update(copy.deepcopy(kind))
            if field.name in ITEM_LISTS:
                first["id"] = f"urn:specimen:{field.name}:{maker.number}"
            data = _beside() | {"language": "en"}
            data[field.name] = [*value, *data.get(field.name, ())] if isinstance(value, list) else value
            if field.name in _BELONGING:
                data["qualifications"][0][_BELONGING[field.name]] = [first["id"]]
            label = " ".join(_label(member) for member in kind.values())
            yield Specimen(field.name, label, data, frozenset(kind))


def _label(value: Any) -> str:
    words = {True: "mother tongue", False: "foreign"}
    if isinstance(value, list):
        return "of studies" if value else "on its own"
    return words[value] if isinstance(value, bool) else str(value)


def _beside() -> dict[str, Any]:
    """What items refer to."""
    attachment = {"media_type": "image/png", "content": _IMAGE, "file_name": "beside.png"}
    school = {"name": "Beside school"}
    return {
        "id": "urn:specimen:portfolio",
        "experiences": [{"id": f"{_BESIDE}:study", "kind": "education", "organisations": [school]}],
        "qualifications": [
            {"id": f"{_BESIDE}:diploma", "specification": {"title": "Beside diploma"}, "awarding_bodies": [school]}
        ],
        "assessments": [
            {"id": f"{_BESIDE}:examination", "title": "Beside examination", "grade": "7", "awarding_bodies": [school]}
        ],
        "entitlements": [{"id": f"{_BESIDE}:licence", "title": "Beside licence"}],
        "test_results": [{"id": f"{_BESIDE}:test", "title": "Beside test"}],
        "evidence_items": [{"id": f"{_BESIDE}:evidence", "media": attachment}],
        "credentials": [{"id": f"{_BESIDE}:credential", "status": "beside"}],
    }


def specimen_issuer() -> Issuer:
    """An organisation that issues specimens, for formats that nothing is written in without one."""
    from .issuer import DisplaySettings, Issuer, Template

    country = {"scheme": schemes.ISO_3166_1, "notation": "NL"}
    organisation = {
        "name": {"en": "Specimen University"},
        "identifiers": [
            {"kind": "id", "value": "https://specimen.example.org"},
            {"kind": "eidas", "value": "NTRNL-00000000", "country": country},
        ],
        "addresses": [{"country": country}],
    }
    page = {"page": "1", "image": {"media_type": "image/png", "content": _IMAGE}}
    return Issuer(
        organisation, languages=("en",), issued="2019-02-03", awarding_body="issuer",
        achievement_description=Template("Described"), achievement_criteria=Template("Earned"),
        display=DisplaySettings(pages=(page,), render=False),
    )  # fmt: skip


def full_portfolio() -> Portfolio:
    """One portfolio in which every field of every class has a value."""
    data = _beside()
    for specimen in specimens():
        value = copy.deepcopy(specimen.data[specimen.field])
        if specimen.field in ITEM_LISTS:
            data.setdefault(specimen.field, []).insert(0, value[0])
        else:
            data.setdefault(specimen.field, value)
    data["variants"] = [{"id": "urn:specimen:variant", "language": "nl", "summary": {"text": "Samenvatting"}}]
    return from_data(data)


class _Maker:
    """Makes values, each with a number of its own."""

    def __init__(self) -> None:
        self.number = 0
        self._around: list[type[Model]] = []

    def field(self, cls: type[Model], field: Field) -> Any:
        """A value for a field, in a list where the field is one."""
        if field.name == "contact_points":
            channels = _CHANNELS if cls.__name__ == "Person" else ("website",)
            return [self._contact(channel) for channel in channels]
        value = self._value(cls, field)
        return [value] if field.shape.many else value

    def _contact(self, channel: str) -> dict[str, Any]:
        from ..model import ContactPoint

        contact: dict[str, Any] = self._object(ContactPoint, "")
        return contact | {"channel": channel, "value": _CONTACTS[channel].format(n=self.number)}

    def _value(self, cls: type[Model], field: Field) -> Any:
        self.number += 1
        name, kind = field.name, field.shape.kind
        known = _VALUES.get(f"{cls.__name__}.{name}", _VALUES.get(name))
        if known is not None:
            return known.format(n=self.number)
        if field.codes:
            return field.codes[0]
        referred = _REFERENCES.get(f"{cls.__name__}.{name}", _REFERENCES.get(name))
        if referred is not None and kind is not Kind.OBJECT:
            return referred
        if kind is Kind.FLAG:
            return True
        if kind is Kind.URI:
            return f"https://example.org/{name}/{self.number}"
        if kind is Kind.OBJECT:
            assert field.target is not None
            return self._object(field.target, f"{cls.__name__}.{name}")
        return f"{name.replace('_', ' ').capitalize()} {self.number}"

    def _object(self, cls: type[Model], owner: str) -> Any:
        """A value of a class; within another of it, one has little beside plain fields: circles have no end."""
        if cls is RichText:
            words = owner.rpartition(".")[2].replace("_", " ").capitalize()
            return {"html": f"<p>{words} <strong>{self.number}</strong></p>"}
        if cls is PartialDate:
            return {"edtf": (date(1990, 1, 1) + timedelta(days=29 * (self.number % 400))).isoformat()}
        within_its_like = cls in self._around
        self._around.append(cls)
        made = {
            field.name: self.field(cls, field)
            for field in fields(cls)
            if field.name not in _LEFT_OUT and not (within_its_like and field.target not in (None, Address))
        }
        self._around.pop()
        if issubclass(cls, Concept):
            self._code(made, owner)
        return made

    def _code(self, made: dict[str, Any], owner: str) -> None:
        """Give a concept a code and a URI of the schemes that are used in its place."""
        name = owner.rpartition(".")[2]
        scheme, notation = _CODES.get(owner, _CODES.get(name, ("", "")))
        if scheme:
            made["scheme"], made["notation"] = scheme, notation
        elif name in _NOTATIONS:
            made["notation"] = _NOTATIONS[name]
        if name in _LISTS:
            made["scheme"], member = _LISTS[name]
            made["uri"] = f"{made['scheme'].rpartition('/')[0]}/{member}"
        if name in _URIS:
            made["uri"] = f"{_URIS[name]}00000000-0000-4000-8000-{self.number:012d}"
