"""Handing jobs over to factories: what they get, and the targets by which they get it."""
