"""Credentials in JSON Web Tokens: VC-JWT of VC 1.1 and of Open Badges 3.0, VC-JOSE-COSE, and envelopes of tokens."""

from .enveloped import verify_enveloped
from .signing import Form, sign
from .verifying import verify_jwt

__all__ = ["Form", "sign", "verify_enveloped", "verify_jwt"]
