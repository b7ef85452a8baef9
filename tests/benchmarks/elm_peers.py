"""SHACL engines with the official shapes, used as anybody would: JSON-LD to RDF by PyLD, then the shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.benchmarks.elm_inputs import document_of
from tests.support import SHARED

_CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": "w3c-credentials-v1.jsonld",
    "http://data.europa.eu/snb/model/context/edc-ap": "edc-ap.20230928-0.jsonld",
}
_SHAPES = ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl")
"""The shapes of the profile edc-generic-full, with those that they import."""


def folder_of_schemas(folder: str = "") -> Path | None:
    """Where the official shapes and contexts are; ``None`` when they are not at hand.

    Args:
        folder: the folder, if it is not that of the reference material.
    """
    if folder:
        return Path(folder)
    return SHARED / "schemas" / "elm" if SHARED is not None else None


class Peers:
    """The engines, with the shapes loaded once, and as files to load anew.

    Args:
        folder: holds ``shapes/3.2`` and ``context``.
    """

    def __init__(self, folder: Path) -> None:
        self._files = [folder / "shapes" / "3.2" / name for name in _SHAPES]
        self._contexts = {
            address: json.loads((folder / "context" / name).read_bytes()) for address, name in _CONTEXTS.items()
        }
        self._graph = self._load()
        self._compiled = self._compile()

    def _load(self) -> Any:
        from rdflib import Graph

        graph = Graph()
        for file in self._files:
            graph.parse(file, format="turtle")
        return graph

    def _compile(self) -> Any:
        import shacl

        return shacl.Shapes.from_text("\n".join(file.read_text(encoding="utf-8") for file in self._files), "turtle")

    def n_quads(self, data: bytes) -> str:
        """The statements of a credential.

        Args:
            data: its bytes.
        """
        from pyld import jsonld

        def load(address: str, _options: Any) -> dict[str, Any]:
            return {"contextUrl": None, "documentUrl": address, "document": self._contexts[address]}

        options = {"format": "application/n-quads", "documentLoader": load}
        return str(jsonld.to_rdf(document_of(data), options))

    def pyshacl(self, data: bytes, *, anew: bool = False) -> bool:
        """The verdict of pySHACL.

        Args:
            data: the bytes of the credential.
            anew: whether the shapes are loaded for it.
        """
        import pyshacl
        from rdflib import Graph

        shapes = self._load() if anew else self._graph
        graph = Graph().parse(data=self.n_quads(data), format="nt")
        return bool(pyshacl.validate(graph, shacl_graph=shapes, inplace=True)[0])

    def rust(self, data: bytes, *, anew: bool = False) -> bool:
        """The verdict of the engine in Rust.

        Args:
            data: the bytes of the credential.
            anew: whether the shapes are loaded for it.
        """
        shapes = self._compile() if anew else self._compiled
        return bool(shapes.validate_text(self.n_quads(data), "ntriples").conforms)
