"""Names of files: patterns, and what no file system or shell can be hurt by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.bulk.naming import NamePattern, safe
from eportfolio.report.errors import UsageError

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
FIELDS = {"family_name": 1, "given_name": 1}


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{row}-{family_name}", "7-van-Dijk-Okonkwo"),
        ("{row:05}", "00007"),
        ("{given_name}_{family_name}.2026", "Noor_van-Dijk-Okonkwo.2026"),
        ("course", "course"),
        ("{{x}}{row}", "x-7"),
        ("../../{row}", "7"),
        ("{birth_date}", "row-7"),
    ],
)
def test_patterns(pattern: str, name: str) -> None:
    made = NamePattern(pattern, {**FIELDS, "birth_date": 1})
    assert made.fill(7, {"family_name": "van Dijk-Okonkwo", "given_name": "Noor"}) == name


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{famly_name}", "famly_name"),
        ("{row.__class__}", "row.__class__"),
        ("{row[0]}", "row"),
        ("{}", "which there is not"),
        ("{row!r}", "width"),
        ("{row:>1000000000}", "width"),
        ("{family_name:05}", "width"),
        ("{row", "no pattern"),
    ],
)
def test_patterns_that_make_no_sense(pattern: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        NamePattern(pattern, FIELDS)
    assert message in caught.value.finding.message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("con", "_con"),
        ("NUL.json", "_NUL.json"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("a\x00b\nc", "a-b-c"),
        ("Zoë Ōe 山田", "Zoë-Ōe-山田"),
        ("...", ""),
        ("x" * 500, "x" * 120),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe(text) == name


@given(
    st.text() | st.sampled_from(sorted(DEVICES)) | st.tuples(st.sampled_from(sorted(DEVICES)), st.text()).map(".".join)
)
def test_no_text_makes_a_name_that_leaves_the_folder(text: str) -> None:
    name = safe(text)
    assert not set(name) & set('/\\:*?"<>|\0')
    assert not name.startswith((".", "-"))
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= 121
    assert name.partition(".")[0].casefold() not in DEVICES
