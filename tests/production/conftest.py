import io
import os
import pickle
import subprocess
import sys
from contextlib import ExitStack

import pytest
from PIL import Image
from support.reports import report

from configurator.domain.offers.offers import Offer
from configurator.domain.parts.designs import Design
from configurator.domain.production.handovers import Approval, Handover
from configurator.domain.sha256 import sha256

NYLON = Offer(
    id="mjf-pa12",
    title="Nylon, dyed",
    process="MJF",
    material="PA12",
    family="plastic",
    grade="HP 3D HR PA 12",
    finish="geglättet, schwarz gefärbt",
    least_wall=0.8,
    tolerance=0.3,
    density=1.01,
    colour="#202020",
    tolerance_per_mm=0.002,
    heat=95,
)


def size(name, kind, nominal, measured, tolerance, **more):
    ok = abs(measured - nominal) <= tolerance
    asked = {"name": name, "kind": kind, "nominal": nominal, "tolerance": tolerance}
    return {**asked, "measured": measured, "uncertainty": 0.01, "ok": ok, **more}


DIMENSIONS = [
    size("flange_diameter", "diameter", 44.4175, 44.4171, 0.05),
    size("bore_diameter", "diameter", 25.4, 25.4, 0.05, inscribed=25.3518),
    size("height", "distance", 4.6002, 4.6003, 0.05),
    size("slope", "angle", -4.0, -3.9991, 0.1),
]


@pytest.fixture
def png():
    """Makes the bytes of a picture so many pixels wide and high."""

    def make(width, height):
        picture = io.BytesIO()
        Image.new("RGB", (width, height), "grey").save(picture, "png")
        return picture.getvalue()

    return make


@pytest.fixture
def handover(png):
    """A job with all that a handover has, small enough to make quickly."""
    design = Design("ring", "3", {"outside": 44.4175, "bore": 25.4, "slope": None})
    return Handover(
        ticket="7KQ2M4XD9A.1",
        order="D4W8P0RT2N",
        factory="zürich",
        machine="mjf-b",
        title="Öldichter Ring",
        design=design,
        quantity=1,
        offer=NYLON,
        report=report(dimensions=DIMENSIONS, versions={"configurator": "0.1.0", "cadquery": "2.8.0"}),
        approvals=(Approval("clinician:küng", "2026-11-20T10:12:44+01:00"),),
        files={name: sha256(name.encode()) for name in ("ring.3mf", "ring.step", "ring.png", "ring.report.json")},
        picture=png(120, 90),
    )


@pytest.fixture
def elsewhere():
    """Starts a program in a process of its own, which has some objects as `given`."""
    with ExitStack() as stack:

        def start(program, *given, **environment):
            command = [sys.executable, "-c", f"import pickle, sys; given = pickle.load(sys.stdin.buffer)\n{program}"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            child = stack.enter_context(subprocess.Popen(command, **pipes, env={**os.environ, **environment}))
            stack.callback(child.kill)
            pickle.dump(given, child.stdin)
            child.stdin.flush()
            return child

        yield start
