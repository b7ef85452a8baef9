"""The adapter ``elmo``: EMREX ELMO, the transcript of records of student systems, which is read and not written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions
from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding
from eportfolio.sources.xml import parse_xml, root_name

if TYPE_CHECKING:
    from eportfolio.exchange.adapter import WriteOptions, Writing
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Node

NAMESPACE: Final = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
VERSION: Final = "1"
DETAILS: Final = ("groups",)
"""What describes the file and not the person: kept as residue without a warning."""

_CODES: Final = frozenset({"type", "status", "level"})
"""Elements with a code list of tokens (XML Schema part 2, 4.3.6)."""

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_OLDER: Final = "purl.org/net/elmo"


class Elmo:
    """EMREX ELMO 1.x."""

    format = Format(
        id="elmo",
        title="EMREX ELMO transcript of records (XML)",
        reads=("1.0 to 1.5",),
        media_types=("application/xml", "text/xml"),
        suffixes=(".elmo.xml", ".xml"),
        specification=NAMESPACE,
        writable=False,
    )

    def sniff(self, source: Source) -> Confidence:
        """Tell by the root element and its namespace; the drafts before EMREX are refused by name."""
        if source.kind != "xml" or root_name(source.data) != "elmo":
            return NO
        head = source.head.decode("utf-8", "replace")
        if NAMESPACE in head:
            return Confidence(95, "the root element is elmo in the namespace of EMREX ELMO 1", VERSION)
        if _OLDER in head:
            return Confidence(0, refusal="it is ELMO from before EMREX (purl.org/net/elmo), a format of its own")
        return Confidence(60, "the root element is elmo")

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read a transcript: each report is a credential, each learning opportunity a qualification."""
        from eportfolio.exchange.crosswalk import Leaf
        from eportfolio.exchange.crosswalk.adapter import read_tree

        from .crosswalk import PERSON
        from .reports import Reports

        rules = (Leaf("generatedDate", "created"), PERSON, Reports(source.data))
        return read_tree(source.xml, rules, self.format, details=DETAILS, version=VERSION)

    def write(self, portfolio: Portfolio, options: WriteOptions) -> Writing:
        """Refuse: a transcript is issued by the institution that keeps the records.

        Raises:
            UsageError: always; it names the format to write in its place.
        """
        return _refuse()

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """The structure of EMREX ELMO 1, without what it imports from the schemas of others."""
        from eportfolio.exchange.shape import Shape

        root = parse_xml(source.data, source.limits)  # one of its own, since it is changed
        if level is not Level.SYNTAX:
            yield from Shape.load(Path(__file__).with_name("elmo.shape")).check(_normalised(root), VERSION)


def _normalised(root: Node) -> Node:
    """The tree with ``xml:lang`` under that name, and codes without the white space that means nothing in a token.

    The notation of shapes knows attributes without namespace only, and compares codes as they stand.
    """
    for node in root.walk():
        if node.name[:1] == "@" and node.namespace == _XML:
            node.name, node.namespace = f"@xml:{node.name[1:]}", ""
        elif node.name in _CODES and isinstance(node.value, str):
            node.value = " ".join(node.value.split())
    return root


def _refuse() -> NoReturn:
    raise UsageError(
        "usage",
        "ELMO is read only: a transcript of records is issued by the institution that keeps the records.",
        hint="Write elm, the European Digital Credential, which says the same and more.",
    )


ELMO = Elmo()
