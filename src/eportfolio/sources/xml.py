"""XML in and out: hardened lxml, then the tracked tree.

No DOCTYPE, no entities, no network, bounded depth and size.  Comments and processing
instructions are no content.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..report.errors import UnreadableError, UnsafeError
from .encoding import encoding_of, in_ascii_bytes, marked
from .limits import DEFAULT_LIMITS, Limits
from .tree import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA_LOCATIONS = {f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"}

_LIBXML_TEXT = 10_000_000
"""Up to this size of a text libxml2 keeps all its own limits."""

_EQUALS = 4
"""Equals signs stand in texts too, so this many times the limit is certain to be too many attributes."""

_ATTRIBUTES = 1000
"""So many attributes one element may have: looking at them all costs the square of their number."""

_CROWDED = re.compile(rb"""<[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+){%d}""" % (_ATTRIBUTES + 1))
"""An element with more attributes than that."""

_WIDE = re.compile(rb"""(?i)<\?xml\s[^>]{0,100}?encoding\s*=\s*["']((?:utf-?(?:16|32)|ucs-?[24])[\w-]*)["']""")
"""A declaration of an encoding with several bytes for each letter, in letters of one byte."""

_CHARACTER = re.compile(r"(?:value |Char )(0x[0-9A-Fa-f]+|\d+)")
"""Where the parser's messages name a character."""

_NAMES = re.compile(
    r"(?i)(?<=mismatch): .*|(?<=attribute) \S+|(?<=prefix) \S+ on \S+|(?<=in tag) .*|(?<=entity) \S+|'[^']*'"
)
"""Where they tell names, which in a broken document may be pieces of a personal text."""

_MARKUP = re.compile(
    rb"\s*(?:(?P<skipped><!--|<\?)|(?P<doctype><!DOCTYPE)\s*(?P<name>[^\s>\[]*)|<(?P<root>[^\s/>!?=<&\"']+))"
)
"""What may stand before the content of a document (XML 1.0, production 22), up to the root's name."""


def parse_xml(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Node:
    """Parse XML into a tracked tree.

    Args:
        data: the document, in UTF-8, UTF-16, or the encoding that it declares.
        limits: the safety limits.

    Returns:
        The root element.  Namespace declarations and schema locations are no leaves and are left out; an attribute
        with an empty text is a node without value, as an empty element is.

    Raises:
        UnreadableError: not well-formed (with line and column) or wrongly encoded (with the offset).
        UnsafeError: a DOCTYPE, too deep, or too large.
    """
    from lxml import etree

    _, doctype = _prolog(data)
    if doctype is not None:
        raise _doctype_refused(doctype)
    _check_size(data, limits)
    _check_declaration(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=limits.text_bytes > _LIBXML_TEXT, remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(marked(data), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, data, limits) from None
    except (ValueError, LookupError) as error:
        raise UnreadableError("wrong-encoding", f"The XML cannot be decoded: {error}.") from None
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that the first look cannot see through
        raise _doctype_refused(None)
    tree = _to_tree(root, limits)
    if len(data) > limits.text_bytes:
        for leaf in tree.leaves():
            if len(str(leaf.value)) > limits.text_bytes:
                raise _too_long(limits, leaf.line)
    return tree


def root_name(data: bytes) -> str:
    """The local name of a document's root element, without parsing; empty when none can be seen."""
    name, _ = _prolog(data)
    return name.rpartition(":")[2]


def _prolog(data: bytes) -> tuple[str, tuple[int, int] | None]:
    """What stands before the content: the name of the root element, and line and column of a DOCTYPE."""
    text = in_ascii_bytes(data)
    position = 0
    while (found := _MARKUP.match(text, position)) is not None:
        if found["doctype"] is not None:
            before = text[: found.start("doctype")]
            place = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
            return found["name"].decode("utf-8", "replace"), place
        if found["root"] is not None:
            return found["root"].decode("utf-8", "replace"), None
        end = b"-->" if found["skipped"] == b"<!--" else b"?>"
        position = text.find(end, found.end()) + len(end)
        if position < found.end():
            break
    return "", None


def _doctype_refused(place: tuple[int, int] | None) -> UnsafeError:
    line, column = place or (None, None)
    return UnsafeError(
        "unsafe-content",
        "The document has a DOCTYPE, which can define entities; no e-portfolio format needs one.",
        line=line,
        column=column,
    )


def _check_size(data: bytes, limits: Limits) -> None:
    """Refuse what is certain to have too many nodes before the parser builds them."""
    elements = data.count(b"<") - data.count(b"</") - data.count(b"<!") - data.count(b"<?")
    equals = data.count(b"=")
    if elements > limits.nodes or equals > _EQUALS * limits.nodes:
        raise _too_many(limits)
    if equals > _ATTRIBUTES and _CROWDED.search(data):
        raise UnsafeError("limit-exceeded", f"An element has more than {_ATTRIBUTES} attributes.")


def _check_declaration(data: bytes) -> None:
    """Refuse bytes that declare to be UTF-16 in plain ASCII letters: programs forget to change the declaration."""
    declared = _WIDE.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared is not None:
        name = declared[1].decode()
        raise UnreadableError(
            "wrong-encoding",
            f"The document declares the encoding {name}, and its bytes are not {name}.",
            line=1,
            hint="Save the file in the encoding that it declares, or change the declaration to UTF-8.",
        )


def _too_many(limits: Limits) -> UnsafeError:
    return UnsafeError("limit-exceeded", f"The document has more than {limits.nodes} nodes (limit nodes).")


def _too_long(limits: Limits, line: int | None) -> UnsafeError:
    return UnsafeError(
        "limit-exceeded",
        f"A text or an attachment is larger than {limits.text_bytes} bytes (limit text_bytes).",
        line=line,
    )


def _syntax_error(error: Any, data: bytes, limits: Limits) -> UnreadableError:
    """Turn a parser message into a finding that says what, where, and which kind of problem."""
    message = str(error.msg or error).split(", line ")[0].strip().rstrip(".")
    line, column = (place or None for place in error.position or (None, None))
    lowered = message.lower()
    if any(word in lowered for word in ("encoding", "utf-8", "invalid bytes", "input conversion")):
        where = _bad_byte(data)
        return UnreadableError(
            "wrong-encoding",
            f"The bytes are not text in the encoding of the document{where}: {message}.",
            line=line,
            column=column,
        )
    if "depth" in lowered:
        return UnsafeError(
            "nested-too-deeply", f"Elements are nested deeper than {limits.depth} (limit depth).", line=line
        )
    if any(word in lowered for word in ("huge text", "too long", "too big", "resource limit", "buffer")):
        return _too_long(limits, line)
    if "invalid" in lowered and (character := _CHARACTER.search(message)):
        code = f"U+{int(character[1], 0):04X}"
        return UnreadableError(
            "invalid-character", f"The text has the character {code}, which XML cannot carry.",
            line=line, column=column,
        )  # fmt: skip
    told = " ".join(_NAMES.sub("", message).split())
    return UnreadableError("not-well-formed", f"The XML is broken: {told}.", line=line, column=column)


def _bad_byte(data: bytes) -> str:
    """Where the first byte is that does not fit the encoding told by the bytes themselves; empty if all do."""
    encoding, _ = encoding_of(data)
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return f" at byte {error.start}"
    return ""


def _to_tree(root: Any, limits: Limits) -> Node:
    """Copy lxml elements into nodes; one plain pass, since it is the price of every reading."""
    names: dict[str, tuple[str, str]] = {}
    budget = limits.nodes
    max_depth = limits.depth

    def split(tag: str) -> tuple[str, str]:
        namespace, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
        found = names[tag] = (local, namespace)
        return found

    def copy(element: Any, tag: str, parent: Node | None, depth: int) -> Node:
        nonlocal budget
        if depth > max_depth:
            raise UnsafeError(
                "nested-too-deeply", f"Elements are nested deeper than {max_depth} (limit depth).",
                line=element.sourceline,
            )  # fmt: skip
        name, namespace = names.get(tag) or split(tag)
        line = element.sourceline or 0
        node = Node(name, None, parent, namespace, line)
        children = node.children
        for key, value in element.items():
            if key not in _SCHEMA_LOCATIONS:
                local, space = names.get(key) or split(key)
                children.append(Node("@" + local, value or None, node, space, line))
        tails = ""
        for child in element:
            children.append(copy(child, child.tag, node, depth + 1))
            tail = child.tail
            if tail and not tail.isspace():
                tails += tail
        budget -= 1 + len(children)
        if budget < 0:
            raise _too_many(limits)
        text = element.text
        if text and not text.isspace():
            node.value = text
        if tails:
            node.value = f"{node.value or ''}{tails}"
        return node

    return copy(root, root.tag, None, 1)


def take_out_unnameable(root: Node) -> list[Node]:
    """Take out what has a name that JSON allows and XML does not, or a namespace that is no address.

    Args:
        root: the tree that is to be written.

    Returns:
        The leaves that were removed.
    """
    from lxml.etree import Element

    removed: list[Node] = []
    sound: set[tuple[str, str]] = set()
    for node in list(root.walk()):
        name = node.name.removeprefix("@"), node.namespace
        try:
            if node.name == "@xmlns":
                raise ValueError("it declares a namespace and is no attribute")
            if name not in sound:
                Element(f"{{{name[1]}}}{name[0]}" if name[1] else name[0].replace("{", " "))
                sound.add(name)
        except ValueError:
            removed.extend(node.leaves())
            if node.parent is not None:
                node.parent.children.remove(node)
    return removed


def serialise_xml(root: Node, prefixes: Mapping[str | None, str]) -> bytes:
    """Write a tree as XML in UTF-8, indented.

    Args:
        root: the root element; its nodes carry their namespaces.
        prefixes: prefix (``None`` for the default namespace) to namespace, declared on the root.
    """
    from lxml import etree

    nsmap: dict[Any, str] = dict(prefixes)

    def build(node: Node, parent: Any) -> Any:
        tag = f"{{{node.namespace}}}{node.name}" if node.namespace else node.name
        element = etree.Element(tag, nsmap=nsmap) if parent is None else etree.SubElement(parent, tag)
        if node.value is not None:
            element.text = _as_text(node.value)
        for child in node.children:
            if child.name[0] == "@":
                if child.value is not None:
                    key = child.name[1:]
                    element.set(f"{{{child.namespace}}}{key}" if child.namespace else key, _as_text(child.value))
            else:
                build(child, element)
        return element

    element = build(root, None)
    etree.indent(element)
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8"))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
