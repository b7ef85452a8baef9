"""Files inside files: what is base64 and what only looks as if it were."""

from __future__ import annotations

import re

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def is_base64(text: str) -> bool:
    """Whether a text without white space is base64 with its padding (RFC 4648, section 4)."""
    return len(text) % 4 == 0 and _BASE64.fullmatch(text) is not None
