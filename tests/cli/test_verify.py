"""``verify``: outputs, exit codes, options; the seals are those of the tests of trust."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET

import pytest

from eportfolio.report.errors import ExitCode
from tests.trust.sealing import as_bytes, pki, sealed


@pytest.fixture
def diploma(make) -> str:
    return make("diploma.jsonld", as_bytes(sealed()))


@pytest.fixture
def forged(make) -> str:
    document = sealed()
    document["payload"] = document["payload"].replace("Noor", "Nora")
    return make("forged.jsonld", as_bytes(document))


def test_table_of_steps_for_people(run, diploma) -> None:
    result = run("verify", diploma, "--at", "2025-06-01")
    assert result.code == ExitCode.FINE
    assert result.out.startswith("diploma.jsonld\n  JAdES B-LT at /signatures/0\n")
    assert "    identifier: VATXX-12345678\n" in result.out
    assert "    time, by time stamp: 2025-03-01 12:00:03 UTC\n" in result.out
    assert "    not checked  Trust anchor" in result.out
    assert result.out.endswith("\nsignature holds; 15 steps checked, 0 failed, 5 not checked\n")
    assert result.err == ""


def test_failed_step(run, forged) -> None:
    result = run("verify", forged, "--at", "2025-06-01")
    assert result.code == ExitCode.FINDINGS
    assert "    failed       Signature " in result.out
    assert "signature does not hold; " in result.out


def test_trusted_certificates(run, make, diploma) -> None:
    make("roots.pem", pki().root.pem + pki().tsa_root.pem)
    make("other.pem", pki().tsa_root.pem)
    assert run("verify", diploma, "--trusted", "roots.pem").code == ExitCode.FINE
    assert run("verify", diploma, "--trusted", "other.pem").code == ExitCode.FINDINGS
    assert run("verify", diploma, "--trusted", "missing.pem").code == ExitCode.UNREADABLE
    assert run("verify", diploma, "--trusted", diploma).code == ExitCode.USAGE


def test_moment(run, make) -> None:
    name = make("plain.jsonld", as_bytes(sealed(level="B-B")))
    assert run("verify", name, "--at", "2025-06-01T12:00:00+02:00").code == ExitCode.FINE
    assert run("verify", name, "--at", "2027-06-01").code == ExitCode.FINDINGS
    assert run("verify", name, "--at", "soon").code == ExitCode.USAGE


def test_no_proof(run, make) -> None:
    name = make("draft.jsonld", b'{"type": ["VerifiableCredential"]}')
    result = run("verify", name)
    assert result.code == ExitCode.FINDINGS
    assert "no proof" in result.out


def test_proof_that_is_not_verified(run, make) -> None:
    name = make("other.jsonld", b'{"proof": {"type": "DataIntegrityProof"}}')
    result = run("verify", name)
    assert result.code == ExitCode.FINDINGS
    assert "not checked  Suite of the proof" in result.out
    assert "nothing proves who issued it" in result.out


def test_broken_file_beside_a_good_one(run, make, diploma) -> None:
    broken = make("broken.jsonld", b'{"payload": ')
    result = run("verify", diploma, broken, "--at", "2025-06-01")
    assert result.code == ExitCode.UNREADABLE
    assert "EP1101" in result.out
    assert "signature holds" in result.out


def test_json(run, diploma, make) -> None:
    broken = make("broken.jsonld", b"{")
    result = run("verify", diploma, broken, "--output", "json", "--at", "2025-06-01")
    assert result.code == ExitCode.UNREADABLE
    good, bad = result.json["files"]
    assert good["summary"] == "signature holds; 15 steps checked, 0 failed, 5 not checked"
    assert good["proofs"][0]["signer"]["organisation"] == "Voorbeeldschool Zuiderlicht"
    assert bad["findings"][0]["code"] == "EP1101"


def test_sarif(run, diploma, forged) -> None:
    result = run("verify", diploma, forged, "--output", "sarif", "--at", "2025-06-01")
    assert result.code == ExitCode.FINDINGS
    found = json.loads(result.out)["runs"][0]["results"]
    assert {one["ruleId"] for one in found} == {"EP1601", "EP1602", "EP1603"}
    assert "diploma.jsonld: signature holds; " in result.err


def test_junit_fails_exactly_where_the_command_does(run, diploma, forged, make) -> None:
    draft = make("draft.jsonld", b"{}")
    result = run("verify", diploma, forged, draft, "--output", "junit", "--at", "2025-06-01")
    suites = ET.fromstring(result.out)
    failed = {suite.get("name") for suite in suites.iter("testsuite") if suite.find(".//failure") is not None}
    assert failed == {"forged.jsonld", "draft.jsonld"}


def test_github(run, forged) -> None:
    result = run("verify", forged, "--output", "github", "--at", "2025-06-01")
    assert "::error file=forged.jsonld" in result.out


def test_standard_input(run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    from types import SimpleNamespace

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(as_bytes(sealed()))))
    assert run("verify", "-").code == ExitCode.FINE


def test_missing_extra(run, diploma, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko_certvalidator", None)
    result = run("verify", diploma)
    assert result.code == ExitCode.MISSING_EXTRA
    assert "[verify]" in result.out


def test_folder_without_anything_known(run, make) -> None:
    make("in/notes.txt", "hello")
    assert run("verify", "in").code == ExitCode.UNKNOWN_FORMAT


def test_nothing_of_a_hostile_name_reaches_the_terminal(run, make) -> None:
    name = make("odd.jsonld", json.dumps({"proof": {"type": "\x9b31mred"}}).encode())
    assert "\x9b" not in run("verify", name).out
