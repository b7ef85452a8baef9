"""Writing the canonical file: plain data and, in front, the context that makes it JSON-LD."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from eportfolio.contract.fields import Kind, vocabulary
from eportfolio.exchange.adapter import Writing
from eportfolio.model import ITEM_LISTS, Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.model.identity import assign_ids
from eportfolio.report.findings import Report
from eportfolio.resources import schemas

RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"


@cache
def context() -> dict[str, Any]:
    """The published context, as it stands inline in every file."""
    terms: dict[str, Any] = json.loads((schemas() / "context.jsonld").read_bytes())["@context"]
    return terms


@cache
def _head() -> bytes:
    return b'{\n  "@context": [' + json.dumps(context(), separators=(",", ":")).encode() + b", "


@cache
def _text_lists() -> frozenset[str]:
    return frozenset(name for name, shape in vocabulary().items() if shape.kind is Kind.TEXT and shape.many)


def write(portfolio: Portfolio) -> Writing:
    """Write a portfolio as a canonical file.

    Items without id get derived ones; their places are ``supplied``.
    """
    import pydantic_core

    data, supplied = complete(portfolio)
    mark_languages(data)
    body = pydantic_core.to_json(data, indent=2)
    language = json.dumps(language_context(portfolio.language)).encode()
    return Writing(_head() + language + b"]," + body[1:] + b"\n", Report(), frozenset(supplied))


_LANGUAGE = re.compile(rb'\{(?:"@language": "[A-Za-z0-9-]+")?\}\],')


def without_context(data: bytes) -> bytes | None:
    """A file without the context that :func:`write` put in front; ``None`` when it has no such context.

    Lines keep their numbers.  Most files are ours, and the context is then not worth parsing.
    """
    head = _head()
    end = _LANGUAGE.match(data, len(head)) if data.startswith(head) else None
    return b"{\n" + data[end.end() :] if end else None


def complete(portfolio: Portfolio) -> tuple[dict[str, Any], list[str]]:
    """A portfolio in canonical form in which every item has an id, and where ids were derived."""
    data = to_data(portfolio)
    missing = list(_without_id(data, ""))
    if missing:
        assign_ids(data)
        _ids_first(data)
    return data, missing


def _without_id(data: dict[str, Any], base: str) -> list[str]:
    found = [] if "id" in data else [f"{base}/id"]
    for name in ITEM_LISTS:
        found += [f"{base}/{name}/{n}/id" for n, item in enumerate(data.get(name, ())) if "id" not in item]
    for n, variant in enumerate(data.get("variants", ())):
        found += _without_id(variant, f"{base}/variants/{n}")
    return found


def _ids_first(data: dict[str, Any]) -> None:
    for name in ITEM_LISTS:
        for item in data.get(name, ()):
            _to_front(item)
    for variant in data.get("variants", ()):
        _ids_first(variant)
    _to_front(data)


def _to_front(item: dict[str, Any]) -> None:
    rest = dict(item)
    item.clear()
    item.update(type=rest.pop("type"), id=rest.pop("id"), **rest)


def language_context(language: str | None, around: str | None = None) -> dict[str, Any]:
    """The context for texts without a tag.

    Args:
        language: the language they are in, ``None`` when it is unknown.
        around: the language that holds where the context stands; without one, there is none to take back (and PyLD
            stumbles over taking back what is not there).
    """
    return {"@language": language} if language or around else {}


def mark_languages(data: dict[str, Any]) -> None:
    """Add the small contexts that the inline one cannot give: for variants and multilingual texts in lists.

    JSON-LD has no list of language maps (JSON-LD 1.1, section 9.7), so each map says what its keys are.
    """
    for n, variant in enumerate(data.get("variants", ())):
        mark_languages(variant)
        inner = language_context(variant.get("language"), data.get("language"))
        if inner:  # rdflib makes nothing of an object with an empty context
            data["variants"][n] = {"@context": inner, **variant}
    lists = _text_lists()
    stack: list[Any] = [value for key, value in data.items() if key != "variants"]
    while stack:
        node = stack.pop()
        if type(node) is list:
            stack += [member for member in node if type(member) is dict]
            continue
        if type(node) is not dict:
            continue
        for key, value in node.items():
            if key in lists and type(value) is list:
                node[key] = [_tagged(member) if type(member) is dict else member for member in value]
            elif type(value) is dict or type(value) is list:
                stack.append(value)


def _tagged(texts: dict[str, Any]) -> dict[str, Any]:
    return {"@context": {tag: {"@id": RDF_VALUE, "@language": tag} for tag in texts}, **texts}
