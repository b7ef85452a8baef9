"""What becomes of a field between two profiles."""

from __future__ import annotations

import pytest

from eportfolio.agreements import Asked, Verdict, agree
from eportfolio.report.codes import Severity
from eportfolio.report.errors import UnknownFormatError, UnsafeError, UsageError
from eportfolio.vocabulary.errors import VocabularyMissingError

from .helpers import LEGAL, SCHOOL, agreed, codes, profile, row, school, service

LABEL = '[offers.label]\npath = "competences[]/label"\n'
NEEDS_LABEL = '[needs.label]\npath = "competences[]/label"\n'
STARTS = 'path = "experiences[kind=internship]/period/start"\n'


def test_what_is_needed_and_offered_goes_unchanged() -> None:
    found = agreed(LABEL, NEEDS_LABEL + 'why = "to match"\n')
    one = row(found, "competences[]/label")
    assert (one.verdict, one.asked, one.offer, one.need, one.why) == (
        Verdict.UNCHANGED, Asked.NEEDED, "label", "label", "to match"
    )  # fmt: skip
    assert found.forth.gaps == ()
    assert found.back.rows == ()


def test_what_nobody_offers_is_a_gap() -> None:
    found = agreed(LABEL, '[needs.mail]\npath = "owner/contact_points[channel=email]/value"\n')
    assert found.forth.gaps == ("mail",)
    assert row(found, "competences[]/label").asked is Asked.UNASKED
    assert found.forth.findings[0].severity is Severity.ERROR
    assert codes(found)[0] == "need-not-offered"
    assert not found.works


def test_what_is_only_recommended_is_no_gap() -> None:
    found = agreed("", '[needs.mail]\npath = "owner/birth_date"\nrecommended = true\n')
    assert found.forth.gaps == ()
    assert [one.severity for one in found.forth.findings] == [Severity.WARNING]
    assert found.works


@pytest.mark.parametrize(
    ("offered", "asked", "verdict"),
    [
        ('precision = "month"', 'precision = "day"', Verdict.OTHERWISE),
        ('precision = "day"', 'precision = "month"', Verdict.UNCHANGED),
        ('freshness = "P2Y"', 'max_age = "P1Y"', Verdict.OTHERWISE),
        ('freshness = "P11M"', 'max_age = "P1Y"', Verdict.UNCHANGED),
        ("", 'precision = "day"', Verdict.UNCHANGED),
    ],
)
def test_conditions_are_held_against_the_offer(offered: str, asked: str, verdict: Verdict) -> None:
    found = agreed(f"[offers.start]\n{STARTS}{offered}\n", f"[needs.start]\n{STARTS}{asked}\n")
    one = row(found, "experiences[kind=internship]/period/start")
    assert one.verdict is verdict
    assert (not offered) == any("does not say" in remark for remark in one.remarks)


def test_strength_and_language_of_a_claim() -> None:
    offer = '[offers.claims]\npath = "competences[]"\nstrength = "claimed"\n'
    found = agreed(offer, '[needs.claims]\npath = "competences[]"\nstrength = "evidenced"\n')
    assert row(found, "competences[]").verdict is Verdict.OTHERWISE
    text = '[offers.label]\npath = "competences[]/label"\nlanguages = ["nl"]\n'
    assert row(agreed(text, NEEDS_LABEL + 'languages = ["en"]\n'), "competences[]/label").verdict is Verdict.OTHERWISE
    assert row(agreed(text, NEEDS_LABEL + 'languages = ["en", "nl"]\n'), "competences[]/label").verdict is (
        Verdict.UNCHANGED
    )


def test_a_share_that_is_too_small() -> None:
    asks = '[needs.linked]\npath = "competences[]/concepts[]/uri"\nshare = 0.8\n'
    for filled, verdict in (("0.7", Verdict.OTHERWISE), ("0.8", Verdict.UNCHANGED)):
        offer = f'[offers.linked]\npath = "competences[]/concepts[]/uri"\nfilled = {filled}\n'
        assert row(agreed(offer, asks), "competences[]/concepts[]/uri").verdict is verdict


def test_one_alternative_is_enough() -> None:
    asks = """[[needs.contact.any_of]]
path = "owner/contact_points[channel=telephone]/value"
[[needs.contact.any_of]]
path = "owner/contact_points[channel=email]/value"
"""
    mail = '[offers.mail]\npath = "owner/contact_points[channel=email]/value"\n'
    found = agreed(mail, asks)
    assert found.forth.gaps == ()
    assert row(found, "owner/contact_points[channel=telephone]/value").asked is Asked.ALTERNATIVE
    none = agreed("", asks)
    assert none.forth.gaps == ("contact",)
    assert codes(none) == ["need-not-offered"]


def test_what_is_refused_or_not_accepted_does_not_go() -> None:
    photo = '[offers.photo]\npath = "owner/photo"\n'
    assert row(agreed(photo, '[refuses.photo]\npath = "owner/photo"\n'), "owner/photo").verdict is Verdict.REFUSED
    dates = f'[offers.start]\n{STARTS}precision = "year"\n'
    asks = f'[accepts.start]\n{STARTS}precision = "day"\n'
    assert row(agreed(dates, asks), "experiences[kind=internship]/period/start").verdict is Verdict.REFUSED


def test_the_law_part_of_either_side_forbids() -> None:
    offer = '[offers.number]\npath = "owner/identifiers[kind=bsn]/value"\n'
    field = "owner/identifiers[kind=bsn]/value"
    prohibits = '[legal]\nprohibited_identifiers = ["BSN"]\n'
    for mine, theirs in ((offer, prohibits), (offer + prohibits, "")):
        found = row(agreed(mine, theirs), field)
        assert found.verdict is Verdict.FORBIDDEN
    assert row(agreed(offer, ""), field).verdict is Verdict.UNCHANGED
    both = '[offers.number]\npath = "owner/identifiers[kind=bsn|orcid]/value"\n'
    assert row(agreed(both, prohibits), "owner/identifiers[kind=bsn|orcid]/value").verdict is Verdict.PARTLY


def test_special_categories_need_a_ground_on_both_sides() -> None:
    offer = '[offers.clubs]\npath = "experiences[kind=membership]"\n'
    ground = '[legal]\nspecial_categories = ["union_membership"]\nspecial_ground = "explicit_consent"\n'
    field = "experiences[kind=membership]"
    assert row(agreed(offer, ""), field).verdict is Verdict.FORBIDDEN
    assert row(agreed(offer, ground), field).verdict is Verdict.FORBIDDEN
    assert row(agreed(offer + ground, ground), field).verdict is Verdict.UNCHANGED


def test_what_the_format_makes_of_a_field() -> None:
    offers = LABEL + '[offers.interest]\npath = "interests[]/description"\n'
    asks = NEEDS_LABEL + '[needs.interest]\npath = "interests[]/description"\n'
    through = agreed(offers, asks, via="elm")
    assert row(through, "interests[]/description").verdict is Verdict.LOST
    assert through.forth.gaps == ("interest",)
    assert through.forth.format == "elm"
    assert row(agreed(offers, asks, via="eportfolio"), "interests[]/description").verdict is Verdict.UNCHANGED


def test_the_format_is_the_first_of_the_senders_that_the_receiver_reads() -> None:
    sends = LABEL + '[formats]\nsends = ["elm", "jsonresume"]\n'
    assert agreed(sends, NEEDS_LABEL + '[formats]\nreceives = ["jsonresume", "elm"]\n').forth.format == "elm"
    none = agreed(sends, NEEDS_LABEL + '[formats]\nreceives = ["europass"]\n')
    assert (none.forth.format, "no-common-format" in codes(none)) == ("", True)
    other = agreed(sends, NEEDS_LABEL + '[formats]\nreceives = ["europass"]\n', via="clr")
    assert codes(other).count("no-common-format") == 2


def test_a_crosswalk_brings_concepts_over() -> None:
    path = 'path = "competences[]/concepts[]/uri"\n'
    found = agreed(f'[offers.skill]\n{path}vocabulary = "digcomp-2.2"\n', f'[needs.skill]\n{path}vocabulary = "esco"\n')
    one = row(found, "competences[]/concepts[]/uri")
    assert one.verdict is Verdict.MAPPED
    (way,) = one.crosswalks
    assert [used.name for used in way.sets] == ["digcomp-2.2-esco"]
    assert (way.best, way.quality) == ("exact", "close")
    assert found.mappings == ("digcomp-2.2-esco@2025-11",)
    stuck = agreed(f'[offers.skill]\n{path}vocabulary = "cefr"\n', f'[needs.skill]\n{path}vocabulary = "esco"\n')
    assert row(stuck, "competences[]/concepts[]/uri").verdict is Verdict.OTHERWISE
    assert stuck.forth.gaps == ("skill",)


def test_a_vocabulary_may_be_named_by_its_address() -> None:
    path = 'path = "competences[]/concepts[]/uri"\n'
    address = "http://data.europa.eu/esco/concept-scheme/skills"
    found = agreed(f'[offers.skill]\n{path}vocabulary = "esco"\n', f'[needs.skill]\n{path}vocabulary = "{address}"\n')
    assert row(found, "competences[]/concepts[]/uri").verdict is Verdict.UNCHANGED


def test_limits_of_the_receiver_are_told() -> None:
    found = agreed(LABEL, NEEDS_LABEL + '[formats]\nmax_bytes = "5 MB"\nattachments = 0\n')
    assert found.forth.limits == ("files of at most 5 MB", "at most 0 attached files")
    assert found.back.limits == ()


def test_a_neighbouring_field_is_told_that_could_be_brought_over() -> None:
    found = agreed(
        '[offers.level]\npath = "qualifications[]/specification/levels[]"\nvocabulary = "nqf"\n',
        '[needs.level]\npath = "qualifications[]/specification/eqf_level"\nvocabulary = "eqf"\n',
    )
    (remark,) = row(found, "qualifications[]/specification/eqf_level").remarks
    assert "nqf-eqf (285 exact" in remark


def test_vocabularies_are_pinned() -> None:
    path = 'path = "competences[]/concepts[]/uri"\n'
    found = agreed(
        f'[offers.skill]\n{path}vocabulary = "digcomp-2.2"\n', f'[needs.skill]\n{path}vocabulary = "esco@1.2.0"\n'
    )
    assert found.vocabularies == ("digcomp-2.2@2.2", "esco@1.2.0")


def test_a_vocabulary_that_is_not_installed_is_named() -> None:
    path = 'path = "competences[]/concepts[]/uri"\n'
    with pytest.raises(VocabularyMissingError) as caught:
        agreed(f'[offers.a]\n{path}vocabulary = "nonesuch"\n', f'[needs.a]\n{path}vocabulary = ["neither", "esco"]\n')
    assert [one.value for one in caught.value.findings] == ["neither", "nonesuch"]


def test_subjects_and_law_parts_that_say_too_little() -> None:
    assert {"no-common-subject", "law-part-incomplete"} <= {*codes(agreed(LABEL, NEEDS_LABEL))}
    subject = '[subject_matching]\nattributes = [["family_name", "birth_date"]]\n'
    found = agreed(LABEL + subject, NEEDS_LABEL + LEGAL + subject)
    assert codes(found) == []
    assert found.forth.subject == ("family name and birth date",)
    pseudonyms = [f'[subject_matching]\nidentifiers = ["{name}"]\n' for name in ("school-pseudonym", "client-number")]
    assert "no-common-subject" in codes(agreed(LABEL + pseudonyms[0], NEEDS_LABEL + LEGAL + pseudonyms[1]))


def test_days_on_which_both_hold() -> None:
    def dated(text: str, other: str) -> tuple[str, str, bool]:
        first, second = (
            profile(lines.replace("[organisation]", f"{days}\n[organisation]"))
            for lines, days in ((SCHOOL + LABEL, text), (SCHOOL.replace("School", "Other"), other))
        )
        found = agree(first, second)
        return found.valid_from, found.valid_until, found.works

    assert dated('valid_from = "2026-01-01"', 'valid_until = "2026-12-31"') == ("2026-01-01", "2026-12-31", True)
    assert dated('valid_from = "2027-01-01"', 'valid_until = "2026-12-31"') == ("2027-01-01", "2026-12-31", False)


def test_requests_that_make_no_sense() -> None:
    with pytest.raises(UsageError, match="Both sides are one profile"):
        agree(school(LABEL), school(LABEL))
    with pytest.raises(UsageError, match="not written"):
        agree(school(LABEL), service(), via="elmo")
    with pytest.raises(UsageError, match="has no version 9"):
        agree(school(LABEL), service(), via="elm@9")
    with pytest.raises(UnknownFormatError):
        agree(school(LABEL), service(), via="nonesuch")


def test_profiles_of_too_many_rules() -> None:
    many = {
        key: "".join(f'[{key}.n{number}]\npath = "competences[]/label"\n' for number in range(count))
        for key, count in (("offers", 600), ("needs", 600))
    }
    with pytest.raises(UnsafeError, match="too many rules"):
        agree(school(many["offers"]), service(many["needs"]))


def test_two_versions_of_the_model() -> None:
    from dataclasses import replace

    with pytest.raises(UsageError, match=r"for 0\.9"):
        agree(school(LABEL), replace(service(), model="0.9"))


def test_the_hash_knows_no_comments_and_no_order() -> None:
    plain = school(LABEL + NEEDS_LABEL)
    noted = school("# a remark\n" + NEEDS_LABEL + "\n\n# another\n" + LABEL)
    assert plain.digest == noted.digest
    assert plain.digest != school(LABEL).digest
