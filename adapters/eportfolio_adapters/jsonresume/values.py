"""Values as JSON Resume spells them: web addresses, e-mail addresses, dates, pictures."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from eportfolio.sources.tree import Leaf
from eportfolio.vocabulary.dates import exists

_PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_NAME = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
_URI = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*):"
    rf"(?://(?:(?:{_NAME}|:)*@)?(?:\[[0-9A-Fa-f:.]+\]|{_NAME}*)(?::[0-9]*)?(?:/{_PCHAR}*)*"
    rf"|/?{_PCHAR}+(?:/{_PCHAR}*)*)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
_BARE_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::[0-9]+)?(?:[/?#]\S*)?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
_RUNS_CODE = frozenset({"javascript", "vbscript"})


class WebAddress:
    """A URI (RFC 3986), which strict readers of the schema demand.

    What RFC 3986 does not allow in a URI is percent-encoded; a bare host, which people write for short, gets the
    scheme that browsers give it.
    """

    def read(self, raw: Leaf) -> str:
        """The address as it stands.

        Raises:
            ValueError: there is only white space.
        """
        text = str(raw).strip()
        if not text:
            raise ValueError("there is only white space")
        return text

    def write(self, value: Any) -> Leaf:
        """The address as a URI.

        Raises:
            ValueError: no URI can be made of it, or it could run code.
        """
        text = str(value)
        if _BARE_HOST.fullmatch(text):
            text = "http://" + text
        if _URI.fullmatch(text) is None:
            text = quote(_STRAY_PERCENT.sub("%25", text), safe="%/:?#[]@!$&'()*+,;=-._~")
        match = _URI.fullmatch(text)
        if match is None:
            raise ValueError("it is no web address")
        if match[1].lower() in _RUNS_CODE:
            raise ValueError("it could run code")
        return text


class EmailAddress:
    """An e-mail address: something, an at sign, something."""

    def read(self, raw: Leaf) -> str:
        """The address as it stands."""
        return str(raw).strip()

    def write(self, value: Any) -> Leaf:
        """The address.

        Raises:
            ValueError: it is no e-mail address.
        """
        if _EMAIL.fullmatch(str(value)) is None:
            raise ValueError("it is no e-mail address")
        return str(value)


WEB_ADDRESS = WebAddress()
EMAIL = EmailAddress()

ISO8601 = re.compile(r"[1-2][0-9]{3}(?:-[0-1][0-9](?:-[0-3][0-9])?)?")
"""The schema's dates.  Some of them are in no calendar."""

_EDTF = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]|XX)(?:-(0[1-9]|[12]\d|3[01]|XX))?)?([?~%]?)")
_UNFINISHED = frozenset({"present", "current", "now", "ongoing", "today"})


def from_edtf(edtf: str) -> tuple[str, bool]:
    """The schema's form of a date, and whether it says exactly the same.

    Raises:
        ValueError: the schema has no form for it, such as for a season or a decade.
    """
    match = _EDTF.fullmatch(edtf)
    if match is None:
        raise ValueError("the format takes the years 1000 to 2999, with month and day where they are known")
    known = [part for part in match.groups()[:3] if part and part != "XX"]
    date = "-".join(known)
    return date, date == edtf and exists(date)


def says_unfinished(text: str) -> bool:
    """Whether a text in the place of an end date says that there is none yet."""
    return text.strip().casefold() in _UNFINISHED


_DATA_URI = re.compile(r"data:([a-z0-9.+-]+/[a-z0-9.+-]+);base64,([A-Za-z0-9+/]+={0,2})", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def read_picture(text: str) -> dict[str, str]:
    """A picture as a media object: the file itself for a data URI (RFC 2397), else the link to it."""
    match = _DATA_URI.fullmatch("".join(text.split())) if text[:5].lower() == "data:" else None
    return {"uri": text} if match is None else {"media_type": match[1], "content": match[2]}


def data_uri(media_type: str, content: str) -> str:
    """The data URI of a file.

    Raises:
        ValueError: the media type or the base64 is none.
    """
    if _MEDIA_TYPE.fullmatch(media_type) is None or _BASE64.fullmatch(content) is None:
        raise ValueError("a data URI needs a media type and base64")
    return f"data:{media_type};base64,{content}"
