"""Many at once: a table of recipients in, one draft for each of its rows out."""

from __future__ import annotations

from .drafting import draft
from .outcome import Draft, Drafted

__all__ = ["Draft", "Drafted", "draft"]
