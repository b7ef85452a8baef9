"""Reading profiles: every part of the file, every fault with its line, and what is inherited."""

from __future__ import annotations

from pathlib import Path

import pytest

import eportfolio as ep
from eportfolio.profiles import read_profile
from tests.profiles.helpers import HEAD, profile

ALL = """
id = "https://example.org/profiles/all"
description = { en = "Everything", nl = "Alles" }
language = "en"
valid_from = 2026-01-01
valid_until = 2027-12-31

[organisation]
name = "Werkpunt"
id = "did:web:example.org"
contact = "data@example.org"
country = "NL"

[source]
title = "The agreement"
address = "https://example.org/a"
note = "none"

[offers.skills]
path = "competences[]/concepts[]"
coverage = 0.9
filled = 0.5
freshness = "P6M"
vocabulary = ["esco@1.2.0"]

[needs.contact]
why = "to call"
[[needs.contact.any_of]]
path = "owner/contact_points[channel=email]/value"
[[needs.contact.any_of]]
path = "owner/contact_points[channel=telephone]/value"

[needs.grade]
path = "assessments[]/assessment_specification/grading_scheme"
grading_scheme = "Ten-point scale"
min = 0
max = 3
recommended = true

[accepts.files]
path = "evidence_items[]/media"
media_types = ["image/*"]
max_bytes = "5 MB"

[refuses.photo]
path = "owner/photo"

[formats]
sends = ["elm@3.2", "openbadges"]
receives = "europass-xml"
max_bytes = 1000000
attachments = 0
attachment_bytes = "1 MiB"

[subject_matching]
identifiers = ["https://example.org/client"]
attributes = [["family_name", "birth_date"], ["email"]]

[legal]
basis = "public_task"
basis_note = "the act"
purpose = "guidance"
retention = "P2Y"
special_categories = ["health"]
special_ground = "employment_law"
prohibited_identifiers = ["national_id"]
[legal.controller]
name = "Werkpunt"
"""


def faults(text: str | bytes) -> list[tuple[str, int | None, str]]:
    with pytest.raises(ep.UsageError) as caught:
        read_profile(text.encode() if isinstance(text, str) else text)
    return [(item.name, item.line, item.message) for item in caught.value.findings]


def test_every_part_of_a_profile_is_read() -> None:
    read = profile(ALL)
    assert read.as_dict() == {
        "title": "Test", "version": "1.0", "id": "https://example.org/profiles/all", "model": "1.0",
        "description": {"en": "Everything", "nl": "Alles"}, "language": "en",
        "organisation": {
            "name": "Werkpunt", "id": "did:web:example.org", "contact": "data@example.org", "country": "NL"
        },
        "source": {"title": "The agreement", "address": "https://example.org/a", "note": "none"},
        "valid_from": "2026-01-01", "valid_until": "2027-12-31",
        "offers": {"skills": {
            "name": "skills", "path": "competences[]/concepts[]", "coverage": 0.9, "filled": 0.5, "freshness": "P6M",
            "conditions": {"vocabularies": ["esco@1.2.0"]},
        }},
        "needs": {
            "contact": {"name": "contact", "why": "to call", "any_of": [
                {"name": "contact.1", "path": "owner/contact_points[channel=email]/value"},
                {"name": "contact.2", "path": "owner/contact_points[channel=telephone]/value"},
            ]},
            "grade": {
                "name": "grade", "path": "assessments[]/assessment_specification/grading_scheme", "minimum": 0,
                "maximum": 3, "recommended": True, "conditions": {"grading_schemes": ["Ten-point scale"]},
            },
        },
        "accepts": {"files": {
            "name": "files", "path": "evidence_items[]/media",
            "conditions": {"max_bytes": 5_000_000, "media_types": ["image/*"]},
        }},
        "refuses": {"photo": {"name": "photo", "path": "owner/photo"}},
        "formats": {
            "sends": ["elm@3.2", "openbadges"], "receives": ["europass-xml"], "max_bytes": 1_000_000,
            "attachments": 0, "attachment_bytes": 1_048_576,
        },
        "subject_matching": {
            "identifiers": ["https://example.org/client"], "attributes": [["family_name", "birth_date"], ["email"]]
        },
        "legal": {
            "controller": {"name": "Werkpunt"}, "basis": "public_task", "basis_note": "the act",
            "special_categories": ["health"], "special_ground": "employment_law", "purpose": "guidance",
            "retention": "P2Y", "prohibited_identifiers": ["national_id"],
        },
    }  # fmt: skip
    assert read.vocabularies == ("esco@1.2.0",)


def test_the_hash_tells_what_a_profile_says_and_not_how_it_is_laid_out() -> None:
    one, other = '[refuses.a]\npath = "owner/photo"\n', "[refuses.b]\npath = 'owner/signature'\n"
    assert profile(one + other).digest == profile(f"# remark\n{other}\n{one}").digest
    assert profile(one).digest != profile(other).digest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[need.x]\npath = "owner"', ("unexpected-element", 4, "need is not known. Did you mean needs")),
        ('[needs.x]\npath = "owner/foto"', ("invalid-value", 5, 'no field "foto"; did you mean photo')),
        ('[needs.x]\npath = "owner/photo"\nminimum = 1', ("unexpected-element", 6, "Did you mean min")),
        ("[needs.x]\nmin = 1", ("missing-element", 4, "needs.x has no path")),
        ('[needs.x]\npath = "owner"\nany_of = [{path = "language"}]', ("profile-contradiction", 4, "path and any_of")),
        ('[needs.x]\npath = "competences[]"\nmin = 3\nmax = 2', ("profile-contradiction", 7, "max below its min")),
        ('[needs.x]\npath = "competences[]"\nshare = 80', ("invalid-value", 6, "a share from 0 to 1")),
        ('[needs.x]\npath = "owner/names[]"\nprecision = "day"', ("invalid-value", 6, "says something about a date")),
        ('[needs.x]\nfor_each = "owner/names[]/given_name"\npath = "x"', ("invalid-value", 5, "plain values")),
        ('[needs.x]\nfor_each = "competences[]"\npath = "competences[]"', ("invalid-value", 6, "Competence has no")),
        ('[needs."a b"]\npath = "owner"', ("invalid-value", 4, "a name has letters")),
        ('[accepts.x]\npath = "owner/photo"', ("missing-element", 4, "accepts.x says nothing about owner/photo")),
        ('[refuses.x]\nwhy = "no"', ("missing-element", 4, "refuses.x.path is missing")),
        ('[refuses.x]\npath = "owner/photo"\nmax = 2', ("unexpected-element", 6, "refuses.x.max is not known")),
        ('[formats]\nsends = ["elmo"]', ("invalid-value", 5, '"elmo" is no format that can be written')),
        ('[formats]\nreceives = ["fax"]', ("invalid-value", 5, '"fax" is no format that can be read')),
        ('[formats]\nsends = ["elm@9"]', ("invalid-value", 5, "elm is not written in version 9: 3.2")),
        ('[subject_matching]\nattributes = [["birth_date"]]', ("invalid-value", 5, "birth_date alone tells nobody")),
        ("[subject_matching]\nattributes = [[]]", ("invalid-value", 5, "a set of attributes is empty")),
        ('[legal]\nbasis = "because"', ("invalid-value", 5, "one of consent, contract")),
        ('[legal]\nspecial_categories = ["health"]', ("missing-element", 4, "taken without a ground")),
        ('[legal]\nretention = "two years"', ("invalid-value", 5, "a duration such as P5Y")),
        ('[offers.x]\npath = "owner/photo"\ncoverage = true', ("invalid-value", 6, "a share from 0 to 1")),
        ("valid_from = 2027-01-01\nvalid_until = 2026-01-01", ("profile-contradiction", 5, "ends before it begins")),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, expected: tuple[str, int, str]) -> None:
    rule, line, message = expected
    assert any((one[0], one[1]) == (rule, line) and message in one[2] for one in faults(HEAD + text)), faults(
        HEAD + text
    )


def test_all_faults_are_told_at_once() -> None:
    text = 'titel = "x"\n[needs.x]\npath = "owner/foto"\n[refuses.y]\npath = "nothing"\n'
    assert [(name, line) for name, line, _ in faults(text)] == [
        ("missing-element", None), ("missing-element", None), ("missing-element", None),
        ("unexpected-element", 1), ("invalid-value", 3), ("invalid-value", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("version", ["0.9", "1.1", "2.0"])
def test_a_profile_for_another_version_of_the_model_is_refused(version: str) -> None:
    [(rule, line, message)] = faults(HEAD.replace('model = "1.0"', f'model = "{version}"'))
    assert (rule, line) == ("model-version", 3)
    assert f"version {version} of the model; this release knows 1.0" in message


@pytest.mark.parametrize(
    "text",
    [
        '[needs.a]\npath = "owner/photo"\n[refuses.b]\npath = "owner"\n',
        '[needs.a]\nany_of = [{path = "owner/photo"}, {path = "owner/signature"}]\n[refuses.b]\npath = "owner"\n',
        '[needs.a]\nall_of = [{path = "owner/photo"}, {path = "language"}]\n[refuses.b]\npath = "owner/photo"\n',
        '[needs.a]\npath = "qualifications[]/status"\nvalues = ["awarded"]\n'
        '[accepts.b]\npath = "qualifications[]/status"\nvalues = ["enrolled"]\n',
        '[needs.a]\npath = "competences[]"\nmin = 3\n[accepts.b]\npath = "competences[]"\nmax = 2\n',
        '[needs.a]\npath = "owner/identifiers[kind=national_id]"\n[legal]\nprohibited_identifiers = ["national_id"]\n',
    ],
)
def test_what_no_portfolio_could_meet_is_a_contradiction(text: str) -> None:
    [(rule, line, message)] = faults(HEAD + text)
    assert (rule, line) == ("profile-contradiction", 4)
    assert "contradicts itself" in message


@pytest.mark.parametrize(
    "text",
    [
        '[needs.a]\npath = "owner/photo"\nrecommended = true\n[refuses.b]\npath = "owner"\n',
        '[needs.a]\nany_of = [{path = "owner/photo"}, {path = "language"}]\n[refuses.b]\npath = "owner/photo"\n',
        '[needs.a]\npath = "experiences[kind=employment]"\n[refuses.b]\npath = "experiences[kind=military]"\n',
        '[needs.a]\npath = "owner/photo"\n[refuses.b]\npath = "owner/photo"\nmedia_types = ["image/gif"]\n',
        '[needs.a]\npath = "owner/photo"\nmin = 0\nmax = 1\n[refuses.b]\npath = "owner/photo"\n',
    ],
)
def test_what_a_portfolio_can_meet_is_none(text: str) -> None:
    assert profile(text).needs


class TestInheritance:
    def write(self, folder: Path, **files: str) -> None:
        for name, text in files.items():
            (folder / f"{name}.toml").write_text(HEAD.replace("Test", name) + text, encoding="utf-8")

    def test_what_is_said_anew_under_a_name_counts(self, tmp_path: Path) -> None:
        self.write(
            tmp_path,
            base='[needs.a]\npath = "language"\n[needs.b]\npath = "owner"\n[legal]\npurpose = "p"\nretention = "P1Y"\n'
            'prohibited_identifiers = ["tax"]\n[formats]\nreceives = ["elm"]\n',
            child='extends = "base.toml"\n[needs.b]\npath = "headline"\n[legal]\nretention = "P2Y"\n'
            'prohibited_identifiers = ["national_id"]\n[formats]\nsends = ["elm"]\n',
        )
        read = read_profile(tmp_path / "child.toml")
        assert {name: str(need.path) for name, need in read.needs.items()} == {"a": "language", "b": "headline"}
        assert (read.legal.purpose, read.legal.retention) == ("p", "P2Y")
        assert read.legal.prohibited_identifiers == ("tax", "national_id"), "what is prohibited stays so"
        assert (read.formats.receives, read.formats.sends) == (("elm",), ("elm",))
        assert (read.title, read.extends) == ("child", ("base 1.0",))

    def test_of_several_parents_the_later_one_counts(self, tmp_path: Path) -> None:
        self.write(
            tmp_path,
            one='[needs.a]\npath = "language"\n[legal]\nprohibited_identifiers = ["tax"]\n',
            two='[needs.a]\npath = "headline"\n[legal]\nprohibited_identifiers = ["national_id"]\n',
            child='extends = ["one.toml", "two.toml"]\n',
        )
        read = read_profile(tmp_path / "child.toml")
        assert str(read.needs["a"].path) == "headline"
        assert read.legal.prohibited_identifiers == ("tax", "national_id")

    def test_a_contradiction_with_what_is_inherited_is_told(self, tmp_path: Path) -> None:
        self.write(tmp_path, child='extends = "data-minimum"\n[needs.x]\npath = "owner/photo"\n')
        with pytest.raises(ep.UsageError) as caught:
            read_profile(tmp_path / "child.toml")
        assert caught.value.finding.name == "profile-contradiction"
        assert "needs.x demands what refuses.photo rules out" in caught.value.finding.message

    @pytest.mark.parametrize("length", [1, 2, 5])
    def test_a_circle_is_refused_with_the_way_it_runs(self, tmp_path: Path, length: int) -> None:
        files = {f"p{number}": f'extends = "p{(number + 1) % length}.toml"\n' for number in range(length)}
        self.write(tmp_path, **files)
        with pytest.raises(ep.UsageError) as caught:
            read_profile(tmp_path / "p0.toml")
        assert caught.value.finding.name == "profile-cycle"
        chain = " → ".join(f"p{number % length}.toml" for number in range(length + 1))
        assert chain in caught.value.finding.message
        assert caught.value.finding.line == 4

    def test_an_endless_line_is_refused(self, tmp_path: Path) -> None:
        self.write(tmp_path, **{f"p{number}": f'extends = "p{number + 1}.toml"\n' for number in range(12)}, p12="")
        with pytest.raises(ep.UsageError) as caught:
            read_profile(tmp_path / "p0.toml")
        assert "more than 8 profiles inherit" in caught.value.finding.message

    @pytest.mark.parametrize("name", ["gone.toml", "/etc/passwd", "https://example.org/p.toml", "..", "x\\u0000.toml"])
    def test_a_parent_that_is_not_there_is_a_fault_of_its_line(self, tmp_path: Path, name: str) -> None:
        self.write(tmp_path, child=f'extends = "{name}"\n')
        with pytest.raises(ep.UsageError) as caught:
            read_profile(tmp_path / "child.toml")
        assert (caught.value.finding.name, caught.value.finding.line) == ("invalid-value", 4)

    def test_a_fault_of_a_parent_is_told_in_its_own_file(self, tmp_path: Path) -> None:
        self.write(tmp_path, base='[needs.a]\npath = "foto"\n', child='extends = "base.toml"\n')
        with pytest.raises(ep.UsageError) as caught:
            read_profile(tmp_path / "child.toml")
        assert caught.value.finding.source.endswith("base.toml")
        assert caught.value.finding.line == 5

    def test_many_ways_to_one_parent_cost_bounded_time(self, tmp_path: Path) -> None:
        def ways(number: int) -> str:
            return ", ".join(f'"{"./" * way}p{number + 1}.toml"' for way in range(30))

        files = {f"p{number}": f"extends = [{ways(number)}]\n" for number in range(7)}
        self.write(tmp_path, **files, p7="")
        assert read_profile(tmp_path / "p0.toml").title == "p0"


@pytest.mark.parametrize("data", [b"", b"title = ", b"\xff\xfe", b"a" * 300_000, b"a." * 50 + b"b = 1"])
def test_what_is_no_toml_is_refused(data: bytes) -> None:
    with pytest.raises((ep.UnreadableError, ep.UsageError)):
        read_profile(data)


def test_alternatives_within_alternatives_are_bounded() -> None:
    text = 'path = "language"'
    for _ in range(6):
        text = f"any_of = [{{ {text} }}]"
    assert "nested-too-deeply" in [name for name, _, _ in faults(f"{HEAD}[needs]\nx = {{ {text} }}\n")]


def test_a_school_pseudonym_and_a_client_number_have_nothing_in_common() -> None:
    school, service = read_profile("leaver-file-school"), read_profile("leaver-file-service")
    common = school.subject_matching.common(service.subject_matching)
    assert common == ("family name and birth date", "email")
    one = profile('[subject_matching]\nidentifiers = ["pseudonym"]\n')
    other = profile('[subject_matching]\nidentifiers = ["client-number"]\n')
    assert one.subject_matching.common(other.subject_matching) == ()
