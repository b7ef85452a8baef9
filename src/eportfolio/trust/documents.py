"""The documents that a verification needs beside the one that it is about: keys, lists of revocation, schemas.

They come from the user, or, when the user allows it, from their address; nothing is ever fetched unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Fetch = Callable[[str], bytes]
"""Fetches an address; raises :class:`NotAvailableError` where it cannot, or may not."""

_ASK: Final = "it was not given and nothing is fetched unasked"


class NotAvailableError(Exception):
    """A document is not there; the message says why, in plain words, to follow "not checked"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a verification needs.

    Attributes:
        address: its address, without a fragment.
        content: its bytes.
        origin: whether the user gave it, or it was fetched.
    """

    address: str
    content: bytes
    origin: Literal["given", "fetched"]


class Documents:
    """What the user supplies, or allows to be fetched.

    Args:
        given: the documents that the user gave, by address.
        fetch: what fetches an address, when the user allowed it.
    """

    def __init__(self, given: Mapping[str, bytes] | None = None, fetch: Fetch | None = None) -> None:
        self._given = {without_fragment(address): content for address, content in (given or {}).items()}
        self._fetch = fetch
        self._fetched: dict[str, bytes | str] = {}

    def get(self, address: str, what: str) -> Document:
        """The document at an address: the given one, or what is fetched, once.

        Args:
            address: the address; a fragment is left out.
            what: what it is, for messages, such as ``the status list``.

        Raises:
            NotAvailableError: it was not given, and is not fetched or cannot be.
            UnusableError: it is there, but cannot be used.
        """
        address = without_fragment(address)
        if address in self._given:
            return Document(address, self._given[address], "given")
        if self._fetch is None:
            raise NotAvailableError(f"{what} is at {address[:200]}; {_ASK}")
        if address not in self._fetched:
            self._fetched[address] = self._try(self._fetch, address)
        content = self._fetched[address]
        if isinstance(content, str):
            raise NotAvailableError(f"{what} is at {address[:200]}; {content}")
        return Document(address, content, "fetched")

    @staticmethod
    def _try(fetch: Fetch, address: str) -> bytes | str:
        try:
            return fetch(address)
        except NotAvailableError as error:
            return str(error)


def without_fragment(address: str) -> str:
    """An address without its fragment, which names a place inside the document.

    Args:
        address: the address.
    """
    return address.partition("#")[0]
