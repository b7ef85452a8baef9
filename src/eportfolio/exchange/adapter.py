"""The contract of an adapter: what a format must offer to take part in the exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, overload, runtime_checkable

from ..report.findings import Finding, Report
from ..sources.limits import DEFAULT_LIMITS, Limits
from ..sources.source import Source

if TYPE_CHECKING:
    from ..model import Portfolio
    from .issuer import Issuer


@dataclass(frozen=True, slots=True)
class Format:
    """What a format is called and looks like.

    Attributes:
        id: the id users type, such as ``europass-xml``.
        title: its name for people.
        versions: versions that can be written, newest last; empty when the format has none.
        reads: versions and dialects that can be read, for people.
        media_types: the first is used for what is written.
        suffixes: file name endings with dot; the first is used for what is written.
        specification: link to the specification.
        family: residue family: formats of one family understand each other's residue; the id when empty.
        writable: whether the adapter writes.
        crosswalk: id of the format whose crosswalk it shares, in another envelope; empty when it has its own.
        uses_issuer: whether what is written is issued by an organisation: ``WriteOptions.issuer`` is looked at.
    """

    id: str
    title: str
    versions: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    specification: str = ""
    family: str = ""
    writable: bool = True
    crosswalk: str = ""
    uses_issuer: bool = False

    @property
    def residue_family(self) -> str:
        """The residue family."""
        return self.family or self.id


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure an adapter is that a source is of its format.

    Attributes:
        score: 0 for no, 100 for certain.
        reason: what it was told from, in plain words.
        version: version or dialect, where it shows.
        refusal: set when the source is a neighbour that must be refused by name; the reason in plain words.
    """

    score: int
    reason: str = ""
    version: str = ""
    refusal: str = ""


NO = Confidence(0)


class ResiduePolicy(StrEnum):
    """What to do with residue of the target's own family."""

    VALID = "valid"
    """Put back what the target's schema allows (the default)."""
    KEEP = "keep"
    """Put everything back, even what the schema forbids."""
    DROP = "drop"
    """Put nothing back."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of a reading.

    Attributes:
        limits: the safety limits.
    """

    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Options of a writing.

    Attributes:
        version: version to write; the source's version where it is known, else the newest.
        residue: what to do with residue.
        now: date-time for "last saved" fields that a format demands, ISO 8601; the present when empty.
        issuer: the organisation that issues what is written; ``None`` when nobody said.
    """

    version: str = ""
    residue: ResiduePolicy = ResiduePolicy.VALID
    now: str = ""
    issuer: Issuer | None = None


class TraceEntry(NamedTuple):
    """Where one leaf of a source went.

    Attributes:
        source: its pointer in the source.
        place: pointer of the value, or of the object made from it, in the portfolio's canonical form.
        line: its line in the source, 0 when unknown.
        residue: whether it went into an item's residue.
    """

    source: str
    place: str
    line: int = 0
    residue: bool = False


class LazyTrace(Sequence[TraceEntry]):
    """The trace of a reading, made when somebody looks at it.

    Args:
        make: makes the entries.
    """

    def __init__(self, make: Callable[[], list[TraceEntry]]) -> None:
        self._make = make

    @cached_property
    def _entries(self) -> list[TraceEntry]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> TraceEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[TraceEntry]: ...
    def __getitem__(self, index: int | slice) -> TraceEntry | list[TraceEntry]:
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(slots=True)
class Reading:
    """The result of a reading.  It unpacks as ``portfolio, report``.

    Attributes:
        portfolio: what was read.
        report: findings, and the figures of the reading.
        trace: where each leaf of the source went; made when it is first looked at.
    """

    portfolio: Portfolio
    report: Report
    trace: Sequence[TraceEntry] = field(default_factory=list)

    def __iter__(self) -> Iterator[Any]:
        """The portfolio, then the report."""
        yield self.portfolio
        yield self.report


@dataclass(slots=True)
class Writing:
    """The result of a writing.

    Attributes:
        data: the bytes of the file.
        report: one finding for each value that the file does not hold, or holds in a lesser form.
        supplied: pointers in the portfolio of values that the format demands and that follow from the writing itself
            (the date of saving); they may be there when the file is read back.
    """

    data: bytes
    report: Report
    supplied: frozenset[str] = frozenset()


class Level(StrEnum):
    """The levels of validation; each one includes those before it."""

    SYNTAX = "syntax"
    STRUCTURE = "structure"
    SEMANTICS = "semantics"


class Adapter(Protocol):
    """One format, read and written."""

    format: Format

    def sniff(self, source: Source) -> Confidence:
        """Tell from the content whether a source is of this format.  Must not raise for any bytes."""

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read leniently: take what is good, report the rest.

        Raises:
            EportfolioError: nothing can be read.
        """

    def write(self, portfolio: Portfolio, options: WriteOptions) -> Writing:
        """Write strictly: what is written is valid in the format, and what is not written is reported.

        Raises:
            RefusedError: the format demands something that the portfolio lacks.
        """

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """The format's own rules at a level of validation."""


@runtime_checkable
class HasRdf(Protocol):
    """What an adapter offers besides when the files of its format hold JSON-LD in an envelope of their own."""

    def rdf_documents(self, source: Source) -> Sequence[dict[str, Any]]:
        """The JSON-LD documents of a file, each with its context, taken out of any envelope.

        Shapes are run over each of them.  Without this method the file itself is taken for JSON-LD.

        Raises:
            UnreadableError: the envelope is broken.
            UnsafeError: it goes beyond a limit.
        """
