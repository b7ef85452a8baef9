"""The commands of ``eportfolio key``, one module each."""
