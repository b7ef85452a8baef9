"""Checks of language tags: that of the portfolio, and those of texts in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model import Portfolio
from ...vocabulary import languages
from ...vocabulary.codestatus import CodeStatus
from .concepts import shown
from .context import Context, Look, Problem

_PRIVATE = ("x", "i")
"""First parts of tags that the list of languages says nothing about (RFC 5646, section 2.2.7 and 2.2.8)."""


def unknown_language(look: Look[Any]) -> Iterator[Problem]:
    """A tag names no language; each tag is told once."""
    value, context = look.value, look.context
    for tag, at in _tags(value, context, "unknown"):
        if _status(tag) is CodeStatus.UNKNOWN:
            yield Problem(
                "This is no language tag of BCP 47: there is no such language, or a part of the tag is unknown.",
                at,
                shown(tag),
            )


def withdrawn_language(look: Look[Any]) -> Iterator[Problem]:
    """A tag names a language by a code that was withdrawn; each tag is told once."""
    value, context = look.value, look.context
    for tag, at in _tags(value, context, "withdrawn"):
        if _status(tag) is CodeStatus.WITHDRAWN:
            present = languages.shortest_tag(tag)
            hint = f"Write {present}." if present != tag else ""
            yield Problem(
                "The code of the language has been withdrawn; it has another by now.", at, shown(tag), hint=hint
            )


def _tags(value: Any, context: Context, purpose: str) -> Iterator[tuple[str, str]]:
    """The tags of a portfolio or of a text that were not looked at before, and where they stand below it."""
    if isinstance(value, Portfolio):
        found = {value.language: "/language"} if value.language else {}
    else:
        found = {tag: f"/{tag}" for tag in value if isinstance(tag, str)}
    for tag, at in found.items():
        key = f"{purpose} {tag}"
        if key not in context.tags:
            context.tags.add(key)
            yield tag, at


def _status(tag: str) -> CodeStatus:
    from langcodes import tag_is_valid

    primary = tag.partition("-")[0].lower()
    if primary in _PRIVATE:
        return CodeStatus.CURRENT
    status = languages.status(primary)
    return status if status is not CodeStatus.CURRENT or tag_is_valid(tag) else CodeStatus.UNKNOWN
