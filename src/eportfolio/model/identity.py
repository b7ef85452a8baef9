"""Derived ids: the same content always gets the same id, in whatever file it stands.

Formats without ids get ids made from what identifies an item (never from its position, since twins in two formats
differ there): a version 5 UUID of the kind, the identity key, and the ordinal among items with the same key.
"""

from __future__ import annotations

import hashlib
from typing import Any

IDENTITY: dict[str, tuple[tuple[str, ...], ...]] = {
    "experiences": (("kind",), ("title",), ("organisations", "name"), ("positions", "occupation", "label"),
                    ("period", "start", "edtf"), ("positions", "period", "start", "edtf")),
    "qualifications": (("specification", "title"), ("awarding_bodies", "name"), ("issued", "edtf")),
    "assessments": (("title",), ("assessment_specification", "title"), ("awarding_bodies", "name"), ("issued", "edtf")),
    "competences": (("label",), ("category",), ("group",), ("concepts", "uri")),
    "languages": (("known_language", "notation"), ("known_language", "label"), ("mother_tongue",)),
    "entitlements": (("kind",), ("licence_category", "notation"), ("title",)),
    "achievements": (("kind",), ("kind_label",), ("title",)),
    "interests": (("title",),),
    "work_values": (("title",), ("concept", "uri")),
    "test_results": (("title",), ("instrument", "title"), ("instrument", "version"), ("date", "edtf")),
    "career_plans": (("title",), ("period", "start", "edtf")),
    "guidance_events": (("title",), ("date", "edtf"), ("organisation", "name")),
    "references": (("party", "names", "family_name"), ("party", "names", "full_name"), ("role",)),
    "letters": (("subject",), ("date", "edtf")),
    "entries": (("section",), ("title",)),
    "evidence_items": (("title",), ("media", "file_name"), ("media", "content"), ("media", "uri")),
    "credentials": (("original", "content"),),
    "variants": (("language",),),
}  # fmt: skip
"""What identifies an item of each list: paths into it."""

_NAMESPACE = "https://w3id.org/eportfolio/v1#"


def identity_key(kind: str, item: dict[str, Any]) -> str:
    """What identifies an item within its list, as one text.

    Args:
        kind: the name of the list, such as ``experiences``.
        item: the item in canonical form.
    """
    return "\x1f".join([kind, *(_value(item, path) for path in IDENTITY[kind])])


def derived_id(key: str, ordinal: int) -> str:
    """The id for an identity key: ``urn:uuid:`` and a version 5 UUID (RFC 9562, section 5.5)."""
    digest = bytearray(hashlib.sha1(f"{_NAMESPACE}{key}\x1f{ordinal}".encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def assign_ids(portfolio: dict[str, Any], scope: str = "") -> None:
    """Give every item of a portfolio in canonical form that has no id a derived one.

    Args:
        portfolio: the portfolio.
        scope: for a variant, what it is a variant of: its items are not the same items in other words.
    """
    prefix = f"{scope}\x1f" if scope else ""
    if "id" not in portfolio:
        names = (portfolio.get("owner") or {}).get("names") or [{}]
        key = "\x1f".join(["portfolio", str(portfolio.get("language", "")), *(str(v) for v in names[0].values())])
        portfolio["id"] = derived_id(prefix + key, 0)
    seen: dict[str, int] = {}
    for kind in IDENTITY:
        for item in portfolio.get(kind, ()):
            if "id" in item and kind != "variants":
                continue
            key = prefix + identity_key(kind, item)
            ordinal = seen[key] = seen.get(key, -1) + 1
            if kind == "variants":
                assign_ids(item, f"{portfolio['id']}\x1f{key}\x1f{ordinal}")
            else:
                item["id"] = derived_id(key, ordinal)


def _value(data: Any, path: tuple[str, ...]) -> str:
    for step in path:
        if isinstance(data, list):
            data = data[0] if data else None
        if not isinstance(data, dict):
            return ""
        data = data.get(step)
    if isinstance(data, dict):  # a text in several languages
        data = "\x1e".join(f"{tag}={text}" for tag, text in sorted(data.items()))
    return "" if data is None or isinstance(data, list) else str(data)
