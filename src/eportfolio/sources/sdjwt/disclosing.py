"""Show less of an SD-JWT (RFC 9901, 7.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..base64url import UnusableError
from ..limits import DEFAULT_LIMITS, Limits
from .parts import Parts
from .processing import Spot, process

_WHOLE: Final[dict[str, Any]] = {}
"""Stands in a tree of paths for everything from there on."""


def disclose(value: object, paths: Iterable[str], limits: Limits = DEFAULT_LIMITS) -> str:
    """A presentation that discloses less; the signed part stays as it is.

    Args:
        value: the SD-JWT: the compact text, or the object of a JSON serialisation.
        paths: what to disclose, as JSON pointers into the processed claims; a path discloses what stands there with
            all that is in it, and what it stands in.
        limits: the safety limits.

    Returns:
        The compact serialisation, without a key binding JWT, which would cover other disclosures.

    Raises:
        UnusableError: the token breaks a rule, or a path leads nowhere.
    """
    processed = process(value, limits)
    tree: dict[str, Any] = {}
    for path in paths:
        steps = steps_of(path)
        if not _leads(processed.claims, steps):
            raise UnusableError(f"the path {path[:200]} leads to nothing in the token")
        tree = _with(tree, steps)
    ways: dict[Spot | None, dict[str, Any] | None] = {}
    kept = {one.text for one in processed.disclosures if _way(one.spot, tree, ways) is not None}
    disclosures = tuple(text for text in processed.parts.disclosures if text in kept)
    return Parts(processed.parts.issuer_signed, disclosures).text


def steps_of(path: str) -> list[str]:
    """The steps of a JSON pointer (RFC 6901, 3 and 4).

    Args:
        path: the pointer.

    Raises:
        UnusableError: it is not empty and does not begin with a slash.
    """
    if path and not path.startswith("/"):
        raise UnusableError(f"the path {path[:200]} does not begin with a slash")
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]


def _leads(value: Any, steps: list[str]) -> bool:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return False
    return True


def _with(tree: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    """A tree of paths with one more path in it."""
    if tree is _WHOLE or not steps:
        return _WHOLE
    first, *others = steps
    tree[first] = _with(tree.get(first, {}), others)
    return tree


def _way(spot: Spot, tree: dict[str, Any], ways: dict[Spot | None, dict[str, Any] | None]) -> dict[str, Any] | None:
    """What of the tree lies at a place and below; ``None`` where no path leads there."""
    if spot.above is None:
        return tree
    if spot not in ways:
        above = _way(spot.above, tree, ways)
        ways[spot] = above if above is None or above is _WHOLE else above.get(str(spot.step))
    return ways[spot]
