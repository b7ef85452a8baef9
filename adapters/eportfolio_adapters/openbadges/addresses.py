"""Rules about postal addresses: ``Address`` of Open Badges 3.0, whose terms are those of schema.org."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import Each, Group, Leaf, ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary import countries
from eportfolio.vocabulary.schemes import ISO_3166_1

from .joints import Typed
from .words import Words, write_text

NAME: Final = "addressCountry"
CODE: Final = "addressCountryCode"
_PARTS: Final = {"postalCode": "postal_code", "addressLocality": "municipality", "addressRegion": "region"}
"""What an address has beside its street when it is taken apart, and the fields of the model."""


class Country:
    """The country: its name, which issuers write as they please, and its ISO 3166-1 code.

    A code of two letters that stands in the place of the name, as schema.org allows, is taken for the code too; a name
    is never turned into a code.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the name as the issuer's words, and the code."""
        country: dict[str, Any] = {}
        Words(NAME, "label").read(node, country, run)
        code = node.free((CODE,))
        if code is not None:
            self._read_code(code, country, run)
        elif isinstance(country.get("label"), str) and self._stands_for_code(country["label"]):
            country["notation"], country["scheme"] = country["label"], ISO_3166_1
        if country:
            target["country"] = country

    def _read_code(self, leaf: Node, country: dict[str, Any], run: ReadRun) -> None:
        text = as_text(leaf.value)
        try:
            notation = countries.iso_country(text)
        except ValueError:
            run.report("invalid-value", f"{leaf.name} is no country code of two letters (ISO 3166-1).", leaf)
            return
        country["notation"], country["scheme"] = notation, ISO_3166_1
        run.keep_as(leaf, notation, country, "notation")

    @staticmethod
    def _stands_for_code(text: str) -> bool:
        return len(text) == 2 and text.isupper() and countries.exists(text) and countries.iso_country(text) == text

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the name, and the code unless the name is nothing else."""
        country = model.first("country")
        if country is None:
            return
        label, notation = country.first("label"), country.first("notation")
        name = label if label is not None else country.first("official_label")
        if name is not None:
            write_text(name, target, (NAME,), run, grade=Grade.DATA if name is label else Grade.APPROXIMATE)
        scheme, uri = country.first("scheme"), country.first("uri")
        if notation is not None and country.peek(("scheme",)) == ISO_3166_1 and notation.taken is None:
            self._write_code(notation, target, run)
            if scheme is not None and notation.taken is Grade.DATA:
                run.imply(scheme, country)
        elif uri is not None and uri.taken is None:
            try:
                run.place(target, (CODE,), countries.of_authority_uri(str(uri.value)), uri, Grade.APPROXIMATE)
            except ValueError as error:
                run.not_expressible(uri, str(error))

    def _write_code(self, notation: Node, target: Node, run: WriteRun) -> None:
        text = str(notation.value)
        if target.peek((NAME,)) == text:
            notation.taken = Grade.DATA
        elif self._is_code(text):
            run.place(target, (CODE,), text, notation)
        else:
            run.not_expressible(notation, "it is no country code of two letters (ISO 3166-1)")

    @staticmethod
    def _is_code(text: str) -> bool:
        try:
            return countries.iso_country(text) == text
        except ValueError:
            return False


class Street:
    """``streetAddress``: the lines of an address; one line that nothing stands beside is the address as a whole."""

    step = "streetAddress"

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the lines."""
        leaf = node.free(("streetAddress",))
        text = leaf.value if leaf is not None and isinstance(leaf.value, str) else ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if leaf is None or not lines or (len(lines) == 1 and not any(node.first(name) for name in _PARTS)):
            Words("streetAddress", "full_address").read(node, target, run)
            return
        target["lines"] = lines
        run.keep_as(leaf, "\n".join(lines), lines, 0)
        for number in range(1, len(lines)):
            run.trace.append((leaf, lines, number))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the lines, else the address that the model has as one text."""
        apart = any(model.first(name) is not None for name in _PARTS.values())
        lines = [leaf for leaf in model.all("lines") if leaf.value is not None and leaf.taken is None]
        if lines:
            text = "\n".join(str(leaf.value) for leaf in lines)
            exact = apart or len(lines) > 1
            if run.place(target, ("streetAddress",), text, lines[0]):
                for leaf in lines:
                    leaf.taken = Grade.DATA if exact and "\n" not in str(leaf.value) else Grade.APPROXIMATE
            return
        whole = model.first("full_address")
        if whole is not None:
            several = apart or "\n" in str(whole.value)
            write_text(whole, target, ("streetAddress",), run, grade=Grade.APPROXIMATE if several else Grade.DATA)


class AsOneText:
    """An address that is known as one text is written as its street, so that it is another one when it is read."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: it cannot be told."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Note that all of it is carried in a lesser form."""
        whole = model.first("full_address")
        if whole is not None and any(leaf.taken is Grade.APPROXIMATE for leaf in whole.leaves()):
            for leaf in model.leaves():
                if leaf.taken is Grade.DATA:
                    leaf.taken = Grade.APPROXIMATE


ADDRESS: Final[tuple[Any, ...]] = (
    Typed("Address"), Street(), Leaf("postalCode", "postal_code"), Words("addressLocality", "municipality"),
    Words("addressRegion", "region"), Country(),
    AsOneText(),
)  # fmt: skip
"""One postal address.  Post boxes and coordinates have no place in the model and stay as residue."""


def address(path: str = "address", field: str = "addresses[]") -> Group:
    """The one address that the format has a place for, in the model one of a list.

    Args:
        path: the address.
        field: the list of addresses.
    """
    return Group(path, field, *ADDRESS)


def addresses(path: str = "address", field: str = "addresses[]") -> Each:
    """Every address: some issuers write several."""
    return Each(path, field, *ADDRESS)
