"""What an IRI may look like (RFC 3987, section 2.2): RDF engines refuse a whole document for one that is none."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

_LETTERS: Final = (
    "\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-"
    "\uffef"
) + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
"""Characters beyond ASCII (``ucschar``), without those that are blanks."""

_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_ESCAPED: Final = "%[0-9A-Fa-f]{2}"


@cache
def _pattern(ascii_only: bool) -> re.Pattern[str]:
    """What IRIs look like; the pattern without further letters is made in a tenth of the time."""
    letters, private = ("", "") if ascii_only else (_LETTERS, _PRIVATE)
    plain = rf"A-Za-z0-9._~!$&'()*+,;=\-{letters}"
    host = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[{plain}]|{_ESCAPED})*)"
    segment = rf"(?:[{plain}:@]|{_ESCAPED})*"
    return re.compile(
        rf"[A-Za-z][A-Za-z0-9+.\-]*:"
        rf"(?://(?:(?:[{plain}:]|{_ESCAPED})*@)?{host}(?::[0-9]*)?(?:/{segment})*|(?!//){segment}(?:/{segment})*)"
        rf"(?:\?(?:[{plain}:@/?{private}]|{_ESCAPED})*)?"
        rf"(?:\#(?:[{plain}:@/?]|{_ESCAPED})*)?"
    )


@lru_cache(maxsize=4096)
def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI."""
    return _pattern(text.isascii()).fullmatch(text) is not None
