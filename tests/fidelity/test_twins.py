"""The official files that exist in two formats say the same, with a table of the few exceptions."""

from __future__ import annotations

import pytest

import eportfolio as ep
from eportfolio.compare import diff, equivalent
from tests.support import needs_shared, shared

pytestmark = [pytest.mark.shared, needs_shared]

FOLDER = "samples/europass/legacy"
SAVED = "the twin in JSON was saved some hours later"
PRINTED = "the twin in JSON has a printing preference more"

TWINS: dict[str, tuple[str, dict[str, str]]] = {
    "CV 3.0": ("Europass-CV-Smith-v3.0", {}),
    "CV 3.3": ("europass-cv-example-v3.3.0", {"/modified": SAVED}),
    "language passport 3.3": ("europass-lp-example-v3.3.0", {"/modified": SAVED}),
    "cover letter 3.3": (
        "europass-cl-example-v3.3.0",
        {
            "/modified": SAVED,
            "/presentation/1": f"{PRINTED}: the owner's address",
            "/presentation/3": f"{PRINTED}: the addressee",
            "/presentation/6": f"{PRINTED}: the closing salutation",
            "/presentation/7/properties/0": f"{PRINTED}: the justification",
        },
    ),
}
"""The twins: the name of the files, and the places in which they differ, each with the reason."""


def twins(name: str) -> tuple[ep.Portfolio, ep.Portfolio, dict[str, str]]:
    stem, exceptions = TWINS[name]
    return (
        ep.read(shared(f"{FOLDER}/{stem}.xml")).portfolio,
        ep.read(shared(f"{FOLDER}/{stem}.json")).portfolio,
        exceptions,
    )


@pytest.mark.parametrize("name", TWINS)
def test_twins_are_equivalent(name: str) -> None:
    a, b, exceptions = twins(name)
    found = [change.as_dict() for change in diff(a, b, ignore=(*exceptions, "/provenance"))]
    assert equivalent(a, b, ignore=exceptions), found


@pytest.mark.parametrize("name", TWINS)
def test_every_exception_is_needed(name: str) -> None:
    a, b, exceptions = twins(name)
    for place in exceptions:
        assert not equivalent(a, b, ignore=[other for other in exceptions if other != place]), place
