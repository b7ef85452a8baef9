"""What has changed since an agreement was signed, and whether it breaks it.

The rule: a change breaks an agreement when a portfolio that could be exchanged before may be refused now, or may arrive
with less in it, or when its law part says something else.  Everything else is harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from ..profiles import Need, Profile, Restriction
from ..profiles.conditions import Conditions
from ..profiles.words import spoken
from ..report.findings import Finding, finding
from .agreement import Agreement, Asked, Verdict, as_data
from .comparing import surely_meets
from .signed import SignedAgreement


@dataclass(frozen=True, slots=True)
class Change:
    """One change since an agreement was signed.

    Attributes:
        breaking: whether it breaks the agreement.
        message: what has changed.
        pointer: where: side, section and name, or direction and field.
    """

    breaking: bool
    message: str
    pointer: str = ""

    def as_finding(self) -> Finding:
        """The change as a finding; a harmless one is a note."""
        rule = "breaking-change" if self.breaking else "harmless-change"
        return finding(rule, self.message, pointer=self.pointer)

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON-ready data."""
        return {"breaking": self.breaking, "message": self.message, "pointer": self.pointer}


def changes(old: SignedAgreement, new: Agreement, a: Profile, b: Profile) -> tuple[Change, ...]:
    """What has changed, the breaking changes first.

    Args:
        old: the agreement that was signed; its sides may stand the other way round.
        new: the agreement of now.
        a: the profile of its side ``a``.
        b: the profile of its side ``b``.
    """
    if _is_swapped(old, a, b):
        old = old.mirrored()
    found = [
        *_of_side("a", old.a, a), *_of_side("b", old.b, b), *_of_pins(old, new), *_of_rows(old, new),
    ]  # fmt: skip
    return tuple(sorted(dict.fromkeys(found), key=lambda one: not one.breaking))


def next_version(old: str, found: tuple[Change, ...]) -> str:
    """The version of the next agreement: major after a breaking change, minor after a harmless one, else the same."""
    major, minor = (int(part) for part in old.split("."))
    if any(one.breaking for one in found):
        return f"{major + 1}.0"
    return f"{major}.{minor + 1}" if found else old


def _is_swapped(old: SignedAgreement, a: Profile, b: Profile) -> bool:
    def same(one: Profile, other: Profile) -> int:
        return (one.digest == other.digest) * 4 + (one.organisation.name == other.organisation.name) * 2 + (
            one.named() == other.named()
        )  # fmt: skip

    return same(old.a, b) + same(old.b, a) > same(old.a, a) + same(old.b, b)


def _of_side(key: str, old: Profile, new: Profile) -> Iterator[Change]:
    """What one profile says otherwise than before; a change of mere words is one, too."""
    if old.digest == new.digest:
        return
    who = new.organisation.name or new.named()
    found = list(_of_profile(key, who, old, new))
    yield from found or [Change(False, f"The profile of {who} is worded otherwise.", f"/{key}")]


def _of_profile(key: str, who: str, old: Profile, new: Profile) -> Iterator[Change]:
    for name, need in new.needs.items():
        yield from _of_need(f"/{key}/needs/{name}", who, old.needs.get(name), need)
    yield from _of_gone(key, who, old, new)
    for section in ("accepts", "refuses"):
        for name, rule in getattr(new, section).items():
            yield from _of_restriction(f"/{key}/{section}/{name}", who, getattr(old, section).get(name), rule)
    for name in (one for one in new.offers if one not in old.offers):
        yield Change(False, f"{who} now offers {spoken(new.offers[name].path)}.", f"/{key}/offers/{name}")
    yield from _of_law(key, who, old, new)
    yield from _of_limits(key, who, old, new)
    if old.version != new.version:
        yield Change(False, f"The profile of {who} is version {new.version}, was {old.version}.", f"/{key}/version")


_GONE: Final = {
    "needs": "no longer needs", "accepts": "no longer restricts", "refuses": "no longer refuses",
    "offers": "no longer offers",
}  # fmt: skip


def _of_gone(key: str, who: str, old: Profile, new: Profile) -> Iterator[Change]:
    """What is no longer said; an offer that is missed shows in the fields that no longer go."""
    for section, verb in _GONE.items():
        before, now = getattr(old, section), getattr(new, section)
        for name in (one for one in before if one not in now):
            path = before[name].path
            yield Change(False, f"{who} {verb} {name if path is None else spoken(path)}.", f"/{key}/{section}/{name}")


def _of_need(pointer: str, who: str, old: Need | None, new: Need) -> Iterator[Change]:
    what = spoken(new.path) if new.path is not None else new.name
    if old is None:
        verb = "would like to have" if new.recommended else "needs"
        yield Change(not new.recommended, f"{who} now {verb} {what}.", pointer)
    elif replace(old, why="") != replace(new, why=""):
        strict = not new.recommended and not _is_looser(old, new)
        yield Change(strict, f"{who} asks {'more' if strict else 'less'} of {what} than before.", pointer)


def _is_looser(old: Need, new: Need) -> bool:
    """Whether whatever met a need before surely meets it now."""
    if old.recommended and not new.recommended:
        return False
    return (
        _bare(old) == _bare(new)
        and len(old.any_of) <= len(new.any_of)
        and all(one in new.any_of for one in old.any_of)
        and new.minimum <= old.minimum
        and (new.maximum is None or (old.maximum is not None and new.maximum >= old.maximum))
        and (new.share is None or (old.share is not None and new.share <= old.share))
        and surely_meets(old.conditions, new.conditions)
    )


def _bare(need: Need) -> Need:
    """A need without what can be asked more or less strictly."""
    return replace(
        need, why="", minimum=0, maximum=None, share=None, conditions=Conditions(), recommended=False, any_of=()
    )  # fmt: skip


def _of_restriction(pointer: str, who: str, old: Restriction | None, new: Restriction) -> Iterator[Change]:
    section = pointer.split("/")[2]
    verb = "accepts only some of" if section == "accepts" else "refuses"
    if old is None:
        yield Change(True, f"{who} now {verb} {spoken(new.path)}.", pointer)
    elif replace(old, why="") != replace(new, why=""):
        looser = old.path == new.path and section == "accepts" and _allows(old, new)
        yield Change(not looser, f"What {who} {section} of {spoken(new.path)} has changed.", pointer)


def _allows(old: Restriction, new: Restriction) -> bool:
    """Whether whatever was accepted before surely is now."""
    wider = new.maximum is None or (old.maximum is not None and new.maximum >= old.maximum)
    return wider and surely_meets(old.conditions, new.conditions)


def _of_law(key: str, who: str, old: Profile, new: Profile) -> Iterator[Change]:
    for one in fields(new.legal):
        before, now = getattr(old.legal, one.name), getattr(new.legal, one.name)
        if before == now:
            continue
        wording = one.name == "basis_note"
        fewer = one.name == "prohibited_identifiers" and set(now) < set(before)
        words = one.name.replace("_", " ")
        yield Change(not (wording or fewer), f"The law part of {who} says something else: {words}.",
                     f"/{key}/legal/{one.name}")  # fmt: skip
    before, now = ({*one.subject_matching.identifiers, *map(frozenset, one.subject_matching.attributes)}
                   for one in (old, new))  # fmt: skip
    if before != now:
        yield Change(not before <= now, f"{who} tells by something else that two records are one person's.",
                     f"/{key}/subject_matching")  # fmt: skip


def _of_limits(key: str, who: str, old: Profile, new: Profile) -> Iterator[Change]:
    for name in ("max_bytes", "attachments", "attachment_bytes"):
        before, now = getattr(old.formats, name), getattr(new.formats, name)
        if before == now:
            continue
        unlimited = now is None or (name != "attachments" and now == 0)
        was_unlimited = before is None or (name != "attachments" and before == 0)
        tighter = not unlimited and (was_unlimited or now < before)
        words = {"max_bytes": "how large a file may be", "attachments": "how many files may be attached",
                 "attachment_bytes": "how large attached files may be"}[name]  # fmt: skip
        how = "less" if tighter else "more"
        yield Change(tighter, f"{who} allows {how} than before: {words}.", f"/{key}/formats/{name}")


def _of_pins(old: SignedAgreement, new: Agreement) -> Iterator[Change]:
    """What is pinned otherwise than before."""
    if old.data.get("model") != new.model:
        yield Change(True, f"The model is version {new.model}, was {old.data.get('model')}.", "/model")
    for key, words in (("vocabularies", "vocabulary"), ("mappings", "mapping set")):
        before = _versions(old.data.get(key, ()))
        now = _versions(getattr(new, key))
        for name in sorted(before.keys() & now.keys()):
            if before[name] != now[name]:
                message = f"The {words} {name} is pinned to {_or_none(now[name])}, was {_or_none(before[name])}."
                yield Change(True, message, f"/{key}/{name}")
        for name in sorted(before.keys() - now.keys()):
            yield Change(False, f"The {words} {name} is no longer used.", f"/{key}/{name}")
        for name in sorted(now.keys() - before.keys()):
            yield Change(False, f"The {words} {name} is used now.", f"/{key}/{name}")
    for key, one in (("forth", new.forth), ("back", new.back)):
        if old.format_of(key) != one.format:
            message = f"From {one.sender.name} to {one.receiver.name} the format is {_or_none(one.format)}, "
            message += f"was {_or_none(old.format_of(key))}."
            yield Change(bool(old.format_of(key)), message, f"/{key}/format")


def _versions(names: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in names:
        name, _, version = one.partition("@") if "//" not in one else (one, "", "")
        found[name] = " and ".join(filter(None, (found.get(name, ""), version)))
    return found


def _or_none(word: str) -> str:
    return word or "none"


def _of_rows(old: SignedAgreement, new: Agreement) -> Iterator[Change]:
    """Fields that fare otherwise than before."""
    now = {(key, row.field, row.need): row
           for key, one in (("forth", new.forth), ("back", new.back)) for row in one.rows}  # fmt: skip
    names = {"forth": new.forth, "back": new.back}
    for where, row in old.rows.items():
        direction, field, _ = where
        asked = row["asked"] != Asked.UNASKED.value
        arrived = Verdict(row["verdict"]).arrives
        told = f"From {names[direction].sender.name} to {names[direction].receiver.name}: {row['spoken']}"
        found = now.get(where) or next((one for key, one in now.items() if key[:2] == where[:2]), None)
        if found is None:
            if arrived:
                yield Change(asked, f"{told} no longer goes.", f"/{direction}/{field}")
        elif found.verdict.value != row["verdict"]:
            worse = found.verdict.rank > Verdict(row["verdict"]).rank
            message = f"{told} {found.verdict.words}; before: {Verdict(row['verdict']).words}."
            yield Change(worse and (asked or arrived), message, f"/{direction}/{field}")
        elif as_data(found.crosswalks) != row.get("crosswalks", []):
            yield Change(True, f"{told} is brought over by another crosswalk.", f"/{direction}/{field}")
