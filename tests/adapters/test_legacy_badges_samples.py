"""Open Badges 0.5 to 2.1: every sample is read or refused for a reason, and valid in 3.0 up to what it links to."""

from __future__ import annotations

import json
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.sources.json import from_tree, parse_json
from eportfolio_adapters.openbadges.legacy import tell, upgrade
from tests.adapters.test_legacy_badges import new
from tests.support import SHARED, needs_shared, shared, shared_files


def official(name: str) -> Any:
    """An official schema, as an oracle."""
    from jsonschema import Draft201909Validator

    return Draft201909Validator(json.loads(shared(f"schemas/badges/{name}").read_text(encoding="utf-8")))


LACKING = {"criteria", "description", "name", "issuer", "validFrom", "achievement"}
"""What the present form demands, and an old document that only links to it does not have itself."""


@needs_shared
def test_upgraded_samples_are_valid_up_to_what_they_link_to() -> None:
    schemas = {
        kind: official(f"ob3/ob_v3p0_{kind}credential_schema.json") for kind in ("achievement", "endorsement")
    }  # fmt: skip
    counts = {"whole": 0, "linking": 0, "endorsements": 0}
    for path in shared_files("samples/badges/ob*/*.json"):
        try:
            found = upgrade(parse_json(path.read_bytes()))
        except ep.UnreadableError:
            continue
        if found is None:
            continue
        endorsement = found.old.kind == "Endorsement"
        errors = list(schemas["endorsement" if endorsement else "achievement"].iter_errors(found.document()))
        assert all(error.validator == "required" for error in errors), (path.name, errors)
        lacking = {error.message.split("'")[1] for error in errors}
        assert lacking <= ({"name"} if endorsement else LACKING), (path.name, lacking)
        if endorsement:
            counts["endorsements"] += 1
        elif errors:
            incomplete = found.linked or "0_5_assertion" in path.name or "missing_badge_prop" in path.name
            assert incomplete, path.name
            counts["linking"] += 1
        else:
            counts["whole"] += 1
    assert counts == {"whole": 4, "linking": 20, "endorsements": 2}


@needs_shared
def test_samples_whose_links_are_there_are_valid() -> None:
    """Assertions with the badge classes and issuers that lie beside them put in the place of the links."""
    schema = official("ob3/ob_v3p0_achievementcredential_schema.json")
    beside = {}
    for path in shared_files("samples/badges/ob2-1edtech/assets/*.json"):
        try:
            data = from_tree(parse_json(path.read_bytes()))
        except ep.UnreadableError:
            continue
        beside[path.name] = data
    valid = 0
    for path in shared_files("samples/badges/ob2-*/*.json"):
        document = from_tree(parse_json(path.read_bytes()))
        badge = beside.get(str(document.get("badge")).rpartition("/")[2])
        issuer = beside.get(str(badge.get("issuer")).rpartition("/")[2]) if badge else None
        if not badge or not issuer or not {"name", "description", "criteria"} <= badge.keys():
            continue
        whole = new({**document, "badge": {**badge, "issuer": issuer}})
        assert not list(schema.iter_errors(whole)), path.name
        valid += 1
    assert valid >= 10


def verdicts() -> list[tuple[str, str]]:
    """The JSON samples of old versions, and what is expected of each."""
    if SHARED is None:
        return []
    listed = json.loads((SHARED / "samples/badges/manifest.json").read_text(encoding="utf-8"))
    families = {"ob-legacy-badgr", "ob2-1edtech", "ob2-spec", "ob2-validatorcore"}
    return [
        (one["file"], one["expected"]) for one in listed
        if one["family"] in families and one["file"].endswith((".json", ".jwt"))
    ]  # fmt: skip


@needs_shared
@pytest.mark.parametrize(("file", "expected"), verdicts())
def test_samples_are_read_or_refused_for_a_reason(file: str, expected: str) -> None:
    data = shared("samples/badges").joinpath(file).read_bytes()
    try:
        root = parse_json(data) if file.endswith(".json") else None
    except ep.UnreadableError:
        assert expected == "invalid"
        return
    if root is not None and tell(root) is None:
        with pytest.raises(ep.UnknownFormatError):
            ep.read(data)
        return
    portfolio, report = ep.read(data)
    assert len(portfolio.credentials) == 1
    assert report.fidelity is not None
    assert report.fidelity.lost == 0


@needs_shared
def test_samples_are_validated_as_they_stand() -> None:
    """What is invalid for reasons that only verification sees (dates, origins, revocation) is valid here."""
    invalid = []
    for file, expected in verdicts():
        data = shared("samples/badges").joinpath(file).read_bytes()
        try:
            report = ep.validate(data)
        except ep.EportfolioError:
            continue
        if not report.ok:
            invalid.append(file.rpartition("/")[2])
            assert expected == "invalid"
        assert not any("credentialSubject" in item.pointer for item in report)
    assert invalid == [
        "1_0_basic_instance_missing_badge_prop.json", "assertion-with-data-image.json",
        "basic-assertion-invalid-context.json", "1_0_assertion_with_errors.json",
    ]  # fmt: skip


@needs_shared
def test_samples_are_written_in_the_present_form_or_lack_what_it_demands() -> None:
    written: list[str] = []
    reasons: list[str] = []
    for path in shared_files("samples/badges/ob*/*.json"):
        data = path.read_bytes()
        try:
            if tell(parse_json(data)) is None:
                continue
            conversion = ep.convert(data, target_format="openbadges")
        except ep.RefusedError as error:
            reasons.extend({item.name for item in error.findings})
            continue
        except ep.UnreadableError:
            continue
        assert {item.name for item in ep.validate(conversion.data)} <= {"no-proof"}, path.name
        written.append(path.name)
    assert set(reasons) == {"required-by-target"}
    assert len(reasons) == 21
    assert len(written) == 5
