"""What is measured of credentials: the shipped diploma, samples of the EU where they are at hand, and a large one."""

from __future__ import annotations

import base64
import copy
import json
import random
from typing import Any, NamedTuple

from tests.benchmarks.inputs import EXAMPLES
from tests.support import SHARED


class Sample(NamedTuple):
    """A document that is measured.

    Attributes:
        name: its name for people.
        data: its bytes.
    """

    name: str
    data: bytes


_SAMPLES = ("AA-Annex1-MC-signed.jsonld", "Sample-JointDegree-signed.jsonld")


def diploma() -> bytes:
    """The shipped example: a diploma of about 35 KB."""
    return (EXAMPLES / "elm" / "diploma.jsonld").read_bytes()


def samples() -> list[Sample]:
    """The shipped diploma, and sealed credentials of the EU where the reference material is at hand."""
    found = [Sample("diploma.jsonld", diploma())]
    if SHARED is not None:
        found += [Sample(name, (SHARED / "samples" / "elm" / "eu-edc" / name).read_bytes()) for name in _SAMPLES]
    return found


def document_of(data: bytes) -> Any:
    """The credential as plain JSON, from its seal if it has one."""
    document = json.loads(data)
    return json.loads(document["payload"]) if "payload" in document else document


def floor(data: bytes) -> str:
    """What any reader and writer in Python must pay: parse, one walk over every leaf, dump."""
    return json.dumps(_walk(document_of(data)))


def _walk(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _walk(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_walk(member) for member in value]
    return value


def large(megabytes: float, *, images: bool) -> bytes:
    """The shipped diploma, grown.

    Args:
        megabytes: the size that it gets.
        images: whether it grows by the pages that show it, else by further claims.
    """
    document = document_of(diploma())
    size = int(megabytes * 1_000_000)
    if images:
        page = document["displayParameter"]["individualDisplay"]
        page = page[0] if isinstance(page, list) else page
        image = page["displayDetail"][0] if isinstance(page["displayDetail"], list) else page["displayDetail"]
        rest = size - len(json.dumps(document))
        image["image"]["content"] += base64.b64encode(random.Random(7).randbytes(rest * 3 // 4)).decode()
        return json.dumps(document, ensure_ascii=False).encode()
    subject = document["credentialSubject"]
    claims = subject["hasClaim"] if isinstance(subject["hasClaim"], list) else [subject["hasClaim"]]
    each = len(json.dumps(claims))
    subject["hasClaim"] = [
        _renamed(copy.deepcopy(claim), number)
        for number in range((size - len(json.dumps(document))) // each + 1)
        for claim in claims
    ]
    return json.dumps(document, ensure_ascii=False).encode()


def _renamed(value: Any, number: int) -> Any:
    """A claim under names of its own."""
    if isinstance(value, dict):
        return {
            key: f"{member}:{number}" if key == "id" and str(member).startswith("urn:") else _renamed(member, number)
            for key, member in value.items()
        }
    return [_renamed(member, number) for member in value] if isinstance(value, list) else value
