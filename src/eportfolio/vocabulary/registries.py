"""Countries and languages as concept schemes, made from the registries of others instead of tables of our own.

The codes are those of pycountry (ISO 3166-1, ISO 639-3), the names those of Babel (Unicode CLDR), and the URIs those of
the EU's authority tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from . import countries, languages, schemes
from .concepts import SchemeDescription
from .tables import Cells, Table

if TYPE_CHECKING:
    from babel import Locale

NAMED_IN: Final = (
    "en", "ar", "bg", "bs", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv",
    "mk", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sr-Latn", "sv", "tr", "uk",
)  # fmt: skip
"""The languages that countries and languages are named in: those of the EU, of its neighbours and of ESCO."""

FAMILIES: Final = (
    "afa", "alg", "apa", "art", "ath", "aus", "bad", "bai", "bat", "ber", "bnt", "btk", "cai", "cau",
    "cel", "cmc", "cus", "day", "dra", "fiu", "gem", "ijo", "inc", "ine", "ira", "iro", "kar", "khi",
    "kro", "map", "mkh", "mno", "mun", "myn", "nah", "nai", "nic", "nub", "oto", "paa", "phi", "pra",
    "roa", "sai", "sal", "sem", "sgn", "sio", "sit", "sla", "smi", "son", "ssa", "tai", "tup", "tut",
    "wak", "wen", "ypk", "znd",
)  # fmt: skip
"""The families of languages (ISO 639-5) that the EU's authority table has."""

_CODES: Final = "mul"
"""The language of labels that are codes (ISO 639-2: multiple languages)."""

_LICENCE: Final = "Codes: iso-codes, LGPL-2.1-or-later; names: Unicode CLDR, Unicode-3.0"
_LOCAL_USE: Final = "The URIs are formed as in the EU's authority table, which may lack a code that is very new."


@dataclass(frozen=True, slots=True)
class Registry:
    """A concept scheme that is made rather than read.

    Attributes:
        name: its short name.
        uri: URI of the scheme.
        title: its title for people.
        type: type of its concepts.
        sources: where its content comes from.
        rows: makes its concepts.
    """

    name: str
    uri: str
    title: str
    type: str
    sources: tuple[str, ...]
    rows: Callable[[], Iterator[Cells]]

    def description(self) -> SchemeDescription:
        """What the scheme says of itself; its version is that of pycountry."""
        release = version("pycountry")
        return SchemeDescription(
            name=self.name, version=release, uri=self.uri, title=self.title, official=False,
            sources=(*self.sources, f"pycountry {release}", f"Babel {version('babel')} (Unicode CLDR)"),
            date=_day(release), licence=_LICENCE, notes=(_LOCAL_USE,),
        )  # fmt: skip

    def fingerprint(self) -> str:
        """A text that changes whenever the content does."""
        return f"pycountry {version('pycountry')} Babel {version('babel')}"

    def table(self) -> Table:
        """The scheme as a table, like those that are read from a file."""
        return Table(self.description(), tuple(self.rows()), type=self.type)


def _countries() -> Iterator[Cells]:
    from pycountry import countries as register

    names = [(tag, locale.territories) for tag, locale in _locales()]
    also = {short: long for long, short in countries.EU_SPELLINGS.items()}
    for country in register:
        code = country.alpha_2
        english = [getattr(country, name, "") for name in ("name", "common_name", "official_name")]
        yield _row(
            code, countries.authority_uri(code), [(tag, known.get(code, "")) for tag, known in names], english,
            [country.alpha_3, also.get(code, "")],
        )  # fmt: skip
    for code, long in countries.BESIDES_ISO.items():
        yield _row(
            code, countries.authority_uri(code), [(tag, known.get(code, "")) for tag, known in names], [], [long]
        )


def _languages() -> Iterator[Cells]:
    from pycountry import language_families
    from pycountry import languages as register

    names = [(tag, locale.languages) for tag, locale in _locales()]
    former: dict[str, list[str]] = {}
    for old, new in languages.FORMER.items():
        former.setdefault(new, []).append(old)
    families = [family for family in language_families if family.alpha_3 in FAMILIES]
    for language in (*register, *families):
        code = languages.shortest(language.alpha_3)
        known = [(tag, of.get(code) or of.get(language.alpha_3, "")) for tag, of in names]
        english = [getattr(language, name, "") for name in ("name", "common_name", "inverted_name")]
        codes = [language.alpha_3, getattr(language, "bibliographic", ""), *former.get(code, ())]
        yield _row(code, languages.authority_uri(code), known, english, codes)


def _row(code: str, uri: str, names: list[tuple[str, str]], english: list[str], codes: list[str]) -> Cells:
    """A concept; the registry's own English names stand in where Unicode has none, else beside it."""
    cells: dict[str, tuple[str, ...]] = {f"label@{tag}": (name,) for tag, name in names if name and name != code}
    others = [name for name in dict.fromkeys(english) if name and (name,) != cells.get("label@en")]
    if "label@en" not in cells:
        cells["label@en"] = (others.pop(0),)
    cells |= {"notation": (code,), "uri": (uri,), "alternative@en": tuple(others)}
    cells[f"hidden@{_CODES}"] = tuple(one for one in dict.fromkeys(codes) if one and one != code)
    return {column: values for column, values in cells.items() if values}


def _locales() -> Iterator[tuple[str, Locale]]:
    from babel import Locale

    return ((tag, Locale.parse(tag, sep="-")) for tag in NAMED_IN)


def _day(release: str) -> str:
    """The day of a release that is numbered by its date: ``26.2.16`` is 2026-02-16."""
    parts = release.split(".")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return ""
    year, month, day = map(int, parts)
    return f"20{year:02}-{month:02}-{day:02}"


REGISTRIES: Final = (
    Registry(
        "countries", schemes.ISO_3166_1, "Countries and territories, ISO 3166-1", "country",
        ("ISO 3166-1", "Publications Office of the EU, authority table Country"), _countries,
    ),
    Registry(
        "languages", schemes.ISO_639, "Languages and families of languages, ISO 639", "language",
        ("ISO 639-3 and ISO 639-2", "Publications Office of the EU, authority table Language"), _languages,
    ),
)  # fmt: skip
"""The schemes that are made."""
