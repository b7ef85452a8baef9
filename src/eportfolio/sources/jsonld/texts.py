"""Contexts that go about in several texts: which ones a document may have been made with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .addresses import OTHER_TEXTS
from .contexts import variants


def choices(document: Any) -> Iterator[dict[str, str]]:
    """The choices among texts of contexts that may have been made for a document, the published texts first.

    A proof over statements that does not hold with the published text of a context may hold with another one.  What is
    given can be handed to ``to_nquads`` and ``unsafe`` as ``texts``.

    Args:
        document: the document as plain data.

    Yields:
        For addresses that the document names, the name of a text; nothing for the published ones.
    """
    yield {}
    for address in sorted(_named(document)):
        yield from ({address: text} for text in variants(address))


def _named(document: Any) -> set[str]:
    """The contexts of several texts that a document names at whatever depth."""
    found: set[str] = set()
    stack = [document]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            contexts = value.get("@context")
            members = contexts if isinstance(contexts, list) else [contexts]
            found.update(member for member in members if isinstance(member, str) and member in OTHER_TEXTS)
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return found
