"""Searching a concept scheme for what somebody's own words mean: exact, normalised, then ranked by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from .concepts import LABEL_KINDS, Label, SchemeConcept
from .index.store import ConceptScheme
from .languages import conventional_case
from .ranking.ranker import Ranker

Method = Literal["exact", "normalised", "lexical", "semantic"]

LONGEST: Final = 4_000
"""Characters of a query that are looked at; the reason of a proposal says when there were more."""

_KINDS: Final = {"preferred": "the preferred label", "alternative": "an alternative label", "hidden": "a hidden label"}
_SURE: Final = {"preferred": 1.0, "alternative": 0.98, "hidden": 0.96}
_NORMALISED: Final = 0.95
_UNVERIFIED: Final = 0.9
_LIKE: Final = 0.94
_LIKE_UNVERIFIED: Final = 0.85
_LIKE_KINDS: Final = {"preferred": "the label", "alternative": "the other label", "hidden": "the hidden label"}
_BY_MEANING: Final = 100
_UNKNOWN_LANGUAGE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that may be what was meant.

    Attributes:
        uri: the concept.
        label: its preferred label.
        language: language of that label.
        type: type of the concept.
        score: how likely it is what was meant, from 0 to 1.
        method: how it was found.
        reason: in plain words, which label matched and how.
    """

    uri: str
    label: str
    language: str
    type: str
    score: float
    method: Method
    reason: str


class Semantic(Protocol):
    """A ranking by meaning, such as the one of the extra ``semantic``."""

    def rank(self, text: str, limit: int = ..., *, types: Sequence[str] = ()) -> Sequence[tuple[str, float]]:
        """URIs of concepts of some types, or of all, with their likeness to a text (0 to 1), the likeliest first."""


class Searcher:
    """Searches one concept scheme.  It may be used from several threads.

    Args:
        scheme: what is searched.
        semantic: a ranking by meaning that is asked as well, if there is one.
    """

    def __init__(self, scheme: ConceptScheme, *, semantic: Semantic | None = None) -> None:
        self.scheme = scheme
        self.semantic = semantic
        self._ranker = Ranker(scheme)

    def search(
        self,
        text: str,
        *,
        language: str | None = None,
        types: Sequence[str] = (),
        context: Sequence[str] = (),
        limit: int = 10,
    ) -> tuple[Proposal, ...]:
        """Concepts that a text may mean, the likeliest first.

        Args:
            text: somebody's own words: a name, or a sentence; empty text finds nothing.
            language: language of the text, where it is known: labels in it are preferred, others searched too.
            types: only concepts of these types.
            context: URIs of the person's occupations, which make related skills likelier.
            limit: how many proposals at most.
        """
        found: dict[str, Proposal] = {}
        for proposal in self._same(text[:LONGEST], language, types):
            if proposal.uri not in found or found[proposal.uri].score < proposal.score:
                found[proposal.uri] = proposal
        ranked = sorted(found.values(), key=lambda proposal: -proposal.score)[: max(limit, 0)]
        if len(ranked) < limit:
            further = self._alike(text[:LONGEST], language, types, context, limit)
            ceiling = ranked[-1].score if ranked else 1.0
            other = (replace(one, score=min(one.score, ceiling)) for one in further if one.uri not in found)
            ranked += sorted(other, key=lambda proposal: -proposal.score)[: limit - len(ranked)]
        if len(text) > LONGEST:
            ranked = [
                replace(one, reason=f"{one.reason}; only the first {LONGEST:,} characters were looked at")
                for one in ranked
            ]
        return tuple(ranked)

    def _alike(
        self, text: str, language: str | None, types: Sequence[str], context: Sequence[str], limit: int
    ) -> Iterator[Proposal]:
        """Concepts whose labels are like the text, or whose meaning is, the likeliest first."""
        meant = self._meant(text, language, types)
        ranked = self._ranker.rank(text, language=language, types=types, context=context, meant=meant)
        for one in ranked[: limit + len(_SURE)]:
            uri, kind, label_kind, label, spoken, verified = self._ranker.index.label(one.label)
            concept = self.scheme.get(uri)
            if concept is None:
                continue
            shown, own = _shown(concept, language or spoken)
            score = min(one.score, _LIKE if verified else _LIKE_UNVERIFIED)
            by_meaning = uri in meant and not one.by_words
            reason = (
                "its meaning is like that of the words"
                if by_meaning
                else (
                    f"{_LIKE_KINDS[LABEL_KINDS[label_kind]]} “{label}”"
                    + (f" ({spoken})" if spoken else "")
                    + " is like it"
                )
            )
            if one.in_context:
                reason += "; an occupation of the person needs it"
            yield Proposal(uri, shown, own, kind, round(score, 4), "semantic" if by_meaning else "lexical", reason)

    def _meant(self, text: str, language: str | None, types: Sequence[str]) -> dict[str, float]:
        """Likeness of meaning by URI; it counts for less in a language that the encoder was not trained on."""
        if self.semantic is None:
            return {}
        from .semantic import knows

        trust = 1.0 if language is None or knows(language) else _UNKNOWN_LANGUAGE
        return {uri: trust * likeness for uri, likeness in self.semantic.rank(text, _BY_MEANING, types=types)}

    def _same(self, text: str, language: str | None, types: Sequence[str]) -> Iterator[Proposal]:
        """Concepts of which a label says the same, letter by letter or in its normal form."""
        exact = self.scheme.exact(text, types=types)
        yield from self._proposals(exact, "exact", language)
        if not exact:
            yield from self._proposals(self.scheme.normalised(text, types=types), "normalised", language)

    def _proposals(self, labels: Iterable[Label], method: Method, language: str | None) -> Iterator[Proposal]:
        for label in labels:
            score = min(_SURE[label.kind], 1.0 if method == "exact" else _NORMALISED)
            score = score if label.verified else min(score, _UNVERIFIED)
            concept = self.scheme.get(label.uri)
            if concept is None:
                continue
            how = "the same as" if method == "exact" else "but for its spelling the same as"
            shown, spoken = _shown(concept, language or label.language)
            reason = f"{how} {_KINDS[label.kind]} “{label.text}”" + (f" ({label.language})" if label.language else "")
            yield Proposal(label.uri, shown, spoken, label.type, score, method, reason)


def _shown(concept: SchemeConcept, language: str) -> tuple[str, str]:
    """The preferred label to show and its language; one text may be the label in several languages."""
    shown = concept.label(language)
    tags = [tag for tag, text in concept.labels.items() if text == shown]
    wanted = conventional_case(language)
    return shown, next((tag for tag in (wanted, wanted.partition("-")[0]) if tag in tags), tags[0] if tags else "")
