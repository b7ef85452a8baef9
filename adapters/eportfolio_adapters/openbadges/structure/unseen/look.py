"""What the checks of this package are given, and how they speak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, Scalar, finding

from ..documents import Kind
from ..places import Place, pointer
from ..table import ClassRules
from ..words import class_name
from .described import Descriptions
from .values_of import objects


@dataclass(frozen=True, slots=True)
class Look:
    """An object that is looked at.

    Attributes:
        name: its class.
        data: its members.
        place: where it stands.
        rules: the rules of its class.
        kind: the kind of the document that it is in.
        described: the descriptions of results in the whole document.
    """

    name: str
    data: dict[str, Any]
    place: Place
    rules: ClassRules
    kind: Kind
    described: Descriptions

    def found(
        self, name: str, message: str, key: str = "", value: Any = None, hint: str = "", *, must: bool = False
    ) -> Finding:
        """A finding about this object.

        Args:
            name: the name of the rule.
            message: what is wrong.
            key: the property concerned; the object itself when empty.
            value: its value.
            hint: what to do.
            must: whether the specification says so in so many words, which makes an error of it where no official
                schema decides what is one.
        """
        return self.at((self.place, key) if key else self.place, name, message, value, hint, must=must)

    def at(
        self, place: Place, name: str, message: str, value: Any = None, hint: str = "", *, must: bool = False
    ) -> Finding:
        """A finding about a place in or below this object; the arguments are those of :meth:`found`."""
        shown: Scalar = value[:200] if isinstance(value, str) else None
        severity = Severity.ERROR if must and not self.kind.official else Severity.WARNING
        return finding(
            name, message, pointer=pointer(place), value=shown, hint=hint, severity=severity,
            specification=f"{self.kind.specification}, {class_name(self.name)}",
        )  # fmt: skip

    def objects(self, key: str) -> Iterator[tuple[dict[str, Any], Place]]:
        """The objects of a property that may have one value or a list, with their places."""
        value = self.data.get(key)
        yield from objects(value, (self.place, key))
