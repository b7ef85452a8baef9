"""ESCO as RDF: the SKOS downloads, read by the reader of SKOS with what it must know about ESCO."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..concepts import SchemeDescription
from ..importing.options import ImportOptions
from ..index.builder import Built, IndexBuilder
from ..index.store import ConceptScheme
from ..library import Vocabularies
from .layout import ATTRIBUTION, ESCO, LICENCE, TITLE
from .package import GRAPHS, Package


class _Esco(Vocabularies):
    """Vocabularies into which a scheme is installed with the licence and the line that ESCO asks for."""

    def install(self, description: SchemeDescription, fill: Callable[[IndexBuilder], None]) -> Built:
        """Install with a description that is complete."""
        sources = (f"European Commission, ESCO {description.version}",)
        said = replace(description, sources=sources, licence=LICENCE, attribution=ATTRIBUTION)
        return super().install(said, fill)


def install_graphs(package: Package, vocabularies: Vocabularies, version: str, language: str) -> Built:
    """Install the RDF files of a package, all of its concept schemes as one vocabulary.

    What is packed is unpacked into a folder that is gone afterwards, under a name of our own.

    Args:
        package: the package.
        vocabularies: where it is installed.
        version: the version of ESCO.
        language: language of texts that have none.

    Raises:
        UnreadableError: a file is broken.
        UnsafeError: it goes beyond a limit.
        VocabularySourceError: there are no concepts in it.
        UsageError: nothing can be written.
    """
    from ..skos.reading import install_skos
    from ..skos.survey import EVERY

    options = ImportOptions(version=version, title=TITLE, uri=ESCO.rstrip("/"), language=language, scheme=EVERY)
    with TemporaryDirectory(prefix="eportfolio-") as folder:
        files = [
            file.path or _unpacked(package, number, Path(folder))
            for number, file in enumerate(package.files)
            if file.is_like(GRAPHS)
        ]
        return install_skos(_Esco(vocabularies.folder), "esco", files, options)


def coverage_of(scheme: ConceptScheme) -> dict[str, dict[str, int]]:
    """Number of concepts by type, and how many of them have a preferred label, by language."""
    counts: dict[str, dict[str, int]] = {}
    for concept in scheme.concepts():
        row = counts.setdefault(concept.type, {"concepts": 0})
        row["concepts"] += 1
        for language in concept.labels:
            row[language] = row.get(language, 0) + 1
    return dict(sorted(counts.items()))


def _unpacked(package: Package, number: int, folder: Path) -> Path:
    file = package.files[number]
    target = folder / f"{number}{Path(file.name).suffix}"
    with package.open(file) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return target
