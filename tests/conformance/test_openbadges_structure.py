"""Our rules for badges against the official JSON Schemas of Open Badges 3.0: equal verdicts, fault by fault."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from eportfolio_adapters.openbadges.structure import faults
from eportfolio_adapters.openbadges.structure.table import classes
from scripts.openbadges_classes import made
from tests.conformance.openbadges_mutations import mutations, specimen
from tests.support import ROOT, needs_shared, shared

pytestmark = [pytest.mark.shared, needs_shared]

THOROUGH = bool(os.environ.get("EPORTFOLIO_THOROUGH"))
STEP = 1 if THOROUGH else 6
"""Of the mutations one in so many is judged; all of them with EPORTFOLIO_THOROUGH=1."""

SCHEMAS = {
    "AchievementCredential": "ob3/ob_v3p0_achievementcredential_schema.json",
    "EndorsementCredential": "ob3/ob_v3p0_endorsementcredential_schema.json",
    "Profile": "ob3/ob_v3p0_profile_schema.json",
    "GetOpenBadgeCredentialsResponse": "ob3/ob_v3p0_getopenbadgecredentialsresponse_schema.json",
    "ClrCredential": "clr2/clr_v2p0_clrcredential_schema.json",
    "GetClrCredentialsResponse": "clr2/clr_v2p0_getclrcredentialsresponse_schema.json",
    "Clr": "clr1/clrv1p0-getclr-200-responsepayload-schemav2p0.json",
}
"""The official schema by kind of document."""

NAMES = {"ob3": "AchievementCredential", "en3": "EndorsementCredential", "clr2": "ClrCredential", "clr1": "Clr"}
"""The kind of document by the name that the manifest has for its schema."""


@cache
def official(kind: str) -> Callable[[Any], bool]:
    """The verdict of the official schema; formats are annotations, as where the manifest's verdicts were made."""
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    schema = json.loads(shared(f"schemas/badges/{SCHEMAS[kind]}").read_text(encoding="utf-8"))
    judge: Callable[[Any], bool] = jsonschema_rs.validator_for(schema, validate_formats=False).is_valid
    return judge


@cache
def manifest() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(shared("samples/badges/manifest.json").read_text(encoding="utf-8"))
    return [one for one in listed if one.get("schema", {}).get("name") in NAMES]


def sample(name: str) -> Any:
    return json.loads(shared(f"samples/badges/{name}").read_text(encoding="utf-8"))


def differences(kind: str, document: Any, seed: str = "", step: int = STEP) -> tuple[int, list[str]]:
    """How many mutations of a document were judged, and those on which we and the schema disagree."""
    judged, different = 0, []
    for change in mutations(document):
        if step > 1 and crc32((seed + change).encode()) % step:
            continue
        judged += 1
        if official(kind)(document) is bool(faults(document, kind)):
            different.append(change)
    return judged, different


@pytest.mark.parametrize(("what", "table", "folders"), [
    ("badges", "classes", ("ob3", "clr2")),
    ("records", "classes-clr1", ("clr1",)),
])  # fmt: skip
def test_the_tables_say_what_the_schemas_say(what: str, table: str, folders: tuple[str, ...]) -> None:
    text = made(what, [shared(f"schemas/badges/{folder}") for folder in folders])
    assert text == (ROOT / "schemas" / "openbadges" / f"{table}.tsv").read_text(encoding="utf-8")


def test_every_sample_has_the_verdict_of_the_manifest() -> None:
    for one in manifest():
        data = sample(one["file"])
        for found in (faults(data, NAMES[one["schema"]["name"]]), faults(data)):
            assert bool(found) is not one["schema"]["valid"], (one["file"], [item.message for item in found])
    assert len(manifest()) > 100
    assert {one["schema"]["valid"] for one in manifest()} == {True, False}


def test_every_sample_has_the_verdict_of_the_schema_of_its_own_kind() -> None:
    """Samples are judged by the schemas of other kinds, too: all of them are wrong there, but in many ways."""
    for one in manifest():
        data = sample(one["file"])
        for kind in SCHEMAS:
            assert official(kind)(data) is not bool(faults(data, kind)), (one["file"], kind)


@pytest.mark.parametrize("lists", [False, True])
@pytest.mark.parametrize("kind", SCHEMAS)
def test_mutations_of_documents_with_every_property_have_the_official_verdict(kind: str, lists: bool) -> None:
    rules = classes("classes-clr1" if kind == "Clr" else "classes")
    document = specimen(rules, kind, lists=lists)
    assert official(kind)(document)
    judged, different = differences(kind, document)
    assert not different
    assert judged > 6_000 / STEP


LONG = 50_000
"""Of documents with more characters fewer of the mutations are judged, since each takes its time."""

CHOSEN = (
    "ob3-spec/fullOpenBadge__complete-openbadgecredential-12.json",
    "ob3-spec/endorsement__sample-endorsementcredential-11.json",
    "ob3-edubadges/uvh_fvhz_microcredential_full.json", "learncard-ob3/obv3__full-badge.json",
    "learncard-ob3/obv3__with-endorsement.json", "ob3-spec/linked-data-proof-clr__signed-credential-20.json",
    "learncard-clr2/clr__university-transcript.json", "clr1-randa/nd-clr-transcript.json",
)  # fmt: skip


def chosen() -> list[str]:
    return [one["file"] for one in manifest() if one["file"] in CHOSEN or THOROUGH] if _has_samples() else []


def _has_samples() -> bool:
    from tests.support import SHARED

    return SHARED is not None and Path(SHARED / "samples/badges/manifest.json").is_file()


@pytest.mark.parametrize("name", chosen())
def test_mutations_of_samples_have_the_official_verdict(name: str) -> None:
    (kind,) = [NAMES[one["schema"]["name"]] for one in manifest() if one["file"] == name]
    document = sample(name)
    size = len(json.dumps(document))
    if size > LONG and not THOROUGH:
        pytest.skip("a long record, of which each mutation takes its time: EPORTFOLIO_THOROUGH=1")
    judged, different = differences(kind, document, name, STEP * (size // LONG * 20 + 1))
    assert not different
    assert judged
