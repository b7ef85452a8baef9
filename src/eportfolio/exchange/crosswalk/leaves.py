"""Rules about single values: a leaf, a code of a scheme, bytes, a text with markup."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...sources.attachments import is_base64
from ...sources.tree import Grade, Node
from ...sources.tree import Leaf as LeafValue
from .codecs import TEXT, Codec, as_text
from .reading import Fields, ReadRun, descend
from .richtext import read_rich, write_rich
from .rules import first_step, holder_of, steps
from .writing import WriteRun


class Leaf:
    """One leaf, one value.

    Args:
        path: where the leaf stands.
        field: where the value stands.
        codec: how one becomes the other.
        grade: how well the target carries the value when it is written.
    """

    def __init__(self, path: str, field: str, codec: Codec = TEXT, grade: Grade = Grade.DATA) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)
        self.codec = codec
        self.key = self.field[-1]
        self.direct = len(self.field) == 1
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the leaf, unless it is taken or the field is filled."""
        leaf = node.at(self.path)
        if leaf is not None:
            self.take(leaf, target, run)

    def take(self, leaf: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a leaf that was found."""
        if leaf.value is None or leaf.taken is not None:
            return
        container = target if self.direct else holder_of(target, self.field)
        if self.key not in container:
            run.put(target, self.field, leaf, self.codec)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the value, unless the format cannot express it."""
        place = model.at(self.field)
        if place is None:
            return
        leaf = run.main_text(place)
        if leaf is None or leaf.value is None or leaf.taken is not None:
            return
        spelt = encode(self.codec, leaf, self.grade, run)
        if spelt is not None:
            run.place(target, self.path, spelt.raw, leaf, spelt.grade)


class Leaves:
    """Repeated leaves, a list of values."""

    def __init__(self, path: str, field: str, codec: Codec = TEXT, grade: Grade = Grade.DATA) -> None:
        *parent, self.name = steps(path)
        self.parent = tuple(parent)
        self.step = first_step((*self.parent, self.name))
        self.field: Fields = steps(field)
        self.codec = codec
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each leaf."""
        for leaf in node.select((*self.parent, self.name)):
            if leaf.value is not None and leaf.taken is None:
                values: dict[str, Any] = {}
                if run.put(values, ("value",), leaf, self.codec):
                    container = descend(target, self.field).setdefault(self.field[-1], [])
                    container.append(values["value"])
                    run.trace[-1] = (leaf, container, len(container) - 1)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each value that was not placed yet."""
        holder = model.at(self.field[:-1])
        for member in holder.all(self.field[-1]) if holder is not None else ():
            leaf = run.main_text(member)
            if leaf is None or leaf.value is None or leaf.taken is not None:
                continue
            spelt = encode(self.codec, leaf, self.grade, run)
            if spelt is None:
                continue
            child = target.need(self.parent).add(self.name, array=run.array)
            run.place(child, (), spelt.raw, leaf, spelt.grade)


class Spelt(NamedTuple):
    """A value in the spelling of a format, and how well that carries it."""

    raw: LeafValue
    grade: Grade


def encode(codec: Codec, leaf: Node, grade: Grade, run: WriteRun) -> Spelt | None:
    """Spell a value as the format does; what would not be read back as it was is an approximation.

    Args:
        codec: the format's spelling.
        leaf: the value in the model.
        grade: how well the place in the format carries such values.
        run: the writing, in which a value that cannot be expressed is named.
    """
    try:
        raw = codec.write(leaf.value)
        exact = codec.read(raw) == leaf.value
    except ValueError as error:
        run.not_expressible(leaf, str(error))
        return None
    return Spelt(raw, Grade.APPROXIMATE if grade is Grade.DATA and not exact else grade)


class Notation:
    """A code of a concept scheme: the notation and, with it, the scheme.

    Args:
        path: where the code stands.
        field: the object that holds ``notation`` and ``scheme``; empty for the current one.
        scheme: URI of the scheme; a code of another scheme is not written.
        codec: the format's spelling of codes.
    """

    def __init__(self, path: str, field: str, scheme: str, codec: Codec = TEXT) -> None:
        self.leaf = Leaf(path, f"{field}/notation" if field else "notation", codec)
        self.step = self.leaf.step
        self.field: Fields = steps(field)
        self.scheme = scheme

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the code and name its scheme."""
        before = run.kept
        self.leaf.read(node, target, run)
        if run.kept > before:
            descend(target, (*self.field, "scheme"))["scheme"] = self.scheme

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the code if it is of this scheme."""
        scheme = model.at((*self.field, "scheme"))
        if scheme is None or scheme.value != self.scheme:
            return
        before = run.written
        self.leaf.write(model, target, run)
        notation = model.at(self.leaf.field)
        if run.written > before and notation is not None:
            run.imply(scheme, notation)


class Base64:
    """Bytes in base64.  White space in it means nothing; what is no base64 is kept as it stands, and reported."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the bytes, without decoding them."""
        leaf = node.free(self.path)
        if leaf is None:
            return
        content = "".join(str(leaf.value).split())
        if not is_base64(content):
            run.report("invalid-base64", f"{leaf.name} is not proper base64; its text is kept as it stands.", leaf)
        container = descend(target, self.field)
        container[self.field[-1]] = content
        run.keep(leaf, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the bytes."""
        place = model.at(self.field)
        if place is not None and place.value is not None and place.taken is None:
            run.place(target, self.path, place.value, place)


class Rich:
    """A text with markup, or plain prose.

    Args:
        path: where the leaf stands.
        field: a rich text of the model.
        html: whether the format carries markup; otherwise it is written as plain text, which is an approximation.
    """

    def __init__(self, path: str, field: str, *, html: bool = True, grade: Grade = Grade.DATA) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)
        self.html = html
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text; markup is sanitised, and its old spelling is kept when it was harmless."""
        leaf = node.free(self.path)
        if leaf is None:
            return
        if self.field[-1] in holder_of(target, self.field):
            return
        rich = read_rich(as_text(leaf.value), markup=self.html)
        if rich.unsafe:
            run.report("unsafe-markup", f"Markup in {leaf.name} that could run code was removed.", leaf)
            leaf.value = rich.harmless
        if not rich.value:
            if rich.unsafe:
                leaf.taken = Grade.LOST
            return
        container = descend(target, self.field)
        container[self.field[-1]] = {rich.kind: rich.value}
        run.keep_as(leaf, rich.written, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the markup where the format carries it, else the plain words."""
        place = model.at(self.field)
        if place is None:
            return
        source = place.first("html") or place.first("text")
        leaf = run.main_text(source) if source is not None else None
        if leaf is None or leaf.taken is not None:
            return
        assert source is not None
        raw, exact = write_rich(source.name, str(leaf.value), markup=self.html)
        if raw:
            run.place(
                target, self.path, raw, leaf, self.grade if exact or self.grade is not Grade.DATA else Grade.APPROXIMATE
            )
