"""Exchange e-portfolios and competences between organisations, with every loss named.

>>> import eportfolio as ep
>>> portfolio, report = ep.read("cv.xml")                        # doctest: +SKIP
>>> ep.write(portfolio, "cv.json", format="jsonresume")          # doctest: +SKIP

The names below are loaded when they are first used, so that ``import eportfolio`` costs next to nothing.
"""

from __future__ import annotations

from ._version import __version__

TYPE_CHECKING = False  # known to type checkers; importing typing would cost a third of the start

if TYPE_CHECKING:
    from typing import Any

    from .agreements import Agreement, agree
    from .bulk import Draft, Drafted, draft
    from .compare import Change, Difference, diff, equivalent
    from .compare.merging import Conflict, Merged, merge
    from .exchange.adapter import Format, Level, Reading, ReadOptions, ResiduePolicy, WriteOptions, Writing
    from .exchange.convert import Conversion, convert
    from .exchange.issuer import Issuer, read_issuer
    from .exchange.portfolios import dumps, read, write
    from .exchange.registry import formats
    from .model import Portfolio
    from .profiles import Profile, check, read_profile
    from .report.codes import Severity
    from .report.errors import (
        EportfolioError,
        MissingExtraError,
        RefusedError,
        UndeclaredLossError,
        UnknownFormatError,
        UnreadableError,
        UnsafeError,
        UsageError,
    )
    from .report.findings import Fidelity, Finding, Report
    from .sharing import Forgotten, Shared, ShareOptions, forget, redact, share
    from .sources.baking import Baked, bake, extract
    from .sources.limits import Limits
    from .trust import Verification, verify
    from .trust.keys.signing_key import SigningKey, new_key
    from .trust.signing import Signed, sign
    from .validation.validate import validate
    from .vocabulary.concepts import Label, SchemeConcept, SchemeDescription
    from .vocabulary.index.store import ConceptScheme
    from .vocabulary.library import Vocabularies
    from .vocabulary.linking import Linking, LinkOptions, link
    from .vocabulary.search import Proposal, Searcher

_WHERE = {
    "Agreement": "agreements",
    "agree": "agreements",
    "Draft": "bulk",
    "Drafted": "bulk",
    "draft": "bulk",
    "Change": "compare",
    "Conflict": "compare.merging",
    "Difference": "compare",
    "Merged": "compare.merging",
    "diff": "compare",
    "equivalent": "compare",
    "merge": "compare.merging",
    "Format": "exchange.adapter",
    "Level": "exchange.adapter",
    "Reading": "exchange.adapter",
    "ReadOptions": "exchange.adapter",
    "ResiduePolicy": "exchange.adapter",
    "WriteOptions": "exchange.adapter",
    "Writing": "exchange.adapter",
    "Conversion": "exchange.convert",
    "convert": "exchange.convert",
    "Issuer": "exchange.issuer",
    "read_issuer": "exchange.issuer",
    "dumps": "exchange.portfolios",
    "read": "exchange.portfolios",
    "write": "exchange.portfolios",
    "formats": "exchange.registry",
    "Portfolio": "model",
    "Profile": "profiles",
    "check": "profiles",
    "read_profile": "profiles",
    "EportfolioError": "report.errors",
    "MissingExtraError": "report.errors",
    "RefusedError": "report.errors",
    "UndeclaredLossError": "report.errors",
    "UnknownFormatError": "report.errors",
    "UnreadableError": "report.errors",
    "UnsafeError": "report.errors",
    "UsageError": "report.errors",
    "Fidelity": "report.findings",
    "Finding": "report.findings",
    "Report": "report.findings",
    "Severity": "report.codes",
    "Forgotten": "sharing",
    "forget": "sharing",
    "Shared": "sharing",
    "ShareOptions": "sharing",
    "redact": "sharing",
    "share": "sharing",
    "Baked": "sources.baking",
    "bake": "sources.baking",
    "extract": "sources.baking",
    "Limits": "sources.limits",
    "Verification": "trust",
    "SigningKey": "trust.keys.signing_key",
    "new_key": "trust.keys.signing_key",
    "Signed": "trust.signing",
    "sign": "trust.signing",
    "verify": "trust",
    "validate": "validation.validate",
    "Label": "vocabulary.concepts",
    "SchemeConcept": "vocabulary.concepts",
    "SchemeDescription": "vocabulary.concepts",
    "ConceptScheme": "vocabulary.index.store",
    "Vocabularies": "vocabulary.library",
    "LinkOptions": "vocabulary.linking",
    "Linking": "vocabulary.linking",
    "link": "vocabulary.linking",
    "Proposal": "vocabulary.search",
    "Searcher": "vocabulary.search",
}

__all__ = [
    "Agreement",
    "Baked",
    "Change",
    "ConceptScheme",
    "Conflict",
    "Conversion",
    "Difference",
    "Draft",
    "Drafted",
    "EportfolioError",
    "Fidelity",
    "Finding",
    "Forgotten",
    "Format",
    "Issuer",
    "Label",
    "Level",
    "Limits",
    "LinkOptions",
    "Linking",
    "Merged",
    "MissingExtraError",
    "Portfolio",
    "Profile",
    "Proposal",
    "ReadOptions",
    "Reading",
    "RefusedError",
    "Report",
    "ResiduePolicy",
    "SchemeConcept",
    "SchemeDescription",
    "Searcher",
    "Severity",
    "ShareOptions",
    "Shared",
    "Signed",
    "SigningKey",
    "UndeclaredLossError",
    "UnknownFormatError",
    "UnreadableError",
    "UnsafeError",
    "UsageError",
    "Verification",
    "Vocabularies",
    "WriteOptions",
    "Writing",
    "__version__",
    "agree",
    "bake",
    "check",
    "convert",
    "diff",
    "draft",
    "dumps",
    "equivalent",
    "extract",
    "forget",
    "formats",
    "link",
    "merge",
    "new_key",
    "read",
    "read_issuer",
    "read_profile",
    "redact",
    "share",
    "sign",
    "validate",
    "verify",
    "write",
]


def __getattr__(name: str) -> Any:
    module = _WHERE.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
