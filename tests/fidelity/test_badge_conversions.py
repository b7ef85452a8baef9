"""Badges, learner records and credentials become each other, diplomas of the EU and CVs: what is gone was named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.exchange import registry
from eportfolio.exchange.issuer import Template
from eportfolio.exchange.undeclared import undeclared
from eportfolio.model import ITEM_LISTS
from eportfolio.model.canonical import to_data
from eportfolio.report.errors import RefusedError, UnknownFormatError, UnreadableError, UnsafeError
from tests.fidelity.test_elm_conversions import Journey, by_name, found, named, told
from tests.support import EXAMPLES, shared_files

NOW = "2026-07-10T09:00:00Z"
ISSUED = frozenset(form.id for form in registry.formats() if form.uses_issuer)
EXAMPLE = ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")
ISSUER = replace(EXAMPLE, achievement_description=Template("Awarded by {organisation}."))
"""The school of the examples, which also has words for awards that nobody describes."""


def issued(target: str) -> ep.Issuer | None:
    return ISSUER if target in ISSUED else None


@cache
def journey(path: Path, *route: str) -> Journey:
    """A document through one format after the other."""
    portfolios, writings = [ep.read(path).portfolio], []
    for target in route:
        writings.append(ep.dumps(portfolios[-1], target, now=NOW, issuer=issued(target)))
        portfolios.append(ep.read(writings[-1].data).portfolio)
    return Journey(tuple(portfolios), tuple(writings))


def unnamed(trip: Journey) -> Counter[str]:
    """The values that are gone at the end, without those of which one of the writings says so."""
    start, end = (Counter(value for _, value in told(trip.portfolios[which])) for which in (0, -1))
    said: Counter[str] = Counter()
    for portfolio, writing in zip(trip.portfolios, trip.writings, strict=False):
        said += named(portfolio, writing)
    return start - end - said - ids(trip.portfolios[0])


def ids(portfolio: ep.Portfolio) -> Counter[str]:
    """The ids of items: where a format has none an item gets another, and what leads to it leads there."""
    data = to_data(portfolio)
    text = json.dumps(data)
    return Counter({item["id"]: text.count(item["id"]) for items in ITEM_LISTS for item in data.get(items, ())})


def unexplained(trip: Journey) -> list[dict[str, Any]]:
    """What is otherwise after one of the writings although it did not say so: lost, changed or invented."""
    return [
        change.as_dict()
        for way, writing in enumerate(trip.writings)
        for change in undeclared(trip.portfolios[way], writing, trip.portfolios[way + 1])
    ]


BADGE = EXAMPLES / "openbadges" / "badge.json"
RECORD = EXAMPLES / "clr" / "record.json"
MEMBERSHIP = EXAMPLES / "vc" / "membership.json"
DIPLOMA = EXAMPLES / "elm" / "diploma.jsonld"

BADGES = [
    BADGE,
    *shared_files("samples/badges/ob3-edubadges/*_full*.json"),
    *shared_files("samples/badges/ob3-1edtech/complete*.json"),
    *shared_files("samples/badges/ob3-spec/recommended-practices__e*.json")[:1],
    *shared_files("samples/badges/learncard-ob3/*full*.json"),
]
RECORDS = [
    RECORD,
    *shared_files("samples/badges/clr2-1edtech/*.json"),
    *shared_files("samples/badges/learncard-clr2/*.json"),
]
DIPLOMAS = [DIPLOMA, EXAMPLES / "elm-upload" / "diploma.json", *shared_files("samples/elm/eu-edc*/*.json*")]


def refused(path: Path, *route: str) -> bool:
    """Whether something that is demanded on the way is lacking, and is asked for with a hint for all of it."""
    try:
        journey(path, *route)
    except RefusedError as refusal:
        return all(item.name == "required-by-target" and item.hint for item in refusal.findings)
    return False


ROUTES = [
    *((path, ("elm", "openbadges")) for path in BADGES),
    *((path, ("elm", "clr")) for path in RECORDS),
    *((path, ("openbadges", "elm")) for path in DIPLOMAS),
    *((path, ("clr", "elm")) for path in DIPLOMAS[:4]),
    *((path, ("clr", "openbadges")) for path in BADGES[:6]),
    *((path, (target,)) for path in (BADGE, RECORD) for target in ("europass", "europass-xml", "europass-json")),
    *((path, ("jsonresume", "openbadges")) for path in (BADGE, RECORD)),
    *((MEMBERSHIP, (target,)) for target in ("europass", "europass-xml", "europass-json", "jsonresume", "clr", "elm")),
]


def of_route(value: Any) -> str:
    return by_name(value) if isinstance(value, Path) else ">".join(value)


@pytest.mark.parametrize(("path", "route"), ROUTES, ids=of_route)
def test_what_is_gone_after_a_journey_was_named(path: Path, route: tuple[str, ...]) -> None:
    if refused(path, *route):  # a document that says less than a target demands: all of that is asked for
        assert not path.is_relative_to(EXAMPLES), "the examples say all that is demanded"
        return
    trip = journey(path, *route)
    assert trip.writings[0].report.findings, "no two of the formats hold the same"
    assert not unnamed(trip)
    assert not unexplained(trip)


# -- every sample ------------------------------------------------------------------------------------------


def _samples() -> Iterator[Path]:
    """The samples of small folders, and every fourth of large ones."""
    for folder in sorted({path.parent for path in shared_files("samples/badges/*/*")}):
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.stat().st_size < _LARGE)
        yield from files[:: 1 if len(files) < _MANY else 4]


_MANY = 16
_LARGE = 100_000
TARGETS = ("openbadges", "clr", "vc", "elm", "europass", "europass-xml", "jsonresume")


@pytest.mark.parametrize("path", [*_samples()], ids=by_name)
def test_no_loss_of_a_sample_is_undeclared(path: Path) -> None:
    for target in TARGETS:
        with suppress(RefusedError, UnreadableError, UnknownFormatError, UnsafeError):
            figures = ep.convert(path, target_format=target, issuer=issued(target)).report.as_dict()["fidelity"]
            assert figures["leaves"] == figures["data"] + figures["text"] + figures["residue"] + figures["lost"]
            assert min(figures.values()) >= 0


# -- what both can hold arrives ----------------------------------------------------------------------------


def converted(path: Path, target: str) -> str:
    return ep.convert(path, target_format=target, issuer=issued(target)).data.decode("utf-8")


SKILL = "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000417"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (
            "elm",
            (
                "Noor", "van Dijk-Okonkwo", "Repairing bicycles: the basics", "Finds and repairs common faults", SKILL,
                "Attend ten workshops", "BIKE-101", "WEC-2026-0417", "authority/language/ENG", "Practical examination",
                "Mechanics and metal trades", "Noor repaired eleven bicycles",
            ),
        ),
        ("clr", ("Noor", "BIKE-101", SKILL, "On one's own", "Attend ten workshops", "Eleven repairs in pictures")),
        ("europass", ("Noor", "van Dijk-Okonkwo", "Repairing bicycles: the basics", "Waterstad Example College")),
        ("europass-xml", ("Noor", "van Dijk-Okonkwo", "Repairing bicycles: the basics", "Waterstad Example College")),
        ("europass-json", ("Noor", "van Dijk-Okonkwo", "Repairing bicycles: the basics", "Waterstad Example College")),
        ("jsonresume", ("Noor", "van Dijk-Okonkwo", "Repairing bicycles: the basics", "Waterstad Example College")),
    ],
)  # fmt: skip
def test_what_a_target_has_a_place_for_arrives_from_a_badge(target: str, words: tuple[str, ...]) -> None:
    text = converted(BADGE, target)
    assert not [one for one in words if one not in text]


@pytest.mark.parametrize("target", [*TARGETS, "europass-json"])
def test_each_award_of_a_record_arrives(target: str) -> None:
    text = converted(RECORD, target)
    assert not [one for one in ("Statistics", "Teaching practice") if one not in text]


def test_what_a_badge_has_a_place_for_arrives_from_a_diploma() -> None:
    diploma = ep.read(DIPLOMA).portfolio
    back = journey(DIPLOMA, "openbadges").portfolios[-1]
    assert diploma.owner is not None
    assert back.owner is not None
    assert back.owner.names[0].given_name == diploma.owner.names[0].given_name
    assert back.owner.birth_date == diploma.owner.birth_date
    for before, after in zip(diploma.qualifications, back.qualifications, strict=True):
        old, new = before.specification, after.specification
        assert old is not None
        assert new is not None
        assert skills(new.learning_outcomes) == skills(old.learning_outcomes)
        assert (new.eqf_level and new.eqf_level.notation) == (old.eqf_level and old.eqf_level.notation)
        assert [one.points for one in new.credits] == [one.points for one in old.credits]


def skills(outcomes: list[ep.LearningOutcome]) -> list[tuple[Any, list[str | None]]]:
    return [(outcome.title, [concept.uri for concept in outcome.skills]) for outcome in outcomes]


def test_of_an_award_the_issuer_file_gives_only_what_is_lacking() -> None:
    badge = json.loads(converted(DIPLOMA, "openbadges"))
    credential = badge["credential"][0] if "credential" in badge else badge
    assert credential["issuer"]["id"] == "https://voorbeeldcollege.example.org/"
    text = converted(BADGE, "openbadges")
    assert "Attend ten workshops" in text
    assert "All parts were passed" not in text


def test_a_portfolio_without_awards_becomes_no_badge() -> None:
    source = {
        "@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential",
        "issuer": "https://union.example.org", "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:noor", "name": "Noor"},
    }  # fmt: skip
    with pytest.raises(RefusedError, match="nothing that was awarded"):
        ep.convert(json.dumps(source).encode(), target_format="openbadges", issuer=ISSUER)


# -- proofs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", shared_files("samples/badges/ob3-dcc/v2__*noStatus-noExpiry*.json")[:3], ids=by_name)
def test_a_signed_badge_is_kept_whole_or_its_proof_is_named(path: Path) -> None:
    assert converted(path, "vc") == path.read_text(encoding="utf-8")
    for target in ("elm", "openbadges", "europass"):
        conversion = ep.convert(path, target_format=target, issuer=issued(target))
        assert conversion.report.named("proof-not-carried")
        assert b'"proof"' not in conversion.data


def test_a_signed_badge_in_a_record_of_another_stays_in_the_order_in_which_it_was_signed() -> None:
    badge = json.loads(BADGE.read_bytes())
    badge["proof"] = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z3"}
    names = list(badge)
    record = json.loads(ep.convert(json.dumps(badge).encode(), target_format="clr", issuer=ISSUER).data)
    (member,) = record["credentialSubject"]["verifiableCredential"]
    assert list(member) == names
    assert member == badge


# -- older badges ------------------------------------------------------------------------------------------

OLD: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://college.example.org/assertions/7",
    "recipient": {"type": "email", "hashed": False, "identity": "noor@example.org"},
    "issuedOn": "2020-06-30T12:00:00Z",
    "verification": {"type": "hosted"},
    "badge": {
        "type": "BadgeClass",
        "id": "https://college.example.org/badges/statistics",
        "name": "Statistics",
        "description": "Describes and tests.",
        "image": "https://college.example.org/badges/statistics.png",
        "criteria": {"narrative": "Pass the examination."},
        "issuer": {
            "type": "Profile", "id": "https://college.example.org", "name": "Waterstad Example College",
            "url": "https://college.example.org", "email": "badges@college.example.org",
        },
        "extensions:ECTSExtension": {"type": ["Extension", "extensions:ECTSExtension"], "ECTS": 2.5},
        "extensions:EQFExtension": {"type": ["Extension", "extensions:EQFExtension"], "EQF": 6},
        "extensions:LanguageExtension": {"type": ["Extension", "extensions:LanguageExtension"], "Language": "nl_NL"},
    },
}  # fmt: skip


def test_a_badge_of_version_2_becomes_one_of_version_3() -> None:
    conversion = ep.convert(json.dumps(OLD).encode(), target_format="openbadges")
    badge = json.loads(conversion.data)
    assert badge["validFrom"] == OLD["issuedOn"]
    assert badge["issuer"]["name"] == "Waterstad Example College"
    subject = badge["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "noor@example.org"
    achievement = subject["achievement"]
    assert (achievement["name"], achievement["criteria"]) == ("Statistics", {"narrative": "Pass the examination."})
    assert [one["targetCode"] for one in achievement["alignment"]] == ["6"]
    assert conversion.report.named("proof-not-carried") or conversion.report.named("lost")


def test_credits_level_and_language_of_an_older_badge_become_those_of_a_european_credential() -> None:
    claim = specified(json.dumps(OLD).encode())
    assert claim["creditPoint"]["point"] == "2.5"
    assert claim["creditPoint"]["framework"]["id"] == "http://data.europa.eu/snb/education-credit/6fcec5c5af"
    assert claim["eqfLevel"]["id"] == "http://data.europa.eu/snb/eqf/6"
    assert claim["language"]["id"].endswith("/NLD")


def specified(data: bytes) -> dict[str, Any]:
    """What the European credential that is made of a badge says of the achievement."""
    document = json.loads(ep.convert(data, target_format="elm", issuer=ISSUER).data)
    (claim,) = found(document["credentialSubject"], "hasClaim")
    specification: dict[str, Any] = claim["specifiedBy"]
    return specification


def with_load(**terms: float) -> bytes:
    """The badge of the examples, as the badge service of the Netherlands would write it."""
    badge = json.loads(BADGE.read_bytes())
    badge["@context"].append(
        "https://raw.githubusercontent.com/educredentials/obv3-examples/refs/heads/main/contexts/educredential.json"
    )
    subject = badge["credentialSubject"]
    subject["achievement"] = {
        name: value for name, value in subject["achievement"].items()
        if name not in ("creditsAvailable", "resultDescription")
    } | {"type": ["Achievement", "EducredentialAchievement"], **terms}  # fmt: skip
    del subject["result"]
    return json.dumps(badge).encode()


def test_credits_and_hours_of_study_are_written_as_they_were() -> None:
    data = with_load(ECTS=4.5, SBU=126)
    achievement = json.loads(ep.convert(data, target_format="openbadges").data)["credentialSubject"]["achievement"]
    assert (achievement["ECTS"], achievement["SBU"]) == (4.5, 126)
    assert "creditsAvailable" not in achievement
    specification = specified(data)
    assert (specification["creditPoint"]["point"], specification["volumeOfLearning"]) == ("4.5", "PT126H")


def test_a_name_of_credits_that_no_context_defines_is_lost_by_name() -> None:
    conversion = ep.convert(json.dumps(OLD).encode(), target_format="openbadges")
    achievement = json.loads(conversion.data)["credentialSubject"]["achievement"]
    assert "ECTS" not in achievement
    assert achievement["creditsAvailable"] == 2.5
    portfolio = ep.read(json.dumps(OLD).encode()).portfolio
    lost = {item.pointer for item in ep.dumps(portfolio, "openbadges", now=NOW).report.named("lost")}
    assert "/qualifications/0/specification/credits/0/scheme" in lost


def test_credits_without_a_system_are_not_said_to_be_european_ones() -> None:
    assert "creditPoint" not in specified(BADGE.read_bytes())
    lost = {item.pointer for item in journey(BADGE, "elm").writings[0].report.named("lost")}
    assert "/qualifications/0/specification/credits/0/points" in lost
