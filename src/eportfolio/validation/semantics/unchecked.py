"""What could not be checked: counted by vocabulary, and told once for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ...report.findings import Finding, finding

MOST_NAMED: Final = 20
"""How many vocabularies are named one by one; what a hostile file names beyond them is told in one finding."""


@dataclass(slots=True)
class Unchecked:
    """Concepts that nothing is said about, neither good nor bad."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _further: int = 0

    def count(self, message: str, hint: str = "") -> None:
        """Count one concept.

        Args:
            message: what is told; ``{}`` in it stands for how many concepts there were.
            hint: what a person can do.
        """
        key = (message, hint)
        if key in self._counts or len(self._counts) < MOST_NAMED:
            self._counts[key] = self._counts.get(key, 0) + 1
        else:
            self._further += 1

    def findings(self) -> Iterator[Finding]:
        """One finding for each vocabulary."""
        for (message, hint), number in self._counts.items():
            yield finding("not-checked", message.replace("{}", _concepts(number), 1), hint=hint)
        if self._further:
            yield finding(
                "not-checked",
                f"{_concepts(self._further)} of further vocabularies were not checked: they are not installed.",
            )


def _concepts(number: int) -> str:
    return f"{number} concept{'' if number == 1 else 's'}"
