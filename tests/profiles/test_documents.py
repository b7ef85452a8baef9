"""Profiles as documents for those who sign them."""

from __future__ import annotations

import pytest
from lxml import html

from eportfolio.profiles import read_profile, shipped
from eportfolio.profiles.documents import as_html, as_markdown
from tests.profiles.helpers import profile

HOSTILE = profile(
    """description = "<script>alert(1)</script> | *x* [a](b)"
[organisation]
name = "A & B <i>"
[refuses.x]
path = "owner/photo"
why = "a|b\\n\\n# no heading"
"""
)


def test_the_document_says_what_is_asked_in_plain_words() -> None:
    text = as_markdown(read_profile("leaver-file-service"))
    for words in (
        "# Leaver file for a public employment service",
        'Includes what "As little as is needed 1.0" says',
        "| competences | at least 3 | matching starts from what somebody can do, not from a job title |",
        "| concepts, in each of the competences | from esco, in 50 % of them |",
        "| competences > label | in nl, or else in en | these are the languages of the service |",
        "| the person > photo | in any case |",
        "Legal basis: public task, Article 6(1)(e) (the act under which the service helps people to find work).",
        "Kept for 2 years.",
        "The same family name and date of birth.",
        "Identifiers of two different authorities never show",
        "| Name | Position | Date | Signature |",
    ):
        assert words in text
    assert read_profile("leaver-file-service").digest in text, "who signs, signs this wording"


@pytest.mark.parametrize("name", sorted(shipped()))
def test_markdown_and_html_say_the_same(name: str) -> None:
    read = read_profile(name)
    page = html.fromstring(as_html(read))
    shown = " ".join(page.text_content().split())
    plain = as_markdown(read).replace("\\", "")
    for line in plain.splitlines():
        for cell in line.strip("|# ").split(" | "):
            if cell.strip("- "):
                assert " ".join(cell.split()) in shown
    assert page.get("lang") == "en"
    assert page.findall(".//h1")
    assert all(cell.get("scope") == "col" for cell in page.iter("th"))


def test_a_document_cannot_be_steered_from_within() -> None:
    assert "<script>" not in as_html(HOSTILE)
    assert "A &amp; B &lt;i&gt;" in as_html(HOSTILE)
    text = as_markdown(HOSTILE)
    assert "\\<script>" in text
    assert "a\\|b # no heading" in text
    assert "\n# no heading" not in text


def test_the_organisations_own_texts_are_there_in_the_language_that_is_asked_for() -> None:
    read = profile('description = { en = "Everything", nl = "Alles" }\n')
    assert "Alles" in as_markdown(read, "nl")
    assert "Everything" in as_markdown(read, "de")
