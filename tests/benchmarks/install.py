"""Time and peak memory of installing ESCO, beside reading its rows: ``python -m tests.benchmarks.install``.

Each measurement is a process of its own, so that one does not warm the other; the best of several rounds counts.
ESCO 1.1.1 in English is installed where the reference material is there, and a fictional package of its size else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.support import SHARED
from tests.vocabulary.esco_packages import OCCUPATION, SKILL, Tables, occupation, skill, write_folder

SKILLS, OCCUPATIONS, RELATIONS = 13_896, 3_007, 123_855
"""Rows of ESCO 1.1.1."""

_CHILD = """
import csv, io, json, resource, sys, time, zipfile
from pathlib import Path

def read(source):
    csv.field_size_limit(10**7)
    tables = [path.open("rb") for path in source.glob("*.csv")]
    for path in source.glob("*.zip"):
        archive = zipfile.ZipFile(path)
        tables += [archive.open(name) for name in archive.namelist() if name.endswith(".csv")]
    return sum(1 for table in tables for _ in csv.reader(io.TextIOWrapper(table, "utf-8", newline="")))

def install(source):
    from eportfolio.vocabulary.esco.install import install_esco
    from eportfolio.vocabulary.library import Vocabularies
    installed = install_esco([source], vocabularies=Vocabularies(Path(sys.argv[3])), version="1.1.1")
    return sum(installed.rows.values())

wall, cpu = time.perf_counter(), time.process_time()
rows = {"read": read, "install": install}[sys.argv[1]](Path(sys.argv[2]))
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
status = Path("/proc/self/status")  # unlike getrusage, it knows nothing of the process before this one
if status.exists():
    memory = next(int(line.split()[1]) for line in status.read_text().splitlines() if "VmHWM" in line) * 1024
else:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"wall": wall, "cpu": cpu, "memory": memory, "rows": rows}))
"""


@dataclass(frozen=True)
class Measured:
    """What a process took.

    Attributes:
        wall: seconds that went by.
        cpu: seconds of processor time.
        memory: peak memory, in bytes.
        rows: how many rows it read.
    """

    wall: float
    cpu: float
    memory: int
    rows: int


def fictional(skills: int = SKILLS, occupations: int = OCCUPATIONS, relations: int = RELATIONS) -> Tables:
    """A package with as many rows as given, and with as many labels to a skill as ESCO has."""
    words = ["bake", "knead", "proof", "shape", "score", "glaze", "slice", "weigh", "sift", "cool"]
    return {
        "skills_en.csv": [
            skill(f"s{one}", f"{words[one % 10]} loaf number {one}", description=f"How to handle loaf {one}. " * 8,
                  altLabels="\n".join(f"{word} the loaf that is number {one}" for word in words[:8]))
            for one in range(skills)
        ],
        "occupations_en.csv": [
            occupation(f"o{one}", f"baker of loaf {one}", code=f"7512.{one}", description=f"Bakes loaf {one}. " * 20)
            for one in range(occupations)
        ],
        "occupationSkillRelations.csv": [
            {"occupationUri": f"{OCCUPATION}o{one % occupations}", "relationType": ("essential", "optional")[one % 2],
             "skillType": "skill/competence", "skillUri": f"{SKILL}s{one * 7 % skills}"}
            for one in range(relations)
        ],
    }  # fmt: skip


def measure(what: str, source: Path, rounds: int = 3) -> Measured:
    """Measure a process of its own.

    Args:
        what: ``read`` walks over the rows, ``install`` installs them.
        source: the folder with the tables, or with zips of them.
        rounds: how often; the fastest counts.
    """
    found = []
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", _CHILD, what, str(source), folder]
            answer = subprocess.run(command, check=True, capture_output=True, text=True, env=paths)
        found.append(Measured(**json.loads(answer.stdout)))
    return min(found, key=lambda one: one.cpu)


def report(source: Path, title: str, rounds: int = 3) -> str:
    """Measure reading and installing, as lines for people."""
    reading, installing = measure("read", source, rounds), measure("install", source, rounds)
    lines = [title]
    for name, one in (("read the rows", reading), ("install", installing)):
        lines.append(
            f"  {name:16}{one.rows:>9,} rows{one.cpu:8.2f} s processor{one.wall:8.2f} s{one.memory / 1e6:8.0f} MB"
            f"{one.cpu / reading.cpu:8.1f} x"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    if SHARED is not None:
        folder = SHARED / "vocabularies" / "esco-1.1.1-en-official"
        sys.stdout.write(report(folder, "ESCO 1.1.1, English, from its two zips") + "\n")
        return
    with tempfile.TemporaryDirectory() as place:
        source = write_folder(Path(place) / "esco-1.1.1", fictional())
        sys.stdout.write(report(source, "A fictional package of the size of ESCO 1.1.1") + "\n")


if __name__ == "__main__":
    main()
