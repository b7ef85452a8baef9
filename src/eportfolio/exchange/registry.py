"""Which adapters there are: a static table of ours, and the entry points of others, read lazily and once.

To add a format of ours, write its adapter and add one line to ``BUILT_IN``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import cast

from ..report.errors import UnknownFormatError
from .adapter import Adapter, Format

BUILT_IN: dict[str, str] = {
    "eportfolio": "eportfolio_adapters.eportfolio.adapter:JSON",
    "turtle": "eportfolio_adapters.eportfolio.adapter:TURTLE",
    "europass-xml": "eportfolio_adapters.europass_legacy.adapter:XML",
    "europass-json": "eportfolio_adapters.europass_legacy.adapter:JSON",
    "europass-learnerinfo": "eportfolio_adapters.europass_legacy.learnerinfo:LEARNERINFO",
    "europass": "eportfolio_adapters.europass.adapter:CANDIDATE",
    "elm": "eportfolio_adapters.elm.adapter:ELM",
    "elm-upload": "eportfolio_adapters.elm.adapter:UPLOAD",
    "openbadges": "eportfolio_adapters.openbadges.adapter:OPENBADGES",
    "clr": "eportfolio_adapters.openbadges.clr:CLR",
    "vc": "eportfolio_adapters.openbadges.vc:VC",
    "elmo": "eportfolio_adapters.elmo.adapter:ELMO",
    "jsonresume": "eportfolio_adapters.jsonresume.adapter:JSONRESUME",
}
"""Our adapters: format id to import string."""

ENTRY_POINT_GROUP = "eportfolio.adapters"
"""Other people's packages register their adapters here, under the format's id."""


@cache
def _load(target: str) -> Adapter:
    module, _, name = target.partition(":")
    return cast("Adapter", getattr(import_module(module), name))


@cache
def _third_party() -> dict[str, str]:
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=ENTRY_POINT_GROUP)}


def get(format_id: str) -> Adapter:
    """The adapter for a format id.

    Raises:
        UnknownFormatError: naming the formats that there are; or the adapter of another package cannot be loaded.
    """
    ours = BUILT_IN.get(format_id)
    if ours is not None:
        return _load(ours)
    target = _third_party().get(format_id)
    if target is None:
        raise UnknownFormatError(
            "unknown-format", f'There is no format "{format_id}". Known formats: {", ".join(ids())}.'
        )
    try:
        return _load(target)
    except Exception as error:
        raise UnknownFormatError(
            "unknown-format",
            f'The adapter "{format_id}" of another package cannot be loaded ({type(error).__name__} in {target}).',
        ) from error


def ids() -> list[str]:
    """The ids of all formats, ours first."""
    return [*BUILT_IN, *(name for name in sorted(_third_party()) if name not in BUILT_IN)]


def adapters() -> Iterator[Adapter]:
    """All adapters, ours first; the entry points of others are read only when the iteration gets that far.

    One of another package that cannot be loaded is passed over, and the log says so: it stands in nobody's way.
    """
    yield from (get(format_id) for format_id in BUILT_IN)
    for format_id in sorted(_third_party().keys() - BUILT_IN.keys()):
        try:
            adapter = get(format_id)
        except UnknownFormatError as error:
            import logging

            logging.getLogger("eportfolio").warning("%s", error.finding.message)
        else:
            yield adapter


def formats() -> list[Format]:
    """What formats there are, ours first."""
    return [adapter.format for adapter in adapters()]
