"""What is carried along whole: signed originals and attached files, which may say more than is given.

What is signed cannot be cut; an original goes when it shows nothing that is withheld, in part when its issuer allows
claims to be kept back (SD-JWT), and else only when its owner says that it may go with everything in it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ..report.errors import EportfolioError
from ..report.findings import Finding, finding
from ..sources.base64url import UnusableError
from .pictures import without_metadata
from .withholding import Withheld

if TYPE_CHECKING:
    from ..sources.sdjwt import Processed

ALL: Final = "all"
_SHOWN: Final = 5


class Carrying:
    """Looks through the files of what is given, and takes out what must not go.

    Args:
        data: what is given, in canonical form; files are changed in it.
        source: what the owner has, in the same form.
        withheld: what must not show.
        whole: ids of the items whose files may go as they are; ``all`` for all of them.

    Attributes:
        findings: what was left out or cut, and why.
    """

    def __init__(self, data: dict[str, Any], source: dict[str, Any], withheld: Withheld, whole: frozenset[str]) -> None:
        self._data = data
        self._source = source
        self._withheld = withheld
        self._whole = whole
        self.findings: list[Finding] = []

    def run(self) -> dict[str, Any]:
        """What is given, with the files that may go."""
        return self._object(self._data, "", "") or {}

    def _object(self, data: dict[str, Any], pointer: str, item: str) -> dict[str, Any] | None:
        item = data["id"] if pointer and isinstance(data.get("id"), str) else item
        result: dict[str, Any] = {}
        for key, value in data.items():
            made = self._value(key, value, f"{pointer}/{key}", item)
            if made is not None:
                result[key] = made
        return result or None

    def _value(self, key: str, value: Any, pointer: str, item: str) -> Any:
        if isinstance(value, list):
            made = [self._value(key, one, f"{pointer}/{number}", item) for number, one in enumerate(value)]
            return [one for one in made if one is not None] or None
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("content"), str):
            return self._original(value, pointer, item) if key == "original" else self._file(value, pointer, item)
        return self._object(value, pointer, item)

    # -- files ---------------------------------------------------------------------------------------------

    def _file(self, media: dict[str, Any], pointer: str, item: str) -> dict[str, Any] | None:
        data = _bytes(media["content"])
        if data is None:
            return self._left("attachment-left-out", pointer, item, "it is no base64")
        try:
            picture = without_metadata(data)
        except EportfolioError:
            return self._left("attachment-left-out", pointer, item, "it is a damaged picture")
        if picture is not None:
            return {**media, "content": base64.b64encode(picture).decode()}
        reason = self._reason(data, item)
        return self._left("attachment-left-out", pointer, item, reason) if reason else media

    def _reason(self, data: bytes, item: str) -> str:
        """Why a file must not go as it is; empty when it may."""
        text = _text(data)
        allowed = bool({item, ALL} & self._whole)
        if text is None:
            if self._withheld.shown_in(data.decode("latin-1"), ruled=True):
                return "it shows what is withheld"
            return "" if allowed else "nobody can tell what is in a file of its kind"
        shown = self._withheld.shown_in(text, ruled=allowed)
        return f"it shows what is withheld: {self._places(shown)}" if shown else ""

    # -- originals -----------------------------------------------------------------------------------------

    def _original(self, media: dict[str, Any], pointer: str, item: str) -> dict[str, Any] | None:
        data = _bytes(media["content"])
        if data is None:
            return self._left("original-left-out", pointer, item, "it is no base64")
        reason = self._reason(data, item)
        if not reason:
            return media
        less = self._disclosed(data)
        if less is None:
            return self._left("original-left-out", pointer, item, reason)
        text, hidden = less
        self.findings.append(finding(
            "disclosed-in-part", f"The signed original goes without {hidden} of its claims, which are withheld.",
            pointer=pointer,
        ))  # fmt: skip
        return {**media, "content": base64.b64encode(text.encode()).decode()}

    def _disclosed(self, data: bytes) -> tuple[str, int] | None:
        """An SD-JWT that shows nothing that is withheld, with the number of claims kept back, if there is one."""
        from ..sources.sdjwt import disclose, is_sd_jwt, process

        value = _token(data)
        if value is None or not is_sd_jwt(value):
            return None
        try:
            processed = process(value)
            bad = [one.pointer for one in processed.disclosures if self._withheld.shown_in(one.text)]
            text = disclose(value, list(_open(processed, bad)))
            hidden = len(processed.disclosures) - len(process(text).disclosures)
        except (UnusableError, EportfolioError):
            return None
        return None if self._withheld.shown_in(text) else (text, hidden)

    def _left(self, rule: str, pointer: str, item: str, reason: str) -> dict[str, Any] | None:
        """Tell that something does not go: nothing stands in its place."""
        what = "The signed original" if rule == "original-left-out" else "An attached file"
        hint = "" if "base64" in reason or "damaged" in reason else f"Let it go as it is with --whole {item}."
        if "rule" in reason:
            hint = "Nothing can be taken out of it; take back the rule, or do without it."
        self.findings.append(finding(rule, f"{what} is left out: {reason}.", pointer=pointer, hint=hint))
        return None

    def _places(self, values: list[str]) -> str:
        """Where in the owner's portfolio values stand, so that no message repeats them."""
        from .withholding import leaves

        wanted = set(values)
        found = list(dict.fromkeys(place for place, text in leaves(self._source, "") if text in wanted))
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        return ", ".join(found[:_SHOWN] or ["a value of your rules"]) + more


def _open(processed: Processed, bad: list[str]) -> Iterator[str]:
    """Pointers of all claims that are not in a disclosure that must not be shown."""

    def walk(value: Any, pointer: str) -> Iterator[str]:
        from ..sources.tree import escape_pointer

        if any(pointer == one for one in bad):
            return
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        inner = [(f"{pointer}/{escape_pointer(str(key))}", one) for key, one in members]
        if not inner:
            yield pointer
        for place, one in inner:
            yield from walk(one, place)

    return walk(processed.claims, "")


def _bytes(content: str) -> bytes | None:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(data: bytes) -> str | None:
    """The file as text; ``None`` when it is something else."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or text.startswith("%PDF-") else text


def _token(data: bytes) -> Any:
    from ..sources.json import load_json

    text = (_text(data) or "").strip()
    if not text.startswith("{"):
        return text or None
    try:
        return load_json(data)
    except EportfolioError:
        return None
