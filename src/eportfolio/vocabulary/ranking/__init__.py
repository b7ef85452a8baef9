"""Ranking concepts by how alike their labels and a text are, from an index that stands in the file of the scheme."""
