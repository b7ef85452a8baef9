"""Learning what an organisation offers from the portfolios that it really has: measured, never guessed.

Nothing of what a person wrote gets into a profile: only which fields there are, how often, and of which kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING, Any, Final

from ..vocabulary.errors import VocabularyMissingError
from .conditions import PRECISIONS, READERS, STRENGTHS, Conditions
from .dates import precision_of
from .membership import OF_ITSELF, Membership, same_address
from .paths import Path, Place, Step, Target, parse_path
from .profile import Offer

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..model.values import Model
    from ..vocabulary.library import Vocabularies

_WHOLE: Final = frozenset({"PartialDate", "Concept", "Level", "RichText", "MediaObject", "Identifier"})
"""Objects that are offered as a whole: their parts say nothing by themselves."""

_PASSED_OVER: Final = frozenset({"id", "type", "residue", "provenance", "schema_version", "variants", "presentation"})
"""Fields that say how a portfolio is stored."""

_KINDS: Final = ("kind", "channel")
"""Fields that tell members of a list apart."""

_KIND: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}")


def learn(portfolios: Sequence[Portfolio], vocabularies: Vocabularies | None = None) -> dict[str, Offer]:
    """What portfolios have in common, as offers.

    Args:
        portfolios: real ones, as many as there are; shares are measured over them.
        vocabularies: where concepts are looked up; the vocabularies of this machine when left out.

    Returns:
        The offers by name, in the order of the model.  Shares are rounded down: no more is promised than was seen.
    """
    from ..model.canonical import to_data
    from ..vocabulary.library import Vocabularies

    naming = _Naming(vocabularies or Vocabularies())
    samples = [(one, to_data(one)) for one in portfolios]
    found: dict[str, Offer] = {}
    for path in _paths([data for _, data in samples]):
        offer = _offer(path, samples, naming)
        name = base = _name(path)
        number = 1
        while name in found:
            number += 1
            name = f"{base[:60]}-{number}"
        found[name] = replace(offer, name=name)
    return found


def _paths(samples: Sequence[dict[str, Any]]) -> list[Path]:
    """The fields that any sample has, in the order of the model."""
    from ..model import Portfolio

    mixed: set[tuple[str, ...]] = set()
    for data in samples:
        mixed |= set(_mixed(Portfolio, data, ()))
    found: dict[Path, tuple[int, ...]] = {}
    for data in samples:
        for path, order in _walk(Portfolio, data, (), (), mixed):
            found.setdefault(path, order)
    return sorted(found, key=lambda path: (found[path], str(path)))


def _mixed(model: type[Model], data: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Lists some members of which do not say of which kind they are, so that kinds cannot tell them apart."""
    from ..contract.fields import fields

    for field in fields(model):
        value = data.get(field.name)
        if field.target is None or value is None or field.name in _PASSED_OVER:
            continue
        here = (*names, field.name)
        for member in value if field.shape.many else [value]:
            key = _kind_field(field.target)
            if field.shape.many and key and not _KIND.fullmatch(str(member.get(key, ""))):
                yield here
            yield from _mixed(field.target, member, here)


def _walk(
    model: type[Model], data: Mapping[str, Any], steps: tuple[Step, ...], order: tuple[int, ...],
    mixed: set[tuple[str, ...]],
) -> Iterator[tuple[Path, tuple[int, ...]]]:  # fmt: skip
    """The fields of an object, and of what is in it, with their place in the model."""
    from ..contract.fields import fields
    from ..model.portfolio import ITEM_LISTS

    for number, field in enumerate(fields(model)):
        value = data.get(field.name)
        if value in (None, [], {}) or field.name in _PASSED_OVER or (steps and field.name == steps[-1].field):
            continue
        place = (*order, number)
        whole = field.target is None or field.target.__name__ in _WHOLE
        names = (*(step.name for step in steps), field.name)
        for member in value if field.shape.many else [value]:
            key = "" if field.target is None or names in mixed or not field.shape.many else _kind_field(field.target)
            here = (*steps, Step(field.name, field.shape.many, key, frozenset({member[key]} if key else ())))
            if whole or (not steps and field.name in ITEM_LISTS):
                yield Path(here), place
            if not whole:
                assert field.target is not None
                yield from _walk(field.target, member, here, place, mixed)


def _kind_field(model: type[Model]) -> str:
    if model.__name__ in _WHOLE:
        return ""
    return next((name for name in _KINDS if name in model.model_fields), "")


def _offer(path: Path, samples: Sequence[tuple[Portfolio, dict[str, Any]]], naming: _Naming) -> Offer:
    target = parse_path(str(path))[1]
    places = [list(path.places(data)) for _, data in samples]
    inner = [index for index, step in enumerate(path.steps[:-1]) if step.many]
    filled = None
    if inner:
        around, rest = Path(path.steps[: inner[-1] + 1]), Path(path.steps[inner[-1] + 1 :])
        objects = [one.value for _, data in samples for one in around.places(data)]
        filled = _share(sum(any(True for _ in rest.places(one)) for one in objects), len(objects))
    return Offer(
        name="",
        path=path,
        coverage=_share(sum(bool(found) for found in places), len(samples)),
        filled=filled,
        conditions=_conditions(target, places, [portfolio for portfolio, _ in samples], naming),
    )


def _conditions(target: Target, places: list[list[Place]], portfolios: list[Portfolio], naming: _Naming) -> Conditions:
    """What all values have in common."""
    model = target.model.__name__ if target.model is not None else ""
    values = [one.value for found in places for one in found]
    if model == "PartialDate":
        return Conditions(precision=_least((precision_of(str(one.get("edtf", ""))) for one in values), PRECISIONS))
    if model in ("Concept", "Level"):
        return Conditions(vocabularies=naming.all(values))
    if model == "Competence":
        from ..model.strength import backed, strength

        known = [(one, backed(one)) for one in portfolios]
        claims = (strength(one, competence, ids) for one, ids in known for competence in one.competences)
        return Conditions(strength=_least(claims, STRENGTHS))
    if model == "MediaObject":
        return Conditions(media_types=_all(_said("media_types", one.get("media_type")) for one in values))
    if model == "RichText" or (target.field is not None and target.field.shape.kind.name == "TEXT"):
        tags = (tag for found, portfolio in zip(places, portfolios, strict=True) for one in found
                for tag in _languages(one.value, portfolio.language))  # fmt: skip
        return Conditions(languages=_all(_said("languages", tag) for tag in tags))
    return Conditions()


def _least(values: Iterable[str], scale: Sequence[str]) -> str:
    """The lowest value on a scale; empty when any value is not on it."""
    found = set(values)
    return min(found, key=scale.index) if found and found <= set(scale) else ""


def _said(key: str, value: Any) -> str:
    """A value of a condition as a profile can say it; empty when it cannot: words of a person never get in."""
    try:
        found = READERS[key][1](value)
    except ValueError:
        return ""
    return str(found[0])


def _all(values: Iterable[str]) -> tuple[str, ...]:
    """What is met, once each; nothing when a value does not say it."""
    found = set(values)
    return () if "" in found else tuple(sorted(found))


class _Naming:
    """Tells the vocabulary of concepts; what was looked up once is not looked up again.

    Args:
        library: where vocabularies are.
    """

    def __init__(self, library: Vocabularies) -> None:
        self._library = library
        self._membership = Membership(library)
        self._known: dict[tuple[str, str, str], str] = {}

    def all(self, concepts: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
        """The vocabularies that concepts are of; none when a concept is of none that is there."""
        return _all(map(self._name, concepts))

    def _name(self, concept: Mapping[str, Any]) -> str:
        uri, scheme, code = (str(concept.get(key, "")) for key in ("uri", "scheme", "notation"))
        key = (same_address(uri), scheme, code)
        if key not in self._known:
            name = self._looked_up(*key)
            self._known[key] = name if name and self._membership.is_of(concept, name) else ""
        return self._known[key]

    def _looked_up(self, uri: str, scheme: str, code: str) -> str:
        for name, beginnings in OF_ITSELF.items():
            if uri.startswith(beginnings):
                return name
        if ":" in uri:
            return next((one.description.name for one, _ in self._library.find(uri)), "")
        try:
            return self._library.scheme(scheme).description.name if code and ":" in scheme else ""
        except VocabularyMissingError:
            return ""


def _languages(value: Any, default: str | None) -> list[str | None]:
    if isinstance(value, dict) and ("html" in value or "text" in value):
        value = value.get("html", value.get("text"))
    return list(value) if isinstance(value, dict) else [default]


def _share(part: int, whole: int) -> float:
    return floor(part / whole * 100) / 100 if whole else 0.0


def _name(path: Path) -> str:
    words = "-".join(
        f"{step.name}-{'-'.join(sorted(step.values))}" if step.values else step.name for step in path.steps
    )
    return re.sub(r"[^A-Za-z0-9_-]", "", words)[:64].strip("-_")
