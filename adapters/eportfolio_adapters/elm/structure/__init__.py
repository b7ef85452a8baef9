"""Structural validation of European Digital Credentials: our own rules instead of a SHACL engine.

The document becomes nodes (:mod:`.graph`), and each node is held against the rules of its classes (:mod:`.checks`),
which come from a table (:mod:`.table`).  Verdicts are those of the official shapes of application profile 1.2.0, or
stricter where the shapes are blind: documents without context or type, keys that are dropped, concepts that are in no
list, ids that stand for two things.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding, finding

from . import words
from .checks import Checker
from .concepts import check_languages
from .contexts import check_context
from .graph import DOCUMENTS, Graph, build
from .table import AP, FULL, PROFILES, rules

__all__ = ["check"]


def check(
    data: dict[str, Any], *, profile: str = "", pointer: str = "", embedded_context: bool = True,
    membership: bool = True,
) -> Iterator[Finding]:  # fmt: skip
    """Check the structure of one European Digital Credential, or of a presentation of several.

    The document is valid when no finding is an error.

    Args:
        data: its plain JSON.
        profile: last step of the IRI of its profile, such as ``edc-accredited``; told from ``credentialSchema``, else
            ``edc-generic-full``, when empty.
        pointer: where it stands in its file, as a JSON pointer.
        embedded_context: whether it must name its contexts; a draft for upload has none, and the usual ones hold.
        membership: whether to look concepts up in the vocabularies that the profile demands.

    Raises:
        UsageError: there is no such profile.
    """
    if profile and profile not in PROFILES:
        raise UsageError("usage", f"There is no profile {profile}.", hint=f"There are: {', '.join(PROFILES)}.")
    if not isinstance(data, dict):
        return iter([finding("wrong-type", f"A credential is an object, and this is {words.found(data)}.")])
    return chain(
        _check(data, profile, pointer, embedded_context, membership),
        _check_presented(data, profile, pointer, embedded_context, membership),
    )


def _check(
    data: dict[str, Any], profile: str, pointer: str, embedded_context: bool, membership: bool
) -> Iterator[Finding]:
    context = data.get("@context")
    if embedded_context or context is not None:
        yield from check_context(context, f"{pointer}/@context" if "@context" in data else pointer)
    graph = build(data, pointer)
    yield from graph.findings
    if not _is_looked_at(graph):
        message = (
            "The document is not of the type EuropeanDigitalCredential, so that a validator with shapes finds nothing "
            "in it to object to."
        )
        hint = 'Write: "type": ["VerifiableCredential", "EuropeanDigitalCredential"]'
        yield finding("not-a-credential", message, pointer=pointer, hint=hint, specification=words.CONTEXT)
    profiles, unknown = (frozenset({profile}), []) if profile else _profiles(data)
    for name in unknown:
        message = f"The profile {words.quoted(name)} is not known here: the rules of {FULL} were used."
        yield finding("unknown-version", message, pointer=f"{pointer}/credentialSchema", value=name[:200])
    if membership:
        yield from check_languages(graph.languages)
    yield from Checker(graph.nodes, rules(profiles), membership).run()


def _is_looked_at(graph: Graph) -> bool:
    """Whether the document, or one of its nodes when it is a list of nodes, is of a class that the profile is about."""
    nodes = [graph.root] if graph.root is not None else list(graph.nodes.values())
    return any(not DOCUMENTS.isdisjoint(node.types) for node in nodes)


def _profiles(data: dict[str, Any]) -> tuple[frozenset[str], list[str]]:
    """The profiles that a document says it follows, and what it names that is none of them."""
    raw = data.get("credentialSchema")
    named: list[str] = []
    for member in raw if isinstance(raw, list) else [raw]:
        iri = member.get("id", member.get("@id")) if isinstance(member, dict) else member
        if isinstance(iri, str):
            named.append(iri)
    known = frozenset(iri.removeprefix(AP) for iri in named if iri.removeprefix(AP) in PROFILES)
    return known or frozenset({FULL}), [] if known else named


def _check_presented(
    data: dict[str, Any], profile: str, pointer: str, embedded_context: bool, membership: bool
) -> Iterator[Finding]:
    """The credentials of a presentation, which are documents of their own."""
    raw = data.get("verifiableCredential")
    for index, member in enumerate(raw if isinstance(raw, list) else [raw]):
        if isinstance(member, dict):
            where = f"{pointer}/verifiableCredential" + (f"/{index}" if isinstance(raw, list) else "")
            inherits = embedded_context and "@context" in member
            yield from check(member, profile=profile, pointer=where, embedded_context=inherits, membership=membership)
