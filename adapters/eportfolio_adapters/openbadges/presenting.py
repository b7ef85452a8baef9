"""One writing of verifiable credentials of any kind: one by itself, several as a presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.adapter import Format, ResiduePolicy, WriteOptions, Writing
from eportfolio.report.errors import RefusedError
from eportfolio.report.findings import Endpoint, Finding, Report, finding
from eportfolio.sources.json import dump_json, from_tree, load_json
from eportfolio.sources.tree import ROOT, Grade, Node

from . import preparing, writing
from .credential import CREDENTIALS_2
from .endorsements import take_whole
from .envelope import CREDENTIALS, SUBJECT
from .finishing import finish
from .identities import WEB_ID
from .joints import TYPE
from .preparing import Prepared, pointers
from .runs import FAMILY, BadgeWriteRun, derived_id
from .statements import STATEMENT
from .terms import define

if TYPE_CHECKING:
    from .keeping import Keeper

PRESENTATION: Final = "VerifiablePresentation"
_ENVELOPED: Final = "EnvelopedVerifiableCredential"
_TOKENS: Final = {True: "application/vc+sd-jwt", False: "application/vc+jwt"}


def write_statements(data: dict[str, Any], options: WriteOptions, form: Format, keeper: Keeper) -> Writing:
    """Write the credentials of a portfolio.

    Args:
        data: the portfolio in canonical form, with ids.
        options: the options.
        form: the format.
        keeper: tells which signed originals still hold.

    Raises:
        RefusedError: there is none, or one lacks what the data model demands; all of it is named.
    """
    prepared = Prepared(data)
    chosen = _choose(data, keeper)
    demands = (
        [] if chosen else [_demand("", "the portfolio has no credential", "Convert to openbadges or clr instead.")]
    )
    for number in chosen:
        if keeper.unchanged(data["credentials"][number]["id"]) is None:
            demands += _complete(number, prepared, options)
    if demands:
        raise RefusedError.of(demands)
    run = BadgeWriteRun(data, residue=options.residue is not ResiduePolicy.DROP)
    run.keeper = keeper
    documents = [_write_one(run.model.all("credentials")[number], run) for number in chosen]
    presented = len(documents) > 1 or _was_presented(run)
    presentation = Node(ROOT)
    run.finish(presentation if presented else Node(ROOT))
    for document in documents:
        if not isinstance(document, bytes):
            _finish(document, run, options)
    report = Report(writing.losses(run, prepared), target=Endpoint(format=form.id, version=form.versions[-1]))
    content = _presented(presentation, documents) if presented else _alone(documents[0])
    return Writing(content, report, frozenset(run.supplied | prepared.supplied))


def _choose(data: dict[str, Any], keeper: Keeper) -> list[int]:
    """The credentials that stand by themselves: none that is in another one which is written as it was."""
    credentials = data.get("credentials", ())
    whole = (credential for credential in credentials if keeper.unchanged(credential["id"]) is not None)
    inside = {name for credential in whole for name in credential.get("proves", ())}
    inside |= set(_endorsements(data))
    return [number for number, credential in enumerate(credentials) if credential["id"] not in inside]


def _endorsements(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [name for name in value.get("endorsed_by", ()) if isinstance(name, str)]
        return own + [name for member in value.values() for name in _endorsements(member)]
    return [name for member in value for name in _endorsements(member)] if isinstance(value, list) else []


def _demand(pointer: str, lacking: str, hint: str) -> Finding:
    message = f"A verifiable credential demands it, but {lacking}."
    return finding("required-by-target", message, pointer=pointer, hint=hint)


def _complete(number: int, prepared: Prepared, options: WriteOptions) -> list[Finding]:
    """Name the issuer of a credential that nobody issued; what is still lacking."""
    credential, place = prepared.data["credentials"][number], f"/credentials/{number}"
    if options.issuer is not None and not credential.get("issuer"):
        prepared.supply(credential, place, "issuer", options.issuer.organisation())
    by = credential.get("issuer")
    if not by:
        return [_demand(place, "nobody is named as its issuer", "Name the issuer with --issuer FILE.")]
    if not preparing.has_id(by) and not preparing.lend_id(by, f"{place}/issuer", prepared, options.issuer):
        hint = 'Give it in the issuer file: [organisation] id = "https://..." or a DID.'
        return [_demand(f"{place}/issuer", "its issuer has no id", hint)]
    return []


def _write_one(credential: Node, run: BadgeWriteRun) -> Node | bytes:
    original = run.unchanged(credential)
    if original is not None:
        take_whole(credential, run)
        for leaf in (leaf for owner in run.model.all("owner") for leaf in owner.leaves()):
            leaf.taken = leaf.taken or Grade.DATA
        return original
    document = Node(ROOT)
    STATEMENT.write_one(credential, document, run)
    return document


def _finish(document: Node, run: BadgeWriteRun, options: WriteOptions) -> None:
    """Complete a credential when all of it is there, and hold it against the rules.

    Raises:
        RefusedError: it is against them.
    """
    subject = document.need((SUBJECT,))
    if subject.value is None and not subject.children:
        known = {"kind": WEB_ID, "value": derived_id("owner", run.model.peek(("id",)))}
        subject.add("id", known["value"])
        for pointer in pointers([known], "/owner/identifiers"):
            run.supplied.update((pointer, pointer.rpartition("/")[0]))
    finish(document)
    strangers = [leaf for leaf in define(document) if not _is_residue(leaf, run)]
    for leaf in strangers:
        assert leaf.parent is not None
        leaf.parent.children.remove(leaf)
    run.removed(strangers)
    left = writing.without_faulty_residue(run, document) if options.residue is not ResiduePolicy.KEEP else []
    if left:
        raise RefusedError.of(left)


def _is_residue(leaf: Node, run: BadgeWriteRun) -> bool:
    origin = run.origins.get(id(leaf))
    return origin is not None and origin.name == "residue"


def _was_presented(run: BadgeWriteRun) -> bool:
    """Whether the portfolio was read from a presentation, of which something is kept."""
    entries = [entry for entry in run.model.all("residue") if entry.peek(("format",)) == FAMILY]
    return any(entry.peek(("path",)).split("[")[0] in (TYPE, "@context") for entry in entries)


def _alone(document: Node | bytes) -> bytes:
    return document if isinstance(document, bytes) else dump_json(from_tree(document))


def _presented(presentation: Node, documents: list[Node | bytes]) -> bytes:
    """A presentation with its credentials; tokens stand in envelopes (Verifiable Credentials 2.0, section 4.13.1)."""
    if presentation.first("@context") is None:
        presentation.add("@context", CREDENTIALS_2, array=True)
    if presentation.first(TYPE) is None:
        presentation.add(TYPE, PRESENTATION, array=True)
    data = from_tree(presentation)
    members = [_member(document) for document in documents]
    return dump_json({**data, CREDENTIALS: [*data.get(CREDENTIALS, ()), *members]})


def _member(document: Node | bytes) -> Any:
    if not isinstance(document, bytes):
        return from_tree(document)
    if document.lstrip()[:1] == b"{":
        return load_json(document)
    token = document.decode("ascii").strip()
    return {"@context": CREDENTIALS_2, "id": f"data:{_TOKENS['~' in token]},{token}", "type": _ENVELOPED}
