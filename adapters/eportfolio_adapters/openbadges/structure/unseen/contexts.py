"""What JSON-LD makes of a document: its contexts together, the terms that it drops, and types that nobody defined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from eportfolio.report.codes import Severity
from eportfolio.report.errors import EportfolioError, UnsafeError
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.limits import DEFAULT_LIMITS

from ..documents import contexts_of, names_context, types_of
from ..places import pointer
from .look import Look

_UNNUMBERED: Final = re.compile(r"https://purl\.imsglobal\.org/spec/(?:ob/v3p0|clr/v2p0)/context\.json")
_DRIFTING: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_DRIFTED: Final = ("endorsementJwt", "jti")
"""The terms that one of the two texts of the context 3.0.3 lacks."""

_JSON_LD: Final = "JSON-LD 1.1 Processing Algorithms and API"


def together(root: Look) -> Iterator[Finding]:
    """Contexts of a document that do not go together.

    Args:
        root: the document.
    """
    if not names_context(root.data, "Credentials-2"):
        return
    for context in contexts_of(root.data):
        if isinstance(context, str) and _UNNUMBERED.fullmatch(context):
            message = (
                "This context has no version, and it defines terms anew that version 2.0 of the data model protects: "
                "JSON-LD processors refuse the two together."
            )
            hint = f"Name the version, such as {_DRIFTING}."
            yield root.found("context-conflict", message, "@context", context, hint)


def drifting(root: Look, looks: Iterable[Look]) -> Iterator[Finding]:
    """Terms that only one of the two texts of a context defines.

    Args:
        root: the document.
        looks: its objects.
    """
    if _DRIFTING not in contexts_of(root.data):
        return
    for look in looks:
        for term in _DRIFTED:
            if term in look.data:
                message = (
                    f"{term} is defined by the published text of the context 3.0.3, and not by the older text under "
                    "the same address, which some verifiers have: there the signature does not hold."
                )
                yield look.found("context-drift", message, term)


def undefined_types(root: Look) -> Iterator[Finding]:
    """Types of a credential that no context defines (VC Data Model 2.0, section 4.5), or contexts that clash."""
    from eportfolio.sources.jsonld.active import EMPTY, Contexts

    place = (root.place, "@context")
    try:
        active = Contexts(DEFAULT_LIMITS).apply(EMPTY, root.data.get("@context"), "")
    except UnsafeError:
        return  # a context that is not known may define the types
    except EportfolioError as error:
        yield root.at(place, error.finding.name, error.finding.message, must=True)
        return
    for one in sorted(types_of(root.data)):
        if active.meaning(one) is None:
            message = "The contexts do not define this type: a processor makes a relative address of it, or drops it."
            yield root.found("undefined-type", message, "type", one, must=True)


def dropped(root: Look, *, told: bool) -> Iterator[Finding]:
    """The terms of a document that a JSON-LD processor drops, or why it refuses the document.

    Args:
        root: the document.
        told: whether it was said already that its contexts do not go together.
    """
    from eportfolio.sources.jsonld import dropped_terms

    start = pointer(root.place)
    try:
        places = dropped_terms(root.data)
    except UnsafeError as error:
        message = f"Whether JSON-LD drops something was not checked: {error.finding.message}"
        yield finding("dropped-term", message, pointer=f"{start}/@context", severity=Severity.INFO)
        return
    except EportfolioError as error:
        if not told:
            yield replace(error.finding, pointer=start + error.finding.pointer, severity=Severity.WARNING)
        return
    for place in places:
        message = "No context defines this key: JSON-LD drops it, so that it is not signed and others do not see it."
        yield finding("dropped-term", message, pointer=start + place, severity=Severity.WARNING, specification=_JSON_LD)
