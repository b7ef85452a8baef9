"""Learner records: badges in a record, associations, signed originals, older forms and hostile input."""

from __future__ import annotations

import contextlib
import json
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.exchange.adapter import ReadOptions, WriteOptions
from eportfolio.exchange.detection import detect
from eportfolio.exchange.specimen import specimen_issuer
from eportfolio.model.canonical import from_data, to_data
from eportfolio.report.errors import RefusedError, UnreadableError
from eportfolio.sources.jsonld import to_nquads
from eportfolio.sources.source import Source
from eportfolio.testing.contract import NOW, check_round_trip
from eportfolio.testing.leaves import leaves_of
from eportfolio_adapters.openbadges.clr import CLR
from tests.adapters.test_clr_contract import conforms
from tests.support import EXAMPLES, needs_shared, shared, shared_files

RECORD: dict[str, Any] = json.loads((EXAMPLES / "clr" / "record.json").read_bytes())
COLLEGE = "https://example.org/college"
PROOF = {
    "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-07-01T00:00:00Z",
    "proofPurpose": "assertionMethod", "verificationMethod": f"{COLLEGE}#key", "proofValue": "z3nothing",
}  # fmt: skip


def _read(document: Any) -> ep.Portfolio:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return CLR.read(Source(data), ReadOptions()).portfolio


def _write(portfolio: ep.Portfolio, **more: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(CLR.write(portfolio, WriteOptions(now=NOW, **more)).data)
    return document


def _record(**more: Any) -> dict[str, Any]:
    return {**deepcopy(RECORD), **more}


def _members(record: dict[str, Any]) -> list[dict[str, Any]]:
    members: list[dict[str, Any]] = record["credentialSubject"]["verifiableCredential"]
    return members


def _statements(document: dict[str, Any]) -> list[str]:
    """The statements in canonical form."""
    ox = pytest.importorskip("pyoxigraph")
    graph = ox.Dataset(ox.parse(to_nquads(document).encode(), format=ox.RdfFormat.N_QUADS))
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, graph))


# -- reading -----------------------------------------------------------------------------------------------


def test_a_record_is_a_credential_that_proves_the_credentials_in_it() -> None:
    data = to_data(_read(RECORD))
    record, *badges = data["credentials"]
    assert record["proves"] == [badge["id"] for badge in badges]
    assert record["credential_profiles"] == [{"uri": "https://purl.imsglobal.org/spec/vc/clr/vocab.html#ClrCredential"}]
    assert [badge["proves"] for badge in badges] == [[award["id"]] for award in data["qualifications"][:2]]
    assert data["owner"]["names"][0]["given_name"] == "Noor"
    assert [award["status"] for award in data["qualifications"]] == ["awarded", "awarded", "described"]
    assert len(data["assessments"]) == 2


def test_associations_are_parts_and_relations() -> None:
    data = to_data(_read(RECORD))
    statistics, practice, degree = (award["id"] for award in data["qualifications"])
    assert [award.get("part_of") for award in data["qualifications"]] == [[degree], [degree], None]
    assert data["relations"] == [{"source": statistics, "relation": "precedes", "target": practice}]


@pytest.mark.parametrize("kind", ["isChildOf", "isParentOf"])
def test_children_are_parts_and_keep_their_direction(kind: str) -> None:
    record = _record()
    association = {"type": "Association", "associationType": kind}
    ends = {"sourceId": f"{COLLEGE}/STAT-1", "targetId": f"{COLLEGE}/BED"}
    if kind == "isParentOf":
        ends = {"sourceId": ends["targetId"], "targetId": ends["sourceId"]}
    record["credentialSubject"]["association"] = [association | ends]
    portfolio = _read(record)
    degree = to_data(portfolio)["qualifications"][2]["id"]
    assert to_data(portfolio)["qualifications"][0]["part_of"] == [degree]
    assert _write(portfolio)["credentialSubject"]["association"] == [association | ends]


def test_an_association_with_a_stranger_stays_and_is_told_of() -> None:
    record = _record()
    record["credentialSubject"]["association"][0]["targetId"] = f"{COLLEGE}/nowhere"
    reading = CLR.read(Source(json.dumps(record).encode()), ReadOptions())
    assert [item.pointer for item in reading.report if item.name == "dangling-reference"] == [
        "/credentialSubject/association/0/targetId"
    ]
    assert _statements(_write(reading.portfolio)) == _statements(record)


def test_a_badge_about_somebody_else_says_so_again() -> None:
    record = _record()
    _members(record)[1]["credentialSubject"]["id"] = "urn:uuid:4f6f2c1e-0000-4000-8000-0000000000ff"
    portfolio = _read(record)
    assert [one["value"] for one in to_data(portfolio)["owner"]["identifiers"]] == ["did:example:noor", "S-2023-0142"]
    assert _write(portfolio) == record


def test_what_a_record_repeats_is_repeated() -> None:
    record = _record()
    achievement = deepcopy(_members(record)[1]["credentialSubject"]["achievement"])
    record["credentialSubject"]["achievement"].insert(0, achievement)
    portfolio = _read(record)
    assert len(to_data(portfolio)["qualifications"]) == 3
    assert _write(portfolio) == record


def test_any_credential_may_stand_in_a_record() -> None:
    record = _record()
    member = {
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x:membership",
        "type": ["VerifiableCredential"], "issuer": "https://example.org/union", "validFrom": "2026-01-02T00:00:00Z",
        "credentialSubject": {"id": "did:example:noor"},
    }  # fmt: skip
    _members(record).append(member)
    portfolio = _read(record)
    assert len(to_data(portfolio)["credentials"]) == 4
    assert _statements(_write(portfolio)) == _statements(record)


def test_several_records_in_a_response() -> None:
    other = _record(id="urn:uuid:4f6f2c1e-0000-4000-8000-00000000aaaa", name="Second")
    other["credentialSubject"]["verifiableCredential"] = [deepcopy(_members(other)[0])]
    _members(other)[0]["id"] = "urn:uuid:4f6f2c1e-0000-4000-8000-00000000bbbb"
    del other["credentialSubject"]["association"], other["credentialSubject"]["achievement"]
    portfolio = _read({"credential": [RECORD, other]})
    records = [item for item in to_data(portfolio)["credentials"] if "credential_profiles" in item]
    assert [len(record["proves"]) for record in records] == [2, 1]
    written = _write(portfolio)
    assert [record["name"] for record in written["credential"]] == [RECORD["name"], "Second"]


# -- writing -----------------------------------------------------------------------------------------------


def test_the_example_is_written_as_it_is() -> None:
    assert _write(_read(RECORD)) == RECORD
    conforms(json.dumps(_write(_read(RECORD))).encode())


def test_contexts_stand_in_the_order_that_the_specification_demands() -> None:
    record = _record()
    record["@context"] = [record["@context"][n] for n in (0, 2, 1)]
    assert _write(_read(record))["@context"] == RECORD["@context"]


def test_a_portfolio_becomes_a_record_in_the_name_of_the_issuer() -> None:
    portfolio = from_data({
        "owner": {"names": [{"full_name": "Noor van Dijk-Okonkwo"}]},
        "qualifications": [
            {"id": "urn:x:1", "title": "Diploma", "status": "awarded", "issued": {"edtf": "2024-06-30"}},
            {"id": "urn:x:2", "title": "Module", "status": "awarded", "part_of": ["urn:x:1"]},
            {"id": "urn:x:3", "title": "Given up", "status": "withdrawn"},
        ],
    })  # fmt: skip
    writing = CLR.write(portfolio, WriteOptions(now=NOW, issuer=specimen_issuer()))
    record = conforms(writing.data)
    assert record["name"] == "Noor van Dijk-Okonkwo"
    assert [member["credentialSubject"]["achievement"]["name"] for member in _members(record)] == ["Diploma", "Module"]
    assert [one["associationType"] for one in record["credentialSubject"]["association"]] == ["isPartOf"]
    assert any(item.pointer.startswith("/qualifications/2") for item in writing.report)
    assert record["issuer"]["id"] == "https://specimen.example.org"
    assert all("identifier" in m["credentialSubject"] or "id" in m["credentialSubject"] for m in _members(record))


def test_a_record_of_another_issuer_keeps_the_badges_of_those_who_issued_them() -> None:
    record = _record(proof=PROOF)
    _members(record)[0]["proof"] = PROOF
    written = _write(_read(record), issuer=specimen_issuer())
    assert written["issuer"]["id"] == "https://specimen.example.org"
    assert written["id"] != record["id"]
    assert _members(written) == _members(record), "one of them signed"
    conforms(json.dumps(written).encode())


def test_what_is_lacking_is_named_all_at_once() -> None:
    with pytest.raises(RefusedError) as nobody:
        CLR.write(from_data({"qualifications": [{"title": "Diploma"}]}), WriteOptions(now=NOW))
    said = str(nobody.value)
    assert "nobody is named as its issuer" in said
    owner = {"names": [{"full_name": "Noor"}]}
    with pytest.raises(RefusedError, match="nothing that was awarded"):
        CLR.write(from_data({"owner": owner}), WriteOptions(now=NOW, issuer=specimen_issuer()))


# -- signed originals --------------------------------------------------------------------------------------


def test_a_signed_record_that_holds_is_written_byte_for_byte() -> None:
    signed = json.dumps(_record(proof=PROOF), separators=(",", ":")).encode()
    portfolio = _read(signed)
    writing = CLR.write(portfolio, WriteOptions(now=NOW))
    assert writing.data == signed
    assert not writing.report.findings


def test_a_signed_record_that_was_changed_is_written_without_its_proof() -> None:
    data = to_data(_read(_record(proof=PROOF)))
    data["qualifications"][0]["credits"][0]["points"] = "30"
    writing = CLR.write(from_data(data), WriteOptions(now=NOW))
    assert "proof" not in json.loads(writing.data)
    assert "proof-not-carried" in {item.name for item in writing.report}


def test_a_signed_badge_is_embedded_with_its_proof_as_long_as_it_holds() -> None:
    record = _record()
    _members(record)[0]["proof"] = PROOF
    data = to_data(_read(record))
    data["credentials"][0]["title"] = "Another name"
    assert _members(_write(from_data(data)))[0] == _members(record)[0]
    data["qualifications"][0]["credits"][0]["points"] = "30"
    assert "proof" not in _members(_write(from_data(data)))[0]


def test_a_token_in_a_record_is_read_in_its_place() -> None:
    from base64 import urlsafe_b64encode

    def part(value: Any) -> str:
        return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    record = _record()
    badge = _members(record)[0]
    token = f"{part({'alg': 'EdDSA', 'typ': 'vc+jwt'})}.{part(badge)}.c2ln"
    _members(record)[0] = {
        "@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
    }  # fmt: skip
    data = to_data(_read(record))
    assert data["credentials"][1]["original"]["media_type"] == "application/vc+jwt"
    assert data["qualifications"][0]["part_of"]
    written = _write(from_data(data))
    assert _members(written)[0] == badge, "a token cannot stand in a record, so it is written anew"


# -- hostile input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [
        "did:example:noor", [], [{}], {"type": ["ClrSubject"]}, {"type": ["ClrSubject"], "verifiableCredential": "x"},
        {"type": ["ClrSubject"], "verifiableCredential": [[], "ey", {"id": "data:application/vc+jwt,ey.ey.x"}, None]},
        {"type": ["ClrSubject"], "association": [{"associationType": ["isPartOf"], "sourceId": {}, "targetId": 1}]},
        {"type": ["ClrSubject"], "achievement": ["x", {"id": ["a", "b"]}, {"id": {"en": "x"}}]},
    ],
)  # fmt: skip
def test_strange_subjects_are_read_in_part_or_refused(subject: Any) -> None:
    document = _record(credentialSubject=subject)
    try:
        portfolio = _read(document)
    except UnreadableError:
        return
    with contextlib.suppress(RefusedError):
        conforms(json.dumps(_write(portfolio)).encode())


def test_a_record_within_itself_ends() -> None:
    record = _record()
    for _ in range(30):
        record = _record(credentialSubject={"type": ["ClrSubject"], "verifiableCredential": [record]})
    assert to_data(_read(record))["credentials"]


def test_a_thousand_associations_cost_little() -> None:
    record = _record()
    record["credentialSubject"]["association"] *= 400
    start = time.perf_counter()
    _read(record)
    assert time.perf_counter() - start < 3


# -- samples -----------------------------------------------------------------------------------------------

_VALID = ("clr2-1edtech/simple.json", "learncard-clr2/clr__great-plains-full.json",
          "learncard-clr2/clr__nd-student-transcript.json")  # fmt: skip


@needs_shared
@pytest.mark.parametrize("path", shared_files("samples/badges/*clr*/*.json"), ids=lambda path: path.name)
def test_every_sample_is_told_and_read(path: Path) -> None:
    source = Source(path.read_bytes(), path.name)
    adapter, _ = detect(source)
    if adapter is not CLR:
        assert adapter.format.id in {"openbadges", "vc"}, "credentials around older records, and badges"
        return
    reading = CLR.read(source, ReadOptions())
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.lost == 0
    assert reading.portfolio.qualifications


@needs_shared
@pytest.mark.parametrize("name", _VALID)
def test_samples_that_are_valid_come_back_whole(name: str) -> None:
    data = shared(f"samples/badges/{name}").read_bytes()
    writing = CLR.write(_read(data), WriteOptions(now=NOW))
    document = conforms(writing.data)
    assert not check_round_trip(leaves_of(data), leaves_of(writing.data))
    theirs, ours = _statements(json.loads(data)), _statements(document)
    assert not set(ours) - set(theirs)
    assert all(statement.endswith('""') for statement in set(theirs) - set(ours)), "a text without words says nothing"


@needs_shared
def test_the_large_transcript_is_read_and_written_in_bounded_time() -> None:
    data = shared("samples/badges/learncard-clr2/clr__great-plains-full.json").read_bytes()
    start = time.perf_counter()
    portfolio = _read(data)
    between = time.perf_counter()
    CLR.write(portfolio, WriteOptions(now=NOW))
    assert between - start < 2
    assert time.perf_counter() - between < 8
