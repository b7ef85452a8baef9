"""The canonical JSON adapter: lenient reading, complete writing, findings with pointers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eportfolio.exchange.adapter import Level, Reading, ReadOptions, WriteOptions
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.report.codes import Severity
from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from eportfolio_adapters.eportfolio import migration
from eportfolio_adapters.eportfolio.adapter import JSON
from eportfolio_adapters.eportfolio.writing import context

PORTFOLIO: dict[str, Any] = {
    "type": "Portfolio",
    "id": "urn:example:portfolio",
    "schema_version": "1.0",
    "language": "nl",
    "owner": {"names": [{"given_name": "Noor", "family_name": "Voorbeeld"}], "birth_date": {"edtf": "1990-05"}},
    "summary": {"text": "Ik geef les."},
    "experiences": [
        {"type": "Experience", "id": "urn:example:job", "kind": "employment", "positions": [{"occupation": {
            "uri": "http://data.europa.eu/esco/occupation/x", "label": {"nl": "Leerkracht", "en": "Teacher"}}}]},
    ],
    "competences": [
        {"type": "Competence", "id": "urn:example:skill", "label": "Luisteren", "gained_in": ["urn:example:job"],
         "keywords": ["rust", {"nl": "geduld", "en": "patience"}]},
    ],
    "variants": [{"type": "Portfolio", "id": "urn:example:en", "schema_version": "1.0", "language": "en"}],
}  # fmt: skip


def _read(data: Any, limits: Limits | None = None) -> Reading:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return JSON.read(Source(content), ReadOptions(limits) if limits else ReadOptions())


def _write(portfolio: Portfolio) -> bytes:
    return JSON.write(portfolio, WriteOptions()).data


def _leaves(node: Any, pointer: str = "") -> dict[str, Any]:
    if isinstance(node, dict | list):
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        return {k: v for key, value in pairs for k, v in _leaves(value, f"{pointer}/{key}").items()}
    return {} if node in (None, "") else {pointer: node}


def test_a_file_is_read_and_written_without_any_change() -> None:
    reading = _read(PORTFOLIO)
    assert reading.report.findings == []
    assert to_data(reading.portfolio) == PORTFOLIO
    written = _write(reading.portfolio)
    again = _read(written)
    assert again.portfolio == reading.portfolio
    assert again.report.findings == []
    assert _write(again.portfolio) == written


def test_the_context_comes_first_and_the_language_with_it() -> None:
    written = json.loads(_write(from_data(PORTFOLIO)))
    assert next(iter(written)) == "@context"
    assert written["@context"] == [context(), {"@language": "nl"}]


def test_every_leaf_is_data_and_stays_in_its_place() -> None:
    reading = _read(PORTFOLIO)
    leaves = _leaves(PORTFOLIO)
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.as_dict() == {
        "leaves": len(leaves), "data": len(leaves), "text": 0, "residue": 0, "lost": 0,
    }  # fmt: skip
    assert {(entry.source, entry.place) for entry in reading.trace} == {(leaf, leaf) for leaf in leaves}


def test_fields_of_the_future_survive() -> None:
    data = {**PORTFOLIO, "mood": {"today": [1, 2.5, True, "good"]}}
    data["competences"] = [{**PORTFOLIO["competences"][0], "weight": "3.10"}]
    again = json.loads(_write(_read(data).portfolio))
    assert again["mood"] == data["mood"]
    assert again["competences"][0]["weight"] == "3.10"
    assert _read(data).report.findings == []


def test_short_forms_are_read_and_followed() -> None:
    reading = _read({"schema_version": "1.0", "summary": "Hello", "owner": {"birth_date": "1990"}})
    assert reading.portfolio.summary is not None
    assert reading.portfolio.summary.text == "Hello"
    assert ("/summary", "/summary/text") in [(entry.source, entry.place) for entry in reading.trace]
    assert ("/owner/birth_date", "/owner/birth_date/edtf") in [(e.source, e.place) for e in reading.trace]
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.lost == 0


def test_items_without_id_get_the_same_one_every_time() -> None:
    data = {"interests": [{"title": "Chess"}, {"title": "Chess"}], "variants": [{"letters": [{"subject": "x"}]}]}
    first, second = _read(data).portfolio, _read(data).portfolio
    assert first == second
    ids = [first.id, *(item.id for item in first.items()), first.variants[0].id, first.variants[0].letters[0].id]
    assert None not in ids
    assert len(set(ids)) == len(ids)
    shuffled = _read({"variants": data["variants"], "interests": data["interests"]}).portfolio
    assert shuffled == first


def test_ids_that_the_writer_derives_are_told() -> None:
    portfolio = from_data({"interests": [{"title": "Chess"}]})
    writing = JSON.write(portfolio, WriteOptions())
    assert writing.supplied == {"/id", "/interests/0/id"}
    assert list(json.loads(writing.data)["interests"][0]) == ["type", "id", "title"]


@pytest.mark.parametrize(
    ("change", "pointers", "kept"),
    [
        ({"competences": [{"label": "A"}, 7, {"label": "B"}]}, ["/competences/1"], {"competences": 2}),
        ({"competences": [{"label": 5, "category": "x"}]}, ["/competences/0/label"], {"competences": 1}),
        ({"competences": [5, {"label": {"en": "", "nl": "B"}}]}, ["/competences/0", "/competences/1/label/en"],
         {"competences": 1}),
        ({"competences": [{"levels": [{"purpose": "x"}]}]}, ["/competences/0/levels/0/purpose"], {"competences": 1}),
        ({"relations": [{"source": "urn:x:1", "relation": "supports"}]}, ["/relations/0/target"], {"relations": 0}),
        ({"languages": [{"mother_tongue": "yes"}]}, ["/languages/0/mother_tongue"], {"languages": 1}),
        ({"experiences": {"title": "no list"}}, ["/experiences"], {"experiences": 0}),
        ({"language": "not a tag"}, ["/language"], {}),
        ({"a/b~c": 1, "interests": [{"period": {"start": "soon"}}]}, ["/interests/0/period/start/edtf"],
         {"interests": 1}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_left_out_and_named(
    change: dict[str, Any], pointers: list[str], kept: dict[str, int]
) -> None:
    reading = _read({"schema_version": "1.0", **change})
    named = sorted(item.pointer for item in reading.report.named("invalid-portfolio"))
    assert [pointer.removesuffix("/edtf") for pointer in named] == [p.removesuffix("/edtf") for p in pointers]
    for name, count in kept.items():
        assert len(getattr(reading.portfolio, name)) == count
    figures = reading.report.fidelity
    assert figures is not None
    assert figures.leaves == len(_leaves({"schema_version": "1.0", **change}))
    findings = JSON.check(Source(json.dumps(change).encode()), Level.STRUCTURE)
    assert [item.pointer for item in findings if item.name == "invalid-portfolio"] == [
        item.pointer for item in reading.report.named("invalid-portfolio")
    ]


def test_each_leaf_that_goes_with_a_bad_part_is_named() -> None:
    reading = _read({"experiences": {"title": "no list", "kind": "x"}})
    assert sorted(item.pointer for item in reading.report.named("lost")) == ["/experiences/kind", "/experiences/title"]
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.lost == 2


@pytest.mark.parametrize("place", sorted(_leaves(PORTFOLIO)))
def test_a_changed_leaf_changes_the_result(place: str) -> None:
    changed = json.loads(json.dumps(PORTFOLIO))
    *steps, last = place.split("/")[1:]
    node = changed
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    key = int(last) if isinstance(node, list) else last
    node[key] = f"{node[key]}x"
    before, after = _read(PORTFOLIO), _read(changed)
    assert after.portfolio != before.portfolio or after.report.findings != before.report.findings


@pytest.mark.parametrize(
    ("version", "severity"), [("2.0", Severity.ERROR), ("10.1", Severity.ERROR), ("1.7", Severity.WARNING)]
)
def test_newer_files_are_read_and_told(version: str, severity: Severity) -> None:
    reading = _read({**PORTFOLIO, "schema_version": version})
    (found,) = reading.report.named("newer-schema-version")
    assert found.severity is severity
    assert reading.portfolio.competences
    assert json.loads(_write(reading.portfolio))["schema_version"] == version


def test_older_files_are_migrated_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(data: dict[str, Any]) -> dict[str, Any]:
        return {"interests" if key == "hobbies" else key: value for key, value in data.items()}

    monkeypatch.setitem(migration.MIGRATIONS, "0.8", ("0.9", lambda data: {**data, "created": "2020"}))
    monkeypatch.setitem(migration.MIGRATIONS, "0.9", ("1.0", rename))
    portfolio = _read({"schema_version": "0.8", "hobbies": [{"title": "Chess"}]}).portfolio
    assert (portfolio.schema_version, portfolio.created) == ("1.0", "2020")
    assert portfolio.interests[0].title == "Chess"


@pytest.mark.parametrize("version", [None, "", "x", 1.0, "1.0.0", "9" * 5000])
def test_odd_versions_do_no_harm(version: Any) -> None:
    assert isinstance(_read({**PORTFOLIO, "schema_version": version}).portfolio, Portfolio)


def test_a_foreign_context_is_named() -> None:
    foreign = {"@context": {"@vocab": "http://example.org/"}, **PORTFOLIO}
    (found,) = _read(foreign).report.findings
    assert (found.pointer, found.severity) == ("/@context", Severity.WARNING)
    assert _read({"@context": "https://w3id.org/eportfolio/v1/context.jsonld", **PORTFOLIO}).report.findings == []


@pytest.mark.parametrize("data", [b"[]", b'"x"', b"5", b"null", b"{", b'{"a":1,"a":2}', b'{"x": "\xff"}', b'{"a":NaN}'])
def test_what_is_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        _read(data)
    assert JSON.sniff(Source(data)).score == 0


def test_limits_hold() -> None:
    deep = b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    with pytest.raises(UnsafeError):
        _read(deep)
    with pytest.raises(UnsafeError):
        _read({"x": list(range(1000))}, Limits(nodes=500))


def test_utf16_is_read_and_recognised() -> None:
    written = _write(from_data(PORTFOLIO))
    source = Source(written.decode().encode("utf-16"))
    assert JSON.sniff(source).score == 100
    assert JSON.read(source, ReadOptions()).portfolio == _read(written).portfolio


@pytest.mark.parametrize(
    ("data", "score"),
    [
        ({"schema_version": "1.0", "type": "Portfolio"}, 70),
        ({"type": "Portfolio"}, 0),
        ({"@context": "https://example.org/", "schema_version": "1", "type": "Portfolio"}, 0),
        ({"basics": {"name": "Noor Voorbeeld"}}, 0),
    ],
)
def test_other_json_is_not_taken_for_ours(data: dict[str, Any], score: int) -> None:
    assert JSON.sniff(Source(json.dumps(data).encode())).score == score


def test_syntax_level_does_not_look_at_the_model() -> None:
    source = Source(b'{"competences": 5}')
    assert list(JSON.check(source, Level.SYNTAX)) == []
    assert [item.pointer for item in JSON.check(source, Level.STRUCTURE)] == ["/competences"]
