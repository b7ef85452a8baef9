"""PDF files made for the tests: an empty page, and files attached in every way that there is."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

CANDIDATE = b'<?xml version="1.0" encoding="UTF-8"?><Candidate xmlns="http://www.europass.eu/1.0"/>'
PASSPORT = b'<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en"/>'
LEARNER = b'<europass:learnerinfo xmlns:europass="http://europass.cedefop.europa.eu/Europass/V2.0"/>'


def blank() -> Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def stream(pdf: Pdf, content: bytes, **entries: Any) -> Any:
    return pdf.make_stream(content, Type=Name.EmbeddedFile, **entries)


def specification(pdf: Pdf, name: str, content: bytes | Any, *, unicode: bool = True) -> Any:
    """A file specification; with bytes, a stream is made for them."""
    body = stream(pdf, content) if isinstance(content, bytes) else content
    entries: dict[str, Any] = {"Type": Name.Filespec, "F": String(name), "EF": Dictionary(F=body)}
    if unicode:
        entries |= {"UF": String(name), "EF": Dictionary(F=body, UF=body)}
    return Dictionary(**entries)


def with_name_tree(pdf: Pdf, *specifications: Any, kids: bool = False) -> Pdf:
    pairs: list[Any] = []
    for number, one in enumerate(specifications):
        pairs += [String(f"key {number:03}"), one]
    tree = Dictionary(Names=Array(pairs))
    if kids:
        leaf = pdf.make_indirect(Dictionary(Names=Array(pairs), Limits=Array([pairs[0], pairs[-2]])))
        inner = pdf.make_indirect(Dictionary(Kids=Array([leaf]), Limits=Array([pairs[0], pairs[-2]])))
        tree = Dictionary(Kids=Array([inner]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=tree)
    return pdf


def attached(*files: tuple[str, bytes], **options: Any) -> bytes:
    """A PDF with files in its name tree."""
    pdf = blank()
    with_name_tree(pdf, *(specification(pdf, name, content) for name, content in files))
    return saved(pdf, **options)
