"""The formats written by the kernel's own modules, in the order in which they are listed."""

from __future__ import annotations

from typing import Final

from configurator.domain.parts.drafting import DRAFTING_OPTIONS
from configurator.domain.parts.formats import Format

_WRITERS: Final = "configurator.kernel.export.writers"

FORMATS: Final = (
    Format(
        name="stl",
        title="STL",
        description="STL, a mesh for any slicer",
        ending="stl",
        media_type="model/stl",
        writer=f"{_WRITERS}:write_stl",
        offered={"order": 1, "order page": 1, "part page": 2},
        compressible=True,
    ),
    Format(
        name="step",
        title="STEP",
        description="STEP, the exact solid for CAD and milling",
        ending="step",
        media_type="model/step",
        writer=f"{_WRITERS}:write_step",
        offered={"order": 2, "order page": 2, "part page": 1},
        compressible=True,
    ),
    Format(
        name="3mf",
        title="3MF",
        description="3MF, a mesh with its unit and name",
        ending="3mf",
        media_type="model/3mf",
        writer=f"{_WRITERS}:write_3mf",
        offered={"order": 3, "order page": 3, "part page": 3},
    ),
    Format(
        name="glb",
        title="GLB",
        description="GLB, a model for viewers",
        ending="glb",
        media_type="model/gltf-binary",
        writer=f"{_WRITERS}:write_glb",
        offered={"part page, on request": 4},
        compressible=True,
    ),
    Format(
        name="findings",
        title="Findings",
        description="GLB, the skin coloured that findings are about",
        ending="findings.glb",
        media_type="model/gltf-binary",
        writer=f"{_WRITERS}:write_findings",
        offered={"part page, with findings": 1},
        compressible=True,
    ),
    Format(
        name="png",
        title="PNG",
        description="PNG, the picture",
        ending="png",
        media_type="image/png",
        writer=f"{_WRITERS}:write_picture",
        drafting=("offer", "unit", "picture_unit"),
        offered={"order": 4, "part page, on request": 5},
    ),
    Format(
        name="thumb",
        title="Thumbnail",
        description="PNG, a small picture without dimensions",
        ending="thumb.png",
        media_type="image/png",
        writer=f"{_WRITERS}:write_thumbnail",
        drafting=("offer",),
    ),
    Format(
        name="turn",
        title="WebP",
        description="WebP, the part turning",
        ending="turn.webp",
        media_type="image/webp",
        writer=f"{_WRITERS}:write_turntable",
        drafting=("offer",),
        offered={"part page, on request": 6},
    ),
    Format(
        name="pdf",
        title="Drawing",
        description="PDF, the drawing",
        ending="pdf",
        media_type="application/pdf",
        writer=f"{_WRITERS}:write_pdf",
        drafting=DRAFTING_OPTIONS,
        offered={"order": 5, "order page": 4, "part page, on request": 1},
    ),
    Format(
        name="dxf",
        title="DXF",
        description="DXF, the drawing for CAD",
        ending="dxf",
        media_type="image/vnd.dxf",
        writer=f"{_WRITERS}:write_dxf",
        drafting=DRAFTING_OPTIONS,
        offered={"order": 6, "order page": 5, "part page, on request": 2},
    ),
    Format(
        name="quality",
        title="Quality sheet",
        description="Quality sheet, to inspect the part by",
        ending="quality.pdf",
        media_type="application/pdf",
        writer=f"{_WRITERS}:write_quality_sheet",
        drafting=DRAFTING_OPTIONS,
        offered={"order": 7, "order page": 6, "part page, on request": 3},
    ),
)
