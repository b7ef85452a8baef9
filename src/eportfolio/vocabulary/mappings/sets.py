"""A mapping set: statements on how concepts of one scheme correspond to those of another, with their provenance.

The model is that of SSSOM 1.1 (https://mapping-commons.github.io/sssom/).  Addresses are full ones here; a file has
CURIEs.  Every slot is kept, known to SSSOM or not.
"""

from __future__ import annotations

import collections.abc
from dataclasses import dataclass, field, replace

from ...report.findings import Finding
from .kinds import MatchKind, match_of
from .slots import PROPAGATED

Value = str | tuple[str, ...]
"""What a slot holds: a text as the source spells it, or a list of them."""

Slots = collections.abc.Mapping[str, Value]
"""Values by name of the slot; a slot without a value is not there."""


@dataclass(frozen=True, slots=True)
class Extension:
    """The definition of a slot that SSSOM does not know.

    Attributes:
        slot_name: its name.
        property: address of the property that tells what it means; may be empty.
        type_hint: address of the type of its values; may be empty.
    """

    slot_name: str
    property: str = ""
    type_hint: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """One statement of a mapping set.

    Attributes:
        subject: address of the concept it starts from; empty when that is a mere text.
        predicate: address of the relation.
        object: address of the concept it leads to; empty when that is a mere text.
        justification: address of the reason, such as that of ``semapv:ManualMappingCuration``.
        slots: everything else, by the names of SSSOM.
        line: line of the source; two statements are the same wherever they stand.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    slots: Slots = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)

    @property
    def match(self) -> MatchKind | None:
        """The match that it states; ``None`` when it states none, such as a denial."""
        return match_of(self.subject, self.predicate, self.object, self.text("predicate_modifier"))

    @property
    def confidence(self) -> float:
        """How sure its author is, from 0 to 1; 1 when nothing that counts is said (SSSOM, slot ``confidence``)."""
        told = probability(self.text("confidence"))
        return 1.0 if told is None else told

    def text(self, name: str) -> str:
        """The value of a slot as one text, empty when it has none."""
        value = self.slots.get(name, "")
        return value if isinstance(value, str) else "|".join(value)


def probability(text: str) -> float | None:
    """The number from 0 to 1 that a text is; ``None`` when it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


@dataclass(frozen=True, slots=True)
class MappingSet:
    """Mappings, and what holds for all of them.

    Attributes:
        prefixes: what the prefixes of its file stand for.
        slots: what is said of the set, by the names of SSSOM.
        mappings: the statements.
        extensions: definitions of slots that SSSOM does not know.
        findings: what was wrong with the source; rows that were left out among them.
    """

    prefixes: collections.abc.Mapping[str, str] = field(default_factory=dict)
    slots: Slots = field(default_factory=dict)
    mappings: tuple[Mapping, ...] = ()
    extensions: tuple[Extension, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def title(self) -> str:
        """Its title, else its address."""
        for name in ("mapping_set_title", "mapping_set_id"):
            value = self.slots.get(name)
            if isinstance(value, str) and value:
                return value
        return ""

    def propagated(self) -> MappingSet:
        """The set with the values that hold for all of its mappings written to each of them.

        A slot that any mapping fills itself stays as it is (SSSOM data model, propagation).
        """
        own = {name for mapping in self.mappings for name in mapping.slots}
        down = {name: value for name, value in self.slots.items() if name in PROPAGATED and name not in own}
        if not down or not self.mappings:
            return self
        return replace(
            self,
            slots={name: value for name, value in self.slots.items() if name not in down},
            mappings=tuple(replace(mapping, slots={**mapping.slots, **down}) for mapping in self.mappings),
        )

    def condensed(self) -> MappingSet:
        """The set with the values that all of its mappings share written once: the inverse of :meth:`propagated`."""
        if not self.mappings:
            return self
        first = self.mappings[0].slots
        up = {
            name: first[name]
            for name in PROPAGATED
            if name in first
            and name not in self.slots
            and all(mapping.slots.get(name) == first[name] for mapping in self.mappings)
        }
        if not up:
            return self
        return replace(
            self,
            slots={**self.slots, **up},
            mappings=tuple(
                replace(mapping, slots={name: value for name, value in mapping.slots.items() if name not in up})
                for mapping in self.mappings
            ),
        )
