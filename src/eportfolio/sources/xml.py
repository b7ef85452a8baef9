"""XML in and out: hardened lxml, then the tracked tree.

No DOCTYPE, no entities, no network, bounded depth and size; comments and processing instructions are not content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..report.errors import UnreadableError, UnsafeError
from .limits import DEFAULT_LIMITS, Limits
from .tree import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA_LOCATIONS = {f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"}


def parse_xml(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Node:
    """Parse XML into a tracked tree.

    Args:
        data: the document, in UTF-8, UTF-16 with a byte order mark, or the encoding that it declares.
        limits: the safety limits.

    Returns:
        The root element.  Namespace declarations and schema locations are no leaves and are left out.

    Raises:
        UnreadableError: not well-formed (with line and column) or wrongly encoded (with the offset).
        UnsafeError: a DOCTYPE, too deep, or too large.
    """
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!\x00D\x00O\x00C" in data or b"<\x00!\x00D" in data:
        _refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, data) from None
    except (ValueError, LookupError) as error:
        raise UnreadableError("wrong-encoding", f"The XML cannot be decoded: {error}.") from None
    if root is None:  # pragma: no cover - lxml raises before
        raise UnreadableError("not-well-formed", "The document has no root element.")
    return _to_tree(root, limits)


def _refuse_doctype(data: bytes) -> None:
    offset = max(data.find(b"<!DOCTYPE"), 0)
    raise UnsafeError(
        "unsafe-content",
        "The document has a DOCTYPE, which can define entities; no e-portfolio format needs one.",
        line=data.count(b"\n", 0, offset) + 1,
        column=offset - data.rfind(b"\n", 0, offset),
    )


def _syntax_error(error: Any, data: bytes) -> UnreadableError:
    """Turn a parser message into a finding that says what, where, and which kind of problem."""
    message = str(error.msg or error).split(", line ")[0].rstrip(".")
    line, column = error.position if error.position else (None, None)
    lowered = message.lower()
    if "encoding" in lowered or "utf-8" in lowered:
        offset = _bad_utf8_offset(data)
        where = "" if offset is None else f" at byte {offset}"
        return UnreadableError(
            "wrong-encoding",
            f"The bytes are not text in the declared encoding{where}: {message}.",
            line=line, column=column,
        )  # fmt: skip
    if "depth" in lowered:
        return UnsafeError("nested-too-deeply", f"The elements are nested too deeply: {message}.", line=line)
    if "huge text" in lowered or "huge_tree" in lowered or "text node too long" in lowered:
        return UnsafeError(
            "limit-exceeded", "A text or an attachment is larger than 10 million bytes (limit text_bytes).", line=line
        )
    return UnreadableError(
        "not-well-formed", f"The XML is broken: {message}.", line=line or None, column=column or None
    )


def _bad_utf8_offset(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _to_tree(element: Any, limits: Limits) -> Node:
    """Copy lxml elements into nodes; one plain pass, since it is the price of every reading."""
    names: dict[str, tuple[str, str]] = {}
    budget = limits.nodes
    max_depth = limits.depth

    def split(tag: str) -> tuple[str, str]:
        found = names.get(tag)
        if found is None:
            namespace, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
            found = names[tag] = (local, namespace)
        return found

    def copy(element: Any, parent: Node | None, depth: int) -> Node:
        nonlocal budget
        budget -= 1
        if budget < 0:
            raise UnsafeError("limit-exceeded", f"The document has more than {limits.nodes} nodes (limit nodes).")
        if depth > max_depth:
            raise UnsafeError(
                "nested-too-deeply", f"Elements are nested deeper than {max_depth} (limit depth).",
                line=element.sourceline,
            )  # fmt: skip
        name, namespace = split(element.tag)
        text = element.text
        node = Node(name, parent=parent, namespace=namespace, line=element.sourceline or 0)
        children = node.children
        if element.attrib:
            for key, value in element.attrib.items():
                if key not in _SCHEMA_LOCATIONS and value:
                    local, space = split(key)
                    children.append(Node("@" + local, value, parent=node, namespace=space, line=node.line))
                    budget -= 1
        mixed = ""
        for child in element:
            if not isinstance(child.tag, str):
                raise UnsafeError(
                    "unsafe-content", "The document refers to an entity, which is never resolved.",
                    line=child.sourceline,
                )  # fmt: skip
            children.append(copy(child, node, depth + 1))
            tail = child.tail
            if tail and not tail.isspace():
                mixed += tail
        if text and not text.isspace():
            node.value = text + mixed if mixed else text
        elif mixed:
            node.value = mixed
        return node

    return copy(element, None, 1)


def serialise_xml(root: Node, prefixes: Mapping[str | None, str]) -> bytes:
    """Write a tree as XML in UTF-8, indented.

    Args:
        root: the root element; its nodes carry their namespaces.
        prefixes: prefix (``None`` for the default namespace) to namespace, declared on the root.
    """
    from lxml import etree

    def build(node: Node, parent: Any) -> Any:
        tag = f"{{{node.namespace}}}{node.name}" if node.namespace else node.name
        element = (
            etree.Element(tag, nsmap=dict(prefixes)) if parent is None else etree.SubElement(parent, tag)
        )
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
