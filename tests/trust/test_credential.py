"""What is checked of a credential beside its proof: shape, dates, schema, recipient, and what is inside."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.trust import Outcome, Step, Verdict, Verification, verify
from eportfolio.trust.credential.checking import CREDENTIALS, DEPTH
from eportfolio.trust.credential.dates import DateError, moment
from eportfolio.trust.credential.members import members

from .proven import CLR, NOW, OPEN_BADGES, V1, V2, as_bytes, badge, did, endorsement, signed

CHECKED, FAILED, NOT_CHECKED = Outcome.CHECKED, Outcome.FAILED, Outcome.NOT_CHECKED


def looked(document: Any, **asked: Any) -> Verification:
    return verify(as_bytes(document), **{"at": NOW, **asked})


def steps(document: Any, name: str, **asked: Any) -> list[Step]:
    return [step for step in looked(document, **asked).steps if step.name == name]


def only(document: Any, name: str, **asked: Any) -> Step:
    (step,) = steps(document, name, **asked)
    return step


# -- the whole -------------------------------------------------------------------------------------------------


def test_badge_that_holds() -> None:
    result = looked(signed(badge()))
    assert result.ok
    assert result.bound
    (report,) = result.credentials
    assert (report.kind, report.title, report.issuer) == ("Open Badge", "First aid", did())
    assert report.verdict is Verdict.HOLDS
    names = {"credential-context", "credential-type", "credential-issuer", "credential-dates"}
    assert {step.name for step in report.steps if step.outcome is CHECKED} == names
    assert {step.name for step in report.steps if step.outcome is NOT_CHECKED} == {"status-not-named", "recipient"}


def test_badge_that_was_changed() -> None:
    document = signed(badge())
    document["name"] = "Brain surgery"
    result = looked(document)
    assert not result.ok
    assert result.credentials[0].verdict is Verdict.FAILS


def test_badge_of_another_issuer() -> None:
    result = looked(signed(badge(issuer=did("other"))))
    assert not result.ok
    assert result.proofs[0].holds


def test_badge_without_proof() -> None:
    result = looked(badge())
    assert not result.ok
    assert result.credentials[0].verdict is Verdict.UNPROVEN
    assert result.summary().startswith("no proof; 4 steps checked")


def test_key_that_nothing_binds_to_the_issuer() -> None:
    https = "https://school.example.org/issuer"
    document = signed(badge(issuer=https))
    method = f"{https}#{did().removeprefix('did:key:')}"
    document["proof"]["verificationMethod"] = method
    resigned = _resigned(document)
    result = looked(resigned)
    assert (result.ok, result.bound) == (True, False)
    assert "accepts issuers with a DID alone" in result.credentials[0].elsewhere[0]
    assert result.credentials[0].verdict is Verdict.UNBOUND
    listed = {"@context": V2, "id": https, "assertionMethod": [
        {"id": method, "type": "Multikey", "controller": https, "publicKeyMultibase": did().removeprefix("did:key:")}
    ]}  # fmt: skip
    assert looked(resigned, known={https: as_bytes(listed)}).bound


def test_what_is_inside_a_record_under_an_unbound_key_is_covered() -> None:
    https = "https://school.example.org/issuer"
    document = signed(record(badge(issuer=https), issuer=https))
    document["proof"]["verificationMethod"] = f"{https}#{did().removeprefix('did:key:')}"
    result = looked(_resigned(document))
    assert [report.verdict for report in result.credentials] == [Verdict.UNBOUND, Verdict.COVERED]
    assert (result.ok, result.bound) == (True, False)


def _resigned(document: dict[str, Any]) -> dict[str, Any]:
    """The document with a proof value that fits its proof."""
    import rfc8785

    from .proven import base58, key

    proof = {name: value for name, value in document["proof"].items() if name != "proofValue"}
    bare = {name: value for name, value in document.items() if name != "proof"}
    digests = (hashlib.sha256(rfc8785.dumps(part)).digest() for part in (proof, bare))
    return {**bare, "proof": {**proof, "proofValue": "z" + base58(key().sign(b"".join(digests)))}}


# -- shape -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "name", "pointer"),
    [
        ({"@context": [OPEN_BADGES, V2]}, "credential-context", "/@context"),
        ({"@context": "https://x.example.org"}, "credential-context", "/@context"),
        ({"@context": [V2, 7]}, "credential-context", "/@context/1"),
        ({"@context": [V2, {"VerifiableCredential": "urn:x:y"}]}, "credential-context", "/@context"),
        ({"type": ["OpenBadgeCredential"]}, "credential-type", "/type"),
        ({"type": None}, "credential-type", "/type"),
        ({"type": ["VerifiableCredential", "Moonlight"]}, "credential-type", "/type"),
        ({"issuer": None}, "credential-issuer", "/issuer"),
        ({"issuer": "school"}, "credential-issuer", "/issuer"),
        ({"issuer": {"name": "School"}}, "credential-issuer", "/issuer"),
        ({"credentialSubject": []}, "credential-subject", "/credentialSubject"),
        ({"credentialSubject": [{}]}, "credential-subject", "/credentialSubject/0"),
        ({"credentialSubject": {"id": "noor"}}, "credential-subject", "/credentialSubject/id"),
        ({"id": ["urn:a", "urn:b"]}, "credential-structure", "/id"),
        ({"evidence": [{"name": "x"}]}, "credential-structure", "/evidence/0"),
        ({"credentialSchema": {"type": "JsonSchema"}}, "credential-structure", "/credentialSchema"),
        ({"termsOfUse": "x"}, "credential-structure", "/termsOfUse"),
        ({"name": {"en": "First aid"}}, "credential-structure", "/name"),
        ({"name": {"@value": "x", "url": "y"}}, "credential-structure", "/name"),
    ],
)  # fmt: skip
def test_parts_that_are_wrong(changed: dict[str, Any], name: str, pointer: str) -> None:
    failed = [(step.name, step.pointer) for step in looked(badge(**changed)).steps if step.outcome is FAILED]
    assert failed == [(name, pointer)]


@pytest.mark.parametrize("changed", [
    {"name": [{"@value": "EHBO", "@language": "nl"}, {"@value": "First aid", "@language": "en", "@direction": "ltr"}]},
    {"id": None}, {"issuer": did()}, {"evidence": [{"type": "Evidence", "id": "any text"}]},
])  # fmt: skip
def test_parts_that_are_right(changed: dict[str, Any]) -> None:
    assert not [step for step in looked(badge(**changed)).steps if step.outcome is FAILED]


def test_what_strict_verifiers_say_about_the_order_of_contexts() -> None:
    late = badge(**{"@context": [V2, "https://w3id.org/security/data-integrity/v2", OPEN_BADGES]})
    assert "1EdTech's validator refuses that" in steps(late, "credential-context")[0].reason
    record = badge(**{"@context": [V2, OPEN_BADGES, CLR]})
    assert "the official schema refuses that order" in steps(record, "credential-context")[0].reason
    assert steps(badge(), "credential-context")[0].reason == "version 2.0 of the data model comes first"


def test_context_that_is_not_known_is_never_fetched() -> None:
    def fetch(address: str) -> bytes:
        raise AssertionError(address)

    elsewhere = "https://contexts.example.org/odd.json"
    given = {elsewhere: as_bytes({"@context": {"Moonlight": "urn:x:moonlight"}})}
    document = badge(**{"@context": [V2, elsewhere]})
    for asked in ({"fetch": fetch}, {"known": given}):
        found = steps(document, "credential-context", **asked)
        assert [step.outcome for step in found] == [CHECKED, NOT_CHECKED]
        assert elsewhere in found[1].reason


# -- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-31T12:00:00Z", datetime(2025, 1, 31, 12, tzinfo=UTC)),
        ("2025-01-31T12:00:00.123456789+01:00", datetime(2025, 1, 31, 11, 0, 0, 123456, tzinfo=UTC)),
        ("2025-01-31T12:00:00-23:59", datetime(2025, 2, 1, 11, 59, tzinfo=UTC)),
        ("12025-01-31T12:00:00Z", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    assert moment(text, zoned=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-31",
        "2025-13-31T12:00:00Z",
        "2025-01-31T25:00:00Z",
        "31.1.2025",
        "",
        None,
        7,
        "0001-01-01T00:00:00+14:00",
        "2025-01-31t12:00:00z",
        "2" * 100,
        "2025-01-31T12:00:00",
    ],
)
def test_moments_that_are_none(text: object) -> None:
    with pytest.raises(DateError):
        moment(text, zoned=True)


def test_moment_without_zone_is_utc_in_version_1() -> None:
    assert moment("2025-01-31T12:00:00", zoned=False) == datetime(2025, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "outcome", "words"),
    [
        ({"validUntil": "2025-06-01T00:00:00Z"}, CHECKED, "validUntil 2025-06-01"),
        ({"validUntil": "2025-05-31T23:59:59Z"}, FAILED, "it has expired"),
        ({"validUntil": "2024-01-01T00:00:00Z"}, FAILED, "before it begins"),
        ({"validFrom": "2025-06-01T00:00:01Z"}, FAILED, "not yet"),
        ({"validFrom": "soon"}, FAILED, "no date"), ({"validFrom": "2025-01-01T00:00:00"}, FAILED, "no time zone"),
        ({"validFrom": None}, NOT_CHECKED, "neither from when"),
        ({"validFrom": None, "issuanceDate": "2025-06-02T00:00:00Z"}, FAILED, "not yet"),
        ({"expirationDate": "2025-05-01T00:00:00Z"}, FAILED, "it has expired"),
    ],
)  # fmt: skip
def test_validity(changed: dict[str, Any], outcome: Outcome, words: str) -> None:
    step = only(badge(**changed), "credential-dates")
    assert step.outcome is outcome
    assert words in step.reason


# -- schema ----------------------------------------------------------------------------------------------------

SCHEMA = "https://schemas.example.org/badge.json"


def with_schema(kind: str = "1EdTechJsonSchemaValidator2019") -> dict[str, Any]:
    return badge(credentialSchema=[{"id": SCHEMA, "type": kind}])


@pytest.mark.parametrize(
    ("schema", "outcome", "words"),
    [
        (None, NOT_CHECKED, "our own rules are those of eportfolio validate"),
        (b'{"required": ["name"]}', CHECKED, SCHEMA),
        (b'{"required": ["moon"]}', FAILED, "moon"), (b"{", NOT_CHECKED, "cannot be used"),
        (b'{"type": 7}', NOT_CHECKED, "cannot be used"),
        (b'{"$ref": "https://other.example.org/x.json"}', NOT_CHECKED, "cannot be used"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("library", ["jsonschema_rs", "jsonschema"])
def test_schema(
    monkeypatch: pytest.MonkeyPatch, library: str, schema: bytes | None, outcome: Outcome, words: str
) -> None:
    if library == "jsonschema":
        monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)
    step = only(with_schema(), "credential-schema", known={SCHEMA: schema} if schema else {})
    assert step.outcome is outcome
    assert words in step.reason


@pytest.mark.parametrize("library", ["jsonschema_rs", "jsonschema"])
def test_schemas_that_never_end(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    if library == "jsonschema":
        monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)
    for schema in (b'{"$ref": "#"}', b'{"allOf": [{"$ref": "#"}]}', b'{"$dynamicRef": "#x", "$dynamicAnchor": "x"}'):
        assert only(with_schema(), "credential-schema", known={SCHEMA: schema}).outcome is not FAILED


def test_patterns_of_a_fetched_schema_run_where_they_end(monkeypatch: pytest.MonkeyPatch) -> None:
    document = {**with_schema(), "name": "a" * 60}
    slow = b'{"properties": {"name": {"pattern": "^(?=(a+)+b)"}}}'
    assert only(document, "credential-schema", fetch=lambda _address: slow).outcome is FAILED
    monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)
    step = only(document, "credential-schema", fetch=lambda _address: slow)
    assert (step.outcome, "[fast]" in step.reason) == (NOT_CHECKED, True)


def test_schema_of_an_unknown_kind_is_named() -> None:
    step = only(with_schema("MoonSchema"), "credential-schema", known={SCHEMA: b"{}"})
    assert (step.outcome, "MoonSchema" in step.reason) == (NOT_CHECKED, True)


def test_services_are_named() -> None:
    document = badge(
        refreshService={"id": "https://school.example.org/refresh", "type": "1EdTechCredentialRefresh"},
        termsOfUse=[{"id": "https://school.example.org/terms", "type": "Terms"}, {"type": "Terms"}],
    )
    assert "a newer one may be at https://school.example.org/refresh" in only(document, "refresh-service").reason
    assert [step.pointer for step in steps(document, "terms-of-use")] == ["/termsOfUse/0", "/termsOfUse/1"]


# -- recipient -------------------------------------------------------------------------------------------------


def hashed(text: str, salt: str = "", digest: str = "sha256") -> str:
    return f"{digest}${hashlib.new(digest, (text + salt).encode()).hexdigest()}"


def about(*identifiers: dict[str, Any], **subject: Any) -> dict[str, Any]:
    return badge(credentialSubject={"type": ["AchievementSubject"], "identifier": list(identifiers), **subject})


NOOR = "Noor@example.org"


@pytest.mark.parametrize(
    ("document", "outcome"),
    [
        (about({"identityHash": hashed("noor@example.org", "s"), "salt": "s", "hashed": True}), CHECKED),
        (about({"identityHash": hashed("Noor@example.org")}), CHECKED),
        (about({"identityHash": hashed("noor@example.org", digest="md5").upper().replace("MD5", "md5")}), CHECKED),
        (about({"identityHash": "noor@example.org", "hashed": False}), CHECKED),
        (about(id="mailto:noor@example.org"), CHECKED), (about(email="noor@example.org"), CHECKED),
        (about({"identityHash": hashed("else@example.org")}, {"identityHash": "noor@example.org"}), CHECKED),
        (about({"identityHash": hashed("noor@example.org", "s"), "salt": "t"}), FAILED),
        (about({"identityHash": hashed("else@example.org")}), FAILED), (about(id="did:example:else"), FAILED),
        (about(), NOT_CHECKED), (about({"identityHash": 7}), NOT_CHECKED),
        (badge(credentialSubject=None, recipient={"identity": "noor@example.org", "type": "email"}), CHECKED),
    ],
)  # fmt: skip
def test_recipient(document: dict[str, Any], outcome: Outcome) -> None:
    assert only(document, "recipient", recipient=NOOR).outcome is outcome


def test_recipient_is_not_looked_at_unasked() -> None:
    step = only(about({"identityHash": hashed("noor@example.org"), "identityType": "emailAddress"}), "recipient")
    assert (step.outcome, step.reason) == (NOT_CHECKED, "it is about a hashed emailAddress")
    assert "--recipient" in step.finding.advice


# -- inside ----------------------------------------------------------------------------------------------------


def record(*inside: Any, **changed: Any) -> dict[str, Any]:
    subject = {"type": ["ClrSubject"], "verifiableCredential": list(inside)}
    kinds = ["VerifiableCredential", "ClrCredential"]
    return badge(**{"@context": [V2, CLR, OPEN_BADGES], "type": kinds, "credentialSubject": subject, **changed})


def test_every_credential_of_a_record_has_its_own_report() -> None:
    forged = {**signed(badge("partner")), "name": "Forged"}
    result = looked(signed(record(signed(badge()), badge(), badge("partner"), forged)))
    place = "/credentialSubject/verifiableCredential"
    found = [(report.pointer, report.verdict.value, report.inside) for report in result.credentials]
    assert found == [
        ("", "holds", None), (f"{place}/0", "holds", ""), (f"{place}/1", "covered", ""),
        (f"{place}/2", "covered", ""), (f"{place}/3", "fails", ""),
    ]  # fmt: skip
    assert not result.ok
    assert [report.steps[-1].outcome for report in result.credentials[2:4]] == [CHECKED, NOT_CHECKED]
    assert looked(signed(record(signed(badge()), badge()))).ok


def test_proof_of_another_issuer_that_was_not_checked_is_not_covered() -> None:
    """Else whoever signs a record could put badges of others into it."""
    other = signed(badge("partner"), "partner")
    odd = {**other, "proof": {**other["proof"], "cryptosuite": "bbs-2023"}}
    own = signed(badge())
    mine = {**own, "proof": {**own["proof"], "cryptosuite": "bbs-2023"}}
    assert [report.verdict.value for report in looked(signed(record(odd, mine))).credentials] == [
        "holds", "unproven", "covered"
    ]  # fmt: skip


def test_unsigned_record_covers_nothing() -> None:
    result = looked(record(signed(badge()), badge()))
    assert [report.verdict.value for report in result.credentials] == ["unproven", "holds", "unproven"]
    assert not result.ok


def test_endorsements_wherever_they_stand() -> None:
    good, forged = signed(endorsement(), "partner"), {**signed(endorsement(), "partner"), "name": "Forged"}
    document = badge(endorsement=[good])
    document["issuer"]["endorsement"] = good
    document["credentialSubject"]["achievement"]["endorsement"] = [forged]
    result = looked(signed(document))
    assert [(report.kind, report.verdict.value, report.pointer) for report in result.credentials[1:]] == [
        ("Endorsement", "holds", "/endorsement/0"), ("Endorsement", "holds", "/issuer/endorsement"),
        ("Endorsement", "fails", "/credentialSubject/achievement/endorsement/0"),
    ]  # fmt: skip
    assert not result.ok


def test_endorsements_as_tokens() -> None:
    from .tokens import did as token_did
    from .tokens import key_of, raw

    claims = endorsement(issuer={"id": token_did(), "type": ["Profile"]})
    name = f"{token_did()}#{token_did().removeprefix('did:key:')}"
    token = raw({"alg": "EdDSA", "typ": "JWT", "kid": name}, {**claims, "iss": token_did()}, key_of())
    result = looked(signed(badge(endorsementJwt=[token, token[:-8] + "AAAAAAAA"])))
    assert [report.verdict.value for report in result.credentials] == ["holds", "holds", "fails"]


def test_presentations() -> None:
    presentation = {
        "@context": [V2], "type": ["VerifiablePresentation"], "holder": "did:example:noor",
        "verifiableCredential": [signed(badge()), signed(badge("partner"), "partner")],
    }  # fmt: skip
    result = looked(presentation)
    assert result.ok
    assert [report.kind for report in result.credentials] == ["Presentation", "Open Badge", "Open Badge"]
    assert "nobody signed the presentation" in [step.reason for step in steps(presentation, "holder")][-1]
    assert not looked({**presentation, "verifiableCredential": [signed(badge()), badge()]}).ok
    assert not looked({**presentation, "verifiableCredential": ["x.y.z"]}).ok
    assert not looked({**presentation, "verifiableCredential": [{"odd": 1}]}).ok
    assert not looked({**presentation, "holder": "noor"}).ok
    assert not looked({**presentation, "verifiableCredential": []}).ok


def test_members_are_those_directly_inside() -> None:
    inner = badge(endorsement=endorsement())
    found = [member.pointer for member in members(record(inner, 7, "https://x.example.org/1", "a.b.c"), "/x")]
    assert found == ["/x/credentialSubject/verifiableCredential/0", "/x/credentialSubject/verifiableCredential/3"]


# -- elsewhere -------------------------------------------------------------------------------------------------


def test_why_other_verifiers_answer_otherwise() -> None:
    def told(document: dict[str, Any]) -> str:
        return " | ".join(looked(document).credentials[0].elsewhere)

    assert told(signed(badge())) == ""
    assert told(badge(credentialSubject={"type": ["AchievementSubject"]})) == ""
    assert "neither id nor identifier" in told(signed(badge(credentialSubject={"type": ["AchievementSubject"]})))
    assert "refuses an endorsement" in told(signed(endorsement(), "partner"))
    assert "version 1.1 of the data model" in told(signed(badge(**{"@context": [V1, OPEN_BADGES]})))
    revocations = {"id": "https://school.example.org/r", "type": "1EdTechRevocationList"}
    assert "passes over a 1EdTechRevocationList" in told(signed(badge(credentialStatus=revocations)))
    two = signed(badge())
    broken = {**two["proof"], "proofValue": signed(badge("other"))["proof"]["proofValue"]}
    assert "is content with one proof that holds" in told({**two, "proof": [two["proof"], broken]})
    assert "does not read several proofs" in told({**two, "proof": [two["proof"], two["proof"]]})


# -- attacks ---------------------------------------------------------------------------------------------------


def test_a_thousand_endorsements() -> None:
    result = looked(signed(badge(endorsement=[signed(endorsement(), "partner")] * 1000)))
    assert len(result.credentials) == CREDENTIALS
    (step,) = (step for step in result.steps if step.name == "nested")
    assert f"{1001 - CREDENTIALS} of those inside this one are not" in step.reason
    assert not result.ok


def test_number_is_bounded_in_depth_and_width_together() -> None:
    document = signed(badge())
    for _ in range(3):
        document = signed(record(*[document] * 8))
    assert len(looked(document).credentials) == CREDENTIALS


def test_deep_nesting() -> None:
    document = signed(badge())
    for _ in range(20):
        document = signed(record(document))
    result = looked(document)
    assert len(result.credentials) == DEPTH + 1
    assert [step.outcome for step in result.steps if step.name == "nested"] == [FAILED]


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], {}, [[]], {"a": {"b": []}}, [{"id": 7}], True, "a.b.c", ["a.b.c", None]]
)
@pytest.mark.parametrize(
    "key",
    [
        "@context",
        "type",
        "issuer",
        "credentialSubject",
        "validFrom",
        "validUntil",
        "name",
        "id",
        "credentialStatus",
        "credentialSchema",
        "refreshService",
        "termsOfUse",
        "proof",
        "endorsement",
        "endorsementJwt",
        "verifiableCredential",
        "evidence",
        "holder",
        "recipient",
    ],
)
def test_any_value_anywhere_ends_in_a_report(key: str, value: Any) -> None:
    for kind in ("VerifiableCredential", "VerifiablePresentation"):
        document = {**badge(), "type": [kind], key: value}
        assert not looked(document, recipient=NOOR).ok
