"""The adapter ``openbadges``: Open Badges 3.0 and older ones, in all forms in, unsigned out."""

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

VERSION: Final = "3.0"
DETAILS: Final = ("@context", "type", "id", "credentialSchema", "credentialStatus", "refreshService", "proof")
_FOREIGN: Final = frozenset({"EuropeanDigitalCredential", "ClrCredential", "EuropeanDigitalPresentation"})
"""Credentials that other formats read, though they may have something of a badge."""

_FORMS: Final = {
    "credential": "a credential", "response": "a response of the Open Badges API", "presentation": "a presentation",
    "token": "a token", "legacy": "an older version",
}  # fmt: skip


class OpenBadges:
    """Open Badges.

    Args:
        format: the format.
    """

    def __init__(self, format: Format) -> None:
        self.format = format

    def sniff(self, source: Source) -> Confidence:
        """Tell by the types of the credentials, whatever form they are in."""
        from .marks import opened

        document = opened(source)
        if document is None:
            return NO
        from .envelope import BADGES
        from .legacy import refusal_of

        kinds = document.kinds()
        if not document.credentials and (refusal := refusal_of(document.root)):
            return Confidence(0, refusal=refusal)
        if not document.credentials or (document.form != "legacy" and BADGES.isdisjoint(kinds)) or kinds & _FOREIGN:
            return NO
        return Confidence(95, f"the types of an Open Badge, in {_FORMS[document.form]}", document.version)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read badges and endorsements.

        Raises:
            UnreadableError: the document holds none.
        """
        from eportfolio.exchange.adapter import LazyTrace
        from eportfolio.exchange.crosswalk.adapter import entries
        from eportfolio.exchange.crosswalk.repair import fit

        from .credential import CREDENTIAL
        from .envelope import SUBJECT, open_document
        from .runs import BadgeReadRun

        document = source.made(open_document, keep=False)
        if all(credential.first(SUBJECT) is None for credential in document.credentials):
            raise UnreadableError(
                "not-a-credential", "The document holds no badge.",
                hint="A badge is a credential: an object with credentialSubject, issuer and types.",
            )  # fmt: skip
        run = BadgeReadRun(self.format.id, DETAILS)
        run.open(document, source.limits)
        for credential in document.credentials:
            item = CREDENTIAL.read_one(credential, run)
            single = source if len(document.credentials) == 1 else None
            _keep_picture(document.parts.get(id(credential), single), item)
        run.root["provenance"] = {"format": self.format.id}
        data = run.finish(document.root)
        portfolio = fit(data, run)
        report = Report(run.findings, Endpoint(format=self.format.id, version=document.version), fidelity=run.fidelity)
        return Reading(portfolio, report, LazyTrace(lambda: entries(run.trace, data)))

    def write(self, portfolio: Portfolio, options: Options) -> Writing:
        """Write a badge for each award; a signed one that is unchanged as it was.

        Raises:
            UsageError: a version other than 3.0 was asked for.
            RefusedError: the format demands what neither the portfolio nor the issuer file has; all of it is named.
        """
        from copy import deepcopy

        from eportfolio.model.canonical import to_data
        from eportfolio.model.identity import assign_ids

        from .keeping import Keeper
        from .writing import write_badges

        if options.version and options.version.lstrip("vV") != VERSION:
            raise UsageError("usage", f"Version {options.version} is not written; choose {VERSION}.")
        data = to_data(portfolio)
        assign_ids(data)
        keeper = Keeper(deepcopy(data), lambda source: self.read(source, ReadOptions()))
        return write_badges(data, options, self.format, keeper)

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
        """The credentials as JSON-LD."""
        from eportfolio.sources.json import from_tree

        from .envelope import open_document

        found = (from_tree(credential) for credential in source.made(open_document).credentials)
        return [data for data in found if isinstance(data, dict)]


def _keep_picture(source: Source | None, item: dict[str, Any]) -> None:
    """Keep the picture that a badge was baked into."""
    if source is None or not source.outer or source.container not in {"png", "svg"}:
        return
    import base64

    kind = "image/png" if source.container == "png" else "image/svg+xml"
    picture = {"media_type": kind, "content": base64.b64encode(source.outer).decode("ascii")}
    item.setdefault("displays", []).append({"image": picture})


OPENBADGES: Final = OpenBadges(
    Format(
        id="openbadges",
        title="Open Badges",
        versions=(VERSION,),
        reads=(
            "3.0", "2.1", "2.0", "1.1", "1.0", "0.5", "with the data model of W3C in version 2.0 or 1.1", "VC-JWT",
            "SD-JWT", "baked into PNG and SVG", "presentation", "response of the Open Badges API",
        ),
        media_types=("application/ld+json", "application/vc", "application/json", "application/vc+jwt"),
        suffixes=(".json", ".jsonld"),
        specification="https://www.imsglobal.org/spec/ob/v3p0/",
        family="openbadges",
        uses_issuer=True,
    )
)  # fmt: skip
