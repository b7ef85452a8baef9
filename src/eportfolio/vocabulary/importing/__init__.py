"""Installing a concept scheme that a user brings: our own concept tables, SKOS in any syntax, or a table of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ...report.errors import UnreadableError, UsageError
from ..errors import VocabularySourceError
from ..index.builder import Built
from ..library import NAME, Vocabularies
from ..tables import SUFFIXES, feed, open_text, read_table
from .options import ImportOptions, with_file

__all__ = ["ImportOptions", "install_other"]

_ROWS: Final = (".csv", ".tsv", ".txt")


def install_other(
    vocabularies: Vocabularies, name: str, sources: Sequence[Path], options: ImportOptions | None = None
) -> Built:
    """Install a concept scheme from files: concept tables, SKOS (Turtle, RDF/XML, JSON-LD, N-Triples), or CSV.

    Args:
        vocabularies: where it is installed.
        name: its short name.
        sources: the files, or folders of them; several RDF files count as one.
        options: what the files do not say themselves.

    Returns:
        What was installed, and what was wrong with the source or not taken from it.

    Raises:
        UsageError: an option or the name makes no sense, or nothing can be written.
        UnreadableError: a file cannot be opened or understood; nothing was changed.
        UnsafeError: a file would cost unbounded time or memory.
        VocabularySourceError: the files hold no concept scheme, or several, or do not say enough about it.
    """
    from ..skos.parsing import syntax_of
    from ..skos.reading import install_skos

    options = with_file(options or ImportOptions())
    check_name(name, options.version)
    files = [file for source in sources for file in _files(Path(source))]
    if files and all(syntax_of(file) for file in files):
        return install_skos(vocabularies, name, files, options)
    if len(files) != 1:
        raise UsageError(
            "usage", f"A vocabulary comes from RDF files, or from one table; {len(files)} files are given."
        )
    if is_table(files[0]):
        return _install_table(vocabularies, name, files[0], options)
    if files[0].name.lower().endswith(_ROWS):
        from .sheets import install_sheet

        return install_sheet(vocabularies, name, files[0], options)
    raise VocabularySourceError(
        "vocabulary-source",
        f"{files[0]} is no vocabulary that can be told from its name.",
        hint="It may be a concept table (.tsv), CSV (.csv), Turtle (.ttl), RDF/XML (.rdf), JSON-LD (.jsonld) or "
        "N-Triples (.nt).",
    )


def check_name(name: str, version: str) -> None:
    """Refuse a name or a version that cannot be part of a file name, before anything is read.

    Raises:
        UsageError: it cannot.
    """
    for what, word in (("name", name), ("version", version or "1")):
        if not NAME.fullmatch(word):
            raise UsageError(
                "usage",
                f"{word!r} is no {what} for a vocabulary.",
                hint="Use small letters, digits, dots and dashes, such as eqf-levels or 1.2.",
            )


def is_table(path: Path) -> bool:
    """Whether a file is a concept table of ours: its head begins with ``#``.

    Raises:
        UnreadableError: it cannot be opened, or is no text.
    """
    if not path.name.lower().endswith(SUFFIXES):
        return False
    try:
        with open_text(path) as stream:
            return stream.read(1) == "#"
    except (OSError, EOFError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableError("file-not-readable", f"{path} cannot be read: {why}.") from None


def _install_table(vocabularies: Vocabularies, name: str, path: Path, options: ImportOptions) -> Built:
    table = read_table(path)
    description = options.described(replace(table.description, name=name))
    return vocabularies.install(description, lambda builder: feed(replace(table, description=description), builder))


def _files(source: Path) -> list[Path]:
    """A file, or the files of a folder that may be vocabularies."""
    from ..skos.parsing import syntax_of

    if not source.is_dir():
        return [source]
    inside = sorted(file for file in source.iterdir() if file.is_file() and not file.name.startswith("."))
    return [file for file in inside if syntax_of(file) or file.name.lower().endswith((*SUFFIXES, *_ROWS))]
