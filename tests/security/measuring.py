"""How much memory reading a file takes, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import sys
from eportfolio.report.errors import EportfolioError
from eportfolio.sources.source import open_source
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
source = open_source(sys.argv[1])
import lxml.etree
before = peak()
try:
    if source.kind == "pdf":
        from eportfolio.sources.pdf import open_container
        open_container(source)
    else:
        source.xml if source.kind == "xml" else source.json
except EportfolioError as error:
    print(error.finding.name)
print(peak() - before)
"""


def reading(data: bytes, folder: Path) -> tuple[str, int]:
    """The name of the finding that reading ends with, and the megabytes that it took beyond the file itself."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell the memory of a process")
    path = folder / "attack"
    path.write_bytes(data)
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    name, grown = result.stdout.split()
    return name, int(grown)
