"""The contexts that are known without a network: built from our own tables of terms.

A table has one row per term: the scope that it stands in (nothing: everywhere; else the type or term behind which it
holds, steps joined by ``/``), the term, its address or keyword, the type that values are coerced to, the container,
and whether the term is a prefix and whether it is protected (JSON-LD 1.1, section 9.15).

What the published context of application profile 1.2.0 gets wrong is wrong here too, because others compute with it:

==================================  ================================================================================
``dateModified``                    coerced to an address, where the shapes demand ``xsd:dateTime``; a date is no
                                    address and is dropped
``latitude``, ``longitude``         their prefix ``clv`` lacks the slash at its end and so is none: they do not become
                                    addresses of the Core Location Vocabulary
``descriptionHtml``                 coerced to an address, where the shapes demand ``rdf:HTML``; the text is dropped
``areaDialingCode``                 ``elm:areaDialingCode``, where the shapes look at ``elm:areaDialing``
``defaultLanguage``, ``geometry``,  there are no terms for ``elm:defaultLanguage``, ``locn:geometry`` and
``hasMember``                       ``org:hasMember``, which the shapes look at
==================================  ================================================================================
"""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from ... import resources
from ...report.errors import UnsafeError

EUROPEAN_DIGITAL_CREDENTIALS: Final = "http://data.europa.eu/snb/model/context/edc-ap"
"""Address of the context of the application profile of European Digital Credentials."""

CREDENTIALS: Final = "https://www.w3.org/2018/credentials/v1"
"""Address of the context of the Verifiable Credentials data model 1.1."""

CREDENTIALS_2: Final = "https://www.w3.org/ns/credentials/v2"
"""Address of the context of version 2.0, which protects ``description`` and so cannot stand beside the profile."""

PORTFOLIO: Final = "https://w3id.org/eportfolio/v1/context.jsonld"
"""Address of our own context."""

_TABLES: Final = {EUROPEAN_DIGITAL_CREDENTIALS: "elm/terms.tsv", CREDENTIALS: "credentials/terms.tsv"}

KNOWN: Final = (*_TABLES, PORTFOLIO)
"""The addresses of the contexts that there are."""


def context(iri: str) -> dict[str, Any]:
    """A context that is known: what stands behind ``@context``, as the caller's own copy.

    Args:
        iri: its address.

    Raises:
        UnsafeError: it is not known; nothing is ever fetched.
    """
    return copy.deepcopy(shared_context(iri))


@cache
def shared_context(iri: str) -> dict[str, Any]:
    """The same context for everybody: not to be changed.

    Args:
        iri: its address.

    Raises:
        UnsafeError: it is not known; nothing is ever fetched.
    """
    if iri == PORTFOLIO:
        content = json.loads((resources.schemas() / "context.jsonld").read_bytes())
        return dict(content["@context"])
    if iri not in _TABLES:
        raise unknown(iri)
    return _from_table(resources.schemas() / _TABLES[iri])


def unknown(iri: str, pointer: str = "") -> UnsafeError:
    """The error for a context that is not known.

    Args:
        iri: its address.
        pointer: where it is named.
    """
    return UnsafeError(
        "unsafe-content",
        f"The document names the context {iri[:200]}, which is not known here; nothing is fetched.",
        pointer=pointer,
        hint=f"Put the context inline, or use one of these: {', '.join(KNOWN)}.",
    )


def _from_table(table: Path) -> dict[str, Any]:
    """The context of a table: each scope inside the definition of its term."""
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    columns = lines[0].split("\t")
    scopes: dict[str, dict[str, Any]] = {"": {}}
    for line in lines[1:]:
        row = dict(zip(columns, line.split("\t"), strict=True))
        scope = row["scope"]
        if scope not in scopes:
            outer, _, term = scope.rpartition("/")
            scopes[scope] = scopes[outer][term]["@context"] = {}
        scopes[scope][row["term"]] = _definition(row)
    return {"@version": 1.1, **scopes[""]}


def _definition(row: dict[str, str]) -> dict[str, Any]:
    """An expanded term definition (JSON-LD 1.1, section 9.15.1)."""
    given = {
        "@id": row["iri"],
        "@type": row["type"],
        "@container": row["container"],
        "@prefix": row["prefix"] == "yes",
        "@protected": row["protected"] == "yes",
    }
    return {key: value for key, value in given.items() if value}
