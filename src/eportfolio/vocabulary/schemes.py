"""The URIs by which the model names concept schemes.  A code without its scheme means nothing."""

from __future__ import annotations

from typing import Final

ISO_3166_1: Final = "urn:iso:std:iso:3166:-1"
"""Countries, two upper-case letters; Europass writes UK and EL for GB and GR."""

ISO_639: Final = "urn:iso:std:iso:639"
"""Languages, two letters where there are two, else three (ISO 639-2/T or 639-3)."""

EQF: Final = "http://data.europa.eu/snb/eqf/25831c2"
"""European Qualifications Framework, levels 1 to 8."""

CEFR: Final = "http://data.europa.eu/snb/cefr/25831c2"
"""Common European Framework of Reference for Languages."""

ISCED_2011: Final = "http://uis.unesco.org/isced-2011"
"""International Standard Classification of Education, levels 0 to 8."""

ISCED_97_FIELDS: Final = "http://uis.unesco.org/isced-1997/fields"
"""Fields of education of ISCED 1997: never the same thing as ISCED-F 2013, though digits coincide."""

ISCED_97_LEVELS: Final = "http://uis.unesco.org/isced-1997/levels"
"""Levels of ISCED 1997, 0 to 6 with A, B and C: never the same thing as ISCED 2011, though digits coincide."""

ISCED_F: Final = "http://data.europa.eu/snb/isced-f/25831c2"
"""ISCED fields of education and training 2013."""

NACE_2: Final = "http://data.europa.eu/ux2/nace2/nace2"
"""Statistical classification of economic activities, revision 2."""

NACE_2_1: Final = "http://data.europa.eu/ux2/nace2.1/nace2.1"
"""Statistical classification of economic activities, revision 2.1: from J on its letters mean other sections."""

ISCO_88: Final = "http://www.ilo.org/isco/isco-88"
"""Occupations, ISCO-88 (COM): never the same thing as ISCO-08, though digits coincide."""

ISCO_08: Final = "http://data.europa.eu/esco/concept-scheme/isco"
"""Occupations, ISCO-08."""

ESCO_OCCUPATION_PREFIX: Final = "http://data.europa.eu/esco/occupation/"
"""What the URI of an ESCO occupation starts with; a UUID follows."""

ESCO_SKILL_PREFIX: Final = "http://data.europa.eu/esco/skill/"
"""What the URI of an ESCO skill or knowledge concept starts with; a UUID follows."""

DIGCOMP_AREAS: Final = "https://w3id.org/eportfolio/v1/digcomp-areas"
"""The five competence areas of DigComp, numbered 1 to 5."""

DIGITAL_SELF_ASSESSMENT: Final = "https://w3id.org/eportfolio/v1/digital-self-assessment"
"""The self-assessment grid of the Europass CV: A basic, B independent, C proficient user."""

DRIVING_LICENCE: Final = "https://w3id.org/eportfolio/v1/driving-licence"
"""Categories of the European driving licence (Directive 2006/126/EC)."""
