"""What the heading of a column means: our own names of fields, and what other tables of recipients call them.

The names on the right of ``FIELDS`` are paths into the model, as :mod:`eportfolio.bulk.targets` reads them.  Those of
``SYNONYMS`` come from what people write, from the recipients template of the European Digital Credentials issuer
(its labels, and the names of its columns below them) and from the paths of its customisable model (``REC.familyName``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "given_name": ("owner/names[0]/given_name",),
    "family_name": ("owner/names[0]/family_name",),
    "full_name": ("owner/names[0]/full_name",),
    "birth_date": ("owner/birth_date",),
    "birth_place": ("owner/birth_place/name",),
    "birth_country": ("owner/birth_place/country",),
    "gender": ("owner/gender",),
    "citizenship": ("owner/nationalities",),
    "national_id": ("owner/identifiers[kind=national_id]/value",),
    "national_id_scheme": ("owner/identifiers[kind=national_id]/scheme_name",),
    "national_id_agency": ("owner/identifiers[kind=national_id]/issued_by",),
    "national_id_country": ("owner/identifiers[kind=national_id]/country",),
    "student_number": ("owner/identifiers[kind=student_number]/value",),
    "email": ("owner/contact_points[channel=email]/value",),
    "telephone": ("owner/contact_points[channel=telephone]/value",),
    "address": ("owner/addresses[0]/full_address",),
    "street": ("owner/addresses[0]/lines",),
    "postal_code": ("owner/addresses[0]/postal_code",),
    "municipality": ("owner/addresses[0]/municipality",),
    "region": ("owner/addresses[0]/region",),
    "country": ("owner/addresses[0]/country",),
    "grade": ("assessments/grade", "qualifications/grade"),
    "assessment_date": ("assessments/issued",),
    "award_date": ("qualifications/issued",),
    "valid_until": ("qualifications/valid_until",),
    "credits": ("qualifications/credits[0]/points",),
    "certificate_number": ("qualifications/identifiers[0]/value",),
    "credential_issued": ("credentials/issued",),
    "credential_valid_from": ("credentials/valid_from",),
    "credential_valid_until": ("credentials/valid_until",),
}
"""Short names, and where they lead; of several places the first is meant that the template has items for."""

SYNONYMS: Final[dict[str, str]] = {
    "given_name": "given names, first name, first names, forename, forenames",
    "family_name": "family names, last name, last names, surname, surnames",
    "full_name": "name, recipient, recipient name, learner name",
    "birth_date": "date of birth, birthday, born, birthdate",
    "birth_place": "place of birth, birthplace, city of birth",
    "birth_country": "country of birth, place of birth spatial code, place of birth country code",
    "gender": "sex",
    "citizenship": "country of citizenship, citizenship country, citizenship country citizenship country, nationality, "
                   "nationalities, citizenships",
    "national_id": "national id content, national identifier, national identification number, personal number, "
                   "national id number, national id notation",
    "national_id_scheme": "national id scheme name, national id identifier scheme name",
    "national_id_agency": "national id identifier scheme agency name, national id scheme agency, "
                          "national id scheme agency name, national id authority",
    "national_id_country": "national id spatial id, country of national id, national id spatial",
    "student_number": "student id, student no, matriculation number, learner number",
    "email": "e-mail address, email address, mail, contact point 1 email, contact point email",
    "telephone": "phone, phone number, telephone number, mobile",
    "address": "full address, postal address, contact point 1 has address 2 full address, "
               "contact point 1 postal address 1 full address",
    "street": "street and number, address line, address lines",
    "postal_code": "postcode, post code, zip, zip code",
    "municipality": "city, town, place of residence",
    "region": "province, state, county",
    "country": "country of residence, country code, contact point 1 postal address 1 country code, residence country",
    "grade": "mark, result, score",
    "assessment_date": "date of assessment, exam date, assessed on",
    "award_date": "date of award, awarding date, awarded on, award date, date awarded, graduation date",
    "valid_until": "expiry date, expires, expiry, expiration date, valid to, expires on",
    "credits": "credit points, credits received, ects, ects credits, number of credits",
    "certificate_number": "certificate no, certificate id, diploma number, diploma no, registration number",
    "credential_issued": "issue date, issued, date of issue, issuance date, issued on",
    "credential_valid_from": "valid from",
    "credential_valid_until": "credential expiry date",
}  # fmt: skip
"""What else a column is called, by short name, with commas between."""

_LETTERS: Final = re.compile(r"[^\w]|_")
_OF_A_PERSON: Final = re.compile(r"(?:Person|REC|Recipient)\.", re.IGNORECASE)
_TEMPLATE_TAIL: Final = re.compile(r"\.((?:Nested|Multi)?(?:Property|Reference|Association))\b.*$")
_KEY: Final = re.compile(r"([^:\[\]/]+?)\s*(?::\s*(.+)|\[(.+)\])")
_LANGUAGE: Final = re.compile(
    r"(.+?)\s*(?:@\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)|\(([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\))"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says.

    Attributes:
        paths: where in the model it may lead, the likeliest first; none when the heading is unknown.
        key: which item is meant, by title, id or number; empty when there is but one.
        language: language tag of the texts; empty for the portfolio's own.
        helper: whether the column serves the template it comes from and holds nothing of its own.
    """

    paths: tuple[str, ...] = ()
    key: str = ""
    language: str = ""
    helper: bool = False


def meaning_of(heading: str) -> Meaning:
    """What a heading means, in whatever case it is written.

    Args:
        heading: such as ``Family name``, ``grade: Written exam``, ``REC.familyName``, ``owner/birth_date``.
    """
    text = _OF_A_PERSON.sub("", " ".join(heading.split()), count=1)
    tail = _TEMPLATE_TAIL.search(text)
    if tail:
        text = text[: tail.start()]
        if tail[1].endswith("Association"):
            return Meaning(helper=True)
    if meant := _meant(text):
        return meant
    found = _LANGUAGE.fullmatch(text)
    meant = _meant(found[1]) if found else None
    if found and meant:
        return Meaning(meant.paths, meant.key, found[2] or found[3])
    return Meaning()


def _meant(text: str) -> Meaning | None:
    """The meaning of a heading without its language."""
    short = text.removeprefix("owner/")
    if paths := _field(short):
        return Meaning(paths)
    if "/" in text and not _LANGUAGE.fullmatch(text):
        return Meaning((text,))
    found = _KEY.fullmatch(text)
    if found and (paths := _field(found[1])) and not paths[0].startswith("owner/"):
        return Meaning(paths, found[2] or found[3])
    return None


def _field(text: str) -> tuple[str, ...]:
    return FIELDS.get(_BY_NAME.get(folded(text), ""), ())


def folded(text: str) -> str:
    """A heading without case, white space and punctuation, by which headings are compared."""
    return _LETTERS.sub("", text.casefold())


_BY_NAME: Final[dict[str, str]] = {
    folded(name): field
    for field, names in {name: f"{name}, {SYNONYMS.get(name, '')}" for name in FIELDS}.items()
    for name in names.split(",")
    if name.strip()
}
