"""Credentials of the European Learning Model, and what a clumsy or a hostile sender makes of them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, Final

from tests.security.bad_input import PIXEL
from tests.support import EXAMPLES

NAMESPACE: Final = "http://data.europa.eu/snb/model/elm/"
DROPPED: Final = object()
"""Stands for a value that is taken out."""

WRONG: Final[tuple[Any, ...]] = (
    DROPPED, None, True, -1.5, 10**30, 1e300, "x", "", [], {}, [[]], [["x", {"y": 1}]], {"a": {"b": 1}}, [None],
    "2020-02-31", {"id": 5}, {"en": ["a", ["b"]]}, {"@value": "x"}, "urn:example:practice",
)  # fmt: skip
"""What stands in the place of a value: other types, empty ones, and others that mean something elsewhere."""

Path = tuple[str | int, ...]


@cache
def _example(name: str) -> Any:
    folder = EXAMPLES / name
    (path,) = folder.iterdir()
    return _with_small_pictures(json.loads(path.read_text()))


def example(name: str = "elm") -> Any:
    """The diploma of the examples, its pictures made small; a copy for each caller."""
    return deepcopy(_example(name))


def _with_small_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_small_pictures(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_with_small_pictures(member) for member in value]
    return PIXEL if isinstance(value, str) and len(value) > 2000 else value


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of a document, without the document itself."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*path, key)
        yield from paths(member, (*path, key))


def put(value: Any, path: Path, new: Any) -> Any:
    """A document with another value in one place; what is beside the way there is shared."""
    copy = value.copy()
    if len(path) > 1:
        copy[path[0]] = put(value[path[0]], path[1:], new)
    elif new is DROPPED:
        del copy[path[0]]
    else:
        copy[path[0]] = new
    return copy


def claiming(*claims: Any) -> dict[str, Any]:
    """The credential with other claims."""
    credential: dict[str, Any] = example()
    credential["credentialSubject"]["hasClaim"] = list(claims)
    return credential


def achievement(number: int, **more: Any) -> dict[str, Any]:
    """A claim with nothing but a title."""
    return {"id": f"urn:ex:{number}", "type": "LearningAchievement", "title": {"en": f"T{number}"}, **more}


def nested(depth: int, key: str = "hasPart") -> bytes:
    """The credential with claims within claims, written without recursion."""
    marked = json.dumps(claiming("@"))
    begin = "".join(json.dumps(achievement(number))[:-1] + f', "{key}": ' for number in range(depth))
    return marked.replace('"@"', begin + '{"id": "urn:ex:end"}' + "}" * depth).encode()


def encoded(data: bytes | str) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data if isinstance(data, bytes) else data.encode()).rstrip(b"=").decode()


def sealed(payload: Any, header: Any = None, signature: str = "AAAA") -> dict[str, Any]:
    """A JWS in general JSON serialisation, whose signature means nothing."""
    protected = encoded(json.dumps({"alg": "ES256", "b64": False, "crit": ["b64"]} if header is None else header))
    return {"payload": payload, "signatures": [{"protected": protected, "signature": signature}]}


def compact(payload: str, alg: str = "ES256") -> str:
    """A JWS in compact serialisation, whose signature means nothing."""
    return ".".join([encoded(json.dumps({"alg": alg})), encoded(payload), "AAAA"])


def presentation(*members: Any) -> dict[str, Any]:
    """A presentation of credentials."""
    return {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(members),
    }


def small(number: int) -> dict[str, Any]:
    """A credential with hardly anything in it."""
    subject = {"type": "Person", "givenName": {"en": "Noor"}}
    types = ["VerifiableCredential", "EuropeanDigitalCredential"]
    return {"id": f"urn:c:{number}", "type": types, "credentialSubject": subject}
