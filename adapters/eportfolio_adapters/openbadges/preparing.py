"""What badges demand and a portfolio lacks: from the file of the issuer, or from the writing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import WriteOptions
from eportfolio.exchange.crosswalk.awards import AWARDED
from eportfolio.report.findings import Finding, finding

from .dates import has_zone, midnight
from .identities import WEB_ID, is_web_id
from .runs import FAMILY, derived_id

if TYPE_CHECKING:
    from eportfolio.exchange.issuer import Issuer

    from .keeping import Keeper

_DAY: Final = len("2026-07-03")


@dataclass(slots=True)
class Prepared:
    """A portfolio with the credentials that are to be written.

    Attributes:
        data: the portfolio in canonical form.
        badges: what is written: the number of a credential, and that of the qualification that it is about.
        supplied: pointers of what was added.
        demands: what is still lacking.
        now: the date-time of the writing.
    """

    data: dict[str, Any]
    badges: list[tuple[int, int]] = field(default_factory=list)
    supplied: set[str] = field(default_factory=set)
    demands: list[Finding] = field(default_factory=list)
    now: str = ""

    def supply(self, holder: dict[str, Any], pointer: str, name: str, value: Any) -> None:
        """Give an object of the portfolio a value, or a list further members, and note what was not there before."""
        known = holder.get(name) if isinstance(value, list) else None
        holder[name] = known + value if known else value
        for leaf in pointers(value, f"{pointer}/{name}", len(known or ())):
            self.supplied.update((leaf, leaf.rpartition("/")[0]))

    def demand(self, pointer: str, lacking: str, hint: str) -> None:
        """Note that something is lacking."""
        message = f"An Open Badge demands it, but {lacking}."
        self.demands.append(finding("required-by-target", message, pointer=pointer, hint=hint))


def prepare(data: dict[str, Any], options: WriteOptions, keeper: Keeper, *, reissue: bool = True) -> Prepared:
    """Choose or make the credentials that are written, and complete them.

    Args:
        data: the portfolio in canonical form, with ids, which is completed in place.
        options: with the issuer, and the date-time of the writing.
        keeper: tells which signed originals still hold: they are complete as they are.
        reissue: whether what somebody else issued is issued anew by the issuer; otherwise it stays theirs.
    """
    now = options.now or datetime.now(UTC).isoformat(timespec="seconds")
    prepared = Prepared(data, now=now.replace("+00:00", "Z"))
    used: dict[int, bool] = {}
    for number, award in enumerate(data.get("qualifications", ())):
        if award.get("status", "awarded") in AWARDED and not _is_kept(award, data, used):
            index = _credential_for(award, prepared, options.issuer, used, reissue=reissue)
            used[index] = keeper.unchanged(data["credentials"][index]["id"]) is not None
            prepared.badges.append((index, number))
    changed = [(index, number) for index, number in prepared.badges if not used[index]]
    for index, number in changed:
        credential = data["credentials"][index]
        complete_credential(credential, f"/credentials/{index}", data["qualifications"][number], prepared, options)
        _complete_award(data["qualifications"][number], f"/qualifications/{number}", prepared, options.issuer)
    if not all(came_as_badge(data["qualifications"][number]) for _, number in changed):
        _identify_owner(prepared)
    return prepared


# -- credentials -------------------------------------------------------------------------------------------


def _credential_for(
    award: dict[str, Any], prepared: Prepared, issuer: Issuer | None, used: dict[int, bool], *, reissue: bool
) -> int:
    """The credential that proves an award; a new one where there is none, or only somebody else's."""
    credentials = prepared.data.setdefault("credentials", [])
    for index, credential in enumerate(credentials):
        if index in used or award["id"] not in credential.get("proves", ()):
            continue
        if is_completed_by(issuer, credential) or (not reissue and has_id(credential["issuer"])):
            return index
    name = derived_id("credential", award["id"], issuer.web_id if issuer is not None else "")
    taken = {credential.get("id") for credential in credentials}
    while name in taken:
        name = derived_id("credential", name)
    credentials.append({"type": "Credential", "id": name})
    prepared.supply(credentials[-1], f"/credentials/{len(credentials) - 1}", "proves", [award["id"]])
    return len(credentials) - 1


def _is_kept(award: dict[str, Any], data: dict[str, Any], used: dict[int, bool]) -> bool:
    """Whether an award stands in a signed original that is written already, beside another one."""
    return any(kept and award["id"] in data["credentials"][index].get("proves", ()) for index, kept in used.items())


def is_completed_by(issuer: Issuer | None, credential: dict[str, Any]) -> bool:
    """Whether a credential is a draft of nobody, or of this issuer: what another one issued is not issued again."""
    by = credential.get("issuer")
    if issuer is None or not by:
        return True
    return bool(_names(by) & _names(issuer.organisation())) and not credential.get("original")


def lend_id(by: dict[str, Any], pointer: str, prepared: Prepared, issuer: Issuer | None) -> bool:
    """Give an organisation the id that the file of the issuer has for it; whether it is about the same one.

    Args:
        by: the organisation, in canonical form.
        pointer: where it stands.
        prepared: the portfolio.
        issuer: the issuer.
    """
    if issuer is None or not issuer.web_id or not _names(by) & _names(issuer.organisation()):
        return False
    prepared.supply(by, pointer, "identifiers", [{"kind": WEB_ID, "value": issuer.web_id}])
    return True


def has_id(organisation: dict[str, Any]) -> bool:
    """Whether an organisation has what can be the ``id`` of its profile."""
    identifiers = organisation.get("identifiers", ())
    return any(one.get("kind") == WEB_ID and is_web_id(one.get("value", "")) for one in identifiers)


def _names(organisation: dict[str, Any]) -> set[str]:
    """What tells an organisation from others: its ids, and the identifiers of its seals."""
    identifiers = organisation.get("identifiers", ())
    return {one["value"] for one in identifiers if one.get("kind") in (WEB_ID, "eidas") and "value" in one}


def complete_credential(
    credential: dict[str, Any], pointer: str, award: dict[str, Any], prepared: Prepared, options: WriteOptions
) -> None:
    """Give a credential its issuer, its dates and its words, where it has none.

    Args:
        credential: the credential in canonical form.
        pointer: its place in the portfolio.
        award: what it is about.
        prepared: the portfolio, where it is noted what was added and what is lacking.
        options: with the issuer.
    """
    issuer = options.issuer
    if issuer is not None and not credential.get("issuer"):
        prepared.supply(credential, pointer, "issuer", issuer.organisation())
    by = credential.get("issuer")
    if not by:
        prepared.demand(pointer, "nobody is named as its issuer", "Name the issuer with --issuer FILE.")
    elif not has_id(by) and not lend_id(by, f"{pointer}/issuer", prepared, issuer):
        prepared.demand(
            f"{pointer}/issuer", "its issuer has no id",
            'Give it in the issuer file: [organisation] id = "https://..." or a DID.',
        )  # fmt: skip
    _complete_dates(credential, pointer, prepared, issuer)
    if issuer is not None:
        _complete_words(credential, pointer, award, prepared, issuer)


def _complete_dates(credential: dict[str, Any], pointer: str, prepared: Prepared, issuer: Issuer | None) -> None:
    if not credential.get("valid_from"):
        start = issuer.valid_from or issuer.issued if issuer is not None else ""
        prepared.supply(credential, pointer, "valid_from", _moment(start or prepared.now))
    elif not is_writable(credential["valid_from"]):
        prepared.demand(
            f"{pointer}/valid_from", "the date from which it is valid is not known to the day, or names no time zone",
            "Give the whole date.",
        )  # fmt: skip
    start = _written(credential["valid_from"]) if is_writable(credential["valid_from"]) else ""
    end = issuer.expiry(start) if issuer is not None and len(start) >= _DAY else ""
    if end and not credential.get("valid_until"):
        prepared.supply(credential, pointer, "valid_until", _moment(end))


def _complete_words(
    credential: dict[str, Any], pointer: str, award: dict[str, Any], prepared: Prepared, issuer: Issuer
) -> None:
    texts = _texts(award, prepared, issuer)
    for name in ("title", "description"):
        template = getattr(issuer, name)
        if template is not None and not credential.get(name) and all(texts[need] for need in template.needs):
            text = template.fill(texts)
            prepared.supply(credential, pointer, name, text if name == "title" else {"text": text})


def _texts(award: dict[str, Any], prepared: Prepared, issuer: Issuer) -> dict[str, Any]:
    """What templates of the issuer may speak of."""
    title = award.get("title") or award.get("specification", {}).get("title")
    return {"holder": name_of_owner(prepared.data), "award": title or "", "organisation": issuer.legal_name}


def name_of_owner(data: dict[str, Any]) -> Any:
    """The name of the owner, as one text or one for each language; empty when nobody is named."""
    name = ((data.get("owner") or {}).get("names") or [{}])[0]
    parts = [name.get(part) for part in ("given_name", "family_name")]
    return name.get("full_name") or " ".join(part for part in parts if isinstance(part, str))


def is_writable(moment: dict[str, Any]) -> bool:
    """Whether a date of the model can be written: it is known to the day, and a time of day names its zone."""
    verbatim = moment.get("verbatim")
    return bool(midnight(str(moment.get("edtf", "")))) and (not verbatim or has_zone(verbatim))


def _moment(text: str) -> dict[str, str]:
    if len(text) == _DAY:
        return {"edtf": text}
    return {"edtf": text[:_DAY], "verbatim": text.replace("+00:00", "Z") if has_zone(text) else f"{text}Z"}


def _written(moment: dict[str, Any]) -> str:
    return str(moment.get("verbatim") or moment.get("edtf") or "")


# -- awards ------------------------------------------------------------------------------------------------


def _complete_award(award: dict[str, Any], pointer: str, prepared: Prepared, issuer: Issuer | None) -> None:
    specification = award.setdefault("specification", {})
    place = f"{pointer}/specification"
    if not specification.get("title"):
        if award.get("title"):
            prepared.supply(specification, place, "title", award["title"])
        else:
            prepared.demand(f"{place}/title", "the award has no title", "Give it one.")
    identifiers = specification.get("identifiers", ())
    if not any(one.get("kind") == WEB_ID and is_web_id(one.get("value", "")) for one in identifiers):
        told = [specification.get("title"), [body.get("name") for body in award.get("awarding_bodies", ())]]
        name = derived_id("achievement", told, specification.get("code", {}).get("value", ""))
        prepared.supply(specification, place, "identifiers", [{"kind": WEB_ID, "value": name}])
    _describe(award, specification, place, prepared, issuer)


def _describe(
    award: dict[str, Any], specification: dict[str, Any], place: str, prepared: Prepared, issuer: Issuer | None
) -> None:
    """What the achievement is, and how it is earned: what the portfolio says, else what the issuer says of it."""
    links = [link for link in specification.get("links", ()) if link.get("use") == "criteria"]
    told = {
        "description": specification.get("description") or specification.get("learning_outcome_summary"),
        "criteria": specification.get("criteria") or links,
    }
    for name, known in told.items():
        template = getattr(issuer, f"achievement_{name}") if issuer is not None else None
        texts = _texts(award, prepared, issuer) if issuer is not None else {}
        if known or (name == "description" and came_as_badge(award)):
            continue
        if template is not None and all(texts[need] for need in template.needs):
            prepared.supply(specification, place, name, {"text": template.fill(texts)})
        else:
            lacking = "the award has no description" if name == "description" else "nothing says how it is earned"
            hint = f"Give it in the portfolio, or for all awards in the issuer file: [achievement] {name}."
            prepared.demand(f"{place}/{name}", lacking, hint)


def came_as_badge(award: dict[str, Any]) -> bool:
    """Whether an award was read from a badge: what that had without a recipient or a description, is written so."""
    return bool(award.get("provenance", {}).get("format") == FAMILY)


def _identify_owner(prepared: Prepared) -> None:
    """Say who the recipient is: by an identifier, else by an e-mail address, else by an id of this document."""
    owner = prepared.data.setdefault("owner", {})
    if any(_identifies(one) for one in owner.get("identifiers", ())):
        return
    emails = [one["value"] for one in owner.get("contact_points", ()) if one["channel"] == "email" and "value" in one]
    if emails:
        known = {"kind": "email_address", "value": emails[0]}
    else:
        known = {"kind": WEB_ID, "value": derived_id("owner", prepared.data["id"])}
    prepared.supply(owner, "/owner", "identifiers", [known])


def _identifies(identifier: dict[str, Any]) -> bool:
    value = identifier.get("value", "")
    return is_web_id(value) if identifier.get("kind") == WEB_ID else bool(value)


def pointers(value: Any, pointer: str, first: int = 0) -> Iterator[str]:
    """The places of the leaves of a value; the members of a list are counted from a number.

    Args:
        value: the value.
        pointer: its place.
        first: the number of the first member.
    """
    if isinstance(value, dict):
        for key, member in value.items():
            yield from pointers(member, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, member in enumerate(value, first):
            yield from pointers(member, f"{pointer}/{number}")
    else:
        yield pointer
