"""Rules about profiles: the organisations and people that badges name (Open Badges 3.0, class Profile)."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Group, Leaf, ReadRun, Requires, Rule, WriteRun
from eportfolio.exchange.crosswalk.joints import Condition, take_aside
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import discard, steps
from eportfolio.model.identity import derived_id
from eportfolio.sources.tree import Grade, Node

from .addresses import address
from .dates import Day
from .identities import Identities, identifier_entries, is_web_id, web_id
from .images import PNG_OR_SVG, Picture
from .joints import TYPE, Typed, types_of
from .words import Words, write_text

PROFILE: Final = "Profile"

_PERSONAL: Final = (
    "givenName", "familyName", "additionalName", "familyNamePrefix", "patronymicName", "honorificPrefix",
    "honorificSuffix", "dateOfBirth",
)  # fmt: skip
"""Terms that only a profile of a person has."""

_OF_PROFILE: Final = frozenset({*_PERSONAL, "email", "phone", "url", "address", "otherIdentifier"})
"""Terms that need the type ``Profile``; name and picture mean the same without it."""


class Inner:
    """A profile in a profile: the rule is made when it is first used.

    Args:
        path: the profile.
        field: the organisation.
    """

    def __init__(self, path: str, field: str) -> None:
        self.step = path
        self._group: Group | None = None
        self._path, self._field = path, field

    @property
    def group(self) -> Group:
        """The rule itself."""
        if self._group is None:
            self._group = Group(self._path, self._field, *PROFILE_OF_ORGANISATION)
        return self._group

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the profile."""
        self.group.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the profile if it has the ``id`` that every profile must have."""
        place = model.at(steps(self._field))
        if place is not None and has_web_id(place):
            self.group.write(model, target, run)


def _contact(path: str, channel: str) -> Group:
    """One way of contact: the format has a place for one of each."""
    return Group("", "contact_points[]", Const("channel", channel), Requires("value"), Leaf(path, "value"))


CONTACTS: Final[tuple[Rule, ...]] = (
    _contact("url", "website"), _contact("phone", "telephone"), _contact("email", "email"),
)  # fmt: skip

PROFILE_OF_ORGANISATION: Final[tuple[Any, ...]] = (
    web_id(), Typed(PROFILE, "Issuer"), Words("name", "name"), *CONTACTS, Words("description", "about"),
    Picture("image", "logo", PNG_OR_SVG), address(), identifier_entries(), Words("official", "official"),
    Inner("parentOrg", "parent_organisation"),
)  # fmt: skip
"""An organisation: ``issuer``, ``creator``, ``source``, ``parentOrg``."""

NAMES: Final[tuple[Any, ...]] = (
    Words("givenName", "given_name"), Words("additionalName", "additional_name"),
    Words("patronymicName", "patronymic_name"), Words("familyNamePrefix", "family_name_prefix"),
    Words("familyName", "family_name"), Words("name", "full_name"),
    Words("honorificPrefix", "honorific_prefix/label"), Words("honorificSuffix", "honorific_suffix"),
)  # fmt: skip

PROFILE_OF_PERSON: Final[tuple[Any, ...]] = (
    web_id(), Identities(), Group("", "names[]", *NAMES), Day("dateOfBirth", "birth_date"), *CONTACTS,
    Picture("image", "photo", PNG_OR_SVG), address(), identifier_entries(),
)  # fmt: skip
"""A person as the subject of a credential: put :class:`AsProfile` after it.

What identifies the person is written first, so that a name or an e-mail address is said once only.
"""


class AsProfile:
    """The type ``Profile`` beside that of a subject: it brings the terms for what is told of the person."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type where it is needed; elsewhere it stays as it is."""
        for leaf in node.all(TYPE) if any(child.name in _OF_PROFILE for child in node.children) else ():
            if leaf.value == PROFILE and leaf.taken is None:
                run.keep(leaf, target, None)
                run.kept -= 1

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type where anything of a profile was written."""
        told = any(child.name in _OF_PROFILE for child in target.children)
        if told and PROFILE not in types_of(target):
            target.add(TYPE, PROFILE, array=True)


def has_web_id(model: Node) -> bool:
    """Whether an organisation or a person of the model has what can be the ``id`` of its profile."""
    return any(
        entry.peek(("kind",)) == "id" and is_web_id(entry.peek(("value",))) for entry in model.all("identifiers")
    )


def is_person(profile: Node) -> bool:
    """Whether a profile tells what only people have: a given name, a date of birth ..."""
    return any(child.name in _PERSONAL for child in profile.children)


class OfPerson(Condition):
    """A guard: profiles of people, and parties with a name."""

    def admits_node(self, node: Node) -> bool:
        """Profiles of people."""
        return is_person(node)

    def admits_model(self, model: Node) -> bool:
        """Parties that are people."""
        return model.first("names") is not None


class Issuer:
    """An organisation, or its ``id`` alone, or (as issuers go) one without an ``id``.

    Args:
        path: the profile.
        field: the organisation.
    """

    def __init__(self, path: str, field: str) -> None:
        self.step = path
        self.path, self.field = steps(path), steps(field)
        self.group = Group(path, field, *PROFILE_OF_ORGANISATION)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the profile; a bare address is the ``id`` of one."""
        leaf = node.free(self.path)
        if leaf is None:
            self.group.read(node, target, run)
            return
        text = str(leaf.value).strip()
        if is_web_id(text) and not descend(target, self.field).get(self.field[-1]):
            entry = {"kind": "id", "value": text}
            descend(target, self.field)[self.field[-1]] = {"identifiers": [entry]}
            run.keep_as(leaf, text, entry, "value")
            run.lack(leaf, TYPE, PROFILE)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the profile, which must have an ``id``; see :func:`.finishing.finish` for one that is no more."""
        place = model.at(self.field)
        if place is not None and has_web_id(place):
            self.group.write(model, target, run)


class DerivedId:
    """The ``id`` of a profile of a person beside the owner: the model has none, so it follows from the names."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the ``id`` as another spelling of the one that follows from the names."""
        leaf = node.free(("id",))
        if leaf is None:
            run.lack(node, "id", self._of(node))
        else:
            take_aside(leaf, target, run, self._of(node))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the ``id`` that follows from what is written of the name."""
        if target.first("id") is None:
            target.children.insert(0, Node("id", self._of(target), parent=target))

    @staticmethod
    def _of(profile: Node) -> str:
        names = (profile.peek((name,)).strip() for name in ("name", *_PERSONAL))
        return derived_id("\x1f".join(("profile", *names)), 0)


class Parties:
    """People and organisations beside the owner, in one place of the format.

    Args:
        path: the profiles.
        field: the list of parties.
        single: whether the format has a place for one only.
    """

    def __init__(self, path: str, field: str, *, single: bool = True) -> None:
        self.step = path
        self.field = field.removesuffix("[]")
        self.single = single
        self.person = Group("", "", Typed(PROFILE), Group("", "names[]", *NAMES), *CONTACTS, address(), DerivedId())
        self.organisation = Group("", "organisation", *PROFILE_OF_ORGANISATION)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each profile as what it is."""
        for place in node.all(self.step):
            party: dict[str, Any] = {}
            before = run.kept
            (self.person if is_person(place) else self.organisation).read(place, party, run)
            if run.kept > before:
                target.setdefault(self.field, []).append(party)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each person with a name, and each organisation that has the ``id`` of a profile."""
        for party in model.all(self.field):
            organisation = party.first("organisation")
            if party.first("names") is None and (organisation is None or not has_web_id(organisation)):
                continue
            place = target.add(self.step, array=not self.single)
            named = organisation is not None and has_web_id(organisation)
            rule = self.organisation if named else self.person
            if not run.attempt((rule,), party, place):
                discard(place, target)
                continue
            if not named and not is_person(place):
                self._note_unnamed(party, run)
            if self.single:
                return

    def _note_unnamed(self, party: Node, run: WriteRun) -> None:
        """A profile that does not tell that it is a person's is read as that of an organisation."""
        for leaf in party.leaves():
            if leaf.taken is Grade.DATA:
                leaf.taken = Grade.APPROXIMATE
        run.supplied.update(f"{party.pointer}/organisation/identifiers/{name}" for name in ("kind", "value"))


def write_name(person: Node, target: Node, path: tuple[str, ...], run: WriteRun) -> bool:
    """Write the full name of a person as one text; whether there was one.

    Args:
        person: the person in the model.
        target: the node that the path starts at.
        path: where the name goes.
        run: the writing.
    """
    name = person.at(("names", "full_name"))
    return name is not None and write_text(name, target, path, run)
