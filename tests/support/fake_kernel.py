"""Replaces the kernel in the children of a worker: crashing parts crash, and files are small."""

import os
import time
from pathlib import Path

from PIL import Image

from configurator import catalogue
from support.fake_pool import make_files


def make(request):
    template = catalogue.find(request["template"])
    if template.group == "Crashing":
        template.build(template.parameters(**request["parameters"]))
    time.sleep(float(os.environ.get("LASTS", "0")))
    answer = make_files(request, True)
    if "png" in answer["files"]:
        Image.new("RGB", (4, 3)).save(Path(request["directory"], answer["files"]["png"]), "png")
    return answer
