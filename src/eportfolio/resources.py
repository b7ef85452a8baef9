"""Where the data that ships with the library stands: in an installed wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_folder(name: str) -> Path:
    """The folder of shipped data of a name, such as ``schemas`` or ``vocabularies``.

    Args:
        name: name of the folder: in a wheel it stands in ``eportfolio/_data``, in a checkout at the top.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The folder {name} of eportfolio is missing: install the package again.")


def schemas() -> Path:
    """The folder of the published contract: JSON Schema, JSON-LD context, SHACL shapes and ontology."""
    return data_folder("schemas")
