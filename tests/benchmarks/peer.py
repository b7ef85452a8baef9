"""Side by side with the one other Europass package on the index: ``python -m tests.benchmarks.peer FILE...``.

The peer (``europassxml-to-reactiveresumejson``, installed apart; it is not needed for anything else) is a black box:
its command runs on each file, and its result is looked at as text.  A value of the source is *kept as data* when some
value of the result equals it, *kept as text* when it stands somewhere within a longer value.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from eportfolio.sources.markup import to_plain

from . import inputs

_ABOUT_THE_FILE = ("DocumentID", "CandidateSupplier", "RenderingInformation", "ID")


def values(path: Path) -> list[str]:
    """The values of a Candidate file that tell about the person, as plain text."""
    root = etree.parse(path, etree.XMLParser(remove_comments=True)).getroot()
    for element in [element for element in root.iter() if _local(element) in _ABOUT_THE_FILE]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    found = []
    for element in root.iter():
        found += [element.text or "", *element.attrib.values()]
    return [text for raw in found if (text := _plain(raw)) and len(text) > 1]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _plain(raw: str) -> str:
    return " ".join(to_plain(raw).split()).casefold()


def leaves(data: Any) -> Iterator[str]:
    """All scalars of JSON data, as plain text."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for member in data:
            yield from leaves(member)
    elif data is not None:
        yield _plain(str(data))


def kept(source: list[str], result: Path) -> tuple[int, int]:
    """How many values of the source are kept as data, and how many as text only."""
    members = list(leaves(json.loads(result.read_text("utf-8"))))
    exact, glued = set(members), "\n".join(members)
    data = sum(value in exact for value in source)
    return data, sum(value in glued for value in source) - data


def run(command: list[str], rounds: int = 3) -> tuple[float, bool]:
    """The best time of a process, and whether it ended well."""
    times = []
    fine = True
    for _ in range(rounds):
        start = time.perf_counter()
        fine = subprocess.run(command, capture_output=True, check=False).returncode == 0
        times.append(time.perf_counter() - start)
    return min(times), fine


def main(files: list[str]) -> int:
    """Print the table."""
    peer = shutil.which("europass-convert", path=str(Path(sys.executable).parent)) or shutil.which("europass-convert")
    print(f"{'file':40} {'tool':34} {'time':>6} {'values':>7} {'data':>5} {'text':>5} {'gone':>5}")
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.json"
        template.write_text("{}")
        for name in files or [str(inputs.EXAMPLES / "europass" / "cv.xml")]:
            source = values(Path(name))
            target = Path(folder) / "out.json"
            commands = {
                f"eportfolio to {to}": [
                    sys.executable, "-m", "eportfolio", "convert", name, str(target), "--to", to, "--force"
                ]
                for to in ("jsonresume", "eportfolio")
            }  # fmt: skip
            if peer:
                commands["peer to Reactive Resume"] = [
                    peer, name, "--template", str(template), "--output", str(target)
                ]  # fmt: skip
            base = 0.0
            for tool, command in commands.items():
                target.unlink(missing_ok=True)
                seconds, fine = run(command)
                base = base or seconds
                if not fine or not target.exists():
                    print(f"{Path(name).name:40} {tool:34} {seconds / base:6.2f} failed")
                    continue
                data, text = kept(source, target)
                gone = len(source) - data - text
                print(
                    f"{Path(name).name:40} {tool:34} {seconds / base:6.2f} {len(source):7} {data:5} {text:5} {gone:5}"
                )
    print("(time: whole process, as a multiple of the first line's)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
