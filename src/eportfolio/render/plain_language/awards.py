"""What organisations award, in plain language."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Portfolio, Qualification
from ..block import Block, block, bullets, lines
from ..titles import Titles, title_of
from .speaker import Speaker, sentences


def qualifications(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Diplomas and certificates."""
    for item in portfolio.qualifications:
        known = f"qualification.{item.status}"
        details = (
            sentences(
                speaker.say("qualification.from", x=speaker.joined(map(speaker.organisation, item.awarding_bodies))),
                speaker.say("qualification.issued", x=speaker.when(item.issued)),
                speaker.say(known) if speaker.knows(known) else "",
            ),
            *_level(item, speaker),
            speaker.say("qualification.grade", x=speaker.text(item.grade)),
            speaker.say("qualification.credits", x=_credits(item, speaker)),
            speaker.say("valid_until", x=speaker.date(item.valid_until)),
        )
        text = lines((speaker.rich(item.description), _learnt(item, speaker)))
        yield block(title_of(item, speaker), "", details, text, item)


def _level(item: Qualification, speaker: Speaker) -> Iterator[str]:
    spec = item.specification
    if spec is None:
        return
    title = speaker.text(spec.title)
    yield speaker.say("qualification.type", x=title if title != title_of(item, speaker) else "")
    if spec.eqf_level is not None:
        number = speaker.text(spec.eqf_level.notation)
        simple = number.isdigit() and 1 <= int(number) <= 8
        other = speaker.say("qualification.level", x=speaker.concept(spec.eqf_level))
        yield speaker.say("qualification.eqf", x=number) if simple else other
    yield speaker.say("qualification.field", x=speaker.joined(map(speaker.concept, spec.fields_of_study)))


def _credits(item: Qualification, speaker: Speaker) -> str:
    spec = item.specification
    return speaker.credits(item.credits) or (speaker.credits(spec.credits) if spec else "")


def _learnt(item: Qualification, speaker: Speaker) -> str:
    spec = item.specification
    if spec is None:
        return ""
    outcomes = bullets(speaker.text(one.title) for one in spec.learning_outcomes)
    told = lines((speaker.rich(spec.learning_outcome_summary), outcomes))
    return lines((speaker.say("qualification.learnt"), told)) if told else ""


def assessments(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Exams with their results."""
    for item in portfolio.assessments:
        details = (
            sentences(
                speaker.say("qualification.grade", x=speaker.text(item.grade)),
                speaker.say("assessment.issued", x=speaker.when(item.issued)),
            ),
            speaker.say("qualification.from", x=speaker.joined(map(speaker.organisation, item.awarding_bodies))),
            speaker.say("assessed_by", x=speaker.joined(map(speaker.party, item.assessed_by))),
        )
        yield block(title_of(item, speaker), "", details, speaker.rich(item.description), item)


def entitlements(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Licences, and what else the person may do."""
    for item in portfolio.entitlements:
        own = item.title or (item.entitlement_specification and item.entitlement_specification.title)
        category = speaker.concept(item.licence_category)
        title = " ".join(filter(None, (speaker.text(own or None), category)))
        details = (
            speaker.said("kind", item.kind),
            sentences(
                speaker.say("entitlement.from", x=speaker.organisation(item.issuer)),
                speaker.say("valid_until", x=speaker.date(item.valid_until)),
            ),
        )
        yield block(title, "", details, speaker.rich(item.description), item)


def credentials(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Signed documents; nobody looked at the signatures to tell of them."""
    titles = Titles(portfolio, speaker)
    for item in portfolio.credentials:
        details = (
            sentences(
                speaker.say("credential.from", x=speaker.organisation(item.issuer)),
                speaker.say("credential.issued", x=speaker.when(item.issued)),
                speaker.say("valid_until", x=speaker.date(item.valid_until)),
            ),
            speaker.say("credential.proves", x=titles.of(item.proves)),
            speaker.say("credential.unchecked"),
        )
        yield block(title_of(item, speaker), "", details, speaker.rich(item.description), item)
