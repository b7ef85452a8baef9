"""Rules that only the Candidate format needs: dates, names, languages, titles of positions."""

from __future__ import annotations

import re
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary import languages
from eportfolio.vocabulary.dates import exists
from eportfolio.vocabulary.schemes import ISCO_08, ISO_639

from .codes import CEFR_DIMENSIONS, ESCO_LIST, ISCO_LIST
from .facts import text_of

_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(T[0-9:.]*(?:Z|[+-]\d{2}:?\d{2})?)?")
_WRITABLE = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?)([?~%]?)")
URI = re.compile(r"(?:https?://|urn:)\S+")
"""What a web address or the URI of a concept looks like."""


class Date:
    """A date as precise as it is known: ``2002``, ``2002-08``, ``2002-08-01``; older dialects add a time, or prose.

    Args:
        path: where the date stands.
        field: a date of the model.
        also: where other dialects put it; read only.
        precise: whether months and days have a place; otherwise the year alone is written.
    """

    def __init__(self, path: str, field: str, *, also: tuple[str, ...] = (), precise: bool = True) -> None:
        self.path = steps(path)
        self.paths = (self.path, *(steps(other) for other in also))
        self.field = steps(field)
        self.precise = precise

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date; what is in no calendar is kept as it is written, and reported."""
        for path in self.paths:
            leaf = node.at(path)
            text = text_of(leaf)
            if leaf is None or not text or leaf.taken is not None:
                continue
            holder = descend(target, self.field)
            if self.field[-1] in holder:
                return
            match = _DATE.fullmatch(text)
            value = {"verbatim": text}
            if match is not None and exists(match[1]):
                value = {"edtf": match[1], "verbatim": text} if match[2] else {"edtf": match[1]}
            elif leaf.name != "DateText":
                run.report("impossible-date", "The date is in no calendar; it is kept as it is written.", leaf)
            holder[self.field[-1]] = value
            run.keep(leaf, holder, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write what a date of the format can hold; seasons and prose have no place."""
        place = model.at(self.field)
        leaf = None if place is None else place.first("edtf") or place.first("verbatim")
        if leaf is None or leaf.taken is not None:
            return
        text = str(leaf.value)
        match = (
            _WRITABLE.fullmatch(text) if leaf.name == "edtf" else re.fullmatch(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)()", text)
        )
        if match is None or (leaf.name == "edtf" and not exists(match[1])):
            run.not_expressible(leaf, "the format takes a year, a month and a day only")
            return
        date = match[1] if self.precise else match[1][:4]
        run.place(target, self.path, date, leaf, Grade.DATA if date == text else Grade.APPROXIMATE)


class LanguageCode:
    """A language: a code, or the owner's word for it; an attribute tells which.

    Args:
        path: where the language stands; empty for the node itself.
        attribute: ``NORMAL`` or ``FREE_TEXT``.
    """

    field = "known_language"

    def __init__(self, path: str, attribute: str) -> None:
        self.path = steps(path)
        self.attribute = attribute

    def admits_node(self, node: Node) -> bool:
        """Elements that name a language; without a name, levels mean nothing."""
        return bool(text_of(node.at(self.path)))

    def admits_model(self, model: Node) -> bool:
        """Languages that have a name."""
        concept = model.first(self.field)
        if concept is None:
            return False
        named = concept.first("label") is not None or concept.first("official_label") is not None
        return named or concept.peek(("scheme",)) == ISO_639

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the code in any of its spellings, or the word."""
        leaf = node.at(self.path)
        text = text_of(leaf)
        if leaf is None or not text:
            return
        concept = target.setdefault(self.field, {})
        kind = leaf.first(self.attribute) or leaf.first("@typeCode")
        if text_of(kind) not in ("", "NORMAL", "FREE_TEXT"):
            kind = None  # it says something else about the language, such as that it is signed
        code = ""
        if text_of(kind) != "FREE_TEXT":
            try:
                code = languages.shortest(text)
            except ValueError:
                if kind is not None:
                    run.report("unknown-code", "There is no language with this code; it is kept as a word.", leaf)
        if code:
            concept["scheme"], concept["notation"] = ISO_639, code
            run.keep_as(leaf, languages.bibliographic(code), concept, "notation")
        else:
            concept["label"] = text
            run.keep_as(leaf, text, concept, "label")
        if kind is not None:
            run.keep_as(kind, "NORMAL" if code else "FREE_TEXT", concept, "notation" if code else "label")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the code where there is one, else the word."""
        concept = model.first(self.field)
        if concept is None:
            return
        code, scheme = concept.first("notation"), concept.first("scheme")
        if code is not None and scheme is not None and scheme.value == ISO_639:
            try:
                written = languages.bibliographic(str(code.value))
            except ValueError as error:
                run.not_expressible(code, str(error))
            else:
                exact = languages.shortest(written) == code.value
                if run.place(target, self.path, written, code, Grade.DATA if exact else Grade.APPROXIMATE):
                    scheme.taken = Grade.DATA
                    if not exact:
                        run.supplied.add(code.pointer)
                    target.need(self.path).add(self.attribute, "NORMAL")
                return
        label = concept.first("label") or concept.first("official_label")
        leaf = run.main_text(label) if label is not None else None
        if leaf is not None and label is not None:
            grade = Grade.DATA if label.name == "label" else Grade.APPROXIMATE
            if run.place(target, self.path, leaf.value, leaf, grade):
                target.need(self.path).add(self.attribute, "FREE_TEXT")


class Dimensions:
    """The CEFR level of each activity.  The editor also writes activities without a level: they say nothing."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the levels; what has none is moved behind, so that it finds its place again."""
        empty = []
        for dimension in node.all("CompetencyDimension"):
            kind, score = dimension.first("CompetencyDimensionTypeCode"), dimension.at(("Score", "ScoreText"))
            field = CEFR_DIMENSIONS.get(text_of(kind))
            levels = target.get("cefr_levels", {})
            if kind is None or score is None or field is None or not text_of(score) or field in levels:
                empty.append(dimension)
                if kind is not None and score is None and field is not None:
                    run.detail_nodes.add(id(kind))
                continue
            levels = target.setdefault("cefr_levels", {})
            levels[field] = text_of(score)
            run.keep_as(score, levels[field], levels, field)
            run.keep_as(kind, text_of(kind), levels, field)
        for dimension in empty:
            node.children.remove(dimension)
            node.children.append(dimension)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One dimension for each level."""
        levels = model.first("cefr_levels")
        for kind, field in CEFR_DIMENSIONS.items():
            leaf = levels.first(field) if levels is not None else None
            if leaf is not None and leaf.taken is None:
                dimension = target.add("CompetencyDimension")
                dimension.add("CompetencyDimensionTypeCode", kind)
                run.place(dimension, ("Score", "ScoreText"), leaf.value, leaf)


class PositionTitle:
    """The title of a position: the owner's words and, beside them, the URI of an ESCO occupation.

    Today's files hold the URI in ``languageID`` and say so in ``typeCode``; older ones hold it as the text.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take words and URI, each into its own field."""
        if text_of(node.first("@typeCode")) == "URI" and URI.fullmatch(text_of(node.first("@languageID"))):
            uri: Node | None = node.first("@languageID")
        else:
            uri = node if URI.fullmatch(text_of(node)) else None
        if uri is not None:
            target["uri"] = text_of(uri)
            run.keep_as(uri, target["uri"], target, "uri")
        if uri is not node and text_of(node):
            target["label"] = text_of(node)
            run.keep_as(node, target["label"], target, "label")
        kind = node.first("@typeCode")
        if kind is not None and target:
            run.keep_as(kind, "FREETEXT" if uri is None else "URI", target, "label" if uri is None else "uri")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the words as text and the URI beside them; without words the scheme's own label stands for them."""
        label, uri = model.first("label"), model.first("uri")
        words = label or model.first("official_label")
        leaf = run.main_text(words) if words is not None else None
        if leaf is not None and leaf.taken is None:
            run.place(target, (), leaf.value, leaf, Grade.DATA if words is label else Grade.APPROXIMATE)
        if uri is not None and URI.fullmatch(str(uri.value)) and run.place(target, ("@languageID",), uri.value, uri):
            target.need(("@typeCode",)).value = "URI"
        elif target.value is not None:
            target.need(("@typeCode",)).value = "FREETEXT"


class JobCategory:
    """``JobCategoryCode``: an ESCO occupation or an ISCO-08 code, as ``listName`` says."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the codes that the concept has room for."""
        for leaf in node.all("JobCategoryCode"):
            code, name = text_of(leaf), leaf.first("@listName")
            if text_of(name) == ESCO_LIST or (name is None and URI.fullmatch(code)):
                key, value = "uri", {"uri": code}
            elif text_of(name) == ISCO_LIST:
                key, value = "notation", {"scheme": ISCO_08, "notation": code}
            else:
                continue
            concept = target.get("occupation", {})
            if code and (key not in concept or concept[key] == code):
                concept = target.setdefault("occupation", {})
                concept.update(value)
                run.keep(leaf, concept, key)
                if name is not None:
                    run.keep(name, concept, key)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write an ISCO-08 code; the URI stands beside the title."""
        code, scheme = model.at(("occupation", "notation")), model.at(("occupation", "scheme"))
        if code is not None and scheme is not None and scheme.value == ISCO_08:
            leaf = target.add("JobCategoryCode")
            run.place(leaf, (), code.value, code)
            leaf.add("@listName", ISCO_LIST)
            scheme.taken = Grade.DATA


class SeveralNames:
    """A family name in one or more elements: the parts of one name, in their order."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Join the parts."""
        leaves = [leaf for leaf in node.all("FamilyName") if text_of(leaf) and leaf.taken is None]
        if leaves:
            target["family_name"] = " ".join(text_of(leaf) for leaf in leaves)
            for leaf in leaves:
                run.keep(leaf, target, "family_name")
            if len(leaves) == 1:
                run.spell(leaves[0], target["family_name"])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One element; a name that is not taken apart stands here too."""
        family = model.first("family_name")
        leaf = run.main_text(family) if family is not None else None
        if leaf is not None:
            run.place(target, ("FamilyName",), leaf.value, leaf)
        full = model.first("full_name")
        if family is None and model.first("given_name") is None and full is not None:
            leaf = run.main_text(full)
            if leaf is not None:
                run.place(target, ("FamilyName",), leaf.value, leaf, Grade.APPROXIMATE)


class ListVersions:
    """Attributes that name the list of a code, where the code itself says enough: details of the older dialects."""

    names = frozenset({"@listName", "@listURI", "@listVersionID"})

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Mark them in documents that say a version, as those dialects do."""
        if node.first("@majorVersionID") is not None:
            run.detail_nodes.update(id(leaf) for leaf in node.walk() if leaf.name in self.names)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Today's editor writes none."""
