"""A Europass PDF is the XML inside it: the same portfolio, the same leaves, the same verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

import eportfolio as ep
from eportfolio.sources.pdf import extract_xml_attachments
from tests.support import needs_shared, shared_files

PDFS = [path for path in shared_files("samples/europass/pdf/*.pdf") if path.name != "no_attachment.pdf"]


@needs_shared
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_a_pdf_reads_as_its_extracted_xml(path: Path) -> None:
    attachment = extract_xml_attachments(path.read_bytes())[0]
    whole, inside = ep.read(path), ep.read(attachment.data)
    assert list(ep.diff(whole.portfolio, inside.portfolio, residue=True)) == []
    assert whole.report.fidelity == inside.report.fidelity
    assert [item.id for item in whole.portfolio.items()] == [item.id for item in inside.portfolio.items()]
    assert "attached to a PDF" in whole.report.source.detected


@needs_shared
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_a_pdf_is_validated_and_converted_as_its_xml(path: Path) -> None:
    attachment = extract_xml_attachments(path.read_bytes())[0]
    assert [f.pointer for f in ep.validate(path)] == [f.pointer for f in ep.validate(attachment.data)]
    assert (
        ep.convert(path, target_format="eportfolio").data
        == ep.convert(attachment.data, target_format="eportfolio").data
    )
