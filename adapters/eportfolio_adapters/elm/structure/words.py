"""How findings speak: names of classes in plain words, what is expected of a value, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from .nodes import Place
from .table import Rule
from .terms import terms

CONTEXT: Final = "http://data.europa.eu/snb/model/context/edc-ap"
"""Where rules about keys and types come from."""

ID_HINT: Final = "Take a URN such as urn:epass:learningAchievement:1 or urn:uuid:..., or an address."
NO_IRI: Final = "Here an IRI is expected, and this holds what no IRI does, such as a blank or a bracket."
RELATIVE: Final = "An id must be an absolute IRI: a relative one means something else wherever the file stands."
LANGUAGE_HINT: Final = 'Write texts by language, such as {"en": "Diploma", "nl": "Diploma"}.'
DATE_HINT: Final = (
    "Give the date with the time of day; where that is not known, leave the date out rather than make a time up."
)
NEWER_CLASS: Final = (
    "This is of the namespaces of the European Learning Model 3.3: the profile, its context and its shapes are those "
    "of 3.2, which look at nothing that is of another namespace."
)
NEWER_HINT: Final = "Write the document with the context and the classes of the European Learning Model 3.2."

HINTS: Final[Mapping[str, str]] = MappingProxyType({
    "eIDASIdentifier": "Give a LegalIdentifier with the organisation identifier of the certificate that seals the "
    "credential as notation, and the country in spatial.",
    "issuer": "Name the organisation that seals the credential, with legalName, location and eIDASIdentifier. "
    "A draft has none as yet: it is added when the credential is sealed.",
    "issued": "Give the date and time of issuing, such as 2024-06-30T00:00:00Z; it is added when a draft is sealed.",
    "validFrom": "Give the date and time from which the credential is valid, such as 2024-06-30T00:00:00Z.",
    "credentialProfiles": "Give the type of credential from the EU's list, for most http://data.europa.eu/snb/"
    "credential/e34929035b (Generic).",
    "credentialSchema": "Give http://data.europa.eu/snb/model/ap/edc-generic-full with the type ShaclValidator2017.",
    "displayParameter": "Give a title, the primary language, the languages, and a page to show in each of them.",
    "individualDisplay": "Give for each language at least one page as an image.",
    "hasClaim": "Add what the person has achieved, done, been assessed on, or is entitled to.",
    "awardedBy": "Give an AwardingProcess whose awardingBody is who awards this; of one's own claims, the person.",
    "awardingBody": "Name the organisation or person who awards this.",
    "grade": 'Give the result as a Note, such as {"type": "Note", "noteLiteral": {"en": "passed"}}.',
    "legalName": "Give the name that the organisation is registered under, with its language.",
    "location": "Give a Location with an Address, which needs the country at least.",
    "address": "Give an Address with the country in countryCode.",
    "countryCode": "Take the country from http://publications.europa.eu/resource/authority/country.",
    "spatial": "Take the country from http://publications.europa.eu/resource/authority/country.",
    "credentialSubject": "Describe the person whom the credential is about, with a claim in hasClaim.",
    "evidence": "Add what the profile is about: the accreditation, the document that was converted, or the mandate.",
    "title": "Give a title, with its language.",
    "noteLiteral": "Give the text of the note, with its language.",
    "notation": "Give the identifier or code itself.",
    "contentURL": "Give the address.",
    "dcType": "Say of which kind it is, by a concept.",
    "providedBy": "Name the organisation that offers it.",
    "proof": "Seal the credential with a JAdES signature around it instead.",
    "verifiableCredential": "Send the credentials as files of their own.",
    "credentialStatus": "Give the status entry the type CredentialStatus beside its own.",
    "dateModified": 'Leave it out, or write {"@type": "xsd:dateTime", "@value": "2024-06-30T00:00:00Z"}.',
    "descriptionHtml": 'Leave it out, or write {"@type": "rdf:HTML", "@value": "<p>...</p>"}.',
})  # fmt: skip
"""What to do about a property that is missing or of the wrong kind, by its key."""

SINGLE: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("fullName", "givenName", "familyName"), "Keep the name in one language.")
)
"""What to do about a property that stands more than once, by its key."""

_DATATYPES: Final[Mapping[str, str]] = MappingProxyType({
    "dateTime": "a date and time, such as 2024-06-30T00:00:00Z",
    "string": "a text",
    "langString": 'a text with its language, such as {"en": "..."}',
    "duration": "a duration, such as PT25H or P6M",
    "anyURI": "an address",
    "integer": "a whole number",
    "positiveInteger": "a whole number above zero",
    "decimal": 'a decimal number, written as a text such as "12.50"',
    "boolean": "true or false",
    "HTML": "markup, as a value with the datatype rdf:HTML",
})  # fmt: skip

_JSON: Final = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
_NAMES: Final = {
    "Evidence": "a piece of evidence",
    "TermsOfUse": "terms of use",
    "IssuerNodeShape": "the issuer of a credential",
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEPT: Final = frozenset({"European", "Digital", "Credential", "Presentation"})


def found(data: Any) -> str:
    """What a JSON value is, in words."""
    return _JSON.get(type(data), "a number")


def quoted(name: str) -> str:
    """A name in quotation marks, cut when it is long."""
    return f'"{name[:60]}…"' if len(name) > 60 else f'"{name}"'


def class_name(name: str) -> str:
    """A class in plain words with its article.

    Args:
        name: its IRI or its name, such as ``LearningAchievement``.
    """
    local = re.split(r"[/#:]", name)[-1]
    if local in _NAMES:
        return _NAMES[local]
    if not local.isalpha() or ("/" in name and local not in terms().classes):
        return f"a {quoted(local)}"
    parts = _HUMP.split(local.removesuffix("TypeNodeShape") or local)
    official = local.startswith("European")
    plain = " ".join(part if official and part in _KEPT else part.lower() for part in parts)
    return f"{'an' if plain[:1].lower() in 'aeio' and not official else 'a'} {plain}"


def at(place: Place) -> str:
    """A place in words."""
    return str(place) or "the top of the document"


def subject(rule: Rule) -> str:
    """What a sentence about a value is about."""
    return f'"{rule.key}" of {class_name(rule.name)}'


def sentence(text: str) -> str:
    """A text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def of(classes: Iterable[str]) -> str:
    """``in a person``, for the first of some classes; nothing when there is none."""
    first = next(iter(classes), "")
    return f" in {class_name(first)}" if first else ""


def either(names: Sequence[str]) -> str:
    """Names joined as alternatives."""
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def expected(rule: Rule) -> str:
    """What a value has to be, in words."""
    if rule.datatype:
        return _DATATYPES[re.split(r"[/#]", rule.datatype)[-1]]
    classes = frozenset[str].intersection(*rule.classes) if rule.classes else frozenset()
    if classes:
        return either([class_name(one) for one in sorted(classes)])
    return "the IRI of something" if rule.kind == "IRI" else "a text or number"
