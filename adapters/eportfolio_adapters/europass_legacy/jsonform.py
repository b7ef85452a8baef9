"""The JSON notation of the SkillsPassport, turned into the XML notation's tree and back.

The two hold the same; only the wrapping differs.  Nodes made from JSON keep their JSON pointers, so that findings
name the place in the file that the person has.
"""

from __future__ import annotations

from typing import Any

from eportfolio.sources.tree import Leaf, Node

WRAPPED: dict[str, tuple[str, ...]] = {
    name: (f"{name}List", name)
    for name in (
        "Telephone", "Website", "InstantMessaging", "Nationality", "WorkExperience", "Education", "MotherTongue",
        "ForeignLanguage", "Achievement", "Attachment", "Metadata",
    )
} | {
    "Document": ("Bundle", "Document"),
    "Experience": ("AcquiredDuring", "Experience"),
    "Certificate": ("VerifiedBy", "Certificate"),
    "ReferenceTo": ("Documentation", "ReferenceTo"),
    "InterDocument": ("InterDocument", "ReferencedDocument"),
    "IntraDocument": ("IntraDocument", "ReferenceTo"),
    "ExtraDocument": ("ExtraDocument", "ReferencedResource"),
}  # fmt: skip
"""JSON arrays, and the wrapper and member element that they are in XML."""

ATTRIBUTES: dict[tuple[str, str], str] = {
    ("SkillsPassport", "Locale"): "@locale",
    ("Attachment", "Id"): "@id",
    ("Metadata", "Key"): "@key",
    ("Metadata", "Value"): "@value",
    ("ReferenceTo", "idref"): "@idref",
    ("ReferencedDocument", "ref"): "@ref",
    ("ReferencedResource", "href"): "@href",
}
"""JSON members that are attributes in XML: element and member."""

DATE_PARTS = {"Year": ("@year", "{:04d}"), "Month": ("@month", "--{:02d}"), "Day": ("@day", "---{:02d}")}

_BOOLEAN = {"Current", "EuropassLogo", "@show", "@justify", "@enableName"}


def from_json(root: Node) -> Node:
    """The XML-shaped tree of a parsed JSON document."""
    passport = root.first("SkillsPassport") or root
    tree = Node("SkillsPassport")
    tree.source_pointer = passport.pointer
    for child in passport.children:
        if child.name == "PrintingPreferences":
            _preferences(child, tree)
        else:
            _element(child, tree)
    for stray in root.children:
        if stray is not passport and passport is not root:
            _element(stray, tree)
    return tree


def _element(node: Node, parent: Node) -> None:
    name = node.name
    attribute = ATTRIBUTES.get((parent.name, name))
    if attribute is not None:
        _leaf(parent.add(attribute), node)
        return
    if name in DATE_PARTS and isinstance(node.value, int) and not isinstance(node.value, bool) and node.value >= 0:
        key, form = DATE_PARTS[name]
        part = parent.add(key, form.format(node.value))
        part.source_pointer = node.pointer
        return
    place = parent
    if node.array:
        if name == "VerifiedBy":
            place, name = parent.need(("VerifiedBy",)), "Certificate"
            certificate = node.first("Certificate")
            node = certificate if certificate is not None else node
        elif name == "Description" and parent.name == "Driving":
            place, name = parent.need(("Description",)), "Licence"
            licence = node.first("Licence")
            node = licence if licence is not None else node
        elif name in WRAPPED:
            wrapper, name = WRAPPED[name]
            place = parent.need((wrapper,))
    element = place.add(name)
    _leaf(element, node)
    for child in node.children:
        _element(child, element)


def _leaf(target: Node, node: Node) -> None:
    target.source_pointer = node.pointer
    value = node.value
    if isinstance(value, bool):
        target.value = "true" if value else "false"
    elif value is not None:
        target.value = str(value)


def _preferences(node: Node, tree: Node) -> None:
    for field in node.children:
        preferences = tree.need(("PrintingPreferences",))
        document = next((d for d in preferences.children if d.peek(("@type",)) == field.name), None)
        if document is None:
            document = preferences.add("Document")
            document.source_pointer = f"{node.pointer}/{field.name}"
            document.add("@type", field.name)
        element = document.add("Field")
        element.source_pointer = field.pointer
        for leaf in field.children:
            _leaf(element.add(f"@{leaf.name}"), leaf)


def to_json(tree: Node) -> dict[str, Any]:
    """The JSON document of an XML-shaped tree."""
    return {"SkillsPassport": _object(tree)}


def _object(node: Node) -> Any:
    if not node.children:
        return _value(node)
    result: dict[str, Any] = {}
    for child in node.children:
        key, value = _member(child, node)
        if isinstance(value, list):
            result.setdefault(key, []).extend(value)
        else:
            result[key] = value
    if node.value is not None:
        result["#text"] = node.value
    return result


def _member(node: Node, parent: Node) -> tuple[str, Any]:
    name = node.name
    for (element, key), attribute in ATTRIBUTES.items():
        if element == parent.name and attribute == name:
            return key, node.value
    for key, (attribute, _) in DATE_PARTS.items():
        if attribute == name:
            return key, int(str(node.value).lstrip("-"))
    if name == "PrintingPreferences":
        return name, {d.peek(("@type",)): [_field(f) for f in d.all("Field")] for d in node.children}
    if name == "Description" and parent.name == "Driving":
        return name, [child.value for child in node.children]
    if name == "VerifiedBy" and parent.name == "Computer":
        return name, [{"Certificate": _object(child)} for child in node.children]
    for key, (wrapper, member) in WRAPPED.items():
        if wrapper == name and all(child.name == member for child in node.children):
            return key, [_object(child) for child in node.children]
    return name, _object(node)


def _field(node: Node) -> dict[str, Any]:
    return {leaf.name[1:]: _value(leaf) for leaf in node.children}


def _value(node: Node) -> Leaf | None:
    if node.name in _BOOLEAN and node.value in ("true", "false"):
        return node.value == "true"
    return "" if node.name == "Data" and node.value is None else node.value
