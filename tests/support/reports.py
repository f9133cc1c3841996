"""Reports of made parts, without the kernel."""

from configurator.domain.offers.reports import read_report

HEIGHT = {
    "name": "height", "kind": "distance", "nominal": 4.5, "measured": 4.5, "uncertainty": 0.0, "tolerance": 0.05,
    "ok": True,
}  # fmt: skip

INSERT = {
    "name": "nut", "part": "M4 heat-set insert", "standard": "DIN 16903", "face": "underside",
    "place": [1.0, 2.0, 3.0], "axis": [0.0, 0.0, -1.0], "diameter": 5.6, "depth": 9.0, "measured_diameter": 5.61,
    "measured_depth": 9.5, "source": "a maker",
}  # fmt: skip


def assessment(offer, *size_mm, findings=()):
    """The JSON of how a part can be made in an offer: lying in a box of this size, or not laid at all."""
    turn = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    orientation = size_mm and {
        "matrix": turn, "size_mm": [*size_mm], "height_mm": size_mm[2], "bed_mm2": 100.0, "overhang_mm2": 5.0,
        "support_mm3": 2.5, "bridge_mm": 1.0, "fits": True, "why": "lowest of 3",
    }  # fmt: skip
    made = {"offer": offer, "mass_g": 1.2, "thinnest_mm": 1.5, "orientation": orientation or None}
    return {**made, "findings": [*findings]}


def report_content(**fields):
    """The JSON of a report like the kernel's, with other fields where they are given."""
    return {
        "template": "grommet", "version": "1", "code": "32YKGS7N", "parameters": {"hole_diameter": 14.0},
        "valid": True, "solids": 1, "watertight": True, "self_intersecting": False,
        "volume_mm3": 1000.0, "area_mm2": 1500.0, "bounds_mm": [[0.0, 0.0, 0.0], [21.4, 21.4, 4.5]],
        "centre_of_gravity_mm": [10.7, 10.7, 2.25], "triangles": 12,
        "dimensions": [HEIGHT], "findings": [], "making": [], "reductions": [],
        "versions": {"configurator": "0.1.0"}, "digests": {"design": "0" * 64},
        **fields,
    }  # fmt: skip


def report(**fields):
    """A report like the kernel's, with other fields where they are given."""
    return read_report(report_content(**fields))
