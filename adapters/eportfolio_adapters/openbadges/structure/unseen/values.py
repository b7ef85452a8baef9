"""Values whose form the schema does not look at: dates, addresses, codes, single types, texts by language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from eportfolio.report.findings import Finding

from .. import forms
from ..places import Place, members, within
from ..table import Rule
from .look import Look

_EXTENSION: Final = re.compile(r"ext:[A-Za-z0-9._|-]+")
_ADDRESSES: Final = frozenset(
    {"id", "targetUrl", "url", "sourceId", "targetId", "verificationMethod", "creator", "revocationList", "owner"}
)  # fmt: skip
"""The properties whose text is an address, whatever the schema says of them."""

_CREDITS: Final = frozenset({"creditsEarned", "creditsAvailable"})
_DATA: Final = "data:"
"""What the address of a thing that stands in the document itself begins with."""

_DAY: Final = "Write the day alone, such as 1990-02-28."
_MOMENT: Final = "Write the date with its time and zone, such as 2024-06-30T12:00:00Z, or leave it out."


def check(look: Look) -> Iterator[Finding]:
    """What the schema does not see of the values of one object."""
    rules = look.rules.members
    for key, value in look.data.items():
        rule = rules.get(key)
        if rule is None:
            continue
        check_kind = _KINDS.get(rule.kind)
        if check_kind is not None and not (rule.kind == "text" and isinstance(value, str)):
            for one, index in [(value, None)] if rule.is_whole else members(value):
                yield from check_kind(look, rule, one, within(look.place, key, index))
        if key in _ADDRESSES and look.kind.official and isinstance(value, str) and not _is_absolute(value):
            yield look.found("relative-id", f"{key} is not an absolute address.", key, value)
        if key in _CREDITS and isinstance(value, int | float) and value < 0:
            yield look.found("invalid-value", "Credits cannot be fewer than none.", key)


def _is_absolute(text: str) -> bool:
    return text[:5].lower() == _DATA or forms.is_url(text)


def _moment(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    if not isinstance(value, str) or forms.is_time_stamp(value):
        return
    if forms.is_moment(value) and not value.isdigit():
        yield look.at(place, "date-without-zone", f"{rule.key} lacks its time or its time zone.", value, _MOMENT)
    elif forms.looks_like_date(value):
        yield look.at(place, "impossible-date", f"{rule.key} is no date of the calendar.", value)
    else:
        yield look.at(place, "invalid-value", f"{rule.key} is no date: the schema does not look.", value, _MOMENT)


def _day(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    if isinstance(value, str) and not forms.is_day(value):
        yield look.at(place, "invalid-value", f"{rule.key} is no day: the schema does not look.", value, _DAY)


def _uri(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    if isinstance(value, str) and not forms.is_url(value) and rule.key not in _ADDRESSES:
        yield look.at(place, "relative-id", f"{rule.key} is not an absolute address.", value)


def _extension(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    if not isinstance(value, str) or value in rule.values or not rule.fits(value):
        return
    if _EXTENSION.fullmatch(value) is None:
        message = f"{rule.key} passes only because ext: occurs somewhere in it."
        yield look.at(place, "unanchored-code", message, value)


def _language_map(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    if isinstance(value, dict) and rule.fits(value):
        message = f"{rule.key} gives texts by language, which the context of Open Badges has no place for."
        yield look.at(place, "language-map", message)


def _language(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    yield from _language_map(look, rule, value, place)
    if isinstance(value, str) and rule.fits(value):
        from eportfolio.vocabulary.languages import exists

        if not exists(value.partition("-")[0]):
            yield look.at(place, "unknown-code", f"{rule.key} names a language that is not registered.", value)


def _types(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    """One type that is not in a list, which the schema accepts whatever it is."""
    if isinstance(value, list) or not rule.fits(value):
        return
    groups = [group.split("|") for group in rule.values]
    if len(groups) > 1 or value not in groups[0]:
        names = " and ".join(" or ".join(group) for group in groups)
        message = f"type must have {names} among its values: the schema looks at lists only."
        shown = value if isinstance(value, str) else None
        yield look.at(place, "invalid-value", message, shown, "Write the types as a list.")


def _contexts(look: Look, rule: Rule, value: Any, place: Place) -> Iterator[Finding]:
    """A context that is not in a list, which the schema accepts whatever it is."""
    if not isinstance(value, list) and rule.fits(value):
        message = "The contexts must be a list in a given order: the schema looks at lists only."
        yield look.at(place, "context-order", message, value)


_KINDS: Final[Mapping[str, Callable[[Look, Rule, Any, Place], Iterator[Finding]]]] = MappingProxyType({
    "date-time": _moment, "date": _day, "uri": _uri, "extensible": _extension, "extensible-1": _extension,
    "text": _language_map, "jws": _language_map, "constant": _language_map, "language": _language,
    "types": _types, "contexts": _contexts,
})  # fmt: skip
"""What looks at the values of a kind."""
