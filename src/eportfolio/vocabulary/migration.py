"""Concepts of a portfolio that a version of a vocabulary no longer has, and moving them along a supplied mapping.

Nothing is moved by guesswork: without a mapping that says so, a concept stays as it is and is told.  When one is
moved, its URI, notation and official label become those of the new concept.  The owner's words stay untouched, and
the old URI stays in the portfolio, as residue of the item that the concept belongs to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from ..model import Concept, Item, Portfolio, Residue
from ..model.values import Text
from ..report.findings import Finding, finding
from ..sources.encoding import decode_text
from ..sources.source import open_source
from .concepts import SchemeConcept
from .errors import VocabularySourceError
from .index.store import ConceptScheme
from .versions import is_withdrawn

REPLACED_BY: Final = frozenset({"http://purl.org/dc/terms/isReplacedBy", "http://purl.obolibrary.org/obo/IAO_0100001"})
"""Predicates of a mapping set that name the successor of a concept."""

RESIDUE: Final = "vocabulary"
"""Family under which a former URI is kept as residue, beside the new one as its anchor.

Every canonical file keeps it; a conversion to a format that cannot names it as lost.
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a mapping leads.

    Attributes:
        uris: the concepts that a URI is to be replaced by.
        weak: concepts to which it only corresponds less than exactly, with the kind of match.
    """

    uris: tuple[str, ...] = ()
    weak: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """A concept of a portfolio.

    Attributes:
        pointer: its place.
        concept: the concept itself.
        item: the nearest thing around it that keeps residue: an item, or the portfolio itself.
        path: its place below that.
    """

    pointer: str
    concept: Concept
    item: Item
    path: str


@dataclass(frozen=True, slots=True)
class Move:
    """A concept that was moved.

    Attributes:
        pointer: its place in the portfolio.
        old: the former URI.
        new: the URI now.
        words: the owner's words, which stayed.
        before: the former official label.
        after: the official label now.
    """

    pointer: str
    old: str
    new: str
    words: Text | None
    before: Text | None
    after: Text | None


@dataclass(slots=True)
class Migration:
    """What became of the concepts of a portfolio.

    Attributes:
        portfolio: the portfolio with its concepts moved; the one that was given is as it was.
        checked: how many of its concepts belong to the vocabulary.
        moves: what was moved.
        findings: what could not be moved, and why; and what was.
    """

    portfolio: Portfolio
    checked: int = 0
    moves: list[Move] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def migrate(portfolio: Portfolio, scheme: ConceptScheme, mapping: Mapping[str, Target] | None = None) -> Migration:
    """Find the concepts of a portfolio that a version of a vocabulary does not have, or has withdrawn.

    Args:
        portfolio: the portfolio; it stays as it is.
        scheme: the version of the vocabulary.
        mapping: where concepts are to be moved; without one nothing is moved.

    Returns:
        A copy with the concepts moved, and what was found.
    """
    mapping = mapping or {}
    migration = Migration(portfolio.model_copy(deep=True))
    namespaces = {_namespace(concept.uri) for concept in scheme.concepts()}
    for use in uses(migration.portfolio):
        uri = use.concept.uri
        if uri is None or (_namespace(uri) not in namespaces and uri not in mapping):
            continue
        migration.checked += 1
        known = scheme.get(uri)
        if known is None or is_withdrawn(known):
            _settle(migration, use, known, scheme, mapping)
    return migration


def read_targets(path: Path) -> tuple[dict[str, Target], tuple[Finding, ...]]:
    """Read a mapping from old concepts to new ones.

    Args:
        path: an SSSOM file, or a table (CSV) whose first column holds the old URI and the second the new one.

    Returns:
        Where each old URI leads, and which rows could not be used.

    Raises:
        UnreadableError: the file cannot be opened or decoded.
        UnsafeError: it goes beyond a limit.
        VocabularySourceError: it is no mapping.
    """
    text = open_source(path).data
    if b"subject_id" in text[: text.find(b"\n", text.find(b"subject_id")) + 1]:
        return _sssom_targets(path)
    return _table_targets(decode_text(text), path)


def uses(portfolio: Portfolio) -> Iterator[Use]:
    """Every concept that a portfolio holds, with its place."""
    yield from _walk(portfolio, "", portfolio, "")


def _walk(value: Any, pointer: str, item: Item, path: str) -> Iterator[Use]:
    if isinstance(value, Concept):
        yield Use(pointer, value, item, path)
    if isinstance(value, BaseModel):
        if isinstance(value, Item):
            item, path = value, ""
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), f"{pointer}/{name}", item, f"{path}/{name}".lstrip("/"))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _walk(one, f"{pointer}/{number}", item, f"{path}/{number}")


def _settle(
    migration: Migration,
    use: Use,
    known: SchemeConcept | None,
    scheme: ConceptScheme,
    mapping: Mapping[str, Target],
) -> None:
    assert use.concept.uri is not None
    target, why = _target(use.concept.uri, scheme, mapping)
    if target is None:
        migration.findings.append(_left(use, known, scheme, why))
        return
    move = _move(use, target, migration.portfolio.language)
    migration.moves.append(move)
    migration.findings.append(
        finding(
            "concept-moved",
            f"{move.old} became {move.new} ({target.label()}), as the mapping says.",
            pointer=use.pointer,
            value=move.old,
        )
    )


def _target(uri: str, scheme: ConceptScheme, mapping: Mapping[str, Target]) -> tuple[SchemeConcept | None, str]:
    """The concept that a mapping leads to, by way of others if need be; or why there is none."""
    seen: set[str] = set()
    while True:
        seen.add(uri)
        target = mapping.get(uri, Target())
        if len(target.uris) > 1:
            return None, f"the mapping leads from it to {len(target.uris)} concepts: {', '.join(target.uris)}"
        if not target.uris:
            return None, _no_way(uri, len(seen) > 1, target)
        uri = target.uris[0]
        concept = scheme.get(uri)
        if concept is not None and not is_withdrawn(concept):
            return concept, ""
        if uri in seen:
            return None, "the mapping leads in a circle"


def _no_way(uri: str, on_the_way: bool, target: Target) -> str:
    if target.weak:
        weak = ", ".join(f"{other} ({kind.replace('_', ' ')})" for other, kind in target.weak)
        return f"the mapping names no exact match, only {weak}"
    return f"the mapping leads to {uri}, which is not there either" if on_the_way else ""


def _move(use: Use, target: SchemeConcept, language: str | None) -> Move:
    concept = use.concept
    assert concept.uri is not None
    old, before = concept.uri, concept.official_label
    concept.uri = target.uri
    if concept.notation is not None:
        concept.notation = target.notation or None
    if before is not None:
        concept.official_label = _label(before, target, language)
    former = Residue(format=RESIDUE, path=f"{use.path}/uri", value=old, anchor=target.uri)
    use.item.residue = [*use.item.residue, former]
    return Move(use.pointer, old, target.uri, concept.label, before, concept.official_label)


def _label(before: Text, target: SchemeConcept, language: str | None) -> Text:
    """The new official label in the languages of the former one as far as there are any; else with its own language."""
    if isinstance(before, str) and language is not None and language in target.labels:
        return target.labels[language]
    same = {code: target.labels[code] for code in before if code in target.labels} if isinstance(before, dict) else {}
    if same:
        return same
    label = target.label(language or "en")
    return next(({code: text} for code, text in target.labels.items() if code and text == label), label)


def _left(use: Use, known: SchemeConcept | None, scheme: ConceptScheme, why: str) -> Finding:
    version = f"{scheme.description.name} {scheme.description.version}"
    words = use.concept.label or use.concept.official_label
    shown = f" ({next(iter(words.values())) if isinstance(words, dict) else words})" if words else ""
    if known is not None:
        what = f"{version} has withdrawn {use.concept.uri}{shown}"
        also = f"it names {known.replaced_by} as its successor" if known.replaced_by else ""
    else:
        what = f"{version} has no {use.concept.uri}{shown}"
        also = "not all files of this version are installed" if scheme.facts().get("missing") else ""
    return finding(
        "unknown-concept" if known is None else "obsolete-concept",
        "; ".join(filter(None, (what, also, why))) + ".",
        pointer=use.pointer,
        value=use.concept.uri,
        hint="Supply a mapping from it: eportfolio vocab migrate --mapping.",
    )


def _sssom_targets(path: Path) -> tuple[dict[str, Target], tuple[Finding, ...]]:
    from .mappings.kinds import MatchKind
    from .mappings.sssom import read_sssom

    mappings = read_sssom(path)
    targets: dict[str, Target] = {}
    for one in mappings.mappings:
        replaces = one.predicate in REPLACED_BY and one.object and not one.text("predicate_modifier")
        if replaces or one.match is MatchKind.EXACT:
            _add(targets, one.subject, one.object)
        elif one.match is not None:
            known = targets.get(one.subject, Target())
            targets[one.subject] = Target(known.uris, (*known.weak, (one.object, one.match.value)))
    return targets, mappings.findings


def _table_targets(text: str, path: Path) -> tuple[dict[str, Target], tuple[Finding, ...]]:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    targets: dict[str, Target] = {}
    findings: list[Finding] = []
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        for line, cells in enumerate(reader, 1):
            uris = [cell.strip() for cell in cells]
            if len(uris) >= 2 and ":" in uris[0] and ":" in uris[1]:
                _add(targets, uris[0], uris[1])
            elif line > 1 and any(uris):
                what = f"{path.name}, line {line} does not name an old and a new URI."
                findings.append(finding("invalid-mapping", what, line=line))
    except csv.Error as error:
        line = reader.line_num
        raise VocabularySourceError(
            "vocabulary-source", f"{path.name}, line {line} cannot be read: {error}.", line=line
        ) from None
    if not targets:
        raise VocabularySourceError(
            "vocabulary-source", f"{path} maps nothing: its rows name an old URI and a new one, in this order."
        )
    return targets, tuple(findings)


def _add(targets: dict[str, Target], old: str, new: str) -> None:
    known = targets.get(old, Target())
    if new not in known.uris:
        targets[old] = Target((*known.uris, new), known.weak)


def _namespace(uri: str) -> str:
    return uri[: max(uri.rfind("/"), uri.rfind("#")) + 1]
