"""The steps that judge the certificate of a seal: use of its key, chain, trust anchor, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ..certificates import Certificate
from ..chains import Chain, find_chain, validate_chain
from ..encoding import UnusableError
from ..qualified import qualified_statements
from ..results import Outcome, Proof
from ..revocation import check_revocation, read_sources
from .seal import Seal

NO_ANCHORS: Final = "no trusted certificates were given"


def check_trust(seal: Seal, certificate: Certificate) -> None:
    """Add the steps that judge the certificate of a seal.

    Args:
        seal: the seal; its time stamps have been checked.
        certificate: the certificate that signed.
    """
    _check_key_usage(seal.proof, certificate)
    moment, anchors = seal.control, seal.question.anchors
    chain = find_chain(certificate, seal.pool)
    judge_chain(seal.proof, "chain", chain, moment)
    _check_anchor(seal, certificate, moment)
    _check_revocations(seal, find_chain(certificate, seal.pool, anchors) if anchors else chain, moment)
    _tell_qualified(seal.proof, certificate)


def judge_chain(proof: Proof, step: str, chain: Chain, moment: datetime, place: str = "") -> bool:
    """Add the step for a chain as it is embedded.

    Args:
        proof: where the step goes.
        step: its name.
        chain: the chain.
        moment: for when to judge.
        place: where the certificate stands.

    Returns:
        Whether nothing in it is wrong; it need not be complete.
    """
    try:
        if chain.impostor:
            raise UnusableError(
                f'"{chain.top.name}" names "{chain.impostor}" as its issuer, and that certificate did not sign it'
            )
        validate_chain(chain, moment)
    except UnusableError as error:
        proof.failed(step, str(error), place)
        return False
    if chain.ends == "open":
        lacking = chain.top.parsed.issuer.rfc4514_string()
        proof.not_checked(step, f"it is embedded up to {chain.names}; the issuer {lacking} is not there", place)
    elif len(chain.certificates) == 1:
        proof.not_checked(step, "the certificate is signed by itself: nobody else vouches for it", place)
    else:
        proof.checked(step, f"{chain.names}, valid on {moment:%Y-%m-%d}; to embed a root is not to trust it", place)
    return True


def way_to_anchor(
    leaf: Certificate, pool: Sequence[Certificate], anchors: Sequence[Certificate], moment: datetime
) -> Chain:
    """The chain from a certificate to one that the user trusts.

    Raises:
        UnusableError: there is none, or it is not valid at the moment.
    """
    chain = find_chain(leaf, pool, anchors)
    if chain.ends != "anchor":
        raise UnusableError(f"no certificate that you trust is above {chain.names}")
    validate_chain(chain, moment)
    return chain


def told_anchor(chain: Chain) -> str:
    """A way to an anchor in words."""
    return f'{chain.names}; you trust "{chain.top.name}"'


def _check_anchor(seal: Seal, certificate: Certificate, moment: datetime) -> None:
    anchors = seal.question.anchors
    if not anchors:
        seal.proof.not_checked("trust-anchor", NO_ANCHORS)
        return
    try:
        seal.proof.checked("trust-anchor", told_anchor(way_to_anchor(certificate, seal.pool, anchors, moment)))
    except UnusableError as error:
        seal.proof.failed("trust-anchor", str(error))


def _check_key_usage(proof: Proof, certificate: Certificate) -> None:
    usage = certificate.asn1.key_usage_value
    names = set() if usage is None else set(usage.native)
    told = ", ".join(sorted(name.replace("_", " ") for name in names))
    if usage is None:
        proof.not_checked("key-usage", "the certificate does not say what its key is for")
    elif names & {"digital_signature", "non_repudiation"}:
        proof.checked("key-usage", told)
    else:
        proof.failed("key-usage", f"the key is not for signatures, but for: {told or 'nothing'}")


def _check_revocations(seal: Seal, chain: Chain, moment: datetime) -> None:
    sources, problems = read_sources(seal.unsigned.ocsps, seal.unsigned.crls)
    for problem in problems:
        seal.proof.failed("revocation", problem)
    if len(chain.certificates) < 2:
        reason = "the certificate of the issuer, who could tell, is not there"
        if chain.ends == "anchor":
            reason = "you trust the certificate itself, and nobody above it"
        seal.proof.not_checked("revocation", reason)
    for index in range(len(chain.certificates) - 1):
        outcome, reason = check_revocation(chain, index, sources, moment)
        seal.proof.add("issuer-revocation" if index else "revocation", outcome, reason)


def _tell_qualified(proof: Proof, certificate: Certificate) -> None:
    proof.qualified = qualified_statements(certificate)
    said = "the certificate does not say that it is a qualified one"
    if proof.qualified:
        listed = ", ".join(proof.qualified)
        said = f"the certificate says of itself: {listed}; only a trusted list of the European Union proves it"
    proof.add("qualified-status", Outcome.NOT_CHECKED, said)
