"""Career guidance: what a practitioner knows about sources of information, and which of them serve a client now."""

from __future__ import annotations

from .instruments import Instrument, Instruments, read_instruments
from .suggesting import Suggestion, Wanted, suggest

__all__ = ["Instrument", "Instruments", "Suggestion", "Wanted", "read_instruments", "suggest"]
