"""Structure rules: our own description of a format's schema, for checking, ordering and filtering.

A *shape* is a small text file beside an adapter that reads like a specification table
(:mod:`eportfolio.exchange.shapes.notation`).  Its verdict equals that of the official schema, which
is the oracle of the tests.  It costs a few milliseconds to load, and needs nothing but the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from ..report.findings import Finding, finding
from ..sources.tree import Node
from .shapes.arranging import Arranger
from .shapes.checking import Checker
from .shapes.edition import Edition
from .shapes.notation import Notation, parse


class Shape:
    """The structure rules of a format, in all its versions."""

    def __init__(self, notation: Notation) -> None:
        self._notation = notation
        self._editions: dict[str, Edition] = {}

    @staticmethod
    @lru_cache(maxsize=32)
    def load(path: Path) -> Shape:
        """Read a shape file; each file is read once.

        Raises:
            NotationError: the file does not follow the notation.
            OSError: the file cannot be read.
        """
        return Shape.parse(path.read_text(encoding="utf-8"), path.name)

    @staticmethod
    def parse(text: str, name: str = "shape") -> Shape:
        """Make a shape from the text of a shape file.

        Raises:
            NotationError: the text does not follow the notation.
        """
        return Shape(parse(text, name))

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that the shape describes, oldest first."""
        return tuple(self._notation.versions)

    def version(self, spelling: str) -> str:
        """The version that a spelling such as ``V3.4`` means; empty when the shape does not know it."""
        bare = spelling.strip().lstrip("vV")
        bare = self._notation.aliases.get(bare, bare)
        return bare if bare in self._notation.versions else ""

    def check(self, root: Node, version: str, *, namespaces: bool = True) -> Iterator[Finding]:
        """Hold a document against the rules.

        Args:
            root: the root element.  An element without text counts as one with the empty text.
            version: version of the format, such as ``3.3``; the nearest one is used when it is not known.
            namespaces: whether namespaces count; a tree that was made from JSON has none.

        Returns:
            The findings, each with a place and plain words; none when the document is valid.
        """
        edition = self.edition(version)
        findings = Checker(edition, namespaces=namespaces).run(root)
        if self.version(version):
            return findings
        message = f"The version is not one of {', '.join(self.versions)}; the rules of {edition.version} were used."
        doubt = finding("unknown-version", message, pointer=root.pointer, value=version)
        return chain((doubt,), findings)

    def arrange(self, root: Node, version: str, *, keep: bool = False) -> list[Node]:
        """Bring a tree that is to be written into the form that the format demands, in place.

        Children are put into the order of the schema; nodes without a namespace get theirs.  What the schema
        forbids is removed: unknown elements and attributes, surplus ones, references to nothing, and optional
        ones with a value that is not allowed or without something they require.  What the document itself
        requires is never removed.

        Args:
            root: the root element.
            version: version of the format; the nearest one is used when it is not known.
            keep: leave what the schema forbids, and only order and complete.

        Returns:
            The leaves that were removed, with their values, so that the writer can name them.
        """
        return Arranger(self.edition(version), keep=keep).run(root)

    def edition(self, version: str) -> Edition:
        """The rules of one version, compiled at first use; those of the nearest when it is not known."""
        name = self.version(version) or self._nearest(version)
        edition = self._editions.get(name)
        if edition is None:
            edition = self._editions[name] = Edition(self._notation, name)
        return edition

    def _nearest(self, version: str) -> str:
        """The newest version that is not newer than the one asked for, else the oldest."""
        wanted = _numbers(version)
        if not wanted:
            return self.versions[-1]
        older = [name for name in self.versions if _numbers(name) <= wanted]
        return older[-1] if older else self.versions[0]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", version))
