"""Learner records: credentials in a credential, and how their achievements hang together (CLR 2.0).

A record is a credential whose profile says so; what it proves are the credentials in it.  An achievement that it only
describes, without a credential that says it was earned, is a qualification with the status ``described``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.report.findings import finding
from eportfolio.sources.json import from_tree
from eportfolio.sources.tree import Grade, Node

from .achievements import ACHIEVEMENT_RULES
from .associations import Associations
from .credential import CREDENTIALS_1, CREDENTIALS_2, ENVELOPE, OPEN_BADGES, PERSON, Contexts, Credential
from .dates import Instant
from .envelope import BADGES, CREDENTIALS, SUBJECT, kinds_of
from .evidence import Evidences
from .joints import TYPE, Typed
from .profiles import AsProfile
from .results import DESCRIPTION, Results
from .runs import FAMILY, BadgeReadRun, BadgeWriteRun
from .statements import STATEMENT

RECORD: Final = "ClrCredential"
LEARNER: Final = "ClrSubject"
RECORDS: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
CONTEXTS: Final = (CREDENTIALS_2, RECORDS, OPEN_BADGES)
"""The contexts, in the order that the specification demands (CLR 2.0, class ClrCredential)."""

PROFILE: Final = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#ClrCredential"
"""The profile of a credential that is a learner record."""

DESCRIBED: Final = "described"
"""The status of an achievement of which a record does not say that it was earned."""

_KNOWN: Final = (
    re.compile(rf"{re.escape(CREDENTIALS_2)}|{re.escape(CREDENTIALS_1)}"),
    re.compile(
        r"https://(?:purl\.imsglobal\.org/spec|dc\.imsglobal\.org/draft)/clr/v2p0/context(?:-2\.\d\.\d)?(?:\.json)?"
    ),
    re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(?:-3\.\d\.\d)?\.json"),
)
_VALID: Final = re.compile(r"https://purl\.imsglobal\.org/spec/(?:clr/v2p0/context-2|ob/v3p0/context-3)\.\d\.\d\.json")
_IDENTIFYING: Final = frozenset({"id", "identifier"})


class RecordContexts:
    """``@context``: those of the data model, of learner records and of badges; further ones stay beside them."""

    step = "@context"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the three, in whichever order they are; another version of one is another spelling of it."""
        for place, leaf in enumerate(node.all(self.step)):
            number = next((n for n, known in enumerate(_KNOWN) if known.fullmatch(str(leaf.value))), None)
            if number is None or leaf.taken is not None:
                continue
            keeps_its_version = number == place and _VALID.fullmatch(str(leaf.value)) is not None
            take_aside(leaf, target, run, CONTEXTS[number] if keeps_its_version else None)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the three, in their order."""
        for context in CONTEXTS:
            target.add(self.step, context, array=True)


class RecordType:
    """The type of the credential, in the model its profile."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type; a record that does not say so is one by its subject."""
        concept = {"uri": PROFILE}
        target.setdefault("credential_profiles", []).append(concept)
        leaf = next((leaf for leaf in node.all(TYPE) if leaf.value == RECORD and leaf.taken is None), None)
        if leaf is not None:
            run.keep(leaf, concept, "uri")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type."""
        target.add(TYPE, RECORD, array=True)
        for concept in model.all("credential_profiles"):
            leaf = concept.first("uri")
            if leaf is not None and leaf.value == PROFILE:
                leaf.taken = Grade.DATA


ENVELOPE_OF_RECORD: Final[tuple[Any, ...]] = (
    RecordContexts(), *(rule for rule in ENVELOPE if not isinstance(rule, Contexts)), RecordType(),
    Instant("awardedDate", "issued"), Evidences(),
)  # fmt: skip
"""What a record has as a credential."""


class RecordReadRun(BadgeReadRun):
    """The state of the reading of a record.

    Attributes:
        learner: the subject of the record at hand.
        associations: the associations of the records that were read.
    """

    def __init__(self, format_id: str, details: tuple[str, ...]) -> None:
        super().__init__(format_id, details)
        self.learner: Node | None = None
        self.associations: list[Associations] = []


class Repetition(NamedTuple):
    """An achievement that stands in a record a second time.

    Attributes:
        number: its place among the achievements of the record.
        achievement: the achievement, in a credential.
        subject: the subject of the record.
    """

    number: int
    achievement: Node
    subject: Node

    def write(self) -> None:
        """Repeat the achievement, once it has its own spelling back."""
        twins = self.subject.all("achievement")
        copy_below(self.achievement, self.subject)
        made = self.subject.children.pop()
        made.array = True
        behind = self.number < len(twins)
        self.subject.children.insert(
            self.subject.children.index(twins[self.number]) if behind else len(self.subject.children), made
        )


class RecordWriteRun(BadgeWriteRun):
    """The state of the writing of a record.

    Attributes:
        learner: the subject of the record at hand, already written.
        awarding: the award that is written.
        repeated: achievements that stand in a record a second time.
        same: subjects of badges that are the learner of their record, each with the subject of the record.
    """

    learner: Node | None = None
    awarding: Node | None = None

    def __init__(self, data: dict[str, Any], *, residue: bool = True) -> None:
        super().__init__(data, residue=residue)
        self.repeated: list[Repetition] = []
        self.same: list[tuple[Node, Node]] = []

    def demand(self, pointer: str, lacking: str, hint: str) -> None:
        """Note that the format demands something that is not there; see :meth:`BadgeWriteRun.demand`."""
        message = f"A learner record demands it, but {lacking}."
        self.demands.append(finding("required-by-target", message, pointer=pointer, hint=hint))


class SameLearner:
    """Who earned a badge in a record: the learner of the record, named again by the same id and identifiers."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the repetition; where it is none it stays beside the award."""
        assert isinstance(run, RecordReadRun)
        assert run.learner is not None
        owner = run.root.setdefault("owner", {})
        same = _identity(node) == _identity(run.learner)
        for child in node.children:
            for leaf in child.leaves() if child.name in _IDENTIFYING else ():
                if same and leaf.taken is None:
                    take_aside(leaf, owner, run)
                elif leaf.taken is None:
                    run.detail_nodes.add(id(leaf))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Name the learner again, unless the badge named its own."""
        assert isinstance(run, RecordWriteRun)
        if run.learner is None or run.awarding is None:
            return
        kept = [entry for entry in run.awarding.all("residue") if entry.peek(("format",)) == FAMILY]
        if has_own_identity(entry.peek(("path",)) for entry in kept):
            return
        run.same.append((target, run.learner))


def name_learners(run: RecordWriteRun) -> None:
    """Name the learner again in the badges of a record, once the record has its own spelling back.

    Args:
        run: the writing.
    """
    for subject, learner in run.same:
        known = {child.name for child in subject.children}
        for child in learner.children:
            if child.name in _IDENTIFYING and child.name not in known:
                copy_below(child, subject)


def _identity(subject: Node) -> Any:
    return [from_tree(child) if child.children else child.value for child in subject.children
            if child.name in _IDENTIFYING]  # fmt: skip


def has_own_identity(paths: Iterable[str]) -> bool:
    """Whether residue of an award says whom the award is about.

    Args:
        paths: where its entries stand.
    """
    return any(re.split(r"[/\[]", path)[0] in _IDENTIFYING for path in paths)


def copy_below(node: Node, target: Node) -> None:
    """Repeat a node and all below it under another one.

    Args:
        node: the node.
        target: where it is repeated.
    """
    child = target.add(node.name, node.value, array=node.array)
    for inner in node.children:
        copy_below(inner, child)


class NestedCredential(Credential):
    """A badge or an endorsement in a record."""

    def __init__(self) -> None:
        super().__init__()
        self.learner = SameLearner()

    def _read_person(self, place: Node, run: BadgeReadRun) -> None:
        self.learner.read(place, run.root, run)

    def _write_person(self, award: Node, place: Node, run: BadgeWriteRun) -> None:
        assert isinstance(run, RecordWriteRun)
        run.awarding = award
        self.learner.write(award, place, run)


NESTED: Final = NestedCredential()


class LearnerType:
    """The type of the subject of a record, and the other type that it has as a person."""

    _type = Typed(LEARNER)
    _person = AsProfile()

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the types."""
        self._type.read(node, target, run)
        self._person.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the types."""
        self._type.write(model, target, run)
        self._person.write(model, target, run)


class Record:
    """A learner record as an item of the portfolio, with all that is in it."""

    def __init__(self) -> None:
        self.envelope = Plan(ENVELOPE_OF_RECORD)
        self.person = Plan(PERSON)
        self.achievement = Plan(ACHIEVEMENT_RULES)

    def read_one(self, node: Node, run: RecordReadRun) -> dict[str, Any]:
        """Read a record.

        Args:
            node: the record.
            run: the reading.

        Returns:
            The credential.
        """
        entry = run.begin(node)
        self.envelope.read(node, entry, run)
        for subject in node.all(SUBJECT)[:1]:
            self._read_subject(subject, entry, run)
        return entry

    def _read_subject(self, subject: Node, entry: dict[str, Any], run: RecordReadRun) -> None:
        run.learner = subject
        if "owner" not in run.root:
            owner: dict[str, Any] = {}
            if self.person.read(subject, owner, run):
                run.root["owner"] = owner
        LearnerType().read(subject, entry, run)
        awards: dict[str, dict[str, Any]] = {}
        asserted: dict[str, Any] = {}
        for member in subject.all(CREDENTIALS):
            if not member.children:
                continue
            for achievement in member.select((SUBJECT, "achievement")):
                asserted.setdefault(achievement.peek(("id",)), from_tree(achievement))
            self._read_member(member, entry, awards, run)
        for place in subject.all("achievement"):
            name = place.peek(("id",))
            if name and asserted.get(name) == from_tree(place):
                _read_repetition(place, awards[name], run)
            elif place.children:
                item = self._read_described(place, run)
                awards.setdefault(name, item)
        associations = Associations(awards, run)
        associations.read(subject)
        run.associations.append(associations)

    def _read_member(
        self, member: Node, entry: dict[str, Any], awards: dict[str, dict[str, Any]], run: RecordReadRun
    ) -> None:
        item = (NESTED if kinds_of(member) & BADGES else STATEMENT).read_one(member, run)
        ids = entry.setdefault("proves", [])
        ids.append(Ref(item=item))
        run.references.append((ids, member))
        proven = [ref.item for ref in item.get("proves", ()) if isinstance(ref, Ref) and ref.item is not None]
        for place, award in zip(member.select((SUBJECT, "achievement")), proven, strict=False):
            awards.setdefault(place.peek(("id",)), award)

    def _read_described(self, place: Node, run: RecordReadRun) -> dict[str, Any]:
        specification: dict[str, Any] = {}
        item: dict[str, Any] = {"status": DESCRIBED, "specification": specification}
        run.add("qualifications", place, item)
        self.achievement.read(place, specification, run)
        for description in place.all(DESCRIPTION):
            Results().read_description(description, item, run)
        return item


def _read_repetition(place: Node, award: dict[str, Any], run: RecordReadRun) -> None:
    """Take an achievement that a credential of the record has too; its ``id`` stays, so that it is repeated again."""
    for leaf in place.leaves():
        if leaf.taken is not None:
            continue
        if leaf.name == "id" and leaf.parent is place:
            run.detail_nodes.add(id(leaf))
        else:
            take_aside(leaf, award, run)


RECORD_RULES: Final = Record()
