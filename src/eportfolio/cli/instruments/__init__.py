"""Commands that work with a practitioner's portfolio of instruments."""
