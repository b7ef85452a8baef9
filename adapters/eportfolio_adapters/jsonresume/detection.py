"""Is it a resume in JSON Resume, or one of its neighbours?"""

from __future__ import annotations

from collections.abc import Callable

from eportfolio.exchange.adapter import NO, Confidence
from eportfolio.sources.tree import Node

from .structure import ALIASES, RESUME, SECTIONS

_OWN_SCHEMA = ("jsonresume", "resume-schema")
_JOB_ONLY = frozenset(
    {"company", "responsibilities", "qualifications", "salary", "remote", "experience", "type", "jobType"}
)
_HR_OPEN = frozenset(
    {"employmentHistories", "educationAndLearnings", "positionPreferences", "personCompetencies", "candidateProfiles"}
)


def _is_job(root: Node) -> bool:
    names = {child.name for child in root.children}
    if "job-schema" in root.peek(("$schema",)):
        return True
    return "title" in names and bool(names & _JOB_ONLY) and not names & {"basics", "work", "education"}


def _has_all(*paths: str) -> Callable[[Node], bool]:
    steps = [tuple(path.split("/")) for path in paths]
    return lambda root: all(root.at(path) is not None for path in steps)


def _is_fresh(root: Node) -> bool:
    return root.peek(("meta", "format")).upper().startswith("FRESH") or root.at(("employment", "history")) is not None


def _is_hr_open(root: Node) -> bool:
    upper = [root, *root.children]
    return root.first("basics") is None and any(child.name in _HR_OPEN for node in upper for child in node.children)


NEIGHBOURS: tuple[tuple[str, Callable[[Node], bool]], ...] = (
    ("it is a job description (JSON Resume job schema), not a resume", _is_job),
    ("it is a Manfred Awesomic CV (MAC), not a JSON Resume", _has_all("aboutMe")),
    ("it is a FRESH resume, not a JSON Resume", _is_fresh),
    ("it is a Reactive Resume document, not a JSON Resume", _has_all("basics", "sections", "metadata")),
    ("it is an HR Open record, not a JSON Resume", _is_hr_open),
    ("it is a YAMLResume document, not a JSON Resume", _has_all("content/basics")),
    ("it is a RenderCV document, not a JSON Resume", _has_all("cv/sections")),
)  # fmt: skip
"""Documents that look alike: what they are, and how that is told."""

_OTHERS = ("@context", "SkillsPassport", "schema_version")
"""Members of documents that have adapters of their own."""


def recognise(root: Node) -> Confidence:
    """How sure it is that a JSON document is a resume.

    Args:
        root: the document.
    """
    names = {child.name for child in root.children}
    if not names.isdisjoint(_OTHERS):
        return NO
    for refusal, holds in NEIGHBOURS:
        if holds(root):
            return Confidence(0, refusal=refusal)
    version = "0.x" if is_old(root) else "1.x"
    if any(mark in root.peek(("$schema",)) for mark in _OWN_SCHEMA):
        return Confidence(95, "$schema names the JSON Resume schema", version)
    basics = root.first("basics")
    known = RESUME["basics"]
    if basics is not None and not basics.array and any(child.name in known for child in basics.children):
        return Confidence(90, 'there is a member "basics" with what JSON Resume has in it', version)
    sections = [name for name in SECTIONS if name in names and all(node.array for node in root.all(name))]
    if len(sections) + (basics is not None) >= 2:
        return Confidence(70, f"there are the lists {', '.join(sections)}", version)
    return NO


def is_old(root: Node) -> bool:
    """Whether any key of the versions 0.x occurs where 1.x has another."""
    return any(
        entry.first(old) is not None and entry.first(new) is None
        for section, pairs in ALIASES.items()
        for entry in root.all(section)
        for old, new in pairs.items()
    )
