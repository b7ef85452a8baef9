"""Make ``schemas/openbadges/classes.tsv`` and ``classes-clr1.tsv``: what badges and learner records demand, as facts.

    python scripts/openbadges_classes.py badges OB3 CLR2 > schemas/openbadges/classes.tsv
    python scripts/openbadges_classes.py records CLR1 > schemas/openbadges/classes-clr1.tsv

``OB3``, ``CLR2`` and ``CLR1`` are folders with the official JSON Schemas of Open Badges 3.0 and of the Comprehensive
Learner Record 2.0 and 1.0.  Names, cardinalities, kinds of value and codes are taken; no title and no description is.
The library reads the tables alone.  A schema that says something in a way that this script does not know stops it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

COLUMNS: Final = ("class", "property", "required", "number", "least", "kind", "values")

BADGES: Final = {
    "AchievementCredential": "ob_v3p0_achievementcredential_schema.json",
    "EndorsementCredential": "ob_v3p0_endorsementcredential_schema.json",
    "Profile": "ob_v3p0_profile_schema.json",
    "GetOpenBadgeCredentialsResponse": "ob_v3p0_getopenbadgecredentialsresponse_schema.json",
}
RECORDS: Final = {
    "AchievementCredential": "clr_v2p0_achievementcredential_schema.json",
    "EndorsementCredential": "clr_v2p0_endorsementcredential_schema.json",
    "Profile": "clr_v2p0_profile_schema.json",
    "ClrCredential": "clr_v2p0_clrcredential_schema.json",
    "GetClrCredentialsResponse": "clr_v2p0_getclrcredentialsresponse_schema.json",
}
FORMER: Final = {"Clr": "clrv1p0-getclr-200-responsepayload-schemav2p0.json"}
"""The schema of each document, by the class of its root."""

_JWS: Final = "^[a-zA-Z0-9_-]+\\.[a-zA-Z0-9_-]*\\.[a-zA-Z0-9_-]+$"
_LANGUAGE: Final = "^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_PATTERNS: Final = {
    _JWS: "jws",
    _LANGUAGE: "language",
    "^([A-Za-z0-9-_]{4,})\\.([-A-Za-z0-9-_]{4,})\\.([A-Za-z0-9-_]{4,})$": "jws-1",
    "(ext:)[a-z|A-Z|0-9|.|-|_]+": "extensible",
    "(ext:)[a-zA-Z0-9\\.\\-_]+": "extensible-1",
    "^https:\\/\\/purl\\.imsglobal\\.org\\/spec\\/ob\\/v3p0\\/context(-3\\.\\d\\.\\d)*\\.json$": "OpenBadges-3",
    "^https:\\/\\/purl\\.imsglobal\\.org\\/spec\\/clr\\/v2p0\\/context(-2\\.\\d\\.\\d)*\\.json$": "CLR-2",
}
"""Our names of the patterns."""

_CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
_LANGUAGE_KEYS: Final = {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"}
_COLON: Final = "^[^:][^:]*:[^:][^:]*$"
_SIX: Final = ["string", "array", "boolean", "number", "integer", "object"]
_SILENT: Final = ("title", "description", "$comment")


def table(schemas: Mapping[str, list[Path]]) -> str:
    """The table of the classes of some schemas.

    Args:
        schemas: the schemas by class of their root; several must say the same of the classes that they share.

    Raises:
        ValueError: a schema says something that the notation has no words for, or two contradict each other.
    """
    classes: dict[str, list[tuple[str, ...]]] = {}
    for root, paths in schemas.items():
        for path in paths:
            schema = json.loads(path.read_text(encoding="utf-8"))
            inner = schema.get("$defs", schema.get("definitions", {}))
            for name, one in {root: schema, **inner}.items():
                if "properties" in one:
                    rows = sorted(_rows(name.removesuffix("DType"), one))
                    if classes.setdefault(name.removesuffix("DType"), rows) != rows:
                        raise ValueError(f"The schemas contradict each other about {name}.")
    body = [row for name in sorted(classes) for row in classes[name]]
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in (COLUMNS, *body))


def _rows(name: str, schema: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    required = schema.get("required", [])
    for key in sorted({*schema["properties"], *required}):
        number, least, kind, values = _described(_plain(schema["properties"].get(key, {})))
        yield name, key, "yes" if key in required else "", number, least, kind, values
    if schema.get("additionalProperties") is False:
        yield name, "*", "", "one", "", "nothing", ""
    if patterns := schema.get("patternProperties"):
        if list(patterns) != [_COLON] or _plain(patterns[_COLON]) != {"oneOf": [{"type": kind} for kind in _SIX]}:
            raise ValueError(f"{name} has other extensions than those that are known.")
        yield name, "*:*", "", "one", "", "extension", ""


def _plain(schema: Any) -> Any:
    """A schema without what is for people."""
    if isinstance(schema, dict):
        return {key: _plain(value) for key, value in schema.items() if key not in _SILENT}
    return [_plain(one) for one in schema] if isinstance(schema, list) else schema


def _described(schema: dict[str, Any]) -> tuple[str, str, str, str]:
    """How many, how many at least, of which kind, and the values of a property."""
    choices = schema.get("oneOf", [])
    if len(choices) == 2:
        one, other = choices
        if other.get("type") == "array" or "allOf" in other:
            if contexts := _contexts(one, other):
                return "some", str(len(contexts)), "contexts", " ".join(contexts)
            if types := _types(one, other):
                return "some", "1", "types", " ".join(types)
            if other["items"] == one:
                return "some", str(other.get("minItems", "")), *_kind(one)
    if schema.get("type") == "array":
        return "list", str(schema.get("minItems", "")), *_kind(schema["items"])
    return "one", "", *_kind(schema)


def _contexts(one: dict[str, Any], many: dict[str, Any]) -> list[str]:
    """The contexts that an ordered list must begin with."""
    if one != {"$ref": "#/$defs/Context"} or not isinstance(many.get("items"), list):
        return []
    first, *others = many["items"]
    if first != {"enum": [_CREDENTIALS]} or many["minItems"] != len(many["items"]):
        raise ValueError("The contexts are of an unknown kind.")
    return ["Credentials-2", *(_PATTERNS[other["pattern"]] for other in others)]


def _types(one: dict[str, Any], many: dict[str, Any]) -> list[str]:
    """The types of which a list must have one of each group."""
    lists = many.get("allOf", [many])
    if not all("contains" in group for group in lists):
        return []
    if _kind(one) != ("text", "") or any(_kind(group["items"]) != ("text", "") for group in lists):
        raise ValueError("The types are of an unknown kind.")
    return ["|".join(group["contains"]["enum"]) for group in lists]


def _kind(schema: dict[str, Any]) -> tuple[str, str]:
    """The kind of a single value, and its values."""
    if not schema:
        return "anything", ""
    if reference := schema.get("$ref"):
        name = reference.rpartition("/")[2].removesuffix("DType")
        return ("reference", "Profile") if name == "ProfileRef" else ("class", name)
    choices = schema.get("oneOf", schema.get("anyOf", []))
    if len(choices) == 2:
        return _choice(*sorted(choices, key=lambda one: ("pattern" in one, one["type"] == "object")))
    if "pattern" in schema:
        return _PATTERNS[schema["pattern"]], ""
    if "enum" in schema:
        return "code", " ".join(schema["enum"])
    if schema.keys() - {"type", "format"}:
        raise ValueError(f"No kind of value is known for {schema}.")
    kind = schema.get("format", schema["type"])
    return ("number" if kind == "float" else kind), ""


def _choice(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, str]:
    """Text or a language map of such texts, or a code that may be extended."""
    if "enum" in one and "pattern" in other:
        return _PATTERNS[other["pattern"]], " ".join(one["enum"])
    if other.get("type") != "object" and one.get("type") == "object":
        one, other = other, one
    if other != {"type": "object", "propertyNames": _LANGUAGE_KEYS, "additionalProperties": one}:
        raise ValueError(f"No kind of value is known for {one} or {other}.")
    if "enum" in one:
        (value,) = one["enum"]
        return "constant", value
    return (_PATTERNS[one["pattern"]], "") if "pattern" in one else ("text", "")


_SOURCES: Final = {
    "badges": "JSON Schemas of Open Badges 3.0 and of the Comprehensive Learner Record 2.0, as published in 2026",
    "records": "JSON Schema of the Comprehensive Learner Record 1.0 (getClr)",
}
_MEANING: Final = """\
# The columns: a property that is required; whether it may have one value, some (one or a list of them), or a list only;
# how many a list has at least; the kind of each value (structure/kinds.py tells what each kind is), and its codes, its
# class, or the types or contexts that must be among them. The property * stands for all that are not named.
"""


def made(what: str, folders: list[Path]) -> str:
    """The whole file of a table.

    Args:
        what: ``badges`` or ``records``.
        folders: the folders of the schemas: those of Open Badges 3.0 and CLR 2.0, or that of CLR 1.0.
    """
    schemas: dict[str, list[Path]] = {}
    for names, folder in zip((BADGES, RECORDS) if what == "badges" else (FORMER,), folders, strict=True):
        for root, name in names.items():
            schemas.setdefault(root, []).append(folder / name)
    head = (
        f"# What the classes of documents demand of their properties: facts, no wording.\n# source: {_SOURCES[what]}\n"
    )
    return f"{head}# made by: scripts/openbadges_classes.py\n{_MEANING}{table(schemas)}"


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=tuple(_SOURCES))
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    sys.stdout.write(made(arguments.what, arguments.folders))
    return 0


if __name__ == "__main__":
    sys.exit(main())
