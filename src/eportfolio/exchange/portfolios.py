"""Read a portfolio from any known format; write one to any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..report.errors import EportfolioError, UnknownFormatError, UsageError
from ..report.findings import finding
from ..sources.containers import WAYS_IN, name_of, open_container
from ..sources.source import Input, Source, open_source
from . import registry
from .adapter import Adapter, Confidence, Reading, ReadOptions, ResiduePolicy, WriteOptions, Writing
from .detection import detect

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..report.findings import Report
    from .issuer import Issuer

DEFAULT_READ = ReadOptions()


def open_input(source: Input | Source, format: str | None, options: ReadOptions) -> tuple[Source, Adapter, Confidence]:
    """Open an input, take it out of its container, and find its adapter.

    Args:
        source: path, ``-``, bytes, binary stream, or an open source.
        format: the format's id, when the caller knows it; otherwise it is told from the content.
        options: with the safety limits.

    Raises:
        EportfolioError: it cannot be opened, or no adapter fits.
    """
    opened = _opened(source, options)
    if format is not None:
        named = registry.get(format)
        _check_named(opened, named)
        return opened, named, Confidence(100, "named by the caller")
    adapter, confidence = detect(opened)
    return opened, adapter, confidence


def _opened(source: Input | Source, options: ReadOptions) -> Source:
    """A source, out of its container; of a folder, all the badges in it."""
    if isinstance(source, str | Path) and str(source) != "-" and Path(source).is_dir():
        from ..sources.archives import open_folder

        return open_folder(source, options.limits)
    return open_container(open_source(source, limits=options.limits))


def _check_named(source: Source, named: Adapter) -> None:
    """Refuse a file that is clearly of another format than the one named: nothing in it would be understood.

    Raises:
        UnknownFormatError: it is; the message says of which.
    """
    if named.sniff(source).score:
        return
    try:
        adapter, confidence = detect(source)
    except EportfolioError:
        return  # nobody knows better than the caller
    raise UnknownFormatError(
        "unknown-format",
        f"{source.name} is no {named.format.id}, but {adapter.format.id}: {confidence.reason}.",
        hint=f"Leave the format out, or name {adapter.format.id}.",
    )


def read(source: Input | Source, *, format: str | None = None, options: ReadOptions = DEFAULT_READ) -> Reading:
    """Read a portfolio.

    Args:
        source: path, ``-`` for standard input, bytes, or a binary stream.
        format: a format id of :func:`eportfolio.formats`; told from the content when ``None``.
        options: the safety limits.

    Returns:
        A reading; it unpacks as ``portfolio, report``.

    Raises:
        UnreadableError: the bytes cannot be read: broken, truncated, wrongly encoded, encrypted.
        UnsafeError: they would cost unbounded time or memory.
        UnknownFormatError: no format, or more than one, fits.
        MissingExtraError: an optional dependency is needed.
    """
    opened, adapter, confidence = open_input(source, format, options)
    reading = adapter.read(opened, options)
    endpoint = reading.report.source
    endpoint.name, endpoint.format, endpoint.detected = opened.name, adapter.format.id, confidence.reason
    if opened.container:
        container = name_of(opened.container)
        endpoint.detected = f"{WAYS_IN[opened.container]} a {container}; {confidence.reason}"
        reading.report.extend(opened.findings)
        for name in opened.beside:
            reading.report.add(finding("not-read", f"{name}, in the same {container}, was not read."))
    return reading


def dumps(
    portfolio: Portfolio, format: str, *, version: str = "", residue: str | ResiduePolicy = "valid", now: str = "",
    issuer: Issuer | None = None,
) -> Writing:  # fmt: skip
    """Write a portfolio to bytes.

    Args:
        portfolio: what to write.
        format: a format id.
        version: version of the format; the source's where it is known, else the newest.
        residue: ``valid`` puts back what the schema allows, ``keep`` everything, ``drop`` nothing.
        now: date-time for "last saved" fields that the format demands, ISO 8601; the present when empty.
        issuer: the organisation that issues what is written, from :func:`eportfolio.read_issuer`.

    Raises:
        UnknownFormatError: there is no such format.
        UsageError: the format is not written, has no issuer, or an option has no such value.
        RefusedError: the format demands something that the portfolio, and the issuer, lack.
    """
    adapter = writer_of(format, issued=issuer is not None)
    try:
        policy = ResiduePolicy(residue)
    except ValueError:
        raise UsageError("usage", f'There is no residue policy "{residue}": choose valid, keep or drop.') from None
    return adapter.write(portfolio, WriteOptions(version, policy, now, issuer))


def writer_of(format: str, *, issued: bool = False) -> Adapter:
    """The adapter that writes a format.

    Args:
        format: a format id.
        issued: whether an organisation issues what is written.

    Raises:
        UnknownFormatError: there is no such format.
        UsageError: it is not written, or what is written in it has no issuer.
    """
    adapter = registry.get(format)
    if not adapter.format.writable:
        raise UsageError("usage", f"The format {format} is read, but not written.")
    if issued and not adapter.format.uses_issuer:
        fitting = ", ".join(form.id for form in registry.formats() if form.uses_issuer) or "none of the known ones"
        raise UsageError(
            "usage", f"What is written as {format} has no issuer.",
            hint=f"Leave the issuer out, or choose a format of credentials: {fitting}.",
        )  # fmt: skip
    return adapter


def write(
    portfolio: Portfolio,
    target: str | Path | BinaryIO,
    *,
    format: str | None = None,
    version: str = "",
    residue: str | ResiduePolicy = "valid",
    force: bool = False,
    issuer: Issuer | None = None,
) -> Report:
    """Write a portfolio to a file or stream.

    Args:
        portfolio: what to write.
        target: path, ``-`` for standard output, or a binary stream.
        format: a format id; told from the file name when ``None``.
        version: as in :func:`dumps`.
        residue: as in :func:`dumps`.
        force: whether an existing file may be replaced.
        issuer: as in :func:`dumps`.

    Returns:
        One finding for each value that the file does not hold, or holds in a lesser form.

    Raises:
        UsageError: the format cannot be told, or the file exists and ``force`` is not set.
        EportfolioError: as in :func:`dumps`.
    """
    writing = dumps(portfolio, format or format_of(target), version=version, residue=residue, issuer=issuer)
    save(writing.data, target, force=force)
    return writing.report


def save(data: bytes, target: str | Path | BinaryIO, *, force: bool = False) -> None:
    """Put bytes into a file, atomically, or into a stream."""
    if hasattr(target, "write"):
        target.write(data)
        return
    from ..sources.output import write_atomically

    write_atomically(target, data, force=force)


def format_of(target: object) -> str:
    """The format that a file name stands for: the longest suffix that fits, when it is the first of one format only.

    Raises:
        UsageError: the name does not tell.
    """
    name = str(target).lower()
    fitting: dict[str, list[str]] = {}
    for adapter in registry.adapters():
        for suffix in adapter.format.suffixes:
            if name.endswith(suffix) and adapter.format.writable:
                fitting.setdefault(suffix, []).append(adapter.format.id)
    longest = max(fitting, key=len, default="")
    if len(fitting.get(longest, ())) == 1:
        return fitting[longest][0]
    known = ", ".join(fitting[longest]) if fitting else ", ".join(registry.ids())
    raise UsageError("usage", f"The name {target} does not tell the format; name one of {known}.")
