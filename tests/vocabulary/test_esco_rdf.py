"""Installing ESCO from RDF, bare and in a zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from eportfolio.report.errors import UnreadableError, UsageError
from eportfolio.vocabulary.concepts import ESSENTIAL_SKILL, OPTIONAL_SKILL
from eportfolio.vocabulary.esco.install import EscoInstalled, install_esco
from eportfolio.vocabulary.esco.package import GRAPHS
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.skos.writing import SUFFIXES
from tests.vocabulary.esco_packages import complete, write_folder

ESCO = "http://data.europa.eu/esco/"
BAKE, KNEAD, YEAST = (f"{ESCO}skill/00000000-0000-4000-8000-00000000000{number}" for number in range(3))
BAKER = f"{ESCO}occupation/00000000-0000-4000-8000-000000000003"

TURTLE = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix esco: <http://data.europa.eu/esco/model#> .
@prefix scheme: <{ESCO}concept-scheme/> .
@prefix dct: <http://purl.org/dc/terms/> .

scheme:skills a skos:ConceptScheme ; skos:prefLabel "ESCO skills"@en .
scheme:occupations a skos:ConceptScheme ; skos:prefLabel "ESCO Occupations"@en .
<{BAKE}> a esco:Skill, skos:Concept ; skos:inScheme scheme:skills ;
    skos:prefLabel "bake bread"@en, "brood bakken"@nl ; skos:altLabel "make loaves"@en ;
    skos:broader <{ESCO}skill/group> ; dct:modified "2024-01-01" ;
    esco:isEssentialSkillFor <{BAKER}> ;
    esco:skillType <{ESCO}skill-type/skill> ; esco:skillReuseLevel <{ESCO}skill-reuse-level/sector-specific> .
<{KNEAD}> a esco:Skill, skos:Concept ; skos:inScheme scheme:skills ; skos:prefLabel "knead dough"@en ;
    skos:broader <{BAKE}> ; esco:skillType <{ESCO}skill-type/skill> .
<{YEAST}> a esco:Skill, skos:Concept ; skos:inScheme scheme:skills ; skos:prefLabel "yeasts"@en ;
    esco:skillType <{ESCO}skill-type/knowledge> .
<{ESCO}skill/group> a skos:Concept ; skos:inScheme scheme:skills ; skos:prefLabel "preparing food"@en .
<{BAKER}> a esco:Occupation, skos:Concept ; skos:inScheme scheme:occupations ; skos:prefLabel "baker"@en ;
    skos:broader <{ESCO}isco/C7512> ; esco:relatedOptionalSkill <{YEAST}> .
<{ESCO}isco/C7512> a skos:Concept ; skos:inScheme scheme:occupations ; skos:prefLabel "Bakers"@en ;
    skos:notation "7512" .
"""


@pytest.fixture
def vocabularies(tmp_path: Path) -> Vocabularies:
    return Vocabularies(tmp_path / "installed")


@pytest.fixture(params=["bare", "zip"])
def installed(request: pytest.FixtureRequest, tmp_path: Path, vocabularies: Vocabularies) -> EscoInstalled:
    if request.param == "bare":
        path = tmp_path / "esco_v1.2.0.ttl"
        path.write_text(TURTLE)
    else:
        path = tmp_path / "ESCO dataset - v1.2.0 - classification -  - ttl.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("../esco_v1.2.0.ttl", TURTLE)
    return install_esco([path], vocabularies=vocabularies)


def test_concepts_types_and_labels(installed: EscoInstalled) -> None:
    assert installed.version == "1.2.0"
    assert installed.languages == ("en", "nl")
    assert installed.coverage["skill"] == {"concepts": 2, "en": 2, "nl": 1}
    with ConceptScheme(installed.path) as scheme:
        types = {uri: scheme.get(uri).type for uri in (BAKE, YEAST, BAKER, f"{ESCO}isco/C7512", f"{ESCO}skill/group")}  # type: ignore[union-attr]
        assert list(types.values()) == ["skill", "knowledge", "occupation", "isco_group", "skill_group"]
        assert scheme.properties(BAKE) == {"reuse_level": ("sector-specific",)}


def test_relations_are_those_of_the_tables(installed: EscoInstalled) -> None:
    with ConceptScheme(installed.path) as scheme:
        assert scheme.groups(BAKE) == (f"{ESCO}skill/group",)
        assert scheme.broader(BAKE) == ()
        assert scheme.broader(KNEAD) == (BAKE,)
        assert scheme.groups(BAKER) == (f"{ESCO}isco/C7512",)
        assert [one.object for one in scheme.relations(BAKER, ESSENTIAL_SKILL)] == [BAKE]
        assert [one.object for one in scheme.relations(BAKER, OPTIONAL_SKILL)] == [YEAST]
        assert scheme.description.attribution == "This service uses the ESCO classification of the European Commission."
        assert scheme.description.name == "esco"


def test_rdf_cannot_be_added(tmp_path: Path, vocabularies: Vocabularies) -> None:
    (tmp_path / "esco_v1.2.0.ttl").write_text(TURTLE)
    with pytest.raises(UsageError, match="Only tables"):
        install_esco([tmp_path / "esco_v1.2.0.ttl"], vocabularies=vocabularies, add=True)


def test_rdf_beside_tables_is_passed_over_and_told(tmp_path: Path, vocabularies: Vocabularies) -> None:
    folder = write_folder(tmp_path / "esco-1.2.0", complete())
    (folder / "esco.ttl").write_text(TURTLE)
    installed = install_esco([folder], vocabularies=vocabularies)
    assert any("esco.ttl was passed over: RDF" in item.message for item in installed.findings)


def test_broken_rdf_leaves_the_old_index_as_it_was(tmp_path: Path, vocabularies: Vocabularies) -> None:
    path = tmp_path / "esco_v1.2.0.ttl"
    path.write_text(TURTLE)
    old = install_esco([path], vocabularies=vocabularies).path
    before = old.read_bytes()
    path.write_text(TURTLE.replace("skos:broader", "skos:", 1) + "<")
    with pytest.raises(UnreadableError):
        install_esco([path], vocabularies=vocabularies)
    assert old.read_bytes() == before


def test_the_endings_of_rdf_are_those_that_the_reader_knows() -> None:
    assert set(GRAPHS) == set(SUFFIXES) - {".json"}
