"""The adapter ``europass``: the Candidate XML of today's editor, and its relatives of the Commission and of EURES."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions, ResiduePolicy, Writing
from eportfolio.exchange.adapter import WriteOptions as Options
from eportfolio.report.findings import Endpoint, Finding, Report
from eportfolio.sources.tree import Node

if TYPE_CHECKING:
    from eportfolio.exchange.shape import Shape
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source

VERSION = "4.0"
EURES_NAMESPACE = "http://www.hr-xml.org/3"

_LISTED_LEVEL = (
    "CandidateProfile",
    "EducationHistory",
    "EducationOrganizationAttendance",
    "EducationLevelCode",
    "@listName",
)
_FAR = 65536
"""How far the root element is looked for behind long comments, in bytes."""

_ROOT = re.compile(rb"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[\w.-]+)(?=[\s/>])(?P<attributes>[^<>]*)")
_SKIPPED = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)


@cache
def shape() -> Shape:
    """The structure rules of the Candidate format."""
    from eportfolio.exchange.shape import Shape

    return Shape.load(Path(__file__).parent / "candidate.shape")


class Candidate:
    """The Candidate format.

    Args:
        form: its description.
    """

    def __init__(self, form: Format) -> None:
        self.format = form

    def sniff(self, source: Source) -> Confidence:
        """Tell by the local name and the namespace of the root element, whatever its prefix."""
        if source.kind != "xml":
            return NO
        namespace = _root_namespace(source.head) or _root_namespace(source.data[:_FAR].lstrip(b"\xef\xbb\xbf"))
        if namespace.startswith("http://www.europass.eu/"):
            return Confidence(95, f"the root element is Candidate in {namespace}")
        if namespace == EURES_NAMESPACE:
            return Confidence(95, "the root element is Candidate of HR-XML: a EURES document", "C3 (EURES)")
        return NO

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read a file of any of the three dialects."""
        from eportfolio.exchange.crosswalk.adapter import read_tree

        from .crosswalk import CANDIDATE as RULES
        from .crosswalk import DETAILS

        root = source.xml
        return read_tree(root, RULES, self.format, details=DETAILS, version=dialect_of(root))

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write the dialect of today's editor.

        Raises:
            UsageError: the version is not the one that is written.
        """
        from eportfolio.exchange.crosswalk import WriteRun
        from eportfolio.exchange.crosswalk.adapter import write_tree
        from eportfolio.model.canonical import to_data
        from eportfolio.report.errors import UsageError
        from eportfolio.sources.xml import serialise_xml, take_out_unnameable

        from .codes import PREFIXES
        from .crosswalk import CANDIDATE as RULES
        from .document import complete

        if options.version not in ("", VERSION):
            raise UsageError("usage", f"Version {options.version} is not written; there is {VERSION} only.")
        run = WriteRun(
            self.format.residue_family,
            to_data(portfolio),
            version=VERSION,
            residue=options.residue is not ResiduePolicy.DROP,
        )
        root = Node("Candidate")
        write_tree(root, RULES, run)
        complete(root, run)
        run.removed(shape().arrange(root, VERSION, keep=options.residue is ResiduePolicy.KEEP))
        run.removed(take_out_unnameable(root))
        report = Report(run.losses(), target=Endpoint(format=self.format.id, version=VERSION))
        return Writing(serialise_xml(root, PREFIXES), report, frozenset(run.supplied))

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """Syntax, then the structure rules and what the editor demands beyond them."""
        root = source.xml
        if level is not Level.SYNTAX:
            from .business import check_business_rules

            yield from shape().check(root, VERSION)
            yield from check_business_rules(root)


def _root_namespace(head: bytes) -> str:
    """The namespace of a root element called Candidate; empty when the root is another one."""
    position = 0
    while skipped := _SKIPPED.match(head, position):
        position = skipped.end()
    root = _ROOT.match(head, position + len(head[position:]) - len(head[position:].lstrip()))
    if root is None or root["name"] != b"Candidate":
        return ""
    declared = b"xmlns:" + root["prefix"] if root["prefix"] else b"xmlns"
    value = re.search(rb"""(?:^|\s)""" + re.escape(declared) + rb"""\s*=\s*["']([^"']*)["']""", root["attributes"])
    return value[1].decode("ascii", "replace") if value else ""


def dialect_of(root: Node) -> str:
    """The dialect of a document: ``C1`` of the editor, ``C2`` of the Commission's documentation, ``C3 (EURES)``."""
    if root.namespace == EURES_NAMESPACE:
        return "C3 (EURES)"
    documented = any(root.first(name) is not None for name in ("@majorVersionID", "@minorVersionID"))
    return "C2" if documented or root.select(_LISTED_LEVEL) else "C1"


CANDIDATE = Candidate(
    Format(
        id="europass",
        title="Europass (Candidate XML, since 2020)",
        versions=(VERSION,),
        reads=("C1: the editor", "C2: the Commission's documentation", "C3: EURES"),
        media_types=("application/xml", "text/xml"),
        suffixes=(".xml",),
        specification="https://europass.europa.eu/",
    )
)
