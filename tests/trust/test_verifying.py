"""The whole: pictures, archives, lists and tokens, keys that are pinned, what is fetched, and the results as data."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import Any

import pytest

from eportfolio.report.errors import MissingExtraError, UnreadableError, UsageError
from eportfolio.sources.baking import bake
from eportfolio.trust import Outcome, Verdict, verify
from eportfolio.trust.documents import NotAvailableError

from .proven import LIST, NOW, as_bytes, badge, did, encoded, endorsement, entry, key, signed, status_list

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def archive(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("_", "."), data)
    return held.getvalue()


def forged(name: str = "school") -> dict[str, Any]:
    return {**signed(badge(name), name), "name": "Brain surgery"}


# -- where badges are ------------------------------------------------------------------------------------------


def test_picture() -> None:
    assert verify(bake(SVG, as_bytes(signed(badge()))), at=NOW).ok
    assert not verify(bake(SVG, as_bytes(forged())), at=NOW).ok


def test_remarks_on_a_picture_are_findings() -> None:
    image = bake(SVG, as_bytes(signed(badge())))
    start = image.index(b"<", image.index(b"<svg") + 1)
    end = image.index(b">", image.rindex(b"]]>") + 3) + 1
    found = verify(image[:end] + image[start:], at=NOW)
    assert found.ok
    assert found.remarks
    assert set(found.remarks) <= set(found.findings)


def test_archive() -> None:
    found = verify(archive(a_json=as_bytes(signed(badge())), b_svg=bake(SVG, as_bytes(forged())), c_txt=b"x"), at=NOW)
    assert [(report.file, report.verdict) for report in found.credentials] == [
        ("-/a.json", Verdict.HOLDS), ("-/b.svg", Verdict.FAILS)
    ]  # fmt: skip
    assert not found.ok


def test_archive_without_badges() -> None:
    with pytest.raises(UnreadableError):
        verify(archive(c_txt=b"x"), at=NOW)


def test_file_of_an_archive_that_cannot_be_read_is_a_finding() -> None:
    found = verify(archive(a_json=as_bytes(signed(badge())), b_json=b'{"id": '), at=NOW)
    assert any("b.json" in finding.message for finding in found.findings)


def test_list_and_response_of_the_api() -> None:
    both = [signed(badge()), signed(badge("partner"), "partner")]
    for document in (both, {"credential": both}):
        found = verify(as_bytes(document), at=NOW)
        assert found.ok
        assert len(found.credentials) == 2
    assert not verify(as_bytes([*both, badge()]), at=NOW).ok
    assert not verify(as_bytes({"credential": [both[0], forged()]}), at=NOW).ok


def test_member_of_a_list_that_is_no_credential_is_not_passed_by() -> None:
    found = verify(as_bytes([{"odd": 1}, signed(badge()), 7]), at=NOW)
    assert not found.ok
    assert [(report.pointer, report.verdict.value) for report in found.credentials] == [
        ("/1", "holds"), ("/0", "unproven"), ("/2", "unproven")
    ]  # fmt: skip
    assert verify(as_bytes([7]), at=NOW).credentials == []
    assert verify(as_bytes(signed(badge(credential={"a": "member of its own"}))), at=NOW).ok


# -- what is given ---------------------------------------------------------------------------------------------


def test_pinned_key_wins() -> None:
    document = as_bytes(signed(badge()))
    assert verify(document, at=NOW, keys={did(): key().public_key()}).ok
    assert not verify(document, at=NOW, keys={did(): key("other").public_key()}).ok
    assert not verify(document, at=NOW, keys={"": key("other").public_key()}).ok
    assert verify(document, at=NOW, keys={did("other"): key("other").public_key()}).ok


def test_fetching_is_asked_for() -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if address == LIST:
            return as_bytes(signed(status_list(encoded(7))))
        raise NotAvailableError("the host is not found")

    document = as_bytes(signed(badge(credentialStatus=entry())))
    assert verify(document, at=NOW).ok
    assert asked == []
    assert not verify(document, at=NOW, fetch=fetch).ok
    assert asked == [LIST]


def test_what_cannot_be_fetched_is_not_checked() -> None:
    def fetch(_address: str) -> bytes:
        raise NotAvailableError("the host is not found")

    found = verify(as_bytes(signed(badge(credentialStatus=entry()))), at=NOW, fetch=fetch)
    (step,) = (step for step in found.steps if step.name == "credential-status")
    assert (step.outcome, "the host is not found" in step.reason) == (Outcome.NOT_CHECKED, True)


def test_true_fetches_by_https_and_nothing_else() -> None:
    inside = entry(statusListCredential="http://127.0.0.1/status", id="http://127.0.0.1/status#7")
    found = verify(as_bytes(signed(badge(credentialStatus=inside))), at=NOW, fetch=True)
    assert any("only https is fetched" in step.reason for step in found.steps)
    loop = entry(statusListCredential="https://127.0.0.1/status", id="https://127.0.0.1/status#7")
    found = verify(as_bytes(signed(badge(credentialStatus=loop))), at=NOW, fetch=True)
    assert any("own network" in step.reason for step in found.steps)


def test_given_document_that_claims_the_address_of_another_changes_nothing(tmp_path) -> None:
    """A list under the address of the real one is believed by its signature alone."""
    fake = as_bytes(signed(status_list(encoded(), issuer=did("thief")), "school"))
    found = verify(as_bytes(signed(badge(credentialStatus=entry()))), at=NOW, known={LIST: fake})
    assert not found.ok
    (tmp_path / "real.json").write_bytes(as_bytes(signed(status_list(encoded(7)))))
    (tmp_path / "fake.json").write_bytes(fake)
    with pytest.raises(UsageError):
        verify(as_bytes(signed(badge())), at=NOW, known=[tmp_path])


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr("eportfolio.trust.recognising.find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError):
        verify(as_bytes(signed(badge())), at=NOW)
    assert verify(as_bytes(badge()), at=NOW).summary().startswith("no proof")


# -- results ---------------------------------------------------------------------------------------------------


def test_results_as_data() -> None:
    found = verify(as_bytes(signed(badge(endorsement=[signed(endorsement(), "partner")]))), at=NOW)
    data = json.loads(json.dumps(found.as_dict()))
    assert data["ok"] is True
    first, second = data["credentials"]
    assert (first["kind"], first["title"], first["issuer"], first["verdict"], first["inside"]) == (
        "Open Badge", "First aid", did(), "holds", None
    )  # fmt: skip
    assert (second["kind"], second["pointer"], second["inside"]) == ("Endorsement", "/endorsement/0", "")
    assert [step["name"] for step in first["steps"]][:2] == ["credential-context", "credential-type"]
    assert first["proofs"][0]["kind"] == "Data Integrity eddsa-jcs-2022"
    assert data["summary"] == "2 of 2 signatures hold; 26 steps checked, 0 failed, 3 not checked"


def test_findings_name_what_nothing_proves() -> None:
    found = verify(as_bytes([signed(badge()), badge()]), at=NOW)
    (finding,) = (finding for finding in found.findings if finding.name == "no-proof")
    assert (finding.pointer, finding.message) == ("/1", "This credential has no proof, and none covers it.")


def test_every_step_has_a_specification_and_a_title() -> None:
    from eportfolio.trust.steps import STEPS

    assert all(kind.title and kind.specification for name, kind in STEPS.items() if name != "recognition")
