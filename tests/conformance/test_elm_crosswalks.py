"""Published crosswalks of the European Learning Model beside ours: each difference is known, and has a reason."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

import eportfolio as ep
from eportfolio.exchange.fidelity import Carried, table
from eportfolio.resources import schemas
from tests.conformance.elm_published import (
    AGENTS_LACK,
    CLASSES,
    DIFFERENT_PLACES,
    DIFFERENT_TERMS,
    ELMO,
    KEYS,
    MEANINGS,
    NOT_CARRIED,
    full,
)
from tests.support import shared

SPINE = "crosswalks/desm_spine_ELM_OB3_OB2.csv"
WORKBOOK = "crosswalks/ELM-ELMO-mapping-Github.xlsx"
UNMAPPED = {"", "N/A", "No need to map"}


# -- our crosswalk, as it is measured ----------------------------------------------------------------------


def stripped(pointer: str) -> list[str]:
    """The steps of a pointer without positions in lists."""
    return [step for step in pointer.split("/")[1:] if not step.isdigit()]


@cache
def taken() -> dict[str, frozenset[str]]:
    """Each place of a full credential that a rule has taken, and the fields of the model it went into.

    Two dates have a second name; it counts where the first is not there.
    """
    found: dict[str, set[str]] = {}
    renamed = {key: value for key, value in full().items() if key not in ("issued", "validUntil")}
    for document in (full(), renamed):
        for entry in ep.read(json.dumps(document).encode()).trace:
            if not entry.residue and not entry.place.endswith("/"):
                found.setdefault("/".join(stripped(entry.source)), set()).add(".".join(stripped(entry.place)))
    return {place: frozenset(fields) for place, fields in found.items()}


def fields_of(place: str) -> set[str]:
    """The fields of the model that get what stands at a place of the credential, or below it."""
    return {
        field
        for source, fields in taken().items()
        if not place or source == place or source.startswith(f"{place}/")
        for field in fields
    }


def is_within(field: str, other: str) -> bool:
    return f"{field}.".startswith(f"{other}.")


def is_written(place: str, field: str) -> bool:
    """Whether the committed table carries a field of that name at such a place; rich text is markup there."""
    key, name = place.rpartition("/")[2], re.sub(r"\.text$", ".html", field.split(".", 1)[-1])
    return any(
        f".{name}." in f".{row.field}." and any(key in where.split("/") or where.endswith("/*") for where in row.places)
        for row in table("elm")
        if row.grade is not Carried.LOST
    )


# -- pairs of micro-credential vocabularies ----------------------------------------------------------------


class Term(NamedTuple):
    """A term of ELM, as a mapping names it: a property of a class."""

    class_name: str
    key: str

    @property
    def place(self) -> str:
        """Where the full credential has it."""
        return f"{CLASSES[self.class_name][0]}/{self.key}".strip("/")

    @property
    def fields(self) -> set[str]:
        """The fields of the model, as seen from what the class is in the model."""
        above = CLASSES[self.class_name][1]
        return {field.removeprefix(above) for field in fields_of(self.place)}


def rows() -> list[dict[str, str]]:
    with shared(SPINE).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["elm_term"] and row["elm_predicate"] != "No Match"]


def terms_of(row: dict[str, str]) -> Iterator[Term]:
    label = row["elm_term"]
    words = label.split()
    plain = words[0].lower() + "".join(word[0].upper() + word[1:] for word in words[1:])
    for class_name in row["elm_class"].split():
        key = KEYS.get(label, plain)
        if key == "dateIssued" and class_name == "elm:EuropeanDigitalCredential":
            key = "issued"
        yield Term(class_name, key)


def partners_of(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    if row["spine_origin"].startswith("Credential Transparency"):
        yield "CTDL", row["spine_term"]
    for scheme in ("OB3", "OB2"):
        term, predicate = row[f"{scheme.lower()}_term"], row[f"{scheme.lower()}_predicate"]
        if term and predicate != "No Match":
            yield scheme, term


def pairs() -> Iterator[tuple[Term, str, str]]:
    """Every published pair whose term of ELM we know."""
    for row in rows():
        for term in terms_of(row):
            if term.fields:
                yield from ((term, scheme, partner) for scheme, partner in partners_of(row))


def test_each_published_term_of_elm_is_carried_or_known_not_to_be() -> None:
    terms = {term for row in rows() for term in terms_of(row)}
    assert len(terms) > 40
    lacking = {term for term in terms if not term.fields}
    assert lacking == {
        term
        for term in terms
        if term.key in NOT_CARRIED or (term.class_name == "elm:Agent" and term.key in AGENTS_LACK)
    }
    assert {term.key for term in lacking} >= set(NOT_CARRIED), "a reason for what is carried after all"


def test_published_pairs_lead_to_the_field_that_means_the_same() -> None:
    found = list(pairs())
    assert len(found) > 40
    different = {
        (scheme, term.key, partner)
        for term, scheme, partner in found
        if not (wanted := MEANINGS[scheme][partner]) or not any(is_within(field, wanted) for field in term.fields)
    }
    assert different == set(DIFFERENT_TERMS)
    assert {(scheme, partner) for _, scheme, partner in found} >= {
        (scheme, partner) for scheme, known in MEANINGS.items() for partner in known
    }, "a meaning of a term that no pair has"


def test_what_a_pair_leads_to_is_written_there_too() -> None:
    lacking = {
        (term, partner)
        for term, scheme, partner in pairs()
        if (scheme, term.key, partner) not in DIFFERENT_TERMS
        and not any(is_written(term.place, f"{CLASSES[term.class_name][1]}{field}") for field in term.fields)
    }
    assert not lacking


# -- the mapping of ELMO -----------------------------------------------------------------------------------


def mapped() -> dict[tuple[str, str], str]:
    """Class and field of ELMO, and the place in ELM that the Commission names."""
    openpyxl = pytest.importorskip("openpyxl")
    found = {}
    book = openpyxl.load_workbook(shared(WORKBOOK))
    for class_name, field, _, _, _, place in book.worksheets[0].iter_rows(min_row=2, max_col=6, values_only=True):
        if field and str(place or "").strip() not in UNMAPPED:
            found[str(class_name).strip(), str(field).strip()] = str(place).strip()
    return found


@cache
def names() -> tuple[dict[str, str], frozenset[str]]:
    """The keys of properties by their names, with and without prefix, and the names of classes; in small letters."""
    keys: dict[str, str] = {}
    classes: set[str] = set()
    for line in (schemas() / "elm" / "classes.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and line.count("\t") > 1:
            class_name, key, path, *rest = line.split("\t")
            classes.update(name.lower() for name in re.findall(r":(\w+)", f"{class_name} {rest[2]}"))
            if key:
                keys.setdefault(path.lower(), key.lower())
                keys.setdefault(path.partition(":")[2].lower(), key.lower())
    return keys, frozenset(classes)


def alternatives(published: str) -> Iterator[list[str]]:
    """The places that an expression names, as keys of properties, or as a class when that is all it names."""
    keys, classes = names()
    for part in re.split(r"\n|\bAND\b", published):
        steps = []
        for prefix, name in re.findall(r"([a-z]+):([A-Za-z]+?)(?=elm:|[^A-Za-z]|$)", part.replace("elm:", " elm:")):
            known = keys.get(f"{prefix}:{name}".lower()) or keys.get(name.lower())
            if known or name.lower() not in classes:
                steps.append(known or name.lower())
        yield steps or [published.partition(":")[2].lower()]


def standing_at(place: str) -> Any:
    """What the full credential has at a place."""
    value: Any = full()
    for step in place.split("/") if place else ():
        value = value[step]
    return value


def leads_to(steps: list[str], place: str) -> bool:
    """Whether keys are on the way to a place in their order, the last perhaps below it; or a class stands there."""
    value = standing_at(place)
    value = value[0] if isinstance(value, list) else value
    below = {key.lower() for key in value} if isinstance(value, dict) else set()
    types = {name.lower() for name in as_list(value.get("type", []))} if isinstance(value, dict) else set()
    if "qualification" in types:
        types.add("learningachievementspecification")
    rest = iter([*place.lower().split("/"), *(below & set(steps[-1:]))])
    return all(step in rest for step in steps) or types.issuperset(steps)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_table_has_each_field_of_elmo_that_is_mapped() -> None:
    assert set(mapped()) == set(ELMO)


def test_fields_of_elmo_lead_to_the_field_that_means_the_same() -> None:
    for (class_name, name), (place, field) in ELMO.items():
        found = fields_of(place)
        if field:
            assert any(is_within(one, field) for one in found), (class_name, name, found)
        else:
            assert not found, (class_name, name, found)


def test_the_place_of_a_field_of_elmo_is_the_published_one() -> None:
    different = {
        row
        for row, published in mapped().items()
        if not any(leads_to(steps, ELMO[row][0]) for steps in alternatives(published))
    }
    assert different == set(DIFFERENT_PLACES)


def test_the_full_credential_says_what_the_tables_speak_of() -> None:
    assert all(standing_at(place) for place, _ in ELMO.values())
