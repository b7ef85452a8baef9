"""The downloads of ESCO, installed once for all tests and all workers of a run: each costs many seconds."""

from __future__ import annotations

from pathlib import Path

from eportfolio.vocabulary.esco.install import EscoInstalled, install_esco
from eportfolio.vocabulary.library import Vocabularies
from tests.once import made_once
from tests.support import shared


def installed_once(base: Path, *names: str) -> EscoInstalled:
    """What was installed of some downloads; nobody may change it.

    Args:
        base: a folder that the workers of a run share.
        names: the downloads.
    """
    folder = base / "+".join(names)

    def install() -> EscoInstalled:
        return install_esco([shared(f"vocabularies/{name}") for name in names], vocabularies=Vocabularies(folder))

    return made_once(base, folder.name, install)
