"""``python -m eportfolio.contract``: write the generated files."""

from __future__ import annotations

from ..resources import schemas
from .files import generate

for _name, _content in generate().items():
    (schemas() / _name).write_bytes(_content)
