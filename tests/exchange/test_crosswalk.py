"""The crosswalk engine: one table of rules, read in both directions, with every leaf accounted for."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.adapter import Format
from eportfolio.exchange.crosswalk import (
    Base64,
    Const,
    Each,
    Graded,
    Group,
    Leaf,
    Leaves,
    Map,
    Marker,
    Notation,
    ReadRun,
    Rich,
    Rule,
    WriteRun,
)
from eportfolio.exchange.crosswalk.adapter import read_tree, write_tree
from eportfolio.sources.json import from_tree, to_tree
from eportfolio.sources.tree import ROOT, Grade, Node

FORM = Format(id="test", title="Test")


def read(data: Any, *rules: Rule) -> Any:
    return read_tree(to_tree(data), rules, FORM)


def write(data: Any, *rules: Rule, **options: Any) -> tuple[Any, list[tuple[str, str]]]:
    root = Node(ROOT)
    run = write_tree(root, rules, WriteRun("test", data, array=True, **options))
    return from_tree(root), [(item.name, item.pointer) for item in run.losses()]


SPELT = Map({"UK": "GB"})
JOBS = Each(
    "jobs", "experiences[]",
    Const("kind", "employment"), Group("", "positions[]", Leaf("title", "occupation/label")),
    Rich("tasks", "description"), item=True,
)  # fmt: skip


def test_what_a_rule_reads_it_writes() -> None:
    source = {"jobs": [{"title": "Baker", "tasks": "<p>Bread</p>"}, {"title": "Cook"}]}
    portfolio, report = read(source, JOBS)
    assert [item.positions[0].occupation.label for item in portfolio.experiences] == ["Baker", "Cook"]
    assert report.findings == []
    assert write(portfolio.model_dump(exclude_defaults=True), JOBS) == (source, [])


def test_what_no_rule_takes_is_residue_on_the_nearest_item_and_comes_back() -> None:
    source = {"jobs": [{"title": "Baker", "shoe": {"size": 43, "colours": ["red", "blue"]}}], "mood": True}
    portfolio, report = read(source, JOBS)
    assert [(entry.path, entry.value) for entry in portfolio.experiences[0].residue] == [
        ("shoe/size", "43"), ("shoe/colours[0]", "red"), ("shoe/colours[1]", "blue"),
    ]  # fmt: skip
    assert [entry.path for entry in portfolio.residue] == ["mood"]
    assert report.fidelity.as_dict() == {"leaves": 5, "data": 1, "text": 0, "residue": 4, "lost": 0}
    written, losses = write(portfolio.model_dump(exclude_defaults=True), JOBS)
    assert (written, losses) == (source, [])


def test_what_no_rule_writes_is_the_declared_loss() -> None:
    data = {"experiences": [{"kind": "employment", "positions": [{"occupation": {"label": "Cook", "uri": "urn:x"}}]}],
            "title": "Mine"}  # fmt: skip
    written, losses = write(data, JOBS)
    assert written == {"jobs": [{"title": "Cook"}]}
    assert losses == [("lost", "/experiences/0/positions/0/occupation/uri"), ("lost", "/title")]


def test_residue_of_another_family_is_a_named_loss() -> None:
    data = {"residue": [{"format": "other", "path": "a/b", "value": "1"}]}
    assert write(data, JOBS)[1] == [("residue-lost", "/residue/0")]


def test_a_spelling_comes_back_as_long_as_the_value_is_the_same() -> None:
    rule = Leaf("country", "owner/addresses/country/notation", Map({"UK": "GB"}, fold=True))
    row = Leaf("country", "title", Map({"UK": "GB"}, fold=True))
    data: dict[str, Any] = {"residue": [{"format": "test", "path": "country", "value": "uk", "replaces": "UK"}]}
    assert write({**data, "title": "GB"}, row)[0] == {"country": "uk"}
    assert write({**data, "title": "NL"}, row)[0] == {"country": "NL"}
    assert rule.step == "country"


class Kind:
    """A rule that always writes the kind, and notes where the source had none."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        if node.first("kind") is None:
            run.lack(node, "kind", "job")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        target.need(("kind",)).value = "job"


def test_a_leaf_that_the_source_lacked_is_not_put_there_again() -> None:
    rules = Each("jobs", "experiences[]", Const("kind", "employment"), Kind(),
                 Group("", "positions[]", Leaf("title", "occupation/label")), item=True)  # fmt: skip
    source = {"jobs": [{"title": "Baker"}, {"title": "Cook"}]}
    data = read(source, rules).portfolio.model_dump(exclude_defaults=True)
    assert write(data, rules) == (source, [])
    assert write(data, rules, residue=False)[0] == {"jobs": [{"kind": "job", **job} for job in source["jobs"]]}
    data["experiences"][0]["positions"][0]["occupation"]["label"] = "Miller"
    assert write(data, rules)[0]["jobs"][1] == {"title": "Cook"}


def test_what_lacked_is_found_by_what_stands_beside_it_or_not_at_all() -> None:
    rules = Group("", "owner", Each("mail", "contact_points[]", Const("channel", "email"), Kind(), Leaf("to", "value")))
    source = {"mail": [{"to": "a@example.org"}, {"kind": "job", "to": "b@example.org"}]}
    data = read(source, rules).portfolio.model_dump(exclude_defaults=True)
    del data["owner"]["contact_points"][0]
    assert write(data, rules)[0] == {"mail": [{"kind": "job", "to": "b@example.org"}]}


def test_siblings_are_told_apart_by_more_than_their_type() -> None:
    rules = Group("", "owner", Each("mail", "contact_points[]", Const("channel", "email"),
                                    Marker("type", "Mail"), Leaf("to", "value")))  # fmt: skip
    source = {"mail": [{"type": "Mail", "to": "a@example.org"}, {"type": "Mail", "to": "b@example.org", "note": "b"}]}
    data = read(source, rules).portfolio.model_dump(exclude_defaults=True)
    del data["owner"]["contact_points"][0]
    assert write(data, rules)[0] == {"mail": [source["mail"][1]]}


def test_objects_behind_keywords_of_json_ld_come_back() -> None:
    source = {
        "jobs": [{"title": "Baker"}],
        "@context": ["https://example.org/", {"title": "https://example.org/title"}],
    }
    data = read(source, JOBS).portfolio.model_dump(exclude_defaults=True)
    assert write(data, JOBS) == (source, [])


def test_numbers_and_booleans_keep_their_type_in_the_same_format() -> None:
    source = {"a": 12, "b": 1.5, "c": True, "d": "12"}
    rules = [Leaf(name, f"headline/{field}") for name, field in zip("ab", ("kind", "kind_label"), strict=True)]
    portfolio, _ = read(source, *rules)
    assert portfolio.headline.kind == "12"
    assert write(portfolio.model_dump(exclude_defaults=True), *rules)[0] == source


def test_a_value_the_codec_refuses_stays_as_residue_with_a_finding() -> None:
    portfolio, report = read({"code": "??"}, Leaf("code", "headline/kind", Map({"a": "b"}, strict=True)))
    assert portfolio.headline is None
    assert [entry.value for entry in portfolio.residue] == ["??"]
    assert {item.name for item in report} == {"invalid-value", "not-mapped"}


def test_a_value_the_model_refuses_is_taken_out_again_and_the_rest_is_read() -> None:
    portfolio, report = read(
        {"tag": "no tag!", "kind": "position"}, Leaf("tag", "language"), Leaf("kind", "headline/kind")
    )
    assert (portfolio.language, portfolio.headline.kind) == (None, "position")
    assert [entry.value for entry in portfolio.residue] == ["no tag!"]
    assert report.fidelity.as_dict() == {"leaves": 2, "data": 1, "text": 0, "residue": 1, "lost": 0}


def test_a_code_is_written_only_with_its_own_scheme() -> None:
    rule = Group("level", "headline/concept", Notation("code", "", "urn:mine"))
    assert write({"headline": {"concept": {"scheme": "urn:mine", "notation": "7"}}}, rule) == (
        {"level": {"code": "7"}},
        [],
    )
    written, losses = write({"headline": {"concept": {"scheme": "urn:other", "notation": "7"}}}, rule)
    assert not written
    assert losses == [("lost", "/headline/concept/scheme"), ("lost", "/headline/concept/notation")]


def test_a_marker_decides_which_elements_and_which_objects_a_group_is_about() -> None:
    rules = [
        Each("contact", "contacts[]", Marker("type", kind, "channel", kind.lower()), Leaf("value", "value"))
        for kind in ("Mail", "Phone")
    ]
    owner = Group("", "owner", *[Each("contact", "contact_points[]", *rule.rules) for rule in rules])
    source = {"contact": [{"type": "MAIL", "value": "a@example.org"}, {"type": "Fax", "value": "1"}]}
    owner.rules[0].rules[0].value = "email"  # type: ignore[attr-defined]
    portfolio, _ = read(source, owner)
    assert [(point.channel, point.value) for point in portfolio.owner.contact_points] == [("email", "a@example.org")]
    assert [(entry.path, entry.value) for entry in portfolio.residue if entry.replaces is None] == [
        ("contact[1]/type", "Fax"), ("contact[1]/value", "1"),
    ]  # fmt: skip


def test_a_text_of_another_language_is_named_when_the_format_holds_one() -> None:
    data = {"language": "nl", "headline": {"kind_label": {"nl": "Baan", "en": "Job"}}}
    written, losses = write(data, Leaf("label", "headline/kind_label"), Leaf("lang", "language"))
    assert written == {"label": "Baan", "lang": "nl"}
    assert losses == [("lost", "/headline/kind_label/en")]


def test_plain_text_from_markup_is_an_approximation() -> None:
    written, losses = write(
        {"summary": {"html": "<p>One</p><ul><li>two</li></ul>"}}, Rich("about", "summary", html=False)
    )
    assert written == {"about": "One\n- two"}
    assert losses == [("approximate", "/summary/html")]


def test_graded_rules_only_write_and_what_they_write_counts_as_a_lesser_form() -> None:
    rule = Graded("summary", Grade.TEXT, Rich("about", "summary"))
    assert read({"about": "x"}, rule).portfolio.summary is None
    assert write({"summary": {"text": "x"}}, rule) == ({"about": "x"}, [("as-text", "/summary/text")])


def test_lists_of_values_are_read_and_written() -> None:
    rule = Group("", "owner", Leaves("tags", "tags"))
    portfolio, _ = read({"tags": ["a", "b"]}, rule)
    assert portfolio.owner.model_extra == {"tags": ["a", "b"]}
    assert write(portfolio.model_dump(exclude_defaults=True), rule) == ({"tags": ["a", "b"]}, [])


def test_a_spelling_that_reads_back_as_something_else_is_an_approximation_in_lists_too() -> None:
    coarse = Map({"GB": "GB"}, fold=True)
    coarse.write = lambda value: str(value)[:2]  # type: ignore[method-assign]
    for rule, field in ((Leaf("code", "title", coarse), "title"), (Leaves("code", "tags", coarse), "tags")):
        value = "GBR" if field == "title" else ["GBR"]
        written, losses = write({field: value}, rule)
        assert written == {"code": "GB" if field == "title" else ["GB"]}
        assert [name for name, _ in losses] == ["approximate"]


def test_white_space_in_base64_means_nothing() -> None:
    portfolio, report = read({"data": "aGVs\n bG8="}, Base64("data", "owner/photo/content"))
    assert portfolio.owner.photo.content == "aGVsbG8="
    assert report.findings == []


def test_markup_that_is_nothing_but_code_is_lost_by_name_and_not_kept() -> None:
    portfolio, report = read({"about": "<script>evil()</script>"}, Rich("about", "summary"))
    assert portfolio.summary is None
    assert portfolio.residue == []
    assert [item.name for item in report] == ["unsafe-markup"]
    assert report.fidelity.lost == 1
