"""How levels of frameworks relate: national levels to the EQF, and the levels of the CEFR to each other.

The referencing of a national framework to the EQF is a published decision of its country; it is not one-to-one
everywhere, and some levels have none (Council Recommendation 2017/C 189/03, Annex III).  What is known of it stands in
``vocabularies/mappings/nqf-eqf.sssom.tsv`` with its sources.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ..resources import data_folder

_NATIONAL_PREFIX: Final = ("nqf:", "http://data.europa.eu/snb/qdr/")
_EQF_PREFIX: Final = "eqf:"
_READ: Final = 1.0
"""Confidence of a pair that was read in a published page; of others only the referencing as such was confirmed."""


def eqf_levels_of(nqf_uri: str) -> tuple[str, ...]:
    """The EQF levels that a level of a national qualifications framework is referenced to, lowest first.

    Args:
        nqf_uri: URI of the national level (``http://data.europa.eu/snb/qdr/...``).

    Returns:
        Codes of the EQF, ``"1"`` to ``"8"``: mostly one, more where a national level covers several.  None means that
        no published page was read that tells, never that the level lies outside the EQF.
    """
    return _referencing().get(nqf_uri, ())


def cefr_rank(level: str) -> int | None:
    """The place of a CEFR level among all levels, counted upwards from Pre-A1, plus levels included.

    Args:
        level: code of the level, such as ``B1+``; case and white space around it do not matter.

    Returns:
        The place, to be compared with other places only; None when there is no such level.
    """
    return _cefr_ranks().get(level.strip().casefold())


@cache
def _referencing() -> Mapping[str, tuple[str, ...]]:
    prefix, namespace = _NATIONAL_PREFIX
    found: dict[str, list[str]] = {}
    for row in _rows(data_folder("vocabularies") / "mappings" / "nqf-eqf.sssom.tsv"):
        if float(row["confidence"]) < _READ:
            continue
        level = row["subject_id"].replace(prefix, namespace, 1)
        found.setdefault(level, []).append(row["object_id"].removeprefix(_EQF_PREFIX))
    return {level: tuple(sorted(codes)) for level, codes in found.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(
            (line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )


@cache
def _cefr_ranks() -> Mapping[str, int]:
    from .tables import read_table

    rows = read_table(data_folder("vocabularies") / "cefr.tsv").rows
    return {row["notation"][0].casefold(): int(row["property:order"][0]) for row in rows}
