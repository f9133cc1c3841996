"""Handing jobs over to factories: today through a hot folder."""
