"""Crosswalks between concept schemes: SSSOM mapping sets, and what a concept corresponds to elsewhere."""
