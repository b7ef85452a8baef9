"""What rules about single values have in common: a place of the format, and a field of the model."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk.reading import Fields
from eportfolio.exchange.crosswalk.rules import first_step, holder_of, steps


class Joint:
    """What joins a place of the format with a field of the model.

    Args:
        path: the place.
        field: the field; empty for the current object.
    """

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)

    def filled(self, target: dict[str, Any]) -> bool:
        """Whether the field has a value already."""
        return self.field[-1] in holder_of(target, self.field)
