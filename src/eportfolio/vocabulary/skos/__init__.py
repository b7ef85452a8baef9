"""Concept schemes as SKOS (https://www.w3.org/TR/skos-reference/), in and out, in any syntax of RDF."""
