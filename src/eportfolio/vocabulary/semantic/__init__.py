"""Ranking the concepts of a scheme by meaning: small sentence encoders that ship in packages (extra ``semantic``).

:class:`SemanticIndex` encodes all labels of a scheme once and then answers which concepts a text may mean;
:func:`fuse` joins such a ranking with one by words.  numpy and the encoders are imported when they are needed.
"""

from __future__ import annotations

from .encoders import available
from .fusion import fuse
from .index import SemanticIndex

__all__ = ["SemanticIndex", "available", "fuse"]
