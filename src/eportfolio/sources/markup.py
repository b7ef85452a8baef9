"""What a reader sees of a text with markup."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[A-Za-z/][^<>]*>")
_BLOCK = re.compile(r"(?i)<\s*(?:br\s*/?|/p|/div|/li|/h[1-6]|/ul|/ol|/blockquote|/pre|hr\s*/?|/tr)\s*>")
_ITEM = re.compile(r"(?i)<\s*li[^>]*>")


def to_plain(markup: str) -> str:
    """The words of sanitised markup, one line for each block, ``-`` before each member of a list."""
    text = re.sub(r"\s*\n\s*", " ", markup)
    text = _ITEM.sub("- ", _BLOCK.sub("\n", text))
    lines = (line.strip() for line in html.unescape(_TAG.sub("", text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
