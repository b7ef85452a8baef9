"""Validation: is a file what its format, and its receiver, demand."""
