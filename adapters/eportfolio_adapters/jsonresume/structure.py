"""The structure rules of JSON Resume 1.x: what may stand where.

Everything is optional and unknown keys pass (that is how files of the 0.x versions are valid); what is known must
be of its type.  Source: the published JSON Schema 1.3.1.  In ``uri`` fields any text passes: the official test
vectors take such addresses for valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from eportfolio.report.findings import Finding, finding
from eportfolio.sources.tree import MEMBER, Leaf, Node

from .values import ISO8601

Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"
"""A kind of text, an object with its known members, or a list of one kind of member."""

TEXT, URI, EMAIL, DATE = "text", "uri", "email", "date"
_TEXTS: Shape = [TEXT]
_SPAN: dict[str, Shape] = {"startDate": DATE, "endDate": DATE}
_JOB: dict[str, Shape] = {"position": TEXT, "url": URI, **_SPAN, "summary": TEXT, "highlights": _TEXTS}

RESUME: dict[str, Shape] = {
    "$schema": URI,
    "basics": {
        **dict.fromkeys(("name", "label", "image", "phone", "summary"), TEXT),
        "email": EMAIL,
        "url": URI,
        "location": dict.fromkeys(("address", "postalCode", "city", "countryCode", "region"), TEXT),
        "profiles": [{"network": TEXT, "username": TEXT, "url": URI}],
    },
    "work": [{"name": TEXT, "location": TEXT, "description": TEXT, **_JOB}],
    "volunteer": [{"organization": TEXT, **_JOB}],
    "education": [
        {**dict.fromkeys(("institution", "area", "studyType", "score"), TEXT), "url": URI, **_SPAN, "courses": _TEXTS}
    ],
    "awards": [{"title": TEXT, "date": DATE, "awarder": TEXT, "summary": TEXT}],
    "certificates": [{"name": TEXT, "date": DATE, "url": URI, "issuer": TEXT}],
    "publications": [{"name": TEXT, "publisher": TEXT, "releaseDate": DATE, "url": URI, "summary": TEXT}],
    "skills": [{"name": TEXT, "level": TEXT, "keywords": _TEXTS}],
    "languages": [{"language": TEXT, "fluency": TEXT}],
    "interests": [{"name": TEXT, "keywords": _TEXTS}],
    "references": [{"name": TEXT, "reference": TEXT}],
    "projects": [
        {
            **dict.fromkeys(("name", "description", "entity", "type"), TEXT), **_SPAN, "url": URI,
            **dict.fromkeys(("highlights", "keywords", "roles"), _TEXTS),
        }
    ],
    "meta": {"canonical": URI, "version": TEXT, "lastModified": TEXT},
}  # fmt: skip
"""The known members of a resume."""

SECTIONS = tuple(name for name, shape in RESUME.items() if isinstance(shape, list))
"""The members that are lists of things."""

ALIASES: dict[str, dict[str, str]] = {
    "basics": {"picture": "image", "website": "url"},
    "work": {"company": "name", "website": "url"},
    "volunteer": {"website": "url"},
    "education": {"gpa": "score"},
    "publications": {"website": "url"},
    "languages": {"name": "language", "level": "fluency"},
}
"""What keys of the versions 0.x are called in 1.x, by section.  Files with them are valid, since unknown keys pass."""

_SPECIFICATION = "https://jsonresume.org/schema"
_EXPECTED = {"dict": "an object", "list": "a list", "str": "a text"}
_FOUND = {
    dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number",
    type(None): "null",
}  # fmt: skip


def check_value(data: Any, shape: Shape = RESUME, pointer: str = "") -> Iterator[Finding]:
    """What does not fit.

    Args:
        data: plain JSON data; empty texts and ``null`` count here.
        shape: what it must be.
        pointer: where it stands.
    """
    expected = type(shape).__name__
    if type(data).__name__ != expected:
        message = f"Here {_EXPECTED[expected]} is expected, and there is {_FOUND[type(data)]}."
        shown = data if isinstance(data, str | int | float) else None
        yield finding("wrong-type", message, pointer=pointer, value=shown, specification=_SPECIFICATION)
    elif isinstance(shape, str):
        problem = text_problem(data, shape)
        if problem:
            yield finding("invalid-value", problem, pointer=pointer, value=data, specification=_SPECIFICATION)
    elif isinstance(shape, list):
        for index, member in enumerate(data):
            yield from check_value(member, shape[0], f"{pointer}/{index}")
    else:
        for name, inner in shape.items():
            if name in data:
                yield from check_value(data[name], inner, f"{pointer}/{name}")


def text_problem(text: str, kind: str) -> str:
    """What is wrong with a text of a kind, in plain words; empty when nothing is."""
    if kind == DATE and ISO8601.fullmatch(text) is None:
        return "A date has the form 2014, 2014-06 or 2014-06-29; for what is not over, leave the end date out."
    if kind == EMAIL and "@" not in text:
        return "An e-mail address has an at sign."
    return ""


def arrange(root: Node, written: dict[int, Leaf], *, keep: bool = False) -> list[Node]:
    """Take out of a tree that is to be written what the rules forbid, and put the rest in the usual order.

    Args:
        root: the document.
        written: what the crosswalk wrote, by the identity of the node; residue may have spelt it in another way.
        keep: whether to leave what the rules forbid.

    Returns:
        The leaves that went, or went back to what the crosswalk wrote.
    """
    arranger = _Arranger(written, keep)
    arranger.members(root, RESUME)
    return arranger.removed


class _Arranger:
    def __init__(self, written: dict[int, Leaf], keep: bool) -> None:
        self._written = written
        self._keep = keep
        self.removed: list[Node] = []

    def members(self, node: Node, shape: dict[str, Shape]) -> None:
        """Arrange the members of an object."""
        kept = [child for child in node.children if self._stays(child, shape.get(child.name))]
        order = {name: position for position, name in enumerate(shape)}
        node.children = sorted(kept, key=lambda child: order.get(child.name, len(order)))

    def _stays(self, node: Node, shape: Shape | None) -> bool:
        if node.value is None and not node.children:
            return False
        if shape is None:
            return True
        member = shape[0] if isinstance(shape, list) else shape
        if node.array == isinstance(shape, list) and self._fits(node, member):
            return node.value is not None or bool(node.children)
        if not self._keep:
            self._remove(node)
        return self._keep

    def _fits(self, node: Node, shape: Shape) -> bool:
        """Whether a node may stay, perhaps without some of its members."""
        if isinstance(shape, dict):
            if node.value is not None and node.children:
                self._set(node, None)
            if node.value is not None or any(child.array and child.name == MEMBER for child in node.children):
                return False
            self.members(node, shape)
            return True
        assert isinstance(shape, str)
        if node.children:
            return False
        if not isinstance(node.value, str) or text_problem(node.value, shape):
            before = self._written.get(id(node))
            if self._keep or before is None:
                return False
            self._set(node, before)
        return True

    def _set(self, node: Node, value: Leaf | None) -> None:
        """Give a node another value; the one that it had is gone."""
        former = Node(node.name, node.value)
        former.source_pointer = node.pointer
        self.removed.append(former)
        node.value = value

    def _remove(self, node: Node) -> None:
        """Note that the leaves go, with the places where they stand as yet."""
        for leaf in node.leaves():
            leaf.source_pointer = leaf.pointer
            self.removed.append(leaf)
