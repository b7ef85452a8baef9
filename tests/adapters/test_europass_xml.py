"""The SkillsPassport in XML: codes and their traps, dates, references, versions, hostile and broken input."""

from __future__ import annotations

import pytest
from lxml import etree

import eportfolio as ep
from tests.support import EXAMPLES, leaf_values, needs_shared, shared, shared_files

NAMESPACE = "http://europass.cedefop.europa.eu/Europass"
SAMPLES = [path for path in shared_files("samples/europass/legacy*/*.xml") if "v2.0.xml" not in path.name]
VERSIONS = {"3.0": "v3.0", "3.1.2": "v3.1.2", "3.2.0": "v3.2.0", "3.3.0": "v3.3.0", "3.4.0": "v3.4.0"}


def passport(learner: str = "", *, version: str = "V3.4", locale: str = "en", rest: str = "") -> bytes:
    return (
        f'<SkillsPassport xmlns="{NAMESPACE}" locale="{locale}"><DocumentInfo><DocumentType>ECV</DocumentType>'
        "<CreationDate>2020-01-01T00:00:00Z</CreationDate><LastUpdateDate>2020-01-01T00:00:00Z</LastUpdateDate>"
        f"<XSDVersion>{version}</XSDVersion><Generator>EWA</Generator></DocumentInfo>"
        f"<LearnerInfo>{learner}</LearnerInfo>{rest}</SkillsPassport>"
    ).encode()


def work(inner: str) -> str:
    return f"<WorkExperienceList><WorkExperience>{inner}</WorkExperience></WorkExperienceList>"


def rewritten(data: bytes, version: str = "") -> etree._Element:
    portfolio, _ = ep.read(data)
    return etree.fromstring(ep.dumps(portfolio, "europass-xml", version=version).data)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces={"e": NAMESPACE})]


# -- codes


def test_an_esco_uuid_becomes_a_uri_beside_the_owners_differing_label() -> None:
    uuid = "f2b15a0e-e65a-438a-affb-29b9d50b77d1"
    data = passport(work(f"<Position><Code>{uuid}</Code><Label>Chief of bytes</Label></Position>"))
    portfolio, _ = ep.read(data)
    occupation = portfolio.experiences[0].positions[0].occupation
    assert occupation.uri == f"http://data.europa.eu/esco/occupation/{uuid}"
    assert occupation.label == "Chief of bytes"
    assert texts(rewritten(data), "//e:Position/e:Code/text()") == [uuid]
    assert texts(rewritten(data), "//e:Position/e:Label/text()") == ["Chief of bytes"]


def test_isco_88_is_never_taken_for_isco_08() -> None:
    data = passport(work("<Position><Code>24510</Code><Label>Writer</Label></Position>"), version="V3.3")
    portfolio, _ = ep.read(data)
    occupation = portfolio.experiences[0].positions[0].occupation
    assert (occupation.scheme, occupation.notation, occupation.uri) == (
        "http://www.ilo.org/isco/isco-88", "24510", None,
    )  # fmt: skip
    assert texts(rewritten(data), "//e:Position/e:Code/text()") == ["24510"]


def test_isco_88_is_named_as_lost_in_a_version_that_knows_esco_only() -> None:
    data = passport(work("<Position><Code>24510</Code><Label>Writer</Label></Position>"), version="V3.3")
    conversion = ep.convert(data, target_format="europass-xml", version="3.4.0")
    assert b"24510" not in conversion.data
    assert [item.value for item in conversion.report.named("lost") if item.value == "24510"]


def test_isced_97_is_never_taken_for_isced_f() -> None:
    data = passport("<EducationList><Education><Title>Arts</Title><Field><Code>21</Code><Label>Arts</Label></Field>"
                    "</Education></EducationList>")  # fmt: skip
    portfolio, _ = ep.read(data)
    field = portfolio.qualifications[0].specification.fields_of_study[0]
    assert (field.scheme, field.notation) == ("http://uis.unesco.org/isced-1997/fields", "21")
    assert texts(rewritten(data), "//e:Field/e:Code/text()") == ["21"]


@pytest.mark.parametrize(("europass", "iso"), [("UK", "GB"), ("EL", "GR"), ("NL", "NL")])
def test_countries_are_iso_inside_and_europass_outside(europass: str, iso: str) -> None:
    data = passport(
        "<Identification><ContactInfo><Address><Contact><Country>"
        f"<Code>{europass}</Code></Country></Contact></Address></ContactInfo></Identification>"
    )
    portfolio, _ = ep.read(data)
    assert portfolio.owner.addresses[0].country.notation == iso
    assert texts(rewritten(data), "//e:Country/e:Code/text()") == [europass]


def test_a_code_of_another_scheme_is_not_written_as_if_it_were_of_this_one() -> None:
    level = {"scheme": "https://example.org/levels", "notation": "7"}
    specification = {"title": "Master of Examples", "eqf_level": level}
    portfolio = ep.Portfolio.model_validate({"qualifications": [{"specification": specification}]})
    writing = ep.dumps(portfolio, "europass-xml")
    assert b"<Level>" not in writing.data
    assert "/qualifications/0/specification/eqf_level/notation" in [
        item.pointer for item in writing.report.named("lost")
    ]


# -- dates


@pytest.mark.parametrize(
    ("attributes", "edtf"),
    [
        ('year="2002"', "2002"),
        ('year="2002" month="--08"', "2002-08"),
        ('year="2002" month="--08" day="---01"', "2002-08-01"),
    ],
)
def test_dates_keep_their_precision_both_ways(attributes: str, edtf: str) -> None:
    data = passport(work(f"<Period><From {attributes}/></Period><Position><Label>x</Label></Position>"))
    portfolio, _ = ep.read(data)
    assert portfolio.experiences[0].positions[0].period.start.edtf == edtf
    start = rewritten(data).find(f".//{{{NAMESPACE}}}From")
    assert start is not None
    assert " ".join(f'{key}="{value}"' for key, value in start.attrib.items()) == attributes


def test_31_february_is_kept_as_written_reported_and_restored() -> None:
    data = passport(work('<Period><From year="2021" month="--02" day="---31"/></Period>'))
    portfolio, report = ep.read(data)
    start = portfolio.experiences[0].positions[0].period.start
    assert (start.edtf, start.verbatim) == (None, "2021-02-31")
    assert [item.line for item in report.named("impossible-date")] == [1]
    assert leaf_values(data) == leaf_values(ep.dumps(portfolio, "europass-xml").data)


def test_ongoing_is_not_the_same_as_unknown() -> None:
    def period(inner: str) -> ep.Portfolio:
        return ep.read(passport(work(f'<Period><From year="2001"/>{inner}</Period>'))).portfolio

    assert period("<Current>true</Current>").experiences[0].positions[0].period.ongoing is True
    assert period("<Current>false</Current>").experiences[0].positions[0].period.ongoing is False
    assert period("").experiences[0].positions[0].period.ongoing is None


def test_a_season_has_no_place_in_attributes_and_is_named() -> None:
    portfolio = ep.Portfolio.model_validate(
        {
            "experiences": [
                {
                    "kind": "employment",
                    "positions": [{"period": {"start": "2002-21"}, "occupation": {"label": "x"}}],
                }
            ]
        }
    )
    report = ep.dumps(portfolio, "europass-xml").report
    assert [item.value for item in report.named("value-not-expressible")] == ["2002-21"]


# -- texts


def test_markup_that_could_run_code_is_removed_named_and_never_written_again() -> None:
    data = passport(
        work('<Activities>&lt;p onclick="x()"&gt;Good&lt;/p&gt;&lt;script&gt;evil()&lt;/script&gt;</Activities>')
    )
    portfolio, report = ep.read(data)
    assert portfolio.experiences[0].positions[0].description.html == "<p>Good</p>"
    assert len(report.named("unsafe-markup")) == 1
    for target in ("europass-xml", "eportfolio"):
        assert b"evil" not in ep.dumps(portfolio, target).data


def test_layout_that_the_model_has_no_place_for_comes_back_in_the_same_format() -> None:
    text = '<p style="color:red">Red</p><ul class="x"><li>one</li></ul>'
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    data = passport(work(f"<Activities>{escaped}</Activities>"))
    portfolio, _ = ep.read(data)
    assert portfolio.experiences[0].positions[0].description.html == "<p>Red</p><ul><li>one</li></ul>"
    assert texts(rewritten(data), "//e:Activities/text()") == [text]


def test_an_edited_text_is_written_as_edited_not_as_it_was_spelt() -> None:
    data = passport(work("<Activities>&lt;p style='color:red'&gt;Red&lt;/p&gt;</Activities>"))
    portfolio, _ = ep.read(data)
    portfolio.experiences[0].positions[0].description.html = "<p>Blue</p>"
    root = etree.fromstring(ep.dumps(portfolio, "europass-xml").data)
    assert texts(root, "//e:Activities/text()") == ["<p>Blue</p>"]


def test_residue_follows_its_item_when_others_are_removed() -> None:
    data = passport(
        "<WorkExperienceList>"
        + "".join(f"<WorkExperience><Position><Label>{n}</Label></Position><Employer><Name>{n}</Name>"
                  f"<ContactInfo><Address><Use><Code>u{n}</Code></Use></Address></ContactInfo></Employer>"
                  f"<Hobby>h{n}</Hobby></WorkExperience>" for n in "abc")
        + "</WorkExperienceList>"
    )  # fmt: skip
    portfolio, report = ep.read(data)
    assert [item.value for item in report.named("not-mapped")] == ["ha", "hb", "hc"]
    del portfolio.experiences[0]
    root = etree.fromstring(ep.dumps(portfolio, "europass-xml", residue="keep").data)
    assert texts(root, "//e:WorkExperience[e:Position/e:Label='b']/e:Hobby/text()") == ["hb"]
    assert texts(root, "//e:WorkExperience[e:Position/e:Label='c']/e:Hobby/text()") == ["hc"]


def test_what_the_schema_forbids_is_named_unless_residue_is_kept() -> None:
    data = passport(work("<Position><Label>a</Label></Position><Hobby>chess</Hobby>"))
    strict = ep.convert(data, target_format="europass-xml")
    assert b"chess" not in strict.data
    assert [item.value for item in strict.report.named("residue-not-allowed")] == ["chess"]
    assert b"chess" in ep.convert(data, target_format="europass-xml", residue="keep").data


# -- references

ATTACHMENT = (
    '<AttachmentList><Attachment id="ATT_9"><Name>a.png</Name><MimeType>image/png</MimeType><Data>{data}</Data>'
    "</Attachment></AttachmentList>"
)


def test_references_lead_to_evidence_and_keep_their_ids() -> None:
    data = passport(
        work('<Documentation><ReferenceTo idref="ATT_9"/></Documentation><Position><Label>a</Label></Position>'),
        rest=ATTACHMENT.format(data="aGVsbG8="),
    )
    portfolio, report = ep.read(data)
    assert portfolio.experiences[0].evidence == [portfolio.evidence_items[0].id]
    assert report.ok
    root = rewritten(data)
    assert texts(root, "//@idref") == ["ATT_9"]
    assert texts(root, "//@id") == ["ATT_9"]


def test_a_reference_that_leads_nowhere_is_named_and_not_written() -> None:
    data = passport(
        work('<Position><Label>a</Label></Position><Documentation><ReferenceTo idref="ATT_1"/></Documentation>')
    )
    report = ep.read(data).report
    assert [item.value for item in report.named("dangling-reference")] == ["ATT_1"]
    assert texts(rewritten(data), "//@idref") == []


def test_base64_garbage_is_kept_as_it_stands_and_reported() -> None:
    data = passport(rest=ATTACHMENT.format(data="not*base64!"))
    portfolio, report = ep.read(data)
    assert portfolio.evidence_items[0].media.content == "not*base64!"
    assert len(report.named("invalid-base64")) == 1


# -- structure of the file


def test_comments_and_processing_instructions_are_no_content() -> None:
    data = passport(work("<Position><Label>Te<!-- no -->ach<?pi no?>er</Label></Position>"))
    assert ep.read(data).portfolio.experiences[0].positions[0].occupation.label == "Teacher"


def test_an_empty_element_makes_no_item() -> None:
    portfolio, _ = ep.read(passport(work("<Period/>")))
    assert portfolio.experiences == []


def test_an_unknown_language_is_not_invented() -> None:
    portfolio = ep.Portfolio.model_validate({"owner": {"names": [{"given_name": "Ada"}]}})
    data = ep.dumps(portfolio, "europass-xml").data
    assert ep.read(data).portfolio.language is None


def test_reading_twice_gives_the_same_ids() -> None:
    data = (EXAMPLES / "europass-xml" / "cv.xml").read_bytes()
    one, two = ep.read(data).portfolio, ep.read(data).portfolio
    assert [item.id for item in one.items()] == [item.id for item in two.items()]
    assert len({item.id for item in one.items()}) == len(list(one.items()))


def test_the_example_round_trips_leaf_by_leaf() -> None:
    data = (EXAMPLES / "europass-xml" / "cv.xml").read_bytes()
    assert leaf_values(ep.convert(data, target_format="europass-xml").data) == leaf_values(data)


# -- against the official schemas and samples


@needs_shared
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_round_trips_leaf_by_leaf(sample: object) -> None:
    data = sample.read_bytes()  # type: ignore[attr-defined]
    assert leaf_values(ep.convert(data, target_format="europass-xml").data) == leaf_values(data)


@needs_shared
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_written_is_valid_against_its_official_schema(version: str) -> None:
    folder = shared(f"schemas/europass-legacy/xsd/{VERSIONS[version]}")
    schema = etree.XMLSchema(etree.parse(next(folder.glob("EuropassSchema*.xsd"))))
    for sample in SAMPLES:
        data = ep.convert(sample, target_format="europass-xml", version=version).data
        schema.validate(etree.fromstring(data))
        assert not [str(error.message) for error in schema.error_log], sample.name


def test_residue_that_is_not_allowed_is_counted_as_lost_at_its_line() -> None:
    data = passport(work("<Position><Label>a</Label></Position>\n<Hobby>chess</Hobby>"))
    report = ep.convert(data, target_format="europass-xml").report
    assert [(item.line, item.pointer.rpartition("/")[2]) for item in report.named("residue-not-allowed")] == [
        (2, "Hobby")
    ]
    assert report.fidelity is not None
    assert report.fidelity.lost == 1
    assert report.named("not-mapped") == []
