from dataclasses import replace
from pathlib import Path

import pytest
from support.ordering import CLINIC

from configurator.services.orders.judge_order import judge_order
from configurator.services.orders.order_files import read_order

FOOT = {"foot_length": 262, "foot_breadth": 98, "ball_of_foot_length": 194, "heel_breadth": 70}
GROMMET = {
    "template": "grommet",
    "sheet": {"measurements": {"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8}},
}


def orthosis(side, **changes):
    sheet = {"measurements": FOOT | changes, "prescription": {"side": side}}
    return {"template": "foot_orthosis", "sheet": sheet}


def doubts(*items):
    order = {"items": list(items), "pick_up": "berlin", "patient": "K-2041", "prescription": "R-77"}
    order |= {"device_type": "custom-made"}
    return [each.fields for each in judge_order(CLINIC, replace(read_order(order, Path()), key="1")).problems]


@pytest.mark.parametrize(
    ("items", "fields"),
    [
        ([orthosis("left"), orthosis("right", foot_length=250)], [("items.0.foot_length", "items.1.foot_length")]),
        (
            [orthosis("right", body_mass=98), GROMMET, orthosis("left", body_mass=78)],
            [("items.2.body_mass", "items.0.body_mass")],
        ),
        ([orthosis("left"), orthosis("left", foot_length=250)], [("items.0.side", "items.1.side")]),
        (
            [orthosis("left", foot_breadth=94), orthosis("right", foot_length=257)],
            [("items.0.foot_length", "items.0.foot_breadth", "items.1.foot_length", "items.1.foot_breadth")],
        ),
        ([orthosis("left"), orthosis("right")], []),
        ([orthosis("left"), orthosis("left", arch_height=25)], []),
        ([orthosis("left"), GROMMET, GROMMET], []),
    ],
)
def test_the_parts_of_one_order_are_judged_against_each_other(items, fields):
    assert doubts(*items) == fields
