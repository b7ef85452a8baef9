"""Agreements: what two organisations can exchange, pinned so that a change that breaks it is seen."""

from __future__ import annotations

from .agreeing import agree
from .agreement import Agreement, Asked, Direction, Reason, Row, Samples, Side, Verdict
from .changes import Change, changes, next_version
from .crosswalks import Crosswalk
from .signed import SignedAgreement, read_agreement, write_agreement
from .testing import check_agreement

__all__ = [
    "Agreement",
    "Asked",
    "Change",
    "Crosswalk",
    "Direction",
    "Reason",
    "Row",
    "Samples",
    "Side",
    "SignedAgreement",
    "Verdict",
    "agree",
    "changes",
    "check_agreement",
    "next_version",
    "read_agreement",
    "write_agreement",
]
