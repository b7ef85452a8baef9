"""What is arranged is valid, and what was removed to make it so is given back: for every fault at every place."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from lxml import etree

from eportfolio.exchange.shape import Shape
from eportfolio.sources.tree import Node
from eportfolio.sources.xml import parse_xml
from tests.conformance.structure_faults import by_kind, faults, full_document
from tests.support import ROOT

ADAPTERS = ROOT / "adapters" / "eportfolio_adapters"
LEGACY = ADAPTERS / "europass_legacy" / "skillspassport.shape"
CANDIDATE = ADAPTERS / "europass" / "candidate.shape"


def leaves(nodes: list[Node]) -> Counter[tuple[str, object]]:
    return Counter((leaf.name, leaf.value) for node in nodes for leaf in node.leaves())


def required_everywhere(root: Node, shape: Shape, version: str) -> bool:
    """Whether what is wrong lies in what the document itself requires, which arranging never removes."""
    for finding in shape.check(root, version):
        steps = finding.pointer.split("/")[2:]
        edition = shape.edition(version)
        content, optional = edition.root, False
        for step in steps:
            slot = content.slots.get(step.partition("[")[0])
            if slot is None:
                return False
            optional |= slot.least == 0
            content = slot.content
        if optional:
            return False
    return True


@pytest.mark.parametrize(
    ("file", "version", "part"),
    [(LEGACY, "3.0", 0), (LEGACY, "3.3", 1), (LEGACY, "3.4.1", 2), (CANDIDATE, "4.0", 0), (CANDIDATE, "4.0", 1)],
)
def test_arranging_mends_every_fault_or_leaves_only_what_is_required(file: Path, version: str, part: int) -> None:
    shape = Shape.load(file)
    edition = shape.edition(version)
    document = full_document(edition, once=True)
    mended = 0
    for name in islice(faults(by_kind(document)), part, None, 10):
        root = parse_xml(etree.tostring(document))
        if (root.namespace, root.name) != (edition.namespace, edition.name) or not list(shape.check(root, version)):
            continue  # another kind of document, or none the worse
        before = leaves([root])
        removed = shape.arrange(root, version)
        assert leaves([root]) + Counter((leaf.name, leaf.value) for leaf in removed) == before, name
        assert required_everywhere(root, shape, version), name
        mended += not list(shape.check(root, version))
    assert mended > 40
