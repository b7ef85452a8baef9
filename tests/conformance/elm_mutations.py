"""Faults in European Digital Credentials, derived from documents: one change each, with a name that tells it."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from eportfolio_adapters.elm.structure.table import FULL, Rule, rules
from eportfolio_adapters.elm.structure.terms import terms

Json = Any
Steps = tuple[str | int, ...]

ELM = "http://data.europa.eu/snb/model/elm/"
BOGUS_SCHEME = "http://data.europa.eu/snb/nowhere/25831c2"


class Mutation(NamedTuple):
    """A document with one fault.

    Attributes:
        kind: what was done, such as ``drop``.
        where: class and key.
        document: the document.
    """

    kind: str
    where: str
    document: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.kind} {self.where}"


def mutations(document: dict[str, Any], done: set[str]) -> Iterator[Mutation]:
    """Every fault of every property of every class in a document, at the first place where it occurs.

    Args:
        document: a document that is in order; it is not changed.
        done: classes and keys that other documents have shown already; those of this one are added.
    """
    for steps, node in list(_objects(document)):
        for name in _names(node):
            if name not in done:
                done.add(name)
                for kind, change in _OBJECT_CHANGES.items():
                    yield from _changed(kind, name, document, steps, change)
            for key in node:
                where = f"{name}.{key}"
                if key in ("id", "type", "@context") or where in done:
                    continue
                done.add(where)
                for kind, value in _values(name, key, node[key]):
                    yield from _changed(kind, where, document, steps, _put(key, value))
                yield from _changed("drop", where, document, steps, _drop(key))
                yield from _changed("misspell", where, document, steps, _rename(key, f"{key}x"))


def _changed(
    kind: str, where: str, document: dict[str, Any], steps: Steps, change: Callable[[Json], object]
) -> Iterator[Mutation]:
    changed = copy.deepcopy(document)
    target: Json = changed
    for step in steps:
        target = target[step]
    before = copy.deepcopy(target)
    change(target)
    if target != before:
        yield Mutation(kind, where, changed)


def _put(key: str, value: Json) -> Callable[[Json], object]:
    return lambda one: one.update({key: value})


def _drop(key: str) -> Callable[[Json], object]:
    return lambda one: one.pop(key)


def _rename(key: str, other: str) -> Callable[[Json], object]:
    return lambda one: one.update({other: one.pop(key)})


def _objects(data: Json, steps: Steps = ()) -> Iterator[tuple[Steps, dict[str, Any]]]:
    if isinstance(data, dict):
        if "id" in data or "type" in data:
            yield steps, data
        for key, value in data.items():
            yield from _objects(value, (*steps, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _objects(value, (*steps, index))


def _names(node: dict[str, Any]) -> list[str]:
    raw = node.get("type", [])
    names = [raw] if isinstance(raw, str) else raw
    return [name for name in names if name in terms().classes and name != "VerifiableCredential"]


# -- what is done to an object ---------------------------------------------------------------------------------

_OBJECT_CHANGES: dict[str, Callable[[Json], object]] = {
    "untyped": lambda one: one.pop("type"),
    "unknown type": lambda one: one.update(type="Wardrobe"),
    "type beside": lambda one: one.update(type=[*_listed(one["type"]), "Wardrobe"]),
    "type of 3.3": lambda one: one.update(type=f"http://data.europa.eu/snb/model/ontology/{_listed(one['type'])[-1]}"),
    "type as IRI": lambda one: one.update(type=[*_listed(one["type"])[:-1], _iri(_listed(one["type"])[-1])]),
    "type is number": lambda one: one.update(type=7),
    "type null": lambda one: one.update(type=None),
    "other type": lambda one: one.update(type="ShortenedGrading" if one["type"] != "ShortenedGrading" else "Group"),
    "without id": lambda one: one.pop("id", None),
    "id of another": lambda one: one.update(id="http://data.europa.eu/snb/credential/25831c2"),
    "relative id": lambda one: one.update(id="somewhere"),
    "id with blank": lambda one: one.update(id="urn:some where"),
    "id with bracket": lambda one: one.update(id="urn:some<where"),
    "id with bad escape": lambda one: one.update(id="urn:some%zz"),
    "bad type beside": lambda one: one.update(type=[*_listed(one["type"]), "urn:some<where"]),
    "bad relative type": lambda one: one.update(type=[*_listed(one["type"]), "some<where"]),
    "bad key": lambda one: one.update({"urn:some<where": "oak"}),
    "other context": lambda one: one.update({"@context": "https://example.org/context"}),
    "no context": lambda one: one.update({"@context": None}),
    "id number": lambda one: one.update(id=5),
    "id null": lambda one: one.update(id=None),
    "id list": lambda one: one.update(id=["urn:a"]),
    "two ids": lambda one: one.update({"@id": "urn:other"}),
    "blank id": lambda one: one.update(id="_:b7"),
    "unknown key": lambda one: one.update(wardrobe="oak"),
    "keyword": lambda one: one.update({"@index": "1"}),
    "key as IRI": lambda one: one.update({f"{ELM}status": "published"}),
    "reference only": lambda one: [one.pop(key) for key in list(one) if key != "id"],
    "emptied": lambda one: one.clear(),
    "issuer key": lambda one: one.update(termsOfUse="urn:terms"),
}


def _listed(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else [value]


def _iri(name: str) -> str:
    return terms().classes.get(name, name)


# -- what is done to a value -----------------------------------------------------------------------------------

_ANYTHING: dict[str, Json] = {
    "to text": "oak", "to number": 5, "to float": 5.5, "to true": True, "to null": None, "to nothing": [],
    "to empty object": {}, "to untyped": {"id": "urn:nothing"}, "to reference": "urn:nowhere",
    "to another class": {"id": "urn:phone", "type": "Phone"}, "to list in list": [["oak"]],
    "to list object": {"@list": ["urn:a"]}, "to language map": {"en": "oak"}, "to value": {"@value": "oak"},
    "to broken value": {"@value": {"a": "b"}}, "to colon": "12:30", "to bad reference": "urn:some<where",
    "to bad escape": "urn:some%zz", "to value of bad type": {"@value": "oak", "@type": "urn:some<where"},
    "to value of two kinds": {"@value": "oak", "@type": "xsd:string", "@language": "en"},
}  # fmt: skip

_LANGUAGES: dict[str, Json] = {
    "same language twice": {"en": ["oak", "pine"]}, "language in capitals": {"en": "oak", "EN": "pine"},
    "two languages": {"en": "oak", "nl": "eik"}, "no language": {"@none": "oak"}, "bad language": {"no tag": "oak"},
    "number in map": {"en": 5}, "object in map": {"en": {"nl": "eik"}}, "null in map": {"en": None},
    "maps in list": [{"en": "oak"}, {"nl": "eik"}], "same text twice": {"en": ["oak", "oak"]},
    "value with language": {"@value": "oak", "@language": "en"}, "texts in list": ["oak", "pine"],
    "value with bad language": {"@value": "oak", "@language": "no tag"},
    "number with language": {"@value": 5, "@language": "en"},
}  # fmt: skip

_FORMS: dict[str, tuple[Json, ...]] = {
    "dateTime": (
        "2024-06-30", "2024-06", "2024", "30.06.2024", "2024-02-30T00:00:00Z", "2024-06-30T25:00:00Z", "soon", "",
        "2024-06-30T10:00:00", "2024-06-30T10:00:00.123+02:00", "2024-06-30T10:00Z", " 2024-06-30T10:00:00Z", 20240630,
        {"@value": "2024-06-30", "@type": "xsd:date"}, {"@value": "2024-06-30T00:00:00Z", "@type": "xsd:dateTime"},
    ),
    "duration": ("PT20H", "P1Y6M", "20 hours", "PT", "P", "-P1D", "P1.5Y", "PT1.5S", 20),
    "positiveInteger": ("1", "0", "-1", "+5", "007", "101", "1.0", "one", 1, 0, -1, 100, 101, 1.0, 1.5, True, 10**30),
    "integer": ("1", "0", "-1", "+5", "007", "1.0", "one", 1, -1, 1.0, 1.5, True),
    "decimal": ("1", "1.50", "-.5", "1.", "1,50", "1E3", "INF", 1, 1.5, 2.0, True),
    "boolean": ("true", "0", "yes", "True", True, False, 1, 0, 2),
    "anyURI": ("https://example.org", "relative", "", "with blank", 5),
    "string": ("", "5", 5, 5.5, True, {"@value": "a", "@type": "xsd:token"}),
}  # fmt: skip


def _values(name: str, key: str, value: Json) -> Iterator[tuple[str, Json]]:
    rule = rule_of(name, key)
    yield from _ANYTHING.items()
    yield "duplicate", [*_listed(value), *_listed(value)]
    if _twin(value) is not None:
        yield "twin", [*_listed(value), _twin(value)]
    if rule is None:
        return
    datatype = rule.datatype.rpartition("#")[2]
    for form in _FORMS.get(datatype, ()):
        yield f"form {form!r}", form
        if datatype in ("dateTime", "positiveInteger"):
            yield f"form {form!r} in a list", [form]
    if datatype == "langString":
        yield from _LANGUAGES.items()
    if isinstance(_first(value), dict) and "Concept" in _names(_first(value)):
        yield from _concepts(_first(value), rule)


def _first(value: Json) -> Json:
    return value[0] if isinstance(value, list) and value else value


def _twin(value: Json) -> Json:
    """A second value that is in order by itself."""
    first = _first(value)
    if isinstance(first, dict) and "type" in first:
        return {**copy.deepcopy(first), "id": "urn:twin"}
    if isinstance(first, str):
        return first.replace("20", "19") if "T00" in first else first + "0"
    if isinstance(first, int):
        return first + 1
    return None


def _concepts(concept: dict[str, Any], rule: Rule) -> Iterator[tuple[str, Json]]:
    scheme = {"id": rule.scheme or BOGUS_SCHEME, "type": "ConceptScheme"}
    other = {"id": BOGUS_SCHEME, "type": "ConceptScheme"}
    plain = {key: value for key, value in concept.items() if key != "inScheme"}
    whole = {**plain, "inScheme": scheme}
    yield "concept without scheme", plain
    yield "concept of another scheme", {**plain, "inScheme": other}
    yield "concept of two schemes", {**plain, "inScheme": [scheme, other]}
    yield "scheme without type", {**plain, "inScheme": {"id": scheme["id"]}}
    yield "scheme as text", {**plain, "inScheme": scheme["id"]}
    yield "scheme without id", {**plain, "inScheme": [scheme, {"type": "ConceptScheme"}]}
    yield "scheme of another type", {**plain, "inScheme": {"id": scheme["id"], "type": "Concept"}}
    yield "concept without id", {key: value for key, value in whole.items() if key != "id"}
    yield "concept without type", {key: value for key, value in whole.items() if key != "type"}
    yield "bogus member", {**whole, "id": f"{scheme['id'].removesuffix('25831c2').rstrip('/')}/bogus"}
    yield "member of another list", {**whole, "id": "http://publications.europa.eu/resource/authority/corporate-body/X"}
    yield "placeholder", {**whole, "id": "urn:epass:concept:1"}
    yield "two labels", {**whole, "prefLabel": {"en": ["oak", "pine"]}}
    yield "two notations", {**whole, "notation": ["1", "2"]}


def rule_of(name: str, key: str) -> Rule | None:
    """The rule of the full profile for a key of a class."""
    group = rules(frozenset({FULL})).get(terms().classes.get(name, ""))
    term = terms().keys.get(key)
    return group.by_path.get(term.iri) if group and term else None


# -- documents from the table ----------------------------------------------------------------------------------


def specimens() -> Iterator[tuple[str, dict[str, Any]]]:
    """For each class that has rules, a graph with one object of it that has all its properties."""
    for name, iri in sorted(terms().classes.items()):
        group = rules(frozenset({FULL})).get(iri)
        if group and group.by_path:
            counter = itertools.count(1)
            yield name, _specimen(name, counter, depth=2)


def _specimen(name: str, counter: Iterator[int], depth: int) -> dict[str, Any]:
    """An object of a class that is in order; beyond a depth with what is demanded alone."""
    types = ["VerifiableCredential", name] if name == "EuropeanDigitalCredential" else name
    types = ["VerifiablePresentation", name] if name == "EuropeanDigitalPresentation" else types
    node: dict[str, Any] = {"id": f"urn:epass:{name}:{next(counter)}", "type": types}
    for rule in rules(frozenset({FULL}))[terms().classes[name]].by_path.values():
        if terms().keys.get(rule.key) is None or rule.key in ("proof", "verifiableCredential"):
            continue
        if depth > 1 or rule.minimum:
            value = _valid(rule, counter, depth - 1)
            if value is not None:
                node[rule.key] = value
    return node


_VALID: dict[str, Json] = {
    "dateTime": "2024-06-30T00:00:00Z", "string": "oak", "langString": {"en": "oak"}, "duration": "PT25H",
    "anyURI": "https://example.org/", "integer": "5", "positiveInteger": "5", "decimal": "5.5", "boolean": "true",
}  # fmt: skip

_MEMBERS: dict[str, str] = {
    "credential": "e34929035b", "accreditation": "003293d2ce", "entitlement-status": "b7015a8a8c",
    "evidence-type": "c_18016257", "learning-setting": "6fd4685715", "skill-reuse-level": "cross-sector",
    "verification": "2f5b89b96f", "verification-status": "9895008394", "eqf": "6", "isced-f": "0211",
    "qdr": "c_1ab773a2", "claim-type": "any", "atu": "IRL", "country": "NLD", "currency": "EUR", "language": "ENG",
}  # fmt: skip
_ELSEWHERE: dict[str, str] = {
    "http://data.europa.eu/snb/skill-type/25831c2": "http://data.europa.eu/snb/skill-type/skill",
    "http://data.europa.eu/esco/concept-scheme/skills": "http://data.europa.eu/esco/skill/574257ea",
    "http://data.europa.eu/esco/concept-scheme/occupations": "http://data.europa.eu/esco/occupation/574257ea",
}


def member_of(scheme: str) -> str:
    """The IRI of a concept of a vocabulary."""
    if scheme in _ELSEWHERE:
        return _ELSEWHERE[scheme]
    base = scheme.removesuffix("/25831c2")
    return f"{base}/{_MEMBERS[base.rpartition('/')[2]]}"


def _valid(rule: Rule, counter: Iterator[int], depth: int) -> Json:
    if rule.datatype:
        return _VALID.get(rule.datatype.rpartition("#")[2]) if rule.key != "dateModified" else None
    names = sorted(iri.rpartition("/")[2].rpartition("#")[2] for group in rule.classes for iri in group)
    names = [name for name in names if name in terms().classes]
    if not names:
        return "oak" if rule.kind == "Literal" else "https://example.org/"
    name = names[0] if rule.key != "issuer" else "Organisation"
    if name == "Concept":
        concept: dict[str, Any] = {"id": f"urn:epass:concept:{next(counter)}", "type": "Concept"}
        if rule.scheme:
            concept |= {"id": member_of(rule.scheme), "inScheme": {"id": rule.scheme, "type": "ConceptScheme"}}
        return concept
    if iri_has_rules(name):
        node = _specimen(name, counter, depth)
        if rule.key == "issuer":
            eidas = rules(frozenset({FULL}))[terms().classes["Organisation"]].by_path[f"{ELM}eidasLegalIdentifier"]
            node["eIDASIdentifier"] = _valid(eidas, counter, depth)
        return node
    return {"id": f"urn:epass:{name}:{next(counter)}", "type": name}


def iri_has_rules(name: str) -> bool:
    """Whether the table has rules for a class."""
    group = rules(frozenset({FULL})).get(terms().classes[name])
    return bool(group and group.by_path)
