"""The file of an agreement: both profiles with their hashes, what was found, what is pinned; made to be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..profiles import Profile
from ..report.errors import UnreadableError
from .agreement import Agreement, Asked, Verdict, as_data

if TYPE_CHECKING:
    from ..sources.source import Input

SUFFIX: Final = ".agreement.json"
"""How the names of such files end."""

_TYPE: Final = "eportfolio agreement"
_LAYOUT: Final = 1
_HINT: Final = "Make it anew: eportfolio agree A.toml B.toml -o FILE."


@dataclass(frozen=True)
class SignedAgreement:
    """An agreement as its file has it.

    Attributes:
        data: the content of the file.
        a: the profile of one side.
        b: the profile of the other side.
    """

    data: Mapping[str, Any]
    a: Profile
    b: Profile

    @property
    def version(self) -> str:
        """Its version, such as ``2.1``."""
        return str(self.data["version"])

    @cached_property
    def rows(self) -> dict[tuple[str, str, str], Mapping[str, Any]]:
        """What becomes of each field: by direction, field and need."""
        return {
            (key, row["field"], row.get("need", "")): row
            for key in ("forth", "back")
            for row in self.data[key].get("rows", ())
        }

    def format_of(self, key: str) -> str:
        """The format of a direction, ``forth`` or ``back``; empty when there is none."""
        return str(self.data[key].get("format", ""))

    def mirrored(self) -> SignedAgreement:
        """The same, told from the other side."""
        data = {**self.data, "a": self.data["b"], "b": self.data["a"],
                "forth": self.data["back"], "back": self.data["forth"]}  # fmt: skip
        return SignedAgreement(data, self.b, self.a)


def write_agreement(agreement: Agreement, a: Profile, b: Profile) -> bytes:
    """The file of an agreement.

    What was found in portfolios that were tried is not in it.

    Args:
        agreement: of :func:`eportfolio.agreements.agree`.
        a: the profile of its side ``a``.
        b: the profile of its side ``b``.
    """
    bare = replace(
        agreement, forth=replace(agreement.forth, samples=None), back=replace(agreement.back, samples=None)
    )  # fmt: skip
    data = as_data(bare.as_dict())
    for key, profile in (("a", a), ("b", b)):
        data[key] = {**data[key], "profile": profile.as_dict()}
    whole = {"type": _TYPE, "layout": _LAYOUT, **data}
    text = json.dumps({**whole, "digest": _digest(whole)}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def read_agreement(source: Input) -> SignedAgreement:
    """Read the file of an agreement, and make sure that it is what was signed.

    Args:
        source: path, ``-`` for standard input, bytes, or a binary stream.

    Raises:
        UnreadableError: it cannot be opened, is no JSON, is no agreement, or was changed since it was written.
    """
    from ..sources.json import load_json
    from ..sources.source import open_source

    opened = open_source(source)
    data = load_json(opened.data)
    if not isinstance(data, dict) or data.get("type") != _TYPE:
        raise UnreadableError("invalid-agreement", f"{opened.name} is no agreement.", hint=_HINT)
    if data.get("layout") != _LAYOUT:
        raise UnreadableError(
            "invalid-agreement", f"{opened.name} was written by another release of eportfolio.", hint=_HINT
        )  # fmt: skip
    _unchanged(data, opened.name)
    try:
        return _signed(data)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError(
            "invalid-agreement", f"{opened.name} is no sound agreement ({str(error)[:200]}).", hint=_HINT
        ) from None  # fmt: skip


def _unchanged(data: Mapping[str, Any], name: str) -> None:
    """Hold the hashes of a file against its content.

    Raises:
        UnreadableError: they do not fit.
    """
    sides = [data.get("a"), data.get("b")]
    told: list[tuple[Any, Any, str]] = [
        (data.get("digest"), {key: value for key, value in data.items() if key != "digest"}, "the agreement")
    ]
    told += [(one.get("digest"), one.get("profile"), f"the profile of side {key}")
             for key, one in zip("ab", sides, strict=True) if isinstance(one, dict)]  # fmt: skip
    for digest, content, what in told:
        if digest != _digest(content):
            raise UnreadableError(
                "invalid-agreement", f"{name} was changed since it was written: the hash of {what} does not fit.",
                hint=_HINT,
            )  # fmt: skip


def _signed(data: Mapping[str, Any]) -> SignedAgreement:
    from .restoring import profile_of

    found = SignedAgreement(data, profile_of(data["a"]["profile"]), profile_of(data["b"]["profile"]))
    major, dot, minor = found.version.partition(".")
    if not (dot and major.isdecimal() and minor.isdecimal()):
        raise ValueError("it has no version")
    for row in found.rows.values():
        if not all(isinstance(row[key], str) for key in ("field", "spoken", "verdict", "asked")):
            raise ValueError("its rows are not usable")
        Verdict(row["verdict"]), Asked(row["asked"])
    for key in ("vocabularies", "mappings"):
        if not all(isinstance(one, str) for one in data.get(key, ())):
            raise ValueError(f"its {key} are not usable")
    return found


def _digest(content: Any) -> str:
    """The hash of data, as that of a profile is made."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
