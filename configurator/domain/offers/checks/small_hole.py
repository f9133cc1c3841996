"""Holes that may close."""

from configurator.domain.offers.checks._gaps import gap_check

CHECKS = (gap_check("small_hole", "hole", lambda process: process.hole, rank=70, meaning="a hole that may close"),)
