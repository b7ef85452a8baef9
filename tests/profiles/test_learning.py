"""Learning what an organisation offers from its own portfolios."""

from __future__ import annotations

from eportfolio.profiles import Offer
from eportfolio.profiles.learning import learn
from eportfolio.profiles.writing import write_offers
from tests.profiles.helpers import noor


def by_path(offers: dict[str, Offer]) -> dict[str, Offer]:
    return {str(offer.path): offer for offer in offers.values()}


def test_shares_are_measured_over_portfolios_and_over_items() -> None:
    offers = by_path(learn([noor(), noor(competences=[]), noor(qualifications=[])]))
    assert offers["competences[]"].coverage == 0.66, "rounded down: no more is promised than was seen"
    assert offers["competences[]/concepts[]"].filled == 0.33
    assert offers["owner/names[]/family_name"].coverage == 1.0
    assert offers["owner/names[]/family_name"].filled == 1.0
    assert offers["language"].filled is None


def test_kinds_are_told_apart() -> None:
    offers = by_path(learn([noor()]))
    assert "experiences[kind=employment]/organisations[]/name" in offers
    assert "experiences[kind=internship]/organisations[]/name" not in offers
    assert "owner/contact_points[channel=email]/value" in offers


def test_kinds_are_left_alone_where_an_item_has_none() -> None:
    experiences = [{"id": "urn:x:1", "kind": "project"}, {"id": "urn:x:2", "period": {"start": "2020"}}]
    assert "experiences[]/period/start" in by_path(learn([noor(experiences=experiences)]))


def test_what_values_have_in_common_is_told() -> None:
    offers = by_path(learn([noor()]))
    assert offers["experiences[kind=employment]/period/start"].conditions.precision == "month"
    assert offers["competences[]/concepts[]"].conditions.vocabularies == ("esco",)
    assert offers["competences[]"].conditions.strength == "claimed"
    assert offers["competences[]/label"].conditions.languages == ("en", "nl")
    assert offers["owner/photo"].conditions.media_types == ("image/png",)
    assert offers["qualifications[]/specification/eqf_level"].conditions.vocabularies == ("eqf",)


def test_what_a_value_does_not_say_is_not_promised() -> None:
    media = [{"id": "urn:x:1", "media": {"content": "QUJD"}}, {"id": "urn:x:2", "media": {"media_type": "image/png"}}]
    concepts = [{"id": "urn:x:c", "label": "a", "concepts": [{"label": "words"}]}]
    level = {"scheme": "http://data.europa.eu/snb/eqf/25831c2", "notation": "no level"}
    qualifications = [{"id": "urn:x:q", "specification": {"eqf_level": level}}]
    assert not by_path(learn([noor(qualifications=qualifications)]))[
        "qualifications[]/specification/eqf_level"
    ].conditions
    offers = by_path(learn([noor(language=None, evidence_items=media, competences=concepts)]))
    assert not offers["evidence_items[]/media"].conditions
    assert not offers["competences[]/label"].conditions
    assert not offers["competences[]/concepts[]"].conditions


def test_nothing_that_a_person_wrote_gets_into_a_profile() -> None:
    secret = noor(experiences=[{"id": "urn:x:1", "kind": "wrote] a secret"}], interests=[{"title": "geheim"}])
    text = write_offers(learn([secret]), title="x", count=1, day="2026-03-01")
    for word in ("Noor", "Okonkwo", "example.org", "secret", "geheim", "Java", "2024", "000000000", "QUJD"):
        assert word not in text
