"""Installing a concept scheme from RDF: each triple finds its place in the index, or is counted as not taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ...report.findings import Finding, finding
from ...sources.limits import Limits
from ..concepts import BROADER, GROUP, MEMBER_OF
from ..errors import VocabularySourceError
from ..importing.options import ImportOptions
from ..index.builder import Built, IndexBuilder
from ..languages import conventional_case
from ..library import Vocabularies
from . import terms
from .description import DESCRIBED, describe, facts_of
from .parsing import NO_BASE, RDF_LIMITS, Triples, read_triples
from .survey import EVERY, Survey, choose, list_members, survey
from .terms import name_of

Place = Callable[[str, str, str | None], bool]
"""Puts subject, value and language in their place; false when the value is not of the kind that belongs there."""

_WORD: Final = re.compile(r"[^/#]+$")
_TRUE: Final = ("true", "1")
_STATES: Final = {
    "deprecated": "obsolete", "withdrawn": "obsolete", "retired": "obsolete", "completed": "released",
    "current": "released",
}  # fmt: skip
"""Last words of published URIs of states (ADMS, Publications Office of the EU) to the word that we have for it."""

_STATUS: Final = (terms.STATUS, terms.ADMS + "status", "http://publications.europa.eu/ontology/euvoc#status")
_KNOWN_TYPES: Final = frozenset({*terms.CONCEPT_TYPES, terms.SCHEME})
_TOLD: Final = 25


def install_skos(
    vocabularies: Vocabularies, name: str, files: Sequence[Path], options: ImportOptions, *,
    limits: Limits = RDF_LIMITS, streaming: bool | None = None,
) -> Built:  # fmt: skip
    """Install a concept scheme from RDF files.

    Args:
        vocabularies: where it is installed.
        name: its short name.
        files: Turtle, RDF/XML, JSON-LD or N-Triples; read as one.
        options: what the files do not say themselves.
        limits: the safety limits.
        streaming: whether pyoxigraph reads; whether it is installed decides when it is left out.

    Raises:
        UsageError: nothing can be written, or the version cannot be part of a file name.
        UnreadableError: a file cannot be opened or is broken.
        UnsafeError: it would cost unbounded time or memory, or reaches into the network.
        VocabularySourceError: there is no scheme in it, or several, or it lacks a version.
    """
    with read_triples(files, base=options.uri, limits=limits, streaming=streaming) as triples:
        seen = survey(triples)
        scheme = choose(seen, options.scheme, options.uri)
        _refuse_relative([scheme, *seen.concepts(scheme)])
        description = describe(triples, scheme, name, options)
        reader = _Reader(seen, scheme, triples, options)
        built = vocabularies.install(description, reader.fill)
    built.findings.extend(reader.findings())
    return built


def _refuse_relative(addresses: Iterable[str]) -> None:
    for address in addresses:
        if address.startswith(NO_BASE):
            raise VocabularySourceError(
                "vocabulary-source",
                f"The address {address.removeprefix(NO_BASE)!r} is relative, and nothing says what to.",
                hint="Say it: --uri URI.",
            )


class _Reader:
    """Walks over the triples once more and feeds an index."""

    def __init__(self, seen: Survey, scheme: str, triples: Triples, options: ImportOptions) -> None:
        self._seen = seen
        self._scheme = scheme
        self._triples = triples
        self._options = options
        self._taken: Mapping[str, str] = seen.concepts(scheme)
        self._builder: IndexBuilder
        self._texts: dict[str, list[tuple[str, str]]] = {}
        self._notations: dict[str, str] = {}
        self._successors: dict[str, str] = {}
        self._not_taken: Counter[str] = Counter()
        self._elsewhere: Counter[str] = Counter()
        self._places = self._all_places()

    def fill(self, builder: IndexBuilder) -> None:
        """Feed everything that has a place."""
        self._builder = builder
        for key, fact in facts_of(self._triples, self._scheme).items():
            builder.describe(key, fact)
        for uri, kind in self._taken.items():
            builder.concept(uri, self._options.type if kind == "concept" and self._options.type else kind)
        if self._seen.text_nodes:
            self._collect_texts()
        for subject, predicate, value, language in self._triples:
            if subject in self._taken:
                place = self._places.get(predicate) or self._free_place(predicate)
                if not (place and place(subject, value, language)):
                    self._count(predicate, value)
            elif not self._from_the_other_end(subject, predicate, value, language):
                self._count_elsewhere(subject, predicate, value)

    def findings(self) -> list[Finding]:
        """What was not taken, by property."""
        found = [
            finding("not-taken", f"Statements with {short(predicate)} were not taken: {number}.", value=predicate)
            for predicate, number in self._not_taken.most_common(_TOLD)
        ]
        rest = self._not_taken.total() - sum(number for _, number in self._not_taken.most_common(_TOLD))
        if rest:
            found.append(finding("not-taken", f"Statements with other properties were not taken: {rest}."))
        if self._elsewhere:
            shown = ", ".join(f"{short(name)} {number}" for name, number in self._elsewhere.most_common(5))
            message = f"Statements about no concept of the scheme were not taken: {self._elsewhere.total()} ({shown})."
            found.append(finding("not-taken", message))
        return found

    def _all_places(self) -> dict[str, Place]:
        places: dict[str, Place] = {
            terms.TYPE: self._type,
            terms.IN_SCHEME: self._in_scheme,
            terms.TOP_CONCEPT_OF: lambda *_: True,
            terms.HAS_TOP_CONCEPT: lambda *_: True,
            terms.SKILL_TYPE: lambda _, value, __: value in terms.SKILL_TYPES,
            terms.NOTATION: self._notation,
            terms.MODIFIED: self._modified,
            terms.DEPRECATED: self._deprecated,
            terms.REPLACED_BY: self._replaced_by,
            terms.REPLACES: lambda new, old, language: old in self._taken and self._replaced_by(old, new, language),
            terms.MEMBER_LIST: self._member_list,
            terms.RDFS + "label": self._plain_label,
            terms.DCT + "title": self._plain_label,
        }
        places |= dict.fromkeys(_STATUS, self._status)
        for predicate in terms.LABEL_PROPERTIES:
            places[predicate] = self._bound(self._label, predicate)
        for predicate, kind in terms.NOTE_PROPERTIES.items():
            places[predicate] = self._bound(self._note, kind)
        for predicate, relation in terms.RELATION_PROPERTIES.items():
            places[predicate] = self._bound(self._relation, relation)
        for predicate, relation in terms.INVERSE_PROPERTIES.items():
            places[predicate] = self._bound(self._inverse, relation)
        for predicate, name in terms.PROPERTY_PROPERTIES.items():
            places[predicate] = self._bound(self._property, name)
        return places

    def _free_place(self, predicate: str) -> Place | None:
        """The place of a property whose last part is a free name of ours."""
        for prefix, place in (
            (terms.PROPERTIES, self._property), (terms.RELATIONS, self._relation), (terms.NOTES, self._note),
        ):  # fmt: skip
            name = name_of(prefix, predicate)
            if name:
                self._places[predicate] = self._bound(place, name)
                return self._places[predicate]
        return None

    @staticmethod
    def _bound(place: Callable[[str, str, str, str | None], bool], what: str) -> Place:
        return lambda subject, value, language: place(what, subject, value, language)

    def _collect_texts(self) -> None:
        for subject, predicate, value, language in self._triples:
            if language is not None and predicate in terms.TEXT_OF_A_NODE and subject in self._seen.text_nodes:
                self._texts.setdefault(subject, []).append((value, language))

    def _texts_of(self, value: str, language: str | None) -> list[tuple[str, str]]:
        texts = [(value, language)] if language is not None else self._texts.get(value, [])
        return [(text, conventional_case(tag) or self._options.language) for text, tag in texts]

    def _label(self, predicate: str, subject: str, value: str, language: str | None) -> bool:
        kind, verified = terms.LABEL_PROPERTIES[predicate]
        texts = self._texts_of(value, language)
        for text, tag in texts:
            self._builder.label(subject, kind, tag, text, verified=verified)
        return bool(texts)

    def _plain_label(self, subject: str, value: str, language: str | None) -> bool:
        """A label in the wider sense counts as the preferred one where there is no other."""
        if subject in self._seen.labelled:
            return False
        return self._label(terms.PREFERRED, subject, value, language)

    def _note(self, kind: str, subject: str, value: str, language: str | None) -> bool:
        texts = self._texts_of(value, language)
        for text, tag in texts:
            self._builder.note(subject, kind, tag, text)
        return bool(texts)

    def _relation(self, predicate: str, subject: str, value: str, language: str | None) -> bool:
        if language is not None or value.startswith(("_:", NO_BASE)):
            return False
        if predicate == BROADER and self._groups(subject, value):
            predicate = GROUP
        self._builder.relation(subject, predicate, value)
        return True

    def _inverse(self, predicate: str, subject: str, value: str, language: str | None) -> bool:
        return language is None and value in self._taken and self._relation(predicate, value, subject, None)

    def _groups(self, subject: str, above: str) -> bool:
        """ESCO says ``skos:broader`` of its groups too, which only order what is below them."""
        return above in self._seen.groups and subject not in self._seen.groups

    def _property(self, name: str, subject: str, value: str, language: str | None) -> bool:
        self._builder.property(subject, name, value if language is not None else _last_word(value))
        return True

    def _type(self, _: str, value: str, __: str | None) -> bool:
        return value in _KNOWN_TYPES or bool(name_of(terms.TYPES, value))

    def _in_scheme(self, subject: str, value: str, _: str | None) -> bool:
        if self._scheme == EVERY:
            self._builder.relation(subject, MEMBER_OF, value)
            return True
        return value == self._scheme

    def _notation(self, subject: str, value: str, language: str | None) -> bool:
        if language is None or not value.strip():
            return False
        if self._notations.setdefault(subject, value) == value:
            self._builder.concept(subject, notation=value)
        else:
            self._builder.property(subject, "notation", value)
        return True

    def _modified(self, subject: str, value: str, language: str | None) -> bool:
        if language is None:
            return False
        self._builder.concept(subject, modified=value)
        return True

    def _status(self, subject: str, value: str, language: str | None) -> bool:
        if language is None:
            word = _last_word(value).lower()
            value = _STATES.get(word, word)
        self._builder.concept(subject, status=value)
        return True

    def _deprecated(self, subject: str, value: str, language: str | None) -> bool:
        if language is not None and value in _TRUE:
            self._builder.concept(subject, status="obsolete")
        return language is not None

    def _replaced_by(self, subject: str, value: str, language: str | None) -> bool:
        if language is not None:
            return False
        if self._successors.setdefault(subject, value) == value:
            self._builder.concept(subject, replaced_by=value)
        else:
            self._builder.relation(subject, "replaced_by", value)
        return True

    def _member_list(self, subject: str, value: str, language: str | None) -> bool:
        for member in list_members(value, self._seen.lists):
            if member in self._taken:
                self._builder.relation(member, MEMBER_OF, subject)
        return language is None

    def _from_the_other_end(self, subject: str, predicate: str, value: str, language: str | None) -> bool:
        """A statement about something outside that is one about a concept of ours, seen from there."""
        if language is not None or value not in self._taken or subject.startswith("_:"):
            return False
        relation = terms.INVERSE_PROPERTIES.get(predicate)
        return relation is not None and self._relation(relation, value, subject, None)

    def _count(self, predicate: str, value: str) -> None:
        self._not_taken[f"{predicate} {value}" if predicate == terms.TYPE else predicate] += 1

    def _count_elsewhere(self, subject: str, predicate: str, value: str) -> None:
        if subject == self._scheme:
            if predicate not in DESCRIBED:
                self._not_taken[predicate] += 1
        elif not (subject in self._seen.lists or subject in terms.OWN_TERMS or self._is_text(subject, predicate)):
            self._elsewhere[predicate] += 1

    def _is_text(self, subject: str, predicate: str) -> bool:
        return subject in self._texts and predicate in (terms.TYPE, *terms.TEXT_OF_A_NODE)


def short(address: str) -> str:
    """An address with a well-known prefix, for people."""
    return " ".join(map(_shortened, address.split(" ")))


def _shortened(address: str) -> str:
    for prefix, namespace in terms.PREFIXES.items():
        if address.startswith(namespace):
            return f"{prefix}:{address[len(namespace) :]}"
    return address


def _last_word(address: str) -> str:
    found = _WORD.search(address)
    return found[0] if found else address
