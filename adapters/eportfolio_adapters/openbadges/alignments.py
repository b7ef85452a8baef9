"""Rules about alignments: what an achievement, a result or a level has to do with terms of other frameworks.

In the model they are concepts: levels of the EQF and of national frameworks, fields of study, occupations, and skills,
where everything else goes too.  How they are recognised and written stands in :mod:`.frameworks`; whatever spelling an
alignment has in its source is kept and given back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.tree import Grade, Node

from .frameworks import Target, concept_of, recognise, written
from .joints import Typed
from .words import Words, write_text

ALIGNMENT: Final = "Alignment"

_LEAVES: Final[Mapping[str, tuple[str, ...]]] = {
    "targetUrl": ("uri", "notation"),
    "targetFramework": ("scheme", "uri"),
    "targetCode": ("notation", "uri"),
    "targetType": (),
}
"""The leaves that tell what a target is, in the order of :class:`Target`, and the fields that take them."""


class Alignments:
    """Every alignment, every concept.

    Args:
        path: the alignments.
        fields: where the model has terms of each place: ``skill`` (*required*), ``occupation``, ``eqf``, ``level``,
            ``field``; a field that ends in ``[]`` is a list.  Places that are not given go where skills go.
    """

    def __init__(self, path: str = "alignment", **fields: str) -> None:
        self.step = path
        self.fields = {
            place: (steps(field.removesuffix("[]")), field.endswith("[]")) for place, field in fields.items()
        }
        self.type = Typed(ALIGNMENT)
        self.name = Words("targetName", "official_label")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every alignment; one that leads nowhere and has no name stays as it is."""
        for place in node.all(self.step):
            if place.value is not None or not place.children:
                continue
            concept: dict[str, Any] = {}
            before = run.kept
            found = self._read_target(place, concept, run)
            self.name.read(place, concept, run)
            if run.kept == before:
                continue
            self.type.read(place, concept, run)
            self._put(concept, found, target)

    def _read_target(self, place: Node, concept: dict[str, Any], run: ReadRun) -> str:
        """Take what tells the target; the place of such terms."""
        texts = [as_text(leaf.value).strip() if leaf is not None else "" for leaf in map(place.first, _LEAVES)]
        url, framework, code, type_name = texts
        term = recognise(url, framework, code, type_name)
        concept.update(concept_of(term, url, framework, code))
        target = _target(concept)
        for (name, keys), text in zip(_LEAVES.items(), target, strict=True):
            leaf = place.first(name)
            if text is None:
                continue
            if leaf is None:
                run.lack(place, name, text)
            elif leaf.value is not None and leaf.taken is None:
                key = next((key for key in keys if key in concept), None)
                if key is None:
                    take_aside(leaf, concept, run, text)
                else:
                    run.keep_as(leaf, text, concept, key)
        kind = place.first("targetType")
        if kind is not None:
            run.detail_nodes.add(id(kind))
        return term.framework.place if term is not None else "skill"

    def _put(self, concept: dict[str, Any], found: str, target: dict[str, Any]) -> None:
        field, many = self.fields.get(found, self.fields["skill"])
        holder = descend(target, field)
        if not many and field[-1] in holder:
            field, many = self.fields["level"] if "level" in self.fields else self.fields["skill"]
            holder = descend(target, field)
        if many:
            holder.setdefault(field[-1], []).append(concept)
        else:
            holder[field[-1]] = concept

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write every concept that has an address and a name, as the format demands."""
        filled: set[tuple[str, ...]] = set()
        for field, _ in dict.fromkeys(self.fields.values()):
            holder = model.at(field[:-1])
            for concept in holder.all(field[-1]) if holder is not None else ():
                if id(concept) not in run.placed and (aim := self._write_concept(concept, target, run)) is not None:
                    self._note_place(concept, field, aim, filled, run)

    def _note_place(
        self, concept: Node, field: tuple[str, ...], aim: Target, filled: set[tuple[str, ...]], run: WriteRun
    ) -> None:
        """A term that reading puts elsewhere than where it stood is carried in a lesser form."""
        term = recognise(*(part or "" for part in aim))
        there, many = self.fields.get(term.framework.place if term is not None else "skill", self.fields["skill"])
        if not many and there in filled and "level" in self.fields:
            there, many = self.fields["level"]
        filled.add(there)
        if there == field:
            return
        assert concept.parent is not None
        holder = concept.pointer.rpartition("/")[0] if concept.array else concept.pointer
        holder = holder.rpartition("/")[0]
        run.supplied.update(f"{holder}/{there[-1]}/{name}" for name in ("uri", "scheme", "notation", "official_label"))
        for leaf in concept.leaves():
            if leaf.taken is Grade.DATA:
                leaf.taken = Grade.APPROXIMATE

    def _write_concept(self, concept: Node, target: Node, run: WriteRun) -> Target | None:
        """Write one concept; what it was written as, ``None`` when it was not."""
        aim = written(*(concept.peek((name,)) for name in ("uri", "scheme", "notation")))
        if aim.url is None:
            return None
        place = Node(self.step, parent=target, array=True)
        if not self._write_name(concept, aim, place, run):
            return None
        target.children.append(place)
        run.placed[id(concept)] = place
        place.children.insert(0, Node("type", ALIGNMENT, parent=place, array=True))
        self._write_target(concept, aim, place, run)
        return aim

    def _write_target(self, concept: Node, aim: Target, place: Node, run: WriteRun) -> None:
        free = {name: leaf for name in ("uri", "notation", "scheme") if (leaf := concept.first(name)) is not None}
        for (name, keys), text in zip(_LEAVES.items(), aim, strict=True):
            if text is None:
                continue
            leaf = next((free[key] for key in keys if key in free and free[key].taken is None), None)
            if leaf is None:
                place.add(name, text)
            else:
                run.place(place, (name,), text, leaf)
        read_back = concept_of(recognise(*(part or "" for part in aim)), *(part or "" for part in aim[:3]))
        for name in ("uri", "scheme", "notation"):
            leaf = free.get(name)
            if leaf is None:
                if name in read_back:
                    run.supplied.add(f"{concept.pointer}/{name}")
            elif read_back.get(name) == leaf.value:
                leaf.taken = Grade.DATA
            elif leaf.value in aim:
                leaf.taken = Grade.APPROXIMATE
            else:
                leaf.taken = None

    def _write_name(self, concept: Node, aim: Target, place: Node, run: WriteRun) -> bool:
        """Write the scheme's own label, else the words of the owner, else the code."""
        official, own = concept.first("official_label"), concept.first("label")
        if official is not None and write_text(official, place, ("targetName",), run):
            return True
        if own is not None and write_text(own, place, ("targetName",), run, grade=Grade.APPROXIMATE):
            run.supplied.add(f"{concept.pointer}/official_label")
            return True
        code = aim.code or aim.url
        place.add("targetName", code)
        run.supplied.add(f"{concept.pointer}/official_label")
        run.written += 1
        return True


def _target(concept: Mapping[str, str]) -> Target:
    return written(*(concept.get(name, "") for name in ("uri", "scheme", "notation")))


def alignments(path: str, field: str) -> Alignments:
    """Alignments of something that has one place for all of them: a result, the description of one, a level.

    Args:
        path: the alignments.
        field: the list of concepts.
    """
    return Alignments(path, skill=field)


ALIGNMENTS_OF_ACHIEVEMENT: Final = Alignments(
    "alignment", skill="skills[]", occupation="occupations[]", eqf="eqf_level", level="levels[]",
    field="fields_of_study[]",
)  # fmt: skip
"""Alignments of an achievement, in the group of a specification of a qualification."""


# -- competences of Open Educational Badges -----------------------------------------------------------------

COMPETENCIES: Final = "extensions:CompetencyExtension"
_SKILL_TYPES: Final = {"skill": "skill", "knowledge": "knowledge"}


class CompetencyExtension:
    """The extension of Open Educational Badges for competences, most of which are terms of ESCO.

    It is read, as learning outcomes; those are written with the terms that Open Badges 3.0 has for them.

    Args:
        field: the list of learning outcomes.
    """

    step = COMPETENCIES

    def __init__(self, field: str = "learning_outcomes") -> None:
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every competence."""
        for place in node.all(COMPETENCIES):
            outcome: dict[str, Any] = {}
            before = run.kept
            Words("name", "title").read(place, outcome, run)
            Words("description", "description/text").read(place, outcome, run)
            leaf = place.free(("category",))
            kind = _SKILL_TYPES.get(as_text(leaf.value).strip().lower()) if leaf is not None else None
            if leaf is not None and kind is not None:
                outcome["skill_type"] = kind
                run.keep_as(leaf, kind, outcome, "skill_type")
            self._read_term(place, outcome, run)
            if run.kept > before:
                descend(target, self.field).setdefault(self.field[-1], []).append(outcome)

    def _read_term(self, place: Node, outcome: dict[str, Any], run: ReadRun) -> None:
        leaf, name = place.free(("framework_identifier",)), place.free(("framework",))
        if leaf is None or not as_text(leaf.value).strip():
            return
        url = as_text(leaf.value).strip()
        framework = as_text(name.value).strip() if name is not None else ""
        concept: dict[str, Any] = dict(concept_of(recognise(url, framework, "", ""), url, framework, ""))
        run.keep_as(leaf, url, concept, "uri" if "uri" in concept else "notation")
        if name is not None:
            run.keep_as(name, framework, concept, "scheme")
        outcome["skills"] = [concept]

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing: learning outcomes are written by others."""
