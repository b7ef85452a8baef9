"""A profile from the data of :meth:`eportfolio.profiles.Profile.as_dict`, as an agreement keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..profiles import Conditions, Formats, Legal, Named, Need, Offer, Path, Profile, Restriction, SubjectMatching
from ..profiles.conditions import READERS
from ..profiles.paths import parse_path
from ..profiles.profile import Basis

if TYPE_CHECKING:
    from ..model.values import Model

T = TypeVar("T")

_DEEPEST: Final = 8
"""How deep alternatives of needs are nested at most; a profile is refused long before."""


def profile_of(data: Any) -> Profile:
    """The profile that some data stand for.

    Args:
        data: of :meth:`eportfolio.profiles.Profile.as_dict`.

    Raises:
        ValueError: they stand for none.
    """
    made = partial(_each, data)
    return _made(
        Profile, data,
        organisation=_made(Named, data.get("organisation", {})), source=_made(Basis, data.get("source", {})),
        offers=made("offers", partial(_ruled, Offer)), needs=made("needs", _need),
        accepts=made("accepts", partial(_ruled, Restriction)), refuses=made("refuses", partial(_ruled, Restriction)),
        formats=_made(Formats, data.get("formats", {})),
        subject_matching=_made(SubjectMatching, data.get("subject_matching", {})),
        legal=_made(
            Legal, data.get("legal", {}), controller=_made(Named, data.get("legal", {}).get("controller", {}))
        ),
    )  # fmt: skip


def _made(cls: type[T], data: Any, **parts: Any) -> T:
    """An object of a class, its plain fields read from data and held against what the class has there."""
    if not isinstance(data, Mapping):
        raise ValueError(f"a {cls.__name__} is expected")
    known = {one.name: one for one in fields(cls)}  # type: ignore[arg-type]
    if strange := [name for name in data if name not in known]:
        raise ValueError(f'a {cls.__name__} has no "{strange[0]}"')
    plain = {name: _plain(name, value, str(known[name].type)) for name, value in data.items() if name not in parts}
    return cls(**plain, **parts)


_PLAIN: Final[Mapping[str, type | tuple[type, ...]]] = {
    "str": str, "bool": bool, "int": int, "int | None": int, "float | None": (int, float), "Texts": (str, Mapping),
    "tuple[str, ...]": list, "tuple[tuple[str, ...], ...]": list,
}  # fmt: skip
"""What data hold for each type of a plain field."""


def _plain(name: str, value: Any, kind: str) -> Any:
    """A value without objects: a text, one text for each language, a number, or a list of texts or of such lists."""
    inner = {"tuple[str, ...]": "str", "tuple[tuple[str, ...], ...]": "tuple[str, ...]", "Texts": "str"}.get(kind, "")
    wanted = _PLAIN.get(kind)
    if wanted is None or not isinstance(value, wanted) or (isinstance(value, bool) and kind != "bool"):
        raise ValueError(f'"{name}" is not usable')
    if isinstance(value, Mapping):
        return {key: _plain(name, one, inner) for key, one in value.items()}
    return tuple(_plain(name, one, inner) for one in value) if isinstance(value, list) else value


def _each(data: Mapping[str, Any], key: str, make: Any) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, Mapping):
        raise ValueError(f'"{key}" is not usable')
    return {name: make(one) for name, one in found.items()}


def _ruled(cls: type[T], data: Any) -> T:
    """An offer or a restriction."""
    path, _ = _path(data, "path", None)
    return _made(cls, data, path=path or Path(), conditions=_conditions(data))


def _need(data: Any, start: type[Model] | None = None, depth: int = 0) -> Need:
    if depth > _DEEPEST:
        raise ValueError("needs are nested too deeply")
    for_each, inner = _path(data, "for_each", start)
    below = inner or start
    path, _ = _path(data, "path", below)
    groups = {
        key: tuple(_need(one, below, depth + 1) for one in data.get(key, ())) for key in ("any_of", "all_of")
    }  # fmt: skip
    return _made(Need, data, path=path, for_each=for_each, conditions=_conditions(data), **groups)


def _path(data: Any, key: str, start: type[Model] | None) -> tuple[Path | None, type[Model] | None]:
    if not isinstance(data, Mapping):
        raise ValueError("a table is expected")
    if key not in data:
        return None, None
    if not isinstance(data[key], str):
        raise ValueError(f'"{key}" is no path')
    if not data[key]:
        return Path(), start
    path, target = parse_path(data[key], start)
    return path, target.model


def _conditions(data: Mapping[str, Any]) -> Conditions:
    """Conditions, each read as from a profile."""
    found = data.get("conditions", {})
    readers = dict(READERS.values())
    if not isinstance(found, Mapping) or not found.keys() <= readers.keys():
        raise ValueError("conditions are not usable")
    return Conditions(**{name: readers[name](value) for name, value in found.items()})
