"""Rules about concepts: nodes with an address, a scheme and labels, and the codes of the model that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from eportfolio.exchange.crosswalk import Each, Group, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.joints import Condition, take_aside
from eportfolio.exchange.crosswalk.reading import Fields, descend
from eportfolio.exchange.crosswalk.rules import holder_of, steps
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary import countries, languages
from eportfolio.vocabulary.schemes import EQF, ISCED_F, ISO_639, ISO_3166_1

from .nodes import NodeType
from .typed import ID
from .words import UNDETERMINED, Words

COUNTRIES: Final = "http://publications.europa.eu/resource/authority/country"
LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language"
ESCO_SKILLS: Final = "http://data.europa.eu/esco/concept-scheme/skills"
ESCO_OCCUPATIONS: Final = "http://data.europa.eu/esco/concept-scheme/occupations"

IN_SCHEME: Final = ("inScheme",)

LIST_NAMES: Final = frozenset({"skill", "occupation", "country", "language", "currency", "file-type", "human-sex"})
"""What the European issuer writes as ``notation``: the name of the list, which is no code of the concept."""


@dataclass(frozen=True, slots=True)
class Code:
    """A list whose concepts the model names by their codes.

    Attributes:
        scheme: the scheme in the model.
        authority: the scheme in the format.
        prefix: what the addresses of its concepts start with.
        uri: the address for a code; ``ValueError`` when there is none.
        code: the code for an address; ``ValueError`` when it is of another list.
    """

    scheme: str
    authority: str
    prefix: str
    uri: Callable[[str], str]
    code: Callable[[str], str]


def _language_uri(tag: str) -> str:
    """The address of a language; the list has none for its forms in regions, such as nl-NL."""
    return languages.authority_uri(tag.partition("-")[0])


def _language_of(uri: str) -> str:
    if not uri.startswith(f"{LANGUAGES}/"):
        raise ValueError("it is no language of the authority table")
    code = languages.shortest(uri.rpartition("/")[2].lower())
    if code == UNDETERMINED or languages.authority_uri(code) != uri:
        raise ValueError("it is no language of the authority table")
    return code


def _listed(scheme: str, allowed: Callable[[str], bool]) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """How the addresses of a list are made whose concepts stand beside the scheme, under their code."""
    prefix = scheme.rpartition("/")[0] + "/"

    def uri(code: str) -> str:
        if not allowed(code):
            raise ValueError("the list has no such code")
        return prefix + code

    def code(uri: str) -> str:
        code = uri.removeprefix(prefix)
        if code == uri or not allowed(code):
            raise ValueError("it is of another list")
        return code

    return uri, code


def _is_field(code: str) -> bool:
    return code.isascii() and code.isdigit() and 2 <= len(code) <= 4


COUNTRY: Final = Code(ISO_3166_1, COUNTRIES, COUNTRIES + "/", countries.authority_uri, countries.of_authority_uri)
LANGUAGE: Final = Code(ISO_639, LANGUAGES, LANGUAGES + "/", _language_uri, _language_of)
EQF_LEVEL: Final = Code(EQF, EQF, EQF.rpartition("/")[0] + "/", *_listed(EQF, frozenset("12345678").__contains__))
FIELD_OF_STUDY: Final = Code(ISCED_F, ISCED_F, ISCED_F.rpartition("/")[0] + "/", *_listed(ISCED_F, _is_field))


class Address:
    """The address of a concept, and its scheme.

    Args:
        code: the list whose codes the model has; ``None`` when it has the address.
        demanded: the scheme that the place demands.
    """

    def __init__(self, code: Code | None = None, demanded: str = "") -> None:
        self.code = code
        self.demanded = demanded or (code.authority if code is not None else "")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the address and the scheme; for a listed concept its code and the scheme that the code belongs to."""
        leaf = node.free(ID)
        coded = leaf is not None and self._read_code(leaf, target, run)
        if leaf is not None and not coded and isinstance(leaf.value, str):
            target["uri"] = leaf.value.strip()
            run.keep_as(leaf, leaf.value.strip(), target, "uri")
        scheme = node.first("inScheme")
        if scheme is None:
            return
        NodeType("ConceptScheme").read(scheme, target, run)
        name = scheme.free(ID)
        if name is None:
            return
        if coded:
            if self.code is not None and name.value == self.code.authority:
                take_aside(name, target, run)
        elif isinstance(name.value, str):
            target["scheme"] = name.value.strip()
            run.keep_as(name, name.value.strip(), target, "scheme")

    def _read_code(self, leaf: Node, target: dict[str, Any], run: ReadRun) -> bool:
        if self.code is None:
            return False
        try:
            notation = self.code.code(str(leaf.value).strip())
            written = self.code.uri(notation)
        except ValueError:
            return False
        target["notation"] = notation
        target["scheme"] = self.code.scheme
        run.keep_as(leaf, written, target, "notation")
        return True

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address that the code stands for, else the one that the model has; then the scheme."""
        noted: dict[int, str] | None = getattr(run, "concepts", None)
        if noted is not None:
            noted[id(target)] = model.pointer
        scheme, notation, uri = model.first("scheme"), model.first("notation"), model.first("uri")
        if self.code is not None and notation is not None and model.peek(("scheme",)) == self.code.scheme:
            try:
                address = self.code.uri(str(notation.value))
                exact = self.code.code(address) == notation.value
            except ValueError as error:
                run.not_expressible(notation, str(error))
                return
            if run.place(target, ID, address, notation, Grade.DATA if exact else Grade.APPROXIMATE):
                if scheme is not None:
                    run.imply(scheme, model)
                if not exact:
                    run.supplied.add(notation.pointer)
                if uri is not None and uri.value == address:
                    uri.taken = Grade.APPROXIMATE
                self._name_scheme(target, self.demanded)
            return
        if uri is None or not is_address(str(uri.value)) or not run.place(target, ID, uri.value, uri):
            return
        if self.demanded:
            self._name_scheme(target, self.demanded)
            if scheme is None:
                run.supplied.add(f"{model.pointer}/scheme")
            else:
                scheme.taken = Grade.DATA if scheme.value == self.demanded else Grade.APPROXIMATE
        elif scheme is not None and is_address(str(scheme.value)) and scheme.value != uri.value:
            self._name_scheme(target, str(scheme.value))
            scheme.taken = Grade.DATA

    def _name_scheme(self, target: Node, scheme: str) -> None:
        place = target.need(IN_SCHEME)
        place.need(ID).value = scheme
        if place.first("type") is None:
            place.add("type", "ConceptScheme")


class ListName:
    """``notation`` of a concept: its code, unless it only repeats the name of the list."""

    step = "notation"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a code."""
        leaf = node.free(("notation",))
        if leaf is None or not isinstance(leaf.value, str) or "notation" in target:
            return
        scheme = node.peek(("inScheme", "id"))
        text = leaf.value.strip()
        if text.casefold() not in LIST_NAMES and text not in scheme.split("/"):
            target["notation"] = text
            run.keep_as(leaf, text, target, "notation")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a code that the address does not stand for."""
        leaf = model.first("notation")
        if leaf is not None and leaf.taken is None and leaf.value is not None:
            run.place(target, ("notation",), leaf.value, leaf)


class OwnLabel:
    """The owner's words, where the scheme's own label is not known: the format has one label only.

    Args:
        listed: whether the concept is one of a list whose labels are known; all places where it stands share them.
    """

    def __init__(self, *, listed: bool = False) -> None:
        self.listed = listed

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: what is read is the scheme's own label."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the words in place of the label, which is a lesser form of them."""
        label = model.first("label")
        coded = self.listed and target.first("id") is not None
        if label is None or coded or target.first("prefLabel") is not None:
            return
        Words("prefLabel", "label", grade=Grade.APPROXIMATE).write(model, target, run)


class Untaken:
    """A guard on reading: concepts whose address no other rule has taken."""

    def admits_node(self, node: Node) -> bool:
        """Concepts that are still free."""
        leaf = node.first("id")
        return leaf is None or leaf.taken is None

    def admits_model(self, model: Node) -> bool:
        """Every concept."""
        return True

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing to write."""


def concept(code: Code | None = None, demanded: str = "") -> tuple[Any, ...]:
    """The rules of a concept node."""
    return (
        Untaken(), NodeType("Concept", "skos:Concept"), Address(code, demanded), Words("prefLabel", "official_label"),
        OwnLabel(listed=code is not None), ListName(),
    )  # fmt: skip


def a_concept(path: str, field: str, code: Code | None = None, demanded: str = "", *guards: Any) -> Group:
    """One concept node, one concept."""
    return Group(path, field, *guards, *concept(code, demanded))


def concepts(path: str, field: str, code: Code | None = None, demanded: str = "", *guards: Any) -> Each:
    """Every concept node, every concept of a list."""
    return Each(path, field, *guards, *concept(code, demanded))


def is_listed(code: Code, scheme: str, notation: str, uri: str) -> bool:
    """Whether a concept of the model is one of a list: by its code, else by its address.

    Args:
        code: the list.
        scheme: scheme of the concept, empty when it has none; so are the others.
        notation: its code.
        uri: its address.
    """
    if notation and scheme == code.scheme:
        try:
            return bool(code.uri(notation))
        except ValueError:
            return False
    return uri.startswith(code.prefix) and scheme in ("", code.authority)


class OfScheme(Condition):
    """A guard: concepts of one scheme, or with addresses that begin alike, on both sides.

    Args:
        prefix: what the addresses begin with; empty when the scheme alone tells.
        scheme: the scheme in the model.
        others: turn it round: concepts that are *not* of the scheme.
    """

    def __init__(self, prefix: str = "", scheme: str = "", *, others: bool = False) -> None:
        self.prefix = prefix
        self.scheme = scheme
        self.others = others

    def admits_model(self, model: Node) -> bool:
        """Concepts of the scheme."""
        within = bool(self.scheme) and model.peek(("scheme",)) == self.scheme
        within = within or (bool(self.prefix) and model.peek(("uri",)).startswith(self.prefix))
        return within is not self.others


def within(scheme: str) -> OfScheme:
    """A guard for concepts whose addresses stand beside the address of their scheme."""
    return OfScheme(scheme.rpartition("/")[0] + "/")


class Known(Condition):
    """A guard on writing: objects with a concept of a list.

    Args:
        field: the concept.
        code: the list.
    """

    def __init__(self, field: str, code: Code) -> None:
        self.field: Fields = steps(field)
        self.code = code

    def admits_model(self, model: Node) -> bool:
        """Objects whose concept has an address in the list."""
        place = model.at(self.field)
        if place is None:
            return False
        return is_listed(self.code, place.peek(("scheme",)), place.peek(("notation",)), place.peek(("uri",)))


class CodedText:
    """A concept that the model keeps as one of its own words, such as the type of a skill.

    Args:
        path: the concept node.
        field: the word.
        table: address to word.
        scheme: the scheme of the addresses.
    """

    def __init__(self, path: str, field: str, table: dict[str, str], scheme: str) -> None:
        self.path = steps(path)
        self.step = self.path[0]
        self.field: Fields = steps(field)
        self.table = table
        self.addresses = {word: address for address, word in reversed(table.items())}
        self.scheme = scheme

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a concept that the table has; others stay as residue."""
        place = next((place for place in node.select(self.path) if place.peek(ID) in self.table), None)
        if place is None or self.field[-1] in holder_of(target, self.field):
            return
        leaf = place.free(ID)
        if leaf is None:
            return
        holder = descend(target, self.field)
        word = holder[self.field[-1]] = self.table[str(leaf.value)]
        run.keep_as(leaf, self.addresses[word], holder, self.field[-1])
        NodeType("Concept").read(place, target, run)
        scheme = place.first("inScheme")
        if scheme is not None:
            NodeType("ConceptScheme").read(scheme, target, run)
            name = scheme.free(ID)
            if name is not None and name.value == self.scheme:
                take_aside(name, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the concept of the word."""
        leaf = model.at(self.field)
        if leaf is None or leaf.taken is not None:
            return
        address = self.addresses.get(str(leaf.value))
        if address is None:
            return
        place = target.need(self.path[:-1]).add(self.path[-1], array=run.array)
        run.place(place, ID, address, leaf)
        place.add("type", "Concept")
        scheme = place.add("inScheme")
        scheme.add("id", self.scheme)
        scheme.add("type", "ConceptScheme")


def is_address(text: str) -> bool:
    """Whether a text can stand as an absolute address of a node in RDF (RFC 3987)."""
    head, colon, rest = text.partition(":")
    if not colon or not rest or not head[:1].isalpha() or not head.isascii():
        return False
    return not any(char in ' <>"{}|\\^`' or ord(char) < 0x21 for char in text)
