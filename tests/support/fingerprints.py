"""Volume, area and bounds of every preset of every built-in template. Run it to write them anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from configurator import catalogue
from configurator.kernel.jobs.make import run_make
from configurator.services.designs.configure import build_design

FILE = Path(__file__).with_name("fingerprints.json")


def fingerprint(template, preset):
    """What a preset's part measures, with its template's version; rounded to what every machine agrees on."""
    design = build_design(template, template.presets[preset])
    request = {"template": template.id, "parameters": dict(design.parameters), "formats": []}
    report = run_make({**request, "directory": ".", "stem": "unused"})["report"]
    return {
        "version": template.version,
        "volume_mm3": round(report["volume_mm3"], 1),
        "area_mm2": round(report["area_mm2"], 1),
        "bounds_mm": [[round(value, 3) for value in corner] for corner in report["bounds_mm"]],
    }


def fingerprints(parts=()):
    """Template id -> preset -> fingerprint, for these templates, or all that come with the program."""
    templates = [catalogue.find(part) for part in parts] or list(catalogue.templates().values())
    return {each.id: {preset: fingerprint(each, preset) for preset in each.presets} for each in templates}


def write_fingerprints(parts):
    """Those of the parts anew, the others as they stand; of parts that are gone none."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    merged = {**stored, **fingerprints(parts)} if parts else fingerprints()
    in_order = {name: merged[name] for name in catalogue.templates() if name in merged}
    FILE.write_text(json.dumps(in_order, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_fingerprints(sys.argv[1:])
