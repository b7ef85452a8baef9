"""Rules about identifiers: ``IdentityObject`` of recipients, hashed or plain, ``IdentifierEntry``, and ``id``.

An ``id`` that is no blank one names its object everywhere, so it becomes an identifier of the kind ``id``.  What a
recipient is identified by may be a hash (Open Badges 3.0, section on identity hashes); it stays as it is, with its
salt, since nobody can turn it into what it stands for.
"""

from __future__ import annotations

import re
from typing import Any, Final

from eportfolio.exchange.crosswalk import Const, Each, Group, Leaf, ReadRun, Requires, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Absent, Condition, take_aside
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary import countries
from eportfolio.vocabulary.schemes import ISO_3166_1

from .codes import IDENTIFIER_KINDS, IDENTIFIER_TYPES
from .joints import Typed

WEB_ID: Final = "id"
"""The kind of an identifier that is the ``id`` of an object: its address, or a DID."""

NAME: Final = "name"
EMAIL: Final = "email_address"

EXTENSION: Final = "ext:"
_EXTENSION: Final = re.compile(r"ext:(?P<name>[A-Za-z0-9.|_-]+)")
GENERIC: Final = "identifier"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def is_web_id(text: str) -> bool:
    """Whether a text can be the ``id`` of an object: an absolute IRI."""
    return _ABSOLUTE.fullmatch(text) is not None


class IdentifierType:
    """``identityType`` or ``identifierType``: one of a list, or a word of one's own after ``ext:``.

    Args:
        path: where the type stands.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type: as the kind of the identifier, else as the name of its scheme."""
        leaf = node.free((self.path,))
        if leaf is None:
            run.lack(node, self.path, GENERIC)
            return
        text = as_text(leaf.value).strip()
        kind = IDENTIFIER_KINDS.get(text)
        extension = _EXTENSION.fullmatch(text)
        if kind is not None:
            target["kind"] = kind
            run.keep_as(leaf, IDENTIFIER_TYPES[kind], target, "kind")
        elif extension is not None:
            target["scheme_name"] = extension["name"]
            run.keep(leaf, target, "scheme_name")
        else:
            take_aside(leaf, target, run, GENERIC)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type of the kind, else the name of the scheme as a word of one's own, else the general one."""
        kind, name = model.first("kind"), model.first("scheme_name")
        code = IDENTIFIER_TYPES.get(str(kind.value)) if kind is not None else None
        if kind is not None and code is not None and kind.taken is None:
            run.place(target, (self.path,), code, kind)
        elif name is not None and name.taken is None and _EXTENSION.fullmatch(f"{EXTENSION}{name.value}"):
            run.place(target, (self.path,), f"{EXTENSION}{name.value}", name)
        else:
            target.need((self.path,)).value = GENERIC


class Hashed:
    """``hashed``: whether the identity is a hash; absent in the model means that it is not."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the mark, and note when there is none."""
        leaf = node.free(("hashed",))
        if leaf is None:
            run.lack(node, "hashed", "false")
        elif as_text(leaf.value).strip().lower() == "true":
            target["hashed"] = True
            run.keep(leaf, target, "hashed")
            run.kept -= 1
            if leaf.value is not True:
                run.spellings.append((leaf, "true"))
        elif as_text(leaf.value).strip().lower() == "false":
            take_aside(leaf, target, run)
            if leaf.value is not False:
                run.spellings.append((leaf, "false"))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the mark, which the format demands."""
        leaf = model.first("hashed")
        if leaf is not None and leaf.value is True:
            run.place(target, ("hashed",), True, leaf)
            return
        target.need(("hashed",)).value = False
        if leaf is not None:
            leaf.taken = Grade.APPROXIMATE  # read back as nothing, which says the same


_SEAL: Final = re.compile(r"(?:VAT|NTR|PSD|LEI|TIN|EXC|[A-Z]{2}:)([A-Z]{2})-.+")
"""The organisation identifier of a seal: kind, country, hyphen, reference (ETSI EN 319 412-1, section 5.1.4)."""


class CountryOfSeal:
    """The country of the identifier of a seal, which stands in the identifier itself."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Say which country it is."""
        code = self._country(target.get("kind", ""), target.get("value", ""))
        if code:
            target["country"] = {"scheme": ISO_3166_1, "notation": code}

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing: the identifier says it."""
        code = self._country(model.peek(("kind",)), model.peek(("value",)))
        country = model.first("country")
        if not code or target.first("identifierType") is None:
            return
        run.supplied.update(f"{model.pointer}/country/{name}" for name in ("scheme", "notation"))
        if country is not None and country.peek(("scheme",)) == ISO_3166_1 and country.peek(("notation",)) == code:
            for name in ("scheme", "notation"):
                leaf = country.first(name)
                assert leaf is not None
                run.imply(leaf, model)

    @staticmethod
    def _country(kind: str, value: str) -> str:
        told = _SEAL.fullmatch(value) if kind == "eidas" else None
        return countries.iso_country(told[1]) if told is not None and countries.exists(told[1]) else ""


class Plain(Condition):
    """A guard on writing: identifiers that are no hashes."""

    def admits_model(self, model: Node) -> bool:
        """Identifiers as they are."""
        return model.peek(("hashed",)) != "True"


IDENTITY: Final[tuple[Any, ...]] = (
    Requires("value"), Absent("kind", WEB_ID), Typed("IdentityObject", single=True), Hashed(),
    Leaf("identityHash", "value"), IdentifierType("identityType"), Leaf("salt", "salt"),
)  # fmt: skip
"""One identity of the recipient."""

ENTRY: Final[tuple[Any, ...]] = (
    Requires("value"), Absent("kind", WEB_ID), Plain(), Typed("IdentifierEntry", single=True),
    Leaf("identifier", "value"), IdentifierType("identifierType"), CountryOfSeal(),
)  # fmt: skip
"""One identifier of an organisation, a person or an achievement."""


def identifier_entries(path: str = "otherIdentifier", field: str = "identifiers[]") -> Each:
    """Every identifier beside the ``id``.

    Args:
        path: the identifiers.
        field: the list of identifiers.
    """
    return Each(path, field, *ENTRY)


def web_id(field: str = "identifiers[]") -> Group:
    """The ``id`` of an object, as one of its identifiers.

    Args:
        field: the list of identifiers.
    """
    return Group("", field, Const("kind", WEB_ID), WebId())


class WebId(Condition):
    """``id``: an absolute IRI."""

    step = "id"

    def admits_model(self, model: Node) -> bool:
        """Identifiers that can be the ``id`` of an object."""
        return is_web_id(model.peek(("value",)))

    def admits_node(self, node: Node) -> bool:
        """Objects whose ``id`` names them beyond the document: blank and relative ones do not."""
        return is_web_id(node.peek(("id",)).strip())

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the ``id``."""
        Leaf("id", "value").read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the ``id``."""
        Leaf("id", "value").write(model, target, run)


class Identities:
    """The identities of the recipient, who is the owner of the portfolio.

    A name or an e-mail address that is not hashed also becomes the owner's name or contact, unless there is one; that
    value is then said already, and is not written a second time.

    Args:
        path: the identities.
    """

    def __init__(self, path: str = "identifier") -> None:
        self.step = path
        self.each = Each(path, "identifiers[]", *IDENTITY)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every identity."""
        before, traced = len(target.get("identifiers", ())), len(run.trace)
        self.each.read(node, target, run)
        leaves = {id(container): leaf for leaf, container, name in run.trace[traced:] if name == "value"}
        known = {contact.get("value") for contact in target.get("contact_points", ())}
        for entry in target.get("identifiers", ())[before:]:
            if entry.get("hashed") or "value" not in entry:
                continue
            if entry.get("kind") == NAME and not target.get("names"):
                name: dict[str, Any] = {"full_name": entry["value"]}
                target["names"] = [name]
                run.trace.append((leaves[id(entry)], name, "full_name"))
            elif entry.get("kind") == EMAIL and entry["value"] not in known:
                known.add(entry["value"])
                contact = {"channel": "email", "value": entry["value"]}
                target.setdefault("contact_points", []).append(contact)
                run.trace.append((leaves[id(entry)], contact, "value"))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write every identity, and note which names and contacts they say."""
        said = {
            (entry.peek(("kind",)), entry.peek(("value",)))
            for entry in model.all("identifiers") if id(entry) not in run.placed and Plain().admits_model(entry)
        }  # fmt: skip
        self.each.write(model, target, run)
        written = {(entry.peek(("kind",)), entry.peek(("value",))) for entry in model.all("identifiers")
                   if id(entry) in run.placed} & said  # fmt: skip
        for name in model.all("names")[:1]:
            leaf = name.first("full_name")
            if len(name.children) == 1 and leaf is not None and (NAME, str(leaf.value)) in written:
                leaf.taken = Grade.DATA
                run.placed[id(name)] = target
        for contact in model.all("contact_points"):
            leaf = contact.first("value")
            if contact.peek(("channel",)) == "email" and leaf is not None and (EMAIL, str(leaf.value)) in written:
                for part in contact.leaves():
                    if part.name in {"value", "channel"}:
                        part.taken = Grade.DATA
                run.placed[id(contact)] = target
