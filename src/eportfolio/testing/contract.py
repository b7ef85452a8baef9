"""The contract of an adapter as tests: what every reader and writer promises (DESIGN, sections 5 and 6).

Each check is a function, for those who want one; :class:`AdapterContract` runs them all.
"""

from __future__ import annotations

import json
import logging
import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..exchange.adapter import Adapter, ReadOptions, WriteOptions, Writing
from ..exchange.specimen import specimen_issuer
from ..exchange.undeclared import undeclared
from ..model import Portfolio
from ..model.canonical import from_data, to_data
from ..report.errors import EportfolioError, RefusedError
from ..sources.source import Source
from .leaves import Leaf, leaves_of, mutants
from .strategies import portfolios

if TYPE_CHECKING:
    from ..exchange.adapter import Reading

NOW = "2024-05-06T07:08:09Z"
_OPTIONS = ReadOptions()
_TOKEN = "Zxqtoken"  # noqa: S105 - a mark to look for, no secret


def read_bytes(adapter: Adapter, data: bytes) -> Reading:
    """Read bytes with an adapter."""
    return adapter.read(Source(data, "(bytes)"), _OPTIONS)


def check_sniffing(adapter: Adapter, data: bytes) -> None:
    """Telling the format never raises, and what the adapter reads it also recognises."""
    score = adapter.sniff(Source(data, "(bytes)")).score
    assert 0 <= score <= 100
    try:
        reading = read_bytes(adapter, data)
    except EportfolioError:
        return
    figures = reading.report.fidelity
    carried = figures is not None and figures.data + figures.text > 0
    assert score > 0 or not carried, "what the adapter reads as its own, it also recognises"


def check_leaves(reading: Reading, leaves: Collection[Leaf]) -> None:
    """The figures of a reading add up to a count of the leaves that is not the library's."""
    figures = reading.report.fidelity
    assert figures is not None, "a reading has figures"
    assert figures.leaves == len(leaves), f"{figures} for {len(leaves)} leaves"
    assert len({entry.source for entry in reading.trace}) == figures.leaves - figures.lost, "every kept leaf is traced"


def check_mutation(adapter: Adapter, data: bytes, *, most: int, unread: Collection[str] = ()) -> list[Leaf]:
    """Change leaf by leaf: the portfolio, its residue or the report must change.

    Args:
        adapter: the adapter.
        data: a sample.
        most: how many leaves are changed at most.
        unread: names of elements or members below which nothing is content.

    Returns:
        The leaves that could be changed without a trace; none when all is well.
    """
    before = _outcome(adapter, data)
    return [
        leaf for leaf, mutant in mutants(data, most=most)
        if not _below(leaf, unread) and _outcome(adapter, mutant) == before
    ]  # fmt: skip


def _outcome(adapter: Adapter, data: bytes) -> Any:
    try:
        portfolio, report = read_bytes(adapter, data)
    except EportfolioError as error:
        return error.finding
    return to_data(portfolio), report.as_dict()


def check_round_trip(before: Sequence[Leaf], after: Sequence[Leaf], forgiven: Collection[str] = ()) -> Counter[str]:
    """Values of leaves that are gone after reading a file and writing it again in its own format.

    Args:
        before: the leaves of the file.
        after: the leaves of what was written.
        forgiven: names of elements, members or attributes (``@name``) that may change.
    """
    gone = Counter(leaf.value for leaf in before if not _below(leaf, forgiven))
    gone.subtract(leaf.value for leaf in after)
    return +gone


def check_reading_back(adapter: Adapter, portfolio: Portfolio, version: str = "") -> Writing | None:
    """What is read from what was written differs only by what was declared; writing is deterministic.

    A format that is issued is written in the name of an organisation that does not exist.

    Returns:
        The writing; ``None`` when the adapter refused the portfolio with a reason.
    """
    options = WriteOptions(version, now=NOW, issuer=specimen_issuer() if adapter.format.uses_issuer else None)
    try:
        writing = adapter.write(portfolio, options)
    except RefusedError as error:
        if error.finding.name != "required-by-target":
            raise
        return None
    assert adapter.sniff(Source(writing.data, "(bytes)")).score > 0, "an adapter recognises what it writes"
    assert adapter.write(portfolio, options).data == writing.data, "writing is deterministic"
    back = read_bytes(adapter, writing.data).portfolio
    faults = undeclared(portfolio, writing, back)
    assert not faults, f"undeclared: {faults}"
    _check_pointers(portfolio, writing)
    if not writing.report.findings:
        again = adapter.write(back, options).data
        assert _content(again) == _content(writing.data), "what is written whole is written again alike"
    return writing


def _content(data: bytes) -> Any:
    """The content of a document: the order of members means nothing in JSON (RFC 8259, section 4)."""
    return json.loads(data) if data[:1] == b"{" else data


def _check_pointers(portfolio: Portfolio, writing: Writing) -> None:
    """A finding of a writing names a place that the portfolio has."""
    data = to_data(portfolio)
    for item in writing.report:
        value: Any = data
        for step in item.pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            try:
                value = value[int(key)] if isinstance(value, list) else value[key]
            except (LookupError, TypeError, ValueError):
                raise AssertionError(f"{item.name} names {item.pointer}, which is nowhere") from None


def spoilt(data: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """Broken versions of a document: cut off, with bytes changed, with parts doubled or gone."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
        yield data[:start]
        yield data[:start] + bytes((chance.randrange(256),)) + data[start + 1 :]
        yield data[:start] + data[end:]
        yield data[:end] + data[start:]


class AdapterContract:
    """The contract suite of an adapter: subclass it in your tests, and name the adapter and sample files.

    Attributes:
        adapter: the adapter.
        samples: files that it reads.
        versions: versions to write; those of the format when empty.
        max_examples: how many arbitrary portfolios are written in each version.
        most_mutants: how many leaves of a sample are changed.
        unread: names below which nothing in a file is content, each with the reason.
        forgiven: names below which a value may change in a round trip, each with the reason.
    """

    adapter: ClassVar[Adapter]
    samples: ClassVar[Sequence[Path]] = ()
    versions: ClassVar[Sequence[str]] = ()
    max_examples: ClassVar[int] = 100
    most_mutants: ClassVar[int] = 150
    unread: ClassVar[Mapping[str, str]] = {}
    forgiven: ClassVar[Mapping[str, str]] = {}

    def validate(self, data: bytes, version: str) -> None:
        """Hold what was written against the official schema.  Override it where there is one."""

    def leaves(self, data: bytes) -> list[Leaf]:
        """The leaves of a document, counted without the library.  Override it for formats beyond XML and JSON."""
        return [leaf for leaf in leaves_of(data) if not _below(leaf, self.unread)]

    def _files(self) -> Iterator[tuple[Path, bytes]]:
        if not self.samples:
            pytest.skip("there are no samples")
        for path in self.samples:
            yield path, path.read_bytes()

    def _readings(self) -> Iterator[tuple[Path, bytes, Reading]]:
        for path, data in self._files():
            yield path, data, read_bytes(self.adapter, data)

    # -- reading ---------------------------------------------------------------------------------------------

    def test_every_leaf_of_a_sample_is_accounted_for(self) -> None:
        """Leaves = data + text + residue + lost, and equal a count that is not the library's."""
        for path, data, reading in self._readings():
            try:
                check_leaves(reading, self.leaves(data))
            except AssertionError as error:
                raise AssertionError(f"{path.name}: {error}") from None

    def test_no_leaf_of_a_sample_changes_without_a_trace(self) -> None:
        """Change a leaf: the portfolio, its residue or the report changes."""
        for path, data in self._files():
            unseen = check_mutation(self.adapter, data, most=self.most_mutants, unread=self.unread)
            assert not unseen, f"{path.name}: {unseen}"

    def test_reading_twice_gives_the_same(self) -> None:
        """Derived ids and all else follow from the content alone."""
        for path, data, reading in self._readings():
            assert to_data(read_bytes(self.adapter, data).portfolio) == to_data(reading.portfolio), path.name

    def test_a_sample_is_recognised(self) -> None:
        """The format is told from the content."""
        for path, data in self._files():
            assert self.adapter.sniff(Source(data, path.name)).score > 0, path.name

    def test_broken_samples_are_refused_or_read_in_part(self) -> None:
        """Whatever happens to a file on its way, there is no error but ours."""
        for _, whole in self._files():
            for data in spoilt(whole, 15):
                check_sniffing(self.adapter, data)

    def test_arbitrary_bytes_are_refused(self) -> None:
        """Nor is there for bytes that never were a file."""

        @settings(max_examples=self.max_examples)
        @given(st.binary(max_size=200))
        def holds(data: bytes) -> None:
            check_sniffing(self.adapter, data)

        holds()

    # -- writing ---------------------------------------------------------------------------------------------

    def test_a_sample_written_again_keeps_every_value(self) -> None:
        """A round trip in one format loses no value of a leaf."""
        if not self.adapter.format.writable:
            pytest.skip("the adapter does not write")
        for path, data, reading in self._readings():
            written = self.adapter.write(reading.portfolio, WriteOptions(now=NOW)).data
            gone = check_round_trip(self.leaves(data), self.leaves(written), self.forgiven)
            assert not gone, f"{path.name}: {gone}"

    def test_any_portfolio_reads_back_as_declared(self) -> None:
        """Nothing is lost or invented that the writer did not declare, for any portfolio."""
        if not self.adapter.format.writable:
            pytest.skip("the adapter does not write")
        for version in self.versions or self.adapter.format.versions[-1:] or ("",):

            @settings(max_examples=self.max_examples)
            @given(portfolios(), st.just(version))
            def holds(portfolio: Portfolio, version: str) -> None:
                writing = check_reading_back(self.adapter, portfolio, version)
                if writing is not None:
                    self.validate(writing.data, version)

            holds()

    def test_no_error_and_no_log_tells_a_personal_value(self, caplog: pytest.LogCaptureFixture) -> None:
        """Values appear in findings only, which the caller decides to show."""
        if not self.adapter.format.writable:
            pytest.skip("the adapter does not write")
        caplog.set_level(logging.DEBUG)
        secret = f"{_TOKEN}\u00e9 <b>{_TOKEN}"
        owner = {"names": [{"full_name": secret, "family_name": secret}], "birth_date": {"verbatim": secret}}
        portfolio = from_data({"owner": owner, "summary": {"text": secret}, "created": secret})
        try:
            data = self.adapter.write(portfolio, WriteOptions(now=NOW)).data
        except EportfolioError as error:
            _check_silent(error)
            return
        for broken in spoilt(data, 50):
            try:
                read_bytes(self.adapter, broken)
            except EportfolioError as error:
                _check_silent(error)
        assert _TOKEN not in caplog.text


def _check_silent(error: EportfolioError) -> None:
    assert _TOKEN not in str(error), "the message of an error shows a value"


def _below(leaf: Leaf, names: Collection[str]) -> bool:
    return any(step in names for step in leaf.path)
