"""Ways to reach somebody: each ``Communication`` is an address, a number, a link or a handle."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk import Group, Leaf, Leaves, Marker, Notation, ReadRun, Rule, WriteRun
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.schemes import ISO_3166_1

from .codes import COUNTRY
from .facts import MESSENGERS, NUMBER_USES, SOCIAL_NETWORKS, text_of

USE: tuple[Rule, ...] = (Leaf("UseCode", "use"), Leaf("OtherTitle", "use_label"))

NUMBER: tuple[Rule, ...] = (
    Leaf("CountryDialing", "country_calling_code"),
    Leaf("AreaDialing", "area_code"),
    Leaf("DialNumber", "value"),
    Notation("CountryCode", "country", ISO_3166_1, COUNTRY),
)


class Use:
    """What a contact is for: a code of the editor's list, else ``other`` and a title in words.

    Args:
        known: the editor's codes.
    """

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take code and title."""
        for rule in USE:
            rule.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a code that is not in the list as the title, unless there is one."""
        use, title = model.first("use"), model.first("use_label")
        if use is not None and use.value not in self.known:
            if title is None:
                run.place(target, ("OtherTitle",), use.value, use, Grade.TEXT)
            else:
                run.not_expressible(use, "the editor does not know this use")
            target.need(("UseCode",)).value = "other"
            run.supplied.add(use.pointer)
            run.supplied.add(f"{model.pointer}/use_label")
        for rule in USE:
            rule.write(model, target, run)


class MobileChannel:
    """``MobileTelephone`` of the Commission's list: a telephone whose use is mobile, which is two elements today."""

    def admits_node(self, node: Node) -> bool:
        """Elements of this channel."""
        return text_of(node.first("ChannelCode")) == "MobileTelephone"

    def admits_model(self, model: Node) -> bool:
        """None: it is written as a telephone."""
        return False

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the channel, and the use with it unless another one is given."""
        leaf = node.first("ChannelCode")
        target["channel"] = "telephone"
        if leaf is not None and leaf.taken is None:
            if text_of(node.first("UseCode")):
                run.keep_as(leaf, "Telephone", target, "channel")
            else:
                target["use"] = "mobile"
                run.keep(leaf, target, "use")
            run.kept -= 1

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing: the group never writes."""


class HasAddress:
    """A postal address; the attribute ``type`` repeats its use."""

    _content = ("lines", "postal_code", "municipality", "region")

    def admits_node(self, node: Node) -> bool:
        """Elements with an address inside."""
        return node.first("Address") is not None

    def admits_model(self, model: Node) -> bool:
        """Addresses of which something can be written."""
        named = any(model.first(name) is not None for name in self._content)
        return named or model.peek(("country", "scheme")) == ISO_3166_1

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type, which is the use in other words."""
        kind = node.at(("Address", "@type"))
        if kind is not None and text_of(kind) and kind.taken is None:
            target.setdefault("use", text_of(kind))
            run.keep_as(kind, str(target["use"]), target, "use")
            run.kept -= 1

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Repeat the use."""
        use = model.first("use")
        if use is not None:
            target.need(("Address", "@type")).value = use.value


class Street:
    """A street taken apart, as the Commission's format has it: one line of the address."""

    parts = ("StreetName", "BuildingNumber", "Unit")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Join the parts in the order in which they stand."""
        leaves = [leaf for leaf in node.children if leaf.name in self.parts and text_of(leaf)]
        if leaves:
            lines = target.setdefault("lines", [])
            lines.append(" ".join(text_of(leaf) for leaf in leaves))
            for leaf in leaves:
                run.keep(leaf, lines, len(lines) - 1)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Lines are written as lines."""


class Region:
    """A province or county: an element of its own in older dialects, a line of the address in today's."""

    _leaf = Leaf("CountrySubDivisionCode", "region")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the region."""
        self._leaf.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One more line, that people can read."""
        region = model.first("region")
        leaf = run.main_text(region) if region is not None else None
        if leaf is not None:
            run.place(target.add("AddressLine"), (), leaf.value, leaf, Grade.TEXT)


def channel(raw: str, name: str, *rules: Rule, uses: frozenset[str] = frozenset()) -> Group:
    """Contacts of one channel; with uses, those that the editor knows."""
    use = (Use(uses),) if uses else USE
    return Group("", "contact_points[]", Marker("ChannelCode", raw, "channel", name), *use, *rules)


LINK = Leaf("URI", "value")
ACCOUNT = Leaf("OtherTitle", "user_name", grade=Grade.APPROXIMATE)

COMMUNICATION: tuple[Group, ...] = (
    Group(
        "", "addresses[]",
        *USE,
        HasAddress(),
        Group(
            "Address", "",
            Leaves("AddressLine", "lines"), Street(), Leaf("CityName", "municipality"),
            Notation("CountryCode", "country", ISO_3166_1, COUNTRY), Leaf("PostalCode", "postal_code"),
            Region(),
        ),
    ),
    channel("Email", "email", LINK),
    channel("Telephone", "telephone", *NUMBER, LINK, uses=NUMBER_USES),
    channel("Fax", "fax", *NUMBER, LINK),
    channel("Web", "website", LINK),
    channel("Social Media", "social", LINK, ACCOUNT, uses=SOCIAL_NETWORKS),
    channel("InstantMessage", "messaging", LINK, ACCOUNT, uses=MESSENGERS),
    Group("", "contact_points[]", MobileChannel(), *USE, *NUMBER),
)  # fmt: skip
"""The kinds of ``Communication``, for :class:`~eportfolio.exchange.crosswalk.choice.Choice`."""

OF_AN_ORGANISATION: tuple[Group, ...] = (
    COMMUNICATION[0],
    channel("Email", "email", LINK),
    channel("Web", "website", LINK),
)
"""The kinds that the editor writes for organisations."""
