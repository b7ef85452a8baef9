"""Checks of levels: those of a qualification agree, and those of the CEFR exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...model import LanguageCertificate, LanguageLevels, Level, QualificationSpecification
from ...vocabulary.frameworks import cefr_rank, eqf_levels_of
from .concepts import shown
from .context import Context, Look, Problem

_EQF: Final = "eqf"
_NQF: Final = "nqf"
_NOTHING_TO_DO: Final = "Nothing to do: not every framework, or every level of one, is referenced to the EQF."


def levels_disagree(look: Look[QualificationSpecification]) -> Iterator[Problem]:
    """The EQF level is another than the one that the national level is referenced to."""
    specification, context = look.value, look.context
    own = specification.eqf_level
    eqf = _eqf_level(own, context)
    for index, level in enumerate(specification.levels):
        at = f"/levels/{index}/{'uri' if level.uri else 'notation'}"
        other = _eqf_level(level, context)
        if other and eqf and other != eqf:
            yield Problem(f"The qualification is said to be of EQF level {eqf}, and of EQF level {other}.", at, other)
        national = _national_level(level, context)
        if not national or not eqf:
            continue
        referenced = eqf_levels_of(national)
        if not referenced:
            context.unchecked.count(
                "Not compared with the EQF: {} of national frameworks, for which no referencing is known.",
                _NOTHING_TO_DO,
            )
        elif eqf not in referenced:
            yield Problem(
                f"{_label(level, context)} is referenced to EQF level {' or '.join(referenced)}, and the EQF level "
                f"that stands there is {eqf}.", at, shown(level.uri),
            )  # fmt: skip


def unknown_cefr_level(look: Look[LanguageLevels | LanguageCertificate]) -> Iterator[Problem]:
    """A level of a language is none of the CEFR."""
    value = look.value
    named = vars(value) if isinstance(value, LanguageLevels) else {"cefr_level": value.cefr_level}
    for field, level in named.items():
        if level is not None and cefr_rank(level) is None:
            message = "This is no level of the CEFR: Pre-A1, A1 to C2, A2+, B1+ or B2+."
            yield Problem(message, f"/{field}", shown(level))


def _eqf_level(level: Level | None, context: Context) -> str:
    """The code of a level of the EQF; empty for other levels and for what is no level."""
    if level is None:
        return ""
    found = context.resolver.resolve(level)
    if found.home is not None and found.home.name == _EQF and found.concept is not None:
        return found.concept.notation
    if found.named is not None and found.named.name == _EQF and found.coded is not None:
        return found.coded.notation
    return ""


def _national_level(level: Level, context: Context) -> str:
    """The URI of a level of a national framework; empty for other levels, and for a framework as a whole."""
    found = context.resolver.resolve(level)
    concept = found.concept
    is_national = found.home is not None and found.home.name == _NQF
    return concept.uri if is_national and concept is not None and concept.type == "level" else ""


def _label(level: Level, context: Context) -> str:
    concept = context.resolver.resolve(level).concept
    return concept.label() if concept is not None else "The level"
