"""What the editor and the Commission's business rules want beyond the structure: warnings only.

The codes ``BR-…`` are those of the Commission's documentation of the format.  What the editor's importer refuses was
found out by others on the live service; it cannot be tested without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.attachments import is_base64
from eportfolio.sources.tree import Node
from eportfolio.vocabulary.dates import exists
from eportfolio.vocabulary.languages import shortest

from .facts import DIGITAL, SOCIAL_NETWORKS, is_photo, text_of

SKILL_LENGTH = 99
"""The longest name of a skill that the editor takes."""


def check_business_rules(root: Node) -> Iterator[Finding]:
    """The findings on a document, in document order.

    Args:
        root: the document.
    """
    for node in root.walk():
        check = _CHECKS.get(node.name)
        if check is not None:
            yield from check(node)
    if root.at(("RenderingInformation", "Design", "SectionsOrder")) is None:
        yield _warn(
            root, "missing-element", "The editor shows only the sections that SectionsOrder lists; there is none."
        )


def _warn(node: Node, name: str, message: str, rule: str = "") -> Finding:
    specification = f"Europass business rule {rule}" if rule else ""
    return finding(name, message, pointer=node.pointer, line=node.line or None, severity=Severity.WARNING,
                   specification=specification)  # fmt: skip


def _date(node: Node) -> Iterator[Finding]:
    text = text_of(node)[:10]
    if text.replace("-", "").isdigit() and len(text) in (4, 7, 10) and not exists(text):
        yield _warn(
            node, "impossible-date", "The date is in no calendar; the editor rejects the whole file.", "BR-COM-06"
        )


def _communication(node: Node) -> Iterator[Finding]:
    channel = text_of(node.first("ChannelCode"))
    content = [leaf for leaf in node.leaves() if leaf.name not in ("ChannelCode", "UseCode", "OtherTitle", "@type")]
    if not content:
        yield _warn(node, "missing-element", "The contact has no number, link or address.", "BR-COM-10")
    elif channel == "Telephone" and not text_of(node.first("CountryDialing")):
        yield _warn(node, "missing-element", "The number has no CountryDialing; the editor rejects the whole file.")
    use = node.first("UseCode")
    if channel == "Social Media" and use is not None and text_of(use) not in SOCIAL_NETWORKS:
        yield _warn(use, "unknown-code", "The network is none that the editor knows.")


def _language(node: Node) -> Iterator[Finding]:
    try:
        if text_of(node.first("@name") or node.first("@schemeName")) == "NORMAL":
            shortest(text_of(node))
    except ValueError:
        yield _warn(node, "unknown-code", "There is no language with this code.")


def _skills(node: Node) -> Iterator[Finding]:
    seen: set[str] = set()
    for skill in node.walk():
        name = text_of(skill.first("CompetencyName"))
        if text_of(skill.first("TaxonomyID")) != DIGITAL or not name:
            continue
        if len(name) > SKILL_LENGTH:
            yield _warn(skill, "invalid-value", f"The name of the skill is longer than {SKILL_LENGTH} characters.")
        if name in seen:
            yield _warn(skill, "too-many-elements", "The skill is listed twice; the editor wants each once.")
        seen.add(name)


def _attachment(node: Node) -> Iterator[Finding]:
    data = node.first("EmbeddedData")
    if data is not None and is_photo(node) and not is_base64("".join(text_of(data).split())):
        yield _warn(data, "invalid-base64", "The photo is not proper base64.", "BR-COM-51")


_CHECKS = {
    "FormattedDateTime": _date,
    "BirthDate": _date,
    "Communication": _communication,
    "PrimaryLanguageCode": _language,
    "CompetencyID": _language,
    "Skills": _skills,
    "Attachment": _attachment,
}
