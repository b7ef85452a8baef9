"""Linking the owner's words to concepts: where the words stand, what is proposed for them, and who decides."""

from .linking import Accept, Link, Linking, LinkOptions, link
from .review import apply_review, read_review, write_review

__all__ = ["Accept", "Link", "LinkOptions", "Linking", "apply_review", "link", "read_review", "write_review"]
