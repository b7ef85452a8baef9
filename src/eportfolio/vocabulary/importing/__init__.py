"""Installing a concept scheme that a user brings: our own concept tables, SKOS in any syntax, or a table of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import VocabularySourceError
from ..index.builder import Built
from ..library import Vocabularies
from ..tables import feed, read_table
from .options import ImportOptions

__all__ = ["ImportOptions", "install_other"]


def install_other(
    vocabularies: Vocabularies, name: str, sources: Sequence[Path], options: ImportOptions | None = None
) -> Built:
    """Install a concept scheme from files: concept tables, SKOS (Turtle, RDF/XML, JSON-LD, N-Triples), or CSV.

    Args:
        vocabularies: where it is installed.
        name: its short name.
        sources: the files; several RDF files count as one.
        options: what the files do not say themselves.

    Returns:
        What was installed, and what was wrong with the source or not taken from it.

    Raises:
        UsageError: an option or the name makes no sense, or nothing can be written.
        UnreadableError: a file cannot be opened or understood; nothing was changed.
        UnsafeError: a file would cost unbounded time or memory.
        VocabularySourceError: the files hold no concept scheme, or several, or do not say enough about it.
    """
    options = options or ImportOptions()
    if len(sources) != 1:
        raise VocabularySourceError("vocabulary-source", f"{name} needs one file; {len(sources)} were given.")
    table = read_table(sources[0])
    description = replace(
        table.description,
        name=name,
        version=options.version or table.description.version,
        title=options.title or table.description.title,
        uri=options.uri or table.description.uri,
    )
    return vocabularies.install(description, lambda builder: feed(replace(table, description=description), builder))
