"""Rules about awarding: who awarded a claim, and when; a claim of the person's own is awarded by the person."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.sources.tree import Node

from .agents import OWNER, SUBJECT, Organisations, refers_to_subject
from .dates import Moment, TextDate
from .nodes import NodeType
from .runs import ElmWriteRun
from .typed import ID

AWARDED_BY: Final = "awardedBy"
BODY: Final = "awardingBody"


def is_self_claim(claim: Node) -> bool:
    """Whether a claim is awarded by the person that it is about, and by nobody else."""
    bodies = claim.select((AWARDED_BY, BODY))
    return bool(bodies) and all(refers_to_subject(body) for body in bodies)


class AwardedBy:
    """``awardedBy``: the awarding process of a claim.

    Args:
        bodies: list of awarding bodies; with ``single`` one organisation.
        date: field of the date of award; empty where the claim has its own.
        own: whether a claim without awarding body is the person's own; otherwise it must have one.
        apart: whether that holds only for a claim that stands in no other: what an achievement grants, the person does
            not grant.
    """

    step = AWARDED_BY

    def __init__(self, bodies: str, date: str = "", *, own: bool = False, apart: bool = False) -> None:
        self.field = bodies.removesuffix("[]")
        self.bodies = Organisations(BODY, bodies)
        self.dates = (Moment("awardingDate", date), TextDate("description", date)) if date else ()
        self.own = own
        self.apart = apart

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the bodies and the date."""
        place = node.first(AWARDED_BY)
        if place is None:
            return
        NodeType("AwardingProcess").read(place, target, run)
        bodies = place.all(BODY)
        for body in bodies:
            if refers_to_subject(body) and (leaf := body.free(ID)) is not None:
                if self.own and len(bodies) == 1 and not self._within(node):
                    take_aside(leaf, target, run)
                else:
                    self._keep_person(leaf, target, run)
        self.bodies.read(place, target, run)
        for rule in self.dates:
            rule.read(place, target, run)

    def _write_person(self, model: Node, place: Node, run: WriteRun) -> None:
        """Write the person where the portfolio says that they award it."""
        assert isinstance(run, ElmWriteRun)
        for body in model.all(self.field):
            role = body.first("role")
            if id(body) not in run.placed and role is not None and role.value == OWNER:
                run.place(place.add(BODY, array=True), ID, run.subject_id, role)
                run.placed[id(body)] = place

    def _keep_person(self, leaf: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Note that the person is among those who award it."""
        person = {"role": OWNER}
        if self.bodies.full.list:
            target.setdefault(self.field, []).append(person)
        elif self.field not in target:
            target[self.field] = person
        else:
            return
        run.keep(leaf, person, "role")

    def _within(self, claim: Node) -> bool:
        """Whether a claim stands in another, where that matters."""
        return self.apart and claim.parent is not None and claim.parent.name != SUBJECT

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the bodies and the date; what has no body is the person's own, or asked for."""
        place = target.need((AWARDED_BY,))
        place.add("type", "AwardingProcess")
        self.bodies.write(model, place, run)
        self._write_person(model, place, run)
        for rule in self.dates:
            rule.write(model, place, run)
        if place.first(BODY) is not None:
            return
        assert isinstance(run, ElmWriteRun)
        if (self.own and not self._within(target)) or run.owner_awards:
            place.need((BODY, "id")).value = run.subject_id
            run.supplied.add(f"{model.pointer}/{self.field}/role")
        else:
            run.demand(
                model, "nobody awarded it",
                "Name the awarding body, or say in the issuer file who awards what names none (claims.awarding_body).",
            )  # fmt: skip
