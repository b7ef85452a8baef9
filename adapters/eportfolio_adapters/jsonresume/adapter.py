"""The adapter ``jsonresume``: JSON Resume 1.x in and out, the keys of 0.x in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions, ResiduePolicy, Writing
from eportfolio.exchange.adapter import WriteOptions as Options
from eportfolio.report.errors import EportfolioError, UnreadableError, UsageError
from eportfolio.report.findings import Endpoint, Finding, Report
from eportfolio.sources.tree import Grade

if TYPE_CHECKING:
    from eportfolio.exchange.crosswalk import WriteRun
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Leaf, Node

VERSION = "1.3.1"
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
"""What ``$schema`` says in files that were no JSON Resume before, so that they are recognised whatever they hold."""


class JsonResume:
    """JSON Resume."""

    format = Format(
        id="jsonresume",
        title="JSON Resume",
        versions=(VERSION,),
        reads=("1.x", "0.x"),
        media_types=("application/json",),
        suffixes=(".json",),
        specification="https://jsonresume.org/schema",
    )

    def sniff(self, source: Source) -> Confidence:
        """Tell by the top keys; neighbours that look alike are refused by name."""
        if source.kind != "json":
            return NO
        try:
            root = source.json
        except EportfolioError:
            return NO
        from .detection import recognise

        return recognise(root)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read a resume of any version.

        Raises:
            UnreadableError: the document is no JSON object.
        """
        from eportfolio.exchange.crosswalk.adapter import read_tree

        from .crosswalk import DETAILS, JSON_RESUME
        from .detection import is_old

        root = source.json
        # The tree does not tell an empty list, nor null, from an empty object.
        nothing = not root.children and not source.head.startswith(b"{")
        if root.value is not None or nothing or any(child.array and child.name == "*" for child in root.children):
            raise UnreadableError("wrong-type", "A resume is a JSON object, and this document is none.")
        version = "0.x" if is_old(root) else "1.x"
        return read_tree(root, JSON_RESUME, self.format, details=DETAILS, version=version)

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write what is valid for the schema 1.3.1, which all versions 1.x share.

        Raises:
            UsageError: a version other than 1.x was asked for.
        """
        from eportfolio.exchange.crosswalk import WriteRun
        from eportfolio.exchange.crosswalk.awards import set_unearned_aside
        from eportfolio.model.canonical import to_data
        from eportfolio.sources.json import dump_json, from_tree
        from eportfolio.sources.tree import ROOT, Node

        from .crosswalk import JSON_RESUME
        from .rules import restore_aliases
        from .structure import ALIASES, arrange

        if options.version and options.version.lstrip("vV").partition(".")[0] != "1":
            raise UsageError("usage", f"Version {options.version} is not written; choose {VERSION}.")
        data = to_data(portfolio)
        run = WriteRun(self.format.residue_family, data, array=True, residue=options.residue is not ResiduePolicy.DROP)
        root = Node(ROOT)
        set_unearned_aside(run)
        for rule in JSON_RESUME:
            rule.write(run.model, root, run)
        written = {id(leaf): leaf.value for leaf in root.leaves() if leaf.value is not None}
        if run.residue:
            restore_aliases(run, root, ALIASES)
        run.finish(root)
        self._name_schema(root, data, options)
        run.removed(arrange(root, written, keep=options.residue is ResiduePolicy.KEEP))
        _acknowledge_spellings(run, root, written)
        report = Report(run.losses(), target=Endpoint(format=self.format.id, version=VERSION))
        return Writing(dump_json(from_tree(root) or {}), report, frozenset(run.supplied))

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """Syntax, then the structure rules of 1.x."""
        from eportfolio.sources.json import load_json

        data = load_json(source.data, source.limits)
        if level is not Level.SYNTAX:
            from .structure import check_value

            yield from check_value(data)

    def _name_schema(self, root: Node, data: dict[str, Any], options: Options) -> None:
        """Say which schema it is, unless the file was a resume before and did not say so."""
        known = (data.get("provenance") or {}).get("format") == self.format.id
        if root.first("$schema") is None and (not known or options.residue is ResiduePolicy.DROP):
            root.add("$schema", SCHEMA)


def _acknowledge_spellings(run: WriteRun, root: Node, written: dict[int, Leaf]) -> None:
    """A value that residue gave back the spelling it had is carried as it was, whatever the crosswalk made of it."""
    for node in root.leaves():
        origin = run.origins.get(id(node))
        if origin is not None and node.value == origin.value and written.get(id(node)) != node.value:
            origin.taken = Grade.DATA


JSONRESUME = JsonResume()
