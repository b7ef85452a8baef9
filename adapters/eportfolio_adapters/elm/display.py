"""A picture of a credential, made from its content: SVG pages that people can read, for ``elm:DisplayDetail``.

ELM demands a picture of every credential (``displayParameter``, EDC application profile 1.2.0).  An organisation that
has no design of its own gets a calm page here: what the credential says, in its language, and nothing else.  Texts are
set as text, with fonts that every system has; nothing is loaded and nothing runs.  Equal content gives equal bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.issuer import DisplaySettings
from eportfolio.report.errors import EportfolioError
from eportfolio.sources.images import SVG, picture_type

from .labels import Labels, date_in_words, is_right_to_left, labels_for
from .typesetting import clean, lines_of, runs_right_to_left, shortened, width_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_XLINK: Final = "http://www.w3.org/1999/xlink"
_PREFIXES: Final[dict[Any, str]] = {None: SVG, "xlink": _XLINK}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_SIZES: Final = {"portrait": (595, 842), "landscape": (842, 595)}
"""A4 in points."""

_MARGIN: Final = 58
_LOGO: Final = 56
_INDENT: Final = 118
"""Where values begin beside their labels."""
_LEADING: Final = 1.38
"""Height of a line in parts of the font size."""

_SERIF: Final = "Georgia, 'Noto Serif', 'Times New Roman', 'DejaVu Serif', serif"
_SANS: Final = "'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Award:
    """One thing that the credential says of its holder.

    Attributes:
        title: what was awarded.
        kind: what kind of thing it is, in the language of the credential.
        awarding_bodies: names of who awarded it.
        claimant: name of the person who says so, where nobody else vouches for it; a page with the logo of an issuer
            must not look as if the issuer did.
        organisations: names of where it took place, for work and the like.
        date: when, in EDTF; ``2026-07``, ``2026-07-03``, or two dates with a slash between.
        grade: the result, as it is written.
        credits: such as ``6 ECTS``.
        level: such as ``EQF 4``.
    """

    title: str
    kind: str = ""
    awarding_bodies: tuple[str, ...] = ()
    claimant: str = ""
    organisations: tuple[str, ...] = ()
    date: str = ""
    grade: str = ""
    credits: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class DisplayContent:
    """What is shown.

    Attributes:
        title: title of the credential.
        holder: name of the person.
        awards: what the credential says, in order.
        issuer: name of the organisation that issues it.
        logo: its logo: PNG, JPEG, or a still SVG; anything else is not shown.
        language: language tag of the texts; it gives the labels, the form of dates and the direction of the page.
        description: what the credential is about.
        issued: date of issue, in EDTF.
        valid_until: end of validity, in EDTF.
    """

    title: str
    holder: str
    awards: tuple[Award, ...] = ()
    issuer: str = ""
    logo: bytes = b""
    language: str = "en"
    description: str = ""
    issued: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class _Font:
    size: float
    colour: str = "ink"
    bold: bool = False
    family: str = _SANS


_TITLES: Final = (_Font(27, "accent", family=_SERIF), _Font(21, "accent", family=_SERIF))
"""For a title of up to two lines, and for a longer one."""
_HOLDER: Final = _Font(20, family=_SERIF)
_ISSUER: Final = _Font(11.5, bold=True)
_PLAIN: Final = _Font(10.5)
_LABEL: Final = _Font(9, "muted")
_KIND: Final = _Font(9, "accent")
_AWARD: Final = _Font(13, bold=True)
_RUNNING: Final = _Font(8.5, "muted")


@dataclass(frozen=True, slots=True)
class _Words:
    """A line of text; ``start`` is its distance from the edge where lines begin."""

    start: float
    text: str
    font: _Font


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands on one height of a page.

    Attributes:
        height: how much room it takes.
        words: the texts on it.
        keep: whether it stays on the page of the row after it.
        rule: whether a line is drawn on it.
    """

    height: float
    words: tuple[_Words, ...] = ()
    keep: bool = False
    rule: bool = False


def render_pages(content: DisplayContent, settings: DisplaySettings | None = None) -> tuple[bytes, ...]:
    """The pages of a credential, each an SVG of its own, as ``elm:DisplayDetail`` has them.

    Args:
        content: what is shown.
        settings: orientation and colours.
    """
    return tuple(_serialised(page) for page in _Sheet(content, settings or DisplaySettings()).pages())


def render_display(content: DisplayContent, settings: DisplaySettings | None = None) -> bytes:
    """A credential as one SVG; several pages stand below one another.

    Args:
        content: what is shown.
        settings: orientation and colours.
    """
    from lxml.etree import Element

    sheet = _Sheet(content, settings or DisplaySettings())
    pages = list(sheet.pages())
    if len(pages) == 1:
        return _serialised(pages[0])
    root = Element(f"{{{SVG}}}svg", nsmap=_PREFIXES)
    _set(root, viewBox=f"0 0 {sheet.width} {sheet.height * len(pages)}", width=sheet.width,
         height=sheet.height * len(pages))  # fmt: skip
    for number, page in enumerate(pages):
        _set(page, y=number * sheet.height)
        root.append(page)
    return _serialised(root)


class _Sheet:
    """Lays out the content of a credential.

    Args:
        content: what is shown.
        settings: orientation and colours.
    """

    def __init__(self, content: DisplayContent, settings: DisplaySettings) -> None:
        self.content = content
        self.width, self.height = _SIZES[settings.orientation]
        self.labels: Labels = labels_for(content.language)
        self.from_right = is_right_to_left(content.language)
        self.colours = {
            "paper": settings.paper, "ink": settings.ink, "accent": settings.accent,
            "muted": _mixed(settings.ink, settings.paper, 0.66), "line": _mixed(settings.ink, settings.paper, 0.18),
        }  # fmt: skip
        self.logo = _data_uri(content.logo)

    def pages(self) -> Iterator[_Element]:
        """The pages, drawn."""
        pages = self._broken([*self._heading(), *(row for award in self.content.awards for row in self._award(award))])
        for number, rows in enumerate(pages, 1):
            page = self._blank()
            if number > 1:
                self._running_head(page)
            elif self.logo:
                self._picture(page)
            if len(pages) > 1:
                self._write(page, _Words(0, f"{number} / {len(pages)}", _RUNNING), self.height - 30, at_end=True)
            y = float(_MARGIN)
            for row in rows:
                self._draw(page, row, y)
                y += row.height
            yield page

    # -- what is said ----------------------------------------------------------------------------------------

    def _heading(self) -> Iterator[_Row]:
        """The head of the first page: issuer, title, holder."""
        content = self.content
        beside = _LOGO + 16 if self.logo else 0
        label = self.labels.issuer if content.issuer else ""
        issuer = [
            *self._text(label, _LABEL, beside, keep=True), *self._text(content.issuer, _ISSUER, beside, keep=True),
        ]  # fmt: skip
        used = sum(row.height for row in issuer)
        above = max(0.0, (_LOGO - used) / 2) if self.logo else 0.0
        yield _Row(above, keep=True)
        yield from issuer
        yield _Row(above + 34, keep=True)
        title = [list(self._text(content.title, font, keep=True)) for font in _TITLES]
        yield from title[len(title[0]) > 2]
        yield _Row(18, keep=True)
        yield from self._text(self.labels.holder if content.holder else "", _LABEL, keep=True)
        yield from self._text(content.holder, _HOLDER)
        yield _Row(10)
        yield from self._text(content.description, _PLAIN)
        yield _Row(10)
        for label, date in ((self.labels.issued, content.issued), (self.labels.valid_until, content.valid_until)):
            yield from self._fact(label, date and date_in_words(date, content.language))

    def _award(self, award: Award) -> list[_Row]:
        """An award; one that takes less than half a page stays on one."""
        rows = list(self._rows_of(award))
        if sum(row.height for row in rows) > (self.height - 2 * _MARGIN) / 2:
            return rows
        return [*(replace(row, keep=True) for row in rows[:-1]), rows[-1]]

    def _rows_of(self, award: Award) -> Iterator[_Row]:
        facts = (
            (self.labels.body, "\n".join(award.awarding_bodies)),
            (self.labels.claimant, award.claimant),
            (self.labels.organisation, "\n".join(award.organisations)),
            (self.labels.date, award.date and date_in_words(award.date, self.content.language)),
            (self.labels.grade, award.grade),
            (self.labels.credits, award.credits),
            (self.labels.level, award.level),
        )
        yield _Row(22, rule=True, keep=True)
        yield from self._text(award.kind, _KIND, keep=True)
        yield from self._text(award.title, _AWARD, keep=any(value for _, value in facts))
        yield _Row(4)
        for label, value in facts:
            yield from self._fact(label, value)

    def _fact(self, label: str, value: str) -> Iterator[_Row]:
        """A label, and a value beside it."""
        for row in self._text(value, _PLAIN, _INDENT):
            words = (_Words(0, shortened(label, _INDENT - 10, _LABEL.size), _LABEL),) if label else ()
            yield replace(row, words=words + row.words)
            label = ""

    def _text(self, text: str, font: _Font, start: float = 0, *, keep: bool = False) -> Iterator[_Row]:
        """A text in lines; ``keep`` holds all of them together with what follows."""
        room = self.width - 2 * _MARGIN - start
        for line in lines_of(text, room, font.size, bold=font.bold):
            yield _Row(font.size * _LEADING, (_Words(start, line, font),), keep)

    # -- pages -----------------------------------------------------------------------------------------------

    def _broken(self, rows: Sequence[_Row]) -> list[list[_Row]]:
        """The rows on pages; rows that belong together stay so, unless they fill more than a page."""
        room = self.height - 2 * _MARGIN
        pages: list[list[_Row]] = [[]]
        used = 0.0
        for group in _together(rows):
            needed = sum(row.height for row in group)
            if pages[-1] and used + needed > room and used > 0:
                pages.append([])
                used = 0.0
            for row in group:
                if used + row.height > room:
                    pages.append([])
                    used = 0.0
                if pages[-1] or row.words or len(pages) == 1:  # no empty space at the top of a page
                    pages[-1].append(row)
                    used += row.height
        return [page for page in pages if any(row.words for row in page)] or pages[:1]

    # -- drawing ---------------------------------------------------------------------------------------------

    def _blank(self) -> _Element:
        from lxml.etree import Element

        page = Element(f"{{{SVG}}}svg", nsmap=_PREFIXES)
        _set(page, viewBox=f"0 0 {self.width} {self.height}", width=self.width, height=self.height, role="img")
        page.set(_LANG, clean(self.content.language))
        _add(page, "title").text = clean(f"{self.content.title}, {self.content.holder}")
        _add(page, "rect", width=self.width, height=self.height, fill=self.colours["paper"])
        _add(page, "rect", width=self.width, height=7, fill=self.colours["accent"])
        return page

    def _running_head(self, page: _Element) -> None:
        """What a further page is a page of."""
        room = self.width - 2 * _MARGIN
        holder = shortened(self.content.holder, room * 0.45, _RUNNING.size)
        self._write(page, _Words(0, holder, _RUNNING), 34, at_end=True)
        left = room - width_of(holder, _RUNNING.size) - 20
        self._write(page, _Words(0, shortened(self.content.title, left, _RUNNING.size), _RUNNING), 34)

    def _picture(self, page: _Element) -> None:
        x = self.width - _MARGIN - _LOGO if self.from_right else _MARGIN
        side = "xMaxYMid" if self.from_right else "xMinYMid"
        image = _add(page, "image", x=x, y=_MARGIN, width=_LOGO, height=_LOGO, preserveAspectRatio=f"{side} meet")
        image.set(f"{{{_XLINK}}}href", self.logo)

    def _draw(self, page: _Element, row: _Row, y: float) -> None:
        if row.rule:
            middle = _number(y + row.height / 2)
            line = {"x1": _MARGIN, "x2": self.width - _MARGIN, "y1": middle, "y2": middle}
            _add(page, "line", stroke=self.colours["line"], **line)
        baseline = y + max((words.font.size for words in row.words), default=0)
        for words in row.words:
            self._write(page, words, baseline)

    def _write(self, page: _Element, words: _Words, baseline: float, *, at_end: bool = False) -> None:
        """A line of text.  It begins, or ends, at a distance from the edge of the page where lines begin, or end."""
        if not words.text:
            return
        right = self.from_right is not at_end
        x = self.width - _MARGIN - words.start if right else _MARGIN + words.start
        runs = runs_right_to_left(words.text)
        backwards = self.from_right if runs is None else runs
        font = words.font
        text = _add(page, "text", x=_number(x), y=_number(baseline), fill=self.colours[font.colour])
        _set(text, **{"font-family": font.family, "font-size": _number(font.size)})
        if font.bold:
            _set(text, **{"font-weight": "600"})
        if backwards:
            _set(text, direction="rtl")
        if right is not backwards:
            _set(text, **{"text-anchor": "end"})
        text.text = words.text


def _together(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    group: list[_Row] = []
    for row in rows:
        group.append(row)
        if not row.keep:
            yield group
            group = []
    if group:
        yield group


def _data_uri(logo: bytes) -> str:
    """A logo as a URI that holds it; empty when it is not safe to show."""
    try:
        return f"data:{picture_type(logo)};base64,{b64encode(logo).decode('ascii')}" if logo else ""
    except EportfolioError:
        return ""


def _mixed(colour: str, other: str, share: float) -> str:
    """A colour between two."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _add(parent: _Element, name: str, **attributes: Any) -> _Element:
    from lxml.etree import SubElement

    element = SubElement(parent, f"{{{SVG}}}{name}")
    _set(element, **attributes)
    return element


def _set(element: _Element, **attributes: Any) -> None:
    for name, value in attributes.items():
        element.set(name, str(value))


def _serialised(root: _Element) -> bytes:
    from lxml.etree import tostring

    return bytes(tostring(root, xml_declaration=True, encoding="UTF-8"))
