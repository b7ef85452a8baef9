"""What a person may do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .organisations import Organisation
from .values import Concept, Identifier, Item, ItemId, Link, Model, PartialDate, RichText, Str, Text


class EntitlementSpecification(Model):
    """What an entitlement is, whoever has it.

    Equivalents: ``elm:LearningEntitlementSpecification``.

    Attributes:
        title: 0..1.
        alternative_titles: 0..*.
        description: 0..1.
        entitlement_type: membership, access to a profession, access to further study …, 0..1.
        entitlement_status: whether it is an entitlement in law, prospective …, 0..1.
        jurisdictions: countries or regions in which it holds, 0..*.
        occupations: occupations to which it opens the way, 0..*.
        identifiers: 0..*.
        links: 0..*.
    """

    equivalents = ("elm:LearningEntitlementSpecification",)

    title: Text | None = None
    alternative_titles: list[Text] = Field(default_factory=list)
    description: RichText | None = None
    entitlement_type: Concept | None = None
    entitlement_status: Concept | None = None
    jurisdictions: list[Concept] = Field(default_factory=list)
    occupations: list[Concept] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class Entitlement(Item):
    """What the person may do: a driving licence, access to a profession or to further study.

    Equivalents: ``elm:LearningEntitlement``; Europass ``Driving``, ``eures:License``.

    Attributes:
        kind: ``driving_licence``, ``profession``, ``access_to_study``, ``licence``, 0..1.
        licence_category: the category or class, such as ``B``, with the owner's label, 0..1.
        title: 0..1.
        description: 0..1.
        entitlement_specification: what it is, 0..1.
        issued: 0..1.
        valid_until: 0..1.
        issuer: 0..1.
        part_of: ids of the entitlements that it is a part of, 0..*.
        identifiers: 0..*.
        notes: 0..*.
    """

    equivalents = ("elm:LearningEntitlement",)

    type: Literal["Entitlement"] = "Entitlement"
    kind: Str | None = None
    licence_category: Concept | None = None
    title: Text | None = None
    description: RichText | None = None
    entitlement_specification: EntitlementSpecification | None = None
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    issuer: Organisation | None = None
    part_of: list[ItemId] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    notes: list[RichText] = Field(default_factory=list)
