"""SD-JWTs as they are read (RFC 9901): the disclosures put back in their places, without any verification.

>>> from eportfolio.sources.sdjwt import process
>>> process(text).claims                                                       # doctest: +SKIP
{"vct": "urn:example:diploma", "degree": "Bachelor"}

A digest in the signed part stands for a claim, or a member of a list, that whoever shows the token may keep to
themselves.  What has no disclosure is left out; it may be withheld, or a decoy.  The hash is that of :mod:`hashlib`.
"""

from .disclosing import disclose
from .parts import DISCLOSURES, Parts, is_sd_jwt, split
from .processing import Disclosure, Processed, digest_of, process

__all__ = ["DISCLOSURES", "Disclosure", "Parts", "Processed", "digest_of", "disclose", "is_sd_jwt", "process", "split"]
