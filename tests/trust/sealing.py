"""A small public key infrastructure about nobody, and seals of a credential about nobody, made by it.

The names are fictional.  Everything that a seal may bring along is made here: certificates with the identifier of an
organisation, time stamps, OCSP responses, revocation lists; at the levels B-B, B-T, B-LT and B-LTA.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

SEALED = datetime(2025, 3, 1, 12, tzinfo=UTC)
"""When the seals are made."""

SOON = datetime(2025, 6, 1, tzinfo=UTC)
"""A moment at which the certificate of the seal is valid."""

LATE = datetime(2027, 6, 1, tzinfo=UTC)
"""A moment at which it has expired."""

ORGANISATION = "VATXX-12345678"

CREDENTIAL = {
    "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
    "id": "urn:credential:0b1d1f7e-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "issuer": {
        "id": "https://school.example.org/",
        "type": "Organisation",
        "legalName": {"nl": "Voorbeeldschool Zuiderlicht"},
        "eIDASIdentifier": {"type": "LegalIdentifier", "notation": ORGANISATION},
    },
    "validFrom": "2025-03-01T00:00:00Z",
    "credentialSubject": {"type": "Person", "fullName": {"nl": "Noor van Dijk-Okonkwo, één ☂"}},
}

Key = Any


@dataclass
class Holder:
    """Somebody with a key and a certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def new_key(kind: str = "P-256") -> Key:
    if kind == "RSA":
        return rsa.generate_private_key(65537, 2048)
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key({"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1}[kind]())


def name(common: str, identifier: str = "") -> x509.Name:
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "XX"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Voorbeeldschool Zuiderlicht"),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ]
    if identifier:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, identifier))
    return x509.Name(attributes)


QC_STATEMENTS = x509.UnrecognizedExtension(
    x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"),
    # a qualified certificate (0.4.0.1862.1.1), its type (0.4.0.1862.1.6): seals (0.4.0.1862.1.6.2)
    bytes.fromhex("301f" "3008" "0606" "04008e460101" "3013" "0606" "04008e460106" "3009" "0607" "04008e46010602"),
)  # fmt: skip


@dataclass
class Wish:
    """What a certificate shall say."""

    common: str
    authority: bool = False
    identifier: str = ""
    begin: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    end: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    usage: str = "digital_signature"
    extended: tuple[x509.ObjectIdentifier, ...] = ()
    extensions: tuple[x509.ExtensionType, ...] = ()
    key: str = "P-256"
    ocsp: bool = True


def issue(wish: Wish, issuer: Holder | None = None, key: Key = None) -> Holder:
    key = key or new_key(wish.key)
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    uses = {"key_cert_sign", "crl_sign"} if wish.authority else {wish.usage}
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(wish.common, wish.identifier))
        .issuer_name(issuer.certificate.subject if issuer else name(wish.common, wish.identifier))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(wish.begin)
        .not_valid_after(wish.end)
        .add_extension(x509.BasicConstraints(wish.authority, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.KeyUsage(**{one: one in uses for one in names}), critical=True)
    )
    if wish.extended:
        builder = builder.add_extension(x509.ExtendedKeyUsage(wish.extended), critical=True)
    if wish.ocsp and issuer:
        place = x509.UniformResourceIdentifier("http://ocsp.example.org/")
        access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    for extension in wish.extensions:
        builder = builder.add_extension(extension, critical=False)
    signing = issuer.key if issuer else key
    digest = None if isinstance(signing, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return Holder(key, builder.sign(signing, digest))


LONG = {"begin": datetime(2020, 1, 1, tzinfo=UTC), "end": datetime(2045, 1, 1, tzinfo=UTC)}


@dataclass
class Pki:
    """Authorities and the certificate that seals."""

    root: Holder
    intermediate: Holder
    seal: Holder
    tsa_root: Holder
    tsa: Holder
    responder: Holder


@cache
def pki() -> Pki:
    """One infrastructure for all tests; nobody changes it."""
    root = issue(Wish("Fictional Root", authority=True, **LONG))
    intermediate = issue(Wish("Fictional Seals", authority=True, **LONG), root)
    tsa_root = issue(Wish("Fictional Time Root", authority=True, **LONG))
    return Pki(
        root,
        intermediate,
        issue(Wish("Zuiderlicht Seal", identifier=ORGANISATION, key="RSA", extensions=(QC_STATEMENTS,)), intermediate),
        tsa_root,
        issue(Wish("Fictional Clock", extended=(ExtendedKeyUsageOID.TIME_STAMPING,), **LONG), tsa_root),
        issue(
            Wish("Fictional Responder", extended=(ExtendedKeyUsageOID.OCSP_SIGNING,), extensions=(x509.OCSPNoCheck(),)),
            intermediate,
        ),
    )


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sign(alg: str, key: Key, data: bytes) -> bytes:
    """Sign as a JWS algorithm does."""
    digest = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}.get(alg[-3:])
    if alg.startswith("RS"):
        return bytes(key.sign(data, padding.PKCS1v15(), digest))
    if alg.startswith("PS"):
        assert digest is not None
        return bytes(key.sign(data, padding.PSS(padding.MGF1(digest), digest.digest_size), digest))
    if alg.startswith("ES"):
        octets = (key.curve.key_size + 7) // 8
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
        return bytes(r.to_bytes(octets) + s.to_bytes(octets))
    return bytes(key.sign(data))


def time_stamp(
    covered: bytes, moment: datetime = SEALED, tsa: Holder | None = None, hashed: str = "sha256", **changed: Any
) -> bytes:
    """A time stamp (RFC 3161); ``changed`` may name another ``imprint``, signed ``digest`` and so on."""
    tsa = tsa or pki().tsa
    imprint = changed.get("imprint", hashlib.new(hashed, covered).digest())
    content = tsp.TSTInfo({
        "version": "v1",
        "policy": "1.2.3.4.5",
        "message_imprint": {"hash_algorithm": {"algorithm": hashed}, "hashed_message": imprint},
        "serial_number": 7,
        "gen_time": moment,
    })  # fmt: skip
    bound = {"certs": [{"cert_hash": hashlib.sha256(changed.get("bound", tsa.der)).digest()}]}
    digest = changed.get("digest", hashlib.sha256(content.dump()).digest())
    attributes = cms.CMSAttributes([
        {"type": "content_type", "values": [changed.get("content_type", "tst_info")]},
        {"type": "message_digest", "values": [digest]},
        {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2(bound)]},
    ])  # fmt: skip
    own = asn1_x509.Certificate.load(tsa.der)
    chain = changed.get("chain", (tsa, pki().tsa_root))
    signed = cms.SignedData({
        "version": "v3",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content.dump())},
        "certificates": [asn1_x509.Certificate.load(one.der) for one in chain],
        "signer_infos": [{
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": {
                "issuer": own.issuer, "serial_number": own.serial_number,
            }}),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": tsa.key.sign(attributes.untag().dump(), ec.ECDSA(hashes.SHA256())),
        }] * changed.get("signers", 1),
    })  # fmt: skip
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def ocsp_response(
    certificate: Holder, issuer: Holder, responder: Holder, moment: datetime = SEALED, revoked: datetime | None = None
) -> bytes:
    """An OCSP response about a certificate."""
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            certificate.certificate, issuer.certificate, hashes.SHA1(), status, moment, moment + timedelta(days=1),
            revoked, x509.ReasonFlags.key_compromise if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
        .certificates([responder.certificate])
    )  # fmt: skip
    return builder.sign(responder.key, hashes.SHA256()).public_bytes(Encoding.DER)


def revocation_list(issuer: Holder, moment: datetime = SEALED, revoked: tuple[Holder, ...] = ()) -> bytes:
    """A revocation list of an issuer."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(moment)
        .next_update(moment + timedelta(days=7))
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(moment - timedelta(days=1)).build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


@dataclass
class Sealing:
    """How a credential is sealed; tests change what they need."""

    credential: Any = field(default_factory=lambda: json.loads(json.dumps(CREDENTIAL)))
    level: str = "B-LT"
    alg: str = "RS256"
    holder: Holder = field(default_factory=lambda: pki().seal)
    unencoded: bool = True
    signing_time: datetime = SEALED
    stamped: datetime = SEALED + timedelta(seconds=3)
    tsa: Holder | None = None
    header: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    embedded: tuple[Holder, ...] | None = None
    ocsps: tuple[bytes, ...] | None = None
    crls: tuple[bytes, ...] = ()
    content_stamp: bool = True
    signature: bytes | None = None
    stamp: bytes | None = None

    def payload(self) -> str:
        text = self.credential if isinstance(self.credential, str) else json.dumps(self.credential, ensure_ascii=False)
        return text if self.unencoded else b64u(text.encode())

    def protected(self) -> dict[str, Any]:
        header: dict[str, Any] = {
            "alg": self.alg,
            "typ": "jose+json",
            "x5t#S256": b64u(hashlib.sha256(self.holder.der).digest()),
            "x5c": [b64(self.holder.der)],
            "sigT": f"{self.signing_time:%Y-%m-%dT%H:%M:%SZ}",
        }
        critical = ["sigT"]
        if self.unencoded:
            header["b64"] = False
            critical.append("b64")
        if self.content_stamp:
            token = time_stamp(self.payload().encode(), self.signing_time, self.tsa)
            header["adoTst"] = {"tstTokens": [{"val": b64(token)}]}
            critical.append("adoTst")
        header["crit"] = critical
        header |= self.header
        return {key: value for key, value in header.items() if key not in self.without}

    def one(self) -> dict[str, Any]:
        """One signature of the general JSON form."""
        protected = b64u(json.dumps(self.protected()).encode())
        signing_input = f"{protected}.{self.payload()}".encode()
        signature = self.signature
        if signature is None:
            signature = b"" if self.alg.startswith(("none", "HS")) else sign(self.alg, self.holder.key, signing_input)
        text = b64u(signature)
        return {"protected": protected, "header": {"etsiU": self.unsigned(protected, text)}, "signature": text}

    def unsigned(self, protected: str, signature: str) -> list[str]:
        components: list[str] = []

        def add(name: str, value: Any) -> None:
            components.append(b64u(json.dumps({name: value}).encode()))

        if self.level != "B-B":
            token = self.stamp
            if token is None:
                token = time_stamp(signature.encode(), self.stamped, self.tsa)
            add("sigTst", {"tstTokens": [{"val": b64(token)}]})
        if self.level in ("B-LT", "B-LTA"):
            p = pki()
            embedded = (p.root, p.intermediate, p.tsa_root) if self.embedded is None else self.embedded
            add("xVals", [{"x509Cert": {"val": b64(one.der)}} for one in embedded])
            responses = self.ocsps
            if responses is None:
                responses = (ocsp_response(self.holder, p.intermediate, p.responder, self.stamped),)
            add("rVals", {
                "ocspVals": [{"val": b64(one)} for one in responses],
                "crlVals": [{"val": b64(one)} for one in self.crls],
            })  # fmt: skip
        if self.level == "B-LTA":
            covered = f"{self.payload()}.{protected}.{signature}.{''.join(components)}".encode()
            token = time_stamp(covered, self.stamped + timedelta(seconds=1), self.tsa)
            add("arcTst", {"tstTokens": [{"val": b64(token)}]})
        return components

    def document(self) -> dict[str, Any]:
        """The sealed document."""
        return {"payload": self.payload(), "signatures": [self.one()]}


def sealed(**changed: Any) -> dict[str, Any]:
    """A sealed document, with what is changed."""
    return Sealing(**changed).document()


def as_bytes(document: Any) -> bytes:
    """A document as it is sent."""
    return json.dumps(document, ensure_ascii=False).encode()
