"""The picture of a credential: all it says is there, in reading order, within the page, and nothing can run."""

from __future__ import annotations

import re
import time
import unicodedata
from base64 import b64decode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from eportfolio.exchange.issuer import DisplaySettings
from eportfolio.sources.images import picture_type
from eportfolio_adapters.elm.display import Award, DisplayContent, render_display, render_pages
from eportfolio_adapters.elm.labels import date_in_words, is_right_to_left, labels_for
from eportfolio_adapters.elm.typesetting import clean, lines_of, runs_right_to_left, shortened, width_of
from tests.support import EXAMPLES

LOGO = (EXAMPLES / "issuer" / "logo.svg").read_bytes()
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"

CONTENT = DisplayContent(
    title="Bewijs van Noor van Dijk-Okonkwo",
    holder="Noor van Dijk-Okonkwo",
    awards=(
        Award(
            "Bachelor of Nursing", "Kwalificatie", ("Hogeschool Voorbeeld", "Voorbeeldziekenhuis"),
            date="2019-07", grade="8,2", credits="240 ECTS", level="EQF 6",
        ),
        Award("Projectmatig werken", claimant="Noor van Dijk-Okonkwo", organisations=("Voorbeeldbureau",)),
    ),
    issuer="Stichting Voorbeeldcollege",
    logo=LOGO,
    language="nl",
    description="Uitgegeven na een onderzoek.",
    issued="2026-09-01",
    valid_until="2031",
)  # fmt: skip
MANY = replace(
    CONTENT,
    awards=tuple(Award(f"Module {n}", "Module", ("School",) * (n % 5 + 1), date="2024-05-06") for n in range(1, 61)),
)


def texts(page: bytes) -> list[str]:
    return [element.text or "" for element in etree.fromstring(page).iter(f"{SVG}text")]


def words(pages: tuple[bytes, ...]) -> str:
    return " ".join(text for page in pages for text in texts(page))


# -- what it says ------------------------------------------------------------------------------------


def test_everything_is_said_in_reading_order() -> None:
    [page] = render_pages(CONTENT)
    assert texts(page) == [
        "Uitgegeven door", "Stichting Voorbeeldcollege", "Bewijs van Noor van Dijk-", "Okonkwo",
        "Toegekend aan", "Noor van Dijk-Okonkwo",
        "Uitgegeven na een onderzoek.", "Uitgegeven op", "1 september 2026", "Geldig tot", "2031",
        "Kwalificatie", "Bachelor of Nursing", "Toegekend door", "Hogeschool Voorbeeld", "Voorbeeldziekenhuis",
        "Datum", "juli 2019", "Beoordeling", "8,2", "Studiepunten", "240 ECTS", "Niveau", "EQF 6",
        "Projectmatig werken", "Opgegeven door", "Noor van Dijk-Okonkwo", "Organisatie", "Voorbeeldbureau",
    ]  # fmt: skip


def test_what_is_not_known_leaves_no_label() -> None:
    [page] = render_pages(DisplayContent("Record", "Noor", (Award("Course"),)))
    assert texts(page) == ["Record", "Awarded to", "Noor", "Course"]
    assert texts(render_display(DisplayContent("Record", ""))) == ["Record"]


def test_long_content_takes_several_pages_and_says_all_of_it() -> None:
    pages = render_pages(MANY)
    assert len(pages) > 5
    said = words(pages)
    assert [int(number) for number in re.findall(r"Module (\d+)", said)] == list(range(1, 61))
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in texts(page)
    assert "Noor van Dijk-Okonkwo" in texts(pages[3])


def test_an_award_stays_on_one_page_and_pages_begin_at_the_top() -> None:
    for page in render_pages(MANY)[1:]:
        said = texts(page)
        modules = [int(text.split()[1]) for text in said if text.startswith("Module ")]
        assert said.count("Datum") == len(modules)
        assert said.count("School") == sum(number % 5 + 1 for number in modules)
        first = next(text for text in etree.fromstring(page).iter(f"{SVG}text") if text.text == "Module")
        assert float(first.get("y", "")) == 58 + 9


def test_an_award_that_takes_more_than_half_a_page_is_broken() -> None:
    long = Award("Kept", "", tuple(f"School {n}" for n in range(35)))
    first, second = render_pages(replace(CONTENT, awards=(long, long)))
    assert {"Kept", "School 0"} <= set(texts(first))
    assert "School 34" in texts(second)


def test_a_long_title_is_set_smaller() -> None:
    sizes = {}
    for title in ("Titel", "Titel " * 20):
        root = etree.fromstring(render_display(replace(CONTENT, title=title)))
        sizes[title] = max(float(text.get("font-size", "")) for text in root.iter(f"{SVG}text"))
    assert list(sizes.values()) == [27, 21]


def test_the_running_head_fits() -> None:
    content = replace(MANY, title="Titel " * 40, holder="Naam " * 5)
    title, holder = (
        text for text in etree.fromstring(render_pages(content)[1]).iter(f"{SVG}text") if text.get("y") == "34"
    )
    if (title.text or "").startswith("Naam"):
        title, holder = holder, title
    begins = float(holder.get("x", "")) - width_of(holder.text or "", 8.5)
    assert float(title.get("x", "")) + width_of(title.text or "", 8.5) < begins
    assert (title.text or "").endswith("…")
    assert holder.get("text-anchor") == "end"


def test_the_issuer_stands_beside_the_middle_of_the_logo() -> None:
    root = etree.fromstring(render_display(CONTENT))
    [image], (label, name, *_) = list(root.iter(f"{SVG}image")), root.iter(f"{SVG}text")
    middle = float(image.get("y", "")) + float(image.get("height", "")) / 2
    assert float(label.get("y", "")) < middle < float(name.get("y", "")) < middle + 14
    assert float(name.get("x", "")) > float(image.get("x", "")) + float(image.get("width", ""))


def test_one_picture_of_all_pages() -> None:
    root = etree.fromstring(render_display(MANY))
    pages = render_pages(MANY)
    assert len(root) == len(pages)
    assert [element.text for element in root.iter(f"{SVG}text")] == [text for page in pages for text in texts(page)]
    assert root.get("viewBox") == f"0 0 595 {842 * len(pages)}"
    assert [int(page.get("y", "")) for page in root] == [842 * number for number in range(len(pages))]
    assert render_display(CONTENT) == render_pages(CONTENT)[0]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize(
    "content",
    [
        CONTENT, MANY, replace(MANY, language="ar"), replace(CONTENT, title="Titel " * 400, issuer="Wort" * 300),
        replace(CONTENT, description="Zeile\n" * 200), replace(CONTENT, awards=(Award("x" * 4000, "", ("y" * 4000,)),)),
        replace(CONTENT, language="he", holder="名前" * 200),
    ],
)  # fmt: skip
def test_nothing_stands_outside_the_page(content: DisplayContent, orientation: str) -> None:
    for page in render_pages(content, DisplaySettings(orientation=orientation)):  # type: ignore[arg-type]
        root = etree.fromstring(page)
        width, height = float(root.get("width", "")), float(root.get("height", ""))
        assert (width > height) is (orientation == "landscape")
        baselines: list[float] = []
        for text in root.iter(f"{SVG}text"):
            size, x, y = (float(text.get(name, "")) for name in ("font-size", "x", "y"))
            wide = width_of(text.text or "", size, bold=text.get("font-weight") is not None)
            leftwards = (text.get("direction") == "rtl") is not (text.get("text-anchor") == "end")
            left = x - wide if leftwards else x
            assert left >= 57.9
            assert left + wide <= width - 57.9
            assert size < y <= height - 30
            baselines.append(y)
        body = [y for y in baselines if 40 < y < height - 31]
        assert body == sorted(body)
        assert max(body) <= height - 58


def test_equal_content_gives_equal_bytes() -> None:
    assert render_pages(MANY) == render_pages(replace(MANY, awards=tuple(MANY.awards)))


def test_colours() -> None:
    page = render_pages(CONTENT, DisplaySettings(paper="#fffff0", ink="#000000", accent="#aa0000"))[0].decode()
    assert {"#fffff0", "#000000", "#aa0000"} <= set(re.findall(r"#\w{6}", page))
    assert "#1d4f73" not in page


# -- safety ------------------------------------------------------------------------------------------

HOSTILE = (
    "</text><script>alert(1)</script>&amp;<a href=\"javascript:x\" onload='y'>\u202egnp.exe\u2066\x00\ud800\x1b[31m"
)


def test_texts_are_texts() -> None:
    award = Award(HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    content = DisplayContent(HOSTILE, HOSTILE, (award,), HOSTILE, b"", "en", HOSTILE, HOSTILE, HOSTILE)
    for page in (*render_pages(content), render_display(content)):
        root = etree.fromstring(page)
        assert {etree.QName(element).localname for element in root.iter()} <= {"svg", "title", "rect", "line", "text"}
        assert not {name for element in root.iter() for name in element.attrib if str(name)[:2] == "on"}
        assert not re.search("[\u202e\u2066\x1b]", page.decode())
        assert picture_type(page) == "image/svg+xml"


def test_a_page_is_a_still_picture_that_stands_by_itself() -> None:
    for page in render_pages(MANY):
        assert picture_type(page) == "image/svg+xml"
        assert b"http" not in re.sub(rb'xmlns(:\w+)?="[^"]*"', b"", page)


PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


@pytest.mark.parametrize(
    ("logo", "media_type"),
    [
        (LOGO, "image/svg+xml"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"", None),
        (b"GIF89a", None),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', None),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://tracker.example.org/"/></svg>', None),
        (b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>', None),
        (PNG + b"\0" * (2 << 20), None),
    ],
)
def test_only_a_safe_logo_is_embedded(logo: bytes, media_type: str | None) -> None:
    [page] = render_pages(replace(CONTENT, logo=logo))
    images = [element.get(HREF, "") for element in etree.fromstring(page).iter(f"{SVG}image")]
    if media_type is None:
        assert images == []
    else:
        head, _, content = images[0].partition(",")
        assert (head, b64decode(content)) == (f"data:{media_type};base64", logo)


def test_the_logo_is_on_the_first_page_only() -> None:
    counts = [page.count(b"data:image") for page in render_pages(MANY)]
    assert counts == [1] + [0] * (len(counts) - 1)


@pytest.mark.parametrize(
    "content",
    [
        replace(CONTENT, title="x" * 300_000),
        replace(CONTENT, description="e\u0301" * 150_000),
        replace(CONTENT, description="\u0301" * 300_000),
        replace(CONTENT, description="- " * 150_000),
        replace(CONTENT, description="漢" * 200_000),
        replace(CONTENT, awards=CONTENT.awards * 2000),
    ],
)
def test_much_content_costs_bounded_time(content: DisplayContent) -> None:
    began = time.perf_counter()
    assert render_pages(content)
    assert time.perf_counter() - began < 30


# -- languages and scripts ---------------------------------------------------------------------------

OFFICIAL = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
]  # fmt: skip


@pytest.mark.parametrize("language", OFFICIAL)
def test_labels_of_the_official_languages(language: str) -> None:
    labels = labels_for(language)
    assert len(set(labels)) == len(labels), "two labels are alike"
    assert all(label == label.strip() and unicodedata.is_normalized("NFC", label) for label in labels)
    assert (labels is labels_for("en")) is (language == "en")
    assert labels_for(f"{language}-Latn-XX") is labels
    for label in labels:  # whole beside a value
        assert shortened(label, 108, 9) == label
    assert date_in_words("2026-07-03", language) != "2026-07-03"


def test_labels_of_another_language_are_english() -> None:
    assert labels_for("ja") is labels_for("en") is labels_for("")


@pytest.mark.parametrize(
    ("edtf", "language", "expected"),
    [
        ("2026-07-03", "nl", "3 juli 2026"),
        ("2026-07-03", "en", "3 July 2026"),
        ("2026-07-03", "en-US", "July 3, 2026"),
        ("2026-07", "fr", "juillet 2026"),
        ("2026-07", "el", "Ιούλιος 2026"),
        ("2026", "nl", "2026"),
        ("2026-21", "nl", "2026-21"),
        ("2026~", "nl", "2026~"),
        ("2025-09/2026-07-03", "de", "September 2025 \u2013 3. Juli 2026"),
        ("2025/..", "de", "2025 \u2013"),
        ("2026-07-03", "", "2026-07-03"),
        ("2026-07-03", "zz-qq", "2026-07-03"),
        ("2026-02-31", "nl", "2026-02-31"),
        ("zomer", "nl", "zomer"),
    ],
)
def test_dates_are_as_precise_as_they_are(edtf: str, language: str, expected: str) -> None:
    assert date_in_words(edtf, language) == expected


def test_a_page_in_arabic_runs_from_the_right() -> None:
    content = DisplayContent(
        "شهادة إتمام", "Layla Hassan", (Award("إدارة المشاريع", awarding_bodies=("معهد المثال",), level="6"),),
        "معهد المثال", LOGO, "ar",
    )  # fmt: skip
    [page] = render_pages(content)
    root = etree.fromstring(page)
    found = {text.text: text for text in root.iter(f"{SVG}text")}
    for line, direction, anchor in (
        ("شهادة إتمام", "rtl", None), ("Layla Hassan", None, "end"), ("6", "rtl", None), ("Level", None, "end"),
    ):  # fmt: skip
        assert (found[line].get("direction"), found[line].get("text-anchor")) == (direction, anchor)
    assert float(found["شهادة إتمام"].get("x", "")) == 595 - 58
    assert float(found["6"].get("x", "")) < float(found["Level"].get("x", ""))
    [image] = root.iter(f"{SVG}image")
    assert float(image.get("x", "")) > 400
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_hebrew_in_a_page_from_the_left() -> None:
    [page] = render_pages(replace(CONTENT, holder="נועה כהן"))
    [name] = [text for text in etree.fromstring(page).iter(f"{SVG}text") if text.text == "נועה כהן"]
    assert (name.get("direction"), name.get("text-anchor"), name.get("x")) == ("rtl", "end", "58")


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", False), ("12 أ", True), ("עברית abc", True), ("123 \u2013", None), ("", None)]
)
def test_direction_of_a_text(text: str, expected: bool | None) -> None:
    assert runs_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", True), ("fa-IR", True), ("az", False), ("ar-Latn", False), ("", False)]
)
def test_direction_of_a_language(language: str, expected: bool) -> None:
    assert is_right_to_left(language) is expected


# -- lines -------------------------------------------------------------------------------------------

TEXTS = st.text(
    st.sampled_from("ab m-/— \n\t\r\u00a0\u0301\u200d漢字かなΩяאبกำน😀👩\u202e\u2066\u0000"), max_size=80
)  # fmt: skip


@given(TEXTS, st.floats(30, 300))
def test_lines_hold_all_of_a_text_and_fit(text: str, width: float) -> None:
    lines = lines_of(text, width, 10)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", clean(text))
    for line in lines:
        assert line == line.strip() != ""
        assert width_of(line, 10) <= width + 1e-6 or "\u200d" in line  # letters that are joined stay joined


def test_lines_end_at_words_and_behind_hyphens() -> None:
    assert lines_of("Noor van Dijk-Okonkwo", 60, 10) == ["Noor van", "Dijk-", "Okonkwo"]
    assert lines_of("a \t\u00a0 b", 75, 10) == ["a b"]
    assert lines_of("a\r\nb\n\n c", 75, 10) == ["a", "b", "c"]
    assert lines_of("漢字仮名", 22, 10) == ["漢字", "仮名"]
    assert lines_of("e\u0301e\u0301e\u0301", 14, 10) == ["e\u0301e\u0301", "e\u0301"]
    assert lines_of("👩\u200d👩👩", 20, 10) == ["👩\u200d👩", "👩"]


def test_a_text_that_is_cut_off_says_so() -> None:
    assert shortened("Noor van Dijk", 400, 10) == "Noor van Dijk"
    assert shortened("Noor van Dijk-Okonkwo", 80, 10) == "Noor van…"
    assert width_of(shortened("x" * 500, 80, 10), 10) <= 80


def test_widths() -> None:
    assert width_of("iii", 10) < width_of("aaa", 10) < width_of("mmm", 10) < width_of("漢漢漢", 10) + 10
    assert width_of("e\u0301", 10) == width_of("e", 10)
    assert width_of("abc", 10, bold=True) > width_of("abc", 10)
