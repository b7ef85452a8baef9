"""Findings as JSON: the reports as they are, with every value, and the figures of the run."""

from __future__ import annotations

import json
from typing import Any

from .batch import Batch


def as_data(batch: Batch) -> dict[str, Any]:
    """A batch as JSON-ready data."""
    return {
        "level": batch.level,
        "fail_on": batch.threshold.value,
        "files": [report.as_dict() for report in batch.reports],
        "skipped": [{"name": name, "reason": reason} for name, reason in batch.skipped],
        "summary": batch.counts(),
    }


def render(batch: Batch) -> str:
    """Render a batch as one JSON document."""
    return json.dumps(as_data(batch), ensure_ascii=False, indent=2) + "\n"
