"""What is checked of a credential beside its proof, and one report for each credential of a document.

The parts: :mod:`~eportfolio.trust.credential.shape` looks at context, type, issuer and subject,
:mod:`~eportfolio.trust.credential.dates` at the validity, :mod:`~eportfolio.trust.credential.schema` at the schema that
is named, :mod:`~eportfolio.trust.credential.subject` at whom it is about, and
:mod:`~eportfolio.trust.credential.services` names what is left to people;
:mod:`~eportfolio.trust.credential.members` finds the credentials inside, and
:mod:`~eportfolio.trust.credential.checking` puts it all together.
"""
