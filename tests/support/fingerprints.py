"""Volume, area and bounds of every preset of every built-in template. Run it to write them anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from configurator import catalogue
from configurator.kernel.jobs import make
from configurator.services.designs.configure import build_design

FILE = Path(__file__).with_name("fingerprints.json")


def fingerprint(template, mesh):
    """What a part measures, with its template's version; rounded to what every machine agrees on."""
    return {
        "version": template.version,
        "volume_mm3": round(mesh.volume, 1),
        "area_mm2": round(mesh.area, 1),
        "bounds_mm": mesh.bounds.round(3).tolist(),
    }


def build_part(template, parameters):
    """The examined part."""
    return make._build_and_examine(template, parameters, build_design(template, parameters), make.Clock())[0]


def _fingerprints(template):
    return {name: fingerprint(template, build_part(template, each).mesh) for name, each in template.presets.items()}


def fingerprints(parts=()):
    """Template id -> preset -> fingerprint, for these templates, or all that come with the program."""
    templates = [catalogue.find(part) for part in parts] or list(catalogue.templates().values())
    return {each.id: _fingerprints(each) for each in templates}


def write_fingerprints(parts):
    """Those of the parts anew, the others as they stand; of parts that are gone none."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    merged = {**stored, **fingerprints(parts)} if parts else fingerprints()
    in_order = {name: merged[name] for name in catalogue.templates() if name in merged}
    FILE.write_text(json.dumps(in_order, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_fingerprints(sys.argv[1:])
