"""Claims: what is said of the person.  Each is an item of the portfolio, also where one stands within another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from eportfolio.exchange.crosswalk import Each, Group, Leaf, ReadRun, Requires, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.sources.tree import Grade, Node
from eportfolio.sources.tree import Leaf as LeafValue

from .agents import Organisations, Parties
from .awarding import AWARDED_BY, BODY, AwardedBy, is_self_claim
from .combining import Always, Sequence, Unless
from .concepts import CodedText, a_concept, concepts
from .dates import Interval, Moment
from .nodes import AsText, NodeType, Whole, is_whole
from .runs import ElmReadRun, ElmWriteRun, Kind, is_stub
from .specifications import (
    ACHIEVEMENT_RULES,
    ACTIVITY_SPECIFICATION,
    ASSESSMENT_SPECIFICATION,
    ENTITLEMENT_SPECIFICATION,
    OUTCOME_CODES,
    Duration,
    TitleAbove,
    same_words,
    skills,
)
from .titles import AchievementTitle, GradeAsAssessment, Title
from .typed import ID, types_of
from .values import a_place, credit_points, identifiers, links, notes
from .words import Prose, Words

ACTIVITY_TYPES: Final = "http://data.europa.eu/snb/learning-activity/25831c2"
ACTIVITY_TYPE: Final = {
    f"http://data.europa.eu/snb/learning-activity/{code}": kind
    for code, kind in (
        ("4357e0e681", "employment"), ("59eaf34fab", "volunteering"), ("bf5588ff84", "internship"),
        ("d46a826a39", "apprenticeship"), ("a7e556215a", "research"), ("efff75e10a", "conference"),
        ("fd33e234ae", "education"),
    )
}  # fmt: skip
"""Types of learning activity that are kinds of experience: job experience, volunteering, internship ..."""

LINKS: Final = {
    "influencedBy": ("experiences", "gained_in"),
    "provenBy": ("assessments", "proven_by"),
    "entitlesTo": ("entitlements", "entitles_to"),
}
"""Properties that lead from an achievement to other claims: their list, and the field that names them."""


class Nested:
    """Claims within a claim, each an item of its own that is linked by id.

    Args:
        path: the property.
        items: list of the portfolio that the inner claims are in.
        link: the field with the ids.
        upwards: whether the inner claim names the outer one, as parts name what they are part of.
    """

    def __init__(self, path: str, items: str, link: str, *, upwards: bool = False) -> None:
        self.path = path
        self.step = path
        self.items = items
        self.link = link
        self.upwards = upwards

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the inner claims and link them."""
        assert isinstance(run, ElmReadRun)
        for place in node.all(self.path):
            name = place.free(ID) or (place if isinstance(place.value, str) and place.taken is None else None)
            if is_stub(place) and name is not None and str(name.value) not in run.local_ids:
                if not self.upwards:
                    self._refer(name, target, run)
                continue
            kind = kind_of(place) or KINDS[self.items]
            item = run.read_item(place, kind)
            if item is None or kind.items != self.items:
                continue
            holder, other = (item, target) if self.upwards else (target, item)
            ids = holder.setdefault(self.link, [])
            if not any(ref.item is other for ref in ids if isinstance(ref, Ref)):
                ids.append(Ref(item=other))
                run.references.append((ids, place))

    def _refer(self, name: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Note a claim that is only named here; it is looked for when everything was read."""
        ids = target.setdefault(self.link, [])
        ids.append(Ref(local=str(name.value).strip(), leaf=name))
        run.keep(name, ids, len(ids) - 1)
        run.references.append((ids, name))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the linked items within this one."""
        assert isinstance(run, ElmWriteRun)
        own = model.peek(("id",))
        if self.upwards:
            for item in run.model.all(self.items):
                for link in item.all(self.link):
                    if link.value == own and own and link.taken is None and not run.is_named(item):
                        self._write(item, link, target, run)
            return
        for link in model.all(self.link):
            linked = run.items.get(str(link.value))
            if linked is not None and linked.name == self.items and link.taken is None:
                self._write(linked, link, target, run)

    def _write(self, item: Node, link: Node, target: Node, run: ElmWriteRun) -> None:
        if run.write_item(item, KINDS[self.items], target, self.path):
            link.taken = Grade.DATA


class Grades:
    """``grade`` of an assessment, which it must have."""

    step = ""
    _rule = Group("grade", "", NodeType("Note"), Words("noteLiteral", "grade"))

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the grade."""
        self._rule.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the grade, or ask for it."""
        assert isinstance(run, ElmWriteRun)
        self._rule.write(model, target, run)
        if target.first("grade") is None:
            run.demand(model, "the assessment has no grade", "Give the grade, or take the assessment out.")


def period(field: str) -> tuple[Any, ...]:
    """The period of an activity."""
    return (
        Group(
            "temporal", "", NodeType("PeriodOfTime"),
            Moment("startDate", f"{field}/start"), Moment("endDate", f"{field}/end"), Interval("prefLabel", field),
            Words("prefLabel", f"{field}/label"),
        ),
    )  # fmt: skip


class Training:
    """A learning activity that somebody else certifies is a training, unless its type says something else."""

    kind: Final = "training"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Say so, where the kind is not known; of what a person claims, nothing follows."""
        if "kind" not in target and not is_self_claim(node):
            target["kind"] = self.kind

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The class and the awarding body say it; another kind that has no type is not told."""
        place = model.first("kind")
        if target.first("dcType") is not None and place is not None and place.taken is not None:
            return
        if is_self_claim_of(target, run):
            return
        if place is not None and place.value == self.kind:
            run.imply(place, model)
        else:
            run.supplied.add(f"{model.pointer}/kind")


def is_self_claim_of(claim: Node, run: WriteRun) -> bool:
    """Whether a claim that is written is awarded by the person."""
    assert isinstance(run, ElmWriteRun)
    return [leaf.value for leaf in claim.select((AWARDED_BY, BODY, "id"))] == [run.subject_id]


def _field(path: str) -> str:
    """The field of the model that is called like a property."""
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), path)


class Number:
    """A whole number, which the model keeps as it is written."""

    def __init__(self, least: int = 0) -> None:
        self._least = least

    def read(self, raw: LeafValue) -> str:
        """The number as it is written."""
        return as_text(raw).strip()

    def write(self, value: Any) -> LeafValue:
        """The number."""
        text = str(value)
        if not is_whole(text, self._least):
            raise ValueError(f"it is no whole number from {self._least}")
        return int(text)


def _kind(type_name: str, items: str, *rules: Any) -> Kind:
    guarded = (NodeType(type_name), *rules)
    return Kind(type_name, items, guarded, Plan(guarded))


QUALIFICATIONS: Final = _kind(
    "LearningAchievement", "qualifications",
    Group("specifiedBy", "specification", *ACHIEVEMENT_RULES), AchievementTitle(),
    Prose("description", "description"), AwardedBy("awarding_bodies[]", "issued"),
    credit_points("creditReceived", "credits"), *identifiers(), notes(), links("supplementaryDocument"),
    Nested("hasPart", "qualifications", "part_of", upwards=True),
    *(Nested(path, items, link) for path, (items, link) in LINKS.items()), GradeAsAssessment(),
)  # fmt: skip

COMPETENCES: Final = _kind(
    "LearningAchievement", "competences",
    Words("title", "label"),
    Title("concepts/label", "concepts/official_label", "group", "keywords", "description/text", "description/html"),
    Prose("description", "description"), AwardedBy("awarding_bodies[]", own=True), links("supplementaryDocument"),
    Always(
        "specifiedBy", NodeType("LearningAchievementSpecification"), TitleAbove(),
        Always("learningOutcome", NodeType("LearningOutcome"), TitleAbove(), *OUTCOME_CODES, *skills("concepts[]")),
    ),
)  # fmt: skip
"""What the person says to be able to: an achievement that the person awards, since there is no claim for skills."""

_PERIOD_OF_THE_POSITION: Final = Unless(
    "temporal", AsText(Sequence(*period("positions/period")), "positions/period", grade=Grade.APPROXIMATE)
)

EXPERIENCES: Final = _kind(
    "LearningActivity", "experiences",
    Words("title", "title"), Prose("description", "description"),
    AsText(Prose("description", "positions/description"), "positions/description", grade=Grade.APPROXIMATE),
    CodedText("dcType", "kind", ACTIVITY_TYPE, ACTIVITY_TYPES), concepts("dcType", "activity_types[]"),
    AwardedBy("awarding_bodies[]", own=True), Training(), Organisations("directedBy", "organisations[]"),
    Title("activity_specification/title", "positions/occupation/label", "positions/occupation/official_label",
          "kind_label", "organisations/name"),
    *period("period"), _PERIOD_OF_THE_POSITION,
    a_place("location", "place"), Leaf("workload", "workload", Duration()),
    Leaf("levelOfCompletion", "completion", Number(1)), *identifiers(), notes(), links("supplementaryDocument"),
    ACTIVITY_SPECIFICATION, Nested("hasPart", "experiences", "part_of", upwards=True),
)  # fmt: skip

_PERCENTAGES: Final = ("percentageLower", "percentageEqual", "percentageHigher")

ASSESSMENTS: Final = _kind(
    "LearningAssessment", "assessments",
    Words("title", "title"), Title("assessment_specification/title"), Prose("description", "description"), Grades(),
    concepts("dcType", "assessment_types[]"), a_concept("gradeStatus", "grade_status"),
    a_concept("idVerification", "identity_verification"), Parties("assessedBy", "assessed_by"),
    Moment("dateIssued", "issued"), AwardedBy("awarding_bodies[]", "issued"), a_place("location", "place"),
    Group(
        "shortenedGrading", "shortened_grading",
        NodeType("ShortenedGrading"), Whole(*(_field(path) for path in _PERCENTAGES)),
        *(Leaf(path, _field(path), Number()) for path in _PERCENTAGES),
    ),
    Group(
        "resultDistribution", "result_distribution",
        NodeType("ResultDistribution"), Prose("description", "description"),
        Each(
            "resultCategory", "result_categories[]",
            NodeType("ResultCategory"), Requires("label"), Whole("count", least=1), Leaf("label", "label"),
            Leaf("count", "count", Number(1)), Leaf("score", "score"), Leaf("minimumScore", "minimum_score"),
            Leaf("maximumScore", "maximum_score"),
        ),
    ),
    ASSESSMENT_SPECIFICATION, *identifiers(), notes(), links("supplementaryDocument"),
    Nested("hasPart", "assessments", "part_of", upwards=True),
)  # fmt: skip

ENTITLEMENTS: Final = _kind(
    "LearningEntitlement", "entitlements",
    Words("title", "title"),
    Title("entitlement_specification/title", "licence_category/label", "licence_category/official_label",
          "licence_category/notation"),
    Prose("description", "description"), Moment("dateIssued", "issued"), Moment("expiryDate", "valid_until"),
    AwardedBy("issuer", own=True, apart=True), ENTITLEMENT_SPECIFICATION, *identifiers(), notes(),
    links("supplementaryDocument"),
    Nested("hasPart", "entitlements", "part_of", upwards=True),
)  # fmt: skip

ENTRIES: Final = _kind(
    "Claim", "entries", Words("title", "title"), Prose("description", "description"), links("supplementaryDocument")
)
"""A claim of a kind that has no class of its own; it is read only, since the list of such kinds is not published."""

KINDS: Final = {kind.items: kind for kind in (QUALIFICATIONS, COMPETENCES, EXPERIENCES, ASSESSMENTS, ENTITLEMENTS)}
"""What is written, by the list of the portfolio, in the order in which it is written."""

_BY_TYPE: Final = {kind.type_name: kind for kind in (*KINDS.values(), ENTRIES) if kind is not COMPETENCES}


def kind_of(claim: Node) -> Kind | None:
    """What a claim is, by its type and by who awarded it; ``None`` for a class that is no claim."""
    kind = next((_BY_TYPE[name] for name in types_of(claim) if name in _BY_TYPE), None)
    return COMPETENCES if kind is QUALIFICATIONS and is_self_claim(claim) and _is_competence(claim) else kind


def _is_competence(achievement: Node) -> bool:
    """Whether what was achieved is one learning outcome, which the achievement is called after."""
    title = achievement.first("title")
    outcomes = achievement.select(("specifiedBy", "learningOutcome"))
    own = outcomes[0].first("title") if len(outcomes) == 1 else None
    return title is not None and own is not None and same_words(title, own)


class Claims:
    """``hasClaim``: what the credential says of the person."""

    step = "hasClaim"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read each claim as the item that it is."""
        assert isinstance(run, ElmReadRun)
        for place in node.all(self.step):
            kind = kind_of(place)
            if kind is not None:
                run.read_item(place, kind)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the items that stand in no other, then those that only stand in each other."""
        assert isinstance(run, ElmWriteRun)
        inner = set(_inner(run))
        for outer in (True, False):
            for items, kind in KINDS.items():
                for item in run.model.all(items):
                    if not run.is_named(item) and not (outer and id(item) in inner):
                        run.write_item(item, kind, target, self.step)


def _inner(run: ElmWriteRun) -> Iterator[int]:
    """The items that stand in others."""
    for items in KINDS:
        for item in run.model.all(items):
            above = (run.items.get(str(link.value)) for link in item.all("part_of"))
            if any(other is not None and other.name == items and other is not item for other in above):
                yield id(item)
    for qualification in run.model.all("qualifications"):
        for items, link in LINKS.values():
            for leaf in qualification.all(link):
                linked = run.items.get(str(leaf.value))
                if linked is not None and linked.name == items:
                    yield id(linked)
