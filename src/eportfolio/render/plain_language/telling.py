"""What is told in plain language, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ...model import Portfolio
from ..block import Block, listed
from ..outline import Outline, Section
from . import awards, disclosures, guidance, person
from .speaker import Speaker

Maker = Callable[[Portfolio, Speaker], Iterable[Block]]

SECTIONS: Final[tuple[tuple[str, Maker], ...]] = (
    ("experiences", person.experiences),
    ("qualifications", awards.qualifications),
    ("assessments", awards.assessments),
    ("languages", person.languages),
    ("competences", person.competences),
    ("entitlements", awards.entitlements),
    ("achievements", person.achievements),
    ("interests", person.interests),
    ("work_values", guidance.work_values),
    ("test_results", guidance.test_results),
    ("entries", person.entries),
    ("preferences", person.preferences),
    ("career_plans", guidance.career_plans),
    ("guidance_events", guidance.guidance_events),
    ("references", person.references),
    ("letters", person.letters),
    ("evidence_items", person.evidence_items),
    ("credentials", awards.credentials),
    ("disclosures", disclosures.disclosures),
)
"""The sections in reading order, by the field that they tell."""


def tell(portfolio: Portfolio, language: str = "") -> Outline:
    """Lay a portfolio out in plain language.

    It tells the essentials; :func:`eportfolio.render.outline.outline` tells everything.  Words of the owner stay as
    they are.

    Args:
        portfolio: the portfolio.
        language: the reader's language, as a BCP 47 tag; the portfolio's own when empty, and English where there are no
            sentences in it.

    Returns:
        The outline; sections without content are left out.
    """
    speaker = Speaker(language, portfolio)
    sections = (
        Section(speaker.say(f"section.{name}"), tuple(block for block in make(portfolio, speaker) if _says(block)))
        for name, make in SECTIONS
    )
    return Outline(
        name=speaker.full_name or speaker.say("no_name"),
        headline=speaker.say("intro"),
        contact=tuple(_contact(portfolio, speaker)),
        summary=speaker.rich(portfolio.summary),
        sections=tuple(section for section in sections if section.blocks),
    )


def _says(block: Block) -> bool:
    return block.says_something


def _contact(portfolio: Portfolio, speaker: Speaker) -> Iterator[tuple[str, str]]:
    """Ways to reach the owner; other personal facts are not needed to understand the rest."""
    owner = portfolio.owner
    if owner is None:
        return
    for point in owner.contact_points:
        number = (f"+{point.country_calling_code}" if point.country_calling_code else "", point.area_code or "")
        value = listed((*number, speaker.text(point.value or point.user_name)), " ")
        if value:
            yield speaker.say(f"contact.{point.channel}"), value
    for address in owner.addresses:
        if text := speaker.address(address):
            yield speaker.say("contact.address"), text
