"""The steps of the verification of one embedded proof (Data Integrity 1.0, section 4.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import EportfolioError
from ..credential.shape import identifier, is_presentation
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..keys import ASSERTION, FoundKey, may_sign, name_of, resolve
from ..keys.multibase import decode
from ..results import Outcome, Proof
from .secured import Material, Secured
from .suites import Suite

if TYPE_CHECKING:
    from ..question import Question
    from .suites import Digest

Compared = tuple[Material | None, int]
"""What was signed, if anything, and how many canonical forms there are."""

_MEMBERS: Final = ("proofPurpose", "proofValue")
_ALGORITHMS: Final = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384"}
_LONGEST_SIGNATURE: Final = 128
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,20})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_SKEW: Final = timedelta(minutes=5)
"""How far clocks may be apart."""


class OneProof:
    """The verification of one proof.

    Args:
        proof: where the steps go.
        value: the proof as plain data.
        suite: its suite.
        secured: the document.
        question: what is asked.
    """

    def __init__(
        self, proof: Proof, value: Mapping[str, Any], suite: Suite, secured: Secured, question: Question
    ) -> None:
        self._proof = proof
        self._value = value
        self._suite = suite
        self._secured = secured
        self._question = question

    def verify(self, find_previous: Callable[[Proof, Mapping[str, Any]], tuple[int, ...] | None]) -> None:
        """Take the steps, as far as they lead.

        Args:
            find_previous: finds the places of the proofs that this one builds on, and adds that step; ``None`` when
                they cannot be told.
        """
        proof, suite = self._proof, self._suite
        signature = self._structure()
        if signature is None:
            return
        proof.checked("cryptosuite", f"{suite.name} ({suite.specification}){suite.remark and f'; {suite.remark}'}")
        self._purpose()
        self._dates()
        self._domain()
        previous = find_previous(proof, self._value)
        if suite.canonical == "RDFC-1.0" and not self._terms():
            return
        found = self._key()
        if found is None:
            proof.not_checked("signature", "without the key it cannot be checked")
        elif previous is None:
            proof.failed("signature", "what it covers cannot be told without the proofs that it builds on")
        else:
            self._signature(found, signature, previous)

    def _structure(self) -> bytes | None:
        for member in _MEMBERS:
            value = self._value.get(member)
            if not value or not isinstance(value, str):
                what = "no text" if member in self._value else "missing"
                self._proof.failed("proof-structure", f"{member} is {what}", f"{self._proof.pointer}/{member}")
                return None
        try:
            text = self._value["proofValue"]
            signature = decode(text, "proofValue", _LONGEST_SIGNATURE)
            if not text.startswith("z"):
                raise UnusableError("proofValue is not base58btc, which the suite demands: it does not begin with z")
        except UnusableError as error:
            self._proof.failed("proof-structure", str(error), f"{self._proof.pointer}/proofValue")
            return None
        self._proof.checked("proof-structure", "all members that the suite demands are there")
        return signature

    @property
    def _presentation(self) -> bool:
        return is_presentation(self._secured.document)

    def _purpose(self) -> None:
        purpose = self._value["proofPurpose"]
        wanted = ("authentication", ASSERTION) if self._presentation else (ASSERTION,)
        told = f'the proof is made for "{purpose[:80]}"'
        if purpose in wanted:
            self._proof.checked("proof-purpose", told)
        else:
            self._proof.failed("proof-purpose", f'{told}, not for "{wanted[0]}"')

    def _dates(self) -> None:
        """The dates of the proof; without any there is nothing to check (Data Integrity 1.0, section 2.1)."""
        at = self._question.at.astimezone(UTC)
        told = [*self._date("created", at, late=True), *self._date("expires", at, late=False)]
        if told:
            self._proof.failed("proof-dates", "; ".join(told))
        elif "created" in self._value or "expires" in self._value:
            self._proof.checked("proof-dates", f"the proof is in force on {at:%Y-%m-%d %H:%M:%S} UTC")

    def _date(self, member: str, at: datetime, *, late: bool) -> Iterator[str]:
        """What is wrong with a date; with one that must not be later than now, or not earlier."""
        if member not in self._value:
            return
        moment = _moment(self._value[member])
        if moment is None:
            yield f'{member} is no moment of XML Schema: "{str(self._value[member])[:40]}"'
            return
        if late:
            self._proof.signing_time = moment
        if moment > at + _SKEW if late else moment <= at:
            reason = "the proof was created later" if late else "the proof has expired"
            yield f"{reason}: {member} is {moment:%Y-%m-%d %H:%M:%S} UTC"

    def _domain(self) -> None:
        for member in ("domain", "challenge"):
            if member in self._value:
                reason = f"the proof is meant for one {member} alone, and nobody said which is expected here"
                self._proof.not_checked("proof-domain", reason, f"{self._proof.pointer}/{member}")

    def _terms(self) -> bool:
        """Whether every part of the document has a meaning that is signed; ``False`` when it has no statements."""
        try:
            dropped = self._secured.unsigned(self._value)
            respelt = self._secured.respelt()
        except EportfolioError as error:
            outcome = Outcome.NOT_CHECKED if _unknown_context(error) else Outcome.FAILED
            self._proof.add("json-ld-terms", outcome, str(error).rstrip("."))
            self._proof.add("signature", outcome, "the document has no statements that could be signed")
            return False
        if dropped:
            told = _first([f"{one.pointer or '/'}: {one.reason.value}" for one in dropped])
            self._proof.failed("json-ld-terms", f"not everything in the document is signed: {told}")
        if respelt:
            told = "it is written so that dates, status and the like are not where they are looked for"
            self._proof.failed("json-ld-terms", f"{told}: {_first(respelt)}")
        if not dropped and not respelt:
            self._proof.checked("json-ld-terms", "every member of the document is part of what is signed")
        return True

    def _key(self) -> FoundKey | None:
        issuer = self._owner()
        try:
            found = resolve(self._value.get("verificationMethod"), self._question, issuer)
        except NotAvailableError as error:
            self._proof.not_checked("key", str(error))
            return None
        except UnusableError as error:
            self._proof.failed("key", str(error))
            return None
        self._proof.checked("key", f"{name_of(found.key)} key {found.identifier[:160]}: {found.how}")
        self._owns(found, issuer)
        return found

    def _owner(self) -> str:
        return identifier(self._secured.document.get("holder" if self._presentation else "issuer"))

    def _owns(self, found: FoundKey, issuer: str) -> None:
        if self._presentation and not issuer:
            self._proof.not_checked("key-owner", "the presentation names no holder")
            return
        try:
            refusal = may_sign(found, issuer, self._value["proofPurpose"])
        except NotAvailableError as error:
            self._proof.not_checked("key-owner", f"nobody but the document says that the key is the issuer's: {error}")
            return
        if refusal is None:
            self._proof.checked("key-owner", f"the key speaks for {issuer[:160]}")
        else:
            self._proof.failed("key-owner", refusal)

    def _signature(self, found: FoundKey, signature: bytes, previous: tuple[int, ...]) -> None:
        proof, kind = self._proof, name_of(found.key)
        digest = self._suite.digests.get(kind)
        if digest is None:
            wanted = " or ".join(self._suite.digests)
            proof.failed("algorithm", f"{self._suite.name} takes keys of the kind {wanted}, and the key is {kind}")
            proof.failed("signature", "the key does not fit the suite")
            return
        proof.checked("algorithm", f"{_ALGORITHMS[kind]} with {kind} and {digest.upper().replace('SHA', 'SHA-')}")
        try:
            held, count = self._compare(self._secured, found.key, signature, digest, previous)
        except (EportfolioError, UnusableError) as error:
            proof.failed("canonical-form", str(error).rstrip("."))
            proof.failed("signature", "there is no canonical form that could be signed")
            return
        if held is None and self._suite.canonical == "RDFC-1.0":
            held = self._with_other_texts(found.key, signature, digest, previous)
            count = 1 if held else count
        proof.checked("canonical-form", _form(self._suite, held, count))
        if held:
            proof.checked("signature", "it fits the document, the proof and the key")
        else:
            proof.failed("signature", "it does not fit: the document, the proof or the key is another one")

    def _with_other_texts(
        self, key: Any, signature: bytes, digest: Digest, previous: tuple[int, ...]
    ) -> Material | None:
        """What was signed under another text of a context, and what that text leaves out of the signature."""
        for secured in self._secured.with_other_texts():
            with suppress(EportfolioError, UnusableError):
                held, _ = self._compare(secured, key, signature, digest, previous)
                if held is not None:
                    names = ", ".join(f'{address} ("{text}")' for address, text in secured.texts.items())
                    left_out = ", ".join(one.pointer or "/" for one in secured.unsigned(self._value)[:5])
                    told = f"signed under another text of {names}, which leaves out {left_out or 'nothing'}"
                    add = self._proof.failed if left_out else self._proof.checked
                    add("json-ld-terms", told)
                    return held
        return None

    def _compare(
        self, secured: Secured, key: Any, signature: bytes, digest: Digest, previous: tuple[int, ...]
    ) -> Compared:
        """Hold the signature against every canonical form, the likeliest first.

        Raises:
            EportfolioError: there is no canonical form.
            UnusableError: likewise.
        """
        count, held = 0, None
        materials = secured.materials(self._value, self._suite, digest, previous)
        for material in materials:
            count += 1
            if fits(key, signature, material.signed):
                held = material
                break
        with suppress(EportfolioError):  # the others are only counted, to tell of them
            count += sum(1 for _ in materials)
        return held, count


def _form(suite: Suite, held: Material | None, count: int) -> str:
    """Which canonical form was signed, in words."""
    if count < 2:
        return suite.canonical
    told = f"{count} variants of {suite.canonical} differ for this document"
    if held is None or held.variant is None:
        return f"{told}, and none holds"
    return f"{told}; signed is the one with {held.variant.value}, and who uses another one refuses the proof"


def fits(key: Any, signature: bytes, signed: bytes) -> bool:
    """Whether a signature fits a key and the bytes that are signed.

    Args:
        key: an Ed25519, P-256 or P-384 key; the digest of ECDSA goes with the curve.
        signature: the signature; of ECDSA, r and s in as many bytes as the curve has.
        signed: the bytes that are signed.
    """
    from cryptography.exceptions import InvalidSignature

    from ..jades.algorithms import ALGORITHMS

    try:
        ALGORITHMS[_ALGORITHMS[name_of(key)]].verify(key, signature, signed)
    except InvalidSignature:
        return False
    return True


def _first(told: list[str]) -> str:
    """The first few of many, in words."""
    return "; ".join(told[:5]) + (f"; and {len(told) - 5} more" if len(told) > 5 else "")


def _unknown_context(error: EportfolioError) -> bool:
    return error.finding.name == "unsafe-content"


def _moment(value: object) -> datetime | None:
    """A moment of XML Schema; ``None`` when it is none.  One without a time zone is in UTC, as section 2.1 allows."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
