"""Validation by the SHACL shapes of a folder that the user has; nothing is fetched (extra ``shacl``)."""

from __future__ import annotations

from .checking import check_shapes

__all__ = ["check_shapes"]
