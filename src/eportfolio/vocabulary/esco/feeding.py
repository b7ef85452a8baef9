"""Rows of ESCO's tables into an index: one method for each kind of table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from ...report.codes import Severity
from ...report.errors import UnsafeError
from ..concepts import BROADER, GROUP, MEMBER_OF, LabelKind
from ..index.builder import IndexBuilder
from .layout import (
    COLLECTION,
    COLLECTION_LABELS,
    COLLECTION_SCHEMES,
    CONCEPTS,
    GROUP_TYPES,
    HAS_TOP_CONCEPT,
    ISCO,
    ISCO_GROUP,
    NOTES,
    OCCUPATION,
    PROPERTIES,
    RELATION_TYPES,
    SKILL,
    SKILL_GROUP,
    SKILL_TYPES,
    STEM_TYPES,
    TYPES,
    type_of_uri,
)
from .registry import Registry
from .rows import Cells, Table
from .telling import Findings

Rows = Iterable[tuple[int, Cells]]

HIERARCHY_LANGUAGE: Final = "en"
"""Descriptions in the file of the hierarchy are English in every language's download (ESCO 1.1.1 and 1.2.0)."""

_WORD_LISTS: Final[tuple[tuple[str, LabelKind], ...]] = (("altLabels", "alternative"), ("hiddenLabels", "hidden"))
_URIS: Final = re.compile(r"[\s,|]+")
_WORDS: Final = re.compile(r" \| |[\r\n]+")
_SINGLE: Final = re.compile(r" \| ")
_IS_URI: Final = re.compile(r"https?://\S+")


class Feeder:
    """Feeds an index with the rows of tables.

    Args:
        builder: the index.
        registry: the concepts.
        findings: where faults are told.
        most: how many links and labels may wait until everything was read.

    Raises:
        UnsafeError: by all of its methods, when there are more.
    """

    def __init__(self, builder: IndexBuilder, registry: Registry, findings: Findings, most: int) -> None:
        self._builder = builder
        self._most = most
        self._registry = registry
        self._findings = findings
        self._above: list[tuple[str, str]] = []
        self._hints: dict[tuple[str, str], str] = {}
        self._collections: set[str] = set()
        self._tops: set[str] = set()
        self.types: Counter[tuple[str, str]] = Counter()
        """How many rows described concepts of a type, by type and language."""
        self.pillars: Counter[str] = Counter()
        """How many broader relations start from concepts of a type."""

    def schemes(self, table: Table, rows: Rows) -> None:
        """Concept schemes and collections, with their labels and top concepts."""
        cell = _Cells(table)
        for line, cells in rows:
            uri = self._uri(table, line, cell(cells, "conceptSchemeUri"))
            if not uri:
                continue
            self._collections.add(uri)
            self._describe(uri, COLLECTION, {"status": cell(cells, "status")}, table, line)
            self._preferred(uri, table.language, cell(cells, "preferredLabel"))
            if cell(cells, "title") != cell(cells, "preferredLabel"):
                self._builder.label(uri, "alternative", table.language, cell(cells, "title"))
            self._builder.note(uri, "description", table.language, cell(cells, "description"))
            for top in _uris(cell(cells, "hasTopConcept")):
                self._builder.relation(uri, HAS_TOP_CONCEPT, top)
                self._tops.add(top)
            self._check_waiting()

    def concepts(self, table: Table, rows: Rows) -> None:
        """Skills, occupations and groups with everything that is said of them."""
        for cells, uri, cell in self._described(table, rows):
            if group := cell(cells, "iscoGroup"):
                self._relation(uri, GROUP, ISCO_GROUP + group, "", ISCO)

    def collection(self, table: Table, rows: Rows) -> None:
        """The members of a collection; what is said of them as well, for packages without the table of skills."""
        member_of = COLLECTION_SCHEMES.get(table.stem, "")
        if not member_of:
            self._findings.add(
                "not-taken",
                f"The name of {table.file.place} does not tell which collection it is; its concepts were taken,"
                " without their membership.",
                place=table.file.place,
            )
        for cells, uri, cell in self._described(table, rows):
            if member_of:
                self._member(uri, member_of)
            above = _uris(cell(cells, "broaderConceptUri"))
            self._above.extend((uri, other) for other in above)
            self._check_waiting()
            labels = _SINGLE.split(cell(cells, "broaderConceptPT"))
            if len(labels) == len(above):
                for other, label in zip(above, labels, strict=True):
                    self._hint(other, table.language, label)

    def hierarchy(self, table: Table, rows: Rows) -> None:
        """The tree of skill groups with their codes."""
        cell = _Cells(table)
        depth = sum(column.endswith("URI") for column in table.columns)
        for line, cells in rows:
            path = [
                (uri, cell(cells, f"Level {level} preferred term"), cell(cells, f"Level {level} code"))
                for level in range(depth)
                if (uri := cell(cells, f"Level {level} URI"))
            ]
            if not all(self._uri(table, line, uri) for uri, _, _ in path) or not path:
                continue
            for uri, label, code in path:
                self._describe(uri, SKILL_GROUP, {"notation": code}, table, line)
                self._hint(uri, table.language, label)
            for (below, _, _), (above, _, _) in zip(path[1:], path, strict=False):
                self._builder.relation(below, BROADER, above)
            uri = path[-1][0]
            self._builder.note(uri, "description", HIERARCHY_LANGUAGE, cell(cells, "description").strip())
            self._builder.note(uri, "scope_note", HIERARCHY_LANGUAGE, cell(cells, "scopeNote").strip())

    def green_shares(self, table: Table, rows: Rows) -> None:
        """How green occupations and ISCO groups are."""
        cell = _Cells(table)
        for line, cells in rows:
            uri = self._uri(table, line, cell(cells, "conceptUri"))
            if uri:
                self._registry.speak_of(uri, TYPES.get(cell(cells, "conceptType"), ""))
                self._builder.property(uri, PROPERTIES["greenShare"], cell(cells, "greenShare"))
                self._hint(uri, table.language, cell(cells, "preferredLabel"))

    def broader_relations(self, table: Table, rows: Rows) -> None:
        """What stands above what; a link from a skill or an occupation to a group is no broader concept."""
        cell = _Cells(table)
        for line, cells in rows:
            below, above = (self._uri(table, line, cell(cells, name)) for name in ("conceptUri", "broaderUri"))
            if not (below and above):
                continue
            kind = TYPES.get(cell(cells, "conceptType")) or type_of_uri(below)
            kind_above = TYPES.get(cell(cells, "broaderType")) or type_of_uri(above)
            self._relation(below, _upwards(kind, kind_above), above, kind, kind_above)
            self.pillars[kind] += 1
            self._hint(below, table.language, cell(cells, "conceptLabel"))
            self._hint(above, table.language, cell(cells, "broaderLabel"))

    def occupation_skills(self, table: Table, rows: Rows) -> None:
        """Essential and optional skills of occupations."""
        cell = _Cells(table)
        for line, cells in rows:
            predicate = self._predicate(table, line, cell(cells, "relationType"))
            who, what = (self._uri(table, line, cell(cells, name)) for name in ("occupationUri", "skillUri"))
            if predicate and who and what:
                self._relation(who, predicate, what, OCCUPATION, SKILL_TYPES.get(cell(cells, "skillType"), ""))
                self._hint(who, table.language, cell(cells, "occupationLabel"))
                self._hint(what, table.language, cell(cells, "skillLabel"))

    def skill_skills(self, table: Table, rows: Rows) -> None:
        """Essential and optional skills of skills."""
        cell = _Cells(table)
        for line, cells in rows:
            predicate = self._predicate(table, line, cell(cells, "relationType"))
            one, other = (self._uri(table, line, cell(cells, name)) for name in ("originalSkillUri", "relatedSkillUri"))
            if predicate and one and other:
                self._relation(one, predicate, other, "", SKILL_TYPES.get(cell(cells, "relatedSkillType"), ""))
                self._hint(one, table.language, cell(cells, "originalSkillLabel"))
                self._hint(other, table.language, cell(cells, "relatedSkillLabel"))

    def close(self) -> None:
        """Settle what could not be told row by row: links upwards of collections, and labels told in passing."""
        self._settle_links()
        for (uri, language), label in self._hints.items():
            if not self._registry.has_label(language, uri):
                self._preferred(uri, language, label)
        unknown = sum(not self._registry.type_of(uri) for uri in self._tops)
        if unknown:
            self._findings.add(
                "unresolved-relation",
                f"Top concepts of collections that are in no other file, kept as links: {unknown:,}.",
                severity=Severity.INFO,
            )

    def _settle_links(self) -> None:
        unsettled = 0
        groups_known = any(kind == SKILL_GROUP for kind, _ in self.types)
        for below, above in self._above:
            known = self._registry.type_of(above)
            kind = known or type_of_uri(above)
            if known or kind != SKILL or groups_known:
                self._relation(below, _upwards(self._registry.type_of(below), kind), above, "", kind)
            else:
                unsettled += 1
        if unsettled:
            self._findings.add(
                "unresolved-relation",
                f"Links upwards that lead to what may be a skill or a group, left out: {unsettled:,}.",
                hint="Add skillGroups or broaderRelationsSkillPillar.",
            )

    def _described(self, table: Table, rows: Rows) -> Iterator[tuple[Cells, str, _Cells]]:
        """Take what a row says of its concept."""
        cell = _Cells(table)
        verified = table.authentic
        language = table.language
        seen: set[str] = set()
        for line, cells in rows:
            uri = self._uri(table, line, cell(cells, "conceptUri"))
            if not uri:
                continue
            if uri in seen:
                self._findings.row("duplicate-concept", table.file.place, line, f"has the URI of an earlier row: {uri}")
            seen.add(uri)
            kind, sure = self._type(table, cells, cell, uri)
            values = {"notation": cell(cells, "code"), "status": cell(cells, "status"),
                      "modified": cell(cells, "modifiedDate")}  # fmt: skip
            self._describe(uri, kind, values, table, line, sure=sure)
            if table.kind is CONCEPTS:
                self.types[SKILL if kind in SKILL_TYPES.values() else kind, language] += 1
            label = cell(cells, "preferredLabel").strip()
            self._preferred(uri, language, label)
            for column, of in _WORD_LISTS:
                for text in _WORDS.split(cell(cells, column)):
                    if text.strip() != label:
                        self._builder.label(uri, of, language, text.strip(), verified=verified)
            for column, name in NOTES.items():
                self._builder.note(uri, name, language, cell(cells, column).strip())
            self._properties(uri, cells, cell)
            for scheme in _uris(cell(cells, "inScheme")):
                self._member(uri, scheme)
            yield cells, uri, cell

    def _type(self, table: Table, cells: Cells, cell: _Cells, uri: str) -> tuple[str, bool]:
        kind = TYPES.get(cell(cells, "conceptType")) or STEM_TYPES.get(table.stem) or type_of_uri(uri)
        if kind != SKILL:
            return kind, True
        told = SKILL_TYPES.get(cell(cells, "skillType").rpartition("skill-type/")[2].casefold())
        if told is None and cell(cells, "skillType"):
            self._builder.property(uri, "skill_type", cell(cells, "skillType"))
        return told or SKILL, told is not None

    def _properties(self, uri: str, cells: Cells, cell: _Cells) -> None:
        for column, name in PROPERTIES.items():
            value = cell(cells, column)
            if value:
                for one in _uris(value) if _IS_URI.match(value) else (value,):
                    self._builder.property(uri, name, one.strip())

    def _describe(
        self, uri: str, kind: str, values: dict[str, str], table: Table, line: int, *, sure: bool = True
    ) -> None:
        self._registry.describe(uri, kind, values, sure=sure, place=table.file.place, line=line)

    def _preferred(self, uri: str, language: str, text: str) -> None:
        if text.strip():
            self._builder.label(uri, "preferred", language, text.strip())
            self._registry.labelled(language, uri)

    def _member(self, uri: str, collection: str) -> None:
        self._builder.relation(uri, MEMBER_OF, collection)
        if collection not in self._collections:
            self._collections.add(collection)
            self._registry.describe(collection, COLLECTION, {})
            label = COLLECTION_LABELS.get(collection, "")
            if not self._registry.has_label("en", collection):
                self._preferred(collection, "en", label)

    def _relation(self, subject: str, predicate: str, target: str, kind: str, target_kind: str) -> None:
        self._builder.relation(subject, predicate, target)
        self._registry.speak_of(subject, kind)
        self._registry.speak_of(target, target_kind)

    def _hint(self, uri: str, language: str, label: str) -> None:
        """Keep a label told in passing; it counts when no table says the label of the concept itself."""
        if label and language and not self._registry.has_label(language, uri):
            self._hints.setdefault((uri, language), label.strip())
            self._check_waiting()

    def _check_waiting(self) -> None:
        if max(len(self._tops), len(self._above), len(self._hints)) > self._most:
            raise UnsafeError("limit-exceeded", f"More than {self._most} links wait for their concepts.")

    def _uri(self, table: Table, line: int, text: str) -> str:
        if _IS_URI.fullmatch(text):
            return text
        self._findings.row("truncated-row", table.file.place, line, f"was left out: {text[:60]!r} is no URI")
        return ""

    def _predicate(self, table: Table, line: int, text: str) -> str:
        predicate = RELATION_TYPES.get(text.strip().casefold(), "")
        if not predicate:
            what = f"was left out: its relation is {text[:40]!r}, neither essential nor optional"
            self._findings.row("not-taken", table.file.place, line, what)
        return predicate


class _Cells:
    """Looks up the cells of a row by the names of their columns; empty where a table has no such column."""

    def __init__(self, table: Table) -> None:
        self._at = {column: place for place, column in enumerate(table.columns)}

    def __call__(self, cells: Cells, column: str) -> str:
        place = self._at.get(column)
        return "" if place is None else cells[place]


def _upwards(kind: str, above: str) -> str:
    """What a link upwards means: one from a skill or an occupation to a group leads to no broader concept."""
    return GROUP if above in GROUP_TYPES and kind not in GROUP_TYPES else BROADER


def _uris(text: str) -> list[str]:
    return [uri for uri in _URIS.split(text) if uri] if text else []
