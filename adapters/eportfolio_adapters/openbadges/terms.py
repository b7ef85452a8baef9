"""Terms that a credential needs and no context of it defines: they are defined in the credential itself.

W3C's own context (Verifiable Credentials 2.0) has no terms for people and what they achieved, and what no context
defines is in no statement and in no proof.  The names and addresses are those of schema.org and of Open Badges 3.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eportfolio.report.errors import EportfolioError
from eportfolio.sources.json import from_tree
from eportfolio.sources.tree import Node

from .joints import TYPE

_SCHEMA: Final = "https://schema.org/"
_BADGES: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"

_OF_SCHEMA: Final = (
    "additionalName", "address", "addressCountry", "addressLocality", "addressRegion", "alumniOf", "birthDate",
    "caption", "email", "familyName", "gender", "genre", "audience", "givenName", "hasCredential", "honorificPrefix",
    "honorificSuffix", "image", "memberOf", "nationality", "postalCode", "streetAddress", "telephone", "url",
    "worksFor",
)  # fmt: skip

TERMS: Final[Mapping[str, str]] = {
    **{name: f"{_SCHEMA}{name}" for name in _OF_SCHEMA},
    **{name: f"{_BADGES}{name}" for name in ("Address", "Evidence", "Image", "narrative")},
    **dict.fromkeys(("degree", "hasAchieved", "hasClaim"), f"{_SCHEMA}hasCredential"),
    "addressCountryCode": f"{_BADGES}CountryCode",
}
"""The names that are written, and their addresses."""

_ROUNDS: Final = 6
"""How deep objects whose keys are all undefined may stand in each other."""


def define(document: Node) -> list[Node]:
    """Define the terms of a credential that no context of it defines.

    Args:
        document: the credential, which gets a context of its own behind the others.

    Returns:
        Types that no context defines, and that are not ours to define.
    """
    own: Node | None = None
    strangers: list[Node] = []
    for _ in range(_ROUNDS):
        undefined, strangers = _undefined(document)
        wanted = [name for name in undefined if name in TERMS and (own is None or own.first(name) is None)]
        if not wanted:
            break
        if own is None:
            own = _add_context(document)
        for name in wanted:
            if own.first(name) is None:
                own.add(name, TERMS[name])
    return strangers


def _undefined(document: Node) -> tuple[list[str], list[Node]]:
    """Names that are dropped, and the types among them that the table has not."""
    from eportfolio.sources.jsonld import Reason, unsafe

    try:
        found = unsafe(from_tree(document))
    except EportfolioError:
        return [], []  # a context that is not known: what it defines cannot be told
    types = {leaf.pointer: leaf for leaf in document.leaves() if leaf.name == TYPE}
    names = [item.pointer.rpartition("/")[2] for item in found if item.reason is Reason.UNDEFINED]
    dropped = [types[item.pointer] for item in found if item.reason is Reason.RELATIVE_TYPE and item.pointer in types]
    names += [str(leaf.value) for leaf in dropped]
    return names, [leaf for leaf in dropped if leaf.value not in TERMS]


def _add_context(document: Node) -> Node:
    """A context of the credential's own, behind the others."""
    own = document.add("@context", array=True)
    document.children.remove(own)
    for context in document.all("@context"):
        context.array = True
    last = max((n for n, child in enumerate(document.children) if child.name == "@context"), default=-1)
    document.children.insert(last + 1, own)
    return own
