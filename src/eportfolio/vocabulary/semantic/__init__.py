"""Ranking the concepts of a scheme by meaning, with a small sentence encoder from a package (extra ``semantic``).

:class:`SemanticIndex` encodes all labels of a scheme once and then answers which concepts a text may mean.  numpy and
the encoder are imported when they are needed.
"""

from __future__ import annotations

from .encoder import available, knows
from .index import SemanticIndex

__all__ = ["SemanticIndex", "available", "knows"]
