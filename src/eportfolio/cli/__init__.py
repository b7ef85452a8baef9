"""The command ``eportfolio``: one module for each command, found through the table in ``main``."""
