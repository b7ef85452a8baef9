"""How a credential is shown: its title, its languages, and its pages as pictures (``displayParameter``)."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Group, Leaf, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.sources.tree import Grade, Node

from .concepts import LANGUAGE, LANGUAGES, Known, concept, concepts
from .nodes import NodeType, copy_below, is_whole
from .runs import ElmWriteRun
from .typed import ID
from .values import MEDIA, OfKnownType, fixed_concept
from .words import UNDETERMINED, Prose, Words, own_language

NO_LANGUAGE: Final = f"{LANGUAGES}/UND"


class PrimaryLanguage:
    """``primaryLanguage``: the language of texts that name none."""

    step = "primaryLanguage"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the concept; the portfolio has its language already."""
        place = node.first(self.step)
        leaf = place.free(ID) if place is not None else None
        if leaf is None or leaf.value != language_address(str(run.root.get("language", ""))):  # also of no language
            return
        for constant in fixed_concept(self.step, str(leaf.value), LANGUAGES):
            constant.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the concept of the portfolio's language."""
        address = language_address(run.language or "")
        for constant in fixed_concept(self.step, address, LANGUAGES):
            constant.write(model, target, run)
        leaf = run.model.first("language")
        if leaf is not None and address == NO_LANGUAGE:
            run.not_expressible(leaf, "the authority table of languages does not have it")
        elif leaf is not None:
            leaf.taken = Grade.DATA if leaf.value == own_language(run) else Grade.APPROXIMATE
        if target.first("language") is None:
            copy = Node("")
            copy_below(target.need((self.step,)), copy)
            copy.children[0].name = "language"
            copy.children[0].array = True
            copy.children[0].parent = target
            target.children.append(copy.children[0])
            run.supplied.update(f"{model.pointer}/display_languages/{name}" for name in ("notation", "scheme", "uri"))
            assert isinstance(run, ElmWriteRun)
            run.supply_label(f"{model.pointer}/display_languages")


def language_address(tag: str) -> str:
    """The address of a language in the authority table; of none, the one for an undetermined language."""
    try:
        return LANGUAGE.uri(tag.partition("-")[0]) if tag and tag != UNDETERMINED else NO_LANGUAGE
    except ValueError:
        return NO_LANGUAGE


def language_of(address: str) -> str:
    """The language of an address in the authority table; empty for an undetermined or unknown one."""
    try:
        return LANGUAGE.code(address) if address != NO_LANGUAGE else ""
    except ValueError:
        return ""


class Displays:
    """``individualDisplay``: pages of the credential as pictures, in one or several languages."""

    step = "individualDisplay"
    _language = Group("language", "display_language", *concept(LANGUAGE))
    _page = (NodeType("DisplayDetail"), Leaf("page", "page"), Group("image", "image", *MEDIA))

    def __init__(self) -> None:
        self.plan = Plan(self._page)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each page, with the language of the display that it is in."""
        for display in node.all(self.step):
            NodeType("IndividualDisplay").read(display, target, run)
            for place in display.all("displayDetail"):
                entry: dict[str, Any] = {}
                if not self.plan.read(place, entry, run):
                    continue
                if place is display.first("displayDetail"):
                    self._language.read(display, entry, run)
                else:
                    concept_node = display.at(("language", "id"))
                    if concept_node is not None:
                        entry["display_language"] = {}
                        self._repeat(entry, display)
                target.setdefault("displays", []).append(entry)

    def _repeat(self, entry: dict[str, Any], display: Node) -> None:
        code = language_of(display.peek(("language", "id")))
        if code:
            entry["display_language"] = {"notation": code, "scheme": LANGUAGE.scheme}
        else:
            entry["display_language"] = {"uri": display.peek(("language", "id"))}

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the pages of each language."""
        displays: dict[str, Node] = {}
        for page in model.all("displays"):
            image = page.first("image")
            if image is None or not OfKnownType().admits_model(image):
                continue
            key = page.peek(("display_language", "notation")) or page.peek(("display_language", "uri"))
            if not Known("display_language", LANGUAGE).admits_model(page):
                continue
            display = displays.get(key)
            if display is None:
                display = displays[key] = target.add(self.step, array=True)
                display.add("type", "IndividualDisplay")
                self._language.write(page, display, run)
            else:
                for leaf in page.select(("display_language",)):
                    for inner in leaf.leaves():
                        inner.taken = Grade.DATA if inner.name in ("notation", "scheme", "uri") else inner.taken
            place = display.add("displayDetail", array=True)
            for rule in self._page:
                rule.write(page, place, run)
            number, told = place.first("page"), page.first("page")
            if number is not None and is_whole(str(number.value), 1):
                number.value = int(str(number.value))
                continue
            if told is not None:
                run.not_expressible(told, "it is no number of a page")
            place.need(("page",)).value = len(display.all("displayDetail"))
            run.supplied.add(f"{page.pointer}/page")


DISPLAY: Final = Group(
    "displayParameter", "",
    NodeType("DisplayParameter"), Words("title", "title"), Prose("description", "description"),
    concepts("language", "display_languages[]", LANGUAGE, "", Known("", LANGUAGE)), PrimaryLanguage(), Displays(),
)  # fmt: skip
