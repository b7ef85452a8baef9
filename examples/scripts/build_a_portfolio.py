"""Make a portfolio in Python and write it in two formats: python build_a_portfolio.py FOLDER."""

import sys
from pathlib import Path

import eportfolio as ep
from eportfolio.model import Competence, CompetenceLevel, Concept, Experience, Level, Person, PersonName, Position

PORTFOLIO = ep.Portfolio(
    language="en",
    owner=Person(names=[PersonName(given_name="Mika", family_name="Virtanen-Example")]),
    experiences=[
        Experience(
            kind="employment",
            positions=[
                Position(
                    occupation=Concept(label="Gardener for roofs"),
                    period={"start": "2021-04", "ongoing": True},
                    description={"html": "<p>Green roofs on <em>schools</em></p>"},
                )
            ],
        )
    ],
    competences=[
        Competence(
            label={"en": "plant propagation", "fi": "kasvien lisääminen"},
            levels=[CompetenceLevel(purpose="achieved", level=Level(label="independent"))],
        )
    ],
)


def main(folder: str) -> None:
    for name, format_id in (("mika.portfolio.json", "eportfolio"), ("mika.xml", "europass-xml")):
        report = ep.write(PORTFOLIO, Path(folder) / name, format=format_id, force=True)
        print(f"{name}: {len(report.findings)} values in a lesser form or lost")
        for finding in report:
            print(f"  {finding.pointer}: {finding.message}")


if __name__ == "__main__":
    main(*sys.argv[1:])
