"""A folder of SHACL shapes: which files a document selects, what they import, and which nodes they look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from ...report.errors import UnsafeError, UsageError
from ...sources.limits import DEFAULT_LIMITS
from ...sources.source import open_source
from .nesting import refuse_explosion
from .terms import parse_turtle

_FILES: Final = 100
"""How many files of shapes a folder may have."""

_FILE_BYTES: Final = 4_000_000
"""How large a file of shapes may be; the largest of the European Learning Model has 200 kB."""

_STATEMENTS: Final = 50_000
"""How many statements a file of shapes may have; the largest of the European Learning Model has 4250."""

_PROGRAMS: Final = [
    URIRef(str(SH) + name)
    for name in ("sparql", "select", "ask", "construct", "update", "js", "jsLibrary", "jsFunctionName", "rule")
]
"""What would run a query or a script; a query can read files and fetch addresses."""

_BY_TARGET: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_NO_CONSTRAINTS: Final = frozenset(
    {RDF.type, SH.deactivated, SH.severity, SH.message, SH.name, SH.description, SH.order, SH.group, SH.path,
     SH.property, SH.closed, SH.ignoredProperties, *_BY_TARGET}
)  # fmt: skip
"""Statements about a shape that demand nothing by themselves."""


@dataclass(frozen=True, slots=True)
class ShapesFile:
    """One file of shapes.

    Attributes:
        name: its name.
        graph: its statements.
        ontologies: the addresses it calls itself by.
        imports: the addresses of what it builds on.
    """

    name: str
    graph: Graph
    ontologies: frozenset[str]
    imports: frozenset[str]


@dataclass(frozen=True)
class Shapes:
    """Files of shapes that hold together.

    Attributes:
        files: their names.
        missing: addresses that they import and that no file of the folder has.
        graph: their statements.
    """

    files: tuple[str, ...]
    missing: tuple[str, ...]
    graph: Graph

    @cached_property
    def n_triples(self) -> str:
        """The statements as N-Triples."""
        return str(self.graph.serialize(format="nt", encoding="utf-8"), "utf-8")

    @cached_property
    def _targets(self) -> list[tuple[Node, Node]]:
        """How, and by what, the shapes that demand something select their nodes."""
        found: list[tuple[Node, Node]] = []
        for how in _BY_TARGET:
            found += [(how, value) for shape, value in self.graph.subject_objects(how) if self._demands(shape)]
        for kind in (SH.NodeShape, SH.PropertyShape):
            for shape in self.graph.subjects(RDF.type, kind):
                if (shape, RDF.type, RDFS.Class) in self.graph and self._demands(shape):
                    found.append((SH.targetClass, shape))
        return found

    def focus(self, data: Graph) -> set[Node]:
        """The nodes of a graph that a shape which demands something looks at (SHACL, section 2.1.3)."""
        found: set[Node] = set()
        for how, value in self._targets:
            if how == SH.targetClass:
                for kind in data.transitive_subjects(RDFS.subClassOf, value):
                    found.update(data.subjects(RDF.type, kind))
            elif how == SH.targetNode:
                found.add(value)
            elif how == SH.targetSubjectsOf:
                found.update(data.subjects(value))
            else:
                found.update(data.objects(None, value))
        return found

    def _demands(self, shape: Node) -> bool:
        """Whether a shape can find anything wrong: it is active, and so is one of its constraints."""
        if self._off(shape):
            return False
        if any(not self._off(inner) for inner in self.graph.objects(shape, SH.property)):
            return True
        stated = set(self.graph.predicates(shape)) - _NO_CONSTRAINTS
        return any(str(predicate).startswith(str(SH)) for predicate in stated)

    def _off(self, shape: Node) -> bool:
        return any(str(value) in ("true", "1") for value in self.graph.objects(shape, SH.deactivated))

    def expected(self, shape: str, parameter: str) -> str:
        """What a shape demands by a parameter, in short words; empty when it cannot be said shortly."""
        values = list(self.graph.objects(URIRef(shape), URIRef(str(SH) + parameter)))
        members: list[Any] = []
        for value in values:
            members += Collection(self.graph, value) if (value, RDF.first, None) in self.graph else [value]
        inner = [one for member in members for one in self.graph.objects(member, SH["class"])] or members
        return ", ".join(sorted(_short(one) for one in inner if not isinstance(one, BNode)))

    def lacking(self, shape: str, value: str, data: Graph) -> str:
        """The properties that an object lacks, in short words, where a shape demands that it fits another one."""
        node = URIRef(value)
        return ", ".join(
            sorted(
                _short(path)
                for inner in self.graph.objects(URIRef(shape), SH.node)
                for rule in self.graph.objects(inner, SH.property)
                for path in self.graph.objects(rule, SH.path)
                if isinstance(path, URIRef) and (rule, SH.minCount, None) in self.graph
                and not self._off(rule) and (node, path, None) not in data
            )
        )  # fmt: skip


class ShapesFolder:
    """The ``.ttl`` files of a folder.

    Args:
        folder: the folder.

    Raises:
        UsageError: it is no folder, or has no such file.
        UnsafeError: it has too many.
    """

    def __init__(self, folder: str | Path) -> None:
        path = Path(folder)
        if not path.is_dir():
            raise UsageError("usage", f"{folder} is no folder: name one that holds SHACL shapes as .ttl files.")
        self._paths = sorted(item for item in path.iterdir() if item.suffix == ".ttl" and item.is_file())
        if not self._paths:
            raise UsageError("usage", f"The folder {folder} holds no .ttl file: download the SHACL shapes into it.")
        if len(self._paths) > _FILES:
            raise UnsafeError("limit-exceeded", f"The folder {folder} holds more than {_FILES} .ttl files.")

    def select(self, schemas: Iterable[str]) -> Shapes:
        """The shapes for a document: the files of the schemas that it names and what they import, else all files.

        Args:
            schemas: the addresses that the document names as its schema.

        Raises:
            UnreadableError: a file is broken.
            UsageError: a shape refers to itself.
            UnsafeError: a file goes beyond a limit, or holds queries or scripts.
        """
        chosen = {file.name: file for schema in schemas for file in self._called(schema)}
        missing: set[str] = set()
        wanted = {address for file in chosen.values() for address in file.imports}
        asked: set[str] = set()
        while wanted - asked:
            address = min(wanted - asked)
            asked.add(address)
            found = list(self._called(address))
            if not found:
                missing.add(address)
            for file in found:
                chosen[file.name] = file
                wanted |= file.imports
        if not chosen:
            chosen = {path.name: _read(path) for path in self._paths}
        return _together(tuple(chosen[name] for name in sorted(chosen)), tuple(sorted(missing)))

    def _called(self, address: str) -> Iterator[ShapesFile]:
        """The files that call themselves by an address."""
        word = re.split("[/#]", address.rstrip("/#"))[-1].encode()
        for path in self._paths:
            if word in _bytes(path, _state(path)):  # spares the parsing of files that cannot be meant
                file = _read(path)
                if address in file.ontologies:
                    yield file


@lru_cache(maxsize=8)
def _together(files: tuple[ShapesFile, ...], missing: tuple[str, ...]) -> Shapes:
    graph = Graph(bind_namespaces="none")
    for file in files:
        for statement in file.graph:
            graph.add(statement)
    refuse_explosion(graph)
    return Shapes(tuple(file.name for file in files), missing, graph)


def _state(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=32)
def _bytes(path: Path, state: tuple[int, int]) -> bytes:
    if state[1] > _FILE_BYTES:
        raise UnsafeError("limit-exceeded", f"{path.name} is larger than {_FILE_BYTES} bytes, too large for shapes.")
    return open_source(path, limits=DEFAULT_LIMITS).data


def _read(path: Path) -> ShapesFile:
    return _parsed(path, _state(path))


@lru_cache(maxsize=32)
def _parsed(path: Path, state: tuple[int, int]) -> ShapesFile:
    graph = parse_turtle(_bytes(path, state), path.name, _STATEMENTS)
    for program in _PROGRAMS:
        if (None, program, None) in graph:
            raise UnsafeError(
                "unsafe-content",
                f"{path.name} holds a query or a script (sh:{str(program).removeprefix(str(SH))}); "
                "only shapes that are made of SHACL Core constraints are run.",
                hint="Take the file out of the folder.",
            )
    ontologies = frozenset(str(node) for node in graph.subjects(RDF.type, OWL.Ontology))
    imports = frozenset(str(node) for node in graph.objects(None, OWL.imports))
    return ShapesFile(path.name, graph, ontologies, imports)


def _short(node: Node) -> str:
    """A term as people like to read it: the last part of an address, the text of a literal."""
    text = str(node)
    return re.split("[/#:]", text)[-1] or text if isinstance(node, URIRef) else text
