"""CURIEs: short forms of addresses (W3C Working Group Note CURIE Syntax 1.0), as far as SSSOM uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from .slots import BUILT_IN_PREFIXES

PREFIX: Final = re.compile(r"[^\W\d][\w.-]*")
"""A prefix is a name without colon (Namespaces in XML, NCName)."""

_ADDRESS: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)\S+")


class UnknownPrefixError(ValueError):
    """A CURIE has a prefix that nobody declared, or something is no CURIE at all."""


class NoPrefixError(ValueError):
    """No declared prefix fits an address."""


class Prefixes:
    """Prefixes and what they stand for; those that SSSOM declares itself are always among them.

    Args:
        declared: address by prefix.
    """

    def __init__(self, declared: Mapping[str, str]) -> None:
        self.declared = dict(declared)
        self._all = {**self.declared, **BUILT_IN_PREFIXES}
        self._of_start = {start: prefix for prefix, start in sorted(self._all.items(), reverse=True) if start}
        self._lengths = sorted({len(start) for start in self._of_start}, reverse=True)

    def expand(self, reference: str) -> str:
        """The address that a CURIE stands for; an address stays what it is.

        Raises:
            UnknownPrefixError: its prefix is not declared, or it has none.
        """
        prefix, colon, name = reference.partition(":")
        start = self._all.get(prefix) if colon else None
        if start is not None:
            return start + name
        if _ADDRESS.fullmatch(reference):
            return reference
        if not colon:
            raise UnknownPrefixError(f"{reference!r} is neither a CURIE nor an address")
        raise UnknownPrefixError(f"the prefix {prefix!r} of {reference!r} is not in the curie_map")

    def is_address(self, reference: str) -> bool:
        """Whether something is written as an address instead of a CURIE."""
        return reference.partition(":")[0] not in self._all and _ADDRESS.fullmatch(reference) is not None

    def prefix_of(self, address: str) -> str | None:
        """The prefix that shortens an address most, ``None`` when none fits."""
        found = (self._of_start.get(address[:length]) for length in self._lengths)
        return next((prefix for prefix in found if prefix is not None), None)

    def contract(self, address: str) -> str:
        """The CURIE of an address, with the prefix that shortens it most.

        Raises:
            NoPrefixError: no prefix fits.
        """
        prefix = self.prefix_of(address)
        if prefix is None:
            raise NoPrefixError(f"no prefix of the curie_map fits {address}")
        return f"{prefix}:{address[len(self._all[prefix]) :]}"

    def only(self, used: Iterable[str]) -> dict[str, str]:
        """The declared prefixes among those that are used, sorted, without the ones that SSSOM declares itself."""
        wanted = set(used)
        return {
            prefix: start
            for prefix, start in sorted(self.declared.items())
            if prefix in wanted and prefix not in BUILT_IN_PREFIXES
        }
