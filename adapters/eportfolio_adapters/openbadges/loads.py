"""How much study an achievement takes: credits, and hours.

Open Badges 3.0 has a number of credits and no name for them.  Institutions of the Netherlands and their badge service
name two: ``ECTS``, and ``SBU`` for hours of study.
"""

from __future__ import annotations

import re
from typing import Any, Final

from eportfolio.exchange.crosswalk import Group, Leaf, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.sources.tree import Leaf as LeafValue
from eportfolio.sources.tree import Node

ECTS: Final = "ECTS"
HOURS: Final = "SBU"
CONTEXT: Final = (
    "https://raw.githubusercontent.com/educredentials/obv3-examples/refs/heads/main/contexts/educredential.json"
)
"""The context that defines the two: without it they would be no terms, and are not written."""

_HOURS: Final = re.compile(r"PT([1-9]\d{0,5})H")


class Number:
    """A number, which the model keeps as it is written."""

    def read(self, raw: LeafValue) -> str:
        """The number as it is written."""
        text = as_text(raw).strip()
        if not _is_number(text):
            raise ValueError("it is no number")
        return text

    def write(self, value: Any) -> LeafValue:
        """The number."""
        text = str(value)
        if not _is_number(text):
            raise ValueError("it is no number")
        return int(text) if text.lstrip("-").isdigit() else float(text)


def _is_number(text: str) -> bool:
    """Whether a text is a number of JSON (RFC 8259, section 6) of a size that people write."""
    whole, _, rest = text.removeprefix("-").partition(".")
    return (
        text.isascii() and len(text) < 20 and whole.isdigit() and (whole == "0" or whole[0] != "0")
        and (not rest or rest.isdigit()) and not text.endswith(".")
    )  # fmt: skip


NUMBER: Final = Number()


def defines_loads(run: WriteRun) -> bool:
    """Whether a credential of the portfolio has kept the context that defines the two terms.

    Args:
        run: the writing.
    """
    return any(
        entry.peek(("value",)) == CONTEXT
        for credential in run.model.all("credentials") for entry in credential.all("residue")
    )  # fmt: skip


class EctsCredits:
    """``ECTS``: credits of the European Credit Transfer and Accumulation System."""

    step = ECTS

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the number, as a credit of its own."""
        leaf = node.free((ECTS,))
        if leaf is None or not _is_number(as_text(leaf.value)):
            return
        entry = {"scheme": ECTS, "points": as_text(leaf.value)}
        target.setdefault("credits", []).append(entry)
        run.keep(leaf, entry, "points")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the first credit of the system, where the term is defined."""
        for entry in model.all("credits") if defines_loads(run) else ():
            points = entry.first("points")
            if entry.peek(("scheme",)) != ECTS or points is None or not _is_number(str(points.value)):
                continue
            if run.place(target, (ECTS,), NUMBER.write(points.value), points):
                run.imply(entry.need(("scheme",)), entry)
            return


class StudyHours:
    """``SBU``: hours of study, in the model a duration."""

    step = HOURS

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take whole hours."""
        leaf = node.free((HOURS,))
        text = f"PT{as_text(leaf.value)}H" if leaf is not None else ""
        if leaf is not None and _HOURS.fullmatch(text) and "volume_of_learning" not in target:
            target["volume_of_learning"] = text
            run.keep(leaf, target, "volume_of_learning")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a duration of whole hours, where the term is defined."""
        leaf = model.first("volume_of_learning")
        hours = _HOURS.fullmatch(str(leaf.value)) if leaf is not None else None
        if leaf is not None and hours is not None and defines_loads(run):
            run.place(target, (HOURS,), int(hours[1]), leaf)


LOAD: Final[tuple[Any, ...]] = (
    EctsCredits(), Group("", "credits[]", Leaf("creditsAvailable", "points", NUMBER)), StudyHours(),
)  # fmt: skip
"""What is said of the credits and the hours; credits that have a name come first."""
