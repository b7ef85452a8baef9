"""What JSON-LD processors would leave out of a document without a word: what stands there is in no statement.

So it is in no signature over statements either, and a processor in "safe mode" refuses the document.  Found in plain
Python by going through the document as the expansion algorithm does (JSON-LD 1.1 API, section 5.1).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Final, NamedTuple

from ..tree import escape_pointer
from .active import Contexts
from .terms import EMPTY, Active, Term

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
"""A language tag, as loosely as processors look at it."""

_LIKELY_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_NO_ADDRESS: Final = re.compile(r'[<>"{}|\\^`\x00-\x20]')

_MAPS: Final = frozenset(("@index", "@id", "@type"))
"""Containers whose keys are no terms."""

_SAME_PROPERTY: Final = frozenset(("@set", "@list"))


class Reason(StrEnum):
    """Why something is left out of the statements of a document, in words."""

    UNDEFINED = "no context defines this key: a processor drops it with everything behind it"
    LANGUAGE_MAP = "a language map stands where no context allows one: a processor drops the texts"
    RELATIVE_ID = "this is no full address: a processor drops it"
    RELATIVE_TYPE = "no context defines this type: a processor drops it"
    NO_ADDRESS = "this has characters that no address may have: no statement can be made of it"
    NO_TEXT = "this is no text, where an address must stand"
    NO_TAG = "this is no language tag: no statement can be made of the text"
    DIRECTION = "the direction of a text is in no statement"
    BLANK_PROPERTY = "this property has no address: a processor drops what it says"
    DETACHED = "this says nothing about anything: a processor drops it"


DROPPED_KEYS: Final = frozenset((Reason.UNDEFINED, Reason.LANGUAGE_MAP))
"""The reasons for which a key is dropped with all that stands behind it."""


class Unsafe(NamedTuple):
    """Something that is left out.

    Attributes:
        pointer: where it stands, as a JSON pointer.
        reason: why it is left out.
    """

    pointer: str
    reason: Reason


class Inside(NamedTuple):
    """What holds inside an object: the active contexts for its keys and for its types; whether it stands alone."""

    active: Active
    types: Active
    alone: bool


class Walker:
    """Goes through a document as the expansion algorithm does, and gathers what it would leave out.

    Args:
        contexts: what processes the contexts.

    Attributes:
        found: what is left out, in the order of the document.
    """

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self.found: list[Unsafe] = []

    def document(self, value: Any) -> None:
        """A whole document.

        Raises:
            UnsafeError: it names a context that is not known, or costs too much.
            UnreadableError: a context is none, or does not go with another one.
        """
        self._element(value, EMPTY, None, "", alone=True)

    def _note(self, pointer: str, reason: Reason) -> None:
        self.found.append(Unsafe(pointer, reason))

    def _element(
        self,
        value: Any,
        active: Active,
        term: Term | None,
        pointer: str,
        *,
        from_map: bool = False,
        alone: bool = False,
    ) -> None:
        """An element behind a property.

        Args:
            value: the element.
            active: the active context.
            term: the property's term, if it has one.
            pointer: where it stands.
            from_map: whether it is an entry of a map, which keeps the context of the map's type.
            alone: whether it stands in a graph and behind no property of it, so that it must say something itself.
        """
        if isinstance(value, list):
            for index, member in enumerate(value):
                self._element(member, active, term, f"{pointer}/{index}", from_map=from_map, alone=alone)
        elif isinstance(value, dict):
            opened = self._contexts.opened(value, active, term, pointer, from_map=from_map)
            inside = Inside(self._contexts.typed(value, opened, pointer), opened, alone)
            if alone and _says_nothing(value, inside.active):
                self._note(pointer, Reason.DETACHED)
            self._members(value, inside, term, pointer)
        elif alone and value is not None:
            self._note(pointer, Reason.DETACHED)
        elif isinstance(value, str) and term is not None and term.type in ("@id", "@vocab"):
            within = self._contexts.apply(active, term.context, pointer, override=True) if term.scoped else active
            self._address(value, within, pointer, term.type == "@vocab", Reason.RELATIVE_ID)

    def _members(self, value: dict[str, Any], inside: Inside, term: Term | None, pointer: str) -> None:
        active = inside.active
        for key, member in value.items():
            place = f"{pointer}/{escape_pointer(key)}"
            meaning = active.meaning(key)
            if meaning is None:
                self._note(place, Reason.LANGUAGE_MAP if _is_language_map(value) else Reason.UNDEFINED)
            elif meaning.startswith("@"):
                self._keyword(meaning, member, inside, term, place)
            else:
                if meaning.startswith("_:"):
                    self._note(place, Reason.BLANK_PROPERTY)
                elif _NO_ADDRESS.search(meaning):
                    self._note(place, Reason.NO_ADDRESS)
                self._property(member, active, active.terms.get(key), place)

    def _keyword(self, keyword: str, value: Any, inside: Inside, term: Term | None, pointer: str) -> None:
        active = inside.active
        if keyword == "@id":
            self._text(value, active, pointer, Reason.RELATIVE_ID)
        elif keyword == "@type":
            several = isinstance(value, list)
            for index, member in enumerate(value if several else [value]):
                self._text(member, inside.types, f"{pointer}/{index}" if several else pointer, Reason.RELATIVE_TYPE)
        elif keyword == "@language":
            self._tag(value, pointer)
        elif keyword == "@direction" and value is not None:
            self._note(pointer, Reason.DIRECTION)
        elif keyword in _SAME_PROPERTY:
            self._element(value, active, term, pointer, alone=inside.alone and keyword == "@set")
        elif keyword in ("@graph", "@included"):
            self._element(value, active, None, pointer, alone=keyword == "@graph")
        elif keyword == "@reverse" and isinstance(value, dict):
            self._members(value, inside, None, pointer)
        elif keyword == "@nest":
            several = isinstance(value, list)
            for index, member in enumerate(value if several else [value]):
                if isinstance(member, dict):
                    self._members(member, inside, None, f"{pointer}/{index}" if several else pointer)

    def _property(self, value: Any, active: Active, term: Term | None, pointer: str) -> None:
        if term is not None and term.type == "@json":
            return
        if term is not None and isinstance(value, dict) and "@language" in term.container:
            for key in value:
                if active.meaning(key) != "@none":
                    self._tag(key, f"{pointer}/{escape_pointer(key)}")
        elif term is not None and isinstance(value, dict) and term.container & _MAPS:
            for key, member in value.items():
                self._entry(key, member, active, term, f"{pointer}/{escape_pointer(key)}")
        else:  # jsonld.js drops what says nothing from graphs of proofs and the like too
            self._element(value, active, term, pointer, alone=term is not None and "@graph" in term.container)

    def _entry(self, key: str, value: Any, active: Active, term: Term, pointer: str) -> None:
        """An entry of a map by index, id or type; a type brings its context."""
        inside = active
        named = active.meaning(key) != "@none"
        if "@id" in term.container and named:
            self._address(key, active, pointer, False, Reason.RELATIVE_ID)
        if "@type" in term.container:
            inside = active.previous or active
            if named:
                self._address(key, inside, pointer, True, Reason.RELATIVE_TYPE)
            scope = inside.terms.get(key)
            if scope is not None and scope.scoped:
                inside = self._contexts.apply(inside, scope.context, pointer, propagate=False)
        self._element(value, inside, term, pointer, from_map=True)

    def _text(self, value: Any, active: Active, pointer: str, reason: Reason) -> None:
        if isinstance(value, str):
            self._address(value, active, pointer, reason is Reason.RELATIVE_TYPE, reason)
        else:
            self._note(pointer, Reason.NO_TEXT)

    def _address(self, value: str, active: Active, pointer: str, by_terms: bool, reason: Reason) -> None:
        address = active.meaning(value) if by_terms else active.reference(value)
        if address is None or (address.startswith("@") and not by_terms):
            self._note(pointer, reason)
        elif _NO_ADDRESS.search(address):
            self._note(pointer, Reason.NO_ADDRESS)

    def _tag(self, value: Any, pointer: str) -> None:
        if isinstance(value, str) and not _TAG.match(value):
            self._note(pointer, Reason.NO_TAG)


def _says_nothing(value: dict[str, Any], active: Active) -> bool:
    """Whether a top-level object has nothing but an id, or is a mere value or list."""
    said = {active.meaning(key) for key, member in value.items() if member is not None}
    said -= {None, "@context", "@index"}
    return not said - {"@id"} or "@value" in said or "@list" in said


def _is_language_map(value: dict[str, Any]) -> bool:
    return all(
        _LIKELY_TAG.match(key) and isinstance(member, str | list) and all(isinstance(text, str) for text in member)
        for key, member in value.items()
    )
