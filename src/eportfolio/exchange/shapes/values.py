"""What a text may be: the XML Schema types that the formats use, code lists, patterns and fixed values."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable

_MANY = 12


class ValueType:
    """A type of text.

    Args:
        name: its name.
        expected: what is allowed, in plain words that complete "expected ...".
        accepts: whether a text is of the type.
        role: ``id`` for an identifier of the document, ``idref`` for a reference to one, else empty.
    """

    __slots__ = ("accepts", "expected", "name", "role")

    def __init__(self, name: str, expected: str, accepts: Callable[[str], bool], role: str = "") -> None:
        self.name = name
        self.expected = expected
        self.accepts = accepts
        self.role = role


def fixed(text: str) -> ValueType:
    """The type of exactly one text.  An empty element stands for it (XML Schema part 1, 3.3.4)."""
    return ValueType(text, f"“{text}”", lambda value: value in ("", text))


def pattern(regex: str) -> ValueType:
    """The type of texts that a regular expression matches as a whole."""
    matches = re.compile(regex).fullmatch
    return ValueType(regex, f"a text of the form {regex}", lambda value: matches(value) is not None)


def code_list(name: str, remark: str, codes: Iterable[str], regexes: Iterable[str]) -> ValueType:
    """The type of a list of codes and patterns.

    Args:
        name: name of the list.
        remark: what the values are, in plain words; made from the codes when empty.
        codes: the codes.
        regexes: regular expressions, each for a whole value.
    """
    known = frozenset(codes)
    matches = [re.compile(regex).fullmatch for regex in regexes]
    if remark:
        expected = remark
    elif len(known) <= _MANY and not matches:
        expected = "one of " + ", ".join(code for code in codes if code in known)
    else:
        expected = f"a value of the list {name}"
    if not matches:
        return ValueType(name, expected, known.__contains__)
    return ValueType(name, expected, lambda value: value in known or any(match(value) for match in matches))


# -- built-in types (XML Schema part 2) -----------------------------------------------------------------
#
# White space around dates is treated as in libxml2, which most receivers validate with.

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?(?!0000)(?:[1-9][0-9]{3,}|0[0-9]{3})"
_DATE_TIME = re.compile(
    rf"({_YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    rf"T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?){_ZONE}"
)
_DURATION = (
    r"\s*-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9.])(?:[0-9]+H)?(?:[0-9]+M)?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)S)?)?"
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?")
_ID_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_ID = rf"\s*(?!\d)[{_ID_START}][{_ID_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*\s*"

# RFC 3986, appendix A: unreserved and sub-delims, pct-encoded, pchar, path-abempty, path-absolute, authority.
_PLAIN = r"A-Za-z0-9._~!$&'()*+,;=\-"
_ESCAPE = "%[0-9A-Fa-f]{2}"
_PCHAR = f"(?:[{_PLAIN}:@]|{_ESCAPE})"
_SEGMENTS = f"(?:/{_PCHAR}*)*"
_ROOTED = f"/(?:{_PCHAR}+{_SEGMENTS})?"
_AUTHORITY = (
    f"(?:(?:[{_PLAIN}:]|{_ESCAPE})*@)?"
    rf"(?:\[[^\]\s]*\]|(?:[{_PLAIN}]|{_ESCAPE})*)(?::[0-9]{{1,9}})?{_SEGMENTS}"
)
_ANY_URI = re.compile(
    f"(?:[A-Za-z][A-Za-z0-9+.-]*:(?://{_AUTHORITY}|{_ROOTED}|{_PCHAR}+{_SEGMENTS})?"
    f"|//{_AUTHORITY}|{_ROOTED}|(?:[{_PLAIN}@]|{_ESCAPE})+{_SEGMENTS}|)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?\[\]])*)?"
)
_ESCAPABLE = re.compile(r"[^\x21-\x7e]|[<>\"{}|\\^`]")


def _matching(regex: str) -> Callable[[str], bool]:
    matches = re.compile(regex).fullmatch
    return lambda text: matches(text) is not None


def _is_date_time(text: str) -> bool:
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    year, month, day = match.groups()
    return int(day) <= monthrange(2000 + int(year[-4:]) % 400, int(month))[1]


def _is_base64(text: str) -> bool:
    return _BASE64.fullmatch("".join(text.split())) is not None


def _is_any_uri(text: str) -> bool:
    """Whether a text is a reference to a resource once the characters that need it are escaped."""
    return _ANY_URI.fullmatch(_ESCAPABLE.sub("_", " ".join(text.split()))) is not None


BUILT_IN: dict[str, ValueType] = {
    kind.name: kind
    for kind in (
        ValueType("string", "a text", lambda _text: True),
        ValueType("boolean", "true or false", _matching(r"\s*(?:true|false|1|0)\s*")),
        ValueType("dateTime", "a date and time such as 2015-03-01T12:00:00Z", _is_date_time),
        ValueType("gYear", "a year such as 2015", _matching(_YEAR + _ZONE)),
        ValueType("gMonth", "a month such as --03", _matching(r"\s*--(?:0[1-9]|1[0-2])" + _ZONE)),
        ValueType("gDay", "a day such as ---01", _matching(r"\s*---(?:0[1-9]|[12][0-9]|3[01])" + _ZONE)),
        ValueType("duration", "a duration such as P1Y6M", _matching(_DURATION)),
        ValueType("base64", "base64 data", _is_base64),
        ValueType("anyURI", "a web address", _is_any_uri),
        ValueType("id", "an id: a letter, then letters, digits, dots, dashes", _matching(_ID), "id"),
        ValueType("idref", "the id of another element", _matching(_ID), "idref"),
    )
}
"""The built-in types by the names that the notation uses."""


def as_text(value: object) -> str:
    """A leaf's value in the spelling of XML; nothing is the empty text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
