"""The metadata of a mapping set: a block of YAML, read and written in the restricted form that SSSOM/TSV allows.

Every scalar is read as the text that stands in the file: a version ``1.10`` is no number.  Anchors, aliases, tags and
directives are refused, as the specification demands; with them go the ways in which a small file of YAML can grow
without bound.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..errors import VocabularySourceError
from .slots import CURIE_MAP, DATES, EXTENSIONS, PROBABILITIES

if TYPE_CHECKING:
    from yaml.events import Event

Node = str | list["Node"] | dict[str, "Node"] | None
"""A value of the block: text, list, map, or nothing."""

MAX_CHARACTERS: Final = 250_000
"""How long a metadata block may be."""

_DEPTH: Final = 6
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_WIDE: Final = 1 << 30


@dataclass(slots=True)
class Block:
    """A metadata block as it stands.

    Attributes:
        values: its keys and values.
        lines: the line of each key.
    """

    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def parse_block(text: str, source: str) -> Block:
    """Read a metadata block.

    Args:
        text: the YAML, as many lines before it as there are in the file.
        source: name of the file, for messages.

    Raises:
        VocabularySourceError: it is no YAML, uses what SSSOM forbids, has a key twice, or is too long or deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise VocabularySourceError(
            "limit-exceeded", f"The metadata of {source} is longer than {MAX_CHARACTERS:,} characters."
        )
    import yaml

    block = Block()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = _Events(yaml.parse(text, Loader=loader), source)
        if not events.skip_to_content():
            return block
        value = _node(events, events.next(), 0, block.lines)
        events.end()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise VocabularySourceError(
            "vocabulary-source",
            f"The metadata of {source} is no YAML: {getattr(error, 'problem', None) or 'a character is not allowed'}.",
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            hint="Every line of the metadata begins with # and holds a key and its value, such as #license: https://...",
        ) from None
    if isinstance(value, dict):
        block.values = value
    elif value is not None:
        raise VocabularySourceError(
            "vocabulary-source",
            f"The metadata of {source} has no keys: it should be lines such as #key: value.",
            line=1,
        )
    return block


def write_block(
    prefixes: Mapping[str, str], slots: Mapping[str, str | Sequence[str]], extensions: Sequence[Mapping[str, str]]
) -> str:
    """The YAML of a metadata block, in the canonical form of SSSOM/TSV.

    Args:
        prefixes: the map of prefixes.
        slots: keys and values in order; references are CURIEs already.
        extensions: definitions of extension slots.

    Returns:
        Lines, with line ends.
    """
    import yaml

    stream = io.StringIO()
    events = _written(prefixes, slots, extensions)
    yaml.emit(events, stream, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDE)
    return stream.getvalue()


class _Events:
    """The events of a YAML stream, with what SSSOM forbids refused."""

    def __init__(self, events: Iterator[Event], source: str) -> None:
        self._events = events
        self.source = source

    def next(self) -> Event:
        """The next event."""
        from yaml import events

        event = next(self._events)
        if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
            raise self.error(event, "has an anchor or an alias (& or *)")
        if getattr(event, "tag", None) is not None:
            raise self.error(event, "has a tag (!)")
        return event

    def skip_to_content(self) -> bool:
        """Pass over the beginning of the stream and the document; whether there is a document."""
        from yaml import events

        self.next()
        start = next(self._events)
        if isinstance(start, events.DocumentStartEvent) and (start.version or start.tags):
            raise self.error(start, "has a directive (%)")
        return isinstance(start, events.DocumentStartEvent)

    def end(self) -> None:
        """Make sure that nothing follows."""
        from yaml import events

        self.next()
        rest = self.next()
        if not isinstance(rest, events.StreamEndEvent):
            raise self.error(rest, "has a second document")

    def error(self, event: Event, what: str) -> VocabularySourceError:
        """An error at the place of an event."""
        return VocabularySourceError(
            "vocabulary-source",
            f"The metadata of {self.source} {what}, which SSSOM does not allow.",
            line=_line(event),
            column=event.start_mark.column + 1 if event.start_mark else None,
            hint="Write the value out. A text that begins with such a sign stands in quotes.",
        )


def _line(event: Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


def _node(events: _Events, event: Event, depth: int, lines: dict[str, int] | None = None) -> Node:
    """Build one value from its events; the keys of the outermost map leave their lines."""
    from yaml import events as kinds

    if isinstance(event, kinds.ScalarEvent):
        return None if event.implicit[0] and event.value in _NOTHING else str(event.value)
    if depth == _DEPTH:
        raise events.error(event, "is nested too deeply")
    if isinstance(event, kinds.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(item := events.next(), kinds.SequenceEndEvent):
            items.append(_node(events, item, depth + 1))
        return items
    found: dict[str, Node] = {}
    while not isinstance(key := events.next(), kinds.MappingEndEvent):
        if not isinstance(key, kinds.ScalarEvent):
            raise events.error(key, "has a key that is no text")
        if key.value in found:
            raise events.error(key, f"has the key {key.value!r} twice")
        if lines is not None:
            lines[key.value] = _line(key) or 0
        found[key.value] = _node(events, events.next(), depth + 1)
    return found


def _written(
    prefixes: Mapping[str, str], slots: Mapping[str, str | Sequence[str]], extensions: Sequence[Mapping[str, str]]
) -> Iterator[Any]:
    from yaml import events as kinds

    yield kinds.StreamStartEvent()
    yield kinds.DocumentStartEvent(explicit=False)
    yield kinds.MappingStartEvent(None, None, True, flow_style=False)
    if prefixes:
        yield _scalar(CURIE_MAP)
        yield from _map(prefixes)
    for name, value in slots.items():
        yield _scalar(name)
        if isinstance(value, str):
            yield _scalar(value, name)
        else:
            yield kinds.SequenceStartEvent(None, None, True, flow_style=False)
            yield from (_scalar(item, name) for item in value)
            yield kinds.SequenceEndEvent()
    if extensions:
        yield _scalar(EXTENSIONS)
        yield kinds.SequenceStartEvent(None, None, True, flow_style=False)
        for extension in extensions:
            yield from _map(extension)
        yield kinds.SequenceEndEvent()
    yield kinds.MappingEndEvent()
    yield kinds.DocumentEndEvent(explicit=False)
    yield kinds.StreamEndEvent()


def _map(values: Mapping[str, str]) -> Iterator[Any]:
    from yaml import events as kinds

    yield kinds.MappingStartEvent(None, None, True, flow_style=False)
    for key, value in values.items():
        yield _scalar(key)
        yield _scalar(value)
    yield kinds.MappingEndEvent()


def _scalar(value: str, slot: str = "") -> Any:
    """A text in plain style where that is possible and no reader takes it for something else, else in quotes."""
    import yaml

    fits = value not in _NOTHING and yaml.emitter.Emitter(io.StringIO()).analyze_scalar(value).allow_block_plain
    plain = fits and (slot in PROBABILITIES or slot in DATES or _reads_as_text(value))
    return yaml.ScalarEvent(None, None, (True, True), value, style=None if plain else '"')


def _reads_as_text(value: str) -> bool:
    import yaml

    tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag == "tag:yaml.org,2002:str")
