"""What a value of the model is called in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...model import (
    Address,
    Concept,
    ContactPoint,
    Identifier,
    Item,
    Link,
    MediaObject,
    Model,
    Organisation,
    PartialDate,
    Party,
    Period,
    PersonName,
    Place,
    RichText,
)
from ..titles import title_of
from .speaker import Speaker

_TELLING: Final = (
    "title", "label", "full_name", "name", "names", "occupation", "level", "statement", "agent", "party", "value",
    "description", "score", "due", "done", "date", "points", "grade",
)  # fmt: skip
"""Fields that tell what an object is, the best first; the first that says something stands for it."""

_MACHINES: Final = frozenset({"id", "type", "uri", "scheme", "content", "pairwise_key", "residue", "provenance"})


def describe(value: Any, speaker: Speaker) -> str:
    """A value in a few words; empty when there is nothing that a person could read.

    Args:
        value: an object of the model, a list or a plain value.
        speaker: in whose language.
    """
    if isinstance(value, bool):
        return speaker.say("yes" if value else "no")
    if isinstance(value, str):
        return speaker.text(value)
    if isinstance(value, dict):
        return speaker.text(value) if all(isinstance(text, str) for text in value.values()) else ""
    if isinstance(value, list):
        return speaker.joined(describe(member, speaker) for member in value)
    known = next((tell for cls, tell in _TOLD if isinstance(value, cls)), None)
    if known is not None:
        return known(speaker, value)
    return _any(speaker, value) if isinstance(value, Model) else "" if value is None else str(value)


def _any(speaker: Speaker, value: Model) -> str:
    names = dict.fromkeys((*_TELLING, *type(value).model_fields))
    told = (describe(getattr(value, name, None), speaker) for name in names if name not in _MACHINES)
    return next(filter(None, told), "")


def _item(speaker: Speaker, value: Item) -> str:
    return title_of(value, speaker) or _any(speaker, value)


_TOLD: Final[tuple[tuple[type[Model], Callable[[Speaker, Any], str]], ...]] = (
    (Concept, Speaker.concept),
    (PartialDate, Speaker.date),
    (Period, lambda speaker, value: speaker.time(value).rstrip(".")),
    (RichText, Speaker.rich),
    (Party, Speaker.party),
    (PersonName, Speaker.name),
    (Organisation, Speaker.organisation),
    (Place, Speaker.place),
    (Address, Speaker.address),
    (ContactPoint, lambda speaker, value: speaker.text(value.value or value.user_name)),
    (Identifier, lambda speaker, value: speaker.text(value.value)),
    (Link, lambda speaker, value: speaker.text(value.label) or speaker.text(value.uri)),
    (MediaObject, Speaker.media),
    (Item, _item),
)
"""How an object of a class is called; others by the first field that tells."""
