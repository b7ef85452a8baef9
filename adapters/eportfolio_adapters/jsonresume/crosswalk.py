"""The crosswalk of JSON Resume 1.x: every member and the field of the model that it is.

Source: the published JSON Schema 1.3.1, and the keys of the versions 0.x.
"""

from __future__ import annotations

from eportfolio.exchange.crosswalk import Const, Each, Graded, Group, Leaf, Leaves, Rich, Rule
from eportfolio.sources.tree import Grade

from .person import AddressLines, CountryCode, FullName, Picture, PlaceName
from .rules import Aliased, Becomes, Date, Fallback, ProseAsList, TextsAsList, WebAddressLeaf, Without, period
from .sections import CategoryAsName, Fluency, FurtherContacts, FurtherPositions, Network, Studies, StudyKind, Telephone
from .values import EMAIL

WORK_KINDS = frozenset(
    {"self_employment", "internship", "apprenticeship", "military", "care", "mobility", "employment_or_self_employment"}
)
"""Kinds of experience that ``work`` can show, though it cannot tell them apart."""

STUDY_KINDS = frozenset({"training", "course"})
PUBLICATION_KINDS = frozenset({"citation", "creative_work", "patent", "presentation"})
CERTIFICATE_KINDS = frozenset({"course"})


def website(field: str = "contact_points[]") -> Rule:
    """``url`` of an organisation, in 0.x ``website``."""
    return Group(
        "", field, Const("channel", "website"), Aliased(lambda key: WebAddressLeaf(key, "value"), "url", "website")
    )


def link(key: str = "url") -> Rule:
    """``url`` of an item."""
    return Group("", "links[]", WebAddressLeaf(key, "uri"))


def organisation(key: str, *more: Rule, field: str = "organisations[]") -> Group:
    """The organisation whose name stands at a key."""
    return Group("", field, Leaf(key, "name"), *more)


BASICS = Group(
    "basics", "owner",
    Group("", "names[]", FullName("name")),
    Aliased(lambda key: Picture(key, "photo"), "image", "picture"),
    Group("", "contact_points[]", Const("channel", "email"), Leaf("email", "value", EMAIL)),
    Group("", "contact_points[]", Const("channel", "telephone"), Telephone()),
    website(),
    Group(
        "location", "addresses[]",
        AddressLines("address", "lines"), Leaf("postalCode", "postal_code"), Leaf("city", "municipality"),
        Leaf("region", "region"), CountryCode("countryCode", "country"),
    ),
    Each(
        "profiles", "contact_points[]",
        Const("channel", "social"), Network(), Leaf("username", "user_name"), WebAddressLeaf("url", "value"),
    ),
    FurtherContacts(),
)  # fmt: skip

_JOB: tuple[Rule, ...] = (
    Leaf("position", "occupation/label"),
    Fallback("position", "occupation/official_label"),
    *period("period"),
    Rich("summary", "description", html=False),
)


def jobs(section: str, kind: Const, employer: Group, position: tuple[Rule, ...], *more: Rule) -> tuple[Rule, ...]:
    """``work`` or ``volunteer``: one entry for each position.

    Args:
        section: the list.
        kind: the kind of experience.
        employer: the organisation.
        position: what an entry says of the position.
        more: what else an entry says.
    """
    entries = Each(
        section, "experiences[]",
        kind,
        employer,
        Group("", "positions[]", *position),
        Graded("title", Grade.APPROXIMATE, Leaf("position", "title")),
        Graded("period", Grade.APPROXIMATE, *period("period")),
        Graded("description", Grade.APPROXIMATE, Rich("summary", "description", html=False)),
        Leaves("highlights", "highlights"),
        *more,
        item=True,
    )  # fmt: skip
    return entries, FurtherPositions(section, position)


WORK = jobs(
    "work",
    Const("kind", "employment", WORK_KINDS, absent=True),
    Group(
        "", "organisations[]",
        Aliased(lambda key: Leaf(key, "name"), "name", "company"), Leaf("description", "about"), website(),
    ),
    (*_JOB, PlaceName("location", "place")),
    PlaceName("location", "place", Grade.APPROXIMATE),
    PlaceName("location", "organisations/addresses", Grade.TEXT),
)  # fmt: skip

VOLUNTEER = jobs("volunteer", Const("kind", "volunteering", {"civic"}), organisation("organization", website()), _JOB)

EDUCATION = Studies(
    Group(
        "", "experiences[]",
        StudyKind("kind", "education", STUDY_KINDS),
        organisation("institution", website()),
        *period("period"),
        Leaves("courses", "courses"),
        Fallback("studyType", "title"),
    ),
    Group(
        "", "qualifications[]",
        Leaf("studyType", "specification/title"),
        Fallback("studyType", "specification/qualification_type/label"),
        Group("", "specification/fields_of_study[]", Leaf("area", "label"), Fallback("area", "official_label")),
        Aliased(lambda key: Leaf(key, "grade"), "score", "gpa"),
        Graded("issued", Grade.APPROXIMATE, Date("endDate", "issued")),
        Graded("awarding_bodies", Grade.APPROXIMATE, organisation("institution", field="awarding_bodies[]")),
        Becomes("/experiences/courses"),
        ProseAsList("courses", "specification/learning_outcome_summary"),
        TextsAsList("courses", "specification/learning_outcomes/title"),
    ),
)  # fmt: skip

CERTIFICATES: tuple[Rule, ...] = (
    Each(
        "certificates", "qualifications[]",
        Leaf("name", "specification/title"), Fallback("name", "specification/qualification_type/label"),
        Date("date", "issued"), organisation("issuer", field="awarding_bodies[]"), link(), item=True,
    ),
    Graded(
        "achievements", Grade.APPROXIMATE,
        Each(
            "certificates", "achievements[]",
            Becomes("/qualifications/links/uri"),
            Const("kind", "certification", CERTIFICATE_KINDS), Leaf("name", "title"), Fallback("name", "kind_label"),
            Date("date", "date"), Leaf("issuer", "organisation/name"), link(),
        ),
    ),
    Graded(
        "entitlements", Grade.APPROXIMATE,
        Each(
            "certificates", "entitlements[]",
            Becomes("/qualifications/links/uri"),
            Leaf("name", "title"), Date("date", "issued"), Leaf("issuer", "issuer/name"), link(),
        ),
    ),
)  # fmt: skip

AWARDS = Each(
    "awards", "achievements[]",
    Const("kind", "award", absent=True),
    Leaf("title", "title"), Fallback("title", "kind_label"), Date("date", "date"),
    Graded("period", Grade.APPROXIMATE, Date("date", "period/end")),
    Leaf("awarder", "organisation/name"), Rich("summary", "description", html=False), item=True,
)  # fmt: skip

PUBLICATIONS = Each(
    "publications", "achievements[]",
    Const("kind", "publication", PUBLICATION_KINDS),
    Leaf("name", "title"), Fallback("name", "kind_label"),
    Leaf("publisher", "organisation/name"), Fallback("publisher", "published_in"),
    Date("releaseDate", "date"),
    Group("", "links[]", Aliased(lambda key: WebAddressLeaf(key, "uri"), "url", "website")),
    Rich("summary", "description", html=False),
    Graded("citation", Grade.APPROXIMATE, Rich("summary", "citation", html=False)),
    item=True,
)  # fmt: skip

SKILLS = Each(
    "skills", "competences[]",
    Leaf("name", "label"),
    Fallback("name", "concepts/label", "concepts/official_label", "group"),
    CategoryAsName(),
    Group(
        "", "levels[]",
        Const("purpose", "achieved"), Without("area"), Leaf("level", "level/label"),
        Fallback("level", "level/official_label", "level/notation", grade=Grade.TEXT),
    ),
    Leaves("keywords", "keywords"),
    ProseAsList("keywords", "description"),
    item=True,
)  # fmt: skip

LANGUAGES = Each(
    "languages", "languages[]",
    Aliased(lambda key: Leaf(key, "known_language/label"), "language", "name"),
    Fallback("language", "known_language/official_label"),
    Fallback("language", "known_language/notation", grade=Grade.TEXT),
    Aliased(Fluency, "fluency", "level"),
    item=True,
)  # fmt: skip

INTERESTS = Each(
    "interests", "interests[]",
    Leaf("name", "title"), Leaves("keywords", "keywords"), ProseAsList("keywords", "description"), item=True,
)  # fmt: skip

REFERENCES = Each(
    "references", "references[]",
    Group("", "party/names[]", FullName("name")), Fallback("name", "party/organisation/name"),
    Rich("reference", "statement", html=False), item=True,
)  # fmt: skip

PROJECTS: tuple[Rule, ...] = (
    Each(
        "projects", "experiences[]",
        Const("kind", "project", {"*"}),
        Leaf("name", "title"), organisation("entity"), Leaf("type", "kind_label"), Fallback("type", "kind"),
        Rich("description", "description", html=False), *period("period"), link(),
        *(Leaves(name, name) for name in ("highlights", "keywords", "roles")),
        Fallback("roles", "positions/occupation/label"),
        item=True,
    ),
    Graded(
        "achievements", Grade.APPROXIMATE,
        Each(
            "projects", "achievements[]",
            Becomes("/experiences/kind", "/experiences/links/uri"),
            Leaf("name", "title"), Leaf("type", "kind_label"), Leaf("type", "kind"),
            Leaf("entity", "organisation/name"), Rich("description", "description", html=False),
            *period("period"), Date("endDate", "date"), link(),
        ),
    ),
    Graded(
        "entries", Grade.APPROXIMATE,
        Each(
            "projects", "entries[]",
            Becomes("/experiences/kind", "/experiences/links/uri"),
            Leaf("name", "title"), Leaf("type", "section"), Rich("description", "description", html=False),
            *period("period"), link(),
        ),
    ),
)  # fmt: skip

JSON_RESUME: tuple[Rule, ...] = (
    BASICS,
    Leaf("basics/label", "headline/concept/label"),
    Fallback("basics/label", "headline/concept/official_label"),
    Rich("basics/summary", "summary", html=False),
    *WORK,
    *VOLUNTEER,
    EDUCATION,
    AWARDS,
    *CERTIFICATES,
    PUBLICATIONS,
    SKILLS,
    LANGUAGES,
    INTERESTS,
    REFERENCES,
    *PROJECTS,
    Leaf("meta/lastModified", "modified"),
)

DETAILS = ("meta", "$schema")
"""What describes the file and not the person: kept as residue without a warning."""
