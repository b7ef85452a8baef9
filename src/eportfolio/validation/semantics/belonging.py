"""Which vocabulary a URI belongs to, or the URI of a scheme names: told from how the URI begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ...vocabulary import countries, languages
from ...vocabulary.schemes import EQF, ESCO_OCCUPATION_PREFIX, ESCO_SKILL_PREFIX, ISCO_08, ISO_639, ISO_3166_1

_LIST_OF_THE_EU: Final = "25831c2"
"""What the URI of a list of the European Learning Model ends with; its concepts stand beside it."""

_ESCO_SCHEMES: Final = "http://data.europa.eu/esco/concept-scheme/"


@dataclass(frozen=True, slots=True)
class Home:
    """The vocabulary that something belongs to.

    Attributes:
        name: its short name, such as ``esco``.
        scheme: URI of its scheme, where several editions of one name differ in it, as those of NACE do.
        kind: type of its concepts, where the URI tells it.
    """

    name: str
    scheme: str = ""
    kind: str = ""

    def is_same(self, other: Home) -> bool:
        """Whether two are one vocabulary, and of one kind as far as it is known."""
        kinds = {self.kind, other.kind} - {""}
        return self.name == other.name and self.scheme == other.scheme and len(kinds) < 2


_SKILLS, _OCCUPATIONS = Home("esco", kind="skill"), Home("esco", kind="occupation")

_NAMESPACES: Final = (
    (ESCO_SKILL_PREFIX, _SKILLS),
    (ESCO_OCCUPATION_PREFIX, _OCCUPATIONS),
    ("http://data.europa.eu/esco/isco/", Home("isco-08", ISCO_08)),
    ("http://data.europa.eu/esco/eqf/", Home("eqf", EQF)),
    (countries.AUTHORITY, Home("countries", ISO_3166_1, "country")),
    (languages.AUTHORITY, Home("languages", ISO_639, "language")),
)
"""How URIs of concepts begin where they do not begin like that of their scheme."""

_SCHEMES: Final = (
    ("http://data.europa.eu/esco", Home("esco")),
    (_ESCO_SCHEMES + "skills", _SKILLS),
    (_ESCO_SCHEMES + "member-skills", _SKILLS),
    (_ESCO_SCHEMES + "occupations", _OCCUPATIONS),
    (_ESCO_SCHEMES + "member-occupations", _OCCUPATIONS),
)
"""Schemes that are parts of one vocabulary."""

_KINDS: Final = {"countries": "country", "languages": "language", "nace": "sector"}
"""Vocabularies whose codes may be right though no concept is found for them, and the type of their concepts."""


class Belonging:
    """The vocabularies whose URIs are known.

    Args:
        schemes: short name and scheme URI of each vocabulary that is there.
    """

    def __init__(self, schemes: Iterable[tuple[str, str]]) -> None:
        homes = {uri.rstrip("/#"): Home(name, uri, _KINDS.get(name, "")) for name, uri in schemes if name != "esco"}
        self._schemes = homes | dict(_SCHEMES)
        own = ((start, home) for home in homes.values() for start in _namespaces(home.scheme))
        # The longest beginning that fits decides, so longer ones stand first.
        self._namespaces = sorted({*own, *_NAMESPACES}, key=lambda pair: -len(pair[0]))

    def of_scheme(self, uri: str) -> Home | None:
        """The vocabulary that the URI of a scheme names; ``None`` for one that is not there."""
        known = self._schemes.get(uri.rstrip("/#"))
        return known or (Home("esco") if uri.startswith(_ESCO_SCHEMES) else None)

    def of_uri(self, uri: str) -> Home | None:
        """The vocabulary that the URI of a concept belongs to; ``None`` when its beginning does not tell."""
        plain = "http" + uri[5:] if uri.startswith("https:") else uri
        return next(
            (home for start, home in self._namespaces if uri.startswith(start) or plain.startswith(start)), None
        )


def _namespaces(scheme: str) -> Iterator[str]:
    """How URIs of the concepts of a scheme begin when they begin as the scheme's own does."""
    bare = scheme.rstrip("/#")
    yield from (f"{bare}/", f"{bare}#")
    parent, _, last = bare.rpartition("/")
    if last and last in (_LIST_OF_THE_EU, parent.rpartition("/")[2]):
        yield f"{parent}/"


def namespace_of(uri: str) -> str:
    """The part of a URI that names the vocabulary, as far as one can tell from the URI alone."""
    end = max(uri.rfind("/"), uri.rfind("#"))
    return uri[: end + 1] if end > 0 else uri.partition(":")[0]
