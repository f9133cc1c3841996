"""A picture of a part that is wrong, with rings at the places."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from configurator import catalogue
from configurator.kernel.jobs import picture_of_faults
from configurator.kernel.jobs.picture_of_faults import run_picture_of_faults
from configurator.kernel.render.places import RED

pytestmark = pytest.mark.slow
GROMMET = catalogue.find("grommet")


def red_pixels(content):
    colours = np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)
    return int((np.abs(colours - RED).sum(axis=2) < 60).sum())


def pictured(monkeypatch, tmp_path, template):
    monkeypatch.setattr(picture_of_faults, "parse_request", lambda request: parsed(template))
    answer = run_picture_of_faults({"directory": str(tmp_path), "stem": "x"})
    return answer["places"], red_pixels((tmp_path / answer["file"]).read_bytes())


def parsed(template):
    from configurator.services.designs.configure import build_design

    parameters = template.presets["firewall"]
    return template, parameters, build_design(template, parameters)


def test_a_size_that_is_out_is_ringed_at_both_ends(monkeypatch, tmp_path):
    def astray(p):
        height, *_ = (each for each in GROMMET.dimensions(p) if each.name == "height")
        yield replace(height, nominal=height.nominal + 1)

    places, red = pictured(monkeypatch, tmp_path, replace(GROMMET, dimensions=astray))
    assert places == 2 and red > 300


def test_a_sound_part_has_no_ring(monkeypatch, tmp_path):
    assert pictured(monkeypatch, tmp_path, GROMMET) == (0, 0)


def test_a_finding_of_the_examination_is_ringed(monkeypatch, tmp_path):
    import cadquery as cq

    def crossing(p):
        return cq.Compound.makeCompound(
            [cq.Solid.makeBox(10, 10, 10), cq.Solid.makeBox(10, 10, 10, cq.Vector(5, 5, 5))]
        )

    template = replace(GROMMET, build=crossing, dimensions=lambda p: (), solids=2)
    places, red = pictured(monkeypatch, tmp_path, template)
    assert places >= 1 and red > 150
