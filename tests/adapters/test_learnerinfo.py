"""Europass learnerinfo, 2005 to 2013: read as its official upgrade reads, nothing lost, never written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
from lxml import etree

import eportfolio as ep
from eportfolio.compare import diff
from eportfolio.exchange.adapter import Adapter, Level, ReadOptions, WriteOptions
from eportfolio.model import PartialDate
from eportfolio.report.errors import EportfolioError
from eportfolio.sources.source import Source
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.europass_legacy.learnerinfo import LEARNERINFO
from tests.support import needs_shared, shared, shared_files

FIXTURE = Path(__file__).parent / "fixtures" / "learnerinfo-1.2.xml"
SAMPLE = "samples/europass/legacy/europass-cv-example-v2.0.xml"
UPGRADED = "samples/europass/legacy-upgraded/europass-cv-example-v2.0.upgraded-to-v3.4.xml"

EXCEPTIONS = {
    "/language": "the upgrade drops the country of the locale en_GB",
    "/created": "the upgrade drops the time of day and the zone",
    "/modified": "the upgrade invents a date of the last change: the old format has one date only",
    "/owner/contact_points/*/use": "the upgrade takes every telephone that is no mobile for one at home",
    "/headline/kind_label": "the upgrade invents a heading for the wanted job, in English",
    "/languages/*": "the upgrade loses all languages: it looks for the type without the prefix that xsi:type has",
    "/entitlements/*": "the upgrade loses the driving licence, for the same reason",
    "/presentation/*": "the upgrade renames the fields of the preferences and keeps a few of them",
}
"""Where the portfolio read from the old file differs from that read from its official upgrade, and why."""


class TestContract(AdapterContract):
    adapter: ClassVar[Adapter] = LEARNERINFO
    samples: ClassVar[Any] = (FIXTURE, *shared_files(SAMPLE))
    max_examples = 50
    most_mutants = 400


def read(data: bytes) -> tuple[ep.Portfolio, Any]:
    portfolio, report = LEARNERINFO.read(Source(data, "(data)"), ReadOptions())
    return portfolio, report


def document(inner: str, *, version: str = "V2.0", root: str = "europass:learnerinfo") -> bytes:
    space = f"http://europass.cedefop.europa.eu/Europass/{version}"
    return f'<{root} xmlns:europass="{space}" locale="en_GB">{inner}</{root}>'.encode()


@needs_shared
def test_a_file_reads_as_its_official_upgrade_reads() -> None:
    old, _ = ep.read(shared(SAMPLE))
    new, _ = ep.read(shared(UPGRADED))
    difference = diff(old, new)
    assert [change.as_dict() for change in difference.ignoring(EXCEPTIONS) if "/provenance" not in change.pointer] == []
    for pattern in EXCEPTIONS:
        others = difference.ignoring(other for other in EXCEPTIONS if other != pattern)
        assert list(others), f"{pattern} is no exception any more"


def test_what_a_file_of_version_1_2_says() -> None:
    portfolio, report = read(FIXTURE.read_bytes())
    assert (report.source.version, portfolio.language) == ("1.2", "nl-BE")
    owner = portfolio.owner
    assert owner is not None
    assert (owner.names[0].given_name, owner.names[0].family_name) == ("Wout", "Voorbeeld")
    assert owner.addresses[0].lines == ["Kade 12", "bus 4"]
    assert [country.notation for country in owner.nationalities] == ["BE", "GB"]
    assert owner.addresses[0].country is not None
    assert owner.addresses[0].country.notation == "GR"
    assert {(point.channel, point.use) for point in owner.contact_points} == {
        ("email", None), ("telephone", None), ("telephone", "mobile"), ("fax", None),
    }  # fmt: skip
    assert owner.birth_date == PartialDate(edtf="1971-12-30")
    assert owner.photo is not None
    assert (owner.photo.media_type, owner.photo.content) == ("image/jpeg", "/9j/4AAQSkZJRg==")
    assert {item.category for item in portfolio.competences} == {
        "communication", "organisational", "job_related", "digital", "artistic", "other",
    }  # fmt: skip
    licences = [item.licence_category.notation for item in portfolio.entitlements if item.licence_category]
    assert licences == ["B", "BE"]
    assert [(item.kind, item.description.text) for item in portfolio.achievements if item.description] == [
        (None, "Lid van de brandweer"), ("annexes", "Kopie van het diploma"),
    ]  # fmt: skip
    assert [(hint.field, hint.shown) for hint in portfolio.presentation] == [
        ("step1.photo", False), ("step3List[0].period", None),
    ]  # fmt: skip


def test_jobs_and_studies() -> None:
    portfolio, report = read(FIXTURE.read_bytes())
    first, second, study = portfolio.experiences
    position = first.positions[0]
    assert position.occupation is not None
    assert (position.occupation.scheme, position.occupation.notation) == ("http://www.ilo.org/isco/isco-88", "71361")
    assert position.period is not None
    assert position.period.start == PartialDate(verbatim="1999-02-31")
    assert position.period.end == PartialDate(edtf="2004-05")
    assert [item.name for item in report.named("impossible-date")] == ["impossible-date"]
    assert second.positions[0].period is not None
    assert second.positions[0].period.ongoing is True
    degree = portfolio.qualifications[0]
    assert degree.gained_in == [study.id]
    assert degree.specification is not None
    assert degree.specification.eqf_level is None, "a level of 2009 is no level of the EQF"
    assert degree.specification.levels[0].label == "ISCED 3"


def test_languages_have_levels_in_capitals_and_types_with_or_without_prefix() -> None:
    mother, foreign = read(FIXTURE.read_bytes())[0].languages
    assert mother.mother_tongue is True
    assert foreign.cefr_levels is not None
    assert (foreign.cefr_levels.listening, foreign.cefr_levels.reading, foreign.cefr_levels.writing) == (
        "C1",
        "B2",
        "A1",
    )
    assert foreign.language_certificates[0].date == PartialDate(edtf="2001")
    assert foreign.acquired_in[0].description is not None


def test_what_has_no_place_is_residue() -> None:
    portfolio, report = read(FIXTURE.read_bytes())
    assert {item.pointer for item in report.named("not-mapped")} == {
        "/learnerinfo/workexperiencelist/workexperience[0]/employer/rating",
        "/learnerinfo/languagelist/language[2]/@type",
        "/learnerinfo/languagelist/language[2]/label",
        "/learnerinfo/signature",
        "/learnerinfo/signature/@style",
    }
    assert any(entry.path == "employer/rating" for entry in portfolio.experiences[0].residue)


def test_a_gender_that_is_not_told_is_kept_beside_the_data() -> None:
    gender = "<identification><demographics><gender>NA</gender></demographics></identification>"
    portfolio, report = read(document(gender))
    assert portfolio.owner is None
    assert [item.name for item in report] == ["format-detail"]
    assert "NA" in [entry.value for entry in portfolio.residue]


@pytest.mark.parametrize("version", ["V1.0", "V1.1", "V1.2", "V2.0"])
def test_the_root_tells_the_version(version: str) -> None:
    data = document("<application><label>Cook</label></application>", version=version)
    confidence = LEARNERINFO.sniff(Source(data, "(data)"))
    assert (confidence.score, confidence.version) == (95, version[1:])
    portfolio, report = ep.read(data)
    assert portfolio.headline is not None
    assert (report.source.format, report.source.version) == ("europass-learnerinfo", version[1:])
    assert list(LEARNERINFO.check(Source(data, "(data)"), Level.STRUCTURE)) == []


def test_other_roots_are_left_to_others() -> None:
    for data in (b"<SkillsPassport/>", b"<x>learnerinfo</x>", b'{"learnerinfo": 1}', b""):
        assert LEARNERINFO.sniff(Source(data, "(data)")).score == 0


def test_the_check_knows_the_root_and_the_version() -> None:
    def found(data: bytes) -> list[str]:
        return [item.name for item in LEARNERINFO.check(Source(data, "(data)"), Level.STRUCTURE)]

    assert found(document("", version="V7.0")) == ["unknown-version"]
    assert found(document("", root="europass:other")) == ["unexpected-element"]
    with pytest.raises(EportfolioError, match="broken"):
        found(b"<learnerinfo><a></learnerinfo>")


def test_it_is_not_written_and_the_error_says_what_to_write() -> None:
    assert LEARNERINFO.format.writable is False
    with pytest.raises(EportfolioError, match="read only") as caught:
        LEARNERINFO.write(ep.Portfolio(), WriteOptions())
    assert "europass-xml" in caught.value.finding.hint
    with pytest.raises(EportfolioError, match="not written"):
        ep.dumps(ep.Portfolio(), "europass-learnerinfo")


def test_elements_in_the_wrong_place_are_never_a_traceback() -> None:
    root = etree.parse(FIXTURE).getroot()
    tags = sorted({element.tag for element in root.iter()})
    moved = 0
    for element in [element for element in root.iter() if element.getparent() is not None]:
        for tag in (tags[moved % len(tags)], "year", "label"):
            former, element.tag = element.tag, tag
            portfolio, report = read(etree.tostring(root))
            assert report.fidelity.lost == 0
            assert portfolio.id
            element.tag = former
            moved += 1
    assert moved > 200


def test_it_goes_on_into_todays_formats() -> None:
    data = ep.convert(FIXTURE, target_format="europass-xml").data
    assert b"Loodgieter" in data
    assert b"Solderen" in data
    artistic = document('<skilllist><skill type="artistic">Carving</skill></skilllist>')
    assert b"<Description>Carving</Description>" in ep.convert(artistic, target_format="europass-xml").data
    assert b"Wout Voorbeeld" in ep.convert(FIXTURE, target_format="jsonresume").data
