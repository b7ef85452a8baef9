"""The JSON Schema (2020-12) of the canonical file.

It says what the model accepts, no more and no less: a test holds their verdicts equal.  It is open to unknown
fields, and a text or date may be given in its short form, as a plain string.
"""

from __future__ import annotations

from typing import Any

from ..model import Model, PartialDate, Portfolio, RichText
from ..model.values import CARRIABLE, EDTF_PATTERN, ITEM_ID_PATTERN, LANGUAGE_TAG_PATTERN
from .fields import Field, Kind, classes, fields, summary

SCHEMA_ID = "https://w3id.org/eportfolio/v1/portfolio.schema.json"
_SHORT_FORM: dict[type[Model], str] = {RichText: "String", PartialDate: "Edtf"}
"""Classes that may be given as a plain string: the definition of that string."""
_NOT_BLANK = r"[^\t\n\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_SPECIAL = {Kind.TEXT: "Text", Kind.URI: "Uri", Kind.REFERENCE: "ItemId"}
_PATTERNS = {CARRIABLE: "String", LANGUAGE_TAG_PATTERN: "LanguageTag", EDTF_PATTERN: "Edtf"}


def json_schema() -> dict[str, Any]:
    """The schema as JSON-ready data."""
    definitions = {cls.__name__: _class(cls) for cls in classes()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Portfolio",
        "description": summary(Portfolio),
        "$ref": "#/$defs/Portfolio",
        "$defs": {**_values(), **definitions},
    }


def _values() -> dict[str, Any]:
    tag = whole(LANGUAGE_TAG_PATTERN)
    return {
        "String": {
            "description": "A text without language: not blank, and without control characters.",
            "type": "string",
            "pattern": CARRIABLE,
            "allOf": [{"pattern": _NOT_BLANK}],
        },
        "Verbatim": {
            "description": "A string as it stood in its source, also empty or blank.",
            "type": "string",
            "pattern": CARRIABLE,
        },
        "Text": {
            "description": "A text in the portfolio's language, or one text for each language tag (BCP 47).",
            "anyOf": [
                _ref("String"),
                {
                    "type": "object",
                    "minProperties": 1,
                    "properties": {"@context": {"type": "object"}},
                    "additionalProperties": _ref("String"),
                    "propertyNames": {"anyOf": [{"const": "@context"}, {"pattern": tag}]},
                    "if": {"required": ["@context"]},
                    "then": {"minProperties": 2},
                },
            ],
        },
        "Uri": {
            "description": "A URI or IRI, kept as it was met, even where it is not well-formed.",
            "$ref": "#/$defs/String",
        },
        "ItemId": {
            "description": "The absolute id of an item, such as urn:uuid:…",
            "type": "string",
            "pattern": whole(ITEM_ID_PATTERN),
        },
        "LanguageTag": {"description": "A language tag (BCP 47).", "type": "string", "pattern": tag},
        "Edtf": {
            "description": "A date in the Extended Date/Time Format, level 1 (ISO 8601-2, Annex A).",
            "type": "string",
            "pattern": whole(EDTF_PATTERN),
        },
    }


def whole(pattern: str) -> str:
    """A pattern that ends where the text ends: elsewhere ``$`` also matches before a last line break."""
    return pattern.removesuffix("$") + r"(?!\n)$"


def _class(cls: type[Model]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "title": cls.__name__,
        "description": summary(cls),
        "type": "object",
        "properties": {field.name: _field(field) for field in fields(cls)},
    }
    required = [field.name for field in fields(cls) if field.required]
    if required:
        schema["required"] = required
    short = _SHORT_FORM.get(cls)
    if short is None:
        return schema
    return {
        "title": schema.pop("title"),
        "description": schema.pop("description"),
        "anyOf": [_ref(short), schema],
    }


def _field(field: Field) -> dict[str, Any]:
    schema = _value(field)
    if field.shape.many:
        schema = {"type": "array", "items": schema}
    elif field.nullable:
        schema = {"anyOf": [schema, {"type": "null"}]}
    described = {"title": field.name.replace("_", " ").capitalize(), "description": field.comment}
    return {key: text for key, text in described.items() if text} | schema


def _value(field: Field) -> dict[str, Any]:
    if field.codes:
        return {"const": field.codes[0]} if len(field.codes) == 1 else {"enum": list(field.codes)}
    match field.shape.kind:
        case Kind.OBJECT:
            assert field.target is not None
            return _ref(field.target.__name__)
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.ID:
            return _ref("ItemId")
        case Kind.STRING:
            return _ref(_PATTERNS[field.pattern] if field.pattern else "Verbatim")
        case kind:
            return _ref(_SPECIAL[kind])


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}
