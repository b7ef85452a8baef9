"""Portfolios inside PDF files: every way of attaching them, and everything that is no portfolio."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, StreamDecodeLevel, String

from eportfolio.report.errors import MissingExtraError, UnreadableError
from eportfolio.sources.pdf import Attachment, extract_xml_attachments, open_container
from eportfolio.sources.source import Source, open_source

from .pdfs import CANDIDATE, LEARNER, PASSPORT, attached, blank, saved, specification, stream, with_name_tree


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        open_container(Source(data, "cv.pdf"))
    return caught.value.finding.name, caught.value.finding.message


# -- where attachments are ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kids", [False, True])
@pytest.mark.parametrize("unicode", [False, True])
@pytest.mark.parametrize("mode", [ObjectStreamMode.disable, ObjectStreamMode.generate])
@pytest.mark.parametrize("compress", [False, True])
def test_the_name_tree(kids: bool, unicode: bool, mode: ObjectStreamMode, compress: bool) -> None:
    pdf = blank()
    with_name_tree(pdf, specification(pdf, "attachment.xml", CANDIDATE, unicode=unicode), kids=kids)
    data = saved(pdf, object_stream_mode=mode, compress_streams=compress)
    assert (CANDIDATE in data) is not compress
    assert extract_xml_attachments(data) == [Attachment("attachment.xml", CANDIDATE)]


def test_annotations_of_pages() -> None:
    pdf = blank()
    pdf.add_blank_page()
    file = specification(pdf, "CV.xml", LEARNER)
    pdf.pages[1].Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1])),
        pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 1, 1]), FS=file)
        ),
    ])  # fmt: skip
    assert extract_xml_attachments(saved(pdf)) == [Attachment("CV.xml", LEARNER)]


@pytest.mark.parametrize("of_page", [False, True])
def test_associated_files(of_page: bool) -> None:
    pdf = blank()
    holder: Any = pdf.pages[0] if of_page else pdf.Root
    holder.AF = Array([specification(pdf, "attachment.xml", CANDIDATE)])
    assert extract_xml_attachments(saved(pdf)) == [Attachment("attachment.xml", CANDIDATE)]


def test_a_stream_that_is_named_in_several_places_is_one_attachment() -> None:
    pdf = blank()
    file = pdf.make_indirect(specification(pdf, "attachment.xml", CANDIDATE))
    with_name_tree(pdf, file, file)
    pdf.Root.AF = Array([file])
    assert len(extract_xml_attachments(saved(pdf))) == 1


def test_every_attachment_is_looked_at_and_told_by_its_content_not_its_name() -> None:
    data = attached(
        ("Europass-XML-Attachment.xml", b"not XML at all"),
        ("diploma.pdf", attached(("attachment.xml", CANDIDATE))),
        ("invoice.xml", b"<Invoice/>"),
        ("picture.png", PASSPORT),
    )
    opened = open_container(Source(data, "cv.pdf"))
    assert opened.data == PASSPORT
    assert (opened.name, opened.container) == ("cv.pdf", "pdf")
    assert opened.beside == (
        "invoice.xml", "Europass-XML-Attachment.xml", "diploma.pdf (a PDF, which is not opened)",
    )  # fmt: skip


@pytest.mark.parametrize("content", [CANDIDATE, PASSPORT, LEARNER])
@pytest.mark.parametrize("prolog", [b"", b"\xef\xbb\xbf", b"<!-- made by hand -->\n<?render fast?>\n", b" \n"])
def test_each_kind_of_portfolio_is_known_by_its_root(content: bytes, prolog: bytes) -> None:
    body = content if content.startswith(b"<?xml") else prolog + content
    assert open_container(Source(attached(("x", body)))).data == body


def test_an_attachment_in_utf_16_is_known_too() -> None:
    body = PASSPORT.decode().encode("utf-16")
    assert open_container(Source(attached(("x", body)))).xml.name == "SkillsPassport"


def test_a_portfolio_with_a_doctype_is_taken_out_and_then_refused_as_unsafe() -> None:
    body = b'<!DOCTYPE Candidate [<!ENTITY x "y">]>' + CANDIDATE.partition(b"?>")[2]
    opened = open_container(Source(attached(("x", body))))
    with pytest.raises(UnreadableError) as caught:
        _ = opened.xml
    assert caught.value.finding.name == "unsafe-content"


def test_other_kinds_of_source_are_given_back() -> None:
    source = Source(b"{}")
    assert open_container(source) is source


# -- what is no portfolio -----------------------------------------------------------------------------------


def test_a_pdf_without_attachment() -> None:
    assert refused(saved(blank())) == ("no-portfolio-inside", "The PDF has no file attached to it.")


def test_what_is_attached_instead_is_named() -> None:
    name, message = refused(
        attached(("invoice\x07.xml", b"<Invoice/>"), ("a.pdf", attached(("a", CANDIDATE))), ("", b"text"))
    )
    assert name == "no-portfolio-inside"
    assert message == (
        "The PDF holds no portfolio, only: invoice.xml (XML with the root Invoice), "
        "a.pdf (a PDF, which is not opened), a file without name."
    )


def test_extracting_says_when_there_is_no_xml() -> None:
    with pytest.raises(UnreadableError, match="only: a"):
        extract_xml_attachments(attached(("a", b"text")))


def test_a_user_password_is_needed() -> None:
    data = attached(("x", CANDIDATE), encryption=Encryption(user="secret", owner="other"))
    assert refused(data)[0] == "encrypted"


@pytest.mark.parametrize("strength", [4, 6])
def test_an_owner_password_alone_does_not_hinder_reading(strength: Literal[4, 6]) -> None:
    data = attached(("x", CANDIDATE), encryption=Encryption(user="", owner="other", R=strength))
    assert open_container(Source(data)).data == CANDIDATE


def test_an_unknown_kind_of_encryption() -> None:
    pdf = blank()
    data = saved(pdf, object_stream_mode=ObjectStreamMode.disable)
    locked = data.replace(b"trailer <<", b"trailer << /Encrypt << /Filter /Adobe.PubSec /V 4 >>")
    assert locked != data
    assert refused(locked)[0] == "encrypted"


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_a_broken_pdf(cut: int) -> None:
    assert refused(attached(("x", CANDIDATE))[:cut])[0] == "not-well-formed"


def test_a_pdf_that_lost_its_end_is_still_searched() -> None:
    data = attached(("x", CANDIDATE), object_stream_mode=ObjectStreamMode.disable)
    assert open_container(Source(data[: data.rindex(b"startxref")])).data == CANDIDATE


def test_damaged_attachments_are_named_and_others_are_read() -> None:
    pdf = blank()
    torn = stream(pdf, b"")
    torn.write(b"\x78\x9cnonsense", filter=Name.FlateDecode)
    odd = stream(pdf, b"")
    odd.write(b"3c3e>", filter=Name.ASCIIHexDecode)
    with_name_tree(pdf, specification(pdf, "torn", torn), specification(pdf, "odd", odd),
                   specification(pdf, "good", CANDIDATE))  # fmt: skip
    data = saved(pdf, stream_decode_level=StreamDecodeLevel.none, compress_streams=False)
    assert open_container(Source(data)).beside == (
        "torn (damaged)", "odd (compressed in a way that is not read)",
    )  # fmt: skip


@pytest.mark.parametrize(
    "shape",
    [
        Dictionary(Names=String("x")),
        Dictionary(Names=Array([String("only a key")])),
        Dictionary(Names=Array([String("a"), String("no file")])),
        Dictionary(Names=Array([String("a"), Dictionary(EF=Dictionary(F=3))])),
        Dictionary(Kids=Array([String("no node"), 3])),
        String("no tree"),
    ],
)
def test_odd_objects_where_attachments_should_be(shape: Any) -> None:
    pdf = blank()
    pdf.Root.Names = Dictionary(EmbeddedFiles=shape)
    pdf.pages[0].Annots = Array([String("no annotation"), Dictionary(Subtype=Name.FileAttachment)])
    pdf.Root.AF = Dictionary()
    assert refused(saved(pdf))[0] == "no-portfolio-inside"


def test_the_extra_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = attached(("x", CANDIDATE))
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(MissingExtraError) as caught:
        open_container(Source(data))
    assert "eportfolio[pdf]" in caught.value.finding.advice


def test_the_library_is_left_as_it_was() -> None:
    settings = pikepdf.settings
    before = settings.get_qpdf_limits()
    open_container(Source(attached(("x", CANDIDATE))))
    assert settings.get_qpdf_limits() == before


# -- real files ---------------------------------------------------------------------------------------------

SHARED = Path(os.environ.get("EPORTFOLIO_SHARED") or Path(__file__).parents[3] / "shared") / "samples/europass/pdf"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is absent")
def test_real_files_of_each_generation() -> None:
    roots = {path.name.split("_")[0]: open_container(open_source(path)).xml.name
             for path in sorted(SHARED.glob("*.pdf")) if "no_attachment" not in path.name}  # fmt: skip
    assert roots == {"legacy": "SkillsPassport", "new": "Candidate"}
    assert refused((SHARED / "no_attachment.pdf").read_bytes())[0] == "no-portfolio-inside"
