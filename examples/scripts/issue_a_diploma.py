"""Make a diploma in Python and write it as a European Digital Credential: python issue_a_diploma.py FOLDER.

What a school keeps about itself comes from its issuer file.  The credential is unsealed: sealing is done with the
school's own electronic seal.
"""

import sys
from pathlib import Path

import eportfolio as ep
from eportfolio.model import (
    Assessment,
    Concept,
    Experience,
    LearningOutcome,
    Level,
    Organisation,
    Person,
    PersonName,
    Qualification,
    QualificationSpecification,
)

ISSUER = Path(__file__).parent.parent / "issuer" / "issuer.toml"
NETHERLANDS = {"scheme": "urn:iso:std:iso:3166:-1", "notation": "NL"}
SCHOOL = Organisation.model_validate(
    {
        "name": {"nl": "Stichting Voorbeeldcollege Waterstad", "en": "Waterstad Example College Foundation"},
        "addresses": [{"full_address": "Voorbeeldgracht 1, 1000 XX Waterstad", "country": NETHERLANDS}],
    }
)
WORKPLACE = Organisation.model_validate({"name": "Fietsenmakerij De Ketting", "addresses": [{"country": NETHERLANDS}]})
PRACTICE, EXAMINATION = "urn:example:practice", "urn:example:examination"

DIPLOMA = ep.Portfolio(
    language="en",
    owner=Person.model_validate(
        {
            "names": [PersonName(given_name="Noor", family_name="van Dijk-Okonkwo")],
            "birth_date": "1998-03-14",
            "nationalities": [NETHERLANDS],
            "contact_points": [{"channel": "email", "value": "noor@example.org"}],
        }
    ),
    qualifications=[
        Qualification(
            specification=QualificationSpecification(
                title={"en": "Bicycle technician", "nl": "Fietstechnicus"},
                eqf_level=Level(scheme="http://data.europa.eu/snb/eqf/25831c2", notation="3"),
                fields_of_study=[Concept(scheme="http://data.europa.eu/snb/isced-f/25831c2", notation="0715")],
                learning_outcomes=[
                    LearningOutcome(
                        title="Repairs bicycles of all kinds",
                        skill_type="skill",
                        skills=[
                            Concept(
                                uri="http://data.europa.eu/esco/skill/fab8e95a-448d-4784-aa50-9ef10e924829",
                                scheme="http://data.europa.eu/esco/concept-scheme/skills",
                                official_label="perform repairs on bicycles",
                            )
                        ],
                    ),
                    LearningOutcome(title="Tells a customer what is wrong, and what it will cost"),
                ],
                volume_of_learning="PT1600H",
            ),
            awarding_bodies=[SCHOOL],
            issued={"edtf": "2026-07-03"},
            gained_in=[PRACTICE],
            proven_by=[EXAMINATION],
            credits=[{"scheme": "ECVET", "points": "60"}],
        )
    ],
    experiences=[
        Experience(
            id=PRACTICE,
            kind="internship",
            title="Practice in a workshop",
            organisations=[WORKPLACE],
            awarding_bodies=[SCHOOL],
            period={"start": "2025-09", "end": "2026-06"},
            workload="PT640H",
        )
    ],
    assessments=[
        Assessment(
            id=EXAMINATION,
            title="Practical examination",
            grade="8.5",
            awarding_bodies=[SCHOOL],
            issued={"edtf": "2026-06-25"},
        )
    ],
)


def main(folder: str) -> None:
    issuer = ep.read_issuer(ISSUER)
    for name, format_id in (("diploma.jsonld", "elm"), ("diploma.json", "elm-upload")):
        writing = ep.dumps(DIPLOMA, format_id, now="2026-07-10T09:00:00Z", issuer=issuer)
        (Path(folder) / name).write_bytes(writing.data)
        print(f"{name}: {len(writing.report.findings)} values in a lesser form or lost")
        for finding in writing.report:
            print(f"  {finding.pointer}: {finding.message}")


if __name__ == "__main__":
    main(*sys.argv[1:])
