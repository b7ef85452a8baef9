"""``sign``: a key and a draft in, a credential that verifies out; or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eportfolio.cli import sign
from eportfolio.report.codes import CODE
from eportfolio.report.errors import ExitCode
from eportfolio.trust.keys import read_key
from eportfolio.trust.signing import SUITES
from tests.trust.badges import SCHOOL, as_bytes, badge


@pytest.fixture(autouse=True)
def formats() -> Iterator[None]:
    """The real formats."""
    return


@pytest.fixture
def draft(run, make) -> str:
    """A draft, and a key beside it."""
    run("key", "new", "-o", "key.pem")
    return make("badge.json", as_bytes(badge()))


def test_suites_are_those_of_the_library() -> None:
    assert sign.SUITES == SUITES


def test_sign_and_verify(run, draft) -> None:
    result = run("sign", draft, "-o", "signed.json", "--key", "key.pem", "--issuer-id", SCHOOL)
    assert (result.code, result.out) == (ExitCode.FINE, "")
    assert result.err == f"Signed with eddsa-rdfc-2022 for {SCHOOL}.\n"
    assert json.loads(Path("signed.json").read_bytes())["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    verified = run("verify", "signed.json")
    assert verified.code == ExitCode.FINE
    assert "checked      Signature" in verified.out


def test_issuer_is_changed_only_when_asked(run, draft) -> None:
    refused = run("sign", draft, "-o", "signed.json", "--key", "key.pem")
    assert refused.code == ExitCode.FINDINGS
    assert "--set-issuer" in refused.err
    assert not Path("signed.json").exists()
    result = run("sign", draft, "-o", "signed.json", "--key", "key.pem", "--set-issuer")
    assert result.code == ExitCode.FINE
    assert "changed-for-signing" in result.err
    assert json.loads(Path("signed.json").read_bytes())["issuer"]["id"] == read_key("key.pem").did


def test_tokens(run, draft) -> None:
    to = ("--key", "key.pem", "--issuer-id", SCHOOL, "--suite")
    assert run("sign", draft, "-o", "badge.jwt", *to, "vc-jwt").code == ExitCode.FINE
    assert Path("badge.jwt").read_text().count(".") == 2
    assert "signature holds" in run("verify", "badge.jwt").out
    assert run("sign", draft, "-o", "badge.sd", *to, "sd-jwt-vc").code == ExitCode.USAGE
    hiding = ("--disclose", "/credentialSubject/identifier", "--vct", "urn:example:badge")
    assert run("sign", draft, "-o", "badge.sd", *to, "sd-jwt-vc", *hiding).code == ExitCode.FINE
    assert "~" in Path("badge.sd").read_text()


def test_output_as_json(run, draft) -> None:
    result = run("sign", draft, "-o", "signed.json", "--key", "key.pem", "--set-issuer", "--output", "json")
    told = json.loads(result.out)
    assert told["suite"] == "eddsa-rdfc-2022"
    assert told["report"]["target"]["name"] == "signed.json"
    assert [item["code"] for item in told["report"]["findings"]] == [CODE["changed-for-signing"]]
    assert run("sign", draft, "-o", "-", "--key", "key.pem", "--output", "json").code == ExitCode.USAGE


def test_standard_output(run, draft) -> None:
    result = run("sign", draft, "-o", "-", "--key", "key.pem", "--issuer-id", SCHOOL)
    assert json.loads(result.out)["proof"]["type"] == "DataIntegrityProof"


def test_nothing_is_overwritten_and_nothing_signed_twice_unasked(run, draft) -> None:
    to = ("--key", "key.pem", "--issuer-id", SCHOOL)
    assert run("sign", draft, "-o", draft, *to).code == ExitCode.USAGE
    assert run("sign", draft, "-o", draft, *to, "--force").code == ExitCode.FINE
    assert "signed already" in run("sign", draft, "-o", "again.json", *to).err
    assert run("sign", draft, "-o", "again.json", *to, "--add").code == ExitCode.FINE
    assert len(json.loads(Path("again.json").read_bytes())["proof"]) == 2


def test_key_that_others_can_read(run, draft) -> None:
    Path("key.pem").chmod(0o644)
    result = run("sign", draft, "-o", "signed.json", "--key", "key.pem", "--issuer-id", SCHOOL)
    assert result.code == ExitCode.USAGE
    assert "chmod 600 key.pem" in result.err
    assert not Path("signed.json").exists()


def test_draft_that_breaks_rules(run, draft, make) -> None:
    make("broken.json", as_bytes(badge() | {"validFrom": "yesterday"}))
    result = run(
        "sign", "broken.json", "-o", "signed.json", "--key", "key.pem", "--issuer-id", SCHOOL, "--output", "json"
    )
    assert result.code == ExitCode.FINDINGS
    assert [item["code"] for item in json.loads(result.out)["findings"]] == [CODE["not-signed"], CODE["invalid-value"]]
    assert not Path("signed.json").exists()


@pytest.mark.parametrize("debug", ["0", "1"])
def test_secrets_are_on_no_stream(run, draft, monkeypatch: pytest.MonkeyPatch, debug: str) -> None:
    monkeypatch.setenv("EPORTFOLIO_DEBUG", debug)
    secret = json.loads(read_key("key.pem").to_jwk())["d"]
    lines = Path("key.pem").read_text().splitlines()
    for options in (("--suite", "rsa"), ("--suite", "ecdsa-rdfc-2019"), (), ("--issuer-id", "did:key:z6Mk")):
        result = run("sign", draft, "-o", "signed.json", "--key", "key.pem", *options)
        assert result.code != ExitCode.FINE
        assert secret not in result.out + result.err
        assert lines[1] not in result.out + result.err
