"""From plain JSON to nodes, in one pass, as a JSON-LD processor would with the context of the profile.

What JSON-LD drops or refuses becomes a finding here: keys that the context does not define, values that a coercion
makes nothing of, ids that are no IRIs.  (JSON-LD 1.1 Processing Algorithms and API, section 5.1; the context of
application profile 1.2.0 and of the Verifiable Credentials data model 1.1.)
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, Scalar, finding

from . import words
from .contexts import check_context, foreign_terms, newer
from .iris import is_iri
from .literals import XSD, native
from .nodes import BLANK, Node, Place, Value
from .repetition import all_have_ids, equal
from .terms import Term, Terms, terms

LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

DOCUMENTS: Final = frozenset({
    "http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential",
    "http://data.europa.eu/snb/model/elm/EuropeanDigitalPresentation",
    "https://www.w3.org/2018/credentials#VerifiablePresentation",
})  # fmt: skip
"""The classes of which a document must be for the profile to be about it."""

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ID: Final = ("id", "@id")
_TYPE: Final = ("type", "@type")
_SCALARS: Final = (str, int, float)

_DEPTH: Final = 500
"""How deep objects may stand; the loader of files allows less."""

_SUGGESTIONS: Final = 40
"""How many misspelt keys are compared with the known ones, so that a hostile document costs bounded time."""


@dataclass(slots=True)
class Graph:
    """The nodes of a document.

    Attributes:
        nodes: the nodes by id, in the order in which they are met.
        root: the node of the document; ``None`` when it is a list of nodes.
        languages: the language tags that occur, each with the first place.
        findings: what a JSON-LD processor would drop or refuse.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    root: Node | None = None
    languages: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def build(data: dict[str, Any], pointer: str = "") -> Graph:
    """Read a document into nodes.

    Args:
        data: plain JSON of one credential or presentation; its ``@context`` is looked at elsewhere.
        pointer: where it stands in its file.
    """
    builder = _Builder(terms(), foreign_terms(data.get("@context")))
    root = Place(pointer)
    if set(data) <= {"@context", "@graph"} and "@graph" in data:
        members = data["@graph"] if isinstance(data["@graph"], list) else [data["@graph"]]
        for index, member in enumerate(members):
            builder.object(member, Place(index, Place("@graph", root)))
    else:
        builder.graph.root = builder.graph.nodes[builder.object(data, root)]
    builder.run()
    return builder.graph


class _Builder:
    """Objects wait in a queue, so that no depth of nesting can exhaust the stack."""

    def __init__(self, known: Terms, foreign: Mapping[str, Term]) -> None:
        self.graph = Graph()
        self._terms = known
        self._foreign = foreign
        self._queue: deque[tuple[dict[str, Any], Node, Place]] = deque()
        self._blank = 0
        self._iris: dict[str, str] = {}
        self._sound: set[str] = set()
        self._suggestions: dict[str, str] = {}
        self._first: dict[str, dict[str, Any]] = {}
        self._whole: dict[str, bool] = {}
        self._unscoped: set[str] = set()

    def run(self) -> None:
        """Read all objects that wait, and those that they hold."""
        while self._queue:
            self._describe(*self._queue.popleft())

    # -- objects ---------------------------------------------------------------------------------------------

    def object(self, data: Any, place: Place) -> str:
        """The id of the node that an object describes; the object waits to be read."""
        if not isinstance(data, dict):
            self._say("wrong-type", f"Here an object is expected, and there is {words.found(data)}.", place)
            return self._label()
        node_id = self._id_of(data, place)
        node = self.graph.nodes.get(node_id)
        if node is None:
            node = self.graph.nodes[node_id] = Node(node_id)
        if place.depth > _DEPTH:
            self._say("nested-too-deeply", f"Objects stand in each other more than {_DEPTH} steps deep.", place)
        elif not self._is_repeated(node_id, data):
            self._queue.append((data, node, place))
        return node_id

    def _is_repeated(self, node_id: str, data: dict[str, Any]) -> bool:
        """Whether an object only says again what was said; sealed credentials repeat whole organisations like that.

        Objects without an id are new nodes each time, so that what holds one says something new.
        """
        former = self._first.setdefault(node_id, data)
        if former is data or not equal(former, data):
            return False
        whole = self._whole.get(node_id)
        if whole is None:
            whole = self._whole[node_id] = all_have_ids(former)
        return whole

    def _id_of(self, data: dict[str, Any], place: Place) -> str:
        raw = data.get("id")
        if isinstance(raw, str) and raw in self._sound and "@id" not in data:
            return self._iris[raw]
        given = [key for key in _ID if key in data]
        if not given:
            return self._label()
        raw, where = data[given[0]], Place(given[0], place)
        if len(given) > 1:
            self._say("invalid-value", 'An object has one id, and here "id" and "@id" both stand.', where)
        if not isinstance(raw, str):
            message = f"An id must be a text that is an IRI, and this is {words.found(raw)}."
            self._say("wrong-type", message, where, hint=words.ID_HINT)
            return self._label()
        iri = self._iri(raw)
        if raw.startswith(BLANK) or is_iri(iri):
            self._sound.add(raw)
        else:
            message = words.NO_IRI if ":" in raw else words.RELATIVE
            self._say("invalid-value", message, where, value=raw[:200], hint=words.ID_HINT)
        return iri

    def _label(self) -> str:
        self._blank += 1
        return f"{BLANK}#{self._blank}"

    def _describe(self, data: dict[str, Any], node: Node, place: Place) -> None:
        """Read the types and properties of an object."""
        raw_types = self._types(data, node, place)
        if len(data) > 1 or not any(key in data for key in _ID):
            node.places.append(place)
        for key, raw in data.items():
            if key in _ID or key in _TYPE:
                continue
            where = Place(key, place)
            if key == "@context":
                if place.parent is not None:
                    self.graph.findings += check_context(raw, str(where), nested=True)
                continue
            term = self._term(key, raw_types, node, where)
            if term is not None and raw is not None:
                values = dict(self._values(raw, term, where))
                if values:
                    node.say(term.iri, key, values, where)

    def _types(self, data: dict[str, Any], node: Node, place: Place) -> set[str]:
        """The names of the types as they stand; the node gets the classes."""
        one = data.get("type")
        if isinstance(one, str) and one in self._terms.classes and "@type" not in data:
            node.be(frozenset({self._terms.classes[one]}), place)
            return {one}
        names: set[str] = set()
        classes: dict[str, Place] = {}
        unknown: list[tuple[str, Place]] = []
        for name, where in self._type_names(data, place):
            names.add(name)
            iri = self._terms.classes.get(name) or self._iri(name)
            if not is_iri(iri):
                unknown.append((name, where))
                continue
            if newer(iri):
                self._say("not-a-credential", words.NEWER_CLASS, where, value=name, hint=words.NEWER_HINT)
            classes[iri] = where
        if classes:
            node.be(frozenset(classes), place)
        for name, where in unknown:
            message = f"The context does not define the type {words.quoted(name)}, so it means nothing to others."
            harmless = bool(classes) and is_iri(f"urn:{name}")
            severity = Severity.WARNING if harmless else Severity.ERROR
            hint = self._suggest(name, self._terms.classes)
            self._say("dropped-term", message, where, value=name, severity=severity, hint=hint)
        return names

    def _type_names(self, data: dict[str, Any], place: Place) -> Iterator[tuple[str, Place]]:
        for key in _TYPE:
            if key not in data:
                continue
            where = Place(key, place)
            members = data[key] if isinstance(data[key], list) else [data[key]]
            for index, name in enumerate(members):
                if isinstance(name, str):
                    yield name, Place(index, where) if members is data[key] else where
                else:
                    message = f"A type must be the name of a class, and this is {words.found(name)}."
                    self._say("wrong-type", message, where)

    # -- keys ------------------------------------------------------------------------------------------------

    def _term(self, key: str, types: set[str], node: Node, where: Place) -> Term | None:
        """What a key stands for; ``None`` when it is dropped, which is said."""
        term = self._terms.keys.get(key) or self._foreign.get(key)
        if term is not None and (not term.scopes or term.scopes & types):
            return term
        if term is not None:
            return self._out_of_scope(key, term, node, where)
        if key.startswith("@"):
            message = f"The keyword {words.quoted(key)} is not used in credentials, and what it holds is not checked."
            self._say("invalid-value", message, where, hint="Write plain JSON, as the profile does.")
            return None
        iri = self._iri(key)
        if is_iri(iri):
            if newer(iri):
                self._say("not-a-credential", words.NEWER_CLASS, where, hint=words.NEWER_HINT)
            return Term(iri)
        message = f"The context does not define the key {words.quoted(key)}, so it is dropped{words.of(node.types)}."
        self._say("dropped-term", message, where, hint=self._suggest(key, self._terms.keys))
        return None

    def _out_of_scope(self, key: str, term: Term, node: Node, where: Place) -> Term | None:
        """A key that is defined only where the object has another type as well.

        On a credential that lacks this type it is told once, and the rest is checked as if the type were there.
        """
        meant = DOCUMENTS.intersection(node.types)
        if meant and node.id in self._unscoped:
            return term
        message = (
            f'The key "{key}" is defined only where the type of the object is '
            f"{words.either(sorted(term.scopes))}: here it is dropped, and so are others."
        )
        self._say("dropped-term", message, where, hint=f"Add the type {min(term.scopes)} to this object.")
        self._unscoped.add(node.id)
        return term if meant else None

    def _suggest(self, name: str, among: Any) -> str:
        if name not in self._suggestions:
            if len(self._suggestions) >= _SUGGESTIONS or len(name) > 60:
                return ""
            folded = {known.casefold(): known for known in among}
            close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.85)
            self._suggestions[name] = f"Perhaps {folded[close[0]]} is meant." if close else ""
        return self._suggestions[name]

    # -- values ----------------------------------------------------------------------------------------------

    def _values(self, raw: Any, term: Term, place: Place) -> Iterator[tuple[Value, Place]]:
        """The values of a key; lists in lists are one list, and null is nothing."""
        if term.coercion == "@language" and isinstance(raw, dict):
            yield from self._language_map(raw, place)
            return
        waiting = [(raw, place)]
        while waiting:
            one, where = waiting.pop()
            if isinstance(one, list):
                waiting += [(one[index], Place(index, where)) for index in range(len(one) - 1, -1, -1)]
            elif isinstance(one, dict) and "@set" in one:
                waiting.append((one["@set"], Place("@set", where)))
            elif one is not None:
                value = self._value(one, term, where)
                if value is not None:
                    yield value, where

    def _value(self, one: Any, term: Term, place: Place) -> Value | None:
        """One value; ``None`` when JSON-LD drops it, which is said."""
        if term.coercion == "@graph":
            return self._label()
        if isinstance(one, dict):
            if "@value" in one:
                return self._value_object(one, place)
            if term.coercion == "@language":
                message = "A text with its language stands in a list or beside another, where it is no language map."
                self._say("wrong-type", message, place, hint=words.LANGUAGE_HINT)
                return self._label()
            return self.object(one, place)
        if not isinstance(one, _SCALARS):
            self._say("wrong-type", f"Here {words.found(one)} makes no sense.", place)
            return None
        if term.coercion == "@id" and isinstance(one, str):
            return self._reference(one, term, place)
        datatype = term.coercion if term.coercion not in ("@id", "@language") else ""
        return native(one, datatype)

    def _reference(self, text: str, term: Term, place: Place) -> Value | None:
        """The node that a text refers to where the context makes references of texts."""
        iri = self._iri(text)
        if iri.startswith(BLANK) or ":" not in text or is_iri(iri):
            return iri
        if _ABSOLUTE.fullmatch(iri):
            self._say("invalid-value", words.NO_IRI, place, value=text[:200])
            return iri
        if term.at_odds:
            message = (
                "The official context takes this text for a reference, which it is not, and drops it: "
                "others do not read it. This is a fault of the context, and the credential stays valid."
            )
            severity, hint = Severity.WARNING, "Leave it out, or write it as a value with its datatype."
        else:
            message, severity, hint = "This text is taken for a reference, and as it is no IRI it is dropped.", None, ""
        self._say("dropped-term", message, place, value=text[:200], severity=severity, hint=hint)
        return None

    def _language_map(self, raw: dict[str, Any], place: Place) -> Iterator[tuple[Value, Place]]:
        for language, texts in raw.items():
            where = Place(language, place)
            plain = language in ("@none", "")
            if not plain and language not in self.graph.languages:
                self._language(language, where)
            members = texts if isinstance(texts, list) else [texts]
            for index, text in enumerate(members):
                spot = Place(index, where) if members is texts else where
                if isinstance(text, str):
                    yield (text, f"{XSD}string" if plain else LANG_STRING, "" if plain else language.lower()), spot
                elif text is not None:
                    message = f"In a language map stand texts, and this is {words.found(text)}."
                    self._say("wrong-type", message, spot, hint=words.LANGUAGE_HINT)

    def _language(self, tag: str, place: Place) -> None:
        """Note a language tag when it is met first."""
        if _LANGUAGE.fullmatch(tag):
            self.graph.languages[tag] = place
        else:
            message = f"{words.quoted(tag)} is no language tag."
            self._say("invalid-value", message, place, hint=words.LANGUAGE_HINT)

    def _value_object(self, one: dict[str, Any], place: Place) -> Value | None:
        """A literal that is written out: ``{"@value": ..., "@type": ..., "@language": ...}``."""
        value, datatype, language = one["@value"], one.get("@type", one.get("type")), one.get("@language")
        whole = set(one) <= {"@value", "@type", "type", "@language"} and not (datatype and language)
        sound = isinstance(value, str) if language else value is None or isinstance(value, _SCALARS)
        named = all(part is None or isinstance(part, str) for part in (datatype, language))
        if not (whole and sound and named) or (datatype and not is_iri(self._iri(datatype))):
            self._say("invalid-value", "This is no value that JSON-LD allows.", place)
            return None
        if value is None:
            return None
        if language:
            if language not in self.graph.languages:
                self._language(language, place)
            return value, LANG_STRING, language.lower()
        return native(value, self._iri(datatype) if datatype else "")

    # -- small things ----------------------------------------------------------------------------------------

    def _iri(self, text: str) -> str:
        """A compact IRI in full; other texts as they are."""
        known = self._iris.get(text)
        if known is None:
            prefix, colon, local = text.partition(":")
            base = self._terms.prefixes.get(prefix) if colon and not local.startswith("//") else None
            known = self._iris[text] = base + local if base else text
        return known

    def _say(
        self, name: str, message: str, place: Place, *, value: Scalar = None, severity: Severity | None = None,
        hint: str = "",
    ) -> None:  # fmt: skip
        self.graph.findings.append(
            finding(
                name, message, pointer=str(place), value=value, severity=severity, hint=hint,
                specification=words.CONTEXT,
            )
        )  # fmt: skip
