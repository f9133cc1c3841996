"""Volume, area and bounds of every preset of every built-in template. Run it to write them anew."""

from __future__ import annotations

import json
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


def fingerprints():
    """Template id -> preset -> fingerprint, for the templates that come with the program."""
    return {
        template.id: {preset: fingerprint(template, preset) for preset in template.presets}
        for template in catalogue.templates().values()
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(fingerprints(), indent=1) + "\n", encoding="utf-8")
