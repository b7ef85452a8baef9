"""Show all that is known of a concept, or of each concept that has a code."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..console import out, out_json
from ..parsing import add_output

if TYPE_CHECKING:
    from ...vocabulary.concepts import SchemeConcept
    from ...vocabulary.index.store import ConceptScheme

_SHOWN = 12

_INVERSE = {
    "broader": "narrower",
    "group": "members",
    "member_of": "members",
    "related": "related",
    "essential_skill": "essential_skill_for",
    "optional_skill": "optional_skill_for",
}
"""What a relation is called when it is seen from its other end."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("concept", metavar="URI|CODE", help="URI or code of a concept")
    parser.add_argument("--scheme", metavar="NAME", help="only this vocabulary, as NAME or NAME@VERSION")
    parser.add_argument("--lang", metavar="TAG", help="only labels and notes in this language")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies
    from ._common import find_concept, language_in

    found = find_concept(Vocabularies(), arguments.concept, arguments.scheme)
    data = [
        _data(scheme, concept, None if arguments.lang is None else language_in(scheme, arguments.lang))
        for scheme, concept in found
    ]
    if arguments.output == "json":
        out_json(data)
    else:
        out("\n".join("".join(_lines(one)) for one in data))
    return 0


def _data(scheme: ConceptScheme, concept: SchemeConcept, language: str | None) -> dict[str, Any]:
    relations: dict[str, list[dict[str, str]]] = {}
    for inverse in (False, True):
        for relation in scheme.relations(concept.uri, inverse=inverse):
            other = relation.subject if inverse else relation.object
            known = scheme.get(other)
            name = _INVERSE.get(relation.predicate, f"{relation.predicate} of") if inverse else relation.predicate
            relations.setdefault(name, []).append(
                {"uri": other, "label": known.label(language or "en") if known else ""}
            )
    labels: dict[str, dict[str, list[str]]] = {}
    for label in scheme.labels(concept.uri, language=language):
        kind = label.kind if label.verified else "unverified"
        labels.setdefault(label.language, {}).setdefault(kind, []).append(label.text)
    return {
        "label": concept.label(language or "en"),
        "uri": concept.uri,
        "vocabulary": f"{scheme.description.name} {scheme.description.version}",
        "type": concept.type,
        "notation": concept.notation,
        "status": concept.status,
        "modified": concept.modified,
        "replaced_by": concept.replaced_by,
        "labels": labels,
        "notes": [
            {"kind": note.kind, "language": note.language, "text": note.text}
            for note in scheme.notes(concept.uri, language=language)
        ],
        "properties": {name: list(values) for name, values in scheme.properties(concept.uri).items()},
        "relations": relations,
    }


def _lines(data: dict[str, Any]) -> Iterator[str]:
    yield f"{data['label']}\n"
    for name in ("uri", "vocabulary", "type", "notation", "status", "modified", "replaced_by"):
        if data[name]:
            yield f"  {name.replace('_', ' '):14}{data[name]}\n"
    for tag, kinds in data["labels"].items():
        for kind, texts in kinds.items():
            yield f"  {f'{kind} {tag}':14} {_few(texts)}\n"
    for note in data["notes"]:
        text = " ".join(note["text"].split())
        yield f"  {note['kind'].replace('_', ' ')} ({note['language']}): {text}\n"
    for name, values in data["properties"].items():
        yield f"  {name.replace('_', ' ')}: {_few(values)}\n"
    for name, others in data["relations"].items():
        yield f"  {name.replace('_', ' ')}:\n"
        for other in others[:_SHOWN]:
            yield f"    {other['label']} <{other['uri']}>\n" if other["label"] else f"    <{other['uri']}>\n"
        if len(others) > _SHOWN:
            yield f"    and {len(others) - _SHOWN} more (all of them with --output json)\n"


def _few(values: list[str]) -> str:
    shown = "; ".join(values[:_SHOWN])
    return shown + (f"; and {len(values) - _SHOWN} more" if len(values) > _SHOWN else "")
