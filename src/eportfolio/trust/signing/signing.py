"""Sign a draft of a credential: check it, add what the signature needs, sign, verify the result.

>>> import eportfolio as ep
>>> key = ep.new_key()                                                                  # doctest: +SKIP
>>> key.write("key.pem")                                                                # doctest: +SKIP
>>> signed = ep.sign("badge.json", "key.pem", set_issuer=True)                          # doctest: +SKIP
>>> signed.data                                                                         # doctest: +SKIP

A draft is an Open Badge, a learner record, an endorsement, a European Digital Credential or another verifiable
credential.  It is refused when it breaks the rules of its format, when a part of it would not be signed, when it is
signed already, and when its issuer is not the one whose key this is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...report.codes import Severity
from ...report.errors import EportfolioError, MissingExtraError, RefusedError, UsageError
from ...report.findings import Endpoint, Finding, Report, finding
from ...sources.limits import DEFAULT_LIMITS, Limits
from ...sources.source import Input, Source
from ..integrity.suites import CRYPTOSUITES, SIGNING
from .drafts import Draft, read_draft
from .tokens import TOKENS, Token

if TYPE_CHECKING:
    from ..keys import SigningKey

BY_KIND: Final = {"Ed25519": "eddsa-rdfc-2022", "P-256": "ecdsa-rdfc-2019", "P-384": "ecdsa-rdfc-2019", "RSA": "vc-jwt"}
"""The suite that is taken where none is named, by the kind of the key."""

_BADGES: Final = ("openbadges", "clr")
_OF_BADGES: Final = "eddsa-rdfc-2022"
"""The suite with which badges and learner records are signed for the reference validator."""

SUITES: Final = (*SIGNING, *TOKENS)
"""What can be asked for: cryptosuites of Data Integrity, and forms of tokens."""

_NEEDED: Final = ("cryptography", "joserfc", "pyld", "rfc8785")


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed credential.

    Attributes:
        data: its bytes: JSON with a proof, or a token.
        suite: how it was signed.
        issuer: the identifier of the issuer.
        key: the identifier of the public key.
        report: what was changed for the signature, and what is to be known of it.
    """

    data: bytes
    suite: str
    issuer: str
    key: str
    report: Report = field(default_factory=Report)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a draft is to be signed.

    Attributes:
        key: the private key.
        suite: a name of :data:`SUITES`.
        issuer: the identifier of the issuer.
        method: the identifier of the public key.
        created: when the proof is made.
        token: what a token holds beside the credential.
    """

    key: SigningKey
    suite: str
    issuer: str
    method: str
    created: datetime
    token: Token


def sign(
    source: Input | Source,
    key: SigningKey | str | Path | bytes,
    *,
    suite: str | None = None,
    issuer_id: str | None = None,
    set_issuer: bool = False,
    key_id: str | None = None,
    add: bool = False,
    disclose: Sequence[str] = (),
    vct: str | None = None,
    created: datetime | None = None,
    password: Callable[[], bytes] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Signed:
    """Sign a draft of a credential.

    Args:
        source: the draft: path, ``-``, bytes, binary stream, or a source that is open already.
        key: the private key, or the file (or content) that holds it, PEM or JWK.
        suite: a name of :data:`SUITES`; the one of :data:`BY_KIND` when left out.
        issuer_id: the identifier of the issuer whose key this is, https or DID; the did:key of the key when left out.
        set_issuer: whether the issuer of the draft becomes that one; else another one is refused.
        key_id: the identifier of the public key; told from issuer and key when left out.
        add: whether the proof goes beside those that the document has already.
        disclose: for tokens with selective disclosure: what the holder may withhold, as JSON pointers.
        vct: for ``sd-jwt-vc``: the type of the credential, a URI (SD-JWT VC, section 2.2.2.1).
        created: when the proof is made; now when left out.
        password: asked when the key has a password.
        limits: the safety limits.

    Returns:
        The signed credential; it has been verified.

    Raises:
        MissingExtraError: the extra ``[verify]`` is not installed.
        UsageError: the key cannot be used, does not fit the suite, or there is no such suite.
        RefusedError: the draft is not signed; the findings say why.
        EportfolioError: the draft cannot be read.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise MissingExtraError("verify", "Signing")
    from ..keys import SigningKey, read_key

    private = key if isinstance(key, SigningKey) else read_key(key, password)
    token = Token(_suite(suite, private), tuple(disclose), vct or "")
    wish = _wish(private, token, issuer_id or private.did, key_id, created)
    draft = read_draft(source, limits)
    draft.check_unsigned(add=add and wish.suite in SIGNING)
    draft.bind(wish.issuer, change=set_issuer)
    draft.check_rules()
    return _signed(draft, wish)


def _signed(draft: Draft, wish: Wish) -> Signed:
    data, notes = _embedded(draft, wish) if wish.suite in SIGNING else _token(draft, wish)
    _verify(data, wish, draft.source.limits)
    report = Report([*draft.notes, *notes], Endpoint(draft.source.name))
    return Signed(data, wish.suite, wish.issuer, wish.method, report)


def _wish(key: SigningKey, token: Token, issuer: str, key_id: str | None, created: datetime | None) -> Wish:
    """How to sign, when all that is asked for goes together.

    Raises:
        UsageError: it does not.
    """
    token.check()
    if not issuer:
        raise UsageError("usage", "An RSA key is no issuer by itself (did:key).", hint="Name the issuer: --issuer-id.")
    if created is not None and created.tzinfo is None:
        raise UsageError("usage", "The moment of signing has no time zone.")
    moment = (created or datetime.now(UTC)).replace(microsecond=0)
    return Wish(key, token.form, issuer, key_id or _method(key, issuer), moment, token)


def _suite(name: str | None, key: SigningKey) -> str:
    if name is None:
        return BY_KIND[key.kind]
    if name not in SUITES:
        raise UsageError("usage", f'Nothing is signed with "{name}": choose one of {", ".join(SUITES)}.')
    if name in CRYPTOSUITES and key.kind not in CRYPTOSUITES[name].digests:
        kinds = " or ".join(CRYPTOSUITES[name].digests)
        raise UsageError("usage", f"{name} signs with a key of the kind {kinds}, and this one is {key.kind}.",
                         hint=f"Take {BY_KIND[key.kind]}, or another key.")  # fmt: skip
    return name


def _method(key: SigningKey, issuer: str) -> str:
    """The identifier of the public key of an issuer."""
    scheme, _, rest = issuer.partition(":")
    if issuer == key.did:
        return f"{issuer}#{key.name}"
    if issuer.startswith(("did:key:", "did:jwk:")):
        raise UsageError("usage", "The issuer is the key itself (did:key or did:jwk), and it is another key.",
                         hint=f"The did:key of this key is {key.did or 'not used'}.")  # fmt: skip
    if scheme not in ("https", "did") or not rest.strip("/") or "#" in issuer:
        raise UsageError("usage", f"{issuer[:200]} identifies no issuer: it is neither an https address nor a DID.")
    return f"{issuer}#{key.name}"


def _embedded(draft: Draft, wish: Wish) -> tuple[bytes, list[Finding]]:
    from ...sources.json import dump_json
    from ..encoding import UnusableError
    from ..integrity.proving import prove

    draft.add_context()
    draft.check_terms()
    suite, limits = CRYPTOSUITES[wish.suite], draft.source.limits
    try:
        proven = prove(draft.document, wish.key, suite, wish.method, wish.created, limits=limits)
    except UnusableError as error:
        raise RefusedError("not-signed", f"The document has no canonical form: {error}.") from None
    notes = []
    if proven.differ:
        message = "Variants of RDFC-1.0 differ for this document; that of the JavaScript implementations is signed."
        notes.append(finding("canonical-variants", message))
    if draft.adapter.format.id in _BADGES and wish.suite != _OF_BADGES:
        notes.append(finding("uncommon-suite", f"Some verifiers of badges take {_OF_BADGES}, and not {wish.suite}."))
    data = dump_json(proven.document)
    notes += draft.check_result(data)
    return data, notes


def _token(draft: Draft, wish: Wish) -> tuple[bytes, list[Finding]]:
    text = wish.token.made_of(draft.document, wish.key, wish.issuer, wish.method, wish.created)
    notes = [replace(one, severity=Severity.WARNING) for one in _not_in_statements(draft)]
    return text.encode() + b"\n", notes


def _not_in_statements(draft: Draft) -> list[Finding]:
    """What a token signs all the same, as JSON, and readers of JSON-LD do not see; each place is told of once."""
    noted = {one.pointer for one in draft.notes if one.name == "dropped-term"}
    try:
        return [one for one in draft.unsigned_terms() if one.pointer not in noted]
    except EportfolioError as error:
        return [error.finding]


def _verify(data: bytes, wish: Wish, limits: Limits) -> None:
    """Verify what was signed, from its bytes.

    Raises:
        RefusedError: it does not verify.
    """
    from ..integrity import verify_embedded
    from ..question import Question
    from ..recognising import Place
    from ..results import Outcome

    question = Question(wish.created, limits=limits, keys={wish.issuer: wish.key.public})
    if wish.suite in SIGNING:
        from ...sources.json import load_json

        proofs = verify_embedded(Place("", load_json(data, limits)), question)
    else:
        proofs = wish.token.verify(Place("", data.decode("ascii").strip()), question)
    failed = [step for proof in proofs[-1:] for step in proof.steps if step.outcome is Outcome.FAILED]
    if failed or not proofs or not proofs[-1].holds:
        told = "; ".join(f"{step.title}: {step.reason}" for step in failed[:3]) or "the signature was not checked"
        raise RefusedError("not-signed", f"The signed document does not verify, so it is not handed out: {told}.")
