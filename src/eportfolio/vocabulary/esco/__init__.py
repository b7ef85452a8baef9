"""ESCO, the classification of skills and occupations of the European Commission, from its official downloads."""
