"""Slits that may close."""

from configurator.domain.offers.checks._gaps import gap_check

CHECKS = (
    gap_check(
        "narrow_slit", "slit", lambda process: process.slit, rank=50, meaning="a slit in one body that may close"
    ),
)
