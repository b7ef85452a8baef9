"""Whether the contexts of a document make a European Digital Credential of it.

A document without the context of the profile keeps hardly a statement in RDF, so that shapes find nothing wrong in it;
and a context that is not known here may give any key another meaning.  Contexts are never fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from eportfolio.report.findings import Finding, finding
from eportfolio.sources.jsonld.contexts import CREDENTIALS, CREDENTIALS_2
from eportfolio.sources.jsonld.contexts import EUROPEAN_DIGITAL_CREDENTIALS as PROFILE

from . import words
from .terms import Term, terms

_NEWER: Final = (
    "http://data.europa.eu/snb/model/ontology/",
    "http://data.europa.eu/snb/model/application-profile/",
)
"""What IRIs of the European Learning Model 3.3 start with."""

_TEXTS: Final = frozenset({"id", "type", "VerifiableCredential", "VerifiablePresentation", "sec", "cred", "xsd"})
_COERCIONS: Final = ("@id", "@language")


def newer(iri: str) -> bool:
    """Whether an IRI is of the namespaces of the European Learning Model 3.3."""
    return iri.startswith(_NEWER)


def check_context(raw: Any, pointer: str, *, nested: bool = False) -> Iterator[Finding]:
    """What is wrong with the contexts.

    Args:
        raw: the value of ``@context``; ``None`` when there is none.
        pointer: where it stands, or where it should stand.
        nested: whether it is that of an object inside the document, which has those of the document already.
    """
    absent = raw is None and not nested
    members = raw if isinstance(raw, list) else [] if absent else [raw]
    for index, member in enumerate(members):
        where = f"{pointer}/{index}" if members is raw else pointer
        yield from _check_member(member, where, nested=nested)
    if nested:
        return
    lacking = [one for one in (CREDENTIALS, PROFILE) if one not in members]
    if CREDENTIALS_2 in members and CREDENTIALS in lacking:
        lacking.remove(CREDENTIALS)
    if lacking:
        message = (
            f"The document does not name the context {' and '.join(lacking)}: without it hardly anything is a "
            "statement of a European Digital Credential, and a validator with shapes finds nothing to object to."
        )
        hint = f'Write: "@context": ["{CREDENTIALS}", "{PROFILE}"]'
        yield finding("not-a-credential", message, pointer=pointer, hint=hint, specification=words.CONTEXT)


def foreign_terms(raw: Any) -> Mapping[str, Term]:
    """The terms that a context inside the document defines beside the known ones.

    Args:
        raw: the value of ``@context`` of the document.
    """
    found: dict[str, Term] = {}
    for member in raw if isinstance(raw, list) else [raw]:
        for name, definition in member.items() if isinstance(member, dict) else ():
            parts = definition if isinstance(definition, dict) else {}
            coercion = parts.get("@container") or parts.get("@type") or ""
            plain = coercion in _COERCIONS or (isinstance(coercion, str) and not coercion.startswith("@"))
            found[name] = Term(f"urn:foreign:{name}", coercion if plain else "@graph")
    return found


def _check_member(member: Any, pointer: str, *, nested: bool) -> Iterator[Finding]:
    if isinstance(member, dict):
        yield from _check_inline(member, pointer, nested=nested)
    elif member == CREDENTIALS_2:
        message = (
            "The context of version 2.0 of the Verifiable Credentials data model protects terms that the context of "
            "the profile defines differently, such as description: a JSON-LD 1.1 processor refuses the document."
        )
        yield finding("context-conflict", message, pointer=pointer, value=member, specification=words.CONTEXT)
    elif member not in (CREDENTIALS, PROFILE):
        shown = member if isinstance(member, str) else None
        message = "This context is not known here, and contexts are never fetched: what its terms mean is not told."
        hint = f"The contexts of a European Digital Credential are {CREDENTIALS} and {PROFILE}."
        if isinstance(member, str) and newer(member):
            message, hint = words.NEWER_CLASS, words.NEWER_HINT
        yield finding("invalid-value", message, pointer=pointer, value=shown, hint=hint, specification=words.CONTEXT)


def _check_inline(member: dict[str, Any], pointer: str, *, nested: bool) -> Iterator[Finding]:
    """A context that is written out may add terms to the document; it may not change those of the profile."""
    if nested:
        message = "An object inside a credential has a context of its own, and what its keys mean is not told."
        yield finding("invalid-value", message, pointer=pointer, hint="Move it to the top of the document.")
        return
    known = terms()
    for name in member:
        if name.startswith("@") or name in known.keys or name in known.classes or name in _TEXTS:
            message = f"This context gives {words.quoted(name)} a meaning of its own, which the profile has fixed."
            yield finding("context-conflict", message, pointer=f"{pointer}/{name}", hint="Choose another name.")
