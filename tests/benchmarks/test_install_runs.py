"""The benchmark of installing runs; its figures are looked at by people."""

from __future__ import annotations

from pathlib import Path

from tests.vocabulary.esco_packages import write_folder

from . import install


def test_reading_and_installing_are_measured_on_the_same_rows(tmp_path: Path) -> None:
    source = write_folder(tmp_path / "esco", install.fictional(20, 5, 100))
    installed = install.measure("install", source, rounds=1)
    assert installed.rows == 125
    assert install.measure("read", source, rounds=1).rows == 125 + 3, "heads count there"
    assert installed.memory > 10_000_000
    assert "install" in install.report(source, "x", rounds=1)
