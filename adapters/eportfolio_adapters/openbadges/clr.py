"""The adapter ``clr``: Comprehensive Learner Records 2.0 in, and 1.0; 2.0 out, unsigned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions, Writing
from eportfolio.exchange.adapter import WriteOptions as Options
from eportfolio.report.errors import UnreadableError, UsageError
from eportfolio.report.findings import Endpoint, Finding, Report

if TYPE_CHECKING:
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Node

    from .envelope import Document

VERSION: Final = "2.0"
DETAILS: Final = (
    "@context", "type", "id", "credentialSchema", "credentialStatus", "refreshService", "termsOfUse", "proof",
    "partial",
)  # fmt: skip
_TYPES: Final = frozenset({"ClrCredential", "ClrSubject"})


class LearnerRecords:
    """Comprehensive Learner Records.

    Args:
        format: the format.
    """

    def __init__(self, format: Format) -> None:
        self.format = format

    def sniff(self, source: Source) -> Confidence:
        """Tell by the type of the credential, or of its subject."""
        from .marks import opened

        document = opened(source)
        if document is None or not any(_is_record(credential) for credential in document.credentials):
            return NO
        version = "1.0" if document.form == "legacy" else VERSION
        return Confidence(96, "the types of a learner record", version)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read the records of a document, with the credentials in them.

        Raises:
            UnreadableError: the document holds none.
        """
        from eportfolio.exchange.adapter import LazyTrace
        from eportfolio.exchange.crosswalk.adapter import entries
        from eportfolio.exchange.crosswalk.repair import fit

        from .envelope import open_document
        from .records import RECORD_RULES, RecordReadRun

        document = source.made(open_document, keep=False)
        records = [credential for credential in document.credentials if _is_record(credential)]
        if not records:
            raise UnreadableError(
                "not-a-credential", "The document holds no learner record.",
                hint="A learner record is a credential of the type ClrCredential.",
            )  # fmt: skip
        run = RecordReadRun(self.format.id, DETAILS)
        run.findings.extend(source.findings)
        _open_members(records, document, source)
        run.open(document, source.limits)
        for record in records:
            RECORD_RULES.read_one(record, run)
        run.root["provenance"] = {"format": self.format.id}
        data = run.finish(document.root)
        for associations in run.associations:
            associations.resolve()
        portfolio = fit(data, run)
        version = "1.0" if document.form == "legacy" else VERSION
        report = Report(run.findings, Endpoint(format=self.format.id, version=version), fidelity=run.fidelity)
        return Reading(portfolio, report, LazyTrace(lambda: entries(run.trace, data)))

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write one record with a badge for each award; a signed one that is unchanged as it was.

        Raises:
            UsageError: a version other than 2.0 was asked for.
            RefusedError: the format demands what neither the portfolio nor the issuer file has; all of it is named.
        """
        from copy import deepcopy

        from eportfolio.model.canonical import to_data
        from eportfolio.model.identity import assign_ids

        from .record_keeping import RecordKeeper
        from .recording import write_records

        if options.version and options.version.lstrip("vV") != VERSION:
            raise UsageError("usage", f"Version {options.version} is not written; choose {VERSION}.")
        data = to_data(portfolio)
        assign_ids(data)
        keeper = RecordKeeper(deepcopy(data), self._read_any)
        return write_records(data, options, self.format, keeper)

    def _read_any(self, source: Source) -> Reading:
        """A signed original: a record, or a badge in one."""
        from .adapter import OPENBADGES

        adapter = self if self.sniff(source).score else OPENBADGES
        return adapter.read(source, ReadOptions())

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """The rules of the specification and its schemas."""
        from .envelope import as_they_stand, open_document
        from .structure import check

        source.made(open_document)
        if level is Level.SYNTAX:
            return
        for data, pointer, signed in as_they_stand(source):
            yield from check(data, pointer=pointer, signed=signed)

    def rdf_documents(self, source: Source) -> list[dict[str, Any]]:
        """The records as JSON-LD."""
        from eportfolio.sources.json import from_tree

        from .envelope import open_document

        found = (from_tree(credential) for credential in source.made(open_document).credentials)
        return [data for data in found if isinstance(data, dict)]


def _is_record(credential: Node) -> bool:
    from .envelope import SUBJECT
    from .joints import types_of

    subjects = {kind for subject in credential.all(SUBJECT) for kind in types_of(subject)}
    return not _TYPES.isdisjoint({*types_of(credential), *subjects})


def _open_members(records: list[Node], document: Document, source: Source) -> None:
    """Put the credentials of tokens in the place of the tokens, and keep what is signed."""
    from eportfolio.sources.json import dump_json

    from .envelope import CREDENTIALS, JSON_TYPE, PROOF, SUBJECT, Original, graft, token_of

    for record in records:
        for member in record.select((SUBJECT, CREDENTIALS)):
            text = token_of(member)
            if text:
                graft(member, text, document, source.limits)
                document.credentials.remove(member)
            elif member.first(PROOF) is not None:
                document.originals[id(member)] = Original(dump_json(document.plain(member)), JSON_TYPE)


CLR: Final = LearnerRecords(
    Format(
        id="clr",
        title="Comprehensive Learner Record",
        versions=(VERSION,),
        reads=("2.0", "1.0", "VC-JWT", "baked into PNG and SVG", "response of the CLR API"),
        media_types=("application/ld+json", "application/vc", "application/json", "application/vc+jwt"),
        suffixes=(".json", ".jsonld"),
        specification="https://www.imsglobal.org/spec/clr/v2p0/",
        family="openbadges",
        uses_issuer=True,
    )
)
