"""Sign drafts of credentials, as documents with a proof or as tokens.

The parts: :mod:`~eportfolio.trust.signing.drafts` says whether a draft may be signed,
:mod:`~eportfolio.trust.signing.tokens` makes tokens, and :mod:`~eportfolio.trust.signing.signing` does the whole, from
the draft to the verified result.
"""

from .signing import BY_KIND, SUITES, Signed, sign

__all__ = ["BY_KIND", "SUITES", "Signed", "sign"]
