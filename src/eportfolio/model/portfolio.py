"""The portfolio: a person, their items, and how the items hang together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from .assessments import Assessment
from .competences import Competence, LanguageProficiency
from .credentials import Credential
from .entitlements import Entitlement
from .experiences import Achievement, Experience
from .guidance import CareerPlan, GuidanceEvent, TestResult, WorkValue
from .items import Entry, Evidence, Interest, Letter, Preferences, Reference, Relation
from .person import Headline, Person, PresentationHint
from .qualifications import Qualification
from .sharing import Disclosure
from .values import Identifier, Item, LanguageTag, Link, RichText, Str

SCHEMA_VERSION = "1.0"
"""Version of the canonical form; older files are migrated forward when they are read."""

ITEM_LISTS = (
    "experiences", "qualifications", "assessments", "competences", "languages", "entitlements", "achievements",
    "interests", "work_values", "test_results", "career_plans", "guidance_events",
    "references", "letters", "entries", "evidence_items", "credentials",
)  # fmt: skip
"""The fields of a portfolio that list items, in the order people read them."""


class Portfolio(Item):
    """An e-portfolio: the unit that organisations exchange.

    Equivalents: Europass profile, ``SkillsPassport``, ``Candidate``; Leap2A feed; ``elm:EuropeanDigitalPresentation``.

    Attributes:
        schema_version: version of the canonical form, 1.
        language: language of the texts that do not name one, 0..1; unknown when absent.
        identifiers: identifiers of the document, 0..*.
        owner: the person, 0..1.
        headline: what it is for, 0..1.
        summary: the owner about themself, 0..1.
        experiences: 0..*.
        qualifications: 0..*.
        assessments: 0..*.
        competences: 0..*.
        languages: 0..*.
        entitlements: 0..*.
        achievements: 0..*.
        interests: 0..*.
        work_values: 0..*.
        test_results: 0..*.
        career_plans: 0..*.
        guidance_events: 0..*.
        references: 0..*.
        letters: 0..*.
        entries: 0..*.
        evidence_items: 0..*.
        credentials: 0..*.
        preferences: 0..1.
        relations: 0..*.
        presentation: 0..*.
        variants: profiles of the same person from the same source in other languages, 0..*.
        disclosures: what the owner gave to whom; never part of what is given, 0..*.
        created: date-time of the document's making, as its source gives it, 0..1.
        modified: date-time of its last change, as its source gives it, 0..1.
    """

    equivalents = ("elm:EuropeanDigitalPresentation",)

    type: Literal["Portfolio"] = "Portfolio"
    schema_version: Str = SCHEMA_VERSION
    language: LanguageTag | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    owner: Person | None = None
    headline: Headline | None = None
    summary: RichText | None = None
    experiences: list[Experience] = Field(default_factory=list)
    qualifications: list[Qualification] = Field(default_factory=list)
    assessments: list[Assessment] = Field(default_factory=list)
    competences: list[Competence] = Field(default_factory=list)
    languages: list[LanguageProficiency] = Field(default_factory=list)
    entitlements: list[Entitlement] = Field(default_factory=list)
    achievements: list[Achievement] = Field(default_factory=list)
    interests: list[Interest] = Field(default_factory=list)
    work_values: list[WorkValue] = Field(default_factory=list)
    test_results: list[TestResult] = Field(default_factory=list)
    career_plans: list[CareerPlan] = Field(default_factory=list)
    guidance_events: list[GuidanceEvent] = Field(default_factory=list)
    references: list[Reference] = Field(default_factory=list)
    letters: list[Letter] = Field(default_factory=list)
    entries: list[Entry] = Field(default_factory=list)
    evidence_items: list[Evidence] = Field(default_factory=list)
    credentials: list[Credential] = Field(default_factory=list)
    preferences: Preferences | None = None
    relations: list[Relation] = Field(default_factory=list)
    presentation: list[PresentationHint] = Field(default_factory=list)
    variants: list[Portfolio] = Field(default_factory=list)
    disclosures: list[Disclosure] = Field(default_factory=list)
    created: Str | None = None
    modified: Str | None = None

    def items(self) -> Iterator[Item]:
        """All items of the portfolio, in the order people read them; those of variants are not among them."""
        for name in ITEM_LISTS:
            yield from getattr(self, name)


__all__ = ["ITEM_LISTS", "SCHEMA_VERSION", "Link", "Portfolio"]
