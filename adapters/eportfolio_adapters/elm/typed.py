"""What a node says of itself: its id and its types.

Apart from the rules, so that a file can be told and validated without the crosswalk and the model behind it.
"""

from __future__ import annotations

from typing import Final

from eportfolio.sources.tree import Node

ID: Final = ("id",)
TYPE: Final = "type"


def types_of(node: Node) -> list[str]:
    """The types of a node."""
    return [str(child.value) for child in node.children if child.name == TYPE and child.value is not None]
