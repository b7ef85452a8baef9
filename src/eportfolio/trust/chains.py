"""Chains of certificates: found by who signed whom, then judged by the path validation of RFC 5280.

Finding is ours, because it must cost bounded time for hostile certificates; judging (dates, constraints, policies,
algorithms, critical extensions) is that of pyhanko-certvalidator.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from .certificates import BROKEN, Certificate, issued
from .encoding import UnusableError

CHAIN: Final = 10
"""Number of certificates that a chain may have."""

NAMESAKES: Final = 8
"""Number of certificates of one name that are tried as an issuer; more would cost a hostile file nothing, us much."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain from a certificate upwards.

    Attributes:
        certificates: the certificate itself first, the top last.
        ends: ``anchor`` (a certificate that the user trusts), ``root`` (signed by itself) or ``open`` (the issuer is
            not there).
        impostor: the name of a certificate that is there under the name of the missing issuer, and did not sign.
    """

    certificates: tuple[Certificate, ...]
    ends: str
    impostor: str = ""

    @property
    def top(self) -> Certificate:
        """The last certificate."""
        return self.certificates[-1]

    @property
    def names(self) -> str:
        """The names of the certificates, upwards."""
        return " ← ".join(one.name for one in self.certificates)


def find_chain(leaf: Certificate, pool: Iterable[Certificate], anchors: Sequence[Certificate] = ()) -> Chain:
    """The shortest chain from a certificate to an anchor; else to a certificate signed by itself; else the longest.

    Args:
        leaf: where to begin.
        pool: the certificates at hand.
        anchors: the certificates at which to end.
    """
    trusted = set(anchors)
    by_name: dict[bytes, list[Certificate]] = {}
    for one in dict.fromkeys((*anchors, *pool)):
        by_name.setdefault(one.parsed.subject.public_bytes(), []).append(one)
    seen = {leaf}
    queue: deque[tuple[Certificate, ...]] = deque([(leaf,)])
    best: tuple[int, int, tuple[Certificate, ...]] = (-1, 0, (leaf,))
    while queue:
        chain = queue.popleft()
        top = chain[-1]
        if top in trusted:
            return Chain(chain, "anchor")
        best = max(best, (int(top.self_signed), len(chain), chain), key=lambda entry: entry[:2])
        if len(chain) == CHAIN:
            continue
        for candidate in by_name.get(top.parsed.issuer.public_bytes(), [])[:NAMESAKES]:
            if candidate not in seen and issued(candidate, top):
                seen.add(candidate)
                queue.append((*chain, candidate))
    rooted, _, found = best
    if rooted:
        return Chain(found, "root")
    named = by_name.get(found[-1].parsed.issuer.public_bytes(), ())
    return Chain(found, "open", next((one.name for one in named if one not in found), ""))


def validate_chain(chain: Chain, moment: datetime) -> None:
    """Validate a chain at a moment, its top taken as the anchor; revocation is another step.

    Raises:
        UnusableError: it is not valid; the message says why.
    """
    from pyhanko_certvalidator.errors import PathError, ValidationError
    from pyhanko_certvalidator.policy_decl import RevocationCheckingRule
    from pyhanko_certvalidator.validate import async_validate_path

    if len(chain.certificates) < 2:
        return
    _check_top(chain, moment)
    try:
        context = context_for(chain, moment, RevocationCheckingRule.NO_CHECK)
        complete(async_validate_path(context, path_of(chain.certificates)))
    except (ValidationError, PathError) as error:
        raise UnusableError(str(error).rstrip(".")) from None
    except BROKEN:
        raise UnusableError("a certificate of the chain cannot be read in full") from None


def _check_top(chain: Chain, moment: datetime) -> None:
    """The top must be an authority; one that the user trusts may be of any time, since trust is given, not proven."""
    top = chain.top
    if not top.asn1.ca:
        raise UnusableError(f'the certificate "{top.name}" is not one of an authority')
    if chain.ends != "anchor" and not top.valid_at(moment):
        raise UnusableError(f'the certificate "{top.name}" was not valid on {moment:%Y-%m-%d %H:%M:%S}')


def path_of(certificates: Sequence[Certificate]) -> Any:
    """A chain as the path that the validating library takes."""
    from pyhanko_certvalidator.authority import CertTrustAnchor
    from pyhanko_certvalidator.path import ValidationPath

    leaf, *between, top = certificates
    return ValidationPath(CertTrustAnchor(top.asn1), [one.asn1 for one in reversed(between)], leaf.asn1)


def context_for(
    chain: Chain, moment: datetime, rule: Any, *, ocsps: Sequence[bytes] = (), crls: Sequence[bytes] = ()
) -> Any:
    """What the validating library needs to know: the moment, the top, the revocation data; never a network.

    Args:
        chain: the chain; its top is the anchor.
        moment: for when to validate.
        rule: what revocation data the end of the path must have.
        ocsps: embedded OCSP responses.
        crls: embedded revocation lists.
    """
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    policy = RevocationCheckingPolicy(
        ee_certificate_rule=rule, intermediate_ca_cert_rule=RevocationCheckingRule.NO_CHECK
    )
    return ValidationContext(
        trust_roots=[chain.top.asn1],
        other_certs=[one.asn1 for one in chain.certificates[1:-1]],
        moment=moment,
        allow_fetching=False,
        ocsps=ocsps,
        crls=crls,
        revinfo_policy=CertRevTrustPolicy(policy, retroactive_revinfo=True),
    )


def complete(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine that has nothing to wait for, since nothing is fetched; also inside a running event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    work.close()
    raise RuntimeError("path validation waited for something, though nothing is fetched")
