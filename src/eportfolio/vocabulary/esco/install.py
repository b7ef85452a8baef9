"""Installing ESCO from the downloads of the European Commission."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from ...report.errors import UsageError
from ...report.findings import Finding
from ..concepts import SchemeDescription
from ..errors import VocabularyDamagedError, VocabularySourceError
from ..index.builder import Built, IndexBuilder
from ..index.store import ConceptScheme
from ..languages import shortest_tag
from ..library import Vocabularies
from . import layout
from .completeness import missing_from, parts_of, tell_missing
from .feeding import Feeder
from .graphs import coverage_of, install_graphs
from .layout import ATTRIBUTION, ESCO, LICENCE, READING_ORDER, TITLE
from .package import Package
from .recognising import tables_of, version_of
from .registry import KNOWN_FROM, Registry
from .rows import Table, reading_rows, rows
from .telling import Findings

NAME: Final = "esco"

Progress = Callable[[str, int, int], None]
"""Is told, again and again: the file, how many bytes were read, and how many there are in all."""

_SHOWN: Final = 3

_REGULATED: Final = (
    "An occupation that is not marked as regulated may be regulated all the same: few are marked at all."
)


@dataclass(slots=True)
class EscoInstalled:
    """What was installed.

    Attributes:
        version: the version of ESCO.
        path: the index.
        built: what it holds.
        rows: number of rows by file.
        coverage: number of concepts by type, and how many of them have a preferred label, by language.
        missing: files of a complete package that are not there.
        languages: languages of the concepts' labels.
        findings: what was seen on the way.
    """

    version: str
    path: Path
    built: Built
    rows: dict[str, int]
    coverage: dict[str, dict[str, int]]
    missing: tuple[str, ...]
    languages: tuple[str, ...]
    findings: list[Finding]


def install_esco(
    sources: Sequence[Path],
    *,
    vocabularies: Vocabularies | None = None,
    version: str = "",
    language: str = "",
    encoding: str = "",
    add: bool = False,
    progress: Progress | None = None,
) -> EscoInstalled:
    """Install ESCO from its downloads: folders, zips and single files, in any mixture of languages.

    Incomplete packages are installed as they are; the findings tell what is missing.

    Args:
        sources: folders, zips and files of one version; RDF files when there are no tables.
        vocabularies: where it is installed.
        version: the version; told from the names of the sources when it is left out.
        language: language of files whose name tells none.
        encoding: encoding of the files; UTF-8, or what a byte order mark says, when it is left out.
        add: add to the installed index of this version instead of replacing it.
        progress: is told how far the reading is.

    Raises:
        UsageError: nothing tells the version, an option makes no sense, there is nothing to add to, or nothing can be
            written.
        UnreadableError: a source cannot be opened or decoded.
        UnsafeError: a source goes beyond a limit.
        VocabularySourceError: the sources are no ESCO, lack columns, or mix versions.
        VocabularyNewerError: the installed index was written by a newer release.
    """
    vocabularies = vocabularies or Vocabularies()
    _check_encoding(encoding)
    language = _checked_language(language)
    with Package(sources) as package:
        findings = Findings()
        tables = tables_of(package, language, encoding, findings)
        version = version_of(package, version, findings)
        if add and not tables:
            raise UsageError("usage", "Only tables (CSV) can be added to what is installed: RDF has all languages.")
        old = _to_add_to(vocabularies, version) if add else None
        there = () if add else _languages_replaced(vocabularies, version)
        if not tables:
            return _of_graphs(version, install_graphs(package, vocabularies, version, language), findings)
        installation = _Installation(package, tables, findings, old, progress)
        with reading_rows(package.limits.text_bytes):
            built = vocabularies.install(_description(version, tables), installation.fill)
        _tell_replaced(there, installation.coverage, findings)
    return _of_tables(version, built, installation)


def _of_tables(version: str, built: Built, installation: _Installation) -> EscoInstalled:
    findings = [*installation.findings.all(), *built.findings]
    return EscoInstalled(
        version, built.path, built, installation.rows, installation.coverage, installation.missing,
        installation.languages, findings,
    )  # fmt: skip


def _of_graphs(version: str, built: Built, findings: Findings) -> EscoInstalled:
    with ConceptScheme(built.path) as scheme:
        coverage = coverage_of(scheme)
        languages = tuple(code for code in scheme.languages if code)
    return EscoInstalled(version, built.path, built, {}, coverage, (), languages, [*findings.all(), *built.findings])


@dataclass(slots=True)
class _Installation:
    """One run of reading a package into an index."""

    package: Package
    tables: list[Table]
    findings: Findings
    old: ConceptScheme | None
    progress: Progress | None
    rows: dict[str, int] = field(default_factory=dict)
    coverage: dict[str, dict[str, int]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    _read: int = 0
    _state: tuple[int, ...] = ()

    def fill(self, builder: IndexBuilder) -> None:
        registry = Registry(self.findings, self.package.limits.nodes)
        before = self._take_over(builder, registry)
        feeder = Feeder(builder, registry, self.findings, self.package.limits.nodes)
        for kind in READING_ORDER:
            for table in self.tables:
                if table.kind is kind:
                    self._feed(feeder, table)
        feeder.close()
        self._check_filled(registry)
        registry.check_versions()
        only = registry.write(builder)
        self._report(builder, registry, parts_of(self.tables, feeder) | before)
        tell_missing(self.missing, only, registry, self.findings)
        self._check_unchanged()

    def _check_filled(self, registry: Registry) -> None:
        """Keep a download that was cut off from taking the place of a good index."""
        if not registry or not any(self.rows.get(table.file.name) for table in self.tables):
            files = ", ".join(table.file.place for table in self.tables[:_SHOWN])
            raise VocabularySourceError(
                "vocabulary-source", f"There is not one concept in {files}.",
                hint="Download the files again from their publisher; what was installed is as it was.",
            )  # fmt: skip

    def _check_unchanged(self) -> None:
        """Keep what another process has installed since the index was read that this one adds to."""
        if self.old is not None and _state_of(self.old.path) != self._state:
            raise UsageError(
                "usage", f"{self.old.path} was changed by something else meanwhile; nothing was added.",
                hint="Run the command again.",
            )  # fmt: skip

    def _take_over(self, builder: IndexBuilder, registry: Registry) -> frozenset[str]:
        """Begin with what the installed index holds; its concepts go through the registry like all others."""
        if self.old is None:
            return frozenset()
        self._state = _state_of(self.old.path)
        registry.take_over(self.old, f"the installed {NAME} {self.old.description.version}")
        for label in self.old.labels():
            builder.label(label.uri, label.kind, label.language, label.text, verified=label.verified)
        for uri, note in self.old.all_notes():
            builder.note(uri, note.kind, note.language, note.text)
        for relation in self.old.all_relations():
            builder.relation(relation.subject, relation.predicate, relation.object)
        for uri, name, value in self.old.all_properties():
            if name != KNOWN_FROM:
                builder.property(uri, name, value)
        said, new, facts = self.old.description, builder.description, self.old.facts()
        sources = tuple(dict.fromkeys((*said.sources, *new.sources)))
        builder.description = replace(new, official=said.official and new.official, sources=sources)
        again = {table.file.name for table in self.tables}
        self.rows.update({name: number for name, number in facts.get("rows", {}).items() if name not in again})
        self.old.close()
        return frozenset(facts.get("parts", ()))

    def _feed(self, feeder: Feeder, table: Table) -> None:
        number = 0

        def counted() -> Iterable[tuple[int, list[str]]]:
            nonlocal number
            least = _least_cells(table)
            for row in rows(self.package, table, self.findings, least, lambda size: self._tell(table, size)):
                number += 1
                yield row

        _FEED[table.kind.name](feeder, table, counted())
        self.rows[table.file.name] = self.rows.get(table.file.name, 0) + number

    def _tell(self, table: Table, size: int) -> None:
        self._read += size
        if self.progress is not None:
            self.progress(table.file.name, self._read, sum(one.file.size for one in self.tables))

    def _report(self, builder: IndexBuilder, registry: Registry, parts: frozenset[str]) -> None:
        self.coverage = registry.coverage()
        tables = {table.language for table in self.tables} | {part.partition("_")[2] for part in parts}
        self.languages = tuple(sorted(tables - {""}))
        self.missing = missing_from(parts, self.languages)
        notes = [_REGULATED]
        if self.missing:
            notes.append(f"Incomplete; missing are: {', '.join(f'{name}.csv' for name in self.missing)}")
        builder.description = replace(builder.description, notes=tuple(notes))
        builder.describe("rows", self.rows)
        builder.describe("parts", sorted(parts))
        builder.describe("missing", list(self.missing))
        builder.describe("coverage", self.coverage)


_FEED: Final[dict[str, Any]] = {
    layout.SCHEMES.name: Feeder.schemes, layout.CONCEPTS.name: Feeder.concepts,
    layout.COLLECTIONS.name: Feeder.collection, layout.HIERARCHY.name: Feeder.hierarchy,
    layout.GREEN_SHARES.name: Feeder.green_shares, layout.BROADER_RELATIONS.name: Feeder.broader_relations,
    layout.OCCUPATION_SKILLS.name: Feeder.occupation_skills, layout.SKILL_SKILLS.name: Feeder.skill_skills,
}  # fmt: skip


def _tell_replaced(languages: Iterable[str], coverage: dict[str, dict[str, int]], findings: Findings) -> None:
    """Tell which languages went with the index that was replaced."""
    gone = sorted({*languages} - {code for row in coverage.values() for code in row} - {""})
    if gone:
        findings.add(
            "vocabulary-incomplete",
            f"The index that was replaced had labels in {', '.join(gone)}; this one has none.",
            hint="Install those files too, with --add, which keeps what is there.",
        )


def _least_cells(table: Table) -> int:
    """The hierarchy leaves out the codes of levels that a row does not reach, when they are the last cells."""
    if table.kind is not layout.HIERARCHY:
        return len(table.columns)
    columns = list(table.columns)
    while columns and columns[-1].endswith("code") and not columns[-1].startswith("Level 0"):
        columns.pop()
    return len(columns)


def _state_of(path: Path) -> tuple[int, ...]:
    """What tells one index file from another of the same name."""
    state = path.stat() if path.is_file() else None
    return (state.st_ino, state.st_size, state.st_mtime_ns) if state else ()


def _path(vocabularies: Vocabularies, version: str) -> Path:
    try:
        return vocabularies.path(NAME, version)
    except ValueError as error:
        raise UsageError("usage", f"{error}.") from None


def _languages_replaced(vocabularies: Vocabularies, version: str) -> tuple[str, ...]:
    """The languages of the installed index that a new one will replace; one that is damaged counts as none.

    Raises:
        VocabularyNewerError: a newer release has written it; it is not touched.
    """
    path = _path(vocabularies, version)
    if not path.is_file():
        return ()
    try:
        with ConceptScheme(path) as scheme:
            return scheme.languages
    except VocabularyDamagedError:
        return ()


def _to_add_to(vocabularies: Vocabularies, version: str) -> ConceptScheme:
    """The installed index that something is to be added to.

    Raises:
        UsageError: it is not installed.
        VocabularyNewerError: a newer release has written it.
        VocabularyDamagedError: it is damaged.
    """
    path = _path(vocabularies, version)
    if path.is_file():
        return ConceptScheme(path)
    there = [one.version for one in vocabularies.available(NAME) if not one.ships]
    raise UsageError(
        "usage",
        f"{NAME} {version} is not installed, so that nothing can be added to it."
        + (f" Installed: {', '.join(there)}." if there else ""),
        hint="Leave out --add to install it, or name the version with --version.",
    )


def _description(version: str, tables: Sequence[Table]) -> SchemeDescription:
    files = tuple(dict.fromkeys(table.file.container for table in tables))
    return SchemeDescription(
        name=NAME, version=version, uri=ESCO.rstrip("/"), title=TITLE,
        official=all(table.authentic for table in tables),
        sources=(f"European Commission, ESCO {version}", *files), licence=LICENCE, attribution=ATTRIBUTION,
    )  # fmt: skip


def _checked_language(language: str) -> str:
    try:
        return shortest_tag(language) if language else ""
    except ValueError as error:
        raise UsageError("usage", f"{language!r} names no language: {error}.") from None


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise UsageError("usage", f"There is no encoding {encoding!r}.") from None
