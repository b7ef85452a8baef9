"""Rules for whole sections of JSON Resume: contacts, studies, further positions, languages."""

from __future__ import annotations

from typing import Any

from eportfolio.exchange.crosswalk import Const, Group, Leaf, ReadRun, Rule, WriteRun
from eportfolio.exchange.crosswalk.groups import apply
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Grade, Node

from .values import WEB_ADDRESS

NETWORKS = frozenset(
    {
        "behance", "bluesky", "facebook", "github", "gitlab", "instagram", "linkedin", "mastodon", "medium", "orcid",
        "stackoverflow", "telegram", "tiktok", "twitter", "vimeo", "whatsapp", "x", "xing", "youtube",
    }
)  # fmt: skip
"""Names of networks that are also their codes, in small letters."""


class Network:
    """``network``: the owner's spelling, and the code of a network that is known."""

    _LABEL = Leaf("network", "use_label")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the name; set the code where the name is one."""
        self._LABEL.read(node, target, run)
        code = str(target.get("use_label", "")).casefold()
        if code in NETWORKS:
            target["use"] = code

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the name, else the code; the code is carried where reading would find it again."""
        self._LABEL.write(model, target, run)
        use = model.first("use")
        if use is not None and target.first("network") is None:
            run.place(target, ("network",), use.value, use, Grade.APPROXIMATE)
            run.supplied.add(f"{model.pointer}/use_label")
        code = target.peek(("network",)).casefold()
        if code in NETWORKS and use is not None and use.value == code:
            use.taken = Grade.DATA
        elif code in NETWORKS:
            run.supplied.add(f"{model.pointer}/use")


class Telephone:
    """``phone``: the number as it is written; parts that are kept apart are joined."""

    _WHOLE = Leaf("phone", "value")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the number."""
        self._WHOLE.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the number."""
        parts = [
            part for name in ("country_calling_code", "area_code", "value") if (part := model.first(name)) is not None
        ]
        if len(parts) < 2:
            self._WHOLE.write(model, target, run)
            return
        text = " ".join(str(part.value) for part in parts)
        if parts[0].name == "country_calling_code":
            text = "+" + text
        if run.place(target, ("phone",), text, parts[-1], Grade.APPROXIMATE):
            run.supplied.add(f"{model.pointer}/value")
            for part in parts:
                part.taken = Grade.APPROXIMATE


class CategoryAsName:
    """``name`` of a skill that has none: the heading that its prose stood under, such as ``Job related``."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """The name is read as the owner's."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the heading's code as people write it."""
        category = model.first("category")
        if category is None or target.first("name") is not None:
            return
        text = str(category.value).replace("_", " ").capitalize()
        if run.place(target, ("name",), text, category, Grade.TEXT):
            run.supplied.add(f"{model.pointer}/label")


class FurtherContacts:
    """Contacts beyond the one e-mail address, number and website, as profiles: people find them there."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Profiles are read as accounts on networks."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One profile each."""
        for contact in model.all("contact_points"):
            value = contact.first("value")
            if id(contact) in run.placed or value is None or value.taken is not None:
                continue
            profile = target.add("profiles", array=True)
            if contact.peek(("channel",)) == "website":
                try:
                    run.place(profile, ("url",), WEB_ADDRESS.write(value.value), value, Grade.TEXT)
                except ValueError as error:
                    run.not_expressible(value, str(error))
            else:
                run.place(profile, ("username",), value.value, value, Grade.TEXT)
            if not profile.children:
                discard(profile)
                continue
            self._name(contact, profile, run)
            run.supplied.update(("/owner/contact_points/channel", value.pointer))
            run.placed[id(contact)] = profile

    def _name(self, contact: Node, profile: Node, run: WriteRun) -> None:
        """Say what kind of contact it is, in the best words there are."""
        for name in ("use_label", "use", "channel"):
            place = contact.first(name)
            leaf = run.main_text(place) if place is not None else None
            if leaf is not None and leaf.taken is None:
                run.place(profile, ("network",), leaf.value, leaf, Grade.TEXT)
                return


class StudyKind(Const):
    """The kind of experience that an entry of ``education`` is, even where only the qualification has values."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The kind follows from the section."""
        kind = model.first("kind")
        if kind is not None and kind.value == self.value:
            kind.taken = Grade.DATA
        else:
            run.supplied.add(f"{model.pointer}/kind")


class Studies:
    """An entry of ``education``: the studies, and the qualification they lead to.

    Args:
        first: the rules of the studies.
        second: the rules of the qualification.
    """

    def __init__(self, first: Group, second: Group) -> None:
        self.first = first
        self.second = second

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read both; whoever names a qualification here has studied, so the studies are always made."""
        for place in node.select(("education",)):
            one: dict[str, Any] = {}
            two: dict[str, Any] = {}
            has_one = apply(self.first.rules, place, one, run)
            if apply(self.second.rules, place, two, run):
                target.setdefault("qualifications", []).append(two)
                two["gained_in"] = [Ref(item=one)]
                run.references.append((two["gained_in"], place))
                has_one = True
            if has_one:
                target.setdefault("experiences", []).append(one)
                run.own(place, one)
                if two:
                    run.own(place, two)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each of the studies with the first qualification gained there."""
        qualifications = model.all("qualifications")
        for one in model.all("experiences"):
            if not all(guard.admits_model(one) for guard in self.first.guards):
                continue
            two, link = self._gained(one, qualifications, run)
            place = target.add("education", array=True)
            before = run.written
            self._write_second(two, link, place, run)  # a title that both have a claim to is the qualification's
            for rule in self.first.rules:
                rule.write(one, place, run)
            if run.written > before:
                run.placed[id(one)] = place
                run.placements.append((one, place))
                if two is None:
                    run.supplied.add("/qualifications/gained_in")
            else:
                discard(place)
                one.need(("kind",)).taken = None

    def _write_second(self, two: Node | None, link: Node | None, place: Node, run: WriteRun) -> None:
        if two is None or link is None:
            return
        before = run.written
        for rule in self.second.rules:
            rule.write(two, place, run)
        if run.written > before:
            run.placed[id(two)] = place
            run.placements.append((two, place))
            link.taken = Grade.DATA

    def _gained(self, one: Node, qualifications: list[Node], run: WriteRun) -> tuple[Node | None, Node | None]:
        wanted = one.peek(("id",))
        for two in qualifications if wanted else ():
            for link in two.all("gained_in"):
                if link.value == wanted and id(two) not in run.placed:
                    return two, link
        return None, None


_REPEATED = (
    "kind", "organisations/name", "organisations/about", "organisations/contact_points/channel",
    "organisations/contact_points/value",
)  # fmt: skip
"""What each entry for a further position says again."""


class FurtherPositions:
    """Positions of one experience beyond the first: entries of their own with the same organisation.

    Args:
        section: the list they are written to.
        rules: the rules for a position.
    """

    _ORGANISATION = ("name", "organization", "url", "description")

    def __init__(self, section: str, rules: tuple[Rule, ...]) -> None:
        self.section = section
        self.rules = rules

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Every entry is read as an experience: nothing says which of them belong together."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each further position after the first."""
        for one in model.all("experiences"):
            first = run.placed.get(id(one))
            if first is None or first.name != self.section:
                continue
            after = first
            for position in one.all("positions"):
                if id(position) in run.placed:
                    continue
                entry = Node(self.section, parent=target, array=True)
                self._fill(entry, first, position, run)
                if id(position) in run.placed:
                    target.children.insert(target.children.index(after) + 1, entry)
                    after = entry

    def _fill(self, entry: Node, first: Node, position: Node, run: WriteRun) -> None:
        for name in self._ORGANISATION:
            known = first.first(name)
            if known is not None:
                entry.add(name, known.value)
        before = run.written
        free = [leaf for leaf in position.leaves() if leaf.taken is None]
        for rule in self.rules:
            rule.write(position, entry, run)
        if run.written > before:
            run.placed[id(position)] = entry
            run.supplied.update(f"/experiences/{name}" for name in _REPEATED)
            for leaf in free:
                if leaf.taken is Grade.DATA:
                    leaf.taken = Grade.APPROXIMATE


_ACTIVITIES = {
    "listening": "listening", "reading": "reading", "spoken_interaction": "spoken interaction",
    "spoken_production": "spoken production", "writing": "writing", "written_interaction": "written interaction",
    "online_interaction": "online interaction", "mediation": "mediation",
}  # fmt: skip


_NATIVE_SPEAKER = "Native speaker"
_NATIVE = frozenset({
    _NATIVE_SPEAKER.casefold(), "native", "mother tongue", "first language",
    "native or bilingual proficiency", "native or bilingual", "native / bilingual",
})  # fmt: skip
"""How people say, in the one text that there is, that a language is their mother tongue."""


class Fluency:
    """``fluency``: one text for the language as a whole, which may say that it is a mother tongue."""

    def __init__(self, path: str) -> None:
        self.path = (path,)
        self.text = Leaf(path, "overall/label")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text as the owner's words for the level."""
        before = run.kept
        self.text.read(node, target, run)
        if run.kept > before and _is_native(target["overall"]["label"]):
            target["mother_tongue"] = True

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the text; else the level's code, the CEFR levels of the activities, or that it is a mother tongue."""
        mother = model.first("mother_tongue")
        self.text.write(model, target, run)
        if target.at(self.path) is None:
            self._write_other(model, mother, target, run)
        place = target.at(self.path)
        if place is None or not _is_native(place.value):
            return
        if mother is not None and mother.value is True:
            mother.taken = Grade.DATA
        else:
            run.supplied.add(f"{model.pointer}/mother_tongue")

    def _write_other(self, model: Node, mother: Node | None, target: Node, run: WriteRun) -> None:
        code = model.at(("overall", "notation"))
        if code is not None:
            run.place(target, self.path, code.value, code, Grade.TEXT)
            return
        levels = model.first("cefr_levels")
        leaves = [leaf for leaf in levels.children if leaf.name in _ACTIVITIES] if levels is not None else []
        run.supplied.add(f"{model.pointer}/overall/label")
        if leaves and run.place(target, self.path, _in_words(leaves), leaves[0], Grade.TEXT):
            for leaf in leaves:
                leaf.taken = Grade.TEXT
        elif mother is not None and mother.value is True:
            run.place(target, self.path, _NATIVE_SPEAKER, mother)


def _is_native(text: Any) -> bool:
    return isinstance(text, str) and text.strip().casefold() in _NATIVE


def _in_words(leaves: list[Node]) -> str:
    """CEFR levels as people write them: one when all are equal, else each with its activity."""
    values = {str(leaf.value) for leaf in leaves}
    if len(values) == 1 and len(leaves) > 1:
        return values.pop()
    return ", ".join(
        f"{words} {leaf.value}" for name, words in _ACTIVITIES.items() for leaf in leaves if leaf.name == name
    )
