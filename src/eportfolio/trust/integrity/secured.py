"""A document with embedded proofs, taken apart: what each of them signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import new
from typing import TYPE_CHECKING, Any, Final

from ...sources.limits import DEFAULT_LIMITS, Limits
from ..encoding import UnusableError

if TYPE_CHECKING:
    from ...sources.jsonld import Unsafe
    from ..canonical import Form, Variant
    from .suites import Digest, Suite

PROOFS: Final = 32
"""Proofs of one document that are looked at."""

CHAINED: Final = 8
"""Proofs of one document that may build on others; each costs a canonical form of the document."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a proof signs, with everything on the way.

    Attributes:
        document: the canonical document without its proof.
        options: the canonical proof without its value.
        document_hash: the digest of the document.
        options_hash: the digest of the proof.
        variant: the variant of RDFC-1.0; nothing where there is but one way.
    """

    document: bytes
    options: bytes
    document_hash: bytes
    options_hash: bytes
    variant: Variant | None = None

    @property
    def signed(self) -> bytes:
        """The bytes that are signed: first the digest of the proof, then that of the document."""
        return self.options_hash + self.document_hash


class Secured:
    """A document with embedded proofs.

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.
        texts: for addresses of contexts, the name of a text other than the published one.

    Attributes:
        document: the document without its proofs.
        proofs: its proofs, as they stand.
        texts: as given.
    """

    def __init__(
        self, document: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS, texts: Mapping[str, str] | None = None
    ) -> None:
        self.texts = texts or {}
        self.document = {member: value for member, value in document.items() if member != "proof"}
        proof = document.get("proof")
        self.proofs: list[Any] = proof if isinstance(proof, list) else [] if proof is None else [proof]
        self._limits = limits
        self._unsigned: list[Unsafe] | None = None
        self._respelt: list[str] | None = None
        self._statements: dict[tuple[int, ...], str] = {}
        self._forms: dict[tuple[tuple[int, ...], str], _Kept] = {}

    def with_other_texts(self) -> Iterator[Secured]:
        """The same document under other texts of its contexts: some were published twice under one address."""
        from ...sources.jsonld import choices

        whole = {**self.document, "proof": self.proofs}
        yield from (Secured(whole, self._limits, texts) for texts in choices(whole) if texts)

    def previous(self, proof: Mapping[str, Any]) -> tuple[int, ...]:
        """The places of the proofs that a proof builds on (Data Integrity 1.0, section 4.5).

        Raises:
            UnusableError: they are named by something else than a text or a list of texts, or are not there.
        """
        if "previousProof" not in proof:
            return ()
        value = proof["previousProof"]
        names = value if isinstance(value, list) else [value]
        if not names or not all(isinstance(name, str) for name in names):
            raise UnusableError("previousProof is neither the id of a proof nor a list of such")
        if len(names) > PROOFS:
            raise UnusableError(f"previousProof names more than {PROOFS} proofs")
        places = {name: self._places(name) for name in names}
        for name, found in places.items():
            if not found:
                raise UnusableError(f"the proof that this one builds on is not there: {name[:120]}")
            if len(found) > 1:
                raise UnusableError(f"more than one proof has the id {name[:120]}")
        return tuple(sorted({place for found in places.values() for place in found}))

    def _places(self, name: str) -> list[int]:
        return [place for place, one in enumerate(self.proofs) if isinstance(one, Mapping) and one.get("id") == name]

    def signed_by(self, previous: tuple[int, ...]) -> dict[str, Any]:
        """The document as a proof signs it: with the proofs that it builds on, and without all others.

        Args:
            previous: the places of the proofs that it builds on.
        """
        if not previous:
            return self.document
        return {**self.document, "proof": [self.proofs[place] for place in previous]}

    def unsigned(self, proof: Mapping[str, Any]) -> list[Unsafe]:
        """What the document and a proof say and no statement holds, so that no suite with RDFC-1.0 signs it.

        Args:
            proof: the proof.

        Raises:
            EportfolioError: the document is no JSON-LD, or names an unknown context.
        """
        from ...sources.jsonld import unsafe

        if self._unsigned is None:
            self._unsigned = unsafe(self.document, self._limits, self.texts)
        options = self._options(proof)
        if "@context" in self.document:
            options["@context"] = self.document["@context"]
        dropped = unsafe(options, self._limits, self.texts)
        return self._unsigned + [one._replace(pointer=f"/proof{one.pointer}") for one in dropped]

    def respelt(self) -> list[str]:
        """Where the document says something that a verification would look for under another name or elsewhere.

        A signature over statements does not tell one way of writing them from another.

        Raises:
            EportfolioError: the document is no JSON-LD, or names an unknown context.
        """
        from ...sources.jsonld import respelt

        if self._respelt is None:
            self._respelt = respelt(self.document, self._limits, self.texts)
        return self._respelt

    @staticmethod
    def _options(proof: Mapping[str, Any]) -> dict[str, Any]:
        return {member: value for member, value in proof.items() if member != "proofValue"}

    def materials(
        self, proof: Mapping[str, Any], suite: Suite, digest: Digest, previous: tuple[int, ...] = ()
    ) -> Iterator[Material]:
        """What a proof may have signed, the likeliest first; more than one only where variants of RDFC-1.0 differ.

        Args:
            proof: the proof; its value is left out.
            suite: its suite.
            digest: the digest that goes with its key.
            previous: the places of the proofs that it builds on.

        Raises:
            EportfolioError: the document or the proof is no JSON-LD, names an unknown context, or goes beyond a limit.
            UnusableError: it has no canonical form.
        """
        options = self._options(proof)
        make = self._by_statements if suite.canonical == "RDFC-1.0" else self._by_json
        yield from make(options, digest, previous)

    def _by_json(self, options: dict[str, Any], digest: Digest, previous: tuple[int, ...]) -> Iterator[Material]:
        """JSON Canonicalization Scheme (RFC 8785), with the context that the proof was made with."""
        document = self.signed_by(previous)
        if "@context" in options:
            check_context(document.get("@context"), options["@context"])
            document = {**document, "@context": options["@context"]}
        yield _material(_jcs(document), _jcs(options), digest)

    def _by_statements(self, options: dict[str, Any], digest: Digest, previous: tuple[int, ...]) -> Iterator[Material]:
        """RDF Dataset Canonicalization; the proof is read with the context of the document."""
        from ...sources.jsonld import to_nquads
        from ..canonical import canonicalise, forms

        if "@context" in self.document:
            options = {**options, "@context": self.document["@context"]}
        statements = to_nquads(options, self._limits, self.texts)
        config = canonicalise(statements, digest=digest, limits=self._limits).encode()
        if previous not in self._statements:
            self._statements[previous] = to_nquads(self.signed_by(previous), self._limits, self.texts)
        kept = self._forms.get((previous, digest))
        if kept is None:
            kept = self._forms[previous, digest] = _Kept(forms(self._statements[previous], digest, self._limits))
        for variant, text in kept:
            yield _material(text.encode(), config, digest, variant)


class _Kept:
    """What an iterator gave, so that proofs of one document share the canonical forms."""

    def __init__(self, source: Iterator[Form]) -> None:
        self._source = source
        self._given: list[Form] = []

    def __iter__(self) -> Iterator[Form]:
        place = 0
        while True:
            if place == len(self._given):
                following = next(self._source, None)
                if following is None:
                    return
                self._given.append(following)
            yield self._given[place]
            place += 1


def check_context(documents: object, proofs: object) -> None:
    """Check that the context of a document begins with that of its proof (EdDSA Cryptosuites 1.0, section 3.3.2).

    Args:
        documents: the context of the document.
        proofs: the context of the proof.

    Raises:
        UnusableError: it does not, so that the document may mean something else than what was signed.
    """
    outer = documents if isinstance(documents, list) else [documents]
    inner = proofs if isinstance(proofs, list) else [proofs]
    if outer[: len(inner)] != inner:
        raise UnusableError("the context of the document does not begin with the context of the proof")


def _jcs(value: Any) -> bytes:
    import rfc8785

    try:
        canonical: bytes = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, ValueError):
        raise UnusableError("it has a number or a text that RFC 8785 cannot write") from None
    return canonical


def _material(document: bytes, options: bytes, digest: Digest, variant: Variant | None = None) -> Material:
    return Material(document, options, new(digest, document).digest(), new(digest, options).digest(), variant)
