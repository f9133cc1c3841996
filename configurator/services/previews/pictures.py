"""A design's picture, made once and stored as an artefact."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Literal

from configurator.domain.errors import Damaged
from configurator.folders import work_folder
from configurator.services.common.context import Context, MakingContext
from configurator.services.common.work_times import note_stages
from configurator.services.previews.drafts import preview_request, read_draft_file
from configurator.services.previews.previews import shape_file
from configurator.services.previews.shapes import DesignShape
from configurator.store import designs, objects
from configurator.store.database import read_transaction, write_transaction

log = logging.getLogger("configurator.services.previews")
KERNEL_PICTURE = "configurator.kernel.jobs.preview:run_picture"
PictureSize = Literal["thumbnail", "picture", "picture-inches"]
# Width and height in pixels, whether dimensions are drawn, and their unit.
PICTURE_SIZES: Mapping[PictureSize, Mapping[str, Any]] = {
    "thumbnail": {"size": [480, 360], "dimensions": False},
    "picture": {"size": [1200, 900], "dimensions": True},
    "picture-inches": {"size": [1200, 900], "dimensions": True, "unit": "in"},
}


def get_picture(context: MakingContext, shape: DesignShape, size: PictureSize) -> bytes:
    """A shape's picture as PNG, stored already or made now.

    Raises what the kernel raises, and Blocked if it cannot be written or stored.
    """
    return find_picture(context, shape, size) or _make_picture(context, shape, size)


def find_picture(context: Context, shape: DesignShape, size: PictureSize) -> bytes | None:
    """A shape's picture as PNG if it is stored and whole: made again, it is. Raises Blocked."""
    with read_transaction(context.engine) as connection:
        known = designs.find_artefacts(connection, shape.design, (size,)).get(size)
    if known is None or not objects.has_object(context.objects, known):
        return None
    try:
        return objects.get_object(context.objects, known)
    except Damaged:
        return None


def _make_picture(context: MakingContext, shape: DesignShape, size: PictureSize) -> bytes:
    design = shape.design
    file = shape_file(context.cache, shape)
    with work_folder(context.scratch) as folder:
        request = {**preview_request(design, folder, file), **PICTURE_SIZES[size]}
        answer = context.pool.submit(KERNEL_PICTURE, request).result()
        png = read_draft_file(folder / answer["file"])
    note_stages(log, context.times, "picture", f"{size} of {design.code}", answer["timings_ms"])
    digest = objects.put_object(context.objects, png)
    with write_transaction(context.engine) as connection:
        designs.save_design(connection, design)
        designs.save_artefacts(connection, design, {size: (digest, len(png))})
    return png
