"""Official labels of concepts that the document names by their address alone: viewers show labels, and no codes.

The labels are those of the lists that ship with the library; names of countries and languages are those of the Unicode
CLDR (babel).  A concept of a list that is not known here, or without a label in the languages of the document, stays as
it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from eportfolio.resources import data_folder
from eportfolio.sources.tree import Node
from eportfolio.vocabulary import countries, languages, schemes

from .concepts import COUNTRIES, LANGUAGES
from .runs import ElmWriteRun
from .typed import ID, types_of
from .values import FILE_TYPES

if TYPE_CHECKING:
    from babel import Locale

TABLES: Final[Mapping[str, str]] = {
    schemes.EQF: "eqf",
    schemes.ISCED_F: "isced-f",
    schemes.NQF: "nqf",
    schemes.ACCREDITATION: "eu-accreditation",
    schemes.ACCREDITATION_DECISION: "eu-accreditation-decision",
    schemes.ASSESSMENT: "eu-assessment",
    schemes.CREDENTIAL: "eu-credential",
    schemes.EDUCATION_CREDIT: "eu-education-credit",
    schemes.ENCODING: "eu-encoding",
    schemes.ENTITLEMENT: "eu-entitlement",
    schemes.ENTITLEMENT_STATUS: "eu-entitlement-status",
    schemes.EVIDENCE_TYPE: "eu-evidence-type",
    schemes.LEARNING_ACTIVITY: "eu-learning-activity",
    schemes.LEARNING_ASSESSMENT: "eu-learning-assessment",
    schemes.LEARNING_SETTING: "eu-learning-setting",
    schemes.SKILL_REUSE_LEVEL: "eu-skill-reuse-level",
    schemes.SKILL_TYPE: "eu-skill-type",
    FILE_TYPES: "eu-file-type",
    "http://publications.europa.eu/resource/authority/human-sex": "eu-human-sex",
}
"""The lists whose labels are known, by the address of the scheme, and the table that holds them."""


def label_concepts(root: Node, run: ElmWriteRun) -> None:
    """Give concepts that have no label those of their list, in the languages of the document.

    Args:
        root: the credential.
        run: the writing; what is added to a concept of the portfolio is noted in it.
    """
    for node in root.walk():
        if "Concept" not in types_of(node) or node.first("prefLabel") is not None:
            continue
        scheme, address = node.peek(("inScheme", "id")), node.peek(ID)
        known = {tongue: text for tongue in run.tongues if (text := label_of(scheme, address, tongue))}
        if not known:
            continue
        place = node.need(("prefLabel",))
        for tongue, text in known.items():
            place.add(tongue, text)
        pointer = run.concepts.get(id(node))
        if pointer is not None:
            run.supply_label(pointer)


def label_of(scheme: str, address: str, tongue: str) -> str:
    """The label of a concept in a language; empty when it, or its list, is not known here.

    Args:
        scheme: address of the scheme.
        address: address of the concept.
        tongue: the language.
    """
    names = _NAMES.get(scheme)
    if names is not None:
        return names(address, tongue)
    table = TABLES.get(scheme)
    return _labels(table).get(address, {}).get(tongue, "") if table is not None else ""


@cache
def _labels(name: str) -> dict[str, dict[str, str]]:
    """The labels of a table, by address."""
    from eportfolio.vocabulary.tables import read_table

    table = read_table(data_folder("vocabularies") / f"{name}.tsv")
    found: dict[str, dict[str, str]] = {}
    for row in table.rows:
        address = row["uri"][0] if "uri" in row else table.uri_template.replace("{notation}", row["notation"][0])
        found[address] = {
            column.partition("@")[2]: values[0] for column, values in row.items() if column.startswith("label@")
        }  # fmt: skip
    return found


def _country(address: str, tongue: str) -> str:
    try:
        code = countries.of_authority_uri(address)
    except ValueError:
        return ""
    locale = _locale(tongue)
    return locale.territories.get(code, "") if locale is not None else ""


def _language(address: str, tongue: str) -> str:
    locale = _locale(tongue)
    code = languages.shortest(address.rpartition("/")[2].lower())
    return locale.languages.get(code, "") if locale is not None else ""


_NAMES: Final[Mapping[str, Callable[[str, str], str]]] = {COUNTRIES: _country, LANGUAGES: _language}


@cache
def _locale(tongue: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tongue)
    except (UnknownLocaleError, ValueError):
        return None
