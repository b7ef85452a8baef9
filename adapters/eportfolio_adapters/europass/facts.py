"""What the editor's files look like, for checking as well as for reading: light, without the crosswalk."""

from __future__ import annotations

from typing import Final

from eportfolio.sources.tree import Node

SOCIAL_NETWORKS: Final = frozenset(
    {"facebook", "twitter", "instagram", "linkedin", "youtube", "pinterest", "tumblr", "other"}
)
MESSENGERS: Final = frozenset({"skype", "whatsapp", "wechat", "line", "viber", "other"})
NUMBER_USES: Final = frozenset({"home", "work", "mobile", "other"})
"""The uses of an account, a handle and a number that the editor knows."""

DIGITAL: Final = "Digital_Skill"
"""The taxonomy of what the editor calls digital skills."""


def text_of(leaf: Node | None) -> str:
    """The text of a leaf without the white space around it; empty when there is none."""
    return "" if leaf is None or leaf.value is None else str(leaf.value).strip()


def is_photo(attachment: Node) -> bool:
    """Whether an attachment is the photo of the person."""
    purpose, kind = text_of(attachment.first("Instructions")), text_of(attachment.first("FileType"))
    return purpose == "ProfilePicture" or (not purpose and kind == "photo")
