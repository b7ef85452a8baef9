"""A draft of a credential that is to be signed: whether it may be, and what the signature needs of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ...exchange.adapter import Level, ReadOptions
from ...exchange.portfolios import open_input
from ...report.codes import Severity
from ...report.errors import RefusedError
from ...report.findings import Finding, finding
from ...sources.json import dump_json, load_json
from ...sources.limits import Limits
from ...sources.source import Input, Source

if TYPE_CHECKING:
    from ...exchange.adapter import Adapter

_VERSION_2: Final = "https://www.w3.org/ns/credentials/v2"
_INTEGRITY: Final = "https://w3id.org/security/data-integrity/v2"
_WITH_INTEGRITY: Final = frozenset({_VERSION_2, _INTEGRITY, "https://w3id.org/security/data-integrity/v1"})
"""Contexts that have the terms of Data Integrity (VC Data Model 2.0, appendix B; Data Integrity 1.0, section 2.4)."""

_DATES: Final = ("validFrom", "validUntil", "issuanceDate", "expirationDate", "issued", "awardedDate")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)

_CREDENTIALS: Final = frozenset({"openbadges", "clr", "vc", "elm"})
"""The formats whose documents are signed."""


@dataclass(slots=True)
class Draft:
    """A draft.

    Attributes:
        source: where it came from.
        adapter: the adapter of its format.
        document: the draft as plain data, with what the signature needs.
        notes: what was changed for the signature.
    """

    source: Source
    adapter: Adapter
    document: dict[str, Any]
    notes: list[Finding] = field(default_factory=list)

    @property
    def _contexts(self) -> list[Any]:
        contexts = self.document.get("@context")
        return contexts if isinstance(contexts, list) else [contexts]

    def check_unsigned(self, *, add: bool) -> None:
        """Check that it has no proof yet.

        Args:
            add: whether one may stand beside those that are there.

        Raises:
            RefusedError: it has one.
        """
        if self.document.get("proof") and not add:
            raise RefusedError("not-signed", "The document is signed already.", pointer="/proof",
                               hint="A further signature beside the present one: add=True, --add.")  # fmt: skip

    def bind(self, issuer: str, *, change: bool) -> None:
        """Check that the issuer is the one whose key it is, or make it so.

        An organisation keeps one identifier: where the draft names the same one elsewhere as an object's ``id``, it is
        changed there, too.

        Args:
            issuer: the identifier of the issuer.
            change: whether another issuer is changed.

        Raises:
            RefusedError: it is another one and not to be changed, or a signature is there that a change would break.
        """
        named = self.document.get("issuer")
        present = named.get("id") if isinstance(named, Mapping) else named
        if present == issuer:
            return
        if not change:
            raise RefusedError(
                "not-signed", f"The issuer of the draft is {_shown(present)}, and the key is that of {issuer}.",
                pointer="/issuer",
                hint="Say whose key it is (--issuer-id), or have the issuer of the draft changed (--set-issuer).",
            )  # fmt: skip
        if self.document.get("proof"):
            raise RefusedError("not-signed", "Another issuer would break the signature that is there.",
                               pointer="/issuer")  # fmt: skip
        if isinstance(named, Mapping):
            places = 1
            if isinstance(present, str) and present:
                self.document, places = _renamed(self.document, present, issuer)
            else:
                self.document = {**self.document, "issuer": {**named, "id": issuer}}
        else:
            self.document, places = {**self.document, "issuer": issuer}, 1
        elsewhere = f", and in {places - 1} more places" if places > 1 else ""
        self._note(f"The issuer {_shown(present)} became {issuer}{elsewhere}.", "/issuer")

    def check_rules(self) -> None:
        """Check that it keeps the rules of its format, and that its dates are moments; warnings become notes.

        Raises:
            RefusedError: it does not; the findings say where.
        """
        found = self._check(dump_json(self.document))
        faults = [one for one in found if one.severity is Severity.ERROR] + list(self._wrong_dates())
        self.notes += [one for one in found if one.severity is Severity.WARNING]
        if faults:
            first = finding("not-signed", f"The draft breaks the rules of its format ({self.adapter.format.title}).",
                            hint="Correct what follows; eportfolio validate tells more.")  # fmt: skip
            raise RefusedError.of([first, *faults[:20]])

    def add_context(self) -> None:
        """Add the context that has the terms of a proof, where no context of the draft has them."""
        if not _WITH_INTEGRITY.intersection(one for one in self._contexts if isinstance(one, str)):
            self.document = {**self.document, "@context": [*self._contexts, _INTEGRITY]}
            self._note(f"The context {_INTEGRITY} was added, which has the terms of the proof.", "/@context")

    def check_terms(self) -> None:
        """Check that every part of it is signed.

        Raises:
            RefusedError: a part is not; the findings say which.
            EportfolioError: it is no JSON-LD, or names a context that is not known.
        """
        dropped = list(self.unsigned_terms())
        if dropped:
            first = finding(
                "not-signed", "Parts of the draft have no meaning in its contexts: they would not be signed."
            )
            raise RefusedError.of([first, *dropped[:20]])

    def unsigned_terms(self) -> Iterator[Finding]:
        """The parts that no statement of JSON-LD holds.

        Raises:
            EportfolioError: it is no JSON-LD, or names a context that is not known.
        """
        from ...sources.jsonld import unsafe

        for one in unsafe(self.document, self.source.limits):
            reason = one.reason.value
            yield finding("dropped-term", f"{reason[:1].upper()}{reason[1:]}.", pointer=one.pointer)

    def check_result(self, data: bytes) -> Iterator[Finding]:
        """What the rules of the format say of the signed document and did not say of the draft.

        Args:
            data: the signed document.

        Yields:
            A warning for what is about the proof itself: a format may have no place for one.
        """
        for one in self._check(data):
            if one.severity is not Severity.ERROR:
                continue
            yield finding(
                one.name, f"The rules of the format have no place for an embedded proof: {one.message}",
                pointer=one.pointer, severity=Severity.WARNING,
                hint="Who checks by these rules alone refuses it; a token (vc-jwt) leaves the document as it is.",
            )  # fmt: skip

    def _check(self, data: bytes) -> list[Finding]:
        return list(self.adapter.check(Source(data, self.source.name, self.source.limits), Level.STRUCTURE))

    def _wrong_dates(self) -> Iterator[Finding]:
        """Dates that are no moments with a time zone (VC Data Model 2.0, section 4.9), which some schemas let pass."""
        for member in _DATES:
            value = self.document.get(member)
            if value is not None and not (isinstance(value, str) and _MOMENT.fullmatch(value) and _exists(value)):
                yield finding("invalid-value", f"{member} is no moment with a time zone.", pointer=f"/{member}",
                              hint="Write it as 2026-01-31T00:00:00Z.")  # fmt: skip

    def _note(self, message: str, pointer: str) -> None:
        self.notes.append(finding("changed-for-signing", message, pointer=pointer))


def read_draft(source: Input | Source, limits: Limits) -> Draft:
    """Read a draft.

    Args:
        source: path, ``-``, bytes, binary stream, or a source that is open already.
        limits: the safety limits.

    Raises:
        RefusedError: it is no credential in JSON.
        EportfolioError: it cannot be read.
    """
    opened, adapter, _ = open_input(source, None, ReadOptions(limits=limits))
    document = load_json(opened.data, opened.limits) if opened.kind == "json" else None
    if adapter.format.id not in _CREDENTIALS:
        raise RefusedError(
            "not-signed", f"{opened.name} is {adapter.format.title}; only drafts of credentials are signed.",
            hint=f"Convert it first, to one of {', '.join(sorted(_CREDENTIALS))}.",
        )  # fmt: skip
    kinds = document.get("type", document.get("@type")) if isinstance(document, dict) else None
    if not isinstance(document, dict) or "VerifiableCredential" not in (kinds if isinstance(kinds, list) else [kinds]):
        raise RefusedError("not-signed", f"{opened.name} holds not just one credential in JSON.",
                           hint="Sign each credential on its own.")  # fmt: skip
    return Draft(opened, adapter, document)


def _renamed(document: dict[str, Any], before: str, after: str) -> tuple[dict[str, Any], int]:
    """A document in which an object has another id, and the number of places where; not inside what is signed."""
    count = 0

    def walk(value: Any) -> Any:
        nonlocal count
        if isinstance(value, list):
            return [walk(one) for one in value]
        if not isinstance(value, dict) or value.get("proof"):
            return value
        made = {name: walk(member) for name, member in value.items()}
        if made.get("id") == before:
            made["id"] = after
            count += 1
        return made

    renamed: dict[str, Any] = walk(document)
    return renamed, count


def _shown(identifier: object) -> str:
    return identifier[:200] if isinstance(identifier, str) and identifier else "without an identifier"


def _exists(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return False
    return True
