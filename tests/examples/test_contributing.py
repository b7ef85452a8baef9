"""The adapter of CONTRIBUTING.md, built from the page, keeps the contract and is found as an installed package is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

SAMPLE = """<Wardrobe><holder><name>Noor Example</name></holder><jobs><job>
<employer><name>Example Works</name></employer><tasks>Mends coats.</tasks></job></jobs></Wardrobe>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as it would be installed."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    site = tmp_path_factory.mktemp("site")
    package = site / "wardrobe"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name, block in re.findall(r"```python\n# (\S+\.py)\n(.*?)```", page, re.DOTALL):
        (package / name).write_text(block, "utf-8")
    (shape,) = re.findall(r"```\n(versions .*?)```", page, re.DOTALL)
    (package / "wardrobe.shape").write_text(shape, "utf-8")
    (package / "one.wardrobe").write_text(SAMPLE, "utf-8")
    (point,) = re.findall(r"eportfolio\.adapters\"\]\n(.*?)\n```", page)
    facts = site / "wardrobe-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: wardrobe\nVersion: 1\n")
    (facts / "entry_points.txt").write_text(f"[eportfolio.adapters]\n{point.replace(chr(34), '')}\n")
    return site


def python(site: Path, *arguments: str) -> str:
    path = os.pathsep.join([str(site), *filter(None, sys.path)])
    environment = os.environ | {"PYTHONPATH": path}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_keeps_the_contract(site: Path) -> None:
    told = python(site, "-m", "pytest", "-q", "-p", "no:cacheprovider", "wardrobe/test_contract.py")
    assert re.search(r"^\d+ passed", told, re.MULTILINE), told


def test_the_command_finds_it(site: Path) -> None:
    assert "wardrobe" in python(site, "-m", "eportfolio", "formats")
    sample = "wardrobe/one.wardrobe"
    assert "(wardrobe 1): 3 leaves: 3 data" in python(site, "-m", "eportfolio", "convert", sample, "two.wardrobe")
    assert "2 files: 2 fine" in python(site, "-m", "eportfolio", "validate", sample, "two.wardrobe")
