"""The forms in which a European Digital Credential travels, and the credentials in them.

* the credential itself, with or without a context;
* the upload form, ``{"credential": …, "deliveryDetails": …}``;
* the sealed form: a JWS (RFC 7515) in JSON serialisation whose payload is the text of the credential, not encoded
  (``b64`` false, RFC 7797) or in base64url; or in compact serialisation;
* a presentation of several, each in one of these forms;
* other forms of JSON-LD, and other spellings of RDF: they are brought into the compact form first.

A place within a sealed payload is named as if the payload were part of the document: ``/payload/credentialSubject``.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Any, Final

from eportfolio.report.errors import UnreadableError
from eportfolio.sources.encoding import in_ascii_bytes
from eportfolio.sources.json import from_tree, parse_json, to_tree
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from eportfolio.sources.tree import ROOT, Node, escape_pointer

from .compacting import GRAPH, compact, compact_nodes, is_compact_form
from .graph import CREDENTIAL, MEMBERS, PRESENTATIONS, root_of
from .keys import key_of
from .statements import MARK, Nodes, is_about_credentials, read_nodes, spelling_of
from .typed import types_of

__all__ = ["CREDENTIAL", "MEMBERS", "PRESENTATIONS", "Document", "Sealed", "is_compact", "is_sealed", "open_document"]

_COMPACT: Final = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]*")
_MEMBER: Final = re.compile(r"/@graph/(\d+)")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed original.

    Attributes:
        content: its bytes.
        media_type: its media type.
    """

    content: bytes
    media_type: str


@dataclass(slots=True)
class Document:
    """An opened document.

    Attributes:
        root: the tree of all that is read.
        kind: ``credential``, ``upload``, ``sealed`` or ``presentation``.
        credentials: the credentials in the tree.
        originals: the sealed originals, by the identity of their credential.
        newer: whether its classes are those of the European Learning Model 3.3.
        statements: the same as JSON-LD, where the document was in another form than the compact one.
        subjects: of RDF, the ids of the nodes in the statements.
    """

    root: Node
    kind: str
    credentials: list[Node] = field(default_factory=list)
    originals: dict[int, Sealed] = field(default_factory=dict)
    newer: bool = False
    statements: dict[str, Any] | None = None
    subjects: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The version of the model that shows, ``3.3`` by the namespace of its classes; else empty."""
        return "3.3" if self.newer else ""

    def nodes(self) -> list[Node]:
        """The document, its credentials, and the nodes of its graph that are in no place yet."""
        return [self.root, *self.credentials, *self.root.all(GRAPH)]

    def data(self) -> list[dict[str, Any]]:
        """Each credential as plain JSON."""
        return [data for credential in self.credentials if isinstance(data := from_tree(credential), dict)]

    def profile(self) -> str:
        """The last step of the IRI of the application profile that the credentials name; empty when they do not."""
        schemas = (schema for credential in self.credentials for schema in credential.all("credentialSchema"))
        return next((name.rpartition("/")[2] for schema in schemas if (name := schema.peek(("id",)))), "")

    def place(self, pointer: str) -> str:
        """Where a place in the statements stands in the source: at a subject of RDF, or in a list of nodes."""
        match = _MEMBER.match(pointer)
        if match is None or (not self.subjects and self.statements is not None and len(self.statements) > 1):
            return pointer
        rest = pointer[match.end() :]
        if not self.subjects:
            return f"/{match[1]}{rest}"
        step, slash, below = rest.removeprefix("/").partition("/")
        key = escape_pointer(key_of(step.replace("~1", "/").replace("~0", "~")))
        return f"{self.subjects[int(match[1])]}/{key}{slash}{below}".removesuffix("/")


def is_sealed(node: Node) -> bool:
    """Whether an object is a JWS in JSON serialisation."""
    payload = node.first("payload")
    return payload is not None and isinstance(payload.value, str) and (
        node.first("signatures") is not None or node.first("signature") is not None
    )  # fmt: skip


def is_compact(data: bytes) -> bool:
    """Whether bytes are a JWS in compact serialisation."""
    return data.lstrip()[:2] == b"ey" and _COMPACT.fullmatch(data.strip()) is not None


def open_document(source: Source) -> Document:
    """Open a document in any of its forms.

    Raises:
        EportfolioError: it is no JSON, or its payload is none.
    """
    if source.kind == "text" and is_compact(source.data):
        credential = _payload(source.data.decode("ascii").split(".")[1], "", source.limits)
        return _sealed(credential, Sealed(source.data, "application/jose"), source.limits)
    spelling = spelling_of(source)
    if spelling:
        return _from_nodes(read_nodes(source, spelling), source.limits)
    root = source.json
    if is_sealed(root):
        payload = root.first("payload")
        assert payload is not None
        credential = _payload(str(payload.value), "/payload", source.limits)
        return _sealed(credential, Sealed(source.data, "application/jose+json"), source.limits)
    if MARK not in in_ascii_bytes(source.data) or is_compact_form(root):
        return _opened(root, source.limits)
    form = compact(root, source.limits)
    document = _opened(root_of(form.root), source.limits)
    document.newer = form.newer
    data = from_tree(root)
    document.statements = data if isinstance(data, dict) else {GRAPH: data}
    return document


def _sealed(credential: Node, original: Sealed, limits: Limits) -> Document:
    newer = False
    if not is_compact_form(credential):
        form = compact(credential, limits)
        credential, newer = root_of(form.root), form.newer
    return Document(credential, "sealed", [credential], {id(credential): original}, newer)


def _from_nodes(nodes: Nodes, limits: Limits) -> Document:
    if not is_about_credentials(nodes):
        raise UnreadableError("not-a-credential", f"No node of the graph is of the type {CREDENTIAL}.")
    form = compact_nodes(nodes, limits)
    document = _opened(root_of(form.root), limits)
    document.newer = form.newer
    document.statements = {GRAPH: list(nodes.values())}
    document.subjects = tuple(nodes)
    return document


def _opened(root: Node, limits: Limits) -> Document:
    """A document that is not sealed, in compact form."""
    if not PRESENTATIONS.isdisjoint(types_of(root)) or root.first(MEMBERS) is not None:
        return _presentation(root, limits)
    inner = root.first("credential")
    if inner is not None and inner.children and root.first("credentialSubject") is None:
        return Document(root, "upload", [inner])
    return Document(root, "credential", [root])


def _presentation(root: Node, limits: Limits) -> Document:
    if any(is_sealed(member) or isinstance(member.value, str) for member in root.all(MEMBERS)):
        root = to_tree(from_tree(root), limits)  # a tree of its own, since members are replaced in it
    document = Document(root, "presentation")
    for member in root.all(MEMBERS):
        text = member.value if isinstance(member.value, str) else ""
        if text and is_compact(text.encode("utf-8", "replace")):
            original = Sealed(text.encode("ascii"), "application/jose")
            _graft(member, _payload(text.split(".")[1], member.pointer, limits), document, original)
        elif is_sealed(member):
            from eportfolio.sources.json import dump_json

            original = Sealed(dump_json(from_tree(member)), "application/jose+json")
            payload = _payload(member.peek(("payload",)), f"{member.pointer}/payload", limits)
            _graft(member, payload, document, original)
        elif member.children:
            document.credentials.append(member)
    return document


def _graft(member: Node, credential: Node, document: Document, original: Sealed) -> None:
    """Put the credential in the place of its sealed form."""
    member.value = None
    member.children = credential.children
    for child in member.children:
        child.parent = member
    document.credentials.append(member)
    document.originals[id(member)] = original


def _payload(text: str, pointer: str, limits: Limits) -> Node:
    """The credential that a payload is the text of; of a JWT the one in its claim ``vc`` (VCDM 1.1, 6.3.1)."""
    data = text.encode("utf-8")
    if not text.lstrip().startswith("{"):
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError):
            raise UnreadableError(
                "invalid-value", "The payload of the signature is neither JSON nor base64url.", pointer=pointer
            ) from None
    try:
        root = parse_json(data, limits)
    except UnreadableError as error:
        raise UnreadableError(
            "invalid-value", f"The payload of the signature cannot be read. {error.finding.message}", pointer=pointer
        ) from None
    inner = root.first("vc")
    if inner is not None and inner.children:
        root, pointer = inner, f"{pointer}/vc"
        root.parent = None
        root.name = ROOT
    root.source_pointer = pointer
    return root
