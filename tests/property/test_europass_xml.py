"""The SkillsPassport in XML keeps the contract of adapters, and everything written is valid."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from eportfolio.exchange.adapter import Adapter
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.europass_legacy.adapter import XML
from tests.property.oracles import valid_xml
from tests.support import EXAMPLES, shared_files

OLDER = "europass-cv-example-v2.0.xml"
"""A ``learnerinfo`` file of 2005: another adapter's."""


def files() -> list[Path]:
    found = (*sorted((EXAMPLES / "europass-xml").glob("*.xml")), *shared_files("samples/europass/legacy*/*.xml"))
    return [path for path in found if path.name != OLDER]


class TestXml(AdapterContract):
    adapter: ClassVar[Adapter] = XML
    samples: ClassVar = files()
    versions: ClassVar = XML.format.versions
    max_examples: ClassVar = 100

    def validate(self, data: bytes, version: str) -> None:
        schema = "EuropassSchema_V3.0.xsd" if version == "3.0" else "EuropassSchema.xsd"
        valid_xml(data, f"schemas/europass-legacy/xsd/v{version}/{schema}")
