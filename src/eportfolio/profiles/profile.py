"""An exchange profile: what one organisation offers, needs, accepts and refuses, and on which legal ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from .conditions import NO_CONDITIONS, Conditions
from .paths import Path

Texts = str | Mapping[str, str]
"""A text in the language of the profile, or one text for each language."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person or body that a profile names.

    Attributes:
        name: its name.
        id: an address or DID that names it everywhere.
        contact: an e-mail address.
        country: ISO 3166-1.
    """

    name: str = ""
    id: str = ""
    contact: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """The document that a profile was made from.

    Attributes:
        title: what it is called, with the part that was used.
        address: where it is.
        note: how the profile relates to it.
    """

    title: Texts = ""
    address: str = ""
    note: Texts = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A field that the organisation can give.

    Attributes:
        name: its key in the file.
        path: the field.
        why: a remark for people.
        coverage: in which share of its portfolios the field is there at all, 0 to 1; ``None`` when it is not said.
        filled: in which share of the items that could have it; ``None`` when it is not said.
        freshness: how old it is at most when it is given, a duration in ISO 8601.
        conditions: what its values are like: vocabularies, strength, precision, languages ...
    """

    name: str
    path: Path
    why: Texts = ""
    coverage: float | None = None
    filled: float | None = None
    freshness: str = ""
    conditions: Conditions = NO_CONDITIONS


@dataclass(frozen=True, slots=True)
class Need:
    """What must be in a portfolio, or should be.

    It has a path, or alternatives, or parts.

    Attributes:
        name: its key in the file.
        path: the field; relative to ``for_each`` where that is given; ``None`` when it has alternatives or parts.
        why: what it is needed for.
        for_each: the objects of which each one must have it; ``None`` when the portfolio as a whole must.
        minimum: how many values that meet the conditions there must be.
        maximum: how many values there may be; ``None`` when it does not matter.
        share: which share of the values must meet the conditions; with ``for_each``, which share of the objects must
            have what is needed.  ``None``: the minimum decides; of objects, all of them.
        conditions: what a value must be like to count.
        any_of: alternatives, of which one is enough.
        all_of: parts, all of which are needed.
        recommended: whether a portfolio passes without it.
    """

    name: str
    path: Path | None = None
    why: Texts = ""
    for_each: Path | None = None
    minimum: int = 1
    maximum: int | None = None
    share: float | None = None
    conditions: Conditions = NO_CONDITIONS
    any_of: tuple[Need, ...] = ()
    all_of: tuple[Need, ...] = ()
    recommended: bool = False

    @property
    def full_path(self) -> Path | None:
        """The path from the portfolio; ``None`` when it has alternatives or parts."""
        return None if self.path is None else (self.for_each or Path()) + self.path

    def simple(self) -> Iterator[Need]:
        """The needs that it is made of, each with a path."""
        if self.path is not None:
            yield self
        for one in (*self.any_of, *self.all_of):
            yield from one.simple()


@dataclass(frozen=True, slots=True)
class Restriction:
    """What is accepted at a place, or refused there.

    Attributes:
        name: its key in the file.
        path: the field.
        why: the reason.
        maximum: of what is accepted, how many values there may be.
        conditions: of what is accepted, what each value must be like; of what is refused, which values are.
    """

    name: str
    path: Path
    why: Texts = ""
    maximum: int | None = None
    conditions: Conditions = NO_CONDITIONS


@dataclass(frozen=True, slots=True)
class Formats:
    """How the organisation exchanges files.

    Attributes:
        sends: ids of formats that it can write, the preferred one first, each perhaps with a version: ``elm@3.2``.
        receives: ids of formats that it can read.
        max_bytes: how large a file may be; 0 when it is not said.
        attachments: how many files there may be within a portfolio; ``None`` when it is not said.
        attachment_bytes: how large all of them together may be; 0 when it is not said.
    """

    sends: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    max_bytes: int = 0
    attachments: int | None = None
    attachment_bytes: int = 0


@dataclass(frozen=True, slots=True)
class SubjectMatching:
    """What tells the organisation that two records are one person's.

    Identifiers of two authorities, such as a school's pseudonym and a client number, never match by themselves.

    Attributes:
        identifiers: schemes of identifiers that it knows the person by, the best first.
        attributes: sets of attributes, each of which is enough together: ``("family_name", "birth_date")``.
    """

    identifiers: tuple[str, ...] = ()
    attributes: tuple[tuple[str, ...], ...] = ()

    def common(self, other: SubjectMatching) -> tuple[str, ...]:
        """What both sides can tell one person by, in words; empty when there is nothing."""
        ids = [one for one in self.identifiers if one in other.identifiers]
        sets = {frozenset(one) for one in other.attributes}
        together = [" and ".join(one).replace("_", " ") for one in self.attributes if frozenset(one) in sets]
        return (*ids, *together)


@dataclass(frozen=True, slots=True)
class Legal:
    """The law part.

    Attributes:
        controller: who decides about the data (GDPR, Article 4(7)).
        basis: on which ground, a key of :data:`eportfolio.profiles.legal.BASES`.
        basis_note: the act or contract that it rests on.
        special_categories: kinds of data of :data:`eportfolio.profiles.legal.SPECIAL` that it may take.
        special_ground: on which ground it takes them, a key of :data:`eportfolio.profiles.legal.SPECIAL_GROUNDS`.
        purpose: what the data are for.
        retention: how long they are kept, a duration in ISO 8601.
        prohibited_identifiers: kinds or schemes of identifiers that it must not get.
    """

    controller: Named = Named()
    basis: str = ""
    basis_note: Texts = ""
    special_categories: tuple[str, ...] = ()
    special_ground: str = ""
    purpose: Texts = ""
    retention: str = ""
    prohibited_identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """An exchange profile, with what it inherits.

    Attributes:
        title: what it is called.
        version: its version.
        id: an address that names it everywhere.
        model: the version of the model that its paths are written for.
        description: what it is for.
        language: of the plain texts.
        organisation: whose it is.
        source: the document that it was made from.
        valid_from: first day on which it holds, ISO 8601; empty when it is not said.
        valid_until: the last one.
        extends: title and version of each profile that it inherits from.
        offers: by name, as the others.
        needs: what must or should be there.
        accepts: how what is there must be.
        refuses: what must not be there.
        formats: how files are exchanged.
        subject_matching: what tells that two records are one person's.
        legal: the law part.
    """

    title: Texts = ""
    version: str = ""
    id: str = ""
    model: str = ""
    description: Texts = ""
    language: str = ""
    organisation: Named = Named()
    source: Basis = Basis()
    valid_from: str = ""
    valid_until: str = ""
    extends: tuple[str, ...] = ()
    offers: Mapping[str, Offer] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    accepts: Mapping[str, Restriction] = field(default_factory=dict)
    refuses: Mapping[str, Restriction] = field(default_factory=dict)
    formats: Formats = Formats()
    subject_matching: SubjectMatching = SubjectMatching()
    legal: Legal = Legal()

    def named(self, language: str = "en") -> str:
        """Its title in a language, else in any."""
        return in_language(self.title, language)

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies that it speaks of, each perhaps with a version, in the order that they are met."""
        return tuple(dict.fromkeys(name for one in self._conditions() for name in one.vocabularies))

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that it speaks of, in the order that they are met."""
        return tuple(dict.fromkeys(name for one in self._conditions() for name in one.within))

    def _conditions(self) -> Iterator[Conditions]:
        yield from (one.conditions for need in self.needs.values() for one in need.simple())
        yield from (one.conditions for one in self.offers.values())
        yield from (one.conditions for one in (*self.accepts.values(), *self.refuses.values()))

    def as_dict(self) -> dict[str, Any]:
        """The profile with what it inherits as JSON-ready data, empty parts left out."""
        found = _plain(self)
        assert isinstance(found, dict)
        return found

    @property
    def digest(self) -> str:
        """The hash of what it says: SHA-256 of :meth:`as_dict` as JSON with sorted keys, ``sha256:…``."""
        import hashlib
        import json

        text = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def in_language(texts: Texts, language: str) -> str:
    """A text in a language, else in English, else the first that there is."""
    if isinstance(texts, str):
        return texts
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _plain(value: Any) -> Any:
    """A value as JSON-ready data: paths as texts; what is not said, or as it is unless it is said, left out."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        said = {one.name: getattr(value, one.name) for one in fields(value) if getattr(value, one.name) != one.default}
        return {key: plain for key, one in said.items() if (plain := _plain(one)) not in ("", [], {})}
    return value
