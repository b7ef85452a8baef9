"""Documents and keys that the user gives: under which address, from where, and what is refused."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from eportfolio.report.errors import UnreadableError, UnsafeError, UsageError
from eportfolio.trust.documents import Documents, NotAvailableError
from eportfolio.trust.given import FILES, address_in, given_documents, given_keys

from .proven import as_bytes, did, key
from .tokens import raw

ADDRESS = "https://school.example.org/keys/1"


def test_given_documents_are_found_by_address_without_fragment() -> None:
    documents = Documents({ADDRESS: b"{}"})
    found = documents.get(f"{ADDRESS}#first", "the key")
    assert (found.address, found.content, found.origin) == (ADDRESS, b"{}", "given")


def test_nothing_is_fetched_unasked() -> None:
    with pytest.raises(
        NotAvailableError, match=r"the key is at https://school.example.org/keys/1; .* nothing is fetched"
    ):
        Documents().get(ADDRESS, "the key")


def test_what_is_fetched_is_fetched_once_even_when_it_cannot_be() -> None:
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if address == ADDRESS:
            return b"{}"
        raise NotAvailableError("the host is not found")

    documents = Documents({}, fetch)
    for _ in range(3):
        assert documents.get(ADDRESS, "the key").origin == "fetched"
        with pytest.raises(NotAvailableError, match=r"the key is at https://b.example.org; the host is not found"):
            documents.get("https://b.example.org#k", "the key")
    assert asked == [ADDRESS, "https://b.example.org"]


def test_given_documents_win_over_fetched_ones() -> None:
    def fetch(_address: str) -> bytes:
        raise AssertionError

    assert Documents({ADDRESS: b"{}"}, fetch).get(ADDRESS, "the key").origin == "given"


# -- files -----------------------------------------------------------------------------------------------------


def test_files_say_their_address(tmp_path) -> None:
    keyed, token = tmp_path / "key.json", tmp_path / "list.jwt"
    keyed.write_bytes(as_bytes({"id": f"{ADDRESS}#a"}))
    token.write_text(raw({"alg": "EdDSA"}, {"vc": {"id": "https://school.example.org/status/1"}}))
    assert set(given_documents([keyed, str(token)])) == {ADDRESS, "https://school.example.org/status/1"}


@pytest.mark.parametrize("name", ["key.json", "odd name.json"])
def test_address_and_file(tmp_path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(as_bytes({"id": "https://claims.example.org/another"}))
    given = given_documents([f"{ADDRESS}?a=b&c=={path}" if name == "key.json" else f"{ADDRESS}={path}"])
    assert set(given) == {f"{ADDRESS}?a=b&c=" if name == "key.json" else ADDRESS}


def test_file_with_an_equals_sign_in_its_name(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a=b.json").write_bytes(as_bytes({"id": ADDRESS}))
    assert set(given_documents(["a=b.json"])) == {ADDRESS}


def test_folder(tmp_path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/key.json").write_bytes(as_bytes({"@id": ADDRESS}))
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / "empty.json").write_bytes(b"")
    (tmp_path / ".hidden.json").write_bytes(as_bytes({"id": "https://hidden.example.org"}))
    assert set(given_documents([tmp_path])) == {ADDRESS}


def test_mapping(tmp_path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"[]")
    assert given_documents({ADDRESS: b"{}", "did:web:a.example.org": path}) == {
        ADDRESS: b"{}", "did:web:a.example.org": b"[]"
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"{", b"7", b'"x"', b"{}", b'{"id": 7}', b'{"id": "name"}', b"a.b.c", b"\xff"])
def test_file_without_an_address(tmp_path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        given_documents([path])
    assert "ADDRESS=" in caught.value.finding.advice
    assert address_in(content) == ""


def test_two_documents_of_one_address(tmp_path) -> None:
    for name, more in (("a", 1), ("b", 2), ("c", 1)):
        (tmp_path / f"{name}.json").write_bytes(as_bytes({"id": ADDRESS, "more": more}))
    with pytest.raises(UsageError, match="have the address"):
        given_documents([tmp_path])
    assert len(given_documents([tmp_path / "a.json", tmp_path / "c.json"])) == 1


def test_address_that_the_user_gives_wins(tmp_path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_bytes(as_bytes({"id": ADDRESS, "name": name}))
    meant = f"{ADDRESS}={tmp_path / 'b.json'}"
    assert b'"b"' in given_documents([tmp_path, meant])[ADDRESS]
    (tmp_path / "other.json").write_bytes(b"[]")
    with pytest.raises(UsageError):
        given_documents([meant, f"{ADDRESS}={tmp_path / 'other.json'}"])


def test_missing_file_and_too_many(tmp_path) -> None:
    with pytest.raises(UnreadableError):
        given_documents([tmp_path / "none.json"])
    with pytest.raises(UnsafeError):
        given_documents({f"https://a.example.org/{number}": b"{}" for number in range(FILES + 1)})


# -- keys ------------------------------------------------------------------------------------------------------


def pem() -> bytes:
    return key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_keys_as_pem_jwk_and_objects(tmp_path) -> None:
    from eportfolio.trust.keys import to_jwk

    public = key().public_key()
    (tmp_path / "key.pem").write_bytes(pem())
    (tmp_path / "key.jwk").write_text(json.dumps(to_jwk(public)))
    for given in ([tmp_path / "key.pem"], [str(tmp_path / "key.jwk")], {"": pem()}, {"": public}):
        (found,) = given_keys(given).values()
        assert found.public_bytes_raw() == public.public_bytes_raw()
    assert set(given_keys([f"{did()}={tmp_path / 'key.pem'}", tmp_path / "key.jwk"])) == {did(), ""}


def test_keys_that_are_none(tmp_path) -> None:
    private = key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for number, content in enumerate((b"x", b"{}", b"{", private)):
        path = tmp_path / f"{number}.pem"
        path.write_bytes(content)
        with pytest.raises((UsageError, UnreadableError)):
            given_keys([path])


def test_two_keys_for_one_issuer(tmp_path) -> None:
    for name in ("a.pem", "b.pem"):
        (tmp_path / name).write_bytes(pem())
    with pytest.raises(UsageError, match="every issuer"):
        given_keys([tmp_path / "a.pem", tmp_path / "b.pem"])
