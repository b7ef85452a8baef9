"""A folder of official JSON Schemas: the one that a document is to be held against, and what its schemas refer to.

The schema is told from the document: from the ids in its ``credentialSchema``, from its types, from its contexts, which
stand at the addresses that the schemas do, and from the members that a schema demands and knows.  Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..report.errors import EportfolioError, UsageError
from ..sources.json import load_json
from ..sources.source import open_source

_MOST_FILES: Final = 2000
_DEEPEST: Final = 12
"""How deep the types of a schema stand at most: in lists of alternatives, inside each other."""

_LOOKED_AT: Final = 10
"""So many of the documents inside another one tell what it is about."""

_EVERY: Final = frozenset({"VerifiableCredential"})
"""A type that every credential has, and that tells nothing of its schema."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A JSON Schema of a folder.

    Attributes:
        path: its file.
        content: the schema.
    """

    path: Path
    content: dict[str, Any]

    @property
    def id(self) -> str:
        """The address that it says it has; empty when it says none."""
        found = self.content.get("$id", self.content.get("id", ""))
        return found if isinstance(found, str) else ""


class SchemaFolder:
    """The JSON Schemas in a folder and the folders in it.

    Args:
        path: the folder.

    Raises:
        UsageError: there is no JSON Schema in it, or there are too many files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.schemas = list(self._schemas())
        if not self.schemas:
            raise UsageError("usage", f"There is no JSON Schema in the folder {path}.")

    def _schemas(self) -> Iterator[Schema]:
        files = sorted(self.path.rglob("*.json"), key=lambda file: (len(file.parts), file))
        if len(files) > _MOST_FILES:
            raise UsageError(
                "usage", f"There are {len(files)} files in the folder {self.path}: name one with schemas only."
            )
        for file in files:
            try:
                content = load_json(open_source(file).data)
            except EportfolioError:
                continue  # something else than a schema may lie there
            if isinstance(content, dict) and ("$schema" in content or "$id" in content):
                yield Schema(file, content)

    def chosen(self, document: Any) -> Schema:
        """The schema for a document.

        Raises:
            UsageError: none of them is for it.
        """
        fitting = [(_fit(schema, document), -number) for number, schema in enumerate(self.schemas)]
        best, number = max((one for one in fitting if one[0] is not None), default=(None, 0))
        if best is None:
            raise UsageError(
                "usage", f"None of the {len(self.schemas)} schemas in {self.path} is for this document.",
                hint="Name the file of the schema itself.",
            )  # fmt: skip
        return self.schemas[-number]

    def referred(self, address: str) -> dict[str, Any] | None:
        """The schema that another one refers to: by its id, or by the name of its file."""
        bare = address.partition("#")[0]
        name = urlsplit(bare).path.rpartition("/")[2]
        for schema in self.schemas:
            if schema.id.partition("#")[0] == bare:
                return schema.content
        return next((schema.content for schema in self.schemas if schema.path.name == name), None)


def _fit(schema: Schema, document: Any) -> tuple[bool, int, int, int] | None:
    """How well a schema fits a document: named by it, types in common, members in common, addresses in common."""
    if not isinstance(document, dict):
        return None
    content = schema.content
    members = content.get("properties")
    required = content.get("required", [])
    if not isinstance(members, dict) or not isinstance(required, list):
        return None
    named = bool(schema.id) and schema.id in set(_ids(document.get("credentialSchema")))
    types = set(_constants(members.get("type"), _DEEPEST))
    shared = len((types & set(_texts(document.get("type")))) - _EVERY)
    if not named and not shared:
        if types - _EVERY or not set(required) <= document.keys():
            return None
        if not required and not document.keys() <= members.keys():
            return None
    near = max((_in_common(schema.id, one) for one in _contexts(document)), default=0)
    return named, shared, len(document.keys() & members.keys()), near


def _contexts(document: dict[str, Any]) -> Iterator[str]:
    """The contexts of a document; of one that only holds others, theirs."""
    for one in (document, *(held for value in document.values() for held in _list(value)[:_LOOKED_AT])):
        if isinstance(one, dict):
            yield from _texts(one.get("@context"))
            if one is document and "@context" in document:
                return


def _in_common(one: str, other: str) -> int:
    """How many characters two addresses share from their start."""
    return next((index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


def _constants(schema: Any, depth: int) -> Iterator[str]:
    """All texts that a schema lists as values, in alternatives and lists too."""
    if isinstance(schema, list) and depth:
        for one in schema:
            yield from _constants(one, depth - 1)
    elif isinstance(schema, dict) and depth:
        yield from _texts([*_list(schema.get("enum")), schema.get("const")])
        for key in ("oneOf", "anyOf", "allOf", "contains", "items", "prefixItems"):
            yield from _constants(schema.get(key), depth - 1)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> Iterator[str]:
    return (one for one in _list(value) if isinstance(one, str))


def _ids(value: Any) -> Iterator[str]:
    return _texts([one.get("id") for one in _list(value) if isinstance(one, dict)])
