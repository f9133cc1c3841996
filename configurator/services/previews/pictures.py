"""A design's picture, made once ever and kept as an artefact."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from configurator.domain.parts.designs import Design
from configurator.folders import partial
from configurator.pool import Pool
from configurator.services.common.context import Office
from configurator.services.designs.shaping import shaped
from configurator.services.previews.drafts import read_made, request_for
from configurator.services.previews.previews import shape_file
from configurator.store import designs, objects
from configurator.store.database import reading, writing

PICTURE = "configurator.kernel.jobs.preview:picture"
Size = Literal["thumbnail", "picture"]
# In pixels, and whether there is room for sizes.
SIZES: Mapping[Size, Mapping[str, Any]] = {
    "thumbnail": {"size": [480, 360], "dimensions": False},
    "picture": {"size": [1200, 900], "dimensions": True},
}


def picture_of(office: Office, pool: Pool, scratch: Path, design: Design, size: Size) -> bytes:
    """A design's picture as PNG, known already or made now.

    Raises what the kernel raises, and Blocked where it cannot be written or kept.
    """
    design = shaped(design)
    with reading(office.engine) as connection:
        known = designs.find_artefacts(connection, design, (size,)).get(size)
    if known is not None and objects.has(office.objects, known):
        return objects.get(office.objects, known)
    shape = shape_file(office.shelf, design)
    with partial(scratch) as folder:
        answer = pool.submit(PICTURE, {**request_for(design, folder, shape), **SIZES[size]}).result()
        png = read_made(folder / answer["file"])
    digest = objects.put(office.objects, png)
    with writing(office.engine) as connection:
        designs.keep_design(connection, design)
        designs.keep_artefacts(connection, design, {size: (digest, len(png))})
    return png
