"""Rules for education in the Candidate format: titles, levels and fields of study."""

from __future__ import annotations

import re
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, Rich, WriteRun
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.schemes import EQF, ISCED_2011, ISCED_F

from .codes import EQF_LIST, ISCED_LIST
from .facts import text_of
from .fallbacks import AppendedLines
from .rules import URI


class EducationLevel:
    """``EducationLevelCode``: a bare digit or ``EQF-n`` is an EQF level; with an ISCED list name it is ISCED 2011."""

    path = "EducationLevelCode"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each level on the scale that it is on."""
        for leaf in node.all(self.path):
            name = leaf.first("@listName")
            match = re.fullmatch(r"(?:EQF-?)?([0-8])", text_of(leaf))
            if match is None or text_of(name) not in ("", EQF_LIST, ISCED_LIST):
                continue
            specification = target.get("specification", {})
            if text_of(name) == ISCED_LIST:
                if text_of(leaf) != match[1]:
                    continue
                level = {"scheme": ISCED_2011, "notation": match[1]}
                target.setdefault("specification", {}).setdefault("levels", []).append(level)
            elif match[1] == "0" or "eqf_level" in specification:
                continue
            else:
                level = {"scheme": EQF, "notation": match[1]}
                target.setdefault("specification", {})["eqf_level"] = level
            run.keep_as(leaf, match[1], level, "notation")
            if name is not None:
                run.keep(name, level, "scheme")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the EQF level as the editor does, and ISCED levels with the name of their list."""
        specification = model.first("specification")
        if specification is None:
            return
        for level in (*specification.all("eqf_level"), *specification.all("levels")):
            code, scheme = level.first("notation"), level.first("scheme")
            if code is None or scheme is None or code.taken is not None or scheme.value not in (EQF, ISCED_2011):
                continue
            if scheme.value == EQF and level.name != "eqf_level":
                continue
            if re.fullmatch("[0-8]", str(code.value)) is None:
                run.not_expressible(code, "the format takes levels of one digit")
                continue
            leaf = target.add(self.path)
            run.place(leaf, (), code.value, code)
            scheme.taken = Grade.DATA
            if scheme.value == ISCED_2011:
                leaf.add("@listName", ISCED_LIST)


class FieldsOfStudy:
    """``FieldOfStudy``: a broad field of ISCED-F 2013 with its narrower ones, or the owner's words."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the broad field, then those within it, field by field."""
        for place in node.all("FieldOfStudy"):
            kind = place.first("@typeCode")
            for name in ("MainFieldOfStudy", "SpecificFieldOfStudy"):
                for leaf in place.select((name, "ProgramConcentration")):
                    text = text_of(leaf)
                    if not text:
                        continue
                    concept = _field_concept(text)
                    target.setdefault("specification", {}).setdefault("fields_of_study", []).append(concept)
                    run.keep_as(leaf, text, concept, next(reversed(concept)))
                    if kind is not None and kind.taken is None:
                        run.keep_as(kind, "FREETEXT" if "label" in concept else "URI", concept, next(reversed(concept)))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each broad field with the narrower ones that follow it; the broad one follows from the narrower."""
        specification = model.first("specification")
        field: Node | None = None
        broad = ""
        for concept in specification.all("fields_of_study") if specification is not None else ():
            leaf = self._leaf(concept, run)
            if leaf is None:
                continue
            code = str(leaf.value) if leaf.name == "notation" else ""
            if len(code) > 2 and field is not None and broad == code[:2]:
                run.place(field.add("SpecificFieldOfStudy"), ("ProgramConcentration",), code, leaf)
            else:
                field, broad = target.add("FieldOfStudy"), code[:2]
                field.add("@typeCode", "FREETEXT" if leaf.name not in ("notation", "uri") else "URI")
                if len(code) > 2:
                    field.need(("MainFieldOfStudy", "ProgramConcentration")).value = broad
                    run.supplied.update((f"{concept.pointer}/notation", f"{concept.pointer}/scheme"))
                place = "SpecificFieldOfStudy" if len(code) > 2 else "MainFieldOfStudy"
                run.place(field.add(place), ("ProgramConcentration",), leaf.value, leaf)
            if leaf.name == "notation":
                scheme = concept.first("scheme")
                if scheme is not None:
                    scheme.taken = Grade.DATA

    def _leaf(self, concept: Node, run: WriteRun) -> Node | None:
        code, scheme, uri = (concept.first(name) for name in ("notation", "scheme", "uri"))
        if (
            code is not None
            and scheme is not None
            and scheme.value == ISCED_F
            and re.fullmatch(r"\d{2,4}", str(code.value))
        ):
            return code
        if uri is not None and URI.fullmatch(str(uri.value)):
            return uri
        label = concept.first("label")
        return None if label is None else run.main_text(label)


def _field_concept(text: str) -> dict[str, str]:
    if re.fullmatch(r"\d{2,4}", text):
        return {"scheme": ISCED_F, "notation": text}
    return {"uri": text} if URI.fullmatch(text) else {"label": text}


class DegreeTitle:
    """The title of a qualification: ``ProgramName`` where it is given, else ``DegreeName``; both are kept."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """The first name is the title, others are alternative titles."""
        for leaf in (*node.all("ProgramName"), *node.select(("EducationDegree", "DegreeName"))):
            text = text_of(leaf)
            if not text:
                continue
            specification = target.setdefault("specification", {})
            if "title" in specification:
                titles = specification.setdefault("alternative_titles", [])
                titles.append(text)
                run.keep(leaf, titles, len(titles) - 1)
            else:
                specification["title"] = text
                run.keep(leaf, specification, "title")
            run.spell(leaf, text)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The editor shows ``DegreeName``; ``ProgramName`` is needed only beside other titles."""
        specification = model.first("specification")
        title = specification.first("title") if specification is not None else None
        leaf = run.main_text(title) if title is not None else None
        others = (
            [run.main_text(node) for node in specification.all("alternative_titles")]
            if specification is not None
            else []
        )
        if leaf is not None:
            run.place(target, ("ProgramName",) if others else ("EducationDegree", "DegreeName"), leaf.value, leaf)
        for other in others:
            if other is not None and leaf is not None:
                run.place(target.need(("EducationDegree",)).add("DegreeName"), (), other.value, other)


class StudyLines:
    """Courses, highlights and keywords of studies, as a list below what was learnt: education has one text only."""

    _lines = AppendedLines("EducationDegree/OccupationalSkillsCovered", "", "courses", "highlights", "keywords")
    _text = Rich("EducationDegree/OccupationalSkillsCovered", "description", grade=Grade.APPROXIMATE)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """A text is read as a text."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Go through the studies once more, now that their qualifications are written."""
        learnt = {
            str(link.value): two.at(("specification", "learning_outcome_summary"))
            for two in model.all("qualifications")
            for link in two.all("gained_in")
        }
        for one in model.all("experiences"):
            place = run.placed.get(id(one))
            if place is None or place.name != "EducationOrganizationAttendance":
                continue
            beside = learnt.get(one.peek(("id",)))
            if place.at(("EducationDegree", "OccupationalSkillsCovered")) is None:
                self._text.write(one, place, run)
                beside = one.first("description")
            self._name(model, one, place, run)
            self._lines.append(one, place, beside, run)
            if one.peek(("id",)) not in learnt:  # reading makes a qualification of what was learnt
                run.supplied.add(f"{model.pointer}/qualifications/gained_in")

    def _name(self, model: Node, one: Node, place: Node, run: WriteRun) -> None:
        """Studies that led to no degree go by their own title, in the place of a degree's."""
        title = one.first("title")
        leaf = run.main_text(title) if title is not None else None
        if leaf is None or leaf.taken is not None or place.at(("EducationDegree", "DegreeName")) is not None:
            return
        run.place(place, ("EducationDegree", "DegreeName"), leaf.value, leaf, Grade.TEXT)
        run.supplied.update(f"{model.pointer}/qualifications/{name}" for name in ("specification/title", "gained_in"))
