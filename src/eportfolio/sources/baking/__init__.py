"""Badges in pictures: taken out of PNG and SVG files, and put into them ("baked").

A picture carries one credential: JSON, a compact token, or (Open Badges 1) only the address of one.  The picture
itself is never drawn, and its pixels are never touched.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from ...report.errors import RefusedError, UnreadableError
from ..limits import DEFAULT_LIMITS, Limits
from ..source import Input, Source, open_source
from ..xml import root_name
from .forms import ADDRESS, FORMS, Baked, Form, Survey, form_for, prepared

__all__ = ["FORMS", "Baked", "Form", "bake", "extract", "is_picture", "open_container"]

_SHOWN: Final = 300


def extract(image: Input | Source, limits: Limits = DEFAULT_LIMITS) -> Baked | None:
    """Take the credential out of a picture.

    Args:
        image: a PNG or an SVG: path, ``-``, bytes, or a binary stream.
        limits: the safety limits.

    Returns:
        The first credential in it; ``None`` when there is none.

    Raises:
        UnreadableError: it is no such picture, or it is damaged.
        UnsafeError: it goes beyond a limit, or can attack a reader.
    """
    return _survey(open_source(image, limits=limits).data, limits).baked


def bake(
    image: Input | Source,
    content: Input | Source,
    standard: str | None = None,
    *,
    replace: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Put a credential into a picture.

    Args:
        image: a PNG or an SVG: path, ``-``, bytes, or a binary stream.
        content: the credential, given likewise: JSON in UTF-8, a compact token, or for Open Badges 1 and 2 its
            address.  JSON is kept byte for byte; of a token, white space around it goes.
        standard: how: ``openbadges-3``, ``clr-2`` or ``openbadges-2``; told from the credential when ``None``.
        replace: whether a credential that is in the picture already may be replaced.
        limits: the safety limits.

    Returns:
        The picture with the credential; its pixels are as they were.

    Raises:
        RefusedError: the picture holds a credential already, and ``replace`` is not set.
        UsageError: the credential is nothing that is baked, or there is no such standard.
        UnreadableError: the picture, or the credential, is damaged.
        UnsafeError: one of them goes beyond a limit, or can attack a reader.
    """
    credential = prepared(open_source(content, limits=limits).data, limits)
    form = form_for(credential, standard, limits)
    picture = open_source(image, limits=limits).data
    already = _survey(picture, limits).baked
    if already is not None and not replace:
        raise RefusedError(
            "target-exists", f"The picture holds a credential already ({already.form.title}).",
            hint="Take another picture, or say that the credential in it is to be replaced.",
        )  # fmt: skip
    result: bytes = _module(picture).bake(picture, credential, form, limits)
    return result


def is_picture(source: Source) -> bool:
    """Whether a source is a PNG or an SVG, told from its first bytes."""
    return source.kind == "png" or (source.kind == "xml" and root_name(source.data) == "svg")


def open_container(source: Source) -> Source:
    """Take the credential out of its picture.

    Args:
        source: a PNG or an SVG.

    Returns:
        The credential as a source of the same name.

    Raises:
        UnreadableError: the picture is damaged, holds no credential, or only the address of one.
        UnsafeError: it goes beyond a limit, or can attack a reader.
    """
    kind = "png" if source.kind == "png" else "svg"
    found = _survey(source.data, source.limits)
    baked = found.baked
    if baked is None:
        inside = f", only texts called {', '.join(found.others)}" if found.others else ""
        raise UnreadableError(
            "no-portfolio-inside", f"The picture holds no badge{inside}.",
            hint="Download the badge again from where it was issued; messengers and editors remove what is baked in.",
        )  # fmt: skip
    if baked.media_type == ADDRESS:
        address = baked.content.decode("utf-8", "replace").strip()[:_SHOWN]
        raise UnreadableError(
            "no-portfolio-inside", f"The picture holds no badge, only its address: {address}.", value=address,
            hint="Nothing is fetched. Download what is at that address, and read it.",
        )  # fmt: skip
    if not baked.content.strip():
        raise UnreadableError("no-portfolio-inside", "The picture has a place for a badge, and nothing is in it.")
    return Source(baked.content, source.name, source.limits, container=kind, findings=baked.findings, outer=source.data)


def _survey(data: bytes, limits: Limits) -> Survey:
    survey: Survey = _module(data).survey(data, limits)
    return survey


def _module(data: bytes) -> ModuleType:
    """What reads a picture: chosen by its first bytes.

    Raises:
        UnreadableError: it is neither PNG nor SVG.
    """
    kind = Source(data).kind
    if kind == "png":
        from . import png

        return png
    if kind == "xml":
        from . import svg

        return svg
    raise UnreadableError("invalid-value", "The picture is neither PNG nor SVG.", hint="Convert it to one of them.")
