"""Values for the strategies: awkward texts, markup, dates, codes of the schemes that people use."""

from __future__ import annotations

import base64
import re
from html import escape
from typing import Any

from hypothesis import strategies as st

from ..model import ITEM_LISTS
from ..model.values import EDTF_PATTERN
from ..vocabulary import schemes

_WORDS = ("ash", "birch tree", "Cedar", "élan", "fir & elm", "oak", "Πεύκο", "pine-wood")
_AWKWARD = (
    "a < b & c > d", "\"quoted\" and 'quoted'", "<b>no markup</b>", "&amp; &lt;p&gt;", "two\nlines",
    "tab\there", "no\u00a0break", "e\u0301 combined", "\u05e9\u05dc\u05d5\u05dd", "\u200frtl mark",
    "\U0001f469\u200d\U0001f3eb", "]]>", "{\"a\": 1}", "a  b", "- list\n- list", "100%", "\u0130stanbul",
    "a/b~c", "<!-- no comment -->", "+",
)  # fmt: skip
_TAGS = ("en", "nl", "el", "pt-BR", "sr-Latn", "zh-Hant", "de-t-en")

ALPHABET = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\ufffe\uffff",
    include_characters="\t\n\u0085",
)
"""What the model carries: no control characters beyond tab, line feed and next line, no lone surrogates."""


def awkward_texts() -> st.SearchStrategy[str]:
    """One text of the model, in words, in known trouble, or anything that it accepts."""
    free = st.text(ALPHABET, min_size=1, max_size=12).map(str.strip).filter(bool)
    return st.one_of(st.sampled_from(_WORDS), st.sampled_from(_AWKWARD), free)


def language_tags() -> st.SearchStrategy[str]:
    """Language tags (BCP 47): with script, region, and mark of machine translation."""
    return st.sampled_from(_TAGS)


def texts() -> st.SearchStrategy[Any]:
    """A text in the portfolio's language, or in several."""
    many = st.dictionaries(language_tags(), awkward_texts(), min_size=1, max_size=2)
    return st.one_of(awkward_texts(), awkward_texts(), many)


def strings(pattern: str = "") -> st.SearchStrategy[str]:
    """A text without language; one that fits a pattern where the model has one of its own."""
    free = awkward_texts()
    if not pattern or all(re.search(pattern, text) for text in _AWKWARD):
        return free
    return st.from_regex(pattern, fullmatch=True)


def iris() -> st.SearchStrategy[str]:
    """URIs and IRIs (RFC 3986, RFC 3987)."""
    return st.sampled_from(
        (
            "https://example.org/a", "https://example.org/b?q=1&r=%20#top", "http://example.org/\u00e9t\u00e9",
            "urn:uuid:00000000-0000-4000-8000-000000000001", "mailto:ada@example.org", "www.example.org",
            "https://example.org/with space", "data:,x",
        )
    )  # fmt: skip


# -- markup ------------------------------------------------------------------------------------------------


def _paragraph(inner: str) -> str:
    return f"<p>{inner}</p>"


def _inline() -> st.SearchStrategy[str]:
    words = awkward_texts().map(lambda text: escape(" ".join(text.split()), quote=False)).filter(bool)
    words = words.map(lambda text: text.replace("\u00a0", "&nbsp;"))
    return st.one_of(
        words,
        words.map("<strong>{}</strong>".format),
        words.map("<em>{}</em>".format),
        words.map('<a href="https://example.org/?a=1&amp;b=2">{}</a>'.format),
    )


def markup() -> st.SearchStrategy[str]:
    """HTML in the subset that the model calls sanitised: paragraphs, lists, emphasis, links."""
    blocks = st.one_of(
        _inline().map(_paragraph),
        st.lists(_inline(), min_size=1, max_size=2).map(
            lambda lines: "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
        ),
        st.tuples(_inline(), _inline()).map(lambda pair: _paragraph("<br>".join(pair))),
    )
    return st.lists(blocks, min_size=1, max_size=2).map("".join)


def rich_texts() -> st.SearchStrategy[dict[str, Any]]:
    """A text with markup, or plain prose; in one language or in several."""

    def one_or_many(one: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
        return st.one_of(one, one, st.dictionaries(language_tags(), one, min_size=1, max_size=2))

    return st.one_of(
        st.fixed_dictionaries({"html": one_or_many(markup())}),
        st.fixed_dictionaries({"text": one_or_many(awkward_texts())}),
    )


# -- dates and bytes ---------------------------------------------------------------------------------------


def edtf_dates() -> st.SearchStrategy[str]:
    """Dates of EDTF level 1 (ISO 8601-2:2019): any precision, seasons, uncertain, unspecified, far years."""
    days = st.dates().map(lambda day: day.isoformat())
    cut = st.tuples(days, st.sampled_from((4, 7, 10))).map(lambda pair: pair[0][: pair[1]])
    marked = st.tuples(cut, st.sampled_from("?~%")).map("".join)
    rare = st.sampled_from(
        ("2002-21", "2002-24", "199X", "19XX", "2004-XX", "2004-06-XX", "2004-XX-XX", "-0044", "Y12000", "0000")
    )
    return st.one_of(cut, cut, marked, rare).filter(lambda text: re.search(EDTF_PATTERN, text) is not None)


def date_times() -> st.SearchStrategy[str]:
    """Date-times as files have them, and words where a source had words."""
    moments = st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z")
    return st.one_of(moments, moments, st.sampled_from(("2021-03-04", "last spring")))


def base64_bytes() -> st.SearchStrategy[str]:
    """A few bytes in base64."""
    return st.binary(min_size=1, max_size=12).map(lambda data: base64.b64encode(data).decode())


# -- concepts ----------------------------------------------------------------------------------------------

_COUNTRIES = (schemes.ISO_3166_1, ("NL", "GB", "GR", "BE", "XK"))
_OCCUPATION = schemes.ESCO_OCCUPATION_PREFIX + "00000000-0000-4000-8000-000000000002"
_SKILL = schemes.ESCO_SKILL_PREFIX + "00000000-0000-4000-8000-000000000003"

CODED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "country": (_COUNTRIES,),
    "nationalities": (_COUNTRIES,),
    "residence_countries": (_COUNTRIES,),
    "work_authorisations": (_COUNTRIES,),
    "known_language": ((schemes.ISO_639, ("nl", "en", "fra", "grc")),),
    "eqf_level": ((schemes.EQF, ("1", "6", "8")),),
    "levels": ((schemes.ISCED_2011, ("6",)), (schemes.EQF, ("7",))),
    "level": ((schemes.DIGITAL_SELF_ASSESSMENT, ("A", "B", "C")), (schemes.EQF, ("4",))),
    "overall": ((schemes.CEFR, ("B2", "C1")),),
    "instruction_languages": ((schemes.ISO_639, ("nl", "en", "fra")),),
    "display_languages": ((schemes.ISO_639, ("nl", "en")),),
    "display_language": ((schemes.ISO_639, ("nl", "en")),),
    "jurisdictions": (_COUNTRIES,),
    "area": ((schemes.DIGCOMP_AREAS, ("1", "5")),),
    "fields_of_study": ((schemes.ISCED_F, ("0613",)), (schemes.ISCED_97_FIELDS, ("48", "481"))),
    "licence_category": ((schemes.DRIVING_LICENCE, ("B", "CE", "AM")),),
    "sector": ((schemes.NACE_2, ("P", "85.4", "J")),),
    "occupation": ((schemes.ISCO_88, ("2330",)), (schemes.ISCO_08, ("2330",))),
    "position": ((schemes.ISCO_88, ("2330",)), (schemes.ISCO_08, ("2512",))),
    "concept": ((schemes.ISCO_88, ("2330",)),),
    "step": ((schemes.GUIDANCE_STEPS, ("analysis", "evaluation")),),
    "guidance_activities": ((schemes.GUIDANCE_ACTIVITIES, ("counselling", "informing")),),
    "guidance_channel": ((schemes.GUIDANCE_CHANNELS, ("chat", "face-to-face")),),
    "information_types": ((schemes.GUIDANCE_INFORMATION, ("occupations", "matching")),),
}
"""Fields whose concepts are usually codes of a scheme: the schemes, and some of their codes."""


def concepts(coded: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """A concept as sources have them: a code of a scheme, a URI, or words only; with or without a label.

    Args:
        coded: the schemes to take codes from.
    """
    cores: list[st.SearchStrategy[dict[str, Any]]] = [
        st.sampled_from([{"uri": _OCCUPATION}, {"uri": _SKILL}, {"uri": "https://example.org/concept/1"}]),
        st.just({}),
    ]
    for scheme, notations in coded:
        cores.insert(0, st.fixed_dictionaries({"scheme": st.just(scheme), "notation": st.sampled_from(notations)}))
    label = st.one_of(st.just({}), st.fixed_dictionaries({"label": texts()}))
    return st.tuples(st.one_of(cores), label).map(lambda pair: pair[0] | pair[1] or {"label": "something"})


# -- fields ------------------------------------------------------------------------------------------------


def _known(*values: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(values), st.sampled_from(values), awkward_texts())


_CEFR = _known("Pre-A1", "A1", "A2", "B1", "B1+", "B2", "C1", "C2")
_USES = _known("home", "work", "mobile", "skype", "linkedin")

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "edtf": edtf_dates(),
    "language": language_tags(),
    "content": base64_bytes(),
    "media_type": _known("image/png", "image/jpeg", "application/pdf", "text/plain", "video/mp4"),
    **dict.fromkeys(("duration", "workload", "volume_of_learning", "maximum_duration"),
                    _known("P2Y6M", "P3W", "PT120H")),
    **dict.fromkeys(("completion", "percentage_lower", "percentage_equal", "percentage_higher"),
                    _known("1", "25", "100")),
    **dict.fromkeys(("count", "page", "rank"), _known("1", "12")),
    "percentile": _known("1", "25", "99"),
    "CareerOption.kind": _known("occupation", "study", "training", "job", "own_business"),
    "affects": _known("self", "family", "community"),
    "Identifier.kind": _known("eidas", "registration", "vat", "tax", "national_id"),
    "created": date_times(),
    "modified": date_times(),
    "recorded": date_times(),
    "Experience.kind": _known("employment", "self_employment", "internship", "volunteering", "education",
                              "training", "project", "mobility", "military", "membership", "civic", "conference"),
    "Achievement.kind": _known("award", "publication", "presentation", "project", "patent", "creative_work"),
    "Entitlement.kind": _known("driving_licence", "profession", "access_to_study", "licence"),
    "Headline.kind": _known("preferred_job", "job_applied_for", "studies_applied_for", "position",
                            "personal_statement"),
    "category": _known("communication", "organisational", "job_related", "digital", "other"),
    "reuse_level": _known("transversal", "cross_sector", "sector_specific", "occupation_specific"),
    "method": _known("self_declared", "test", "observation", "recognition_of_prior_learning", "credential"),
    "status": _known("enrolled", "partial", "awarded", "revoked"),
    "role": _known("employer", "agency", "provider", "awarding_body"),
    "use": _USES,
    "relation": _known("evidence_of", "reflects_on", "supports", "part_of", "leads_to"),
    "document": _known("ECV", "ELP", "ECL"),
    "DocumentReference.kind": _known("ECV", "ELP", "ESP"),
    "Residue.format": st.just("example-format"),
    "Residue.namespace": iris(),
    **dict.fromkeys(
        ("listening", "reading", "spoken_interaction", "spoken_production", "writing", "written_interaction",
         "online_interaction", "mediation", "cefr_level"), _CEFR),
}  # fmt: skip
"""Fields whose values are more than any text, by ``Class.field`` or by name."""

REFERRED: dict[str, tuple[str, ...]] = {
    "evidence": ("evidence_items",),
    "certificates": ("qualifications",),
    "gained_in": ("experiences",),
    "proven_by": ("assessments",),
    "entitles_to": ("entitlements",),
    "Experience.part_of": ("experiences",),
    "Qualification.part_of": ("qualifications",),
    "Assessment.part_of": ("assessments",),
    "Entitlement.part_of": ("entitlements",),
    "credential": ("credentials",),
    "endorsed_by": ("credentials",),
    "measured_by": ("test_results",),
    "based_on": ("interests", "work_values", "test_results", "competences"),
    "concerns": ("career_plans", "competences", "test_results"),
    "proves": ("experiences", "qualifications", "assessments", "competences", "entitlements"),
    "source": ITEM_LISTS,
    "target": ITEM_LISTS,
}
"""The lists that the items are in to which a field refers, by ``Class.field`` or by name."""
