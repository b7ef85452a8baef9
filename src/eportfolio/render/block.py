"""A block: how one item of a portfolio is told, and how its lines are put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Item
from .words import Words


@dataclass(frozen=True, slots=True)
class Block:
    """One item.

    Attributes:
        title: its name; empty when it has none.
        when: its time.
        details: short facts, one line each.
        text: prose, with line breaks.
    """

    title: str = ""
    when: str = ""
    details: tuple[str, ...] = ()
    text: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.title or self.when or self.text or any(self.details))


def block(title: str, when: str, details: Sequence[str], text: str, item: Item | None = None) -> Block:
    """A block of an item, its links at the end of its details; what is empty is left out."""
    links = []
    for link in item.links if item else ():
        label = Words().text(link.label)
        links.append(f"{label}: {link.uri}" if label else link.uri)
    return Block(title, when, tuple(filter(None, (*details, *links))), text)


def named(name: str, text: str) -> str:
    """A fact with its name; nothing when there is no fact."""
    return f"{name}: {text}" if text else ""


def line(facts: Iterable[str]) -> str:
    """Several short facts on one line."""
    return " · ".join(filter(None, facts))


def listed(names: Iterable[str], separator: str = "; ") -> str:
    """Several names on one line."""
    return separator.join(filter(None, names))


def lines(paragraphs: Iterable[str]) -> str:
    """Several pieces of prose under each other."""
    return "\n".join(filter(None, paragraphs))


def bullets(members: Iterable[str]) -> str:
    """A list, a line for each member."""
    return "\n".join(f"- {member}" for member in members if member)
