"""What a profile can demand of a value: each condition with the fields that it makes sense for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ..exchange import settings

if TYPE_CHECKING:
    from ..sources.toml import TomlTable
    from .paths import Target

PRECISIONS: Final = ("year", "month", "day")
"""How precisely a date is known, coarsest first."""

STRENGTHS: Final = ("claimed", "evidenced", "reported")
"""How strong a claim is (:func:`eportfolio.model.strength.strength`), weakest first."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is demanded of a value; what is left empty is not looked at.

    Attributes:
        values: the values that it may have; of a concept, its URI or code.
        vocabularies: the vocabularies that a concept may be of, each perhaps with its version: ``esco@1.2.0``.
        within: URIs of concepts; it is one of them or stands below one.
        precision: how precisely a date is known at least, of :data:`PRECISIONS`.
        max_age: how long ago a date may be at most, a duration in ISO 8601.
        grading_schemes: titles, identifiers or addresses of the scales that a grade may be of.
        max_bytes: how large a file may be.
        media_types: what a file may be; ``image/*`` is any picture.
        languages: a text is there in one of them; the first is preferred, the others are what is fallen back on.
        strength: how strong the claim of a competence is at least, of :data:`STRENGTHS`.
        issuers: names, identifiers or addresses of the organisations that may stand behind it.
    """

    values: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    precision: str = ""
    max_age: str = ""
    grading_schemes: tuple[str, ...] = ()
    max_bytes: int = 0
    media_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    strength: str = ""
    issuers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in dataclass_fields(self))

    def as_dict(self) -> dict[str, Any]:
        """The conditions as JSON-ready data, those that are not set left out."""
        found = {one.name: getattr(self, one.name) for one in dataclass_fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value}


NO_CONDITIONS: Final = Conditions()
"""Nothing is demanded."""


def _bytes(value: Any) -> int:
    """A number of bytes: a whole number, or a text such as ``5 MB``."""
    import re

    units = {"": 1, "kb": 1000, "mb": 1000**2, "kib": 1024, "mib": 1024**2}
    found = re.fullmatch(r"(\d{1,12}) ?([a-z]*)", str(value).strip().lower())
    if isinstance(value, bool) or found is None or found[2] not in units or not int(found[1]):
        raise ValueError('a number of bytes, or a text such as "5 MB", is expected')
    return int(found[1]) * units[found[2]]


def _media_type(value: Any) -> str:
    import re

    found = settings.line(value).lower()
    if not re.fullmatch(r"[a-z0-9.+-]+/(?:\*|[a-z0-9.+-]+)", found):
        raise ValueError("a media type such as image/jpeg or image/* is expected")
    return found


def _vocabulary(value: Any) -> str:
    import re

    found = settings.line(value)
    if ":" not in found and not re.fullmatch(r"[a-z0-9][a-z0-9.+_-]*(@[A-Za-z0-9.+_-]+)?", found):
        raise ValueError("a vocabulary such as esco or esco@1.2.0, or the URI of a scheme, is expected")
    return found


def _several(one: Callable[[Any], str], value: Any) -> tuple[str, ...]:
    found = tuple(settings.several(one, value))
    if not found:
        raise ValueError("at least one is expected")
    return found


READERS: Final[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "values": ("values", partial(_several, settings.line)),
    "vocabulary": ("vocabularies", partial(_several, _vocabulary)),
    "within": ("within", partial(_several, settings.line)),
    "precision": ("precision", partial(settings.choice, PRECISIONS)),
    "max_age": ("max_age", settings.duration),
    "grading_scheme": ("grading_schemes", partial(_several, settings.line)),
    "max_bytes": ("max_bytes", _bytes),
    "media_types": ("media_types", partial(_several, _media_type)),
    "languages": ("languages", partial(_several, settings.language)),
    "strength": ("strength", partial(settings.choice, STRENGTHS)),
    "issuers": ("issuers", partial(_several, settings.line)),
}
"""The keys of a file, the conditions that they set, and what reads their values."""

_APPLIES: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "values": (("Concept", "Level", "string", "uri", "flag"), "a plain value or a concept"),
    "vocabulary": (("Concept", "Level", "uri of concept"), "a concept"),
    "within": (("Concept", "Level", "uri of concept"), "a concept"),
    "precision": (("PartialDate",), "a date"),
    "max_age": (("PartialDate",), "a date"),
    "grading_scheme": (("GradingScheme",), "a grading scheme"),
    "max_bytes": (("MediaObject",), "a file"),
    "media_types": (("MediaObject",), "a file"),
    "languages": (("RichText", "text"), "a text"),
    "strength": (("Competence",), "a competence"),
    "issuers": (("Credential", "Organisation"), "a credential or an organisation"),
}
"""What a path must lead to for a condition to make sense, and the same in words."""


def read_conditions(table: TomlTable, target: Target | None) -> Conditions:
    """The conditions of a table.

    Args:
        table: of a need, or of what is accepted or refused.
        target: what its path leads to; ``None`` when the path is at fault, which was told.
    """
    found: dict[str, Any] = {}
    for key, (name, read) in READERS.items():
        value = table.take(key, read)
        if value is None:
            continue
        kinds, words = _APPLIES[key]
        if target is not None and not _kinds(target) & set(kinds):
            table.fault("invalid-value", key, f"{key} says something about {words}, and the path leads to none.",
                        hint=f"Write a path that leads to {words}, or take {key} out.")  # fmt: skip
        found[name] = value
    return Conditions(**found)


def _kinds(target: Target) -> set[str]:
    """What stands at the end of a path, in the words of :data:`_APPLIES`."""
    from ..contract.fields import Kind

    if target.model is not None:
        return {target.model.__name__}
    assert target.field is not None
    assert target.owner is not None
    kinds = {Kind.TEXT: {"text"}, Kind.FLAG: {"flag"}, Kind.URI: {"uri"}}.get(target.field.shape.kind, {"string"})
    if target.field.name == "uri" and target.owner.__name__ in ("Concept", "Level"):
        kinds = {*kinds, "uri of concept"}
    return kinds
