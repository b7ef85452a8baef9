"""Vacancies and learning opportunities from JSON Lines: one object in each line, of schema.org or of HR Open JDX.

==========================  ==============================================  =======================================
what is read                schema.org ``JobPosting``, ``Course`` ...       HR Open ``JobDescription`` (JDX)
==========================  ==============================================  =======================================
id                          ``@id``, ``identifier``, ``url``                ``positionID``, ``identifiers``
title                       ``title``, ``name``                             ``title``, ``name``
skills                      ``skills``; of learning ``teaches`` and         ``skills``, ``knowledge``, ``competencies``,
                            ``competencyRequired``                          ``technologies``
occupation                  ``relevantOccupation``,                         ``experienceCategories``
                            ``occupationalCategory``
place, working time,        ``jobLocation``, ``employmentType``,            ``jobLocation``, ``jobTerms``,
sector                      ``industry``                                    ``industries``, ``industryCodes``
==========================  ==============================================  =======================================

A skill counts when it is linked: by a URI, or by a code with the address of its vocabulary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from ..report.errors import EportfolioError, UnreadableError
from ..report.findings import Finding, finding
from ..sources.limits import DEFAULT_LIMITS, Limits
from ..vocabulary.schemes import ESCO_SKILL_PREFIX
from .holdings import same_address
from .opportunities import Kind, Opportunity

_SKILLS: Final = ("skills", "knowledge", "competencies", "technologies", "competencyRequired")
_OCCUPATION: Final = ("relevantOccupation", "occupationalCategory", "experienceCategories")
_WORKING_TIME: Final = ("employmentType", "jobTerms")
_SECTOR: Final = ("industry", "industries", "industryCodes")
_LEARNING: Final = frozenset({"Course", "CourseInstance", "EducationalOccupationalProgram", "LearningResource"})
_PREFERRED: Final = frozenset({"preferred", "optional", "desired", "nicetohave"})
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_ISCO = re.compile(r"C?(\d{1,4})(?:\.\d+)*$")
_TERMS: Final = 20
"""How many terms are looked at for the occupation of a vacancy."""

_LINE: Final = 1 << 20
"""The longest line that is read, in bytes."""


class Postings:
    """The opportunities of a stream, and what became of its lines.

    Args:
        stream: JSON Lines, in UTF-8.
        limits: the safety limits of one line.
    """

    def __init__(self, stream: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> None:
        self._stream = stream
        self._limits = limits
        self._seen: set[int] = set()
        self.count = 0
        self.without_skills = 0
        self.duplicates = 0
        self.findings: list[Finding] = []

    def __iter__(self) -> Iterator[Opportunity]:
        """Each opportunity that can be compared; what cannot is counted, and faults are told with their line."""
        for number, line in enumerate(_lines(self._stream), 1):
            if not line.strip():
                continue
            try:
                data = self._parsed(line)
            except EportfolioError as error:
                self._fault(number, error.finding.message)
                continue
            one = opportunity(data) if isinstance(data, dict) else None
            if one is None:
                self._fault(number, "it is no object with a title")
                continue
            self.count += 1
            key = hash(one.id or line)
            if key in self._seen:
                self.duplicates += 1
                continue
            self._seen.add(key)
            if not (one.essential or one.gives):
                self.without_skills += 1
                continue
            yield one

    def _parsed(self, line: bytes) -> Any:
        if len(line) >= _LINE:
            raise UnreadableError("limit-exceeded", f"it is longer than {_LINE} bytes")
        try:
            return json.loads(line)
        except RecursionError:
            raise UnreadableError("nested-too-deeply", "it is nested too deeply") from None
        except ValueError as error:
            raise UnreadableError("not-well-formed", f"it is no JSON: {error}") from None

    def _fault(self, number: int, message: str) -> None:
        if len(self.findings) < 100:
            self.findings.append(finding("not-well-formed", f"Line {number} is passed over: {message}.", line=number))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines, each cut off at the longest that is read; the rest of a longer one is skipped."""
    while line := stream.readline(_LINE):
        yield line
        while len(line) >= _LINE and not line.endswith(b"\n"):
            line = stream.readline(_LINE)


def opportunity(data: Mapping[str, Any]) -> Opportunity | None:
    """The opportunity that an object describes; ``None`` when it has no title."""
    title = _text(data.get("title")) or _text(data.get("name"))
    if not title:
        return None
    kind: Kind = "learning" if "teaches" in data or _LEARNING & set(_texts(data.get("@type"))) else "vacancy"
    essential: dict[str, None] = {}
    optional: dict[str, None] = {}
    labels: dict[str, str] = {}
    for term in _terms(data, _SKILLS):
        uri = skill_uri(term)
        if uri:
            (optional if _is_preferred(term) else essential)[uri] = None
            labels[uri] = _text(term.get("name")) if isinstance(term, dict) else ""
    gives = [uri for term in _each(data.get("teaches")) if (uri := skill_uri(term))]
    occupation, isco = _occupation(data)
    return Opportunity(
        id=_id(data),
        title=title,
        kind=kind,
        essential=tuple(essential),
        optional=tuple(optional),
        gives=tuple(dict.fromkeys(gives)),
        occupation=occupation,
        isco=isco,
        places=tuple(_places(data.get("jobLocation"))),
        working_times=tuple(_names(data, _WORKING_TIME)),
        sectors=tuple(_names(data, _SECTOR)),
        labels={uri: label for uri, label in labels.items() if label},
    )


def skill_uri(term: Any) -> str:
    """The URI of a skill, from a text or a ``DefinedTerm``; empty when it is not linked."""
    if isinstance(term, str):
        return same_address(term.strip()) if "://" in term and " " not in term.strip() else ""
    if not isinstance(term, dict):
        return ""
    for key in ("@id", "url", "sameAs", "termCode"):
        value = _text(term.get(key))
        if "://" in value:
            return same_address(value)
    code, scheme = _text(term.get("termCode")), json.dumps(term.get("inDefinedTermSet", ""))
    return ESCO_SKILL_PREFIX + code if _UUID.fullmatch(code) and "esco" in scheme.lower() else ""


def _is_preferred(term: Any) -> bool:
    if not isinstance(term, dict):
        return False
    annotation = term.get("annotation")
    told = annotation if isinstance(annotation, dict) else {}
    words = (_text(told.get(key)).replace("-", "").replace(" ", "").lower() for key in ("required", "requirementType"))
    return told.get("required") is False or told.get("preferred") is True or any(word in _PREFERRED for word in words)


def _occupation(data: Mapping[str, Any]) -> tuple[str, str]:
    """URI of the occupation and code of its group, as far as they are told."""
    uri = isco = ""
    stack = list(_terms(data, _OCCUPATION))[:_TERMS]
    while stack:
        value = stack.pop(0)
        texts = [value] if isinstance(value, str) else []
        if isinstance(value, dict):
            texts = [_text(value.get(key)) for key in ("@id", "url", "codeValue", "termCode")]
            stack += _each(value.get("occupationalCategory"))[: _TERMS - len(stack)]
        for text in texts:
            if "/esco/occupation/" in text:
                uri = uri or same_address(text)
            elif "/esco/isco/" in text or _ISCO.match(text):
                found = _ISCO.match(text.rpartition("/")[2])
                isco = isco or (found[1] if found else "")
    return uri, isco


def _places(location: Any) -> Iterator[str]:
    for place in _each(location):
        if isinstance(place, str):
            yield place
        elif isinstance(place, dict):
            address = place.get("address", place)
            for one in _each(address):
                if isinstance(one, dict):
                    country = one.get("addressCountry")
                    values = [one.get(key) for key in ("addressLocality", "addressRegion", "city")]
                    yield from filter(None, map(_text, (*values, country)))
                elif isinstance(one, str):
                    yield one


def _names(data: Mapping[str, Any], keys: Iterable[str]) -> Iterator[str]:
    for term in _terms(data, keys):
        names = [term] if isinstance(term, str) else [
            _text(term.get(key)) for key in ("name", "codeValue", "termCode")
        ] if isinstance(term, dict) else []  # fmt: skip
        yield from filter(None, names)


def _id(data: Mapping[str, Any]) -> str:
    for key in ("@id", "positionID", "identifier", "identifiers", "url"):
        for value in _each(data.get(key)):
            found = _text(value.get("value")) if isinstance(value, dict) else _text(value)
            if found:
                return found
    return ""


def _terms(data: Mapping[str, Any], keys: Iterable[str]) -> Iterator[Any]:
    for key in keys:
        yield from _each(data.get(key))


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: Any) -> list[str]:
    return [one for one in _each(value) if isinstance(one, str)]


def _text(value: Any) -> str:
    """A text, also of a language map or of an object with a name."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or next(iter(value.values()), "")
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
