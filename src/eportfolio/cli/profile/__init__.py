"""Commands that work with exchange profiles."""
