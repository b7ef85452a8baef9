"""What the look-up of a person's link to a concept came to, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ...vocabulary.concepts import SchemeConcept
from .belonging import Home


class State(Enum):
    """What the look-up of a URI or a code came to."""

    ABSENT = auto()
    """There is none."""
    FOUND = auto()
    """Its vocabulary has it."""
    WITHDRAWN = auto()
    """Its list had it once."""
    UNKNOWN = auto()
    """Its vocabulary is complete and does not have it."""
    UNCHECKED = auto()
    """Nobody can tell: the vocabulary is not there, or not all of it."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A link to a concept, looked up.

    Attributes:
        home: the vocabulary that the URI belongs to.
        named: the vocabulary that stands beside the code.
        uri: what became of the URI.
        code: what became of the code.
        concept: the concept of the URI.
        coded: the concept of the code, when it has one only.
        elsewhere: the neighbouring vocabulary that has the code, when the one that is named does not.
        missing: what stands for the vocabulary that could not be asked: its home, or else a URI.
    """

    home: Home | None = None
    named: Home | None = None
    uri: State = State.ABSENT
    code: State = State.ABSENT
    concept: SchemeConcept | None = None
    coded: SchemeConcept | None = None
    elsewhere: Home | None = None
    missing: Home | str = ""

    @property
    def kind(self) -> str:
        """The type of the concept, as far as it is known."""
        found = self.concept or self.coded
        return found.type if found is not None else (self.home or self.named or Home("")).kind

    @property
    def vocabulary(self) -> Home | None:
        """The vocabulary that the concept is of."""
        return self.home or self.named
