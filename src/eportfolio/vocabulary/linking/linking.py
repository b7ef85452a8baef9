"""Proposing concepts for the words of a portfolio, and putting those that are accepted beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from ...report.findings import Endpoint, Finding, Report, finding
from .mentions import OCCUPATIONS, SKILLS, Data, Mention, mentions, resolve

if TYPE_CHECKING:
    from ...model import Portfolio
    from ..index.store import ConceptScheme
    from ..library import Vocabularies
    from ..search import Proposal, Searcher

Accept = Literal["nothing", "exact", "normalised"] | float
"""What is accepted unasked: nothing, equal labels, labels equal but for spelling, or a score from 0 to 1."""

_METHODS: Final[Mapping[str, tuple[str, ...]]] = {
    "nothing": (),
    "exact": ("exact",),
    "normalised": ("exact", "normalised"),
}
_LONGEST_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """What is linked to what, and who decides.

    Attributes:
        vocabularies: other vocabularies than those the places of the model are meant for, by the name of those.
        accept: what is accepted unasked.
        least: score below which a proposal is not worth a look, from 0 to 1.
        limit: how many proposals are kept for one mention.
        semantic: whether to ask the embeddings of the extra ``[semantic]``, too.
    """

    vocabularies: Mapping[str, str] = field(default_factory=dict)
    accept: Accept = "exact"
    least: float = 0.3
    limit: int = 5
    semantic: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What was found for one mention.

    Attributes:
        mention: the owner's words.
        scheme: name and version of the vocabulary that was asked.
        proposals: concepts, the best first.
        accepted: the one that was put beside the words, ``None`` when a person has to decide.
        in_vain: whether the vocabulary has no concept of a type that would fit the place.
    """

    mention: Mention
    scheme: str
    proposals: tuple[Proposal, ...] = ()
    accepted: Proposal | None = None
    in_vain: bool = False


@dataclass(frozen=True, slots=True)
class Linking:
    """What became of a portfolio.

    Attributes:
        portfolio: the portfolio with the accepted concepts; every word of the owner is as it was.
        links: one for each mention.
        report: the same as findings.
        attributions: the lines that must be shown, since vocabularies were used that ask for it.
    """

    portfolio: Portfolio
    links: tuple[Link, ...]
    report: Report
    attributions: tuple[str, ...] = ()


def link(
    portfolio: Portfolio,
    vocabularies: Vocabularies | None = None,
    options: LinkOptions = LinkOptions(),
    *,
    progress: Callable[[int], object] | None = None,
) -> Linking:
    """Propose concepts for competences, occupations, fields of study, sectors and learning outcomes.

    Args:
        portfolio: it is not changed.
        vocabularies: where to look; those of this machine when left out.
        options: what is linked to what, and what is accepted unasked.
        progress: told the number of mentions done, after each.

    Returns:
        The portfolio with what was accepted, and all proposals.

    Raises:
        VocabularyMissingError: a vocabulary is not installed; the message names the command that installs it.
        MissingExtraError: ``semantic`` is wanted and the extra is not installed.
    """
    from ...model.canonical import from_data, to_data
    from ..library import Vocabularies

    data = to_data(portfolio)
    searchers = _Searchers(vocabularies or Vocabularies(), options)
    occupations = _known_occupations(data)
    links: list[Link] = []
    for number, mention in enumerate(list(mentions(data)), 1):
        found = _link(mention, searchers.of(mention), occupations, options)
        links.append(found)
        if found.accepted is not None:
            put(data, mention, concept_of(found.accepted, searchers.of(mention).scheme, language_of(data, mention)))
            if found.accepted.type in OCCUPATIONS:
                occupations.append(found.accepted.uri)
        if progress is not None:
            progress(number)
    report = Report([_finding(one) for one in links], Endpoint())
    return Linking(from_data(data), tuple(links), report, searchers.attributions())


def put(data: Data, mention: Mention, concept: Data) -> None:
    """Put a concept beside the words of a mention; the words stay.

    Args:
        data: the portfolio in canonical form; it is changed.
        mention: where.
        concept: URI, official label and so on.
    """
    holder = resolve(data, mention.holder)
    if mention.place.concepts:
        label: Any = (
            mention.words if mention.language == language_of(data, mention) else {mention.language: mention.words}
        )
        holder.setdefault(mention.place.concepts, []).append(
            {**concept, "label": label if mention.language else mention.words}
        )
    else:
        words = holder.pop("label")
        holder.update(concept)
        holder["label"] = words


def concept_of(proposal: Proposal, scheme: ConceptScheme, language: str) -> Data:
    """What the model keeps of a proposed concept, next to the owner's words.

    Args:
        proposal: the concept.
        scheme: the vocabulary it is from.
        language: the language of the portfolio: an official label in it needs no tag.
    """
    concept = scheme.get(proposal.uri)
    if concept is None:
        raise KeyError(proposal.uri)
    data: Data = {"uri": concept.uri}
    if concept.notation:
        data |= {"scheme": scheme.description.uri, "notation": concept.notation}
    tag = next((tag for tag in (language, proposal.language, "en") if tag in concept.labels), "")
    label = concept.labels.get(tag)
    if label is not None:
        data["official_label"] = label if tag in ("", language) else {tag: label}
    return data


class _Searchers:
    """A searcher for each vocabulary that a mention asks for, made once."""

    def __init__(self, vocabularies: Vocabularies, options: LinkOptions) -> None:
        self._vocabularies, self._options = vocabularies, options
        self._made: dict[str, Searcher] = {}

    def of(self, mention: Mention) -> Searcher:
        name = mention.place.vocabulary
        if name not in self._made:
            from ..search import Searcher

            scheme = self._vocabularies.scheme(self._options.vocabularies.get(name, name))
            self._made[name] = Searcher(scheme, semantic=self._semantic(scheme))
        return self._made[name]

    def attributions(self) -> tuple[str, ...]:
        """What must be shown of the vocabularies that were asked."""
        said = (searcher.scheme.description.attribution for searcher in self._made.values())
        return tuple(dict.fromkeys(filter(None, said)))

    def _semantic(self, scheme: ConceptScheme) -> Any:
        if not self._options.semantic:
            return None
        from ..semantic import SemanticIndex

        return SemanticIndex.open(scheme)


def _link(mention: Mention, searcher: Searcher, occupations: Sequence[str], options: LinkOptions) -> Link:
    description = searcher.scheme.description
    scheme = f"{description.name} {description.version}"
    types = mention.place.types if _is_typed(searcher.scheme) else ()
    if types and not _has(searcher.scheme, types):
        return Link(mention, scheme, in_vain=True)
    found = searcher.search(
        mention.words, language=mention.language or None, types=types,
        context=() if mention.place.types == OCCUPATIONS else occupations, limit=options.limit,
    )  # fmt: skip
    proposals = tuple(one for one in found if one.score >= options.least)
    return Link(mention, scheme, proposals, _accepted(proposals, options.accept))


def _is_typed(scheme: ConceptScheme) -> bool:
    """Whether a vocabulary tells skills and occupations apart at all; one that a user brings may not."""
    return _has(scheme, (*SKILLS, *OCCUPATIONS))


def _has(scheme: ConceptScheme, types: Sequence[str]) -> bool:
    counts = scheme.counts()
    return any(f"type:{name}" in counts for name in types)


def _accepted(proposals: Sequence[Proposal], accept: Accept) -> Proposal | None:
    """The best proposal, when it is good enough and no other one is as good."""
    if not proposals:
        return None
    best, *others = proposals
    if isinstance(accept, str):
        good = best.method in _METHODS[accept]
        rivals = [one for one in others if one.method == best.method and one.score >= best.score]
    else:
        good = best.score >= accept
        rivals = [one for one in others if one.score >= best.score]
    return best if good and not rivals else None


def _known_occupations(data: Data) -> list[str]:
    experiences = data.get("experiences", ())
    known = (p.get("occupation", {}).get("uri") for e in experiences for p in e.get("positions", ()))
    return [uri for uri in known if uri]


def language_of(data: Data, mention: Mention) -> str:
    """The language of the portfolio, or of the variant, that a mention is in."""
    steps = mention.pointer.split("/")
    portfolio = data["variants"][int(steps[2])] if steps[1] == "variants" else data
    return str(portfolio.get("language", ""))


def _finding(one: Link) -> Finding:
    words = one.mention.words
    shown = words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"
    if one.accepted is not None:
        rule, message = "linked", f'"{shown}" is now linked to {_told(one.accepted)}.'
    elif one.proposals:
        rule, message = "proposed", f'"{shown}" may be {_told(one.proposals[0])}.'
    elif one.in_vain:
        kinds = " or ".join(one.mention.place.types)
        rule, message = "nothing-proposed", f'"{shown}" was not looked up: {one.scheme} has no {kinds}.'
    else:
        rule, message = "nothing-proposed", f'Nothing in {one.scheme} comes near "{shown}".'
    return finding(rule, message, pointer=one.mention.pointer, value=words)


def _told(proposal: Proposal) -> str:
    return f'"{proposal.label}" ({proposal.uri}; {proposal.score:.2f}: {proposal.reason})'
