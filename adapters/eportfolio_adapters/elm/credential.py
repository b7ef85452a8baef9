"""The credential around the claims: who issued it, when and for how long, how it looks, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from operator import attrgetter
from typing import Any, Final

from eportfolio.exchange.crosswalk import Each, Group, Leaf, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.model.values import ITEM_ID_PATTERN
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.schemes import CREDENTIAL as PROFILES
from eportfolio.vocabulary.schemes import EVIDENCE_TYPE

from .agents import PERSON, SUBJECT, Organisations, accreditations
from .claims import COMPETENCES, Claims
from .concepts import a_concept, concepts, within
from .dates import Moment, spelt_again, write_moment
from .displaying import DISPLAY
from .graph import MEMBERS
from .nodes import NodeType, Where
from .runs import ElmReadRun, ElmWriteRun
from .typed import ID
from .values import MEDIA, OfKnownType, identifiers
from .words import Prose, Words

CONTEXTS: Final = (
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
)
TYPES: Final = ("VerifiableCredential", "EuropeanDigitalCredential")
APPLICATION_PROFILES: Final = "http://data.europa.eu/snb/model/ap/edc-"
PROFILE: Final = f"{APPLICATION_PROFILES}generic-full"
VALIDATOR: Final = "ShaclValidator2017"

SCHEMAS: Final = {
    PROFILES.rpartition("/")[0] + "/" + code: APPLICATION_PROFILES + name
    for code, name in (
        ("6cf8e68c43", "accredited"), ("c_7e400154", "converted"), ("c_9a31f32a", "issued-by-mandate"),
        ("6dff8a0f87", "diploma-supplement"),
    )
}  # fmt: skip
"""Kinds of credential with an application profile of their own; all others are generic."""


class Several:
    """A list of constants: the contexts, the types.

    Args:
        path: the list.
        values: what is in it.
    """

    def __init__(self, path: str, values: tuple[str, ...]) -> None:
        self.step = path
        self.values = values

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each of the values once."""
        for value in self.values:
            leaf = next((leaf for leaf in node.all(self.step) if leaf.value == value and leaf.taken is None), None)
            if leaf is not None:
                take_aside(leaf, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the values."""
        for value in self.values:
            target.add(self.step, value, array=True)


class CredentialId:
    """The id of the credential, which is that of the item too."""

    step = "id"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take an absolute id; others stay as residue."""
        import re

        leaf = node.free(ID)
        if leaf is None or not isinstance(leaf.value, str) or not re.fullmatch(ITEM_ID_PATTERN, leaf.value):
            return
        assert isinstance(run, ElmReadRun)
        if leaf.value not in run.credential_ids:
            run.credential_ids.add(leaf.value)
            target["id"] = leaf.value
            run.keep(leaf, target, "id")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the id."""
        target.need(ID).value = model.peek(("id",))


class Schema:
    """``credentialSchema``: the application profile that the credential follows."""

    step = "credentialSchema"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the profile that the kind of credential stands for."""
        wanted = _profile(node, ("credentialProfiles", "id"))
        for place in node.all(self.step):
            name = place.free(ID)
            if name is not None and str(name.value).startswith(APPLICATION_PROFILES):
                take_aside(name, target, run, wanted)
                NodeType(VALIDATOR).read(place, target, run)
                return

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the profile."""
        place = target.add(self.step, array=True)
        place.add("id", _profile(target, ("credentialProfiles", "id")))
        place.add("type", VALIDATOR)


def _profile(node: Node, path: tuple[str, ...]) -> str:
    return next((SCHEMAS[str(leaf.value)] for leaf in node.select(path) if leaf.value in SCHEMAS), PROFILE)


class Repeated:
    """A date that the two versions of the data model name differently: it is written under both names.

    Args:
        path: the name that is read.
        again: the other name.
        field: the date.
    """

    def __init__(self, path: str, again: str, field: str) -> None:
        self.path, self.again = path, again
        self.moment = Moment(path, field)
        self.other = Moment(again, field)
        self.field = field

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date, and its repetition when it is the same."""
        self.moment.read(node, target, run)
        first, again = node.first(self.path), node.first(self.again)
        if first is not None and first.taken is not None and again is not None and again.value == first.value:
            take_aside(again, target, run, spelt_again(str(again.value)))
        elif first is None or first.taken is None:
            self.other.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the date twice."""
        moment = model.first(self.field)
        if moment is not None and write_moment(moment, target, (self.path,), run):
            target.need((self.again,)).value = target.peek((self.path,))


EVIDENCE: Final = Each(
    "evidence", "supporting_evidence[]",
    NodeType("Evidence"), Where("evidence_type", within(EVIDENCE_TYPE)),
    a_concept("dcType", "evidence_type", None, EVIDENCE_TYPE),
    Leaf("evidenceStatement", "statement/text"), accreditations("accreditation", "accreditation", each=False),
)  # fmt: skip


class Attachments:
    """``attachment``: files that go with the credential, in the model evidence."""

    step = "attachment"
    _rules = (Group("", "media", *MEDIA), Words("title", "title"), Prose("description", "description"))

    def __init__(self) -> None:
        self.plan = Plan(self._rules)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each file as an item of evidence, named by the credential."""
        for place in node.all(self.step):
            item: dict[str, Any] = {}
            if self.plan.read(place, item, run):
                run.root.setdefault("evidence_items", []).append(item)
                run.own(place, item)
                ids = target.setdefault("evidence", [])
                ids.append(Ref(item=item))
                run.references.append((ids, place))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the evidence of the portfolio that the format can hold."""
        named = {str(leaf.value): leaf for leaf in model.all("evidence")}
        for item in run.model.all("evidence_items"):
            media = item.first("media")
            if media is None or not OfKnownType().admits_model(media):
                continue
            place = target.add(self.step, array=True)
            for rule in self._rules:
                rule.write(item, place, run)
            run.placed[id(item)] = place
            run.placements.append((item, place))
            link = named.get(item.peek(("id",)))
            if link is not None:
                link.taken = Grade.DATA
            else:
                run.supplied.add(f"{model.pointer}/evidence")


CREDENTIAL_RULES: Final[tuple[Any, ...]] = (
    Several("@context", CONTEXTS), CredentialId(), Several("type", TYPES),
    concepts("credentialProfiles", "credential_profiles[]", None, PROFILES, within(PROFILES)),
    Schema(), *identifiers(), DISPLAY, Organisations("issuer", "issuer"),
    Repeated("issued", "issuanceDate", "issued"), Moment("validFrom", "valid_from"),
    Repeated("validUntil", "expirationDate", "valid_until"), EVIDENCE, Attachments(),
)  # fmt: skip


class Subject:
    """``credentialSubject``: the owner of the portfolio, and what is claimed of them."""

    step = SUBJECT
    _person = Group("", "owner", *PERSON)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the person once; a second credential must be about the same one."""
        place = node.first(SUBJECT)
        if place is None:
            return
        if "owner" not in run.root:
            self._person.read(place, run.root, run)
        else:
            self._compare(place, run)
        Claims().read(place, run.root, run)

    def _compare(self, place: Node, run: ReadRun) -> None:
        first = next((node for node in _subjects(place) if node is not place), None)
        if first is None or any(ours != theirs for ours, theirs in zip_longest(_said(first), _said(place))):
            return
        for child in place.children:
            if child.name != Claims.step:
                for leaf in child.leaves():
                    if leaf.taken is None:
                        take_aside(leaf, run.root["owner"], run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the person, then the claims."""
        assert isinstance(run, ElmWriteRun)
        place = target.need((SUBJECT,))
        run.subject_id = run.known_name(run.credential, f"{SUBJECT}/id") or run.new_name("Person")
        place.add("id", run.subject_id)
        self._person.write(run.model, place, run)
        if place.first("type") is None:
            place.add("type", "Person")
        Claims().write(run.model, place, run)


def _subjects(place: Node) -> Iterator[Node]:
    """The persons of all credentials of a presentation."""
    node = place
    while node.parent is not None:
        node = node.parent
    return (subject for member in node.children if member.name == MEMBERS for subject in member.all(SUBJECT))


def _said(place: Node) -> Iterator[tuple[Any, ...]]:
    """What is said of a person, claims aside and in whatever order; one step at a time, so that few are compared."""
    stack = [[child for child in place.children if child.name != Claims.step]]
    while stack:
        children = stack.pop()
        yield ("", None, len(children))
        for child in sorted(children, key=attrgetter("name")):
            yield (child.name, child.value, len(child.children))
            if child.children:
                stack.append(child.children)


class CredentialItem:
    """A credential as an item of the portfolio, and all that it holds."""

    def __init__(self) -> None:
        self.plan = Plan((*CREDENTIAL_RULES, Subject()))

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read a credential; it proves every item that is read from it."""
        assert isinstance(run, ElmReadRun)
        run.read_items = []
        entry: dict[str, Any] = {}
        credentials = run.root.setdefault("credentials", [])
        run.own(node, entry)
        self.plan.read(node, entry, run)
        credentials.append(entry)
        own = {id(item) for item in run.root.get(COMPETENCES.items, ())}  # what a person says of themself is not proven
        proven = [item for item in run.read_items if id(item) not in own]
        if proven:
            ids = entry["proves"] = [Ref(item=item) for item in proven]
            run.references.append((ids, node))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the credential that was chosen, with all that the portfolio holds."""
        assert isinstance(run, ElmWriteRun)
        for rule in (*CREDENTIAL_RULES, Subject()):
            rule.write(run.credential, target, run)
        run.placements.append((run.credential, target))
        proves = {str(leaf.value): leaf for leaf in run.credential.all("proves")}
        for name, item in run.items.items():
            if id(item) in run.placed and name in proves:
                proves[name].taken = Grade.DATA
            elif id(item) in run.placed:
                run.supplied.add(f"{run.credential.pointer}/proves")
