"""Endorsements: credentials in which somebody speaks for a credential, an achievement or an organisation.

Each is a credential of its own, with what it says as its ``statement``; what is endorsed names it by its id.  They are
embedded as objects or as tokens (Open Badges 3.0, class EndorsementCredential).
"""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.reading import Ref
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.json import from_tree, parse_json
from eportfolio.sources.tree import Grade, Node

from .envelope import JWT_TYPE, SD_JWT_TYPE
from .identities import is_web_id
from .joints import Typed
from .runs import BadgeReadRun, BadgeWriteRun
from .structure import faults
from .words import Prose

TOKENS: Final = "endorsementJwt"


class Endorsed:
    """``id`` of the subject of an endorsement: what is endorsed."""

    step = "id"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the id."""
        leaf = node.free(("id",))
        if leaf is not None and isinstance(leaf.value, str) and leaf.value.strip():
            target["endorses"] = leaf.value.strip()
            run.keep_as(leaf, target["endorses"], target, "endorses")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the id."""
        leaf = model.first("endorses")
        if leaf is not None and is_web_id(str(leaf.value)):
            run.place(target, ("id",), leaf.value, leaf)


SUBJECT_RULES: Final[tuple[Any, ...]] = (
    Endorsed(), Typed("EndorsementSubject"), Prose("endorsementComment", "statement"),
)  # fmt: skip
"""What is endorsed, and what is said of it."""


def is_endorsement(credential: Node) -> bool:
    """Whether a credential of the model is an endorsement.

    Args:
        credential: the credential.
    """
    return credential.first("endorses") is not None or credential.first("statement") is not None


class Endorsements:
    """``endorsement`` and ``endorsementJwt``: credentials that something names as those that endorse it.

    Args:
        path: where the thing that is endorsed stands; empty for the same node.
        field: where it stands in the model; empty for the same object.
    """

    def __init__(self, path: str = "", field: str = "") -> None:
        self.path = tuple(path.split("/")) if path else ()
        self.field = tuple(field.split("/")) if field else ()
        self.step = self.path[0] if self.path else ""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each endorsement; tokens were put in the place of their text before."""
        from .credential import CREDENTIAL

        assert isinstance(run, BadgeReadRun)
        above = node.at(self.path)
        if above is None:
            return
        for place in (*above.all("endorsement"), *above.all(TOKENS)):
            if not place.children:
                continue
            item = CREDENTIAL.read_one(place, run)
            holder = target
            for name in self.field:
                holder = holder.setdefault(name, {})
            ids = holder.setdefault("endorsed_by", [])
            ids.append(Ref(item=item))
            run.references.append((ids, place))
            run.kept += 1

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each endorsement as the object or token that it was."""
        from .credential import CREDENTIAL

        assert isinstance(run, BadgeWriteRun)
        holder, above = model.at(self.field), target.at(self.path)
        if holder is None or above is None:
            return
        for leaf, item in run.linked(holder, "endorsed_by", "credentials"):
            if self._write_as_it_was(item, above, run):
                leaf.taken = Grade.DATA
                continue
            if not is_endorsement(item) or item.first("issuer") is None:
                continue
            place = above.add("endorsement", array=True)
            if CREDENTIAL.write_endorsement(item, place, run):
                leaf.taken = Grade.DATA
            else:
                discard(place, above)

    def _write_as_it_was(self, item: Node, above: Node, run: BadgeWriteRun) -> bool:
        """Write a signed endorsement as the token or object that it was, if the portfolio still says the same."""
        text = run.unchanged(item)
        if text is None or item.peek(("original", "media_type")) == SD_JWT_TYPE:
            return False
        if item.peek(("original", "media_type")) == JWT_TYPE:
            above.add(TOKENS, text.decode("ascii"), array=True)
        else:
            whole = parse_json(text)
            if faults(from_tree(whole), "EndorsementCredential"):
                return False
            place = above.add("endorsement", array=True)
            place.children = whole.children
            for child in place.children:
                child.parent = place
        take_whole(item, run)
        run.written += 1
        return True


def take_whole(credential: Node, run: BadgeWriteRun) -> None:
    """Note that all that a signed original says is there, since the original is.

    Args:
        credential: the credential, which with what it names says no more than the original does.
        run: the writing.
    """
    assert run.keeper is not None
    waiting, seen = [credential], {id(credential)}
    while waiting:
        item = waiting.pop()
        run.placed[id(item)] = item
        beside = {id(node) for page in run.keeper.pages_beside(item) for node in page.walk()}
        for node in item.walk():
            if node.value is not None and id(node) not in beside:
                node.taken = node.taken or Grade.DATA
            if node.name == "residue":
                node.taken = Grade.RESIDUE
            other = run.items.get(str(node.value)) if node.name in run.keeper.LINKS else None
            if other is not None and id(other) not in seen:
                seen.add(id(other))
                waiting.append(other)
