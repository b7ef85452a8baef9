"""The schema that a credential names for itself: run when the user gave it, or allowed to fetch it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from ...report.errors import EportfolioError
from ...sources.json import load_json
from ...sources.tree import escape_pointer
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..question import Question
from ..results import Stepwise
from .shape import listed, types_of

_JSON_SCHEMAS: Final = ("1EdTechJsonSchemaValidator2019", "JsonSchema", "JsonSchemaValidator2018")
_MOST: Final = 8
_TOLD: Final = 3


def check_schemas(steps: Stepwise, credential: Mapping[str, Any], question: Question) -> None:
    """Add a step for each schema that the credential names (VCDM 2.0, 4.11; Open Badges 3.0, CredentialSchema).

    Args:
        steps: where they go.
        credential: the credential.
        question: what is asked, with the documents that the user gave.
    """
    entries = listed(credential.get("credentialSchema"))
    for index, entry in enumerate(entries[:_MOST]):
        place = f"{steps.pointer}/credentialSchema" + (f"/{index}" if len(entries) > 1 else "")
        if not isinstance(entry, Mapping) or not isinstance(entry.get("id"), str):
            continue
        kind = next(iter(types_of(entry)), "")
        if kind in _JSON_SCHEMAS:
            _run(steps, credential, entry["id"], place, question)
        else:
            steps.not_checked("credential-schema", f"{kind[:60]} is a kind of schema that is not known here", place)


def _run(steps: Stepwise, credential: Mapping[str, Any], address: str, place: str, question: Question) -> None:
    try:
        document = question.documents.get(address, "the schema")
        found = _violations(load_json(document.content, question.limits), credential, document.origin == "given")
    except NotAvailableError as error:
        steps.not_checked("credential-schema", f"{error}; our own rules are those of eportfolio validate", place)
    except (UnusableError, EportfolioError) as error:
        steps.not_checked("credential-schema", f"the schema at {address[:200]} cannot be used: {error}", place)
    else:
        for pointer, message in found[:_TOLD]:
            steps.failed("credential-schema", f"{message[:300]} ({address[:200]})", f"{steps.pointer}{pointer}")
        if not found:
            steps.checked("credential-schema", f"it fits the schema {address[:200]} ({document.origin})", place)


def _violations(schema: Any, credential: Mapping[str, Any], given: bool) -> list[tuple[str, str]]:
    """The first violations: by jsonschema-rs where the extra ``fast`` is there, whose patterns cannot run for ever."""
    try:
        import jsonschema_rs
    except ImportError:
        if not given:
            raise UnusableError("a schema that was fetched is run by the extra [fast] alone") from None
        return list(islice(_by_jsonschema(schema, credential), _TOLD))

    def refuse(address: str) -> Any:
        raise UnusableError(f"it refers to {address}, which is not fetched")

    try:
        validator = jsonschema_rs.validator_for(schema, retriever=refuse)
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise UnusableError(str(error)[:200]) from None
    found = islice(validator.iter_errors(credential), _TOLD)
    return [(_pointer(error.instance_path), error.message) for error in found]


def _by_jsonschema(schema: Any, credential: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    import jsonschema
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    kind = jsonschema.validators.validator_for(schema)
    try:
        kind.check_schema(schema)
        for error in kind(schema, registry=Registry()).iter_errors(credential):
            yield _pointer(error.absolute_path), error.message
    except jsonschema.SchemaError as error:
        raise UnusableError(error.message[:200]) from None
    except RecursionError:
        raise UnusableError("it refers to itself without end") from None
    except Unresolvable as error:
        raise UnusableError(f"it refers to {error}, which is not fetched") from None


def _pointer(path: Any) -> str:
    return "".join(f"/{escape_pointer(str(step))}" for step in path)
