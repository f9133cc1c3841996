"""A factory with a slicer's profile, a part for it, and a script in the place of PrusaSlicer."""

import json
from dataclasses import replace

from configurator import catalogue
from configurator.services.designs.configure import build_design
from configurator.services.factories.factories import add_factory, read_factory_file
from support.ordering import NETWORK, item_request, order_request

CONFIG = "bed_shape = 0x0,200x0,200x200,0x200\nfilament_diameter = 1.75\nlayer_height = 0.3\nnozzle_diameter = 0.4\n"
SHOP = {
    "id": "berlin", "title": "Spreewerk", "place": {"latitude": 52.5, "longitude": 13.45},
    "machines": [
        {"id": "mk3", "process": "fdm", "build_mm": [250, 210, 220], "materials": ["PETG"], "set_up_h": 0.25,
         "post_processing_h": 0.25, "rate": {"mm3_per_h": 1000}, "slicer_profile": "profiles/mk3.ini"},
    ],
}  # fmt: skip
CLIP = catalogue.find("snap_clip")
PART = replace(order_request(), items=(item_request(build_design(CLIP, CLIP.presets["door card"]), "fdm-petg"),))
TWO_HOURS = 'echo "; estimated printing time (normal mode) = 2h 0m 0s" > "$last"'


def write_shop(folder):
    """The path of a factory's file with a profile beside it."""
    (folder / "profiles").mkdir()
    (folder / "profiles" / "mk3.ini").write_text(CONFIG)
    path = folder / "berlin.json"
    path.write_text(json.dumps(SHOP))
    return path


def add_shop(context, path):
    read = read_factory_file(path)
    add_factory(context, NETWORK, read.factory, read.profiles)


def write_slicer(folder, script):
    """The folder, to be first in PATH; each call adds a line to `calls` there. `$last` is the file to be written."""
    folder.mkdir(exist_ok=True)
    program = folder / "prusa-slicer"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\necho >> {folder / 'calls'}\n{script}\n")
    program.chmod(0o755)
    return folder
