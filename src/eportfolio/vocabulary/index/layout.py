"""The tables of an index file, and how it is told apart from any other SQLite file."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x65506F56
"""``ePoV``: the application id in the header of every index file (SQLite file format, section 1.3)."""

LAYOUT_VERSION: Final = 2
"""Counts up whenever the tables change; an index of another number is rebuilt or refused."""

SUFFIX: Final = ".sqlite"

TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE concept (
    id INTEGER PRIMARY KEY, uri TEXT NOT NULL, type TEXT NOT NULL, notation TEXT NOT NULL, status TEXT NOT NULL,
    modified TEXT NOT NULL, replaced_by TEXT NOT NULL);
CREATE TABLE label (
    id INTEGER PRIMARY KEY, concept INTEGER NOT NULL, kind INTEGER NOT NULL, language TEXT NOT NULL,
    text TEXT NOT NULL, verified INTEGER NOT NULL, folded INTEGER NOT NULL, normal INTEGER NOT NULL);
CREATE TABLE note (concept INTEGER NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE relation (subject INTEGER NOT NULL, predicate TEXT NOT NULL, object INTEGER NOT NULL);
CREATE TABLE link (concept INTEGER NOT NULL, predicate TEXT NOT NULL, target TEXT NOT NULL);
CREATE TABLE property (concept INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL);
"""
"""``label.folded`` and ``label.normal`` are digests of the two forms of :mod:`eportfolio.vocabulary.normalise`.

``relation`` joins two concepts of the scheme, ``link`` leads out of it.
"""

INDEXES: Final = """
CREATE UNIQUE INDEX concept_uri ON concept (uri);
CREATE INDEX concept_notation ON concept (notation) WHERE notation <> '';
CREATE INDEX concept_type ON concept (type);
CREATE INDEX label_folded ON label (folded);
CREATE INDEX label_normal ON label (normal);
CREATE INDEX label_concept ON label (concept);
CREATE INDEX note_concept ON note (concept);
CREATE INDEX relation_subject ON relation (subject, predicate);
CREATE INDEX relation_object ON relation (object, predicate);
CREATE INDEX link_concept ON link (concept);
CREATE INDEX link_target ON link (target);
CREATE INDEX property_concept ON property (concept);
CREATE INDEX property_value ON property (name, value);
"""
