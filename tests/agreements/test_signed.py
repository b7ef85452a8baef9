"""The file of an agreement, what breaks it, and the contract test."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from eportfolio.agreements import SignedAgreement, agree, changes, check_agreement, read_agreement, write_agreement
from eportfolio.agreements.changes import Change, next_version
from eportfolio.agreements.restoring import profile_of
from eportfolio.model.canonical import from_data
from eportfolio.profiles import Profile, read_profile, shipped
from eportfolio.report.errors import EportfolioError, UnreadableError, UsageError

from .helpers import LEGAL, school, service

OFFERS = """
[offers.label]
path = "competences[]/label"
[offers.skill]
path = "competences[]/concepts[]/uri"
vocabulary = "digcomp-2.2"
[offers.start]
path = "experiences[]/period/start"
precision = "month"
[formats]
sends = ["eportfolio"]
receives = ["eportfolio"]
"""
ASKS = """
[needs.label]
path = "competences[]/label"
min = 2
[needs.start]
path = "experiences[]/period/start"
precision = "year"
recommended = true
[refuses.photo]
path = "owner/photo"
[formats]
receives = ["eportfolio", "elm"]
"""


def signed(a: Profile, b: Profile, via: str = "") -> SignedAgreement:
    """The agreement of two profiles, as its file has it."""
    return read_agreement(write_agreement(agree(a, b, via=via), a, b))


def since(asks: str, offers: str = OFFERS, via: str = "") -> tuple[Change, ...]:
    """What has changed since the agreement of OFFERS and ASKS."""
    a, b = school(offers), service(asks)
    return changes(signed(school(OFFERS), service(ASKS + LEGAL)), agree(a, b, via=via), a, b)


def breaking(found: tuple[Change, ...]) -> list[str]:
    """Where the changes are that break it."""
    return [one.pointer for one in found if one.breaking]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_profiles_come_back_from_an_agreement(name: str) -> None:
    profile = read_profile(name)
    assert profile_of(json.loads(json.dumps(profile.as_dict()))) == profile


def test_numbers_of_nought_come_back() -> None:
    text = '[needs.few]\npath = "competences[]"\nmin = 0\nmax = 3\n[formats]\nattachments = 0\n'
    profile = service(text)
    back = profile_of(profile.as_dict())
    assert (back.needs["few"].minimum, back.formats.attachments) == (0, 0)
    assert service(text.replace("attachments = 0", "")).digest != profile.digest


def test_nothing_has_changed_from_either_side() -> None:
    a, b = school(OFFERS), service(ASKS + LEGAL)
    old = signed(a, b)
    assert changes(old, agree(a, b), a, b) == ()
    assert changes(old, agree(b, a), b, a) == ()
    assert old.mirrored().mirrored().data == old.data


@pytest.mark.parametrize(
    ("asks", "where"),
    [
        (ASKS.replace("min = 2", "min = 3"), ["/b/needs/label"]),
        (ASKS.replace("recommended = true", ""), ["/b/needs/start"]),
        (ASKS + '[needs.more]\npath = "competences[]/concepts[]/uri"\n', ["/b/needs/more"]),
        (ASKS + '[refuses.more]\npath = "owner/birth_date"\n', ["/b/refuses/more"]),
        (ASKS + '[accepts.more]\npath = "competences[]"\nmax = 5\n', ["/b/accepts/more"]),
        (ASKS + '[needs.wish]\npath = "owner/birth_date"\nrecommended = true\n', []),
        (ASKS.replace("min = 2", "min = 1"), []),
        (ASKS.replace('min = 2', 'min = 2\nwhy = "to match"'), []),
        (ASKS.replace('[refuses.photo]\npath = "owner/photo"\n', ""), []),
    ],
)  # fmt: skip
def test_what_the_receiver_asks_otherwise(asks: str, where: list[str]) -> None:
    found = since(asks + LEGAL)
    assert found
    assert breaking(found) == where


@pytest.mark.parametrize(
    ("legal", "where"),
    [
        (LEGAL.replace("P2Y", "P9Y"), ["/b/legal/retention"]),
        (LEGAL + 'prohibited_identifiers = ["bsn"]\n', ["/b/legal/prohibited_identifiers"]),
        (LEGAL + 'basis_note = "An act"\n', []),
    ],
)
def test_what_the_law_part_says_otherwise(legal: str, where: list[str]) -> None:
    found = since(ASKS + legal)
    assert found
    assert breaking(found) == where


def test_what_the_sender_offers_otherwise() -> None:
    less = OFFERS.replace('[offers.start]\npath = "experiences[]/period/start"\nprecision = "month"\n', "")
    assert "/forth/experiences[]/period/start" in breaking(since(ASKS + LEGAL, less))
    unasked = OFFERS.replace('[offers.label]\npath = "competences[]/label"\n', "")
    assert "/forth/competences[]/label" in breaking(since(ASKS + LEGAL, unasked))
    more = since(ASKS + LEGAL, OFFERS + '[offers.mail]\npath = "owner/contact_points[]/value"\n')
    assert more
    assert breaking(more) == []


def test_another_format_breaks_it() -> None:
    assert "/forth/format" in breaking(since(ASKS + LEGAL, via="elm"))


def test_a_vocabulary_of_another_version_breaks_it() -> None:
    found = since(ASKS + LEGAL, OFFERS.replace('"digcomp-2.2"', '"digcomp-2.2@2.1"'))
    assert "/vocabularies/digcomp-2.2" in breaking(found)


def test_versions_count_what_breaks() -> None:
    breaks, harmless = Change(True, "x"), Change(False, "y")
    assert next_version("1.4", (breaks, harmless)) == "2.0"
    assert next_version("1.4", (harmless,)) == "1.5"
    assert next_version("1.4", ()) == "1.4"
    assert [one.as_finding().name for one in (breaks, harmless)] == ["breaking-change", "harmless-change"]


def _file() -> dict[str, Any]:
    a, b = school(OFFERS), service(ASKS)
    found = json.loads(write_agreement(agree(a, b), a, b))
    assert isinstance(found, dict)
    return found


def test_a_file_that_was_changed_is_refused() -> None:
    for spoil, what in (
        (lambda data: data.update(version="9.0"), "the agreement"),
        (lambda data: data["b"]["profile"].update(version="2"), "the agreement"),
    ):
        data = _file()
        spoil(data)
        with pytest.raises(UnreadableError, match=f"the hash of {what} does not fit"):
            read_agreement(json.dumps(data).encode())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("a"), lambda data: data.update(a=1), lambda data: data.pop("forth"),
        lambda data: data.update(version="one"), lambda data: data.update(forth={"rows": [{"field": 1}]}),
        lambda data: data["a"]["profile"].update(needs={"x": {"path": "nowhere[]"}}),
        lambda data: data["a"]["profile"].update(needs={"x": {"path": "interests[]", "minimum": [{}]}}),
        lambda data: data["b"]["profile"]["needs"]["start"].update(conditions={"strength": "x"}),
        lambda data: data["b"]["profile"].update(strange=1), lambda data: data.update(vocabularies=[1]),
        lambda data: data["a"]["profile"].update(legal=[]), lambda data: data.update(forth=[]),
        lambda data: data["forth"]["rows"][0].update(verdict="splendid"),
        lambda data: data["b"]["profile"]["needs"]["label"].update(minimum="many"),
    ],
)  # fmt: skip
def test_a_file_whose_hashes_fit_and_that_is_unsound(spoil: Any) -> None:
    from eportfolio.agreements.signed import _digest

    data = _file()
    spoil(data)
    for side in (data.get("a"), data.get("b")):
        if isinstance(side, dict):
            side["digest"] = _digest(side.get("profile"))
    data["digest"] = _digest({key: value for key, value in data.items() if key != "digest"})
    with pytest.raises(UnreadableError, match=r"no sound agreement|was changed since"):
        read_agreement(json.dumps(data).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"type": "x"}', b'{"type": "eportfolio agreement"}', b"\xff\xfe"])
def test_files_that_are_no_agreement(data: bytes) -> None:
    with pytest.raises(EportfolioError):
        read_agreement(data)


PORTFOLIO = {
    "language": "nl",
    "owner": {"names": [{"full_name": "Noor van Dijk-Okonkwo"}]},
    "competences": [{"label": "Bakken"}, {"label": "Plannen"}],
    "experiences": [{"period": {"start": "2024-02"}}],
}


def test_the_contract_test() -> None:
    agreement = signed(school(OFFERS), service(ASKS))
    day = date(2026, 3, 1)
    portfolio = from_data(PORTFOLIO)
    assert check_agreement(portfolio, agreement, format="eportfolio", version="1.0", today=day) == []
    fewer = from_data({**PORTFOLIO, "competences": PORTFOLIO["competences"][:1]})
    assert [one.name for one in check_agreement(fewer, agreement, receiver="service", today=day)] == ["need-not-met"]
    other = check_agreement(portfolio, agreement, format="jsonresume", today=day)
    assert [one.name for one in other] == ["not-the-agreed-format"]
    with pytest.raises(UsageError, match="nobody receives nothing"):
        check_agreement(portfolio, agreement, receiver="nobody")


def test_the_receiver_has_to_be_named_where_both_receive() -> None:
    both = '[needs.name]\npath = "owner/names[]/full_name"\n'
    agreement = signed(school(OFFERS + both), service(ASKS + '[offers.name]\npath = "owner/names[]"\n'))
    portfolio = from_data(PORTFOLIO)
    with pytest.raises(UsageError, match=r"School and Service|Service and School"):
        check_agreement(portfolio, agreement)
    assert check_agreement(portfolio, agreement, receiver="School", today=date(2026, 3, 1)) == []
