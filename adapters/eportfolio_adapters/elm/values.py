"""Rules about values that many objects have: notes, web pages, pictures, identifiers, credits, places."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from eportfolio.exchange.crosswalk import Base64, Const, Each, Group, Leaf, ReadRun, Requires, WriteRun
from eportfolio.exchange.crosswalk.joints import Absent, Condition
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Grade, Node

from .concepts import COUNTRY, Known, a_concept, is_address
from .dates import Moment
from .nodes import Constant, NodeType
from .typed import ID
from .words import Prose, Words, own_language, write_words

FILE_TYPES: Final = "http://publications.europa.eu/resource/authority/file-type"
HOMEPAGE: Final = "homepage"
BASE64: Final = "http://data.europa.eu/snb/encoding/6146cde7dd"
ENCODINGS: Final = "http://data.europa.eu/snb/encoding/25831c2"
CREDITS: Final = "http://data.europa.eu/snb/education-credit/25831c2"

KNOWN_COUNTRY: Final = Known("country", COUNTRY)
"""A guard on writing: what is in a country that the authority table has."""

MEDIA_TYPES: Final = {
    "image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/svg+xml": "SVG", "image/tiff": "TIFF",
    "image/bmp": "BMP", "image/webp": "WEBP", "application/pdf": "PDF", "application/json": "JSON",
    "application/ld+json": "JSON_LD", "application/xml": "XML", "text/html": "HTML", "text/plain": "TXT",
    "text/csv": "CSV", "application/zip": "ZIP", "application/rtf": "RTF", "video/mp4": "MP4", "audio/mpeg": "MP3",
    "application/msword": "DOC", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
}  # fmt: skip
"""Media types, and the codes of the authority table of file types that mean the same."""

CREDIT_SYSTEMS: Final = {
    "ECTS": "http://data.europa.eu/snb/education-credit/6fcec5c5af",
    "ECVET": "http://data.europa.eu/snb/education-credit/60b314e826",
}
"""Credit systems by the name that people and other formats use, and their address."""


def note(path: str, field: str) -> Group:
    """One note, one rich text."""
    return Group(path, field, NodeType("Note"), Prose("noteLiteral"))


def notes(path: str = "additionalNote", field: str = "notes") -> Each:
    """Every note, every rich text of a list."""
    return Each(path, f"{field}[]", NodeType("Note"), Prose("noteLiteral"))


class WebAddress:
    """The address of a web page: an absolute one, since a relative one means nothing in the graph."""

    def __init__(self, path: str, field: str) -> None:
        self.leaf = Leaf(path, field)
        self.step = self.leaf.step

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the address, given as text or as a node."""
        place = node.at(self.leaf.path)
        if place is not None and place.value is None and place.first("id") is not None:
            Leaf("id", self.leaf.key).read(place, target, run)
            return
        self.leaf.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address."""
        self.leaf.write(model, target, run)


def links(path: str) -> Each:
    """Every web page, every link that is no homepage."""
    return Each(
        path, "links[]", Absent("use", HOMEPAGE), NodeType("WebResource"), Requires("uri"),
        WebAddress("contentURL", "uri"), Words("title", "label"),
    )  # fmt: skip


def homepages() -> Each:
    """Every homepage, every link that is one."""
    return Each(
        "homepage", "links[]", Const("use", HOMEPAGE), NodeType("WebResource"), Requires("uri"),
        WebAddress("contentURL", "uri"), Words("title", "label"),
    )  # fmt: skip


def fixed_concept(path: str, address: str, scheme: str) -> tuple[Constant, ...]:
    """A concept that is always the same."""
    return (
        Constant(f"{path}/id", address), Constant(f"{path}/type", "Concept"), Constant(f"{path}/inScheme/id", scheme),
        Constant(f"{path}/inScheme/type", "ConceptScheme"),
    )  # fmt: skip


_OF_FILE_TYPE: Final = {f"{FILE_TYPES}/{code}": media_type for media_type, code in MEDIA_TYPES.items()}
_OF_CREDIT_SYSTEM: Final = {address: name for name, address in CREDIT_SYSTEMS.items()}


class FileType:
    """``contentType``: a concept of the authority table, in the model a media type."""

    step = "contentType"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a file type whose media type is known; others stay as residue."""
        leaf = node.free(("contentType", "id"))
        media_type = _OF_FILE_TYPE.get(str(leaf.value)) if leaf is not None else None
        if leaf is None or media_type is None or "media_type" in target:
            return
        target["media_type"] = media_type
        run.keep_as(leaf, str(leaf.value), target, "media_type")
        run.kept -= 1
        for constant in fixed_concept("contentType", str(leaf.value), FILE_TYPES)[1:]:
            constant.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the file type."""
        leaf = model.first("media_type")
        code = MEDIA_TYPES.get(str(leaf.value).partition(";")[0].strip().lower()) if leaf is not None else None
        if leaf is None or leaf.taken is not None:
            return
        if code is None:
            run.not_expressible(leaf, "the authority table of file types has no such type")
            return
        run.place(target, ("contentType", "id"), f"{FILE_TYPES}/{code}", leaf,
                  Grade.DATA if leaf.value in MEDIA_TYPES else Grade.APPROXIMATE)  # fmt: skip
        for constant in fixed_concept("contentType", "", FILE_TYPES)[1:]:
            constant.write(model, target, run)


class OfKnownType(Condition):
    """A guard on writing: files with content and a type that the authority table has."""

    def admits_model(self, model: Node) -> bool:
        """Files that the format can hold."""
        kind = model.peek(("media_type",)).partition(";")[0].strip().lower()
        return kind in MEDIA_TYPES and bool(model.peek(("content",)))


MEDIA: Final[tuple[Any, ...]] = (
    NodeType("MediaObject"), OfKnownType(), Base64("content", "content"), FileType(),
    *fixed_concept("contentEncoding", BASE64, ENCODINGS), WebAddress("contentURL", "uri"),
)  # fmt: skip
"""A file that is carried along."""


def picture(path: str, field: str) -> Group:
    """One picture, one media object."""
    return Group(path, field, *MEDIA)


# -- identifiers -------------------------------------------------------------------------------------------


class IdentifierType:
    """``Identifier``, or ``LegalIdentifier`` for one that is given under the law of a country."""

    def admits_node(self, node: Node) -> bool:
        """Every node."""
        return True

    def admits_model(self, model: Node) -> bool:
        """Identifiers with a value."""
        return bool(model.peek(("value",)))

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type, whichever it is."""
        legal = node.first("spatial") is not None
        NodeType("LegalIdentifier" if legal else "Identifier", "Identifier", "LegalIdentifier").read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type."""
        target.need(("type",)).value = "LegalIdentifier" if KNOWN_COUNTRY.admits_model(model) else "Identifier"


class SchemeName:
    """What kind of identifier it is: the address of a scheme, or its name."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the address and the name."""
        WebAddress("schemeId", "scheme").read(node, target, run)
        Leaf("schemeName", "scheme_name").read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address where it is one; a scheme that is only named goes where names go."""
        scheme = model.first("scheme")
        if scheme is not None and is_address(str(scheme.value)):
            Leaf("schemeId", "scheme").write(model, target, run)
        Leaf("schemeName", "scheme_name").write(model, target, run)
        if scheme is not None and scheme.taken is None and target.first("schemeName") is None:
            run.place(target, ("schemeName",), scheme.value, scheme, Grade.APPROXIMATE)


IDENTIFIER: Final[tuple[Any, ...]] = (
    IdentifierType(), Leaf("notation", "value"), SchemeName(), Words("schemeAgency", "issued_by", single=True),
    Leaf("schemeVersion", "version"), Moment("dateIssued", "issued"),
    a_concept("spatial", "country", COUNTRY, "", Known("", COUNTRY)),
)  # fmt: skip


def identifiers(several: Mapping[str, str] = MappingProxyType({}), **kinds: str) -> tuple[Group, ...]:
    """The identifiers of something.

    Args:
        several: properties for legal identifiers of which there may be several, by the kind in the model.
        kinds: properties for those of which there may be one.
    """
    legal = [
        (Each if kind in several else Group)(path, "identifiers[]", Const("kind", kind), KNOWN_COUNTRY, *IDENTIFIER)
        for kind, path in (*kinds.items(), *several.items())
    ]
    return (*legal, Each("identifier", "identifiers[]", *IDENTIFIER))


# -- credits -----------------------------------------------------------------------------------------------


class CreditSystem:
    """``framework``: a concept, in the model the name of a credit system, or its address."""

    step = "framework"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the system."""
        framework = node.first("framework")
        if framework is None:
            return
        NodeType("Concept").read(framework, target, run)
        leaf = framework.free(ID)
        if leaf is not None and isinstance(leaf.value, str):
            target["scheme"] = _OF_CREDIT_SYSTEM.get(leaf.value, leaf.value)
            run.keep_as(leaf, leaf.value, target, "scheme")
            for constant in fixed_concept("framework", "", CREDITS)[1:]:
                constant.read(node, target, run)
            return
        label = framework.first("prefLabel")
        own = label.first(own_language(run)) if label is not None else None
        if own is not None and isinstance(own.value, str) and own.taken is None:
            target["scheme"] = own.value.strip()
            run.keep_as(own, own.value.strip(), target, "scheme")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address of the system, or its name as a label."""
        leaf = model.first("scheme")
        if leaf is None or leaf.value is None or leaf.taken is not None:
            return
        name = str(leaf.value)
        address = CREDIT_SYSTEMS.get(name) or (name if is_address(name) else "")
        place = target.need(("framework",))
        if address:
            run.place(place, ID, address, leaf)
            if name in CREDIT_SYSTEMS or address in _OF_CREDIT_SYSTEM:
                for constant in fixed_concept("framework", "", CREDITS)[1:]:
                    constant.write(model, target, run)
        else:
            write_words(leaf, place.need(("prefLabel",)), run)
        place.need(("type",)).value = "Concept"


def credit_points(path: str, field: str) -> Each:
    """Every credit point, every credit."""
    return Each(path, f"{field}[]", NodeType("CreditPoint"), Requires("scheme"), Requires("points"), CreditSystem(),
                Leaf("point", "points"))  # fmt: skip


# -- places ------------------------------------------------------------------------------------------------


class FullAddress:
    """``fullAddress``: the address as one text, put together from its parts where it is not known as one."""

    step = "fullAddress"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text."""
        Group("fullAddress", "", NodeType("Note"), Words("noteLiteral", "full_address")).read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the text, else the lines, the postal code and the names of town and region."""
        Group("fullAddress", "", NodeType("Note"), Words("noteLiteral", "full_address")).write(model, target, run)
        if target.first("fullAddress") is not None:
            return
        leaves = [leaf for leaf in model.all("lines") if leaf.value is not None]
        code, town, region = (run_text(model, name, run) for name in ("postal_code", "municipality", "region"))
        local = " ".join(str(leaf.value) for leaf in (code, town) if leaf is not None)
        parts = [*(str(leaf.value) for leaf in leaves), local, str(region.value) if region is not None else ""]
        text = ", ".join(part for part in parts if part)
        if not text:
            return
        place = target.need(("fullAddress",))
        place.add("type", "Note")
        sources = [leaf for leaf in (*leaves, code, town, region) if leaf is not None and leaf.taken is None]
        if sources:
            run.place(place, ("noteLiteral", own_language(run)), text, sources[0], Grade.TEXT)
            for leaf in sources:
                leaf.taken = Grade.TEXT


def run_text(model: Node, field: str, run: WriteRun) -> Node | None:
    """The leaf of a text in the portfolio's language."""
    place = model.first(field)
    leaf = run.main_text(place) if place is not None else None
    return leaf if leaf is not None and leaf.value is not None else None


ADDRESS: Final[tuple[Any, ...]] = (
    NodeType("Address"), KNOWN_COUNTRY, a_concept("countryCode", "country", COUNTRY), FullAddress(),
)  # fmt: skip


class Locations:
    """Locations of an agent, in the model its addresses: each address becomes a location.

    Args:
        single: whether there may be one location only.
    """

    step = "location"

    def __init__(self, *, single: bool = False) -> None:
        self.single = single
        self.address = Each("address", "addresses[]", *ADDRESS)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the addresses of every location."""
        for place in node.all("location"):
            NodeType("Location").read(place, target, run)
            self.address.read(place, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a location for each address whose country is known."""
        for address in model.all("addresses"):
            if not all(guard.admits_model(address) for guard in self.address.guards):
                continue
            place = target.add("location", array=run.array)
            place.add("type", "Location")
            if not self.address.write_entry(address, place, run):
                discard(place, target)
            elif self.single:
                return


def a_place(path: str, field: str) -> Group:
    """A location, in the model a place."""
    return Group(
        path, field,
        NodeType("Location"), KNOWN_COUNTRY, Words("geographicName", "name"),
        Group("address", "", NodeType("Address"), a_concept("countryCode", "country", COUNTRY), FullAddress()),
    )  # fmt: skip
