"""Rules for the person: name, picture, address, country, place."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk import Leaf, Notation, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.attachments import is_base64
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.schemes import ISO_3166_1

from .values import data_uri, read_picture


class FullName:
    """A person's name as one text; given and family name are joined when it is written."""

    def __init__(self, path: str) -> None:
        self.leaf = Leaf(path, "full_name")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the name, without taking it apart."""
        self.leaf.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the full name, else what it is made of."""
        parts = [
            leaf
            for name in ("given_name", "family_name")
            if (place := model.first(name)) is not None and (leaf := run.main_text(place)) is not None
        ]
        before = run.written
        self.leaf.write(model, target, run)
        if run.written == before and parts:
            text = " ".join(str(part.value) for part in parts)
            if run.place(target, self.leaf.path, text, parts[0], Grade.APPROXIMATE):
                run.supplied.add(f"{model.pointer}/full_name")
        if run.written > before:
            for part in parts:
                part.taken = Grade.APPROXIMATE


class Picture:
    """A link to a picture, or the picture itself as a data URI (RFC 2397)."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the link, or the file."""
        leaf = node.free(self.path)
        if leaf is None or not str(leaf.value).strip():
            return
        if self.field[-1] in target:
            return
        photo = read_picture(str(leaf.value).strip())
        container = descend(target, self.field)
        container[self.field[-1]] = photo
        content = photo.get("content")
        if content is not None and not is_base64(content):
            run.report("invalid-base64", f"{leaf.name} is not proper base64; its text is kept as it stands.", leaf)
        written = photo["uri"] if content is None else data_uri(photo["media_type"], content)
        run.keep_as(leaf, written, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the link, else the file."""
        photo = model.at(self.field)
        if photo is None:
            return
        uri, content, media_type = photo.first("uri"), photo.first("content"), photo.first("media_type")
        if uri is not None:
            exact = read_picture(str(uri.value)) == {"uri": uri.value}
            run.place(target, self.path, uri.value, uri, Grade.DATA if exact else Grade.APPROXIMATE)
        elif content is not None and media_type is not None:
            try:
                text = data_uri(str(media_type.value), str(content.value))
            except ValueError as error:
                run.not_expressible(content, str(error))
                return
            if run.place(target, self.path, text, content):
                media_type.taken = Grade.DATA


class AddressLines:
    """The lines of an address in one text, with line breaks."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = field

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """One line each."""
        leaf = node.free(self.path)
        if leaf is None:
            return
        lines = [line.strip() for line in str(leaf.value).splitlines() if line.strip()]
        if lines:
            target[self.field] = lines
            run.keep_as(leaf, "\n".join(lines), target, self.field)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """All lines."""
        lines = model.all(self.field)
        if lines and run.place(target, self.path, "\n".join(str(line.value) for line in lines), lines[0]):
            for line in lines:
                line.taken = Grade.DATA if len(str(line.value).splitlines()) == 1 else Grade.APPROXIMATE


class _CountryCodec:
    def read(self, raw: Any) -> str:
        text = str(raw).strip().upper()
        if len(text) != 2 or not text.isascii() or not text.isalpha():
            raise ValueError("a country has a code of two letters")
        return text

    def write(self, value: Any) -> str:
        return self.read(value)


class CountryCode:
    """A country's code (ISO 3166-1 alpha-2); another text is residue, since nobody can tell what it means."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.codec = _CountryCodec()
        self.notation = Notation(path, field, ISO_3166_1, self.codec)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the code."""
        leaf = node.at(self.path)
        if leaf is None or leaf.value is None:
            return
        try:
            self.codec.read(leaf.value)
        except ValueError:
            run.report("unknown-code", "The country is no code of two letters; it is kept as it stands.", leaf)
        else:
            self.notation.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the code."""
        self.notation.write(model, target, run)


class PlaceName:
    """A place as one text.

    Args:
        path: where it stands.
        field: the place, or an address, whose parts are joined when it is written.
        grade: how well the target carries a place that has a name.
    """

    def __init__(self, path: str, field: str, grade: Grade = Grade.DATA) -> None:
        self.path = steps(path)
        self.field = steps(field)
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text as the place's name."""
        if self.grade is Grade.DATA:
            Leaf("/".join(self.path), "/".join((*self.field, "name"))).read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the name, else municipality, region and country."""
        place, slot = model.at(self.field), target.at(self.path)
        if place is None or slot is not None:
            return
        name = place.first("name")
        leaf = run.main_text(name) if name is not None else None
        if leaf is not None:
            if leaf.taken is None:
                run.place(target, self.path, leaf.value, leaf, self.grade)
            return
        parts = [
            leaf for leaf in (self._part(place, name, run) for name in ("municipality", "region", "country")) if leaf
        ]
        if parts and run.place(target, self.path, ", ".join(str(part.value) for part in parts), parts[0], Grade.TEXT):
            run.supplied.add("/experiences/positions/place/name")
            for part in parts:
                part.taken = Grade.TEXT

    def _part(self, place: Node, name: str, run: WriteRun) -> Node | None:
        part = place.first(name)
        if part is not None and name == "country":
            part = part.first("label") or part.first("official_label") or part.first("notation")
        leaf = run.main_text(part) if part is not None else None
        return leaf if leaf is not None and leaf.taken is None else None
