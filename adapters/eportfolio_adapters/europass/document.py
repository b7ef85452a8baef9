"""What a Candidate document needs beside the person's data: supplier, identifiers, order of sections, namespaces."""

from __future__ import annotations

import re

from eportfolio.exchange.crosswalk import WriteRun
from eportfolio.report.codes import Severity
from eportfolio.report.findings import finding
from eportfolio.sources.tree import Node
from eportfolio.vocabulary import languages

from .codes import COUNTRY, EP, EQF_LIST, GENDER, NAMESPACES, NAMESPACES_WITHIN, SECTIONS
from .facts import text_of
from .person import OWNER, PRECEDENCE, repeat_owner

_COUNTRIES = frozenset({"CountryCode", "NationalityCode", "ResidencyCountryCode", "IssuingCountryCode", "Country"})
_CODES = frozenset({"JobCategoryCode", "EducationLevelCode", "CompetencyID", "PrimaryLanguageCode", "IndustryCode"})
_IDENTIFIER = {"@schemeID": "Test-0001", "@schemeAgencyName": "EUROPASS"}
"""What the editor writes of every identifier, for everyone."""
_DESIGN = {
    "Template": "Template1", "Color": "Default", "FontSize": "Medium", "Logo": "FirstPage", "PageNumbers": "true",
}  # fmt: skip
"""The editor's own layout when nobody has chosen one."""


def complete(root: Node, run: WriteRun) -> None:
    """Fill what every document has; all of it is about the file, nothing about the person.

    Args:
        root: the document, the residue of its source put back.
        run: the writing.
    """
    _today(root)
    _codeless(root, run)
    versions = [node for node in root.children if node.name in ("@majorVersionID", "@minorVersionID")]
    run.removed(versions)  # they tell another dialect
    root.children = [node for node in root.children if node not in versions]
    _person(root, run)
    _supplier(root)
    _identifier(root, ("DocumentID",), "DocumentIdentifier", "4.0")
    _sections(root)
    _prune(root)
    _name_spaces(root)


def _today(root: Node) -> None:
    """Codes that were kept in the spelling of an older dialect, in the only one that today's editor reads."""
    for node in root.walk():
        text = text_of(node)
        if not text:
            continue
        try:
            if node.name in _COUNTRIES:
                node.value = COUNTRY.write(COUNTRY.read(text))
            elif node.name == "GenderCode":
                node.value = GENDER.write(GENDER.read(text))
            elif node.name == "EducationLevelCode":
                _bare_level(node, text)
            elif _is_language(node) and not re.fullmatch("[a-z]{3}", text):
                node.value = languages.bibliographic(text)
        except ValueError:
            continue  # no code at all: it stays as it is, and the structure rules decide


def _codeless(root: Node, run: WriteRun) -> None:
    """Attributes that came back without the code that they are about have nothing to say."""
    for node in [node for node in root.walk() if node.name in _CODES and node.value is None]:
        run.removed(node.leaves())
        if node.parent is not None:
            node.parent.children.remove(node)


def _bare_level(node: Node, text: str) -> None:
    listed = node.first("@listName")
    if re.fullmatch("EQF-?[1-8]", text):
        node.value = text[-1]
    if listed is not None and text_of(listed) == EQF_LIST:
        node.children.remove(listed)


def _is_language(node: Node) -> bool:
    if node.name == "PrimaryLanguageCode":
        return text_of(node.first("@name")) != "FREE_TEXT"
    parent = node.parent
    return (
        node.name == "CompetencyID"
        and parent is not None
        and text_of(parent.first("TaxonomyID")) == "language"
        and text_of(node.first("@schemeName")) != "FREE_TEXT"
    )


def _person(root: Node, run: WriteRun) -> None:
    person = root.need(("CandidatePerson",))
    name = person.need(("PersonName",))
    if not any(text_of(part) for part in name.children):
        run.findings.append(
            finding("required-by-target", "The editor does not take a file without a name.",
                    severity=Severity.WARNING)
        )  # fmt: skip
    _both_names(name)
    for contact in person.all("Communication"):
        number = contact.first("DialNumber")
        if number is not None and not text_of(contact.first("CountryDialing")):
            origin = run.origins.get(id(number))
            run.findings.append(
                finding("required-by-target",
                        "The editor rejects a file that has a telephone number without its country calling code.",
                        pointer=origin.pointer if origin is not None else "",
                        severity=Severity.WARNING, hint="Give the country calling code, such as 353.")
            )  # fmt: skip


def _supplier(root: Node) -> None:
    supplier = root.need(("CandidateSupplier",))
    _identifier(supplier, ("PartyID",), "PartyID", "1.0")
    for name, value in (("PartyName", OWNER), ("PrecedenceCode", PRECEDENCE)):
        node = supplier.need((name,))
        if node.value is None:
            node.value = value
    contact = supplier.first("PersonContact")
    if contact is None:
        repeat_owner(root.need(("CandidatePerson",)), supplier.add("PersonContact"))
    else:
        _both_names(contact.need(("PersonName",)))


def _both_names(name: Node) -> None:
    """Both parts of a name stand in the file, even when one is not known."""
    for part in ("GivenName", "FamilyName"):
        name.need((part,))


def _identifier(parent: Node, path: tuple[str, ...], scheme: str, version: str) -> None:
    node = parent.need(path)
    if node.value is None and not node.children:
        for name, value in (*_IDENTIFIER.items(), ("@schemeName", scheme), ("@schemeVersionID", version)):
            node.add(name, value)


def _sections(root: Node) -> None:
    """The sections to show: the editor hides what is not listed here."""
    if root.first("RenderingInformation") is not None:
        return
    design = root.need(("RenderingInformation", "Design"))
    for name, value in _DESIGN.items():
        design.add(name, value)
    order = design.add("SectionsOrder")
    profiles = root.all("CandidateProfile")
    person = root.need(("CandidatePerson",))
    for element, title in SECTIONS.items():
        if any(_shows(node) for profile in profiles for node in profile.all(element)) or (
            element == "PersonQualifications" and person.first("PrimaryLanguageCode") is not None
        ):
            order.add("Section").add("Title", title)
    headings = (section.first("Title") for profile in profiles for section in profile.all("Others"))
    for heading in dict.fromkeys(text_of(node) for node in headings if text_of(node)):
        section = order.add("Section")
        section.add("Title", heading)
        section.add("Custom", "true")


def _shows(section: Node) -> bool:
    """Whether the editor would show something of a section."""
    if section.name == "PersonQualifications":
        return any(text_of(node) == "language" for node in section.select(("PersonCompetency", "TaxonomyID")))
    return next(section.leaves(), None) is not None


def _prune(node: Node) -> bool:
    """Take out elements that got no content; whether the node itself has some, or has to stand without."""
    node.children = [child for child in node.children if _prune(child)]
    return node.value is not None or bool(node.children) or node.name in ("GivenName", "FamilyName")


def _name_spaces(root: Node) -> None:
    for node in root.walk():
        if node.name[0] != "@":
            within = node.parent.name if node.parent is not None else ""
            known = NAMESPACES_WITHIN.get((within, node.name)) or NAMESPACES.get(node.name)
            node.namespace = known or (EP if node.namespace in ("", EP) else node.namespace)
