"""Documents derived from a shape, and faults derived from a document: the material of the structure tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from eportfolio.exchange.shapes.edition import Content, Edition

Element = Any
"""An lxml element; its stubs know no public name for it."""

Fault = tuple[str, Callable[[], object]]
"""What was done to the document, and how to undo it."""


def path(element: Element) -> str:
    """The path of an element by local names, without positions."""
    steps = [etree.QName(node).localname for node in (element, *element.iterancestors())]
    return "/".join(reversed(steps))


def by_path(root: Element) -> dict[str, Element]:
    """The first element of each path."""
    found: dict[str, Element] = {}
    for element in root.iter(etree.Element):
        found.setdefault(path(element), element)
    return found


def by_kind(root: Element) -> dict[str, Element]:
    """The first element of each pair of parent and name: one of each, where types are used in many places."""
    found: dict[str, Element] = {}
    for element in root.iter(etree.Element):
        found.setdefault("/".join(path(element).split("/")[-2:]), element)
    return found


# -- documents from a shape --------------------------------------------------------------------------

_TEXTS = {
    "string": "text", "boolean": "true", "dateTime": "2015-03-01T12:00:00Z", "gYear": "2015", "gMonth": "--03",
    "gDay": "---01", "duration": "P1Y", "base64": "QUJD", "anyURI": "https://example.org/a", "id": "A1", "idref": "A1",
}  # fmt: skip
_GUESSES = (
    "x@example.org", "en", "V3.0", "V3.1", "V3.2", "V3.3", "V3.4", "A", "A1", "1", "mr", "M", "home", "personal",
    "skype", "position", "projects", "work_language", "ECV", "image/png", "opening-salut-1", "closing-salut-1",
    "heading_1", "LearnerInfo", "FirstName Surname", "text/short", "left-align", "FR", "41150", "NORMAL", "Web",
    "2015", "f2b15a0e-e65a-438a-affb-29b9d50b77d1",
)  # fmt: skip


def full_document(edition: Edition, *, once: bool = False) -> Element:
    """A document in which every element and attribute of an edition occurs.

    Args:
        edition: the rules.
        once: leave out what already occurred in a parent of the same name, where it may be left out: a small document.
    """
    root = etree.Element(etree.QName(edition.namespace, edition.name))
    _fill(root, edition.root, set() if once else None)
    return root


def _fill(element: Element, content: Content, seen: set[tuple[str, str]] | None) -> None:
    if content.text is not None:
        element.text = _sample(content)
    for slot in content.slots.values():
        kind = (etree.QName(element).localname, slot.name)
        if slot.name[0] == "@":
            element.set(slot.name[1:], _sample(slot.content))
        elif seen is None or kind not in seen or slot.least:
            if seen is not None:
                seen.add(kind)
            _fill(etree.SubElement(element, etree.QName(slot.namespace, slot.name)), slot.content, seen)


def _sample(content: Content) -> str:
    kind = content.text
    if kind is None:  # advice below open content
        return "text"
    if kind.name in _TEXTS:
        return _TEXTS[kind.name]
    return next((text for text in _GUESSES if kind.accepts(text)), kind.name)


# -- faults --------------------------------------------------------------------------------------------


def faults(elements: dict[str, Element]) -> Iterator[str]:
    """Change the document the elements belong to, one fault at a time; each is undone before the next.

    Not every fault makes a document invalid: an optional element may be dropped.
    """
    for place, element in elements.items():
        for make in (_alien_parts, _renamed, _texts, _moved, _attributes):
            for kind, undo in make(element):
                yield f"{kind} {place}"
                undo()


def transplants(document: Element, donor: Element) -> Iterator[str]:
    """Put into the document, one at a time, each element and attribute that only the donor, another version, has."""
    own = by_path(document)
    for place, element in by_path(donor).items():
        for key in element.keys() if place in own else ():
            if key not in own[place].attrib:
                own[place].set(key, element.get(key))
                yield f"transplant @{key} {place}"
                del own[place].attrib[key]
        parent = own.get(place.rpartition("/")[0])
        if place in own or parent is None:
            continue
        before = [etree.QName(node).localname for node in element.itersiblings(preceding=True)]
        graft = deepcopy(element)
        parent.insert(sum(etree.QName(node).localname in before for node in parent), graft)
        yield f"transplant {place}"
        parent.remove(graft)


def _alien_parts(element: Element) -> Iterator[Fault]:
    element.set("unknown", "x")
    yield "unknown attribute", lambda: element.attrib.pop("unknown")
    for kind, namespace in (("unknown child", etree.QName(element).namespace), ("alien child", "urn:example:other")):
        child = etree.Element(etree.QName(namespace, "Unknown"))
        element.insert(0, child)
        yield kind, lambda child=child: element.remove(child)


def _renamed(element: Element) -> Iterator[Fault]:
    tag = element.tag
    name = etree.QName(element)

    def undo() -> None:
        element.tag = tag

    element.tag = etree.QName(name.namespace, "Renamed").text
    yield "rename", undo
    element.tag = etree.QName("urn:example:other", name.localname).text
    yield "other namespace", undo


def _texts(element: Element) -> Iterator[Fault]:
    text = element.text

    def undo() -> None:
        element.text = text

    if len(element):
        element.text = "text"
        yield "text", undo
        children = list(element)
        for child in children:
            element.remove(child)
        yield "hollow", lambda: element.extend(children)
        return
    for kind, value in (("empty", None), ("break", "~" + (text or "")), ("extend", (text or "") + "x")):
        element.text = value
        yield kind, undo


def _moved(element: Element) -> Iterator[Fault]:
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)

    def undo() -> None:
        parent.insert(index, element)

    parent.remove(element)
    yield "drop", undo
    twin = deepcopy(element)
    parent.insert(index + 1, twin)
    yield "double", lambda: parent.remove(twin)
    if index > 0:
        parent.insert(0, element)
        yield "first", lambda: (parent.remove(element), undo())
    if index < len(parent) - 1:
        parent.append(element)
        yield "last", undo


def _attributes(element: Element) -> Iterator[Fault]:
    for key, value in dict(element.attrib).items():

        def undo(key: str = key, value: str = value) -> None:
            element.set(key, value)

        name = etree.QName(key).localname
        del element.attrib[key]
        yield f"drop @{name}", undo
        element.set(key, "~" + value)
        yield f"break @{name}", undo
        element.set(key, "")
        yield f"empty @{name}", undo
        element.set(key, value + "x")
        yield f"extend @{name}", undo
