"""What a stranger may have put into a canonical file by hand: markup that runs code, attachments that are none."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from eportfolio.exchange.crosswalk.harmless import harmless, is_harmless_element
from eportfolio.report.findings import Finding, finding

from .pruning import count_leaves, escape, shown


def disarm(data: dict[str, Any]) -> tuple[list[Finding], int]:
    """Take code out of rich texts, and of the residue, which the writers put back as it is; name bad attachments.

    Args:
        data: plain data in canonical form; it is changed.

    Returns:
        A finding for each text that was changed, and the number of leaves that went with those of which nothing
        was left.
    """
    found: list[Finding] = []
    lost = 0
    stack: list[tuple[Any, str]] = [(data, "")]
    while stack:
        node, pointer = stack.pop()
        for key, value in node.items() if type(node) is dict else enumerate(node):
            if type(value) is dict or type(value) is list:
                stack.append((value, f"{pointer}/{escape(key)}"))
        if type(node) is dict:
            if "html" in node:
                lost += _disarm_text(node, "html", pointer, found)
            if "residue" in node and type(node["residue"]) is list:
                lost += _disarm_residue(node["residue"], f"{pointer}/residue", found)
            if "content" in node and type(node["content"]) is str:
                _look_into_attachment(node, pointer, found)
    return found, lost


def _disarm_text(holder: dict[str, Any], key: str, pointer: str, found: list[Finding]) -> int:
    """Take it out of a text, or of one in several languages; how many of them are gone."""
    value = holder[key]
    if type(value) is dict:
        return sum(_disarm_text(value, language, f"{pointer}/{key}", found) for language in list(value))
    if type(value) is str:
        rest, unsafe = harmless(value)
        if unsafe:
            found.append(_told(f"{pointer}/{escape(key)}", value))
            holder[key] = rest
            if not rest.strip():
                del holder[key]
                return 1
    return 0


def _disarm_residue(residue: list[Any], pointer: str, found: list[Finding]) -> int:
    """Take it out of the values in a residue; how many leaves went with those of which nothing was left."""
    lost = 0
    kept = []
    for index, entry in enumerate(residue):
        value = entry.get("value") if type(entry) is dict else None
        rest = _without_harm(entry, value) if type(value) is str else value
        if rest != value:
            found.append(_told(f"{pointer}/{index}/value", value))
            entry["value"] = rest
        if value and not rest:
            lost += 1 + count_leaves(entry)
        else:
            kept.append(entry)
    residue[:] = kept
    return lost


def _without_harm(entry: dict[str, Any], value: str) -> str:
    name = str(entry.get("path")).rpartition("/")[2].partition("[")[0]
    if name.lower().startswith("@on") or not is_harmless_element(str(entry.get("namespace")), name):
        return ""
    rest, unsafe = harmless(value)
    return rest.strip() if unsafe else value


def _look_into_attachment(holder: dict[str, Any], pointer: str, found: list[Finding]) -> None:
    """White space in base64 means nothing; what is no base64 at all is kept and named."""
    content = "".join(holder["content"].split())
    holder["content"] = content
    try:
        b64decode(content, validate=True)
    except ValueError:
        message = "The attachment is not proper base64; its text is kept as it stands."
        found.append(finding("invalid-base64", message, pointer=f"{pointer}/content", value=shown(content)))


def _told(pointer: str, value: Any) -> Finding:
    return finding("unsafe-markup", "Markup that could run code was removed.", pointer=pointer, value=shown(value))
