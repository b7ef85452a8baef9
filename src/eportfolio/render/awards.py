"""What organisations award, as blocks: qualifications, assessments, entitlements, and the credentials that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import (
    Accreditation,
    Assessment,
    AssessmentSpecification,
    Credential,
    CredentialEvidence,
    Entitlement,
    LearningOutcome,
    Organisation,
    Portfolio,
    Qualification,
    QualificationSpecification,
    ResultCategory,
    ShortenedGrading,
)
from .block import Block, block, bullets, line, lines, listed, named
from .experiences import period_of
from .titles import Titles, title_of
from .words import TO, Words

# -- qualifications --------------------------------------------------------------------------------


def qualifications(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Degrees, diplomas and certificates, with their learning outcomes."""
    by_id = {item.id: item for item in portfolio.experiences}
    titles, told = Titles(portfolio, words), set[str]()
    for item in portfolio.qualifications:
        studies = [by_id[key] for key in item.gained_in if key in by_id]
        when = words.date(item.issued) or next(filter(None, (words.period(period_of(s)) for s in studies)), "")
        yield block(
            title_of(item, words),
            when,
            (*_qualification(item, words), *_specification(item.specification, words), *_relations(item, titles),
             *_accredited(item.awarding_bodies, words, told)),
            lines((words.rich(item.description), words.rich(item.thesis), _learnt(item.specification, words),
                   *map(words.rich, item.notes))),
            item,
        )  # fmt: skip


def _qualification(item: Qualification, words: Words) -> Iterator[str]:
    spec = item.specification
    yield named("as", words.text(spec.title)) if spec and words.text(spec.title) != title_of(item, words) else ""
    yield listed(_with_town(body, words) for body in item.awarding_bodies)
    if spec:
        levels = (words.level("EQF", spec.eqf_level), *map(words.concept, spec.levels))
        kind = words.concept(spec.qualification_type) or words.texts(spec.categories)
        part = "partial qualification" if spec.partial else ""
        yield line((kind, part, *levels, words.concepts(spec.fields_of_study), words.code(item.status)))
    else:
        yield words.code(item.status)
    yield line(
        (
            named("grade", words.text(item.grade)),
            words.credits(item.credits) or (words.credits(spec.credits) if spec else ""),
            named("valid until", words.date(item.valid_until)),
            words.identifiers(item.identifiers),
        )
    )
    yield line((words.period(item.period), words.text(item.term), words.text(item.role_label)))
    yield named("assessed by", listed(map(words.party, item.assessed_by)))


def _specification(spec: QualificationSpecification | None, words: Words) -> Iterator[str]:
    if spec is None:
        return
    yield line(
        (
            words.concept(spec.learning_setting),
            words.concepts(spec.modes),
            named("taught in", words.concepts(spec.instruction_languages)),
            named("workload", words.duration(spec.volume_of_learning)),
            named("to be finished within", words.duration(spec.maximum_duration)),
        )
    )
    yield named("for", words.concepts(spec.target_groups))
    yield named("skills", words.concepts(spec.skills))
    yield from (named("accreditation", _accreditation(one, words)) for one in spec.accreditations)


def _relations(item: Qualification, titles: Titles) -> Iterator[str]:
    yield named("part of", titles.of(item.part_of))
    yield named("proven by", titles.of(item.proven_by))
    yield named("entitles to", titles.of(item.entitles_to))


def _learnt(spec: QualificationSpecification | None, words: Words) -> str:
    """What the holder knows and can do: in words, and one by one."""
    if spec is None:
        return ""
    return lines(
        (
            words.rich(spec.description),
            words.rich(spec.learning_outcome_summary),
            bullets(_outcome(one, words) for one in spec.learning_outcomes),
            named("entry requirements", words.rich(spec.entry_requirements)),
            named("earned by", words.rich(spec.criteria)),
        )
    )


def _outcome(one: LearningOutcome, words: Words) -> str:
    about = line((words.code(one.skill_type), words.code(one.reuse_level), named("skills", words.concepts(one.skills))))
    said = listed((words.text(one.title), words.rich(one.description)), ": ").replace("\n", " ")
    return f"{said} ({about})" if said and about else said or about


def _with_town(body: Organisation, words: Words) -> str:
    town = next(
        (listed((words.text(a.municipality), words.concept(a.country)), ", ") for a in body.addresses),
        "",
    )
    return listed((words.organisation(body), town), ", ")


# -- assessments -----------------------------------------------------------------------------------


def assessments(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Examinations with their results, and how others did."""
    titles, told = Titles(portfolio, words), set[str]()
    for item in portfolio.assessments:
        details = (
            *_result(item, words),
            *_examination(item, words),
            named("part of", titles.of(item.part_of)),
            *_accredited(item.awarding_bodies, words, told),
        )
        spec = item.assessment_specification
        text = lines(
            (
                words.rich(item.description),
                words.rich(spec.description) if spec else "",
                _distribution(item, words),
                *map(words.rich, item.notes),
            )
        )
        yield block(title_of(item, words), words.date(item.issued), details, text, item)


def _result(item: Assessment, words: Words) -> Iterator[str]:
    spec = item.assessment_specification
    scheme = spec.grading_scheme if spec else None
    yield line(
        (
            named("grade", words.text(item.grade)),
            words.concept(item.grade_status),
            named("level reached", _level(item, words)),
            named("scale", words.text(scheme.title)) if scheme else "",
            words.rich(scheme.description) if scheme else "",
        )
    )
    yield named("others", _compared(item.shortened_grading, words))


def _level(item: Assessment, words: Words) -> str:
    """The level of the rubric that was reached, by its title."""
    spec = item.assessment_specification
    levels = spec.grading_scheme.rubric_criterion_levels if spec and spec.grading_scheme else []
    reached = next((one for one in levels if item.achieved_level and one.uri == item.achieved_level), None)
    return words.text(reached.title) if reached else ""


def _compared(grading: ShortenedGrading | None, words: Words) -> str:
    if grading is None:
        return ""
    shares = (
        (grading.percentage_lower, "lower"),
        (grading.percentage_equal, "equal"),
        (grading.percentage_higher, "higher"),
    )
    return listed((f"{words.percentage(share)} {name}" for share, name in shares if share), ", ")


def _examination(item: Assessment, words: Words) -> Iterator[str]:
    spec = item.assessment_specification or AssessmentSpecification()
    kinds = dict.fromkeys((words.concepts(item.assessment_types), words.concepts(spec.assessment_types)))
    yield line((*kinds, words.concepts(spec.modes), named("held in", words.concepts(spec.instruction_languages))))
    yield line((listed(map(words.organisation, item.awarding_bodies)), words.place(item.place)))
    yield named("assessed by", listed(map(words.party, item.assessed_by)))
    yield named("identity checked", words.concept(item.identity_verification))
    yield words.identifiers(item.identifiers)


def _distribution(item: Assessment, words: Words) -> str:
    spread = item.result_distribution
    if spread is None:
        return ""
    return lines(
        (words.rich(spread.description), bullets(_category(category, words) for category in spread.result_categories))
    )


def _category(one: ResultCategory, words: Words) -> str:
    scores = words.text(one.score) or f" {TO} ".join(
        filter(None, (words.text(one.minimum_score), words.text(one.maximum_score)))
    )
    label = words.text(one.label)
    band = f"{label} ({scores})" if label and scores else label or scores
    return listed((band, words.text(one.count)), ": ")


# -- entitlements ----------------------------------------------------------------------------------


def entitlements(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Licences, and what else the person may do."""
    titles = Titles(portfolio, words)
    for item in portfolio.entitlements:
        details = (
            words.organisation(item.issuer),
            named("valid until", words.date(item.valid_until)),
            *_entitlement(item, words),
            named("part of", titles.of(item.part_of)),
            words.identifiers(item.identifiers),
        )
        spec = item.entitlement_specification
        text = (words.rich(item.description), words.rich(spec.description) if spec else "")
        yield block(
            title_of(item, words), words.date(item.issued), details, lines((*text, *map(words.rich, item.notes))), item
        )


def _entitlement(item: Entitlement, words: Words) -> Iterator[str]:
    spec = item.entitlement_specification
    if spec is not None:
        yield words.text(spec.title) if item.title and spec.title != item.title else ""
        yield line((words.concept(spec.entitlement_type), words.concept(spec.entitlement_status)))
        yield named("holds in", words.concepts(spec.jurisdictions))
        yield named("opens the way to", words.concepts(spec.occupations))


# -- credentials -----------------------------------------------------------------------------------


def credentials(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Signed originals and other credentials; a picture is told by its kind and size."""
    titles, told = Titles(portfolio, words), set[str]()
    for item in portfolio.credentials:
        details = (
            words.organisation(item.issuer) if item.title else "",
            words.concepts(item.credential_profiles),
            words.media(item.original),
            words.code(item.status),
            line(
                (
                    named("valid from", words.date(item.valid_from)),
                    named("valid until", words.date(item.valid_until)),
                    words.identifiers(item.identifiers),
                )
            ),
            named("proves", titles.of(item.proves)),
            named("endorsed in", titles.of(item.endorsed_by)),
            *_shown(item, words),
            *(named("issued on", _issued_on(one, words)) for one in item.supporting_evidence),
            *_accredited([item.issuer] if item.issuer else [], words, told),
        )
        text = lines((words.rich(item.description), words.rich(item.statement)))
        yield block(title_of(item, words), words.date(item.issued), details, text, item)


def _shown(item: Credential, words: Words) -> Iterator[str]:
    yield named("can be shown in", words.concepts(item.display_languages))
    for display in item.displays:
        place = listed((named("page", words.text(display.page)), words.concept(display.display_language)), ", ")
        yield listed((place, words.size(display.image)), ": ")


def _issued_on(one: CredentialEvidence, words: Words) -> str:
    return line(
        (
            words.concept(one.evidence_type),
            words.rich(one.statement),
            _accreditation(one.accreditation, words) if one.accreditation else "",
            words.party(one.agent),
        )
    )


# -- accreditation ---------------------------------------------------------------------------------


def _accredited(organisations: Iterable[Organisation], words: Words, told: set[str]) -> Iterator[str]:
    """A line for each accreditation of some organisations that was not told before, with the organisation's name."""
    for organisation in organisations:
        for one in organisation.accreditations:
            said = named("accreditation", listed((words.organisation(organisation), _accreditation(one, words)), ": "))
            if said not in told:
                told.add(said)
                yield said


def _accreditation(one: Accreditation, words: Words) -> str:
    """An accreditation in one line: what, by whom, for what, until when."""
    return line(
        (
            words.text(one.title) or words.concept(one.accreditation_type),
            words.concept(one.decision),
            named("by", words.organisation(one.accrediting_body)),
            named("levels", words.concepts(one.levels)),
            named("fields", words.concepts(one.fields_of_study)),
            words.date(one.issued),
            named("valid until", words.date(one.valid_until)),
            words.identifiers(one.identifiers),
        )
    )
