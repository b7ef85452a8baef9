"""The official schemas as judges of what is written."""

from __future__ import annotations

from functools import cache

from lxml import etree

from tests.support import SHARED


@cache
def _xsd(path: str) -> etree.XMLSchema:
    assert SHARED is not None
    return etree.XMLSchema(etree.parse(SHARED / path))


def valid_xml(data: bytes, path: str) -> None:
    """Hold an XML document against an official schema, when the reference material is there."""
    if SHARED is not None:
        _xsd(path).assertValid(etree.fromstring(data))
