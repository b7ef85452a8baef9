"""Speed and memory as ratios, measured in one run: ``python -m tests.benchmarks.ratios``.

Everything is measured beside its floor in the same process or by the same kind of process, alternating, and the best
of several rounds counts: ratios hold from machine to machine, seconds do not.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import inputs
from tests.benchmarks.floor import floor, parse


def best(rounds: int, *functions: Callable[[], object], clock: Callable[[], float] = time.process_time) -> list[float]:
    """The best time of each function, in seconds; they take turns, so that disturbances hit all alike.

    Args:
        rounds: how often each function is called.
        functions: what is measured.
        clock: the processor time of this process, unless other processes are what is measured.
    """
    times = [float("inf")] * len(functions)
    for _ in range(rounds):
        for index, function in enumerate(functions):
            start = clock()
            function()
            times[index] = min(times[index], clock() - start)
    return times


def conversion(rounds: int = 40) -> list[tuple[str, float, str]]:
    """Reading and writing beside the floor."""
    import eportfolio as ep
    from eportfolio.exchange.undeclared import undeclared
    from eportfolio.sources.xml import parse_xml

    data = inputs.medium()
    portfolio = ep.read(data).portfolio
    writing = ep.dumps(portfolio, "eportfolio")
    ground, raw, tree, reading, both, verified, checked = best(
        rounds,
        lambda: floor(data),
        lambda: parse(data),
        lambda: parse_xml(data),
        lambda: ep.read(data),
        lambda: ep.dumps(ep.read(data, format="europass-xml").portfolio, "eportfolio"),
        lambda: undeclared(portfolio, writing, ep.read(writing.data, format="eportfolio").portfolio),
        lambda: ep.validate(data),
    )
    return [
        (f"raw lxml parse of {len(data) // 1024} KB", raw / ground, ""),
        ("tracked tree", tree / ground, "share of reading"),
        ("read Europass XML", reading / ground, ""),
        ("read Europass XML, write canonical JSON", both / ground, "aim: 3"),
        ("verifying read-back of the canonical file", verified / ground, "not in the line above"),
        ("validate, structure", checked / ground, "aim: 1.5"),
    ]


def start(rounds: int = 7) -> list[tuple[str, float, str]]:
    """Whole processes beside bare Python."""
    source = str(inputs.EXAMPLES / "europass-xml" / "cv.xml")

    def process(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    bare, version, validate = best(
        rounds,
        process("-c", "pass"),
        process("-m", "eportfolio", "--version"),
        process("-m", "eportfolio", "validate", source),
        clock=time.perf_counter,
    )
    return [("--version", version / bare, "aim: 2.5"), ("validate, one small file", validate / bare, "aim: 12")]


_CHILD = """
import resource, sys
import eportfolio as ep
ep.convert({small!r}, target_format="eportfolio", verify=False)
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
ep.convert({large!r}, target_format="eportfolio", verify={verify})
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) * 1024)
"""


def memory() -> list[tuple[str, float, str]]:
    """Peak memory above idle for a file of 5 MB, as a multiple of its size."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "large.xml"
        source.write_bytes(inputs.large())
        size = source.stat().st_size
        for verify, name in ((False, "convert 5 MB, peak memory"), (True, "the same with read-back")):
            code = _CHILD.format(
                small=str(inputs.EXAMPLES / "europass-xml" / "cv.xml"),
                large=str(source),
                verify=verify,
            )
            peak = int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
            rows.append((name, peak / size, "times its size; aim: 8" if not verify else "times its size"))
    return rows


def main() -> int:
    """Print the table."""
    print(f"{'what':45} {'ratio':>7}  remark")
    for title, rows in (
        ("beside lxml parse + one walk + json dump", conversion()),
        ("beside python -c pass", start()),
        ("memory", memory()),
    ):
        print(f"-- {title}")
        for name, ratio, remark in rows:
            print(f"{name:45} {ratio:7.2f}  {remark}")
    print(f"(this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
