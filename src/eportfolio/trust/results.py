"""What a verification says: steps with their outcomes, proofs, and the whole; never one word for all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from ..report.codes import Severity
from ..report.findings import Endpoint, Finding, Report, finding
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

BINDING: Final = ("key-owner", "trust-anchor", "origin")
"""The steps that bind what proves a content to its issuer."""

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
        """Whether it was checked that the key or the address is the issuer's, or that of somebody the user trusts."""
        return any(self.outcome(name) is Outcome.CHECKED for name in BINDING)

    def summary(self) -> str:
        """One line, such as ``signature holds; 9 steps checked, 0 failed, 3 not checked``."""
        return f"{self.words}; {_counts(self.steps)}"

    def as_dict(self) -> dict[str, Any]:
        """The proof as JSON-ready data."""
        return {
            "kind": self.kind,
            "pointer": self.pointer,
            "summary": self.summary(),
            "holds": self.holds,
            "level": self.level,
            "signer": None if self.signer is None else _plain(asdict(self.signer)),
            "signing_time": _plain(self.signing_time),
            "proven_time": _plain(self.proven_time),
            "qualified": list(self.qualified),
            "steps": [step.as_dict() for step in self.steps],
        }


class Verdict(StrEnum):
    """What the steps of one credential come to.

    It holds when its signature does and no step failed; it is unbound when, beside that, nothing that was looked at
    says that the key is the issuer's; it is covered when a credential around it is signed; else it is unproven.
    """

    HOLDS = "holds"
    UNBOUND = "unbound"
    FAILS = "fails"
    COVERED = "covered"
    UNPROVEN = "unproven"


BOUND: Final = frozenset({Verdict.HOLDS, Verdict.COVERED})
"""The verdicts of credentials whose issuers are bound to their signatures."""


@dataclass(slots=True)
class CredentialReport(Stepwise):
    """What was found out about one credential, presentation or seal of a document.

    Attributes:
        pointer: where it stands.
        kind: what it is, in words, such as ``Open Badge``; empty where it is known by its proofs alone.
        title: its name.
        issuer: the identifier of who issued it, and the name that it gives itself.
        proofs: its proofs.
        steps: what was looked at beside its proofs.
        inside: where the credential or presentation stands that it is a part of; ``None`` where it is none.
        bare: whether it needs no proof of its own, as a presentation.
        covered: whether a credential around it is signed, so that it is part of what that issuer says.
        file: the file of an archive that it is in; empty where there is no archive.
        elsewhere: why other verifiers are known to answer otherwise, in one sentence each.
    """

    pointer: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    proofs: list[Proof] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    inside: str | None = None
    bare: bool = False
    covered: bool = False
    file: str = ""
    elsewhere: tuple[str, ...] = ()

    @property
    def all_steps(self) -> list[Step]:
        """The steps of its proofs, and then those of its own."""
        return [*(step for proof in self.proofs for step in proof.steps), *self.steps]

    @property
    def verdict(self) -> Verdict:
        """What its steps come to; credentials inside it have their own."""
        if any(step.outcome is Outcome.FAILED for step in self.all_steps):
            return Verdict.FAILS
        holding = [proof for proof in self.proofs if proof.holds]
        if holding:
            return Verdict.HOLDS if any(proof.bound for proof in holding) else Verdict.UNBOUND
        return Verdict.COVERED if self.covered and not self.proofs else Verdict.UNPROVEN

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "pointer": self.pointer,
            "inside": self.inside,
            "file": self.file,
            "kind": self.kind,
            "title": self.title,
            "issuer": self.issuer,
            "verdict": self.verdict.value,
            "elsewhere": list(self.elsewhere),
            "proofs": [proof.as_dict() for proof in self.proofs],
            "steps": [step.as_dict() for step in self.steps],
        }


@dataclass(slots=True)
class Verification:
    """What was found out about the credentials of one document and their proofs.

    Attributes:
        source: the file.
        at: the moment that the question is asked for.
        credentials: one report for each credential, presentation and seal, from the outside to the inside.
        remarks: what is to be said of the picture or the archive that they were taken out of.
    """

    source: Endpoint
    at: datetime
    credentials: list[CredentialReport] = field(default_factory=list)
    remarks: tuple[Finding, ...] = ()

    @property
    def proofs(self) -> list[Proof]:
        """Every signature or proof that was recognised."""
        return [proof for report in self.credentials for proof in report.proofs]

    @property
    def steps(self) -> list[Step]:
        """The steps of all credentials and their proofs."""
        return [step for report in self.credentials for step in report.all_steps]

    @property
    def ok(self) -> bool:
        """Whether every credential has a signature that holds, or is part of one that has, and no step failed.

        This does not say that the document is to be trusted: what was not checked is listed in ``steps``.
        """
        verdicts = {report.verdict for report in self.credentials if not (report.bare and not report.proofs)}
        proven = any(proof.holds for proof in self.proofs)
        return proven and verdicts <= {*BOUND, Verdict.UNBOUND} and not self._failed()

    @property
    def bound(self) -> bool:
        """Whether it is ``ok``, and the keys are known to be those of the issuers; who they are is another matter."""
        verdicts = {report.verdict for report in self.credentials if not report.bare}
        return self.ok and verdicts <= BOUND

    def _failed(self) -> bool:
        return any(step.outcome is Outcome.FAILED for step in self.steps)

    @property
    def findings(self) -> list[Finding]:
        """The remarks, every step as a finding; and one that says so for each credential that nothing proves."""
        return [*self.remarks, *(step.finding for step in self.steps), *self._without_proof()]

    def report(self) -> Report:
        """The findings as a report, for the renderings that all commands share."""
        return Report(self.findings, self.source)

    def summary(self) -> str:
        """One line that says what holds, and how much was checked, failed and was not checked."""
        if not self.proofs:
            return f"no proof; {_counts(self.steps)}" if self.steps else "no proof"
        if len(self.proofs) == 1:
            return f"{self.proofs[0].words}; {_counts(self.steps)}"
        holding = sum(proof.holds is True for proof in self.proofs)
        return f"{holding} of {len(self.proofs)} signatures hold; {_counts(self.steps)}"

    def as_dict(self) -> dict[str, Any]:
        """The verification as JSON-ready data."""
        return {
            "source": self.source.as_dict(),
            "at": _plain(self.at),
            "summary": self.summary(),
            "ok": self.ok,
            "credentials": [report.as_dict() for report in self.credentials],
            "proofs": [proof.as_dict() for proof in self.proofs],
            "findings": [item.as_dict() for item in self.findings],
        }

    def _without_proof(self) -> Iterator[Finding]:
        if not self.proofs:
            yield _no_proof("The document has no seal, signature or other proof.", "")
            return
        if all(proof.holds is None for proof in self.proofs) and len(self.credentials) == 1:
            yield _no_proof(f"No signature of the document was checked, {_NOTHING}", "", _SEE)
            return
        for report in self.credentials:
            if report.verdict is Verdict.UNPROVEN and not report.bare:
                if report.proofs:
                    yield _no_proof(f"No signature of this credential was checked, {_NOTHING}", report.pointer, _SEE)
                else:
                    yield _no_proof("This credential has no proof, and none covers it.", report.pointer)


_NOTHING: Final = "so nothing proves who issued it."
_SEE: Final = "See the steps that were not checked."


def _no_proof(message: str, pointer: str, hint: str = "") -> Finding:
    return finding("no-proof", message, pointer=pointer, severity=Severity.ERROR, hint=hint)


def _counts(steps: list[Step]) -> str:
    by = Counter(step.outcome for step in steps)
    noun = "step" if by[Outcome.CHECKED] == 1 else "steps"
    return f"{by[Outcome.CHECKED]} {noun} checked, {by[Outcome.FAILED]} failed, {by[Outcome.NOT_CHECKED]} not checked"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value
