"""The adapters ``europass-xml`` and ``europass-json``: one crosswalk, two notations of the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eportfolio.exchange.adapter import (
    NO,
    Confidence,
    Format,
    Level,
    Reading,
    ReadOptions,
    ResiduePolicy,
    Writing,
)
from eportfolio.exchange.adapter import WriteOptions as Options
from eportfolio.report.errors import EportfolioError
from eportfolio.report.findings import Endpoint, Finding, Report
from eportfolio.sources.tree import Node
from eportfolio.sources.xml import root_name

if TYPE_CHECKING:
    from eportfolio.exchange.crosswalk import WriteRun
    from eportfolio.exchange.shape import Shape
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source

NAMESPACE = "http://europass.cedefop.europa.eu/Europass"
VERSIONS = ("3.0", "3.1.2", "3.2.0", "3.3.0", "3.4.0")
"""Versions that are written, newest last.  The schema of 3.4.1 calls itself 3.4, as that of 3.4.0 does."""

JSON_VERSIONS = ("3.3.0", "3.4.0")
"""Versions that are written in JSON."""

_FIRST_KEY = re.compile(rb'\{\s*"SkillsPassport"\s*:')


@cache
def shape() -> Shape:
    """The structure rules of the SkillsPassport."""
    from eportfolio.exchange.shape import Shape

    return Shape.load(Path(__file__).parent / "skillspassport.shape")


class SkillsPassport:
    """The SkillsPassport in one of its notations.

    Args:
        form: the notation's format.
    """

    def __init__(self, form: Format) -> None:
        self.format = form

    @property
    def _json(self) -> bool:
        return self.format.id.endswith("json")

    def sniff(self, source: Source) -> Confidence:
        """Tell by the root element and its namespace, or by the top key."""
        if self._json:
            if source.kind == "json" and _has_top_key(source):
                return Confidence(95, 'the top key is "SkillsPassport"')
            return NO
        if source.kind == "xml" and root_name(source.data) == "SkillsPassport":
            return Confidence(95, "the root element is SkillsPassport")
        return NO

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read a file of any version from 3.0 to 3.4.1."""
        from eportfolio.exchange.crosswalk.adapter import read_tree

        from .crosswalk import DETAILS, SKILLS_PASSPORT

        root = self._root(source)
        return read_tree(root, SKILLS_PASSPORT, self.format, details=DETAILS, version=version_of(root))

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write one of the format's versions.

        Raises:
            UsageError: the version is not one that is written.
        """
        from eportfolio.exchange.crosswalk import WriteRun
        from eportfolio.exchange.crosswalk.adapter import write_tree
        from eportfolio.model.canonical import to_data
        from eportfolio.model.identity import assign_ids

        from .codes import ATTACHMENT_TYPES
        from .crosswalk import SKILLS_PASSPORT
        from .document import complete, target_version

        data = to_data(portfolio)
        assign_ids(data)
        version = target_version(data, options.version, self.format.versions)
        run = WriteRun(
            self.format.residue_family,
            data,
            version=version,
            residue=options.residue is not ResiduePolicy.DROP,
        )
        run.mixed = not self._json
        run.referable = frozenset(
            item["id"] for item in data.get("evidence_items", ())
            if item.get("media", {}).get("media_type") in ATTACHMENT_TYPES
        )  # fmt: skip
        run.reserve_local_ids("evidence_items", "@id")
        root = Node("SkillsPassport")
        write_tree(root, SKILLS_PASSPORT, run)
        now = options.now or datetime.now(UTC).isoformat(timespec="milliseconds")
        complete(root, run, version, now, typed=not self._json)
        written = self._written(root, run, version, keep=options.residue is ResiduePolicy.KEEP)
        report = Report(run.losses(), target=Endpoint(format=self.format.id, version=version))
        return Writing(written, report, frozenset(run.supplied))

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """Syntax, then the structure rules of the version that the file declares."""
        if self._json:
            yield from _check_json(source, level)
            return
        root = self._root(source)
        if level is not Level.SYNTAX:
            yield from shape().check(root, version_of(root))

    def _root(self, source: Source) -> Node:
        if self._json:
            from .jsonform import from_json

            return from_json(source.json)
        return source.xml

    def _written(self, root: Node, run: WriteRun, version: str, *, keep: bool) -> bytes:
        """The file; what the schema of the notation does not allow is left out and named, unless it is to be kept."""
        if self._json:
            from eportfolio.sources.json import dump_json

            from .jsonstrict import write_json

            return dump_json(write_json(root, run, version, keep=keep))
        from eportfolio.sources.xml import serialise_xml, take_out_unnameable

        run.removed(shape().arrange(root, version, keep=keep))
        run.removed(take_out_unnameable(root))
        for node in root.walk():
            if node.name[0] != "@" and not node.namespace:
                node.namespace = NAMESPACE
        return serialise_xml(root, {None: NAMESPACE})


def _has_top_key(source: Source) -> bool:
    if _FIRST_KEY.match(source.head):
        return True
    try:
        return source.json.first("SkillsPassport") is not None
    except EportfolioError:  # it is told by whoever reads it
        return False


def _check_json(source: Source, level: Level) -> Iterable[Finding]:
    """The rules are held against plain data, since the tree does not tell the types of JSON apart."""
    from eportfolio.sources.json import load_json

    data = load_json(source.data, source.limits)
    if level is not Level.SYNTAX:
        from .jsonrules import json_shape

        yield from json_shape().check(data)


def version_of(root: Node) -> str:
    """The version that a document declares, such as ``3.3``."""
    return root.peek(("DocumentInfo", "XSDVersion")).strip().lstrip("Vv") or VERSIONS[-1][:3]


_SPECIFICATION = "http://europass.cedefop.europa.eu/Europass"

XML = SkillsPassport(
    Format(
        id="europass-xml",
        title="Europass SkillsPassport (XML, 2013 to 2020)",
        versions=VERSIONS,
        reads=("3.0 to 3.4.1",),
        media_types=("application/xml", "text/xml"),
        suffixes=(".xml",),
        specification=_SPECIFICATION,
        family="europass-legacy",
    )
)

JSON = SkillsPassport(
    Format(
        id="europass-json",
        title="Europass SkillsPassport (JSON, 2013 to 2020)",
        versions=JSON_VERSIONS,
        reads=("3.0 to 3.4.1",),
        media_types=("application/json",),
        suffixes=(".json",),
        specification=_SPECIFICATION,
        family="europass-legacy",
    )
)
