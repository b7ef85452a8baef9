"""Sharing as an owner meets it: the least that is needed, choices, rules, originals, pictures, ids, deliveries."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.cli.main import main
from eportfolio.model import Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.profiles import Profile, check, read_profile
from eportfolio.sharing import Grant, choices, read_delivery, read_receipt, receive, with_answer
from eportfolio.sharing.pictures import without_metadata

HEAD = """
title = "What Werkpunt needs"
version = "1"
model = "1.0"
[organisation]
name = "Werkpunt"
id = "https://werkpunt.example.org"
[legal]
basis = "consent"
purpose = "to find work"
retention = "P1Y"
"""


def profile(text: str, head: str = HEAD) -> Profile:
    return read_profile((head + text).encode())


def noor(**fields: Any) -> Portfolio:
    return Portfolio.model_validate({
        "language": "en",
        "owner": {
            "names": [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}],
            "birth_date": "2004-05-06",
            "contact_points": [{"channel": "email", "value": "n@example.org"},
                               {"channel": "telephone", "value": "+31 10 0000000"}],
        },
        "competences": [{"id": f"urn:x:c{number}", "label": label, "description": f"about {label}"}
                        for number, label in enumerate(("sawing", "planing", "turning"))],
        **fields,
    })  # fmt: skip


def given(shared: ep.Shared) -> dict[str, Any]:
    assert shared.portfolio is not None
    return to_data(shared.portfolio)


LABELS = '[needs.skills]\npath = "competences[]/label"\n'


def test_nothing_goes_but_what_is_needed() -> None:
    shared = ep.share(noor(), profile('[needs.mail]\npath = "owner/contact_points[channel=email]/value"'))
    data = given(shared)
    assert data["owner"] == {"contact_points": [{"channel": "email", "value": "n@example.org"}]}
    assert data.keys() == {"type", "id", "schema_version", "language", "owner"}


def test_where_several_things_would_do_they_are_listed_and_nothing_goes() -> None:
    with pytest.raises(ep.RefusedError) as caught:
        ep.share(noor(), profile(LABELS))
    assert [one.name for one in caught.value.findings] == ["choice-needed"]
    assert "2 planing" in caught.value.finding.message
    (choice,) = choices(noor(), profile(LABELS))
    assert [option.words for option in choice.options] == ["sawing", "planing", "turning"]


@pytest.mark.parametrize(
    ("chosen", "labels"),
    [(("2",), ["planing"]), (("1", "3"), ["sawing", "turning"]), (("all",), ["sawing", "planing", "turning"]),
     (("urn:x:c1",), ["planing"])],
)  # fmt: skip
def test_the_owner_chooses(chosen: tuple[str, ...], labels: list[str]) -> None:
    data = given(ep.share(noor(), profile(LABELS), ep.ShareOptions({"skills": chosen})))
    assert [one["label"] for one in data["competences"]] == labels
    assert all(one.keys() == {"type", "id", "label"} for one in data["competences"])


@pytest.mark.parametrize("chosen", [{"skills": ("9",)}, {"skills": ("urn:x:none",)}, {"others": ("1",)}])
def test_what_cannot_be_chosen_is_told(chosen: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ep.UsageError):
        ep.share(noor(), profile(LABELS), ep.ShareOptions(chosen))


def test_a_need_that_is_met_already_asks_for_nothing_more() -> None:
    wanted = profile(LABELS + '[needs.linked]\npath = "competences[]/description"\n')
    data = given(ep.share(noor(), wanted, ep.ShareOptions({"skills": ("2",)})))
    assert [one["label"] for one in data["competences"]] == ["planing"]
    assert data["competences"][0]["description"] == {"text": "about planing"}


def test_an_object_that_lacks_what_each_must_have_is_passed_over() -> None:
    skills = [{"id": "urn:x:1", "label": "a skill"},
              {"id": "urn:x:2", "label": "another", "description": "with words"}]  # fmt: skip
    wanted = profile(LABELS + '[needs.words]\nfor_each = "competences[]"\npath = "description"\n')
    data = given(ep.share(noor(competences=skills), wanted))
    assert [one["label"] for one in data["competences"]] == ["another"]


def test_what_is_recommended_goes_when_it_is_asked_for() -> None:
    wanted = profile(
        '[needs.birth]\npath = "owner/birth_date"\nrecommended = true\n[needs.name]\npath = "owner/names[]"'
    )
    without = ep.share(noor(), wanted)
    assert without.left == ("birth",)
    assert "birth_date" not in given(without)["owner"]
    assert "birth_date" in given(ep.share(noor(), wanted, ep.ShareOptions(include=frozenset({"birth"}))))["owner"]
    with pytest.raises(ep.UsageError):
        ep.share(noor(), wanted, ep.ShareOptions(include=frozenset({"photo"})))


def test_a_text_goes_in_the_one_language_that_is_liked_best() -> None:
    wanted = profile('[needs.skills]\npath = "competences[]/label"\nlanguages = ["nl", "en"]')
    skills = [{"label": {"en": "sawing", "nl": "zagen", "de": "sägen"}}]
    assert given(ep.share(noor(competences=skills), wanted))["competences"][0]["label"] == {"nl": "zagen"}


def test_what_makes_a_claim_strong_goes_along_and_no_more() -> None:
    owner = noor(
        competences=[{"id": "urn:x:1", "label": "sawing", "gained_in": ["urn:x:2", "urn:x:3"]}],
        experiences=[{"id": "urn:x:2", "kind": "internship", "title": "Shop", "description": "secret"},
                     {"id": "urn:x:3", "title": "Mill"}],
    )  # fmt: skip
    wanted = profile('[needs.skills]\npath = "competences[]"\nstrength = "evidenced"')
    data = given(ep.share(owner, wanted))
    (experience,) = data["experiences"]
    assert (experience["title"], experience.get("description")) == ("Shop", None)
    assert data["competences"][0]["gained_in"] == [experience["id"]]


# -- what is withheld ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["competences[]/label", "competences[]"])
def test_a_rule_that_withholds_what_is_needed_is_named(rule: str) -> None:
    with pytest.raises(ep.RefusedError) as caught:
        ep.share(noor(), profile(LABELS), ep.ShareOptions(withhold=(rule,)))
    assert caught.value.finding.name == "withheld-needed"
    assert rule in caught.value.finding.message


def test_what_is_withheld_is_withheld_in_other_texts_too() -> None:
    owner = noor(competences=[{"label": "born on 2004-05-06"}, {"label": "sawing"}])
    data = given(ep.share(owner, profile(LABELS), ep.ShareOptions(withhold=("owner/birth_date",))))
    assert [one["label"] for one in data["competences"]] == ["sawing"]


def test_a_name_that_never_leaves_stays() -> None:
    names = [{"full_name": "Noor van Dijk"}, {"full_name": "Wilhelmina Okonkwo", "never_export": True}]
    owner = noor(owner={"names": names}, summary="Wilhelmina Okonkwo wrote this.")
    wanted = profile(
        '[needs.name]\npath = "owner/names[]/full_name"\n[needs.about]\npath = "summary"\nrecommended = true'
    )
    shared = ep.share(owner, wanted, ep.ShareOptions(include=frozenset({"all"})))
    assert b"Wilhelmina" not in shared.data
    assert given(shared)["owner"]["names"] == [{"full_name": "Noor van Dijk"}]


@pytest.mark.parametrize("rule", ["", "ab", " "])
def test_a_rule_that_says_too_little_is_told(rule: str) -> None:
    with pytest.raises(ep.UsageError):
        ep.share(noor(), profile(LABELS), ep.ShareOptions(withhold=(rule,)))


def test_what_is_not_there_at_all_is_told_as_such() -> None:
    with pytest.raises(ep.RefusedError) as caught:
        ep.share(noor(), profile('[needs.photo]\npath = "owner/photo"'))
    assert caught.value.finding.name == "need-not-met"


# -- originals and files -----------------------------------------------------------------------------------------


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def with_original(content: bytes) -> Portfolio:
    return noor(credentials=[{"id": "urn:x:diploma", "title": "Diploma", "original": {"content": encoded(content)}}])


ORIGINALS = '[needs.diploma]\npath = "credentials[]"\n'


def test_an_original_that_says_more_is_left_out_and_told() -> None:
    shared = ep.share(with_original(b'{"born": "2004-05-06", "title": "Diploma"}'), profile(ORIGINALS))
    assert "original" not in given(shared)["credentials"][0]
    (finding,) = shared.findings
    assert finding.name == "original-left-out"
    assert "/owner/birth_date" in finding.message
    assert "2004" not in finding.message


def test_an_original_that_says_no_more_goes_byte_for_byte() -> None:
    content = b'{"title": "Diploma"}'
    shared = ep.share(with_original(content), profile(ORIGINALS))
    assert given(shared)["credentials"][0]["original"] == {"content": encoded(content)}


def test_the_owner_can_let_an_original_go_as_it_is_but_not_against_a_rule() -> None:
    owner, wanted = with_original(b'{"born": "2004-05-06"}'), profile(ORIGINALS)
    whole = frozenset({"urn:x:diploma"})
    assert "original" in given(ep.share(owner, wanted, ep.ShareOptions(whole=whole)))["credentials"][0]
    options = ep.ShareOptions(whole=whole, withhold=("owner/birth_date",))
    assert "original" not in given(ep.share(owner, wanted, options))["credentials"][0]


def test_an_original_that_cannot_be_looked_into_is_left_out() -> None:
    shared = ep.share(with_original(b"%PDF-1.7 \xff\x00"), profile(ORIGINALS))
    assert [one.name for one in shared.findings] == ["original-left-out"]


def test_an_original_that_is_needed_and_may_not_go_is_refused_with_the_reason() -> None:
    owner = with_original(b'{"born": "2004-05-06"}')
    with pytest.raises(ep.RefusedError) as caught:
        ep.share(owner, profile('[needs.diploma]\npath = "credentials[]/original"'))
    assert [one.name for one in caught.value.findings] == ["need-not-met", "original-left-out"]


def url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sd_jwt(plain: dict[str, Any], hidden: dict[str, str]) -> str:
    texts = [url(json.dumps([f"salt{name}", name, value]).encode()) for name, value in hidden.items()]
    digests = [url(hashlib.sha256(text.encode()).digest()) for text in texts]
    claims = {**plain, "_sd": digests, "_sd_alg": "sha-256"}
    parts = [url(json.dumps(part).encode()) for part in ({"alg": "ES256"}, claims)]
    return "~".join((".".join((*parts, url(b"signature"))), *texts, ""))


def test_an_original_of_claims_that_can_be_kept_back_goes_with_those_that_are_given() -> None:
    token = sd_jwt({"vct": "urn:x:diploma"}, {"title": "Diploma", "birth_date": "2004-05-06"})
    shared = ep.share(with_original(token.encode()), profile(ORIGINALS))
    text = base64.b64decode(given(shared)["credentials"][0]["original"]["content"]).decode()
    assert text.split("~")[0] == token.split("~")[0]
    assert text.split("~")[1:] == [token.split("~")[1], ""]
    assert [one.name for one in shared.findings] == ["disclosed-in-part"]


def test_claims_that_cannot_be_kept_back_keep_the_original_here() -> None:
    token = sd_jwt({"birth_date": "2004-05-06"}, {"title": "Diploma"})
    shared = ep.share(with_original(token.encode()), profile(ORIGINALS))
    assert [one.name for one in shared.findings] == ["original-left-out"]


def png(*extra: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    rest = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunk(*one) for one in extra) + rest


def jpeg(*segments: bytes) -> bytes:
    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body

    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\xff\xd0\x34"
    return b"\xff\xd8" + b"".join(segments) + segment(0xDB, bytes(65)) + scan + b"\xff\xd9"


def exif(orientation: int, words: bytes) -> bytes:
    body = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, 0x112, 3, 1, orientation, 0, 0) + words
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


SECRET = b"Wilhelmina-7391"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        (png((b"tEXt", b"Author\0" + SECRET), (b"eXIf", SECRET), (b"zTXt", b"a\0\0" + zlib.compress(SECRET))), png()),
        (png() + SECRET, png()),
        (jpeg(exif(1, SECRET), b"\xff\xfe\x00\x11" + SECRET), jpeg()),
        (jpeg() + SECRET, jpeg()),
        (jpeg(exif(6, SECRET)), None),
    ],
)
def test_a_picture_goes_without_what_is_written_into_it(dirty: bytes, clean: bytes | None) -> None:
    owner = noor(owner={"photo": {"content": encoded(dirty), "media_type": "image/png", "file_name": SECRET.decode()}})
    shared = ep.share(owner, profile('[needs.photo]\npath = "owner/photo"'))
    content = base64.b64decode(given(shared)["owner"]["photo"]["content"])
    assert SECRET not in content
    assert SECRET not in shared.data
    if clean is not None:
        assert content == clean
    else:
        assert b"Exif\0\0MM" in content  # the way the camera was held


@pytest.mark.parametrize("data", [b"GIF89a", b"", b"text"])
def test_what_is_no_such_picture_is_told(data: bytes) -> None:
    assert without_metadata(data) is None


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", jpeg()[:-4], b"\xff\xd8\xff\xe1\xff\xff", png()[:-6]])
def test_a_damaged_picture_is_left_out(data: bytes) -> None:
    with pytest.raises(ep.UnreadableError):
        without_metadata(data)
    owner = noor(evidence_items=[{"title": "Work", "media": {"content": encoded(data)}}])
    shared = ep.share(owner, profile('[needs.work]\npath = "evidence_items[]/title"\n'), ep.ShareOptions(
        also=("evidence_items[]/media",)))  # fmt: skip
    assert [one.name for one in shared.findings] == ["attachment-left-out"]


def test_an_attached_text_that_shows_what_is_not_given_is_left_out() -> None:
    media = {"content": encoded(b"Noor was born on 2004-05-06."), "media_type": "text/plain"}
    owner = noor(evidence_items=[{"id": "urn:x:e", "title": "Essay", "media": media}])
    wanted = profile('[needs.work]\npath = "evidence_items[]/title"\n')
    shared = ep.share(owner, wanted, ep.ShareOptions(also=("evidence_items[]/media",)))
    assert [one.name for one in shared.findings] == ["attachment-left-out"]


# -- ids, records, deliveries ---------------------------------------------------------------------------------------


def test_ids_are_the_same_for_one_receiver_and_never_for_two() -> None:
    choose = {"skills": ("all",)}
    other = HEAD.replace("Werkpunt", "Elsewhere").replace("werkpunt", "elsewhere")
    first = ep.share(noor(), profile(LABELS), ep.ShareOptions(choose))
    again = ep.share(first.owner, profile(LABELS), ep.ShareOptions(choose, kind="correction"))
    elsewhere = ep.share(again.owner, profile(LABELS, other), ep.ShareOptions(choose))
    ids = [{one["id"] for one in given(shared)["competences"]} for shared in (first, again, elsewhere)]
    assert ids[0] == ids[1]
    assert not ids[0] & ids[2]
    assert given(first)["id"] == given(again)["id"] != given(elsewhere)["id"]
    assert not any(name.startswith("urn:x:") for one in ids for name in one)


def test_the_owner_remembers_and_the_receiver_is_not_told() -> None:
    grant = Grant("guardian", "A. Okonkwo")
    options = ep.ShareOptions({"skills": ("2",)}, grant=grant, today=date(2026, 9, 1))
    shared = ep.share(noor(), profile(LABELS), options)
    (record,) = shared.owner.disclosures
    assert (record.receiver, record.legal_ground, record.used_for) == ("Werkpunt", "consent", "to find work")
    assert (record.granted_by, record.grantor, record.disclosed_fields) == (
        "guardian", "A. Okonkwo", ["competences[]/label"],
    )  # fmt: skip
    assert record.disclosed_items == ["urn:x:c1"]
    assert record.kept_until is not None
    assert record.kept_until.edtf == "2027-09-01"
    assert record.pairwise_key is not None
    assert record.pairwise_key.encode() not in shared.data
    later = ep.share(shared.owner, profile(LABELS), ep.ShareOptions({"skills": ("2",)}, kind="correction"))
    assert b'disclosures": [' not in later.data
    assert later.delivery.replaces == shared.delivery.id


@pytest.mark.parametrize(("kinds", "fault"), [
    (("correction",), True), (("withdrawal",), True), (("deletion",), True), (("first", "first"), True),
    (("first", "withdrawal", "withdrawal"), True), (("first", "deletion", "correction"), True),
    (("first", "correction", "withdrawal", "deletion", "first"), False), (("first", "deletion", "first"), False),
])  # fmt: skip
def test_deliveries_follow_on_each_other(kinds: tuple[str, ...], fault: bool) -> None:
    owner = noor()
    for kind in kinds[:-1]:
        owner = ep.share(owner, profile(LABELS), ep.ShareOptions({"skills": ("1",)}, kind=kind)).owner
    options = ep.ShareOptions({"skills": ("1",)}, kind=kinds[-1])
    if fault:
        with pytest.raises(ep.RefusedError) as caught:
            ep.share(owner, profile(LABELS), options)
        assert caught.value.finding.name == "delivery-out-of-order"
    else:
        assert ep.share(owner, profile(LABELS), options).delivery.kind == kinds[-1]


@pytest.mark.parametrize("make", [
    lambda: Grant("neighbour"), lambda: Grant("guardian"), lambda: Grant(until="soon"),
    lambda: ep.share(noor(), profile(LABELS), ep.ShareOptions({"skills": ("1",)}, grant=Grant(until="2001-01-01"))),
])  # fmt: skip
def test_a_grant_that_makes_no_sense_is_told(make: Callable[[], object]) -> None:
    with pytest.raises(ep.UsageError):
        make()


def test_a_receipt_tells_what_was_found_and_no_word_of_the_portfolio() -> None:
    wanted = profile(LABELS)
    shared = ep.share(noor(), wanted, ep.ShareOptions({"skills": ("1",)}))
    receipt = receive(shared.delivery, shared.data, wanted)
    assert receipt.status == "accepted"
    strict = profile('[needs.photo]\npath = "owner/photo"')
    rejected = receive(shared.delivery, shared.data, strict)
    assert rejected.status == "rejected"
    assert rejected.codes == ["EP1866", "EP1803"]
    assert "sawing" not in json.dumps(rejected.as_dict())
    changed = receive(shared.delivery, shared.data.replace(b"sawing", b"flying"), wanted)
    assert (changed.status, changed.codes) == ("rejected", ["EP1866"])
    owner = with_answer(shared.owner, rejected)
    assert (owner.disclosures[0].answer, owner.disclosures[0].answer_codes) == ("rejected", ["EP1866", "EP1803"])
    with pytest.raises(ep.RefusedError):
        with_answer(noor(), receipt)
    with pytest.raises(ep.RefusedError):
        receive(shared.delivery, None, wanted)


@pytest.mark.parametrize("data", [
    b"{}", b"[]", b"null", b'{"type": "Delivery"}', b'{"type": "Delivery", "version": "1.0"}', b"{", b"\xff",
    b'{"type": "Receipt", "version": "1.0"}',
    b'{"type":"Delivery","version":"1.0","id":"a","kind":"gift","receiver":{},"subject":"s","profile":{},"made":"m"}',
    b'{"type":"Delivery","version":"1.0","id":"a","kind":"first","receiver":{},"subject":"s","profile":{},"made":"m"}',
    b'{"type":"Receipt","version":"1.0","id":"a","delivery":"d","kind":"first","receiver":{},"received":"r",'
    b'"status":"accepted","findings":[{"code":"EP0000"}]}',
    b'{"type":"Receipt","version":"1.0","id":"a","delivery":"d","kind":"first","receiver":{},"received":"r",'
    b'"status":"fine","findings":[]}',
])  # fmt: skip
def test_files_that_are_none_are_told(data: bytes) -> None:
    for read in (read_delivery, read_receipt):
        with pytest.raises(ep.EportfolioError):
            read(data)


def test_other_formats_name_the_record_as_lost() -> None:
    owner = ep.share(noor(), profile(LABELS), ep.ShareOptions({"skills": ("1",)})).owner
    lost = [one.pointer for one in ep.dumps(owner, "jsonresume").report.findings]
    assert any(pointer.startswith("/disclosures/0") for pointer in lost)


def test_what_is_written_in_another_format_still_satisfies_the_receiver() -> None:
    wanted = profile('[needs.name]\npath = "owner/names[]/full_name"\n[formats]\nreceives = ["jsonresume"]')
    owner = noor(owner={"names": [{"full_name": "Noor van Dijk"}]})
    shared = ep.share(owner, wanted)
    assert shared.delivery.file["format"] == "jsonresume"
    assert not [one for one in check(ep.read(shared.data).portfolio, wanted) if one.severity is ep.Severity.ERROR]


# -- the commands -----------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("noor.portfolio.json").write_bytes(ep.dumps(noor(), "eportfolio").data)
    Path("service.toml").write_text(HEAD + LABELS)
    return tmp_path


def test_the_commands_from_delivery_to_receipt(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    share = ["share", "noor.portfolio.json", "--for", "service.toml", "-o", "out.portfolio.json"]
    assert main(share) == 1
    assert "--choose skills=1" in capsys.readouterr().err
    assert sorted(path.name for path in files.iterdir()) == ["noor.portfolio.json", "service.toml"]
    assert main([*share, "--choose", "skills=2"]) == 0
    answer = ["receipt", "out.portfolio.json.delivery.json", "--for", "service.toml", "--file", "out.portfolio.json"]
    assert main([*answer, "-o", "receipt.json"]) == 0
    assert main(["receipt", "receipt.json", "--into", "noor.portfolio.json"]) == 0
    (record,) = ep.read("noor.portfolio.json").portfolio.disclosures
    assert (record.kind, record.answer) == ("first", "accepted")
    assert main([*share[:-1], "end.json", "--kind", "withdrawal"]) == 0
    assert main(["receipt", "end.json"]) == 0
    assert '"stopped"' in capsys.readouterr().out
    assert main([*share, "--choose", "skills=2"]) == 2  # the file exists
    assert len(ep.read("noor.portfolio.json").portfolio.disclosures) == 2


@pytest.mark.parametrize("more", [
    ["-o", "-"], ["-o", "noor.portfolio.json", "--force"], ["-o", "x.json", "--choose", "skills"],
    ["-o", "x.json", "--delivery", "x.json"], ["-o", "x.json", "--record", "x.json"],
    ["-o", "x.json", "--to", "nothing"],
])  # fmt: skip
def test_wrong_use_leaves_everything_as_it_is(files: Path, more: list[str]) -> None:
    before = Path("noor.portfolio.json").read_bytes()
    choice = [] if "--choose" in more else ["--choose", "skills=1"]
    assert main(["share", "noor.portfolio.json", "--for", "service.toml", *choice, *more]) in (2, 5)
    assert Path("noor.portfolio.json").read_bytes() == before
    assert sorted(path.name for path in files.iterdir()) == ["noor.portfolio.json", "service.toml"]


def test_the_owner_is_asked_on_a_terminal(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eportfolio.cli.share.is_terminal", lambda _: True)
    monkeypatch.setattr("builtins.input", lambda _: "1, 3")
    assert main(["share", "noor.portfolio.json", "--for", "service.toml", "-o", "out.portfolio.json"]) == 0
    labels = [one.label for one in ep.read("out.portfolio.json").portfolio.competences]
    assert labels == ["sawing", "turning"]
