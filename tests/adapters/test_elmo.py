"""EMREX ELMO: what each element becomes, what is kept of a signature, and what the structure check finds."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import eportfolio as ep
from eportfolio.exchange.adapter import Level, WriteOptions
from eportfolio.model import PartialDate
from eportfolio.report.errors import EportfolioError
from eportfolio.sources.source import Source
from eportfolio_adapters.elmo.adapter import ELMO, NAMESPACE
from eportfolio_adapters.elmo.repeats import MOST_REPEATED
from tests.support import EXAMPLES

EXAMPLE = EXAMPLES / "elmo" / "transcript.xml"
FIXTURES = Path(__file__).parent / "fixtures"
INSTITUTE = FIXTURES / "institute.elmo.xml"
SIGNED = FIXTURES / "signed.elmo.xml"
SEAL = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>c2VhbA==</SignatureValue></Signature>'


def document(report: str = "", *, learner: str = "", rest: str = "") -> bytes:
    return f'<elmo xmlns="{NAMESPACE}"><learner>{learner}</learner>{report}{rest}</elmo>'.encode()


def course(loi: str = "", *, los: str = "<title>Maths</title>", parts: str = "") -> str:
    specifies = f"<specifies><learningOpportunityInstance>{loi}</learningOpportunityInstance></specifies>"
    return f"<learningOpportunitySpecification>{los}{specifies}{parts}</learningOpportunitySpecification>"


def read(data: bytes | Path) -> tuple[ep.Portfolio, Any]:
    portfolio, report = ep.read(data)
    return portfolio, report


def qualification(loi: str = "", **parts: str) -> Any:
    return read(document(f"<report>{course(loi, **parts)}</report>"))[0].qualifications[0]


def experience(loi: str) -> Any:
    return read(document(f"<report>{course(loi)}</report>"))[0].experiences[0]


# -- the learner and the report ----------------------------------------------------------------------------


def test_the_learner() -> None:
    owner = read(EXAMPLE)[0].owner
    assert owner is not None
    in_use, at_birth = owner.names
    assert (in_use.given_name, in_use.family_name) == ("Noor", "van Dijk-Okonkwo")
    assert (at_birth.full_name, at_birth.use) == ("Noor Okonkwo", "birth")
    assert owner.birth_date == PartialDate(edtf="1991-04-17")
    assert owner.birth_place is not None
    assert owner.birth_place.full_address == "Utrecht"
    assert owner.gender is not None
    assert owner.gender.notation == "female"
    assert [country.notation for country in owner.nationalities] == ["NL"]
    assert [(one.scheme_name, one.kind) for one in owner.identifiers] == [("esi", None)]
    address = owner.addresses[0]
    assert (address.lines, address.postal_code, address.municipality) == (["Voorbeeldkade 12"], "3500 AA", "Utrecht")


def test_what_a_stranger_file_says_of_the_learner() -> None:
    portfolio, report = read(INSTITUTE)
    owner = portfolio.owner
    assert owner is not None
    assert [(one.value, one.kind) for one in owner.identifiers] == [("EX-417-1991", "national_id")]
    assert owner.birth_date == PartialDate(edtf="1991-04-17", verbatim="1991-04-17+02:00")
    assert owner.gender is not None
    assert owner.gender.notation == "not_applicable"
    assert owner.addresses[0].lines == ["12", "Voorbeeldkade"], "parts of an address stay in their order"
    assert "/elmo/learner/currentAddress/recipientName" in {item.pointer for item in report.named("not-mapped")}


def test_a_gender_that_is_no_code_of_the_standard_is_residue() -> None:
    portfolio, report = read(document(learner="<gender>7</gender>"))
    assert portfolio.owner is None
    assert [item.name for item in report] == ["invalid-value", "not-mapped"]
    assert [entry.value for entry in portfolio.residue] == ["7"]


def test_a_report_is_a_credential_of_its_issuer() -> None:
    portfolio, _ = read(EXAMPLE)
    (credential,) = portfolio.credentials
    assert credential.original is None
    assert credential.issued == PartialDate(edtf="2015-02-20", verbatim="2015-02-20T09:00:00+01:00")
    issuer = credential.issuer
    assert issuer is not None
    assert issuer.name == {"fi": "Esimerkin yliopisto", "en": "Example University"}
    assert [one.scheme_name for one in issuer.identifiers] == ["pic", "erasmus", "schac"]
    assert [one.value for one in issuer.contact_points] == ["https://fjord.example.org/"]
    country = issuer.addresses[0].country
    assert country is not None
    assert country.notation == "FI"
    items = (*portfolio.qualifications, *portfolio.experiences, *portfolio.assessments)
    assert set(credential.proves) == {item.id for item in items}
    assert credential.evidence == [portfolio.evidence_items[0].id]
    assert portfolio.created == "2015-02-20T09:30:00+01:00"


def test_the_address_of_an_issuer_is_one_of_its_identifiers() -> None:
    issuer = read(INSTITUTE)[0].credentials[0].issuer
    assert issuer is not None
    (address,) = issuer.addresses
    assert address.full_address == "Paradeigma 1, Athens"
    assert address.country is not None
    assert address.country.notation == "GR"
    assert [(one.scheme_name, one.value) for one in issuer.identifiers] == [("house", "H-1")]


# -- learning opportunities --------------------------------------------------------------------------------


def test_parts_know_the_whole_and_items_know_each_other() -> None:
    portfolio, _ = read(EXAMPLE)
    programme, compilers, project = portfolio.qualifications
    assert programme.part_of == []
    assert compilers.part_of == project.part_of == [programme.id]
    assert [item.gained_in for item in portfolio.qualifications] == [[item.id] for item in portfolio.experiences]
    assert compilers.proven_by == [portfolio.assessments[0].id]
    assert project.proven_by == []


def test_what_was_studied() -> None:
    programme, compilers, _ = read(EXAMPLE)[0].qualifications
    specification = compilers.specification
    assert specification is not None
    assert specification.title == {"fi": "Kääntäjät", "en": "Compilers"}
    assert specification.qualification_type is not None
    assert specification.qualification_type.label == "Course"
    assert [(field.notation, field.scheme is not None) for field in specification.fields_of_study] == [
        ("0613", True), ("11.3", False),
    ]  # fmt: skip
    assert [(one.scheme_name, one.value) for one in specification.identifiers] == [("local", "SOFT-210")]
    assert [(one.scheme_name, one.value) for one in compilers.identifiers] == [
        ("ewp-loi-id", "fjord.example.org:SOFT-210:2014A")
    ]
    assert [(credit.scheme, credit.points) for credit in compilers.credits] == [("ECTS", "7.5")]
    assert programme.specification is not None
    assert [(link.uri, link.use) for link in programme.specification.links] == [
        ("https://fjord.example.org/exchange/software", "homepage")
    ]


def test_when_and_how_it_was_studied() -> None:
    study = read(EXAMPLE)[0].experiences[1]
    assert study.kind == "education"
    assert study.period is not None
    assert (study.period.start, study.period.end) == (PartialDate(edtf="2014-09-01"), PartialDate(edtf="2014-12-15"))
    assert study.period.label == {"fi": "Syyslukukausi 2014", "en": "Autumn term 2014"}
    specification = study.activity_specification
    assert specification is not None
    assert [language.notation for language in specification.instruction_languages] == ["en"]
    assert specification.contact_hours == ["48"]
    assert specification.title == {"fi": "Kääntäjät", "en": "Compilers"}


def test_how_it_was_graded() -> None:
    (assessment,) = read(EXAMPLE)[0].assessments
    assert assessment.grade == "4"
    assert assessment.shortened_grading is not None
    assert assessment.shortened_grading.percentage_lower == "61.5"
    distribution = assessment.result_distribution
    assert distribution is not None
    assert [(one.label, one.count) for one in distribution.result_categories][-1] == ("5", "4")
    assert assessment.assessment_specification is not None
    scheme = assessment.assessment_specification.grading_scheme
    assert scheme is not None
    assert [one.value for one in scheme.identifiers] == ["fi-0-5"]
    assert scheme.description is not None
    assert scheme.description.text == {"en": "0 is failed; 1 to 5 are passed, 5 being the best."}


def test_a_scheme_without_a_grade_and_one_that_nobody_names_are_residue() -> None:
    item = qualification("<gradingSchemeLocalId>s</gradingSchemeLocalId>")
    assert item.proven_by == []
    assert [entry.path for entry in item.residue] == ["specifies/learningOpportunityInstance/gradingSchemeLocalId"]
    left = [entry.path for entry in read(INSTITUTE)[0].credentials[0].residue if entry.replaces is None]
    assert left == ["gradingScheme/@localId", "gradingScheme/description"]


@pytest.mark.parametrize(
    ("status", "meaning"), [("passed", "awarded"), ("in-progress", "enrolled"), ("failed", "failed"), ("", None)]
)
def test_the_status_of_a_course(status: str, meaning: str | None) -> None:
    assert qualification(f"<status>{status}</status>").status == meaning


def test_levels_of_the_eqf_and_of_others() -> None:
    def level(kind: str, value: str) -> str:
        return f"<level><type>{kind}</type><value>{value}</value></level>"

    specification = qualification(level("NLQF", "6+") + level("eqf", "5") + level("EQF", "6 to 7")).specification
    assert specification.eqf_level.notation == "5"
    assert [(one.scheme, one.notation) for one in specification.levels] == [("NLQF", "6+"), ("EQF", "6 to 7")]
    assert qualification(level("EQF", "6 to 7")).specification.eqf_level is None


def test_credits_without_a_scheme_stay_without() -> None:
    item = qualification("<credit><value>3</value></credit><credit><scheme>Punkte</scheme><value>4</value></credit>")
    assert [(credit.scheme, credit.points) for credit in item.credits] == [(None, "3"), ("Punkte", "4")]


@pytest.mark.parametrize(
    ("code", "notation", "label"), [("pl", "pl", None), ("POL", "pl", None), ("Polish", None, "Polish")]
)
def test_a_language_that_is_no_code_stays_in_words(code: str, notation: str | None, label: str | None) -> None:
    study = experience(f"<languageOfInstruction>{code}</languageOfInstruction>")
    (language,) = study.activity_specification.instruction_languages
    assert (language.notation, language.label) == (notation, label)
    assert (language.scheme is None) is (notation is None)


# -- texts and dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "text"),
    [
        ("<title>Maths</title>", "Maths"),
        ('<title xml:lang="en">Maths</title>', {"en": "Maths"}),
        ('<title xml:lang="en">A\n  B</title><title xml:lang="nl">C</title>', {"en": "A B", "nl": "C"}),
        ('<title>Maths</title><title xml:lang="nl">Wiskunde</title>', {"und": "Maths", "nl": "Wiskunde"}),
        ('<title xml:lang="not a tag">Maths</title>', "Maths"),
    ],
)  # fmt: skip
def test_texts_by_language(titles: str, text: Any) -> None:
    assert qualification(los=titles).specification.title == text


def test_a_second_text_in_one_language_is_residue() -> None:
    item = qualification(los='<title xml:lang="en">Maths</title><title xml:lang="en">Mathematics</title>')
    assert item.specification.title == {"en": "Maths"}
    assert [(entry.path, entry.value) for entry in item.residue] == [
        ("title[1]", "Mathematics"), ("title[1]/@lang", "en"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014-09-01", {"edtf": "2014-09-01"}),
        ("2014-09-01Z", {"edtf": "2014-09-01", "verbatim": "2014-09-01Z"}),
        ("2014-09", {"edtf": "2014-09"}),
        ("2014", {"edtf": "2014"}),
        ("autumn", {"verbatim": "autumn"}),
        ("2014-02-30", {"verbatim": "2014-02-30"}),
    ],
)
def test_dates_are_never_padded(text: str, date: dict[str, str]) -> None:
    assert experience(f"<start>{text}</start>").period.start == PartialDate(**date)


def test_a_day_that_does_not_exist_is_named() -> None:
    _, report = read(document(f"<report>{course('<start>2014-02-30</start>')}</report>"))
    assert [item.name for item in report] == ["impossible-date"]


def test_the_term_fills_what_the_learner_has_not() -> None:
    term = "<academicTerm><start>2014-09-01</start><end>2014-12-31</end></academicTerm>"
    alone = experience(term).period
    assert (alone.start.edtf, alone.end.edtf) == ("2014-09-01", "2014-12-31")
    both = experience(f"<start>2014-09-01</start><date>2014-12-15</date>{term}").period
    assert (both.start.edtf, both.end.edtf) == ("2014-09-01", "2014-12-15")
    item = qualification(f"<start>2014-09-01</start><date>2014-12-15</date>{term}")
    assert [entry.value for entry in item.residue] == ["2014-12-31"]


def test_html_is_sanitised_and_stands_back_behind_plain_words() -> None:
    markup = escape("<p>One</p><script>steal()</script>")
    both = f"<title>T</title><description>One</description><descriptionHtml>{markup}</descriptionHtml>"
    item = qualification(los=both)
    assert item.specification.description.text == "One"
    assert [entry.path for entry in item.residue] == ["descriptionHtml"]
    assert "steal" not in item.residue[0].value
    data = document(f"<report>{course(los=f'<title>T</title><descriptionHtml>{markup}</descriptionHtml>')}</report>")
    portfolio, report = read(data)
    specification = portfolio.qualifications[0].specification
    assert specification is not None
    assert specification.description is not None
    assert specification.description.html == "<p>One</p>"
    assert [item.name for item in report] == ["unsafe-markup"]


def test_how_courses_are_grouped_for_display_is_a_detail_of_the_file() -> None:
    portfolio, report = read(INSTITUTE)
    details = [item.pointer for item in report.named("format-detail") if "/groups/" in item.pointer]
    assert len(details) == 7
    assert {entry.value for entry in portfolio.residue} >= {"Kind of course", "Mandatory"}


# -- attachments -------------------------------------------------------------------------------------------


def attached(content: str) -> Any:
    portfolio, report = read(document(rest=f"<attachment><title>File</title>{content}</attachment>"))
    return portfolio.evidence_items, report


@pytest.mark.parametrize(
    ("content", "media_type", "data"),
    [
        ("data:application/pdf;base64,JVBERi0x", "application/pdf", b"%PDF-1"),
        ("data:application/pdf;base64,JVBE\n  Ri0x", "application/pdf", b"%PDF-1"),
        ("data:text/plain;charset=UTF-8,Every%20word", "text/plain;charset=UTF-8", b"Every word"),
        ("data:,word", None, b"word"),
        ("JVBERi0x", None, b"%PDF-1"),
    ],
)
def test_files_in_the_document(content: str, media_type: str | None, data: bytes) -> None:
    (item,), report = attached(f"<content>{content}</content>")
    assert item.media.media_type == media_type
    assert base64.b64decode(item.media.content, validate=True) == data
    assert list(report) == []


def test_files_elsewhere_and_no_files() -> None:
    (item,), _ = attached("<content>https://fjord.example.org/a.pdf</content>")
    assert (item.media.uri, item.media.content) == ("https://fjord.example.org/a.pdf", None)
    (item,), report = attached("<content>see the desk</content>")
    assert item.media is None
    assert [entry.value for entry in item.residue] == ["see the desk"]
    (item,), report = attached("<content>data:application/pdf;base64,not-base64!</content>")
    assert item.media.content == "not-base64!"
    assert [one.name for one in report] == ["invalid-base64"]


def test_each_language_of_an_attachment_is_a_file() -> None:
    portfolio, _ = read(INSTITUTE)
    first, second, *_ = portfolio.evidence_items
    assert first.title == second.title == {"en": "Everything"}
    assert first.media is not None
    assert second.media is not None
    assert [(fact.key, fact.value) for fact in first.media.properties] == [
        ("language", "en"), ("type", "EMREX transcript"),
    ]  # fmt: skip
    assert [(fact.key, fact.value) for fact in second.media.properties] == [("language", "el")]
    assert portfolio.qualifications[0].evidence[-2:] == [first.id, second.id]


def test_each_reference_that_leads_nowhere_is_named_and_kept() -> None:
    portfolio, report = read(INSTITUTE)
    assert len(list(report.named("dangling-reference"))) == 2
    kept = {entry.value for entry in portfolio.qualifications[0].residue}
    assert {"a8", "a9"} <= kept
    assert "a1" not in kept


# -- the Diploma Supplement --------------------------------------------------------------------------------


def test_every_word_of_a_diploma_supplement_is_kept() -> None:
    portfolio, report = read(EXAMPLE)
    programme = portfolio.qualifications[0]
    assert report.fidelity.text == 10, "words of several elements in one text"
    assert [note.text or note.html for note in programme.notes] == [
        {"en": "This supplement describes the studies of an exchange student."},
        {"en": "4 Information on the programme completed and the results obtained"},
        {"en": "4.1 Mode of study\nFull time, on site"},
        {
            "en": "<p><strong>4.3 Programme details</strong></p><p>Two courses and a <strong>project</strong> in a "
            "team of five.</p><p>See the attached transcript.</p>"
        },
    ]
    assert {entry.value for entry in programme.residue} == {"2018", "2015-02-20", "text/html"}


def test_what_a_section_attaches_is_evidence_of_the_qualification() -> None:
    portfolio, _ = read(INSTITUTE)
    item = portfolio.evidence_items[-1]
    assert item.media is not None
    assert item.media.uri == "https://olive.example.org/system.pdf"
    assert portfolio.qualifications[0].evidence[0] == item.id
    assert [note.text for note in portfolio.qualifications[0].notes] == ["Model of 2007.", "8 The national system"]


def test_a_supplement_cannot_smuggle_scripts_in() -> None:
    body = (
        f"<section number='1'><title>A &amp; B</title><content>{escape('<p>x</p><script>steal()</script>')}</content>"
    )
    data = document(f"<report>{course(f'<diplomaSupplement>{body}</section></diplomaSupplement>')}</report>")
    portfolio, report = read(data)
    (note,) = portfolio.qualifications[0].notes
    assert note.html == "<p><strong>1 A &amp; B</strong></p><p>x</p>"
    assert [item.name for item in report] == ["unsafe-markup"]


# -- signatures --------------------------------------------------------------------------------------------


def test_a_signed_document_is_kept_byte_for_byte_and_not_said_to_be_genuine() -> None:
    portfolio, report = read(SIGNED)
    (credential,) = portfolio.credentials
    assert credential.original is not None
    assert credential.original.media_type == "application/xml"
    assert base64.b64decode(credential.original.content or "") == SIGNED.read_bytes()
    assert [item.name for item in report if item.name != "not-mapped"] == ["proof-not-checked"]
    assert credential.status is None
    assert report.fidelity.lost == 0


def test_one_signature_over_several_reports_has_a_credential_of_its_own() -> None:
    report = "<report><issuer><title>A</title></issuer>" + course() + "</report>"
    data = document(report * 2, rest=SEAL)
    portfolio, _ = read(data)
    first, second, whole = portfolio.credentials
    assert first.original is None
    assert second.original is None
    assert whole.original is not None
    assert base64.b64decode(whole.original.content or "") == data
    assert set(whole.proves) == {item.id for item in portfolio.qualifications}


def test_another_element_that_is_called_signature_is_none() -> None:
    portfolio, report = read(document(rest=SEAL.replace("2000/09/xmldsig", "2000/09/other")))
    assert portfolio.credentials == []
    assert [item.name for item in report] == ["not-mapped"]


# -- telling, checking, refusing ---------------------------------------------------------------------------


def test_the_namespace_tells_and_drafts_before_emrex_are_refused_by_name() -> None:
    assert ELMO.sniff(Source(EXAMPLE.read_bytes())).score == 95
    assert 0 < ELMO.sniff(Source(b"<elmo/>")).score < 90
    older = ELMO.sniff(Source(b'<elmo xmlns="http://purl.org/net/elmo"/>'))
    assert (older.score, bool(older.refusal)) == (0, True)
    for data in (b"<report/>", b"<x>elmo</x>", b'{"elmo": 1}', b""):
        assert ELMO.sniff(Source(data)).score == 0


def checked(data: bytes) -> list[tuple[str, str]]:
    found = ELMO.check(Source(data), Level.STRUCTURE)
    return [(item.name, item.pointer.rpartition("learningOpportunityInstance")[2]) for item in found]


def test_what_is_valid_is_found_to_be() -> None:
    assert checked(EXAMPLE.read_bytes()) == []
    assert checked(SIGNED.read_bytes()) == []


FAULTS = [
    ("<generatedDate>2015-02-20T09:30:00+01:00</generatedDate>", "", ("missing-element", "/elmo")),
    ("T09:30:00+01:00", "", ("invalid-value", "/elmo/generatedDate")),
    ("<citizenship>NL<", "<citizenship>Dutch<", ("invalid-value", "/elmo/learner/citizenship")),
    ('<identifier type="esi">', "<identifier>", ("missing-attribute", "/elmo/learner/identifier")),
    ("<bday>1991-04-17<", "<bday>1991-04-31<", ("invalid-value", "/elmo/learner/bday")),
    ("<gender>2<", "<gender>f<", ("invalid-value", "/elmo/learner/gender")),
    ("    <url>https://fjord.example.org/</url>\n", "", ("missing-element", "/elmo/report/issuer")),
    ("<status>in-progress<", "<status>pending<", ("invalid-value", "/status")),
    ("<resultLabel>4</resultLabel>", "<result>4</result>", ("unexpected-element", "/result")),
    ("<percentageHigher>11.5</percentageHigher>", "", ("missing-element", "/shortenedGrading")),
    ('count="14"', 'count="-14"', ("invalid-value", "/resultDistribution/category[1]/@count")),
    ("<value>7.5<", "<value>7,5<", ("invalid-value", "/credit/value")),
    ("<engagementHours>48<", "<engagementHours>48 h<", ("invalid-value", "/engagementHours")),
    ('<section number="4.1">', "<section>", ("missing-attribute", "/diplomaSupplement/section/section[0]")),
    ('<section number="4.3">', '<section number="IV">',
     ("invalid-value", "/diplomaSupplement/section/section[1]/@number")),
    ('<diplomaSupplement xml:lang="en">', '<diplomaSupplement lang="en">',
     ("unexpected-attribute", "/diplomaSupplement/@lang")),
    ("<type>Transcript of Records<", "<type>Paper<", ("invalid-value", "/elmo/report/attachment/type")),
    ('xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"', "", ("unexpected-element", "/elmo")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad", "fault"), FAULTS, ids=lambda value: value[1] if isinstance(value, tuple) else ""
)
def test_each_fault_is_found_where_it_is(good: str, bad: str, fault: tuple[str, str]) -> None:
    text = EXAMPLE.read_text("utf-8")
    assert good in text
    assert checked(text.replace(good, bad, 1).encode()) == [fault]


@pytest.mark.parametrize(
    ("day", "exists"),
    [
        ("2012-02-29", True), ("2000-02-29Z", True), (" 1991-04-17+14:00 ", True), ("12000-02-29", True),
        ("2011-02-29", False), ("1900-02-29", False), ("0000-01-01", False), ("1991-04-17+15:00", False),
        ("1991-04", False),
    ],
)  # fmt: skip
def test_days_are_those_of_the_calendar(day: str, exists: bool) -> None:
    text = EXAMPLE.read_text("utf-8").replace("<bday>1991-04-17<", f"<bday>{day}<")
    assert checked(text.encode()) == ([] if exists else [("invalid-value", "/elmo/learner/bday")])


def test_white_space_around_codes_means_nothing() -> None:
    text = EXAMPLE.read_text("utf-8").replace("<type>Degree Programme<", "<type>\n  Degree\n Programme <")
    assert checked(text.replace("<status>passed<", "<status> passed <").encode()) == []


def test_extensions_hold_anything_and_signatures_do() -> None:
    text = EXAMPLE.read_text("utf-8")
    extra = '<extension><x:any xmlns:x="https://x.example.org/" x:a="1">text<x:b/></x:any></extension>'
    assert checked(text.replace("</elmo>", f"{extra}{SEAL}</elmo>").encode()) == []
    assert checked(text.replace("</elmo>", f"{SEAL}{extra}</elmo>").encode()) == [
        ("unexpected-element", "/elmo/extension")
    ]


def test_syntax_alone_says_nothing_of_structure() -> None:
    assert list(ELMO.check(Source(b"<elmo/>"), Level.SYNTAX)) == []
    with pytest.raises(EportfolioError, match="broken"):
        list(ELMO.check(Source(b"<elmo><a></elmo>"), Level.SYNTAX))


def test_it_is_not_written_and_the_error_says_what_to_write() -> None:
    assert ELMO.format.writable is False
    with pytest.raises(EportfolioError, match="read only") as caught:
        ELMO.write(ep.Portfolio(), WriteOptions())
    assert "elm" in caught.value.finding.hint
    with pytest.raises(EportfolioError, match="not written"):
        ep.dumps(ep.Portfolio(), "elmo")


def test_a_doctype_is_refused() -> None:
    with pytest.raises(EportfolioError, match="DOCTYPE"):
        read(b'<!DOCTYPE elmo [<!ENTITY a "b">]>' + document())


def test_elements_in_the_wrong_place_are_never_a_traceback() -> None:
    root = etree.parse(INSTITUTE).getroot()
    tags = sorted({str(element.tag) for element in root.iter()})
    moved = 0
    for element in [element for element in root.iter() if element.getparent() is not None]:
        for tag in (tags[moved % len(tags)], f"{{{NAMESPACE}}}title", f"{{{NAMESPACE}}}content"):
            former, element.tag = element.tag, tag
            portfolio, report = read(etree.tostring(root))
            assert report.fidelity.lost == 0
            assert portfolio.id
            element.tag = former
            moved += 1
    assert moved > 200


def test_a_small_file_does_not_become_a_huge_portfolio() -> None:
    name = "".join(f'<title xml:lang="x-{number}">{"n" * 100}</title>' for number in range(1000))
    portfolio, report = read(document(f"<report><issuer>{name}</issuer>{course() * 200}</report>"))
    repeated = [item for item in portfolio.qualifications if item.awarding_bodies]
    assert 0 < len(repeated) < 200
    assert len(repeated) * 100_000 < MOST_REPEATED
    assert [item.name for item in report] == ["limit-exceeded"]
    assert report.fidelity.lost == 0


# -- onwards -----------------------------------------------------------------------------------------------


def test_a_transcript_becomes_a_valid_digital_credential() -> None:
    issuer = ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")
    conversion = ep.convert(EXAMPLE, target_format="elm", issuer=issuer)
    assert ep.validate(conversion.data).ok
    for words in ("Kääntäjät", "Full time, on site", "7.5", "fjord.example.org:SOFT-210:2014A", "Syyslukukausi 2014"):
        assert words in conversion.data.decode()
    back = ep.read(conversion.data).portfolio
    unfinished = [item.pointer for item in conversion.report.named("value-not-expressible") if "status" in item.message]
    assert len(unfinished) == 1, "a course that was not passed is not claimed, and named"
    assert len(back.qualifications) == 2
    assert sum(bool(item.part_of) for item in back.qualifications) == 1
    assert [item.grade for item in back.assessments] == ["4"]


def test_a_transcript_becomes_a_cv() -> None:
    assert b"Esimerkin yliopisto" in ep.convert(EXAMPLE, target_format="europass").data
    assert "Kääntäjät" in ep.convert(EXAMPLE, target_format="jsonresume").data.decode()
