"""Crosswalks as ESCO's national partners publish them: a block of facts, then a table of two classifications.

What ``broadMatch`` means is not the same in all of them.  In SKOS, and in the mapping sets made here,
``A broadMatch B`` says that B is broader.  Of the published tables

* **ESCO - SE NSC** (Swedish skills) reads so: ESCO's *3D lighting* has the broad match *3D-modellering*.
* **ESCO-O*NET Crosswalk** says what the *first* side is: the O*NET *Chief Executives* is marked ``broadMatch`` beside
  ESCO's *airport chief executive*, the narrower of the two.  The first classification is O*NET; ``exactISCO`` stands
  where the ESCO side is an ISCO group that says the same.
* **ESCO - ROME** says what the first side is, too, although it writes ``skos:broadMatch``: ESCO's
  *gestionnaire de patrimoine financier* is marked so beside *Family office*, and *gemmologue-expert* as ``narrowMatch``
  beside *Gemmologue*.  The first classification is ESCO.

Both sides stay where they are, the first as subject; the relations of the latter two are turned into those of SKOS.
For a crosswalk that is not named here the rows decide, since a broader concept stands in more rows than its narrower
ones; that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from ...sources.limits import DEFAULT_LIMITS, Limits
from .gathering import Gathering
from .kinds import MatchKind
from .sets import Mapping, MappingSet, Value
from .sheets import FIRST_FACT, Sheet, read_sheet
from .slots import BUILT_IN_PREFIXES, NO_TERM_FOUND
from .sssom import read_text

NAMESPACE: Final = "https://w3id.org/eportfolio/v1/"
"""Under which mapping sets and codes get an address here that have none of their own."""

SETS: Final = NAMESPACE + "mappings/"
"""What the address of a mapping set of this project starts with; its short name follows."""

UNSPECIFIED_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"
"""What SSSOM tools write where nothing is said of a licence."""

_ESCO: Final = "http://data.europa.eu/esco/"
_JOBTECH: Final = "http://data.jobtechdev.se/taxonomy/concept/"
_KNOWN: Final = (
    ("isco-08", _ESCO + "isco/C", "", _ESCO + "concept-scheme/isco"),
    ("esco", _ESCO, "occupation/", _ESCO + "concept-scheme/occupations"),
    ("esco", _ESCO, "skill/", _ESCO + "concept-scheme/skills"),
    ("jobtech", _JOBTECH, "", _JOBTECH),
)
"""Classifications whose concepts have addresses: prefix, what it stands for, what follows, address of the scheme."""

_CODES: Final = {
    "o*net": ("onet", "https://www.onetonline.org/link/summary/"),
    "rome": ("rome", NAMESPACE + "rome/"),
}
"""Classifications that publish codes only, by name: prefix, and what it stands for."""

_RELATIONS: Final = {
    "exactmatch": MatchKind.EXACT, "exactisco": MatchKind.EXACT, "closematch": MatchKind.CLOSE,
    "broadmatch": MatchKind.BROAD, "narrowmatch": MatchKind.NARROW, "relatedmatch": MatchKind.RELATED,
}  # fmt: skip
_NO_RELATION: Final = "norelation"
_ANY_RELATION: Final = BUILT_IN_PREFIXES["skos"] + "mappingRelation"
_NOT_TOLD: Final = BUILT_IN_PREFIXES["semapv"] + "UnspecifiedMatching"
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")
_LAST_PART: Final = re.compile(r"[^/#]*\Z")


class Reading(Enum):
    """How broad and narrow are to be read in a crosswalk."""

    SKOS = "the second side is what the relation says"
    FIRST_SIDE = "the first side is what the relation says"


_READINGS: Final = {
    "esco-o*net crosswalk": Reading.FIRST_SIDE,
    "esco - rome": Reading.FIRST_SIDE,
    "esco - se nsc": Reading.SKOS,
}


def read_crosswalk(path: Path, *, reading: Reading | None = None, limits: Limits = DEFAULT_LIMITS) -> MappingSet:
    """Read a published crosswalk as a mapping set.

    Args:
        path: the CSV file, as it was published.
        reading: how broad and narrow are to be read; known for the published ones, else told from the rows.
        limits: the safety limits.

    Returns:
        The set, with the relations of SKOS.  A statement that something corresponds to nothing is kept as one, with
        ``sssom:NoTermFound``.  Rows that cannot be used are left out, and told in its findings.

    Raises:
        UnreadableError: the file cannot be read, or is not UTF-8.
        UnsafeError: it is larger than the limits.
        VocabularySourceError: it is no crosswalk in this layout.
    """
    found = Gathering(path.name)
    sheet = read_sheet(read_text(path, limits), found, limits)
    rows = list(_related(sheet, found))
    title = sheet.facts.get("mapping project name", "")
    how = reading or _READINGS.get(title.casefold())
    if how is None:
        how = _told_by(rows)
        found.add(
            "vocabulary-incomplete",
            f"nothing says how broadMatch is to be read; from the rows it was told that {how.value}.",
        )
    sides = tuple(_Side(sheet, number) for number in (1, 2))
    mappings = tuple(_mapping(row, how, *sides) for row in rows)
    prefixes = {**sides[0].prefixes, **sides[1].prefixes}
    return MappingSet(prefixes, _about(sheet, title), mappings, (), found.result())


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: both concepts with their labels, and the relation as it is written."""

    ids: tuple[str, str]
    labels: tuple[str, str]
    kind: MatchKind | None
    note: str
    line: int


class _Side:
    """One of the two classifications, and the addresses of its concepts."""

    def __init__(self, sheet: Sheet, number: int) -> None:
        facts = _filled(sheet)
        self.name = facts.get(f"classification {number} name", "")
        self.version = facts.get(f"classification {number} version", "")
        self.prefixes: dict[str, str] = {}
        self._slug = slug(self.name) or f"classification-{number}"
        references = (cells[f"id {number}"] for _, cells in sheet.rows)
        self._scheme = next((self.address(one)[1] for one in references if one), "")

    def address(self, reference: str) -> tuple[str, str]:
        """The address of a concept, and that of its scheme; for none, the scheme in which none was found."""
        if not reference:
            return NO_TERM_FOUND, self._scheme
        if "://" in reference:
            for prefix, start, follows, scheme in _KNOWN:
                if reference.startswith(start + follows):
                    self.prefixes[prefix] = start
                    return reference, scheme
            start = _LAST_PART.sub("", reference)
            self.prefixes[self._prefix_for(start)] = start
            return reference, start
        prefix, start = _CODES.get(self.name.strip().casefold(), ("", ""))
        start = start or f"{NAMESPACE}{self._slug}/"
        self.prefixes[prefix or self._slug] = start
        return start + reference, start

    def _prefix_for(self, start: str) -> str:
        """The prefix of addresses that begin so; a second beginning gets a number."""
        number = 1
        while self.prefixes.get(prefix := f"{self._slug}{number if number > 1 else ''}", start) != start:
            number += 1
        return prefix


def slug(text: str) -> str:
    """A text as a short name: lower case, digits and dashes, a letter first."""
    return _NOT_A_WORD.sub("-", text.casefold()).strip("-0123456789")


def _about(sheet: Sheet, title: str) -> dict[str, Value]:
    """What the facts at the head of the file say, as slots; facts without a slot become extensions."""
    facts = _filled(sheet)
    pages = tuple(facts.pop(f"classification {side} landing page", "") for side in (1, 2))
    slots: dict[str, Value] = {
        "mapping_set_id": SETS + slug(title),
        "mapping_set_title": facts.pop(FIRST_FACT, ""),
        "mapping_set_version": facts.pop("mapping project version", ""),
        "creator_label": tuple(filter(None, (facts.pop("mapping project author", ""),))),
        "license": UNSPECIFIED_LICENCE,
        "see_also": tuple(filter(None, pages)),
    }
    for side in (1, 2):
        facts.pop(f"classification {side} version", "")
    extensions = {f"ext_{_NOT_A_WORD.sub('_', key).strip('_')}": value for key, value in facts.items()}
    return {name: value for name, value in {**slots, **extensions}.items() if value}


def _filled(sheet: Sheet) -> dict[str, str]:
    """The facts that say something."""
    return {key: value for key, value in sheet.facts.items() if value and value != "N/A"}


def _related(sheet: Sheet, found: Gathering) -> Iterable[_Row]:
    seen: dict[object, int] = {}
    for line, cells in sheet.rows:
        wording = _NOT_A_WORD.sub("", cells["relation"].casefold()).removeprefix("skos")
        kind = _RELATIONS.get(wording)
        ids = (cells["id 1"], cells["id 2"])
        if kind is None and wording != _NO_RELATION:
            told = f"the relation is {cells['relation']!r}, which is none; the row was left out."
            found.add("invalid-mapping", told, line=line, value=cells["relation"])
        elif not all(ids) if kind else not any(ids):
            found.add("invalid-mapping", "one side is empty; the row was left out.", line=line)
        elif any(re.search(r"\s", one) for one in ids):
            found.add("invalid-mapping", "an address or code has a blank inside; the row was left out.", line=line)
        elif (first := seen.setdefault((ids, kind), line)) != line:
            found.add("duplicate-mapping", f"it says what line {first} says; it was left out.", line=line)
        else:
            yield _Row(ids, (cells["label 1"], cells["label 2"]), kind, cells["note"], line)


def _told_by(rows: Sequence[_Row]) -> Reading:
    """How broad and narrow are read, told by which side has fewer concepts in those rows: the broader ones."""
    balance = 0
    for kind, sign in ((MatchKind.BROAD, 1), (MatchKind.NARROW, -1)):
        first, second = ({row.ids[side] for row in rows if row.kind is kind} for side in (0, 1))
        balance += sign * (len(first) - len(second))
    return Reading.FIRST_SIDE if balance < 0 else Reading.SKOS


def _mapping(row: _Row, reading: Reading, first: _Side, second: _Side) -> Mapping:
    subject, subject_source = first.address(row.ids[0])
    obj, object_source = second.address(row.ids[1])
    kind = row.kind.inverse if row.kind and reading is Reading.FIRST_SIDE else row.kind
    slots = {
        "subject_label": row.labels[0], "object_label": row.labels[1], "comment": row.note,
        "subject_source": subject_source, "subject_source_version": first.version,
        "object_source": object_source, "object_source_version": second.version,
    }  # fmt: skip
    filled: dict[str, Value] = {name: value for name, value in slots.items() if value}
    return Mapping(subject, kind.predicate if kind else _ANY_RELATION, obj, _NOT_TOLD, filled, row.line)
