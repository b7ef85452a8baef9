"""Whether the objects of a document fit the rules of their classes: one walk, without recursion, each object once.

The verdicts are those of JSON Schema 2019-09 on the official schemas.  No value is judged by two classes at once, so
the walk never goes back and takes time in proportion to the document, however deep its endorsements are nested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from eportfolio.report.findings import Finding

from . import words
from .places import Place
from .table import ClassRules, Rule

Visit: TypeAlias = "tuple[str, dict[str, Any], Place]"
"""An object that was looked at: its class, its members, its place."""

_REFINED: Final[Mapping[str, str]] = {
    "AchievementCredential": "AchievementCredential",
    "OpenBadgeCredential": "AchievementCredential",
    "EndorsementCredential": "EndorsementCredential",
    "ClrCredential": "ClrCredential",
}
"""The types by which a credential inside a record is held against a class that the schema of the record leaves open."""

_REASON: Final = "The schema of the record leaves this open; that of the credential does not."
_LENIENT: Final = "The text of the specification demands it; its validators let it pass."


@dataclass(slots=True)
class Walk:
    """One walk through a document.

    Attributes:
        classes: the rules of all classes.
        source: the specification that they are from.
        refine: whether credentials inside a record are held against their own class, too.
        visits: the objects that were looked at, in the order of the walk; kept when ``keep`` is set.
        keep: whether to keep the visits.
    """

    classes: Mapping[str, ClassRules]
    source: str
    refine: bool = False
    keep: bool = False
    visits: list[Visit] = field(default_factory=list)

    def run(self, data: Any, name: str, place: Place) -> Iterator[Finding]:
        """Check a document.

        Args:
            data: its plain JSON.
            name: the class that it must be of.
            place: where it stands.
        """
        waiting: list[tuple[Any, str, Place, ClassRules | None, bool]] = [(data, name, place, None, False)]
        while waiting:
            value, name, place, covered, soft = waiting.pop()
            for found in self._object(value, name, place, covered, soft, waiting):
                yield words.softened(found, _REASON) if soft else found

    def _object(  # noqa: PLR0917 - the walk's own state, taken apart for speed
        self, value: Any, name: str, place: Place, covered: ClassRules | None, soft: bool, waiting: list[Any]
    ) -> Iterator[Finding]:
        if type(value) is not dict:
            yield words.not_an_object(name, value, place, self.source)
            return
        if self.keep:
            self.visits.append((name, value, place))
        rules = self.classes[name]
        if not (rules.required <= value.keys() and rules.wanted <= value.keys()) or rules.alternatives:
            yield from self._missing(name, rules, value, place, covered)
        mark = len(waiting)
        members = rules.members
        for key, member in value.items():
            rule = members.get(key)
            if rule is None:
                rule = _unnamed(rules, key)
                if rule is None:
                    continue
            if (rule.is_text and type(member) is str) or (covered and rule.same_as(covered.members.get(key))):
                continue
            if rule.is_whole or not rule.is_nested:
                yield from self._values(rule, member, (place, key))
            else:
                yield from self._nested(rule, member, (place, key), soft, waiting)
        if self.refine and name == "VerifiableCredential":
            self._refined(value, place, waiting)
        waiting[mark:] = reversed(waiting[mark:])

    def _missing(
        self, name: str, rules: ClassRules, value: dict[str, Any], place: Place, covered: ClassRules | None
    ) -> Iterator[Finding]:
        for key, rule in rules.members.items():
            if key in value or (covered is not None and key in covered.required):
                continue
            if rule.required:
                yield words.missing(name, rule, value, place, self.source)
            elif rule.wanted:
                yield words.softened(words.missing(name, rule, value, place, self.source), _LENIENT)
        for keys in rules.alternatives:
            if value.keys().isdisjoint(keys):
                yield words.none_of(name, keys, place, self.source)

    def _values(self, rule: Rule, member: Any, place: Place) -> Iterator[Finding]:
        """A property whose values are no objects of a class."""
        if rule.is_whole or type(member) is not list:
            if not (rule.single or rule.is_whole) or not rule.fits(member):
                yield words.wrong(rule, member, place, self.source)
        elif not rule.several or len(member) < rule.least:
            yield words.wrong(rule, member, place, self.source)
        else:
            fits = rule.fits
            for index, one in enumerate(member):
                if not fits(one):
                    yield words.wrong(rule, one, (place, index), self.source)

    def _nested(self, rule: Rule, member: Any, place: Place, soft: bool, waiting: list[Any]) -> Iterator[Finding]:
        """A property whose values are objects of a class."""
        several = type(member) is list
        if (several and (not rule.several or len(member) < rule.least)) or not (several or rule.single):
            yield words.wrong(rule, member, place, self.source)
            return
        target = rule.values[0]
        for index, one in enumerate(member if several else (member,)):
            where: Place = (place, index) if several else place
            if type(one) is dict and not (rule.kind == "reference" and rule.fits(one)):
                waiting.append((one, target, where, None, soft))
            elif not rule.fits(one):
                yield words.wrong(rule, one, where, self.source)

    def _refined(self, value: dict[str, Any], place: Place, waiting: list[Any]) -> None:
        """Hold a credential inside a record against its own class, too, as far as that demands more."""
        types = value.get("type")
        for one in types if isinstance(types, list) else [types]:
            name = _REFINED.get(one) if isinstance(one, str) else None
            if name in self.classes:
                waiting.append((value, name, place, self.classes["VerifiableCredential"], True))
                return


def _unnamed(rules: ClassRules, key: str) -> Rule | None:
    """The rule for a property that the class does not name."""
    if rules.extensions is not None and key.count(":") == 1 and key[0] != ":" and key[-1] != ":":
        return rules.extensions
    return rules.others
