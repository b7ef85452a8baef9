"""The template: what everybody in a table gets, and a copy of it for each of them with ids of its own."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from ..model import Portfolio
from ..model.canonical import to_data
from ..model.identity import assign_ids, derived_id
from ..model.portfolio import ITEM_LISTS
from ..report.errors import UsageError


class Template:
    """A portfolio without a person, in canonical form.

    Attributes:
        data: the template itself.
        digest: SHA-256 of it, in hexadecimal.
    """

    def __init__(self, portfolio: Portfolio, name: str) -> None:
        """Take a portfolio as template.

        Args:
            portfolio: the portfolio.
            name: what it is called, for messages.

        Raises:
            UsageError: it is about a person, holds a sealed original, or has variants in other languages.
        """
        data = to_data(portfolio)
        if any("original" in one for one in data.get("credentials", ())):
            raise UsageError(
                "usage", f"{name} holds a sealed original, which belongs to one person.",
                hint="Take the unsealed draft, or a portfolio without the credential, as template.",
            )  # fmt: skip
        if "variants" in data:
            raise UsageError("usage", f"{name} holds several profiles, and a template is one.")
        if data.get("owner"):
            raise UsageError(
                "usage", f"{name} is about a person, whose data would go to everybody in the table.",
                hint="Save it as a portfolio (eportfolio convert FILE course.portfolio.json), and take out the owner "
                "and what else is theirs: grades, numbers, the title and the pictures of a credential.",
            )  # fmt: skip
        assign_ids(data)
        self.data: dict[str, Any] = data
        self._text = json.dumps(data)
        self.digest = hashlib.sha256(self._text.encode()).hexdigest()
        ids = [data["id"], *(item["id"] for kind in ITEM_LISTS for item in data.get(kind, ()))]
        self._ids = re.compile("|".join(re.escape(json.dumps(one)) for one in ids))

    def copy(self, recipient: str) -> dict[str, Any]:
        """A copy for a recipient.

        What is awarded to two people is two things, so every item gets an id that follows from its id in the
        template and from the recipient; references between the items go along.

        Args:
            recipient: what tells the recipient from others.
        """
        text = self._ids.sub(lambda found: json.dumps(derived_id(f"{recipient}\x1f{found[0]}", 0)), self._text)
        copy: dict[str, Any] = json.loads(text)
        return copy
