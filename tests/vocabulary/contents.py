"""What concept schemes hold, in a form that compares."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.records import records


def contents(scheme: ConceptScheme) -> dict[str, Any]:
    """All that a scheme holds.  The order of concepts counts; that of what is said of each does not."""
    return {
        "description": asdict(scheme.description),
        "facts": scheme.facts(),
        "counts": scheme.counts(),
        "languages": scheme.languages,
        "concepts": [
            (
                asdict(record.concept),
                {(label.kind, label.language, label.text, label.verified) for label in record.labels},
                {(note.kind, note.language, note.text) for note in record.notes},
                set(record.relations),
                set(record.properties),
            )
            for record in records(scheme)
        ],
    }
