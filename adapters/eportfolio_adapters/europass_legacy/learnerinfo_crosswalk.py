"""The crosswalk of ``learnerinfo`` 2.0, read only; 1.x as far as it has the same shape.

Names are in lower case, only the root has a namespace, and the parts of a date are elements.
"""

from __future__ import annotations

import re
from typing import Any

from eportfolio.exchange.crosswalk import (
    BOOLEAN,
    TEXT,
    Base64,
    Codec,
    Const,
    Each,
    Group,
    Leaf,
    Map,
    Marker,
    Notation,
    Paired,
    ReadRun,
    Rich,
    Rule,
    WriteRun,
)
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.tree import Node
from eportfolio.vocabulary.dates import exists
from eportfolio.vocabulary.schemes import DRIVING_LICENCE, ISCED_97_FIELDS, ISCO_88, ISO_639, ISO_3166_1

from .codes import COUNTRY, GENDER, LOCALE

PICTURE_TYPES = Map({"JPEG": "image/jpeg", "JPG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}, fold=True)
CEFR = Map({level.lower(): level for level in ("A1", "A2", "B1", "B2", "C1", "C2")}, fold=True)
"""Levels of the Common European Framework, here in small letters."""

SKILLS = {
    "social": "communication",
    "organisational": "organisational",
    "technical": "job_related",
    "computer": "digital",
    "artistic": "artistic",
    "other": "other",
}
"""Kinds of skill and the headings that replaced them; ``artistic`` has no successor and keeps its name."""

CEFR_ACTIVITIES = {
    "listening": "listening",
    "reading": "reading",
    "spokeninteraction": "spoken_interaction",
    "spokenproduction": "spoken_production",
    "writing": "writing",
}


class ReadOnly:
    """Base of rules for a format that is not written."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing: the adapter refuses to write."""


class PlainDate(ReadOnly):
    """A date in one text, such as a birth date ``1975-03-01``."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date; another text is kept as it is written."""
        leaf = node.at(self.path)
        if leaf is not None and leaf.value is not None and str(leaf.value).strip():
            text = str(leaf.value).strip()
            set_date(descend(target, self.field), self.field[-1], text, [leaf], run)
            run.spell(leaf, text)


class ElementDate(ReadOnly):
    """A date in the elements ``year``, ``month`` (``--08``) and ``day`` (``---01``); each part may be missing."""

    _PARTS = (("year", 4), ("month", 2), ("day", 2))

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Join the parts into a date; a day without its month, or a month without its year, is left as residue."""
        place = node.at(self.path)
        if place is None:
            return
        leaves: list[Node] = []
        parts: list[str] = []
        for name, width in self._PARTS:
            leaf = place.first(name)
            part = str(leaf.value).strip().lstrip("-") if leaf is not None and leaf.value is not None else ""
            if leaf is None or not part:
                break
            if not part.isdigit() or len(part) > width:
                return
            leaves.append(leaf)
            parts.append(part.zfill(width))
        if parts:
            set_date(descend(target, self.field), self.field[-1], "-".join(parts), leaves, run)
            for leaf, part, dashes in zip(leaves, parts, ("", "--", "---"), strict=False):
                run.spell(leaf, dashes + part)


_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def set_date(container: dict[str, Any], key: str, text: str, leaves: list[Node], run: ReadRun) -> None:
    """Place a date in the model; one that is in no calendar is kept as it is written, and reported.

    Args:
        container: the object that gets the date.
        key: under which name.
        text: the date, or what stands in its place.
        leaves: the leaves that it was made of.
        run: the reading.
    """
    plain = _DATE.fullmatch(text) is not None
    real = plain and exists(text)
    if plain and not real:
        run.report("impossible-date", f"{text} is no day of the calendar; it is kept as it is written.", leaves[-1])
    container[key] = {"edtf" if real else "verbatim": text}
    for leaf in leaves:
        run.keep(leaf, container, key)


class Sex(ReadOnly):
    """``gender``: ``M`` or ``F``; ``NA`` says that it is not told, and is kept beside the data."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take what is told."""
        leaf = node.first("gender")
        if leaf is not None and str(leaf.value or "").strip() == "NA":
            run.detail_nodes.add(id(leaf))
        else:
            Leaf("gender", "gender/notation", GENDER).read(node, target, run)


class OfType(ReadOnly):
    """A guard: elements whose ``type`` has a value, with or without the prefix of ``xsi:type``."""

    def __init__(self, value: str, *, required: bool = True) -> None:
        self.value = value
        self.required = required

    def admits_node(self, node: Node) -> bool:
        """Elements of the type."""
        leaf = node.first("@type")
        if leaf is None or leaf.value is None:
            return not self.required
        return str(leaf.value).strip().rpartition(":")[2] == self.value

    def admits_model(self, model: Node) -> bool:
        """None: nothing is written."""
        return False

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type: which rule reads the element says the same.  Its prefix is a spelling."""
        leaf = node.first("@type")
        if leaf is not None and leaf.value is not None:
            run.keep_as(leaf, self.value, target, None)
            run.kept -= 1


class Preferences(ReadOnly):
    """``prefs``: which fields are printed (``keep``), and how; kept as hints in the words of the format."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """One hint for each field."""
        for field in node.select(("prefs", "field")):
            hint: dict[str, Any] = {}
            for leaf in field.children:
                value = str(leaf.value or "").strip()
                if leaf.name == "@name" and value:
                    hint["field"] = value
                    run.keep(leaf, hint, "field")
                elif leaf.name == "@keep" and value in ("true", "false"):
                    hint["shown"] = value == "true"
                    run.keep(leaf, hint, "shown")
                elif leaf.name[0] == "@" and value:
                    properties = hint.setdefault("properties", [])
                    properties.append({"key": leaf.name[1:], "value": value})
                    run.keep(leaf, properties, len(properties) - 1)
            if hint:
                target.setdefault("presentation", []).append(hint)


def coded(path: str, field: str, scheme: str, codec: Codec = TEXT) -> Group:
    """``code`` of a scheme and ``label`` in the owner's words."""
    return Group(path, field, Notation("code", "", scheme, codec), Leaf("label", "label"))


def labelled(path: str, field: str) -> Group:
    """``code`` of a list that is not known, and ``label`` in the owner's words."""
    return Group(path, field, Leaf("code", "notation"), Leaf("label", "label"))


class Lines(ReadOnly):
    """``addressLine``, once or several times."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """The lines in order."""
        for leaf in node.all("addressLine"):
            text = str(leaf.value or "").strip()
            if text:
                lines = target.setdefault("lines", [])
                lines.append(text)
                run.keep_as(leaf, text, lines, len(lines) - 1)


ADDRESS = Group(
    "address", "addresses[]",
    Lines(), Leaf("postalCode", "postal_code"), Leaf("municipality", "municipality"),
    coded("country", "country", ISO_3166_1, COUNTRY),
)  # fmt: skip


def organisation(path: str, *more: Rule) -> Group:
    """An employer or a school."""
    return Group(path, "organisations[]", Leaf("name", "name"), ADDRESS, *more)


def contact(element: str, channel: str, *more: Rule) -> Each:
    """An e-mail address or a number."""
    return Each(f"contactinfo/{element}", "contact_points[]", Const("channel", channel), Leaf("", "value"), *more)


PERIOD: tuple[Rule, ...] = (
    ElementDate("period/from", "period/start"),
    ElementDate("period/to", "period/end"),
    Leaf("period/current", "period/ongoing", BOOLEAN),
)

PERSON = Group(
    "identification", "owner",
    Group(
        "", "names[]",
        Leaf("firstname", "given_name"), Leaf("lastname", "family_name"), labelled("title", "honorific_prefix"),
    ),
    Group("contactinfo", "", ADDRESS),
    contact("email", "email"),
    contact("telephone", "telephone"),
    contact("mobile", "telephone", Const("use", "mobile")),
    contact("fax", "fax"),
    contact("website", "website"),
    PlainDate("demographics/birthdate", "birth_date"),
    Group("demographics", "", Sex()),
    Each(
        "demographics/nationality", "nationalities[]",
        Notation("code", "", ISO_3166_1, COUNTRY), Leaf("label", "label"),
    ),
    Group("photo", "photo", Base64("", "content"), Leaf("@type", "media_type", PICTURE_TYPES)),
)  # fmt: skip

WORK = Each(
    "workexperiencelist/workexperience", "experiences[]",
    Const("kind", "employment"),
    Group(
        "", "positions[]",
        coded("position", "occupation", ISCO_88), *PERIOD, Rich("activities", "description"),
    ),
    organisation("employer", labelled("sector", "sector")),
    item=True,
)  # fmt: skip

EDUCATION = Paired(
    "educationlist/education",
    Group(
        "", "experiences[]",
        Const("kind", "education"), *PERIOD, organisation("organisation", Leaf("type", "about")),
    ),
    Group(
        "", "qualifications[]",
        Leaf("title", "specification/title"), Rich("skills", "specification/learning_outcome_summary"),
        labelled("level", "specification/levels[]"),
        coded("educationalfield", "specification/fields_of_study[]", ISCED_97_FIELDS),
    ),
    link="gained_in",
)  # fmt: skip

_LANGUAGE: tuple[Rule, ...] = (Notation("code", "known_language", ISO_639), Leaf("label", "known_language/label"))

LANGUAGES: tuple[Rule, ...] = (
    Each(
        "languagelist/language", "languages[]",
        OfType("mother"), Const("mother_tongue", True), *_LANGUAGE, item=True,
    ),
    Each(
        "languagelist/language", "languages[]",
        OfType("foreign", required=False), *_LANGUAGE,
        *(Leaf(f"level/{name}", f"cefr_levels/{field}", CEFR) for name, field in CEFR_ACTIVITIES.items()),
        Each(
            "diplomalist/diploma", "language_certificates[]",
            Leaf("title", "title"), Leaf("awardingBody", "awarding_body"), ElementDate("date", "date"),
            Leaf("level", "cefr_level", CEFR),
        ),
        Each("experiencelist/experience", "acquired_in[]", *PERIOD, Rich("description", "description")),
        item=True,
    ),
)  # fmt: skip

COMPETENCES: tuple[Rule, ...] = (
    *(
        Each(
            "skilllist/skill", "competences[]",
            OfType(kind), Const("category", category), Rich("", "description"), item=True,
        )
        for kind, category in SKILLS.items()
    ),
    Each(
        "skilllist/structured-skill", "",
        OfType("driving", required=False),
        Each(
            "drivinglicence", "entitlements[]",
            Const("kind", "driving_licence"), Notation("", "licence_category", DRIVING_LICENCE), item=True,
        ),
    ),
)  # fmt: skip

MISCELLANEOUS: tuple[Rule, ...] = (
    Each(
        "misclist/misc", "achievements[]",
        Marker("@type", "additional", required=False), Rich("", "description"), item=True,
    ),
    Each(
        "misclist/misc", "achievements[]",
        Marker("@type", "annexes"), Const("kind", "annexes"), Rich("", "description"), item=True,
    ),
)  # fmt: skip

LEARNER_INFO: tuple[Rule, ...] = (
    Leaf("@locale", "language", LOCALE),
    Leaf("docinfo/issuedate", "created"),
    Preferences(),
    PERSON,
    Group("application", "headline", Const("kind", "preferred_job"), coded("", "concept", ISCO_88)),
    WORK,
    EDUCATION,
    *LANGUAGES,
    *COMPETENCES,
    *MISCELLANEOUS,
)

DETAILS = ("docinfo", "prefs")
"""What describes the file and not the person: kept as residue without a warning."""
