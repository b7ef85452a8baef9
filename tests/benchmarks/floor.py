"""The floor: what any reader in Python must pay.  Parse, walk every leaf once into dictionaries, dump."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree


def parse(data: bytes) -> etree._Element:
    """The raw parser, hardened as ours is."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def walk(element: etree._Element) -> Any:
    """One plain walk over every leaf."""
    result: dict[str, Any] = {"@" + key: value for key, value in element.attrib.items()}
    for child in element:
        name = child.tag.rpartition("}")[2]
        value = walk(child)
        if name not in result:
            result[name] = value
        elif isinstance(result[name], list):
            result[name].append(value)
        else:
            result[name] = [result[name], value]
    text = element.text
    if text and not text.isspace():
        if not result:
            return text
        result["#text"] = text
    return result


def floor(data: bytes) -> str:
    """Parse, walk, dump."""
    return json.dumps(walk(parse(data)))
