"""A profile as a document for the people who sign it: Markdown or HTML, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from . import legal
from .profile import Legal, Named, Need, Offer, Profile, Restriction, Texts, in_language
from .words import both, either, percent, spoken, spoken_bytes, spoken_conditions, spoken_count, spoken_duration


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document.

    Attributes:
        heading: what it is about.
        lines: paragraphs.
        head: the names of the columns of its table.
        rows: the table.
    """

    heading: str
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


_ATTRIBUTES: Final = {"email": "e-mail address", "birth_date": "date of birth", "birth_place": "place of birth"}
"""Attributes of a person whose names are not the words that people use."""

_SIGNATURE: Final = Section(
    "Signed", ("For the organisation:",), ("Name", "Position", "Date", "Signature"), (("", "", "", ""),)
)


def sections(profile: Profile, language: str = "en") -> list[Section]:
    """The parts of the document of a profile; those that would be empty are left out.

    Args:
        profile: the profile.
        language: of the organisation's own texts, where they are there in several.
    """
    said = _Said(language)
    needs, wishes = ([one for one in profile.needs.values() if one.recommended is kind] for kind in (False, True))
    found = [
        Section("What must be in a portfolio", (), ("What", "What it must be like", "Why"), said.needs(needs)),
        Section("What is welcome, and not needed", (), ("What", "What it should be like", "Why"), said.needs(wishes)),
        Section("How what is there must be", (), ("What", "What it must be like", "Why"),
                said.restrictions(profile.accepts.values())),
        Section("What must not be there", (), ("What", "When it is like this", "Why"),
                said.restrictions(profile.refuses.values())),
        Section("What the organisation can give", (), ("What", "In how many portfolios", "What it is like", "Remark"),
                tuple(said.offer(one) for one in profile.offers.values())),
        Section("Files", tuple(_files(profile))),
        Section("When two records are one person's", tuple(_persons(profile))),
        Section("Law", tuple(said.law(profile.legal))),
    ]  # fmt: skip
    kept = [one for one in found if one.lines or one.rows]
    return [Section(profile.named(language), tuple(said.front(profile))), *kept, _SIGNATURE]


class _Said:
    """What a profile says, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def texts(self, texts: Texts) -> str:
        return in_language(texts, self._language) if texts else ""

    def front(self, profile: Profile) -> Iterator[str]:
        yield self.texts(profile.description)
        yield f"Version {profile.version}."
        if profile.organisation.name:
            yield f"Of {_who(profile.organisation)}."
        if profile.valid_from or profile.valid_until:
            ends = [f"from {profile.valid_from}" * bool(profile.valid_from), f"until {profile.valid_until}"
                    * bool(profile.valid_until)]  # fmt: skip
            yield f"Holds {' '.join(filter(None, ends))}."
        if profile.extends:
            names = both(tuple(f'"{one}"' for one in profile.extends))
            yield f"Includes what {names} says, unless it is said anew here."
        if profile.source.title:
            note = self.texts(profile.source.note)
            parts = [f"Source: {self.texts(profile.source.title).rstrip('.')}.", profile.source.address, note]
            yield " ".join(filter(None, parts))
        yield f"Fingerprint of what it says: {profile.digest}"

    def needs(self, needs: list[Need]) -> tuple[tuple[str, ...], ...]:
        return tuple((_what(one), _how(one), self.texts(one.why)) for one in needs)

    def restrictions(self, rules: object) -> tuple[tuple[str, ...], ...]:
        assert hasattr(rules, "__iter__")
        return tuple(self._restriction(rule) for rule in rules)

    def _restriction(self, rule: Restriction) -> tuple[str, ...]:
        most = f"at most {rule.maximum}" if rule.maximum is not None else ""
        how = ", ".join(filter(None, (spoken_conditions(rule.conditions), most)))
        return spoken(rule.path), how or "in any case", self.texts(rule.why)

    def offer(self, offer: Offer) -> tuple[str, ...]:
        shares = [percent(offer.coverage) if offer.coverage is not None else "not said"]
        if offer.filled is not None:
            shares.append(f"{percent(offer.filled)} of the items")
        how = [spoken_conditions(offer.conditions)]
        if offer.freshness:
            how.append(f"no older than {spoken_duration(offer.freshness)} when it is given")
        return spoken(offer.path), ", ".join(shares), ", ".join(filter(None, how)), self.texts(offer.why)

    def law(self, law: Legal) -> Iterator[str]:
        if law.controller.name:
            yield f"Controller: {_who(law.controller)}."
        if law.purpose:
            yield f"Purpose: {self.texts(law.purpose).rstrip('.')}."
        if law.basis:
            note = f" ({self.texts(law.basis_note).rstrip('.')})" if law.basis_note else ""
            yield f"Legal basis: {legal.BASES[law.basis]}{note}."
        if law.special_categories:
            kinds = both(tuple(legal.SPECIAL[one] for one in law.special_categories))
            yield f"Special categories of data: {kinds}; ground: {legal.SPECIAL_GROUNDS[law.special_ground]}."
        if law.retention:
            yield f"Kept for {spoken_duration(law.retention)}."
        if law.prohibited_identifiers:
            yield f"Identifiers that must not be given: {', '.join(law.prohibited_identifiers)}."


def as_markdown(profile: Profile, language: str = "en") -> str:
    """The document of a profile as Markdown."""
    return markdown(sections(profile, language))


def as_html(profile: Profile, language: str = "en") -> str:
    """The document of a profile as one HTML page that needs nothing else."""
    return html(sections(profile, language), "en")


def markdown(parts: list[Section]) -> str:
    """Sections as Markdown; the first one is the title."""
    lines: list[str] = []
    for number, part in enumerate(parts):
        lines += [f"{'##' if number else '#'} {_marked(part.heading)}", ""]
        for line in filter(None, part.lines):
            lines += [_marked(line), ""]
        if part.rows:
            lines += [_row(part.head), _row(("---",) * len(part.head)), *map(_row, part.rows), ""]
    return "\n".join(lines)


def html(parts: list[Section], language: str) -> str:
    """Sections as an HTML page; the first one is the title."""
    body: list[str] = []
    for number, part in enumerate(parts):
        body.append(f"<h{2 if number else 1}>{escape(part.heading)}</h{2 if number else 1}>")
        body += [f"<p>{escape(line)}</p>" for line in part.lines if line]
        if part.rows:
            head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in part.head)
            rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in part.rows)
            body.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    title = escape(parts[0].heading)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


_STYLE: Final = (
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.4rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere;height:1.5rem}th{background:#eee}"
)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell if cell == '---' else _marked(cell) for cell in cells)} |"


def _marked(text: str) -> str:
    """A text that Markdown shows as it stands."""
    for sign in "\\`*_[]<|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _what(need: Need) -> str:
    if need.path is None:
        parts = [_what(one) for one in (need.any_of or need.all_of)]
        joined = either(tuple(dict.fromkeys(parts))) if need.any_of else " and ".join(dict.fromkeys(parts))
        around = f", in each of the {spoken(need.for_each)}" if need.for_each is not None else ""
        return f"{joined}{around}"
    where = f", in each of the {spoken(need.for_each)}" if need.for_each is not None else ""
    return f"{spoken(need.path)}{where}"


def _how(need: Need) -> str:
    if need.path is None:
        inner = (f"{_what(one)}: {how}" for one in (need.any_of or need.all_of) if (how := _how(one)))
        return "; ".join(inner)
    parts = [spoken_conditions(need.conditions)]
    if (need.minimum, need.maximum) != (1, None):
        parts.append(spoken_count(need.minimum, need.maximum))
    if need.share is not None:
        parts.append(f"in {percent(need.share)} of them")
    return ", ".join(filter(None, parts))


def _who(named: Named) -> str:
    inner = ", ".join(filter(None, (named.country, named.contact, named.id)))
    return f"{named.name} ({inner})" if inner else named.name


def _files(profile: Profile) -> Iterator[str]:
    formats = profile.formats
    if formats.sends:
        yield f"Sends: {', '.join(formats.sends)}."
    if formats.receives:
        yield f"Reads: {', '.join(formats.receives)}."
    if formats.max_bytes:
        yield f"A file has at most {spoken_bytes(formats.max_bytes)}."
    if formats.attachments is not None:
        yield f"At most {formats.attachments} files may be attached."
    if formats.attachment_bytes:
        yield f"Attached files have at most {spoken_bytes(formats.attachment_bytes)} together."


def _persons(profile: Profile) -> Iterator[str]:
    matching = profile.subject_matching
    if matching.identifiers:
        yield f"The same identifier of one of: {', '.join(matching.identifiers)}."
    for together in matching.attributes:
        yield f"The same {both(tuple(_ATTRIBUTES.get(one, one.replace('_', ' ')) for one in together))}."
    if matching.identifiers or matching.attributes:
        yield "Identifiers of two different authorities never show that two records are one person's."
