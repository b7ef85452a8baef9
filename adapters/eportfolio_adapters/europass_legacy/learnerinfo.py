"""The adapter ``europass-learnerinfo``: the Europass CV of 2005 to 2013, which is read and no longer written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions
from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.xml import root_name

if TYPE_CHECKING:
    from eportfolio.exchange.adapter import WriteOptions, Writing
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Node

_NAMESPACE = re.compile(r"http://europass\.cedefop\.europa\.eu/Europass/V(\d+\.\d+)")
_KNOWN = ("1.0", "1.1", "1.2", "2.0")


class LearnerInfo:
    """The document ``learnerinfo`` of the versions 1.0 to 2.0."""

    format = Format(
        id="europass-learnerinfo",
        title="Europass learnerinfo (XML, 2005 to 2013)",
        reads=("2.0", "1.0 to 1.2"),
        media_types=("application/xml", "text/xml"),
        suffixes=(".xml",),
        specification="http://europass.cedefop.europa.eu/Europass/V2.0",
        writable=False,
    )

    def sniff(self, source: Source) -> Confidence:
        """Tell by the root element and its namespace."""
        if source.kind != "xml" or root_name(source.data) != "learnerinfo":
            return NO
        match = _NAMESPACE.search(source.head.decode("utf-8", "replace"))
        return Confidence(95 if match else 80, "the root element is learnerinfo", match[1] if match else "")

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read a file; what the versions 1.x have in another shape than 2.0 is kept as residue."""
        from eportfolio.exchange.crosswalk.adapter import read_tree

        from .learnerinfo_crosswalk import DETAILS, LEARNER_INFO

        root = source.xml
        return read_tree(root, LEARNER_INFO, self.format, details=DETAILS, version=version_of(root))

    def write(self, portfolio: Portfolio, options: WriteOptions) -> Writing:
        """Refuse: no reader of today takes these files.

        Raises:
            UsageError: always; it names the format to write in its place.
        """
        return _refuse()

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """Syntax, and the root element: no schema of these versions was preserved that more could be held against."""
        root = source.xml
        if level is Level.SYNTAX:
            return
        if root.name != "learnerinfo":
            yield finding(
                "unexpected-element", f"The root element is {root.name}; learnerinfo is expected.",
                pointer=root.pointer, line=root.line or None, specification=self.format.specification,
            )  # fmt: skip
        elif version_of(root) not in _KNOWN:
            yield finding(
                "unknown-version", "The namespace is not that of Europass V1.0, V1.1, V1.2 or V2.0.",
                pointer=root.pointer, line=root.line or None, specification=self.format.specification,
            )  # fmt: skip


def version_of(root: Node) -> str:
    """The version: from the root's namespace, else as the document says."""
    match = _NAMESPACE.fullmatch(root.namespace)
    return match[1] if match else root.peek(("docinfo", "xsdversion")).strip().lstrip("Vv")


def _refuse() -> NoReturn:
    raise UsageError(
        "usage",
        "Europass learnerinfo is read only: nothing reads these files any more.",
        hint="Write europass-xml, which replaced it in 2013, or europass, which today's editor takes.",
    )


LEARNERINFO = LearnerInfo()
