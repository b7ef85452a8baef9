"""Keys of issuers: how they are written, where they are found, and for whom they may speak.

>>> from eportfolio.trust.keys import may_sign, resolve               # doctest: +SKIP
>>> found = resolve("did:key:z6Mk...#z6Mk...", question, issuer)      # doctest: +SKIP
>>> may_sign(found, issuer)                                           # doctest: +SKIP

The parts: :mod:`~eportfolio.trust.keys.material` reads and writes keys (Multikey, JWK, PEM),
:mod:`~eportfolio.trust.keys.dids` knows the DIDs that need no registry, :mod:`~eportfolio.trust.keys.controllers` reads
the documents in which controllers list their keys, and :mod:`~eportfolio.trust.keys.resolving` finds the key that a
proof names; :mod:`~eportfolio.trust.keys.signing_key` has the private ones.  Nothing is fetched but through the
documents of the question.
"""

from .controllers import issuer_document, key_in
from .dids import address_of_did_web, did_key
from .found import ASSERTION, PURPOSES, FoundKey, may_sign
from .material import from_jwk, from_multikey, from_pem, key_name, name_of, to_jwk, to_multikey, to_pem
from .resolving import resolve
from .signing_key import SigningKey, new_key, read_key

__all__ = [
    "ASSERTION",
    "PURPOSES",
    "FoundKey",
    "SigningKey",
    "address_of_did_web",
    "did_key",
    "from_jwk",
    "from_multikey",
    "from_pem",
    "issuer_document",
    "key_in",
    "key_name",
    "may_sign",
    "name_of",
    "new_key",
    "read_key",
    "resolve",
    "to_jwk",
    "to_multikey",
    "to_pem",
]
