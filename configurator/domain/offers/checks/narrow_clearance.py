"""Clearances between two bodies that may close."""

from configurator.domain.offers.checks._gaps import gap_check

CHECKS = (
    gap_check(
        "narrow_clearance",
        "clearance",
        lambda process: process.clearance,
        rank=60,
        meaning="a clearance between two bodies that may close",
    ),
)
