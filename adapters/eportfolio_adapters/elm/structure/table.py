"""The class tables as rules: what each profile demands of each class.

Read from ``schemas/elm/classes.tsv``, which holds facts of the SHACL shapes of application profile 1.2.0 (European
Learning Model 3.2); its head tells what the columns mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from eportfolio.resources import schemas

GENERIC: Final = "edc-generic-no-cv"
FULL: Final = "edc-generic-full"

PROFILES: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    GENERIC: frozenset(),
    FULL: frozenset({FULL}),
    "edc-accredited": frozenset({FULL, "edc-accredited"}),
    "edc-converted": frozenset({FULL, "edc-converted"}),
    "edc-issued-by-mandate": frozenset({FULL, "edc-issued-by-mandate"}),
    "edc-diploma-supplement": frozenset({FULL, "edc-accredited", "edc-diploma-supplement"}),
})  # fmt: skip
"""The profiles by the last step of their IRI, and whose rules hold in each beside the generic ones."""

AP: Final = "http://data.europa.eu/snb/model/ap/"
"""What the IRI of a profile starts with; its shapes stand below it."""

_ALSO: Final = "& "
_NODE: Final = "node:"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a class demands of one property.

    Attributes:
        name: name of the class or of the shape, without its namespace.
        key: the key in the document; the name of the property where the context has none.
        path: IRI of the property.
        minimum: how many values there must be.
        maximum: how many there may be; -1 when there is no bound.
        classes: of each group, the value must have one of the classes; those of ``shapes`` count as well.
        shapes: node shapes that a value of no such class may fit instead.
        also: node shapes that every value must fit.
        datatype: IRI of the datatype of the values; empty when they are nodes.
        kind: ``IRI`` or ``Literal``, when the values must be that.
        unique_language: whether each language may stand once only.
        largest: the largest number allowed; -1 when there is no bound.
        scheme: the vocabulary that the concepts must be of; empty when it is open.
        profile: the profile that has made the rule stricter; empty when it is a generic one.
    """

    name: str
    key: str
    path: str
    minimum: int = 0
    maximum: int = -1
    classes: tuple[frozenset[str], ...] = ()
    shapes: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    datatype: str = ""
    kind: str = ""
    unique_language: bool = False
    largest: int = -1
    scheme: str = ""
    profile: str = ""

    @property
    def specification(self) -> str:
        """IRI of the shape that the rule is from."""
        shape = self.name if self.name.endswith("Shape") else f"{self.name}Shape"
        return f"{AP}{self.profile or GENERIC}/{shape}"

    @property
    def scheme_specification(self) -> str:
        """IRI of the shape that demands the vocabulary."""
        suffix = "CV" if self.name == "DisplayParameter" else "ShapeCV"
        return f"{AP}{FULL}/{self.name}{suffix}"


@dataclass(slots=True)
class ClassRules:
    """All rules of one class.

    Attributes:
        by_path: the rules by the IRI of the property.
        required: those that demand a value.
    """

    by_path: dict[str, Rule] = field(default_factory=dict)
    required: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, str]
    prefixes: Mapping[str, str]

    def long(self, name: str) -> str:
        """The IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@cache
def rules(profiles: frozenset[str]) -> Mapping[str, ClassRules]:
    """The rules of all classes.

    Args:
        profiles: names of the profiles, keys of :data:`PROFILES`; the rules of all of them hold.

    Returns:
        The rules by IRI of the class; those of node shapes by IRI of the shape.
    """
    stages = frozenset(stage for profile in profiles for stage in PROFILES[profile])
    found: dict[str, ClassRules] = {}
    for row in _rows():
        if row["profile"] and row["profile"] not in stages:
            continue
        group = found.setdefault(row.long(row["class"]), ClassRules())
        if row["path"]:
            rule = _rule(row, with_scheme=FULL in stages)
            known = group.by_path.get(rule.path)
            group.by_path[rule.path] = _both(known, rule) if known else rule
    for group in found.values():
        group.required = [rule for rule in group.by_path.values() if rule.minimum]
    return MappingProxyType(found)


def _rule(row: _Row, *, with_scheme: bool) -> Rule:
    classes: set[str] = set()
    shapes: set[str] = set()
    also: set[str] = set()
    datatype = ""
    for name in filter(None, row["range"].split(" | ")):
        iri = row.long(name.removeprefix(_ALSO))
        if name.startswith(_ALSO):
            also.add(iri)
        elif name.startswith(_NODE):
            shapes.add(iri)
        elif name.startswith(("xsd:", "rdf:")):
            datatype = iri
        else:
            classes.add(iri)
    return Rule(
        row["class"].partition(":")[2], row["key"] or row["path"].partition(":")[2], row.long(row["path"]),
        minimum=int(row["minimum"] or 0), maximum=int(row["maximum"] or -1),
        classes=(frozenset(classes),) if classes else (), shapes=frozenset(shapes), also=frozenset(also),
        datatype=datatype, kind=row["kind"], unique_language=row["unique_language"] == "yes",
        largest=int(row["largest"] or -1), scheme=row["scheme"] if with_scheme else "", profile=row["profile"],
    )  # fmt: skip


def _both(one: Rule, other: Rule) -> Rule:
    """One rule that demands what two demand; the other is that of a stricter profile."""
    bounds = [bound for bound in (one.maximum, other.maximum) if bound >= 0]
    return Rule(
        one.name, one.key, one.path, minimum=max(one.minimum, other.minimum), maximum=min(bounds, default=-1),
        classes=tuple(dict.fromkeys((*one.classes, *other.classes))),
        shapes=one.shapes & other.shapes if other.classes else one.shapes, also=one.also | other.also,
        datatype=one.datatype, kind=one.kind, unique_language=one.unique_language, largest=one.largest,
        scheme=one.scheme, profile=other.profile,
    )  # fmt: skip


@cache
def _rows() -> tuple[_Row, ...]:
    text = (schemas() / "elm" / "classes.tsv").read_text(encoding="utf-8")
    prefixes = dict(_prefixes(text.splitlines()))
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    columns = next(lines)
    return tuple(
        _Row(dict(zip(columns, line + [""] * (len(columns) - len(line)), strict=True)), prefixes) for line in lines
    )


def _prefixes(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    mark = "# prefix: "
    for line in lines:
        if line.startswith(mark):
            name, _, iri = line.removeprefix(mark).partition(" ")
            yield name, iri
