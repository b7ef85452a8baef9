"""The downloads of ESCO, installed once for all tests and all workers of a run: each costs many seconds."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

from eportfolio.vocabulary.esco.install import EscoInstalled, install_esco
from eportfolio.vocabulary.library import Vocabularies
from tests.support import shared


def installed_once(base: Path, *names: str) -> EscoInstalled:
    """What was installed of some downloads; nobody may change it.

    Args:
        base: a folder that the workers of a run share.
        names: the downloads.
    """
    folder = base / "+".join(names)
    done, part, lock = (base / f"{folder.name} {what}" for what in ("installed", "part", "lock"))
    while not done.exists():
        try:
            lock.mkdir(parents=True)
        except FileExistsError:
            time.sleep(0.2)  # another worker is at it
            continue
        try:
            if not done.exists():
                sources = [shared(f"vocabularies/{name}") for name in names]
                found = install_esco(sources, vocabularies=Vocabularies(folder))
                part.write_bytes(pickle.dumps(found))
                part.replace(done)
        finally:
            lock.rmdir()
    installed: EscoInstalled = pickle.loads(done.read_bytes())
    return installed
