"""Reading an exchange profile from TOML, with what it inherits; every fault is told with its line.

The keys, all optional unless they say *required*; an unknown key is a fault.

``title`` (*required*), ``version`` (*required*), ``model`` (*required*: the version of the model, ``"1.0"``), ``id``,
``description``, ``language``, ``valid_from``, ``valid_until`` (dates), ``extends`` (files beside it, or names of
profiles that ship: what they say holds unless it is said anew under the same name).

``[organisation]``
    ``name`` (*required*), ``id``, ``contact`` (e-mail), ``country``.
``[source]``
    ``title`` (*required*), ``address``, ``note``: the document that the profile was made from.
``[offers.NAME]``
    ``path`` (*required*), ``why``, ``coverage`` and ``filled`` (0 to 1), ``freshness`` (a duration), and conditions.
``[needs.NAME]``
    ``path``, or ``any_of`` or ``all_of`` (arrays of tables like this one); ``for_each`` (a path), ``why``, ``min``,
    ``max``, ``share`` (0 to 1), ``recommended``, and conditions.
``[accepts.NAME]``, ``[refuses.NAME]``
    ``path`` (*required*), ``why``, conditions; of ``accepts`` also ``max``.
``[formats]``
    ``sends``, ``receives`` (ids, such as ``elm`` or ``elm@3.2``), ``max_bytes``, ``attachments``, ``attachment_bytes``.
``[subject_matching]``
    ``identifiers`` (schemes), ``attributes`` (sets of attributes that are enough together).
``[legal]``
    ``basis``, ``basis_note``, ``purpose``, ``retention``, ``special_categories``, ``special_ground``,
    ``prohibited_identifiers``, and ``[legal.controller]`` like ``[organisation]``.

The conditions are the keys of :data:`eportfolio.profiles.conditions.READERS`; paths are those of
:mod:`eportfolio.profiles.paths`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..exchange import settings
from . import legal
from .conditions import read_conditions
from .contradictions import contradictions
from .inheritance import Family, inherited
from .paths import Path, Target, parse_path
from .profile import Basis, Formats, Legal, Named, Need, Offer, Profile, Restriction, SubjectMatching

if TYPE_CHECKING:
    from ..sources.source import Input
    from ..sources.toml import TomlTable

T = TypeVar("T")

WHAT: Final = "The profile"
_DEEPEST: Final = 4
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def read_profile(source: Input) -> Profile:
    """Read an exchange profile, with what it inherits.

    Args:
        source: path, name of a profile that ships such as ``europass-cv``, ``-`` for standard input, bytes of the file
            itself, or a binary stream.

    Raises:
        UnreadableError: it cannot be opened, or is no TOML.
        UsageError: something in it, or in a profile that it inherits from, is at fault, or inheritance runs in a
            circle; its ``findings`` tell everything that is, with lines.
    """
    return _read(Family.of(source))


def _read(family: Family) -> Profile:
    from ..sources.toml import open_toml

    return open_toml(family.source, WHAT, lambda root: _profile(root, family))


def _profile(root: TomlTable, family: Family) -> Profile:
    names = root.take("extends", partial(settings.several, settings.line)) or []
    parents = [parent for name in names if (parent := _parent(root, family, name)) is not None]
    base = inherited(parents)
    take, section = root.take, root.section
    tables: dict[tuple[str, ...], TomlTable] = {}
    each = partial(_each, root, tables)
    organisation = root.table("organisation")
    source = root.table("source")
    profile = Profile(
        title=take("title", settings.texts, need='Say what it is called: title = "…".') or "",
        version=take("version", settings.line, need='Give it a version: version = "1.0".') or "",
        id=take("id", settings.web_id) or "",
        model=_model(root),
        description=take("description", settings.texts) or "",
        language=take("language", settings.language) or base.language,
        organisation=base.organisation if organisation is None else _named(organisation),
        source=Basis() if source is None else _basis(source),
        valid_from=take("valid_from", settings.day) or "",
        valid_until=take("valid_until", settings.day) or "",
        extends=tuple(f"{parent.named()} {parent.version}" for parent in parents),
        offers={**base.offers, **each("offers", _offer)},
        needs={**base.needs, **each("needs", _need)},
        accepts={**base.accepts, **each("accepts", partial(_restriction, True))},
        refuses={**base.refuses, **each("refuses", partial(_restriction, False))},
        formats=_formats(section("formats"), base.formats),
        subject_matching=_subject(section("subject_matching"), base.subject_matching),
        legal=_legal(section("legal"), base.legal),
    )
    for at, message, hint in contradictions(profile):
        own = tables.get(at)
        key = "" if own else at[0]
        (own or root).fault("profile-contradiction", key, f"{WHAT} contradicts itself: {message}.", hint=hint)
    return profile


def _parent(root: TomlTable, family: Family, name: str) -> Profile | None:
    """A profile to inherit from; a fault of ``extends`` when there is none, or it would be its own ancestor."""
    try:
        parent = family.parent(name)
        if parent.line[-1] not in family.known:
            family.known[parent.line[-1]] = _read(parent)
        return family.known[parent.line[-1]]
    except ValueError as error:
        rule = "profile-cycle" if family.is_circle(name) else "invalid-value"
        root.fault(rule, "extends", f"{WHAT}: extends is not usable: {error}.", value=name)
        return None


def _model(root: TomlTable) -> str:
    from ..model.portfolio import SCHEMA_VERSION

    def numbers(version: str) -> tuple[int, ...]:
        return tuple(map(int, version.split(".")))

    found = root.take("model", _version, need=f'Say which model its paths are for: model = "{SCHEMA_VERSION}".') or ""
    if found and (numbers(found)[0] != numbers(SCHEMA_VERSION)[0] or numbers(found) > numbers(SCHEMA_VERSION)):
        root.fault(
            "model-version", "model", f"{WHAT} is written for version {found} of the model; this release knows "
            f"{SCHEMA_VERSION}.", value=found,
        )  # fmt: skip
    return found


def _version(value: Any) -> str:
    found = settings.line(value)
    if not re.fullmatch(r"\d{1,4}\.\d{1,4}", found):
        raise ValueError('a version such as "1.0" is expected')
    return found


def _each(
    root: TomlTable, tables: dict[tuple[str, ...], TomlTable], key: str, read: Callable[[str, TomlTable], T | None]
) -> dict[str, T]:
    """The entries of a section by name; their tables are remembered, so that faults can be told there."""
    found: dict[str, T] = {}
    for name, table in root.named(key).items():
        if not _NAME.fullmatch(name):
            table.fault(
                "invalid-value", "", f"{WHAT}: {key}.{name} is not usable: a name has letters, digits, - and _."
            )
        tables[key, name] = table
        made = read(name, table)
        if made is not None:
            found[name] = made
    return found


def _named(table: TomlTable) -> Named:
    return Named(
        name=table.take("name", settings.line, need="Say who it is.") or "",
        id=table.take("id", settings.web_id) or "",
        contact=table.take("contact", settings.email) or "",
        country=table.take("country", settings.country) or "",
    )


def _basis(table: TomlTable) -> Basis:
    return Basis(
        title=table.take("title", settings.texts, need="Name the document.") or "",
        address=table.take("address", settings.web_address) or "",
        note=table.take("note", settings.texts) or "",
    )


def _path(
    table: TomlTable, key: str, *, need: str = "", start: Target | None = None
) -> tuple[Path | None, Target | None]:
    """A path of a table and what it leads to; both ``None`` when it is not there or at fault."""
    begin = None if start is None else start.model
    found = table.take(key, lambda value: parse_path(settings.line(value), begin), need=need)
    return (None, None) if found is None else found


def _offer(name: str, table: TomlTable) -> Offer | None:
    path, target = _path(table, "path", need='Say which field: path = "…".')
    offer = Offer(
        name=name,
        path=path or Path(),
        why=table.take("why", settings.texts) or "",
        coverage=table.take("coverage", _share),
        filled=table.take("filled", _share),
        freshness=table.take("freshness", settings.duration) or "",
        conditions=read_conditions(table, target),
    )
    return None if path is None else offer


def _restriction(accepted: bool, name: str, table: TomlTable) -> Restriction | None:
    path, target = _path(table, "path", need='Say which field: path = "…".')
    found = Restriction(
        name=name,
        path=path or Path(),
        why=table.take("why", settings.texts) or "",
        maximum=table.take("max", settings.positive) if accepted else None,
        conditions=read_conditions(table, target),
    )
    if accepted and path is not None and found.maximum is None and not found.conditions:
        table.fault(
            "missing-element", "", f"{WHAT}: accepts.{name} says nothing about {path}.",
            hint="Add a condition or max, or take it out: what nobody refuses is accepted.",
        )  # fmt: skip
    return None if path is None else found


def _need(name: str, table: TomlTable, start: Target | None = None, depth: int = 0) -> Need | None:
    for_each, target = _path(table, "for_each", start=start)
    if target is not None and target.model is None:
        table.fault("invalid-value", "for_each", f"{WHAT}: for_each leads to plain values, which have no fields.")
        target = None
    usable = target is not None or "for_each" not in table
    inner = target if target is not None else start
    groups = {key: _group(name, table, key, inner, depth) for key in ("any_of", "all_of")}
    alone = [key for key in ("path", *groups) if key in table]
    if len(alone) != 1:
        what = f"has {' and '.join(alone)}" if alone else "has no path"
        table.fault("profile-contradiction" if alone else "missing-element", "", f"{WHAT}: needs.{name} {what}.",
                    hint="A need has one of path, any_of and all_of.")  # fmt: skip
    path, end = _path(table, "path", start=inner) if usable else (table.take("path", lambda _: None), None)
    need = Need(
        name=name,
        path=path,
        why=table.take("why", settings.texts) or "",
        for_each=for_each,
        minimum=1 if (least := table.take("min", _count)) is None else least,
        maximum=table.take("max", settings.positive),
        share=table.take("share", _share),
        conditions=read_conditions(table, end),
        any_of=groups["any_of"],
        all_of=groups["all_of"],
        recommended=bool(table.take("recommended", settings.flag)) if not depth else False,
    )
    if need.maximum is not None and need.maximum < need.minimum:
        table.fault("profile-contradiction", "max", f"{WHAT}: needs.{name} has a max below its min.")
    return need if path is not None or need.any_of or need.all_of else None


def _group(name: str, table: TomlTable, key: str, start: Target | None, depth: int) -> tuple[Need, ...]:
    if depth >= _DEEPEST:
        if key in table:
            table.fault("nested-too-deeply", key, f"{WHAT}: needs.{name} has alternatives within alternatives within …")
            table.take(key, lambda _: None)
        return ()
    found = [_need(f"{name}.{number}", one, start, depth + 1) for number, one in enumerate(table.tables(key), 1)]
    return tuple(one for one in found if one is not None)


def _formats(table: TomlTable, base: Formats) -> Formats:
    several = settings.several
    return Formats(
        sends=tuple(table.take("sends", partial(several, partial(_format, True))) or base.sends),
        receives=tuple(table.take("receives", partial(several, partial(_format, False))) or base.receives),
        max_bytes=table.take("max_bytes", _bytes) or base.max_bytes,
        attachments=base.attachments if (most := table.take("attachments", _count)) is None else most,
        attachment_bytes=table.take("attachment_bytes", _bytes) or base.attachment_bytes,
    )


def _format(sent: bool, value: Any) -> str:
    from ..exchange import registry

    name = settings.line(value)
    ident, _, version = name.partition("@")
    known = {one.id: one for one in registry.formats() if one.writable or not sent}
    if ident not in known:
        raise ValueError(f'"{ident}" is no format that can be {"written" if sent else "read"}: {", ".join(known)}')
    if version and sent and version not in known[ident].versions:
        raise ValueError(
            f"{ident} is not written in version {version}: {', '.join(known[ident].versions) or 'it has none'}"
        )
    return name


def _subject(table: TomlTable, base: SubjectMatching) -> SubjectMatching:
    identifiers = table.take("identifiers", partial(settings.several, settings.line))
    attributes = table.take("attributes", _attributes)
    return SubjectMatching(
        tuple(base.identifiers if identifiers is None else identifiers),
        base.attributes if attributes is None else attributes,
    )


def _attributes(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise ValueError('sets of attributes such as [["family_name", "birth_date"]] are expected')
    sets = [tuple(settings.several(partial(settings.choice, legal.ATTRIBUTES), one)) for one in value]
    if any(not one for one in sets):
        raise ValueError("a set of attributes is empty")
    if lonely := [one[0] for one in sets if len(one) == 1 and one[0] not in ("email",)]:
        raise ValueError(f"{lonely[0]} alone tells nobody apart; put more attributes into the set")
    return tuple(sets)


def _legal(table: TomlTable, base: Legal) -> Legal:
    several, choice = settings.several, settings.choice
    controller = table.table("controller")
    special = table.take("special_categories", partial(several, partial(choice, legal.SPECIAL)))
    prohibited = table.take("prohibited_identifiers", partial(several, settings.line))
    found = Legal(
        controller=base.controller if controller is None else _named(controller),
        basis=table.take("basis", partial(choice, legal.BASES)) or base.basis,
        basis_note=table.take("basis_note", settings.texts) or base.basis_note,
        special_categories=base.special_categories if special is None else tuple(special),
        special_ground=table.take("special_ground", partial(choice, legal.SPECIAL_GROUNDS)) or base.special_ground,
        purpose=table.take("purpose", settings.texts) or base.purpose,
        retention=table.take("retention", settings.duration) or base.retention,
        # What an inherited profile prohibits stays prohibited.
        prohibited_identifiers=tuple(dict.fromkeys((*base.prohibited_identifiers, *(prohibited or ())))),
    )
    if found.special_categories and not found.special_ground:
        table.fault(
            "missing-element", "special_ground", f"{WHAT}: special categories are taken without a ground.",
            hint=f"Add special_ground, one of {', '.join(legal.SPECIAL_GROUNDS)}.",
        )  # fmt: skip
    return found


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("a share from 0 to 1 is expected")
    return float(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 9999:
        raise ValueError("a whole number from 0 to 9999 is expected")
    return value


def _bytes(value: Any) -> int:
    from .conditions import READERS

    return int(READERS["max_bytes"][1](value))
