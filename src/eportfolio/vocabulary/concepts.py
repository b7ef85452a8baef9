"""What a concept scheme consists of, as plain values: descriptions, concepts, labels, relations.

The terms are those of SKOS (https://www.w3.org/TR/skos-reference/); the types and relations of ESCO come on top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from .languages import conventional_case

LabelKind = Literal["preferred", "alternative", "hidden"]

LABEL_KINDS: Final[tuple[LabelKind, ...]] = ("preferred", "alternative", "hidden")
"""Kinds of labels in the order of their rank (SKOS Reference, section 5)."""

NOTE_KINDS: Final = (
    "definition", "description", "scope_note", "note", "example", "history_note", "editorial_note", "change_note",
    "regulated_profession_note",
)  # fmt: skip
"""Kinds of notes (SKOS Reference, section 7; ESCO adds the last)."""

BROADER: Final = "broader"
"""A wider concept of the same kind, never a group."""

GROUP: Final = "group"
"""A grouping node above a concept, such as an ISCO group or an ESCO skill group; it is no broader concept."""

MEMBER_OF: Final = "member_of"
"""The collection that a concept belongs to (``skos:member``, seen from the concept)."""

MATCHES: Final = ("exact_match", "close_match", "broad_match", "narrow_match", "related_match")
"""Mapping relations to concepts of other schemes (SKOS Reference, section 10)."""

ESSENTIAL_SKILL: Final = "essential_skill"
"""A skill that an occupation, or another skill, cannot do without (ESCO)."""

OPTIONAL_SKILL: Final = "optional_skill"
"""A skill that may matter for an occupation or another skill (ESCO)."""


@dataclass(frozen=True, slots=True)
class SchemeDescription:
    """What a concept scheme says of itself.

    Attributes:
        name: short name for the command line, such as ``esco``: lower case, digits, dashes and dots.
        version: version of the scheme.
        uri: the scheme's URI.
        title: its title for people.
        official: whether it is the publisher's own and complete data.
        sources: where it was taken from.
        date: date of the source, ISO 8601.
        licence: the licence of the data.
        attribution: a line that must be shown where the data is used.
        notes: remarks for people.
    """

    name: str
    version: str
    uri: str
    title: str
    official: bool = True
    sources: tuple[str, ...] = ()
    date: str = ""
    licence: str = ""
    attribution: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a concept.

    Attributes:
        uri: the concept.
        type: the concept's type.
        kind: preferred, alternative or hidden.
        language: language tag (BCP 47); empty when there is none.
        text: the label.
        verified: whether an official source confirms it.
    """

    uri: str
    type: str
    kind: LabelKind
    language: str
    text: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class SchemeConcept:
    """A concept as its scheme has it; :class:`eportfolio.model.Concept` is a person's link to one.

    Attributes:
        uri: its URI.
        type: its type, such as ``skill``, ``occupation``, ``level`` or ``concept``.
        notation: its code; empty when it has none.
        status: ``released`` unless the source says otherwise.
        modified: date of the last change, as the source writes it.
        replaced_by: URI of its successor; empty when there is none.
        labels: preferred label by language.
    """

    uri: str
    type: str = "concept"
    notation: str = ""
    status: str = "released"
    modified: str = ""
    replaced_by: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def label(self, language: str = "en") -> str:
        """The preferred label in a language, else in English, else in any language, else the notation or the URI."""
        tag = conventional_case(language)
        for wanted in (tag, tag.partition("-")[0], "en", "mul", ""):
            if wanted in self.labels:
                return self.labels[wanted]
        return next(iter(self.labels.values()), self.notation or self.uri)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two concepts.

    Attributes:
        subject: URI of the concept it starts from.
        predicate: what it means, such as ``broader`` or ``essential_skill``.
        object: URI of the concept it leads to, in this scheme or another.
    """

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Note:
    """A definition, description or remark on a concept.

    Attributes:
        kind: one of :data:`NOTE_KINDS`.
        language: language tag (BCP 47).
        text: the note.
    """

    kind: str
    language: str
    text: str
