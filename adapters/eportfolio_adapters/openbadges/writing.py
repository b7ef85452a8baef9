"""One writing: the portfolio is completed, written with the crosswalk, and held against the rules of the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import Format, ResiduePolicy, WriteOptions, Writing
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.exchange.places import way_to
from eportfolio.report.codes import Severity
from eportfolio.report.errors import RefusedError
from eportfolio.report.findings import Endpoint, Finding, Report, finding
from eportfolio.sources.json import dump_json, from_tree
from eportfolio.sources.tree import ROOT, Grade, Node

from .credential import CREDENTIAL
from .endorsements import is_endorsement, take_whole
from .finishing import finish, settle_contexts
from .preparing import Prepared, pointers, prepare
from .runs import BadgeWriteRun
from .structure import faults

if TYPE_CHECKING:
    from .keeping import Keeper

_ROUNDS: Final = 8
"""How often a document is held against the rules while residue is taken out."""

Check = Callable[[Any], list[Finding]]


def write_badges(data: dict[str, Any], options: WriteOptions, form: Format, keeper: Keeper) -> Writing:
    """Write a badge for each award: one as a credential, several as a response of the Open Badges API.

    Args:
        data: the portfolio in canonical form, with ids.
        options: the options.
        form: the format.
        keeper: tells which signed originals still hold.

    Raises:
        RefusedError: something that the format demands is lacking; all of it is named.
    """
    prepared = prepare(data, options, keeper)
    run = BadgeWriteRun(prepared.data, residue=options.residue is not ResiduePolicy.DROP)
    run.keeper = keeper
    documents = [_write_badge(index, number, run) for index, number in prepared.badges]
    endorsement = None if documents else _write_endorsement(run)
    if endorsement is not None:
        documents.append(endorsement)
    if not documents and not prepared.demands:
        run.demand("", "the portfolio holds nothing that was awarded", "Add what the person earned.")
    demands = [*prepared.demands, *run.demands]
    if demands:
        raise RefusedError.of(demands)
    run.finish(Node(ROOT))
    for document in documents:
        if not isinstance(document, bytes):
            if gone := settle_contexts(document, lambda leaf: _is_residue(run, leaf)):
                run.removed(gone)
            finish(document)
            left = without_faulty_residue(run, document) if options.residue is not ResiduePolicy.KEEP else []
            if left:
                raise RefusedError.of(left)
    supplied = run.supplied | prepared.supplied | said_by_issuers(prepared)
    report = Report(losses(run, prepared), target=Endpoint(format=form.id, version=form.versions[-1]))
    return Writing(joined(documents), report, frozenset(supplied))


def _write_badge(index: int, number: int, run: BadgeWriteRun) -> Node | bytes:
    credential, award = run.model.all("credentials")[index], run.model.all("qualifications")[number]
    original = run.unchanged(credential)
    if original is not None:
        take_whole(credential, run)
        for leaf in (leaf for owner in run.model.all("owner") for leaf in owner.leaves()):
            leaf.taken = leaf.taken or Grade.DATA
        return original
    document = Node(ROOT)
    CREDENTIAL.write_award(credential, award, document, run)
    note_stand_ins(award)
    return document


def _write_endorsement(run: BadgeWriteRun) -> Node | bytes | None:
    """The first endorsement, in a portfolio that has nothing else to show."""
    named = {str(leaf.value) for node in run.model.walk() if node.name == "endorsed_by" for leaf in (node,)}
    for credential in run.model.all("credentials"):
        if not is_endorsement(credential) or credential.peek(("id",)) in named:
            continue
        original = run.unchanged(credential)
        if original is not None:
            take_whole(credential, run)
            return original
        document = Node(ROOT)
        if CREDENTIAL.write_endorsement(credential, document, run):
            return document
        run.demand(
            credential.pointer, "the endorsement lacks its title, its issuer, its date or what it endorses",
            "Give all of them.",
        )  # fmt: skip
    return None


def note_stand_ins(award: Node) -> None:
    """What was written in the place of something that is not there is carried in a lesser form."""
    specification = award.first("specification")
    title, own = award.first("title"), specification.first("title") if specification is not None else None
    if title is None or own is None or from_tree(title) != from_tree(own):
        return
    for leaf in title.leaves():
        leaf.taken = leaf.taken or Grade.APPROXIMATE


def joined(documents: list[Node | bytes]) -> bytes:
    """One document as it is, several as a response (Open Badges 3.0, class GetOpenBadgeCredentialsResponse)."""
    if len(documents) == 1:
        (only,) = documents
        return only if isinstance(only, bytes) else dump_json(from_tree(only))
    from eportfolio.sources.json import load_json

    members: list[Any] = []
    tokens: list[str] = []
    for document in documents:
        if not isinstance(document, bytes):
            members.append(from_tree(document))
        elif document.lstrip()[:1] == b"{":
            members.append(load_json(document))
        else:
            tokens.append(document.decode("ascii").strip())
    response: dict[str, Any] = {"credential": members} if members else {}
    return dump_json(response | ({"compactJwsString": tokens} if tokens else {}))


def without_faulty_residue(run: BadgeWriteRun, document: Node) -> list[Finding]:
    """Take out what was kept from the source and is against the rules, and name it; what else is against them."""
    for _ in range(_ROUNDS):
        found = _faults(document)
        places = {id(place): place for item in found for place in _residue_at(run, document, item.pointer)}
        spelt = [_spell_anew(run, document, item.pointer) for item in found]
        if not places and not any(spelt):
            return found
        for place in places.values():
            discard(place, document)
        run.removed(places.values())
    return _faults(document)


def _faults(document: Node) -> list[Finding]:
    return [item for item in faults(from_tree(document)) if item.severity is Severity.ERROR]


def _residue_at(run: BadgeWriteRun, document: Node, pointer: str) -> list[Node]:
    """The leaves kept from the source at a place or around it: of an object all, since half of it is another thing."""
    chain = way_to(document, pointer)
    for place in reversed(chain[1:]):
        found = [leaf for leaf in place.leaves() if _is_residue(run, leaf)]
        if found:
            whole = place if place.children or place.parent in (None, document) else place.parent
            return [leaf for leaf in whole.leaves() if _is_residue(run, leaf)]
    return []


def _spell_anew(run: BadgeWriteRun, document: Node, pointer: str) -> bool:
    """Give a value the spelling that is written, where that of the source is against the rules; whether it had one."""
    leaf = way_to(document, pointer)[-1]
    if leaf.value is None:
        return False
    for entry in run.model.walk():
        step = entry.peek(("path",)).rpartition("/")[2].partition("[")[0]
        if entry.name == "residue" and step == leaf.name and entry.peek(("value",)) == str(leaf.value):
            spelling = entry.peek(("replaces",))
            if not spelling or entry.taken is Grade.LOST:
                continue
            leaf.value, entry.taken = spelling, Grade.LOST
            message = f"{leaf.name} is spelt in a way that is not valid in the target."
            run.findings.append(finding("residue-not-allowed", message, pointer=entry.pointer))
            return True
    return False


def _is_residue(run: BadgeWriteRun, leaf: Node) -> bool:
    origin = run.origins.get(id(leaf))
    return origin is not None and origin.name == "residue"


def said_by_issuers(prepared: Prepared) -> set[str]:
    """Where the issuers of the badges are read again: each is the awarding body of what it awards."""
    found: set[str] = set()
    for index, _ in prepared.badges:
        issuer = prepared.data["credentials"][index].get("issuer", {})
        for items in ("qualifications", "assessments"):
            for place in pointers(issuer, f"/{items}/0/awarding_bodies/0"):
                found.update((place, place.rpartition("/")[0]))
    return found


def losses(run: BadgeWriteRun, prepared: Prepared) -> list[Finding]:
    """What the document does not hold; of what the issuer file added, without a place in the portfolio."""
    return [
        replace(item, pointer="", message=f"From the issuer file: {item.message}") if item.pointer in prepared.supplied
        else item
        for item in run.losses()
    ]  # fmt: skip
