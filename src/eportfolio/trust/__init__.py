"""Verify credentials, badges and seals, and say of each step whether it was checked.

>>> import eportfolio as ep
>>> verification = ep.verify("badge.png", known=["issuer/"])              # doctest: +SKIP
>>> print(verification.summary())                                         # doctest: +SKIP
signature holds; 15 steps checked, 0 failed, 2 not checked

Badges and learner records come as JSON with a proof inside (Data Integrity), as tokens (VC-JWT, VC-JOSE-COSE, SD-JWT),
or baked into pictures; older badges are signed assertions, or documents at their addresses.  A European Digital
Credential is sealed with a JAdES signature (ETSI TS 119 182-1).

What a verification says, and what it does not:

- There is no word such as "valid" for the whole.  Every step is ``checked``, ``failed`` or ``not_checked``, each with
  its reason.  There is one report for each credential, those inside a record or presentation and endorsements included.
  ``ok`` says that the signatures hold, that each credential has one or is part of a signed one, and that no step
  failed; ``bound`` says beside that, that the keys were found to be those of the issuers.
- Trust comes from the user alone.  A key that a credential brings with it, or a chain that ends in a root which the
  file itself brings, shows that its parts fit together; who stands behind them is told by keys and certificates that
  the user gives (``keys``, ``trusted``), or by the document of the issuer (``known``, ``fetch``).
- Nothing is fetched unasked.  What a verification needs beside the document (keys, status lists, schemas) is given as
  ``known``, or fetched with ``fetch`` within the bounds of :mod:`~eportfolio.trust.fetching`; else the step is not
  checked, and says what it would have been about.  Contexts are never fetched.
- A certificate is judged for the moment that a time stamp proves.  Without a time stamp the claimed signing time
  proves nothing, and an expired certificate fails.
- XAdES and PAdES signatures, and some suites of proofs, are recognised and named, and not verified.  The table in
  :mod:`eportfolio.trust.recognising` is where a further family goes.

The parts: :mod:`~eportfolio.trust.recognising` finds proofs; :mod:`~eportfolio.trust.integrity`,
:mod:`~eportfolio.trust.jose`, :mod:`~eportfolio.trust.sdjwt`, :mod:`~eportfolio.trust.assertions` and
:mod:`~eportfolio.trust.jades` verify them, with the keys of :mod:`~eportfolio.trust.keys`;
:mod:`~eportfolio.trust.credential` checks what is beside the proof, and :mod:`~eportfolio.trust.status` whether it was
withdrawn; :mod:`~eportfolio.trust.reports` is what comes out.  Everything is bounded before it is parsed: sizes,
numbers, nesting, keys, lengths of chains.
"""

from .reports import CredentialReport, Verdict, Verification
from .results import Outcome, Proof, Signer, Step
from .verifying import verify

__all__ = ["CredentialReport", "Outcome", "Proof", "Signer", "Step", "Verdict", "Verification", "verify"]
