"""Paths into the model: read, refused with a reason, and followed."""

from __future__ import annotations

import pytest

from eportfolio.model.canonical import to_data
from eportfolio.profiles.paths import Path, parse_path
from tests.profiles.helpers import noor


def parsed(text: str) -> Path:
    return parse_path(text)[0]


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("owner/names[]/family_name", ["/owner/names/0/family_name"]),
        ("owner/contact_points[channel=email]/value", ["/owner/contact_points/0/value"]),
        ("experiences[kind=employment|internship]/period/start", [
            "/experiences/0/period/start", "/experiences/1/period/start"]),
        ("experiences[kind=internship]", ["/experiences/1"]),
        ("competences[]/concepts[]/uri", ["/competences/0/concepts/0/uri"]),
        ("interests[]/title", []),
    ],
)  # fmt: skip
def test_a_path_leads_to_places(text: str, pointers: list[str]) -> None:
    assert [place.pointer for place in parsed(text).places(to_data(noor()))] == pointers
    assert str(parsed(text)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("competences[]/concept[]/uri", 'Competence has no field "concept"; did you mean concepts'),
        ("competences/label", '"competences" is a list: write competences\\[\\]'),
        ("owner[]/names[]", '"owner" is no list: write it without brackets'),
        ("owner/names[]/family_name/text", '"family_name" is a plain value, and nothing stands below it'),
        ("owner/contact_points[channel=pigeon]", 'channel is never "pigeon", but one of email'),
        ("experiences[period=2020]", 'the members of "experiences" cannot be told by "period"'),
        ("", 'is no step of a path'),
        ("/owner", 'is no step of a path'),
        ("owner/", 'is no step of a path'),
        ("experiences[kind=]", 'is no step of a path'),
        ("variants[]/" * 20 + "language", "at most 16 steps"),
        ("a" * 301, "at most 300 characters"),
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_says_what_is_there(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_path(text)


def test_an_address_within_brackets_divides_nothing() -> None:
    path = parsed("owner/identifiers[scheme=https://example.org/ids/school]/value")
    assert [step.name for step in path.steps] == ["owner", "identifiers", "value"]
    assert path.steps[1].values == {"https://example.org/ids/school"}


def test_the_field_is_named_as_in_the_tables_of_formats() -> None:
    assert parsed("experiences[kind=employment]/period/start").field == "experiences.period.start"


@pytest.mark.parametrize(
    ("one", "other", "covers", "meets"),
    [
        ("competences[]", "competences[]/label", True, True),
        ("competences[]/label", "competences[]", False, True),
        ("experiences[]/title", "experiences[kind=project]/title", True, True),
        ("experiences[kind=project]/title", "experiences[]/title", False, True),
        ("experiences[kind=project|care]/title", "experiences[kind=project]/title", True, True),
        ("experiences[kind=project]/title", "experiences[kind=care]/title", False, False),
        ("owner/photo", "owner/names[]", False, False),
    ],
)
def test_paths_are_compared(one: str, other: str, covers: bool, meets: bool) -> None:
    assert parsed(one).covers(parsed(other)) is covers
    assert parsed(one).meets(parsed(other)) is meets
    assert parsed(other).meets(parsed(one)) is meets
