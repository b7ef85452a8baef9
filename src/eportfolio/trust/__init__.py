"""Verify the seals of credentials offline, and say of each step whether it was checked.

>>> import eportfolio as ep
>>> verification = ep.verify("diploma.jsonld", trusted=["root.pem"])       # doctest: +SKIP
>>> print(verification.summary())                                         # doctest: +SKIP
signature holds; 17 steps checked, 0 failed, 3 not checked

A European Digital Credential is sealed with a JAdES signature (ETSI TS 119 182-1): a JSON Web Signature whose payload
is the credential as it stands, with the certificate of the organisation that sealed it, time stamps, and what was known
of revocation when it was sealed.  All of that is in the file, so most of it can be verified without a network.

What a verification says, and what it does not:

- There is no word such as "valid" for the whole.  Every step is ``checked``, ``failed`` or ``not_checked``, each with
  its reason; ``ok`` says that at least one signature holds and that no step failed, no more.
- Trust comes from the user alone.  A chain that ends in a root which the file itself brings shows that its
  certificates fit together; whether that root means anything is the step ``trust-anchor``, which is not checked unless
  certificates are given as ``trusted``.  Then a time stamp proves a time only if its authority leads to one of them,
  too, and a seal that leads to none of them fails.
- A certificate is judged for the moment that a time stamp proves.  Without a time stamp the claimed signing time
  proves nothing, and an expired certificate fails.
- Nothing is fetched: lists of revoked credentials, trusted lists of the European Union and fresh revocation data are
  not checked, and the steps say what they would have been about.
- Other kinds of proof (Data Integrity, JWT, SD-JWT, XAdES, PAdES) are recognised and named, and not verified.  The
  table in :mod:`eportfolio.trust.recognising` is where a further family goes.

The parts: :mod:`~eportfolio.trust.recognising` finds proofs, :mod:`~eportfolio.trust.jades` verifies seals,
:mod:`~eportfolio.trust.chains` and :mod:`~eportfolio.trust.revocation` judge certificates through
pyhanko-certvalidator, :mod:`~eportfolio.trust.content` compares the seal with the credential, and
:mod:`~eportfolio.trust.results` is what comes out.  Keys and signatures are those of ``cryptography``, time stamps are
parsed by ``asn1crypto``.  Everything is bounded before it is parsed: sizes, numbers, nesting, keys, lengths of chains.
"""

from .results import CredentialReport, Outcome, Proof, Signer, Step, Verdict, Verification
from .verifying import verify

__all__ = ["CredentialReport", "Outcome", "Proof", "Signer", "Step", "Verdict", "Verification", "verify"]
