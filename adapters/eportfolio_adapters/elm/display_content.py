"""What a rendered page of a credential shows, taken from the portfolio."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from eportfolio.sources.markup import to_plain

from .display import Award, DisplayContent, render_pages
from .words import in_language, name_in_words

if TYPE_CHECKING:
    from eportfolio.exchange.issuer import Issuer


def pages_of(data: dict[str, Any], credential: dict[str, Any], issuer: Issuer | None, language: str) -> list[bytes]:
    """The pages of a credential as SVG.

    Args:
        data: the portfolio in canonical form.
        credential: the credential, as far as it is complete.
        issuer: with colours and orientation, if there is one.
        language: the language of the pages; empty when it is not known.
    """
    by = credential.get("issuer", {})
    content = DisplayContent(
        title=in_language(credential.get("title"), language),
        holder=name_in_words(data.get("owner", {}), language),
        awards=tuple(_awards(data, language)),
        issuer=in_language(by.get("name"), language),
        logo=_bytes(by.get("logo", {})),
        language=language or "en",
        description=_prose(credential.get("description"), language),
        issued=credential.get("issued", {}).get("edtf", ""),
        valid_until=credential.get("valid_until", {}).get("edtf", ""),
    )
    return list(render_pages(content, issuer.display if issuer is not None else None))


def _prose(rich: dict[str, Any] | None, language: str) -> str:
    if not rich:
        return ""
    return in_language(rich.get("text"), language) or to_plain(in_language(rich.get("html"), language))


def _awards(data: dict[str, Any], language: str) -> Iterator[Award]:
    """What the credential says: qualifications, then what shows on none of them, each as precise as it is known.

    What nobody awarded is said to come from the person, as in the document itself.
    """
    assessments = {item.get("id", ""): item for item in data.get("assessments", ())}
    shown: set[str] = set()
    owner = name_in_words(data.get("owner", {}), language)
    for item in data.get("qualifications", ()):
        specification = item.get("specification", {})
        title = in_language(item.get("title") or specification.get("title"), language)
        if title:
            bodies = _bodies(item, "awarding_bodies", language)
            proofs = [assessments[name] for name in item.get("proven_by", ()) if name in assessments]
            shown.update(proof.get("id", "") for proof in proofs)
            yield Award(
                title,
                awarding_bodies=bodies,
                claimant="" if bodies else owner,
                date=item.get("issued", {}).get("edtf", ""),
                grade=in_language(item.get("grade"), language) or _grades(proofs, language),
                credits=", ".join(_credits(item) or _credits(specification)),
                level=_level(specification.get("eqf_level", {})),
            )
    for item in data.get("assessments", ()):
        title = in_language(item.get("title"), language)
        if title and item.get("id", "") not in shown:
            bodies = _bodies(item, "awarding_bodies", language)
            grade = in_language(item.get("grade"), language)
            yield Award(title, awarding_bodies=bodies, claimant="" if bodies else owner, grade=grade)
    for item in data.get("experiences", ()):
        title = in_language(item.get("title"), language) or next(_positions(item, language), "")
        if title:
            bodies = _bodies(item, "awarding_bodies", language)
            yield Award(
                title,
                awarding_bodies=bodies,
                claimant="" if bodies else owner,
                organisations=_bodies(item, "organisations", language),
                date=_period(item),
            )
    for item in data.get("entitlements", ()):
        title = in_language(item.get("title"), language)
        body = in_language(item.get("issuer", {}).get("name"), language)
        if title:
            yield Award(title, awarding_bodies=(body,) if body else (), claimant="" if body else owner)
    for item in data.get("competences", ()):
        title = in_language(item.get("label"), language)
        if title:
            yield Award(title, claimant=owner)


def _grades(assessments: list[dict[str, Any]], language: str) -> str:
    """The grades of assessments; where there are several, each after what was assessed."""
    grades = [
        (in_language(one.get("title"), language), in_language(one.get("grade"), language)) for one in assessments
    ]  # fmt: skip
    if len(grades) == 1:
        return grades[0][1]
    return "; ".join(f"{title}: {grade}" for title, grade in grades if grade)


def _bodies(item: dict[str, Any], field: str, language: str) -> tuple[str, ...]:
    return tuple(name for body in item.get(field, ()) if (name := in_language(body.get("name"), language)))


def _credits(holder: dict[str, Any]) -> list[str]:
    return [
        f"{credit['points']} {credit['scheme']}"
        for credit in holder.get("credits", ())
        if credit.get("points") and credit.get("scheme", "").isalnum()
    ]


def _level(level: dict[str, Any]) -> str:
    return f"EQF {level['notation']}" if level.get("notation") else ""


def _positions(item: dict[str, Any], language: str) -> Iterator[str]:
    for position in item.get("positions", ()):
        occupation = position.get("occupation", {})
        yield in_language(occupation.get("label") or occupation.get("official_label"), language)


def _period(item: dict[str, Any]) -> str:
    held = (position["period"] for position in item.get("positions", ()) if position.get("period"))
    period: dict[str, Any] = item.get("period") or next(held, {})
    start, end = (period.get(name, {}).get("edtf", "") for name in ("start", "end"))
    if start and period.get("ongoing"):
        return f"{start}/.."
    return f"{start}/{end}" if start and end else start or end


def _bytes(media: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(media.get("content", ""), validate=True)
    except (binascii.Error, ValueError):
        return b""
