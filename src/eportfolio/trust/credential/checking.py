"""One report for each credential of a document: its proofs, and what is checked beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..question import Question
from ..recognising import Place, verify_place
from ..reports import CredentialReport, Verdict
from ..results import Proof
from ..status import check_status
from .dates import check_dates
from .elsewhere import told_elsewhere
from .members import Member, is_credential, members
from .schema import check_schemas
from .services import name_services
from .shape import V1, check_shape, contexts_of, identifier, is_badge, is_presentation, types_of
from .subject import check_recipient
from .terms import check_terms

CREDENTIALS: Final = 300
"""Number of credentials that are looked at in one, nested ones and endorsements included."""

DEPTH: Final = 6
"""How deeply credentials may be nested in each other."""

_SEAL: Final = "JAdES"
"""The kind of proof whose own steps look at the credential, unless it is a badge."""

_KINDS: Final = (
    ("ClrCredential", "Comprehensive Learner Record"),
    ("EndorsementCredential", "Endorsement"),
    ("OpenBadgeCredential", "Open Badge"),
    ("AchievementCredential", "Open Badge"),
    ("EuropeanDigitalCredential", "European Digital Credential"),
)


class Reports:
    """Makes the reports of one document.

    Args:
        question: what is asked.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        self._left = 0

    def of(self, place: Place) -> Iterator[CredentialReport]:
        """The reports on a place, and on the credentials inside it; none where nothing stands there.

        Args:
            place: the place.
        """
        self._left = CREDENTIALS
        yield from self._of(place, None, 0)

    def _of(self, place: Place, around: CredentialReport | None, depth: int) -> Iterator[CredentialReport]:
        self._left -= 1
        proofs = verify_place(place, self._question)
        decoded = next((proof for proof in proofs if proof.credential is not None), None)
        if decoded is not None and decoded.credential is not None:
            document, pointer = decoded.credential, decoded.credential_pointer
        else:
            document, pointer = place.value, place.pointer
        sealed = bool(proofs) and proofs[0].kind == _SEAL
        if is_credential(document) and sealed and not is_badge(document):
            report = CredentialReport(place.pointer, _kind(document), _name(document), _issuer(document), proofs)
        elif is_credential(document):
            report = self._credential(document, pointer, proofs)
        elif proofs:
            told = _claims(document) if decoded is not None else _assertion(document)
            report = CredentialReport(place.pointer, *told, proofs=proofs)
        elif around is not None:
            report = CredentialReport(place.pointer, kind="Something else")
            report.failed("credential-type", "it is neither a credential nor a token")
        else:
            return
        _relate(report, around)
        yield report
        if is_credential(document):
            own = [Member(pointer, document)] if sealed and document.get("proof") else []
            yield from self._inside(report, own or list(members(document, pointer)), depth)

    def _inside(self, report: CredentialReport, found: list[Member], depth: int) -> Iterator[CredentialReport]:
        """The reports on the credentials inside one, within bounds; where there are more of them, it fails."""
        for position, member in enumerate(found):
            if depth >= DEPTH or self._left <= 0:
                bound = f"{CREDENTIALS} credentials, nested {DEPTH} deep, are looked at"
                report.failed("nested", f"{bound}; {len(found) - position} of those inside this one are not")
                return
            yield from self._of(Place(member.pointer, member.value), report, depth + 1)

    def _credential(self, document: Mapping[str, Any], pointer: str, proofs: list[Proof]) -> CredentialReport:
        report = CredentialReport(pointer, _kind(document), _name(document), _issuer(document), proofs)
        check_shape(report, document)
        check_terms(report, document, proofs, self._question.limits)
        if is_presentation(document):
            report.bare = True
            if not proofs:
                report.not_checked("holder", "nobody signed the presentation: who shows the credentials is not proven")
            return report
        check_dates(report, document, self._question.at, zoned=contexts_of(document)[:1] != [V1])
        check_status(report, document, self._question)
        check_schemas(report, document, self._question)
        name_services(report, document)
        if report.kind != "Endorsement":
            check_recipient(report, document, self._question.recipient)
        report.elsewhere = tuple(told_elsewhere(report, document)) if proofs else ()
        return report


def _assertion(document: object) -> tuple[str, str, str]:
    """Kind, title and issuer of a badge before version 3."""
    badge = document.get("badge") if isinstance(document, Mapping) else None
    if badge is None:
        return "", "", ""
    issuer = badge.get("issuer") if isinstance(badge, Mapping) else None
    return "Open Badge before version 3", _name({"credentialSubject": {"achievement": badge}}), identifier(issuer)[:300]


def _claims(claims: Mapping[str, Any]) -> tuple[str, str, str]:
    """Kind, title and issuer of an SD-JWT that is no credential of the W3C; whatever it says, ``iss`` signed it."""
    kind = claims.get("vct")
    return "SD-JWT credential", kind[:200] if isinstance(kind, str) else "", identifier(claims.get("iss"))[:300]


_COVERING: Final = frozenset({Verdict.HOLDS, Verdict.UNBOUND, Verdict.COVERED})


def _relate(report: CredentialReport, around: CredentialReport | None) -> None:
    """Say what the credential around it means for one inside."""
    if around is None:
        return
    report.inside = around.pointer
    own = not report.proofs or report.issuer == around.issuer
    report.covered = around.verdict in _COVERING and not around.bare and own
    if report.proofs:
        return
    if report.covered and report.issuer == around.issuer:
        report.checked("coverage", "it has no proof of its own; the signed credential around it is of its issuer")
    elif report.covered:
        told = f"only the issuer of the credential around it says that {report.issuer or 'somebody'} said so"
        report.not_checked("coverage", f"it has no proof of its own: {told}")


def _kind(document: Mapping[str, Any]) -> str:
    if is_presentation(document):
        return "Presentation"
    kinds = types_of(document)
    return next((words for kind, words in _KINDS if kind in kinds), "Credential")


def _name(document: Mapping[str, Any]) -> str:
    """The name of a credential, or of the achievement that it is about, in one line and whichever language is first."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, Mapping) else None
    for holder, key in ((document, "name"), (achievement, "name"), (document.get("displayParameter"), "title")):
        name = holder.get(key) if isinstance(holder, Mapping) else None
        if isinstance(name, Mapping):
            name = next(iter(name.values()), None)
        if isinstance(name, list):
            name = next(iter(name), None)
        if isinstance(name, str) and name.strip():
            return name.strip()[:200]
    return ""


def _issuer(document: Mapping[str, Any]) -> str:
    return identifier(document.get("holder" if is_presentation(document) else "issuer"))[:300]
