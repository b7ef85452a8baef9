"""Texts with markup: what is markup, what is safe, and what a reader sees of it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ...sources.markup import to_plain
from .harmless import SCHEMES, TAGS, harmless, without_strays

_MARKUP = re.compile(r"<[A-Za-z/!?]|&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,6});")
"""What a reader of markup would not take for text."""

_TAG = re.compile(r"<[A-Za-z/][^<>]*>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text in a source comes to.

    Attributes:
        kind: the field of a rich text that takes it.
        value: the sanitised markup, or the plain text.
        harmless: the source without what could run code, but with its layout.
        unsafe: whether anything that could run code was removed.
        written: how the value is written.
    """

    kind: Literal["html", "text"]
    value: str
    harmless: str
    unsafe: bool
    written: str


def read_rich(raw: str, *, markup: bool = True) -> Reading:
    """Read a text that may hold markup.

    Args:
        raw: the text of the source.
        markup: whether the format carries markup at all.
    """
    if not markup or not _MARKUP.search(raw):
        text = raw.strip()
        return Reading("text", text, raw, False, text)
    clean = _cleaner().clean(without_strays(true_lists(raw))).strip()
    if not _TAG.search(clean):
        return _without_tags(raw, clean)
    if clean == raw:
        return Reading("html", clean, raw, False, clean)
    layout, unsafe = harmless(raw)
    return Reading("html", clean, layout, unsafe, clean)


def write_rich(kind: str, value: str, *, markup: bool = True) -> tuple[str, bool]:
    """How a text is written, and whether it is then read as it was.

    Args:
        kind: the field of a rich text that holds it: ``html`` or ``text``.
        value: the markup, or the plain text.
        markup: whether the format carries markup; if so, plain text that looks like markup is escaped.
    """
    if not markup:
        return (value, True) if kind == "text" else (to_plain(value), False)
    if kind == "text":
        if not _MARKUP.search(value):
            return value, True
        value, wanted = _escape(value), value
        return value, read_rich(value).value == wanted
    clean = _cleaner().clean(value).strip()
    return clean, clean == value and _TAG.search(clean) is not None


def _without_tags(raw: str, clean: str) -> Reading:
    """Plain text that a format with markup had to escape."""
    text = html.unescape(clean).strip()
    written = _escape(text) if _MARKUP.search(text) else text
    if raw == written:
        return Reading("text", text, raw, False, written)
    layout, unsafe = harmless(raw)
    return Reading("text", text, layout, unsafe, written)


def _escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\r", "&#13;")


_LIST_TAG = re.compile(r"(?i)<(?P<close>/?)(?P<name>ol|li)\b(?P<rest>[^<>]*)>")
_LIST_KIND = re.compile(r"""(?i)\bdata-list\s*=\s*["']?(?P<kind>[a-z]+)""")
_LIST_HANDLE = re.compile(r"""(?i)<span\s+class\s*=\s*["']ql-ui["'][^<>]*>\s*</span>""")


def true_lists(markup: str) -> str:
    """Markup with lists as they are meant.

    The editor Quill writes every list as ``<ol>`` and tells in ``data-list`` of each member whether it has a number
    or a bullet; whoever looks at the tag only would number what was never numbered.
    """
    if "data-list" not in markup:
        return markup
    pieces: list[str] = []
    open_lists: list[tuple[int, str]] = []  # where the opening tag stands among the pieces, and its kind
    end = 0
    for tag in _LIST_TAG.finditer(markup):
        pieces.append(markup[end : tag.start()])
        end = tag.end()
        name, closing = tag["name"].lower(), bool(tag["close"])
        if name == "ol" and not closing:
            open_lists.append((len(pieces), ""))
        elif name == "ol" and open_lists:
            pieces.append(f"</{open_lists.pop()[1] or 'ol'}>")
            continue
        elif name == "li" and not closing and open_lists:
            kind = _LIST_KIND.search(tag["rest"])
            wanted = "" if kind is None else "ol" if kind["kind"].lower() == "ordered" else "ul"
            at, current = open_lists[-1]
            if wanted and current != wanted:
                if current:
                    pieces.append(f"</{current}><{wanted}>")
                else:
                    pieces[at] = f"<{wanted}>"
                open_lists[-1] = (at, wanted)
        pieces.append(tag[0])
    pieces.append(markup[end:])
    return _LIST_HANDLE.sub("", "".join(pieces))


@cache
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(tags=set(TAGS), attributes={"a": {"href"}}, url_schemes=set(SCHEMES), link_rel=None)
