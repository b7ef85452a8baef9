"""The commands of ``eportfolio vocab``, one module each."""
