"""Archives and folders of badges: what is in them is read in order, hostile ones are refused."""

from __future__ import annotations

import base64
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.sources import archives
from eportfolio.sources.archives import Member, members, open_archive, open_folder
from eportfolio.sources.baking import bake
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from tests.sources.pictures import ADDRESS, ASSERTION, BADGE, RECORD, SVG, TOKEN, png

BADGES = {"a.json": BADGE, "more/b.png": bake(png(), RECORD), "c.svg": bake(SVG, ASSERTION), "d.jwt": TOKEN + b"\n"}


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def unpacked(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with files."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_badges_of_every_form_are_one_list() -> None:
    source = open_archive(Source(packed(BADGES), "backpack.zip"))
    assert (source.name, source.container, source.kind) == ("backpack.zip", "zip", "json")
    listed = json.loads(source.data)
    assert listed == [json.loads(BADGE), json.loads(RECORD), json.loads(ASSERTION), TOKEN.decode()]
    assert [part.data.strip() for part in source.parts] == [one.strip() for one in (BADGE, RECORD, ASSERTION, TOKEN)]
    assert [part.name for part in source.parts] == [f"backpack.zip/{name}" for name in BADGES]
    assert [part.outer for part in source.parts] == [b"", BADGES["more/b.png"], BADGES["c.svg"], b""]


def test_a_folder_is_read_likewise(tmp_path) -> None:
    source = open_folder(unpacked(tmp_path / "backpack", BADGES))
    assert [Path(part.name).name for part in source.parts] == ["a.json", "c.svg", "d.jwt", "b.png"]
    assert source.container == "folder"


def test_what_is_no_badge_is_named() -> None:
    files = {"readme.txt": b"Hello", "issuer.json": b'{"type": "Issuer"}', "a.json": BADGE, "inner.zip": packed(BADGES)}
    source = open_archive(Source(packed(files)))
    assert source.beside == ("readme.txt", "issuer.json", "inner.zip")
    assert len(source.parts) == 1


def test_what_cannot_be_read_is_named_and_the_others_are_read() -> None:
    files = {"broken.json": b"{", "cut.png": png()[:50], "link.png": bake(png(), ADDRESS), "a.json": BADGE}
    source = open_archive(Source(packed(files)))
    assert len(source.parts) == 1
    told = [item.message for item in source.findings]
    assert [message.split(" was not read")[0] for message in told] == ["broken.json", "cut.png", "link.png"]
    assert "only its address" in told[2]


def test_hidden_files_are_passed_by(tmp_path) -> None:
    files = {"__MACOSX/a.json": BADGE, ".git/x.json": BADGE, ".hidden.json": BADGE, "a.json": BADGE}
    assert [member.name for member in members(Source(packed(files)))] == ["a.json"]
    assert len(open_folder(unpacked(tmp_path, files)).parts) == 1


@pytest.mark.parametrize("files", [{}, {"a.txt": b"x"}, {"a.json": b"{}"}, {"a.json": b"{"}])
def test_nothing_to_read(files: dict[str, bytes], tmp_path) -> None:
    with pytest.raises(ep.UnreadableError, match="holds no badge") as caught:
        open_archive(Source(packed(files) or b"PK\x03\x04"))
    assert caught.value.finding.name == "no-portfolio-inside"
    with pytest.raises(ep.UnreadableError, match="holds no badge"):
        ep.read(unpacked(tmp_path / "x", {**files, "y.txt": b""}))


@pytest.mark.parametrize(
    "name", ["../a.json", "/etc/a.json", "a/../../b.json", "C:a.json", "C:\\a.json", "a\\..\\b.json", "a\x1b[31m.json"]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    data = packed({"x" * len(name): BADGE}).replace(b"x" * len(name), name.encode())
    with pytest.raises(ep.UnsafeError, match="a file whose name leads out of the archive"):
        open_archive(Source(data))


def test_a_link_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("a.json")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ep.UnsafeError, match="a link"):
        open_archive(Source(target.getvalue()))


def test_links_in_folders_are_not_followed(tmp_path) -> None:
    outside = unpacked(tmp_path / "outside", {"secret.json": BADGE})
    inside = unpacked(tmp_path / "inside", {"a.json": RECORD})
    (inside / "link.json").symlink_to(outside / "secret.json")
    (inside / "folder").symlink_to(outside)
    assert [part.data for part in open_folder(inside).parts] == [RECORD]


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(packed({"a.json": BADGE}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(ep.UnreadableError, match=r"a\.json in the archive is encrypted"):
        open_archive(Source(bytes(data)))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_compression_that_asks_for_any_amount_of_memory_is_refused(method: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.json", BADGE)
    with pytest.raises(ep.UnreadableError, match="compressed in a way that is not read"):
        open_archive(Source(target.getvalue()))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    data = packed({"aa.json": BADGE, "ab.json": RECORD}).replace(b"ab.json", b"aa.json")
    with pytest.raises(ep.UnsafeError, match="two files of one name"):
        open_archive(Source(data))


def test_size_is_bounded_for_each_file_and_for_all() -> None:
    limits = Limits(inflated_bytes=10_000)
    with pytest.raises(ep.UnsafeError, match="inflates to too much"):
        list(members(Source(packed({"a.json": b" " * 10_001}), limits=limits)))
    enough = {f"{number}.json": b" " * 10_000 for number in range(4)}
    assert len(list(members(Source(packed(enough), limits=limits)))) == 4
    with pytest.raises(ep.UnsafeError, match="inflates to too much"):
        list(members(Source(packed({**enough, "more.json": b" "}), limits=limits)))


def test_size_is_counted_whatever_the_archive_says_of_it() -> None:
    """A file that says that it is small gives no more than it says, or is refused as damaged."""
    honest = packed({"a.json": b" " * 10_001})
    size = (10_001).to_bytes(4, "little")
    with pytest.raises(ep.UnreadableError):
        list(members(Source(honest.replace(size, (5).to_bytes(4, "little")), limits=Limits(inflated_bytes=10_000))))


def test_size_of_a_folder_is_bounded(tmp_path) -> None:
    with pytest.raises(ep.UnsafeError, match="is too large"):
        open_folder(unpacked(tmp_path, {"a.json": b" " * 10_001}), Limits(inflated_bytes=10_000))


def test_badges_together_are_no_larger_than_a_file(tmp_path) -> None:
    limits = Limits(file_bytes=len(BADGE) + len(RECORD) - 1)
    files = {"a.json": BADGE, "b.json": RECORD}
    with pytest.raises(ep.UnsafeError, match="limit file_bytes"):
        open_folder(unpacked(tmp_path, files), limits)
    with pytest.raises(ep.UnsafeError, match="limit file_bytes"):
        open_archive(Source(packed(files), limits=limits))


def test_number_is_bounded(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(archives, "MEMBERS", 3)
    files = {f"{number}.json": BADGE for number in range(4)}
    with pytest.raises(ep.UnsafeError, match="more than 3 files"):
        list(members(Source(packed(files))))
    with pytest.raises(ep.UnsafeError, match="more than 3 files"):
        open_folder(unpacked(tmp_path, files))
    with pytest.raises(ep.UnsafeError, match="more than 3 files"):
        list(members(Source(b"PK\x03\x04" + b"PK\x01\x02" * 7)))


@pytest.mark.parametrize("length", [4, 30, 100, -30])
def test_a_damaged_archive_is_refused(length: int) -> None:
    with pytest.raises(ep.UnreadableError, match="The archive is damaged"):
        list(members(Source(packed(BADGES)[:length])))


def test_a_changed_file_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.json", BADGE)
    with pytest.raises(ep.UnreadableError, match="The archive is damaged"):
        list(members(Source(target.getvalue().replace(b"Soudeur", b"Plombie"))))


def test_members_have_their_content() -> None:
    assert list(members(Source(packed({"a/b.txt": b"x"})))) == [Member("a/b.txt", b"x")]


CREDENTIAL: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "urn:example:welding", "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://weld.example.org", "type": ["Profile"], "name": "Weldschool"},
    "validFrom": "2025-03-01T09:00:00Z", "name": "Welding",
    "credentialSubject": {
        "type": ["AchievementSubject"], "id": "urn:example:noor",
        "achievement": {
            "id": "urn:example:weld", "type": ["Achievement"], "name": "Welding", "description": "Can weld",
            "criteria": {"narrative": "Weld a frame"},
        },
    },
}  # fmt: skip


def backpack() -> dict[str, bytes]:
    """A badge in a picture, one in Open Badges 2, and one that lacks something."""
    lacking = {key: value for key, value in CREDENTIAL.items() if key != "validFrom"} | {"id": "urn:example:2"}
    return {
        "welding.png": bake(png(), json.dumps(CREDENTIAL).encode()),
        "older.json": ASSERTION,
        "lacking.json": json.dumps(lacking).encode(),
        "notes.txt": b"mine",
    }


def test_all_badges_of_an_archive_are_one_portfolio(tmp_path) -> None:
    files = backpack()
    for source in (packed(files), unpacked(tmp_path, files)):
        portfolio, report = ep.read(source)
        assert len(portfolio.credentials) == 3
        assert len(portfolio.qualifications) == 3
        assert report.source.detected.startswith("found in a ")
        assert [item.message for item in report.named("not-read") if "notes" in item.message] == [
            f"notes.txt, in the same {'ZIP' if isinstance(source, bytes) else 'folder'}, was not read."
        ]
    pictures = [one.displays[0].image for one in portfolio.credentials if one.displays]
    assert [base64.b64decode(one.content) for one in pictures if one is not None] == [files["welding.png"]]


def test_each_badge_of_an_archive_keeps_its_own_original() -> None:
    portfolio, _ = ep.read(packed(backpack()))
    older = next(one for one in portfolio.credentials if one.original is not None)
    assert older.original is not None
    assert base64.b64decode(older.original.content) == ASSERTION


def test_validation_names_the_file_in_the_archive() -> None:
    report = ep.validate(packed(backpack()))
    told = [(item.source, item.pointer, item.message) for item in report if item.name == "missing-element"]
    assert [one[:2] for one in told] == [("-/older.json", ""), ("-/lacking.json", "")]
    assert "validFrom" in told[1][2]


def test_what_an_older_badge_links_to_is_read_with_it() -> None:
    badge = {"type": "BadgeClass", "id": "https://badges.example.org/b/1", "name": "Welding", "description": "Can weld",
             "criteria": "https://badges.example.org/c", "issuer": "https://badges.example.org/i"}  # fmt: skip
    issuer = {"type": "Issuer", "id": "https://badges.example.org/i", "name": "Weldschool"}
    stranger = {"type": "Issuer", "id": "https://badges.example.org/other", "name": "Other"}
    documents = {"badge.json": badge, "issuer.json": issuer, "other.json": stranger}
    files = {"a.json": ASSERTION, **{name: json.dumps(one).encode() for name, one in documents.items()}}
    portfolio, report = ep.read(packed(files))
    [qualification] = portfolio.qualifications
    assert qualification.specification is not None
    assert str(qualification.specification.title) == "Welding"
    assert [item.message for item in report.named("not-read")] == ["other.json, in the same ZIP, was not read."]
    assert "Weldschool" in str(portfolio.credentials[0].issuer)
    [original] = [one.original for one in portfolio.credentials]
    assert original is not None
    assert base64.b64decode(original.content) == ASSERTION


def test_a_document_takes_the_place_of_one_link_only() -> None:
    """Two thousand links to one document do not make two thousand of it."""
    badge = {"type": "BadgeClass", "id": "https://badges.example.org/b/1", "name": "Welding", "description": "x" * 1000}
    many = json.loads(ASSERTION) | {"badge": ["https://badges.example.org/b/1"] * 2000}
    files = {"a.json": json.dumps(many).encode(), "badge.json": json.dumps(badge).encode()}
    _, report = ep.read(packed(files))
    assert len([item for item in report.named("not-read") if "only linked to" in item.message]) == 1999


def test_documents_that_badges_link_to_share_one_bound() -> None:
    """Many documents of moderate size are as costly as a large one."""
    addresses = [f"https://badges.example.org/b/{number}" for number in range(20)]
    many = json.loads(ASSERTION) | {"badge": addresses}
    files = {"a.json": json.dumps(many).encode()}
    for number, address in enumerate(addresses):
        files[f"{number}.json"] = json.dumps({"id": address, "tags": ["x"] * 100}).encode()
    assert ep.read(packed(files)).portfolio.credentials
    with pytest.raises(ep.EportfolioError) as caught:
        ep.read(packed(files), format="openbadges", options=ep.ReadOptions(Limits(nodes=1000)))
    assert "limit nodes" in str(caught.value)
