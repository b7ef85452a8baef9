"""Europass since 2020: the Candidate XML of the editor, and its relatives of the Commission and of EURES."""
