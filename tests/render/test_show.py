"""A portfolio for people: what is told, in which order, and how it is set."""

from __future__ import annotations

import io
from typing import Any

import pytest

from eportfolio.model import Portfolio, RichText
from eportfolio.model.canonical import from_data
from eportfolio.model.strength import strength
from eportfolio.render.outline import outline
from eportfolio.render.plain import to_text
from eportfolio.render.terminal import print_outline
from eportfolio.render.words import Words

ID = "urn:uuid:00000000-0000-5000-8000-00000000000"


def item(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"{ID}{number}", **fields}


def portfolio(**fields: Any) -> Portfolio:
    return from_data({"language": "nl", **fields})


def text(**fields: Any) -> str:
    return to_text(outline(portfolio(**fields)))


FULL: dict[str, Any] = {
    "owner": {
        "names": [
            {"full_name": "Naam van Vroeger", "never_export": True},
            {"honorific_prefix": {"label": "dr."}, "given_name": "Sofie", "family_name": "Voorbeeld"},
        ],
        "contact_points": [
            {"channel": "telephone", "country_calling_code": "32", "value": "123456", "use": "mobile"},
            {"channel": "email", "value": "sofie@example.org"},
        ],
        "addresses": [{"lines": ["Dorpstraat 1"], "postal_code": "9000", "municipality": "Gent"}],
        "birth_date": {"edtf": "1980-05"},
        "photo": {"media_type": "image/jpeg", "content": "QUJD" * 4000},
    },
    "headline": {"kind": "preferred_job", "concept": {"label": "Loopbaanbegeleider"}},
    "summary": {"html": "<p>Ik begeleid mensen &amp; teams.</p><ul><li>luisteren</li></ul>"},
    "experiences": [
        item(1, title="Cursus EHBO", kind="training"),
        item(
            2,
            kind="employment",
            organisations=[{"name": "Voorbeeldschool"}],
            positions=[{"occupation": {"label": "Leraar", "notation": "2330"}, "description": "Lesgeven"}],
            period={"start": "2005-09", "end": "2010"},
        ),
        item(
            3,
            positions=[{"occupation": {"label": "Consulent"}}],
            period={"start": "2011", "ongoing": True},
            highlights=["Een nieuw loket"],
        ),
    ],
    "qualifications": [
        item(
            4,
            specification={
                "title": {"en": "Master of Arts", "nl": "Master"},
                "eqf_level": {"notation": "7"},
                "fields_of_study": [{"label": "Pedagogie"}],
            },
            awarding_bodies=[{"name": "Universiteit Voorbeeld"}],
            gained_in=[f"{ID}1"],
            issued="2004",
            grade="onderscheiding",
            credits=[{"points": "60", "scheme": "ECTS"}],
        )
    ],
    "languages": [
        item(5, known_language={"notation": "nl", "label": "Nederlands"}, mother_tongue=True),
        item(6, known_language={"label": "Engels"}, cefr_levels={"listening": "C1", "writing": "B2"}),
    ],
    "competences": [
        item(
            7,
            label="Coachen",
            category="communication",
            assertions=[{"asserted_by": "employer", "agent": {"names": [{"full_name": "A. Baas"}]},
                         "statement": "Doet het goed."}],
        ),
        item(8, label="Rekenbladen", category="digital"),
        item(9, label="Tekstverwerking", category="digital"),
    ],
    "preferences": {"occupations": [{"label": "Coach"}], "availability": "meteen"},
}  # fmt: skip


def test_full_portfolio_reads_from_the_person_to_the_rest() -> None:
    shown = text(**FULL)
    lines = shown.splitlines()
    assert lines[:2] == ["dr. Sofie Voorbeeld", "preferred job: Loopbaanbegeleider"]
    order = [
        "telephone      +32 123456 (mobile)", "email          sofie@example.org",
        "Dorpstraat 1, 9000 Gent",
        "1980-05", "Ik begeleid mensen & teams.", "- luisteren", "Experience\n---", "2011 →  Consulent",
        "- Een nieuw loket", "2005-09 \u2013 2010  Leraar", "Voorbeeldschool · employment", "Lesgeven",
        "Cursus EHBO",
        "Education and qualifications", "2004  Master", "EQF 7 · Pedagogie",
        "grade: onderscheiding · 60 ECTS",
        "Languages", "Nederlands", "Competences", "Coachen", "strength: reported", "A. Baas: Doet het goed.",
        "Rekenbladen, Tekstverwerking", "strength: claimed", "Looking for", "available: meteen",
    ]  # fmt: skip
    places = [shown.index(part) for part in order]
    assert places == sorted(places)


def test_levels_of_languages_are_a_grid() -> None:
    lines = text(**FULL).splitlines()
    start = lines.index("Languages")
    assert lines[start + 2 : start + 5] == [
        "language    listening  writing  level",
        "Nederlands                      mother tongue",
        "Engels      C1         B2",
    ]


def test_name_that_shall_stay_private_is_not_shown() -> None:
    assert "Vroeger" not in text(**FULL)


def test_content_of_files_is_never_shown() -> None:
    shown = text(**FULL)
    assert "QUJD" not in shown
    assert "image/jpeg, 13 kB" in shown


def test_empty_portfolio() -> None:
    assert text() == "(no name)\n"


def test_section_without_content_is_left_out() -> None:
    assert "Interests" not in text(interests=[item(1)])


def test_owner_s_words_go_before_the_official_label() -> None:
    concept = {
        "label": "Meester",
        "official_label": "Teacher",
        "notation": "2330",
        "uri": "http://example.org/x",
    }
    assert "Meester" in text(headline={"concept": concept})
    del concept["label"]
    assert "Teacher" in text(headline={"concept": concept})


def test_every_line_fits() -> None:
    long = "woord " * 200
    shown = text(summary={"text": long}, interests=[item(1, title=long, description=long)])
    assert max(map(len, shown.splitlines())) <= 88
    assert shown.split().count("woord") == 600


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [("nl", "Leraar"), ("fr-BE", "Enseignant"), ("de", "Teacher"), ("", "Teacher")],
)
def test_language_of_texts(wanted: str, shown: str) -> None:
    texts = {"fr": "Enseignant", "en": "Teacher", "nl": "Leraar"}
    assert Words(wanted).text(texts) == shown


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ({"start": "2019-09", "end": "2021"}, "2019-09 \u2013 2021"),
        ({"start": "2019", "ongoing": True}, "2019 →"),
        ({"start": "2019"}, "2019 \u2013 …"),
        ({"end": "2019"}, "… \u2013 2019"),
        ({"start": "2019", "end": "2019"}, "2019"),
        ({"start": "2019", "end": "2020", "duration_label": "120 uur"}, "2019 \u2013 2020 (120 uur)"),
        ({"duration": "P2Y6M"}, "2 years 6 months"),
        ({"duration": "PT1H"}, "1 hour"),
        ({"duration": "P"}, "P"),
        ({"duration": "anderhalf"}, "anderhalf"),
        ({"start": "2019", "label": "najaar", "duration": "P3W"}, "2019 \u2013 … (najaar, 3 weeks)"),
        ({"label": "najaar"}, "najaar"),
        ({"start": {"verbatim": "voorjaar 2019"}}, "voorjaar 2019 \u2013 …"),
        ({}, ""),
    ],
)
def test_period_never_says_more_than_is_known(period: dict[str, Any], shown: str) -> None:
    entry = portfolio(experiences=[item(1, period=period)]).experiences[0]
    assert Words().period(entry.period) == shown


def test_terminal_commands_in_a_text_are_taken_out() -> None:
    assert Words().text("a\x9b2Jb\x85c") == "a2Jbc"
    assert Words().rich(RichText(html="<p>a&#27;[2Jb</p>")) == "a[2Jb"


@pytest.mark.parametrize(
    ("competence", "others", "expected"),
    [
        ({}, {}, "claimed"),
        ({"assertions": [{"asserted_by": "owner", "method": "self_declared"}]}, {}, "claimed"),
        ({"evidence": [f"{ID}2"]}, {}, "evidenced"),
        ({"certificates": [f"{ID}2"]}, {}, "evidenced"),
        ({"assertions": [{"asserted_by": "owner", "evidence": [f"{ID}2"]}]}, {}, "evidenced"),
        ({}, {"credentials": [item(3, proves=[f"{ID}1"])]}, "evidenced"),
        (
            {},
            {"relations": [{"source": f"{ID}2", "relation": "evidence_of", "target": f"{ID}1"}]},
            "evidenced",
        ),
        ({"assertions": [{"asserted_by": "peer"}], "evidence": [f"{ID}2"]}, {}, "reported"),
        (
            {"assertions": [{"asserted_by": "issuer", "method": "credential", "credential": f"{ID}3"}]},
            {"credentials": [item(3, proves=[f"{ID}1"], status="verified")]},
            "reported",
        ),
    ],
)
def test_strength_is_computed_and_nothing_is_verified_by_saying_so(
    competence: dict[str, Any], others: dict[str, Any], expected: str
) -> None:
    given = portfolio(competences=[item(1, **competence)], **others)
    assert strength(given, given.competences[0]) == expected


def test_terminal_shows_the_same_words() -> None:
    from rich.console import Console

    stream = io.StringIO()
    print_outline(outline(portfolio(**FULL)), Console(file=stream, width=100, highlight=False))
    shown = stream.getvalue()
    for word in text(**FULL).split():
        if not set(word) <= {"-"}:
            assert word.lower() in shown.lower()


def test_terminal_takes_no_markup_from_texts() -> None:
    from rich.console import Console

    stream = io.StringIO()
    given = portfolio(summary={"text": "[bold]vet[/bold]"}, interests=[item(1, title="[/x] [link=a]b")])
    print_outline(outline(given), Console(file=stream, width=40))
    assert "[bold]vet[/bold]" in stream.getvalue()
    assert "[/x] [link=a]b" in stream.getvalue()


# -- what organisations award ------------------------------------------------------------------------------

ACCREDITED = {
    "name": "Universiteit Voorbeeld",
    "accreditations": [{
        "title": "Instellingstoets", "accrediting_body": {"name": "Keuringsraad"}, "decision": {"label": "positief"},
        "levels": [{"notation": "6"}], "fields_of_study": [{"notation": "0111"}], "issued": "2019",
        "valid_until": "2025", "identifiers": [{"scheme": "https://example.org/s", "scheme_name": "DB", "value": "7"}],
    }],
}  # fmt: skip
AWARDED: dict[str, Any] = {
    "experiences": [
        item(1, title="Semester", period={"label": "najaar", "start": "2020"}),
        item(
            2, activity_specification={
                "title": "Praktijk", "modes": [{"label": "online"}], "instruction_languages": [{"label": "Nederlands"}],
                "volume_of_learning": "P1Y", "contact_hours": ["12 per week"], "description": "Werken en leren.",
            },
            activity_types=[{"label": "stage"}], awarding_bodies=[{"name": "Stagebureau"}], workload="PT120H",
            completion="80", part_of=[f"{ID}1"], notes=["Met plezier."], identifiers=[{"kind": "vat", "value": "12"}],
        ),
    ],
    "qualifications": [
        item(
            3, title="Bul", awarding_bodies=[ACCREDITED], proven_by=[f"{ID}4", f"{ID}9"], entitles_to=[f"{ID}6"],
            specification={
                "title": "Bachelor", "qualification_type": {"label": "graad"}, "partial": True,
                "learning_setting": {"label": "formeel"}, "volume_of_learning": "P3Y", "maximum_duration": "P1Y",
                "target_groups": [{"label": "starters"}], "entry_requirements": "Havo.",
                "learning_outcome_summary": "Kan lesgeven.", "description": "Over scholen.",
                "learning_outcomes": [
                    {"title": "Uitleggen", "skill_type": "skill", "reuse_level": "cross_sector",
                     "skills": [{"label": "didactiek"}]},
                    {"title": "Plannen", "description": "lessen en\nweken"},
                ],
                "accreditations": [{"accreditation_type": {"label": "opleiding"}}],
            },
        ),
        item(5, specification={"title": "Vak"}, part_of=[f"{ID}3"]),
    ],
    "assessments": [
        item(
            4, grade="8", grade_status={"label": "definitief"}, issued="2021-06", place={"full_address": "Zaal 1"},
            shortened_grading={"percentage_lower": "60", "percentage_equal": "30", "percentage_higher": "10"},
            result_distribution={
                "description": "Alle kandidaten",
                "result_categories": [
                    {"label": "8", "count": "12"},
                    {"label": "7", "minimum_score": "65", "maximum_score": "74", "count": "9"},
                    {"score": "55"},
                ],
            },
            assessed_by=[{"names": [{"full_name": "E. Xaminator"}]}], identity_verification={"label": "paspoort"},
            awarding_bodies=[{"name": "Examenbureau"}], notes=["Mondeling."],
            assessment_specification={
                "title": "Eindwerk", "assessment_types": [{"label": "scriptie"}],
                "grading_scheme": {"title": "Tienpunts", "description": "6 is voldoende"},
            },
        )
    ],
    "entitlements": [
        item(
            6, entitlement_specification={
                "title": "Voor de klas", "entitlement_type": {"label": "toegang tot beroep"},
                "entitlement_status": {"label": "wettelijk"}, "jurisdictions": [{"label": "Nederland"}],
                "occupations": [{"label": "leraar"}],
            },
            description="Zelfstandig.",
        )
    ],
    "credentials": [
        item(
            7, title="Diploma", issuer=ACCREDITED, credential_profiles=[{"label": "Generic"}],
            valid_from="2021", valid_until="2031", proves=[f"{ID}3", f"{ID}4"],
            display_languages=[{"label": "Nederlands"}],
            displays=[{"page": "1", "display_language": {"label": "Nederlands"},
                       "image": {"media_type": "image/png", "content": "QUJD" * 4000, "file_name": "p.png"}}],
            supporting_evidence=[{"evidence_type": {"label": "mandaat"}, "statement": "Namens de minister",
                                  "accreditation": {"title": "Toets"},
                                  "agent": {"organisation": {"name": "Zegelaar"}}}],
        )
    ],
}  # fmt: skip


def test_awards_read_from_the_studies_to_the_credential() -> None:
    shown = " ".join(text(**AWARDED).split())
    accreditation = (
        "Instellingstoets · positief · by: Keuringsraad · levels: 6 · fields: 0111 · 2019 · valid until: 2025 · DB 7"
    )
    order = [
        "2020 \u2013 … (najaar) Semester", "Praktijk stage · workload: 120 hours · completed: 80 %",
        "online · taught in: Nederlands · workload: 1 year · contact hours: 12 per week", "certified by: Stagebureau",
        "vat 12", "part of: Semester", "Werken en leren. Met plezier.",
        "Education and qualifications", "Bul as: Bachelor", "graad · partial qualification",
        "formeel · workload: 3 years · to be finished within: 1 year", "for: starters", "accreditation: opleiding",
        "proven by: Eindwerk entitles to: Voor de klas",
        f"accreditation: Universiteit Voorbeeld: {accreditation}",
        "Over scholen. Kan lesgeven. - Uitleggen (skill · cross sector · skills: didactiek) "
        "- Plannen: lessen en weken entry requirements: Havo.", "Vak part of: Bul",
        "Assessments", "2021-06 Eindwerk grade: 8 · definitief · scale: Tienpunts · 6 is voldoende",
        "others: 60 % lower, 30 % equal, 10 % higher", "scriptie", "Examenbureau · Zaal 1",
        "assessed by: E. Xaminator", "identity checked: paspoort",
        "Alle kandidaten - 8: 12 - 7 (65 \u2013 74): 9 - 55 Mondeling.",
        "Licences and entitlements", "Voor de klas", "toegang tot beroep · wettelijk", "holds in: Nederland",
        "opens the way to: leraar", "Zelfstandig.",
        "Credentials", "Diploma Universiteit Voorbeeld Generic", "valid from: 2021 · valid until: 2031",
        "proves: Bul; Eindwerk", "can be shown in: Nederlands page: 1, Nederlands: image/png, 13 kB",
        "issued on: mandaat · Namens de minister · Toets · Zegelaar", f"Voorbeeld: {accreditation}",
    ]  # fmt: skip
    start = 0
    for part in order:
        assert part in shown[start:], part
        start = shown.index(part, start)
    assert "QUJD" not in shown


def test_accreditation_of_an_organisation_is_told_once_in_a_section() -> None:
    assert text(qualifications=[item(n, title="Vak", awarding_bodies=[ACCREDITED]) for n in (1, 2)]).count("Keur") == 1


def test_languages_come_after_assessments() -> None:
    headings = [section.heading for section in outline(portfolio(**FULL | AWARDED)).sections]
    assert headings[:4] == ["Experience", "Education and qualifications", "Assessments", "Languages"]


def test_link_that_holds_a_picture_is_not_shown() -> None:
    shown = text(evidence_items=[item(1, title="Foto", media={"uri": "data:image/png;base64,QUJD"})])
    assert "QUJD" not in shown


def test_address_in_one_text_is_not_told_twice() -> None:
    address = {"full_address": "Dorpstraat 1, 9000 Gent", "municipality": "Gent", "country": {"label": "België"}}
    shown = text(owner={"addresses": [address], "birth_place": {"name": "Gent", "full_address": "Gent"}})
    assert "address         Dorpstraat 1, 9000 Gent, België\n" in shown
    assert "place of birth  Gent\n" in shown
