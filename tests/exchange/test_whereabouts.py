"""Pointers and paths that are remembered say the same as those that the nodes spell out themselves."""

from __future__ import annotations

import pytest

from eportfolio.exchange.crosswalk.whereabouts import Whereabouts
from eportfolio.sources.json import parse_json
from eportfolio.sources.tree import Node
from eportfolio.sources.xml import parse_xml

TREES = {
    "json": parse_json(b'{"a": [{"b/c": [1, [2, 3]]}, {"b/c": "x", "d~[0]": {"e": true}}], "f": {"g": ["h"]}}'),
    "json-array": parse_json(b'[{"a": 1}, [{"a": 2}]]'),
    "xml": parse_xml(b'<cv xmlns="urn:x"><job n="1"><t>A</t></job><job><t>B</t><t>C</t></job></cv>'),
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_pointers_are_those_of_the_nodes(name: str) -> None:
    known = Whereabouts({id(TREES[name])})
    nodes = list(TREES[name].walk())
    assert [known.pointer(node) for node in nodes] == [node.pointer for node in nodes]
    assert len({known.pointer(node) for node in nodes if node.value is not None}) > 1


def test_a_tree_that_stands_in_another_source_has_its_places_there() -> None:
    root = parse_json(b'{"a": {"b": [1, 2]}}')
    root.children[0].source_pointer = "/payload/vc/a"
    places = [Whereabouts({id(root)}).pointer(node) for node in root.leaves()]
    assert places == [node.pointer for node in root.leaves()] == ["/payload/vc/a/b/0", "/payload/vc/a/b/1"]


@pytest.mark.parametrize("name", TREES)
def test_paths_start_at_the_nearest_owner(name: str) -> None:
    root = TREES[name]
    owners: list[Node] = [root, root.children[0], root.children[-1].children[0]]
    known = Whereabouts({id(owner) for owner in owners})
    for node in root.walk():
        owner, path = known.path(node)
        assert path == node.path_from(owner)
        above = [node]
        while above[-1].parent is not None:
            above.append(above[-1].parent)
        assert owner is next(one for one in above if one in owners)
