"""The contexts that there are: where each one is published, and which table of terms it is built from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EUROPEAN_DIGITAL_CREDENTIALS: Final = "http://data.europa.eu/snb/model/context/edc-ap"
"""The application profile of European Digital Credentials."""

CREDENTIALS: Final = "https://www.w3.org/2018/credentials/v1"
"""The Verifiable Credentials data model 1.1."""

CREDENTIALS_2: Final = "https://www.w3.org/ns/credentials/v2"
"""Version 2.0, which protects ``description`` and so cannot stand beside the European profile."""

PORTFOLIO: Final = "https://w3id.org/eportfolio/v1/context.jsonld"
"""Our own context."""

_OPEN_BADGES_3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/"

OPEN_BADGES: Final = f"{_OPEN_BADGES_3}context-3.0.3.json"
"""Open Badges 3.0.3."""

OPEN_BADGES_UNNUMBERED: Final = f"{_OPEN_BADGES_3}context.json"
"""Open Badges 3.0 before its context had numbers; it defines anew what :data:`CREDENTIALS_2` protects."""

OPEN_BADGES_EXTENSIONS: Final = f"{_OPEN_BADGES_3}extensions.json"
"""Types of status, schema and refresh of 1EdTech."""

OPEN_BADGES_2: Final = "https://w3id.org/openbadges/v2"
"""Open Badges 2.0."""

_CLR_2: Final = "https://purl.imsglobal.org/spec/clr/v2p0/"

LEARNER_RECORD: Final = f"{_CLR_2}context-2.0.1.json"
"""Comprehensive Learner Record 2.0.1."""

DATA_INTEGRITY: Final = "https://w3id.org/security/data-integrity/v2"
"""Data Integrity proofs."""

_SECURITY: Final = "https://w3id.org/security/"
_SUITES: Final = f"{_SECURITY}suites/"
_EXTENSIONS_2: Final = "https://w3id.org/openbadges/extensions/"

TABLES: Final[Mapping[str, str]] = {
    EUROPEAN_DIGITAL_CREDENTIALS: "elm/terms.tsv",
    CREDENTIALS: "credentials/terms.tsv",
    CREDENTIALS_2: "credentials/v2-terms.tsv",
    "https://www.w3.org/2018/credentials/examples/v1": "credentials/examples-v1-terms.tsv",
    "https://www.w3.org/ns/credentials/examples/v2": "credentials/examples-v2-terms.tsv",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "credentials/undefined-terms-v2-terms.tsv",
    "https://www.w3.org/ns/odrl.jsonld": "credentials/odrl-terms.tsv",
    DATA_INTEGRITY: "credentials/data-integrity-v2-terms.tsv",
    f"{_SECURITY}data-integrity/v1": "credentials/data-integrity-v1-terms.tsv",
    f"{_SECURITY}multikey/v1": "credentials/multikey-v1-terms.tsv",
    f"{_SECURITY}jwk/v1": "credentials/jwk-v1-terms.tsv",
    f"{_SECURITY}v1": "credentials/security-v1-terms.tsv",
    f"{_SECURITY}v2": "credentials/security-v2-terms.tsv",
    f"{_SUITES}ed25519-2018/v1": "credentials/ed25519-2018-v1-terms.tsv",
    f"{_SUITES}ed25519-2020/v1": "credentials/ed25519-2020-v1-terms.tsv",
    f"{_SUITES}jws-2020/v1": "credentials/jws-2020-v1-terms.tsv",
    f"{_SUITES}secp256k1-2019/v1": "credentials/secp256k1-2019-v1-terms.tsv",
    f"{_SUITES}x25519-2019/v1": "credentials/x25519-2019-v1-terms.tsv",
    "https://www.w3.org/ns/credentials/status/v1": "credentials/status-v1-terms.tsv",
    "https://w3id.org/vc/status-list/2021/v1": "credentials/status-list-2021-v1-terms.tsv",
    "https://www.w3.org/ns/did/v1": "credentials/did-v1-terms.tsv",
    "https://w3id.org/citizenship/v4rc1": "credentials/citizenship-v4rc1-terms.tsv",
    "https://w3id.org/dcc/v1": "credentials/dcc-v1-terms.tsv",
    "https://w3c-ccg.github.io/vc-ed/contexts/v1/context.json": "credentials/vc-ed-v1-terms.tsv",
    OPEN_BADGES: "openbadges/3.0.3-terms.tsv",
    f"{_OPEN_BADGES_3}context-3.0.2.json": "openbadges/3.0.2-terms.tsv",
    f"{_OPEN_BADGES_3}context-3.0.1.json": "openbadges/3.0.1-terms.tsv",
    OPEN_BADGES_UNNUMBERED: "openbadges/3.0-terms.tsv",
    f"{_OPEN_BADGES_3}context/ob_v3p0.jsonld": "openbadges/3.0-terms.tsv",
    OPEN_BADGES_EXTENSIONS: "openbadges/3.0-extensions-terms.tsv",
    OPEN_BADGES_2: "openbadges/2.0-terms.tsv",
    f"{_EXTENSIONS_2}applyLinkExtension/context.json": "openbadges/2.0-apply-link-terms.tsv",
    f"{_EXTENSIONS_2}exampleExtension/context.json": "openbadges/2.0-example-terms.tsv",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld": "openbadges/2.1-terms.tsv",
    "https://w3id.org/openbadges/v1": "openbadges/1.1-terms.tsv",
    "https://w3id.org/openbadges/legacy-v1": "openbadges/1.1-legacy-terms.tsv",
    "https://w3id.org/openbadges/v0": "openbadges/0.5-terms.tsv",
    LEARNER_RECORD: "openbadges/clr-2.0.1-terms.tsv",
    f"{_CLR_2}context.json": "openbadges/clr-2.0-terms.tsv",
    "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld": "openbadges/clr-1.0-terms.tsv",
}
"""The table of each context, in the folder of schemas."""

OTHER_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    OPEN_BADGES: {"without endorsementJwt and jti": "openbadges/3.0.3-first-terms.tsv"},
    OPEN_BADGES_2: {"with targetFramework of schema.org": "openbadges/2.0-validator-terms.tsv"},
}
"""Tables of other texts that go about under the same address, by what is different."""

FAULTY: Final[Mapping[str, str]] = {
    "https://raw.githubusercontent.com/educredentials/obv3-examples/refs/heads/main/contexts/educredential.json": (
        "it defines supervisionType with an entry context, which JSON-LD 1.1 does not allow (section 9.15.1)"
    ),
}
"""Contexts that are published but that every processor refuses, and why."""

KNOWN: Final = (*TABLES, PORTFOLIO)
"""The addresses of the contexts that there are."""
