"""JAdES baseline signatures (ETSI TS 119 182-1): the seals of European Digital Credentials."""

from .verifying import verify_jws

__all__ = ["verify_jws"]
