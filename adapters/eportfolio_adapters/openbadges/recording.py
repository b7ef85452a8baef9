"""One writing of learner records: what is lacking is supplied, the badges are put in, and the whole is checked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import Format, ResiduePolicy, WriteOptions, Writing
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.report.errors import RefusedError
from eportfolio.report.findings import Endpoint, Report
from eportfolio.sources.json import dump_json, load_json, to_tree
from eportfolio.sources.limits import DEFAULT_LIMITS
from eportfolio.sources.tree import ROOT, Grade, Node

from . import preparing, writing
from .achievements import ACHIEVEMENT_RULES
from .associations import write_associations
from .credential import CREDENTIALS_2, PERSON
from .dates import midnight
from .endorsements import is_endorsement, take_whole
from .envelope import CREDENTIALS, SUBJECT
from .finishing import finish
from .preparing import Prepared
from .profiles import has_web_id
from .record_keeping import RecordKeeper, is_record
from .records import (
    DESCRIBED,
    ENVELOPE_OF_RECORD,
    NESTED,
    PROFILE,
    LearnerType,
    RecordWriteRun,
    Repetition,
    name_learners,
)
from .results import Results
from .runs import FAMILY, derived_id
from .statements import STATEMENT

if TYPE_CHECKING:
    pass

_REPEATED: Final = re.compile(r"credentialSubject/achievement\[(?P<number>\d{1,6})\]/id")
_NOT_DEMANDED: Final = ("/description", "/criteria", "/title")
"""What a badge by itself must have, and one in a record need not (CLR 2.0, class ClrSubject)."""

_WHAT: Final = "A learner record"


# -- what is lacking ---------------------------------------------------------------------------------------


def _prepare(data: dict[str, Any], options: WriteOptions, keeper: RecordKeeper) -> tuple[Prepared, list[int]]:
    """Complete the badges, and the records that they go into; the numbers of the records among the credentials."""
    prepared = preparing.prepare(data, options, keeper, reissue=False)
    prepared.demands = [
        replace(item, message=item.message.replace("An Open Badge", _WHAT))
        for item in prepared.demands if not _is_forgiven(item.pointer, data)
    ]  # fmt: skip
    credentials = data.setdefault("credentials", [])
    records = [
        number for number, credential in enumerate(credentials)
        if is_record(credential) and preparing.is_completed_by(options.issuer, credential)
    ]  # fmt: skip
    if not records:
        records = [_new_record(prepared, options)]
    for number in records:
        if keeper.unchanged(credentials[number]["id"]) is None:
            _complete(credentials[number], f"/credentials/{number}", prepared, options)
    return prepared, records


def _is_forgiven(pointer: str, data: dict[str, Any]) -> bool:
    """Whether something that a badge by itself must have may be lacking in a record.

    Inside a record the schema asks for little, and issuers give little: dates without a zone, too.
    """
    _, items, number, *rest = pointer.split("/")
    if items == "credentials" and rest == ["valid_from"]:
        return bool(midnight(data[items][int(number)]["valid_from"].get("edtf", "")))
    return items == "qualifications" and pointer.endswith(_NOT_DEMANDED)


def _new_record(prepared: Prepared, options: WriteOptions) -> int:
    credentials = prepared.data["credentials"]
    used = dict.fromkeys(index for index, _ in prepared.badges)
    others = [n for n, one in enumerate(credentials) if n not in used and _is_embeddable(one)]
    proven = [credentials[number]["id"] for number in (*used, *others)]
    issuer = options.issuer.web_id if options.issuer is not None else ""
    credentials.append({"type": "Credential", "id": derived_id("record", prepared.data["id"], issuer)})
    place = f"/credentials/{len(credentials) - 1}"
    prepared.supply(credentials[-1], place, "credential_profiles", [{"uri": PROFILE}])
    if proven:
        prepared.supply(credentials[-1], place, "proves", proven)
    return len(credentials) - 1


def _is_embeddable(credential: dict[str, Any]) -> bool:
    """Whether a credential that awards nothing has what it must have inside a record."""
    return not is_record(credential) and bool(credential.get("issuer")) and bool(credential.get("valid_from"))


def _complete(record: dict[str, Any], place: str, prepared: Prepared, options: WriteOptions) -> None:
    preparing.complete_credential(record, place, {}, prepared, options)
    if record.get("title"):
        return
    awards = (prepared.data["qualifications"][number].get("specification", {}) for _, number in prepared.badges)
    name = preparing.name_of_owner(prepared.data) or next((one["title"] for one in awards if "title" in one), "")
    if name:
        prepared.supply(record, place, "title", name)
    else:
        prepared.demand(
            f"{place}/title", "the record has no name, and neither the owner nor an award has one",
            "Give the title in the issuer file: [credential] title.",
        )  # fmt: skip


# -- the writing -------------------------------------------------------------------------------------------


def write_records(data: dict[str, Any], options: WriteOptions, form: Format, keeper: RecordKeeper) -> Writing:
    """Write the learner record of a portfolio, or each of those that it has.

    Args:
        data: the portfolio in canonical form, with ids.
        options: the options.
        form: the format.
        keeper: tells which signed originals still hold.

    Raises:
        RefusedError: something that the format demands is lacking; all of it is named.
    """
    whole = _whole(data, options, keeper)
    if whole is not None:
        return _as_it_was(data, whole, form, keeper)
    prepared, records = _prepare(data, options, keeper)
    run = RecordWriteRun(prepared.data, residue=options.residue is not ResiduePolicy.DROP)
    run.keeper = keeper
    if prepared.demands:
        raise RefusedError.of(prepared.demands)
    documents = [_write_record(number, number == records[0], prepared, run) for number in records]
    if run.demands:
        raise RefusedError.of(run.demands)
    run.finish(Node(ROOT))
    name_learners(run)
    for repetition in run.repeated:
        repetition.write()
    for document in documents:
        if isinstance(document, bytes):
            continue
        finish(document)
        left = writing.without_faulty_residue(run, document) if options.residue is not ResiduePolicy.KEEP else []
        if left:
            raise RefusedError.of(left)
    supplied = run.supplied | prepared.supplied | writing.said_by_issuers(prepared)
    report = Report(writing.losses(run, prepared), target=Endpoint(format=form.id, version=form.versions[-1]))
    return Writing(writing.joined(documents), report, frozenset(supplied))


def _whole(data: dict[str, Any], options: WriteOptions, keeper: RecordKeeper) -> str | None:
    """The id of the one record that says all that the portfolio awards, signed and unchanged."""
    records = [credential for credential in data.get("credentials", ()) if is_record(credential)]
    if len(records) != 1 or not preparing.is_completed_by(options.issuer, records[0]):
        return None
    name = str(records[0]["id"])
    if keeper.unchanged(name) is None:
        return None
    said = {item["id"] for item in keeper.part(name).get("qualifications", ())}
    return name if all(item["id"] in said for item in data.get("qualifications", ())) else None


def _as_it_was(data: dict[str, Any], name: str, form: Format, keeper: RecordKeeper) -> Writing:
    content = keeper.unchanged(name)
    assert content is not None
    run = RecordWriteRun(data)
    run.keeper = keeper
    _take_record(run.items[name], run)
    report = Report(run.losses(), target=Endpoint(format=form.id, version=form.versions[-1]))
    return Writing(content, report)


def _take_record(record: Node, run: RecordWriteRun) -> None:
    """All that a signed record says is there when the record is."""
    take_whole(record, run)
    described = (item for item in run.model.all("qualifications") if item.peek(("status",)) == DESCRIBED)
    for place in (*run.model.all("owner"), *run.model.all("relations"), *described):
        for node in place.walk():
            if node.value is not None:
                node.taken = node.taken or Grade.DATA
            elif node.name == "residue":
                node.taken = Grade.RESIDUE


def _write_record(number: int, first: bool, prepared: Prepared, run: RecordWriteRun) -> Node | bytes:
    record = run.model.all("credentials")[number]
    original = run.unchanged(record)
    if original is not None:
        _take_record(record, run)
        return original
    document = Node(ROOT)
    for rule in ENVELOPE_OF_RECORD:
        rule.write(record, document, run)
    run.put(record, document)
    subject = document.need((SUBJECT,))
    for owner in run.model.all("owner"):
        for rule in PERSON:
            rule.write(owner, subject, run)
    LearnerType().write(record, subject, run)
    run.learner = subject
    achievements = _write_members(record, first, subject, prepared, run)
    _write_described(first, subject, achievements, run)
    run.repeated += _repetitions(record, subject)
    write_associations(achievements, subject, run)
    if subject.first(CREDENTIALS) is None:
        run.demand(record.pointer, "nothing that was awarded can be put into it", "Add what the person earned.")
    return document


def _write_members(record: Node, first: bool, subject: Node, prepared: Prepared, run: RecordWriteRun) -> dict[str, str]:
    """Write the credentials of a record; the first record also gets those that are in none."""
    credentials, awards = run.model.all("credentials"), run.model.all("qualifications")
    badges = {credentials[index].peek(("id",)): awards[number] for index, number in prepared.badges}
    named = {str(leaf.value): leaf for leaf in record.all("proves")}
    elsewhere = {str(leaf.value) for other in credentials if other is not record for leaf in other.all("proves")}
    wanted = [*named, *(name for name in badges if first and name not in named and name not in elsewhere)]
    achievements: dict[str, str] = {}
    for name in wanted:
        credential = run.items.get(name)
        if credential is None or credential.name != "credentials" or id(credential) in run.placed:
            continue
        award = badges.get(name)
        place = subject.add(CREDENTIALS, array=True)
        if not _write_member(credential, award, place, run):
            discard(place, subject)
            continue
        if name in named:
            named[name].taken = Grade.DATA
        if award is not None:
            achievements[award.peek(("id",))] = place.peek((SUBJECT, "achievement", "id"))
    return achievements


def _embeddable(original: bytes | None) -> Node | None:
    """A signed original as it can stand in a record: an object in version 2.0 of the data model."""
    if original is None or original.lstrip()[:1] != b"{":
        return None
    signed = to_tree(load_json(original), DEFAULT_LIMITS)
    return signed if signed.peek(("@context",)) == CREDENTIALS_2 else None


def _note_spelling(credential: Node, run: RecordWriteRun) -> None:
    """A signed credential by itself has its own white space, which it has not inside another document."""
    content = credential.need(("original", "content"))
    signed = run.unchanged(credential)
    if signed is not None and dump_json(load_json(signed)) != signed:
        content.taken = Grade.APPROXIMATE
        run.supplied.add(content.pointer)


def _write_member(credential: Node, award: Node | None, place: Node, run: RecordWriteRun) -> bool:
    signed = _embeddable(run.unchanged(credential))
    if signed is not None:
        for child in signed.children:
            child.parent = place
            place.children.append(child)
        take_whole(credential, run)
        _note_spelling(credential, run)
        return True
    if award is not None:
        NESTED.write_award(credential, award, place, run)
        writing.note_stand_ins(award)
        return True
    issuer = credential.first("issuer")
    if is_endorsement(credential):
        return NESTED.write_endorsement(credential, place, run)
    if issuer is None or not has_web_id(issuer) or credential.first("valid_from") is None:
        return False
    STATEMENT.write_one(credential, place, run, person=False)
    if run.learner is not None:
        run.same.append((place.need((SUBJECT,)), run.learner))
    return True


def _write_described(first: bool, subject: Node, achievements: dict[str, str], run: RecordWriteRun) -> None:
    """Write the achievements that nobody says were earned."""
    for item in run.model.all("qualifications") if first else ():
        specification = item.first("specification")
        if item.peek(("status",)) != DESCRIBED or specification is None:
            continue
        place = subject.add("achievement", array=True)
        if not run.attempt(ACHIEVEMENT_RULES, specification, place) or place.first("id") is None:
            discard(place, subject)
            continue
        Results().write_others(specification, place, run)
        for name in ("description", "criteria"):
            if place.first(name) is None:
                place.need((name,) if name == "description" else (name, "narrative")).value = ""
        run.put(item, place)
        achievements[item.peek(("id",))] = place.peek(("id",))
        run.imply(item.need(("status",)), item)


def _repetitions(record: Node, subject: Node) -> list[Repetition]:
    """Achievements of credentials that the record had a second time."""
    found = []
    asserted = {place.peek(("id",)): place for place in subject.select((CREDENTIALS, SUBJECT, "achievement"))}
    for entry in record.all("residue"):
        match = _REPEATED.fullmatch(entry.peek(("path",)))
        kept = entry.peek(("format",)) == FAMILY and entry.first("replaces") is None
        place = asserted.get(entry.peek(("value",)))
        if match is not None and kept and place is not None:
            entry.taken = Grade.RESIDUE
            found.append(Repetition(int(match["number"]), place, subject))
    return found
