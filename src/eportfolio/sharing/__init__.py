"""What leaves a portfolio, and what must not: erasing what is to be forgotten, and copies without personal data."""

from __future__ import annotations

from .forgetting import Forgotten, forget
from .redacting import redact

__all__ = ["Forgotten", "forget", "redact"]
