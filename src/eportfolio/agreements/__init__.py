"""Agreements: what two organisations can exchange, pinned so that a change that breaks it is seen."""

from __future__ import annotations

from .agreeing import agree
from .agreement import Agreement, Asked, Direction, Reason, Row, Samples, Side, Verdict
from .crosswalks import Crosswalk

__all__ = [
    "Agreement",
    "Asked",
    "Crosswalk",
    "Direction",
    "Reason",
    "Row",
    "Samples",
    "Side",
    "Verdict",
    "agree",
]
