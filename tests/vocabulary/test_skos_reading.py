"""What is taken from SKOS that others made, with both parsers; and what is not taken is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eportfolio.report.errors import EportfolioError, UsageError
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.importing import ImportOptions, install_other
from eportfolio.vocabulary.index.builder import Built
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.skos.parsing import read_triples
from eportfolio.vocabulary.skos.reading import install_skos
from tests.vocabulary.contents import contents

EX = "https://example.org/"
HEAD = """\
@prefix : <https://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
@prefix esco: <http://data.europa.eu/esco/model#> .
"""
SCHEME = ':s a skos:ConceptScheme ; dct:title "Crafts"@en, "Ambachten"@nl ; owl:versionInfo "2.1" .\n'


@pytest.fixture(params=[True, False], ids=["pyoxigraph", "rdflib"])
def streaming(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


class Installed:
    """What became of a text that was installed."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.scheme = ConceptScheme(built.path)

    def __getitem__(self, name: str) -> Any:
        found = self.scheme.get(name if ":" in name else EX + name)
        assert found is not None, name
        return found

    def labels(self, name: str) -> set[tuple[str, str, str]]:
        return {(one.kind, one.language, one.text) for one in self.scheme.labels(EX + name)}

    def related(self, name: str) -> set[tuple[str, str]]:
        return {(one.predicate, one.object.removeprefix(EX)) for one in self.scheme.relations(EX + name)}

    def notes(self, name: str) -> set[tuple[str, str, str]]:
        return {(one.kind, one.language, one.text) for one in self.scheme.notes(EX + name)}

    def not_taken(self) -> list[str]:
        return [item.message for item in self.built.findings if item.name == "not-taken"]


def install(folder: Path, text: str, *, streaming: bool, suffix: str = ".ttl", **options: Any) -> Installed:
    file = folder / f"source{suffix}"
    file.write_text(HEAD + text if suffix == ".ttl" else text, encoding="utf-8")
    return Installed(
        install_skos(Vocabularies(folder / "v"), "mine", [file], ImportOptions(**options), streaming=streaming)
    )


def test_a_plain_scheme(tmp_path: Path, streaming: bool) -> None:
    text = """
:s dct:issued "2024-05-01"^^xsd:date ; dct:license <https://example.org/licence> ; dct:source "A book" ;
   skos:scopeNote "About crafts."@en ; skos:hasTopConcept :1 .
:1 a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; skos:notation 0110 ;
   skos:prefLabel "masonry"@en, "metselen"@nl ;
   skos:altLabel "bricklaying"@EN-gb ; skos:hiddenLabel "masonary"@en ; skos:definition "Building with stones."@en ;
   skos:historyNote "old"@en ; skos:example "walls"@en ; rdfs:comment "a craft"@en ;
   dct:modified "2020-01-02T00:00:00Z"^^xsd:dateTime ; skos:narrower :2 ; skos:exactMatch <http://example.net/1> .
:2 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "pointing"@en ; skos:related :1 ;
   skos:notation "1.10"^^xsd:decimal .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming, language="nl")
    said = found.scheme.description
    assert (said.name, said.version, said.uri, said.title) == ("mine", "2.1", EX + "s", "Ambachten")
    assert (said.date, said.licence, said.sources, said.notes) == (
        "2024-05-01", EX + "licence", ("A book",), ("About crafts.",),
    )  # fmt: skip
    assert found["1"].notation == "0110"
    assert found["2"].notation == "1.10"
    assert found["1"].modified == "2020-01-02T00:00:00Z"
    assert found.labels("1") == {
        ("preferred", "en", "masonry"), ("preferred", "nl", "metselen"), ("alternative", "en-GB", "bricklaying"),
        ("hidden", "en", "masonary"),
    }  # fmt: skip
    assert found.notes("1") == {
        ("definition", "en", "Building with stones."), ("history_note", "en", "old"), ("example", "en", "walls"),
        ("description", "en", "a craft"),
    }  # fmt: skip
    assert found.related("1") == {("exact_match", "http://example.net/1")}
    assert found.related("2") == {("broader", "1"), ("related", "1")}
    assert found.built.findings == []


def test_labels_and_notes_as_resources(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a skos:Concept ; skos:inScheme :s ; skosxl:prefLabel :l1 ; skosxl:altLabel [ skosxl:literalForm "bricklaying"@en ] ;
   skosxl:hiddenLabel :nothing ; skos:definition [ rdf:value "Building with stones."@en ; dct:creator :somebody ] ;
   dct:description :d .
:l1 a skosxl:Label ; skosxl:literalForm "masonry"@en .
:d a esco:NodeLiteral ; esco:nodeLiteral "A craft."@en ; esco:language "en" .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming)
    assert found.labels("1") == {("preferred", "en", "masonry"), ("alternative", "en", "bricklaying")}
    assert found.notes("1") == {("definition", "en", "Building with stones."), ("description", "en", "A craft.")}
    assert found.not_taken() == [
        "Statements with http://www.w3.org/2008/05/skos-xl#hiddenLabel were not taken: 1.",
        "Statements about no concept of the scheme were not taken: 2 (dcterms:creator 1, esco:language 1).",
    ]


def test_groups_collections_and_lists(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "one"@en .
:2 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "two"@en .
:c a skos:Collection ; skos:prefLabel "a collection"@en ; skos:member :1, :2 .
:o a skos:OrderedCollection ; skos:prefLabel "an order"@en ; skos:memberList ( :2 :1 :elsewhere ) .
<http://example.net/c> skos:member :1 .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming)
    assert found["c"].type == found["o"].type == "collection"
    assert set(found.scheme.members(EX + "c")) == {EX + "1", EX + "2"}
    assert found.scheme.members(EX + "o") == (EX + "2", EX + "1")
    assert ("member_of", "http://example.net/c") in found.related("1")


def test_a_list_that_runs_in_a_circle_ends(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "one"@en .
:o a skos:OrderedCollection ; skos:prefLabel "a circle"@en ; skos:memberList _:x .
_:x rdf:first :1 ; rdf:rest _:y . _:y rdf:first :1 ; rdf:rest _:x .
"""
    assert install(tmp_path, SCHEME + text, streaming=streaming).scheme.members(EX + "o") == (EX + "1",)


def test_what_became_of_concepts(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "1"@en ; owl:deprecated true ; dct:isReplacedBy :2, :3 .
:2 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "2"@en ; owl:deprecated false ; iso-thes:status "proposed" .
:3 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "3"@en ; adms:status <http://purl.org/adms/status/Deprecated> .
:4 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "4"@en ; dct:replaces :5 ;
   adms:status <http://purl.org/adms/status/Completed> .
:5 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "5"@en .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming)
    assert [found[name].status for name in "12345"] == ["obsolete", "proposed", "obsolete", "released", "released"]
    assert found["1"].replaced_by == EX + "2"
    assert found.related("1") == {("replaced_by", "3")}
    assert found["5"].replaced_by == EX + "4"


def test_what_is_not_taken_is_counted_by_property(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a skos:Concept, :Craft ; skos:inScheme :s, :other ; skos:prefLabel "1"@en, <http://example.net/no-text> ;
   skos:broader "words" ; skos:broaderTransitive :2 ; :colour "red", "blue" ; skos:narrower <http://example.net/2> ;
   dct:modified :never ; skos:notation "1", "I" ; skos:notation :no .
:2 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "2"@en .
:s dct:publisher :somebody . :somebody rdfs:label "Somebody"@en . :other dct:title "Other" .
[] a skos:Concept ; skos:inScheme :s ; skos:prefLabel "nameless"@en .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming, scheme=EX + "s")
    counted = dict(message.removesuffix(".").removeprefix("Statements with ").split(" were not taken: ")
                   for message in found.not_taken() if message.startswith("Statements with"))  # fmt: skip
    assert counted == {
        "rdf:type https://example.org/Craft": "1", "skos:inScheme": "1", "skos:prefLabel": "1", "skos:broader": "1",
        "skos:broaderTransitive": "1", "https://example.org/colour": "2", "skos:narrower": "1",
        "dcterms:modified": "1", "skos:notation": "1", "dcterms:publisher": "1",
    }  # fmt: skip
    assert "not taken: 5 (" in found.not_taken()[-1]
    assert found.scheme.properties(EX + "1") == {"notation": ("I",)}
    assert found["1"].notation == "1"


def test_the_finding_of_many_properties_stays_short(tmp_path: Path, streaming: bool) -> None:
    many = " ; ".join(f':p{number} "x"' for number in range(60))
    found = install(tmp_path, f'{SCHEME} :1 a skos:Concept ; skos:prefLabel "1"@en ; {many} .', streaming=streaming)
    assert len(found.not_taken()) == 26
    assert found.not_taken()[-1] == "Statements with other properties were not taken: 35."


def test_a_label_in_the_wider_sense_counts_where_there_is_no_other(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a skos:Concept ; rdfs:label "one"@en . :2 a skos:Concept ; skos:prefLabel "two"@en ; rdfs:label "zwei"@de .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming)
    assert found.labels("1") == {("preferred", "en", "one")}
    assert found.labels("2") == {("preferred", "en", "two")}
    assert found.not_taken() == ["Statements with rdfs:label were not taken: 1."]


def test_labels_without_a_language_get_the_one_that_is_named(tmp_path: Path, streaming: bool) -> None:
    text = f'{SCHEME} :1 a skos:Concept ; skos:prefLabel "een" ; skos:note "opmerking" .'
    assert install(tmp_path, text, streaming=streaming, language="nl").labels("1") == {("preferred", "nl", "een")}
    assert install(tmp_path, text, streaming=streaming).labels("1") == {("preferred", "", "een")}


def test_members_of_the_scheme_are_concepts_whatever_class_they_have(tmp_path: Path, streaming: bool) -> None:
    text = """
:1 a :Craft ; skos:inScheme :s ; skos:prefLabel "one"@en . :s skos:hasTopConcept :2 . :2 skos:prefLabel "two"@en .
:3 a :Craft ; rdfs:label "three"@en .
"""
    found = install(tmp_path, SCHEME + text, streaming=streaming, type="skill")
    assert [concept.uri for concept in found.scheme.concepts()] == [EX + "1", EX + "2"]
    assert {concept.type for concept in found.scheme.concepts()} == {"skill"}


# -- several schemes ---------------------------------------------------------------------------------------------

TWO = """
:s a skos:ConceptScheme ; dct:title "One"@en ; owl:versionInfo "1" .
:t a skos:ConceptScheme ; skos:prefLabel "Two"@en ; owl:versionInfo "2" .
:1 a skos:Concept ; skos:inScheme :s ; skos:prefLabel "one"@en ; skos:broader :2 .
:2 a skos:Concept ; skos:inScheme :t ; skos:prefLabel "two"@en .
:3 a skos:Concept ; skos:inScheme :s, :t ; skos:prefLabel "three"@en .
"""


def test_several_schemes_are_named_and_one_can_be_chosen(tmp_path: Path, streaming: bool) -> None:
    with pytest.raises(VocabularySourceError, match="There are 2 schemes") as caught:
        install(tmp_path, TWO, streaming=streaming)
    assert f"{EX}s (2 concepts)" in str(caught.value)
    assert "--scheme" in caught.value.finding.advice
    found = install(tmp_path, TWO, streaming=streaming, scheme=EX + "t")
    assert found.scheme.description.title == "Two"
    assert [concept.uri for concept in found.scheme.concepts()] == [EX + "2", EX + "3"]
    found = install(tmp_path, TWO, streaming=streaming, uri=EX + "s")
    assert found.related("1") == {("broader", "2")}  # a concept of the other scheme is outside of this one
    assert found.scheme.counts()["link"] == 1
    with pytest.raises(VocabularySourceError, match=r"There is no scheme https://example\.org/u"):
        install(tmp_path, TWO, streaming=streaming, scheme=EX + "u")


def test_a_collection_that_no_scheme_claims_goes_with_the_chosen_one(tmp_path: Path, streaming: bool) -> None:
    text = (
        TWO
        + """
:c a skos:Collection ; skos:prefLabel "mine"@en ; skos:member :1 .
:d a skos:Collection ; skos:inScheme :t ; skos:prefLabel "theirs"@en ; skos:member :2 .
"""
    )
    found = install(tmp_path, text, streaming=streaming, scheme=EX + "s")
    assert {concept.uri for concept in found.scheme.concepts("collection")} == {EX + "c"}
    assert found.scheme.members(EX + "c") == (EX + "1",)


def test_all_schemes_can_be_taken_as_one(tmp_path: Path, streaming: bool) -> None:
    with pytest.raises(VocabularySourceError, match="version and the uri"):
        install(tmp_path, TWO, streaming=streaming, scheme="all")
    found = install(tmp_path, TWO, streaming=streaming, scheme="all", version="1", uri=EX + "all", title="All")
    assert found.related("3") == {("member_of", "s"), ("member_of", "t")}
    assert found["t"].type == "collection"
    assert found["s"].label() == "One"
    assert found.related("1") == {("broader", "2"), ("member_of", "s")}


def test_of_one_declared_scheme_and_others_only_named_it_is_the_declared_one(tmp_path: Path, streaming: bool) -> None:
    text = SCHEME + ':1 a skos:Concept ; skos:inScheme :s, <http://example.net/t> ; skos:prefLabel "one"@en .'
    assert install(tmp_path, text, streaming=streaming).scheme.description.uri == EX + "s"


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (":x :y :z .", {"version": "1"}, "There is no concept"),
        (':1 a skos:Concept ; skos:prefLabel "one"@en .', {"version": "1"}, "No scheme"),
        (':s a skos:ConceptScheme . :1 a skos:Concept ; skos:prefLabel "1"@en .', {}, "version"),
    ],
)
def test_what_nothing_says_is_asked_for(
    tmp_path: Path, streaming: bool, text: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(VocabularySourceError, match=told):
        install(tmp_path, text, streaming=streaming, **options)
    assert not (tmp_path / "v").exists()


def test_what_the_user_says_counts_more(tmp_path: Path, streaming: bool) -> None:
    text = SCHEME + ':1 a skos:Concept ; skos:prefLabel "one"@en .'
    found = install(tmp_path, text, streaming=streaming, version="9", title="Mine", uri="https://example.org/mine")
    said = found.scheme.description
    assert (said.version, said.title, said.uri) == ("9", "Mine", "https://example.org/mine")


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ('"Version 2.0 (May 2024)"', "version-2.0-may-2024"),
        ("<https://example.org/v/1.2/>", "1.2"),
        ('"1.2.0"', "1.2.0"),
    ],
)
def test_versions_become_part_of_a_file_name(tmp_path: Path, streaming: bool, written: str, version: str) -> None:
    text = f':s a skos:ConceptScheme ; dct:hasVersion {written} . :1 a skos:Concept ; skos:prefLabel "1"@en .'
    assert install(tmp_path, text, streaming=streaming).built.path.name == f"{version}.sqlite"


# -- ESCO ----------------------------------------------------------------------------------------------------------

ESCO = "http://data.europa.eu/esco/"
AS_ESCO = """
@base <http://data.europa.eu/esco/> .
<concept-scheme/skills> a skos:ConceptScheme ; dct:title "Skills"@en ; owl:versionInfo "1.2.0" .
<skill/a> a skos:Concept, esco:MemberConcept, esco:Skill ; skos:inScheme <concept-scheme/skills> ;
  esco:skillType <skill-type/skill> ; esco:skillReuseLevel <skill-reuse-level/cross-sector> ;
  skos:prefLabel "lay bricks"@en ; skosxl:prefLabel <label/a> ; iso-thes:status "released" ;
  skos:broader <skill/S1.2>, <skill/b> ; esco:isEssentialSkillFor <occupation/o> ;
  esco:relatedOptionalSkill <skill/k> ; dct:description <node-literal/a> ;
  dct:modified "2016-12-20T20:04:40Z"^^xsd:dateTime ; esco:hasAssociation <relation/a> .
<skill/b> a skos:Concept, esco:Skill ; skos:inScheme <concept-scheme/skills> ;
  esco:skillType <skill-type/skill> ; skos:prefLabel "b"@en .
<skill/k> a skos:Concept, esco:Skill ; skos:inScheme <concept-scheme/skills> ;
  esco:skillType <skill-type/knowledge> ; skos:prefLabel "k"@en .
<skill/S1.2> a skos:Concept ; skos:inScheme <concept-scheme/skills> ;
  skos:prefLabel "constructing"@en ; skos:broader <skill/S1> .
<skill/S1> a skos:Concept ; skos:inScheme <concept-scheme/skills> ; skos:prefLabel "making"@en .
<occupation/o> a skos:Concept, esco:Occupation ; skos:inScheme <concept-scheme/skills> ;
  skos:prefLabel "bricklayer"@en ; skos:broader <isco/C7112> ; esco:memberOfISCOGroup <isco/C7112> ;
  esco:hasNACECode <nace2.1/43.9> .
<isco/C7112> a skos:Concept ; skos:inScheme <concept-scheme/skills> ; skos:prefLabel "Bricklayers"@en .
<label/a> a skosxl:Label ; skosxl:literalForm "lay bricks"@en .
<node-literal/a> a esco:NodeLiteral ; esco:language "en" ; esco:nodeLiteral "Puts stones on stones."@en .
"""


def test_the_shape_of_esco(tmp_path: Path, streaming: bool) -> None:
    found = install(tmp_path, AS_ESCO, streaming=streaming)
    types = {concept.uri.removeprefix(ESCO): concept.type for concept in found.scheme.concepts()}
    assert types == {
        "skill/a": "skill", "skill/b": "skill", "skill/k": "knowledge", "skill/S1.2": "skill_group",
        "skill/S1": "skill_group", "occupation/o": "occupation", "isco/C7112": "isco_group",
    }  # fmt: skip

    def related(name: str) -> set[tuple[str, str]]:
        return {(one.predicate, one.object.removeprefix(ESCO)) for one in found.scheme.relations(ESCO + name)}

    assert related("skill/a") == {("group", "skill/S1.2"), ("broader", "skill/b"), ("optional_skill", "skill/k")}
    assert related("skill/S1.2") == {("broader", "skill/S1")}
    assert related("occupation/o") == {("group", "isco/C7112"), ("essential_skill", "skill/a")}
    assert found.scheme.properties(ESCO + "skill/a") == {"reuse_level": ("cross-sector",)}
    assert found.scheme.properties(ESCO + "occupation/o") == {"nace": ("43.9",)}
    assert [(note.kind, note.text) for note in found.scheme.notes(ESCO + "skill/a")] == [
        ("description", "Puts stones on stones.")
    ]
    assert found.not_taken() == [
        "Statements with esco:hasAssociation were not taken: 1.",
        "Statements about no concept of the scheme were not taken: 1 (esco:language 1).",
    ]


# -- the other syntaxes, and several files -----------------------------------------------------------------------

XML = """<?xml version="1.0" encoding="{encoding}"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
  xmlns:dct="http://purl.org/dc/terms/" xmlns:owl="http://www.w3.org/2002/07/owl#" xml:base="https://example.org/"
  xml:lang="nl">
<!-- a comment -->
<skos:ConceptScheme rdf:about="s" dct:title="Ambachten" owl:versionInfo="1">
  <skos:hasTopConcept><skos:Concept rdf:ID="n1"><skos:prefLabel>metselen &amp; vo<!-- x -->egen é</skos:prefLabel>
    <skos:notation rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">0110</skos:notation>
    <skos:altLabel xml:lang="">brick</skos:altLabel>
    <skos:note rdf:parseType="Resource"><rdf:value>noot</rdf:value></skos:note>
    <skos:broader rdf:resource="#2"/></skos:Concept></skos:hasTopConcept>
</skos:ConceptScheme>
<skos:Concept rdf:about="https://example.org/#2"><skos:prefLabel><![CDATA[<b>]]></skos:prefLabel></skos:Concept>
<skos:OrderedCollection rdf:about="c"><skos:memberList rdf:parseType="Collection"><skos:Concept rdf:about="#n1"/>
  <skos:Concept rdf:about="#2"/></skos:memberList></skos:OrderedCollection>
</rdf:RDF>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "utf-8-sig"])
def test_rdf_xml_in_its_abbreviated_forms(tmp_path: Path, streaming: bool, encoding: str) -> None:
    file = tmp_path / "source.rdf"
    file.write_bytes(XML.format(encoding=encoding.replace("-sig", "")).encode(encoding))
    found = Installed(install_skos(Vocabularies(tmp_path / "v"), "mine", [file], ImportOptions(), streaming=streaming))
    assert found.labels("#n1") == {("preferred", "nl", "metselen & voegen é"), ("alternative", "", "brick")}
    assert found.notes("#n1") == {("note", "nl", "noot")}
    assert found["#n1"].notation == "0110"
    assert found.labels("#2") == {("preferred", "nl", "<b>")}
    assert found.related("#n1") == {("broader", "#2"), ("member_of", "c")}
    assert found.scheme.description.title == "Ambachten"


JSON_LD = """
{"@context": {"@version": 1.1, "@language": "en", "id": "@id", "type": "@type", "dct": "http://purl.org/dc/terms/",
  "skos": "http://www.w3.org/2004/02/skos/core#",
  "modified": {"@id": "dct:modified", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
  "label": {"@id": "skos:prefLabel", "@container": "@language"}, "broader": {"@id": "skos:broader", "@type": "@id"},
  "notation": "skos:notation", "version": "http://www.w3.org/2002/07/owl#versionInfo", "@base": "https://example.org/"},
 "@graph": [
  {"id": "s", "type": "skos:ConceptScheme", "dct:title": "Crafts", "version": 2},
  {"id": "1", "type": "skos:Concept", "skos:inScheme": {"id": "s"}, "label": {"en": "masonry", "nl": ["metselen"]},
   "notation": "0110", "modified": "2020-01-02T00:00:00Z",
   "skos:altLabel": ["bricklaying", {"@value": "maçonnerie", "@language": "FR"}],
   "skos:narrower": {"id": "2", "type": "skos:Concept", "label": {"en": "pointing"}, "notation": 7}},
  {"id": "3", "type": ["skos:Concept"], "broader": "1", "label": {"en": "three"},
   "notation": {"@value": "007", "@type": "http://www.w3.org/2001/XMLSchema#integer"}}
 ]}
"""


def test_json_ld_with_a_context_of_its_own(tmp_path: Path, streaming: bool) -> None:
    found = install(tmp_path, JSON_LD, streaming=streaming, suffix=".jsonld")
    assert found.labels("1") == {
        ("preferred", "en", "masonry"), ("preferred", "nl", "metselen"), ("alternative", "en", "bricklaying"),
        ("alternative", "fr", "maçonnerie"),
    }  # fmt: skip
    assert [found[name].notation for name in "123"] == ["0110", "7", "007"]
    assert found["1"].modified == "2020-01-02T00:00:00Z"
    assert found.related("2") == found.related("3") == {("broader", "1")}
    assert found.scheme.description.version == "2"


def test_several_files_are_read_as_one(tmp_path: Path, streaming: bool) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + SCHEME + ':1 a skos:Concept ; skos:note _:b0 . _:b0 rdf:value "a"@en .')
    (tmp_path / "b.nt").write_text(
        f'<{EX}1> <http://www.w3.org/2004/02/skos/core#prefLabel> "one"@en .\n'
        f"<{EX}1> <http://www.w3.org/2004/02/skos/core#definition> _:b0 .\n"
        f'_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "b"@en .\n'
    )
    files = [tmp_path / "a.ttl", tmp_path / "b.nt"]
    found = Installed(install_skos(Vocabularies(tmp_path / "v"), "mine", files, ImportOptions(), streaming=streaming))
    assert found.labels("1") == {("preferred", "en", "one")}
    assert found.notes("1") == {("note", "en", "a"), ("definition", "en", "b")}  # the two blank nodes are not the same


def test_both_parsers_give_the_same_index(tmp_path: Path) -> None:
    for number, (suffix, text) in enumerate(
        ((".ttl", HEAD + AS_ESCO), (".jsonld", JSON_LD), (".rdf", XML.format(encoding="utf-8")))
    ):
        file = tmp_path / f"source{suffix}"
        file.write_text(text)
        indexes = [
            install_skos(Vocabularies(tmp_path / f"{number} {way}"), "mine", [file], ImportOptions(), streaming=way)
            for way in (True, False)
        ]
        one, other = (contents(ConceptScheme(built.path)) for built in indexes)
        assert one == other
        assert one["counts"]["concept"] >= 3
        assert indexes[0].findings == indexes[1].findings


def test_many_triples_wait_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, streaming: bool) -> None:
    monkeypatch.setattr("eportfolio.vocabulary.skos.parsing._MEMORY", 1000)
    monkeypatch.setattr("eportfolio.vocabulary.skos.parsing._BATCH", 7)
    (tmp_path / "a.ttl").write_text(HEAD + "".join(f':{number} :p "{number}" .\n' for number in range(500)))
    with read_triples([tmp_path / "a.ttl"], streaming=streaming) as triples:
        assert triples._file._rolled  # type: ignore[attr-defined]
        assert len(triples) == len(list(triples)) == len(list(triples)) == 500
        assert list(triples)[-1] == [EX + "499", EX + "p", "499", ""]


# -- as a person types it ------------------------------------------------------------------------------------------


def test_a_folder_of_files_and_wrong_names(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.ttl").write_text(HEAD + SCHEME + ":1 a skos:Concept .")
    (folder / "b.ttl").write_text(HEAD + ':1 skos:prefLabel "one"@en .')
    (folder / "readme.md").write_text("# no vocabulary")
    (folder / ".hidden.ttl").write_text("nonsense")
    vocabularies = Vocabularies(tmp_path / "v")
    built = install_other(vocabularies, "mine", [folder])
    assert built.counts["label"] == 1
    for name, version in (("Mine", ""), ("../mine", ""), ("mine", "V 1"), ("", ""), ("mine", "../1")):
        with pytest.raises(UsageError, match=r"is no (name|version)"):
            install_other(vocabularies, name, [folder], ImportOptions(version=version))
    with pytest.raises(UsageError, match="0 files are given"):
        install_other(vocabularies, "mine", [])
    with pytest.raises(VocabularySourceError, match=r"readme\.md is no vocabulary"):
        install_other(vocabularies, "mine", [folder / "readme.md"])
    with pytest.raises(EportfolioError, match=r"nothing\.ttl cannot be opened"):
        install_other(vocabularies, "mine", [folder / "nothing.ttl"])
