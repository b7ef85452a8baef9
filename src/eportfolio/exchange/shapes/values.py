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


# -- built-in types (XML Schema part 2) ----------------------------------------------------------------------

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_DATE_TIME = re.compile(
    rf"({_YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    rf"T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?){_ZONE}"
)
_DURATION = (
    r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?")
_PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_NO_COLON = r"(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})"
_AUTHORITY = (
    r"(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?"
    r"(?:\[[^\]]*\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
)
_ANY_URI = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]*:(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|//{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?|{_NO_COLON}+(?:/{_PCHAR}*)*|)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
_TOLERATED = re.compile(r"[^\x20-\x7e]|[<>\"{}|\\^`]")
_NC_NAME = r"[^\W\d][\w.·-]*"


def _collapse(text: str) -> str:
    return " ".join(text.split())


def _matching(regex: str) -> Callable[[str], bool]:
    matches = re.compile(regex).fullmatch
    return lambda text: matches(_collapse(text)) is not None


def _is_date_time(text: str) -> bool:
    match = _DATE_TIME.fullmatch(_collapse(text))
    if match is None:
        return False
    year, month, day = (int(group) for group in match.groups())
    return day <= monthrange(2000 + year % 400, month)[1]


def _is_base64(text: str) -> bool:
    return _BASE64.fullmatch("".join(text.split())) is not None


def _is_any_uri(text: str) -> bool:
    """A URI reference (RFC 3986), in which characters that a reader can escape are tolerated."""
    return _ANY_URI.fullmatch(_TOLERATED.sub("_", _collapse(text))) is not None


BUILT_IN: dict[str, ValueType] = {
    kind.name: kind
    for kind in (
        ValueType("string", "a text", lambda _text: True),
        ValueType("boolean", "true or false", lambda text: _collapse(text) in ("true", "false", "1", "0")),
        ValueType("dateTime", "a date and time such as 2015-03-01T12:00:00Z", _is_date_time),
        ValueType("gYear", "a year such as 2015", _matching(_YEAR + _ZONE)),
        ValueType("gMonth", "a month such as --03", _matching("--(?:0[1-9]|1[0-2])" + _ZONE)),
        ValueType("gDay", "a day such as ---01", _matching("---(?:0[1-9]|[12][0-9]|3[01])" + _ZONE)),
        ValueType("duration", "a duration such as P1Y6M", _matching(_DURATION)),
        ValueType("base64", "base64 data", _is_base64),
        ValueType("anyURI", "a web address", _is_any_uri),
        ValueType("id", "an id: a letter, then letters, digits, dots, dashes", _matching(_NC_NAME), "id"),
        ValueType("idref", "the id of another element", _matching(_NC_NAME), "idref"),
    )
}
"""The built-in types by the names that the notation uses."""


def as_text(value: object) -> str:
    """A leaf's value in the spelling of XML; nothing is the empty text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
