"""The Candidate format: dialects, codes and their traps, variants, the photo, lists, what the editor wants."""

from __future__ import annotations

import base64
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import eportfolio as ep
from eportfolio.exchange.adapter import Level, WriteOptions
from eportfolio.exchange.crosswalk.richtext import read_rich, to_plain
from eportfolio.model.canonical import from_data
from eportfolio.report.errors import UsageError
from eportfolio.sources.source import Source
from eportfolio.vocabulary.schemes import EQF, ISCED_2011, ISCED_F, ISCO_08
from eportfolio_adapters.europass.adapter import CANDIDATE
from tests.support import leaf_values

FIXTURES = Path(__file__).parent / "fixtures"
C1, C2, C3 = (FIXTURES / f"candidate-c{number}.xml" for number in (1, 2, 3))
SPACES = {
    "e": "http://www.europass.eu/1.0",
    "hr": "http://www.hr-xml.org/3",
    "oa": "http://www.openapplications.org/oagis/9",
    "eures": "http://www.europass_eures.eu/1.0",
}
ESCO = "http://data.europa.eu/esco"
DECLARED = " ".join(f'xmlns{":" + name if name != "e" else ""}="{uri}"' for name, uri in SPACES.items())


def candidate(profile: str = "", person: str = "", *, rest: str = "", attributes: str = 'languageCode="en"') -> bytes:
    return (
        f"<Candidate {DECLARED}><CandidatePerson><PersonName><oa:GivenName>Ida</oa:GivenName><hr:FamilyName>Voorbeeld"
        f"</hr:FamilyName></PersonName>{person}</CandidatePerson><CandidateProfile {attributes}>{profile}"
        f"</CandidateProfile>{rest}</Candidate>"
    ).encode()


def written(portfolio: Any) -> etree._Element:
    return etree.fromstring(ep.dumps(portfolio, "europass").data)


def again(data: bytes | Path) -> etree._Element:
    return written(ep.read(data).portfolio)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=SPACES)]


def position(inner: str) -> bytes:
    return candidate(
        "<EmploymentHistory><EmployerHistory><PositionHistory>"
        f"{inner}</PositionHistory></EmployerHistory></EmploymentHistory>"
    )


def attendance(inner: str) -> bytes:
    return candidate(
        "<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>School</hr:OrganizationName>"
        f"{inner}</EducationOrganizationAttendance></EducationHistory>"
    )


def photo(content: str) -> bytes:
    return candidate(
        f"<eures:Attachment><oa:EmbeddedData>{content}</oa:EmbeddedData><oa:FileType>photo</oa:FileType>"
        "<hr:Instructions>ProfilePicture</hr:Instructions></eures:Attachment>"
    )


# -- telling the dialects


@pytest.mark.parametrize(("path", "dialect"), [(C1, "C1"), (C2, "C2"), (C3, "C3 (EURES)")])
def test_the_dialect_is_told(path: Path, dialect: str) -> None:
    assert ep.read(path).report.source.version == dialect


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b'<Candidate xmlns="http://www.europass.eu/1.0">', True),
        (b"<?xml version='1.0'?><!-- <x> -->\n<ns:Candidate a='1' xmlns:ns='http://www.europass.eu/2.0'/>", True),
        (b'<Candidate xmlns="http://www.hr-xml.org/3" majorVersionID="3">', True),
        ('<Candidate xmlns="http://www.europass.eu/1.0">'.encode("utf-16"), True),
        (b'<Candidate xmlns="http://example.org/">', False),
        (b'<Candidate xmlns:x="http://www.europass.eu/1.0">', False),
        (b'<Candidates xmlns="http://www.europass.eu/1.0">', False),
        (b'<!-- <Candidate xmlns="http://www.europass.eu/1.0"> --><x/>', False),
        (b'{"Candidate": "http://www.europass.eu/1.0"}', False),
        (b"<Candidate", False),
        (b"<!-- " + b"x" * 9000 + b' --><Candidate xmlns="http://www.europass.eu/1.0">', True),
    ],
    ids=range(11),
)  # fmt: skip
def test_the_format_is_told_from_the_root_element(head: bytes, known: bool) -> None:
    assert bool(CANDIDATE.sniff(Source(head)).score) is known


def test_a_eures_document_is_called_one() -> None:
    assert "EURES" in CANDIDATE.sniff(Source(C3.read_bytes())).reason


# -- every value comes back


def test_a_file_of_the_editor_comes_back_with_every_value_and_nothing_is_lost() -> None:
    conversion = ep.convert(C1, target_format="europass")
    assert not leaf_values(C1.read_bytes()) - leaf_values(conversion.data)
    assert not [item for item in conversion.report if item.code.startswith("EP30")]


def test_another_version_is_refused() -> None:
    with pytest.raises(UsageError):
        ep.dumps(ep.read(C1).portfolio, "europass", version="3.0")


# -- the person


def test_the_person_is_never_read_from_the_supplier() -> None:
    portfolio, report = ep.read(C2)
    assert portfolio.owner.names[0].given_name == "Nikos"
    assert "desk@office.example.org" not in str(portfolio.owner)
    supplier = [item for item in report if "/CandidateSupplier/" in item.pointer]
    assert supplier
    assert {item.name for item in supplier} == {"format-detail"}
    assert texts(again(C2), "//e:CandidateSupplier//oa:URI/text()") == ["desk@office.example.org"]


def test_a_supplier_who_repeats_the_owner_follows_the_owner() -> None:
    portfolio, _ = ep.read(C1)
    portfolio.owner.names[0].family_name = "Anders"
    portfolio.owner.contact_points = [item for item in portfolio.owner.contact_points if item.channel != "email"]
    root = written(portfolio)
    assert texts(root, "//e:CandidateSupplier//hr:FamilyName/text()") == ["Anders"]
    assert not texts(root, "//e:CandidateSupplier//oa:URI/text()")


def test_parts_of_a_number_stay_apart() -> None:
    point = next(item for item in ep.read(C1).portfolio.owner.contact_points if item.channel == "telephone")
    assert (point.country_calling_code, point.value, point.country.notation) == ("31", "0600000001", "NL")


def test_a_number_without_calling_code_is_reported_and_none_is_invented() -> None:
    writing = ep.dumps(ep.read(C3).portfolio, "europass")
    assert [item.pointer for item in writing.report.named("required-by-target")] == ["/owner/contact_points/0/value"]
    assert b"CountryDialing" not in writing.data


def test_a_mobile_channel_is_a_telephone_with_a_use() -> None:
    point = ep.read(C2).portfolio.owner.contact_points[0]
    assert (point.channel, point.use, point.area_code) == ("telephone", "mobile", "21")
    assert texts(again(C2), "//e:CandidatePerson/e:Communication/e:ChannelCode/text()") == ["Telephone"]


def test_a_network_that_the_editor_does_not_know_is_another_with_a_title() -> None:
    owner = {"contact_points": [{"channel": "social", "use": "codehost", "value": "https://code.example.org/ida"}]}
    root = written(from_data({"owner": owner, "language": "en"}))
    assert texts(root, "//e:UseCode/text() | //e:OtherTitle/text()") == ["other", "codehost"]


def test_the_kind_of_an_address_that_contradicts_its_use_is_kept() -> None:
    address = '<Address type="work"><oa:CityName>Delft</oa:CityName></Address>'
    root = again(candidate(person=f"<Communication><UseCode>home</UseCode>{address}</Communication>"))
    assert texts(root, "//e:CandidatePerson//e:UseCode/text() | //e:CandidatePerson//@type") == ["home", "work"]


def test_several_family_names_are_one_name() -> None:
    assert ep.read(C2).portfolio.owner.names[0].family_name == "Paradeigma Allos"


def test_a_name_to_stay_here_is_not_written() -> None:
    names = [
        {"given_name": "Old", "family_name": "Secret", "never_export": True},
        {"given_name": "Ida", "family_name": "New"},
    ]
    root = written(from_data({"owner": {"names": names}, "language": "en"}))
    assert texts(root, "//hr:FamilyName/text()") == ["New", "New"]


# -- codes


@pytest.mark.parametrize(("code", "iso"), [("EL", "GR"), ("UK", "GB"), ("it", "IT")])
def test_countries_are_iso_inside_and_small_outside(code: str, iso: str) -> None:
    data = candidate(person=f"<NationalityCode>{code}</NationalityCode>")
    assert ep.read(data).portfolio.owner.nationalities[0].notation == iso
    assert texts(again(data), "//e:NationalityCode/text()") == [iso.lower()]


@pytest.mark.parametrize("code", ["fre", "fra"])
def test_both_codes_of_a_language_are_one_language_and_come_back_as_they_were(code: str) -> None:
    data = candidate(person=f'<PrimaryLanguageCode name="NORMAL">{code}</PrimaryLanguageCode>')
    assert ep.read(data).portfolio.languages[0].known_language.notation == "fr"
    assert texts(again(data), "//e:PrimaryLanguageCode/text()") == [code]


@pytest.mark.parametrize("code", ["fr", "http://publications.europa.eu/resource/authority/language/FRA"])
def test_codes_of_other_dialects_become_those_of_today(code: str) -> None:
    data = candidate(person=f"<PrimaryLanguageCode>{code}</PrimaryLanguageCode>")
    assert ep.read(data).portfolio.languages[0].known_language.notation == "fr"
    assert texts(again(data), "//e:PrimaryLanguageCode/text() | //e:PrimaryLanguageCode/@name") == ["NORMAL", "fre"]


def test_a_language_in_words_stays_in_words() -> None:
    language = ep.read(C1).portfolio.languages[1]
    assert (language.known_language.label, language.known_language.notation) == ("Stadsdelfts", None)


def test_a_code_of_no_language_is_kept_as_a_word_and_reported() -> None:
    data = candidate(person='<PrimaryLanguageCode name="NORMAL">zzz</PrimaryLanguageCode>')
    portfolio, report = ep.read(data)
    assert portfolio.languages[0].known_language.label == "zzz"
    assert report.named("unknown-code")


def test_an_esco_uri_and_the_owners_words_live_side_by_side() -> None:
    portfolio, _ = ep.read(C1)
    occupation = next(item for item in portfolio.experiences if item.kind == "employment").positions[0].occupation
    assert (occupation.label, occupation.uri) == (
        "Keeper of numbers",
        f"{ESCO}/occupation/00000000-0000-4000-8000-000000000001",
    )
    occupation.label = "Chief of numbers"
    title = written(portfolio).xpath("//e:PositionTitle", namespaces=SPACES)[0]
    assert (title.text, title.get("typeCode"), title.get("languageID")) == ("Chief of numbers", "URI", occupation.uri)


def test_a_uri_as_title_is_no_title() -> None:
    occupation = (
        next(item for item in ep.read(C2).portfolio.experiences if item.kind == "employment").positions[0].occupation
    )
    assert (occupation.label, occupation.uri) == (None, f"{ESCO}/occupation/00000000-0000-4000-8000-000000000002")
    assert (occupation.scheme, occupation.notation) == (ISCO_08, "3152")


def test_an_esco_job_category_links_the_title() -> None:
    occupation = (
        next(item for item in ep.read(C3).portfolio.experiences if item.kind == "employment").positions[0].occupation
    )
    assert (occupation.label, occupation.uri) == ("Gardener", f"{ESCO}/occupation/00000000-0000-4000-8000-000000000005")


def test_a_language_tag_beside_a_title_is_no_uri() -> None:
    data = position('<PositionTitle typeCode="FREETEXT" languageID="en">Clerk</PositionTitle>')
    occupation = ep.read(data).portfolio.experiences[0].positions[0].occupation
    assert (occupation.label, occupation.uri) == ("Clerk", None)
    assert texts(again(data), "//e:PositionTitle/@languageID") == ["en"]


# -- education


@pytest.mark.parametrize(
    ("element", "eqf", "isced", "back"),
    [
        ("<EducationLevelCode>7</EducationLevelCode>", "7", None, ["7"]),
        ('<EducationLevelCode listName="EURES_EQF">EQF-7</EducationLevelCode>', "7", None, ["7"]),
        ('<EducationLevelCode listName="EURES_ISCEDEducationLevel">7</EducationLevelCode>', None, "7",
         ["EURES_ISCEDEducationLevel", "7"]),
    ],
)  # fmt: skip
def test_a_level_is_on_the_scale_that_its_list_names(element: str, eqf: Any, isced: Any, back: list[str]) -> None:
    data = attendance(element)
    specification = ep.read(data).portfolio.qualifications[0].specification
    level = specification.eqf_level
    assert (level and (level.scheme, level.notation)) == (eqf and (EQF, eqf))
    assert [(item.scheme, item.notation) for item in specification.levels] == ([(ISCED_2011, isced)] if isced else [])
    assert texts(again(data), "//e:EducationLevelCode/@listName | //e:EducationLevelCode/text()") == back


def test_narrower_fields_stay_with_their_broad_field() -> None:
    fields = ep.read(C1).portfolio.qualifications
    found = next(item.specification.fields_of_study for item in fields if item.specification.fields_of_study)
    assert [(item.scheme, item.notation or item.label) for item in found] == [
        (ISCED_F, "06"), (ISCED_F, "0612"), (ISCED_F, "0613"), (ISCED_F, "07"), (ISCED_F, "0732"), (None, "Polders"),
    ]  # fmt: skip
    root = again(C1)
    assert [
        texts(field, ".//e:ProgramConcentration/text()") for field in root.xpath("//e:FieldOfStudy", namespaces=SPACES)
    ] == [["06", "0612", "0613"], ["07", "0732"], ["Polders"]]


def test_the_broad_field_follows_from_a_narrower_one() -> None:
    field = {"scheme": ISCED_F, "notation": "0715"}
    root = written(from_data({"language": "en", "qualifications": [{"specification": {"fields_of_study": [field]}}]}))
    assert texts(root, "//e:MainFieldOfStudy/*/text() | //e:SpecificFieldOfStudy/*/text()") == ["07", "0715"]


def test_the_programme_is_the_qualification_and_the_degree_is_kept() -> None:
    specification = next(
        item.specification for item in ep.read(C2).portfolio.qualifications if item.specification.alternative_titles
    )
    assert (specification.title, specification.alternative_titles) == ("Watch officer", ["Diploma A"])
    assert texts(again(C2), "//hr:ProgramName/text() | //hr:DegreeName/text()") == ["Watch officer", "Diploma A"]


def test_certificates_are_no_degrees() -> None:
    root = again(C2)
    assert texts(root, "//e:CourseCertification/e:Title/text()") == ["Fire drill"]
    assert "Fire drill" not in texts(root, "//e:EducationHistory//text()")


# -- dates


@pytest.mark.parametrize("date", ["2019", "2019-10", "2020-02-29"])
def test_the_precision_of_a_date_stays(date: str) -> None:
    data = candidate(person=f"<hr:BirthDate>{date}</hr:BirthDate>")
    assert ep.read(data).portfolio.owner.birth_date.edtf == date
    assert texts(again(data), "//hr:BirthDate/text()") == [date]


def test_a_date_of_no_calendar_is_kept_as_it_is_written_and_reported() -> None:
    portfolio, report = ep.read(C2)
    end = next(item for item in portfolio.experiences if item.kind == "employment").period.end
    assert (end.edtf, end.verbatim) == (None, "2021-02-31")
    assert len(report.named("impossible-date")) == 1
    assert "2021-02-31" in texts(again(C2), "//hr:FormattedDateTime/text()")


def test_a_time_is_kept_and_prose_is_no_date() -> None:
    work = next(item for item in ep.read(C2).portfolio.experiences if item.kind == "employment")
    assert (work.period.start.edtf, work.period.start.verbatim) == ("2001-05-01", "2001-05-01T00:00:00")
    assert (work.positions[1].period.start.edtf, work.positions[1].period.start.verbatim) == (None, "before the war")
    lost = {item.pointer.rpartition("/period")[2] for item in ep.dumps(ep.read(C2).portfolio, "europass").report
            if item.name in ("lost", "value-not-expressible")}  # fmt: skip
    assert lost == {"/start/verbatim"}


def test_a_lone_end_stays_an_end() -> None:
    work = [item for item in ep.read(C1).portfolio.experiences if item.kind == "employment"]
    period = work[1].positions[1].period
    assert (period.start, period.end.edtf, period.ongoing) == (None, "2017", None)


# -- texts


def test_bullets_are_bullets_whatever_the_tag_says() -> None:
    summary = ep.read(C1).portfolio.summary.html
    assert "<ul><li>dikes</li><li>dunes</li></ul>" in summary
    assert "<ol><li>first</li></ol>" in summary
    assert texts(again(C1), "//hr:ExecutiveSummary/text()") == texts(
        etree.parse(C1).getroot(), "//hr:ExecutiveSummary/text()"
    )


def test_a_list_of_bullets_and_numbers_is_two_lists() -> None:
    rich = read_rich(
        '<ol><li data-list="bullet">a</li><li data-list="ordered">b</li><li data-list="ordered">c</li></ol>'
    )
    assert rich.value == "<ul><li>a</li></ul><ol><li>b</li><li>c</li></ol>"
    assert "1" not in to_plain(rich.value)


def test_what_could_run_is_removed_and_reported() -> None:
    markup = "&lt;p onclick=&quot;x()&quot;&gt;hi&lt;script&gt;y()&lt;/script&gt;&lt;/p&gt;"
    data = candidate(f"<hr:ExecutiveSummary>{markup}</hr:ExecutiveSummary>")
    portfolio, report = ep.read(data)
    assert portfolio.summary.html == "<p>hi</p>"
    assert report.named("unsafe-markup")
    assert "onclick" not in ep.dumps(portfolio, "europass").data.decode()


# -- the photo


def test_a_photo_that_was_encoded_twice_is_taken_out_and_wrapped_again() -> None:
    inner = base64.b64encode(b"\x89PNG picture").decode()
    twice = base64.b64encode(f"data:image/png;base64,{inner}".encode()).decode()
    portfolio, report = ep.read(photo(twice))
    assert (portfolio.owner.photo.media_type, portfolio.owner.photo.content) == ("image/png", inner)
    assert [item.severity.value for item in report.named("encoded-twice")] == ["info"]
    assert texts(written(portfolio), "//oa:EmbeddedData/text()") == [twice]


def test_a_plain_photo_is_wrapped_when_its_type_is_known() -> None:
    portfolio, report = ep.read(C2)
    assert portfolio.owner.photo.media_type == "image/png"
    assert not report.named("encoded-twice")
    wrapped = texts(written(portfolio), "//oa:EmbeddedData/text()")[0]
    assert base64.b64decode(wrapped).decode() == f"data:image/png;base64,{portfolio.owner.photo.content}"


def test_a_photo_that_is_no_base64_is_reported_and_kept() -> None:
    portfolio, report = ep.read(photo("not*base64"))
    assert report.named("invalid-base64")
    assert texts(written(portfolio), "//oa:EmbeddedData/text()") == ["not*base64"]


# -- profiles in several languages


def test_profiles_in_several_languages_are_kept_apart() -> None:
    portfolio, report = ep.read(C1)
    assert (portfolio.language, [item.language for item in portfolio.variants]) == ("en", ["nl"])
    assert len(report.named("variant-kept-apart")) == 1
    first = next(item for item in portfolio.experiences if item.kind == "employment")
    other = portfolio.variants[0].experiences[0]
    assert (first.positions[0].occupation.label, other.positions[0].occupation.label) == (
        "Keeper of numbers",
        "Cijferwachter",
    )
    ids = [item.id for item in (portfolio, *portfolio.items(), portfolio.variants[0], *portfolio.variants[0].items())]
    assert len(ids) == len(set(ids))
    root = written(portfolio)
    assert texts(root, "//e:CandidateProfile/@languageCode") == ["en", "nl"]
    assert texts(root, "//e:CandidateProfile[2]//e:PositionTitle/text()") == ["Cijferwachter"]


# -- competences


def test_levels_of_a_language_and_empty_ones() -> None:
    portfolio, report = ep.read(C1)
    french = next(item for item in portfolio.languages if item.known_language.notation == "fr")
    assert french.cefr_levels.model_dump(exclude_none=True) == {"listening": "B1", "spoken_interaction": "A2"}
    details = [item for item in report if "CompetencyDimension" in item.pointer]
    assert len(details) == 3
    assert {item.name for item in details} == {"format-detail"}


def test_an_esco_skill_is_written_for_machines_and_for_people_and_read_as_one() -> None:
    uri = f"{ESCO}/skill/00000000-0000-4000-8000-000000000007"
    item = {"label": "Reading charts", "concepts": [{"uri": uri}], "category": "digital", "group": "At sea"}
    portfolio = from_data({"language": "en", "competences": [item]})
    root = written(portfolio)
    assert texts(root, "//e:PersonQualifications/e:PersonCompetency/*/text()") == [uri, "other", "Reading charts"]
    assert texts(root, "//e:Skills//text()[normalize-space()]") == ["At sea", "Digital_Skill", "Reading charts"]
    back = ep.read(etree.tostring(root)).portfolio.competences
    assert [(skill.label, skill.category, skill.group, skill.concepts[0].uri) for skill in back] == [
        ("Reading charts", "digital", "At sea", uri)
    ]


def test_two_skills_of_one_name_stay_two() -> None:
    items = [{"label": "Python", "category": "digital"}, {"label": "Python", "category": "digital", "group": "Coding"}]
    root = written(from_data({"language": "en", "competences": items}))
    assert len(ep.read(etree.tostring(root)).portfolio.competences) == 2


def test_prose_without_an_element_becomes_a_section_that_people_can_read() -> None:
    item = {"category": "job_related", "description": {"html": "<p>Welding</p>"}}
    writing = ep.dumps(from_data({"language": "en", "competences": [item]}), "europass")
    root = etree.fromstring(writing.data)
    assert texts(root, "//e:Others/e:Title/text() | //e:Other/e:Description/text()") == [
        "Job-related skills",
        "<p>Welding</p>",
    ]
    assert [found.pointer for found in writing.report.named("as-text")] == ["/competences/0/description/html"]
    assert texts(root, "//e:SectionsOrder/e:Section[e:Custom='true']/e:Title/text()") == ["Job-related skills"]


# -- the file


def test_the_editor_shows_every_section_that_has_content() -> None:
    portfolio, _ = ep.read(C1)
    portfolio.residue = []
    assert texts(written(portfolio), "//e:SectionsOrder/e:Section/e:Title/text()") == [
        "work-experience", "education-training", "language", "profile-skills", "driving-licence", "publication",
        "membership", "social-or-political-activity", "conference-seminar", "recommendation", "projects",
        "hobbies-interests", "creative-works", "volunteering", "certifications", "Prizes",
    ]  # fmt: skip


def test_the_owners_layout_comes_back() -> None:
    assert texts(again(C1), "//e:Design/e:Template/text() | //e:SectionsOrder//e:Title/text()") == [
        "Template2", "work-experience", "language", "Prizes",
    ]  # fmt: skip


def test_entries_of_one_section_get_an_element_each() -> None:
    assert texts(again(C2), "//e:Others/e:Title/text()") == ["Boats", "Boats"]
    assert not again(C2).xpath("//e:Others[count(e:Other) > 1]", namespaces=SPACES)


def test_an_unknown_language_of_the_profile_is_not_guessed() -> None:
    writing = ep.dumps(from_data({"summary": {"text": "hi"}}), "europass")
    assert b'languageCode="und"' in writing.data
    assert writing.report.named("required-by-target")
    assert ep.read(writing.data).portfolio.language is None


def test_what_the_format_forbids_is_kept_on_request_only() -> None:
    data = candidate("<hr:ExecutiveSummary>hi</hr:ExecutiveSummary><Mood>sunny</Mood>")
    portfolio, report = ep.read(data)
    assert [item.pointer for item in report.named("not-mapped")] == ["/Candidate/CandidateProfile/Mood"]
    writing = ep.dumps(portfolio, "europass")
    assert b"sunny" not in writing.data
    assert writing.report.named("residue-not-allowed")
    assert b"sunny" in ep.dumps(portfolio, "europass", residue="keep").data


# -- checking


def checked(data: bytes) -> list[tuple[str, str]]:
    return [(item.name, item.severity.value) for item in CANDIDATE.check(Source(data), Level.STRUCTURE)]


def test_a_file_of_the_editor_is_in_order() -> None:
    assert not checked(C1.read_bytes())


@pytest.mark.parametrize(
    ("inner", "rule"),
    [
        (("", "<Communication><ChannelCode>Email</ChannelCode></Communication>"), "missing-element"),
        (("", "<Communication><ChannelCode>Telephone</ChannelCode><oa:DialNumber>1</oa:DialNumber></Communication>"),
         "missing-element"),
        (("", "<Communication><ChannelCode>Social Media</ChannelCode><UseCode>myspace</UseCode><oa:URI>u</oa:URI>"
              "</Communication>"), "unknown-code"),
        (("", "<hr:BirthDate>2021-02-31</hr:BirthDate>"), "impossible-date"),
        (("", '<PrimaryLanguageCode name="NORMAL">zzz</PrimaryLanguageCode>'), "unknown-code"),
        (("<Skills><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>"
          f"{'x' * 100}</hr:CompetencyName></PersonCompetency></Skills>", ""), "invalid-value"),
        (("<eures:Attachment><oa:EmbeddedData>*</oa:EmbeddedData><oa:FileType>photo</oa:FileType>"
          "</eures:Attachment>", ""), "invalid-base64"),
    ],
)  # fmt: skip
def test_what_the_editor_refuses_is_a_warning(inner: tuple[str, str], rule: str) -> None:
    extra = Counter(checked(candidate(*inner)))
    extra.subtract(checked(candidate()))
    assert +extra == {(rule, "warning"): 1}


def test_writing_does_not_change_the_portfolio() -> None:
    portfolio, _ = ep.read(C1)
    before = portfolio.model_dump()
    CANDIDATE.write(portfolio, WriteOptions())
    assert portfolio.model_dump() == before
