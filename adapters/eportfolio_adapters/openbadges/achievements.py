"""Achievements: what a badge is for, whoever earns it (Open Badges 3.0, class Achievement)."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Group, Leaf, Notation, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Condition
from eportfolio.sources.tree import Grade, Node
from eportfolio.sources.tree import Leaf as LeafValue
from eportfolio.vocabulary.schemes import ISO_639

from .alignments import ALIGNMENTS_OF_ACHIEVEMENT, CompetencyExtension
from .codes import achievement_type
from .endorsements import Endorsements
from .identities import identifier_entries, web_id
from .images import Picture
from .joints import Typed
from .loads import LOAD
from .profiles import Issuer
from .words import EachWords, Editions, Prose, Words, is_language_code, write_text

CRITERIA: Final = "criteria"


class LanguageCode:
    """A language tag that the schemas take."""

    def read(self, raw: LeafValue) -> str:
        """The tag."""
        text = as_text(raw).strip()
        if not is_language_code(text):
            raise ValueError("it is no language tag")
        return text

    def write(self, value: Any) -> LeafValue:
        """The tag."""
        if not is_language_code(str(value)):
            raise ValueError("it is no language tag as the format has them, such as nl or en-GB")
        return str(value)


class InWords(Condition):
    """A guard on writing: concepts that have words and no address, which go where addresses go."""

    def admits_model(self, model: Node) -> bool:
        """Concepts with words only."""
        return not any(model.first(name) for name in ("uri", "notation")) and model.first("label") is not None


class FieldOfStudy:
    """``fieldOfStudy``: one field of study, in words."""

    step = "fieldOfStudy"
    _group = Group("", "fields_of_study[]", InWords(), Words("fieldOfStudy", "label"))

    def read(self, node: Node, target: dict[str, Any], run: Any) -> None:
        """Take the words."""
        self._group.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the first field that is known in words only: the owner's, else those of a scheme."""
        self._group.write(model, target, run)
        for field in model.all("fields_of_study"):
            label = field.first("official_label")
            if label is None or any(field.first(name) for name in ("uri", "notation", "label")):
                continue
            if target.first(self.step) is None:
                write_text(label, target, (self.step,), run, grade=Grade.APPROXIMATE)


CRITERIA_RULES: Final[tuple[Any, ...]] = (
    Prose("narrative", "criteria"), Group("", "links[]", Const("use", CRITERIA), Leaf("id", "uri")),
)  # fmt: skip

ACHIEVEMENT_RULES: Final[tuple[Any, ...]] = (
    web_id(), Typed("Achievement"), Words("name", "title"), Prose("description", "description"), Editions(),
    achievement_type("qualification_type"), ALIGNMENTS_OF_ACHIEVEMENT, CompetencyExtension(),
    Issuer("creator", "creator"), *LOAD,
    Group("criteria", "", *CRITERIA_RULES), FieldOfStudy(), Leaf("humanCode", "code/value"), Picture("image", "image"),
    Group("", "instruction_languages[]", Notation("inLanguage", "", ISO_639, LanguageCode())),
    identifier_entries(), Words("specialization", "specialisation"), EachWords("tag", "keywords"),
    Leaf("version", "version"), Endorsements(), Endorsements("creator", "creator"),
)  # fmt: skip
"""An achievement, without its results."""
