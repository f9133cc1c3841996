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
from configurator.services.making.files import ensure_files, make_files
from configurator.services.making.make import make_part
from configurator.services.previews.previews import Previews, shape_file
from configurator.settings import Settings, read_settings

FORMATS = ("stl", "step", "3mf", "glb")
WARM_UP = 50


def rows(parts: int) -> Iterator[Row]:
    """One orthosis asked for three times, then so many grommets in one worker."""
    with TemporaryDirectory() as folder, open_pool() as pool:
        yield from _asked_again(read_settings({"CONFIGURATOR_DATA": folder, "DATABASE_URL": ""}), pool, Path(folder))
        yield from _shown_before(pool, Path(folder))
        yield _grown(pool, Path(folder), parts)


def _asked_again(settings: Settings, pool: Pool, folder: Path) -> Iterator[Row]:
    designs = random_designs(catalogue.find("foot_orthosis"))
    context = open_context(settings)
    make_files(context.with_pool(pool, folder), next(designs), FORMATS)
    design = next(designs)
    start = perf_counter()
    make_files(context.with_pool(pool, folder), design, FORMATS)
    first = (perf_counter() - start) * 1000
    again = _known(context, pool, folder, design)
    context.engine.dispose()
    start = perf_counter()
    reopened = open_context(settings)
    _known(reopened, pool, folder, design)
    after = (perf_counter() - start) * 1000
    reopened.engine.dispose()
    yield Row("f", "files of an orthosis asked for again", again, "ms", f"the first time {first:.0f} ms", 5)
    yield Row("f", "asked for after a restart", after, "ms", "with opening database and artefacts")


def _shown_before(pool: Pool, folder: Path) -> Iterator[Row]:
    """What the shape that a page has built saves the order, and a preview after a restart."""
    template = catalogue.find("foot_orthosis")
    fresh, cache = random_designs(template), DiskCache(folder / "cache")
    design, other = next(fresh), next(fresh)
    shown = Previews(pool, folder, 4, cache=cache).get("", design)
    ordered, plain = (make_part(pool, each, ["stl"], folder, shape=shape_file(cache, each)) for each in (design, other))
    told = f"{ordered.timings_ms['build']:.0f} ms with engraving, beside {plain.timings_ms['build']:.0f} ms"
    share = ordered.timings_ms["build"] / plain.timings_ms["build"]
    yield Row("f", "build of an orthosis that a page has shown, times one that none has", share, "", told)
    start = perf_counter()
    again = Previews(pool, folder, 4, cache=cache).get("", design)
    spent = (perf_counter() - start) * 1000
    assert again.cached and again.glb == shown.glb
    yield Row("f", "preview after a restart", spent, "ms", "from the cache", 5)


def _known(context: Context, pool: Pool, folder: Path, design: Design) -> float:
    """Milliseconds to have what was made before."""
    start = perf_counter()
    kept = ensure_files(context.with_pool(pool, folder), design, FORMATS)
    assert not kept.timings_ms
    return (perf_counter() - start) * 1000


def _grown(pool: Pool, folder: Path, parts: int) -> Row:
    """Memory of the largest child after so many parts, times that after the first few."""
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": ""}))
    designs = islice(random_designs(catalogue.find("grommet")), parts)
    sizes = []
    for design in designs:
        make_files(context.with_pool(pool, folder), design, FORMATS)
        sizes.append(_largest())
    context.engine.dispose()
    most, early = max(sizes[WARM_UP:]), max(sizes[:WARM_UP])
    told = f"{early / 2**20:.0f} MiB within {WARM_UP} parts, {most / 2**20:.0f} MiB within {parts}"
    return Row("h", "memory of a worker's child, times the early", most / early, "", told, 1.1)


def _largest() -> int:
    """Bytes in memory of the largest process below this one."""
    return max(child.memory_info().rss for child in psutil.Process().children(recursive=True))
