"""Checks of concepts: whether they exist, are in force, and are of the vocabulary that stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...model import Concept, Portfolio
from ...report.codes import Severity
from ...vocabulary.concepts import SchemeConcept
from ...vocabulary.normalise import fold
from ...vocabulary.versions import is_withdrawn
from .belonging import Home
from .context import Context, Look, Problem
from .fitting import WORDS, fits
from .known import Labels, primary
from .resolved import Resolved, State

_SHOWN: Final = 100


def unknown_concept(look: Look[Concept]) -> Iterator[Problem]:
    """The URI is of a vocabulary that is all there, and that does not have it."""
    concept, context = look.value, look.context
    found = context.resolver.resolve(concept)
    if found.uri is State.UNKNOWN and found.home is not None and concept.uri:
        older = context.known.older(found.home, concept.uri)
        there = f"; {older} has it" if older else ""
        message = f"{_name(found.home, context)} has no concept with this URI{there}."
        yield Problem(message, "/uri", shown(concept.uri), hint=_twin(concept.uri, found.home, context))


def unknown_code(look: Look[Concept]) -> Iterator[Problem]:
    """The code is of a list that is all there, and that does not have it."""
    concept, context = look.value, look.context
    found = context.resolver.resolve(concept)
    if found.code is State.UNKNOWN and found.elsewhere is None and found.named is not None:
        yield Problem(f"{_name(found.named, context)} has no such code.", "/notation", shown(concept.notation))


def contradicting_code(look: Look[Concept]) -> Iterator[Problem]:
    """URI and code are of one vocabulary, and of two concepts."""
    concept, context = look.value, look.context
    found = context.resolver.resolve(concept)
    if found.concept is None or found.home is None or found.named is None or not found.home.is_same(found.named):
        return
    coded = _coded(concept, found, context)
    if coded is not None and found.concept.uri != coded.uri:
        message = f"The code means {_quoted(coded)}, and the URI beside it {_quoted(found.concept)}."
        yield Problem(message, "/notation", shown(concept.notation))


def withdrawn_code(look: Look[Concept]) -> Iterator[Problem]:
    """The code of a country or language was in force once."""
    concept, context = look.value, look.context
    found = context.resolver.resolve(concept)
    if found.code is State.WITHDRAWN and found.named is not None:
        message = f"The code has been withdrawn from the list of {found.named.name}."
        # A place was in the country of its time; a person's nationality is one of today.
        severity = Severity.INFO if look.field == "country" else None
        yield Problem(message, "/notation", shown(concept.notation), severity)


def obsolete_concept(look: Look[Concept]) -> Iterator[Problem]:
    """The vocabulary has withdrawn the concept."""
    concept, context = look.value, look.context
    found = context.resolver.resolve(concept)
    for at, one, home in (("/uri", found.concept, found.home), ("/notation", found.coded, found.named)):
        if one is None or home is None or not is_withdrawn(one):
            continue
        successor = context.known.by_uri(home, one.replaced_by) if one.replaced_by else None
        instead = f" Its successor is {_quoted(successor)}, {successor.uri}." if successor is not None else ""
        yield Problem(f"{_quoted(one)} is {one.status} in {_name(home, context)}.{instead}", at, _leaf(concept, at))
        return


def wrong_scheme(look: Look[Concept]) -> Iterator[Problem]:
    """The concept is of another vocabulary than the one that is named, or of one that does not fit the field."""
    concept, context = look.value, look.context
    found = context.resolver.resolve(concept)
    at = "/uri" if concept.uri else "/notation"
    value = _leaf(concept, at)
    if found.elsewhere is not None and found.named is not None:
        named, other = _name(found.named, context), _name(found.elsewhere, context)
        yield Problem(f"{named} has no such code, but {other} has.", "/notation", shown(concept.notation))
    elif found.home and found.named and not _go_together(found, bool(concept.notation)):
        home, named = _name(found.home, context), _name(found.named, context)
        yield Problem(f"The URI is of {home}, and the scheme beside it is that of {named}.", at, value)
    elif not fits(found.kind, look.field):
        what = WORDS.get(found.kind, found.kind)
        yield Problem(f"The concept is {what}, and stands in the field {look.field}.", at, value)
    elif look.field == "eqf_level" and found.vocabulary is not None and found.vocabulary.name != "eqf":
        yield Problem(f"The level is of {_name(found.vocabulary, context)}, not of the EQF.", at, value)


def label_not_of_concept(look: Look[Concept]) -> Iterator[Problem]:
    """The official label is none of the concept's, as far as labels in its language are there."""
    concept, context = look.value, look.context
    if concept.official_label is None:
        return
    found = context.resolver.resolve(concept)
    one, home = found.concept, found.home
    if one is None:
        one, home = _coded(concept, found, context), found.named
    if one is None or home is None:
        return
    several = isinstance(concept.official_label, dict)
    labels = context.known.labels(home, one.uri)
    for language, text in _by_language(concept.official_label, look.portfolio).items():
        if fold(text) not in labels.texts and _is_told(text, language, labels, home, context):
            at = f"/official_label/{language}" if several else "/official_label"
            yield Problem(f"{_quoted(one)} never had the label that stands there as the official one.", at, shown(text))


def not_checked(look: Look[Concept]) -> Iterator[Problem]:
    """Count what nobody can tell; it is told once for each vocabulary at the end."""
    context = look.context
    missing = context.resolver.resolve(look.value).missing
    if isinstance(missing, Home):
        install = f"To check them: eportfolio vocab install {missing.name} SOURCE"
        name, there = _name(missing, context), context.known.scheme(missing) is not None
        why = "which is here only in part" if there else "which is not installed"
        context.unchecked.count(f"Not checked: {{}} of {name}, {why}. {install}", install)
    elif missing:
        context.unchecked.count(f"Not checked: {{}} of {shown(missing)}, a vocabulary that is not installed.")
    yield from ()


def shown(text: str | None) -> str:
    """A value as a message shows it: long ones are cut."""
    text = text or ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


def _leaf(concept: Concept, at: str) -> str:
    return shown(concept.uri if at == "/uri" else concept.notation)


def _coded(concept: Concept, found: Resolved, context: Context) -> SchemeConcept | None:
    """The concept of the code; that of a country or language is looked up only when it is asked for."""
    if found.coded is not None or found.named is None or found.code is not State.FOUND:
        return found.coded
    concepts = context.known.by_code(found.named, concept.notation or "")
    return concepts[0] if len(concepts) == 1 else None


def _go_together(found: Resolved, has_code: bool) -> bool:
    """Whether URI and scheme are of one vocabulary, or the scheme is that of the code beside an ESCO occupation."""
    assert found.home is not None
    assert found.named is not None
    if found.home.is_same(found.named):
        return True
    return has_code and found.home.kind == "occupation" and found.named.name in ("isco-08", "isco-88")


def _name(home: Home, context: Context) -> str:
    scheme = context.known.scheme(home)
    return f"{home.name} {scheme.description.version}" if scheme is not None else home.name


def _quoted(concept: SchemeConcept) -> str:
    return f'"{concept.label()}"'


def _twin(uri: str, home: Home, context: Context) -> str:
    """A hint when the URI is right but for its first letters: an identifier with https is another identifier."""
    plain = uri.replace("https://", "http://", 1)
    return f"Write it as {plain}." if plain != uri and context.known.by_uri(home, plain) is not None else ""


def _by_language(label: str | dict[str, str], portfolio: Portfolio) -> Mapping[str, str]:
    return label if isinstance(label, dict) else {portfolio.language or "": label}


def _is_told(text: str, language: str, labels: Labels, home: Home, context: Context) -> bool:
    """Whether the vocabulary can tell: it has all labels in that language, or the label is that of another concept."""
    if context.known.is_complete(home) and primary(language) in labels.languages:
        return True
    return any(scheme.exact(text) for scheme in context.known.editions(home))
