"""Values that a crosswalk placed but the model refuses: taken out again, kept as residue, and named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...model import Portfolio
from ...report.errors import UnreadableError

if TYPE_CHECKING:
    from pydantic import ValidationError

    from .reading import ReadRun

_ATTEMPTS = 5


def fit(data: dict[str, Any], run: ReadRun) -> Portfolio:
    """The portfolio for canonical data; what does not fit the model goes back into residue.

    A source in JSON can hold control characters, for instance, which no XML format could carry on.

    Args:
        data: the portfolio in canonical form; values that do not fit are taken out of it.
        run: the reading that placed the values.

    Raises:
        UnreadableError: what does not fit cannot be told from the rest.
    """
    from pydantic import ValidationError

    for _ in range(_ATTEMPTS):
        try:
            return Portfolio.model_validate(data)
        except ValidationError as error:
            if not _take_out(data, error, run):
                break
    raise UnreadableError("invalid-portfolio", "What was read does not fit the model.")


def _take_out(data: dict[str, Any], error: ValidationError, run: ReadRun) -> bool:
    """Take the values that an error names out of the data; whether there were any."""
    places = {(id(container), str(key)): (container, key) for container, key in _places(data, error)}
    nodes = [
        node for node, container, key in run.trace
        if (id(container), str(key)) in places or any(container is holder[name] for holder, name in places.values())
    ]  # fmt: skip
    run.trace = [entry for entry in run.trace if not any(entry[0] is node for node in nodes)]
    for container, key in sorted(places.values(), key=lambda place: str(place[1]), reverse=True):
        del container[key]
    for node in nodes:
        run.refuse(node)
    return bool(places)


def _places(data: dict[str, Any], error: ValidationError) -> list[tuple[Any, Any]]:
    """Container and key of each value that does not fit.

    The place that pydantic names goes on below the value, into the branches of a union: it is followed as far as
    the data goes.
    """
    found: list[tuple[Any, Any]] = []
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        holder: Any = None
        key: Any = None
        value: Any = data
        for step in fault["loc"]:
            if not _has(value, step):
                break
            holder, key, value = value, step, value[step]
        if holder is not None and not any(holder is other and key == name for other, name in found):
            found.append((holder, key))
    return found


def _has(value: Any, step: int | str) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, Sequence) and not isinstance(value, str) and isinstance(step, int) and step < len(value)
