"""What an RDF file says of its concept scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from ...sources.json import load_json
from ..concepts import SchemeDescription
from ..errors import VocabularySourceError
from ..importing.options import ImportOptions
from ..languages import conventional_case
from . import terms
from .parsing import Statement
from .survey import EVERY
from .terms import DC, DCT, OURS, OWL, RDFS, SKOS

_TITLE: Final = (DCT + "title", DC + "title", SKOS + "prefLabel", RDFS + "label")
_VERSION: Final = (
    OWL + "versionInfo", DCT + "hasVersion", "http://purl.org/pav/version", "http://schema.org/version",
    "https://schema.org/version",
)  # fmt: skip
_DATE: Final = (DCT + "date", DCT + "modified", DCT + "issued", DC + "date")
_SOURCES: Final = (DCT + "source", DC + "source")
_LICENCE: Final = (DCT + "license", DC + "rights", DCT + "rights", "http://creativecommons.org/ns#license")
_NOTES: Final = (
    SKOS + "note", DCT + "description", DC + "description", SKOS + "definition", SKOS + "scopeNote", RDFS + "comment",
)  # fmt: skip
_OWN: Final = tuple(
    OURS + name for name in ("scheme_short_name", "scheme_is_official", "scheme_attribution", "scheme_facts")
)

DESCRIBED: Final = frozenset(
    {terms.TYPE, terms.HAS_TOP_CONCEPT, *_TITLE, *_VERSION, *_DATE, *_SOURCES, *_LICENCE, *_NOTES, *_OWN}
)
"""The properties of a scheme that are looked at."""

_BREAK: Final = re.compile(r"\s*[\t\r\n]\s*")
_NO_NAME: Final = re.compile(r"[^a-z0-9.+_-]+")


class _Said:
    """What is said of one thing: values and languages by property."""

    def __init__(self, triples: Iterable[Statement], subject: str) -> None:
        self._values = [
            (predicate, _BREAK.sub(" ", value).strip(), conventional_case(language or ""))
            for about, predicate, value, language in triples
            if about == subject and predicate in DESCRIBED
        ]

    def all(self, predicates: Iterable[str], language: str) -> tuple[str, ...]:
        """The values of several properties; of texts in several languages, those in one of them."""
        wanted = tuple(predicates)
        found = [(value, tag) for predicate, value, tag in self._values if predicate in wanted]
        spoken = dict.fromkeys(tag for _, tag in found)
        chosen = next((tag for tag in (language, "en", "", *spoken) if tag in spoken), "")
        return tuple(dict.fromkeys(value for value, tag in found if tag in ("", chosen)))

    def first(self, predicates: Iterable[str], language: str = "") -> str:
        """The value of the first of several properties that has one."""
        return next((found[0] for predicate in predicates if (found := self.all((predicate,), language))), "")


def describe(triples: Iterable[Statement], scheme: str, name: str, options: ImportOptions) -> SchemeDescription:
    """The description of a scheme, from the triples about it and what the user says.

    Args:
        triples: the triples of the file.
        scheme: URI of the scheme.
        name: its short name.
        options: what the user says; it counts more than the file.

    Raises:
        VocabularySourceError: neither says what its version or its address is.
    """
    said = _Said(triples, scheme)
    description = options.described(
        SchemeDescription(
            name=name,
            version=_as_name(said.first(_VERSION)),
            uri="" if scheme == EVERY else scheme,
            title=said.first(_TITLE, options.language) or name,
            official=said.first((OURS + "scheme_is_official",)) not in ("false", "0"),
            sources=said.all(_SOURCES, options.language),
            date=said.first(_DATE),
            licence=said.first(_LICENCE, options.language),
            attribution=said.first((OURS + "scheme_attribution",), options.language),
            notes=said.all(_NOTES, options.language),
        )
    )
    missing = [what for what in ("version", "uri") if not getattr(description, what)]
    if missing:
        raise VocabularySourceError(
            "vocabulary-source",
            f"Nothing says what the {' and the '.join(missing)} of the scheme {name} is.",
            hint=f"Say it: {' '.join(f'--{what} {what.upper()}' for what in missing)}.",
        )
    return description


def facts_of(triples: Iterable[Statement], scheme: str) -> dict[str, Any]:
    """The facts about a scheme as a whole that our own export keeps."""
    facts: dict[str, Any] = {}
    for about, predicate, value, language in triples:
        if about == scheme and predicate == OURS + "scheme_facts" and language is not None:
            found = load_json(value.encode())
            facts |= found if isinstance(found, dict) else {}
    return facts


def _as_name(version: str) -> str:
    """A version as it can be part of a file name; of an address, its last part."""
    last = version.rstrip("/").rpartition("/")[2] if "://" in version else version
    return _NO_NAME.sub("-", last.lower()).strip("-._+")
