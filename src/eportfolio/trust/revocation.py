"""Revocation data that comes with a seal: OCSP responses (RFC 6960) and revocation lists (RFC 5280, 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import crl, ocsp

from .certificates import BROKEN, Certificate
from .chains import Chain, complete, context_for, path_of
from .encoding import UnusableError
from .results import Outcome


@dataclass(frozen=True, slots=True)
class Source:
    """One response or list.

    Attributes:
        data: its bytes.
        kind: ``OCSP response`` or ``CRL``.
        serials: the serial numbers it is about; ``None`` for a list, which is about all of its issuer.
        issuer: the issuer whose certificates a list is about, encoded; empty for a response.
        updated: since when it knows.
    """

    data: bytes
    kind: str
    serials: frozenset[int] | None
    issuer: bytes
    updated: datetime

    def covers(self, certificate: Certificate) -> bool:
        """Whether it claims to know about a certificate."""
        if self.serials is None:
            return bool(self.issuer == certificate.asn1.issuer.dump())
        return certificate.asn1.serial_number in self.serials


def read_sources(ocsps: Sequence[bytes], crls: Sequence[bytes]) -> tuple[list[Source], list[str]]:
    """Read responses and lists.

    Returns:
        Those that can be read, and what is wrong with the others.
    """
    found: list[Source] = []
    problems: list[str] = []
    for data, read, what in (*((one, _ocsp, "an OCSP response") for one in ocsps),
                             *((one, _crl, "a CRL") for one in crls)):  # fmt: skip
        try:
            found.append(read(data))
        except UnusableError as error:
            problems.append(str(error))
        except BROKEN:
            problems.append(f"{what} cannot be read")
    return found, problems


def _ocsp(data: bytes) -> Source:
    response = ocsp.OCSPResponse.load(data, strict=True)
    if response["response_status"].native != "successful":
        raise UnusableError("an OCSP response says that the responder could not answer")
    body = response.response_data
    _ = body.native
    answers = body["responses"]
    serials = frozenset(one["cert_id"]["serial_number"].native for one in answers)
    return Source(data, "OCSP response", serials, b"", max(_moment(one["this_update"]) for one in answers))


def _crl(data: bytes) -> Source:
    listed = crl.CertificateList.load(data, strict=True)
    updated = _moment(listed["tbs_cert_list"]["this_update"].chosen)
    return Source(data, "CRL", None, listed.issuer.dump(), updated)


def _moment(value: Any) -> datetime:
    """A moment of ASN.1; one of the year zero is no moment of Python's."""
    moment = value.native
    if not isinstance(moment, datetime):
        raise UnusableError("the time of an OCSP response or a CRL cannot be")
    return moment


def check_revocation(chain: Chain, index: int, sources: Sequence[Source], moment: datetime) -> tuple[Outcome, str]:
    """Check by embedded data whether a certificate of a chain was revoked at a moment.

    Args:
        chain: the chain.
        index: which certificate; its issuer is in the chain, too.
        sources: the embedded data.
        moment: for when to know.

    Returns:
        The outcome and the reason.
    """
    from pyhanko_certvalidator.errors import RevokedError, StaleRevinfoError

    certificate = chain.certificates[index]
    about = [one for one in sources if one.covers(certificate)]
    if not about:
        return Outcome.NOT_CHECKED, _none_about(certificate, sources)
    why = stale = ""
    for when in _moments(moment, about):
        try:
            _validate(Chain(chain.certificates[index:], chain.ends), about, when)
        except RevokedError as error:
            return _judge_revoked(certificate, error.revocation_dt, moment)
        except StaleRevinfoError:
            stale = f"{_told(about)} is too old to know about {moment:%Y-%m-%d %H:%M:%S}"
        except UnusableError as error:
            why = why or str(error)
        else:
            return Outcome.CHECKED, f'"{certificate.name}" was not revoked on {moment:%Y-%m-%d}: {_told(about)}'
    if stale and not why:
        return Outcome.NOT_CHECKED, stale
    return Outcome.FAILED, f'what is embedded about "{certificate.name}" does not hold: {why}'


def _judge_revoked(certificate: Certificate, revoked: object, moment: datetime) -> tuple[Outcome, str]:
    if not isinstance(revoked, datetime):
        return Outcome.FAILED, f'"{certificate.name}" was revoked at a time that cannot be'
    if revoked <= moment:
        return Outcome.FAILED, f'"{certificate.name}" was revoked on {revoked:%Y-%m-%d %H:%M:%S}'
    told = f'"{certificate.name}" was not yet revoked on {moment:%Y-%m-%d}; it was later, on {revoked:%Y-%m-%d}'
    return Outcome.CHECKED, told


def _told(about: Sequence[Source]) -> str:
    return ", ".join(sorted({f"{one.kind} of {one.updated:%Y-%m-%d %H:%M:%S}" for one in about}))


def _none_about(certificate: Certificate, sources: Sequence[Source]) -> str:
    if not sources:
        return f'nothing about the revocation of "{certificate.name}" is embedded, and nothing is fetched'
    kinds = [one.kind for one in sources]
    counted = f"{kinds.count('OCSP response')} OCSP response(s) and {kinds.count('CRL')} CRL(s)"
    return f'of the {counted} that are embedded, none is about "{certificate.name}"'


def _moments(moment: datetime, about: Sequence[Source]) -> Iterator[datetime]:
    """The moment itself; and when data was made later, that moment: a responder's certificate may be younger."""
    yield moment
    yield from sorted({one.updated for one in about if one.updated > moment})


def _validate(chain: Chain, about: Sequence[Source], moment: datetime) -> None:
    """Validate a chain whose end must be covered by the data.

    Raises:
        RevokedError: the end was revoked.
        StaleRevinfoError: the data is older than the moment asks for.
        UnusableError: the data does not hold.
    """
    from pyhanko_certvalidator.errors import PathError, RevokedError, StaleRevinfoError, ValidationError
    from pyhanko_certvalidator.policy_decl import RevocationCheckingRule
    from pyhanko_certvalidator.validate import async_validate_path

    by_kind: dict[str, list[bytes]] = {"OCSP response": [], "CRL": []}
    for one in about:
        by_kind[one.kind].append(one.data)
    ocsps, crls = by_kind["OCSP response"], by_kind["CRL"]
    rule = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
    try:
        context = context_for(chain, moment, rule, ocsps=ocsps, crls=crls)
        complete(async_validate_path(context, path_of(chain.certificates)))
    except (RevokedError, StaleRevinfoError):
        raise
    except (ValidationError, PathError) as error:
        raise UnusableError(str(error).rstrip(".")) from None
    except BROKEN:
        raise UnusableError("it cannot be read in full") from None
