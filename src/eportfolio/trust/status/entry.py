"""What is asked of the status of one credential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..question import Question
from ..results import Outcome, Stepwise


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a credential that says where its status is told.

    Attributes:
        steps: where the answer goes.
        pointer: where the entry stands.
        members: the entry itself.
        identifier: the identifier of the credential; empty when it has none.
        issuer: the identifier of its issuer.
        question: what is asked.
    """

    steps: Stepwise
    pointer: str
    members: Mapping[str, Any]
    identifier: str
    issuer: str
    question: Question

    def tell(self, outcome: Outcome, reason: str) -> None:
        """Add the answer as a step."""
        self.steps.add("credential-status", outcome, reason, self.pointer)

    def text(self, key: str) -> str:
        """A member that is a text; empty when there is none."""
        value = self.members.get(key)
        return value if isinstance(value, str) else ""
