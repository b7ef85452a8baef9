"""European Digital Credentials, as ratios measured in one run: ``python -m tests.benchmarks.elm [SCHEMAS]``.

Reading, validating and writing stand beside their floor, and our validation beside SHACL engines, from the bytes of a
file to its verdict, on the same documents.  The official shapes and contexts are not part of the project: without the
folder that holds them (``schemas/elm`` of the reference material, or ``SCHEMAS``) the engines are left out.  As in
:mod:`.ratios`, what is compared takes turns in one process, and the best of several rounds counts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

from tests.benchmarks.elm_inputs import Sample, floor, large, samples
from tests.benchmarks.elm_peers import Peers, folder_of_schemas
from tests.benchmarks.inputs import EXAMPLES
from tests.benchmarks.ratios import best

Row = tuple[str, float, str]
"""What is measured, its ratio, and a remark."""

_MILLISECONDS = 1000


def conversion(sample: Sample, rounds: int = 15) -> list[Row]:
    """Reading, validating and writing beside the floor.

    Args:
        sample: the document.
        rounds: how often each is measured.
    """
    import eportfolio as ep
    from eportfolio.exchange.undeclared import undeclared

    data = sample.data
    portfolio = _unsealed(ep.read(data).portfolio)
    writing = ep.dumps(portfolio, "elm")
    ground, reading, checked, written, back, verified = best(
        rounds,
        lambda: floor(data),
        lambda: ep.read(data),
        lambda: ep.validate(data),
        lambda: ep.dumps(portfolio, "elm"),
        lambda: ep.read(writing.data),
        lambda: undeclared(portfolio, writing, ep.read(writing.data).portfolio),
    )
    return [
        ("read", reading / ground, f"the floor is {ground * _MILLISECONDS:.2f} ms"),
        ("validate, structure", checked / ground, "aim: 1.5"),
        ("write, with all rules of the profile", written / ground, ""),
        ("read and write", (reading + written) / ground, "aim: 3"),
        ("read back what was written", back / ground, "not in the line above"),
        ("read it back and compare", verified / ground, "not in the lines above"),
    ]


def _unsealed(portfolio: Any) -> Any:
    """The portfolio without its sealed original, which would be given back as it is."""
    from eportfolio.model import Portfolio
    from eportfolio.model.canonical import to_data

    data = to_data(portfolio)
    for credential in data["credentials"]:
        credential.pop("original", None)
    return Portfolio.model_validate(data)


def validation(sample: Sample, peers: Peers, rounds: int = 5) -> list[Row]:
    """How many times longer SHACL engines take from the bytes to a verdict than our own rules.

    Args:
        sample: the document.
        peers: the engines.
        rounds: how often each is measured.
    """
    import eportfolio as ep

    data = sample.data
    ours, by_pyshacl, by_pyshacl_anew, by_rust, by_rust_anew, expanding = best(
        rounds,
        lambda: ep.validate(data),
        lambda: peers.pyshacl(data),
        lambda: peers.pyshacl(data, anew=True),
        lambda: peers.rust(data),
        lambda: peers.rust(data, anew=True),
        lambda: peers.n_quads(data),
    )
    quick = best(4 * rounds, lambda: ep.validate(data))[0]  # measured in turns alone it would pay for their garbage
    ours = min(ours, quick)
    verdicts = f"{ep.validate(data).ok}, {peers.pyshacl(data)}, {peers.rust(data)}"
    return [
        ("pySHACL, shapes loaded once", by_pyshacl / ours, f"ours: {ours * _MILLISECONDS:.1f} ms; aim: 50"),
        ("pySHACL, shapes loaded for each file", by_pyshacl_anew / ours, "aim: 50"),
        ("engine in Rust, shapes loaded once", by_rust / ours, ""),
        ("engine in Rust, shapes loaded for each file", by_rust_anew / ours, ""),
        ("of all of them, JSON-LD to RDF by PyLD", expanding / ours, f"verdicts (ours first): {verdicts}"),
    ]


def start(rounds: int = 7) -> list[Row]:
    """Whole processes beside bare Python."""

    def process(*arguments: str) -> Any:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    bare, europass, credential = best(
        rounds,
        process("-c", "pass"),
        process("-m", "eportfolio", "validate", str(EXAMPLES / "europass-xml" / "cv.xml")),
        process("-m", "eportfolio", "validate", str(EXAMPLES / "elm" / "diploma.jsonld")),
        clock=time.perf_counter,
    )
    return [
        ("validate a Europass CV", europass / bare, "aim: 12"),
        ("validate a credential", credential / bare, "aim: 12"),
    ]


_CHILD = """
import eportfolio as ep
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
ep.{action}({small!r})
idle = peak()
ep.{action}({large!r})
print(peak() - idle)
"""
"""The peak is asked of the system by another way than in :mod:`.ratios`: that one hands on what the parent needed."""


def memory(megabytes: float = 1.0) -> list[Row]:
    """Peak memory for a large credential, as a multiple of its size: of Python's objects, and of the process.

    Args:
        megabytes: how large the credential is.
    """
    rows: list[Row] = []
    small = EXAMPLES / "elm" / "diploma.jsonld"
    with tempfile.TemporaryDirectory() as folder:
        for name, images in (("a picture of it", True), ("many claims", False)):
            source = Path(folder) / "large.jsonld"
            source.write_bytes(large(megabytes, images=images))
            size = source.stat().st_size
            for action in ("read", "validate"):
                code = _CHILD.format(action=action, small=str(small), large=str(source))
                output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout
                objects = _traced(action, small.read_bytes(), source.read_bytes()) / size
                remark = f"times its size in the process; {objects:.1f} in objects beside the source"
                rows.append((f"{action} {size / 1_000_000:.1f} MB, {name}", int(output) / size, remark))
    return rows


def _traced(action: str, small: bytes, source: bytes) -> int:
    """The peak of what Python allocates for a source, after a small one has made it load all that it needs."""
    import eportfolio as ep

    call = getattr(ep, action)
    call(small)
    tracemalloc.start()
    call(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main(arguments: list[str]) -> int:
    """Print the tables.

    Args:
        arguments: the folder of the official shapes and contexts, if it is another than the usual one.
    """
    schemas = folder_of_schemas(*arguments[:1])
    peers = Peers(schemas) if schemas is not None else None
    print(f"{'what':45} {'ratio':>7}  remark")
    for sample in samples():
        print(f"-- {sample.name}, {len(sample.data) / 1000:.0f} KB: beside JSON parse + one walk + dump")
        _print(conversion(sample))
    for sample in samples():
        print(f"-- {sample.name}: from the bytes to a verdict, beside our own rules")
        if peers is not None:
            _print(validation(sample, peers))
        else:
            print("(left out: the official shapes and contexts are not at hand)")
    print("-- beside python -c pass")
    _print(start())
    print("-- memory")
    _print(memory())
    print(f"(this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most)")
    return 0


def _print(rows: list[Row]) -> None:
    for name, ratio, remark in rows:
        print(f"{name:45} {ratio:7.2f}  {remark}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
