"""Rules for competences, custom sections, and what has no element of its own."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk import BOOLEAN, Leaf, ReadRun, Rich, Rule, WriteRun
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Grade, Node

from .codes import HEADINGS
from .facts import DIGITAL, text_of
from .rules import URI, Date

"""Taxonomy of what the editor lists as skills."""

OTHER = "other"
"""Taxonomy of skills that are named by a URI (business rule BR-COM-46)."""


def period(path: str, field: str = "period") -> tuple[Rule, ...]:
    """Start, end, and whether it is still going on: the two sorts of element say the last in different words."""
    flags = ("CurrentIndicator", "Ongoing") if path.endswith("EmploymentPeriod") else ("Ongoing", "CurrentIndicator")
    return (
        Date(f"{path}/StartDate/FormattedDateTime", f"{field}/start", also=(f"{path}/StartDate/DateText",)),
        Date(f"{path}/EndDate/FormattedDateTime", f"{field}/end", also=(f"{path}/EndDate/DateText",)),
        *(Leaf(f"{path}/{flag}", f"{field}/ongoing", BOOLEAN) for flag in flags),
    )


class SkillUris:
    """``PersonCompetency`` of the taxonomy ``other``: a skill that is named by the URI of a concept, usually of ESCO.

    The name stands beside the URI, so that the entry below ``Skills`` that shows it is known to be the same skill.
    """

    path = ("PersonQualifications", "PersonCompetency")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """One competence for each."""
        for place in node.select(self.path):
            taxonomy = place.first("TaxonomyID")
            if text_of(taxonomy).lower() == "language" or not (
                place.first("CompetencyID") or place.first("CompetencyName")
            ):
                continue
            item: dict[str, Any] = {}
            read_skill(place, item, run)
            if item:
                if taxonomy is not None and text_of(taxonomy).lower() == OTHER:
                    run.keep_as(taxonomy, OTHER, item, "concepts")
                target.setdefault("competences", []).append(item)
                run.own(place, item)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One entry for each competence that has a URI; a name that ``Skills`` lists too is only repeated here."""
        for item in model.all("competences"):
            found = (concept.first("uri") for concept in item.all("concepts"))
            uris = [uri for uri in found if uri is not None and URI.fullmatch(str(uri.value))]
            if not uris or id(item) in run.placed:
                continue
            place = target.need(self.path[:1]).add(self.path[1])
            for uri in uris:
                run.place(place.add("CompetencyID"), (), uri.value, uri)
            place.add("TaxonomyID", OTHER)
            name = label_of(item, run)
            if name is not None and item.first("description") is not None:
                run.place(place, ("CompetencyName",), name.value, name)
            elif name is not None:
                place.add("CompetencyName", name.value)
            run.placed[id(item)] = place
            run.placements.append((item, place))


def read_skill(place: Node, item: dict[str, Any], run: ReadRun) -> None:
    """Read the URIs and the name of a ``PersonCompetency``."""
    for leaf in place.all("CompetencyID"):
        text = text_of(leaf)
        if URI.fullmatch(text):
            concepts = item.setdefault("concepts", [])
            concepts.append({"uri": text})
            run.keep_as(leaf, text, concepts[-1], "uri")
        elif text and "label" not in item and place.first("CompetencyName") is None:
            item["label"] = text
            run.keep_as(leaf, text, item, "label")
    name = place.first("CompetencyName")
    if name is not None and text_of(name) and "label" not in item:
        item["label"] = text_of(name)
        run.keep_as(name, item["label"], item, "label")


def label_of(item: Node, run: WriteRun) -> Node | None:
    """The leaf of an item's label."""
    label = item.first("label")
    return None if label is None else run.main_text(label)


class ListedSkills:
    """``Skills``: what the editor lists, alone or in groups; and ``DigitalSkills``, which it wrote before."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """One competence for each name; a name that a URI was given for is the same competence."""
        for place in node.select(("Skills", "PersonCompetency")):
            self._read_skill(place, None, target, run)
        for group in node.select(("Skills", "SkillsGroup")):
            for place in group.all("PersonCompetency"):
                self._read_skill(place, group.first("Title"), target, run)
        for group in node.select(("DigitalSkills", "DigitalSkillsGroup")):
            for leaf in group.all("DigitalSkill"):
                if text_of(leaf):
                    item = {"label": text_of(leaf), "category": "digital"}
                    run.keep_as(leaf, item["label"], item, "label")
                    self._add(leaf, item, group.first("Title"), target, run)

    def _read_skill(self, place: Node, heading: Node | None, target: dict[str, Any], run: ReadRun) -> None:
        item: dict[str, Any] = {}
        name = text_of(place.first("CompetencyName"))
        known = next(
            (other for other in target.get("competences", ()) if name and other.get("label") == name
             and "concepts" in other and "category" not in other and "group" not in other), None,
        )  # fmt: skip
        read_skill(place, item, run)
        if not item:
            return
        taxonomy = place.first("TaxonomyID")
        if taxonomy is not None and text_of(taxonomy) == DIGITAL:
            item["category"] = "digital"
            run.keep_as(taxonomy, DIGITAL, item, "category")
        elif taxonomy is not None and text_of(taxonomy) == OTHER:
            run.keep_as(taxonomy, OTHER, item, "label")
        if known is None or "concepts" in item:
            self._add(place, item, heading, target, run)
        else:
            known.update(item)
            self._take_heading(known, heading, run)

    def _add(
        self, place: Node, item: dict[str, Any], heading: Node | None, target: dict[str, Any], run: ReadRun
    ) -> None:
        self._take_heading(item, heading, run)
        target.setdefault("competences", []).append(item)
        run.own(place, item)

    def _take_heading(self, item: dict[str, Any], heading: Node | None, run: ReadRun) -> None:
        if heading is not None and text_of(heading):
            item["group"] = text_of(heading)
            if heading.taken is None:
                run.keep_as(heading, item["group"], item, "group")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Each competence that is a name, below its heading where it has one."""
        groups: dict[str, Node] = {}
        for item in model.all("competences"):
            name = label_of(item, run)
            if name is None or name.taken is not None or item.first("description") is not None:
                continue
            words = [leaf for word in item.all("keywords") if (leaf := run.main_text(word)) is not None]
            category = item.first("category")
            digital = category is not None and category.value == "digital"
            heading = item.first("group")
            title = run.main_text(heading) if heading is not None else None
            parent = self._parent(title or (name if words else None), groups, target)
            if words:
                name.taken = Grade.TEXT
                run.placed.setdefault(id(item), parent)
                run.written += 1
            else:
                self._write_skill(item, name, digital, parent, run)
            for leaf in words:
                self._write_name(leaf, digital, parent, Grade.TEXT, run)
            if title is not None:
                title.taken = Grade.DATA if not words else Grade.TEXT
            if category is not None and digital:
                category.taken = Grade.DATA if not words else Grade.TEXT

    def _write_skill(self, item: Node, name: Node, digital: bool, parent: Node, run: WriteRun) -> None:
        place = self._write_name(name, digital, parent, Grade.DATA, run)
        if id(item) not in run.placed:
            run.placed[id(item)] = place
            run.placements.append((item, place))

    def _write_name(self, leaf: Node, digital: bool, parent: Node, grade: Grade, run: WriteRun) -> Node:
        place = parent.add("PersonCompetency")
        place.add("TaxonomyID", DIGITAL if digital else OTHER)
        run.place(place, ("CompetencyName",), leaf.value, leaf, grade)
        return place

    def _parent(self, title: Node | None, groups: dict[str, Node], target: Node) -> Node:
        skills = target.need(("Skills",))
        if title is None:
            return skills
        key = str(title.value)
        if key not in groups:
            groups[key] = skills.add("SkillsGroup")
            groups[key].add("Title", title.value)
        return groups[key]


class CustomSections:
    """``Others``: sections under headings of the owner's own, one element for each entry, as the editor writes them."""

    inside: tuple[Rule, ...] = (
        Leaf("Title", "title"),
        *period("Date"),
        Rich("Description", "description"),
    )

    def __init__(self, *more: Rule) -> None:
        self.rules = (*self.inside, *more)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """One entry for each ``Other``; a heading without entries is an entry too."""
        for section in node.all("Others"):
            title = section.first("Title")
            entries = section.all("Other")
            for place in entries or [section]:
                entry: dict[str, Any] = {}
                if text_of(title):
                    entry["section"] = text_of(title)
                before = run.kept
                for rule in self.rules if entries else ():
                    rule.read(place, entry, run)
                if run.kept == before and (entries or not entry):
                    continue
                if title is not None and "section" in entry and title.taken is None:
                    run.keep_as(title, entry["section"], entry, "section")
                target.setdefault("entries", []).append(entry)
                run.own(place, entry)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One section for each entry; the importer would keep only the last of several."""
        for entry in model.all("entries"):
            section = target.add("Others")
            heading = entry.first("section")
            leaf = run.main_text(heading) if heading is not None else None
            before = run.written
            if leaf is not None:
                run.place(section, ("Title",), leaf.value, leaf)
            place = section.add("Other")
            inside = run.written
            for rule in self.rules:
                rule.write(entry, place, run)
            if run.written == before:
                discard(section)
                continue
            if run.written == inside:
                discard(place)
                place = section
            if leaf is None:
                section.children.insert(0, _heading(section, HEADINGS["entries"]))
                run.supplied.add(f"{entry.pointer}/section")
            run.placements.append((entry, place))
            run.placed[id(entry)] = place


def _heading(parent: Node, text: str) -> Node:
    return Node("Title", text, parent=parent)
