"""What the user gives beside the document: files of documents by their address, and files of keys by their issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from ..report.errors import EportfolioError, UnsafeError, UsageError
from ..sources.json import load_json
from ..sources.jws import open_token
from ..sources.limits import DEFAULT_LIMITS, Limits
from ..sources.source import Source, open_source
from .documents import NotAvailableError, without_fragment
from .encoding import UnusableError

Known = Sequence[str | Path] | Mapping[str, str | Path | bytes]
"""Documents: files, folders and ``ADDRESS=FILE``; or a mapping of addresses to files or bytes."""

Keys = Sequence[str | Path] | Mapping[str, Any]
"""Keys: files and ``ISSUER=FILE``; or a mapping of issuers to files, bytes or public keys of ``cryptography``."""

FILES: Final = 1000
"""Number of documents that may be given."""

_NAMED: Final = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]+:[^\s]*)=(?P<file>[^=]+)")


def given_documents(known: Known, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """The documents that a user gives, by address.

    A file of JSON, or a token, is at the address that it has as its ``id``; in folders, others do not count.  What is
    given as ``ADDRESS=FILE`` wins.

    Args:
        known: the documents.
        limits: the safety limits.

    Raises:
        UnreadableError: a file cannot be read.
        UnsafeError: there are more than :data:`FILES`.
        UsageError: a file does not say its address, or two different ones have the same.
    """
    named = _gathered(_addressed(known, limits), frozenset())
    found = named if isinstance(known, Mapping) else {**_gathered(_telling(known, limits), frozenset(named)), **named}
    return {address: content for address, (content, _) in found.items()}


def _gathered(documents: Iterator[tuple[str, bytes, str]], without: frozenset[str]) -> dict[str, tuple[bytes, str]]:
    """Content and name of each document by its address, but for some addresses."""
    found: dict[str, tuple[bytes, str]] = {}
    for address, content, name in documents:
        key = without_fragment(address)
        if key in without:
            continue
        if key in found and found[key][0] != content:
            told = f"Two documents that you gave have the address {key[:200]}: {found[key][1]}, {name}."
            raise UsageError("usage", told, hint="Name the one that is meant as ADDRESS=FILE.")
        found[key] = content, name
        if len(found) > FILES:
            raise UnsafeError("limit-exceeded", f"More than {FILES} documents were given.")
    return found


def _addressed(known: Known, limits: Limits) -> Iterator[tuple[str, bytes, str]]:
    """Address, content and name of the documents whose address the user gave."""
    pairs = known.items() if isinstance(known, Mapping) else filter(itemgetter(0), map(_named, known))
    for address, given in pairs:
        if isinstance(given, bytes):
            yield address, given, "bytes"
        else:
            yield address, open_source(given, limits=limits).data, str(given)


def _telling(known: Sequence[str | Path], limits: Limits) -> Iterator[tuple[str, bytes, str]]:
    """Address, content and name of the documents that tell their address themselves."""
    for path in (path for address, path in map(_named, known) if not address):
        if path.is_dir():
            yield from _folder(path, limits)
            continue
        content = open_source(path, limits=limits).data
        address = address_in(content, limits)
        if not address:
            raise UsageError("usage", f"{path} does not say its address.", hint=f"Give it as ADDRESS={path}.")
        yield address, content, str(path)


def _folder(folder: Path, limits: Limits) -> Iterator[tuple[str, bytes, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            try:
                content = open_source(path, limits=limits).data
            except EportfolioError:
                continue
            if address := address_in(content, limits):
                yield address, content, str(path)


def _named(given: str | Path) -> tuple[str, Path]:
    """What stands before the equals sign, and the file; nothing stands there when it is a file as it is."""
    if isinstance(given, str) and not Path(given).exists() and (found := _NAMED.fullmatch(given)):
        return found["name"], Path(found["file"])
    return "", Path(given)


def address_in(content: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """The address that a document gives itself; empty when it gives none.

    Args:
        content: JSON or a token.
        limits: the safety limits.
    """
    try:
        if Source(content).kind == "json":
            value = load_json(content, limits)
        else:
            text = content.decode("ascii", "replace").strip().strip('"')
            value = open_token(text.partition("~")[0], limits).claims
    except (EportfolioError, UnusableError):
        return ""
    inner = value.get("vc") if isinstance(value, Mapping) else None
    for holder in (value, inner):
        for key in ("id", "@id", "jti"):
            name = holder.get(key) if isinstance(holder, Mapping) else None
            if isinstance(name, str) and ":" in name:
                return name
    return ""


def given_keys(keys: Keys, limits: Limits = DEFAULT_LIMITS) -> dict[str, Any]:
    """The keys that a user pins, by issuer; the one under the empty name is for every issuer.

    Args:
        keys: the keys, as PEM or JWK.
        limits: the safety limits.

    Raises:
        MissingExtraError: the extra ``[verify]`` is not installed.
        UnreadableError: a file cannot be read.
        UsageError: a file holds no public key, or two are given for one issuer.
    """
    found: dict[str, Any] = {}
    pairs = keys.items() if isinstance(keys, Mapping) else map(_named, keys)
    for issuer, given in pairs:
        if issuer in found:
            raise UsageError("usage", f"Two keys are given for {issuer or 'every issuer'}.", hint="Name their issuers.")
        found[issuer] = _key(given, limits) if isinstance(given, bytes | str | Path) else given
    return found


def _key(given: bytes | str | Path, limits: Limits) -> Any:
    from ..report.errors import MissingExtraError

    try:
        from .keys import from_jwk, from_pem
    except ImportError:
        raise MissingExtraError("verify", "Using a key") from None
    content = given if isinstance(given, bytes) else open_source(given, limits=limits).data
    name = "the key" if isinstance(given, bytes) else str(given)
    text = content.decode("utf-8", "replace").strip()
    try:
        return from_jwk(load_json(content, limits), name) if text.startswith("{") else from_pem(text, name)
    except (UnusableError, NotAvailableError) as error:
        raise UsageError("usage", f"{error}.", hint="Give a public key as PEM or as JWK.") from None
