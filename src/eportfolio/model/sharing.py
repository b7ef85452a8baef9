"""What the owner of a portfolio gave to whom: records that stay with the owner."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .values import ItemId, Model, PartialDate, Str, Text, Uri


class Disclosure(Model):
    """One delivery to one receiver, as the owner remembers it; it is never part of what is delivered.

    Equivalents: Kantara consent receipt; GDPR, Articles 7(1) and 15(1)(c).

    Attributes:
        kind: ``first``, ``correction``, ``withdrawal`` or ``deletion``, 1.
        delivery: the id of the delivery, a URN, 0..1.
        receiver: name of the receiver, 0..1.
        receiver_uri: what names the receiver everywhere, 0..1.
        disclosed: when it was given, a date-time, 0..1.
        disclosed_fields: what was given, as paths into the model, 0..*.
        disclosed_items: ids of the items that were given, 0..*.
        exchange_profile: title and version of the profile that it was made for, 0..1.
        exchange_profile_digest: hash of that profile, 0..1.
        legal_ground: ``consent``, ``contract``, ``legal_obligation``, ``vital_interests``, ``public_task`` or
            ``legitimate_interests``, 0..1.
        used_for: what the receiver may use it for, 0..1.
        kept_until: until when the receiver may keep it, 0..1.
        granted_by: ``self``, ``guardian`` or ``representative``, 0..1.
        grantor: name of the guardian or representative, 0..1.
        delivered_digest: hash of the file that was delivered, 0..1.
        pairwise_key: the secret that ids for this receiver are made with, 0..1.
        answer: what the receiver answered: ``accepted``, ``rejected``, ``stopped`` or ``deleted``, 0..1.
        answered: when, a date-time, 0..1.
        answer_codes: codes of what the receiver found, 0..*.
    """

    kind: Literal["first", "correction", "withdrawal", "deletion"]
    delivery: Uri | None = None
    receiver: Str | None = None
    receiver_uri: Uri | None = None
    disclosed: Str | None = None
    disclosed_fields: list[Str] = Field(default_factory=list)
    disclosed_items: list[ItemId] = Field(default_factory=list)
    exchange_profile: Str | None = None
    exchange_profile_digest: Str | None = None
    legal_ground: Str | None = None
    used_for: Text | None = None
    kept_until: PartialDate | None = None
    granted_by: Literal["self", "guardian", "representative"] | None = None
    grantor: Str | None = None
    delivered_digest: Str | None = None
    pairwise_key: Str | None = None
    answer: Str | None = None
    answered: Str | None = None
    answer_codes: list[Str] = Field(default_factory=list)
