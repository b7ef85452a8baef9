"""Findings: what was seen in a file, in plain words, with a stable code and a place."""
