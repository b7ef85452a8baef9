"""One writing: the portfolio is completed, written with the crosswalk, and held against the rules of the profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from eportfolio.exchange.adapter import Format, ResiduePolicy, WriteOptions, Writing
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.exchange.places import way_to
from eportfolio.report.codes import Severity
from eportfolio.report.errors import RefusedError
from eportfolio.report.findings import Endpoint, Finding, Report
from eportfolio.sources.json import dump_json, from_tree
from eportfolio.sources.tree import ROOT, Node

from .concepts import COUNTRIES
from .credential import CredentialItem
from .finishing import agree_on_labels, collapse, drop_idle_names, expand, name_nodes, put_in_order
from .labelling import label_concepts
from .preparing import Prepared, prepare
from .runs import ElmWriteRun
from .structure import check
from .words import UNDETERMINED, own_language

_ROUNDS: Final = 8
"""How often the document is held against the rules while residue is taken out."""

DATE: Final = "2000-01-01T00:00:00Z"
_COUNTRY: Final = {
    "id": f"{COUNTRIES}/NLD", "type": "Concept", "inScheme": {"id": COUNTRIES, "type": "ConceptScheme"}
}  # fmt: skip
SEALED: Final[dict[str, Any]] = {
    "issuer": {
        "type": "Organisation", "legalName": {"en": "-"},
        "location": {"type": "Location", "address": {"type": "Address", "countryCode": _COUNTRY}},
        "eIDASIdentifier": {"type": "LegalIdentifier", "notation": "-", "spatial": _COUNTRY},
    }
}  # fmt: skip
"""It stands in for what the sealing adds, while a draft is held against the rules; it is never written."""


def write_credential(data: dict[str, Any], options: WriteOptions, form: Format, *, upload: bool) -> Writing:
    """Write a credential.

    Args:
        data: the portfolio in canonical form, with ids.
        options: the options.
        form: the format.
        upload: whether it is a draft for upload.

    Raises:
        RefusedError: something that the format demands is lacking; all of it is named.
    """
    prepared = prepare(data, options, sealed_later=upload)
    run, wrapper = _written(prepared, options, residue=options.residue is not ResiduePolicy.DROP)
    _demand_issuer(run, wrapper, upload=upload)
    demands = [*prepared.demands, *run.demands]
    if demands:
        raise RefusedError.of(demands)
    credential = wrapper.children[0]
    if options.residue is not ResiduePolicy.KEEP:
        faults = _without_faulty_residue(run, credential, upload=upload)
        if faults:
            raise RefusedError.of(faults)
    if not upload:
        run.removed(leaf for child in wrapper.children[1:] for leaf in child.leaves())
    else:
        _address(run, wrapper)
    (expand if upload else collapse)(credential)
    target = wrapper if upload else credential
    report = Report(_losses(run, prepared), target=Endpoint(format=form.id, version=form.versions[-1]))
    return Writing(dump_json(from_tree(target)), report, frozenset(run.supplied | prepared.supplied))


def _written(prepared: Prepared, options: WriteOptions, *, residue: bool) -> tuple[ElmWriteRun, Node]:
    """The credential as a tree, in a node of its own beside what else the upload form holds."""
    run = ElmWriteRun(prepared.data, residue=residue)
    credentials = run.model.all("credentials")
    if credentials:
        run.credential = credentials[prepared.index]
    run.owner_awards = options.issuer is not None and options.issuer.awarding_body == "owner"
    run.tongues = _tongues(prepared, run)
    wrapper = Node(ROOT)
    credential = wrapper.add("credential")
    CredentialItem().write(run.model, credential, run)
    run.finish(wrapper)
    label_concepts(credential, run)
    agree_on_labels(credential, run)
    drop_idle_names(credential, run)
    name_nodes(credential, run)
    put_in_order(credential)
    return run, wrapper


def _tongues(prepared: Prepared, run: ElmWriteRun) -> tuple[str, ...]:
    """The languages of the document: those in which it is shown, and that of its texts; English when there is none."""
    shown = (concept.get("notation", "") for concept in prepared.credential.get("display_languages", ()))
    tongues = dict.fromkeys(tongue for tongue in (*shown, own_language(run)) if tongue not in ("", UNDETERMINED))
    return tuple(tongues) or ("en",)


def _demand_issuer(run: ElmWriteRun, wrapper: Node, *, upload: bool) -> None:
    credential = wrapper.children[0]
    if not credential.select(("credentialSubject", "hasClaim")):
        run.demand(run.model, "the portfolio holds nothing that can be claimed", "Add what the person achieved or did.")
    issuer = credential.first("issuer")
    if upload:
        return
    if issuer is None:
        run.demand(run.credential, "nobody is named as its issuer", "Name the issuer with --issuer FILE.")
    elif issuer.first("eIDASIdentifier") is None:
        run.demand(
            run.credential, "its issuer has no eIDAS identifier with a country, or no address with a country",
            "Give organisation.eidas_identifier (the organisation identifier of the seal) in the issuer file.",
        )  # fmt: skip


def _address(run: ElmWriteRun, wrapper: Node) -> None:
    """Say where the sealed credential is to be sent, as the upload form wants it, unless that is known already."""
    details = wrapper.need(("deliveryDetails",))
    if details.first("deliveryAddress") is None:
        for contact in run.model.select(("owner", "contact_points")):
            if contact.peek(("channel",)) == "email" and contact.peek(("value",)):
                details.add("deliveryAddress", contact.peek(("value",)), array=True)
    if not details.children:
        wrapper.children.remove(details)


def _without_faulty_residue(run: ElmWriteRun, credential: Node, *, upload: bool) -> list[Finding]:
    """Take out what was kept from the source and is against the rules, and name it; what else is against them."""
    for _ in range(_ROUNDS):
        faults = _faults(credential, upload=upload)
        places = {id(place): place for item in faults for place in _residue_at(run, credential, item.pointer)}
        if not places:
            return faults
        for place in places.values():
            discard(place, credential)
        run.removed(places.values())
        drop_idle_names(credential, run)
        name_nodes(credential, run)
    return _faults(credential, upload=upload)


def _residue_at(run: ElmWriteRun, credential: Node, pointer: str) -> list[Node]:
    """The leaves kept from the source at a place or around it: of a node all, since half of it says something else."""
    for place in reversed(way_to(credential, pointer)[1:]):
        if any(_is_residue(run, leaf) for leaf in place.leaves()):
            whole = place if place.children or place.parent in (None, credential) else place.parent
            return [leaf for leaf in whole.leaves() if _is_residue(run, leaf)]
    return []


def _is_residue(run: ElmWriteRun, leaf: Node) -> bool:
    origin = run.origins.get(id(leaf))
    return origin is not None and origin.name == "residue"


def _faults(credential: Node, *, upload: bool) -> list[Finding]:
    """What the rules of the profile say against the document; a draft is held against them as it will be sealed."""
    data = from_tree(credential)
    if upload:
        sealed = SEALED if "eIDASIdentifier" not in data.get("issuer", {}) else {}
        data = {"issued": DATE, **data, **sealed}
    return [item for item in check(data, embedded_context=not upload) if item.severity is Severity.ERROR]


def _losses(run: ElmWriteRun, prepared: Prepared) -> list[Finding]:
    """What the document does not hold; of what the issuer file added, without a place in the portfolio."""
    return [
        replace(item, pointer="", message=f"From the issuer file: {item.message}") if item.pointer in prepared.supplied
        else item
        for item in run.losses()
    ]  # fmt: skip
