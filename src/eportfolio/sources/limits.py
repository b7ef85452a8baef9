"""The safety limits, in one place (DESIGN section 8)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a source may cost.  Every limit that is reached is a finding that names the field here.

    Attributes:
        file_bytes: size of a file, in bytes.
        depth: nesting of elements or JSON containers.
        nodes: number of elements, attributes and scalars.
        text_bytes: size of one text or attachment, in bytes.
        attachments: number of files attached to a container such as a PDF.
        inflated_bytes: size of one attachment of a container after decompression, in bytes.
    """

    file_bytes: int = 64 * 1024 * 1024
    depth: int = 200
    nodes: int = 500_000
    text_bytes: int = 10_000_000
    attachments: int = 64
    inflated_bytes: int = 32 * 1024 * 1024


DEFAULT_LIMITS = Limits()
