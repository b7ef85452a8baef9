"""What is asked of every proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..sources.limits import DEFAULT_LIMITS, Limits
from .documents import Documents

if TYPE_CHECKING:
    from .certificates import Certificate


@dataclass(frozen=True)
class Question:
    """What is asked of every proof.

    Attributes:
        at: the moment that the question is asked for.
        trusted: the certificates that the user trusts, as they were given.
        limits: the safety limits.
        documents: what the user supplies, or allows to be fetched: documents of keys, lists of revocation, schemas.
        keys: public keys (of ``cryptography``) that the user pins, by the issuer they belong to; the key under the
            empty name is for every issuer.
        recipient: the e-mail address (or other identity) that the user expects the credential to be about.
        memory: what several credentials of one document need, and is looked up once, such as a status list.
    """

    at: datetime
    trusted: Sequence[bytes | str | Path] = field(default=())
    limits: Limits = DEFAULT_LIMITS
    documents: Documents = field(default_factory=Documents)
    keys: Mapping[str, Any] = field(default_factory=dict)
    recipient: str | None = None
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def anchors(self) -> tuple[Certificate, ...]:
        """The certificates that the user trusts, loaded when a family of proofs needs them.

        Raises:
            UnreadableError: a file cannot be opened.
            UsageError: it holds no certificate that can be used.
        """
        from .certificates import load_anchors

        return load_anchors(self.trusted)
