"""Bundles of vocabularies: what is packed on one machine is installed on another, whole and verified, or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from eportfolio.cli.main import main
from eportfolio.report.errors import EportfolioError, UsageError
from eportfolio.vocabulary import unpack as unpacking
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularyDamagedError, VocabularyMissingError, VocabularyNewerError
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.mappings.index import MappingIndex
from eportfolio.vocabulary.mappings.install import install_mappings
from eportfolio.vocabulary.pack import Packed, pack
from eportfolio.vocabulary.unpack import PACK_LIMITS, unpack
from tests.vocabulary.contents import contents

URI = "https://example.org/crafts"
CRAFTS_2 = "crafts/2.sqlite"
SSSOM = """\
#mapping_set_id: https://example.org/mappings/crafts
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  a: https://example.org/crafts/
#  b: https://example.org/other/
subject_id\tpredicate_id\tobject_id\tmapping_justification
a:1\tskos:exactMatch\tb:1\tsemapv:ManualMappingCuration
"""


def install(folder: Path, name: str = "crafts", version: str = "1", label: str = "masonry") -> Vocabularies:
    def fill(builder: IndexBuilder) -> None:
        builder.concept(f"{URI}/1", notation="1")
        builder.label(f"{URI}/1", "preferred", "en", label)

    vocabularies = Vocabularies(folder)
    vocabularies.install(SchemeDescription(name, version, URI, "Crafts"), fill)
    return vocabularies


@pytest.fixture
def here(tmp_path: Path) -> Vocabularies:
    """Two versions of a vocabulary, another one, and a mapping set."""
    folder = tmp_path / "here"
    for name, version in (("crafts", "1"), ("crafts", "2"), ("trades", "2024")):
        install(folder, name, version)
    (tmp_path / "crafts.sssom.tsv").write_text(SSSOM)
    install_mappings(folder, [tmp_path / "crafts.sssom.tsv"])
    return Vocabularies(folder)


@pytest.fixture
def there(tmp_path: Path) -> Vocabularies:
    """An empty folder of another machine."""
    return Vocabularies(tmp_path / "there")


def packed(vocabularies: Vocabularies, *names: str) -> bytes:
    out = BytesIO()
    pack(vocabularies, out, names)
    return out.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_that_is_installed_arrives_as_it_was(here: Vocabularies, there: Vocabularies, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed(here))
    told = unpack(there, tmp_path / "b.zip")
    assert [one.title for one in told] == ["mappings crafts", "crafts 1", "crafts 2", "trades 2024"]
    assert tree(there.folder) == tree(here.folder)
    assert set(tree(there.folder)) == {
        "crafts/1.sqlite", "crafts/2.sqlite", "trades/2024.sqlite", "mappings/crafts.mappings",
    }  # fmt: skip
    assert contents(there.scheme("crafts", "1")) == contents(here.scheme("crafts", "1"))
    with MappingIndex(there.folder / "mappings" / "crafts.mappings") as mappings:
        assert len(mappings) == 1


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("crafts",), ["crafts 1", "crafts 2"]),
        (("crafts@2",), ["crafts 2"]),
        (("mappings",), ["mappings crafts"]),
        (("mappings@crafts", "trades"), ["mappings crafts", "trades 2024"]),
    ],
)
def test_only_what_is_named_is_packed(here: Vocabularies, names: tuple[str, ...], expected: list[str]) -> None:
    assert [one.title for one in pack(here, BytesIO(), names)] == expected


@pytest.mark.parametrize("name", ["nothing", "crafts@3", "mappings@nothing", "eqf"])
def test_what_is_not_installed_is_named(here: Vocabularies, name: str) -> None:
    with pytest.raises(VocabularyMissingError) as caught:
        pack(here, BytesIO(), ["crafts", name])
    assert name.replace("@", " ") in str(caught.value)
    assert "crafts 2" in str(caught.value)


def test_an_empty_folder_makes_no_bundle(there: Vocabularies) -> None:
    with pytest.raises(UsageError, match="No vocabulary is installed"):
        pack(there, BytesIO())


def test_a_damaged_index_is_not_packed(here: Vocabularies) -> None:
    path = here.path("crafts", "1")
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(VocabularyDamagedError, match=r"crafts/1\.sqlite"):
        pack(here, BytesIO())


def test_the_same_indexes_give_the_same_bytes(here: Vocabularies, tmp_path: Path) -> None:
    first = packed(here)
    for path in here.folder.rglob("*.sqlite"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(stat.S_IRUSR)
    assert packed(here) == first
    assert packed(here, "trades", "crafts") == packed(here, "crafts", "trades")


def test_a_bundle_tells_neither_time_nor_system(here: Vocabularies) -> None:
    with zipfile.ZipFile(BytesIO(packed(here))) as bundle:
        assert {info.date_time for info in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.create_system, info.external_attr >> 16) for info in bundle.infolist()} == {(3, 0o644)}


def test_what_was_there_is_replaced_and_the_open_one_forgotten(
    here: Vocabularies, there: Vocabularies, tmp_path: Path
) -> None:
    install(there.folder, label="an older word")
    assert there.scheme("crafts", "1").get("1").label() == "an older word"  # type: ignore[union-attr]
    (tmp_path / "b.zip").write_bytes(packed(here))
    unpack(there, tmp_path / "b.zip")
    assert there.scheme("crafts", "1").get("1").label() == "masonry"  # type: ignore[union-attr]


# -- bundles that are not sound ----------------------------------------------------------------------------------

Change = Callable[[dict[str, bytes], dict[str, Any]], None]
"""Changes the files and the manifest of a bundle."""


def altered(data: bytes, change: Change, *, sign: bool = True) -> bytes:
    """A bundle with changes; sizes and digests follow them unless they should not."""
    with zipfile.ZipFile(BytesIO(data)) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files, manifest)
    if sign:
        for one in manifest["files"]:
            content = files.get(Packed(**one).path)
            if content is not None:
                one["size"], one["sha256"] = len(content), sha256(content).hexdigest()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
        bundle.writestr("manifest.json", json.dumps(manifest))
    return out.getvalue()


def replaced(files: dict[str, bytes], name: str, **values: Any) -> None:
    """Write into an index."""
    path = Path(values.pop("folder"), "edited.sqlite")
    path.write_bytes(files[name])
    connection = sqlite3.connect(path)
    for statement in values.pop("statements"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    files[name] = path.read_bytes()


def _tamper(files: dict[str, bytes], _: dict[str, Any]) -> None:
    content = bytearray(files[CRAFTS_2])
    content[-1] ^= 1
    files[CRAFTS_2] = bytes(content)


def _entry(**values: Any) -> Change:
    def change(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        files[CRAFTS_2], before = b"", files[CRAFTS_2]
        del files[CRAFTS_2]
        entry = next(one for one in manifest["files"] if (one["name"], one["version"]) == ("crafts", "2"))
        entry.update(values)
        files[Packed(**entry).path] = before

    return change


def _damage(files: dict[str, bytes], _: dict[str, Any]) -> None:
    content = bytearray(files[CRAFTS_2])
    content[2 * 4096 : 2 * 4096 + 200] = b"\xff" * 200
    files[CRAFTS_2] = bytes(content)


UNSOUND: dict[str, tuple[Change, bool, str, str]] = {
    "tampered": (_tamper, False, "vocabulary-damaged", "crafts 2 differs from its digest"),
    "digest of nothing": (lambda f, m: m["files"][1].update(sha256="?"), False, "vocabulary-damaged", "no digest"),
    "size": (lambda f, m: m["files"][1].update(size=1), False, "vocabulary-damaged", "not as long"),
    "size of nothing": (lambda f, m: m["files"][1].update(size=-1), False, "vocabulary-damaged", "no size"),
    "a file more": (lambda f, m: f.update(extra=b"x"), True, "unsafe-content", "'extra'"),
    "a file less": (lambda f, m: f.pop(CRAFTS_2), True, "unsafe-content", "'crafts/2.sqlite'"),
    "traversal in a file": (lambda f, m: f.update({"../out.sqlite": b"x"}), True, "unsafe-content", "'../out.sqlite'"),
    "traversal in a name": (_entry(name="../../out"), True, "unsafe-content", "'../../out'"),
    "traversal in a version": (_entry(version="../../../out"), True, "unsafe-content", "'../../../out'"),
    "absolute name": (_entry(name="/tmp/out"), True, "unsafe-content", "'/tmp/out'"),
    "hidden name": (_entry(name=".compiled"), True, "unsafe-content", "'.compiled'"),
    "name of the mappings": (_entry(name="mappings"), True, "unsafe-content", "'mappings'"),
    "another name inside": (_entry(name="crofts"), True, "vocabulary-damaged", "crofts 2 is crafts 2 inside"),
    "another version inside": (_entry(version="7"), True, "vocabulary-damaged", "crafts 7 is crafts 2 inside"),
    "unknown kind": (lambda f, m: m["files"][1].update(kind="programs"), False, "unsafe-content", "programs"),
    "the same twice": (lambda f, m: m["files"].append(m["files"][1]), True, "unsafe-content", "differ"),
    "no entries": (lambda f, m: (m.update(files=[]), f.clear()), True, "vocabulary-damaged", "names no files"),
    "entries that are none": (lambda f, m: m.update(files=[{"x": 1}]), False, "vocabulary-damaged", "that is none"),
    "another kind of manifest": (lambda f, m: m.update(format="x"), True, "vocabulary-damaged", "is not that of"),
    "newer bundle": (lambda f, m: m.update(version=2), True, "vocabulary-newer", "newer release"),
    "no index": (lambda f, m: f.update({CRAFTS_2: b"x" * 5000}), True, "vocabulary-damaged", "crafts 2"),
    "cut index": (lambda f, m: f.update({CRAFTS_2: f[CRAFTS_2][:-4096]}), True, "vocabulary-damaged", "crafts 2"),
    "damaged inside": (_damage, True, "vocabulary-damaged", "crafts 2"),
    "bomb": (lambda f, m: f.update({CRAFTS_2: bytes(50 << 20)}), True, "limit-exceeded", "grows more than 200"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSOUND)
def test_an_unsound_bundle_is_refused_by_name_and_nothing_is_installed(
    case: str, here: Vocabularies, there: Vocabularies, tmp_path: Path
) -> None:
    change, sign, rule, told = UNSOUND[case]
    install(there.folder, label="an older word")
    before = tree(tmp_path / "there")
    bundle = tmp_path / "b.zip"
    bundle.write_bytes(altered(packed(here), change, sign=sign))
    with pytest.raises(EportfolioError) as caught:
        unpack(there, bundle)
    assert caught.value.finding.name == rule
    assert told in str(caught.value)
    assert "b.zip" in str(caught.value)
    assert tree(tmp_path / "there") == before
    assert {path.name for path in tmp_path.iterdir()} == {"here", "there", "b.zip", "crafts.sssom.tsv"}


@pytest.mark.parametrize(
    ("statements", "rule", "told"),
    [
        (["PRAGMA user_version = 99"], "vocabulary-newer", r"b\.zip: crafts/2\.sqlite was written by a newer release"),
        (["PRAGMA user_version = 0"], "vocabulary-damaged", "older release"),
        (["PRAGMA application_id = 1"], "vocabulary-damaged", "crafts 2: it is no index of a vocabulary"),
        (["DELETE FROM meta"], "vocabulary-damaged", "crafts 2: its description is missing"),
        (["UPDATE meta SET value = '[1]'"], "vocabulary-damaged", "crafts 2: its description cannot be read"),
        (
            [f"UPDATE meta SET value = '{'[' * 100_000}'"],
            "vocabulary-damaged",
            "crafts 2: its description cannot be read",
        ),
        (["CREATE VIEW v AS SELECT 1"], "unsafe-content", "holds code"),
        (["CREATE TRIGGER t AFTER INSERT ON label BEGIN DELETE FROM meta; END"], "unsafe-content", "holds code"),
        (["CREATE VIRTUAL TABLE v USING fts5(x)"], "unsafe-content", "holds code"),
    ],
)
def test_an_index_that_is_not_as_it_should_be_is_not_installed(
    statements: list[str], rule: str, told: str, here: Vocabularies, there: Vocabularies, tmp_path: Path
) -> None:
    def change(files: dict[str, bytes], _: dict[str, Any]) -> None:
        replaced(files, CRAFTS_2, folder=tmp_path, statements=statements)

    (tmp_path / "b.zip").write_bytes(altered(packed(here), change))
    with pytest.raises(EportfolioError, match=told) as caught:
        unpack(there, tmp_path / "b.zip")
    assert caught.value.finding.name == rule
    assert tree(there.folder) == {}


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.999])
def test_a_bundle_that_was_cut_off_is_refused(
    keep: float, here: Vocabularies, there: Vocabularies, tmp_path: Path
) -> None:
    data = packed(here)
    (tmp_path / "b.zip").write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(EportfolioError, match="no whole bundle") as caught:
        unpack(there, tmp_path / "b.zip")
    assert caught.value.finding.name == "vocabulary-damaged"
    assert tree(there.folder) == {}


@pytest.mark.parametrize("place", range(40, 1900, 67))
def test_a_changed_byte_is_noticed(place: int, here: Vocabularies, there: Vocabularies, tmp_path: Path) -> None:
    data = bytearray(packed(here, "crafts@1"))
    data[place] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(data)
    try:
        unpack(there, tmp_path / "b.zip")
    except EportfolioError:
        assert tree(there.folder) == {}
    else:  # a byte of a header that nothing depends on
        assert tree(there.folder) == {"crafts/1.sqlite": here.path("crafts", "1").read_bytes()}


@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_other_files_are_told_apart(data: bytes, there: Vocabularies, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(EportfolioError) as caught:
        unpack(there, tmp_path / "b.zip")
    assert caught.value.finding.name == "vocabulary-damaged"
    with pytest.raises(EportfolioError, match=r"c\.zip cannot be opened"):
        unpack(there, tmp_path / "c.zip")


def test_a_manifest_can_be_hostile(here: Vocabularies, there: Vocabularies, tmp_path: Path) -> None:
    for manifest in (b"[" * 100_000, b"{}", b"null", b'{"files": 1}', b" " * (5 << 20), b"\xff\xff"):
        with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("manifest.json", manifest)
        with pytest.raises(EportfolioError, match=r"manifest\.json"):
            unpack(there, tmp_path / "b.zip")


def test_what_a_bundle_may_cost_is_bounded(here: Vocabularies, there: Vocabularies, tmp_path: Path) -> None:
    from dataclasses import replace

    (tmp_path / "b.zip").write_bytes(packed(here))
    for limits in (replace(PACK_LIMITS, inflated_bytes=100_000), replace(PACK_LIMITS, attachments=3)):
        with pytest.raises(EportfolioError, match="it holds more than") as caught:
            unpack(there, tmp_path / "b.zip", limits)
        assert caught.value.finding.name == "limit-exceeded"


def test_an_encrypted_file_is_refused(here: Vocabularies, there: Vocabularies, tmp_path: Path) -> None:
    data = bytearray(packed(here, "crafts@1"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(EportfolioError, match="encrypted"):
        unpack(there, tmp_path / "b.zip")


# -- when installing fails -----------------------------------------------------------------------------------------


def test_when_one_cannot_be_put_in_place_those_before_it_go_back(
    here: Vocabularies, there: Vocabularies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(there.folder, label="an older word")
    before = tree(there.folder)
    (tmp_path / "b.zip").write_bytes(packed(here))
    moves: list[str] = []
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        moves.append(target.name)
        if target.name == "2024.sqlite":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(UsageError, match="No space left on device") as caught:
        unpack(there, tmp_path / "b.zip")
    assert caught.value.finding.name == "vocabulary-not-written"
    assert "1.sqlite" in moves  # it had been replaced already
    assert tree(there.folder) == before


def test_it_works_where_files_cannot_have_two_names(
    here: Vocabularies, there: Vocabularies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    install(there.folder, label="an older word")
    (tmp_path / "b.zip").write_bytes(packed(here))
    monkeypatch.setattr(unpacking.os, "link", no_links)
    unpack(there, tmp_path / "b.zip")
    assert tree(there.folder) == tree(here.folder)


def test_a_full_disk_leaves_nothing(
    here: Vocabularies, there: Vocabularies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "b.zip").write_bytes(packed(here))
    monkeypatch.setattr(unpacking.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        unpack(there, tmp_path / "b.zip")
    assert tree(there.folder) == {}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_named(here: Vocabularies, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed(here))
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(UsageError, match="closed"):
        unpack(Vocabularies(tmp_path / "closed"), tmp_path / "b.zip")


def test_a_file_in_the_place_of_the_folder_is_named(here: Vocabularies, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed(here))
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        unpack(Vocabularies(tmp_path / "file"), tmp_path / "b.zip")


# -- as a person types it ------------------------------------------------------------------------------------------


def test_pack_here_unpack_there(
    here: Vocabularies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(tmp_path / "vocabularies.zip")
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(here.folder))
    assert main(["vocab", "pack", "crafts", "-o", bundle]) == 0
    assert "crafts" in capsys.readouterr().out
    assert main(["vocab", "pack", "crafts", "-o", bundle]) == 2
    assert "exists already" in capsys.readouterr().err
    assert main(["vocab", "pack", "-o", bundle, "--force", "--output", "json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["crafts", "crafts", "crafts", "trades"]
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "second"))
    assert main(["vocab", "unpack", bundle]) == 0
    assert "trades" in capsys.readouterr().out
    assert main(["vocab", "list", "trades", "--output", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["vocabularies"][0]["version"] == "2024"


def test_a_damaged_bundle_ends_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "second"))
    (tmp_path / "b.zip").write_bytes(b"no bundle")
    assert main(["vocab", "unpack", str(tmp_path / "b.zip")]) == 4
    assert "Nothing was installed" in capsys.readouterr().err
    assert main(["vocab", "pack", "nothing", "-o", str(tmp_path / "c.zip")]) == 6
    assert not (tmp_path / "c.zip").exists()


def test_the_error_of_a_newer_index_is_of_its_own_kind(here: Vocabularies, there: Vocabularies, tmp_path: Path) -> None:
    def change(files: dict[str, bytes], _: dict[str, Any]) -> None:
        replaced(files, "trades/2024.sqlite", folder=tmp_path, statements=["PRAGMA user_version = 99"])

    (tmp_path / "b.zip").write_bytes(altered(packed(here), change))
    with pytest.raises(VocabularyNewerError):
        unpack(there, tmp_path / "b.zip")
