"""Tokens that say something of a person without the form of a credential: SD-JWT VC (EUDI wallets, OpenID).

Their claims stand side by side: those of the token (RFC 7519, section 4.1), the type of the credential (``vct``), and
what is said of the person, in terms of OpenID Connect Core 1.0 (section 5.1) and of the European identity data.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from eportfolio.exchange.crosswalk import Group, Leaf, Leaves, Notation, ReadRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.sources.tree import Node
from eportfolio.vocabulary.schemes import ISO_3166_1

from .dates import Day
from .identities import is_web_id
from .runs import BadgeReadRun
from .statements import PERSON, STATEMENT
from .words import Words

TYPE_CLAIM: Final = "vct"
_LATEST: Final = 253402300800
"""The first second of the year 10000."""


class Seconds:
    """A time in seconds since 1970 (RFC 7519, section 2, NumericDate), in the model a date.

    Args:
        path: the claim.
        field: the date.
    """

    def __init__(self, path: str, field: str) -> None:
        self.step = path
        self.field = field

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the time."""
        leaf = node.free((self.step,))
        if leaf is None or self.field in target:
            return
        number = leaf.value
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < _LATEST:
            run.report("invalid-value", f"{leaf.name} is no time in seconds.", leaf)
            return
        text = datetime.fromtimestamp(number, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        moment = target[self.field] = {"edtf": text[:10]} | ({"verbatim": text} if text[11:] != "00:00:00Z" else {})
        run.keep(leaf, moment, "verbatim" if "verbatim" in moment else "edtf")

    def write(self, model: Node, target: Node, run: Any) -> None:
        """Nothing: tokens are not written."""


class Named:
    """An address that names somebody.

    Args:
        path: the claim.
        field: list of identifiers.
    """

    def __init__(self, path: str, *field: str) -> None:
        self.step = path
        self.field = field

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take an absolute address."""
        leaf = node.free((self.step,))
        text = as_text(leaf.value).strip() if leaf is not None else ""
        if leaf is None or not is_web_id(text):
            return
        holder = target
        for name in self.field:
            holder = holder.setdefault(name, {})
        entry = {"kind": "id", "value": text}
        holder.setdefault("identifiers", []).append(entry)
        run.keep(leaf, entry, "value")

    def write(self, model: Node, target: Node, run: Any) -> None:
        """Nothing: tokens are not written."""


class TypeClaim:
    """``vct``: the type of the credential."""

    step = TYPE_CLAIM

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type as the profile of the credential."""
        leaf = node.free((self.step,))
        if leaf is not None and (text := as_text(leaf.value).strip()):
            concept = {"uri" if is_web_id(text) else "notation": text}
            target.setdefault("credential_profiles", []).append(concept)
            run.keep_as(leaf, text, concept, next(iter(concept)))

    def write(self, model: Node, target: Node, run: Any) -> None:
        """Nothing: tokens are not written."""


TOKEN: Final[tuple[Any, ...]] = (
    TypeClaim(), Named("iss", "issuer"), Words("issuing_authority", "issuer/name"), Seconds("iat", "issued"),
    Day("date_of_issuance", "issued"), Day("issuance_date", "issued"), Seconds("nbf", "valid_from"),
    Seconds("exp", "valid_until"), Day("date_of_expiry", "valid_until"), Day("expiry_date", "valid_until"),
)  # fmt: skip
"""What a token says of itself."""

_ADDRESS: Final = Group(
    "address", "addresses[]", Leaves("street_address", "lines"), Leaf("postal_code", "postal_code"),
    Words("locality", "municipality"), Words("region", "region"), Words("formatted", "full_address"),
    Notation("country", "country", ISO_3166_1),
)  # fmt: skip
"""An address (OpenID Connect Core 1.0, section 5.1.1)."""

HOLDER: Final[tuple[Any, ...]] = (Named("sub"), _ADDRESS, *PERSON)
"""What a token says of the person."""


class Claims:
    """A token as an item of the portfolio."""

    def __init__(self) -> None:
        self.token = Plan(TOKEN)
        self.holder = Plan(HOLDER)

    def read_one(self, node: Node, run: BadgeReadRun) -> dict[str, Any]:
        """Read the claims of a token.

        Args:
            node: the claims.
            run: the reading.

        Returns:
            The credential.
        """
        entry = run.begin(node)
        self.token.read(node, entry, run)
        owner: dict[str, Any] = {}
        if self.holder.read(node, owner, run):
            run.root["owner"] = owner
        STATEMENT.read_deeds(node, entry, run)
        return entry


CLAIMS: Final = Claims()
