"""Checks that no other distribution installs packages of the same names as ours."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import packages_distributions

from configurator.domain.errors import failed
from configurator.extensions import DISTRIBUTION

PACKAGES = ("configurator", "templates_cad", "web")


def check_ownership(owners: Mapping[str, list[str]] | None = None) -> None:
    """Raise Failed if another installed distribution brings one of our packages, so that either may run.

    `owners` are the distributions by package; by default, those that are installed.
    """
    distributions = packages_distributions() if owners is None else owners
    for package in PACKAGES:
        others = sorted(set(distributions.get(package, [])) - {DISTRIBUTION})
        if others:
            raise failed(
                f"The package {package!r} is also that of {', '.join(others)}, which is installed here.",
                hint=f"Uninstall it, or install {DISTRIBUTION} into an environment of its own.",
            )
