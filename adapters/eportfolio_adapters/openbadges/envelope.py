"""The forms in which badges travel, and the credentials in them.

* the credential itself, with a proof or without;
* a response of the Open Badges API: ``{"credential": [...], "compactJwsString": [...]}``, or a list;
* a presentation, its credentials in any of these forms;
* a token: VC-JWT (in all its versions) or SD-JWT;
* an older version, which is brought into the form of the newest.

Taking a credential out of a picture, a PDF or an archive is done before (:mod:`eportfolio.sources.containers`).  A
place within a token is named as if its payload were part of the document: ``/payload/credentialSubject``.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

from eportfolio.report.errors import UnreadableError
from eportfolio.sources.json import from_tree, load_json, parse_json, to_tree
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from eportfolio.sources.tree import MEMBER, Node, unescape_step

from .joints import TYPE, types_of

if TYPE_CHECKING:
    from .legacy import Upgraded

BADGE_TYPES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})
ENDORSEMENT_TYPE: Final = "EndorsementCredential"
BADGES: Final = BADGE_TYPES | {ENDORSEMENT_TYPE}
SUBJECT: Final = "credentialSubject"
CREDENTIALS: Final = "verifiableCredential"
TOKENS: Final = "compactJwsString"
CREDENTIAL: Final = "credential"
PROOF: Final = "proof"

JSON_TYPE: Final = "application/vc"
JWT_TYPE: Final = "application/vc+jwt"
SD_JWT_TYPE: Final = "application/vc+sd-jwt"
"""Media types of signed credentials (Verifiable Credentials 2.0, section 6.2; VC-JOSE-COSE, section 6.1)."""

OLDER_TYPE: Final = "application/ld+json"
OLDER_TOKEN: Final = "application/jose"  # noqa: S105 - a media type
OLDER: Final = frozenset({OLDER_TYPE, OLDER_TOKEN})
"""Media types of documents of older versions, and of the signatures of such (RFC 7515, section 9.2.1)."""

_KEYWORDS: Final = {"@id": "id", "@type": "type"}
_SUBJECTS: Final = {"AchievementSubject": "OpenBadgeCredential", "EndorsementSubject": ENDORSEMENT_TYPE}
_DATA: Final = re.compile(r"data:(?P<type>[\w.+/-]+)(?P<parameters>(?:;[\w.+/=-]+)*),", re.ASCII)


@dataclass(frozen=True, slots=True)
class Original:
    """A signed credential as it was.

    Attributes:
        content: its bytes.
        media_type: its media type.
    """

    content: bytes
    media_type: str

    def media(self) -> dict[str, str]:
        """The same in the model."""
        return {"media_type": self.media_type, "content": base64.b64encode(self.content).decode("ascii")}


@dataclass(slots=True)
class Document:
    """An opened document.

    Attributes:
        root: the tree of all that is read.
        form: ``credential``, ``response``, ``presentation`` or ``token``; ``legacy`` for an older version.
        credentials: the credentials in the tree.
        originals: the signed originals, by the identity of their credential.
        version: the version that shows.
        upgraded: of an older version, what it became.
        whole: gives the whole document as plain JSON.
        parts: the files that credentials of an archive stand in, by the identity of the credential.
        linked: documents of the archive that credentials of older versions may link to, by their address.
    """

    root: Node
    form: str
    credentials: list[Node] = field(default_factory=list)
    originals: dict[int, Original] = field(default_factory=dict)
    version: str = "3.0"
    upgraded: Upgraded | None = None
    whole: Callable[[], Any] | None = None
    parts: dict[int, Source] = field(default_factory=dict)
    linked: dict[str, Node] = field(default_factory=dict)

    def plain(self, node: Node) -> Any:
        """An object of the document as plain JSON, with the empty values that a tree leaves out.

        Args:
            node: the object; one that is not in the text itself comes from the tree.
        """
        data = self.whole() if self.whole is not None else None
        for step in node.pointer.split("/")[1:]:
            key = unescape_step(step)
            if isinstance(data, list):
                data = data[int(key)] if key.isdigit() and int(key) < len(data) else None
            else:
                data = data.get(key) if isinstance(data, dict) else None
        return data if isinstance(data, dict) else from_tree(node)

    def kinds(self) -> set[str]:
        """The types of the credentials, and what those of their subjects stand for."""
        return {kind for credential in self.credentials for kind in kinds_of(credential)}


def kinds_of(credential: Node) -> set[str]:
    """The types of a credential, and what those of its subject stand for.

    Args:
        credential: the credential.
    """
    subjects = {kind for subject in credential.all(SUBJECT) for kind in types_of(subject)}
    return set(types_of(credential)) | {kind for name, kind in _SUBJECTS.items() if name in subjects}


def open_document(source: Source) -> Document:
    """Open a document in any of its forms.

    Raises:
        EportfolioError: it is no JSON, or a token in it is broken.
    """
    from .legacy import tell

    if source.kind == "text":
        return _from_token(source)
    root = without_keywords(parse_json(source.data, source.limits))  # the shared tree is not ours to change
    original = Original(source.data, JSON_TYPE)
    whole = cache(lambda: load_json(source.data, source.limits))
    if root.first(SUBJECT) is not None and tell(root) is None:
        document = Document(root, "credential", whole=whole)
        _add(document, root, original)
        return document
    document = Document(root, "response", whole=whole)
    document.linked = _linked(source)
    for name in (CREDENTIALS, CREDENTIAL, TOKENS, MEMBER):
        parts = source.parts if name == MEMBER else ()
        for member, part in zip_longest(root.all(name), parts):
            _open_member(member, document, source.limits, part)
        if name == CREDENTIALS and document.credentials:
            document.form = "presentation"
    return document if document.credentials else _legacy(document, original)


def _linked(source: Source) -> dict[str, Node]:
    """The documents that badges of an archive may link to, within one bound for the nodes of all.

    Raises:
        UnsafeError: they go beyond it.
    """
    found: dict[str, Node] = {}
    left = source.limits.nodes
    for address, data in source.linked.items():
        found[address] = parse_json(data, replace(source.limits, nodes=left))
        left -= sum(1 for _ in found[address].walk())
    return found


def as_they_stand(source: Source) -> Iterator[tuple[Any, str, bool]]:
    """The documents of a source in plain JSON, with all that a tree leaves out, and none of them upgraded.

    Args:
        source: the source.

    Yields:
        Each document, its place, and whether a signature is around it.

    Raises:
        EportfolioError: it is no JSON, or a token in it is broken.
    """
    if source.kind == "text":
        yield _claims(source.data.decode("utf-8", "replace").strip(), source.limits, "")[0], "/payload", True
        return
    data = load_json(source.data, source.limits)
    if not isinstance(data, list):
        yield data, "", False
        return
    for index, one in enumerate(data):
        pointer = f"/{index}"
        if isinstance(one, str) and one[:2] == "ey":
            yield _claims(one, source.limits, pointer)[0], pointer, True
        else:
            yield one, pointer, False


def _legacy(document: Document, original: Original) -> Document:
    """The document as one of an older version, if it is one."""
    older = Document(document.root, "legacy")
    older.root = _upgraded(document.root, older)
    if older.upgraded is None:
        return document
    found = older.root.all(CREDENTIAL) if older.root.first(SUBJECT) is None else [older.root]
    for credential in found:
        older.credentials.append(credential)
        older.originals[id(credential)] = Original(original.content, OLDER_TYPE)
    return older


def _upgraded(root: Node, document: Document) -> Node:
    """The tree of an object in its newest version: itself, unless it is of an older one."""
    from .legacy import upgrade

    upgraded = upgrade(root, document.linked)
    if upgraded is None:
        return root
    if document.upgraded is None:
        document.upgraded, document.version = upgraded, upgraded.old.version
    else:
        document.upgraded.take_in(upgraded)
    return upgraded.root


def without_keywords(root: Node) -> Node:
    """Give ``@id`` and ``@type`` the names that the contexts define for them (Open Badges 3.0, appendix on JSON-LD).

    Args:
        root: a tree, which is changed; each node keeps its place in the source.
    """
    for node in root.walk():
        for child in node.children:
            name = _KEYWORDS.get(child.name)
            if name is not None and node.first(name) is None and node.first("@value") is None:
                pointers = [twin.pointer for twin in node.all(child.name)]
                for twin, pointer in zip(node.all(child.name), pointers, strict=True):
                    twin.source_pointer, twin.name = pointer, name
    return root


def _from_token(source: Source) -> Document:
    """A document that is a token."""
    text = source.data.decode("utf-8", "replace").strip()
    document = Document(Node("$"), "token")
    claims, original = _claims(text, source.limits, "")
    root = document.root = without_keywords(to_tree(claims, source.limits))
    root.source_pointer = "/payload"
    original = Original(source.data, original.media_type)
    root = document.root = _upgraded(root, document)
    if document.upgraded is not None:
        original = Original(source.data, OLDER_TOKEN)
    members = root.all(CREDENTIALS)
    if root.first(SUBJECT) is not None or not members:
        _add(document, root, original)
        return document
    for member in members:
        _open_member(member, document, source.limits)
    return document


def _claims(text: str, limits: Limits, pointer: str) -> tuple[dict[str, Any], Original]:
    """The credential in a token, and the token.

    Raises:
        UnreadableError: it is none.
    """
    from eportfolio.sources.base64url import UnusableError
    from eportfolio.sources.jws import document_of, open_token
    from eportfolio.sources.sdjwt import is_sd_jwt, process

    data = text.encode("utf-8", "replace")
    try:
        if is_sd_jwt(text):
            return document_of(process(text, limits).claims), Original(data, SD_JWT_TYPE)
        return document_of(open_token(text, limits).claims), Original(data, JWT_TYPE)
    except UnusableError as error:
        raise UnreadableError("invalid-value", f"The token cannot be read: {error}.", pointer=pointer) from None


def _open_member(member: Node, document: Document, limits: Limits, part: Source | None = None) -> None:
    """A credential among others: an object, a token, or one that is enveloped (Verifiable Credentials 2.0, 4.13)."""
    if part is not None:
        document.parts[id(member)] = part
    newest = _upgraded(member, document) if member.children else member
    if newest is not member:
        content = _dumped(from_tree(member)) if part is None else part.data
        _replace(member, newest)
        document.credentials.append(member)
        document.originals[id(member)] = Original(content, OLDER_TYPE)
        return
    enveloped = isinstance(member.value, str) or not (member.first(SUBJECT) or {PROOF, "issuer"} & _names(member))
    text = token_of(member) if enveloped else ""
    if text:
        graft(member, text, document, limits)
    elif member.children and (member.first(SUBJECT) is not None or "VerifiableCredential" in types_of(member)):
        original = document.plain(member) if member.first(PROOF) is not None and part is None else None
        _add(document, member, Original(_dumped(original) if part is None else part.data, JSON_TYPE))


def _names(node: Node) -> set[str]:
    return {child.name for child in node.children}


def token_of(member: Node) -> str:
    """The token that a node is, or that it has in a ``data:`` address; empty when there is none.

    A token is written in base64url as it is: some call the address of one so, though nothing is encoded once more.

    Args:
        member: a text, or an enveloped credential.
    """
    text = member.value if isinstance(member.value, str) else member.peek(("id",))
    found = _DATA.match(text)
    if found is None:
        return text if text[:2] == "ey" else ""
    try:
        content = unquote_to_bytes(text[found.end() :])
        if content[:2] != b"ey" and ";base64" in found["parameters"]:
            content = base64.b64decode(content, validate=True)
        return content.decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def graft(member: Node, text: str, document: Document, limits: Limits) -> None:
    """Put the credential of a token in the place of the token.

    Args:
        member: the token.
        text: its text.
        document: the document.
        limits: the safety limits.

    Raises:
        UnreadableError: it is none.
    """
    claims, original = _claims(text, limits, member.pointer)
    _put(member, claims, limits)
    newest = _upgraded(member, document)
    if newest is not member:
        _replace(member, newest)
    document.credentials.append(member)
    document.originals[id(member)] = original if newest is member else Original(original.content, OLDER_TOKEN)


def _put(member: Node, claims: dict[str, Any], limits: Limits) -> None:
    """Put what a token says in its place."""
    inner = without_keywords(to_tree(claims, limits))
    member.source_pointer = member.pointer
    member.value = None
    _replace(member, inner)


def _replace(member: Node, newer: Node) -> None:
    """Put the members of an object in the place of those of another."""
    member.source_pointer = member.pointer
    member.children = newer.children
    for child in member.children:
        child.parent = member


def open_endorsements(document: Document, limits: Limits) -> None:
    """Put the endorsements in the place of their tokens, and note the originals of those that are signed.

    Args:
        document: the document, which is changed.
        limits: the safety limits.
    """
    for node in [node for credential in document.credentials for node in credential.walk()]:
        if node.name == "endorsementJwt" and isinstance(node.value, str):
            try:
                claims, original = _claims(node.value, limits, node.pointer)
            except UnreadableError:
                continue
            _put(node, claims, limits)
            document.originals[id(node)] = original
        elif node.name == "endorsement" and node.first(PROOF) is not None:
            document.originals[id(node)] = Original(_dumped(document.plain(node)), JSON_TYPE)


def _add(document: Document, credential: Node, original: Original) -> None:
    document.credentials.append(credential)
    if original.media_type != JSON_TYPE or credential.first(PROOF) is not None:
        document.originals[id(credential)] = original


def _dumped(data: Any) -> bytes:
    from eportfolio.sources.json import dump_json

    return dump_json(data) if data is not None else b""


__all__ = [
    "BADGES", "BADGE_TYPES", "CREDENTIAL", "CREDENTIALS", "ENDORSEMENT_TYPE", "PROOF", "SUBJECT", "TOKENS", "TYPE",
    "Document", "Original", "as_they_stand", "graft", "kinds_of", "open_document", "token_of", "without_keywords",
]  # fmt: skip
