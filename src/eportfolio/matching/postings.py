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


class Posted:
    """A posting whose skills are known; the rest is looked at when it is worth it.

    Args:
        data: the object.

    Attributes:
        essential: URIs of the skills that it cannot do without.
        optional: URIs of the skills that may matter.
        gives: URIs of the skills that it teaches.
    """

    __slots__ = ("_data", "essential", "gives", "optional")

    def __init__(self, data: Mapping[str, Any]) -> None:
        essential: dict[str, None] = {}
        optional: dict[str, None] = {}
        for term in _terms(data, _SKILLS):
            uri = skill_uri(term)
            if uri:
                (optional if _is_preferred(term) else essential)[uri] = None
        self._data = data
        self.essential = tuple(essential)
        self.optional = tuple(optional)
        self.gives = tuple(dict.fromkeys(uri for term in _each(data.get("teaches")) if (uri := skill_uri(term))))

    def opportunity(self) -> Opportunity:
        """The whole."""
        data = self._data
        learning = "teaches" in data or _LEARNING & set(_texts(data.get("@type")))
        kind: Kind = "learning" if learning else "vacancy"
        occupation, isco = _occupation(data)
        labels = {skill_uri(term): _text(term.get("name")) for term in _terms(data, _SKILLS) if isinstance(term, dict)}
        return Opportunity(
            id=_id(data),
            title=_title(data),
            kind=kind,
            essential=self.essential,
            optional=self.optional,
            gives=self.gives,
            occupation=occupation,
            isco=isco,
            places=tuple(_places(data.get("jobLocation"))),
            working_times=tuple(_names(data, _WORKING_TIME)),
            sectors=tuple(_names(data, _SECTOR)),
            labels={uri: label for uri, label in labels.items() if uri and label},
        )


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

    def __iter__(self) -> Iterator[Posted]:
        """Each posting that can be compared; what cannot is counted, and faults are told with their line."""
        for number, line in enumerate(_lines(self._stream), 1):
            if not line.strip():
                continue
            try:
                data = self._parsed(line)
            except EportfolioError as error:
                self._fault(number, error.finding.message)
                continue
            if not isinstance(data, dict) or not _title(data):
                self._fault(number, "it is no object with a title")
                continue
            self.count += 1
            key = hash(_id(data) or line)
            if key in self._seen:
                self.duplicates += 1
                continue
            self._seen.add(key)
            one = Posted(data)
            if one.essential or one.optional or one.gives:
                yield one
            else:
                self.without_skills += 1

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
    return Posted(data).opportunity() if _title(data) else None


def _title(data: Mapping[str, Any]) -> str:
    return _text(data.get("title")) or _text(data.get("name"))


def skill_uri(term: Any) -> str:
    """The URI of a skill, from a text or a ``DefinedTerm``; empty when it is not linked."""
    if isinstance(term, str):
        return same_address(term.strip()) if "://" in term and " " not in term.strip() else ""
    if not isinstance(term, dict):
        return ""
    for key in ("@id", "url", "sameAs", "termCode"):
        value = term.get(key)
        if isinstance(value, str) and "://" in value:
            return same_address(value.strip())
    code, scheme = _text(term.get("termCode")), json.dumps(term.get("inDefinedTermSet", ""))
    return ESCO_SKILL_PREFIX + code if _UUID.fullmatch(code) and "esco" in scheme.lower() else ""


def _is_preferred(term: Any) -> bool:
    told = term.get("annotation") if isinstance(term, dict) else None
    if not isinstance(told, dict):
        return False
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
