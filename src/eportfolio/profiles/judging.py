"""Whether a value of a portfolio meets conditions, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from .conditions import PRECISIONS, STRENGTHS, Conditions
from .dates import latest_day, precision_of, so_long_before
from .words import either, spoken_bytes, spoken_duration

if TYPE_CHECKING:
    from ..model import Portfolio
    from .membership import Membership
    from .paths import Place


class Judge:
    """Holds values of one portfolio against conditions.

    Args:
        portfolio: the portfolio.
        today: the day that ages are counted from.
        membership: tells which vocabulary a concept is of.
    """

    def __init__(self, portfolio: Portfolio, today: date, membership: Membership) -> None:
        self._portfolio = portfolio
        self._today = today
        self._membership = membership

    def fault(self, place: Place, conditions: Conditions) -> str:
        """Why a value does not meet the conditions, in words that follow "it"; empty when it does."""
        return next((reason for name, test in _TESTS.items()
                     if getattr(conditions, name) and (reason := test(self, place, conditions))), "")  # fmt: skip

    def falls_back(self, place: Place, conditions: Conditions) -> bool:
        """Whether a text is there in an accepted language, and not in the preferred one."""
        wanted = conditions.languages
        return len(wanted) > 1 and not _speaks(self._tags(place.value), wanted[0])

    def _values(self, place: Place, conditions: Conditions) -> str:
        value = place.value
        shown = [value.get("uri"), value.get("notation")] if isinstance(value, dict) else [str(value)]
        if isinstance(value, bool):
            shown = [str(value).lower()]
        return "" if set(shown) & set(conditions.values) else f"is not {either(conditions.values)}"

    def _vocabularies(self, place: Place, conditions: Conditions) -> str:
        concept = _concept(place.value)
        if self._membership.is_of_any(concept, conditions.vocabularies):
            return ""
        return f"is not linked to {either(conditions.vocabularies)}"

    def _within(self, place: Place, conditions: Conditions) -> str:
        concept = _concept(place.value)
        if self._membership.is_within_any(concept, conditions.within):
            return ""
        return f"is not in or below {either(conditions.within)}"

    def _precision(self, place: Place, conditions: Conditions) -> str:
        known = precision_of(_edtf(place.value))
        if known and PRECISIONS.index(known) >= PRECISIONS.index(conditions.precision):
            return ""
        return f"is known to the {known} only" if known else "is no certain date"

    def _max_age(self, place: Place, conditions: Conditions) -> str:
        last = latest_day(_edtf(place.value))
        if last is None:
            return "is no date that can be counted with"
        oldest = so_long_before(self._today, conditions.max_age)
        return "" if last >= oldest else f"is older than {spoken_duration(conditions.max_age)}"

    def _grading_schemes(self, place: Place, conditions: Conditions) -> str:
        scheme = place.value
        names = [*_texts(scheme.get("title")), *_identifiers(scheme), *(one["uri"] for one in scheme.get("links", ()))]
        return "" if _named(names, conditions.grading_schemes) else f"is not {either(conditions.grading_schemes)}"

    def _max_bytes(self, place: Place, conditions: Conditions) -> str:
        size = size_of(place.value)
        return "" if size <= conditions.max_bytes else f"has {spoken_bytes(size)}"

    def _media_types(self, place: Place, conditions: Conditions) -> str:
        kind = str(place.value.get("media_type", "")).lower()
        family = f"{kind.partition('/')[0]}/*"
        if kind and {kind, family} & set(conditions.media_types):
            return ""
        return f"is {kind}" if kind else "does not say what kind of file it is"

    def _languages(self, place: Place, conditions: Conditions) -> str:
        tags = self._tags(place.value)
        if any(_speaks(tags, wanted) for wanted in conditions.languages):
            return ""
        return f"is in {either(tuple(tags))}" if tags else "does not say which language it is in"

    def _strength(self, place: Place, conditions: Conditions) -> str:
        from ..model.strength import strength

        competence = self._portfolio.competences[int(place.pointer.rpartition("/")[2])]
        found = strength(self._portfolio, competence, self._backed)
        return "" if STRENGTHS.index(found) >= STRENGTHS.index(conditions.strength) else f"is only {found}"

    def _issuers(self, place: Place, conditions: Conditions) -> str:
        issuer = place.value.get("issuer", {}) if place.value.get("type") == "Credential" else place.value
        websites = (one.get("value", "") for one in issuer.get("contact_points", ()) if one.get("channel") == "website")
        names = [*_texts(issuer.get("name")), *_identifiers(issuer), *websites]
        return "" if _named(names, conditions.issuers) else f"is not from {either(conditions.issuers)}"

    def _tags(self, value: Any) -> list[str]:
        """The languages that a text is there in."""
        if isinstance(value, dict) and ("html" in value or "text" in value):
            value = value.get("html", value.get("text"))
        tags = list(value) if isinstance(value, dict) else [self._language] if self._language else []
        return [shortest(tag) for tag in tags]

    @cached_property
    def _backed(self) -> frozenset[str]:
        from ..model.strength import backed

        return backed(self._portfolio)

    @cached_property
    def _language(self) -> str:
        return self._portfolio.language or ""


_TESTS: Final[Mapping[str, Callable[[Judge, Place, Conditions], str]]] = {
    "values": Judge._values,
    "vocabularies": Judge._vocabularies,
    "within": Judge._within,
    "precision": Judge._precision,
    "max_age": Judge._max_age,
    "grading_schemes": Judge._grading_schemes,
    "max_bytes": Judge._max_bytes,
    "media_types": Judge._media_types,
    "languages": Judge._languages,
    "strength": Judge._strength,
    "issuers": Judge._issuers,
}
"""What looks at each condition."""


def size_of(media: Mapping[str, Any]) -> int:
    """How many bytes a file within the portfolio has; none when it is linked."""
    content = str(media.get("content", ""))
    return len(content) * 3 // 4 - content[-2:].count("=")


@lru_cache(maxsize=1024)
def shortest(tag: str) -> str:
    """A language tag with the shortest code for its language; as it stands when there is no such language."""
    from ..exchange import settings

    try:
        return settings.language(tag)
    except ValueError:
        return tag


def _concept(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"uri": value}


def _edtf(value: Any) -> str:
    return str(value.get("edtf", "")) if isinstance(value, dict) else str(value)


def _speaks(tags: list[str], wanted: str) -> bool:
    return any(tag.lower() == wanted.lower() or tag.lower().startswith(f"{wanted.lower()}-") for tag in tags)


def _texts(text: Any) -> Iterator[str]:
    yield from text.values() if isinstance(text, dict) else [text] if text else []


def _identifiers(thing: Mapping[str, Any]) -> Iterator[str]:
    yield from (one["value"] for one in thing.get("identifiers", ()) if "value" in one)


def _named(names: list[str], wanted: tuple[str, ...]) -> bool:
    from ..vocabulary.normalise import fold

    return bool({fold(name) for name in names} & {fold(name) for name in wanted})
