"""Validate against an official schema that the user has: an XML Schema or a JSON Schema from a local file.

Our own structure rules need no schema file and give the same verdicts; this is for those who must show that the
official file itself was asked.  Nothing is fetched: what a schema refers to must lie beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from ..report.errors import UnreadableError, UsageError
from ..report.findings import Finding, finding
from ..sources.json import load_json
from ..sources.source import Source, open_source


def check_official(source: Source, schema: str | Path) -> Iterator[Finding]:
    """Validate a file against a schema file.

    Args:
        source: the file, already out of its container.
        schema: an XML Schema (``.xsd``) for XML, a JSON Schema (``.json``) for JSON, or a folder of JSON Schemas, of
            which the one that is for the document is asked.

    Yields:
        A finding ``schema-violation`` for each place that the schema does not allow; of a folder, ``schema-chosen``
        before them.

    Raises:
        UsageError: the schema is of the wrong kind for the file, or no schema.
        UnreadableError: the schema or the file cannot be read.
    """
    path = Path(schema)
    if path.is_dir():
        yield from _by_folder(source, path)
        return
    suffix = path.suffix.lower()
    if suffix not in (".xsd", ".json"):
        raise UsageError("usage", f"{path} is no schema that can be used: give an .xsd or a .json file.")
    if (suffix == ".xsd") != (source.kind == "xml"):
        raise UsageError("usage", f"{path.name} is no schema for {source.name}, which is {source.kind.upper()}.")
    yield from _by_xml_schema(source, path) if suffix == ".xsd" else _by_json_schema(source, path)


def _by_xml_schema(source: Source, path: Path) -> Iterator[Finding]:
    from lxml import etree

    _ = source.xml  # the safe loader has the first word on the file
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_beside(path))
    try:
        compiled = etree.XMLSchema(etree.parse(path, parser))
    except OSError:
        raise UnreadableError("file-not-readable", f"{path} cannot be opened.") from None
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise UsageError("usage", f"{path} is no XML Schema that can be used: {error}.") from None
    compiled.validate(etree.fromstring(source.data, etree.XMLParser(no_network=True, resolve_entities=False)))
    log: Any = compiled.error_log
    for entry in log:
        yield finding(
            "schema-violation", entry.message, pointer=entry.path or "", line=entry.line,
            column=entry.column or None, specification=path.name,
        )  # fmt: skip


def _beside(path: Path) -> Any:
    """A resolver that finds included schemas in the folder of the first one, whatever address they are named by."""
    from lxml import etree

    class Beside(etree.Resolver):
        def resolve(self: Any, system_url: str | None, public_id: str | None, context: Any) -> Any:  # type: ignore[override]
            place = unquote(urlsplit(system_url or "").path)
            for candidate in (Path(place), path.parent / place.lstrip("/"), path.parent / Path(place).name):
                if candidate.is_file():
                    return self.resolve_filename(str(candidate), context)
            return self.resolve_empty(context)

    return Beside()


def _by_json_schema(source: Source, path: Path) -> Iterator[Finding]:
    schema = load_json(open_source(path).data)
    yield from _violated(schema, load_json(source.data, source.limits), path.name, _refuse)


def _by_folder(source: Source, path: Path) -> Iterator[Finding]:
    from .schema_folder import SchemaFolder

    folder = SchemaFolder(path)
    place, document = _document(source)
    chosen = folder.chosen(document)
    name = chosen.path.relative_to(path).as_posix()
    yield finding("schema-chosen", f"The document is held against {name}.", pointer=place, specification=name)

    def retrieve(address: str) -> Any:
        found = folder.referred(address)
        return _refuse(address) if found is None else found

    for found in _violated(chosen.content, document, name, retrieve):
        yield replace(found, pointer=place + found.pointer)


def _document(source: Source) -> tuple[str, Any]:
    """The JSON of a source and its place: the document itself, or what a token says."""
    if source.kind != "text":
        return "", load_json(source.data, source.limits)
    from ..sources.base64url import UnusableError
    from ..sources.jws import document_of, open_token

    try:
        return "/payload", document_of(open_token(source.data.decode("utf-8", "replace").strip(), source.limits).claims)
    except UnusableError as error:
        raise UnreadableError("not-well-formed", f"{source.name} is neither JSON nor a token: {error}.") from None


_Retrieve: TypeAlias = Callable[[str], Any]


def _refuse(address: str) -> Any:
    raise UsageError("usage", f"The schema refers to {address}, and nothing is fetched.")


def _violated(schema: Any, document: Any, name: str, retrieve: _Retrieve) -> Iterator[Finding]:
    for place, message in sorted(_violations(schema, document, retrieve)):
        yield finding("schema-violation", message, pointer=place, specification=name)


def _violations(schema: Any, document: Any, retrieve: _Retrieve) -> list[tuple[str, str]]:
    """Place and message of each violation: by jsonschema-rs when the extra ``fast`` is there, else by jsonschema."""
    try:
        import jsonschema_rs
    except ImportError:
        return list(_by_jsonschema(schema, document, retrieve))

    try:
        validator = jsonschema_rs.validator_for(schema, retriever=retrieve)
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise UsageError("usage", f"The schema cannot be used: {error}.") from None
    return [("".join(f"/{_step(step)}" for step in error.instance_path), error.message)
            for error in validator.iter_errors(document)]  # fmt: skip


def _by_jsonschema(schema: Any, document: Any, retrieve: _Retrieve) -> Iterator[tuple[str, str]]:
    import jsonschema
    from referencing import Registry, Resource
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    kind = jsonschema.validators.validator_for(schema)
    try:
        kind.check_schema(schema)
        found: Any = Registry  # its constructor takes what its type hints do not tell
        registry = found(retrieve=lambda address: Resource.from_contents(retrieve(address), DRAFT202012))
        for error in kind(schema, registry=registry).iter_errors(document):
            yield "".join(f"/{_step(step)}" for step in error.absolute_path), error.message
    except jsonschema.SchemaError as error:
        raise UsageError("usage", f"The schema cannot be used: {error.message}.") from None
    except Unresolvable as error:
        raise UsageError("usage", f"The schema refers to {error}, and nothing is fetched.") from None


def _step(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
