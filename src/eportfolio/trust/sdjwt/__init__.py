"""SD-JWT (RFC 9901) and SD-JWT VC: verify, issue, and bind a presentation to its holder.

What needs no key, processing and showing less, is in :mod:`eportfolio.sources.sdjwt`.
"""

from ...sources.sdjwt import disclose, process
from .issuing import bind, issue
from .verifying import verify_sd_jwt

__all__ = ["bind", "disclose", "issue", "process", "verify_sd_jwt"]
