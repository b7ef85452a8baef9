"""The tracked tree: what was taken, what is left, and how places are named."""

from __future__ import annotations

import sys

import pytest

from eportfolio.sources.json import to_tree
from eportfolio.sources.tree import Grade, Node, escape_step, unescape_step


def tree() -> Node:
    root = Node("CV")
    job = root.add("Job")
    job.add("Title", "Cook")
    job.add("@code", "1")
    root.add("Job").add("Title", "Chef")
    return root


def test_what_nobody_took_is_left() -> None:
    root = tree()
    root.select(("Job", "Title"))[0].take()
    assert root.peek(("Job", "@code")) == "1"
    assert [leaf.pointer for leaf in root.leaves() if leaf.taken is None] == ["/CV/Job[0]/@code", "/CV/Job[1]/Title"]
    root.take_all(Grade.RESIDUE)
    assert [leaf.taken for leaf in root.leaves()] == [Grade.DATA, Grade.RESIDUE, Grade.RESIDUE]


def test_paths_are_relative_to_an_ancestor() -> None:
    root = tree()
    title = root.select(("Job", "Title"))[1]
    assert title.path_from(root) == "Job[1]/Title"
    assert title.path_from(title) == ""
    assert title.path_from(title.parent or root) == "Title"


def test_looking_for_what_is_not_there() -> None:
    root = tree()
    assert root.at(("Job", "Nothing", "Below")) is None
    assert root.peek(("Nothing",)) == ""
    assert root.need(("Job", "New")).pointer == "/CV/Job[0]/New"


def test_a_representation_shows_no_value() -> None:
    assert "Cook" not in repr(tree().select(("Job", "Title"))[0])


@pytest.mark.parametrize("name", ["plain", "a/b", "a~b", "a[0]", "~1", "~2", "[", "/~[", "https://example.org/x"])
def test_names_that_look_like_paths_are_escaped(name: str) -> None:
    step = escape_step(name)
    assert "/" not in step
    assert "[" not in step
    assert unescape_step(step) == name
    (leaf,) = to_tree({"x": {name: 1}}).leaves()
    assert leaf.path_from(leaf.parent.parent) == f"x/{step}"  # type: ignore[arg-type, union-attr]


@pytest.mark.parametrize("count", [3, 40])
def test_numbers_follow_what_is_added_and_taken_away(count: int) -> None:
    root = Node("CV")
    for number in range(count):
        root.add("Job", str(number))
    last = root.children[-1]
    assert last.pointer == f"/CV/Job[{count - 1}]"
    root.children.remove(root.children[0])
    assert last.pointer == f"/CV/Job[{count - 2}]"
    new = root.add("Job", "new")
    root.children.remove(root.children[1])
    root.add("Other", "x")
    assert (last.segment(), new.segment()) == (f"Job[{count - 3}]", f"Job[{count - 2}]")
    assert root.children[-1].segment() == "Other"


def test_a_value_of_another_shape_keeps_its_own_pointer() -> None:
    root = Node("SkillsPassport")
    period = root.add("Period")
    period.source_pointer = "/SkillsPassport/WorkExperience/0/Period"
    year = period.add("@year", "2002")
    assert year.pointer == "/SkillsPassport/WorkExperience/0/Period/@year"


def test_naming_all_of_many_siblings_costs_no_more_than_their_number() -> None:
    def cost(count: int) -> int:
        """Executed lines; comprehension and generator steps are events too."""
        root = Node("CV")
        for number in range(count):
            root.add("Job", str(number))
        events = 0

        def trace(_frame: object, _event: str, _argument: object) -> object:
            nonlocal events
            events += 1
            return trace

        before = sys.gettrace()
        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            pointers = {child.pointer for child in root.children}
        finally:
            sys.settrace(before)
        assert len(pointers) == count
        return events

    assert cost(4000) < 5 * cost(1000)
