"""Concept schemes as SQLite files: built once, opened read-only, looked up without load time."""
