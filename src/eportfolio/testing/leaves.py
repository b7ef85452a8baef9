"""The leaves of a document, counted and changed without the library: by lxml and json alone.

This is the other opinion that the library's own accounting is held against, so it shares no code with it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_NO_LEAVES = frozenset({_XSI + "schemaLocation", _XSI + "noNamespaceSchemaLocation"})


class Leaf(NamedTuple):
    """A text or attribute with a value in XML, a scalar in JSON.

    Attributes:
        path: names of elements or members on the way down, ``@name`` for an attribute; without positions.
        value: the value as text, without its white space, which means nothing to most readers.
    """

    path: tuple[str, ...]
    value: str


class _Place(NamedTuple):
    leaf: Leaf
    raw: Any
    put: Callable[[Any], None]


def leaves_of(data: bytes) -> list[Leaf]:
    """The leaves of an XML or JSON document, in document order.

    Raises:
        ValueError: it is neither.
    """
    return [place.leaf for place in _Document(data).places]


def mutants(data: bytes, *, most: int = 400, seed: int = 0) -> Iterator[tuple[Leaf, bytes]]:
    """Documents that differ from the given one in a single leaf.

    Args:
        data: an XML or JSON document.
        most: how many; of a document with more leaves, a sample is changed.
        seed: which sample.

    Returns:
        The leaf as it was, and the changed document.
    """
    document = _Document(data)
    places = document.places
    if len(places) > most:
        places = random.Random(seed).sample(places, most)  # noqa: S311 - no secret
    for place in places:
        place.put(changed(place.raw))
        yield place.leaf, document.serialised()
        place.put(place.raw)


def changed(value: Any) -> Any:
    """Another value of the same kind: a code, date or number that may well be valid, and says something else."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    text = str(value)
    if text.strip() in ("true", "false"):
        return "false" if "true" in text else "true"
    for index in range(len(text) - 1, -1, -1):
        char = text[index]
        if char.isascii() and char.isalnum():
            other = {"9": "8", "z": "y", "Z": "Y"}.get(char) or chr(ord(char) + 1)
            return text[:index] + other + text[index + 1 :]
    return text + "x"


class _Document:
    """A parsed document whose leaves can be changed in place.

    Args:
        data: the bytes.
    """

    def __init__(self, data: bytes) -> None:
        self.places: list[_Place] = []
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            from lxml import etree

            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
            root = etree.fromstring(data, parser)
            self._elements(root, ())
            self.serialised: Callable[[], bytes] = lambda: bytes(etree.tostring(root, encoding="UTF-8"))
        else:
            content = json.loads(data)
            self._members(content, ())
            self.serialised = lambda: json.dumps(content, ensure_ascii=False).encode()

    def _elements(self, element: Any, above: tuple[str, ...]) -> None:
        path = (*above, element.tag.rpartition("}")[2])
        for name, value in element.attrib.items():
            if value and name not in _NO_LEAVES:
                self._add((*path, "@" + name.rpartition("}")[2]), value, _attribute(element, name))
        text = "".join(part for part in (element.text, *(child.tail for child in element)) if part)
        if text.strip():
            self._add(path, text, _text(element))
        for child in element:
            self._elements(child, path)

    def _members(self, value: Any, path: tuple[str, ...], put: Callable[[Any], None] | None = None) -> None:
        if isinstance(value, dict):
            for key in value:
                self._members(value[key], (*path, key), _member(value, key))
        elif isinstance(value, list):
            for index, member in enumerate(value):
                self._members(member, path, _member(value, index))
        elif value is not None and value != "" and put is not None:
            self._add(path, value, put)

    def _add(self, path: tuple[str, ...], raw: Any, put: Callable[[Any], None]) -> None:
        value = ("true" if raw else "false") if isinstance(raw, bool) else "".join(str(raw).split())
        self.places.append(_Place(Leaf(path, value), raw, put))


def _attribute(element: Any, name: str) -> Callable[[Any], None]:
    return lambda value: element.set(name, value)


def _text(element: Any) -> Callable[[Any], None]:
    whole = (element.text, *(child.tail for child in element))

    def put(value: Any) -> None:
        if value == "".join(part for part in whole if part):
            element.text = whole[0]
            for child, tail in zip(element, whole[1:], strict=True):
                child.tail = tail
        else:
            element.text = value
            for child in element:
                child.tail = None

    return put


def _member(container: Any, key: Any) -> Callable[[Any], None]:
    def put(value: Any) -> None:
        container[key] = value

    return put
