"""Drafts for the rows of a table: what is in them, what fails, what an earlier run left, and that rows stay apart."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.bulk import Draft, Drafted, draft
from eportfolio.bulk.mapping import ColumnMapping
from eportfolio.exchange import registry
from eportfolio.exchange.adapter import WriteOptions, Writing
from eportfolio.model import Portfolio
from eportfolio.report.errors import RefusedError, UnreadableError, UsageError
from eportfolio.report.findings import Finding, Report, finding

from ..support import EXAMPLES
from .conftest import TEMPLATE, Make

HEAD = ["given_name", "family_name", "birth_date", "email", "grade: Written exam", "certificate_number"]
NOOR = ["Noor", "van Dijk-Okonkwo", "1991-04-02", "noor@example.org", "8.5", "B-1"]
MILAN = ["Milan", "de Boer", "1987-11-30", "milan@example.org", "7", "B-2"]
SANNE = ["Sanne", "Postma", "2001-08", "sanne@example.org", "6", "B-3"]


def go(path: Path, **given: Any) -> tuple[Drafted, list[Draft]]:
    rows: list[Draft] = []
    given.setdefault("format", "eportfolio")
    return draft(path, given.pop("template", "course.portfolio.json"), "drafts", each=rows.append, **given), rows


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((Path("drafts") / name).read_text())
    data.pop("@context")
    return data


# -- what a draft holds ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_draft_for_each_row(table: Make, name: str) -> None:
    done, rows = go(table([HEAD, NOOR, MILAN], name))
    assert done.summary() == {"rows": 2, "written": 2, "unchanged": 0, "failed": 0, "left_over": 0}
    assert done.findings == []
    assert [(one.row, one.status, one.file) for one in rows] == [
        (2, "written", "2-van-Dijk-Okonkwo.portfolio.json"),
        (3, "written", "3-de-Boer.portfolio.json"),
    ]
    made = load(rows[0].file)
    assert made["owner"] == {
        "names": [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}],
        "contact_points": [{"channel": "email", "value": "noor@example.org"}],
        "birth_date": {"edtf": "1991-04-02"},
    }
    assert [one.get("grade") for one in made["assessments"]] == ["8.5", "pass"]
    assert made["qualifications"][0]["identifiers"] == [{"value": "B-1"}]
    assert made["qualifications"][0]["specification"] == TEMPLATE["qualifications"][0]["specification"]
    assert ep.validate(Path("drafts") / rows[0].file).ok


def test_everything_about_a_person(table: Make) -> None:
    head = [
        "full_name", "gender", "citizenship", "birth_place", "birth_country", "national_id", "national_id_agency",
        "national_id_country", "street", "postal_code", "municipality", "country",
    ]  # fmt: skip
    row = ["Noor van Dijk-Okonkwo", "F", "NL; Nigeria", "Utrecht", "NL", "000111222", "Example Register", "NLD",
           "Street 1", "1234 AB", "Utrecht", "Netherlands"]  # fmt: skip
    _, rows = go(table([head, row]))
    iso = "urn:iso:std:iso:3166:-1"
    dutch = {"scheme": iso, "notation": "NL"}
    assert load(rows[0].file)["owner"] == {
        "names": [{"full_name": "Noor van Dijk-Okonkwo"}],
        "gender": {"notation": "female"},
        "nationalities": [dutch, {"scheme": iso, "notation": "NG", "label": "Nigeria"}],
        "birth_place": {"name": "Utrecht", "country": dutch},
        "identifiers": [
            {"value": "000111222", "issued_by": "Example Register", "kind": "national_id", "country": dutch}
        ],
        "addresses": [
            {"lines": ["Street 1"], "postal_code": "1234 AB", "municipality": "Utrecht",
             "country": {**dutch, "label": "Netherlands"}}
        ],
    }  # fmt: skip
    assert rows[0].file == "2-Noor-van-Dijk-Okonkwo.portfolio.json"


def test_items_of_two_people_are_two_things(table: Make) -> None:
    _, rows = go(table([HEAD, NOOR, MILAN]))
    one, other = (load(row.file) for row in rows)
    for made in (one, other):
        assert made["qualifications"][0]["proven_by"] == [made["assessments"][0]["id"]]
    ids = [made["id"] for made in (one, other)]
    ids += [item["id"] for made in (one, other) for kind in ("qualifications", "assessments") for item in made[kind]]
    ids += [item["id"] for kind in ("qualifications", "assessments") for item in TEMPLATE[kind]]
    assert len(set(ids)) == 11


def test_ids_are_the_same_in_every_run_and_order(table: Make) -> None:
    _, rows = go(table([HEAD, NOOR, MILAN]))
    before = load(rows[0].file)
    _, rows = go(table([HEAD, MILAN, [*NOOR[:4], "9", "B-1"]]), force=True)
    after = load(rows[1].file)
    assert after["assessments"][0].pop("grade") != before["assessments"][0].pop("grade")
    assert after == before


def test_an_empty_cell_leaves_what_the_template_says(table: Make) -> None:
    _, rows = go(table([["name", "grade: Oven test"], ["Noor", None], ["Milan", "fail"]]))
    assert [load(row.file)["assessments"][1]["grade"] for row in rows] == ["pass", "fail"]


def test_defaults(table: Make) -> None:
    mapping = ColumnMapping(defaults={"citizenship": "NL", "grade: Written exam": "6"})
    _, rows = go(table([["name", "Nationality"], ["Noor", "NG"], ["Milan", None]]), columns=mapping)
    made = [load(row.file) for row in rows]
    assert [one["owner"]["nationalities"][0]["notation"] for one in made] == ["NG", "NL"]
    assert [one["assessments"][0]["grade"] for one in made] == ["6", "6"]


def test_a_default_that_cannot_be_used(table: Make) -> None:
    with pytest.raises(UsageError, match="Atlantis"):
        go(table([["name"], ["Noor"]]), columns=ColumnMapping(defaults={"citizenship": "Atlantis"}))


def test_other_formats(table: Make) -> None:
    done, rows = go(table([HEAD, NOOR, MILAN]), format="jsonresume")
    assert json.loads((Path("drafts") / rows[0].file).read_text())["basics"]["email"] == "noor@example.org"
    lost = next(item for item in done.findings if item.column == 3)
    assert (lost.name, lost.pointer, lost.line) == ("lost", "C2", 2)
    assert done.repeated[done.findings.index(lost)] == 1


@pytest.mark.usefixtures("folder")
def test_the_examples() -> None:
    done = draft(EXAMPLES / "issuer" / "recipients.csv", EXAMPLES / "issuer" / "course.portfolio.json", "drafts",
                 format="eportfolio")  # fmt: skip
    assert (done.written, done.failed, done.findings) == (4, 0, [])


def test_no_gaps_are_left_in_lists(table: Make) -> None:
    head = ["name", "owner/names[2]/full_name", "qualifications/identifiers[1]/value"]
    _, rows = go(table([head, ["Noor", "Noor van Dijk", "B-1"], ["Milan", None, None]]))
    made = [load(one.file) for one in rows]
    assert made[0]["owner"]["names"] == [{"full_name": "Noor"}, {"full_name": "Noor van Dijk"}]
    assert made[0]["qualifications"][0]["identifiers"] == [{"value": "B-1"}]
    assert made[1]["owner"]["names"] == [{"full_name": "Milan"}]
    assert "identifiers" not in made[1]["qualifications"][0]


@pytest.mark.usefixtures("folder")
def test_credentials_of_the_example_issuer() -> None:
    given = {"issuer": ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")}
    recipients, course = EXAMPLES / "issuer" / "recipients.csv", EXAMPLES / "issuer" / "course.portfolio.json"
    done = draft(recipients, course, "drafts", **given)
    assert (done.format, done.written, done.failed) == ("elm-upload", 4, 0)
    partial = [item for item in done.findings if item.pointer == "C5"]
    assert [(item.name, item.value) for item in partial] == [("lost", "2001-08")]
    owners = [ep.read(path).portfolio.owner for path in sorted(Path("drafts").iterdir())]
    assert [one.names[0].family_name for one in owners if one] == ["van Dijk-Okonkwo", "de Boer", "Adeyemi", "Postma"]
    ids = {json.loads(path.read_text())["credential"]["id"] for path in Path("drafts").iterdir()}
    assert len(ids) == 4
    with pytest.raises(UsageError, match="about a person"):
        draft(recipients, next(Path("drafts").iterdir()), "others", **given)


@pytest.mark.usefixtures("folder")
def test_a_draft_without_an_issuer_is_told_what_it_lacks() -> None:
    done = draft(EXAMPLES / "issuer" / "recipients.csv", EXAMPLES / "issuer" / "course.portfolio.json", "drafts")
    assert (done.written, done.failed) == (4, 0)
    lacking = [item for item in done.findings if item.name == "missing-element"]
    assert lacking
    assert {item.severity for item in lacking} == {ep.Severity.WARNING}


@pytest.mark.usefixtures("folder")
def test_a_draft_without_a_person_is_a_template() -> None:
    issuer = ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")
    course = ep.read(EXAMPLES / "issuer" / "course.portfolio.json").portfolio
    for one in course.assessments:
        one.grade = "to be filled in"
    Path("course.upload.json").write_bytes(ep.dumps(course, "elm-upload", issuer=issuer).data)
    done = draft(EXAMPLES / "issuer" / "recipients.csv", "course.upload.json", "drafts", issuer=issuer)
    assert (done.written, done.failed) == (4, 0)
    written = {path.name: path.read_text() for path in Path("drafts").iterdir()}
    assert ["Okonkwo" in text for name, text in sorted(written.items())] == [True, False, False, False]
    assert not any("to be filled in" in text for text in written.values())


# -- the template ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"owner": {"names": [{"family_name": "Somebody"}]}}, "about a person"),
        ({"credentials": [{"original": {"content": "e30="}}]}, "sealed original"),
        ({"variants": [{"type": "Portfolio", "language": "nl"}]}, "several profiles"),
    ],
)
def test_templates_that_are_none(table: Make, more: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        go(table([HEAD, NOOR]), template=Portfolio.model_validate({**TEMPLATE, **more}))
    assert not Path("drafts").exists()


# -- rows with errors --------------------------------------------------------------------------------


def test_findings_name_the_cell(table: Make) -> None:
    bad = ["Ifeoma", "Adeyemi", "03/04/2001", "ifeoma@example.org", "#N/A", "B-4"]
    done, rows = go(table([HEAD, NOOR, bad, MILAN]))
    assert [one.status for one in rows] == ["written", "failed", "written"]
    assert [(one.row, one.file) for one in rows if one.status == "failed"] == [(3, "")]
    assert [(item.name, item.pointer, item.line, item.column) for item in done.findings] == [
        ("invalid-cell", "C3", 3, 3), ("invalid-cell", "E3", 3, 5),
    ]  # fmt: skip
    assert done.findings[0].message.startswith('recipients.csv, row 3, column "birth_date" is a date of which')
    assert done.findings[0].value == "03/04/2001"
    assert len(list(Path("drafts").iterdir())) == 2


def test_the_place_of_a_cell_in_a_workbook(table: Make) -> None:
    done, _ = go(table([HEAD, [*NOOR[:2], "soon", *NOOR[3:]]], "a.xlsx"))
    assert done.findings[0].pointer == "Recipients!C2"


@pytest.mark.parametrize(
    ("head", "row", "column"),
    [
        (["given_name", "email"], [None, "noor@example.org"], 1),
        (["email"], ["noor@example.org"], None),
        (["name", "national_id", "national_id_country"], ["Noor", None, "NL"], 2),
        (["name", "national_id_country"], ["Noor", "NL"], None),
    ],
)
def test_cells_that_are_missing(table: Make, head: list[str], row: list[Any], column: int | None) -> None:
    done, rows = go(table([head, row]))
    assert [(item.name, item.column) for item in done.findings] == [("missing-cell", column)]
    assert rows[0].status == "failed"


def test_required_cells(table: Make) -> None:
    done, rows = go(table([HEAD, [*NOOR[:3], None, *NOOR[4:]], MILAN]), columns=ColumnMapping(required=("email",)))
    assert [one.status for one in rows] == ["failed", "written"]
    assert [(item.name, item.pointer) for item in done.findings] == [("missing-cell", "D2")]


def test_more_cells_than_headings(table: Make) -> None:
    done, rows = go(table([["given_name", "family_name"], ["Noor", "van Dijk", "Okonkwo"]]))
    assert rows[0].status == "failed"
    assert (done.findings[0].name, done.findings[0].pointer) == ("invalid-cell", "C2")


class Picky:
    """The canonical format by one who demands things."""

    format = registry.get("eportfolio").format

    def __init__(self, error: Exception | None = None, found: Finding | None = None) -> None:
        self.error = error
        self.found = found

    def write(self, portfolio: Portfolio, options: WriteOptions) -> Writing:
        if self.error and portfolio.owner and portfolio.owner.names[0].given_name == "Noor":
            raise self.error
        return Writing(b"{}", Report())

    def check(self, source: Any, level: Any) -> list[Finding]:
        return [self.found] if self.found else []


def use(monkeypatch: pytest.MonkeyPatch, picky: Picky) -> None:
    from eportfolio.bulk import drafting
    from eportfolio.exchange import portfolios

    monkeypatch.setattr(drafting, "writer_of", lambda *_, **__: picky)
    monkeypatch.setattr(portfolios, "writer_of", lambda *_, **__: picky)


def test_what_the_target_demands_is_told_at_the_cell(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    demands = [
        finding("required-by-target", "The assessment has no grade.", pointer="/assessments/0"),
        finding("required-by-target", "The assessment has no awarding body.", pointer="/assessments/0"),
        finding("required-by-target", "It needs a grade.", pointer="/assessments/0/grade", hint="Add one."),
        finding("required-by-target", "It needs an issuer.", pointer="/credentials"),
    ]
    use(monkeypatch, Picky(RefusedError.of(demands)))
    done, rows = go(table([HEAD, [*NOOR[:4], None, "B-1"], MILAN]))
    assert [one.status for one in rows] == ["failed", "written"]
    assert [(item.name, item.pointer, item.line, item.column, item.message) for item in done.findings] == [
        (
            "missing-cell",
            "E2",
            2,
            5,
            'recipients.csv, row 2, column "grade: Written exam": The assessment has no grade.',
        ),
        (
            "required-by-target",
            "/assessments/0",
            2,
            None,
            "recipients.csv, row 2: The assessment has no awarding body.",
        ),
        ("missing-cell", "E2", 2, 5, 'recipients.csv, row 2, column "grade: Written exam": It needs a grade.'),
        ("required-by-target", "/credentials", 2, None, "recipients.csv, row 2: It needs an issuer."),
    ]


def test_what_the_check_of_a_draft_finds(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Picky(found=finding("missing-element", "There is no issuer.", pointer="/issuer")))
    done, rows = go(table([HEAD, NOOR, MILAN]))
    assert [one.status for one in rows] == ["failed", "failed"]
    assert ([item.name for item in done.findings], done.repeated) == (["missing-element"], {0: 1})
    assert list(Path("drafts").iterdir()) == []


def test_a_fault_of_ours_costs_one_row_and_tells_nothing_of_the_person(
    table: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Picky(ZeroDivisionError("Noor")))
    done, rows = go(table([HEAD, NOOR, MILAN]))
    assert [one.status for one in rows] == ["failed", "written"]
    assert done.findings[0].name == "internal-error"
    assert "Noor" not in done.findings[0].message


def test_a_value_that_does_not_fit_the_model_is_told_at_the_cell(table: Make) -> None:
    done, rows = go(table([["name", "owner/contact_points[channel=pigeon]/value"], ["Noor", "x"]]))
    assert rows[0].status == "failed"
    assert {item.name for item in done.findings} == {"invalid-cell"}
    assert "row 2" in done.findings[0].message


# -- the same person twice ---------------------------------------------------------------------------


def test_the_same_person_twice(table: Make) -> None:
    done, rows = go(table([HEAD, NOOR, MILAN, [*NOOR[:4], "9", "B-9"]]))
    assert [one.status for one in rows] == ["written"] * 3
    assert [(item.name, item.line) for item in done.findings] == [("duplicate-recipient", 4)]
    assert "row 2" in done.findings[0].message
    assert load(rows[0].file)["id"] != load(rows[2].file)["id"]


def test_the_same_row_twice_is_two_drafts(table: Make) -> None:
    path = table([HEAD, NOOR, NOOR])
    _, rows = go(path, name="{family_name}")
    assert [one.file for one in rows] == [
        "van-Dijk-Okonkwo.portfolio.json", "van-Dijk-Okonkwo-2.portfolio.json",
    ]  # fmt: skip
    assert go(path, name="{family_name}", resume=True)[0].unchanged == 2


def test_names_that_a_file_system_may_take_for_one(table: Make) -> None:
    path = table([["family_name"], ["Postma"], ["POSTMA"], ["Postma-2"]])
    _, rows = go(path, name="{family_name}")
    assert len({one.file.casefold() for one in rows}) == 3


# -- going on ----------------------------------------------------------------------------------------


def test_only_what_is_new_or_changed_is_written_again(table: Make) -> None:
    go(table([HEAD, NOOR, MILAN]))
    times = {path.name: path.stat().st_mtime_ns for path in Path("drafts").iterdir()}
    done, rows = go(table([HEAD, NOOR, [*MILAN[:4], "8", "B-2"], SANNE]), resume=True)
    assert (done.unchanged, done.written, done.failed, done.left_over) == (1, 2, 0, 0)
    assert [one.status for one in rows] == ["unchanged", "written", "written"]
    assert rows[0].file == "2-van-Dijk-Okonkwo.portfolio.json"
    assert (Path("drafts") / rows[0].file).stat().st_mtime_ns == times[rows[0].file]
    assert load(rows[1].file)["assessments"][0]["grade"] == "8"
    assert go(table([HEAD, NOOR, [*MILAN[:4], "8", "B-2"], SANNE]), resume=True)[0].unchanged == 3


def test_rows_may_move(table: Make) -> None:
    go(table([HEAD, NOOR, MILAN]))
    done, rows = go(table([HEAD, SANNE, MILAN, NOOR]), resume=True)
    assert [(one.status, one.file) for one in rows] == [
        ("written", "2-Postma.portfolio.json"),
        ("unchanged", "3-de-Boer.portfolio.json"),
        ("unchanged", "2-van-Dijk-Okonkwo.portfolio.json"),
    ]
    assert done.left_over == 0


def test_a_row_never_keeps_a_file_that_became_another_rows(table: Make) -> None:
    go(table([HEAD, NOOR]), name="draft")
    path = table([HEAD, MILAN, NOOR])
    _, rows = go(path, name="draft", resume=True)
    assert [load(one.file)["owner"]["names"][0]["given_name"] for one in rows] == ["Milan", "Noor"]
    assert go(path, name="draft", resume=True)[0].unchanged == 2


def test_numbers_of_names_are_not_tried_one_by_one_for_each_row(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from eportfolio.bulk.ledger import Ledger

    people = [[f"Given {at}", f"Family {at}"] for at in range(120)]
    go(table([HEAD[:2], *people[:60]]), name="draft")
    asked = []
    claimed = Ledger._claimed
    monkeypatch.setattr(Ledger, "_claimed", lambda self, file: asked.append(file) or claimed(self, file))
    done, rows = go(table([HEAD[:2], *people]), name="draft", resume=True)
    assert (done.unchanged, done.written, rows[-1].file) == (60, 60, "draft-120.portfolio.json")
    assert len(asked) < 5 * 60


@pytest.mark.parametrize("change", ["template", "issuer", "pattern", "format"])
def test_everything_is_written_again_when_what_is_around_changes(
    table: Make, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table([HEAD, NOOR])
    go(path)
    given: dict[str, Any] = {"pattern": {"name": "{given_name}"}, "format": {"format": "jsonresume"}}.get(change, {})
    if change == "template":
        Path("course.portfolio.json").write_text(json.dumps({**TEMPLATE, "summary": {"text": "More."}}))
    if change == "issuer":
        use(monkeypatch, Picky())
        given = {"issuer": "somebody"}
    assert go(path, resume=True, **given)[0].written == 1


def test_files_that_were_changed_or_removed(table: Make) -> None:
    path = table([HEAD, NOOR, MILAN, SANNE])
    _, rows = go(path)
    (Path("drafts") / rows[0].file).write_text("changed by hand")
    (Path("drafts") / rows[1].file).unlink()
    done, again = go(path, resume=True)
    assert [one.status for one in again] == ["failed", "written", "unchanged"]
    assert done.findings[0].name == "target-exists"
    assert (Path("drafts") / rows[0].file).read_text() == "changed by hand"
    assert [one.status for one in go(path, resume=True, force=True)[1]] == ["written", "unchanged", "unchanged"]


def test_files_of_rows_that_are_gone_are_told(table: Make) -> None:
    go(table([HEAD, NOOR, MILAN]))
    done, _ = go(table([HEAD, MILAN]), resume=True)
    assert (done.left_over, done.left_over_names) == (1, ["2-van-Dijk-Okonkwo.portfolio.json"])


def test_a_folder_where_a_file_should_be(table: Make) -> None:
    (Path("drafts") / "2-van-Dijk-Okonkwo.portfolio.json").mkdir(parents=True)
    path = table([HEAD, NOOR, MILAN])
    done, rows = go(path)
    assert ([one.status for one in rows], done.findings[0].name) == (["failed", "written"], "target-exists")
    assert [one.status for one in go(path, force=True)[1]] == ["failed", "written"]


def test_nothing_is_overwritten_unasked(table: Make) -> None:
    path = table([HEAD, NOOR])
    Path("drafts").mkdir()
    (Path("drafts") / "2-van-Dijk-Okonkwo.portfolio.json").write_text("mine")
    done, _ = go(path)
    assert (done.failed, done.findings[0].name) == (1, "target-exists")
    with pytest.raises(UsageError, match="exists already: drafts were written"):
        go(path)
    assert go(path, force=True)[0].written == 1


def test_an_interruption_loses_nothing(table: Make) -> None:
    path = table([HEAD, NOOR, MILAN, SANNE])

    def stop(one: Draft) -> None:
        if one.row == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft(path, "course.portfolio.json", "drafts", format="eportfolio", each=stop)
    assert len(list(Path("drafts").iterdir())) == 2
    resume = Path("drafts.resume.jsonl")
    resume.write_bytes(resume.read_bytes()[:-20])
    done, _ = go(path, resume=True, force=True)
    assert (done.unchanged, done.written) == (1, 2)
    assert go(path, resume=True)[0].unchanged == 3


def test_a_last_line_that_was_cut_off_leaves_nothing_behind(table: Make) -> None:
    path = table([HEAD, NOOR])
    go(path)
    with Path("drafts.resume.jsonl").open("a") as stream:
        stream.write('{"key": "' + "0" * 3000)
    assert go(table([HEAD, NOOR, MILAN]), resume=True)[0].unchanged == 1
    assert go(table([HEAD, NOOR, MILAN]), resume=True)[0].unchanged == 2
    assert [len(json.loads(line)) for line in Path("drafts.resume.jsonl").read_text().splitlines()] == [3, 3]


def test_two_rows_never_share_a_file_even_of_the_same_content(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Picky())
    go(table([HEAD, NOOR]), name="draft")
    _, rows = go(table([HEAD, MILAN, NOOR]), name="draft", resume=True)
    assert len({one.file for one in rows}) == 2


@pytest.mark.parametrize(
    "content",
    [
        '{"key": "a", "file": "../x", "sha256": ""}\n', '{"key": "a"}\n', "x\n", "[]\n", "1\n", "\n",
        '{"key": 1, "file": "x", "sha256": ""}\n', "[" * 5000 + "\n", "\0" * 9000,
    ],
)  # fmt: skip
def test_a_resume_file_that_is_none(table: Make, content: str) -> None:
    Path("drafts.resume.jsonl").write_text(content)
    with pytest.raises(UnreadableError, match="no resume file"):
        go(table([HEAD, NOOR]), resume=True)
    assert Path("drafts.resume.jsonl").read_text() == content


def test_a_table_that_breaks_off(table: Make, folder: Path) -> None:
    path = table([HEAD, *([NOOR] * 30)])
    path.write_text(path.read_text() + '"Milan,de Boer\n')
    rows: list[Draft] = []
    with pytest.raises(UnreadableError):
        draft(path, "course.portfolio.json", "drafts", format="eportfolio", each=rows.append)
    assert [one.status for one in rows] == ["written"] * 30
    assert len(Path("drafts.resume.jsonl").read_text().splitlines()) == 30


# -- many rows ---------------------------------------------------------------------------------------


def test_memory_does_not_grow_with_the_rows(table: Make) -> None:
    def peak(count: int) -> int:
        path = table([HEAD, *([f"Given {at}", f"Family {at}", "soon", f"{at}@example.org", "8", f"{at}"]
                              for at in range(count))])  # fmt: skip
        tracemalloc.start()
        done = draft(path, "course.portfolio.json", "drafts", format="eportfolio", force=True)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (done.failed, len(done.findings), done.untold) == (count, min(count, 1000), max(0, count - 1000))
        return most

    peak(1100)
    assert peak(6000) < 1.3 * peak(1100)
