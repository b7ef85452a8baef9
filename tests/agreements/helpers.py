"""What the tests of agreements share: a school and an employment service, in a few lines each."""

from __future__ import annotations

from eportfolio.agreements import Agreement, Row, agree
from eportfolio.profiles import Profile, read_profile

SCHOOL = """
title = "Leaver file"
version = "1.0"
model = "1.0"
[organisation]
name = "School"
"""

SERVICE = """
title = "Intake"
version = "1.0"
model = "1.0"
[organisation]
name = "Service"
"""

LEGAL = """
[legal]
basis = "public_task"
purpose = "Placement"
retention = "P2Y"
"""


def profile(text: str) -> Profile:
    """A profile from its lines."""
    return read_profile(text.encode())


def school(text: str = "") -> Profile:
    """The profile of the school with more lines."""
    return profile(SCHOOL + text)


def service(text: str = "") -> Profile:
    """The profile of the service with more lines."""
    return profile(SERVICE + text)


def agreed(offers: str, asks: str, via: str = "") -> Agreement:
    """What the school offers against what the service asks."""
    return agree(school(offers), service(asks), via=via)


def row(agreement: Agreement, field: str) -> Row:
    """The one row of a field from the school to the service."""
    (found,) = [one for one in agreement.forth.rows if one.field == field]
    return found


def codes(agreement: Agreement) -> list[str]:
    """The names of what was found from the school to the service."""
    return [one.name for one in agreement.forth.findings]
