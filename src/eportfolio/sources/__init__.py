"""Bytes in and out, safely: the one loader, containers, and the tracked tree."""
