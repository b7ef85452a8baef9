"""Findings as people and machines want them: text, JSON, SARIF, JUnit XML, GitHub annotations.

Each rendering is one module with one function ``render(batch) -> str``; it is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from .batch import Batch

OUTPUTS = ("text", "json", "sarif", "junit", "github")
"""The renderings that there are, by the name that users type."""


def render(batch: Batch, output: str) -> str:
    """Render the findings of one or several files.

    Args:
        batch: the reports, and what counts as a failure.
        output: one of :data:`OUTPUTS`.

    Returns:
        The rendering, ended by a line break where the form is made of lines.

    Raises:
        ValueError: there is no such rendering.
    """
    if output not in OUTPUTS:
        raise ValueError(f"There is no rendering {output!r}; there are {', '.join(OUTPUTS)}.")
    return cast("str", import_module(f".{output}", __name__).render(batch))


__all__ = ["OUTPUTS", "Batch", "render"]
