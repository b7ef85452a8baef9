"""Markup that can do no harm: what is told apart from it, and what is left of a text without it.

A text is harmless when each tag in it is complete, known, and has attributes that only lay out what is there.
This is told by a grammar that is stricter than that of browsers: whatever it does not know, goes.  Each bracket is
looked at once and no value reaches beyond the next one, so that the time it takes grows with the text only.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""Schemes of addresses that a link may have."""

_CONTENT = "p br ul ol li strong b em i u s sub sup a blockquote h1 h2 h3 h4 h5 h6 span div pre code hr"
TAGS = frozenset(_CONTENT.split())
"""Tags that are content."""

_INERT = (
    "font center table thead tbody tfoot tr td th caption col colgroup small big img tt strike del ins mark "
    "abbr acronym address article aside cite dd dfn dl dt figcaption figure footer header kbd main nav q samp "
    "section time var wbr"
)
_INERT_ATTRIBUTES = (
    "style class align valign dir lang id title color bgcolor face size width height border cellpadding "
    "cellspacing colspan rowspan span start type value name alt target rel nowrap clear noshade datetime"
)
_LAYOUT_TAGS = TAGS | set(_INERT.split())
_LAYOUT = frozenset(_INERT_ATTRIBUTES.split())
_ATTRIBUTES: dict[str, set[str]] = {"*": set(_LAYOUT), "a": {"href"}}
_PREFIXES = ("data-", "aria-")

_NAME = r"[A-Za-z][^\s\"'<>/=]*+"
_VALUE = r"""(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>=`]++)"""
_ATTRIBUTE = rf"""(?:[\s/]++|(?<=["']))(?P<key>[^\s"'<>/=]++)(?:\s*+=\s*+(?P<value>{_VALUE}))?+"""
_PLAIN_ATTRIBUTE = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)

_ANGLE = re.compile(
    rf"<(?:/(?P<end>{_NAME})\s*+>"
    rf"|(?P<tag>{_NAME})(?P<attributes>(?:{_PLAIN_ATTRIBUTE})*+)[\s/]*+>"
    r"|(?P<comment>!--(?:[^-]|-(?!->))*+(?:-->|\Z)|[!?][^>]*+(?:>|\Z))"
    r"|(?P<stray>(?=[A-Za-z/])))"
)
"""What an angle bracket opens: a tag, a comment or what browsers take for one, or nothing that is ever closed."""

_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_FOREIGN_TAG = re.compile(r"[A-Za-z0-9]+:[A-Za-z0-9]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028\u2029\ufeff]+")
_LIVELY_STYLE = re.compile(r"url|expression|script|import|behavio|binding|image-set|[\\@]|/\*", re.IGNORECASE)
_LIVELY_STRAY = re.compile(r"[^<]*=")


def without_strays(text: str) -> str:
    """The text with each ``<`` that opens nothing as text, so that the words after it stay."""
    return _ANGLE.sub(lambda found: "&lt;" if found["stray"] is not None and _is_harmless(found) else found[0], text)


def harmless(text: str) -> tuple[str, bool]:
    """The text without what could run code or fetch something, and whether there was any.

    Args:
        text: a text that somebody may show as HTML.
    """
    if "<" not in text or all(_is_harmless(found) for found in _ANGLE.finditer(text)):
        return text, False
    return str(_cleaner().clean(without_strays(text))), True


_HTML = "http://www.w3.org/1999/xhtml"
_RUN_BY_BROWSERS = frozenset({_HTML, "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"})


def is_harmless_element(namespace: str, name: str, attribute: str = "", value: str = "") -> bool:
    """Whether an element of an XML file does nothing when a browser opens the file.

    Args:
        namespace: the element's namespace; most mean nothing to a browser.
        name: its local name.
        attribute: the attribute that is asked about; the element's text when empty.
        value: the attribute's value.
    """
    if namespace not in _RUN_BY_BROWSERS:
        return True
    name = name.lower()
    return namespace == _HTML and name in _LAYOUT_TAGS and (not attribute or _is_layout(name, attribute.lower(), value))


def _is_harmless(found: re.Match[str]) -> bool:
    if found["stray"] is not None:
        return _LIVELY_STRAY.match(found.string, found.end()) is None
    if found["end"] is not None:
        return _is_layout_tag(found["end"])
    if found["comment"] is not None:
        return "<" not in found["comment"] and found[0].endswith(">") and not found["comment"].startswith("!--[")
    tag = found["tag"].lower()
    return _is_layout_tag(tag) and all(
        _is_layout(tag, one["key"].lower(), (one["value"] or "").strip("\"'"))
        for one in _ONE_ATTRIBUTE.finditer(found["attributes"])
    )


def _is_layout_tag(tag: str) -> bool:
    """Known tags; with a colon, what word processors write: browsers know no such tag."""
    return tag.lower() in _LAYOUT_TAGS or _FOREIGN_TAG.fullmatch(tag) is not None


def _is_layout(tag: str, key: str, value: str) -> bool:
    if key == "href" and tag == "a":
        scheme = _SCHEME.match(_INVISIBLE.sub("", html.unescape(value)).lower())
        return scheme is None or scheme[1] in SCHEMES
    if key == "style":
        return _LIVELY_STYLE.search(html.unescape(value)) is None
    return key in _LAYOUT or key.startswith(_PREFIXES)


@cache
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(
        tags=set(_LAYOUT_TAGS), attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None,
        generic_attribute_prefixes=set(_PREFIXES),
        attribute_filter=lambda tag, key, value: value if _is_layout(tag, key, value) else None,
    )  # fmt: skip
