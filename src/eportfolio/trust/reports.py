"""What a verification says of each credential, and of the whole document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from ..report.codes import Severity
from ..report.findings import Endpoint, Finding, Report, finding
from .results import Outcome, Proof, Step, Stepwise, counted, plain
from .steps import STEPS


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
        covered: whether a credential around it is signed, so that it is part of what that issuer says; not where it has
            a proof of its own by another issuer.
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
        return Verdict.COVERED if self.covered else Verdict.UNPROVEN

    @property
    def bound(self) -> bool:
        """Whether its issuer is bound to a signature: its own, or one around it that is of the same issuer."""
        return self.verdict in BOUND and self.outcome("coverage") is not Outcome.NOT_CHECKED

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
        return self.ok and all(report.bare or report.bound for report in self.credentials)

    def _failed(self) -> bool:
        return any(step.outcome is Outcome.FAILED for step in self.steps)

    @property
    def findings(self) -> list[Finding]:
        """The remarks, every step as a finding; and one that says so for each credential that nothing proves."""
        return [*self.remarks, *(step.finding for step in self.steps), *self._without_proof()]

    def demand_bound(self) -> None:
        """Remark, as an error, on each credential whose signature holds under a key that may be anybody's."""
        for report in self.credentials:
            if report.verdict is Verdict.UNBOUND:
                self.remarks += (_no_proof(_UNBOUND, report.pointer, STEPS["key-owner"].advice),)
            elif report.verdict is Verdict.COVERED and not report.bound:
                self.remarks += (_no_proof(_HEARSAY, report.pointer, STEPS["coverage"].advice),)

    def report(self) -> Report:
        """The findings as a report, for the renderings that all commands share."""
        return Report(self.findings, self.source)

    def summary(self) -> str:
        """One line that says what holds, and how much was checked, failed and was not checked."""
        if not self.proofs:
            return f"no proof; {counted(self.steps)}" if self.steps else "no proof"
        if len(self.proofs) == 1:
            return f"{self.proofs[0].words}; {counted(self.steps)}"
        holding = sum(proof.holds is True for proof in self.proofs)
        return f"{holding} of {len(self.proofs)} signatures hold; {counted(self.steps)}"

    def as_dict(self) -> dict[str, Any]:
        """The verification as JSON-ready data."""
        return {
            "source": self.source.as_dict(),
            "at": plain(self.at),
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


_UNBOUND: Final = "Nothing that was looked at says that the key is the issuer's, or that of somebody you trust."
_HEARSAY: Final = "It is unsigned, and only another issuer says that the one whom it names said so."
_NOTHING: Final = "so nothing proves who issued it."
_SEE: Final = "See the steps that were not checked."


def _no_proof(message: str, pointer: str, hint: str = "") -> Finding:
    return finding("no-proof", message, pointer=pointer, severity=Severity.ERROR, hint=hint)
