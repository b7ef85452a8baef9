"""The data sets on which linking is measured: what is indexed, what is asked, and what the right answers are.

Everything comes from the reference material (``../shared`` or ``EPORTFOLIO_SHARED``).  Each data set is split into a
part for *tuning* and a part for the *report*; nothing is ever tuned on the latter:

* ``skillskape``: ``train.csv`` for tuning, ``dev.csv`` for the report;
* ``swedish``, ``rome``, ``onet``: half and half, by a hash of the query;
* ``alternatives-*``: of ESCO's own alternative labels a tenth is held back for the report and another tenth for tuning,
  by a hash of the label; neither tenth is in any index, so both splits see the same one.
"""

from __future__ import annotations

import ast
import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from eportfolio.vocabulary.concepts import LabelKind
from eportfolio.vocabulary.normalise import fold

Split = Literal["report", "tuning", "all"]
Rows = Iterator[dict[str, str]]

SEED: Final = "eportfolio-1"
"""Seed of the hash that splits."""

_ENGLISH: Final = "vocabularies/esco-1.1.1-en-official/ESCO dataset - v1.1.1 - classification - en - csv.zip"
_FRENCH: Final = "vocabularies/esco-1.2.0-fr"
_DUTCH: Final = "vocabularies/esco-1.1.1-nl-partial"
_CROSSWALKS: Final = "vocabularies/crosswalks"


@dataclass(slots=True)
class Entry:
    """One concept: its URI and type, its labels (kind, language, text) and its description."""

    uri: str
    type: str
    labels: list[tuple[LabelKind, str, str]]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, in which language, and the URIs that are right: none of them where nothing fits."""

    text: str
    language: str
    right: frozenset[str]


@dataclass(slots=True)
class Collection:
    """One data set: what it is, the concepts, and the queries."""

    name: str
    about: str
    entries: list[Entry]
    queries: list[Query] = field(default_factory=list)


def hashed(text: str, parts: int) -> int:
    """The part, out of some, that a text belongs to; the same in every run."""
    return int.from_bytes(blake2b(f"{SEED}|{text}".encode(), digest_size=8).digest(), "big") % parts


def identical(collection: Collection) -> set[Query]:
    """The queries of which a right concept bears the very label, but for case and white space."""
    forms = {entry.uri: {fold(text) for _, _, text in entry.labels} for entry in collection.entries}
    return {q for q in collection.queries if any(fold(q.text) in forms[uri] for uri in q.right)}


def _english(shared: Path, name: str) -> Rows:
    with zipfile.ZipFile(shared / _ENGLISH) as archive, archive.open(f"{name}_en.csv") as stream:
        yield from csv.DictReader(io.TextIOWrapper(stream, "utf-8"))


def _folder(shared: Path, folder: str, name: str) -> Rows:
    with (shared / folder / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _entries(rows: Rows, kind: str, language: str) -> list[Entry]:
    found = []
    for row in rows:
        preferred = row["preferredLabel"].strip()
        others = (line.strip() for line in f"{row['altLabels']}\n{row['hiddenLabels']}".split("\n"))
        alternatives = dict.fromkeys(text for text in others if text and fold(text) != fold(preferred))
        labels: list[tuple[LabelKind, str, str]] = [("preferred", language, preferred)]
        labels += [("alternative", language, text) for text in alternatives]
        found.append(Entry(row["conceptUri"], kind, labels, row["description"]))
    return found


def _of_split(query: str, split: Split) -> bool:
    return split == "all" or (hashed(query, 2) == 0) == (split == "report")


def _queries(pairs: dict[str, set[str]], language: str, split: Split) -> list[Query]:
    return [Query(text, language, frozenset(right)) for text, right in pairs.items() if _of_split(text, split)]


def skillskape(shared: Path, split: Split) -> Collection:
    """Sentences of job advertisements to the skills they ask for; some ask for none."""
    entries = _entries(_english(shared, "skills"), "skill", "en")
    uri = {entry.labels[0][2]: entry.uri for entry in entries}
    queries = []
    for name in {"report": ("dev",), "tuning": ("train",), "all": ("train", "dev")}[split]:
        for row in _folder(shared, "benchmarks/skillskape", f"{name}.csv"):
            right = frozenset(uri[label] for label in ast.literal_eval(row["skills"]) if label != "UNK")
            queries.append(Query(row["sentence"], "en", right))
    return Collection("skillskape", "sentences to ESCO 1.1.1 skills in English", entries, queries)


def _swedish_rows(shared: Path) -> Iterator[list[str]]:
    """The rows of the Swedish table, of which some lines are quoted as a whole and all end in a semicolon."""
    path = shared / _CROSSWALKS / "SE NSC ESCO 109 mapping table 2023-11-30.csv"
    for line in path.read_text("utf-8-sig").splitlines():
        bare = line.rstrip(";")
        if bare.startswith('"http') and bare.endswith('"'):
            bare = next(csv.reader([bare]))[0]
        cells = next(csv.reader([bare]), [])
        if len(cells) == 8 and cells[0].startswith("http"):
            yield cells


def swedish(shared: Path, split: Split) -> Collection:
    """Names of the Swedish national skills to ESCO skills, by their preferred Swedish labels."""
    entries: dict[str, Entry] = {}
    pairs: dict[str, set[str]] = defaultdict(set)
    for uri, label, _, _, name, _, relation, _ in _swedish_rows(shared):
        entries[uri] = Entry(uri, "skill", [("preferred", "sv", label)])
        if relation == "skos:exactMatch":
            pairs[name].add(uri)
    about = "Swedish national skill names to ESCO skills by preferred Swedish labels"
    return Collection("swedish", about, list(entries.values()), _queries(pairs, "sv", split))


def swedish_english(shared: Path, split: Split) -> Collection:
    """The same queries where ESCO's English labels and descriptions are installed beside the Swedish labels."""
    collection = swedish(shared, split)
    english = {entry.uri: entry for entry in _entries(_english(shared, "skills"), "skill", "en")}
    for entry in collection.entries:
        if found := english.get(entry.uri):
            entry.labels += found.labels
            entry.description = found.description
    collection.name, collection.about = "swedish+english", f"{collection.about}, English ones beside them"
    return collection


def rome(shared: Path, split: Split) -> Collection:
    """Names of occupations of the French ROME to ESCO occupations in French."""
    entries = _entries(_folder(shared, _FRENCH, "occupations_fr.csv"), "occupation", "fr")
    known = {entry.uri for entry in entries}
    pairs: dict[str, set[str]] = defaultdict(set)
    with (shared / _CROSSWALKS / "FR_20230607_mapping_esco_rome.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            if len(row) == 5 and row[4] == "skos:exactMatch" and row[0] in known:
                pairs[row[3]].add(row[0])
    return Collection("rome", "ROME occupation names to ESCO 1.2.0 in French", entries, _queries(pairs, "fr", split))


def onet(shared: Path, split: Split) -> Collection:
    """Titles of O*NET occupations to ESCO occupations in English."""
    entries = _entries(_english(shared, "occupations"), "occupation", "en")
    known = {entry.uri for entry in entries}
    pairs: dict[str, set[str]] = defaultdict(set)
    with (shared / _CROSSWALKS / "crosswalk_esco_onet.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            if len(row) == 7 and row[6] == "exactMatch" and row[3] in known:
                pairs[row[1]].add(row[3])
    return Collection(
        "onet", "O*NET titles to ESCO 1.1.1 occupations in English", entries, _queries(pairs, "en", split)
    )


def _held_back(name: str, about: str, entries: list[Entry], split: Split) -> Collection:
    """Take two tenths of the alternative labels out of the index: one for the report, one for tuning."""
    preferred = {fold(entry.labels[0][2]) for entry in entries}
    wanted = {"report": (0,), "tuning": (1,), "all": (0, 1)}[split]
    asked: dict[str, tuple[str, str, set[str]]] = {}
    for entry in entries:
        kept = []
        for kind, language, text in entry.labels:
            folded = fold(text)
            part = 9 if folded in preferred else hashed(folded, 10)
            if part > 1:
                kept.append((kind, language, text))
            elif part in wanted:
                asked.setdefault(folded, (text, language, set()))[2].add(entry.uri)
        entry.labels = kept
    queries = [Query(text, language, frozenset(right)) for text, language, right in asked.values()]
    queries.sort(key=lambda query: blake2b(f"{SEED}{query.text}".encode()).digest())
    return Collection(name, about, entries, queries)


def alternatives_en(shared: Path, split: Split) -> Collection:
    """ESCO's own alternative labels of skills and occupations in English."""
    entries = [e for name in ("skill", "occupation") for e in _entries(_english(shared, f"{name}s"), name, "en")]
    return _held_back("alternatives-en", "alternative labels of ESCO 1.1.1 held back, English", entries, split)


def alternatives_fr(shared: Path, split: Split) -> Collection:
    """ESCO's own alternative labels of occupations in French."""
    entries = _entries(_folder(shared, _FRENCH, "occupations_fr.csv"), "occupation", "fr")
    return _held_back("alternatives-fr", "the same, occupations of ESCO 1.2.0, French", entries, split)


def alternatives_nl(shared: Path, split: Split) -> Collection:
    """ESCO's own alternative labels of occupations in Dutch."""
    entries = _entries(_folder(shared, _DUTCH, "occupations_nl.csv"), "occupation", "nl")
    return _held_back("alternatives-nl", "the same, occupations of ESCO 1.1.1, Dutch", entries, split)


DATA_SETS: Final[dict[str, Callable[[Path, Split], Collection]]] = {
    "skillskape": skillskape,
    "swedish": swedish,
    "swedish+english": swedish_english,
    "alternatives-en": alternatives_en,
    "alternatives-fr": alternatives_fr,
    "alternatives-nl": alternatives_nl,
    "rome": rome,
    "onet": onet,
}
"""Every data set by name."""
