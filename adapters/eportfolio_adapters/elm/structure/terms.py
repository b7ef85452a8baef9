"""What the contexts of a European Digital Credential define: keys, classes and prefixes.

Contexts come from the library's own tables of terms; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from eportfolio.sources.jsonld.contexts import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS, shared_context

from .table import FULL, rules

_SCOPES: Final = ("VerifiableCredential", "VerifiablePresentation")
"""The types that bring terms along for the object that has them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A key that the context defines.

    Attributes:
        iri: the property that it stands for.
        coercion: ``@id``, ``@language``, ``@graph``, the IRI of a datatype, or nothing.
        scopes: the types of which an object must have one for the key to be defined; empty when it is everywhere.
        at_odds: whether the context makes references of what the shapes take for dates or markup.
    """

    iri: str
    coercion: str = ""
    scopes: frozenset[str] = frozenset()
    at_odds: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What the two contexts of a credential define.

    Attributes:
        keys: the keys of objects.
        classes: the IRIs of classes by the names that ``type`` uses.
        prefixes: what compact IRIs start with.
    """

    keys: Mapping[str, Term]
    classes: Mapping[str, str]
    prefixes: Mapping[str, str]


@cache
def terms() -> Terms:
    """What the contexts of a European Digital Credential define."""
    keys: dict[str, Term] = {}
    classes: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for address in (CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS):
        context = shared_context(address)
        _read(context, "", keys, classes, prefixes)
        for scope in _SCOPES:
            _read(context.get(scope, {}).get("@context", {}), scope, keys, classes, prefixes)
    literals = {
        path for group in rules(frozenset({FULL})).values() for path, rule in group.by_path.items() if rule.datatype
    }
    for name, term in keys.items():
        if term.coercion == "@id" and term.iri in literals:
            keys[name] = replace(term, at_odds=True)
    return Terms(MappingProxyType(keys), MappingProxyType(classes), MappingProxyType(prefixes))


def _read(
    context: Mapping[str, Any], scope: str, keys: dict[str, Term], classes: dict[str, str], prefixes: dict[str, str]
) -> None:
    """Take the terms of one context, prefixes first, because the others need them."""
    definitions = {name: one for name, one in context.items() if isinstance(one, dict)}
    local = {name: one["@id"] for name, one in definitions.items()}
    prefixes |= {name: one["@id"] for name, one in definitions.items() if one.get("@prefix")}
    for name, one in definitions.items():
        iri = _long(one["@id"], local)
        if one.get("@prefix") or iri.startswith("@"):
            continue
        if name[0].isupper():
            classes[name] = iri
        elif name in keys and keys[name].scopes:
            scopes = keys[name].scopes | {scope} if scope else frozenset[str]()
            keys[name] = replace(keys[name], scopes=scopes)
        elif name not in keys:
            coercion = _long(str(one.get("@container", one.get("@type", ""))), local)
            keys[name] = Term(iri, coercion, frozenset({scope}) if scope else frozenset())


def _long(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if prefix in prefixes and local and not local.startswith("//") else name
