"""Public keys as they are written: what is read, what is refused, and what comes back equal."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from eportfolio.trust.documents import NotAvailableError
from eportfolio.trust.encoding import UnusableError
from eportfolio.trust.keys import from_jwk, from_multikey, from_pem, name_of, new_key, to_jwk, to_multikey, to_pem
from eportfolio.trust.keys.multibase import decode, encode

KINDS = ("ed25519", "p256", "p384")

OTHER_CURVES = {"P-521": ec.SECP521R1(), "secp256k1": ec.SECP256K1()}

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493


def _b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.mark.parametrize("kind", KINDS)
def test_spellings_of_a_key_are_one_key(kind: str) -> None:
    key = new_key(kind).public
    assert to_multikey(from_multikey(to_multikey(key))) == to_multikey(key)
    assert to_jwk(from_jwk(to_jwk(key))) == to_jwk(key)
    assert to_pem(from_pem(to_pem(key).decode())) == to_pem(key)


@pytest.mark.parametrize("name", OTHER_CURVES)
def test_other_curves_are_named_and_read(name: str) -> None:
    key = ec.generate_private_key(OTHER_CURVES[name]).public_key()
    assert name_of(from_multikey(to_multikey(key))) == name
    assert name_of(from_jwk(to_jwk(key))) == name


def test_rsa_is_read_in_every_spelling() -> None:
    key = rsa.generate_private_key(65537, 2048).public_key()
    pkcs1 = key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    alone = key.public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()
    for read in (from_jwk(to_jwk(key)), from_pem(to_pem(key).decode()), from_pem(alone),
                 from_multikey(encode(b"\x85\x24" + pkcs1))):  # fmt: skip
        assert to_jwk(read) == to_jwk(key)
    with pytest.raises(UnusableError, match="not written as a Multikey"):
        to_multikey(key)


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\1", b"\xff" * 40, b"\0" * 8 + b"x"])
def test_base58(data: bytes) -> None:
    assert decode(encode(data), "it", 64) == data


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "no text"),
        ("", "multibase"),
        ("f00", "multibase"),
        ("z0", "not allowed"),
        ("zI", "not allowed"),
        ("z" + "1" * 100, "longer"),
        ("u!!", "base64url"),
    ],
)
def test_multibase_that_is_none(text: object, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        decode(text, "it", 32)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no code"),
        (b"\xed", "no code"),
        (b"\x12\x20" + bytes(32), "no code"),
        (b"\xed\x01" + bytes(31), "31 bytes"),
        (b"\xed\x01" + bytes(33), "33 bytes"),
        (b"\x80\x26" + bytes(32), "private"),
        (b"\x86\x26" + bytes(32), "private"),
        (b"\x80\x24" + b"\x04" + bytes(64), "compressed"),
        (b"\x80\x24" + b"\x02" + b"\xff" * 32, "no point"),
        (b"\x81\x24" + b"\x02" + bytes(32), "49 bytes"),
        (b"\x80\x24" + b"\x05" + bytes(32), "compressed"),
    ],
)
def test_multikey_that_is_none(data: bytes, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        from_multikey(encode(data))


@pytest.mark.parametrize(
    ("head", "name"), [(b"\xec\x01", "X25519"), (b"\xeb\x01", "BLS12-381"), (b"\x91\x24", "ML-DSA")]
)
def test_kinds_that_are_not_supported_are_named(head: bytes, name: str) -> None:
    with pytest.raises(NotAvailableError, match=name):
        from_multikey(encode(head + bytes(32)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"d": "AAAA"}, "private"),
        ({"kty": "oct", "k": "AAAA"}, "private"),
        ({"kty": "oct"}, "kty is oct"),
        ({"kty": None}, "missing"),
        ({"x": "AAAA"}, "32 bytes"),
        ({"x": None}, "no text"),
        ({"y": _b64u(bytes(32))}, "no point"),
        ({"crv": "P-384"}, "48 bytes"),
    ],
)
def test_jwk_that_is_none(change: dict[str, object], words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        from_jwk({**to_jwk(new_key("p256").public), **change})


@pytest.mark.parametrize("jwk", [None, [], "x", 7])
def test_jwk_that_is_no_object(jwk: object) -> None:
    with pytest.raises(UnusableError, match="no JSON object"):
        from_jwk(jwk)


@pytest.mark.parametrize("crv", ["X25519", "Ed448", "P-999"])
def test_jwk_of_a_kind_that_is_not_supported(crv: str) -> None:
    with pytest.raises(NotAvailableError, match=crv):
        from_jwk({"kty": "OKP", "crv": crv, "x": _b64u(bytes(32))})


@pytest.mark.parametrize("bits", [512, 1024, 16384])
def test_rsa_of_a_length_that_is_not_used(bits: int) -> None:
    with pytest.raises(UnusableError, match=f"{bits} bits"):
        from_jwk({"kty": "RSA", "n": _b64u((1 << (bits - 1)).to_bytes(bits // 8)), "e": "AQAB"})


def test_pem_that_is_none() -> None:
    with pytest.raises(UnusableError, match="private key"):
        from_pem(new_key().to_pem().decode())
    for text in ("", "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"):
        with pytest.raises(UnusableError, match="no public key"):
            from_pem(text)
    with pytest.raises(UnusableError, match="no text"):
        from_pem(b"x")


UNSUPPORTED = {
    "X25519": x25519.X25519PrivateKey.generate(),
    "Ed448": ed448.Ed448PrivateKey.generate(),
    "brainpool": ec.generate_private_key(ec.BrainpoolP256R1()),
    "DSA": dsa.generate_private_key(1024),
}


@pytest.mark.parametrize("key", UNSUPPORTED.values(), ids=UNSUPPORTED)
def test_pem_of_a_kind_that_is_not_supported(key) -> None:
    with pytest.raises(NotAvailableError, match="not supported"):
        from_pem(to_pem(key.public_key()).decode())


def _small_order() -> set[bytes]:
    """The points whose order divides eight, worked out from the curve (RFC 8032, 5.1), in all their encodings."""
    d = -121665 * pow(121666, -1, PRIME) % PRIME

    def add(p, q):
        (x, y), (u, v) = p, q
        k = d * x * u * y * v
        return (x * v + u * y) * pow(1 + k, -1, PRIME) % PRIME, (y * v + x * u) * pow(1 - k, -1, PRIME) % PRIME

    def times(number, point):
        total = (0, 1)
        while number:
            total = add(total, point) if number & 1 else total
            point, number = add(point, point), number >> 1
        return total

    def root(square):
        x = pow(square, (PRIME + 3) // 8, PRIME)
        x = x if (x * x - square) % PRIME == 0 else x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
        return x if (x * x - square) % PRIME == 0 else None

    points, y = set(), 2
    while len(points) < 8:
        x = root((y * y - 1) * pow(d * y * y + 1, -1, PRIME) % PRIME)
        if x is not None:
            point = times(ORDER, (x, y))
            points |= {times(number, point) for number in range(8)}
        y += 1
    return {
        (number | sign << 255).to_bytes(32, "little")
        for x, y in points
        for number in (y, y + PRIME) if number < 2**255
        for sign in ({x & 1} if x else {0, 1})
    }  # fmt: skip


def test_points_of_small_order_are_refused() -> None:
    points = _small_order()
    assert len(points) == 14
    for point in points:
        with pytest.raises(UnusableError, match="small order"):
            from_multikey(encode(b"\xed\x01" + point))
        with pytest.raises(UnusableError, match="small order"):
            from_jwk({"kty": "OKP", "crv": "Ed25519", "x": _b64u(point)})


def test_key_of_a_megabyte_is_refused_at_once() -> None:
    for text in ("z" + "2" * 1_000_000, "u" + "A" * 1_000_000):
        with pytest.raises(UnusableError, match="longer"):
            from_multikey(text)
    with pytest.raises(UnusableError, match="longer"):
        from_jwk({"kty": "RSA", "n": "A" * 1_000_000, "e": "AQAB"})


def test_jwk_is_plain_data() -> None:
    assert json.loads(json.dumps(to_jwk(new_key("p384").public)))["crv"] == "P-384"
