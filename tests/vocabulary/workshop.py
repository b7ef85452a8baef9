"""A fictional scheme about a workshop, in several languages, for what ranks concepts; and a way to make others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from eportfolio.vocabulary.concepts import LabelKind, SchemeDescription
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme

BASE: Final = "http://data.example.org/workshop/"


class Said(NamedTuple):
    """One label: name of the concept, text, and what else a label may say."""

    name: str
    text: str
    language: str = "en"
    kind: LabelKind = "preferred"
    type: str = "skill"
    verified: bool = True


WORKSHOP: Final = (
    Said("pipes", "weld copper pipes"), Said("pipes", "koperen leidingen lassen", "nl"),
    Said("pipes", "braze copper tubes", kind="alternative"),
    Said("boats", "paint wooden boats"), Said("boats", "houten boten schilderen", "nl"),
    Said("boats", "måla träbåtar", "sv"), Said("boats", "Holzboote streichen", "de"),
    Said("sails", "sew canvas sails"), Said("sails", "sy segelduk", "sv"), Said("sails", "Segeltuch nähen", "de"),
    Said("loom", "operate weaving looms"), Said("loom", "bediene Webstuhlanlagen", "de"),
    Said("bees", "keep honey bees"), Said("bees", "honingbijen houden", "nl"), Said("bees", "Honigbienen halten", "de"),
    Said("cplus", "C++"), Said("csharp", "C#"), Said("clang", "C"),
    Said("clock", "repair church clocks"), Said("clock", "réparer des horloges d'église", "fr"),
    Said("glass", "blow window glass"), Said("glass", "выдувать оконное стекло", "ru"),
    Said("kiln", "fire pottery kilns"), Said("kiln", "ανάβω κεραμικούς κλιβάνους", "el"),
    Said("brush", "make paint brushes"), Said("horse", "shoe working horses"),
    Said("paper", "press handmade paper"), Said("baker", "village baker", type="occupation"),
    Said("painter", "painter of wooden boats", type="occupation"),
)  # fmt: skip


def uri(name: str) -> str:
    """URI of a concept."""
    return BASE + name


def make(
    folder: Path,
    labels: Iterable[Said] = WORKSHOP,
    *,
    notes: Iterable[tuple[str, str]] = (),
    relations: Iterable[tuple[str, str, str]] = (),
    without_labels: Iterable[str] = (),
    file: str = "workshop.sqlite",
) -> ConceptScheme:
    """A scheme of some labels, notes (name and English text), relations, and concepts that have none of these."""
    with IndexBuilder(SchemeDescription("workshop", "1", BASE, "Workshop"), folder / file) as builder:
        for said in labels:
            builder.concept(uri(said.name), said.type)
            builder.label(uri(said.name), said.kind, said.language, said.text, verified=said.verified)
        for name in without_labels:
            builder.concept(uri(name), "skill")
        for name, text in notes:
            builder.note(uri(name), "definition", "en", text)
        for subject, predicate, object_ in relations:
            builder.relation(uri(subject), predicate, uri(object_))
        builder.finish()
    return ConceptScheme(folder / file)
