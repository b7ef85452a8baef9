"""One signature while it is verified: what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..certificates import Certificate
from ..question import Question
from ..results import Proof
from .jws import Jws
from .signer import Signing
from .timestamps import TimeStamp
from .unsigned import Unsigned


@dataclass(slots=True)
class Seal:
    """One signature while it is verified.

    Attributes:
        proof: what is found out.
        jws: the signature.
        unsigned: what stands beside it.
        question: what is asked.
        signing: the certificate that signed.
        stamps: time stamps that hold.
    """

    proof: Proof
    jws: Jws
    unsigned: Unsigned
    question: Question
    signing: Signing | None = None
    stamps: list[TimeStamp] = field(default_factory=list)

    @property
    def pool(self) -> list[Certificate]:
        """All certificates that came with the signature."""
        brought = [*self.unsigned.certificates, *(one for stamp in self.stamps for one in stamp.certificates)]
        return [*([] if self.signing is None else self.signing.others), *brought]

    @property
    def control(self) -> datetime:
        """The moment for which certificates are judged: the proven one, else the one that is asked for.

        A claimed time takes the place of the latter only where the certificate has expired since, which is a step
        of its own that failed then.
        """
        if self.proof.proven_time is not None:
            return self.proof.proven_time
        claimed = self.proof.signing_time
        expired = self.signing is not None and not self.signing.certificate.valid_at(self.question.at)
        return claimed if expired and claimed is not None else self.question.at
