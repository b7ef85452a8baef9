"""The adapter ``vc``: verifiable credentials of any kind that no other format knows better."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import NO, Confidence, Format, Level, Reading, ReadOptions, Writing
from eportfolio.exchange.adapter import WriteOptions as Options
from eportfolio.report.errors import EportfolioError, UnreadableError, UsageError
from eportfolio.report.findings import Endpoint, Finding, Report

if TYPE_CHECKING:
    from eportfolio.model import Portfolio
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Node

    from .envelope import Document

VERSION: Final = "2.0"
DETAILS: Final = (
    "@context", "type", "id", "credentialSchema", "credentialStatus", "refreshService", "termsOfUse", "proof",
    "renderMethod", "cnf", "status", "vct#integrity", "_sd_alg", "holder",
)  # fmt: skip
CLAIMS: Final = "claims"
"""The form of a token that is no credential in the sense of W3C."""

_FOREIGN: Final = frozenset(
    {"EuropeanDigitalCredential", "EuropeanDigitalPresentation", "ClrCredential", "OpenBadgeCredential",
     "AchievementCredential", "EndorsementCredential"}
)  # fmt: skip
_SECURED: Final = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")


def open_statements(source: Source) -> Document:
    """Open a document with credentials, or a token with claims.

    Args:
        source: the source.

    Raises:
        EportfolioError: it is none, or broken.
    """
    from .envelope import open_document

    if source.kind == "text":
        claims = _claims(source)
        if claims is not None:
            return claims
    document = open_document(source)
    if document.form == "legacy":
        document.credentials.clear()
    return document


def _claims(source: Source) -> Document | None:
    """A token whose claims stand side by side: one with a type, and without a credential inside."""
    from eportfolio.sources.base64url import UnusableError
    from eportfolio.sources.json import to_tree
    from eportfolio.sources.jws import open_token
    from eportfolio.sources.sdjwt import is_sd_jwt, process

    from .claims import TYPE_CLAIM
    from .envelope import SD_JWT_TYPE, Document, Original

    text = source.data.decode("utf-8", "replace").strip()
    try:
        claims = process(text, source.limits).claims if is_sd_jwt(text) else open_token(text, source.limits).claims
    except UnusableError:
        return None
    if TYPE_CLAIM not in claims or {"credentialSubject", "vc", "vp"} & claims.keys():
        return None
    root = to_tree(dict(claims), source.limits)
    root.source_pointer = "/payload"
    document = Document(root, CLAIMS, [root])
    document.originals[id(root)] = Original(source.data, SD_JWT_TYPE)
    return document


class VerifiableCredentials:
    """Verifiable credentials.

    Args:
        format: the format.
    """

    def __init__(self, format: Format) -> None:
        self.format = format

    def sniff(self, source: Source) -> Confidence:
        """Tell by the context or the type of a credential; whoever knows the kind of credential knows it better."""
        from .marks import may_hold_credentials

        if not may_hold_credentials(source):
            return NO
        from .envelope import open_document

        try:
            document = (_claims(source) if source.kind == "text" else None) or source.made(open_document)
        except EportfolioError:
            return NO
        if not document.credentials:
            from .neighbours import refusal_of

            return Confidence(0, refusal=refusal_of(document.root))
        if document.form == "legacy" or document.kinds() & _FOREIGN:
            return NO
        if document.form == CLAIMS:
            return Confidence(50, "an SD-JWT with the type of a credential")
        version = _version(document)
        return Confidence(50, "a verifiable credential", version) if version else NO

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read credentials of any kind; badges and learner records among them as what they are.

        Raises:
            UnreadableError: the document holds none.
        """
        from eportfolio.exchange.adapter import LazyTrace
        from eportfolio.exchange.crosswalk.adapter import entries
        from eportfolio.exchange.crosswalk.repair import fit

        from .clr import CLR
        from .runs import BadgeReadRun

        if CLR.sniff(source).score:
            return CLR.read(source, options)
        document = source.made(open_statements, keep=False)
        if not document.credentials:
            raise UnreadableError(
                "not-a-credential", "The document holds no verifiable credential.",
                hint="A credential is an object with credentialSubject and issuer, or a token with one.",
            )  # fmt: skip
        run = BadgeReadRun(self.format.id, DETAILS)
        run.findings.extend(source.findings)
        run.open(document, source.limits)
        for credential in document.credentials:
            _plan(credential, document).read_one(credential, run)
        run.root["provenance"] = {"format": self.format.id}
        data = run.finish(document.root)
        portfolio = fit(data, run)
        version = _version(document)
        report = Report(run.findings, Endpoint(format=self.format.id, version=version), fidelity=run.fidelity)
        return Reading(portfolio, report, LazyTrace(lambda: entries(run.trace, data)))

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write the credentials of a portfolio: one by itself, several as a presentation; signed ones as they were.

        Raises:
            UsageError: a version other than 2.0 was asked for.
            RefusedError: the portfolio has no credential, or one lacks what the data model demands; all is named.
        """
        from copy import deepcopy

        from eportfolio.model.canonical import to_data
        from eportfolio.model.identity import assign_ids

        from .keeping import Keeper
        from .presenting import write_statements

        if options.version and options.version.lstrip("vV") != VERSION:
            raise UsageError("usage", f"Version {options.version} is not written; choose {VERSION}.")
        data = to_data(portfolio)
        assign_ids(data)
        return write_statements(data, options, self.format, Keeper(deepcopy(data), self._read_any))

    def _read_any(self, source: Source) -> Reading:
        """A signed original, of whichever kind."""
        from .adapter import OPENBADGES
        from .clr import CLR

        for adapter in (OPENBADGES, CLR):
            if adapter.sniff(source).score:
                return adapter.read(source, ReadOptions())
        return self.read(source, ReadOptions())

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """The rules of the data model."""
        from .envelope import as_they_stand
        from .structure import check

        if source.made(open_statements).form == CLAIMS or level is Level.SYNTAX:
            return
        for data, pointer, signed in as_they_stand(source):
            yield from check(data, pointer=pointer, signed=signed)

    def rdf_documents(self, source: Source) -> list[dict[str, Any]]:
        """The credentials as JSON-LD; the claims of a token are none."""
        from eportfolio.sources.json import from_tree

        document = source.made(open_statements)
        found = (from_tree(credential) for credential in document.credentials if document.form != CLAIMS)
        return [data for data in found if isinstance(data, dict)]


def _plan(credential: Node, document: Document) -> Any:
    """What reads a credential: a badge that is written as it was signed is still a badge."""
    from .claims import CLAIMS as ITEM
    from .credential import CREDENTIAL
    from .envelope import BADGES, kinds_of
    from .statements import STATEMENT

    if document.form == CLAIMS:
        return ITEM
    return STATEMENT if BADGES.isdisjoint(kinds_of(credential)) else CREDENTIAL


def _version(document: Document) -> str:
    """The version of the data model, by the first context, or by the type alone; empty when it is none."""
    for credential in document.credentials:
        contexts = [str(context.value) for context in credential.all("@context")]
        for context, version in zip(_SECURED, ("2.0", "1.1"), strict=True):
            if context in contexts:
                return version
    return VERSION if "VerifiableCredential" in document.kinds() else ""


VC: Final = VerifiableCredentials(
    Format(
        id="vc",
        title="Verifiable Credential (W3C)",
        versions=(VERSION,),
        reads=("2.0", "1.1", "VC-JWT", "SD-JWT VC", "presentation"),
        media_types=("application/vc", "application/ld+json", "application/vc+jwt", "application/dc+sd-jwt"),
        suffixes=(".json", ".jsonld"),
        specification="https://www.w3.org/TR/vc-data-model-2.0/",
        family="openbadges",
        uses_issuer=True,
    )
)
