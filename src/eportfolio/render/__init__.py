"""A portfolio for people.

:mod:`~eportfolio.render.outline` decides what is told and in which order; the others set it: as plain text or
on a terminal.
"""
