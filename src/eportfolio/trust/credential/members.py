"""The credentials inside a credential or presentation: nested ones and endorsements, as objects or as tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from ...sources.tree import escape_pointer
from .shape import ENVELOPED, V1, V2, contexts_of, types_of

_CREDENTIALS: Final = ("verifiableCredential",)
_ENDORSEMENTS: Final = ("endorsement", "endorsementJwt")


class Member(NamedTuple):
    """A credential inside another.

    Attributes:
        pointer: where it stands.
        value: an object or a token.
    """

    pointer: str
    value: Any


def members(document: Mapping[str, Any], pointer: str) -> Iterator[Member]:
    """The credentials directly inside a document, in its order; those inside them are found when it is their turn.

    Args:
        document: a credential or presentation.
        pointer: where it stands.
    """
    stack: list[tuple[str, Any]] = [(pointer, document)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, list):
            stack.extend((f"{place}/{index}", value[index]) for index in range(len(value) - 1, -1, -1))
        elif isinstance(value, Mapping):
            for key, member in value.items():
                if key in _CREDENTIALS or key in _ENDORSEMENTS:
                    yield from _each(f"{place}/{key}", member)
            stack.extend(
                (f"{place}/{escape_pointer(key)}", member)
                for key, member in reversed(list(value.items()))
                if key not in _CREDENTIALS and key not in _ENDORSEMENTS and isinstance(member, Mapping | list)
            )


def _each(place: str, value: object) -> Iterator[Member]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _each(f"{place}/{index}", one)
    elif _is_one(value):
        yield Member(place, value)


def _is_one(value: object) -> bool:
    """Whether a value is an object or a token; an address of an endorsement elsewhere (Open Badges 2) is neither."""
    return isinstance(value, Mapping) or (isinstance(value, str) and value.count(".") >= 2 and ":" not in value)


def is_credential(value: object) -> bool:
    """Whether an object means to be a verifiable credential or presentation of the W3C, whether or not it is one.

    Args:
        value: the object.
    """
    if not isinstance(value, Mapping):
        return False
    kinds = types_of(value)
    if any(kind in ENVELOPED for kind in kinds):
        return False
    if any(kind.startswith("Verifiable") for kind in kinds) or "credentialSubject" in value:
        return True
    return any(one in (V1, V2) for one in contexts_of(value))
