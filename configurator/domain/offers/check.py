"""A check: one kind of finding against making a part in an offer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal, get_args

from configurator.domain.offers.offers import OFFERS, Offer
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind, MeshAnalysis, SizeLimits

# How the place of a finding is coloured.
PlaceKind = Literal["features", "overhang", "spot"]
FEATURE_KINDS: tuple[FeatureKind, ...] = get_args(FeatureKind)


def no_limits(offer: Offer) -> Mapping[FeatureKind, float]:
    """For checks that are not about narrow places."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Check:
    """One kind of finding.

    `code` names it for programs and `rank` says where it stands among the findings of a part, lower first.
    `meaning` and `severity` tell a reader what was found and how grave it is. `find` yields the findings, all of
    this code, on a part in an offer. `limits` are sizes in mm by kind of feature: the analysis lists what is narrower
    than each, for `MeshAnalysis.below`. `place` is what is coloured: "features", whatever is narrower than `limits`;
    "overhang", what leans out as the part best lies; "spot", what is round the place that the finding names, if any.
    """

    code: str
    rank: int
    meaning: str
    severity: str
    find: Callable[[MeshAnalysis, Offer], Iterable[Finding]]
    limits: Callable[[Offer], Mapping[FeatureKind, float]] = no_limits
    place: PlaceKind = "spot"


def size_limits(checks: Iterable[Check]) -> SizeLimits:
    """The limits of all these checks in all offers by kind, rising."""
    limits: dict[FeatureKind, set[float]] = {kind: set() for kind in FEATURE_KINDS}
    for check in checks:
        for offer in OFFERS.values():
            for kind, limit in check.limits(offer).items():
                limits[kind].add(limit)
    return {kind: tuple(sorted(each)) for kind, each in limits.items()}


def check_fault(check: Check) -> str:
    """Why a check cannot be used; empty if it can. Raises whatever its `limits` raise."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", check.code):
        return f"Its code {check.code!r} is not made of small letters, digits and underscores."
    if check.place not in get_args(PlaceKind):
        return f"Its place {check.place!r} is not one of {', '.join(get_args(PlaceKind))}."
    for offer in OFFERS.values():
        for kind, limit in check.limits(offer).items():
            if kind not in FEATURE_KINDS or not 0 < limit < inf:
                return f"Its limit of {limit!r} mm for {kind!r} in {offer.id} is none."
    return ""
