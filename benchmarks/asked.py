"""What the files of a part cost the first time, again, and after a restart; and how a worker's child grows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil
from designs import random_designs
from table import Row

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.pool import Pool, open_pool
from configurator.services.common.context import Context, open_context
from configurator.services.common.disk_cache import DiskCache
from configurator.services.common.kernel_gate import KernelGate
from configurator.services.making.files import ensure_files, make_files
from configurator.services.making.make import make_part
from configurator.services.previews.previews import Previews, shape_file
from configurator.services.previews.shapes import shape_of
from configurator.settings import Settings, read_settings

FORMATS = ("stl", "step", "3mf", "glb")
WARM_UP = 50


def rows(parts: int) -> Iterator[Row]:
    """One orthosis asked for three times, then so many grommets in one worker."""
    with TemporaryDirectory() as folder, open_pool() as pool:
        yield from _repeat_rows(read_settings({"CONFIGURATOR_DATA": folder, "DATABASE_URL": ""}), pool, Path(folder))
        yield from _cached_shape_rows(pool, Path(folder))
        yield _memory_row(pool, Path(folder), parts)


def _repeat_rows(settings: Settings, pool: Pool, folder: Path) -> Iterator[Row]:
    designs = random_designs(catalogue.find("foot_orthosis"))
    context = open_context(settings)
    make_files(context.with_pool(pool, folder), next(designs), FORMATS)
    design = next(designs)
    start = perf_counter()
    make_files(context.with_pool(pool, folder), design, FORMATS)
    first_ms = (perf_counter() - start) * 1000
    repeat_ms = _repeat_ms(context, pool, folder, design)
    context.engine.dispose()
    start = perf_counter()
    reopened = open_context(settings)
    _repeat_ms(reopened, pool, folder, design)
    restart_ms = (perf_counter() - start) * 1000
    reopened.engine.dispose()
    yield Row("f", "files of an orthosis asked for again", repeat_ms, "ms", f"the first time {first_ms:.0f} ms", 5)
    yield Row("f", "asked for after a restart", restart_ms, "ms", "with opening database and artefacts")


def _cached_shape_rows(pool: Pool, folder: Path) -> Iterator[Row]:
    """The time that the cached shape of a page saves its order, and of a preview after a restart."""
    template = catalogue.find("foot_orthosis")
    designs, cache = random_designs(template), DiskCache(folder / "cache")
    design, other = next(designs), next(designs)
    first_preview = Previews(pool, folder, KernelGate(), cache=cache).get("", shape_of(design))
    files = [(each, shape_file(cache, shape_of(each))) for each in (design, other)]
    ordered, plain = (make_part(pool, each, ["stl"], folder, shape=file) for each, file in files)
    details = f"{ordered.timings_ms['build']:.0f} ms with engraving, beside {plain.timings_ms['build']:.0f} ms"
    share = ordered.timings_ms["build"] / plain.timings_ms["build"]
    yield Row("f", "build of an orthosis that a page has shown, times one that none has", share, "", details)
    start = perf_counter()
    again = Previews(pool, folder, KernelGate(), cache=cache).get("", shape_of(design))
    restart_ms = (perf_counter() - start) * 1000
    assert again.cached and again.glb == first_preview.glb
    yield Row("f", "preview after a restart", restart_ms, "ms", "from the cache", 5)


def _repeat_ms(context: Context, pool: Pool, folder: Path, design: Design) -> float:
    """Milliseconds to find files that were made before."""
    start = perf_counter()
    part_files = ensure_files(context.with_pool(pool, folder), design, FORMATS)
    assert not part_files.timings_ms
    return (perf_counter() - start) * 1000


def _memory_row(pool: Pool, folder: Path, parts: int) -> Row:
    """Memory of the largest child after so many parts, times that after the first few."""
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": ""}))
    designs = islice(random_designs(catalogue.find("grommet")), parts)
    sizes = []
    for design in designs:
        make_files(context.with_pool(pool, folder), design, FORMATS)
        sizes.append(_largest_child_bytes())
    context.engine.dispose()
    largest, early_largest = max(sizes[WARM_UP:]), max(sizes[:WARM_UP])
    details = f"{early_largest / 2**20:.0f} MiB within {WARM_UP} parts, {largest / 2**20:.0f} MiB within {parts}"
    return Row("h", "memory of a worker's child, times the early", largest / early_largest, "", details, 1.1)


def _largest_child_bytes() -> int:
    """Bytes in memory of the largest process below this one."""
    return max(child.memory_info().rss for child in psutil.Process().children(recursive=True))
