"""Fetch a document from its address, when the user allows it: https alone, in bounds, and never from the own network.

A document decides which addresses are fetched, so whoever wrote it could have this machine ask others: its own
services, its neighbours, or a host that never stops answering.  Names are therefore resolved once, every address that
they stand for must be a public one, and the connection goes to exactly that address; nothing of the user is sent along.

"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from time import monotonic
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from .documents import NotAvailableError

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ACCEPT: Final = "application/vc+ld+json, application/vc+jwt, application/did+json, application/json, */*;q=0.1"
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that stand for those of IPv4 (RFC 6052)."""

_PIECE: Final = 64 * 1024
_LONGEST: Final = 2048

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses (IP) of a host."""


@dataclass(slots=True)
class Fetcher:
    """Fetches documents within bounds, each once: one for several verifications counts what all of them need.

    Attributes:
        most_bytes: size of one document.
        together: size of all documents.
        seconds: time for one document, redirects included.
        redirects: number of redirects that are followed for one document.
        most: number of documents.
        local: names of hosts that may be in the own network, since the user named them.
        resolve: tells the addresses of a host.
        context: the TLS settings.
    """

    most_bytes: int = 8 * 1024 * 1024
    together: int = 64 * 1024 * 1024
    seconds: float = 10.0
    redirects: int = 3
    most: int = 50
    local: frozenset[str] = frozenset()
    resolve: Resolve = field(default_factory=lambda: _resolve)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    _fetched: dict[str, bytes | str] = field(default_factory=dict)

    def __call__(self, address: str) -> bytes:
        """Fetch a document.

        Args:
            address: its address.

        Raises:
            NotAvailableError: it may not be fetched, or cannot be; the message says why.
        """
        if address not in self._fetched:
            self._fetched[address] = self._remembered(address)
        found = self._fetched[address]
        if isinstance(found, str):
            raise NotAvailableError(found)
        return found

    def _remembered(self, address: str) -> bytes | str:
        """What is fetched, or why it is not."""
        if len(self._fetched) >= self.most:
            return f"more than {self.most} documents are not fetched at a time"
        try:
            found = self._follow(address)
        except NotAvailableError as error:
            return str(error)
        size = len(found) + sum(len(other) for other in self._fetched.values())
        return found if size <= self.together else f"more than {self.together:,} bytes are not fetched at a time"

    def _follow(self, address: str) -> bytes:
        end = monotonic() + self.seconds
        for _ in range(self.redirects + 1):
            answer = self._ask(address, end)
            if isinstance(answer, bytes):
                return answer
            address = urljoin(address, answer)
        raise NotAvailableError(f"it is redirected more than {self.redirects} times")

    def _ask(self, address: str, end: float) -> bytes | str:
        """The document, or where it is redirected to."""
        host, port, path = _parts(address)
        numeric = self._public(host, port)
        connection = _Pinned(host, port, numeric, self.context, max(end - monotonic(), 0.1))
        watch = Timer(max(end - monotonic(), 0.1), connection.cut)
        watch.daemon = True
        watch.start()
        try:
            with closing(connection):
                connection.request("GET", path, headers={"Accept": _ACCEPT, "User-Agent": "eportfolio"})
                with connection.getresponse() as response:
                    answer = self._answer(response, end)
                if connection.was_cut:
                    raise TimeoutError
                return answer
        except TimeoutError:
            raise self._late() from None
        except (OSError, HTTPException, ValueError, AttributeError) as error:
            if monotonic() >= end:
                raise self._late() from None
            raise NotAvailableError(f"it cannot be fetched: {_said(error)}") from None
        finally:
            watch.cancel()

    def _answer(self, response: HTTPResponse, end: float) -> bytes | str:
        if response.status in _REDIRECTS:
            return response.headers.get("Location") or ""
        if response.status != 200:
            raise NotAvailableError(f"the host answers with status {response.status}")
        content = bytearray()
        while piece := response.read1(_PIECE):
            content += piece
            if len(content) > self.most_bytes:
                raise NotAvailableError(f"it is larger than {self.most_bytes:,} bytes, and is not fetched")
            if monotonic() >= end:
                raise self._late()
        if response.length:
            raise NotAvailableError("the answer is cut off")
        return bytes(content)

    def _late(self) -> NotAvailableError:
        return NotAvailableError(f"it did not come within {self.seconds:g} seconds")

    def _public(self, host: str, port: int) -> str:
        """An address of a host; all that it has must be public, so that none can be slipped in."""
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError):
            raise NotAvailableError(f"the host {host} is not found") from None
        if not found:
            raise NotAvailableError(f"the host {host} is not found")
        if host not in self.local and not all(map(_is_public, found)):
            raise NotAvailableError(f"{host} is in an own network, which is not asked unless you name the host")
        return found[0]


def _parts(address: str) -> tuple[str, int, str]:
    """Host, port and path of an address that may be fetched."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port or 443
    except ValueError:
        raise NotAvailableError("its address is broken") from None
    if parts.scheme != "https":
        raise NotAvailableError(f"only https is fetched, and this is {parts.scheme[:40] or 'no address'}")
    if parts.username is not None or parts.password is not None:
        raise NotAvailableError("its address has a user name in it, and none is sent")
    path = f"{parts.path or '/'}{parts.query and f'?{parts.query}'}"
    if not host or len(address) > _LONGEST or not path.isascii() or any(letter <= " " for letter in address):
        raise NotAvailableError("its address is broken")
    return host, port, path


def _is_public(text: str) -> bool:
    """Whether an address (IP) is a public one, and so is that of IPv4 which is written into one of IPv6."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
    return all(one is None or one.is_global for one in (address.ipv4_mapped, address.sixtofour, last))


def _resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def _said(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:200]


class _Pinned(HTTPSConnection):
    """A connection to one address (IP), under the name of the host, that another thread can cut."""

    def __init__(self, host: str, port: int, numeric: str, context: ssl.SSLContext, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds, context=context)
        self._numeric = numeric
        self._tls = context
        self._held: Any = None
        self.was_cut = False

    def connect(self) -> None:
        """Connect to the address that was looked at, and to no other."""
        self.sock = self._held = socket.create_connection((self._numeric, self.port), self.timeout)
        self.sock = self._held = self._tls.wrap_socket(self.sock, server_hostname=self.host)
        if self.was_cut:
            raise TimeoutError

    def cut(self) -> None:
        """End the connection, whatever it is doing."""
        self.was_cut = True
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)
