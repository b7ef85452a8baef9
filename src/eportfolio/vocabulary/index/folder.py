"""Where indexes live: installed ones in the user's data folder, those of bundled tables in the cache."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

VARIABLE: Final = "EPORTFOLIO_VOCABULARIES"
"""Environment variable that names the folder of installed vocabularies, and of the compiled tables below it."""


def installed_folder() -> Path:
    """The folder of installed indexes: ``<name>/<version>.sqlite`` in it."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("eportfolio", appauthor=False) / "vocabularies"


def compiled_folder() -> Path:
    """A folder for the indexes of bundled tables.

    It is below the installed ones when those are in a named folder, in the user's cache otherwise, and a temporary
    folder of this process where that cannot be written to.
    """
    named = os.environ.get(VARIABLE)
    if named:
        preferred = Path(named) / ".compiled"
    else:
        from platformdirs import user_cache_path

        preferred = user_cache_path("eportfolio", appauthor=False) / "vocabularies"
    return preferred if _writable(preferred) else _temporary()


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


@cache
def _temporary() -> Path:
    from atexit import register
    from shutil import rmtree

    folder = Path(tempfile.mkdtemp(prefix="eportfolio-"))
    register(rmtree, folder, ignore_errors=True)
    return folder
