"""Sheet metal by its gauge number, which is a size only together with the metal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_GAUGE: Final = re.compile(r"(?:no\.? ?|#)?(\d{1,2}) ?-?(?:ga|gage|gauge)\.?", re.IGNORECASE)
# Ounces per square foot of sheet steel, by gauge. Source: 15 U.S.C. 206.
_STEEL_OUNCES: Final[Mapping[int, int]] = {
    3: 160, 4: 150, 5: 140, 6: 130, 7: 120, 8: 110, 9: 100, 10: 90, 11: 80, 12: 70, 13: 60, 14: 50, 15: 45, 16: 40,
    17: 36, 18: 32, 19: 28, 20: 24, 21: 22, 22: 20, 23: 18, 24: 16, 25: 14, 26: 12, 27: 11, 28: 10, 29: 9, 30: 8,
}  # fmt: skip
# Pounds per square foot of one inch of steel, by which the Manufacturers' Standard Gauge turns weights into sizes.
_STEEL_INCH_POUNDS: Final = 41.82


def find_gauge(text: str) -> int | None:
    """The number of a gauge as people write it, such as 18ga or No. 18 gauge; None for what is none from 3 to 30."""
    match = _GAUGE.fullmatch(text)
    return int(match[1]) if match and int(match[1]) in _STEEL_OUNCES else None


def steel_gauge_mm(number: int) -> float:
    """The thickness of sheet steel by the Manufacturers' Standard Gauge, in mm; for 3 to 30."""
    return _STEEL_OUNCES[number] / 16 / _STEEL_INCH_POUNDS * 25.4


def aluminium_gauge_mm(number: int) -> float:
    """The thickness of sheet aluminium, brass and copper by the American (Brown & Sharpe) gauge, in mm.

    Source: ASTM B258: 0.005 in at gauge 36, and 39 equal ratios to 0.46 in at 0000.
    """
    return float(0.005 * 92 ** ((36 - number) / 39) * 25.4)
