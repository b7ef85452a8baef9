"""What leaves a portfolio, and what must not: sharing no more than is needed, erasing, copies without personal data."""

from __future__ import annotations

from .delivering import Delivery, Receipt, read_delivery, read_receipt, receive, with_answer
from .disclosing import Grant
from .forgetting import Forgotten, forget
from .redacting import redact
from .selecting import Choice
from .sharing import Shared, ShareOptions, choices, share

__all__ = [
    "Choice",
    "Delivery",
    "Forgotten",
    "Grant",
    "Receipt",
    "ShareOptions",
    "Shared",
    "choices",
    "forget",
    "read_delivery",
    "read_receipt",
    "receive",
    "redact",
    "share",
    "with_answer",
]
