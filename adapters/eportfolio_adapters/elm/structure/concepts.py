"""Whether a concept is in the vocabulary that the profile demands: shapes look at the name of the vocabulary alone.

Small lists are closed: what is not in them is wrong.  Large ones grow faster than what we ship, so that an unknown
member of them is a warning.  A list is opened when the first concept of it occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, finding
from eportfolio.resources import data_folder

from . import words
from .nodes import Place
from .table import Rule

_SNB: Final = "http://data.europa.eu/snb/"
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_ESCO: Final = "http://data.europa.eu/esco/"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the members of a vocabulary.

    Attributes:
        namespaces: what the IRIs of its members start with.
        contains: whether an IRI is that of a member; ``None`` when the members are not known here.
        closed: whether there are no other members than the known ones.
    """

    namespaces: tuple[str, ...]
    contains: Callable[[str], bool] | None = None
    closed: bool = False


def check_member(rule: Rule, iri: str, place: Place) -> Iterator[Finding]:
    """What is wrong with a concept that must be of a vocabulary.

    Args:
        rule: the rule that names the vocabulary.
        iri: the IRI of the concept.
        place: where it stands.
    """
    vocabulary = VOCABULARIES.get(rule.scheme)
    if vocabulary is None:
        return
    strict = vocabulary.closed or rule.scheme.startswith(_ESCO)
    if not iri.startswith(vocabulary.namespaces):
        placeholder = ("unknown-concept", True) if strict else ("unknown-code", False)
        name, known = ("wrong-scheme", True) if iri.startswith("http") else placeholder
        message = f"{words.subject(rule)} says that it is in {rule.scheme}, and its IRI is none of that vocabulary."
        hint = f"The IRIs of its concepts start with {words.either(list(vocabulary.namespaces))}."
    elif vocabulary.contains is not None and not vocabulary.contains(iri):
        name, known = ("unknown-concept", True) if vocabulary.closed else ("unknown-code", False)
        message = f"{words.subject(rule)} is no concept of {rule.scheme} that is known here."
        hint = "Take a concept of the list." if vocabulary.closed else "Check it with the publisher's present list."
    else:
        return
    severity = Severity.ERROR if known else Severity.WARNING
    yield finding(
        name, message, pointer=str(place), value=iri[:200], severity=severity, hint=hint,
        specification=rule.scheme_specification,
    )  # fmt: skip


def check_languages(languages: Mapping[str, Place]) -> Iterator[Finding]:
    """Which language tags are of no language that there is.

    Args:
        languages: the tags, each with the place where it stands first.
    """
    for tag, place in languages.items():
        if not _is_language(tag.partition("-")[0]):
            message = f"There is no language with the code {words.quoted(tag)}."
            yield finding("unknown-code", message, pointer=str(place), value=tag[:200], hint=words.LANGUAGE_HINT)


@cache
def _members(table: str) -> frozenset[str]:
    """The IRIs of the concepts in a table that ships with the library."""
    template, columns = "", list[str]()
    found: list[str] = []
    lines = (data_folder("vocabularies") / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        mark, _, value = line.partition(": ")
        if mark == "# uri_template":
            template = value
        elif not line.startswith("#"):
            cells = line.split("\t")
            if not columns:
                columns = cells
                continue
            row = dict(zip(columns, cells, strict=False))
            found.append(row.get("uri") or template.replace("{notation}", row["notation"]))
    return frozenset(found)


def _table(name: str) -> Callable[[str], bool]:
    return lambda iri: iri in _members(name)


@lru_cache(maxsize=1024)
def _is_country(iri: str) -> bool:
    from eportfolio.vocabulary.countries import of_authority_uri

    try:
        return bool(of_authority_uri(iri))
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def _is_language(code: str) -> bool:
    """Whether there is a language with a code, or with an IRI of the EU's authority table."""
    from eportfolio.vocabulary.languages import shortest

    try:
        return bool(shortest(code))
    except ValueError:
        return False


def _closed(name: str) -> dict[str, Vocabulary]:
    return {f"{_SNB}{name}/25831c2": Vocabulary((f"{_SNB}{name}/",), _table(f"eu-{name}"), closed=True)}


VOCABULARIES: Final[Mapping[str, Vocabulary]] = MappingProxyType({
    **_closed("credential"),
    **_closed("accreditation"),
    **_closed("entitlement-status"),
    **_closed("evidence-type"),
    **_closed("learning-setting"),
    **_closed("skill-reuse-level"),
    **_closed("skill-type"),
    **_closed("verification"),
    **_closed("verification-status"),
    f"{_SNB}eqf/25831c2": Vocabulary((f"{_SNB}eqf/",), _table("eqf"), closed=True),
    f"{_SNB}isced-f/25831c2": Vocabulary((f"{_SNB}isced-f/",), _table("isced-f")),
    f"{_SNB}qdr/25831c2": Vocabulary((f"{_SNB}qdr/",), _table("nqf")),
    f"{_SNB}claim-type/25831c2": Vocabulary((f"{_SNB}claim-type/",)),
    f"{_AUTHORITY}atu": Vocabulary((f"{_AUTHORITY}atu/",)),
    f"{_AUTHORITY}country": Vocabulary((f"{_AUTHORITY}country/",), _is_country),
    f"{_AUTHORITY}currency": Vocabulary((f"{_AUTHORITY}currency/",), _table("eu-currency")),
    f"{_AUTHORITY}language": Vocabulary((f"{_AUTHORITY}language/",), _is_language),
    f"{_ESCO}concept-scheme/skills": Vocabulary((f"{_ESCO}skill/", f"{_ESCO}isced-f/")),
    f"{_ESCO}concept-scheme/occupations": Vocabulary((f"{_ESCO}occupation/", f"{_ESCO}isco/")),
})  # fmt: skip
"""The vocabularies that the profile demands, by the IRI of their scheme."""
