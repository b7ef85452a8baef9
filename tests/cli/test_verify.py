"""``verify``: outputs, exit codes, options; the seals are those of the tests of trust."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET

import pytest

from eportfolio.report.errors import ExitCode
from tests.trust import proven
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
    assert result.out.startswith("diploma.jsonld\n  European Digital Credential, by https://school.example.org/: its ")
    assert "\n    JAdES B-LT at /signatures/0\n" in result.out
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


# -- badges ----------------------------------------------------------------------------------------------------


@pytest.fixture
def badge(make) -> str:
    document = proven.badge(credentialStatus=proven.entry())
    return make("badge.json", proven.as_bytes(proven.signed(document)))


@pytest.fixture
def status_list(make) -> str:
    return make("lists/status.json", proven.as_bytes(proven.signed(proven.status_list(proven.encoded(7)))))


def test_badge(run, badge) -> None:
    result = run("verify", badge, "--at", "2025-06-01")
    assert result.code == ExitCode.FINE
    lines = result.out.splitlines()
    assert lines[:3] == [
        "badge.json",
        f'  Open Badge "First aid", by {proven.did()}: its signature holds, and nothing failed',
        "    Data Integrity eddsa-jcs-2022 at /proof",
    ]
    assert "    Beside the signature" in lines
    assert any(line.startswith("      not checked  Status of the credential  ") for line in lines)
    assert lines[-1].startswith("signature holds; ")


@pytest.mark.parametrize("given", ["lists", "lists/status.json", f"{proven.LIST}=lists/status.json"])
def test_known_documents(run, badge, status_list, given: str) -> None:
    result = run("verify", badge, "--at", "2025-06-01", "--known", given)
    assert result.code == ExitCode.FINDINGS
    assert "do not rely on it: Status of the credential" in result.out
    assert "it is revoked: number 7" in result.out


def test_known_documents_that_are_none(run, badge, make) -> None:
    assert run("verify", badge, "--known", "missing.json").code == ExitCode.UNREADABLE
    assert run("verify", badge, "--known", make("odd.json", b"{}")).code == ExitCode.USAGE


def test_keys(run, badge, make) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    for name in ("school", "other"):
        key = proven.key(name).public_key()
        make(f"{name}.pem", key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    asked = ("verify", badge, "--at", "2025-06-01")
    assert run(*asked, "--key", "school.pem").code == ExitCode.FINE
    assert run(*asked, "--key", "other.pem").code == ExitCode.FINDINGS
    assert run(*asked, "--key", f"{proven.did()}=other.pem").code == ExitCode.FINDINGS
    assert run(*asked, "--key", f"{proven.did('other')}=other.pem").code == ExitCode.FINE
    assert run(*asked, "--key", badge).code == ExitCode.USAGE


def test_recipient(run, badge) -> None:
    asked = ("verify", badge, "--at", "2025-06-01")
    assert run(*asked, "--recipient", "did:example:noor").code == ExitCode.FINE
    assert run(*asked, "--recipient", "else@example.org").code == ExitCode.FINDINGS


def test_what_another_issuer_says_that_somebody_said_is_not_enough_for_strict(run, make) -> None:
    name = make("praised.json", proven.as_bytes(proven.signed(proven.badge(endorsement=[proven.endorsement()]))))
    told = run("verify", name, "--at", "2025-06-01")
    assert told.code == ExitCode.FINE
    assert "it is not signed itself, and who signed around it is another issuer" in told.out
    strict = run("verify", name, "--at", "2025-06-01", "--strict")
    assert strict.code == ExitCode.FINDINGS
    assert "only another issuer says" in strict.out


def test_strict_wants_the_key_to_be_the_issuers(run, badge, make) -> None:
    assert run("verify", badge, "--at", "2025-06-01", "--strict").code == ExitCode.FINE
    seal = make("diploma.jsonld", as_bytes(sealed()))
    make("roots.pem", pki().root.pem + pki().tsa_root.pem)
    assert run("verify", seal, "--at", "2025-06-01").code == ExitCode.FINE
    strict = run("verify", seal, "--at", "2025-06-01", "--strict")
    assert strict.code == ExitCode.FINDINGS
    assert "error: Nothing that was looked at says that the key is the issuer's" in strict.out
    assert "<failure" in run("verify", seal, "--at", "2025-06-01", "--strict", "--output", "junit").out
    assert run("verify", seal, "--at", "2025-06-01", "--strict", "--trusted", "roots.pem").code == ExitCode.FINE


def test_fetching_is_bounded_to_https(run, make) -> None:
    local = proven.entry(statusListCredential="http://127.0.0.1:1/status")
    name = make("badge.json", proven.as_bytes(proven.signed(proven.badge(credentialStatus=local))))
    for option in (("--fetch",), ("--fetch-local", "127.0.0.1")):
        assert "only https is fetched" in run("verify", name, "--at", "2025-06-01", *option).out


def test_folder_of_badges(run, make) -> None:
    make("in/a.json", proven.as_bytes(proven.signed(proven.badge())))
    make("in/notes.txt", "hello")
    result = run("verify", "in", "--at", "2025-06-01", "--output", "json")
    assert result.code == ExitCode.FINE
    (one,) = result.json["files"]
    assert one["credentials"][0]["verdict"] == "holds"
    assert [skipped["name"] for skipped in result.json["skipped"]] == ["in/notes.txt"]


def test_presentation_says_what_is_not_signed(run, make) -> None:
    presentation = {
        "@context": [proven.V2], "type": ["VerifiablePresentation"],
        "verifiableCredential": [proven.signed(proven.badge()), proven.badge()],
    }  # fmt: skip
    result = run("verify", make("shown.json", proven.as_bytes(presentation)), "--at", "2025-06-01")
    assert result.code == ExitCode.FINDINGS
    assert "  Presentation: it is not signed itself\n" in result.out
    assert "  This credential has no proof, and none covers it. (/verifiableCredential/1)\n" in result.out


def test_long_reasons_go_on_below_themselves_on_a_terminal(badge, monkeypatch: pytest.MonkeyPatch) -> None:
    from eportfolio.cli import verify

    monkeypatch.setattr(verify, "is_terminal", lambda _stream: True)
    monkeypatch.setenv("COLUMNS", "100")
    step = proven_step("word " * 60)
    lines = list(verify._step_lines([step], "    ", lambda _style, text: text))
    assert len(lines) > 3
    assert max(map(len, lines)) <= 100
    assert all(line.startswith(" " * 30) for line in lines[1:])


def proven_step(reason: str):
    from eportfolio.trust import Outcome, Step

    return Step("credential-status", Outcome.CHECKED, reason)
