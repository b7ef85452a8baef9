"""What several of the commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import UsageError
from ..console import err, is_terminal
from ..running import near

if TYPE_CHECKING:
    from ...vocabulary.concepts import SchemeConcept
    from ...vocabulary.index.store import ConceptScheme
    from ...vocabulary.library import Vocabularies

_SEARCH: Final = "Search by words with eportfolio vocab search; see what is here with eportfolio vocab list."


def types_of(wanted: Sequence[str], scheme: ConceptScheme) -> tuple[str, ...]:
    """The types of concepts that were asked for.

    Raises:
        UsageError: the vocabulary has no concepts of such a type.
    """
    known = [name.removeprefix("type:") for name in scheme.counts() if name.startswith("type:")]
    for name in wanted:
        if name not in known:
            title = f"{scheme.description.name} {scheme.description.version}"
            raise UsageError(
                "usage",
                f"{title} has no concepts of type {name}.{near(name, known)}",
                hint=f"It has: {', '.join(known)}.",
            )
    return tuple(wanted)


def language_in(scheme: ConceptScheme, tag: str) -> str:
    """The language of a vocabulary that is meant: the one of the tag, else the same in another country or script.

    Args:
        scheme: the vocabulary.
        tag: a language tag in any case, such as ``nl-BE``.
    """
    from ...vocabulary.languages import conventional_case

    wanted = conventional_case(tag)
    primary = wanted.partition("-")[0]
    near = (known for known in scheme.languages if known.partition("-")[0] == primary)
    return next((known for known in (wanted, primary) if known in scheme.languages), next(near, wanted))


def limit_of(number: int) -> int:
    """A number of results.

    Raises:
        UsageError: it is less than one.
    """
    if number < 1:
        raise UsageError("usage", "--limit must be 1 or more.")
    return number


def semantic_index(scheme: ConceptScheme) -> Any:
    """The embeddings of a vocabulary, which are made when they are not there yet; that is told, with its progress.

    Raises:
        MissingExtraError: the extra ``[semantic]`` is not installed.
    """
    from ...vocabulary.semantic import SemanticIndex

    title = f"{scheme.description.name} {scheme.description.version}"
    bar: Any = None

    def progress(done: int, whole: int) -> None:
        nonlocal bar
        if bar is None:
            err(f"Making the index of meanings of {title}, once; for all of ESCO this takes minutes.")
            bar = _bar(whole)
        if bar is not False:
            bar.update(bar.task_ids[0], completed=done)

    try:
        return SemanticIndex.open(scheme, progress=progress)
    finally:
        if bar:
            bar.stop()


def _bar(whole: int) -> Any:
    """A progress bar where a person looks at standard error; nothing elsewhere."""
    if not is_terminal(sys.stderr):
        return False
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task("texts", total=whole)
    bar.start()
    return bar


def find_concept(
    vocabularies: Vocabularies, uri_or_notation: str, scheme: str | None
) -> list[tuple[ConceptScheme, SchemeConcept]]:
    """The concepts of a URI or a notation, in one vocabulary or in all.

    Raises:
        UsageError: there is none.
        VocabularyMissingError: the vocabulary is not there.
    """
    if scheme is None:
        found = list(vocabularies.find(uri_or_notation))
    else:
        one = vocabularies.scheme(scheme)
        found = [(one, concept) for concept in one.find(uri_or_notation)]
    if not found:
        meant = [] if scheme else [known for other in _spellings(uri_or_notation) for known in vocabularies.find(other)]
        where = "No vocabulary that is here has a" if scheme is None else f"{scheme} has no"
        raise UsageError(
            "usage",
            f"{where} concept {uri_or_notation}.",
            value=uri_or_notation,
            hint=f"Did you mean {meant[0][1].uri}?" if meant else _SEARCH,
        )
    return found


def _spellings(uri: str) -> Iterator[str]:
    """Addresses that people take for the same: over http or https, with a slash at the end or without."""
    _, colon, rest = uri.partition("://")
    if colon:
        for start in ("http", "https"):
            yield from (f"{start}://{rest.rstrip('/')}{end}" for end in ("", "/"))
