"""The benchmarks of credentials run, and what they compare says the same; no test asserts a time."""

from __future__ import annotations

import json

import pytest

import eportfolio as ep
from tests.support import needs_shared

from . import elm, elm_inputs, elm_peers


def peers() -> elm_peers.Peers:
    """The engines; the test is skipped when one is not installed."""
    for name in ("pyld", "pyshacl", "shacl"):
        pytest.importorskip(name)
    folder = elm_peers.folder_of_schemas()
    assert folder is not None
    return elm_peers.Peers(folder)


def test_the_ratios_of_a_credential_can_be_measured() -> None:
    rows = elm.conversion(elm_inputs.samples()[0], rounds=1)
    assert len(rows) == 6
    assert all(ratio > 0 for _, ratio, _ in rows)


def test_the_floor_visits_everything() -> None:
    data = elm_inputs.diploma()
    assert json.loads(elm_inputs.floor(data)) == json.loads(data)


def test_the_floor_looks_into_a_seal() -> None:
    sealed = json.dumps({"payload": '{"type": ["VerifiableCredential"]}', "signatures": []}).encode()
    assert json.loads(elm_inputs.floor(sealed)) == {"type": ["VerifiableCredential"]}


@pytest.mark.parametrize("images", [True, False])
def test_a_large_credential_is_valid_and_of_the_size_it_is_named_for(images: bool) -> None:
    data = elm_inputs.large(0.5, images=images)
    assert 480_000 < len(data) < 560_000
    assert ep.validate(data).ok
    assert (len(ep.read(data).portfolio.qualifications) > 5) is not images


@needs_shared
def test_the_engines_give_the_verdicts_of_our_rules() -> None:
    engines = peers()
    good = elm_inputs.document_of(elm_inputs.diploma())
    bad = {key: value for key, value in good.items() if key != "displayParameter"}
    for document, verdict in ((good, True), (bad, False)):
        data = json.dumps(document).encode()
        assert ep.validate(data).ok is engines.pyshacl(data) is engines.rust(data, anew=True) is verdict
    assert len(engines.n_quads(elm_inputs.diploma()).splitlines()) > 100


@needs_shared
def test_the_ratios_to_the_engines_can_be_measured() -> None:
    rows = elm.validation(elm_inputs.samples()[0], peers(), rounds=1)
    assert len(rows) == 5
    assert all(ratio > 0 for _, ratio, _ in rows)
