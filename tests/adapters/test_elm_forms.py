"""European Digital Credentials in every form: other JSON-LD, RDF, names for nodes that are described elsewhere."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyld import jsonld

import eportfolio as ep
from eportfolio.compare import equivalent
from eportfolio.exchange.adapter import ReadOptions
from eportfolio.exchange.detection import detect
from eportfolio.exchange.portfolios import dumps
from eportfolio.model.canonical import to_data
from eportfolio.report.errors import EportfolioError, UnsafeError
from eportfolio.sources.jsonld import loader, to_nquads
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from tests.support import EXAMPLES, shared, shared_files

CONTEXTS = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
ELM = "http://data.europa.eu/snb/model/elm/"
NEWER = "http://data.europa.eu/snb/model/ontology/"
PREFIXES = {
    "e": ELM, "d": "http://purl.org/dc/terms/", "c": "https://www.w3.org/2018/credentials#",
    "s": "http://www.w3.org/2004/02/skos/core#", "x": "http://www.w3.org/2001/XMLSchema#",
    "sec": "https://w3id.org/security#",
}  # fmt: skip
DIPLOMA = json.loads((Path(__file__).parent / "fixtures" / "diploma.elm.jsonld").read_bytes())
COLLEGE = "https://example.org/organisations/college"

Document = dict[str, Any]


def _options(**more: Any) -> dict[str, Any]:
    return {"documentLoader": loader(), "base": None, **more}


def _rdf(document: Document, spelling: str) -> bytes:
    """The statements as rdflib writes them, with every literal in its own letters."""
    normal, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        graph = rdflib.Graph()
        graph.parse(data=to_nquads(document), format="nt")
        text: str = graph.serialize(format=spelling)
    finally:
        rdflib.NORMALIZE_LITERALS = normal
    return text.encode()


FORMS: dict[str, Callable[[Document], Any]] = {
    "arrays": lambda document: jsonld.compact(document, CONTEXTS, _options(compactArrays=False)),
    "collapsed": lambda document: jsonld.compact(document, CONTEXTS, _options()),
    "expanded": lambda document: jsonld.expand(document, _options()),
    "flattened": lambda document: jsonld.flatten(document, None, _options()),
    "flattened and compact": lambda document: jsonld.flatten(document, CONTEXTS, _options()),
    "prefixed": lambda document: jsonld.compact(document, PREFIXES, _options()),
    "turtle": lambda document: _rdf(document, "turtle"),
    "n-triples": lambda document: _rdf(document, "nt"),
    "rdf/xml": lambda document: _rdf(document, "xml"),
}
IN_ONE_NODE = ("flattened", "flattened and compact", "turtle", "n-triples", "rdf/xml")
"""Forms in which all that is said of one id stands together."""


def content_of(document: Any) -> bytes:
    return document if isinstance(document, bytes) else json.dumps(document).encode()


def reading_of(document: Any, limits: Limits = Limits()) -> Any:  # noqa: B008 - it is frozen
    source = Source(content_of(document), limits=limits)
    adapter, confidence = detect(source)
    assert adapter.format.id == "elm"
    assert confidence.score >= 90
    return adapter.read(source, ReadOptions())


def codes(reading: Any) -> Counter[str]:
    return Counter(item.name for item in reading.report)


# -- one credential in all forms ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_credential_says_the_same_in_every_form(form: str) -> None:
    plain, other = reading_of(DIPLOMA), reading_of(FORMS[form](DIPLOMA))
    assert len(plain.portfolio.qualifications) == 2
    assert plain.portfolio.assessments[0].grade == "8.5"
    assert equivalent(plain.portfolio, other.portfolio)


@pytest.mark.parametrize("form", FORMS)
def test_each_leaf_is_accounted_for_once_in_every_form(form: str) -> None:
    reading = reading_of(FORMS[form](DIPLOMA))
    fidelity = reading.report.fidelity
    assert fidelity.lost == 0
    assert fidelity.leaves == len({entry.source for entry in reading.trace})


def test_a_flattened_graph_has_fewer_leaves_than_the_document_that_repeats_its_nodes() -> None:
    assert (
        reading_of(FORMS["flattened"](DIPLOMA)).report.fidelity.leaves < reading_of(DIPLOMA).report.fidelity.leaves / 2
    )


@pytest.mark.parametrize("form", ["expanded", "flattened", "prefixed"])
def test_leaves_tell_their_places_in_the_source(form: str) -> None:
    document = FORMS[form](DIPLOMA)
    for entry in reading_of(document).trace:
        value = document
        for escaped in entry.source.split("/")[1:]:
            step = escaped.replace("~1", "/").replace("~0", "~")
            value = value[int(step)] if isinstance(value, list) else value[step]
        assert not isinstance(value, dict | list), entry.source


def test_leaves_of_rdf_are_named_by_their_subject() -> None:
    places = {entry.source for entry in reading_of(FORMS["turtle"](DIPLOMA)).trace}
    assert {f"{COLLEGE}/legalName/0/@value", f"{COLLEGE}/legalName/1/@value"} <= places


def test_the_order_of_statements_does_not_matter() -> None:
    lines = FORMS["n-triples"](DIPLOMA).splitlines()
    assert equivalent(reading_of(b"\n".join(sorted(lines, reverse=True))).portfolio, reading_of(DIPLOMA).portfolio)


def _samples() -> list[Path]:
    paths = [*shared_files("samples/elm/eu-edc*/*"), *shared_files("samples/elm/elm-rdf/*.jsonld")]
    return [path for path in paths if path.stat().st_size < 500_000]  # the larger ones cost PyLD seconds


@pytest.mark.parametrize("path", _samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_published_samples_say_the_same_in_every_form(path: Path) -> None:
    document = json.loads(path.read_bytes())
    document = json.loads(document["payload"]) if "payload" in document else document
    document = {**document.get("credential", document), "@context": CONTEXTS}
    plain = reading_of(document).portfolio
    for form in ("arrays", "collapsed", "expanded", "flattened", "prefixed", "turtle"):
        assert equivalent(plain, reading_of(FORMS[form](document)).portfolio), form


@pytest.mark.parametrize(
    "path", shared_files("samples/elm/*/*.[jt]*"), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_published_sample_reads(path: Path) -> None:
    source = Source(path.read_bytes(), path.name)
    adapter, _ = detect(source)
    is_draft = source.kind == "json" and "credential" in json.loads(source.data)
    assert adapter.format.id == ("elm-upload" if is_draft else "elm")
    reading = adapter.read(source, ReadOptions())
    assert reading.portfolio.credentials
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.lost == 0


def test_the_published_turtle_is_told_from_our_own() -> None:
    data = shared("samples/elm/elm-rdf/credential-sample.ttl").read_bytes()
    portfolio = reading_of(data).portfolio
    assert [type(item.specification).__name__ for item in portfolio.qualifications] == ["QualificationSpecification"]
    assert portfolio.credentials[0].issuer is not None
    ours = dumps(portfolio, "turtle").data
    assert b"EuropeanDigitalCredential" not in ours or detect(Source(ours))[0].format.id == "turtle"
    assert equivalent(ep.read(ours).portfolio, portfolio)


# -- names of keys -----------------------------------------------------------------------------------------


def test_aliases_are_understood_by_the_context_that_defines_them() -> None:
    document = deepcopy(DIPLOMA)
    aliases = {"titel": {"@id": f"{PREFIXES['d']}title", "@container": "@language"}, "houder": "c:credentialSubject"}
    document["@context"] = [*CONTEXTS, {**PREFIXES, **aliases}]
    document["houder"] = document.pop("credentialSubject")
    for claim in document["houder"]["hasClaim"]:
        claim["titel"] = claim.pop("title")
    assert equivalent(reading_of(document).portfolio, reading_of(DIPLOMA).portfolio)


def test_a_key_that_a_context_gives_another_meaning_is_not_taken_for_ours() -> None:
    document = deepcopy(DIPLOMA)
    document["@context"] = [*CONTEXTS, {"altLabel": "https://example.org/nickname"}]
    reading = reading_of(document)
    assert reading_of(DIPLOMA).portfolio.credentials[0].issuer.alternative_names
    assert not reading.portfolio.credentials[0].issuer.alternative_names
    paths = [entry.path for item in reading.portfolio.credentials for entry in item.residue]
    assert any("https:~1~1example.org~1nickname" in path for path in paths)


def test_an_unknown_context_is_not_fetched_and_the_document_is_read_as_far_as_it_goes() -> None:
    document = deepcopy(DIPLOMA)
    document["@context"] = [*CONTEXTS, "https://example.org/context.jsonld", {"x": "https://example.org/terms#"}]
    document["x:colour"] = "blue"
    reading = reading_of(document)
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio)
    values = {entry.value for entry in reading.portfolio.credentials[0].residue}
    assert {"https://example.org/context.jsonld", "blue"} <= values


def test_values_keep_their_types() -> None:
    for form in ("collapsed", "expanded", "turtle"):
        types = {entry.path.rpartition("/")[2]: entry.datatype for entry in _residue(reading_of(FORMS[form](DIPLOMA)))}
        assert types["page"] == "number", form


def _residue(reading: Any) -> list[Any]:
    portfolio = reading.portfolio
    items = [*portfolio.credentials, *portfolio.qualifications, *portfolio.assessments, *portfolio.experiences]
    return [entry for item in items for entry in item.residue]


def test_tags_of_languages_are_spelt_as_usual() -> None:
    document = deepcopy(DIPLOMA)
    document["displayParameter"]["title"] = {"en": "Diploma", "pt-BR": "Diploma do Brasil"}
    for form in ("expanded", "turtle"):
        title = to_data(reading_of(FORMS[form](document)).portfolio)["credentials"][0]["title"]
        assert title == {"en": "Diploma", "pt-BR": "Diploma do Brasil"}


# -- nodes that are named ----------------------------------------------------------------------------------


def _named(reference: Any) -> Document:
    """The diploma whose examination is assessed by an organisation that is only named there."""
    document: Document = deepcopy(DIPLOMA)
    document["credentialSubject"]["hasClaim"][0]["provenBy"][0]["assessedBy"] = reference
    document["credentialSubject"]["hasClaim"][2]["assessedBy"] = reference
    return document


@pytest.mark.parametrize("reference", [{"id": COLLEGE}, {"id": COLLEGE, "type": "Organisation"}, COLLEGE])
def test_a_node_that_is_named_is_described_by_what_stands_elsewhere(reference: Any) -> None:
    reading = reading_of(_named(reference))
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio)
    fidelity = reading.report.fidelity
    assert fidelity.leaves < reading_of(DIPLOMA).report.fidelity.leaves
    assert fidelity.lost == 0
    assert fidelity.leaves == len({entry.source for entry in reading.trace})


def test_a_repeated_value_is_traced_to_where_it_stands() -> None:
    reading = reading_of(_named({"id": COLLEGE}))
    places = {entry.place: entry.source for entry in reading.trace}
    assert places["/assessments/0/assessed_by/0/organisation/name/nl"] == "/issuer/legalName/nl"


def test_the_tree_of_the_source_is_as_before() -> None:
    source = Source(content_of(_named(COLLEGE)))
    adapter, _ = detect(source)
    before = [(node.name, node.value) for node in source.json.walk()]
    adapter.read(source, ReadOptions())
    assert [(node.name, node.value) for node in source.json.walk()] == before


def test_a_claim_that_is_named_twice_is_one_item() -> None:
    document = deepcopy(DIPLOMA)
    document["credentialSubject"]["hasClaim"][1:] = [
        {"id": claim["id"]} for claim in document["credentialSubject"]["hasClaim"][1:]
    ]
    assert equivalent(reading_of(document).portfolio, reading_of(DIPLOMA).portfolio)


def test_what_stands_within_itself_stays_a_name() -> None:
    document = deepcopy(DIPLOMA)
    claim = document["credentialSubject"]["hasClaim"][0]
    claim["hasPart"]["hasPart"] = {"id": claim["id"]}
    document["issuer"]["subOrganizationOf"] = {"id": COLLEGE}
    for form in ("collapsed", *IN_ONE_NODE):
        reading = reading_of(FORMS[form](document))
        assert len(reading.portfolio.qualifications) == 2, form
        assert reading.report.fidelity.lost == 0


def test_one_id_for_different_things_is_told() -> None:
    document = deepcopy(DIPLOMA)
    assert codes(reading_of(document))["merged-node"] == 0
    document["credentialSubject"]["hasClaim"][0]["entitlesTo"]["awardedBy"]["awardingBody"] = {
        "id": COLLEGE, "type": "Organisation", "legalName": {"en": "Another College"},
    }  # fmt: skip
    findings = [item for item in reading_of(document).report if item.name == "merged-node"]
    assert [(item.pointer, COLLEGE in item.message) for item in findings] == [
        ("/credentialSubject/hasClaim/0/entitlesTo/awardedBy/awardingBody", True)
    ]


def test_a_description_with_less_in_it_is_no_contradiction() -> None:
    document = deepcopy(DIPLOMA)
    document["credentialSubject"]["hasClaim"][0]["entitlesTo"]["awardedBy"]["awardingBody"] = {
        "id": COLLEGE, "type": "Organisation", "legalName": {"en": "Waterstad College"},
    }  # fmt: skip
    assert codes(reading_of(document))["merged-node"] == 0


def test_a_node_that_nothing_leads_to_is_kept() -> None:
    graph = FORMS["turtle"](DIPLOMA) + b"\n<https://example.org/orphan> <http://purl.org/dc/terms/title> 'Alone'@en .\n"
    reading = reading_of(graph)
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio)
    assert reading.report.fidelity.lost == 0
    assert {entry.value for entry in _residue(reading) if entry.path.startswith("@graph")} == {
        "https://example.org/orphan", "Alone",
    }  # fmt: skip
    report = dumps(reading.portfolio, "elm", now="2026-07-10T09:00:00Z", issuer=ISSUER).report
    assert [item.name for item in report if item.value == "Alone"] == ["residue-lost"]


def test_what_makes_no_sense_in_json_ld_is_kept() -> None:
    document = FORMS["flattened"](DIPLOMA)
    credential = next(node for node in document if node["@id"] == DIPLOMA["id"])
    credential["@type"].append(17)
    credential[f"{ELM}colour"] = [{"@value": {"shade": "blue"}}, {"@value": "red", "@language": "en"}]
    credential[f"{PREFIXES['d']}title"] = [{"@value": "Untold"}, {"@value": "Told", "@language": "en"}]
    document.append("a word")
    reading = reading_of(document)
    assert {"17", "blue", "red", "Untold", "Told", "a word"} <= {entry.value for entry in _residue(reading)}
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio)


def test_several_credentials_in_one_graph_are_all_read() -> None:
    other = deepcopy(DIPLOMA)
    other["id"] = "urn:credential:0d0f7f1e-3d51-4d6b-8f39-2f6a3b1f5a11"
    both = FORMS["n-triples"](DIPLOMA) + FORMS["n-triples"](other)
    assert len(reading_of(both).portfolio.credentials) == 2


@pytest.mark.parametrize("form", ["expanded", "flattened", "turtle"])
def test_a_presentation_is_read_in_other_forms(form: str) -> None:
    presentation = {
        "@context": CONTEXTS, "type": ["VerifiablePresentation", "EuropeanDigitalPresentation"],
        "verifiableCredential": [DIPLOMA],
    }  # fmt: skip
    if form == "turtle":  # the graph that holds the credential is no part of Turtle
        document: Any = (
            FORMS[form](DIPLOMA)
            + (
                f"[] a <{ELM}EuropeanDigitalPresentation> ; <{PREFIXES['c']}verifiableCredential> <{DIPLOMA['id']}> ."
            ).encode()
        )
    else:
        document = FORMS[form](presentation)
    assert equivalent(reading_of(document).portfolio, reading_of(DIPLOMA).portfolio)


def test_a_sealed_payload_may_be_in_another_form() -> None:
    payload = json.dumps(FORMS["prefixed"](DIPLOMA))
    sealed = {"payload": payload, "signatures": [{"protected": "e30", "signature": "AA"}]}
    reading = reading_of(sealed)
    assert reading.portfolio.credentials[0].original is not None
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio, ignore=["/credentials/*/original"])
    assert all(entry.source.startswith("/payload/") for entry in reading.trace)


# -- version 3.3 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["expanded", "flattened", "prefixed", "turtle", "rdf/xml"])
def test_the_newer_namespace_is_recognised_and_named(form: str) -> None:
    newer = content_of(FORMS[form](DIPLOMA)).replace(ELM.encode(), NEWER.encode())
    reading = reading_of(newer)
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio)
    assert reading.report.source.version == "3.3"
    findings = [item for item in reading.report if item.name == "unknown-version"]
    assert len(findings) == 1
    assert NEWER in findings[0].message


def test_newer_classes_in_plain_keys_are_recognised_too() -> None:
    document = json.loads(json.dumps(DIPLOMA).replace('"EuropeanDigitalC', f'"{NEWER}EuropeanDigitalC'))
    reading = reading_of(document)
    assert reading.report.source.version == "3.3"
    assert equivalent(reading.portfolio, reading_of(DIPLOMA).portfolio)


def test_other_versions_are_not_called_newer() -> None:
    assert codes(reading_of(DIPLOMA))["unknown-version"] == 0
    assert reading_of(FORMS["turtle"](DIPLOMA)).report.source.version == "3.2"


# -- checks and shapes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["arrays", "expanded", "flattened", "turtle", "rdf/xml"])
def test_what_is_missing_is_missing_in_every_form(form: str) -> None:
    document = json.loads(dumps(_simple(), "elm", now="2026-07-10T09:00:00Z", issuer=ISSUER).data)
    assert not _errors(FORMS[form](document))
    del document["issuer"]["location"]
    assert "missing-element" in _errors(FORMS[form](document))


ISSUER = ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")


def _simple() -> ep.Portfolio:
    from eportfolio.model.canonical import from_data

    names = [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}]
    college = {
        "name": "Waterstad College",
        "addresses": [{"country": {"scheme": "urn:iso:std:iso:3166:-1", "notation": "NL"}}],
    }
    qualification = {"specification": {"title": "Bicycle technician"}, "awarding_bodies": [college]}
    return from_data({"language": "en", "owner": {"names": names}, "qualifications": [qualification]})


def _errors(document: Any) -> list[str]:
    return [item.name for item in ep.validate(content_of(document)) if item.severity == "error"]


def test_findings_in_rdf_are_at_their_subject() -> None:
    document = deepcopy(DIPLOMA)
    document["issued"] = "2026-07-01"
    findings = ep.validate(FORMS["turtle"](document))
    assert f"{DIPLOMA['id']}/issued/0" in {item.pointer for item in findings}


def test_shapes_see_the_statements_themselves() -> None:
    source = Source(FORMS["turtle"](DIPLOMA).replace(b'"2026-07-01T00:00:00Z"', b'"1 July"'))
    (document,) = detect(source)[0].rdf_documents(source)  # type: ignore[attr-defined]
    assert '"1 July"' in to_nquads(document)


# -- hostile input -----------------------------------------------------------------------------------------


def _graph(members: list[Document]) -> Document:
    return {"@context": CONTEXTS, "@graph": [DIPLOMA, *members]}


def test_nodes_that_multiply_are_stopped() -> None:
    chain = [
        {"id": f"urn:x:{n}", "type": "Organisation", "legalName": {"en": str(n)},
         "hasSubOrganization": [{"id": f"urn:x:{n + 1}", "type": "Organisation"}] * 2}
        for n in range(60)
    ]  # fmt: skip
    document = deepcopy(DIPLOMA)
    document["issuer"] = {"id": "urn:x:0"}
    started = time.perf_counter()
    with pytest.raises(UnsafeError, match="limit nodes"):
        reading_of({**document, "attachment": chain}, Limits(nodes=20_000))
    assert time.perf_counter() - started < 5


def test_nodes_that_stand_in_each_other_without_end_are_stopped() -> None:
    chain = [
        {
            "id": f"urn:x:{n}",
            "type": "LearningAchievement",
            "title": {"en": str(n)},
            "hasPart": {"id": f"urn:x:{n + 1}"},
        }
        for n in range(400)
    ]
    document = deepcopy(DIPLOMA)
    document["credentialSubject"]["hasClaim"] = {"id": "urn:x:0"}
    with pytest.raises(UnsafeError, match="limit depth"):
        reading_of({"@context": CONTEXTS, "@graph": [document, *chain]})


def test_a_graph_of_many_nodes_takes_time_in_proportion() -> None:
    claims = [{"id": f"urn:x:{n}", "type": "Claim", "title": {"en": str(n)}} for n in range(4000)]
    document = deepcopy(DIPLOMA)
    document["credentialSubject"]["hasClaim"] = [{"id": claim["id"]} for claim in claims]
    started = time.perf_counter()
    reading = reading_of({"@context": CONTEXTS, "@graph": [document, *claims]})
    assert time.perf_counter() - started < 10
    assert len(reading.portfolio.entries) == 4000


@pytest.mark.parametrize("data", [
    b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<urn:a> a elm:EuropeanDigitalCredential ; <",
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "EuropeanDigitalCredential">]>'
    b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</r:RDF>',
    b'[{"@type": "http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential", "@context": 7}]',
    b'{"@graph": [{"@type": "http://data.europa.eu/snb/model/elm/EuropeanDigitalCred", "@id": "urn:x:1"}]}',
    b'{"@context": {"EuropeanDigitalCredential": {"@id": 5}}, "type": "EuropeanDigitalCredential"}',
])  # fmt: skip
def test_broken_documents_end_in_an_error_for_people(data: bytes) -> None:
    with pytest.raises(EportfolioError):
        ep.read(data)


def test_a_broken_credential_is_told_where_it_is_broken() -> None:
    turtle = FORMS["turtle"](DIPLOMA)
    with pytest.raises(ep.UnreadableError) as caught:
        ep.read(turtle + b"\n<urn:x> a ; .\n<urn:y> a <urn:z> .")
    assert caught.value.finding.line == turtle.count(b"\n") + 2
    with pytest.raises(ep.UnreadableError, match="middle of a statement"):
        ep.read(turtle + b"\n<urn:x> a")


def test_contexts_that_define_too_much_are_told() -> None:
    scoped = {"@id": f"{ELM}Organisation", "@context": {f"t{number}": "urn:x" for number in range(1000)}}
    document = {**DIPLOMA, "@context": [*CONTEXTS, {"Organisation": scoped}]}
    source = Source(content_of(document), limits=Limits(nodes=6000))
    with pytest.raises(UnsafeError, match="terms"):
        detect(source)[0].read(source, ReadOptions())


@pytest.mark.parametrize("escape", [b"\\u0000", b"\\u0008"])
def test_characters_that_cannot_be_exchanged_are_refused_in_rdf_too(escape: bytes) -> None:
    data = FORMS["turtle"](DIPLOMA).replace(b"Wheel building", b"Wheel" + escape)
    with pytest.raises(ep.UnreadableError) as caught:
        ep.read(data)
    assert caught.value.finding.name == "invalid-character"


def test_text_that_only_speaks_of_credentials_is_none() -> None:
    data = b'@prefix d: <http://purl.org/dc/terms/> .\n<urn:a> d:title "On the EuropeanDigitalCredential" .\n'
    with pytest.raises(ep.UnknownFormatError):
        detect(Source(data))
