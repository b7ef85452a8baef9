"""JSON Resume: what its fields mean, the keys of 0.x, dates, what it cannot carry, neighbours, and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.exchange.adapter import Level, ReadOptions, WriteOptions
from eportfolio.exchange.adapter import ResiduePolicy as Residue
from eportfolio.model import PartialDate
from eportfolio.report.errors import EportfolioError
from eportfolio.sources.source import Source
from eportfolio_adapters.jsonresume.adapter import JSONRESUME
from tests.support import ROOT, needs_shared, shared

FIXTURES = Path(__file__).parent / "fixtures"


def source(data: Any) -> Source:
    return Source(data if isinstance(data, bytes) else json.dumps(data).encode(), "(data)")


def read(data: Any) -> tuple[ep.Portfolio, Any]:
    portfolio, report = JSONRESUME.read(source(data), ReadOptions())
    return portfolio, report


def write(portfolio: ep.Portfolio | dict[str, Any], residue: Residue = Residue.VALID) -> tuple[Any, Any]:
    if isinstance(portfolio, dict):
        portfolio = ep.Portfolio.model_validate(portfolio)
    writing = JSONRESUME.write(portfolio, WriteOptions(residue=residue))
    return json.loads(writing.data), writing.report


def codes(report: Any, name: str) -> set[str]:
    return {item.pointer for item in report.named(name)}


# -- reading


def test_the_fields_of_a_resume_in_the_model() -> None:
    portfolio, _ = read((FIXTURES / "resume-1.x.json").read_bytes())
    owner, job = portfolio.owner, portfolio.experiences[0]
    assert owner is not None
    assert owner.names[0].full_name == "Ilka Vossberg"
    assert owner.photo is not None
    assert owner.photo.media_type == "image/png"
    assert owner.addresses[0].lines == ["Quai 7", "Box 3"]
    assert owner.addresses[0].country is not None
    assert owner.addresses[0].country.notation == "BE"
    assert {point.channel for point in owner.contact_points} == {"email", "telephone", "website", "social"}
    assert (job.kind, job.organisations[0].name, job.organisations[0].about) == (
        "employment", "Span & Co", "Engineering office",
    )  # fmt: skip
    assert job.positions[0].period is not None
    assert job.positions[0].period.start == PartialDate(edtf="2015-03")
    assert job.positions[0].period.ongoing is None, "no end date may mean that it is unknown"
    assert [experience.kind for experience in portfolio.experiences] == [
        *["employment"] * 3, "volunteering", *["education"] * 3, "project",
    ]  # fmt: skip
    degree, course, certificate = portfolio.qualifications
    assert degree.specification is not None
    assert (degree.specification.title, degree.grade) == ("Master", "16/20")
    assert degree.specification.fields_of_study[0].label == "Civil engineering"
    assert degree.gained_in == [portfolio.experiences[4].id]
    assert course.gained_in == [portfolio.experiences[5].id], "who names a qualification here has studied"
    assert certificate.gained_in == []
    assert portfolio.competences[0].levels[0].level is not None
    assert portfolio.competences[0].levels[0].level.label == "Master"
    assert portfolio.experiences[-1].kind_label == "application"
    assert portfolio.modified == "2024-02-03T04:05:06"


@pytest.mark.parametrize("name", ["resume-1.x.json", "resume-0.x.json"])
def test_the_same_document_comes_back(name: str) -> None:
    data = json.loads((FIXTURES / name).read_bytes())
    portfolio, _ = read(data)
    written, report = write(portfolio)
    assert written == data
    assert report.findings == []


@needs_shared
def test_official_samples_come_back() -> None:
    for name in ("complete-resume.json", "sample.resume.json"):
        data = json.loads(shared(f"samples/jsonresume/{name}").read_bytes())
        assert write(read(data)[0])[0] == _without_empty(data)


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(member) for key, member in value.items() if member not in ("", None, [], {})}
    return [_without_empty(member) for member in value] if isinstance(value, list) else value


def test_old_keys_are_read_and_come_back_as_they_were() -> None:
    portfolio, report = read((FIXTURES / "resume-0.x.json").read_bytes())
    assert report.source.version == "0.x"
    assert portfolio.experiences[0].organisations[0].name == "Wind Mills"
    assert portfolio.experiences[1].organisations[0].name == "Both names are given"
    assert portfolio.languages[0].known_language is not None
    assert portfolio.languages[0].known_language.label == "Estonian"
    assert portfolio.languages[0].overall is not None
    assert portfolio.languages[0].overall.label == "Native"
    assert portfolio.qualifications[0].grade == "9.1"


def test_a_changed_value_moves_to_the_new_key() -> None:
    portfolio, _ = read({"basics": {"name": "A"}, "work": [{"company": "Old name", "position": "Cook"}]})
    portfolio.experiences[0].organisations[0].name = "New name"
    assert write(portfolio)[0]["work"] == [{"name": "New name", "position": "Cook"}]


def test_without_residue_old_keys_and_unknown_members_are_gone_and_named() -> None:
    portfolio, _ = read((FIXTURES / "resume-0.x.json").read_bytes())
    written, report = write(portfolio, Residue.DROP)
    assert "company" not in written["work"][0]
    assert written["work"][0]["name"] == "Wind Mills"
    assert "bio" not in written
    assert report.named("residue-lost")


# -- dates


@pytest.mark.parametrize(
    ("edtf", "written", "code"),
    [
        ("2002", "2002", ""),
        ("2002-08", "2002-08", ""),
        ("2002-08-01", "2002-08-01", ""),
        ("2002?", "2002", "approximate"),
        ("2002-08~", "2002-08", "approximate"),
        ("2002-XX", "2002", "approximate"),
        ("2002-08-XX", "2002-08", "approximate"),
        ("2002-21", None, "value-not-expressible"),
        ("200X", None, "value-not-expressible"),
        ("0999", None, "value-not-expressible"),
    ],
)
def test_dates_are_never_padded(edtf: str, written: str | None, code: str) -> None:
    award = {"id": "urn:example:1", "kind": "award", "title": "Prize", "date": {"edtf": edtf}}
    resume, report = write({"achievements": [award]})
    assert resume["awards"][0].get("date") == written
    assert {item.name for item in report} == ({code} if code else set())


def test_a_text_in_the_place_of_a_date_is_kept_and_the_file_written_stays_valid() -> None:
    portfolio, _ = read({"basics": {"name": "A"}, "work": [{"name": "B", "position": "C", "startDate": "Sep 2016"}]})
    period = portfolio.experiences[0].positions[0].period
    assert period is not None
    assert period.start == PartialDate(verbatim="Sep 2016")
    resume, report = write(portfolio)
    assert resume["work"] == [{"name": "B", "position": "C"}]
    assert codes(report, "value-not-expressible") == {"/experiences/0/positions/0/period/start/verbatim"}


def test_present_means_ongoing() -> None:
    portfolio, _ = read({"basics": {"name": "A"}, "work": [{"name": "B", "position": "C", "endDate": "Present"}]})
    period = portfolio.experiences[0].positions[0].period
    assert period is not None
    assert period.ongoing is True
    assert "endDate" not in write(portfolio)[0]["work"][0]


@pytest.mark.parametrize("date", ["2001-19-39", "2001-02-31"])
def test_a_day_that_does_not_exist_is_kept_and_named(date: str) -> None:
    data = {"basics": {"name": "A"}, "awards": [{"title": "B", "date": date}]}
    portfolio, report = read(data)
    assert portfolio.achievements[0].date == PartialDate(verbatim=date)
    assert codes(report, "impossible-date") == {"/awards/0/date"}
    assert write(portfolio)[0] == data


def test_a_date_with_a_time_keeps_both() -> None:
    portfolio, _ = read({"basics": {"name": "A"}, "awards": [{"title": "B", "date": "2020-05-06T10:00:00Z"}]})
    assert portfolio.achievements[0].date == PartialDate(edtf="2020-05-06", verbatim="2020-05-06T10:00:00Z")


# -- writing


def test_a_name_in_two_parts_is_joined_and_that_is_declared() -> None:
    resume, report = write({"owner": {"names": [{"given_name": "Ada", "family_name": "Lark"}]}})
    assert resume["basics"]["name"] == "Ada Lark"
    assert codes(report, "approximate") == {"/owner/names/0/given_name", "/owner/names/0/family_name"}


def test_a_name_that_its_owner_keeps_back_is_not_written() -> None:
    resume, report = write({"owner": {"names": [{"full_name": "Old Name", "never_export": True}]}})
    assert "basics" not in resume
    assert "/owner/names/0/full_name" in codes(report, "lost")


def test_each_position_is_an_entry() -> None:
    positions = [{"occupation": {"label": label}, "period": {"start": {"edtf": "2001"}}} for label in ("Cook", "Chef")]
    job = {"id": "urn:example:1", "kind": "employment", "organisations": [{"name": "Inn"}], "positions": positions}
    other = {"id": "urn:example:2", "kind": "employment", "organisations": [{"name": "Bar"}]}
    resume, report = write({"experiences": [job, other]})
    assert [(entry["name"], entry.get("position")) for entry in resume["work"]] == [
        ("Inn", "Cook"), ("Inn", "Chef"), ("Bar", None),
    ]  # fmt: skip
    assert "/experiences/0/positions/1/occupation/label" in codes(report, "approximate")


def test_levels_of_a_language_are_told_in_words() -> None:
    def fluency(**proficiency: Any) -> Any:
        item = {"id": "urn:example:1", "known_language": {"label": "Dutch"}, **proficiency}
        resume, report = write({"languages": [item]})
        assert report.named("as-text")
        return resume["languages"][0].get("fluency")

    assert fluency(cefr_levels={"listening": "C1", "writing": "B2"}) == "listening C1, writing B2"
    assert fluency(cefr_levels={"listening": "A2", "reading": "A2"}) == "A2"
    assert fluency(overall={"notation": "B1"}) == "B1"


def test_uris_of_concepts_have_no_place_and_are_named() -> None:
    skill = {"id": "urn:example:1", "label": "Baking", "concepts": [{"uri": "http://data.europa.eu/esco/skill/x"}]}
    resume, report = write({"competences": [skill], "language": "en"})
    assert resume["skills"] == [{"name": "Baking"}]
    assert codes(report, "lost") == {"/competences/0/concepts/0/uri", "/language"}


def test_markup_becomes_plain_text() -> None:
    resume, report = write({"summary": {"html": "<p>One &amp; two</p><ul><li>three</li></ul>"}})
    assert resume["basics"]["summary"] == "One & two\n- three"
    assert codes(report, "approximate") == {"/summary/html"}


def test_texts_in_the_portfolios_language_are_written_and_others_named() -> None:
    resume, report = write({"language": "nl", "headline": {"concept": {"label": {"en": "Baker", "nl": "Bakker"}}}})
    assert resume["basics"]["label"] == "Bakker"
    assert "/headline/concept/label/en" in codes(report, "lost")


def test_a_text_in_another_language_only_is_written_and_that_is_declared() -> None:
    resume, report = write({"language": "nl", "headline": {"concept": {"label": {"en": "Baker"}}}})
    assert resume["basics"]["label"] == "Baker"
    assert "/headline/concept/label/en" in codes(report, "approximate")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("https://a.example.org/x?y=1#z", "https://a.example.org/x?y=1#z"),
        ("a.example.org/x", "http://a.example.org/x"),
        ("https://a.example.org/é 100%", "https://a.example.org/%C3%A9%20100%25"),
        ("javascript:alert(1)", None),
        ("not an address", None),
    ],
)
def test_addresses_are_written_as_uris(value: str, written: str | None) -> None:
    resume, report = write({"owner": {"contact_points": [{"channel": "website", "value": value}]}})
    assert resume.get("basics", {}).get("url") == written
    assert bool(report.findings) == (value != written)


def test_further_contacts_become_profiles() -> None:
    points = [{"channel": "email", "value": f"{name}@example.org"} for name in ("a", "b")]
    resume, _ = write({"owner": {"contact_points": points}})
    assert resume["basics"]["email"] == "a@example.org"
    assert resume["basics"]["profiles"] == [{"network": "email", "username": "b@example.org"}]


def test_the_code_of_a_known_network_follows_from_its_name() -> None:
    def profile(**contact: Any) -> tuple[Any, Any]:
        point = {"channel": "social", "user_name": "ada", **contact}
        resume, report = write({"owner": {"contact_points": [point]}})
        return resume["basics"]["profiles"][0]["network"], [item.name for item in report]

    assert profile(use="github", use_label="GitHub") == ("GitHub", [])
    assert profile(use="github") == ("github", [])
    assert profile(use="other", use_label="GitHub") == ("GitHub", ["lost"])
    assert profile(use="my-club") == ("my-club", ["approximate"])


def test_what_is_written_is_recognised_even_when_it_holds_little() -> None:
    data = JSONRESUME.write(ep.Portfolio(), WriteOptions()).data
    assert JSONRESUME.sniff(source(data)).score == 95


def test_only_versions_1_are_written() -> None:
    assert JSONRESUME.write(ep.Portfolio(), WriteOptions("1.2.1")).data
    with pytest.raises(EportfolioError, match=r"0\.0\.16 is not written"):
        JSONRESUME.write(ep.Portfolio(), WriteOptions("0.0.16"))


# -- detection


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"title": "Baker", "company": "Oven", "skills": [{"name": "x"}]}, "job description"),
        ({"$schema": "https://example.org/job-schema.json", "title": "Baker"}, "job description"),
        ({"settings": {"language": "en"}, "aboutMe": {"profile": {"name": "x"}}}, "Manfred Awesomic CV"),
        ({"name": "x", "meta": {"format": "FRESH@0.6"}, "skills": {"list": []}}, "FRESH"),
        ({"basics": {"name": "x"}, "sections": {"a": 1}, "metadata": {"b": 1}}, "Reactive Resume"),
        ({"person": {"a": 1}, "employmentHistories": [{"a": 1}]}, "HR Open"),
        ({"content": {"basics": {"name": "x"}}, "layouts": [{"a": 1}]}, "YAMLResume"),
        ({"cv": {"name": "x", "sections": {"a": ["b"]}}}, "RenderCV"),
    ],
)
def test_neighbours_are_refused_by_name(data: Any, reason: str) -> None:
    confidence = JSONRESUME.sniff(source(data))
    assert confidence.score == 0
    assert reason in confidence.refusal
    with pytest.raises(EportfolioError, match=reason):
        ep.read(json.dumps(data).encode())


@needs_shared
def test_the_official_job_description_is_refused_by_name() -> None:
    with pytest.raises(EportfolioError, match="job description"):
        ep.read(shared("samples/jsonresume/sample.job.json").read_bytes())


@pytest.mark.parametrize(
    "data",
    [
        {"@context": "x", "basics": {"name": "x"}},
        {"SkillsPassport": {}, "basics": {"name": "x"}},
        {"schema_version": "1.0", "languages": [{"a": 1}], "references": [{"a": 1}]},
        {"anything": 1},
        [{"basics": 1}],
        "text",
    ],
)
def test_other_documents_are_left_to_others(data: Any) -> None:
    confidence = JSONRESUME.sniff(source(data))
    assert (confidence.score, confidence.refusal) == (0, "")


def test_sections_alone_tell_it_too() -> None:
    assert JSONRESUME.sniff(source({"skills": [{"name": "x"}], "work": [{"name": "y"}]})).score == 70


# -- bad input

WRONG: tuple[Any, ...] = (
    None,
    True,
    7,
    2.5,
    "",
    " ",
    "text",
    [],
    ["text"],
    [7, [8]],
    {},
    {"name": {"name": 7}},
    [{"name": []}, "x"],
)


def places(value: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [steps, *(place for step, member in members for place in places(member, (*steps, step)))]


def test_wrong_types_everywhere_are_read_in_part_and_never_written() -> None:
    text = (FIXTURES / "resume-1.x.json").read_text(encoding="utf-8")
    for number, steps in enumerate(places(json.loads(text))[1:]):
        for fault in WRONG[number % 4 :: 4]:
            data = json.loads(text)
            target = data
            for step in steps[:-1]:
                target = target[step]
            target[steps[-1]] = fault
            portfolio, _ = read(data)
            writing = JSONRESUME.write(portfolio, WriteOptions())
            assert not list(JSONRESUME.check(source(writing.data), Level.STRUCTURE)), (steps, fault)
            kept = json.dumps(json.loads(writing.data)) + "".join(str(item.value) for item in writing.report)
            assert all(leaf in kept for leaf in _texts(fault)), (steps, fault)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        return [text for member in (value.values() if isinstance(value, dict) else value) for text in _texts(member)]
    return [json.dumps(value).strip('"')] if value not in (None, "", " ", True) else []


def test_what_the_schema_forbids_comes_back_only_on_request() -> None:
    data = {"basics": {"name": "A", "email": {"home": "a@example.org"}}, "skills": ["bare"]}
    portfolio, report = read(data)
    assert codes(report, "not-mapped") == {"/basics/email/home", "/skills/0"}
    written, lost = write(portfolio)
    assert written == {"basics": {"name": "A"}}
    assert len(lost.named("residue-not-allowed")) == 2
    assert write(portfolio, Residue.KEEP)[0] == data


def test_checking_needs_no_model() -> None:
    code = (
        "import sys\n"
        "from eportfolio.exchange import registry\n"
        "from eportfolio.exchange.adapter import Level\n"
        "from eportfolio.sources.source import Source\n"
        "data = Source(b'{\"work\": 1}', 'x')\n"
        "adapter = registry.get('jsonresume')\n"
        "assert adapter.sniff(data).score == 0\n"
        "assert [f.name for f in adapter.check(data, Level.STRUCTURE)] == ['wrong-type']\n"
        "print([name for name in ('pydantic', 'lxml', 'jsonschema') if name in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'adapters'}", "PATH": ""},
    )  # fmt: skip
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "data", [b"[]", b" \n[]", b"[1]", b'[{"basics": {"name": "Noor"}}]', b"3", b'"basics"', b"null"]
)
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(EportfolioError) as caught:
        read(data)
    assert caught.value.finding.name == "wrong-type"


def test_an_empty_object_is_an_empty_resume() -> None:
    portfolio, report = read(b"{}")
    assert portfolio.owner is None
    assert report.fidelity.leaves == 0


@pytest.mark.parametrize(
    ("fluency", "mother_tongue"),
    [("Native speaker", True), ("native", True), ("Native or bilingual proficiency", True), ("Fluent", None),
     ("Near native", None)],
)  # fmt: skip
def test_a_fluency_that_says_so_is_a_mother_tongue(fluency: str, mother_tongue: bool | None) -> None:
    data = {"languages": [{"language": "Dutch", "fluency": fluency}]}
    portfolio, _ = read(data)
    assert portfolio.languages[0].mother_tongue is mother_tongue
    assert portfolio.languages[0].overall.label == fluency
    again, report = write(portfolio)
    assert again["languages"] == data["languages"]
    assert not report.findings
    passport = ep.dumps(portfolio, "europass-xml").data
    assert (b"<MotherTongue>" in passport) is bool(mother_tongue)


def test_a_mother_tongue_comes_back_and_a_denied_one_is_named() -> None:
    resume, report = write({"languages": [{"known_language": {"label": "Dutch"}, "mother_tongue": True}]})
    assert not report.findings
    assert resume["languages"] == [{"language": "Dutch", "fluency": "Native speaker"}]
    assert read(resume)[0].languages[0].mother_tongue is True
    denied = {"known_language": {"label": "Dutch"}, "mother_tongue": False, "overall": {"label": "Native"}}
    assert [item.pointer for item in write({"languages": [denied]})[1]] == ["/languages/0/mother_tongue"]


@pytest.mark.parametrize(
    ("image", "named"), [("data:image/png;base64,aGVsbG8=", 0), ("data:image/png;base64,aGVsb", 1)]
)
def test_a_picture_that_is_no_base64_is_named(image: str, named: int) -> None:
    report = ep.read(json.dumps({"basics": {"name": "Ada", "image": image}}).encode()).report
    assert len(report.named("invalid-base64")) == named
