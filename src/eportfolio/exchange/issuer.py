"""An issuer: what an organisation that issues credentials keeps, since portfolios lack it and formats demand it.

A diploma says who issued it, under which registration and seal, for how long, and how it looks.  None of that is in
a portfolio, and none of it is made up: the organisation writes it once into a file, :func:`read_issuer` reads it, and
``WriteOptions.issuer`` hands it to writers.  A writer for which something is still missing refuses, and says what.

The file is TOML.  Every key below is optional unless it says *required*; an unknown key is a fault.  A *text* is a
string in the ``language`` of the file, or a table of languages: ``{ nl = "...", en = "..." }``.

``language``
    Language tag of the plain texts of the file; without it they are in the language of the portfolio.
``[organisation]``
    ``legal_name`` (text, *required*), ``country`` (ISO 3166-1, two letters, *required*), ``alternative_names``,
    ``address`` (text: the whole address, or an array of its lines), ``homepage``, ``email``, ``telephone``, ``logo``
    (a file), ``id`` (what badges name it by: an ``https`` address of its own, or a DID; badges demand it).
    Identifiers, each a string or ``{ value = "...", country = "NL", scheme_name = "...", issued = 2020-01-31 }``:
    ``eidas_identifier`` (one: the organisation identifier in the certificate of its seal, ETSI EN 319 412-1 section
    5.1.4; country from the identifier itself), ``registration`` (one), ``vat_identifiers`` and
    ``tax_identifiers`` (arrays or one); all but the first are of the country of the organisation unless they say so.
``[organisation.accreditations.NAME]``
    ``type`` (URI of the EU's list, *required*), ``title`` (text, *required*), ``body`` (``legal_name``, ``country``,
    ``homepage``, *required*), ``description``, ``decision``, ``issued``, ``valid_until``, ``eqf_levels``, ``links``.
``[credential]``
    ``profile`` (a key of :data:`PROFILES`), ``languages`` (in which it can be shown), ``title`` and
    ``description`` (texts, see :class:`Template`), ``issued``, ``valid_from``, ``valid_until`` or ``validity``
    (ISO 8601, such as ``P5Y``), ``accreditation`` (NAME; *required* for ``accredited``, unless there is only one),
    ``mandate`` (text; *required* for ``issued-by-mandate``).
``[display]``
    ``render``, ``orientation``, ``paper``, ``ink``, ``accent``, and ``[[display.images]]`` with ``file``
    (*required*), ``language``, ``page``.
``[achievement]``
    ``description`` and ``criteria`` (texts, see :class:`Template`): what badges say of an award that the portfolio
    does not describe, and of how it is earned.
``[claims]``
    ``awarding_body``: ``issuer`` or ``owner``.

Files are PNG, JPEG or SVG, and stand beside the issuer file or in a folder below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from ..vocabulary.schemes import CREDENTIAL, ISO_639

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..sources.source import Input

Texts = str | Mapping[str, str]
"""A text in the language of the portfolio, or one text for each language, as in the canonical form."""

PROFILES: Final[Mapping[str, str]] = {
    "generic": "e34929035b",
    "accredited": "6cf8e68c43",
    "converted": "c_7e400154",
    "issued-by-mandate": "c_9a31f32a",
    "diploma-supplement": "6dff8a0f87",
}
"""Kinds of credential, and their concepts in the EU's list of credential types."""

PLACEHOLDERS: Final = ("holder", "award", "organisation")
"""What a template may stand open for: name of the person, title of the main award, name of the issuer."""

DURATION: Final = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
"""A length of time in whole days or more (ISO 8601-1 section 5.5.2): ``P5Y``, ``P1Y6M``, ``P90D``."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places that stand open: ``Diploma of {holder}``.

    Attributes:
        texts: the text, or one for each language.
    """

    texts: Texts

    @property
    def needs(self) -> frozenset[str]:
        """The placeholders that occur, of :data:`PLACEHOLDERS` if the template was read from a file."""
        texts = [self.texts] if isinstance(self.texts, str) else self.texts.values()
        return frozenset(name for text in texts for name in _PLACEHOLDER.findall(text))

    def fill(self, values: Mapping[str, Texts]) -> Texts:
        """The text with its places filled; only the placeholders are looked at, values are never templates.

        Args:
            values: a text for each placeholder that is needed; of several languages that of the text is taken, else
                the first.

        Raises:
            KeyError: there is no value for a placeholder; ask ``needs`` first.
        """
        if isinstance(self.texts, str):
            return _filled(self.texts, "", values)
        return {language: _filled(text, language, values) for language, text in self.texts.items()}


def _filled(text: str, language: str, values: Mapping[str, Texts]) -> str:
    def of(match: re.Match[str]) -> str:
        value = values[match[1]]
        return value if isinstance(value, str) else value.get(language) or next(iter(value.values()))

    return _PLACEHOLDER.sub(of, text)


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """How a credential looks.

    Attributes:
        pages: pages that the organisation made itself, in canonical form (``Display``): ``display_language`` where the
            page is of one language, ``page``, ``image``.
        render: whether pages are rendered from the content for languages that have none of their own.
        orientation: of rendered pages.
        paper: colour of the background, ``#rrggbb``.
        ink: colour of the text.
        accent: colour of lines and headings.
    """

    pages: tuple[Mapping[str, Any], ...] = ()
    render: bool = True
    orientation: Literal["portrait", "landscape"] = "portrait"
    paper: str = "#ffffff"
    ink: str = "#1f2933"
    accent: str = "#1d4f73"

    def own_pages(self, language: str) -> list[dict[str, Any]]:
        """The organisation's own pages for a language, in order: those of that language, else those of none."""
        of_language = [page for page in self.pages if page.get("display_language", {}).get("notation") == language]
        of_none = [page for page in self.pages if "display_language" not in page]
        return [deepcopy(dict(page)) for page in of_language or of_none]


@dataclass(frozen=True, slots=True)
class Issuer:
    """An organisation that issues credentials, and how it does.  Made by :func:`read_issuer`.

    Attributes:
        data: the organisation in canonical form, as :meth:`organisation` copies it.
        name: name of the file, for messages.
        profile: a key of :data:`PROFILES`.
        languages: languages in which credentials can be shown; empty for the portfolio's.
        title: title of a credential; ``None`` when the writer has to take it from the content.
        description: description of a credential.
        issued: date or date-time of issue, ISO 8601; empty for the time of writing.
        valid_from: as ``issued``; empty for the date of issue.
        valid_until: as ``issued``; empty when there is none, or ``validity`` tells it.
        validity: how long a credential is valid, ISO 8601; empty when it has no end, or ``valid_until`` tells it.
        evidence: what credentials are issued on, in canonical form (``CredentialEvidence``).
        display: how a credential looks.
        achievement_description: what a badge says of an award without description.
        achievement_criteria: how an award is earned of which the portfolio does not tell it.
        awarding_body: who awarded a qualification that names no awarding body: ``issuer``, ``owner`` (a claim of the
            person's own); empty when the writer must ask.
    """

    data: Mapping[str, Any]
    name: str = ""
    profile: str = "generic"
    languages: tuple[str, ...] = ()
    title: Template | None = None
    description: Template | None = None
    issued: str = ""
    valid_from: str = ""
    valid_until: str = ""
    validity: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    display: DisplaySettings = field(default_factory=DisplaySettings)
    achievement_description: Template | None = field(default=None, repr=False)
    achievement_criteria: Template | None = field(default=None, repr=False)
    awarding_body: Literal["issuer", "owner", ""] = ""

    def organisation(self) -> dict[str, Any]:
        """The organisation in canonical form (``Organisation``), a copy of its own for each caller.

        ``name`` is the legal name; ``identifiers`` have the kinds ``id``, ``eidas``, ``registration``, ``vat`` and
        ``tax``; the one address has a ``country``; ``contact_points``, ``logo`` and ``accreditations`` where they are
        given.
        """
        return deepcopy(dict(self.data))

    @property
    def legal_name(self) -> Texts:
        """The legal name."""
        name: Texts = self.data["name"]
        return name

    @property
    def web_id(self) -> str:
        """What badges name the organisation by: an address or a DID; empty when the file does not tell it."""
        return next((str(one["value"]) for one in self.data.get("identifiers", ()) if one["kind"] == "id"), "")

    @property
    def eidas_identifier(self) -> Mapping[str, Any] | None:
        """The identifier in the certificate of the seal, in canonical form (``Identifier``), if it is known."""
        found: list[Mapping[str, Any]] = [one for one in self.data.get("identifiers", ()) if one["kind"] == "eidas"]
        return found[0] if found else None

    def profile_concept(self) -> dict[str, str]:
        """The kind of credential, in canonical form (``Concept``)."""
        return {"uri": CREDENTIAL.rpartition("/")[0] + "/" + PROFILES[self.profile], "scheme": CREDENTIAL}

    def expiry(self, start: str) -> str:
        """The end of validity.

        Args:
            start: where validity begins, as a date or date-time in ISO 8601.

        Returns:
            ``valid_until``, or ``start`` and ``validity`` added up; empty when there is no end.

        Raises:
            ValueError: ``start`` is no date, or the end is beyond the calendar.
        """
        if self.valid_until or not self.validity:
            return self.valid_until
        return later(start, self.validity)


def language_concept(tag: str) -> dict[str, str]:
    """A language in canonical form (``Concept``)."""
    return {"scheme": ISO_639, "notation": tag}


def later(start: str, duration: str) -> str:
    """A date or date-time and a duration added up, as XML Schema does (Part 2, appendix E).

    A day that the month does not have becomes its last day.

    Args:
        start: a date or date-time, ISO 8601.
        duration: see :data:`DURATION`.

    Raises:
        ValueError: one of them is none, or the sum is beyond the calendar.
    """
    from calendar import monthrange
    from datetime import date, datetime, timedelta

    parts = DURATION.fullmatch(duration)
    if parts is None:
        raise ValueError("it is no duration such as P5Y")
    years, months, weeks, days = (int(part or 0) for part in parts.groups())
    day: date | datetime = date.fromisoformat(start) if len(start) == 10 else datetime.fromisoformat(start)
    whole = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = whole // 12, whole % 12 + 1
    try:
        moved = day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
        return (moved + timedelta(weeks=weeks, days=days)).isoformat()
    except (ValueError, OverflowError):
        raise ValueError("the end is beyond the calendar") from None


def read_issuer(source: Input) -> Issuer:
    """Read the file that an organisation keeps about itself as an issuer.

    Args:
        source: path, ``-`` for standard input, bytes of the file itself, or a binary stream.  Pictures are looked for
            beside a path only.

    Raises:
        UnreadableError: the file, or a picture that it names, cannot be opened, or is no TOML (with line and column).
        UnsafeError: it is larger than such a file can be.
        UsageError: keys are missing, unknown or wrong; its ``findings`` tell all of them, with lines.
    """
    from .issuer_file import read

    return read(source)
