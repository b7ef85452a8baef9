"""Deliveries and receipts: two small JSON files that organisations answer each other with.

A *delivery* goes along with what is shared, or stands for it where something is withdrawn or to be erased:

``type`` ``Delivery``; ``version`` ``1.0``; ``id``; ``kind`` (``first``, ``correction``, ``withdrawal``, ``deletion``);
``receiver`` (``name``, ``id``); ``subject``, the id by which the receiver knows the portfolio; ``profile`` (``title``,
``version``, ``digest``); ``made``; ``legal_ground``, ``purpose``, ``until``; ``replaces``, the id of the delivery that
it follows on; ``file`` (``name``, ``format``, ``digest``, ``bytes``), of a first delivery and a correction.

A *receipt* is the receiver's answer: ``type`` ``Receipt``; ``version`` ``1.0``; ``id``; ``delivery``, ``kind`` and
``receiver`` as in the delivery; ``received``; ``status`` (``accepted``, ``rejected``, ``stopped``, ``deleted``);
``findings``, each with ``code``, ``severity``, ``rule`` and ``pointer``, and no word of the portfolio itself.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ..report.codes import RULES, Severity
from ..report.errors import RefusedError, UnreadableError
from ..report.findings import Finding, finding
from ..sources.limits import Limits
from .disclosing import DELETION, KINDS, WITHDRAWAL

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..profiles import Profile
    from ..sources.source import Input

VERSION: Final = "1.0"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
STATUSES: Final = {WITHDRAWAL: "stopped", DELETION: "deleted"}
"""What a receiver answers to what has no file."""

_LIMITS: Final = Limits(file_bytes=1 << 20, depth=8, nodes=20_000)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What goes along with a delivery; the fields are those of the file, see above."""

    id: str
    kind: str
    receiver: Mapping[str, str]
    subject: str
    profile: Mapping[str, str]
    made: str
    legal_ground: str = ""
    purpose: Any = ""
    until: str = ""
    replaces: str = ""
    file: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The delivery as JSON-ready data, empty fields left out."""
        return _without_empty({"type": "Delivery", "version": VERSION, **asdict(self)})


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receiver's answer to a delivery; the fields are those of the file, see above."""

    id: str
    delivery: str
    kind: str
    receiver: Mapping[str, str]
    received: str
    status: str
    findings: tuple[Mapping[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The receipt as JSON-ready data."""
        data = _without_empty({"type": "Receipt", "version": VERSION, **asdict(self)})
        return {**data, "findings": [dict(one) for one in self.findings]}

    @property
    def codes(self) -> list[str]:
        """The codes of what was found, each once."""
        return list(dict.fromkeys(one["code"] for one in self.findings if one.get("code")))


def moment() -> str:
    """The present, to the second, as ISO 8601 in UTC."""
    return datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def new_id() -> str:
    """A new id (RFC 9562, version 4)."""
    return f"urn:uuid:{uuid.uuid4()}"


def digest_of(data: bytes) -> str:
    """The hash of a file, ``sha256:…``."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def read_delivery(source: Input) -> Delivery:
    """Read a delivery.

    Raises:
        UnreadableError: it cannot be opened, or is no delivery; every fault is told.
    """
    needed = {"id": str, "kind": str, "receiver": dict, "subject": str, "profile": dict, "made": str}
    data = _read(source, "Delivery", needed, {"legal_ground": str, "until": str, "replaces": str, "file": dict})
    _one_of(data, "kind", KINDS)
    file = data.get("file", {})
    if data["kind"] not in STATUSES and not isinstance(file.get("digest"), str):
        raise _not_usable("Delivery", "file has no digest", "/file")
    return Delivery(**{one.name: data[one.name] for one in fields(Delivery) if one.name in data})


def read_receipt(source: Input) -> Receipt:
    """Read a receipt.

    Raises:
        UnreadableError: it cannot be opened, or is no receipt; every fault is told.
    """
    data = _read(source, "Receipt", {"id": str, "delivery": str, "kind": str, "receiver": dict, "received": str,
                                     "status": str, "findings": list}, {})  # fmt: skip
    _one_of(data, "kind", KINDS)
    _one_of(data, "status", (ACCEPTED, REJECTED, *STATUSES.values()))
    for number, one in enumerate(data["findings"]):
        if not isinstance(one, dict) or not isinstance(one.get("code"), str) or one["code"] not in RULES:
            raise _not_usable("Receipt", "a finding has no code that is known", f"/findings/{number}")
    findings = tuple({key: str(value) for key, value in one.items()} for one in data["findings"])
    names = ("id", "delivery", "kind", "receiver", "received", "status")
    return Receipt(**{name: data[name] for name in names}, findings=findings)


def receive(delivery: Delivery, data: bytes | None, profile: Profile | None, *, received: str = "") -> Receipt:
    """Answer a delivery: hold its file against its hash and the receiver's profile.

    Args:
        delivery: the delivery.
        data: the bytes of its file; ``None`` where something is withdrawn or was erased.
        profile: the receiver's profile; ``None`` where nothing was delivered.
        received: when, ISO 8601; the present when empty.

    Raises:
        RefusedError: there is a file where none belongs, or the other way round.
    """
    status, findings = STATUSES.get(delivery.kind, ""), list[Finding]()
    if bool(status) != (data is None):
        what = "has no file, and one was given" if status else "has a file, and none was given"
        raise RefusedError("answer-mismatch", f"A delivery of the kind {delivery.kind} {what}.")
    if data is not None:
        findings = list(_held_against(delivery, data, profile))
        status = REJECTED if any(one.severity is Severity.ERROR for one in findings) else ACCEPTED
    told = tuple(
        _without_empty({"code": one.code, "severity": one.severity.value, "rule": one.name, "pointer": one.pointer})
        for one in findings
    )
    return Receipt(new_id(), delivery.id, delivery.kind, delivery.receiver, received or moment(), status, told)


def _held_against(delivery: Delivery, data: bytes, profile: Profile | None) -> Iterable[Finding]:
    from ..exchange.portfolios import read
    from ..profiles import check
    from ..report.errors import EportfolioError

    if digest_of(data) != delivery.file["digest"]:
        yield finding("answer-mismatch", "The file is not the one that was delivered: its hash is another.")
        return
    if profile is not None and delivery.profile.get("digest") not in (None, profile.digest):
        yield finding("answer-mismatch", "It was made for another version of the profile.", severity=Severity.WARNING)
    try:
        reading = read(data)
    except EportfolioError as error:
        yield from error.findings
        return
    yield from (one for one in reading.report.findings if one.severity is not Severity.INFO)
    if profile is not None:
        yield from check(reading.portfolio, profile)


def with_answer(portfolio: Portfolio, receipt: Receipt) -> Portfolio:
    """The owner's portfolio with a receiver's answer beside the disclosure that it is about.

    Args:
        portfolio: the owner's portfolio; it is not changed.
        receipt: the answer.

    Raises:
        RefusedError: nothing in the portfolio is what the receipt answers, or of another kind.
    """
    records = list(portfolio.disclosures)
    for number, one in enumerate(records):
        if one.delivery == receipt.delivery:
            if one.kind != receipt.kind:
                raise RefusedError(
                    "answer-mismatch", f"The receipt is for a {receipt.kind}, the delivery was a {one.kind}."
                )
            answer = {"answer": receipt.status, "answered": receipt.received, "answer_codes": receipt.codes}
            records[number] = one.model_copy(update=answer)
            return portfolio.model_copy(update={"disclosures": records})
    raise RefusedError("answer-mismatch", "Nothing was delivered from this portfolio that the receipt could answer.")


def _read(source: Input, kind: str, needed: Mapping[str, type], possible: Mapping[str, type]) -> dict[str, Any]:
    from ..sources.json import load_json
    from ..sources.source import open_source

    data = load_json(open_source(source, limits=_LIMITS).data, _LIMITS)
    if not isinstance(data, dict) or data.get("type") != kind:
        raise _not_usable(kind, f'it has no "type": "{kind}"', "/type")
    if data.get("version") != VERSION:
        raise _not_usable(kind, f'its version is not "{VERSION}"', "/version")
    faults = [
        _fault(kind, f"{name} is missing" if name not in data else f"{name} is of the wrong kind", f"/{name}")
        for name, form in {**needed, **possible}.items()
        if (name in data or name in needed) and (not isinstance(data.get(name), form) or data[name] == "")
    ]
    if faults:
        raise UnreadableError.of(faults)
    return data


def _one_of(data: Mapping[str, Any], name: str, known: Iterable[str]) -> None:
    words = tuple(known)
    if data[name] not in words:
        raise _not_usable(str(data["type"]), f"{name} is none of {', '.join(words)}", f"/{name}")


def _fault(kind: str, what: str, pointer: str) -> Finding:
    return finding("invalid-value", f"The file is no sound {kind.lower()}: {what}.", pointer=pointer)


def _not_usable(kind: str, what: str, pointer: str) -> UnreadableError:
    return UnreadableError.of([_fault(kind, what, pointer)])


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", {}, (), [])}
