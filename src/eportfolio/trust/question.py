"""What is asked of every proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..sources.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from .certificates import Certificate


@dataclass(frozen=True)
class Question:
    """What is asked of every proof.

    Attributes:
        at: the moment that the question is asked for.
        trusted: the certificates that the user trusts, as they were given.
        limits: the safety limits.
    """

    at: datetime
    trusted: Sequence[bytes | str | Path] = field(default=())
    limits: Limits = DEFAULT_LIMITS

    @cached_property
    def anchors(self) -> tuple[Certificate, ...]:
        """The certificates that the user trusts, loaded when a family of proofs needs them.

        Raises:
            UnreadableError: a file cannot be opened.
            UsageError: it holds no certificate that can be used.
        """
        from .certificates import load_anchors

        return load_anchors(self.trusted)
