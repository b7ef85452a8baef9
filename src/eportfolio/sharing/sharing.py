"""Sharing: the smallest portfolio that satisfies its receiver, made from the owner's, which remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..model import ITEM_LISTS, Portfolio
from ..model.canonical import from_data, to_data
from ..model.identity import assign_ids
from ..profiles import Profile, check
from ..profiles.checking import wanted
from ..profiles.judging import Judge
from ..profiles.membership import Membership
from ..report.codes import Severity
from ..report.errors import RefusedError
from ..report.findings import Finding, finding
from .carrying import Carrying
from .delivering import Delivery, digest_of, moment, new_id
from .disclosing import CORRECTION, FIRST, Grant, Receiver, check_order, fields_of, records_of, with_record
from .extracting import extract
from .identifying import identify, new_key, pairwise
from .selecting import Choice, Selected, select
from .stock import Stock
from .withholding import Rules, Withheld, leaves

if TYPE_CHECKING:
    from ..vocabulary.library import Vocabularies

CANONICAL: Final = "eportfolio"


@dataclass(frozen=True, slots=True)
class ShareOptions:
    """What the owner decides.

    Attributes:
        choose: by need, the numbers of what goes, or ids of items; ``all`` for everything that would do.
        include: names of what is recommended and goes, too; ``all`` for everything.
        also: ids of items, or paths, that the owner gives of their own accord.
        withhold: paths, ids of items, or values that must not go.
        whole: ids of items whose signed original, or file, may go with everything in it; ``all`` for all.
        kind: of the delivery, see :data:`eportfolio.sharing.disclosing.KINDS`.
        grant: who allows it, and until when.
        receiver: who gets it, where the profile does not say.
        format: what is written; by the profile's formats when empty.
        today: the day of the delivery; the present one when ``None``.
    """

    choose: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    include: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    kind: str = FIRST
    grant: Grant = field(default_factory=Grant)
    receiver: str = ""
    format: str = ""
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What sharing gave.

    Attributes:
        portfolio: what the receiver gets; ``None`` where something is withdrawn or to be erased.
        data: the same as the bytes of a file; empty where there is none.
        delivery: what goes along with it.
        owner: the owner's portfolio, which remembers the disclosure.
        findings: what was left out, and what else the owner should know.
        left: names of what is recommended, could go, and does not.
    """

    portfolio: Portfolio | None
    data: bytes
    delivery: Delivery
    owner: Portfolio
    findings: tuple[Finding, ...] = ()
    left: tuple[str, ...] = ()


def share(
    portfolio: Portfolio, profile: Profile, options: ShareOptions = ShareOptions(), *,
    file_name: str = "", vocabularies: Vocabularies | None = None,
) -> Shared:  # fmt: skip
    """Make the smallest portfolio that satisfies a receiver.

    Args:
        portfolio: the owner's; it is not changed.
        profile: of the receiver.
        options: what the owner decides.
        file_name: what the file is called, for the delivery.
        vocabularies: where concepts are looked up; the vocabularies of this machine when left out.

    Returns:
        What the receiver gets, and the owner's portfolio with the record of it.

    Raises:
        RefusedError: the receiver cannot be satisfied: something is not there, is withheld, or has to be chosen; the
            findings tell what.  The kind of delivery does not fit what was delivered before.
        UsageError: an option names something that does not exist.
    """
    receiver = Receiver(options.receiver) if options.receiver else Receiver.of(profile)
    records = records_of(portfolio, receiver)
    check_order(options.kind, records, receiver)
    key = next((one.pairwise_key for one in reversed(records) if one.pairwise_key), None) or new_key()
    earlier = (records[-1].delivery or "") if options.kind != FIRST else ""
    relation = _Relation(receiver, key, earlier)
    sharing = _Sharing(portfolio, profile, options, vocabularies=vocabularies)
    if options.kind not in (FIRST, CORRECTION):
        return sharing.ended(relation)
    return sharing.delivered(relation, file_name)


def choices(
    portfolio: Portfolio, profile: Profile, options: ShareOptions = ShareOptions(), *,
    vocabularies: Vocabularies | None = None,
) -> list[Choice]:  # fmt: skip
    """What the owner has to choose before a portfolio can be shared; nothing when all is settled.

    Args and errors are those of :func:`share`.
    """
    sharing = _Sharing(portfolio, profile, options, vocabularies=vocabularies)
    return sharing.selected().choices


@dataclass(frozen=True, slots=True)
class _Relation:
    """A receiver, the secret for its ids, and the id of the delivery before this one."""

    receiver: Receiver
    key: str
    earlier: str


class _Sharing:
    """One sharing of one portfolio."""

    def __init__(
        self, portfolio: Portfolio, profile: Profile, options: ShareOptions, *, vocabularies: Vocabularies | None
    ) -> None:
        self._profile = profile
        self._options = options
        self._vocabularies = vocabularies
        self._day = options.today or date.today()
        self._data = to_data(portfolio)
        assign_ids(self._data)
        self._whole = from_data(self._data)
        self._rules = Rules(self._data, options.withhold)
        self._barred = self._unwanted()

    def selected(self) -> Selected:
        """What goes, as far as it is settled."""
        judge = Judge(self._whole, self._day, Membership(self._vocabularies))
        stock = Stock(self._data, judge, self._rules, self._barred)
        options = self._options
        return select(stock, self._profile.needs, options.choose, include=options.include, also=options.also)

    def ended(self, relation: _Relation) -> Shared:
        """The notice that something is withdrawn, or is to be erased."""
        delivery = self._delivery(relation, {})
        return Shared(None, b"", delivery, self._remembered(relation, delivery, {}))

    def delivered(self, relation: _Relation, file_name: str) -> Shared:
        """What the receiver gets."""
        selected = self.selected()
        self._refuse_open(selected, relation.receiver.name)
        barred = self._barred.keys() | self._rules.places.keys()
        given = extract(self._data, selected.kept, barred.__contains__)
        carrying = Carrying(given, self._data, Withheld(self._data, given, self._rules), self._options.whole)
        given = _not_empty(carrying.run())
        portfolio = from_data(identify(given, relation.key))
        self._refuse_unmet(portfolio, carrying.findings)
        form = self._options.format or self._format()
        data, lost = self._written(portfolio, form)
        file = {"name": file_name, "format": form, "digest": digest_of(data), "bytes": len(data)}
        delivery = self._delivery(relation, {name: value for name, value in file.items() if value})
        owner = self._remembered(relation, delivery, given)
        return Shared(portfolio, data, delivery, owner, (*carrying.findings, *lost), tuple(selected.left))

    # -- what must not go ----------------------------------------------------------------------------------

    def _unwanted(self) -> dict[str, str]:
        """Places that the receiver refuses or does not accept, each with the rule."""
        rules = _restrictions(self._profile)
        found = check(self._whole, rules, today=self._day, vocabularies=self._vocabularies)
        return {one.pointer: one.specification for one in found
                if one.name in ("refused", "prohibited-identifier", "not-accepted") and one.pointer}  # fmt: skip

    def _refuse_open(self, selected: Selected, receiver: str) -> None:
        """Refuse what is not settled: needs that only withheld data would meet, and choices."""
        needs = self._profile.needs
        faults = [
            finding(
                "withheld-needed",
                f"{receiver} needs {wanted(needs[name])} (needs.{name}), and {_quoted(rule)} withholds it.",
            )
            for name, rule in selected.withheld.items()
            if name in needs and not needs[name].recommended
        ]
        for choice in selected.choices:
            listed = "; ".join(f"{one.number} {one.words}" for one in choice.options)
            many = "in each place " if len(choice.groups) > 1 else ""
            faults.append(finding(
                "choice-needed", f"{choice.need}: {many}{choice.least} of these is enough: {listed}.",
                hint=f"Choose, for example --choose {choice.need}={choice.options[0].number}; all takes every one.",
            ))  # fmt: skip
        if faults:
            raise RefusedError.of(faults)

    def _refuse_unmet(self, portfolio: Portfolio, left_out: list[Finding]) -> None:
        """Refuse what would not satisfy the receiver, with everything that was left out on the way."""
        found = check(portfolio, self._profile, today=self._day, vocabularies=self._vocabularies)
        faults = [one for one in found if one.severity is Severity.ERROR]
        if faults:
            raise RefusedError.of([*faults, *left_out])

    # -- what is written -----------------------------------------------------------------------------------

    def _format(self) -> str:
        from ..exchange import registry

        wanted_formats = [name.partition("@")[0] for name in self._profile.formats.receives]
        if not wanted_formats or CANONICAL in wanted_formats:
            return CANONICAL
        return next((name for name in wanted_formats if registry.get(name).format.writable), CANONICAL)

    def _written(self, portfolio: Portfolio, form: str) -> tuple[bytes, tuple[Finding, ...]]:
        """The bytes of the file, which must still satisfy the receiver when they are read."""
        from ..exchange.portfolios import dumps, read

        version = next((name.partition("@")[2] for name in self._profile.formats.receives
                        if name.partition("@")[0] == form), "")  # fmt: skip
        writing = dumps(portfolio, form, version=version, residue="drop")
        if form != CANONICAL:
            self._refuse_unmet(read(writing.data, format=form).portfolio, list(writing.report.findings))
        self._refuse_leaks(writing.data)
        most = self._profile.formats.max_bytes
        if most and len(writing.data) > most:
            raise RefusedError("not-accepted", f"The file has {len(writing.data)} bytes; at most {most} are accepted.")
        return writing.data, tuple(writing.report.findings)

    def _refuse_leaks(self, data: bytes) -> None:
        """The last look: what the owner's rules withhold stands nowhere in the file."""
        withheld = Withheld({}, {}, self._rules)
        if shown := withheld.shown_in(data.decode("utf-8", "replace"), ruled=True):
            rule = self._rules.values[shown[0]]
            raise RefusedError("withheld-needed", f"The file would still show what {_quoted(rule)} withholds.")

    # -- what is remembered --------------------------------------------------------------------------------

    def _delivery(self, relation: _Relation, file: dict[str, Any]) -> Delivery:
        profile, legal = self._profile, self._profile.legal
        named = {"title": profile.named(profile.language), "version": profile.version, "digest": profile.digest}
        return Delivery(
            id=new_id(), kind=self._options.kind, receiver=relation.receiver.as_dict(),
            subject=pairwise(relation.key, self._data["id"]), profile=named, made=moment(), legal_ground=legal.basis,
            purpose=legal.purpose if isinstance(legal.purpose, str) else dict(legal.purpose),
            until=self._options.grant.until_when(profile, self._day.isoformat()) if file else "",
            replaces=relation.earlier, file=file,
        )  # fmt: skip

    def _remembered(self, relation: _Relation, delivery: Delivery, given: dict[str, Any]) -> Portfolio:
        grant = self._options.grant
        record = {
            "kind": delivery.kind, "delivery": delivery.id, "receiver": relation.receiver.name,
            "receiver_uri": relation.receiver.uri, "disclosed": delivery.made,
            "disclosed_fields": fields_of(place for place, _ in leaves(given, "", flags=True) if not _formal(place)),
            "disclosed_items": [item["id"] for name in ITEM_LISTS for item in given.get(name, ())],
            "exchange_profile": f"{delivery.profile['title']} {delivery.profile['version']}".strip(),
            "exchange_profile_digest": delivery.profile["digest"], "legal_ground": delivery.legal_ground,
            "used_for": delivery.purpose, "kept_until": delivery.until, "granted_by": grant.granted_by,
            "grantor": grant.grantor, "delivered_digest": delivery.file.get("digest", ""), "pairwise_key": relation.key,
        }  # fmt: skip
        return with_record(self._whole, {name: value for name, value in record.items() if value not in ("", [], {})})


def _restrictions(profile: Profile) -> Profile:
    """A profile that only says what is accepted and refused, of each value."""
    from dataclasses import replace

    accepts = {name: replace(one, maximum=None) for name, one in profile.accepts.items()}
    return replace(profile, needs={}, accepts=accepts, formats=replace(profile.formats, attachments=None,
                                                                       attachment_bytes=0))  # fmt: skip


def _not_empty(data: dict[str, Any]) -> dict[str, Any]:
    """What is given without items that have nothing left, such as credentials whose original was left out."""
    for name in ITEM_LISTS:
        items = [item for item in data.get(name, ()) if item.keys() - {"type", "id"}]
        data = {key: value for key, value in data.items() if key != name} | ({name: items} if items else {})
    order = ["type", "id", "schema_version", *Portfolio.model_fields]
    return dict(sorted(data.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def _formal(pointer: str) -> bool:
    return pointer.rpartition("/")[2] in ("type", "id", "schema_version", "language")


def _quoted(rule: str) -> str:
    return rule if rule.startswith("a ") else f"the rule “{rule}”"
