"""Fitting data to the model: the smallest parts that do not fit are taken out and named, the rest is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data
from eportfolio.report.errors import UnreadableError
from eportfolio.report.findings import Finding, Scalar, finding

_MESSAGES = {
    "missing": "it is required and missing",
    "string_type": "it must be a text",
    "string_too_short": "it must not be empty",
    "string_pattern_mismatch": "it has characters or a form that are not allowed here",
    "string_unicode": "it has characters that cannot be exchanged",
    "literal_error": "it must be one of {expected}",
    "list_type": "it must be a list",
    "bool_type": "it must be true or false",
    "model_type": "it must be an object",
    "dict_type": "it must be a text, or an object with one text for each language",
    "too_short": "it must not be empty",
}
_SHORT = 200

_DATE = re.compile(r"-?\d{4}-\d{2}(?:-\d{2})?[?~%]?")


def escape(step: object) -> str:
    """A step of a JSON pointer (RFC 6901, section 3)."""
    return str(step).replace("~", "~0").replace("/", "~1")


def shown(value: Any) -> Scalar:
    """A value as a finding shows it: containers not at all, long texts by their length."""
    if isinstance(value, str) and len(value) > _SHORT:
        return f"({len(value)} characters)"
    return value if isinstance(value, str | int | float | bool) else None


def leaves(root: Any, pointer: str = "") -> Iterator[tuple[Any, Any, str, Any]]:
    """Every leaf below: its container, its key there, its pointer, and its value."""
    stack = [(root, pointer)]
    while stack:
        node, base = stack.pop()
        pairs: Iterable[tuple[Any, Any]] = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in pairs:
            place = f"{base}/{escape(key)}"
            if isinstance(value, dict | list):
                stack.append((value, place))
            elif value is not None and value != "":
                yield node, key, place, value


def count_leaves(root: Any) -> int:
    """How many leaves there are below."""
    count, stack = 0, [root]
    while stack:
        node = stack.pop()
        for value in node.values() if type(node) is dict else node:
            if type(value) is dict or type(value) is list:
                stack.append(value)
            elif value is not None and value != "":
                count += 1
    return count


class Pruner:
    """Fits the data of one file to the model.

    Args:
        data: plain data in canonical form; what does not fit is taken out of it.

    Attributes:
        findings: what did not fit, and the leaves that were lost with it.
        lost: number of leaves that were taken out.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.findings: list[Finding] = []
        self.lost = 0
        self._data = data
        self._named: set[str] = set()
        self._indices: dict[int, list[int]] = {}

    def fit(self) -> Portfolio:
        """The portfolio for what fits.

        Raises:
            UnreadableError: nothing fits.
        """
        while True:
            try:
                return from_data(self._data)
            except ValidationError as error:
                places = self._places(error)
            if not places:
                raise UnreadableError("invalid-portfolio", "Nothing in the file fits the model of a portfolio.")
            for path in sorted(places, key=_last_first, reverse=True):
                self._take_out(path, places[path])

    def indices(self, members: list[Any]) -> Sequence[int]:
        """The places that the members of a list had in the file."""
        return self._indices.get(id(members)) or range(len(members))

    def _places(self, error: ValidationError) -> dict[tuple[Any, ...], tuple[str, str]]:
        """The paths that do not fit: for each the field that is missing in it, if any, and the reason."""
        found: dict[tuple[Any, ...], tuple[str, str]] = {}
        for problem in error.errors(include_url=False, include_input=False):
            kind = problem["type"]
            steps = problem["loc"][:-1] if kind == "missing" else problem["loc"]
            path = self._resolve(steps)
            if path:
                reason = _MESSAGES.get(kind, "it does not fit the model").format(**problem.get("ctx", {}))
                found[path] = (str(problem["loc"][-1]) if kind == "missing" else "", reason)
        deeper = {path[:length] for path in found for length in range(len(path))}
        return {path: told for path, told in found.items() if path not in deeper}

    def _resolve(self, steps: Iterable[int | str]) -> tuple[Any, ...]:
        """The path in the data; steps that only name an alternative of a union are not in it."""
        node: Any = self._data
        path: list[Any] = []
        step: Any
        for step in steps:
            if (isinstance(node, dict) and step in node) or (isinstance(node, list) and isinstance(step, int)):
                node = node[step]
                path.append(step)
        return tuple(path)

    def _take_out(self, path: tuple[Any, ...], told: tuple[str, str]) -> None:
        container: Any = self._data
        pointer = ""
        for step in path[:-1]:
            pointer += "/" + self._step(container, step)
            container = container[step]
        key = path[-1]
        pointer += "/" + self._step(container, key)
        value = container[key]
        missing, reason = told
        if self._kept_as_written(container, key, pointer):
            return
        at = f"{pointer}/{missing}" if missing else pointer
        if at not in self._named:
            self._named.add(at)
            self.findings.append(
                finding("invalid-portfolio", f"{at} does not fit and was left out: {reason}.", pointer=at,
                        value=None if missing else shown(value))
            )  # fmt: skip
        self._name_leaves(value, pointer)
        if isinstance(container, list):
            places = self._indices.setdefault(id(container), list(range(len(container))))
            del places[key]
        del container[key]

    def _kept_as_written(self, container: Any, key: Any, pointer: str) -> bool:
        """Whether a value is a date that no calendar has: then it stays, as the text that it is."""
        value = container[key]
        if not isinstance(value, str) or _DATE.fullmatch(value) is None:
            return False
        if key == "edtf" and not container.get("verbatim"):
            container["verbatim"] = container.pop(key)
        elif key != "edtf":
            container[key] = {"verbatim": value}
        else:
            return False
        self.findings.append(
            finding("impossible-date", "The date is in no calendar; it is kept as it is written.", pointer=pointer,
                    value=value)
        )  # fmt: skip
        return True

    def _name_leaves(self, value: Any, pointer: str) -> None:
        if not isinstance(value, dict | list):
            self.lost += value is not None and value != ""
            return
        for _, _, place, leaf in leaves(value, pointer):
            self.lost += 1
            self.findings.append(
                finding("lost", "The value was left out with the part that does not fit.", pointer=place,
                        value=shown(leaf))
            )  # fmt: skip

    def _step(self, container: Any, step: Any) -> str:
        return str(self.indices(container)[step]) if isinstance(container, list) else escape(step)


def _last_first(path: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    """A sort key by which later members of a list come after earlier ones."""
    return tuple((isinstance(step, str), step) for step in path)
