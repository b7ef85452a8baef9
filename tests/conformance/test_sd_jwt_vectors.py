"""SD-JWTs of others: RFC 9901, a PID of the EUDI wallet, and recipes that are issued, shown and compared."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from eportfolio.sources.sdjwt import disclose, process
from eportfolio.trust import Outcome, verify
from eportfolio.trust.keys import from_jwk, to_jwk
from eportfolio.trust.sdjwt import bind, issue

from ..support import needs_shared, shared, shared_files

pytestmark = needs_shared

INTEROP = "samples/vc-vectors/openvc-fixtures/interop/sd_jwt_vc"
RECIPES = [
    *shared_files("samples/vc-vectors/sd-jwt-spec/*/specification.yml"),
    *shared_files("samples/vc-vectors/sd-jwt-vc-spec/*/specification.yml"),
    *shared_files("samples/vc-vectors/sd-jwt-python-testcases/*/specification.yml"),
]
KEY = ec.generate_private_key(ec.SECP256R1())
HOLDER = ec.generate_private_key(ec.SECP256R1())


def text(name: str) -> str:
    return shared(f"{INTEROP}/{name}").read_text().strip()


def jwk(name: str) -> bytes:
    return shared(f"{INTEROP}/{name}").read_bytes()


def test_sd_jwt_vc_of_rfc_9901() -> None:
    token = text("rfc9901-a3-sd-jwt-vc.txt")
    issuer = process(token).claims["iss"]
    verification = verify(token.encode(), keys={issuer: jwk("rfc9901-a5-issuer-key.json")},
                          at=datetime(2024, 1, 1, tzinfo=UTC))  # fmt: skip
    steps = {step.name: step.outcome for step in verification.steps}
    assert verification.ok
    assert verification.proofs[0].kind == "SD-JWT VC"
    assert len(process(token).disclosures) == 27
    assert steps["key-binding"] is Outcome.NOT_CHECKED
    last = -2 if token.endswith("~") else -1
    parts = token.split("~")
    parts[last] = parts[last][:-4] + "AAAA"
    assert not verify("~".join(parts).encode(), keys={issuer: jwk("rfc9901-a5-issuer-key.json")}).ok


def test_pid_of_the_eudi_wallet_with_its_certificate() -> None:
    token = text("eudi-pid-sd-jwt-vc.txt")
    at = datetime.fromtimestamp(process(token).claims["iat"], UTC) + timedelta(days=1)
    verification = verify(token.encode(), at=at)
    steps = {step.name: step for step in verification.steps}
    assert verification.proofs[0].holds
    assert not [step for step in verification.steps if step.outcome is Outcome.FAILED]
    assert steps["signing-certificate"].outcome is Outcome.CHECKED
    assert steps["trust-anchor"].outcome is Outcome.NOT_CHECKED
    assert "token_status_list" in steps["credential-status"].reason
    assert steps["credential-status"].outcome is Outcome.NOT_CHECKED
    assert verification.proofs[0].signer is not None
    assert not verification.bound  # the certificate does not name the issuer, so nothing binds the key to it
    late = verify(token.encode(), at=at + timedelta(days=4000))
    assert {"token-dates", "certificate-validity"} <= {
        step.name for step in late.steps if step.outcome is Outcome.FAILED
    }  # fmt: skip


def test_holder_key_of_the_pid_is_the_one_it_is_bound_to() -> None:
    claims = process(text("eudi-pid-sd-jwt-vc.txt")).claims
    given: Any = from_jwk(json.loads(jwk("eudi-pid-holder-key.json")))
    bound: Any = from_jwk(claims["cnf"]["jwk"])
    assert given.public_numbers() == bound.public_numbers()


def test_micro_credentials_of_dc4eu_as_sd_jwt_vc() -> None:
    entries = json.loads(shared("samples/badges/dc4eu/microcredential.json").read_bytes())
    for entry in list(entries.values())[:5]:
        document, vct = entry["document_data"], entry["meta"]["vct"]
        claims = {**document, "iss": document["issuer"]["id"], "vct": vct}
        token = issue(claims, KEY, disclosable=["/credentialSubject/id", "/credentialSubject/result/0"],
                      holder_key=HOLDER.public_key())  # fmt: skip
        shown = disclose(token, ["/credentialSubject/result/0"])
        assert process(token).claims == {**claims, "cnf": process(token).claims["cnf"]}
        assert "id" not in process(shown).claims["credentialSubject"]
        verification = verify(bind(shown, HOLDER, audience="a", nonce="n").encode(), keys={"": public_jwk()})
        assert verification.proofs[0].kind == "SD-JWT VC"
        assert verification.proofs[0].holds


# -- recipes -----------------------------------------------------------------------------------------------------


def recipe(path: Path) -> dict[str, Any]:
    """A recipe; its tag for what can be withheld becomes a list of pointers."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    def hidden(loader: Any, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return ("!sd", loader.construct_mapping(node, deep=True))
        if isinstance(node, yaml.SequenceNode):
            return ("!sd", loader.construct_sequence(node, deep=True))
        value = yaml.SafeLoader("").construct_object(yaml.ScalarNode(
            loader.resolve(yaml.ScalarNode, node.value, (True, False)), node.value))  # fmt: skip
        return ("!sd", value)

    Loader.add_constructor("!sd", hidden)
    loaded = yaml.load(path.read_text(), Loader)
    assert isinstance(loaded, dict)
    return loaded


def plain(value: Any, place: str, found: list[str]) -> Any:
    """The value without marks; the places that were marked are appended."""
    if isinstance(value, tuple) and value[:1] == ("!sd",):
        found.append(place)
        return plain(value[1], place, found)
    if isinstance(value, dict):
        members = {}
        for name, one in value.items():
            marked = isinstance(name, tuple)
            bare = str(name[1] if marked else name)
            inside = f"{place}/{bare.replace('~', '~0').replace('/', '~1')}"
            if marked:
                found.append(inside)
            members[bare] = plain(one, inside, found)
        return members
    if isinstance(value, list):
        return [plain(one, f"{place}/{index}", found) for index, one in enumerate(value)]
    return value.isoformat() if hasattr(value, "isoformat") else value


def issued(path: Path) -> tuple[dict[str, Any], list[str], str]:
    """The claims of a recipe, the places that can be withheld, and the token made of them."""
    pytest.importorskip("yaml")
    places: list[str] = []
    claims = plain(recipe(path)["user_claims"], "", places)
    claims = {name: value for name, value in claims.items() if name not in ("exp", "iat", "nbf")}
    places = [place for place in places if place.split("/")[1] in claims]
    token = issue(claims, KEY, disclosable=places, media_type="example+sd-jwt", decoys=2,
                  holder_key=HOLDER.public_key())  # fmt: skip
    return claims, places, token


def without_key(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name != "cnf"}


EACH_RECIPE = pytest.mark.parametrize("path", RECIPES, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")


@EACH_RECIPE
def test_claims_of_a_recipe_come_back_and_verify(path: Path) -> None:
    claims, places, token = issued(path)
    processed = process(token)
    assert without_key(processed.claims) == without_key(claims)
    assert len(processed.disclosures) == len(set(places))
    shown = bind(disclose(token, places[:1]), HOLDER, audience="a", nonce="n")
    verification = verify(shown.encode(), keys={"": public_jwk()})
    assert verification.proofs[0].holds
    assert {step.name: step.outcome for step in verification.steps}["key-binding"] is Outcome.CHECKED


@EACH_RECIPE
def test_the_reference_implementation_verifies_what_is_issued(path: Path) -> None:
    claims, places, token = issued(path)
    assert without_key(by_reference(token)) == without_key(claims)
    shown = bind(disclose(token, places[:1]), HOLDER, audience="a", nonce="n")
    assert by_reference(shown, "a", "n") == process(shown).claims


def public_jwk() -> bytes:
    return json.dumps(to_jwk(KEY.public_key())).encode()


def by_reference(token: str, *expected: str) -> dict[str, Any]:
    """The claims that the reference implementation of RFC 9901 verifies."""
    verifier = pytest.importorskip("sd_jwt.verifier")
    key = pytest.importorskip("jwcrypto.jwk").JWK.from_json(public_jwk().decode())
    found: dict[str, Any] = verifier.SDJWTVerifier(token, lambda *_: key, *expected).get_verified_payload()
    return found
