"""Hostile seals cost bounded time, and end in findings or in our errors, never in anything else."""

from __future__ import annotations

import json
import random
from time import monotonic

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from eportfolio.report.errors import EportfolioError
from eportfolio.trust import Outcome, verify

from .sealing import ORGANISATION, SOON, Sealing, Wish, as_bytes, b64u, issue, pki, sealed

FAILED = Outcome.FAILED


def timed(document) -> float:
    start = monotonic()
    verify(document if isinstance(document, bytes) else as_bytes(document), at=SOON)
    return monotonic() - start


def test_many_certificates_of_one_name() -> None:
    """All of them could have issued each other by name; only few are tried."""
    key = pki().intermediate.key
    twins = tuple(issue(Wish("Fictional Seals", authority=True), key=key) for _ in range(40))
    assert timed(sealed(embedded=(*twins, pki().intermediate))) < 10


def test_few_certificates_of_one_name_are_tried(check, monkeypatch: pytest.MonkeyPatch) -> None:
    from eportfolio.trust import chains

    tried = []

    def issued(issuer, subject) -> bool:
        tried.append(issuer)
        return False

    monkeypatch.setattr(chains, "issued", issued)
    twins = tuple(issue(Wish("Fictional Seals", authority=True)) for _ in range(2 * chains.NAMESAKES))
    check(embedded=twins, content_stamp=False, stamp=b"", ocsps=())
    assert 0 < len(tried) <= chains.NAMESAKES


def test_circle_of_certificates_ends(check) -> None:
    a = issue(Wish("Circle A", authority=True))
    b = issue(Wish("Circle B", authority=True), a)
    back = issue(Wish("Circle A", authority=True), b, key=a.key)
    holder = issue(Wish("In Circles", identifier=ORGANISATION), back)
    proof = check(holder=holder, alg="ES256", embedded=(back, b), ocsps=())
    assert proof.outcome("chain") is not None
    assert proof.outcome("trust-anchor") is Outcome.NOT_CHECKED


def test_chain_that_is_too_long_is_not_followed(check) -> None:
    chain = [issue(Wish("Link 0", authority=True))]
    for index in range(1, 14):
        chain.append(issue(Wish(f"Link {index}", authority=True), chain[-1]))
    holder = issue(Wish("Far Below", identifier=ORGANISATION), chain[-1])
    proof = check(holder=holder, alg="ES256", embedded=tuple(chain), ocsps=(), trusted=[chain[0].pem])
    assert proof.outcome("trust-anchor") is FAILED


def test_weak_key_is_refused(check, monkeypatch: pytest.MonkeyPatch) -> None:
    weak = rsa.generate_private_key(65537, 1024)
    holder = issue(Wish("Weak Seal", identifier=ORGANISATION), pki().intermediate, key=weak)
    proof = check(holder=holder, level="B-B")
    assert proof.outcome("signing-certificate") is FAILED
    assert proof.holds is None


def test_key_with_an_odd_exponent_is_refused() -> None:
    from eportfolio.trust.certificates import check_key
    from eportfolio.trust.encoding import UnusableError

    numbers = pki().seal.key.public_key().public_numbers()
    large = rsa.RSAPublicNumbers((1 << 70) + 1, numbers.n)
    with pytest.raises((UnusableError, ValueError)):
        check_key(large.public_key(), "it")


def test_many_components_and_signatures() -> None:
    document = sealed(level="B-LTA")
    (one,) = document["signatures"]
    one["header"]["etsiU"] += [b64u(b'{"moonPhase": "full"}')] * 50
    document["signatures"] = [one] * 16
    assert timed(document) < 20


def test_large_payload_is_bounded() -> None:
    filled = Sealing(credential={"filler": "x" * 5_000_000}, level="B-LTA")
    assert timed(filled.document()) < 10
    with pytest.raises(EportfolioError):
        verify(as_bytes(Sealing(credential={"filler": "x" * 11_000_000}, level="B-B").document()))


@pytest.mark.parametrize("seed", range(6))
def test_random_damage_never_surprises(seed: int) -> None:
    """Bytes, and whole values, are replaced at random places; nothing but our own errors may come out."""
    chance = random.Random(seed)
    whole = bytearray(as_bytes(sealed(level="B-LTA")))
    for _ in range(15):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'AZaz09-_{}[]",: ')
        try:
            verification = verify(bytes(damaged), at=SOON)
        except EportfolioError:
            continue
        if bytes(damaged) != bytes(whole):
            assert verification.summary()


@pytest.mark.parametrize("seed", range(6))
def test_random_damage_of_asn1_never_surprises(seed: int) -> None:
    """Certificates, time stamps and responses are changed inside, so that the parsers of ASN.1 see the damage."""
    import base64

    chance = random.Random(100 + seed)
    document = sealed(level="B-LTA")
    for _ in range(10):
        changed = json.loads(json.dumps(document))
        components = changed["signatures"][0]["header"]["etsiU"]
        index = chance.randrange(len(components))
        component = json.loads(base64.urlsafe_b64decode(components[index] + "=="))
        _damage(component, chance)
        components[index] = b64u(json.dumps(component).encode())
        verification = verify(as_bytes(changed), at=SOON)
        assert verification.proofs[0].holds is True


def _damage(value, chance: random.Random) -> None:
    import base64

    if isinstance(value, dict):
        if isinstance(value.get("val"), str):
            data = bytearray(base64.b64decode(value["val"]))
            for _ in range(chance.choice((1, 4))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            value["val"] = base64.b64encode(bytes(data)).decode()
        for member in value.values():
            _damage(member, chance)
    elif isinstance(value, list):
        for member in value:
            _damage(member, chance)
