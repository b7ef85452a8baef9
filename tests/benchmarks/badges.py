"""Badges and learner records, as ratios measured in one run: ``python -m tests.benchmarks.badges``.

Reading, writing and validating stand beside their floor, and verification beside other verifiers and the bare recipe,
on the same documents, from bytes to verdict.  As in :mod:`.ratios`, what is compared takes turns in one process, and
the best of several rounds counts; the npm verifier counts its own processor time.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.badges_inputs import badge, record, signed
from tests.benchmarks.badges_peers import by_node, peers
from tests.benchmarks.elm_inputs import floor
from tests.benchmarks.ratios import best
from tests.support import SHARED

Row = tuple[str, float, str]
"""What is measured, its ratio, and a remark."""

_MILLISECONDS = 1000
_SCHEMAS = {
    "OpenBadgeCredential": "ob3/ob_v3p0_achievementcredential_schema.json",
    "ClrCredential": "clr2/clr_v2p0_clrcredential_schema.json",
}


def conversion(data: bytes, rounds: int) -> list[Row]:
    """Reading, validating and writing beside the floor.

    Args:
        data: the document.
        rounds: how often each is measured.
    """
    import eportfolio as ep

    reading = ep.read(data)
    portfolio = reading.portfolio
    target = "clr" if b"ClrCredential" in data else "openbadges"
    ground, read, checked, written = best(
        rounds, lambda: floor(data), lambda: ep.read(data), lambda: ep.validate(data),
        lambda: ep.dumps(portfolio, target),
    )  # fmt: skip
    rows = [
        ("read", read / ground, f"the floor is {ground * _MILLISECONDS:.2f} ms"),
        ("validate, structure and what schemas cannot see", checked / ground, "aim: 1.5"),
        ("write", written / ground, ""),
        ("read and write", (read + written) / ground, "aim: 3"),
    ]
    if SHARED is not None:
        rows += _by_schema(data, ground, rounds)
    return rows


def _by_schema(data: bytes, ground: float, rounds: int) -> list[Row]:
    """The official JSON Schema, by the two engines, compiled before."""
    import jsonschema
    import jsonschema_rs

    assert SHARED is not None
    types = json.loads(data)["type"]
    name = next(path for kind, path in _SCHEMAS.items() if kind in types)
    schema = json.loads((SHARED / "schemas" / "badges" / name).read_bytes())
    fast, slow = jsonschema_rs.validator_for(schema), jsonschema.Draft201909Validator(schema)
    rust, python = best(
        max(1, rounds // 5), lambda: fast.is_valid(json.loads(data)), lambda: list(slow.iter_errors(json.loads(data)))
    )
    return [
        ("official schema, jsonschema-rs, compiled before", rust / ground, str(fast.is_valid(json.loads(data)))),
        ("official schema, jsonschema, compiled before", python / ground, ""),
    ]


def verification(data: bytes, rounds: int) -> list[Row]:
    """How many times longer other verifiers take, with their verdicts.

    Args:
        data: the signed document.
        rounds: how often each is measured.
    """
    import eportfolio as ep

    others = peers(data)
    for verdict in others.values():
        verdict()
    ours, *theirs = best(rounds, lambda: ep.verify(data), *others.values())
    told = ep.verify(data)
    rows: list[Row] = [("eportfolio, all steps", 1.0, f"{ours * _MILLISECONDS:.1f} ms; {told.ok}: {told.summary()}")]
    for (name, verdict), seconds in zip(others.items(), theirs, strict=True):
        rows.append((name, seconds / ours, str(verdict())))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "badge.json"
        file.write_bytes(data)
        node = by_node(file, rounds)
    if node is not None:
        rows.append(("verifier-core (npm)", node[0] / ours, str(node[1])))
    return rows


def main() -> int:
    """Print the tables."""
    print(f"{'what':50} {'ratio':>7}  remark")
    for name, document, rounds in (("a badge", badge(), 30), ("a record", record(), 5)):
        plain: dict[str, Any] = document
        data = json.dumps(plain).encode()
        print(f"-- {name}, {len(data) / 1000:.0f} KB: beside JSON parse + one walk + dump")
        _print(conversion(data, rounds))
        print(f"-- {name}, signed (eddsa-rdfc-2022, did:key): from the bytes to a verdict")
        _print(verification(signed(plain), rounds))
    return 0


def _print(rows: list[Row]) -> None:
    for name, ratio, remark in rows:
        print(f"{name:50} {ratio:7.2f}  {remark}")


if __name__ == "__main__":
    sys.exit(main())
