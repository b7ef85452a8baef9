"""Verify the embedded proofs of a document, step by step (Data Integrity 1.0, sections 4.4 and 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import MissingExtraError
from ..encoding import UnusableError
from ..recognising import Place
from ..results import Outcome, Proof
from .checking import OneProof
from .secured import CHAINED, PROOFS, Secured
from .suites import suite_of

if TYPE_CHECKING:
    from ..question import Question

_OF_THE_PROOF_ALONE: Final = frozenset({"key-owner", "json-ld-terms"})
"""Steps that do not matter to a proof that builds on another: it may be another party's, and the document is one."""


def verify_embedded(place: Place, question: Question) -> list[Proof]:
    """Verify the embedded proofs of a credential or presentation, each on its own and with those it builds on.

    Args:
        place: the document.
        question: what is asked.

    Returns:
        One result for each proof.

    Raises:
        MissingExtraError: the extra ``[verify]`` is not installed.
    """
    if any(find_spec(name) is None for name in ("cryptography", "pyld", "rfc8785")):
        raise MissingExtraError("verify", "Verifying an embedded proof")
    secured = Secured(place.value, question.limits)
    if len(secured.proofs) > PROOFS:
        proof = Proof("Embedded proof", f"{place.pointer}/proof")
        proof.failed("proof-structure", f"the document has {len(secured.proofs)} proofs; up to {PROOFS} are looked at")
        return [proof]
    chain = _Chain(secured, question, place.pointer)
    return [chain.verify(index) for index in range(len(secured.proofs))]


class _Chain:
    """The proofs of one document; those that others build on are verified before them."""

    def __init__(self, secured: Secured, question: Question, pointer: str) -> None:
        self._secured = secured
        self._question = question
        self._pointer = pointer
        self._done: dict[int, Proof] = {}
        self._open: set[int] = set()
        self._chained = 0

    def verify(self, index: int) -> Proof:
        """The result for the proof at a place; each is verified once."""
        if index not in self._done:
            self._open.add(index)
            self._done[index] = self._verify(index)
            self._open.discard(index)
        return self._done[index]

    def _verify(self, index: int) -> Proof:
        value = self._secured.proofs[index]
        single = len(self._secured.proofs) == 1
        pointer = f"{self._pointer}/proof" if single else f"{self._pointer}/proof/{index}"
        if not isinstance(value, Mapping):
            proof = Proof("Embedded proof", pointer)
            proof.failed("proof-structure", "the proof is no JSON object")
            return proof
        name, suite, why = suite_of(value)
        proof = Proof(name, pointer)
        if suite is None:
            known = isinstance(value.get("type"), str)
            proof.add("cryptosuite", Outcome.NOT_CHECKED if known else Outcome.FAILED, why)
            return proof
        OneProof(proof, value, suite, self._secured, self._question).verify(self._previous)
        return proof

    def _previous(self, proof: Proof, value: Mapping[str, Any]) -> tuple[int, ...] | None:
        """The places of the proofs that a proof builds on, when they hold; the step is added."""
        try:
            places = self._secured.previous(value)
        except UnusableError as error:
            proof.failed("previous-proof", str(error))
            return None
        if not places:
            return places
        self._chained += 1
        if self._chained > CHAINED:
            proof.failed("previous-proof", f"more than {CHAINED} proofs build on others")
            return None
        if self._open.intersection(places):
            proof.failed("previous-proof", "the proof builds on itself")
            return None
        results = [self.verify(place) for place in places]
        if all(_good(result) for result in results):
            proof.checked("previous-proof", f"the proofs that it builds on hold: {_counted(places)}")
        elif any(result.holds is None and not _fails(result) for result in results):
            proof.not_checked("previous-proof", "a proof that it builds on was not checked")
        else:
            proof.failed("previous-proof", "a proof that it builds on does not hold")
        return places


def _good(proof: Proof) -> bool:
    return proof.holds is True and not _fails(proof)


def _fails(proof: Proof) -> bool:
    return any(step.outcome is Outcome.FAILED and step.name not in _OF_THE_PROOF_ALONE for step in proof.steps)


def _counted(places: tuple[int, ...]) -> str:
    return ", ".join(f"/proof/{place}" for place in places)
