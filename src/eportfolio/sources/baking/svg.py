"""Credentials in SVG pictures: a hardened look at the whole, then the bytes where the credential stands.

A DOCTYPE that only names the public definition of SVG, as drawing programs write it, is passed over and never
followed.  One that defines anything is refused, as everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ...report.codes import Severity
from ...report.errors import EportfolioError, UnknownFormatError, UnreadableError, UnsafeError
from ...report.findings import Finding, finding
from ..encoding import encoding_of, in_ascii_bytes
from ..images import SVG, fault_of
from ..json import load_json
from ..limits import Limits
from ..tree import Node
from ..xml import parse_xml
from .forms import (
    BY_ELEMENT,
    JSON,
    TOKEN,
    Baked,
    Form,
    Survey,
    address_of,
    media_type_of,
    not_as_specified,
    one_too_many,
)

_EXTERNAL: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->)*+"
    rb"(?P<doctype><!DOCTYPE\s+[\w:.-]+\s+(?:SYSTEM|PUBLIC\s+(?:\"[^\"\x80-\xff]*+\"|'[^'\x80-\xff]*+'))\s+"
    rb"(?:\"[^\"\x80-\xff]*+\"|'[^'\x80-\xff]*+')\s*>)",
    re.DOTALL,
)
"""A DOCTYPE before the content that defines nothing itself."""

_ENCODING: Final = re.compile(rb"""\A\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_TAG: Final = re.compile(rb"""<[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>""")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Element:
    """An element that holds a credential: where it stands in the bytes, and what is in it."""

    form: Form
    start: int
    end: int = 0
    verify: str = ""
    text: list[str] = field(default_factory=list)
    cdata: list[int] = field(default_factory=list)

    @property
    def content(self) -> str:
        """What is in its CDATA sections, and between them; else all its text without white space around it."""
        if self.cdata:
            return "".join(self.text[self.cdata[0] : self.cdata[-1]])
        return "".join(self.text).strip()


@dataclass(slots=True)
class _Picture:
    """An SVG in UTF-8, and the places in it that matter."""

    octets: bytes
    encoding: str
    mark: int
    elements: list[_Element] = field(default_factory=list)
    root: tuple[int, int] = (0, 0)


def survey(data: bytes, limits: Limits) -> Survey:
    """What is baked into a picture: the first credential.

    Raises:
        UnknownFormatError: it is no SVG.
        UnreadableError: it is no XML that is well-formed.
        UnsafeError: it has a DOCTYPE that defines something, or goes beyond a limit.
    """
    root, picture = _look(data, limits)
    if not picture.elements:
        return Survey(None)
    first, *more = picture.elements
    content, faults = _content(first, limits)
    faults.extend(one_too_many(other.form) for other in more)
    active = next(((fault, node) for node in root.walk() if (fault := fault_of(node))), None)
    if active is not None:
        faults.append(_active(*active))
    return Survey(Baked(content, media_type_of(content), first.form, tuple(faults)))


def _active(what: str, node: Node) -> Finding:
    return finding(
        "unsafe-content", f"The picture has {what}, so it is never shown.", line=node.line or None,
        severity=Severity.WARNING, hint="Its credential was read. Ask the issuer for a plain picture.",
    )  # fmt: skip


def _content(element: _Element, limits: Limits) -> tuple[bytes, list[Finding]]:
    """The credential in an element, and what is wrong with its form.

    A token in ``verify`` comes first, then JSON in the text, then an address in ``verify``.
    """
    verify, text = element.verify.encode(), element.content.encode()
    if media_type_of(verify) == TOKEN or not text.strip():
        return verify, []
    if media_type_of(verify) and media_type_of(text) == JSON and _is_broken(text, limits):
        fault = "The text of the credential in the picture is broken JSON; the address beside it was taken."
        return verify, [not_as_specified(fault, element.form)]
    if not element.cdata:
        fault = "The credential stands in the picture as text, not in a CDATA section."
        return text, [not_as_specified(fault, element.form)]
    return text, []


def _is_broken(text: bytes, limits: Limits) -> bool:
    try:
        load_json(text, limits)
    except EportfolioError:
        return True
    return False


def bake(data: bytes, content: bytes, form: Form, limits: Limits) -> bytes:
    """The picture with a credential right after its first tag; all that it held goes, everything else stays.

    Raises:
        UnknownFormatError: the picture is no SVG.
        UnreadableError: the credential has bytes that XML cannot carry.
        UnsafeError: it has a DOCTYPE that defines something, or goes beyond a limit.
    """
    _, picture = _look(data, limits)
    octets = picture.octets
    start, end = picture.root
    pieces = [octets[:end]]
    closing = b""
    if octets[:end].endswith(b"/>"):
        name = octets[start + 1 : end].split(b"/")[0].split()[0]
        pieces, closing = [octets[: end - 2] + b">"], b"</" + name + b">"
    pieces.append(_element(content, form, picture.encoding))
    position = end
    for element in picture.elements:
        pieces.append(octets[position : element.start])
        position = element.end
    whole = b"".join([*pieces, closing, octets[position:]])
    return data[: picture.mark] + whole.decode().encode(picture.encoding, "xmlcharrefreplace")


def _element(content: bytes, form: Form, encoding: str) -> bytes:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError("wrong-encoding", f"Byte {error.start} of the credential is not UTF-8.") from None
    if found := _NO_XML.search(text):
        raise UnreadableError(
            "invalid-character", f"The credential has the character U+{ord(found[0]):04X}, which XML cannot carry.",
            hint="Write it as an escape in the JSON, or bake a PNG.",
        )  # fmt: skip
    kind = media_type_of(content)
    verify = text if kind != JSON else address_of(content) if form.element == "assertion" else ""
    body = f"<![CDATA[{_in_cdata(text, encoding)}]]>" if kind == JSON else ""
    attribute = f" verify={quoteattr(verify)}" if verify else ""
    name = f"openbadges:{form.element}"
    return f"<{name} xmlns:openbadges={quoteattr(form.namespace)}{attribute}>{body}</{name}>".encode()


def _in_cdata(text: str, encoding: str) -> str:
    """A text for a CDATA section; what cannot stand in one stands between two of them."""
    text = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return re.sub("[^\0-\x7f]", lambda found: f"]]>&#{ord(found[0])};<![CDATA[", text)
    return text


def _look(data: bytes, limits: Limits) -> tuple[Node, _Picture]:
    """Parse a picture twice: hardened, for what is in it, then for where its credentials stand."""
    if external := _EXTERNAL.match(data):
        start, end = external.span("doctype")
        seen = data[:start] + re.sub(rb"[^\n]", b" ", data[start:end]) + data[end:]
    else:
        seen = data
    root = parse_xml(seen, limits)
    if (root.name, root.namespace) != ("svg", SVG):
        raise UnknownFormatError("unknown-format", "The picture is XML, but no SVG.", hint="Choose a PNG or an SVG.")
    encoding, mark = encoding_of(data)
    if encoding == "utf-8" and (declared := _ENCODING.match(in_ascii_bytes(data))):
        encoding = declared[1].decode()
    try:
        octets, plain = data[mark:].decode(encoding).encode(), seen[mark:].decode(encoding).encode()
    except (LookupError, UnicodeError):
        raise UnreadableError("wrong-encoding", f"The picture cannot be decoded as {encoding}.") from None
    picture = _Picture(octets, encoding, mark)
    _place(plain, picture)
    return root, picture


def _place(octets: bytes, picture: _Picture) -> None:
    """Find the first tag, and the elements with credentials."""
    parser = expat.ParserCreate("utf-8", " ")
    depth = 0
    inside: tuple[int, _Element] | None = None

    def end_of_tag(start: int) -> int:
        found = _TAG.match(octets, start)
        return found.end() if found else start

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, inside
        depth += 1
        index = parser.CurrentByteIndex
        if depth == 1:
            picture.root = index, end_of_tag(index)
        namespace, _, local = name.rpartition(" ")
        form = BY_ELEMENT.get((namespace, local))
        if form is not None and inside is None:
            inside = depth, _Element(form, index, verify=attributes.get("verify", ""))

    def end(_name: str) -> None:
        nonlocal depth, inside
        if inside is not None and inside[0] == depth:
            inside[1].end = end_of_tag(parser.CurrentByteIndex)
            picture.elements.append(inside[1])
            inside = None
        depth -= 1

    def text(letters: str) -> None:
        if inside is not None:
            inside[1].text.append(letters)

    def cdata() -> None:
        if inside is not None:
            inside[1].cdata.append(len(inside[1].text))

    def doctype(*_: object) -> None:
        raise UnsafeError("unsafe-content", "The picture has a DOCTYPE, which can define entities.")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = cdata
    try:
        parser.Parse(octets, True)
    except expat.ExpatError as error:
        raise UnreadableError("not-well-formed", "The picture is no well-formed XML.", line=error.lineno) from None
