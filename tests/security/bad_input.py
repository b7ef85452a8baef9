"""Good files in every format, about one fictional person, and what a clumsy or a hostile sender makes of them."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from html import escape
from typing import Final

import eportfolio as ep
from tests.sources.pdfs import attached

FIRST, LAST, MAIL, FIRM, STORY = "Xanthippe7Q", "Quagmire8Z", "tok9k@example.org", "Zibblewerk4T", "Wrote3V things"
TOKENS: Final = (FIRST, LAST, MAIL, FIRM, STORY.split(maxsplit=1)[0])
"""Personal values that stand nowhere else: where they turn up, they came from the file."""

PIXEL: Final = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR4nGPogAIGyhgAyIQiARb3A64AAAAASUVORK5CYII="
"""A picture, in base64."""

NOT_WRITTEN: Final = "europass-learnerinfo"

XML: Final = ("europass-xml", "europass", NOT_WRITTEN)
JSON: Final = ("europass-json", "jsonresume", "eportfolio")
TEXTUAL: Final = (*XML, *JSON, "turtle")
"""The formats whose files are text."""

PDFS: Final = tuple(f"pdf of {name}" for name in XML)
ALL: Final = (*TEXTUAL, *PDFS)

WRITABLE: Final = tuple(name for name in TEXTUAL if name != NOT_WRITTEN)

_PASSPORT = f"""<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en">
  <DocumentInfo>
    <DocumentType>ECV</DocumentType>
    <CreationDate>2019-03-04T05:06:07.000Z</CreationDate>
    <LastUpdateDate>2019-03-04T05:06:07.000Z</LastUpdateDate>
    <XSDVersion>V3.4</XSDVersion>
    <Generator>EWA</Generator>
  </DocumentInfo>
  <LearnerInfo>
    <Identification>
      <PersonName><FirstName>{FIRST}</FirstName><Surname>{LAST}</Surname></PersonName>
      <ContactInfo><Email><Contact>{MAIL}</Contact></Email></ContactInfo>
      <Photo><MimeType>image/png</MimeType><Data>{PIXEL}</Data></Photo>
    </Identification>
    <WorkExperienceList>
      <WorkExperience>
        <Period><From year="2011" month="--02" day="---03"/><To year="2014" month="--05"/></Period>
        <Position><Label>Gardener</Label></Position>
        <Activities>{STORY}</Activities>
        <Employer><Name>{FIRM}</Name></Employer>
      </WorkExperience>
      <WorkExperience>
        <Period><From year="2015"/><Current>true</Current></Period>
        <Position><Label>Beekeeper</Label></Position>
        <Employer><Name>Example Apiary</Name></Employer>
      </WorkExperience>
    </WorkExperienceList>
  </LearnerInfo>
</SkillsPassport>
"""

_LEARNER = f"""<?xml version="1.0" encoding="UTF-8"?>
<ep:learnerinfo xmlns:ep="http://europass.cedefop.europa.eu/Europass/V2.0" locale="en_GB">
  <docinfo><xsdversion>V2.0</xsdversion></docinfo>
  <identification>
    <firstname>{FIRST}</firstname>
    <lastname>{LAST}</lastname>
    <contactinfo><email>{MAIL}</email></contactinfo>
    <photo type="PNG">{PIXEL}</photo>
  </identification>
  <workexperiencelist>
    <workexperience>
      <period>
        <from><year>2011</year><month>--02</month><day>---03</day></from>
        <to><year>2014</year><month>--05</month></to>
      </period>
      <position><label>Gardener</label></position>
      <activities>{STORY}</activities>
      <employer><name>{FIRM}</name></employer>
    </workexperience>
    <workexperience>
      <period><from><year>2015</year></from></period>
      <position><label>Beekeeper</label></position>
      <employer><name>Example Apiary</name></employer>
    </workexperience>
  </workexperiencelist>
</ep:learnerinfo>
"""


@cache
def good(name: str) -> bytes:
    """A file of the format that is as it should be."""
    if name.startswith("pdf of "):
        return pdf(good(name.removeprefix("pdf of ")))
    if name in ("europass-xml", NOT_WRITTEN):
        return (_PASSPORT if name == "europass-xml" else _LEARNER).encode()
    portfolio = ep.read(_PASSPORT.encode()).portfolio
    return ep.dumps(portfolio, name, residue="drop", now="2024-01-02T03:04:05Z").data


def pdf(content: bytes, name: str = "attachment.xml") -> bytes:
    """A PDF with one file attached."""
    return attached((name, content))


def spelled(name: str, text: str) -> str:
    """A text as a file of the format spells it."""
    if name in XML:
        return escape(text, quote=False)
    return json.dumps(text)[1:-1]


def told(name: str, story: str) -> bytes:
    """The good file with another story of what the person did."""
    before, after = spelled(name, STORY).encode(), spelled(name, story).encode()
    assert before in good(name)
    return good(name).replace(before, after)


def suffix(name: str) -> str:
    """How a file of the format is named."""
    if name.startswith("pdf"):
        return ".pdf"
    return {"eportfolio": ".portfolio.json", "turtle": ".ttl"}.get(name) or (".xml" if name in XML else ".json")


def dated(name: str) -> bytes:
    """The good file with a job that begins on 31 February."""
    data = good(name)
    for right, wrong in (
        (b'day="---03"', b'day="---31"'), (b"<day>---03", b"<day>---31"), (b"2011-02-03", b"2011-02-31"),
        (b'"Day": 3', b'"Day": 31'),
    ):  # fmt: skip
        data = data.replace(right, wrong)
    assert data != good(name)
    return data


def with_photo(name: str, base64: str) -> bytes:
    """The good file with another photo; the format ``europass`` encodes it twice."""
    once = b64encode(f"data:image/png;base64,{PIXEL}".encode()).decode() if name == "europass" else PIXEL
    assert once.encode() in good(name)
    return good(name).replace(once.encode(), base64.encode())
