"""``key new``, ``key show``, ``key export``: files for their owner alone, and nothing secret on any stream."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from eportfolio.cli.key import new
from eportfolio.report.errors import ExitCode
from eportfolio.trust.keys import from_jwk, from_multikey, from_pem, read_key, to_pem
from eportfolio.trust.keys.signing_key import KINDS

SCHOOL = "https://school.example.org/issuer"


def _public(run: Any, name: str, form: str) -> str:
    return str(run("key", "export", "--public", "--form", form, name).out)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "rsa"])
@pytest.mark.parametrize("name", ["key.pem", "key.jwk"])
def test_new_key(run, folder, kind: str, name: str) -> None:
    result = run("key", "new", "--type", kind, "-o", name)
    assert (result.code, result.err) == (ExitCode.FINE, "")
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    key = read_key(name)
    assert result.out == f"kind: {KINDS[kind]}\ndid:  {key.did}\n{to_pem(key.public).decode()}"
    assert run("key", "show", name).out == result.out


def test_key_is_never_overwritten_unasked(run, folder) -> None:
    run("key", "new", "-o", "key.pem")
    before = Path("key.pem").read_bytes()
    result = run("key", "new", "-o", "key.pem")
    assert result.code == ExitCode.USAGE
    assert "exists already" in result.err
    assert Path("key.pem").read_bytes() == before
    assert run("key", "new", "-o", "key.pem", "--force").code == ExitCode.FINE
    assert Path("key.pem").read_bytes() != before
    assert run("key", "new", "-o", "-").code == ExitCode.USAGE


def test_spellings_of_the_public_key(run, folder) -> None:
    run("key", "new", "-o", "key.pem")
    wanted = to_pem(read_key("key.pem").public)
    assert _public(run, "key.pem", "pem").encode() == wanted
    assert to_pem(from_pem(_public(run, "key.pem", "pem"))) == wanted
    assert to_pem(from_jwk(json.loads(_public(run, "key.pem", "jwk")))) == wanted
    assert to_pem(from_multikey(_public(run, "key.pem", "multikey").strip())) == wanted
    told = json.loads(run("key", "show", "key.pem", "--output", "json").out)
    assert told["did"] == f"did:key:{told['publicKeyMultibase']}"


def test_rsa(run, folder) -> None:
    assert run("key", "new", "--type", "rsa", "-o", "key.jwk").code == ExitCode.USAGE
    assert not Path("key.jwk").exists()
    result = run("key", "new", "--type", "rsa", "-o", "key.pem")
    key = read_key("key.pem")
    assert result.out == f"kind: RSA\nname: {key.name}\n{to_pem(key.public).decode()}"
    assert to_pem(from_jwk(json.loads(_public(run, "key.pem", "jwk")))) == to_pem(key.public)
    assert run("key", "export", "--public", "--form", "multikey", "key.pem").code == ExitCode.USAGE


def test_document_of_the_issuer(run, folder) -> None:
    run("key", "new", "-o", "key.pem")
    result = run(
        "key", "export", "--public", "--form", "document", "--issuer-id", SCHOOL, "key.pem", "-o", "issuer.json"
    )
    assert result.code == ExitCode.FINE
    document = json.loads(Path("issuer.json").read_bytes())
    assert document["id"] == SCHOOL
    assert document["assertionMethod"] == [document["verificationMethod"][0]["id"]]
    assert run("key", "export", "--public", "key.pem", "-o", "issuer.json").code == ExitCode.USAGE
    assert run("key", "export", "--public", "--form", "document", "key.pem").code == ExitCode.USAGE
    assert run("key", "export", "--public", "--issuer-id", SCHOOL, "key.pem").code == ExitCode.USAGE
    assert run("key", "export", "key.pem").code == ExitCode.USAGE


def test_passwords(run, folder, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("password.txt").write_text("geheim\nsecond line\n", encoding="utf-8")
    monkeypatch.setenv("SCHOOL_KEY", "geheim")
    assert run("key", "new", "-o", "key.pem", "--password-file", "password.txt").code == ExitCode.FINE
    assert b"ENCRYPTED" in Path("key.pem").read_bytes()
    assert run("key", "show", "key.pem", "--password-env", "SCHOOL_KEY").code == ExitCode.FINE
    result = run("key", "show", "key.pem")
    assert result.code == ExitCode.USAGE
    assert "no terminal" in result.err
    monkeypatch.setenv("SCHOOL_KEY", "fout")
    assert "another one" in run("key", "show", "key.pem", "--password-env", "SCHOOL_KEY").err
    monkeypatch.setenv("SCHOOL_KEY", "")
    assert "empty" in run("key", "show", "key.pem", "--password-env", "SCHOOL_KEY").err
    assert "no variable" in run("key", "show", "key.pem", "--password-env", "NOWHERE").err
    assert "cannot be opened" in run("key", "show", "key.pem", "--password-file", "nowhere.txt").err
    assert run("key", "new", "-o", "key.jwk", "--password-file", "password.txt").code == ExitCode.USAGE
    assert not Path("key.jwk").exists()


def test_terminal_is_asked(run, folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from eportfolio.cli.key import passwords

    given = iter(["geheim", "geheim", "geheim", "een", "twee"])
    monkeypatch.setattr(passwords, "is_terminal", lambda stream: stream is sys.stdin)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(given))
    assert run("key", "new", "-o", "key.pem", "--encrypt").code == ExitCode.FINE
    assert run("key", "show", "key.pem").code == ExitCode.FINE
    result = run("key", "new", "-o", "other.pem", "--encrypt")
    assert (result.code, Path("other.pem").exists()) == (ExitCode.USAGE, False)
    assert "differ" in result.err


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_files_that_are_no_key(run, folder, content: bytes) -> None:
    Path("key.pem").write_bytes(content)
    Path("key.pem").chmod(0o600)
    result = run("key", "show", "key.pem")
    assert result.code == ExitCode.USAGE
    assert "no private key" in result.err
    assert run("key", "show", "nowhere.pem").code == ExitCode.USAGE


def test_help_says_what_is_public() -> None:
    assert "What is printed is public" in (new.__doc__ or "")
