"""Quotes: what factories would take for a part, and when it would arrive."""
