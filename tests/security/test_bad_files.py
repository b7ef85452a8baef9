"""Files, folders and streams at their worst, and files made to cost time or memory: through the command itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import eportfolio as ep
from tests.security.bad_input import FIRST, JSON, STORY, TEXTUAL, XML, good, suffix
from tests.security.commands import alone, environment, watched
from tests.security.test_hostile_pdf import bomb, cross_reference_bomb, encrypted_bomb, object_stream_bomb

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.filterwarnings("error")]

TARGET = "target.portfolio.json"


@pytest.fixture
def cv() -> str:
    """A good file."""
    Path("cv.xml").write_bytes(good("europass-xml"))
    return "cv.xml"


# -- what cannot be read -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["missing.xml", "no/such/folder.xml", "loop", "closed/cv.xml", "/proc/self/mem", "a\0b"]
)
def test_what_cannot_be_opened(name: str) -> None:
    Path("loop").symlink_to("loop")
    Path("closed").write_bytes(b"no folder")
    for outcome in (watched("show", name), watched("convert", name, TARGET), watched("diff", name, name)):
        assert (outcome.code, outcome.out, "EP1002" in outcome.err) == (4, "", True)
    assert "EP1002" in watched("validate", name).out
    assert not Path(TARGET).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_may_not_be_read(cv: str) -> None:
    Path(cv).chmod(0)
    assert (watched("show", cv).code, watched("convert", cv, TARGET).code) == (4, 4)


def test_a_folder_is_no_file() -> None:
    Path("folder").mkdir()
    assert watched("show", "folder").code == 4
    assert watched("validate", "folder").code == 5
    assert watched("convert", "folder", TARGET).code == 2
    with pytest.raises(ep.UnreadableError):
        ep.read("folder")


@pytest.mark.parametrize(("data", "code"), [(b"", 4), (b"<a", 4), (good("europass-xml"), 0)])
def test_a_pipe_with_a_name(data: bytes, code: int) -> None:
    os.mkfifo("pipe")
    writer = threading.Thread(target=Path("pipe").write_bytes, args=(data,))
    writer.start()
    assert watched("validate", "pipe").code == code
    writer.join()


def test_a_file_larger_than_the_limit() -> None:
    with Path("large.xml").open("wb") as stream:
        stream.truncate(65 << 20)
    outcome = alone("convert", "large.xml", TARGET)
    assert (outcome.code, "file_bytes" in outcome.err) == (4, True)


# -- what cannot be written ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["no/such/folder/cv.portfolio.json", "/proc/cv.portfolio.json", "a\0.portfolio.json"]
)
def test_targets_that_cannot_be_written(cv: str, target: str) -> None:
    outcome = watched("convert", cv, target)
    assert (outcome.code, outcome.out) == (2, "")
    assert "cannot be written" in outcome.err
    with pytest.raises(ep.UsageError):
        ep.convert(cv, target)


def test_a_target_that_exists_stays_as_it_is(cv: str) -> None:
    Path(TARGET).write_text("keep me")
    assert "EP1011" in watched("convert", cv, TARGET).err
    assert Path(TARGET).read_text() == "keep me"
    Path("bad.xml").write_bytes(good("europass-xml")[:-30])
    assert watched("convert", "bad.xml", TARGET, "--force").code == 4
    assert Path(TARGET).read_text() == "keep me"
    assert watched("convert", cv, TARGET, "--force").code == 0
    assert ep.validate(TARGET).ok


def test_a_full_disk_leaves_nothing_behind(cv: str) -> None:
    before = sorted(Path().iterdir())
    outcome = alone("convert", cv, TARGET, FSIZE=1000)
    assert (outcome.code, "cannot be written" in outcome.err) == (2, True)
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (OSError(28, "No space left on device"), 2)])
def test_an_interrupted_writing_leaves_nothing_behind(
    cv: str, error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise error

    from eportfolio.cli.main import main

    monkeypatch.setattr(os, "fsync", stop)
    Path(TARGET).write_text("keep me")
    assert main(["convert", cv, TARGET, "--force"]) == code
    assert sorted(path.name for path in Path().iterdir()) == [cv, TARGET]
    assert Path(TARGET).read_text() == "keep me"


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"])
def test_streams_that_are_closed_or_full(cv: str, redirection: str) -> None:
    commands = (f"validate {cv} --output json", f"convert {cv} - --to eportfolio", "validate -", "--version")
    script = "; ".join(
        f"{sys.executable} -X dev -W error -m eportfolio {command} {redirection}; echo $? >>codes"
        for command in commands
    )
    done = subprocess.run(
        ["bash", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment()
    )
    assert (b"Traceback" in done.stderr, b"Exception" in done.stderr, b"EP9" in done.stderr) == (False, False, False)
    full = redirection == ">/dev/full"
    assert Path("codes").read_text().split() == (["2"] * 4 if full else ["0", "0", "4", "0"])
    assert not full or b"Standard output cannot be written: No space left on device" in done.stderr


# -- what costs time and memory ------------------------------------------------------------------------------


def _in_place(name: str, text: bytes) -> bytes:
    """The good file with something else where the story stands."""
    story = STORY.encode() if name in XML else b'"' + STORY.encode() + b'"'
    return good(name).replace(story + b"@en", text).replace(story, text)


DEEP: dict[str, tuple[bytes, bytes]] = {"turtle": (b"[ :text ", b" ]")}
DEEP |= dict.fromkeys(XML, (b"<a>", b"</a>")) | dict.fromkeys(JSON, (b'{"a":', b"}"))

LARGE = b"QUJD" * 2_750_000


@pytest.mark.parametrize("name", TEXTUAL)
def test_200_000_levels(name: str) -> None:
    opening, closing = DEEP[name]
    data = _in_place(name, opening * 200_000 + (b"1" if name not in XML else b"") + closing * 200_000)
    Path("in" + suffix(name)).write_bytes(data)
    outcome = alone("convert", "in" + suffix(name), TARGET)
    assert (outcome.code, outcome.out) == (4, "")
    assert "EP1103" in outcome.err
    assert not Path(TARGET).exists()


@pytest.mark.parametrize("name", TEXTUAL)
def test_an_attachment_beyond_the_limit(name: str) -> None:
    Path("in" + suffix(name)).write_bytes(_in_place(name, LARGE if name in XML else b'"' + LARGE + b'"'))
    outcome = watched("convert", "in" + suffix(name), TARGET)
    assert (outcome.code, "EP1003" in outcome.err, "text_bytes" in outcome.err) == (4, True, True)


@pytest.mark.parametrize("name", TEXTUAL)
def test_a_very_long_line_is_read(name: str) -> None:
    long = b"word " * 400_000
    Path("in" + suffix(name)).write_bytes(_in_place(name, long if name in XML else b'"' + long + b'"'))
    outcome = watched("convert", "in" + suffix(name), TARGET)
    assert outcome.code == 0, outcome.err
    (text,) = ep.read(TARGET).portfolio.experiences[0].positions[0].description.model_dump(exclude_none=True).values()
    assert len(text) == len(long) - 1


SIBLINGS: dict[str, Callable[[int], bytes]] = {
    **dict.fromkeys(XML, lambda number: b"<odd>1</odd>" * number),
    **dict.fromkeys(JSON, lambda number: b"[" + b"1," * number + b"1]"),
}


@pytest.mark.parametrize("name", ["europass-xml", "jsonresume"])
def test_100_000_siblings(name: str) -> None:
    Path("in" + suffix(name)).write_bytes(_in_place(name, SIBLINGS[name](100_000)))
    outcome = alone("validate", "in" + suffix(name), "--output", "json", megabytes=2000)
    assert (outcome.code, len(json.loads(outcome.out)["files"])) == (1, 1)


@pytest.mark.parametrize("name", ["europass-xml", "europass-json", "jsonresume"])
def test_the_cost_of_siblings_grows_with_their_number(name: str) -> None:
    """Calls are counted, since time is not the same on any two machines."""

    def calls(number: int) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            ep.convert(_in_place(name, SIBLINGS[name](number)), target_format=name, residue="keep", verify=False)
        finally:
            sys.setprofile(None)
        return count

    calls(10)
    assert calls(2000) < 6 * calls(500)


@pytest.mark.parametrize("build", [bomb, object_stream_bomb, cross_reference_bomb, encrypted_bomb])
def test_a_pdf_that_inflates_without_end(build: Callable[[int], bytes]) -> None:
    Path("in.pdf").write_bytes(build(400))
    outcome = alone("convert", "in.pdf", TARGET)
    assert (outcome.code, "EP1003" in outcome.err) == (4, True)


HOSTILE_PATHS = (
    "", "/", "//", "[", "a[", "a[999999999]", "a[" + "9" * 30 + "]", "../../x", "@", "@a/b", "a/@b/c", "@xmlns",
    "@xmlns:a", "xmlns:a", "{urn:x}a", "a b", "9a", "a:b", "~", "~2", "*", "$", "a/" * 150 + "b", "a/" * 5000 + "b",
    "LearnerInfo/Identification", "LearnerInfo/Identification/PersonName/FirstName/X", "Candidate", "@context",
    "CandidatePerson/PersonName/GivenName/X", "basics/name/x", "work[0]/summary", "work/x",
)  # fmt: skip


@pytest.mark.parametrize("family", ["europass-legacy", "europass", "jsonresume"])
@pytest.mark.parametrize("path", HOSTILE_PATHS, ids=range(len(HOSTILE_PATHS)))
def test_residue_that_somebody_made_up(family: str, path: str) -> None:
    document = json.loads(good("eportfolio"))
    document["residue"] = [
        {"format": family, "path": path, "value": "zzz", **more}
        for more in ({}, {"datatype": "number"}, {"replaces": "q"}, {"anchor": "a/b=c"}, {"namespace": "no address"})
    ]
    document["experiences"][0]["residue"] = document["residue"]
    for target in {"europass-legacy": ("europass-xml", "europass-json")}.get(family, (family,)):
        for residue in ("valid", "keep"):
            written = ep.convert(json.dumps(document).encode(), target_format=target, residue=residue, verify=False)
            back = ep.read(written.data, format=target).portfolio
            assert FIRST in back.owner.names[0].model_dump_json()
