"""What JSON-LD makes of a document: its contexts together, the terms that it drops, and types that nobody defined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from eportfolio.report.codes import Severity
from eportfolio.report.errors import EportfolioError, UnsafeError
from eportfolio.report.findings import Finding, finding

from ..documents import contexts_of, names_context
from ..places import pointer
from .look import Look

_UNNUMBERED: Final = re.compile(r"https://purl\.imsglobal\.org/spec/(?:ob/v3p0|clr/v2p0)/context\.json")
_DRIFTING: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_DRIFTED: Final = ("endorsementJwt", "jti")
"""The terms that one of the two texts of the context 3.0.3 lacks."""

_NAMES: Final = {
    "LANGUAGE_MAP": "language-map", "NO_ADDRESS": "relative-id", "NO_TEXT": "relative-id", "RELATIVE_ID": "relative-id",
    "RELATIVE_TYPE": "undefined-type",
}  # fmt: skip
"""The rules by the names of the reasons why something is left out."""

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


def left_out(root: Look, *, told: bool) -> Iterator[Finding]:
    """What a JSON-LD processor leaves out of a document, or why it refuses the document.

    Args:
        root: the document.
        told: whether it was said already that its contexts do not go together.
    """
    from eportfolio.sources.jsonld.dropping import unsafe
    from eportfolio.sources.jsonld.safety import Reason

    start = pointer(root.place)
    try:
        found = unsafe(root.data)
    except UnsafeError as error:
        message = f"Whether JSON-LD drops something was not checked: {error.finding.message}"
        yield finding("dropped-term", message, pointer=f"{start}/@context", severity=Severity.INFO)
        return
    except EportfolioError as error:
        if not told:
            severity = Severity.WARNING if root.kind.official else Severity.ERROR
            yield replace(error.finding, pointer=start + error.finding.pointer, severity=severity)
        return
    for place, reason in found:
        if reason is Reason.DIRECTION:  # the data model itself provides for it
            continue
        where = place.rpartition("/")[0] if reason is Reason.LANGUAGE_MAP else place
        name = _NAMES.get(reason.name, "dropped-term")
        must = name == "undefined-type" and not root.kind.official and not place.startswith("/proof")
        yield finding(
            name, f"In JSON-LD, {reason}.", pointer=start + where, specification=_JSON_LD,
            severity=Severity.ERROR if must else Severity.WARNING,
        )  # fmt: skip
