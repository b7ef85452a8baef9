"""The published contract, generated from the model: JSON Schema, JSON-LD context, SHACL shapes, ontology.

``python -m eportfolio.contract`` writes the files under ``schemas/``; a test holds them up to date.
"""

NAMESPACE = "https://w3id.org/eportfolio/v1#"
"""Namespace of our classes and properties."""
