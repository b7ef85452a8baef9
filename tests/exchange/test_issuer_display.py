"""How an issuer file says what credentials look like: pictures beside it, colours, and what is refused."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

import pytest

import eportfolio as ep
from eportfolio.exchange.settings import contrast
from eportfolio.model import Credential

SMALLEST = '[organisation]\nlegal_name = "Voorbeeldcollege"\ncountry = "NL"\n'
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(ep.UsageError) as caught:
        ep.read_issuer((SMALLEST + text).encode())
    return [(fault.name, fault.pointer, fault.message) for fault in caught.value.findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.png").write_bytes(PNG)
    return tmp_path


def beside(folder: Path, text: str) -> ep.Issuer:
    path = folder / "issuer.toml"
    path.write_text(SMALLEST + text, encoding="utf-8")
    return ep.read_issuer(path)


def test_own_pages(folder: Path) -> None:
    display = beside(
        folder,
        '[[display.images]]\nfile = "page.png"\nlanguage = "nl"\npage = 2\n'
        '[[display.images]]\nfile = "page.png"\nlanguage = "nl"\n[[display.images]]\nfile = "page.png"\n',
    ).display
    assert not display.render
    assert [page["page"] for page in display.own_pages("nl")] == ["1", "2"]
    [page] = display.own_pages("en")
    assert b64decode(page["image"]["content"]) == PNG
    assert page["image"]["media_type"] == "image/png"
    assert not any(one.model_extra for one in Credential.model_validate({"displays": display.own_pages("nl")}).displays)


def test_a_page_twice_is_a_fault(folder: Path) -> None:
    with pytest.raises(ep.UsageError, match="two images are page 1"):
        beside(folder, '[[display.images]]\nfile = "page.png"\n[[display.images]]\nfile = "page.png"\npage = 1')


def holding(picture: bytes) -> bytes:
    """An SVG with a picture inside it."""
    kind = b"svg+xml" if picture.startswith(b"<svg") else b"png"
    uri = b"data:image/" + kind + b";base64," + b64encode(picture)
    return b'<svg xmlns="http://www.w3.org/2000/svg"><image href="' + uri + b'"/></svg>'


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("../logo.png", PNG, "stand beside the issuer file"),
        ("/etc/hostname", None, "stand beside the issuer file"),
        ("nowhere.png", None, "cannot be opened"),
        (".", None, "is no file"),
        ("notes.txt", b"some words", "neither PNG nor JPEG nor SVG"),
        ("large.png", PNG + b"\0" * (2 << 20), "larger than"),
        ("x.svg", b"<svg><script/></svg>", "neither PNG nor JPEG nor SVG"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "the element script"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><a onclick="x()"/></svg>', "an event handler"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.example.org/"/></svg>', "elsewhere"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><g style="fill:url(http://x)"/></svg>', "loads something"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "x";</style></svg>', "loads something"),
        ("x.svg", b'<?xml-stylesheet href="x"?><svg xmlns="http://www.w3.org/2000/svg"/>', "stands elsewhere"),
        ("x.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "DOCTYPE"),
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', "broken"),
        ("x.svg", holding(b"GIF89a"), "a picture inside it"),
        ("x.svg", holding(holding(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')), "a picture inside it"),
    ],
)
def test_pictures_that_are_not_taken(folder: Path, name: str, content: bytes | None, expected: str) -> None:
    below = folder / "kept"
    below.mkdir()
    if content is not None:
        (below / name).write_bytes(content)
    with pytest.raises(ep.UsageError, match=expected) as caught:
        beside(below, f'logo = "{name}"')
    assert (caught.value.finding.pointer, caught.value.finding.line) == ("/organisation/logo", 4)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    below = folder / "kept"
    below.mkdir()
    (below / "logo.png").symlink_to(folder / "page.png")
    with pytest.raises(ep.UsageError, match="stand beside the issuer file"):
        beside(below, 'logo = "logo.png"')


def test_an_svg_may_refer_to_itself(folder: Path) -> None:
    (folder / "x.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg"><style>g{fill:url( "#a")}</style><g style="fill:url(#a)"/>'
        b'<use href="#a"/><image href="data:image/png;base64,' + b64encode(PNG) + b'"/></svg>'
    )
    assert beside(folder, 'logo = "x.svg"').organisation()["logo"]["media_type"] == "image/svg+xml"


def test_pictures_need_a_folder() -> None:
    [(_, _, message)] = faults('logo = "logo.png"')
    assert "only beside a file" in message


def test_without_rendering_there_must_be_images() -> None:
    [(rule, pointer, _)] = faults("[display]\nrender = false")
    assert (rule, pointer) == ("missing-element", "/display/images")


@pytest.mark.parametrize(
    ("colours", "place"),
    [
        ('ink = "#999999"', "ink"),
        ('accent = "#ffee00"', "accent"),
        ('ink = "#000000"\naccent = "#eeeeee"\npaper = "#222222"', "ink"),
    ],
)
def test_colours_that_cannot_be_read(colours: str, place: str) -> None:
    [(rule, pointer, _)] = faults(f"[display]\n{colours}")
    assert (rule, pointer) == ("invalid-value", f"/display/{place}")


def test_a_paper_that_makes_the_usual_ink_unreadable() -> None:
    places = [pointer for _, pointer, _ in faults('[display]\npaper = "#222222"')]
    assert places == ["/display/paper", "/display/paper"]


def test_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert (
        contrast("#777777", "#ffffff") == pytest.approx(contrast("#ffffff", "#777777")) == pytest.approx(4.48, abs=0.01)
    )
