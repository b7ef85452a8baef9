"""Rules about agents: the person, organisations, and others who award, assess or direct."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Each, Group, Leaf, ReadRun, Requires, WriteRun
from eportfolio.exchange.crosswalk.joints import Absent, Condition
from eportfolio.exchange.crosswalk.rules import Rule
from eportfolio.sources.tree import Grade, Node

from .concepts import COUNTRY, EQF_LEVEL, FIELD_OF_STUDY, CodedText, Known, a_concept, concepts, within
from .dates import Moment
from .nodes import Later, NodeType, Where
from .typed import ID, types_of
from .values import (
    KNOWN_COUNTRY,
    Locations,
    WebAddress,
    a_place,
    homepages,
    identifiers,
    links,
    picture,
    run_text,
)
from .words import EachWords, Prose, Words, own_language

HUMAN_SEX: Final = "http://publications.europa.eu/resource/authority/human-sex"
GENDERS: Final = {
    f"{HUMAN_SEX}/{code}": word
    for code, word in (("MALE", "male"), ("FEMALE", "female"), ("NKN", "not_known"), ("NST", "not_specified"))
}
"""The authority table of human sexes, and the words of the model."""

ACCREDITATIONS: Final = "http://data.europa.eu/snb/accreditation/25831c2"

MAILTO: Final = "mailto:"
SUBJECT: Final = "credentialSubject"
OWNER: Final = "owner"
"""The role of the person among those who award something: they say it of themself."""


# -- contact points ----------------------------------------------------------------------------------------


class Mailbox:
    """``emailAddress``: a node whose address begins with ``mailto:``."""

    step = "emailAddress"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every mailbox as a contact point of its own."""
        for place in node.all("emailAddress"):
            leaf = place.free(ID)
            if leaf is None or not isinstance(leaf.value, str) or not leaf.value[len(MAILTO) :].strip():
                continue
            if leaf.value[: len(MAILTO)].lower() != MAILTO:
                continue
            value = leaf.value[len(MAILTO) :].strip()
            entry = {"channel": "email", "value": value}
            target.setdefault("contact_points", []).append(entry)
            run.keep_as(leaf, MAILTO + value, entry, "value")
            NodeType("Mailbox").read(place, entry, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write one mailbox."""
        leaf = model.first("value")
        if leaf is None or model.peek(("channel",)) != "email":
            return
        address = str(leaf.value)
        if any(char.isspace() or char in '<>"{}|\\^`' for char in address):
            run.not_expressible(leaf, "it is no e-mail address")
            return
        place = target.add("emailAddress", array=run.array)
        run.place(place, ID, MAILTO + address, leaf)
        place.add("type", "Mailbox")


PHONE: Final[tuple[Rule, ...]] = (
    NodeType("Phone"), Leaf("phoneNumber", "value"), Leaf("countryDialing", "country_calling_code"),
    Leaf("dialNumber", "value"),
)  # fmt: skip


class ContactPoints:
    """Contact points: each mailbox and each telephone in them is one of the model."""

    step = "contactPoint"
    _phone = Each("phone", "contact_points[]", Const("channel", "telephone"), *PHONE)
    _form = Each(
        "contactForm", "contact_points[]",
        Const("channel", "website"), Const("use", "contact_form"), NodeType("WebResource"),
        WebAddress("contentURL", "value"),
    )  # fmt: skip

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take what each contact point holds."""
        for place in node.all("contactPoint"):
            NodeType("ContactPoint").read(place, target, run)
            Mailbox().read(place, target, run)
            self._phone.read(place, target, run)
            self._form.read(place, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write all that the format has a place for as one contact point, as issuers do."""
        place = Node("contactPoint", parent=target, array=run.array)
        for contact in model.all("contact_points"):
            if id(contact) in run.placed or not run.attempt(self._rules(contact), contact, place):
                continue
            run.placed[id(contact)] = place
            channel = contact.first("channel")
            if channel is not None:
                run.imply(channel, contact)
        if place.children:
            place.add("type", "ContactPoint")
            target.children.append(place)

    def _rules(self, contact: Node) -> tuple[Rule, ...]:
        match contact.peek(("channel",)), contact.peek(("use",)):
            case "email", _:
                return (Mailbox(),)
            case "telephone", _:
                return (Each("phone", "", *PHONE),)
            case "website", "contact_form":
                form = (NodeType("WebResource"), Const("use", "contact_form"), WebAddress("contentURL", "value"))
                return (Group("contactForm", "", *form),)
            case _:
                return ()


HOMEPAGES: Final = Each(
    "homepage", "contact_points[]",
    Const("channel", "website"), Absent("use", "contact_form"), NodeType("WebResource"), Requires("value"),
    WebAddress("contentURL", "value"), Words("title", "use_label"),
)  # fmt: skip


# -- organisations -----------------------------------------------------------------------------------------


def _accreditation_rules() -> tuple[Any, ...]:
    return (
        NodeType("Accreditation"),
        Requires("title"), Requires("accrediting_body/name"),
        Where("accreditation_type", within(ACCREDITATIONS)),
        a_concept("dcType", "accreditation_type", None, ACCREDITATIONS), Words("title", "title"),
        Prose("description", "description"), Group("accreditingAgent", "accrediting_body", *ORGANISATION),
        a_concept("decision", "decision"), Moment("dateIssued", "issued"), Moment("expiryDate", "valid_until"),
        concepts("limitEQFLevel", "levels[]", EQF_LEVEL, "", Known("", EQF_LEVEL)),
        concepts("limitField", "fields_of_study[]", FIELD_OF_STUDY, "", Known("", FIELD_OF_STUDY)),
        *identifiers(), homepages(), links("landingPage"),
    )  # fmt: skip


def accreditations(path: str, field: str, *, each: bool = True) -> Later:
    """The accreditations of an organisation or a qualification; they name organisations in turn."""
    return Later(lambda: (Each if each else Group)(path, f"{field}[]" if each else field, *_accreditation_rules()))


_SEVERAL: Final = {"vat": "vatIdentifier", "tax": "taxIdentifier"}

ORGANISATION: Final[tuple[Any, ...]] = (
    NodeType("Organisation"),
    Words("legalName", "name"), EachWords("altLabel", "alternative_names"),
    concepts("dcType", "organisation_types[]"), Locations(), ContactPoints(), HOMEPAGES,
    *identifiers(_SEVERAL, eidas="eIDASIdentifier", registration="registration"),
    picture("logo", "logo"), accreditations("accreditation", "accreditations"),
    Group("additionalNote", "", NodeType("Note"), Words("noteLiteral", "about")),
)  # fmt: skip
"""An organisation whose country is known, as the format demands."""

AGENT: Final[tuple[Any, ...]] = (
    NodeType("Agent"),
    Words("prefLabel", "name"), EachWords("altLabel", "alternative_names"), ContactPoints(), *identifiers(),
    Group("additionalNote", "", NodeType("Note"), Words("noteLiteral", "about")),
)  # fmt: skip
"""An organisation of which less is known: an agent, of which the format demands nothing."""


class Organisations:
    """Organisations in one property: as organisations where a country is known, as agents where it is not.

    Args:
        path: the property.
        field: an organisation, or with ``[]`` a list of them.
    """

    def __init__(self, path: str, field: str) -> None:
        kind = Each if field.endswith("[]") else Group
        self.step = path
        self.full = kind(path, field, KnownWhere(), *ORGANISATION)
        self.lesser = kind(path, field, NodeType("Agent", required=True), Requires("name"), *AGENT[1:])
        self.plain = kind(path, field, *ORGANISATION)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each as what it is."""
        for place in node.all(self.step):
            rule = self.lesser if "Agent" in types_of(place) else self.plain
            if refers_to_subject(place):
                continue
            entry: dict[str, Any] = {}
            if all(guard.admits_node(place) for guard in rule.markers) and rule.plan.read(place, entry, run):
                if rule.list:
                    target.setdefault(rule.field[-1], []).append(entry)
                elif rule.field[-1] not in target:
                    target[rule.field[-1]] = entry

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each as what is known of it allows."""
        self.full.write(model, target, run)
        self.lesser.write(model, target, run)


class KnownWhere(Condition):
    """A guard on writing: organisations with a name and an address in a known country."""

    def admits_model(self, model: Node) -> bool:
        """Organisations that the format takes as such."""
        named = model.first("name")
        return named is not None and any(KNOWN_COUNTRY.admits_model(address) for address in model.all("addresses"))


def refers_to_subject(place: Node) -> bool:
    """Whether a node is, by its id, the person that the credential is about."""
    wanted = place.peek(ID)
    node: Node | None = place
    while node is not None and node.name != SUBJECT:
        node = node.parent
    return bool(wanted) and node is not None and node.peek(ID) == wanted


# -- people ------------------------------------------------------------------------------------------------

NAMES: Final[tuple[Any, ...]] = (
    Words("givenName", "given_name", single=True), Words("familyName", "family_name", single=True),
    Words("fullName", "full_name", single=True),
)  # fmt: skip


class NameInUseFirst:
    """The name in use stands before the name at birth, in both: then the second has not lost its place."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Take back that the second of two names counts as moved."""
        names = model.all("names")
        if len(names) == 2 and all(id(name) in run.placed for name in names) and names[1].peek(("use",)) == "birth":
            for leaf in names[1].leaves():
                if leaf.taken is Grade.APPROXIMATE:
                    leaf.taken = Grade.DATA


PERSON: Final[tuple[Any, ...]] = (
    NodeType("Person", "Agent"),
    Group("", "names[]", Absent("use", "birth"), *NAMES),
    Group("", "names[]", Const("use", "birth"), Words("birthName", "family_name")), NameInUseFirst(),
    Moment("dateOfBirth", "birth_date"), a_place("placeOfBirth", "birth_place"),
    CodedText("gender", "gender/notation", GENDERS, HUMAN_SEX),
    concepts("citizenshipCountry", "nationalities[]", COUNTRY, "", Known("", COUNTRY)),
    *identifiers(national_id="nationalID"), ContactPoints(), Locations(single=True),
)  # fmt: skip
"""The person that a credential is about, without what is claimed of them."""


class Parties:
    """Agents beside the owner: people by their names, organisations as where they are.

    Args:
        path: the property.
        field: the list of parties.
    """

    def __init__(self, path: str, field: str) -> None:
        self.step = path
        self.field = field
        self.person = Each(
            path, f"{field}[]", NodeType("Person", required=True), Group("", "names[]", *NAMES), ContactPoints(),
            Requires("names"),
        )  # fmt: skip
        self.organisation = Each(
            path, f"{field}[]", NodeType("Organisation"), KnownParty(), Group("", "organisation", *ORGANISATION[1:])
        )
        self.agent = Each(
            path, f"{field}[]", NodeType("Agent", required=True), Requires("organisation/name"),
            Group("", "organisation", *AGENT[1:]),
        )  # fmt: skip

        self.named = Each(path, f"{field}[]", NodeType("Agent", required=True), AgentName())

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each as what it is."""
        self.person.read(node, target, run)
        self.agent.read(node, target, run)
        self.organisation.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write people, organisations with a country, and other organisations as agents."""
        self.organisation.write(model, target, run)
        self.agent.write(model, target, run)
        self.named.write(model, target, run)


class AgentName(Condition):
    """A person as an agent, by the name: of a ``Person`` the format would demand claims."""

    def admits_node(self, node: Node) -> bool:
        """None: an agent is read as an organisation, since the format does not tell."""
        return False

    def admits_model(self, model: Node) -> bool:
        """Parties with a name."""
        return model.first("names") is not None

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the name as one text."""
        name = model.first("names")
        if name is None:
            return
        fields = ("full_name",) if name.first("full_name") is not None else ("given_name", "family_name")
        leaves = [leaf for field in fields if (leaf := run_text(name, field, run)) is not None]
        if not leaves:
            return
        words = " ".join(str(leaf.value) for leaf in leaves)
        run.place(target, ("prefLabel", own_language(run)), words, leaves[0], Grade.TEXT)
        for leaf in leaves:
            leaf.taken = Grade.TEXT


class KnownParty(KnownWhere):
    """A guard on writing: parties whose organisation is known with its country."""

    def admits_model(self, model: Node) -> bool:
        """Parties that the format takes as organisations."""
        place = model.first("organisation")
        return place is not None and super().admits_model(place)
