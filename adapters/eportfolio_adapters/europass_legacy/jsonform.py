"""The JSON notation of the SkillsPassport, turned into the XML notation's tree and back.

The two hold the same; only the wrapping differs.  Nodes made from JSON keep their JSON pointers, so that findings
name the place in the file that the person has.  Reading is lenient: an array may stand where one object is expected
and the reverse, and members that are written as in XML are understood too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from eportfolio.sources.tree import MEMBER, Leaf, Node, escape_pointer

from .rules import printed_kind


class Wrapping(NamedTuple):
    """An array in JSON, and what it is in XML.

    Attributes:
        key: the member of the JSON object.
        wrapper: the XML element around the list.
        member: the XML element of each member.
        parents: elements that it stands in; empty for any but the wrapper itself.
    """

    key: str
    wrapper: str
    member: str
    parents: tuple[str, ...] = ()

    def holds_in(self, parent: Node) -> bool:
        """Whether a member of this name below the given element is this list."""
        if self.key == "Website":  # an organisation has one website, a person has a list
            return parent.name == "ContactInfo" and _name_above(parent) == "Identification"
        return parent.name in self.parents if self.parents else parent.name not in ("Documentation", "IntraDocument")


_LISTS: Final = {
    "Telephone": ("ContactInfo",),
    "Website": ("ContactInfo",),
    "InstantMessaging": ("ContactInfo",),
    "Nationality": ("Demographics",),
    "WorkExperience": ("LearnerInfo",),
    "Education": ("LearnerInfo",),
    "Achievement": ("LearnerInfo",),
    "MotherTongue": ("Linguistic",),
    "ForeignLanguage": ("Linguistic",),
    "Attachment": ("SkillsPassport",),
    "Metadata": ("Attachment", "Photo", "Signature"),
}
_WRAPPINGS: Final = (
    *(Wrapping(key, f"{key}List", key, parents) for key, parents in _LISTS.items()),
    Wrapping("Document", "Bundle", "Document", ("DocumentInfo",)),
    Wrapping("Experience", "AcquiredDuring", "Experience", ("ForeignLanguage",)),
    Wrapping("Certificate", "VerifiedBy", "Certificate", ("ForeignLanguage", "Computer")),
    Wrapping("Description", "Description", "Licence", ("Driving",)),
    Wrapping("InterDocument", "InterDocument", "ReferencedDocument", ("Documentation",)),
    Wrapping("IntraDocument", "IntraDocument", "ReferenceTo", ("Documentation",)),
    Wrapping("ExtraDocument", "ExtraDocument", "ReferencedResource", ("Documentation",)),
    Wrapping("ReferenceTo", "Documentation", "ReferenceTo"),
)
_BY_KEY: Final = {wrapping.key: wrapping for wrapping in _WRAPPINGS}
_BY_WRAPPER: Final = {wrapping.wrapper: wrapping for wrapping in _WRAPPINGS}

_COMPUTER_CERTIFICATE: Final = Wrapping("VerifiedBy", "VerifiedBy", "Certificate", ("Computer",))
"""The editor writes ``"VerifiedBy": [{"Certificate": …}]`` for computer skills, and so do we; both are read."""

ATTRIBUTES: Final[dict[tuple[str, str], str]] = {
    ("SkillsPassport", "Locale"): "@locale",
    ("Attachment", "Id"): "@id",
    ("Metadata", "Key"): "@key",
    ("Metadata", "Value"): "@value",
    ("ReferenceTo", "idref"): "@idref",
    ("ReferencedDocument", "ref"): "@ref",
    ("ReferencedResource", "href"): "@href",
}
"""JSON members that are attributes in XML: element and member."""
_MEMBERS: Final = {(element, attribute): key for (element, key), attribute in ATTRIBUTES.items()}

_DATE_PARTS: Final = {"Year": ("@year", "", 4), "Month": ("@month", "--", 2), "Day": ("@day", "---", 2)}
"""Members of a date, and their attributes, prefixes and digits in XML."""
_PART_KEYS: Final = {attribute: key for key, (attribute, _, _) in _DATE_PARTS.items()}
_NUMBER: Final = re.compile(r"\s*(?:-{2,3}|(-))?([0-9]{1,4000})\s*", re.ASCII)

_BOOLEANS: Final = {"Current", "EuropassLogo", "show", "justify", "enableName"}
_TRUTH: Final = {"true": True, "1": True, "false": False, "0": False}
_TEXT: Final = "#text"
"""Key for the text of an element that has children too, which JSON has no form for."""


def _name_above(node: Node) -> str:
    return node.parent.name if node.parent is not None else ""


# -- from JSON ------------------------------------------------------------------------------------------------------


def from_json(root: Node) -> Node:
    """The XML-shaped tree of a parsed JSON document.

    Args:
        root: the document, as :func:`eportfolio.sources.json.parse_json` gives it.

    Returns:
        The element ``SkillsPassport``.  Every leaf of the document is a leaf of the tree, whatever its type and place.
    """
    tree = Node("SkillsPassport")
    passport = root.first("SkillsPassport")
    if passport is None:
        passport = root
    tree.source_pointer = passport.pointer
    tree.value = passport.value
    for child, pointer in _children(passport, tree.source_pointer):
        _element(child, tree, pointer)
    if passport is not root:
        for child, pointer in _children(root, ""):
            if child is not passport:
                _element(child, tree, pointer)
    return tree


def _children(node: Node, pointer: str) -> Iterator[tuple[Node, str]]:
    """The children with their JSON pointers, which are counted along the way."""
    counts: dict[str, int] = {}
    for child in node.children:
        steps = pointer if child.name == MEMBER and child.array else f"{pointer}/{escape_pointer(child.name)}"
        if child.array:
            number = counts.get(child.name, 0)
            counts[child.name] = number + 1
            steps = f"{steps}/{number}"
        yield child, steps


def _element(node: Node, parent: Node, pointer: str) -> None:
    """Copy a member of a JSON object into the element that holds it."""
    key = node.name
    if not node.children and _attribute(node, parent, pointer):
        return
    if key == "PrintingPreferences" and parent.parent is None and node.children:
        _preferences(node, parent, pointer)
        return
    name, place = _escape(key), parent
    wrapping = _BY_KEY.get(key)
    if _only_child(node, "VerifiedBy", "Certificate", parent, "Computer"):
        node, wrapping = node.children[0], _COMPUTER_CERTIFICATE
        pointer += "/Certificate"
    elif _only_child(node, "Description", "Licence", parent, "Driving"):
        node = node.children[0]
        pointer += "/Licence"
    if wrapping is not None and wrapping.holds_in(parent) and not _is_wrapper(node, wrapping):
        place = parent.need((wrapping.wrapper,))
        place.source_pointer = place.source_pointer or parent.source_pointer
        name = wrapping.member
    element = place.add(name, array=node.array and place is parent)
    element.source_pointer = pointer
    element.value = _leaf(key, node.value)
    for child, below in _children(node, pointer):
        _element(child, element, below)


def _attribute(node: Node, parent: Node, pointer: str) -> bool:
    """Copy a member that is an attribute in XML; whether it is one."""
    key = node.name
    part = _DATE_PARTS.get(key)
    if key == _TEXT and parent.value is None:
        parent.value = node.value
        return True
    if part is not None:
        name, value = part[0], _part(node.value, part[1], part[2])
    elif key[:1] == "@" and len(key) > 1:
        name, value = key, node.value
    else:
        name, value = ATTRIBUTES.get((parent.name, key), ""), _text(node.value)
    if not name or parent.first(name) is not None:
        return False
    if value is not None:
        parent.add(name, value).source_pointer = pointer
    return True


def _only_child(node: Node, key: str, child: str, parent: Node, place: str) -> bool:
    return (
        node.array and node.name == key and parent.name == place
        and len(node.children) == 1 and node.children[0].name == child and not node.children[0].array
    )  # fmt: skip


def _is_wrapper(node: Node, wrapping: Wrapping) -> bool:
    """Whether an object stands for the wrapper element of XML: ``"IntraDocument": {"ReferenceTo": […]}``."""
    return wrapping.key == wrapping.wrapper and not node.array and node.first(wrapping.member) is not None


def _preferences(node: Node, tree: Node, pointer: str) -> None:
    """Printing preferences: in JSON the kind of document is the key, in XML an attribute."""
    preferences = tree.need(("PrintingPreferences",))
    preferences.source_pointer = preferences.source_pointer or pointer
    for member, place in _children(node, pointer):
        kind = _escape(member.name)
        document = next((d for d in preferences.children if printed_kind(d) == kind), None)
        if document is None:
            document = preferences.add("Document")
            document.source_pointer = place.rpartition("/")[0] if member.array else place
            document.add("@type").add(kind)
        element = document.add("Field")
        element.source_pointer = place
        element.value = member.value
        for leaf, below in _children(member, place):
            if leaf.children or not leaf.name or element.first(f"@{leaf.name}") is not None:
                _element(leaf, element, below)
            elif leaf.value is not None:
                element.add(f"@{leaf.name}", _leaf(leaf.name, leaf.value)).source_pointer = below


def _leaf(key: str, value: Leaf | None) -> Leaf | None:
    """A scalar: known truth values become text as in XML; everything else keeps its type."""
    return _text(value) if key in _BOOLEANS else value


def _text(value: Leaf | None) -> Leaf | None:
    return ("true" if value else "false") if isinstance(value, bool) else value


def _part(value: Leaf | None, dashes: str, width: int) -> Leaf | None:
    """A part of a date in the spelling of XML; what is no whole number stays as it is."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**9:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return value
    digits = str(value).strip()
    return f"{dashes}{digits:0>{width}}" if digits.isascii() and digits.isdigit() else value


def _escape(key: str) -> str:
    """The name of the node for a key: what XML has no element name for is told apart by ``~``."""
    return f"~{key}" if key[:1] in ("", "~", "@", "#") else key


def _unescape(name: str) -> str:
    return name[1:] if name[:1] == "~" else name


# -- to JSON --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class JsonTree:
    """A document in the shape of JSON.

    Attributes:
        root: the document; its nodes bear the keys of JSON.
        origin: the node of the XML-shaped tree that each node was made from, by the identity of the node.
        homeless: nodes of the XML-shaped tree that JSON has no form for.
    """

    root: Node
    origin: dict[int, Node] = field(default_factory=dict)
    homeless: list[Node] = field(default_factory=list)

    def add(self, parent: Node, key: str, source: Node, value: Leaf | None, *, array: bool = False) -> Node:
        """Add a member; one that is there already makes both of them members of an array."""
        for twin in parent.all(key):
            array = twin.array = True
        node = parent.add(key, value, array=array)
        self.origin[id(node)] = source
        return node


def to_json(tree: Node) -> JsonTree:
    """The JSON document of an XML-shaped tree, as a tree of its own.

    What the tree holds and JSON has no form for is kept under the XML name, so that the rules of the notation can
    judge it.
    """
    result = JsonTree(Node("$"))
    _copy(tree, result.add(result.root, "SkillsPassport", tree, None), result)
    return result


def prune(node: Node) -> bool:
    """Take elements without content out of a tree; whether the node itself has content."""
    node.children = [child for child in node.children if prune(child)]
    return bool(node.children) or node.value is not None


def dump(node: Node) -> Any:
    """The plain data of a JSON-shaped tree without empty elements."""
    if not node.children:
        return {} if node.value is None else node.value
    if all(child.name == MEMBER and child.array for child in node.children):
        return [dump(child) for child in node.children]
    result: dict[str, Any] = {}
    for child in node.children:
        if child.array:
            result.setdefault(child.name, []).append(dump(child))
        else:
            result[child.name] = dump(child)
    return result


def _copy(node: Node, target: Node, result: JsonTree) -> None:
    """Copy text, attributes and children of an element into the object that it becomes."""
    for child in node.children:
        if child.name[0] == "@":
            _copy_attribute(child, node, target, result)
        elif child.name == "PrintingPreferences" and node.parent is None and child.children:
            _copy_preferences(child, target, result)
        else:
            _copy_element(child, node, target, result)
    if node.value is not None:
        if target.children:
            result.add(target, _TEXT, node, node.value)
        else:
            target.value = node.value


def _copy_attribute(leaf: Node, owner: Node, target: Node, result: JsonTree) -> None:
    name = leaf.name
    if name in _PART_KEYS:
        result.add(target, _PART_KEYS[name], leaf, _number(leaf.value))
    else:
        result.add(target, _MEMBERS.get((owner.name, name), name), leaf, leaf.value)


def _copy_element(child: Node, owner: Node, target: Node, result: JsonTree) -> None:
    wrapping = _BY_WRAPPER.get(child.name)
    if wrapping is None or not wrapping.holds_in(owner):
        key = _unescape(child.name)
        element = result.add(target, key, child, None, array=child.array)
        _copy(child, element, result)
        element.value = _boolean(key, element.value)
        return
    rest = Node(child.name, child.value)
    for member in child.children:
        if member.name != wrapping.member:
            rest.children.append(member)
        elif owner.name == "Computer":
            entry = result.add(target, "VerifiedBy", member, None, array=True)
            _copy(member, result.add(entry, "Certificate", member, None), result)
        else:
            _copy(member, result.add(target, wrapping.key, member, None, array=True), result)
    if rest.children or rest.value is not None:
        _copy(rest, result.add(target, rest.name, child, None), result)


def _copy_preferences(preferences: Node, target: Node, result: JsonTree) -> None:
    place = result.add(target, "PrintingPreferences", preferences, None)
    for document in preferences.children:
        kind = printed_kind(document)
        if not kind:
            _copy_element(document, preferences, place, result)
            continue
        for child in document.children:
            if child.name == "Field":
                _copy_field(child, result.add(place, _unescape(kind), child, None, array=True), result)
            elif child.name != "@type" or document.first("Field") is None:
                result.homeless.extend(child.leaves())


def _copy_field(field_node: Node, target: Node, result: JsonTree) -> None:
    for leaf in field_node.children:
        if leaf.name[0] == "@":
            key = leaf.name[1:]
            result.add(target, key, leaf, _boolean(key, leaf.value))
        else:
            _copy_element(leaf, field_node, target, result)
    if field_node.value is not None:
        result.add(target, _TEXT, field_node, field_node.value)
        if len(target.children) == 1:
            target.children.clear()
            target.value = field_node.value


def _boolean(key: str, value: Leaf | None) -> Leaf | None:
    return _TRUTH.get(value.strip(), value) if key in _BOOLEANS and isinstance(value, str) else value


def _number(value: Leaf | None) -> Leaf | None:
    """The number that a part of a date in the spelling of XML stands for; anything else as it is."""
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    return -int(match[2]) if match[1] else int(match[2])
