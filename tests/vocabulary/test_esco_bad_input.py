"""Installing ESCO from files that are broken, mixed or hostile, and in places that cannot be written to."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from eportfolio.report.errors import EportfolioError, UnreadableError, UnsafeError, UsageError
from eportfolio.vocabulary.errors import VocabularyNewerError, VocabularySourceError
from eportfolio.vocabulary.esco import package
from eportfolio.vocabulary.esco.install import EscoInstalled, install_esco
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from tests.vocabulary.esco_packages import SKILL, Tables, complete, skill, text_of, write_folder, write_zip

SKILLS = text_of("skills_en.csv", complete()["skills_en.csv"])


@pytest.fixture
def vocabularies(tmp_path: Path) -> Vocabularies:
    return Vocabularies(tmp_path / "installed")


@pytest.fixture
def install_text(tmp_path: Path, vocabularies: Vocabularies) -> Callable[..., EscoInstalled]:
    """Install one file with the bytes given."""

    def call(data: bytes | str, name: str = "skills_en.csv", **options: Any) -> EscoInstalled:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return install_esco([path], vocabularies=vocabularies, **{"version": "1.2.0", **options})

    return call


def label(installed: EscoInstalled, uri: str = SKILL + "bake") -> str:
    concept = ConceptScheme(installed.path).get(uri)
    assert concept is not None
    return concept.label()


def messages(installed: EscoInstalled, name: str) -> list[str]:
    return [item.message for item in installed.findings if item.name == name]


# -- delimiters and encodings ------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_told_from_the_head(install_text: Any, delimiter: str) -> None:
    text = text_of("skills_en.csv", [skill("bake", "bake, or roast; bread")], delimiter)
    assert label(install_text(text)) == "bake, or roast; bread"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_told_from_the_first_bytes(install_text: Any, encoding: str) -> None:
    text = text_of("skills_nl.csv", [skill("bake", "crème brûlée bereiden")])
    assert label(install_text(text.encode(encoding), "skills_nl.csv")) == "crème brûlée bereiden"


def test_a_byte_order_mark_belongs_to_no_column(install_text: Any) -> None:
    installed = install_text("\ufeffmood," + SKILLS.replace("\nKnow", "\ngood,Know"))
    assert messages(installed, "not-taken")[0].endswith("has columns of which nothing was taken: 'mood'.")


def test_windows_1252_is_told_with_line_and_column_and_read_when_it_is_named(install_text: Any) -> None:
    text = text_of("skills_fr.csv", [skill("knead", "pétrir la pâte"), skill("bake", "dorer")]).encode("cp1252")
    with pytest.raises(UnreadableError, match=r"line 2, column \d+ is not UTF-8.*Windows-1252.*'é'") as raised:
        install_text(text, "skills_fr.csv")
    assert raised.value.finding.name == "wrong-encoding"
    assert (raised.value.finding.line, "--encoding cp1252" in raised.value.finding.advice) == (2, True)
    assert label(install_text(text, "skills_fr.csv", encoding="cp1252"), SKILL + "knead") == "pétrir la pâte"


def test_half_a_character_of_utf_16_is_told(install_text: Any) -> None:
    with pytest.raises(UnreadableError, match="is not UTF-16"):
        install_text(SKILLS.encode("utf-16")[:-1])


def test_an_encoding_that_there_is_not(install_text: Any) -> None:
    with pytest.raises(UsageError, match="no encoding 'klingon'"):
        install_text(SKILLS, encoding="klingon")


# -- rows and columns --------------------------------------------------------------------------------


def test_rows_with_too_few_or_too_many_cells_are_told_with_line_and_left_out(install_text: Any) -> None:
    lines = SKILLS.splitlines(keepends=True)
    short = "KnowledgeSkillCompetence,http://example.org/skill/short\n"
    long = lines[-1].replace("yeast", "long").rstrip("\n") + ",more\n"
    installed = install_text(SKILLS + short + long)
    told = messages(installed, "truncated-row")
    assert [message.partition("skills_en.csv, ")[2] for message in told] == [
        "line 7 has 2 cells instead of 13.",
        "line 8 has 14 cells instead of 13.",
    ]
    assert installed.rows["skills_en.csv"] == 3


def test_a_file_that_was_cut_off_within_a_cell_is_told(install_text: Any) -> None:
    installed = install_text(SKILLS + 'KnowledgeSkillCompetence,http://example.org/skill/x,,,"cut of')
    assert "line 7 cannot be read: unexpected end of data" in messages(installed, "truncated-row")[0]
    assert installed.rows["skills_en.csv"] == 3


def test_a_quotation_mark_within_a_cell_spoils_one_row_only(install_text: Any) -> None:
    text = text_of("skills_en.csv", [skill("bake", "bake"), skill("knead", "MARK"), skill("proof", "proof dough")])
    installed = install_text(text.replace("MARK", '"knead" dough'))
    assert "line 3 cannot be read" in messages(installed, "truncated-row")[0]
    assert label(installed, SKILL + "proof") == "proof dough"


def test_a_renamed_column_is_told_with_what_it_may_have_been(install_text: Any) -> None:
    with pytest.raises(
        VocabularySourceError, match=r"line 1 has no column 'preferredLabel'.*'preferedLable'"
    ) as raised:
        install_text(SKILLS.replace("preferredLabel", "preferedLable"))
    assert (raised.value.finding.name, raised.value.finding.line) == ("vocabulary-source", 1)


def test_columns_are_known_in_any_spelling_and_order(install_text: Any) -> None:
    installed = install_text(SKILLS.replace("preferredLabel", "Preferred Label").replace("conceptUri", "CONCEPT_URI"))
    assert label(installed) == "bake bread"


def test_a_column_that_is_there_twice_is_refused(install_text: Any) -> None:
    with pytest.raises(VocabularySourceError, match="'preferredLabel' more than once"):
        install_text(SKILLS.replace("hiddenLabels", "preferredLabel"))


@pytest.mark.parametrize("data", [b"", b"\n\n", b"nothing of this kind\n", b"\x00\x01\x02"])
def test_what_is_no_esco_is_refused(install_text: Any, data: bytes) -> None:
    with pytest.raises(VocabularySourceError, match="no table of ESCO") as raised:
        install_text(data, "labels.csv")
    assert "CSV download of ESCO" in raised.value.finding.advice


def test_a_crosswalk_that_only_has_labels_is_no_esco(install_text: Any) -> None:
    with pytest.raises(VocabularySourceError, match="no table of ESCO"):
        install_text(
            "O*NET Id,O*NET Title,ESCO or ISCO URI,ESCO or ISCO Title,Type of Match\n1,a,b,c,exactMatch\n", "x.csv"
        )


def test_renamed_files_are_known_by_their_columns(tmp_path: Path, vocabularies: Vocabularies) -> None:
    tables = {f"table{number}_en.csv": rows for number, rows in enumerate(complete().values())}
    named = complete()["skills_en.csv"]
    tables["table0_en.csv"] = [{**dict.fromkeys(named[0], ""), **row} for row in named]
    path = write_zip(tmp_path / "esco v1.2.0.zip", tables)
    installed = install_esco([path], vocabularies=vocabularies)
    assert installed.missing == ()
    assert label(installed) == "bake bread"


def test_a_zip_with_missing_files_is_installed_with_a_report(tmp_path: Path, vocabularies: Vocabularies) -> None:
    tables = complete()
    del tables["skills_en.csv"], tables["broaderRelationsSkillPillar.csv"]
    installed = install_esco([write_zip(tmp_path / "esco-1.2.0.zip", tables)], vocabularies=vocabularies)
    assert installed.missing == ("skills_en", "broaderRelationsSkillPillar")


# -- versions ----------------------------------------------------------------------------------------


def test_names_of_two_versions_are_refused(tmp_path: Path, vocabularies: Vocabularies) -> None:
    sources = [write_zip(tmp_path / f"ESCO v{version}.zip", complete()) for version in ("1.1.1", "1.2.0")]
    with pytest.raises(VocabularySourceError, match=r"different versions: 1\.1\.1 and 1\.2\.0") as raised:
        install_esco(sources, vocabularies=vocabularies)
    assert raised.value.finding.name == "mixed-versions"
    assert vocabularies.available("esco") == Vocabularies(tmp_path / "nowhere").available("esco")


def test_a_version_that_is_asked_for_counts_and_other_names_are_told(tmp_path: Path, vocabularies: Any) -> None:
    path = write_zip(tmp_path / "ESCO v1.1.1.zip", complete())
    installed = install_esco([path], vocabularies=vocabularies, version="1.2.0")
    assert messages(installed, "mixed-versions") == ["The names say 1.1.1, but 1.2.0 was asked for."]


def test_files_of_two_versions_under_one_name_are_told_by_their_dates(tmp_path: Path, vocabularies: Any) -> None:
    later = [{**row, "modifiedDate": "2025-01-01T00:00:00Z"} for row in complete()["skills_en.csv"]]
    folder = write_folder(tmp_path / "esco-1.2.0", {**complete(), "skills_nl.csv": later})
    with pytest.raises(VocabularySourceError, match=r"skills_en\.csv and .*skills_nl\.csv are of different versions: "
                                                    r".* for 3 of the 3 concepts") as raised:  # fmt: skip
        install_esco([folder], vocabularies=vocabularies)
    assert raised.value.finding.name == "mixed-versions"


def test_one_other_date_is_only_told(tmp_path: Path, vocabularies: Vocabularies) -> None:
    dutch = [dict(row) for row in complete()["skills_en.csv"]]
    dutch[0]["modifiedDate"] = "2025-01-01T00:00:00Z"
    folder = write_folder(tmp_path / "esco-1.2.0", {**complete(), "skills_nl.csv": dutch})
    told = messages(install_esco([folder], vocabularies=vocabularies), "duplicate-concept")
    assert len(told) == 1
    assert "different dates of change for 1 of 3 concepts" in told[0]


def test_adding_files_of_another_version_is_refused(tmp_path: Path, vocabularies: Vocabularies) -> None:
    first = install_esco([write_folder(tmp_path / "esco-1.2.0", complete())], vocabularies=vocabularies)
    before = first.path.read_bytes()
    later = [{**row, "modifiedDate": "2025-01-01T00:00:00Z"} for row in complete()["skills_en.csv"]]
    folder = write_folder(tmp_path / "nl", {"skills_nl.csv": later})
    with pytest.raises(VocabularySourceError, match=r"the installed esco 1\.2\.0 and .* are of different versions"):
        install_esco([folder], vocabularies=vocabularies, version="1.2.0", add=True)
    assert first.path.read_bytes() == before


def test_a_version_that_nothing_tells_is_asked_for(tmp_path: Path, vocabularies: Vocabularies) -> None:
    with pytest.raises(UsageError, match="Nothing tells which version") as raised:
        install_esco([write_folder(tmp_path / "download", complete())], vocabularies=vocabularies)
    assert "--version" in raised.value.finding.advice


@pytest.mark.parametrize("version", ["../1.2.0", "1.2.0/x", "a b"])
def test_a_version_cannot_lead_elsewhere(tmp_path: Path, vocabularies: Vocabularies, version: str) -> None:
    with pytest.raises(UsageError, match="no name for a vocabulary"):
        install_esco([write_folder(tmp_path / "x", complete())], vocabularies=vocabularies, version=version)


# -- containers --------------------------------------------------------------------------------------


@pytest.fixture
def refused(tmp_path: Path, vocabularies: Vocabularies) -> Callable[[Path], EportfolioError]:
    def call(source: Path) -> EportfolioError:
        with pytest.raises(EportfolioError) as raised:
            install_esco([source], vocabularies=vocabularies, version="1.2.0")
        assert not list((tmp_path / "installed").glob("**/*.*"))
        return raised.value

    return call


def test_what_is_not_there(refused: Any, tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere").finding.name == "file-not-readable"


def test_what_is_neither_folder_zip_nor_table(refused: Any, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"x")
    assert "x.xlsx is none of" in str(refused(tmp_path / "x.xlsx"))


@pytest.mark.parametrize("keep", [0, 10, 500, -30])
def test_a_zip_that_was_cut_off(refused: Any, tmp_path: Path, keep: int) -> None:
    path = write_zip(tmp_path / "x.zip", complete())
    path.write_bytes(path.read_bytes()[:keep])
    assert "damaged" in str(refused(path))


def test_a_zip_whose_content_was_changed(refused: Any, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", complete())
    data = bytearray(path.read_bytes())
    data[80:90] = b"\xff" * 10
    path.write_bytes(data)
    error = refused(path)
    assert error.finding.name == "vocabulary-source"
    assert "damaged" in str(error)


def test_a_zip_that_is_encrypted(refused: Any, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", complete())
    data = bytearray(path.read_bytes())
    position = data.find(b"PK\x01\x02")
    data[position + 8] |= 1
    path.write_bytes(data)
    assert refused(path).finding.name == "encrypted"


def test_a_zip_within_a_zip_is_told(refused: Any, tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "ESCO v1.2.0 inner.zip", complete())
    with zipfile.ZipFile(tmp_path / "esco.zip", "w") as archive:
        archive.write(inner, inner.name)
    told = "v1.2.0 inner.zip was passed over: it is packed twice, unpack the outer one."
    assert told in str(refused(tmp_path / "esco.zip"))


def test_names_in_a_zip_that_lead_elsewhere_lead_nowhere(tmp_path: Path, vocabularies: Vocabularies) -> None:
    path = write_zip(tmp_path / "below" / "x.zip", complete(), lambda name: f"../../{name}")
    before = {item for item in tmp_path.iterdir() if item.name != "installed"}
    install_esco([path], vocabularies=vocabularies, version="1.2.0")
    assert {item for item in tmp_path.iterdir() if item.name != "installed"} == before


def test_a_zip_that_grows_without_bound_is_stopped(refused: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("skills_en.csv", SKILLS + (" " * 1000 + "\n") * 60_000)
    assert path.stat().st_size < 200_000
    assert isinstance(refused(path), UnsafeError)


def test_a_line_without_end_is_stopped(refused: Any, tmp_path: Path) -> None:
    path = tmp_path / "skills_en.csv"
    path.write_text(SKILLS + "x" * 11_000_000)
    assert "line 7 has more than 10000000 bytes" in str(refused(path))


def test_lines_without_end_are_stopped(refused: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LINES", 0.001)
    (tmp_path / "skills_en.csv").write_text(SKILLS + "\n" * 1001)
    assert "more than 1000.0 lines" in str(refused(tmp_path / "skills_en.csv"))


@pytest.mark.parametrize("limits", [{"attachments": 3}, {"file_bytes": 100}, {"inflated_bytes": 200}, {"nodes": 5}])
def test_every_limit_stops(
    refused: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]
) -> None:
    monkeypatch.setattr(package.Package.__init__, "__defaults__", (replace(package.LIMITS, **limits),))
    assert isinstance(refused(write_folder(tmp_path / "x", complete())), UnsafeError)


# -- the index that is there -------------------------------------------------------------------------


BROKEN: dict[str, Callable[[Path], Any]] = {
    "renamed column": lambda folder: (folder / "skills_en.csv").write_text(SKILLS.replace("preferredLabel", "x")),
    "other encoding": lambda folder: (folder / "skills_en.csv").write_bytes(SKILLS.encode() + b"\xe9,x\n"),
    "another version": lambda folder: (folder / "skills_nl.csv").write_text(SKILLS.replace("2024-01", "2025-01")),
    "damaged zip": lambda folder: (folder / "more.zip").write_bytes(b"PK\x03\x04"),
    "two versions": lambda folder: write_zip(folder / "ESCO v1.1.1.zip", complete()),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_leaves_the_old_index_as_it_was(tmp_path: Path, vocabularies: Vocabularies, fault: str) -> None:
    old = install_esco([write_folder(tmp_path / "esco-1.2.0", complete())], vocabularies=vocabularies)
    before = old.path.read_bytes()
    folder = write_folder(tmp_path / "ESCO 1.2.0 again", complete())
    BROKEN[fault](folder)
    with pytest.raises(EportfolioError):
        install_esco([folder], vocabularies=vocabularies)
    assert [path.name for path in old.path.parent.iterdir()] == ["1.2.0.sqlite"]
    assert old.path.read_bytes() == before


def test_an_interruption_leaves_the_old_index_as_it_was(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    old = install_esco([folder], vocabularies=vocabularies)
    before = old.path.read_bytes()

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install_esco([folder], vocabularies=vocabularies, progress=interrupt)
    assert [path.name for path in old.path.parent.iterdir()] == ["1.2.0.sqlite"]
    assert old.path.read_bytes() == before


@pytest.mark.parametrize("add", [False, True])
def test_an_index_of_a_newer_release_is_not_replaced(tmp_path: Path, vocabularies: Vocabularies, add: bool) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    path = install_esco([folder], vocabularies=vocabularies).path
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1000")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(VocabularyNewerError):
        install_esco([folder], vocabularies=vocabularies, add=add)
    assert path.read_bytes() == before


def test_a_damaged_index_is_replaced(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    path = install_esco([folder], vocabularies=vocabularies).path
    path.write_bytes(path.read_bytes()[:5000])
    assert label(install_esco([folder], vocabularies=vocabularies)) == "bake bread"


def test_adding_to_a_damaged_index_is_refused(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    path = install_esco([folder], vocabularies=vocabularies).path
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(EportfolioError, match="cannot be used"):
        install_esco([folder], vocabularies=vocabularies, add=True)


@pytest.mark.parametrize("rows", ["", "Know,skill,x\n"], ids=["none", "none that can be used"])
def test_a_table_without_a_concept_does_not_take_the_place_of_a_good_index(install_text: Any, rows: str) -> None:
    before = install_text(SKILLS).path.read_bytes()
    with pytest.raises(VocabularySourceError, match=r"There is not one concept in .*skills_en\.csv"):
        install_text(SKILLS.partition("\n")[0] + "\n" + rows)
    with pytest.raises(VocabularySourceError, match="not one concept"):
        install_text(SKILLS.partition("\n")[0], "skills_nl.csv", add=True)
    assert Vocabularies(install_text(SKILLS).path.parent.parent).scheme("esco").path.read_bytes() == before


def test_adding_to_what_is_not_installed_is_refused(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    install_esco([folder], vocabularies=vocabularies)
    with pytest.raises(UsageError, match=r"esco 1\.1\.1 is not installed.* Installed: 1\.2\.0\.") as raised:
        install_esco([folder], vocabularies=vocabularies, version="1.1.1", add=True)
    assert "Leave out --add" in raised.value.finding.advice
    assert [one.version for one in vocabularies.available("esco") if not one.ships] == ["1.2.0"]


def test_what_another_process_installs_while_adding_is_kept(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    path = install_esco([folder], vocabularies=vocabularies).path
    write_folder(folder, {"skills_fr.csv": [skill("bake", "faire du pain")]})
    both = install_esco([folder], vocabularies=Vocabularies(tmp_path / "other")).path
    dutch = write_folder(tmp_path / "nl", {"skills_nl.csv": [skill("bake", "brood bakken")]})

    def meanwhile(*_: object) -> None:
        if both.exists():
            both.replace(path)

    with pytest.raises(UsageError, match="was changed by something else meanwhile"):
        install_esco([dutch], vocabularies=vocabularies, version="1.2.0", add=True, progress=meanwhile)
    assert vocabularies.scheme("esco").languages == ("en", "fr")


def test_adding_the_same_again_counts_its_rows_once(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    once = install_esco([folder], vocabularies=vocabularies).rows
    assert install_esco([folder], vocabularies=vocabularies, add=True).rows == once


# -- other processes, full disks, read-only folders --------------------------------------------------

RUN = """
import sys
from pathlib import Path
from eportfolio.report.errors import EportfolioError
from eportfolio.vocabulary.esco.install import install_esco
from eportfolio.vocabulary.library import Vocabularies
{before}
try:
    install_esco([Path(sys.argv[1])], vocabularies=Vocabularies(Path(sys.argv[2])), version="1.2.0")
except EportfolioError as error:
    print(error.finding.name, error.exit_code, error)
"""


AS_SOMEBODY = """
import os, tempfile
with tempfile.TemporaryDirectory() as folder:  # everything that is imported late is imported now
    install_esco([Path(sys.argv[1])], vocabularies=Vocabularies(Path(folder)), version="1.2.0")
if os.geteuid() == 0:
    os.setuid(65534)
"""


def in_a_process(folder: Path, installed: Path, before: str = "", **options: Any) -> subprocess.Popen[str]:
    code = textwrap.dedent(RUN).format(before=before)
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(installed)],
        env=paths,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def many(number: int) -> Tables:
    return {**complete(), "skills_en.csv": [skill(f"s{one}", f"skill number {one}") for one in range(number)]}


def test_two_processes_that_install_at_once_leave_one_whole_index(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "esco", many(3000))
    running = [in_a_process(folder, tmp_path / "installed") for _ in range(2)]
    assert [process.communicate(timeout=60)[0] for process in running] == ["", ""]
    assert [process.returncode for process in running] == [0, 0]
    place = tmp_path / "installed" / "esco"
    assert [path.name for path in place.iterdir()] == ["1.2.0.sqlite"]
    with ConceptScheme(place / "1.2.0.sqlite") as scheme:
        scheme.check()
        assert scheme.counts()["type:skill"] == 3000 + 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_full_disk_is_told_and_leaves_the_old_index_as_it_was(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    old = install_esco(
        [write_folder(tmp_path / "esco", complete())], vocabularies=Vocabularies(installed), version="1.2.0"
    )
    before = old.path.read_bytes()
    folder = write_folder(tmp_path / "large", many(3000))
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    told = in_a_process(folder, installed, limit).communicate(timeout=60)[0]
    assert told.startswith("vocabulary-not-written 2 ")
    assert [path.name for path in old.path.parent.iterdir()] == ["1.2.0.sqlite"]
    assert old.path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no permissions to take away")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    old = install_esco(
        [write_folder(tmp_path / "esco", complete())], vocabularies=Vocabularies(tmp_path / "in"), version="1.2.0"
    )
    before = old.path.read_bytes()
    for path in (tmp_path, *tmp_path.rglob("*"), *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and path != Path(path.anchor):
            path.chmod(path.stat().st_mode | 0o555)
    old.path.parent.chmod(0o555)
    try:
        told = in_a_process(tmp_path / "esco", tmp_path / "in", AS_SOMEBODY).communicate(timeout=60)[0]
    finally:
        old.path.parent.chmod(0o755)
    assert told.startswith("vocabulary-not-written 2 ")
    assert old.path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="processes are interrupted in another way")
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "esco", many(30_000))
    process = in_a_process(folder, tmp_path / "installed", stderr=subprocess.DEVNULL)
    place = tmp_path / "installed" / "esco"
    while not any(path.stat().st_size for path in place.glob(".*.partial")) and process.poll() is None:
        sleep(0.001)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert list(place.iterdir()) == []
