"""The credential around an achievement: who issued it, to whom, when and for how long."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Group, Leaf, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.model.values import ITEM_ID_PATTERN
from eportfolio.sources.json import from_tree
from eportfolio.sources.tree import Grade, Node

from .achievements import ACHIEVEMENT_RULES
from .dates import Instant
from .endorsements import SUBJECT_RULES, Endorsements
from .envelope import BADGE_TYPES, ENDORSEMENT_TYPE, PROOF, SUBJECT, kinds_of
from .evidence import Evidences
from .images import Picture
from .joints import TYPE, Typed
from .loads import NUMBER
from .profiles import PROFILE_OF_PERSON, AsProfile, Issuer, Parties
from .results import Results
from .runs import BadgeReadRun, BadgeWriteRun
from .standing import write_stand_ins
from .words import Prose, Words

CREDENTIALS_2: Final = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_1: Final = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS: Final = (CREDENTIALS_2, OPEN_BADGES)
"""The contexts that are written (Open Badges 3.0, class AchievementCredential)."""

BADGE: Final = "OpenBadgeCredential"

_OPEN_BADGES: Final = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(?:-3\.0\.\d)?\.json")
_PERSONAL: Final = frozenset({"identifier", "id"})


_TELLING: Final = ("name", "identifiers", "addresses")
"""What tells the issuer of a result from others."""

_SHORT: Final = 4000
"""What is longer than that, in characters, is not told with every result again."""


class Contexts:
    """``@context``: that of the data model, that of Open Badges, and further ones."""

    step = "@context"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the first two; further ones belong to terms that are kept as residue, and so are they."""
        places = node.all(self.step)
        for leaf, written in zip(places, CONTEXTS, strict=False):
            text = str(leaf.value)
            if text in {written, CREDENTIALS_1} or _OPEN_BADGES.fullmatch(text):
                take_aside(leaf, target, run, text if text == written else written)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the two; a document in the old version of the data model becomes one in the new."""
        for context in CONTEXTS:
            target.add(self.step, context, array=True)
        forget_version(model)


def forget_version(credential: Node) -> None:
    """Leave out that a credential came in the old version of the data model: it is written in the new one.

    Args:
        credential: the credential in the model.
    """
    for entry in credential.all("residue"):
        if entry.peek(("value",)) == CREDENTIALS_1 and entry.first("replaces") is not None:
            entry.taken = Grade.RESIDUE


class CredentialId:
    """``id``: that of the item, too."""

    step = "id"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take an absolute id that no other credential has; any other stays as residue."""
        leaf = node.free(("id",))
        assert isinstance(run, BadgeReadRun)
        if leaf is None or not isinstance(leaf.value, str) or not re.fullmatch(ITEM_ID_PATTERN, leaf.value):
            return
        if leaf.value not in run.named:
            run.named.add(leaf.value)
            target["id"] = leaf.value
            run.keep(leaf, target, "id")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the id."""
        target.need(("id",)).value = model.peek(("id",))


class Since:
    """A date that the two versions of the data model name differently.

    Args:
        path: the name of version 2.0, which is written.
        former: that of version 1.1.
        field: the date.
    """

    def __init__(self, path: str, former: str, field: str) -> None:
        self.now, self.former = Instant(path, field), Instant(former, field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date by either name."""
        self.now.read(node, target, run)
        self.former.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the date."""
        self.now.write(model, target, run)


class Proofs:
    """``proof``: it is kept with the signed original, and nowhere else; without the original it proves nothing."""

    step = PROOF

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the proof, where the original is kept."""
        if "original" not in target:
            return
        for place in node.all(PROOF):
            for leaf in place.leaves():
                if leaf.taken is None:
                    take_aside(leaf, target["original"], run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing: a conversion proves nothing."""


ENVELOPE: Final[tuple[Any, ...]] = (
    Contexts(), CredentialId(), Typed("VerifiableCredential"), Words("name", "title"),
    Prose("description", "description"), Group("", "displays[]", Picture("image", "image")), Issuer("issuer", "issuer"),
    Since("validFrom", "issuanceDate", "valid_from"), Since("validUntil", "expirationDate", "valid_until"), Proofs(),
    Endorsements(), Endorsements("issuer", "issuer"),
)  # fmt: skip
"""What every credential has."""

PERSON: Final = tuple(rule for rule in PROFILE_OF_PERSON if not isinstance(rule, Picture))
"""The recipient; the picture of a subject shows the award, and not the person."""

AWARD: Final[tuple[Any, ...]] = (
    Const("status", "awarded"), Group("achievement", "specification", *ACHIEVEMENT_RULES), Results(),
    Prose("narrative", "description"),
    Group("", "identifiers[]", Leaf("licenseNumber", "value")),
    Words("role", "role_label"), Words("term", "term"), Instant("activityStartDate", "period/start"),
    Instant("activityEndDate", "period/end"), Group("", "credits[]", Leaf("creditsEarned", "points", NUMBER)),
    Picture("image", "image"), Parties("source", "assessed_by"),
)  # fmt: skip
"""What the recipient was awarded."""

BESIDE: Final[tuple[Any, ...]] = (Instant("awardedDate", "issued"), Evidences())
"""What is told of the award in the credential itself."""


class SubjectType:
    """The type of the subject, and the other type that it has as a person."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the types."""
        Typed("AchievementSubject").read(node, target, run)
        AsProfile().read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the types."""
        Typed("AchievementSubject").write(model, target, run)
        AsProfile().write(model, target, run)


class Credential:
    """A credential as an item of the portfolio, with what it awards, or what it says of something."""

    def __init__(self) -> None:
        self.envelope = Plan(ENVELOPE)
        self.award = Plan(AWARD)
        self.beside = Plan(BESIDE)
        self.endorsed = Plan(SUBJECT_RULES)
        self.person = Group("", "owner", *PERSON)

    # -- reading ---------------------------------------------------------------------------------------------

    def read_one(self, node: Node, run: BadgeReadRun) -> dict[str, Any]:
        """Read a credential, whatever it is.

        Args:
            node: the credential.
            run: the reading.

        Returns:
            The item.
        """
        entry = run.begin(node)
        self.envelope.read(node, entry, run)
        kinds = kinds_of(node)
        for place in node.all(SUBJECT):
            if ENDORSEMENT_TYPE in kinds:
                self._take_type(node, entry, run, {ENDORSEMENT_TYPE}, ENDORSEMENT_TYPE)
                self.endorsed.read(place, entry, run)
                Evidences().read(node, entry, run)
            elif place.children:
                self._take_type(node, entry, run, BADGE_TYPES, BADGE)
                self._read_award(node, place, entry, run)
        return entry

    def _take_type(
        self, node: Node, entry: dict[str, Any], run: BadgeReadRun, names: frozenset[str] | set[str], written: str
    ) -> None:
        for leaf in node.all(TYPE):
            if leaf.value in names and leaf.taken is None:
                take_aside(leaf, entry, run, written)
                return

    def _read_award(self, node: Node, place: Node, entry: dict[str, Any], run: BadgeReadRun) -> None:
        """Read the recipient, and what they were awarded."""
        item: dict[str, Any] = {}
        run.add("qualifications", place, item)
        self._read_person(place, run)
        SubjectType().read(place, item, run)
        self.award.read(place, item, run)
        self.beside.read(node, item, run)
        ids = entry.setdefault("proves", [])
        ids.append(Ref(item=item))
        run.references.append((ids, node))
        issuer = entry.get("issuer")
        if issuer:
            said = {name: value for name, value in issuer.items() if name != "endorsed_by"}
            item["awarding_bodies"] = [deepcopy(said)]
            short = {name: said[name] for name in _TELLING if name in said}
            for ref in item.get("proven_by", ()) if len(str(short)) < _SHORT else ():
                ref.item["awarding_bodies"] = [deepcopy(short)]

    def _read_person(self, place: Node, run: BadgeReadRun) -> None:
        """Read the recipient once; of a second badge, what is said again is the same person."""
        if "owner" not in run.root:
            self.person.read(place, run.root, run)
            return
        said: dict[str, Any] = {}
        shadow = BadgeReadRun(run.format_id, ())
        shadow.root["language"] = run.root.get("language")
        taken = [leaf for leaf in place.leaves() if leaf.taken is None]
        self.person.read(place, said, shadow)
        same = _is_within(said.get("owner", {}), run.root["owner"])
        for leaf in taken:
            if leaf.taken is not None:
                leaf.taken = None
                if same:
                    take_aside(leaf, run.root["owner"], run)

    # -- writing ---------------------------------------------------------------------------------------------

    def write_award(self, credential: Node, award: Node, target: Node, run: BadgeWriteRun) -> None:
        """Write a badge.

        Args:
            credential: the credential.
            award: the qualification that it is about.
            target: the document.
            run: the writing.
        """
        self._write_envelope(credential, target, run, BADGE)
        place = target.need((SUBJECT,))
        self._write_person(award, place, run)
        SubjectType().write(award, place, run)  # before the picture of the award, which is not one of the person
        for rule in AWARD:
            rule.write(award, place, run)
        for rule in BESIDE:
            rule.write(award, target, run)
        run.put(award, place)
        said = [body for body in award.all("awarding_bodies") if _say_once(body, credential.first("issuer"))]
        for result in (run.items.get(str(leaf.value)) for leaf in award.all("proven_by")):
            for body in result.all("awarding_bodies") if result is not None and id(result) in run.placed else ():
                _say_once(body, credential.first("issuer"))
        write_stand_ins(award, place, said, run)
        achievement = place.need(("achievement",))
        if achievement.first("description") is None:
            achievement.add("description", "")
        proven = next((leaf for leaf in credential.all("proves") if leaf.value == award.peek(("id",))), None)
        if proven is not None:
            proven.taken = Grade.DATA

    def _write_person(self, award: Node, place: Node, run: BadgeWriteRun) -> None:
        """Write who earned it: every badge after the first says the same of them."""
        if run.recipient is None:
            run.recipient = Node(SUBJECT)
            self.person.write(run.model, run.recipient, run)
        for child in run.recipient.children:
            _copy(child, place)

    def write_endorsement(self, credential: Node, target: Node, run: BadgeWriteRun) -> bool:
        """Write an endorsement; whether all that it must have was there.

        Args:
            credential: the credential.
            target: where it is written.
            run: the writing.
        """
        if not all(credential.first(name) for name in ("title", "issuer", "valid_from", "endorses")):
            return False
        self._write_envelope(credential, target, run, ENDORSEMENT_TYPE)
        place = target.need((SUBJECT,))
        for rule in SUBJECT_RULES:
            rule.write(credential, place, run)
        Evidences().write(credential, target, run)
        return True

    def _write_envelope(self, credential: Node, target: Node, run: BadgeWriteRun, kind: str) -> None:
        for rule in ENVELOPE:
            rule.write(credential, target, run)
        target.add(TYPE, kind, array=True)
        run.put(credential, target)


def _copy(node: Node, target: Node) -> None:
    """Repeat a node and all below it under another one."""
    child = target.add(node.name, node.value, array=node.array)
    for inner in node.children:
        _copy(inner, child)


def _is_within(part: Any, whole: Any) -> bool:
    """Whether all that a part says, the whole says too."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and _is_within(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(_is_within(one, other) for other in whole) for one in part)
    return bool(part == whole)


def _say_once(body: Node, issuer: Node | None) -> bool:
    """Whether an awarding body is the issuer, and so is not written a second time."""
    if issuer is None or not _is_within(from_tree(body), from_tree(issuer)):
        return False
    for leaf in body.leaves():
        leaf.taken = leaf.taken or Grade.DATA
    return True


CREDENTIAL: Final = Credential()

__all__ = ["BADGE", "CONTEXTS", "CREDENTIAL", "CREDENTIALS_1", "CREDENTIALS_2", "OPEN_BADGES"]
