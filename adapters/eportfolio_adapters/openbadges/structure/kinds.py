"""The kinds of value that the tables name: what fits each kind, and how it is called in plain words.

The tables of the classes with an official JSON Schema use the first group; a value fits exactly when the schema accepts
it.  Formats such as ``date-time`` are annotations there (JSON Schema 2019-09, section 7.2), so that any text fits;
:mod:`.values` looks at their content.  The second group is of specifications without a schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from . import forms

Fits: TypeAlias = Callable[[Any], bool]

_LANGUAGE_KEY: Final = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_EXTENDED: Final = re.compile(r"ext:[a-zA-Z0-9|._]")
_EXTENDED_1: Final = re.compile(r"ext:[a-zA-Z0-9._-]")
_JWS: Final = re.compile(r"[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+")
_JWS_1: Final = re.compile(r"[a-zA-Z0-9_-]{4,}\.[a-zA-Z0-9_-]{4,}\.[a-zA-Z0-9_-]{4,}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")

CONTEXTS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType({
    "Credentials-1": re.compile(re.escape("https://www.w3.org/2018/credentials/v1")),
    "Credentials-2": re.compile(re.escape("https://www.w3.org/ns/credentials/v2")),
    "OpenBadges-3": re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(?:-3\.[0-9]\.[0-9])*\.json"),
    "CLR-2": re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(?:-2\.[0-9]\.[0-9])*\.json"),
})  # fmt: skip
"""The contexts that documents must name, by our name for them."""

_NEWEST: Final[Mapping[str, str]] = MappingProxyType({
    "Credentials-1": "https://www.w3.org/2018/credentials/v1",
    "Credentials-2": "https://www.w3.org/ns/credentials/v2",
    "OpenBadges-3": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "CLR-2": "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
})  # fmt: skip


def newest(name: str) -> str:
    """The address of the newest text of a context, by our name for it."""
    return _NEWEST[name]


def is_text(value: Any) -> bool:
    """Whether a value is a text, or a language map."""
    return isinstance(value, str) or is_language_map(value)


def is_language_map(value: Any, fits: Fits = lambda one: isinstance(one, str)) -> bool:
    """Whether a value is an object whose keys are languages.

    Args:
        value: the value.
        fits: what each of its texts must fit.
    """
    return isinstance(value, dict) and all(
        _LANGUAGE_KEY.fullmatch(key) is not None and fits(one) for key, one in value.items()
    )


def _written(pattern: re.Pattern[str]) -> Fits:
    """A text of a form, or a language map of such texts."""

    def fits(value: Any) -> bool:
        return pattern.fullmatch(value) is not None if isinstance(value, str) else is_language_map(value, fits_text)

    def fits_text(value: Any) -> bool:
        return isinstance(value, str) and pattern.fullmatch(value) is not None

    return fits


def _constant(values: tuple[str, ...]) -> Fits:
    (constant,) = values
    return lambda value: value == constant or is_language_map(value, lambda one: one == constant)


def _code(values: tuple[str, ...], more: re.Pattern[str] | None = None) -> Fits:
    known = frozenset(values)
    return lambda value: isinstance(value, str) and (value in known or (more is not None and bool(more.search(value))))


def _contexts(values: tuple[str, ...]) -> Fits:
    """One context of any kind, or a list of them that begins with those that are named."""
    patterns = [CONTEXTS[name] for name in values]

    def fits(value: Any) -> bool:
        if not isinstance(value, list):
            return isinstance(value, str | dict)
        if len(value) < len(patterns) or not all(isinstance(one, str | dict) for one in value):
            return False
        return all(
            isinstance(one, str) and pattern.fullmatch(one) for one, pattern in zip(value, patterns, strict=False)
        )

    return fits


def _types(values: tuple[str, ...]) -> Fits:
    """Any single type, or a list of types with one of each group."""
    groups = [frozenset(value.split("|")) for value in values]

    def fits(value: Any) -> bool:
        if not isinstance(value, list):
            return is_text(value)
        if not value or not all(is_text(one) for one in value):
            return False
        given = {one for one in value if isinstance(one, str)}
        return all(not group.isdisjoint(given) for group in groups)

    return fits


def _only_types(values: tuple[str, ...]) -> Fits:
    """A type or types, all of them texts, with one of each group."""
    groups = [frozenset(value.split("|")) for value in values]

    def fits(value: Any) -> bool:
        given = value if isinstance(value, list) else [value]
        if not given or not all(isinstance(one, str) and one for one in given):
            return False
        return all(not group.isdisjoint(given) for group in groups)

    return fits


def _base_context(values: tuple[str, ...]) -> Fits:
    """A context, or several of which the first is the one that is named, and the others are addresses or objects."""
    (name,) = values

    def fits(value: Any) -> bool:
        first, *others = value if isinstance(value, list) and value else [value]
        if not (isinstance(first, str) and CONTEXTS[name].fullmatch(first)):
            return False
        return all(isinstance(one, dict) or (isinstance(one, str) and forms.is_url(one)) for one in others)

    return fits


def _is_value_object(value: Any) -> bool:
    """A text with its language and direction (VC Data Model 2.0, section 11.1)."""
    if not isinstance(value, dict) or not isinstance(value.get("@value"), str):
        return False
    if not value.keys() <= {"@value", "@language", "@direction"} or value.get("@direction", "ltr") not in (
        "ltr",
        "rtl",
    ):
        return False
    return "@language" not in value or (isinstance(value["@language"], str) and forms.is_language(value["@language"]))


def _is_extension(value: Any) -> bool:
    """What CLR 1.0 allows behind a key with a colon: its schema takes whole numbers for two kinds at once."""
    return isinstance(value, str | list | bool | float | dict)


def _is_string(value: Any) -> bool:
    return isinstance(value, str)


def _is_filled(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _string(fits: Callable[[str], bool]) -> Fits:
    """A text of a form."""
    return lambda value: isinstance(value, str) and fits(value)


_PLAIN: Final[Mapping[str, Fits]] = MappingProxyType({
    "anything": lambda _: True,
    "nothing": lambda _: False,
    "boolean": lambda value: isinstance(value, bool),
    "date": _is_string,
    "date-time": _is_string,
    "extension": _is_extension,
    "jws": _written(_JWS),
    "jws-1": _string(lambda text: _JWS_1.fullmatch(text) is not None),
    "language": _written(_LANGUAGE),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": _is_string,
    "text": is_text,
    "uri": _is_string,
    # -- of specifications without a schema ------------------------------------------------------------------
    "address": _string(forms.is_url),
    "context": lambda value: isinstance(value, str | dict),
    "credential": lambda value: isinstance(value, dict) or (_is_string(value) and _JWS.fullmatch(value) is not None),
    "data-address": _string(forms.is_enveloped),
    "digest": _is_filled,
    "email": _string(lambda text: "@" in text),
    "hash-or-text": _is_filled,
    "moment": forms.is_moment,
    "node": _string(lambda text: text.startswith("_:") or forms.is_url(text)),
    "object": lambda value: isinstance(value, dict),
    "remote-address": _string(lambda text: text[:5].lower() != "data:" and forms.is_url(text)),
    "revoked": lambda value: isinstance(value, dict) or _is_filled(value),
    "time-stamp": _string(forms.is_time_stamp),
    "words": lambda value: isinstance(value, str) or _is_value_object(value),
})  # fmt: skip
"""The kinds that stand for themselves."""

_VALUED: Final[Mapping[str, Callable[[tuple[str, ...]], Fits]]] = MappingProxyType({
    "base-context": _base_context,
    "code": _code,
    "constant": _constant,
    "contexts": _contexts,
    "extensible": partial(_code, more=_EXTENDED),
    "extensible-1": partial(_code, more=_EXTENDED_1),
    "only-types": _only_types,
    "types": _types,
})  # fmt: skip
"""The kinds whose values the table lists."""

WHOLE: Final = frozenset({"contexts", "types", "base-context", "only-types", "extension"})
"""The kinds that look at a value or list as a whole."""

NESTED: Final[Mapping[str, str]] = MappingProxyType({
    "class": "nothing", "reference": "text", "link": "address", "remote-link": "remote-address",
})  # fmt: skip
"""The kinds whose value is an object of a class, and the kind of what may stand instead."""

_WORDS: Final[Mapping[str, str]] = MappingProxyType({
    "boolean": "true or false",
    "date": "a text with a date, such as 2024-06-30",
    "date-time": "a text with a date and time, such as 2024-06-30T12:00:00Z",
    "extension": "a text, a list, an object, true or false, or a number that is not whole",
    "jws": "a signed token of three parts that are separated by dots",
    "jws-1": "a signed token of three parts of at least four characters that are separated by dots",
    "language": "the code of a language, such as en or nl-BE",
    "number": "a number",
    "string": "a text",
    "text": "a text",
    "uri": "a text with an address",
    "address": "an absolute address, such as https://… or urn:uuid:…",
    "context": "the address of a context, or an object",
    "data-address": "a secured credential in an address that begins with data:",
    "anything": "there",
    "credential": "a credential or a signed token",
    "digest": "a text with a digest",
    "email": "an e-mail address",
    "hash-or-text": "a text that is not empty",
    "moment": "a date, such as 2024-06-30T12:00:00Z",
    "node": "an address",
    "nothing": "left out",
    "object": "an object",
    "only-types": "a type, or a list of types",
    "remote-address": "an absolute address that does not begin with data:",
    "revoked": "the id of an assertion, or an object with it",
    "time-stamp": "a date and time with its zone, such as 2024-06-30T12:00:00Z",
    "words": "a text, or a text with its language",
})  # fmt: skip


def fits(kind: str, values: tuple[str, ...]) -> Fits:
    """What tells whether a value is of a kind.

    Args:
        kind: its name in the tables; not one of :data:`NESTED`.
        values: the codes, types or contexts that it may or must have.
    """
    return _VALUED[kind](values) if kind in _VALUED else _PLAIN[kind]


def words(kind: str, values: tuple[str, ...]) -> str:
    """What a value of a kind is, in plain words."""
    if kind in NESTED:
        other = "" if kind == "class" else f"{_WORDS[NESTED[kind]]}, or "
        return f"{other}an object of the class {values[0].partition('-')[0]}"
    if kind in ("types", "only-types") and values:
        return "a list of types with " + " and ".join(" or ".join(value.split("|")) for value in values)
    if kind in ("contexts", "base-context"):
        return "a list of contexts that begins with " + ", ".join(newest(value) for value in values)
    if kind == "constant":
        return f'the text "{values[0]}"'
    if kind.startswith("extensible"):
        return f"one of the codes {', '.join(values)}, or one that begins with ext:"
    if kind == "code":
        return f"one of the codes {', '.join(values)}"
    return _WORDS[kind]
