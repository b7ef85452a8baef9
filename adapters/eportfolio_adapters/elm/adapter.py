"""The adapters ``elm`` and ``elm-upload``: European Digital Credentials, in all forms in, unsealed out."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions, Writing
from eportfolio.exchange.adapter import WriteOptions as Options
from eportfolio.report.errors import EportfolioError, UnreadableError, UsageError
from eportfolio.report.findings import Endpoint, Finding, Report

if TYPE_CHECKING:
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Node

    from .envelope import Document

VERSION = "3.2"
DETAILS = ("@context", "type", "id", "credentialSchema")
_NEWER = (
    "The classes are of the namespace http://data.europa.eu/snb/model/ontology/, that of the European Learning Model "
    "3.3; the document is read as version 3.2, as far as the names are the same."
)
_SPECIFICATION = "https://europa.eu/europass/elm-browser/"


class EuropeanDigitalCredential:
    """European Digital Credentials for Learning.

    Args:
        format: the format.
        upload: whether drafts for upload are written.
    """

    def __init__(self, format: Format, *, upload: bool) -> None:
        self.format = format
        self.upload = upload

    def sniff(self, source: Source) -> Confidence:
        """Tell by the types of the document, whatever form it is in."""
        from .statements import names_classes, spelling_of

        if source.kind != "json" and source.head[:2] != b"ey" and not spelling_of(source):
            return NO
        from .envelope import CREDENTIAL, is_compact, open_document
        from .typed import types_of

        if source.kind != "json" and not is_compact(source.data) and not spelling_of(source):
            return NO
        try:
            document = source.made(open_document)
        except EportfolioError as error:
            told = not self.upload and error.finding.name != "not-a-credential" and names_classes(source)
            return Confidence(50, "it names the classes of European Digital Credentials, and is broken") if told else NO
        types = {name for node in document.nodes() for name in types_of(node)}
        if not any(name.rpartition("/")[2] in (CREDENTIAL, "EuropeanDigitalPresentation") for name in types):
            return NO
        if self.upload is not (document.kind == "upload"):
            return Confidence(60, "it is a European Digital Credential in another form")
        form = {"credential": "an unsealed credential", "upload": "a draft for upload", "sealed": "sealed"}
        return Confidence(
            95, f"the type {CREDENTIAL}, {form.get(document.kind, 'in a presentation')}", document.version or VERSION
        )

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read a credential, a draft or a presentation.

        Raises:
            UnreadableError: the document is no JSON object, or holds no credential.
        """
        from eportfolio.exchange.adapter import LazyTrace
        from eportfolio.exchange.crosswalk.adapter import entries
        from eportfolio.exchange.crosswalk.repair import fit

        from .credential import CredentialItem
        from .displaying import language_of
        from .envelope import open_document
        from .runs import ElmReadRun

        document = source.made(open_document, keep=False)
        if not document.credentials or not document.root.children:
            raise UnreadableError("not-a-credential", "The document holds no credential.")
        run = ElmReadRun(self.format.id, DETAILS)
        if document.newer:
            run.report("unknown-version", _NEWER, document.root)
        run.unfold(document.credentials[0] if document.kind == "upload" else document.root, source.limits)
        languages = (_primary_language(credential) for credential in document.credentials)
        language = next((code for address in languages if (code := language_of(address))), "")
        if language:
            run.root["language"] = language
        item = CredentialItem()
        for credential in document.credentials:
            item.read(credential, run.root, run)
            _keep_original(document, credential, run.owners[id(credential)])
        run.root["provenance"] = {"format": self.format.id}
        data = run.finish(document.root)
        portfolio = fit(data, run)
        report = Report(run.findings, Endpoint(format=self.format.id, version=document.version or VERSION),
                        fidelity=run.fidelity)  # fmt: skip
        return Reading(portfolio, report, LazyTrace(lambda: entries(run.trace, data)))

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write one credential with all that the portfolio holds; a sealed one that is unchanged as it was.

        Raises:
            UsageError: a version other than 3.2 was asked for.
            RefusedError: the format demands what neither the portfolio nor the issuer file has; all of it is named.
        """
        from eportfolio.model.canonical import to_data
        from eportfolio.model.identity import assign_ids

        if options.version and options.version.lstrip("vV") != VERSION:
            raise UsageError("usage", f"Version {options.version} is not written; choose {VERSION}.")
        data = to_data(portfolio)
        original = self._unchanged(portfolio, data, options)
        if original is not None:
            return Writing(original, Report(target=Endpoint(format=self.format.id, version=VERSION)))
        assign_ids(data)
        from .writing import write_credential

        return write_credential(data, options, self.format, upload=self.upload)

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """The rules of the application profile that the credential names."""
        from .envelope import open_document
        from .structure import check

        document = source.made(open_document)
        if level is Level.SYNTAX:
            return
        if document.statements is not None:
            yield from _check_statements(document, document.statements)
            return
        for credential, data in zip(document.credentials, document.data(), strict=True):
            yield from check(data, pointer=credential.pointer, embedded_context=document.kind != "upload")

    def rdf_documents(self, source: Source) -> list[dict[str, Any]]:
        """The credentials as JSON-LD, with the context that drafts go without."""
        from .credential import CONTEXTS
        from .envelope import open_document

        document = source.made(open_document)
        documents = document.data() if document.statements is None else [document.statements]
        return [data if "@context" in data else {"@context": list(CONTEXTS), **data} for data in documents]

    def _unchanged(self, portfolio: Portfolio, data: dict[str, Any], options: Options) -> bytes | None:
        """The sealed original, if the portfolio is what it says and nothing else."""
        from eportfolio.compare import equivalent
        from eportfolio.sources.source import Source

        credentials = data.get("credentials", [])
        original = credentials[0].get("original", {}) if len(credentials) == 1 else {}
        if self.upload or options.issuer is not None or not original.get("content"):
            return None
        content = base64.b64decode(original["content"])
        source = Source(content)
        if not self.sniff(source).score:
            return None
        return content if equivalent(self.read(source, ReadOptions()).portfolio, portfolio) else None


def _check_statements(document: Document, statements: dict[str, Any]) -> Iterator[Finding]:
    """The rules for a document in another form than the compact one; it may do without the contexts of the profile."""
    from dataclasses import replace

    from .structure import check
    from .structure.table import PROFILES

    profile = document.profile()
    found = check(
        statements, profile=profile if profile in PROFILES else "", embedded_context="@context" in statements
    )  # fmt: skip
    for item in found:
        yield replace(item, pointer=document.place(item.pointer))


def _primary_language(credential: Node) -> str:
    return credential.peek(("displayParameter", "primaryLanguage", "id"))


def _keep_original(document: Document, credential: Node, item: dict[str, Any]) -> None:
    original = document.originals.get(id(credential))
    if original is not None:
        item["original"] = {
            "media_type": original.media_type, "content": base64.b64encode(original.content).decode("ascii")
        }  # fmt: skip


ELM = EuropeanDigitalCredential(
    Format(
        id="elm",
        title="European Digital Credential (ELM 3)",
        versions=(VERSION,),
        reads=(
            "3.2",
            "3.1",
            "3.0",
            "3.3 as far as the names are the same",
            "sealed (JAdES)",
            "presentation",
            "JSON-LD in any form, without remote contexts",
            "Turtle",
            "N-Triples",
            "RDF/XML",
        ),
        media_types=("application/ld+json", "text/turtle", "application/n-triples", "application/rdf+xml"),
        suffixes=(".jsonld", ".json"),
        specification=_SPECIFICATION,
        family="elm",
        uses_issuer=True,
    ),
    upload=False,
)
UPLOAD = EuropeanDigitalCredential(
    Format(
        id="elm-upload",
        title="European Digital Credential, draft for upload",
        versions=(VERSION,),
        reads=("3.2", "3.1", "3.0"),
        media_types=("application/json",),
        suffixes=(".upload.json",),
        specification=_SPECIFICATION,
        family="elm",
        crosswalk="elm",
        uses_issuer=True,
    ),
    upload=True,
)
