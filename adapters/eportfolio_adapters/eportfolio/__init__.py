"""The canonical form: JSON that is JSON-LD, and the same portfolio in other spellings of RDF."""
