"""List what a person can do, whatever format the file has: python list_competences.py cv.xml."""

import sys

import eportfolio as ep


def main(source: str) -> None:
    portfolio, _ = ep.read(source)
    for competence in portfolio.competences:
        what = competence.label or (
            competence.description and (competence.description.html or competence.description.text)
        )
        print(f"- {what} [{competence.category or 'no heading'}]")
        for concept in competence.concepts:
            print(f"    {concept.uri}")
    for language in portfolio.languages:
        levels = language.cefr_levels.model_dump(exclude_none=True) if language.cefr_levels else {}
        print(f"- {language.known_language.label}: {'mother tongue' if language.mother_tongue else levels}")
    for experience in portfolio.experiences:
        for position in experience.positions:
            if position.occupation and position.occupation.uri:
                print(f"- {position.occupation.label} is {position.occupation.uri}")


if __name__ == "__main__":
    main(*sys.argv[1:])
