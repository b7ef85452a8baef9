"""What an owner withholds: fields, items and values by their own rules, names that never leave; and where it shows.

A value that is withheld is withheld everywhere: a text that repeats it does not go either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..model import ITEM_LISTS
from ..profiles.paths import Path, Place, parse_path
from ..report.errors import UsageError
from ..sources.tree import escape_pointer
from .forgetting import contains, layers, spellings

LEAST: Final = 4
"""A value of fewer characters stands in too many words to be looked for as a part of them."""

_CODES: Final = frozenset({"type", "schema_version", "language", "media_type", "content", "format", "path", "datatype"})
"""Fields that tell how something is stored, and nothing about a person."""


class Rules:
    """An owner's rules, held against one portfolio.

    Args:
        data: the portfolio in canonical form.
        withheld: paths into the model, ids of items, or values.

    Attributes:
        places: pointers of what does not go, each with the rule that says so.
        values: values that stand nowhere in what goes, each with its rule.

    Raises:
        UsageError: a rule is empty, or a value is too short to be told from others.
    """

    def __init__(self, data: dict[str, Any], withheld: Iterable[str] = ()) -> None:
        self.places: dict[str, str] = {}
        self.values: dict[str, str] = {}
        items = {item["id"]: f"/{name}/{number}" for name in ITEM_LISTS
                 for number, item in enumerate(data.get(name, ())) if "id" in item}  # fmt: skip
        for rule in withheld:
            self._add(rule, data, items)
        for number, name in enumerate((data.get("owner") or {}).get("names", ())):
            if name.get("never_export"):
                self._withhold(Place(f"/owner/names/{number}", name), "a name that never leaves the portfolio")
        self._spare(data)
        for pointer, text in leaves(data, ""):
            if pointer.rpartition("/")[2] not in _CODES and not self.reason(pointer):
                rule = next((rule for value, rule in self.values.items() if contains(text, value)), "")
                if rule:
                    self.places[pointer] = rule

    def reason(self, pointer: str) -> str:
        """The rule for which a place does not go; empty when it may."""
        return next((rule for place, rule in self.places.items() if _within(pointer, place)), "")

    def _add(self, rule: str, data: dict[str, Any], items: dict[str, str]) -> None:
        if rule in items:
            pointer = items[rule]
            _, name, number = pointer.split("/")
            self._withhold(Place(pointer, data[name][int(number)]), rule)
            return
        path = _path(rule)
        if path is not None:
            for place in path.places(data):
                self._withhold(place, rule)
        elif len(rule.strip()) < LEAST:
            raise UsageError("usage", f'"{rule}" is no path and no id of an item, and a value to withhold has {LEAST} '
                                      "characters or more.")  # fmt: skip
        else:
            self.values[rule.strip()] = "a value that is withheld"

    def _withhold(self, place: Place, rule: str) -> None:
        self.places[place.pointer] = rule
        for pointer, text in leaves(place.value, place.pointer):
            if len(text) >= LEAST and not is_code(pointer, text):
                self.values.setdefault(text, rule)

    def _spare(self, data: dict[str, Any]) -> None:
        """A name that is withheld with others does not take along what stands among the names that are not."""
        kept = {text for number, name in enumerate((data.get("owner") or {}).get("names", ()))
                if not self.reason(f"/owner/names/{number}") for _, text in leaves(name, "")}  # fmt: skip
        for text in [text for text, rule in self.values.items() if text in kept and "never leaves" in rule]:
            del self.values[text]


class Withheld:
    """Values that must not show in something that is carried along whole: an original, an attached file.

    Args:
        source: what the owner has, in canonical form.
        given: what of it is given.
        rules: the owner's rules.
    """

    def __init__(self, source: dict[str, Any], given: dict[str, Any], rules: Rules) -> None:
        shared = [text.casefold() for pointer, text in leaves(given, "") if pointer.rpartition("/")[2] != "content"]
        exactly = set(shared)
        everything = "\n".join(shared)
        self.ruled = {value: _pattern(value) for value in rules.values}
        self.values = dict(self.ruled)
        for pointer, text in leaves(source, ""):
            folded = text.casefold()
            if text in self.values or folded in exactly or is_code(pointer, text):
                continue
            if len(text) >= LEAST and folded in everything:
                continue
            self.values[text] = _pattern(text)

    def shown_in(self, text: str, *, ruled: bool = False) -> list[str]:
        """The withheld values that a text shows, whatever it is encoded in.

        Args:
            text: the text.
            ruled: whether only what the owner's own rules withhold counts.
        """
        found = layers(text)
        values = self.ruled if ruled else self.values
        return [value for value, pattern in values.items() if any(pattern.search(layer) for layer in found)]


def leaves(value: Any, pointer: str, *, flags: bool = False) -> Iterator[tuple[str, str]]:
    """The texts and numbers below a place, each with its pointer; with flags, what is true or false as well."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{pointer}/{escape_pointer(key)}", flags=flags)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{number}", flags=flags)
    elif isinstance(value, str | int | float) and (flags or not isinstance(value, bool)):
        yield pointer, str(value)


def is_code(pointer: str, text: str) -> bool:
    """Whether a leaf tells how something is stored, or is a word of the model, and is nothing about a person."""
    steps = pointer.split("/")
    if (
        steps[1:2] == ["disclosures"]
        or "provenance" in steps
        or steps[-1] in _CODES
        or ("residue" in steps and steps[-1] != "value")
    ):
        return True
    if steps[-1] in _WORDS_OF_THE_MODEL and re.fullmatch(r"[a-z][a-z0-9_]*", text) is not None:
        return True
    return steps[-1] in ("uri", "scheme") and text.startswith(_SHARED)


_WORDS_OF_THE_MODEL: Final = frozenset({
    "kind", "channel", "use", "status", "method", "asserted_by", "purpose", "category", "skill_type", "reuse_level",
    "relation", "role",
})  # fmt: skip
_SHARED: Final = ("http://data.europa.eu/", "http://publications.europa.eu/", "https://w3id.org/", "urn:iso:",
                  "https://www.w3.org/", "https://purl.")  # fmt: skip
"""What the addresses of shared vocabularies begin with: which concept is meant is no secret of a person's own, and
which one a person has is told by words that are looked for."""


def _path(rule: str) -> Path | None:
    try:
        return parse_path(rule)[0]
    except ValueError:
        return None


def _within(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(f"{place}/")


def _pattern(value: str) -> re.Pattern[str]:
    """Finds a value in any spelling: a long one anywhere, a short one as a word of its own."""
    words = "|".join(re.escape(one) for one in spellings(value))
    return re.compile(words if len(value) >= LEAST else rf"(?<!\w)(?:{words})(?!\w)")
