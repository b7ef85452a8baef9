"""Whether nodes fit the rules of their classes: how many values, of which class or datatype, in which languages.

The verdicts are those of SHACL (W3C Recommendation 2017, section 4) on the shapes of application profile 1.2.0; each
check says in one sentence what the shape says in several constraints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from eportfolio.report.findings import Finding, finding

from . import words
from .concepts import check_member
from .iris import is_iri
from .literals import exceeds, is_well_formed
from .nodes import Clash, Literal, Node, Place, Value
from .table import ClassRules, Rule
from .terms import terms

_IN_SCHEME: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
_LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_ELM: Final = "http://data.europa.eu/snb/model/elm/"
_CLAIMS: Final = frozenset(
    f"{_ELM}{name}"
    for name in ("LearningAchievement", "LearningActivity", "LearningAssessment", "LearningEntitlement", "Claim")
)


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks nodes against rules.

    Attributes:
        nodes: all nodes of the document by id.
        rules: the rules by IRI of the class or node shape.
        membership: whether to look concepts up in the vocabularies that are demanded.
    """

    nodes: Mapping[str, Node]
    rules: Mapping[str, ClassRules]
    membership: bool

    def run(self) -> Iterator[Finding]:
        """Everything that is wrong, node by node; what is wrong by several rules is told once."""
        told: set[tuple[str, str, str]] = set()
        for node in self.nodes.values():
            if not node.places:
                continue
            merged = False
            for class_ in node.types:
                group = self.rules.get(class_)
                for one in self._check_group(node, group) if group else ():
                    key = (one.code, one.pointer, one.message.partition('"')[2].partition('"')[0])
                    if key not in told:
                        told.add(key)
                        merged = merged or one.name == "merged-node"
                        yield one
            if node.clash is not None and not merged:
                yield _clash(node, node.clash)

    def _check_group(self, node: Node, group: ClassRules) -> Iterator[Finding]:
        """What of a node does not fit the rules of one class or node shape."""
        for rule in group.required:
            if not node.properties.get(rule.path):
                yield _missing(node, rule)
        for path, values in node.properties.items():
            if path in group.by_path and values:
                yield from self._check_values(node, group.by_path[path], values)

    def _check_values(self, node: Node, rule: Rule, values: dict[Value, Place]) -> Iterator[Finding]:
        if 0 <= rule.maximum < len(values):
            yield _too_many(node, rule, values)
        if rule.unique_language:
            yield from _check_languages(node, rule, values)
        for value, place in values.items():
            if isinstance(value, str):
                yield from self._check_node(rule, value, place)
            else:
                yield from _check_literal(rule, value, place)

    def _check_node(self, rule: Rule, value: str, place: Place) -> Iterator[Finding]:
        """A value that is a node, or a reference to one."""
        target = self.nodes.get(value)
        if rule.datatype or rule.kind == "Literal":
            term = terms().keys.get(rule.key)
            if term is not None and term.at_odds:
                what = "taken for a reference, because of a fault of the official context"
            else:
                what = "an object" if target and target.places else "a reference"
            yield _wrong(rule, place, what)
            return
        if rule.kind == "IRI" and (value.startswith("_:") or not is_iri(value)):
            message = f"{words.subject(rule)} needs an id that is an IRI."
            yield finding("invalid-value", message, pointer=str(place), specification=rule.specification)
        if not self._fits_classes(rule, target):
            yield _not_of_class(rule, value, target, place)
        elif rule.shapes and target is not None and not _CLAIMS.intersection(target.types):
            message = f"{words.subject(rule)} has no type, so nothing else of it would be looked at."
            hint = f"Give it the type {words.either([one.removeprefix(_ELM) for one in sorted(_CLAIMS)])}."
            yield finding("wrong-type", message, pointer=str(place), hint=hint, specification=rule.specification)
        for shape in rule.also:
            if target is not None and target.places:
                yield from self._check_group(target, self.rules[shape])
        if rule.scheme:
            yield from self._check_scheme(rule, value, target, place)

    def _fits_classes(self, rule: Rule, target: Node | None) -> bool:
        types = target.types if target else {}
        if all(not group.isdisjoint(types) for group in rule.classes):
            return True
        if target is None or not target.places:
            return False
        return any(next(self._check_group(target, self.rules[shape]), None) is None for shape in rule.shapes)

    def _check_scheme(self, rule: Rule, value: str, target: Node | None, place: Place) -> Iterator[Finding]:
        """A concept of a vocabulary that the profile demands."""
        schemes = target.properties.get(_IN_SCHEME, {}) if target else {}
        if value.startswith("_:"):
            message = f"{words.subject(rule)} has to be a concept with the IRI that the vocabulary gives it."
            yield finding("scheme-required", message, pointer=str(place), specification=rule.scheme_specification)
        elif target is None or not target.places:
            return
        elif rule.scheme not in schemes:
            named = words.either([words.quoted(one) for one in schemes if isinstance(one, str)])
            message = (
                f"{words.subject(rule)} has to be a concept of {rule.scheme}, and it names {named or 'no vocabulary'}."
            )
            hint = f'Write: "inScheme": {{"id": "{rule.scheme}", "type": "ConceptScheme"}}'
            yield finding(
                "scheme-required", message, pointer=str(place), value=value, hint=hint,
                specification=rule.scheme_specification,
            )  # fmt: skip
        elif any(not isinstance(one, str) or one.startswith("_:") for one in schemes):
            message = f"Every vocabulary that {words.quoted(rule.key)} names needs the IRI of the vocabulary."
            yield finding("scheme-required", message, pointer=str(place), specification=rule.scheme_specification)
        if self.membership and rule.scheme in schemes and not value.startswith("_:"):
            yield from check_member(rule, value, place)


def _missing(node: Node, rule: Rule) -> Finding:
    count = "exactly one" if rule.maximum == 1 else "at least one"
    message = (
        f'{words.sentence(words.class_name(rule.name))} needs {count} "{rule.key}" ({words.expected(rule)}), '
        "and there is none."
    )
    return finding(
        "missing-element", message, pointer=str(node.place), hint=words.HINTS.get(rule.key, ""),
        specification=rule.specification,
    )  # fmt: skip


def _too_many(node: Node, rule: Rule, values: dict[Value, Place]) -> Finding:
    places = list(values.values())
    extra = places[rule.maximum]
    if _holder(places[0], rule.key) is not _holder(extra, rule.key) and len(node.places) > 1:
        message = (
            f'{words.sentence(words.class_name(rule.name))} may have one "{rule.key}". The id {words.quoted(node.id)} '
            f"stands for objects that differ in it, one of them at {words.at(node.place)}; in RDF they are one node."
        )
        return finding("merged-node", message, pointer=str(extra), specification=rule.specification)
    message = (
        f'{words.sentence(words.class_name(rule.name))} may have one "{rule.key}" only, and there are {len(values)}.'
    )
    return finding(
        "too-many-elements", message, pointer=str(extra), hint=words.SINGLE.get(rule.key, ""),
        specification=rule.specification,
    )  # fmt: skip


def _holder(place: Place, key: str) -> Place | None:
    """The object that a value stands in: one step above its key."""
    while place.parent is not None and place.step != key:
        place = place.parent
    return place.parent


def _check_languages(node: Node, rule: Rule, values: dict[Value, Place]) -> Iterator[Finding]:
    """One text in each language (SHACL, section 4.4.2)."""
    first: dict[str, Place] = {}
    for value, place in values.items():
        language = value[2] if not isinstance(value, str) else ""
        if not language:
            continue
        former = first.setdefault(language, place)
        if former is place:
            continue
        merged = _holder(former, rule.key) is not _holder(place, rule.key)
        message = f'{words.subject(rule)} is given twice in the language "{language}".'
        if merged:
            message += f" Objects with the id {words.quoted(node.id)} are one node in RDF, and their texts differ."
        code = "merged-node" if merged else "language-twice"
        yield finding(code, message, pointer=str(place), specification=rule.specification)


def _clash(node: Node, clash: Clash) -> Finding:
    """Objects with one id that are not the same thing."""
    message = (
        f"The id {words.quoted(node.id)} stands for objects that differ: another of them has another "
        f'"{clash.key}", at {words.at(clash.former)}. In RDF they are one node.'
    )
    return finding("merged-node", message, pointer=str(clash.place), specification=words.CONTEXT)


def _check_literal(rule: Rule, value: Literal, place: Place) -> Iterator[Finding]:
    text, datatype, _ = value
    if not rule.datatype:
        if rule.classes or rule.kind == "IRI":
            yield _wrong(rule, place, "a text, a number or a truth value", text)
    elif datatype != rule.datatype:
        what = "a text without a language" if rule.datatype == _LANG_STRING else f"of the type {datatype}"
        yield _wrong(rule, place, what, text)
    elif not is_well_formed(text, datatype):
        message = f"{words.subject(rule)} must be {words.expected(rule)}."
        hint = words.DATE_HINT if datatype.endswith("#dateTime") else ""
        yield finding(
            "invalid-value", message, pointer=str(place), value=text[:200], hint=hint,
            specification=rule.specification,
        )  # fmt: skip
    elif rule.largest >= 0 and exceeds(text, rule.largest):
        message = f"{words.subject(rule)} may be {rule.largest} at most."
        yield finding("invalid-value", message, pointer=str(place), value=text[:200], specification=rule.specification)


def _wrong(rule: Rule, place: Place, what: str, text: str | None = None) -> Finding:
    hint = words.LANGUAGE_HINT if rule.datatype == _LANG_STRING else words.HINTS.get(rule.key, "")
    return finding(
        "wrong-type", f"{words.subject(rule)} must be {words.expected(rule)}, and this is {what}.", pointer=str(place),
        value=text[:200] if text else None, hint=hint, specification=rule.specification,
    )  # fmt: skip


def _not_of_class(rule: Rule, value: str, target: Node | None, place: Place) -> Finding:
    """Why a node does not fit: it is a text, described nowhere, without a type, or of another class."""
    shown = None if value.startswith("_:") else value[:200]
    expected = words.expected(rule)
    if target is None or not target.places:
        if not is_iri(value) and not value.startswith("_:"):
            return _wrong(rule, place, "a text", value)
        if rule.key in ("proof", "verifiableCredential"):
            message = (
                f"{words.subject(rule)} can never be {expected}: the context puts what stands here into a graph of its "
                "own, where the shapes do not look for it."
            )
        else:
            message = f"{words.subject(rule)} refers to something that the document does not describe as {expected}."
            return finding(
                "dangling-reference", message, pointer=str(place), value=shown, specification=rule.specification,
                hint=words.HINTS.get(rule.key, "Describe it in the document, with its type."),
            )  # fmt: skip
    elif not target.types:
        message = f"{words.subject(rule)} must be {expected}, and this has no type."
    else:
        given = words.either([words.class_name(one) for one in target.types])
        message = f"{words.subject(rule)} must be {expected}, and this is {given}."
    return finding(
        "wrong-type", message, pointer=str(place), value=shown, hint=words.HINTS.get(rule.key, ""),
        specification=rule.specification,
    )  # fmt: skip
