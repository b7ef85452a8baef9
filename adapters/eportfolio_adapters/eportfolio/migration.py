"""Older files are brought forward, one version at a time; newer ones are read as far as they go."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from eportfolio.model import SCHEMA_VERSION
from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, finding

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: dict[str, tuple[str, Migration]] = {}
"""Version of a file: the next one, and the function that makes it.  Empty as long as there is one version."""

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})")


def migrate(data: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """Bring the data of a file to the present version.

    Returns:
        The data, and a finding when the file is of a newer release: an error for a new major version, whose
        fields may have another meaning; a warning for a minor one, whose new fields are kept.
    """
    version = data.get("schema_version", SCHEMA_VERSION)
    while isinstance(version, str) and version in MIGRATIONS:
        version, function = MIGRATIONS[version]
        data = {**function(data), "schema_version": version}
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        return data, []
    mine = tuple(map(int, SCHEMA_VERSION.split(".")))
    theirs = (int(match[1]), int(match[2]))
    if theirs <= mine:
        return data, []
    severity = Severity.ERROR if theirs[0] > mine[0] else Severity.WARNING
    message = f"The file has schema version {version}; this release knows {SCHEMA_VERSION}."
    return data, [finding("newer-schema-version", message, pointer="/schema_version", severity=severity, value=version)]
