"""What a verification says of one proof: steps with their outcomes, never one word for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from ..report.findings import Finding, finding
from .steps import STEPS


class Outcome(StrEnum):
    """What became of a step."""

    CHECKED = "checked"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


_RULE: Final = {
    Outcome.CHECKED: "proof-checked",
    Outcome.FAILED: "proof-failed",
    Outcome.NOT_CHECKED: "proof-not-checked",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at, or that was not.

    Attributes:
        name: a name of :data:`eportfolio.trust.steps.STEPS`.
        outcome: whether it was checked and holds, was checked and does not hold, or was not checked.
        reason: what was seen, what is wrong, or why it was not checked, in plain words.
        pointer: the place in the document, as a JSON pointer; a payload is pointed into as if it were parsed.
    """

    name: str
    outcome: Outcome
    reason: str
    pointer: str = ""

    @property
    def title(self) -> str:
        """What the step is about, in a few words."""
        return STEPS[self.name].title

    @property
    def finding(self) -> Finding:
        """The step as a finding."""
        return finding(
            _RULE[self.outcome],
            f"{self.title}: {self.reason}",
            pointer=self.pointer,
            specification=STEPS[self.name].specification,
            hint=STEPS[self.name].advice if self.outcome is Outcome.NOT_CHECKED else "",
        )

    def as_dict(self) -> dict[str, str]:
        """The step as JSON-ready data."""
        return {"name": self.name, "outcome": self.outcome.value, "reason": self.reason, "pointer": self.pointer}


@dataclass(frozen=True, slots=True)
class Signer:
    """Whom the certificate of a seal names.

    Attributes:
        subject: the distinguished name (RFC 4514).
        organisation: the organisation's name; empty when there is none.
        organisation_identifier: attribute 2.5.4.97, such as ``VATXX-123`` (ETSI EN 319 412-1, 5.1.4).
        country: two letters.
        issuer: the distinguished name of who issued the certificate.
        valid_from: the first moment of the certificate.
        valid_until: the last moment of the certificate.
        sha256: digest of the certificate, in hexadecimal.
    """

    subject: str
    organisation: str
    organisation_identifier: str
    country: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    sha256: str


class Stepwise:
    """What is told step by step.

    Attributes:
        pointer: where it stands.
        steps: what was looked at, in the order of looking.
    """

    __slots__ = ()

    pointer: str
    steps: list[Step]

    def add(self, name: str, outcome: Outcome, reason: str, pointer: str = "") -> None:
        """Append a step; it points to the whole when it has no place of its own."""
        self.steps.append(Step(name, outcome, reason, pointer or self.pointer))

    def checked(self, name: str, reason: str, pointer: str = "") -> None:
        """Append a step that was checked and holds."""
        self.add(name, Outcome.CHECKED, reason, pointer)

    def failed(self, name: str, reason: str, pointer: str = "") -> None:
        """Append a step that was checked and does not hold."""
        self.add(name, Outcome.FAILED, reason, pointer)

    def not_checked(self, name: str, reason: str, pointer: str = "") -> None:
        """Append a step that was not checked."""
        self.add(name, Outcome.NOT_CHECKED, reason, pointer)

    def outcome(self, name: str) -> Outcome | None:
        """The outcome of the first step of a name; ``None`` when there is none."""
        return next((step.outcome for step in self.steps if step.name == name), None)


PROVING: Final = frozenset({"signature", "hosted"})
"""The steps that prove a content: a signature, or the document at the address of a hosted badge."""

BINDING: Final = (("key-owner",), ("origin",), ("trust-anchor", "issuer-identifier"))
"""The steps that bind what proves a content to its issuer; the first of them that were taken decide.

That somebody is trusted does not make them the issuer whom the credential names, so a seal needs both of its steps.
"""

_WORDS: Final = {True: "holds", False: "does not hold", None: "not checked"}


@dataclass(slots=True)
class Proof(Stepwise):
    """One signature or proof of a document.

    Attributes:
        kind: its family, such as ``JAdES``.
        pointer: where it stands.
        steps: what was looked at, in the order of looking.
        signer: whom the certificate names; ``None`` when there is none.
        level: ``B-B``, ``B-T``, ``B-LT`` or ``B-LTA``, told from the parts that are there (JAdES, clause 6).
        signing_time: what the signer claims.
        proven_time: the earliest time of a time stamp that holds and covers the signature; as good as its authority,
            which must lead to a trusted certificate where such were given.
        qualified: what the certificate says of being qualified (ETSI EN 319 412-5), in words; nothing of it is proven
            by the certificate alone.
        credential: what it covers, decoded, where the proof stands around the credential (JWT, SD-JWT); ``None`` where
            the proof stands inside it, and where it was not decoded.
        credential_pointer: where that credential stands, as if the payload were parsed.
    """

    kind: str
    pointer: str = ""
    steps: list[Step] = field(default_factory=list)
    signer: Signer | None = None
    level: str = ""
    signing_time: datetime | None = None
    proven_time: datetime | None = None
    qualified: tuple[str, ...] = ()
    credential: Mapping[str, Any] | None = None
    credential_pointer: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the signature, or what is hosted at its address, fits the content; ``None`` when not checked."""
        outcomes = {step.outcome for step in self.steps if step.name in PROVING}
        if Outcome.FAILED in outcomes:
            return False
        return True if outcomes == {Outcome.CHECKED} else None

    @property
    def words(self) -> str:
        """Whether the signature holds, in words."""
        thing = "hosted document" if self.outcome("hosted") else "signature"
        return f"{thing} {_WORDS[self.holds]}"

    @property
    def bound(self) -> bool:
        """Whether it was checked that the key or the address is the issuer's."""
        taken = next((names for names in BINDING if self.outcome(names[0]) is not None), ())
        return bool(taken) and all(self.outcome(name) is Outcome.CHECKED for name in taken)

    def summary(self) -> str:
        """One line, such as ``signature holds; 9 steps checked, 0 failed, 3 not checked``."""
        return f"{self.words}; {counted(self.steps)}"

    def as_dict(self) -> dict[str, Any]:
        """The proof as JSON-ready data."""
        return {
            "kind": self.kind,
            "pointer": self.pointer,
            "summary": self.summary(),
            "holds": self.holds,
            "level": self.level,
            "signer": None if self.signer is None else plain(asdict(self.signer)),
            "signing_time": plain(self.signing_time),
            "proven_time": plain(self.proven_time),
            "qualified": list(self.qualified),
            "steps": [step.as_dict() for step in self.steps],
        }


def counted(steps: list[Step]) -> str:
    """How many steps were checked, failed and were not checked, in words.

    Args:
        steps: the steps.
    """
    by = Counter(step.outcome for step in steps)
    noun = "step" if by[Outcome.CHECKED] == 1 else "steps"
    return f"{by[Outcome.CHECKED]} {noun} checked, {by[Outcome.FAILED]} failed, {by[Outcome.NOT_CHECKED]} not checked"


def plain(value: Any) -> Any:
    """A value as JSON-ready data: moments as texts.

    Args:
        value: the value, in dictionaries or by itself.
    """
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value
