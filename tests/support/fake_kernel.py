"""Stands in for the kernel in the worker's children: the parts that misbehave do, the files are small."""

import json
import os
import time
from pathlib import Path

from PIL import Image

from configurator import catalogue
from support.fake_pool import _make


def make(request):
    template = catalogue.find(request["template"])
    if template.group == "Crashing":
        template.build(template.parameters(**request["parameters"]))
    time.sleep(float(os.environ.get("LASTS", "0")))
    made = _make(request, True)
    made["report"]["bounds_mm"] = [[0, 0, 0], [21.4, 21.4, 4.5]]
    folder = Path(request["directory"])
    Image.new("RGB", (4, 3)).save(folder / made["files"]["png"], "png")
    (folder / made["files"]["report"]).write_text(json.dumps(made["report"]))
    return made
