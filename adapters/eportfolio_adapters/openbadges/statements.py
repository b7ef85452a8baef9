"""Verifiable credentials of any kind: the credential, its issuer, and what it says of the person in known terms.

W3C leaves it open what a credential says.  Read are the terms of schema.org for people, the degree of the examples of
the data model, and what people call the same in tokens (OpenID Connect Core 1.0, section 5.1); all else stays as
residue of the credential.  Written are the terms of schema.org, each defined in the document unless a context does.
"""

from __future__ import annotations

import re
from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Group, Leaf, ReadRun, Requires, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary import countries
from eportfolio.vocabulary.schemes import ISO_3166_1

from .addresses import address
from .codes import ACHIEVEMENT_TYPE, ACHIEVEMENT_TYPES, Coded
from .credential import CREDENTIALS_1, CREDENTIALS_2, CredentialId, Proofs, Since, forget_version
from .dates import Day
from .envelope import SUBJECT
from .evidence import Evidences
from .identities import is_web_id, web_id
from .images import Picture
from .joints import TYPE, Typed
from .profiles import has_web_id
from .runs import BadgeReadRun, BadgeWriteRun
from .words import Prose, Words

VERIFIABLE: Final = "VerifiableCredential"
_DERIVED: Final = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_NOT_A_KIND: Final = frozenset({VERIFIABLE})


class StatementContexts:
    """``@context``: that of the data model; further ones belong to terms that are kept, and so are they."""

    step = "@context"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the context of the data model, in whichever version."""
        first = node.first(self.step)
        if first is not None and first.value in (CREDENTIALS_2, CREDENTIALS_1) and first.taken is None:
            take_aside(first, target, run)
        elif first is None:
            run.lack(node, self.step, CREDENTIALS_2)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the context of version 2.0."""
        target.add(self.step, CREDENTIALS_2, array=True)
        forget_version(model)


class StatementId(CredentialId):
    """``id``, which a credential need not have: one that only follows from what is said names nothing."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write an id that is not derived; of a record any, to tell it from the credentials that were in it."""
        assert isinstance(run, BadgeWriteRun)
        inside = (run.items.get(str(leaf.value)) for leaf in model.all("proves"))
        is_record = any(item is not None and item.name == "credentials" for item in inside)
        if is_record or _DERIVED.fullmatch(model.peek(("id",))) is None:
            super().write(model, target, run)


class Kinds:
    """The types of a credential beside the general one, in the model its profiles."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each type: as an address where it is one, else as a code."""
        for leaf in node.all(TYPE):
            text = as_text(leaf.value).strip()
            if leaf.taken is not None or not text or text in _NOT_A_KIND:
                continue
            key = "uri" if is_web_id(text) else "notation"
            concept = {key: text}
            target.setdefault("credential_profiles", []).append(concept)
            run.keep_as(leaf, text, concept, key)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each profile that has an address, or a code that no scheme explains."""
        for concept in model.all("credential_profiles"):
            uri, notation = concept.first("uri"), concept.first("notation")
            leaf = uri if uri is not None and is_web_id(str(uri.value)) else notation
            scheme = concept.first("scheme")
            if leaf is None or leaf.taken is not None or (leaf is notation and scheme is not None):
                continue
            if " " not in str(leaf.value) and leaf.value not in _NOT_A_KIND:
                run.place(target.add(TYPE, array=True), (), leaf.value, leaf)


# -- one thing under several names ------------------------------------------------------------------------


class Aliases:
    """A rule under further names, which are read and not written.

    Args:
        make: makes the rule for a name.
        path: the name that is written.
        also: the other names.
    """

    def __init__(self, make: Any, path: str, *also: str) -> None:
        self.main = make(path)
        self.rules = [self.main, *(make(name) for name in also)]

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read under each name."""
        for rule in self.rules:
            rule.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write under the first name."""
        self.main.write(model, target, run)


def _words(field: str, path: str, *also: str) -> Aliases:
    return Aliases(lambda name: Words(name, field), path, *also)


def _contact(channel: str, path: str, *also: str) -> Aliases:
    return Aliases(
        lambda name: Group("", "contact_points[]", Const("channel", channel), Requires("value"), Leaf(name, "value")),
        path, *also,
    )  # fmt: skip


# -- who issued it -----------------------------------------------------------------------------------------

_ISSUER: Final[tuple[Any, ...]] = (
    web_id(), Words("name", "name", tagged=True), Words("description", "about", tagged=True),
    _contact("website", "url"), _contact("telephone", "telephone", "phone"), _contact("email", "email"),
    Picture("image", "logo"), address(),
)  # fmt: skip


class StatedIssuer:
    """``issuer``: an address, or an object with one."""

    step = "issuer"

    def __init__(self) -> None:
        self.group = Group("issuer", "issuer", *_ISSUER)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the issuer."""
        leaf = node.free(("issuer",))
        if leaf is None:
            self.group.read(node, target, run)
        elif is_web_id(text := as_text(leaf.value).strip()):
            entry = {"kind": "id", "value": text}
            target["issuer"] = {"identifiers": [entry]}
            run.keep_as(leaf, text, entry, "value")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the issuer; one of whom only the address is known as that."""
        issuer = model.first("issuer")
        if issuer is None or not has_web_id(issuer):
            return
        self.group.write(model, target, run)
        place = target.first("issuer")
        if place is not None and len(place.children) == 1 and place.children[0].name == "id":
            inner = place.children.pop()
            place.value = inner.value
            run.origins[id(place)] = run.origins[id(inner)]


ENVELOPE: Final[tuple[Any, ...]] = (
    StatementContexts(), StatementId(), Typed(VERIFIABLE), Kinds(), Words("name", "title", tagged=True),
    Words("description", "description/text", tagged=True), StatedIssuer(),
    Since("validFrom", "issuanceDate", "valid_from"), Since("validUntil", "expirationDate", "valid_until"),
    Group("", "displays[]", Picture("image", "image")), Proofs(), Evidences(),
)  # fmt: skip
"""What every credential has."""


# -- the person --------------------------------------------------------------------------------------------


class Countries:
    """Nationality: countries by their code, or in words.

    Args:
        path: where they stand.
    """

    def __init__(self, path: str) -> None:
        self.step = path

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every country."""
        for leaf in node.all(self.step):
            text = as_text(leaf.value).strip()
            if leaf.taken is not None or not text:
                continue
            is_code = len(text) == 2 and text.isupper() and countries.exists(text)
            concept = {"scheme": ISO_3166_1, "notation": text} if is_code else {"label": text}
            target.setdefault("nationalities", []).append(concept)
            run.keep_as(leaf, text, concept, "notation" if is_code else "label")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write every country."""
        for country in model.all("nationalities"):
            notation, label = country.first("notation"), country.first("label")
            coded = notation is not None and country.peek(("scheme",)) == ISO_3166_1
            leaf = notation if coded else run.main_text(label) if label is not None else None
            if leaf is None or leaf.taken is not None:
                continue
            run.place(target.add(self.step, array=True), (), leaf.value, leaf)
            scheme = country.first("scheme")
            if coded and scheme is not None:
                run.imply(scheme, country)


PERSON: Final[tuple[Any, ...]] = (
    web_id(),
    Group(
        "", "names[]", _words("given_name", "givenName", "given_name", "firstName"),
        _words("family_name", "familyName", "family_name", "lastName"), Words("name", "full_name"),
        _words("additional_name", "additionalName", "middle_name"), Words("honorificPrefix", "honorific_prefix/label"),
        Words("honorificSuffix", "honorific_suffix"),
    ),
    Aliases(lambda name: Day(name, "birth_date"), "birthDate", "birthdate", "birth_date", "dateOfBirth"),
    Words("gender", "gender/label"), Aliases(Countries, "nationality", "nationalities"),
    _contact("email", "email"), _contact("telephone", "telephone", "phone", "phone_number"),
    _contact("website", "url", "website"), Aliases(lambda name: Picture(name, "photo"), "image", "picture"),
    address(),
)  # fmt: skip
"""What a credential says of the person in terms of schema.org."""


# -- what the person achieved ------------------------------------------------------------------------------


class AwardType(Coded):
    """The type of a degree or certificate, where it is one of the types of achievements; any other stays."""

    def __init__(self) -> None:
        super().__init__("type", "qualification_type", ACHIEVEMENT_TYPE, ACHIEVEMENT_TYPES, extensible=False)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a type that the enumeration has."""
        if node.peek(self.path) in self.codes:
            super().read(node, target, run)


_AWARD: Final[tuple[Any, ...]] = (
    Group("", "specification", web_id(), Words("name", "title"), Prose("description", "description"),
          AwardType()),
)  # fmt: skip
_ORGANISATION: Final = Group("", "organisations[]", web_id(), Words("name", "name"))


class Deeds:
    """Items that the subject of a credential tells: degrees, studies, memberships.

    Args:
        paths: where they stand; the first is the one that is written for items from elsewhere.
        items: the list of the portfolio.
        fixed: what every such item has.
        rules: the crosswalk of one item.
    """

    def __init__(self, paths: tuple[str, ...], items: str, fixed: dict[str, Any], *rules: Any) -> None:
        self.paths = paths
        self.items = items
        self.fixed = fixed
        self.rules = rules
        self.plan = Plan(rules)

    def read(self, subject: Node, entry: dict[str, Any], run: BadgeReadRun) -> None:
        """Take every object, and note that the credential proves it.

        Args:
            subject: the subject.
            entry: the credential.
            run: the reading.
        """
        for path in self.paths:
            for place in subject.all(path):
                item: dict[str, Any] = dict(self.fixed)
                if place.value is not None or not self.plan.read(place, item, run):
                    continue
                run.add(self.items, place, item)
                ids = entry.setdefault("proves", [])
                ids.append(Ref(item=item))
                run.references.append((ids, place))

    def write(self, credential: Node, subject: Node, run: BadgeWriteRun) -> None:
        """Write every item of the kind that the credential proves, under the name that it had.

        Args:
            credential: the credential.
            subject: the subject.
            run: the writing.
        """
        for leaf, item in run.linked(credential, "proves", self.items):
            if any(item.peek((name,)) != value for name, value in self.fixed.items()):
                continue
            before = {step for step in item.peek(("provenance", "pointer")).split("/") if step in self.paths}
            place = subject.add(next(iter(before), self.paths[0]), array=True)
            if not run.attempt(self.rules, item, place):
                discard(place, subject)
                continue
            run.put(item, place)
            leaf.taken = Grade.DATA
            for name in self.fixed:
                run.imply(item.need((name,)), item)


DEEDS: Final = (
    Deeds(("hasCredential", "degree", "hasAchieved", "hasClaim"), "qualifications", {}, *_AWARD,
          Words("title", "specification/title")),
    Deeds(("alumniOf",), "experiences", {"kind": "education"}, _ORGANISATION),
    Deeds(("memberOf",), "experiences", {"kind": "membership"}, _ORGANISATION),
    Deeds(("worksFor",), "experiences", {"kind": "employment"}, _ORGANISATION),
)  # fmt: skip


class Statement:
    """A credential of any kind as an item of the portfolio."""

    def __init__(self) -> None:
        self.envelope = Plan(ENVELOPE)
        self.person = Group("", "owner", *PERSON)

    def read_one(self, node: Node, run: BadgeReadRun) -> dict[str, Any]:
        """Read a credential.

        Args:
            node: the credential.
            run: the reading.

        Returns:
            The item.
        """
        entry = run.begin(node)
        self.envelope.read(node, entry, run)
        for subject in node.all(SUBJECT)[:1]:
            if subject.children:
                self.read_subject(subject, entry, run)
        return entry

    def read_subject(self, subject: Node, entry: dict[str, Any], run: BadgeReadRun) -> None:
        """Read what is said of the person: of a second credential, only what it is about.

        Args:
            subject: the subject.
            entry: the credential.
            run: the reading.
        """
        if "owner" not in run.root:
            self.person.read(subject, run.root, run)
        self.read_deeds(subject, entry, run)

    def read_deeds(self, subject: Node, entry: dict[str, Any], run: BadgeReadRun) -> None:
        """Read what the person achieved, and belongs to.

        Args:
            subject: the subject.
            entry: the credential.
            run: the reading.
        """
        for deeds in DEEDS:
            deeds.read(subject, entry, run)

    def write_one(self, credential: Node, target: Node, run: BadgeWriteRun, *, person: bool = True) -> None:
        """Write a credential.

        Args:
            credential: the credential.
            target: the document.
            run: the writing.
            person: whether it tells of the person: inside a record, the record does.
        """
        for rule in ENVELOPE:
            rule.write(credential, target, run)
        subject = target.need((SUBJECT,))
        if person:
            self.person.write(run.model, subject, run)
        for deeds in DEEDS:
            deeds.write(credential, subject, run)
        run.put(credential, target)


STATEMENT: Final = Statement()
