"""The shared vocabulary: URIs of concept schemes, and the codes of countries and languages."""
