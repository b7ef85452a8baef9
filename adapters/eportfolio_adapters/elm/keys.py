"""The keys of a European Digital Credential: what stands behind them, and which key there is for an IRI."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from eportfolio.sources.jsonld.active import EMPTY, Active, Contexts
from eportfolio.sources.jsonld.contexts import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS
from eportfolio.sources.limits import Limits

_SCOPES: Final = ("VerifiableCredential", "VerifiablePresentation")
_ABSOLUTE: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*|_):\S+\Z")


@cache
def profile() -> Active:
    """What the contexts of a credential define, everywhere and in credentials and presentations."""
    contexts = Contexts(Limits())
    active = contexts.apply(EMPTY, [CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS], "")
    for name in _SCOPES:
        active = contexts.apply(active, active.terms[name].context, "")
    return active


@cache
def _names() -> dict[str, str]:
    """The keys and names of classes by IRI."""
    names: dict[str, str] = {}
    for name, term in profile().terms.items():
        if term.iri is not None and not term.prefix and not term.iri.startswith("@"):
            names.setdefault(term.iri, name)
    return names


def is_iri(text: str) -> bool:
    """Whether a text can be the id of a node: an absolute IRI, or a label within the document.

    Args:
        text: the text.
    """
    return _ABSOLUTE.match(text) is not None


def key_of(iri: str) -> str:
    """The key or the name of a class for an IRI; the IRI itself when there is none.

    Args:
        iri: the IRI, which may begin with a prefix of the profile.
    """
    return _names().get(iri) or _names().get(without_prefix(iri, profile()), iri)


@cache
def reference_keys() -> frozenset[str]:
    """The keys that lead to nodes, so that a text behind one is the id of a node."""
    return frozenset(name for name, term in profile().terms.items() if term.type == "@id")


@cache
def text_keys() -> frozenset[str]:
    """The keys that language maps stand behind."""
    return frozenset(name for name, term in profile().terms.items() if "@language" in term.container)


def without_prefix(text: str, active: Active) -> str:
    """An id without its prefix; relative ones stay (JSON-LD 1.1 API, section 5.2).

    Args:
        text: the id.
        active: the context that defines the prefixes.
    """
    prefix, colon, suffix = text.partition(":")
    term = active.terms.get(prefix) if colon and prefix != "_" and not suffix.startswith("//") else None
    return term.iri + suffix if term is not None and term.prefix and term.iri is not None else text
