"""Whether a credential was withdrawn: status lists of bits, and lists that name what was revoked.

The parts: :mod:`~eportfolio.trust.status.bitstring` inflates lists within bounds,
:mod:`~eportfolio.trust.status.lists` verifies the list itself, :mod:`~eportfolio.trust.status.bits` reads the entry of
a credential in it, :mod:`~eportfolio.trust.status.named` looks into lists of names, and
:mod:`~eportfolio.trust.status.tokens` into those of tokens.
"""

from .checking import check_status
from .tokens import check_token_status

__all__ = ["check_status", "check_token_status"]
