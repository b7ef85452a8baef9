"""The crosswalk of ELMO, read only: what each element is in the model.

The meaning of the elements is that of the mapping of ELMO to the European Learning Model, and of ELM to the model.
"""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Each, Group, Leaf, Leaves, Map, Marker, Notation, ReadRun
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.rules import Rule
from eportfolio.sources.tree import Node
from eportfolio.vocabulary import languages
from eportfolio.vocabulary.countries import EU_SPELLINGS
from eportfolio.vocabulary.schemes import EQF, ISCED_F, ISO_639, ISO_3166_1

from .rules import Lines, Markup, Moment, Prose, ReadOnly, Words

COUNTRY: Final = Map(EU_SPELLINGS)
"""ISO 3166-1; the list of Europass 2.0 that the schema imports has spellings of the European Union."""

GENDER: Final = Map({"0": "not_known", "1": "male", "2": "female", "9": "not_applicable"}, strict=True)
"""ISO/IEC 5218."""

STATUS: Final = Map({"passed": "awarded", "in-progress": "enrolled"})
"""Of a qualification; ``failed`` keeps its name."""

CREDIT_SYSTEM: Final = Map({"ects": "ECTS"}, fold=True)
"""The one scheme that the format knows; all others are names that an institution gives."""

EQF_LEVELS: Final = frozenset("12345678")


class EqfLevel(ReadOnly):
    """A guard: elements with a level of the European Qualifications Framework."""

    def admits_node(self, node: Node) -> bool:
        """Levels 1 to 8."""
        return node.peek(("value",)).strip() in EQF_LEVELS

    def admits_model(self, model: Node) -> bool:
        """None: nothing is written."""
        return False

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: the value is read by another rule."""


class Language(ReadOnly):
    """``languageOfInstruction``: a code of ISO 639, else a name."""

    step = "languageOfInstruction"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the code as a code only if there is such a language."""
        code = node.peek((self.step,)).strip()
        rule: Rule = Leaf(self.step, "label")
        if languages.exists(code.lower()):
            rule = Notation(self.step, "", ISO_639, Map({code: languages.shortest(code.lower())}))
        language: dict[str, Any] = {}
        if Plan((rule,)).read(node, language, run):
            target.setdefault("activity_specification", {})["instruction_languages"] = [language]


def identifiers(*rules: Rule) -> tuple[Rule, ...]:
    """Identifiers, with the name of their type; one given by a state is known to be such.

    Args:
        rules: rules for types of identifier that are something else in the model.
    """
    return (
        *rules,
        Each(
            "identifier", "identifiers[]",
            Marker("@type", "nationalIdentifier", "kind", "national_id"), Leaf("", "value"),
        ),
        Each("identifier", "identifiers[]", Leaf("", "value"), Leaf("@type", "scheme_name")),
    )  # fmt: skip


ADDRESS: Final = Each(
    "currentAddress", "addresses[]",
    Lines("addressLine", "streetName", "buildingNumber", "buildingName", "unit", "floor", "postOfficeBox",
          "deliveryPointCode"),
    Leaf("postalCode", "postal_code"), Leaf("locality", "municipality"), Leaf("region", "region"),
    Notation("country", "country", ISO_3166_1, COUNTRY),
)  # fmt: skip
"""An address of Erasmus Without Paper."""

PERSON: Final = Group(
    "learner", "owner",
    Group("", "names[]", Leaf("givenNames", "given_name"), Leaf("familyName", "family_name")),
    Group("", "names[]", Const("use", "birth"), Leaf("birthName", "full_name")),
    ADDRESS,
    Moment("bday", "birth_date"),
    Leaf("placeOfBirth", "birth_place/full_address"),
    Leaf("gender", "gender/notation", GENDER),
    Each("citizenship", "nationalities[]", Notation("", "", ISO_3166_1, COUNTRY)),
    *identifiers(),
)  # fmt: skip

ISSUER: Final = Plan(
    (
        Words("title", "name"),
        Group(
            "", "addresses[]",
            Notation("country", "country", ISO_3166_1, COUNTRY),
            Group("identifier", "", Marker("@type", "address"), Leaf("", "full_address")),
        ),
        Group("", "contact_points[]", Const("channel", "website"), Leaf("url", "value")),
        *identifiers(),
    )
)  # fmt: skip
"""An institution; its address, where it is known, is among its identifiers."""

REPORT: Final = Plan((Moment("issueDate", "issued"), Prose("description", "description")))
"""What a report is beside its contents; ``description`` is in the mapping to ELM and in no schema that is known."""

SPECIFICATION: Final = Plan(
    (
        Words("title", "title"),
        Leaf("type", "qualification_type/label"),
        Each("iscedCode", "fields_of_study[]", Notation("", "", ISCED_F)),
        Each("subjectArea", "fields_of_study[]", Leaf("", "notation")),
        Group("", "links[]", Const("use", "homepage"), Leaf("url", "uri")),
        Prose("description", "description"),
        Markup("descriptionHtml", "description"),
        *identifiers(),
    )
)
"""``learningOpportunitySpecification``, whoever follows it."""

AWARD: Final = Plan(
    (
        *identifiers(),
        Leaf("status", "status", STATUS),
        Each("credit", "credits[]", Leaf("scheme", "scheme", CREDIT_SYSTEM), Leaf("value", "points")),
        Group(
            "level", "specification/eqf_level",
            Marker("type", "EQF"), EqfLevel(), Notation("value", "", EQF), Words("description", "label", lines=True),
        ),
        Each(
            "level", "specification/levels[]",
            Leaf("type", "scheme"), Leaf("value", "notation"), Words("description", "label", lines=True),
        ),
    )
)  # fmt: skip
"""``learningOpportunityInstance``: what the learner achieved."""

STUDY: Final = Plan(
    (
        Moment("start", "period/start"),
        Moment("date", "period/end"),
        Group(
            "academicTerm", "period",
            Words("title", "label"), Moment("start", "start"), Moment("end", "end"),
        ),
        Language(),
        Leaves("engagementHours", "activity_specification/contact_hours"),
    )
)  # fmt: skip
"""``learningOpportunityInstance``: what the learner did, and when."""

RESULT: Final = Plan(
    (
        Leaf("resultLabel", "grade"),
        *(
            Leaf(f"shortenedGrading/percentage{name}", f"shortened_grading/percentage_{name.lower()}")
            for name in ("Lower", "Equal", "Higher")
        ),
        Group(
            "resultDistribution", "result_distribution",
            Each("category", "result_categories[]", Leaf("@label", "label"), Leaf("@count", "count")),
            Prose("description", "description"),
        ),
    )
)  # fmt: skip
"""``learningOpportunityInstance``: how the learner was graded."""
